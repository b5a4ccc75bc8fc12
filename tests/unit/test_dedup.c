/* input/dedup: copies come together, digests and other stories stay apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/dedup.h"
#include "input/postings.h"
#include "input/takes.h"

#define STORY1 "The foreign ministers of Norland and Estavia met in the port of Quill on Tuesday to discuss fishing rights. "  \
               "Both sides said that they would exchange maps of the disputed banks before the end of the month. "
#define REST1 "Trawlers from Estavia have been turned back eleven times since the spring by patrol boats. "                    \
              "A joint commission of geographers will sit in the old customs house until a line is drawn. "                  \
              "Fishermen on the quay doubted that any map could move the herring. "
#define STORY2 "A bridge over the river Senn collapsed under a freight train early in the morning, killing the driver. "        \
               "Engineers had warned the ministry of transport about rust in its northern pier two years ago. "
#define REST2 "Four wagons loaded with grain hang from the broken span and divers are looking for a fifth. "                    \
              "Trains to the capital take the longer road through the hills until further notice. "
#define STORY3 "Voters in the island republic chose a retired judge as president with a majority of nine hundred ballots. "     \
               "Her rival asked the electoral court for a second count in three of the outer atolls. "
#define REST3 "Observers from the regional league called the vote calm and the ink of poor quality. "                           \
              "The new head of state takes her oath when the rains are over. "
#define STORY4 "Doctors in the border town of Ombra reported thirty cases of cholera after the well was flooded. "               \
               "The health ministry sent tablets and two tankers of clean water by road. "

static struct dl_dedup *add_all(const char *const *text, uint32_t n)
{
    struct dl_dedup *d = dl_dedup_new(0);
    for (uint32_t i = 0; i < n; i++) {
        char id[16];
        snprintf(id, sizeof id, "a%u", i);
        assert_int_equal(dl_dedup_add(d, id, text[i], strlen(text[i])), i);
    }
    return d;
}

static void copies_join(void **state)
{
    (void)state;
    const char *const text[] = {
        STORY1 REST1, STORY2 REST2, "QUILL, Norland (Newsdesk) - " STORY1 REST1 "All rights reserved.", STORY1,
        "UPDATE 2-Envoys promised further talks by Friday. " STORY1 REST1};
    struct dl_dedup *d = add_all(text, 5);
    assert_int_equal(dl_dedup_cluster(d, 0), 0);
    assert_int_equal(dl_dedup_cluster(d, 1), 1);
    for (uint32_t i = 2; i < 5; i++)
        assert_int_equal(dl_dedup_cluster(d, i), 0);
    size_t n;
    const char *json = dl_dedup_json(d, 3, &n);
    assert_non_null(strstr(json, "{\"id\":\"a3\",\"cluster\":\"a0\",\"duplicate_of\":\""));
    assert_int_equal(n, strlen(json));
    dl_dedup_free(d);
}

static void digests_stay_apart(void **state)
{
    (void)state;
    const char *const text[] = {STORY1 REST1, STORY2 REST2, STORY3 REST3, "In brief. " STORY1 STORY2 STORY3 STORY4, STORY1 REST1};
    struct dl_dedup *d = add_all(text, 5);
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(dl_dedup_cluster(d, i), i);
    assert_int_equal(dl_dedup_cluster(d, 4), 0);
    dl_dedup_free(d);
}

/* Two digests of one week, and one printed again: no story joins another through them, and the two prints are copies. */
static void reprinted_digests_stay_apart(void **state)
{
    (void)state;
    const char *const text[] = {STORY1 REST1, STORY2 REST2, STORY3 REST3, "In brief. " STORY1 STORY2 STORY3 STORY4, "The week. " STORY1 STORY2 STORY3,
                                "ORSA (Blue Wire) - In brief. " STORY1 STORY2 STORY3 STORY4};
    struct dl_dedup *d = add_all(text, 6);
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(dl_dedup_cluster(d, i), i);
    assert_true(dl_dedup_cluster(d, 4) >= 3);
    assert_int_equal(dl_dedup_cluster(d, 5), 3);
    dl_dedup_free(d);
}

#define MARKET(day, points, to, up, down, sold, was, crown, then, most)                                                                     \
    "Shares in Quill closed mixed on " day ". The index of the exchange moved " points " points to " to ", with " up " gainers and " down     \
    " losers. Turnover was " sold " million crowns against " was " million the day before. The crown was at " crown " to the dollar at the " \
    "close, against " then ". Norland Shipping was the most active stock, at " most " crowns."

/* The market of two days is told in the same words; a print of one of them, with a figure put right, is its copy. */
static void forms_stay_apart(void **state)
{
    (void)state;
    const char *const text[] = {MARKET("Monday", "4.1", "1,021.55", "48", "31", "512", "498", "14.22", "14.31", "77"),
                                MARKET("Tuesday", "7.8", "1,013.70", "22", "63", "377", "511", "14.45", "14.22", "71"),
                                "ORSA (Blue Wire) - " MARKET("Monday", "4.1", "1,021.55", "48", "31", "513", "498", "14.22", "14.31", "77")};
    struct dl_dedup *d = add_all(text, 3);
    assert_int_equal(dl_dedup_cluster(d, 1), 1);
    assert_int_equal(dl_dedup_cluster(d, 2), 0);
    dl_dedup_free(d);
}

static void background_is_no_copy(void **state)
{
    (void)state;
    const char *const text[] = {STORY1 REST1, STORY2 REST2, STORY2 REST2 REST1};
    struct dl_dedup *d = add_all(text, 3);
    assert_int_equal(dl_dedup_cluster(d, 0), 0);
    assert_int_equal(dl_dedup_cluster(d, 2), 1);
    dl_dedup_free(d);
}

static void short_and_empty_texts_are_alone(void **state)
{
    (void)state;
    const char *const text[] = {"", "Two words", "", "\xff\xfe", "Two words"};
    struct dl_dedup *d = add_all(text, 5);
    for (uint32_t i = 0; i < 5; i++)
        assert_int_equal(dl_dedup_cluster(d, i), i);
    dl_dedup_free(d);
}

static void sketches_ignore_case_and_marks(void **state)
{
    (void)state;
    struct dedup_scratch s = {0};
    uint32_t a[DEDUP_SKETCH], b[DEDUP_SKETCH];
    const char *x = "The \xe2\x80\x9cold\xe2\x80\x9d customs house, again", *y = "the old CUSTOMS house \xe2\x80\x93 again";
    uint32_t n = dedup_sketch(x, strlen(x), &s, a);
    assert_int_equal(n, 3);
    assert_int_equal(dedup_sketch(y, strlen(y), &s, b), 3);
    assert_memory_equal(a, b, n * sizeof *a);
    dedup_scratch_free(&s);
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* A plain twin of the comparison: each shingle of the one is looked for among all of the other. */
static uint32_t shared_plainly(const uint32_t *a, uint32_t n, const uint32_t *b, uint32_t n_b)
{
    uint32_t shared = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < n_b; k++)
            shared += (a[i] | 3) == (b[k] | 3);
    return shared;
}

static void comparing_agrees_with_its_twin(void **state)
{
    (void)state;
    static uint32_t at[2][DEDUP_SKETCH];
    struct dedup_scratch scratch = {0};
    char text[2][8192];
    uint32_t random = 7;
    for (int round = 0; round < 200; round++) {
        uint32_t n[2], words = 3 + (uint32_t)round * 2;
        for (int side = 0; side < 2; side++) {
            size_t length = 0;
            for (uint32_t w = 0; w < words; w++) {         /* runs of equal words, broken here and there */
                random = random * 1664525 + 1013904223;
                length += (size_t)snprintf(text[side] + length, sizeof text[side] - length, "w%u ", random >> 28 ? w : random >> 8);
            }
            n[side] = dedup_sketch(text[side], length, &scratch, at[side]);
            uint32_t sorted[DEDUP_SKETCH];
            memcpy(sorted, at[side], sizeof sorted);
            qsort(sorted, n[side], sizeof *sorted, by_value);
            assert_memory_equal(sorted, at[side], n[side] * sizeof *sorted);
        }
        struct dedup_sketch x = {at[0], n[0], false}, y = {at[1], n[1], false};
        struct dedup_overlap o = dedup_compare(&x, &y);
        double of_a = dedup_part(&o, 0), of_b = dedup_part(&o, 1);
        uint32_t shared = shared_plainly(at[0], n[0], at[1], n[1]);
        assert_true(n[0] < DEDUP_SKETCH && n[1] < DEDUP_SKETCH);
        assert_true(of_a > (double)shared / n[0] - 1e-9 && of_a < (double)shared / n[0] + 1e-9);
        assert_true(of_b > (double)shared / n[1] - 1e-9 && of_b < (double)shared / n[1] + 1e-9);
    }
    dedup_scratch_free(&scratch);
}

/* Stories of words drawn at random, told several times with other words here and there. */
static uint32_t tell(char *text, size_t size, uint32_t story, uint32_t copy)
{
    uint32_t n = 0, random = story * 2654435761u, change = story * 31 + copy * 1013904223u + 5;
    for (uint32_t w = 0; w < 40 + story % 90; w++) {
        random = random * 1664525 + 1013904223;
        change = change * 1664525 + 1013904223;
        n += (uint32_t)snprintf(text + n, size - n, "w%u ", change >> 28 ? random >> 20 : change >> 8);
    }
    return n;
}

/* With next to no memory, sketches lie in a file and leads are looked through in many rounds: the answers are the same. */
static void little_memory_changes_nothing(void **state)
{
    (void)state;
    struct dl_dedup *d[] = {dl_dedup_new(0), dl_dedup_new(20000)};
    char text[4096], id[16];
    enum { STORIES = 90, COPIES = 5 };
    uint32_t copies = 0;
    struct dl_err err;
    for (uint32_t i = 0; i < STORIES * COPIES; i++) {
        uint32_t n = tell(text, sizeof text, i % STORIES, i / STORIES);
        snprintf(id, sizeof id, "a%u", i);
        for (int k = 0; k < 2; k++) {
            dl_dedup_add(d[k], id, text, n);
            dl_dedup_tell(d[k], i, i % 7 ? NULL : i % 2 ? "update" : "take");
        }
    }
    assert_true(dl_dedup_settle(d[1], &err));
    for (uint32_t i = 0; i < STORIES * COPIES; i++) {
        size_t n, m;
        char *all = strdup(dl_dedup_json(d[0], i, &n));
        const char *little = dl_dedup_json(d[1], i, &m);
        assert_string_equal(all, little);
        copies += strstr(all, "duplicate_of") != NULL;
        assert_int_equal(dl_dedup_cluster(d[1], i) % STORIES, i % STORIES);
        free(all);
    }
    assert_true(copies > STORIES * (COPIES - 1) * 9 / 10);
    dl_dedup_free(d[0]);
    dl_dedup_free(d[1]);
}

/* A plain twin of the index: the leads of every article are gone through. */
static void postings_agree_with_their_twin(void **state)
{
    (void)state;
    enum { ARTICLES = 3000, LEADS = 6, SHINGLES = 40 };
    static uint32_t lead[ARTICLES][LEADS];
    struct postings *p = postings_new(ARTICLES * LEADS * 8);
    uint32_t random = 3;
    postings_start(p);
    for (uint32_t a = 0; a < ARTICLES; a++) {
        for (uint32_t i = 0; i < LEADS; i++)
            lead[a][i] = (a % 700) << 9 | i << 4 | (random = random * 1664525 + 1013904223) >> 30 << 2 | 1;
        assert_true(postings_add(p, a, lead[a], LEADS));
    }
    assert_false(postings_add(p, ARTICLES, lead[0], 1));
    postings_sort(p);
    for (uint32_t a = 0; a < ARTICLES; a += 7) {
        struct met_article near[8], twin[ARTICLES];
        uint32_t n_twin = 0;
        for (uint32_t b = 0; b < ARTICLES; b++) {
            uint32_t common = 0;
            for (uint32_t i = 0; b != a && i < LEADS; i++)
                common += lead[a][i] == lead[b][i];
            if (common >= 2)
                twin[n_twin++] = (struct met_article){b, common};
        }
        met_sort(twin, n_twin);
        assert_int_equal(postings_near(p, a, lead[a], LEADS, 2, near, 8), n_twin);
        assert_memory_equal(near, twin, n_twin * sizeof *twin);
    }
    postings_free(p);
}

/* The mark of a headline, and what it makes of a copy; words that only look like one are none. */
static void test_takes(void **state)
{
    (void)state;
    static const struct { const char *line, *mark, *kind; } cases[] = {
        {"UPDATE 2-Envoys meet in Orsa", "UPDATE 2", "update"}, {"UPDATE1: Envoys meet", "UPDATE1", "update"}, {"(1st LD) Envoys meet", "1st LD", "update"},
        {"BC-Orsa-Talks, 2nd Ld-Writethru", "2nd Ld-Writethru", "update"}, {"URGENT -- Truce signed", "URGENT", NULL}, {"URGENT: (2nd lead) Truce", "2nd lead", "update"},
        {"CORRECTED-Envoys meet", "CORRECTED", "correction"}, {"REFILE-UPDATE 1-Envoys meet", "REFILE", "correction"}, {"Correction: Envoys story", "Correction", "correction"},
        {"RPT-Envoys meet in Orsa", "RPT", "reprint"}, {"RPT-UPDATE 3-Envoys meet", "RPT-UPDATE 3", "reprint"}, {"Envoys meet in Orsa (Recasts with quotes)", "Recasts", "update"},
        {"Envoys meet, take 2", "take 2", "take"}, {"Truce (2nd take)", "2nd take", "take"}, {"BC-Truce, 1st Add", "1st Add", "take"},
        {"Update on the truce", "", NULL}, {"Urgent need for aid in Orsa", "", NULL}, {"Lead poisoning in Orsa", "", NULL}, {"Adds to the pressure, 3 leaders say", "", NULL},
        {"Talks resume, correction is likely", "", NULL}, {"", "", NULL}};
    struct dl_err err;
    struct takes *t = takes_open(getenv("DATELINE_SRC"), &err);
    assert_non_null(t);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char mark[64] = "";
        struct dl_span s = takes_find(t, cases[i].line, strlen(cases[i].line));
        memcpy(mark, cases[i].line + s.start, s.end - s.start);
        assert_string_equal(mark, cases[i].mark);
        const char *kind = takes_kind(t, mark);
        assert_true(!kind == !cases[i].kind && (!kind || strcmp(kind, cases[i].kind) == 0));
    }
    takes_close(t);
}

static void test_kinds(void **state)
{
    (void)state;
    static const struct { const char *told; double of_it, of_other; const char *kind; } cases[] = {
        {NULL, .95, .9, "reprint"}, {NULL, .95, .4, "cut"}, {NULL, .6, .9, "update"}, {NULL, .6, .6, "edited"}, {"update", .95, .9, "update"},
        {"correction", .99, .99, "correction"}, {"reprint", .9, .9, "reprint"}, {"reprint", .9, .3, "cut"}, {"take", .5, .4, "take"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(dedup_kind(cases[i].told, cases[i].of_it, cases[i].of_other), cases[i].kind);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_takes), cmocka_unit_test(test_kinds), cmocka_unit_test(copies_join), cmocka_unit_test(digests_stay_apart), cmocka_unit_test(reprinted_digests_stay_apart), cmocka_unit_test(forms_stay_apart), cmocka_unit_test(background_is_no_copy),
                                       cmocka_unit_test(short_and_empty_texts_are_alone), cmocka_unit_test(sketches_ignore_case_and_marks),
                                       cmocka_unit_test(comparing_agrees_with_its_twin),
                                       cmocka_unit_test(little_memory_changes_nothing), cmocka_unit_test(postings_agree_with_their_twin)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
