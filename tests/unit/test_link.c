/* link: which reports belong to one negotiation, and which do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "talks/link.h"

struct one { struct link_part part; uint32_t want; };

static void check(const struct one *of, uint32_t n)
{
    struct arena *a = arena_new();
    struct linker *l = linker_new(a);
    for (uint32_t i = 0; i < n; i++) {
        struct link_why why;
        assert_int_equal(of[i].want, linker_place(l, &of[i].part, &why));
        assert_true(why.first == (why.score == 0));
    }
    arena_free(a);
}
#define CHECK(of) check(of, sizeof of / sizeof *of)

static void test_time(void **state)
{
    (void)state;
    const struct one of[] = {
        {{.day = 1000, .parties = "KEN|SOM"}, 0},
        {{.day = 1020, .parties = "SOM|KEN"}, 0},
        {{.day = 1120, .parties = "SOM|KEN"}, 0},                            /* a hundred days on: all sides, and no other subject */
        {{.day = 1220, .parties = "SOM|KEN", .back = "third round"}, 0},
        {{.day = 1420, .parties = "SOM|KEN"}, 1},                            /* two hundred days on, nothing else in common */
        {{.day = 5000, .parties = "SOM|KEN", .back = "resumed talks"}, 2},   /* ten years later */
        {{.day = DL_NO_DAY, .parties = "FRA|DEU"}, 3},
    };
    CHECK(of);
}

static void test_subject(void **state)
{
    (void)state;
    const struct one of[] = {
        {{.day = 1000, .parties = "KEN|SOM", .issues = "sea border"}, 0},
        {{.day = 1005, .parties = "KEN|SOM", .issues = "refugee camps"}, 1},
        {{.day = 1010, .parties = "KEN|SOM", .issues = "the maritime borders"}, 0},   /* a word in common, whatever its ending */
        {{.day = 1015, .parties = "KEN|SOM", .issues = "camps at Dadaab", .leads = "A. Minister"}, 1},
    };
    CHECK(of);
}

static void test_sides(void **state)
{
    (void)state;
    const struct one of[] = {
        {{.day = 1000, .parties = "KEN|SOM", .mediators = "ETH"}, 0},
        {{.day = 1003, .parties = "KEN|UGA"}, 1},                            /* one side is not enough */
        {{.day = 1006, .parties = "KEN|ETH"}, 0},                            /* a side and the mediator are */
        {{.day = 1010, .parties = "SOM|KEN|DJI"}, 0},                        /* a third joins */
        {{.day = 1012, .parties = "KEN|SOM", .apart = true}, 2},             /* by hand */
    };
    CHECK(of);
}

static void test_one_side(void **state)
{
    (void)state;
    const struct one of[] = {
        {{.day = 1000, .parties = "IRN|USA", .place = "Vienna"}, 0},
        {{.day = 1075, .parties = "IRN|RUS", .place = "Vienna", .back = "sixth round"}, 0},
        {{.day = 1080, .parties = "USA|CHN", .place = "Geneva", .back = "second round"}, 1},
    };
    CHECK(of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_time), cmocka_unit_test(test_subject), cmocka_unit_test(test_sides), cmocka_unit_test(test_one_side)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
