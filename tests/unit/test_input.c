/* Dates of mastheads and machines, encodings, languages, and the limits of readers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/arena.h"
#include "base/table.h"
#include "base/utf8.h"
#include "input/charset.h"
#include "input/flat.h"
#include "input/format.h"
#include "input/head.h"
#include "input/lang.h"
#include "input/stamp.h"
#include "input/thin.h"

static void test_stamps(void **state)
{
    (void)state;
    static const struct { const char *in, *day; } cases[] = {
        {"2016-09-05T22:10:00+08:00", "2016-09-05"}, {"2016-09-05", "2016-09-05"}, {" 20160905T101500Z", "2016-09-05"}, {"20160905", "2016-09-05"},
        {"Mon, 05 Sep 2016 23:10:00 -0400", "2016-09-05"}, {"Mon, 05 Sep 16 23:10:00 GMT", "2016-09-05"}, {"September 5, 2016 Monday 8:00 PM GMT", "2016-09-05"},
        {"Sept. 5, 2016", "2016-09-05"}, {"5 September 2016", "2016-09-05"}, {"5.9.2016 22:10", ""}, {"25.9.2016", "2016-09-25"}, {"9/25/2016", "2016-09-25"},
        {"05/09/2016", ""}, {"05/05/2016", "2016-05-05"}, {"Sat Sep 07 00:00:01 CDT 2002", "2002-09-07"}, {"2016-02-30", ""}, {"yesterday", ""}, {"", ""},
        {"2016/9/5", "2016-09-05"}, {"May you live", ""}, {"32 Foo 2016", ""}, {"2016", ""}, {"10:30, 4 May 2011", "2011-05-04"},
        {"publiziert am 5. März 2016", "2016-03-05"}, {"5 de Septiembre de 2016", "2016-09-05"}, {"le 1er août 2016 à 10 h", "2016-08-01"}, {"24 сентября 2018", "2018-09-24"},
        {"2016年9月5日 10:04", "2016-09-05"}, {"2016년 9월 5일", "2016-09-05"}, {"2016. 9. 5. 오전 10:00", "2016-09-05"}, {"2016. szeptember 5.", "2016-09-05"},
        {"٥ سبتمبر ٢٠١٦", "2016-09-05"}, {"Sept. 2016, 10 comments", ""}, {"12 comments, Sep 5, 2016", "2016-09-05"}, {"Posted 3 years ago, Sep 5 2016", "2016-09-05"},
        {"Sept. 5, 2016 (corrected 2016-09-07)", "2016-09-05"}, {"call 202-628-8500", ""}, {"25.09.16 10:00", "2016-09-25"}, {"release 2.11.2016.4", ""},
        {"5th of September 2016", "2016-09-05"}, {"Posted: [ 2016-09-05 15:24 ]", "2016-09-05"}, {"12-2016-05", ""}, {"5 listopada 2016", "2016-11-05"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char day[12];
        bool got = stamp_day(cases[i].in, day);
        assert_string_equal(day, cases[i].day);
        assert_int_equal(got, *cases[i].day != 0);
    }
}

static void test_styles(void **state)
{
    (void)state;
    static const struct { const char *in; struct stamp_style style; const char *day; } cases[] = {
        {"05/09/2016", {"fr", STAMP_DAY_FIRST, 0}, "2016-09-05"}, {"05/09/2016", {"en", STAMP_MONTH_FIRST, 0}, "2016-05-09"}, {"25/09/2016", {"en", STAMP_MONTH_FIRST, 0}, "2016-09-25"},
        {"05.09.16", {"de", STAMP_DAY_FIRST, 0}, "2016-09-05"}, {"5 ago 2016", {"es", STAMP_DAY_FIRST, 0}, "2016-08-05"}, {"5 ago 2016", {"en", STAMP_ANY_ORDER, 0}, ""}, {"5 ago. 2016", {"", STAMP_ANY_ORDER, 0}, "2016-08-05"},
        {"5 days ago, 2016", {"", STAMP_ANY_ORDER, 0}, ""},
        {"5 listopada 2016", {"hr", STAMP_DAY_FIRST, 0}, "2016-10-05"}, {"Posted Sep 5, 8:19 PM", {"en", STAMP_ANY_ORDER, 2016}, "2016-09-05"}, {"Posted Sep 5", {"en", STAMP_ANY_ORDER, 0}, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char day[12];
        assert_int_equal(stamp_day_in(cases[i].in, &cases[i].style, day), *cases[i].day != 0);
        assert_string_equal(day, cases[i].day);
    }
}

/* The months are looked up by keys, as utf8_key makes them. */
static void test_months(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct table t;
    struct dl_err err;
    char key[64];
    assert_true(table_read(&t, arena_printf(a, "%s/data/en/input/months.tsv", getenv("DATELINE_SRC")), a, &err));
    for (uint32_t r = 0; r < t.n_rows; r++) {
        const char *word = table_cell(&t, r, 0), *month = table_cell(&t, r, 1), *only = table_cell(&t, r, 2);
        utf8_key(word, strlen(word), key, sizeof key);
        assert_string_equal(word, key);
        assert_true(strcmp(only, "-") != 0 || stamp_month(word, strlen(word)) == atoi(month));
    }
    arena_free(a);
}

/* Datelines as agencies print them: span, agency, day. */
static void test_datelines(void **state)
{
    (void)state;
    static const struct { const char *head, *agency, *day; } cases[] = {
        {"MOSCOW, March 12. /TASS/.", "TASS", "2024-03-12"}, {"MOSCOW, March 12 /TASS/.", "TASS", "2024-03-12"}, {"MOSCOW. March 12 (Interfax) -", "Interfax", "2024-03-12"},
        {"New Delhi, Mar 12 (PTI)", "PTI", "2024-03-12"}, {"ISLAMABAD, Mar 12 (APP):", "APP", "2024-03-12"}, {"Bogota, Mar 12 (EFE).-", "EFE", "2024-03-12"},
        {"TOKYO, March 12, Kyodo -", "Kyodo", "2024-03-12"}, {"Riyadh, March 12, 2024, SPA --", "SPA", "2024-03-12"}, {"ABU DHABI, 12th March, 2024 (WAM) --", "WAM", "2024-03-12"},
        {"NEW DELHI, March 12:", NULL, "2024-03-12"}, {"KYIV, Ukraine (AP) \xE2\x80\x94", "AP", ""}, {"TEHRAN, Mar. 12 (MNA) \xE2\x80\x93", "MNA", "2024-03-12"},
        {"Berlin (dpa) -", "dpa", ""}, {"GENEVA, 12 March 2024 \xE2\x80\x93", NULL, "2024-03-12"}, {"BEIRUT/JERUSALEM, March 12 (Reuters) -", "Reuters", "2024-03-12"},
        {"", NULL, ""}, {"On Tuesday, March 12:", NULL, ""}, {"The army (also called the guard):", NULL, ""}, {"President Bush (R):", NULL, ""}};
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = arena_printf(a, "%s The government rejected the plan.\n", cases[i].head);
        struct dl_article art = {.text = text, .n = (uint32_t)strlen(text)};
        input_head(&art, "2024-03-12", a);
        assert_int_equal(art.dateline.span.end, cases[i].agency || *cases[i].day ? strlen(cases[i].head) : 0);
        assert_string_equal(art.dateline.agency ? art.dateline.agency : "", cases[i].agency ? cases[i].agency : "");
        assert_string_equal(art.dateline.date, cases[i].day);
        arena_reset(a);
    }
    arena_free(a);
}

static void test_charsets(void **state)
{
    (void)state;
    static const struct { const char *in; size_t n; const char *told, *out; uint32_t notes; } cases[] = {
        {"caf\xC3\xA9", 5, "iso-8859-1", "caf\xC3\xA9", 0},                                         /* UTF-8, whatever is told */
        {"caf\xE9", 4, "iso-8859-1", "caf\xC3\xA9", 0},
        {"\x93" "caf\xE9\x94", 6, "latin1", "\xE2\x80\x9C" "caf\xC3\xA9\xE2\x80\x9D", 0},           /* Latin 1 means Windows-1252 */
        {"caf\xE9", 4, NULL, "caf\xC3\xA9", 1u << DL_NOTE_ENCODING_REPAIRED},
        {"caf\xE9", 4, "no-such-thing", "caf\xC3\xA9", 1u << DL_NOTE_ENCODING_REPAIRED},
        {"\xCC\xEE\xF1\xEA\xE2\xE0", 6, "windows-1251", "\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0", 0},
        {"\xFF\xFEh\0i\0", 6, NULL, "hi", 0},
        {"<\0x\0m\0l\0>\0", 10, "utf-8", "<xml>", 0},                                               /* UTF-16 without a mark */
        {"\x3f\4\x40\4\x38\4\x32\4\x35\4\x42\4 \0\x3f\4\x40\4\x38\4\x32\4\x35\4\x42\4 \0\x3f\4\x40\4\x38\4\x32\4\x35\4\x42\4 \0\x3f\4\x40\4\x38\4\x32\4\x35\4\x42\4", 54, NULL,
         "привет привет привет привет", 0},                                                          /* nor in English */
        {"\xE2\x80\x94 and \x94", 9, "windows-1252", "\xE2\x80\x94 and \xE2\x80\x9D", 1u << DL_NOTE_ENCODING_REPAIRED}};    /* both at once */
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t notes = 0;
        size_t n = cases[i].n;
        const char *out = charset_utf8(cases[i].in, &n, cases[i].told, &notes, a);
        assert_int_equal(n, strlen(cases[i].out));
        assert_memory_equal(out, cases[i].out, n);
        assert_int_equal(notes, cases[i].notes);
    }
    assert_string_equal(charset_named("<?xml version='1.0' encoding='koi8-r'?>", 39, a), "koi8-r");
    assert_string_equal(charset_named("<meta content=\"text/html; charset = Big5\">", 42, a), "Big5");
    assert_null(charset_named("<p>charset", 10, a));
    arena_free(a);
}

static void test_languages(void **state)
{
    (void)state;
    static const struct { const char *text, *told, *lang; } cases[] = {
        {"Putin, Erdogan meet in Ankara", NULL, "en"},
        {"El Salvador's Nayib Bukele sworn in", NULL, "en"},
        {"UPDATE 2-Le Pen, Le Maire clash", "fr", "fr"},           /* only its source says */
        {"Le Pen and Le Maire clash over the budget", "fr", "en"},
        {"", NULL, "en"},
        {"Ban Ki-moon, Sergei Lavrov, John Kerry, Wang Yi, Laurent Fabius, Philip Hammond", NULL, "en"},
        {"Los ministros de Exteriores se reunieron ayer en Bruselas para hablar de la guerra.", NULL, "es"},
        {"Die Minister trafen sich am Montag in Genf und sprachen nicht mit der Presse.", NULL, "de"},
        {"\xD0\x9C\xD0\xB8\xD0\xBD\xD0\xB8\xD1\x81\xD1\x82\xD1\x80 \xD0\xB8 \xD0\xB5\xD0\xB3\xD0\xBE", NULL, "ru"},
        {"Minister\xC3\xB3w spotkali si\xC4\x99 w poniedzia\xC5\x82""ek, ale nie rozmawiali o tym, co by\xC5\x82o przed wojn\xC4\x85.", "en", "pl"},
        {"\"Nous ne sommes pas en guerre,\" the minister said on Monday, adding that the talks would go on.", NULL, "en"},
        {"\xE4\xB8\xAD\xE5\x9B\xBD\xE5\xA4\x96\xE4\xBA\xA4\xE9\x83\xA8", NULL, "zh"}};
    struct dl_err err;
    struct lang *l = lang_open(getenv("DATELINE_SRC"), &err);
    assert_non_null(l);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(lang_of(l, cases[i].text, strlen(cases[i].text), cases[i].told), cases[i].lang);
    lang_close(l);
}

/* An item over the limit is named with its line, and those about it are read. */
static void test_long_item(void **state)
{
    (void)state;
    char *text = calloc(1, 40000);
    strcat(text, "<rss><item><title>a</title></item>\n<item><title>");
    memset(text + strlen(text), 'x', 30000);
    strcat(text, "</title></item>\n<item><title>c</title></item></rss>");
    struct input_source src = {.bytes = text, .n = strlen(text), .name = "f", .max_line = 10000};
    struct dl_document doc;
    struct dl_err err = {0};
    struct input_reading *r = input_open(&src, &err);
    int failed = 0;
    char seen[8] = "";
    for (int got; (got = input_next(r, &doc, &err));)
        got < 0 ? (void)failed++ : (void)strncat(seen, doc.bytes, 1);
    assert_int_equal(failed, 1);
    assert_string_equal(err.where, "f:2");
    assert_string_equal(seen, "ac");
    input_close(r);
    free(text);
}

/* flat_read against jansson: what it reads is what the tree says, and nothing that jansson refuses. */
static void one_line(const char *line, size_t n, struct arena *a, int *read)
{
    struct flat_field f[] = {{"id"}, {"text"}};
    arena_reset(a);
    if (!flat_read(line, n, f, 2, a))
        return;
    json_t *o = json_loadb(line, n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    assert_non_null(o);
    for (int i = 0; i < 2; i++) {
        json_t *v = json_object_get(o, f[i].name);
        assert_int_equal(json_is_string(v), f[i].value != NULL);
        if (f[i].value) {
            assert_int_equal(f[i].n, json_string_length(v));
            assert_memory_equal(f[i].value, json_string_value(v), f[i].n + 1);
        }
    }
    json_decref(o);
    ++*read;
}

static void test_flat(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "{\"id\":\"a\",\"text\":\"She said \\\"no\\\".\\n\\u00e9\\ud83d\\ude00 caf\xC3\xA9\", \"n\":-120,\"x\":true, \"y\":null}", "{ \"text\" : \"\\u0000b\" }\r", "{\"id\":1,\"text\":\"\"}",
        "{\"id\":\"a\",\"id\":\"b\"}", "{\"text\":\"\\ud800\"}", "{\"text\":\"a\tb\"}", "{\"text\":\"\xFF\"}", "{\"text\":\"a\",}", "{\"text\":\"a\"} x", "{\"text\":\"a", "{\"text\":01}",
        "{\"te\\u0078t\":\"a\"}", "{}", "{\"text\":[\"a\"]}", "{\"text\":\"a\",\"n\":1.5}", "{\"text\":\"\\x\"}", "{\"text\":\"\\u12g4\"}", "{\"text\":tru}", "{\"text\":nullx}"};
    struct arena *a = arena_new();
    int read = 0;
    uint32_t seed = 1;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        one_line(lines[i], strlen(lines[i]), a, &read);
        assert_int_equal(read, i < 3 ? i + 1 : 3);
    }
    for (int round = 0; round < 60000; round++) {          /* bytes changed, cut off, put in */
        char line[256];
        size_t n = strlen(lines[round % 3]);
        memcpy(line, lines[round % 3], n);
        for (int k = 0; k < 1 + round % 2; k++) {
            seed = seed * 1664525 + 1013904223;
            line[seed % n] = "\"\\{}:,u0d8 \xC3\x80\x1F" "e"[seed >> 16 & 15];
        }
        n -= round % 7 == 0 ? (seed >> 20) % 4 : 0;
        one_line(line, n, a, &read);
    }
    assert_true(read > 1000);
    arena_free(a);
}

/* Scripts and styles lose what is in them; what is not sure to be one loses nothing. */
static void test_thin(void **state)
{
    (void)state;
    static const struct { const char *html, *want; } cases[] = {
        {"<p>a</p><script>if (a < b) f('<p>')</script><p>b</p>", "<p>a</p><script></script><p>b</p>"},
        {"<SCRIPT src=\"a>b.js\">x</Script ><p>b", "<SCRIPT src=\"a>b.js\"></Script ><p>b"},
        {"<style type='t'>p > a {}</style>.", "<style type='t'></style>."},
        {"<script type=\"application/ld+json\">{\"a\": \"<b>\"}</script>.", "<script type=\"application/ld+json\">{\"a\": \"<b>\"}</script>."},
        {"<!-- <script> --><p>a</p><!-- </script> -->", "<!-- <script> --><p>a</p><!-- </script> -->"},
        {"<a title=\"<script>\">a</a></script>", "<a title=\"<script>\">a</a></script>"},
        {"<p title=don't>a</p><script>x</script>", "<p title=don't>a</p><script></script>"},
        {"<p>a < b <script>x", "<p>a < b <script>x"},
        {"<scripts>x</scripts><script>y</scripts></script>", "<scripts>x</scripts><script></script>"},
        {"<script", "<script"}, {"<", "<"}, {"<!-- x", "<!-- x"}, {"<script>x</script", "<script>x</script"}, {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = strlen(cases[i].html);
        char *out = malloc(n + 1);
        out[html_thin(cases[i].html, n, out)] = 0;
        assert_string_equal(out, cases[i].want);
        free(out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_stamps), cmocka_unit_test(test_styles), cmocka_unit_test(test_months), cmocka_unit_test(test_datelines), cmocka_unit_test(test_charsets), cmocka_unit_test(test_languages), cmocka_unit_test(test_long_item), cmocka_unit_test(test_flat), cmocka_unit_test(test_thin)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
