/* store: keys come from content, a new maker replaces what an old one made, copies and digests are told apart, questions find rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/sha256.h"
#include "store/store.h"

#define STORY1 "The foreign ministers of Norland and Estavia met in the port of Quill on Tuesday to discuss fishing rights. "  \
               "Both sides said that they would exchange maps of the disputed banks before the end of the month. "
#define REST1 "Trawlers from Estavia have been turned back eleven times since the spring by patrol boats. "
#define STORY2 "A bridge over the river Senn collapsed under a freight train early in the morning, killing the driver. "        \
               "Engineers had warned the ministry of transport about rust in its northern pier two years ago. "

struct bench { struct dl_store *s; struct arena *arena; };

static int set_up(void **state)
{
    struct dl_err err;
    struct bench *b = calloc(1, sizeof *b);
    b->s = dl_store_open("sqlite::memory:", true, &err);
    b->arena = arena_new();
    *state = b;
    return b->s == NULL;
}

static int tear_down(void **state)
{
    struct bench *b = *state;
    bool ok = dl_store_close(b->s, NULL);
    arena_free(b->arena);
    free(b);
    return !ok;
}

static int64_t number(struct bench *b, const char *sql)
{
    sqlite3_stmt *st;
    assert_int_equal(sqlite3_prepare_v2(b->s->db, sql, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    int64_t v = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return v;
}

static const struct dl_date *dates;        /* of the events that are put; NULL: the days from 1 September 2016 */

/* An article with two speakers of two countries and n events between them, on as many days. */
static enum dl_put put(struct bench *b, const char *id, const char *text, uint32_t n_events, const char *made_by)
{
    struct dl_article *a = arena_take(b->arena, 1, sizeof *a);
    *a = (struct dl_article){.id = id, .text = text, .n = (uint32_t)strlen(text), .published = "2016-09-05", .n_entities = 2, .n_statements = 1, .n_events = n_events};
    a->dateline.place = -1;
    sha256_hex(text, a->n, a->sha256);
    a->entity = arena_take(b->arena, 2, sizeof *a->entity);
    a->entity[0] = (struct dl_entity){.name = "Envoy One", .code = "USAGOV", .country = "USA", .sectors = "GOV"};
    a->entity[1] = (struct dl_entity){.name = "Envoy Two", .code = "RUSGOV", .country = "RUS", .sectors = "GOV"};
    static struct dl_span content = {4, 20};
    a->statement = arena_take(b->arena, 1, sizeof *a->statement);
    a->statement[0] = (struct dl_statement){.speaker = 0, .addressee = -1, .nested_in = -1, .time = -1, .place = -1, .content = &content, .n_content = 1};
    static uint32_t who[2] = {0, 1};
    a->event = arena_take(b->arena, n_events + 1, sizeof *a->event);
    for (uint32_t i = 0; i < n_events; i++) {
        struct dl_event *e = &a->event[i];
        *e = (struct dl_event){.plover = DL_PLOVER_CONSULT, .cameo = "046", .source = who, .target = who + 1, .n_sources = 1, .n_targets = 1, .place = -1,
            .statement = 0, .trigger = {0, 3}, .evidence = &content, .n_evidence = 1, .quad = "verbal-cooperation"};
        e->date.first_day = e->date.last_day = day_of(2016, 9, 1 + (int)i);
        day_format(e->date.first_day, e->date.value);
        if (dates)
            e->date = dates[i];
    }
    struct store_pack *p = arena_take(b->arena, 1, sizeof *p);
    struct dl_document d = {.bytes = text, .n_bytes = a->n, .id = id};
    static const char json[] = "{\"id\":\"x\",\"duplicate_of\":null,\"sentences\":[]}";
    enum dl_put what;
    struct dl_err err = {0};
    store_source_key(&d, NULL, p->source_key);
    store_make_pack(p, a, json, sizeof json - 1, made_by, b->arena);
    if (!store_put(b->s, a, p, &what, &err))
        fail_msg("%s", err.text);
    return what;
}

static void the_same_bytes_change_nothing(void **state)
{
    struct bench *b = *state;
    struct dl_document d = {.bytes = STORY1, .n_bytes = strlen(STORY1), .id = "a"};
    assert_int_equal(put(b, "a", STORY1, 2, "one"), DL_PUT_NEW);
    int before = sqlite3_total_changes(b->s->db);
    assert_int_equal(put(b, "a", STORY1, 2, "one"), DL_PUT_SAME);
    assert_int_equal(sqlite3_total_changes(b->s->db), before);
    assert_true(dl_store_has(b->s, &d, NULL, "one"));
    assert_false(dl_store_has(b->s, &d, NULL, "two"));
    assert_false(dl_store_has(b->s, &d, "2016-09-06", "one"));
    d.title = "Another title";
    assert_false(dl_store_has(b->s, &d, NULL, "one"));
}

static uint64_t rows(struct bench *b, struct dl_question q)
{
    struct dl_err err;
    FILE *f = tmpfile();
    struct dl_answer *a = dl_answer_new(f, "jsonl");
    if (!dl_ask(b->s, &q, a, &err))
        fail_msg("%s", err.text);
    uint64_t n = dl_answer_end(a, NULL);
    fclose(f);
    return n;
}

static void settle(struct bench *b)
{
    struct dl_err err;
    assert_true(dl_store_settle(b->s, true, &err));
}

static void a_new_maker_replaces(void **state)
{
    struct bench *b = *state;
    put(b, "a", STORY1, 3, "one");
    put(b, "b", STORY2, 1, "one");
    settle(b);
    assert_int_equal(number(b, "SELECT count(*) FROM dyads"), 4);
    assert_int_equal(put(b, "a", STORY1, 1, "two"), DL_PUT_REPLACED);
    assert_int_equal(number(b, "SELECT count(*) FROM articles"), 2);
    assert_int_equal(number(b, "SELECT count(*) FROM events WHERE article = 1"), 1);
    assert_int_equal(number(b, "SELECT count(*) FROM actors"), 4);
    assert_int_equal(number(b, "SELECT count(*) FROM dyads"), 2);
    assert_int_equal(number(b, "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'Quill'"), 1);
    assert_int_equal(number(b, "SELECT count(*) FROM statements_fts"), 2);
}

/* Articles that full text has, that it does not have yet, and that are coded anew before it had them. */
static void full_text_follows(void **state)
{
    struct bench *b = *state;
    static const char words[] = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'Quill'", index[] = "SELECT count(*) FROM sqlite_schema WHERE name = 'actors_country'";
    put(b, "a", STORY1, 1, "one");
    assert_int_equal(number(b, words), 0);
    assert_int_equal(number(b, index), 0);
    put(b, "a", STORY1, 2, "two");
    assert_int_equal(rows(b, (struct dl_question){.what = "search", .text = "quill"}), 1);
    assert_int_equal(number(b, words), 1);
    put(b, "b", STORY2, 1, "one");
    put(b, "a", STORY1, 1, "three");
    assert_int_equal(rows(b, (struct dl_question){.what = "statements", .text = "\"foreign minister\""}), 1);
    assert_int_equal(number(b, "SELECT upto FROM searchable"), 2);
    assert_int_equal(number(b, "SELECT v FROM articles_fts_config WHERE k = 'automerge'"), 64);
    assert_int_equal(number(b, "SELECT v FROM statements_fts_config WHERE k = 'crisismerge'"), 128);
    assert_int_equal(number(b, "PRAGMA secure_delete"), 0);
    settle(b);
    assert_int_equal(number(b, index), 1);
    struct dl_err err;
    assert_true(store_exec(b->s, "INSERT INTO articles_fts(articles_fts) VALUES ('integrity-check'); INSERT INTO statements_fts(statements_fts) VALUES ('integrity-check')", &err));
}

static void two_articles_may_have_one_id(void **state)
{
    struct bench *b = *state;
    put(b, "a", STORY1, 1, "one");
    assert_int_equal(put(b, "a", STORY2, 1, "one"), DL_PUT_NEW);
    assert_int_equal(number(b, "SELECT count(*) FROM articles WHERE given = 'a'"), 2);
    assert_int_equal(number(b, "SELECT count(*) FROM articles WHERE key = 'a'"), 1);
    assert_int_equal(number(b, "SELECT count(*) FROM articles WHERE key LIKE 'a~____________'"), 1);
}

static void copies_count_once(void **state)
{
    struct bench *b = *state;
    put(b, "a", STORY1 REST1, 1, "one");
    assert_int_equal(put(b, "b", STORY1, 2, "one"), DL_PUT_COPY);
    assert_int_equal(put(b, "c", STORY2, 1, "one"), DL_PUT_NEW);
    assert_int_equal(number(b, "SELECT duplicate_of FROM articles WHERE key = 'b'"), 1);
    /* The copy's first event is the one that the article told; its second is news. */
    assert_int_equal(number(b, "SELECT sum(counted) FROM events WHERE article = 2"), 1);
    assert_int_equal(number(b, "SELECT counted FROM events WHERE id = 200002"), 1);
    assert_int_equal(number(b, "SELECT count(*) FROM dyads"), 3);
    assert_int_equal(put(b, "b", STORY1, 2, "two"), DL_PUT_REPLACED);
    assert_int_equal(number(b, "SELECT duplicate_of FROM articles WHERE key = 'b'"), 1);
}

/* A week belongs to the month and year of its Thursday; a year and a quarter belong to none. */
static void weeks_have_a_month(void **state)
{
    struct bench *b = *state;
    const struct dl_date some[] = {{"2019-W01", day_of(2018, 12, 31), day_of(2019, 1, 6), -1, 0}, {"2019-W40", day_of(2019, 9, 30), day_of(2019, 10, 6), -1, 0},
                                   {"2019-03", day_of(2019, 3, 1), day_of(2019, 3, 31), -1, 0}, {"2019-Q1", day_of(2019, 1, 1), day_of(2019, 3, 31), -1, 0},
                                   {"2019", day_of(2019, 1, 1), day_of(2019, 12, 31), -1, 0}, {"2019-10-31", day_of(2019, 10, 31), day_of(2019, 10, 31), -1, 0},
                                   {"2019-WI", day_of(2019, 12, 1), day_of(2020, 2, 29), -1, 0}};
    dates = some;
    put(b, "a", STORY1, 7, "one");
    assert_int_equal(number(b, "SELECT group_concat(coalesce(month, '-'), ' ') = '2019-01 2019-10 2019-03 - - 2019-10 -' FROM events"), 1);
    assert_int_equal(number(b, "SELECT count(*) FROM events e JOIN dyads d ON d.event = e.id WHERE d.month = coalesce(e.month, '') AND e.sides = 'USA>RUS'"), 7);
    assert_int_equal(rows(b, (struct dl_question){.what = "counts", .by = "month"}), 4);
    put(b, "a", STORY1, 1, "two");
    assert_int_equal(number(b, "SELECT count(*) FROM dyads"), 1);
    dates = NULL;
}

static void spans_open_to_their_words(void **state)
{
    struct bench *b = *state;
    put(b, "a", STORY1, 1, "one");
    assert_int_equal(number(b, "SELECT words = 'foreign minister' FROM evidence WHERE kind = 'event' AND part = 'evidence'"), 1);
    assert_int_equal(number(b, "SELECT words = 'The' FROM evidence WHERE part = 'trigger'"), 1);
}

static void filters_narrow(void **state)
{
    struct bench *b = *state;
    put(b, "a", STORY1, 3, "one");
    put(b, "b", STORY2, 1, "one");
    static const struct { struct dl_question q; uint64_t n; } cases[] = {
        {{.what = "events"}, 4}, {{.what = "events", .actor = "RUS"}, 4}, {{.what = "events", .source = "RUS"}, 0}, {{.what = "events", .target = "RUSGOV"}, 4},
        {{.what = "events", .target = "envoy t"}, 4}, {{.what = "events", .dyad = "RUS-USA"}, 4}, {{.what = "events", .dyad = "RUS-FRA"}, 0},
        {{.what = "events", .type = "consult"}, 4}, {{.what = "events", .type = "AID,AGREE"}, 0}, {{.what = "events", .cameo = "04"}, 4},
        {{.what = "events", .since = "2016-09-02"}, 2}, {{.what = "events", .until = "2016-09-01"}, 2}, {{.what = "events", .article = "b"}, 1},
        {{.what = "events", .limit = "2"}, 2}, {{.what = "events", .after = "a#e2"}, 2}, {{.what = "events", .text = "bridge"}, 1},
        {{.what = "events", .status = "planned"}, 0}, {{.what = "statements", .speaker = "Envoy"}, 2}, {{.what = "statements", .speaker = "USA"}, 2},
        {{.what = "statements", .speaker = "RUS"}, 0}, {{.what = "statements", .text = "\"foreign minister\""}, 1}, {{.what = "search", .text = "river"}, 1},
        {{.what = "search", .text = "river fishing"}, 0}, {{.what = "timeline", .dyad = "USA-RUS"}, 4}, {{.what = "timeline", .dyad = "USA-RUS", .after = "a#e1"}, 3},
        {{.what = "counts", .by = "month,dyad"}, 1}, {{.what = "counts", .by = "day"}, 3}, {{.what = "export-gdelt"}, 4}, {{.what = "export-polecat"}, 4}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint64_t n = rows(b, cases[i].q);
        if (n != cases[i].n)
            fail_msg("case %zu: %llu rows, not %llu", i, (unsigned long long)n, (unsigned long long)cases[i].n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_same_bytes_change_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_new_maker_replaces, set_up, tear_down),
        cmocka_unit_test_setup_teardown(full_text_follows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_articles_may_have_one_id, set_up, tear_down),
        cmocka_unit_test_setup_teardown(copies_count_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(weeks_have_a_month, set_up, tear_down),
        cmocka_unit_test_setup_teardown(spans_open_to_their_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(filters_narrow, set_up, tear_down)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
