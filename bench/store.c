/* bench/store.c: what the store costs beside the coder. Fills a store with made-up articles and asks it.
 *
 * usage: bench-store FILE [ARTICLES]     "put" is the writer's time alone: packing is done by the coder's threads. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/sha256.h"
#include "coder/coder.h"
#include "store/store.h"

enum { WORDS = 400, VOCABULARY = 20000, ENTITIES = 12, STATEMENTS = 8, EVENTS = 5, PLACES = 300, OUTLETS = 25, TALKS_EVERY = 20 };

static const char countries[][4] = {"USA", "RUS", "CHN", "FRA", "GBR", "DEU", "SYR", "IRN", "ISR", "PSE", "UKR", "TUR", "EGY", "SAU", "IND", "PAK",
                                    "JPN", "KOR", "PRK", "AFG", "IRQ", "LBY", "SDN", "ETH", "KEN", "NGA", "BRA", "COL", "VEN", "MEX"};
enum { N_COUNTRIES = sizeof countries / sizeof *countries };

static uint64_t state = 88172645463325252u;
static uint32_t draw(uint32_t n)
{
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return (uint32_t)(state >> 20) % n;
}

static double clock_now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double now(void) { return clock_now(CLOCK_MONOTONIC); }
static double spent(void) { return clock_now(CLOCK_THREAD_CPUTIME_ID); }    /* not disturbed by what else runs */

static void make_text(struct dl_article *a, struct arena *arena)
{
    char *text = arena_take(arena, WORDS * 12 + 1, 1);
    for (int i = 0; i < WORDS; i++) {
        uint32_t w = draw(draw(VOCABULARY) + 1);       /* few words are frequent, as in language */
        for (uint32_t k = 0; k < 2 + w % 7; k++)
            text[a->n++] = (char)('a' + (w * (k + 7) + w / 26 + k) % 26);
        text[a->n++] = i % 20 == 19 ? '.' : ' ';
    }
    a->text = text;
}

static struct dl_span *some_span(const struct dl_article *a, struct arena *arena)
{
    struct dl_span *s = arena_take(arena, 1, sizeof *s);
    s->start = draw(a->n - 150);
    s->end = s->start + 20 + draw(120);
    return s;
}

static void make_entities(struct dl_article *a, struct arena *arena)
{
    a->n_entities = ENTITIES;
    a->entity = arena_take(arena, ENTITIES, sizeof *a->entity);
    a->n_mentions = 3 * ENTITIES;
    a->mention = arena_take(arena, a->n_mentions, sizeof *a->mention);
    for (uint32_t i = 0; i < ENTITIES; i++) {
        const char *c = countries[draw(draw(N_COUNTRIES) + 1)];
        a->entity[i] = (struct dl_entity){.name = arena_printf(arena, "Minister %u of %s", draw(40), c), .code = arena_printf(arena, "%sGOV", c),
            .country = c, .sectors = "GOV", .office = "minister", .key = arena_printf(arena, "minister %s", c), .basis = DL_BASIS_office};
    }
    for (uint32_t i = 0; i < a->n_mentions; i++)
        a->mention[i] = (struct dl_mention){.span = *some_span(a, arena), .entity = i % ENTITIES};
}

/* Two places, of which events have one or none. */
static void make_places(struct dl_article *a, struct arena *arena)
{
    a->n_places = 2;
    a->place = arena_take(arena, 2, sizeof *a->place);
    for (uint32_t i = 0; i < 2; i++) {
        uint32_t p = draw(draw(PLACES) + 1);
        a->place[i] = (struct dl_place){.span = *some_span(a, arena), .name = arena_printf(arena, "Place %u", p), .country = countries[p % N_COUNTRIES],
            .geonames = 1000 + p, .lat = -55 + (p * 37) % 120, .lon = -170 + (double)((p * 101) % 340), .basis = DL_BASIS_explicit, .resolved = true};
    }
}

/* Every twentieth article tells of talks: a round, where they stand, what is in the way. */
static void make_talks(struct dl_article *a, int32_t day, struct arena *arena)
{
    static const char *const statuses[] = {"under-way", "scheduled", "suspended", "signed", "ended-without-agreement", "agreed-to-meet"};
    static const char *const issues[] = {"border", "grain", "prisoners", "cease-fire", "fisheries", "water", "trade", "transit"};
    struct dl_talk *t = a->talk = arena_take(arena, a->n_talks = 1, sizeof *t);
    struct dl_round *d = arena_take(arena, 1, sizeof *d);
    uint32_t one = draw(N_COUNTRIES), other = (one + 1 + draw(4)) % N_COUNTRIES;
    t->party = arena_take(arena, t->n_parties = 2, sizeof *t->party);
    t->party[0] = countries[one], t->party[1] = countries[other];
    t->issue = arena_take(arena, t->n_issues = 1, sizeof *t->issue);
    t->issue[0] = issues[(one + other) % 8];
    t->status = statuses[draw(6)];
    t->round = d, t->n_rounds = 1;
    *d = (struct dl_round){.level = "ministers", .participant = arena_take(arena, 2, sizeof *d->participant), .n_participants = 2, .place = (int32_t)draw(2),
                           .outcome = "agreed-to-meet", .evidence = some_span(a, arena), .n_evidence = 1};
    d->participant[1] = 1;
    d->start.first_day = d->start.last_day = day;
    day_format(day, d->start.value);
    d->end = d->start;
    t->obstacle = arena_take(arena, t->n_obstacles = 1, sizeof *t->obstacle);
    *t->obstacle = (struct dl_obstacle){.type = "trust", .by = 0, .statement = 0, .words = *some_span(a, arena)};
}

static void make_findings(struct dl_article *a, int32_t day, struct arena *arena)
{
    a->n_statements = STATEMENTS;
    a->statement = arena_take(arena, STATEMENTS, sizeof *a->statement);
    for (uint32_t i = 0; i < STATEMENTS; i++)
        a->statement[i] = (struct dl_statement){.speaker = (int32_t)draw(ENTITIES), .cue_class = "say", .directness = "indirect", .addressee = -1, .nested_in = -1,
            .time = -1, .place = -1, .source = some_span(a, arena), .n_source = 1, .cue = some_span(a, arena), .n_cue = 1, .content = some_span(a, arena),
            .n_content = 1, .sentence = i, .confidence = .8f};
    a->n_events = EVENTS;
    a->event = arena_take(arena, EVENTS, sizeof *a->event);
    for (uint32_t i = 0; i < EVENTS; i++) {
        uint32_t *who = arena_take(arena, 2, sizeof *who);
        struct dl_event *e = &a->event[i];
        who[0] = draw(ENTITIES / 2), who[1] = ENTITIES / 2 + draw(ENTITIES / 2);
        *e = (struct dl_event){.plover = (uint8_t)draw(DL_N_PLOVER), .cameo = "046", .quad = "verbal-cooperation", .score = 3, .goldstein = 7, .source = who,
            .target = who + 1, .n_sources = 1, .n_targets = 1, .place = -1, .statement = -1, .trigger = *some_span(a, arena), .evidence = some_span(a, arena),
            .n_evidence = 1, .confidence = .9f, .rule = "bench"};
        e->place = (int32_t)draw(4) > 1 ? (int32_t)draw(2) : -1;
        e->date.first_day = e->date.last_day = day - (int32_t)draw(20);
        day_format(e->date.first_day, e->date.value);
    }
}

/* Article i of n; they come in over ten years. */
static struct dl_article *make_article(struct arena *arena, uint32_t i, uint32_t n)
{
    struct dl_article *a = arena_take(arena, 1, sizeof *a);
    *a = (struct dl_article){.id = arena_printf(arena, "bench-%u", i), .lang = "en", .n_sentences = 0, .n_tokens = WORDS};
    int32_t day = day_of(2010, 1, 1) + (int32_t)((uint64_t)i * 3650 / n);
    day_format(day, a->published);
    a->dateline.place = -1;
    make_text(a, arena);
    a->given_title = arena_text(arena, a->text, 60);
    sha256_hex(a->text, a->n, a->sha256);
    a->outlet = arena_printf(arena, "Outlet %u", draw(draw(OUTLETS) + 1));
    make_entities(a, arena);
    make_places(a, arena);
    make_findings(a, day, arena);
    if (i % TALKS_EVERY == 0)
        make_talks(a, day, arena);
    return a;
}

static void ask(struct dl_store *s, const char *name, struct dl_question q)
{
    struct dl_err err;
    double best = 1e9;
    uint64_t rows = 0;
    FILE *nowhere = fopen("/dev/null", "w");
    for (int i = 0; i < 3; i++) {
        struct dl_answer *a = dl_answer_new(nowhere, "csv");
        double t = now();
        if (!dl_ask(s, &q, a, &err))
            exit((fprintf(stderr, "%s\n", err.text), 1));
        t = now() - t;
        best = t < best ? t : best;
        rows = dl_answer_end(a, NULL);
    }
    fclose(nowhere);
    printf("%-44s %8.1f ms  %llu rows\n", name, 1e3 * best, (unsigned long long)rows);
}

static void questions(struct dl_store *s)
{
    ask(s, "counts by month of one dyad", (struct dl_question){.what = "counts", .by = "month,type", .dyad = "RUS-USA"});
    ask(s, "counts by month and dyad, all of them", (struct dl_question){.what = "counts", .by = "month,dyad"});
    ask(s, "counts by month and type, all of them", (struct dl_question){.what = "counts", .by = "month,type"});
    ask(s, "timeline of one dyad, first 100", (struct dl_question){.what = "timeline", .dyad = "RUS-USA", .limit = "100"});
    ask(s, "events of one actor in one year", (struct dl_question){.what = "events", .actor = "SDN", .since = "2014-01-01", .until = "2014-12-31"});
    ask(s, "first page of events", (struct dl_question){.what = "events", .limit = "100"});
}

int main(int argc, char **argv)
{
    mallopt(M_TRIM_THRESHOLD, 64 << 20);       /* as the program does */
    struct dl_err err;
    uint32_t n = argc > 2 ? (uint32_t)atoi(argv[2]) : 10000;
    struct arena *arena = arena_new();
    struct dl_store *s = argc > 1 ? dl_store_open(argv[1], true, &err) : NULL;
    struct buf json = {0};
    double packing = 0, putting = 0;
    enum dl_put what;
    uint64_t negotiations, rewritten;
    if (!s)
        return fprintf(stderr, "bench-store FILE [ARTICLES]: %s\n", argc > 1 ? err.text : "a file, please"), 2;
    for (uint32_t i = 0; i < n; i++) {
        struct store_pack pack = {0};
        arena_reset(arena);
        struct dl_article *a = make_article(arena, i, n);
        struct dl_document d = {.bytes = a->text, .n_bytes = a->n, .id = a->id};
        double t = spent();
        buf_reset(&json);
        record_write(&json, a, "{}", false);
        store_source_key(&d, NULL, pack.source_key);
        store_make_pack(&pack, a, json.at, json.n, "{}", arena);
        packing += spent() - t;
        t = spent();
        if (!store_put(s, a, &pack, &what, &err))
            return fprintf(stderr, "%s\n", err.text), 1;
        putting += spent() - t;
    }
    double t = spent();
    if (!dl_store_commit(s, &err))
        return fprintf(stderr, "%s\n", err.text), 1;
    putting += spent() - t;
    t = spent();
    if (!dl_store_settle(s, true, &err))
        return fprintf(stderr, "%s\n", err.text), 1;
    double after = spent() - t;
    printf("%u articles of %d words: put %.0f, packing %.0f, full text and indexes afterwards %.0f a second of processor time; put, full text and indexes %.0f\n",
           n, WORDS, n / putting, n / packing, n / after, n / (putting + after));
    t = spent();
    if (!dl_talks_refresh(s, &negotiations, &rewritten, &err))
        return fprintf(stderr, "%s\n", err.text), 1;
    printf("%llu negotiations joined: %.2f s\n", (unsigned long long)negotiations, spent() - t);
    questions(s);
    buf_free(&json);
    arena_free(arena);
    return !dl_store_close(s, &err);
}
