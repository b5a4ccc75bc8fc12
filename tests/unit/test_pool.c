/* base/pool: whatever the threads, results come in the order given, once each, and memory stays within the slots. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>

#include "base/pool.h"

enum { ITEMS = 500, SLOTS = 6 };

struct numbers { int in[SLOTS], out[SLOTS], busy[SLOTS], n_done; };

static void square(void *with, int slot)
{
    struct numbers *x = with;
    if (x->in[slot] % 7 == 0)
        usleep(300);               /* late ones must not be overtaken */
    x->out[slot] = x->in[slot] * x->in[slot];
}

static void collect(void *with, int slot)
{
    struct numbers *x = with;
    assert_int_equal(x->in[slot], x->n_done);
    assert_int_equal(x->out[slot], x->n_done * x->n_done);
    x->busy[slot] = 0;
    x->n_done++;
}

static void results_keep_their_order(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 4; threads++) {
        struct numbers x = {0};
        struct pool *p = pool_new(threads, SLOTS, square, collect, &x);
        for (int i = 0; i < ITEMS; i++) {
            int slot = pool_take(p);
            assert_in_range(slot, 0, SLOTS - 1);
            assert_int_equal(x.busy[slot], 0);
            x.busy[slot] = 1;
            x.in[slot] = i;
            pool_go(p);
        }
        if (threads % 2)
            pool_drain(p);
        pool_free(p);
        assert_int_equal(x.n_done, ITEMS);
    }
}

static void a_pool_may_stay_idle(void **state)
{
    (void)state;
    struct numbers x = {0};
    pool_free(pool_new(3, SLOTS, square, collect, &x));
    pool_free(NULL);
    assert_int_equal(x.n_done, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(results_keep_their_order), cmocka_unit_test(a_pool_may_stay_idle)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
