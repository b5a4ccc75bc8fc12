/* The cellar: dates, keys, JSON, tables, hashes, arenas. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/intern.h"
#include "base/sha256.h"
#include "base/spill.h"
#include "base/table.h"
#include "base/utf8.h"

static void days_round_trip(void **state)
{
    (void)state;
    for (int32_t d = day_of(1899, 12, 30); d < day_of(2101, 1, 2); d++) {
        char iso[12];
        int32_t first, last;
        day_format(d, iso);
        assert_true(day_parse(iso, &first, &last) && first == d && last == d);
        int year, week;
        day_iso_week(d, &year, &week);
        assert_int_equal(day_of_iso_week(year, week), d - day_weekday(d) + 1);
    }
    assert_int_equal(day_weekday(day_of(2016, 9, 5)), 1);
    assert_int_equal(day_of(2015, 2, 29), DL_NO_DAY);
    int32_t first, last;
    assert_true(day_parse("2016-02", &first, &last));
    assert_int_equal(last - first, 28);
    assert_false(day_parse("2016-13-01", &first, &last));
    assert_false(day_parse("05/09/2016", &first, &last));
}

static void keys_fold(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"Élysée", "elysee"}, {"U.S.", "us"}, {"Al-Qaeda", "al qaeda"}, {"  Sergei\n Lavrov ", "sergei lavrov"},
        {"Côte d’Ivoire", "cote d'ivoire"}, {"Łódź", "lodz"}, {"Nguyễn", "nguyen"}, {"Москва", "москва"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[64];
        utf8_key(cases[i][0], strlen(cases[i][0]), out, sizeof out);
        assert_string_equal(out, cases[i][1]);
    }
    char small[4];
    assert_int_equal(utf8_key("abcdef", 6, small, sizeof small), 3);
    size_t bad;
    assert_false(utf8_valid("ab\xC0\xAF", 4, &bad));
    assert_int_equal(bad, 2);
    assert_false(utf8_valid("\xED\xA0\x80", 3, NULL));
}

static void json_is_escaped(void **state)
{
    (void)state;
    struct buf b = {0};
    json_open(&b, '{');
    json_key(&b, "a");
    json_bytes(&b, "\"\\\n\x01\xFFé", 7);
    json_key(&b, "b");
    json_open(&b, '[');
    json_real(&b, -0.5, 3);
    json_real(&b, 30.29, 5);
    json_real(&b, 1.0 / 0.0, 2);
    json_span(&b, (struct dl_span){2, 5});
    json_close(&b, ']');
    json_close(&b, '}');
    assert_string_equal(b.at, "{\"a\":\"\\\"\\\\\\n\\u0001\xEF\xBF\xBDé\",\"b\":[-0.5,30.29,null,[2,5]]}");
    buf_free(&b);
}

static void tables_say_where(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct table t;
    struct dl_err err;
    const char *good = "name\tcode\n# comment\n\nNarland\tNAR|NRL\nEstovia\n";
    assert_true(table_parse(&t, "x.tsv", good, strlen(good), a, &err));
    assert_int_equal(t.n_rows, 2);
    assert_int_equal(t.line[1], 5);
    assert_string_equal(table_cell(&t, 1, table_column(&t, "code")), "");
    const char **part;
    assert_int_equal(table_list(table_cell(&t, 0, 1), a, &part), 2);
    assert_string_equal(part[1], "NRL");
    const char *bad = "name\nok\nx\ty\n";
    assert_false(table_parse(&t, "x.tsv", bad, strlen(bad), a, &err));
    assert_string_equal(err.where, "x.tsv:3");
    arena_free(a);
}

static void words_are_interned(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct intern *t = intern_new(a);
    char word[16];
    const char *first[1000];
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 1000; i++) {
            int n = snprintf(word, sizeof word, "w%d", i);
            const char *got = intern_get(t, word, (size_t)n);
            if (round)
                assert_ptr_equal(got, first[i]);
            first[i] = got;
            assert_string_equal(got, word);
        }
    arena_free(a);
}

static void hashes_agree_with_fips(void **state)
{
    (void)state;
    char hex[65], zeros[119] = {0};
    sha256_hex("abc", 3, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    struct sha256 h;
    sha256_start(&h);
    for (size_t i = 0; i < sizeof zeros; i++)
        sha256_add(&h, zeros + i, 1);
    sha256_end(&h, hex);
    assert_string_equal(hex, "f616b0d54e78571a9611f343c9f8e022e859e920381ab0e4d3da01e193a7bd7e");
}

static void sha256_kernels_agree(void **state)
{
    unsigned char bytes[700];
    char fast[65], slow[65];
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 131 + (i >> 3));
    for (size_t n = 0; n <= sizeof bytes; n++) {
        struct sha256 h;
        sha256_hex(bytes, n, fast);
        sha256_start(&h);
        h.plain = true;
        sha256_add(&h, bytes, n / 3);
        sha256_add(&h, bytes + n / 3, n - n / 3);
        sha256_end(&h, slow);
        assert_string_equal(fast, slow);
    }
}

static void arenas_reset(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (int round = 0; round < 3; round++) {
        for (size_t n = 1; n < 2000000; n *= 3) {
            unsigned char *p = arena_take(a, n, 1);
            assert_int_equal((uintptr_t)p % 16, 0);
            assert_true(p[0] == 0 && p[n - 1] == 0);
            memset(p, 0xAA, n);
        }
        assert_true(arena_used(a) > 2000000);
        arena_reset(a);
        assert_int_equal(arena_used(a), 0);
    }
    arena_free(a);
}

/* Records of many lengths: what fits lies in memory, the rest in a file, and all can be read and written over. */
static void spilled_bytes_come_back(void **state)
{
    (void)state;
    unsigned char bytes[300], room[300];
    uint64_t at[200];
    for (size_t held = 0; held < 40000; held = 4 * held + 100) {
        struct spill *s = spill_new(held);
        for (uint32_t i = 0; i < 200; i++) {
            memset(bytes, (int)i, i);
            at[i] = spill_add(s, bytes, i);
        }
        assert_int_equal(spill_size(s), 199 * 200 / 2);
        spill_put(s, at[150] + 2, "xyz", 3);
        for (uint32_t i = 0; i < 200; i++) {
            memset(bytes, (int)i, i);
            if (i == 150)
                memcpy(bytes + 2, "xyz", 3);
            assert_memory_equal(spill_get(s, at[i], room, i), bytes, i);
        }
        assert_true(spill_ok(s, NULL));
        spill_empty(s);
        assert_int_equal(spill_add(s, "new", 3), 0);
        assert_memory_equal(spill_get(s, 0, room, sizeof room), "new", 3);
        spill_free(s);
    }
}

/* A file can grow no further: the failure is told, and what is read then is zero. */
static void a_full_disk_is_told(void **state)
{
    (void)state;
    struct dl_err err = {0};
    struct rlimit was, less;
    unsigned char room[8] = {1};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    signal(SIGXFSZ, SIG_IGN);
    less = (struct rlimit){4096, was.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &less), 0);
    struct spill *s = spill_new(0);
    for (int i = 0; i < 600; i++)
        spill_add(s, "12345678", 8);
    setrlimit(RLIMIT_FSIZE, &was);
    assert_false(spill_ok(s, &err));
    assert_int_equal(err.code, DL_EIO);
    assert_int_equal(*(const unsigned char *)spill_get(s, 0, room, 8), 0);
    spill_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(days_round_trip), cmocka_unit_test(keys_fold), cmocka_unit_test(json_is_escaped),
        cmocka_unit_test(tables_say_where), cmocka_unit_test(words_are_interned), cmocka_unit_test(hashes_agree_with_fips),
        cmocka_unit_test(sha256_kernels_agree),
        cmocka_unit_test(arenas_reset), cmocka_unit_test(spilled_bytes_come_back), cmocka_unit_test(a_full_disk_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
