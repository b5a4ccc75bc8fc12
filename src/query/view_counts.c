/* query/view_counts.c: events counted: facets, series, matrix, map. One pass over the events each; counts are kept, rows are not. */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "query/ask.h"
#include "store/store.h"
#include "base/banned.h"

/* ---- words and how often ------------------------------------------------------------------------ */

struct count { const char *key; uint64_t n; double score; };
struct tally { struct arena *arena; VEC(struct count) count; uint32_t *slot, n_slots; uint64_t none; };

static uint64_t hash_of(const char *s)
{
    uint64_t h = 14695981039346656037u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    return h ^ h >> 32;
}

static void rehash(struct tally *t)
{
    t->n_slots = t->n_slots ? 4 * t->n_slots : 256;
    t->slot = arena_take(t->arena, t->n_slots, sizeof *t->slot);
    for (uint32_t i = 0; i < t->count.n; i++) {
        uint64_t at = hash_of(t->count.at[i].key) & (t->n_slots - 1);
        while (t->slot[at])
            at = (at + 1) & (t->n_slots - 1);
        t->slot[at] = i + 1;
    }
}

/* The count of a word, from 0. */
static struct count *tally_of(struct tally *t, const char *key)
{
    if (2 * t->count.n >= t->n_slots)
        rehash(t);
    uint64_t at = hash_of(key) & (t->n_slots - 1);
    for (; t->slot[at]; at = (at + 1) & (t->n_slots - 1))
        if (!strcmp(t->count.at[t->slot[at] - 1].key, key))
            return &t->count.at[t->slot[at] - 1];
    *VEC_PUSH(t->arena, &t->count) = (struct count){.key = arena_text(t->arena, key, strlen(key))};
    t->slot[at] = t->count.n;
    return &t->count.at[t->count.n - 1];
}

static int busiest(const void *a, const void *b)
{
    const struct count *x = a, *y = b;
    return x->n != y->n ? (x->n < y->n ? 1 : -1) : strcmp(x->key, y->key);
}

static void tally_sort(struct tally *t)
{
    if (t->count.n)
        qsort(t->count.at, t->count.n, sizeof *t->count.at, busiest);
}

/* ---- facets ------------------------------------------------------------------------------------- */

enum facet { ACTOR, DYAD, TYPE, MODE, STATUS, PLACE, OUTLET, MONTH, N_FACETS };
static const char *const facet_names[N_FACETS] = {"actor", "dyad", "type", "mode", "status", "place", "outlet", "month"};
enum { FACET_VALUES = 40, EVENT_COUNTRIES = 32 };

/* The outlet of each article by its number: few words, so that no event need look up its article's wide row. */
struct outlets { const char **at; uint64_t n; };

static bool read_outlets(struct view *v, struct arena *a, struct outlets *o)
{
    sqlite3_stmt *st = NULL;
    const char *last = NULL;
    if (sqlite3_prepare_v2(v->store->db, "SELECT id, outlet, (SELECT max(id) FROM articles) FROM articles WHERE outlet IS NOT NULL ORDER BY outlet", -1, &st, NULL) != SQLITE_OK)
        return store_failed(v->store, v->err);
    while (sqlite3_step(st) == SQLITE_ROW) {
        uint64_t id = (uint64_t)sqlite3_column_int64(st, 0);
        const char *outlet = (const char *)sqlite3_column_text(st, 1);
        if (!o->n)
            o->at = arena_take(a, o->n = (uint64_t)sqlite3_column_int64(st, 2) + 1, sizeof *o->at);
        if (!last || strcmp(last, outlet))
            last = arena_text(a, outlet, strlen(outlet));
        o->at[id] = last;
    }
    sqlite3_finalize(st);
    return true;
}

/* One event's countries, as its rows come in. */
struct sides { const char *source[EVENT_COUNTRIES], *target[EVENT_COUNTRIES]; uint32_t n_sources, n_targets; };

static void side_add(struct arena *a, const char *at[], uint32_t *n, const char *country)
{
    for (uint32_t i = 0; i < *n; i++)
        if (!strcmp(at[i], country))
            return;
    if (*n < EVENT_COUNTRIES)
        at[(*n)++] = arena_text(a, country, strlen(country));
}

static void count_one(struct tally *t, const char *key) { key && *key ? (void)tally_of(t, key)->n++ : (void)t->none++; }

static void count_modes(struct tally *t, const char *modes)
{
    char mode[64];
    if (!modes)
        t->none++;
    for (size_t n; modes && *modes; modes += n + (modes[n] == '|')) {
        n = strcspn(modes, "|");
        snprintf(mode, sizeof mode, "%.*s", (int)n, modes);
        count_one(t, mode);
    }
}

/* The first of several actors is a row with everything; the rest add a country. */
static void count_event(struct tally t[N_FACETS], const struct outlets *o, sqlite3_stmt *st)
{
    static const uint8_t columns[][2] = {{TYPE, 3}, {STATUS, 5}, {PLACE, 6}, {MONTH, 8}};
    uint64_t article = (uint64_t)sqlite3_column_int64(st, 7);
    count_one(&t[OUTLET], article < o->n ? o->at[article] : NULL);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        count_one(&t[columns[i][0]], (const char *)sqlite3_column_text(st, columns[i][1]));
    count_modes(&t[MODE], (const char *)sqlite3_column_text(st, 4));
}

static void count_sides(struct tally t[N_FACETS], const struct sides *s)
{
    char pair[16];
    uint32_t pairs = 0;
    for (uint32_t i = 0; i < s->n_sources; i++)
        count_one(&t[ACTOR], s->source[i]);
    for (uint32_t k = 0; k < s->n_targets; k++) {
        bool both = false;
        for (uint32_t i = 0; i < s->n_sources; i++)
            both = both || !strcmp(s->source[i], s->target[k]);
        if (!both)
            count_one(&t[ACTOR], s->target[k]);
    }
    for (uint32_t i = 0; i < s->n_sources; i++)
        for (uint32_t k = 0; k < s->n_targets; k++) {
            int order = strcmp(s->source[i], s->target[k]);
            bool again = false;                /* "A-B" of a reciprocal event is one dyad */
            for (uint32_t x = 0; x < s->n_sources && order > 0; x++)
                for (uint32_t y = 0; y < s->n_targets; y++)
                    again = again || (!strcmp(s->source[x], s->target[k]) && !strcmp(s->target[y], s->source[i]));
            if (!order || again || strlen(s->source[i]) != 3 || strlen(s->target[k]) != 3)
                continue;
            snprintf(pair, sizeof pair, "%s-%s", order < 0 ? s->source[i] : s->target[k], order < 0 ? s->target[k] : s->source[i]);
            count_one(&t[DYAD], pair);
            pairs++;
        }
    t[ACTOR].none += !s->n_sources && !s->n_targets;
    t[DYAD].none += !pairs;
}

/* Counts the events of a question by everything at once; *total. */
static bool count_all(struct view *v, const struct dl_question *q, struct tally t[N_FACETS], struct arena *a, uint64_t *total)
{
    static const char sql[] = "SELECT e.id, x.role, x.country, e.plover, e.modes, e.status, e.place, e.article, substr(e.date_first, 1, 7)"
                              " FROM events e LEFT JOIN actors x ON x.event = e.id ?WHERE";
    sqlite3_stmt *st = query_events(v->store, sql, q, v->err);
    struct sides sides = {0};
    struct outlets outlets = {0};
    struct arena *scratch = arena_new();
    int64_t last = 0;
    int rc = st ? SQLITE_ROW : SQLITE_ERROR;
    for (int i = 0; i < N_FACETS; i++)
        t[i] = (struct tally){.arena = a};
    bool ok = st && read_outlets(v, a, &outlets);
    while (ok && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        int64_t id = sqlite3_column_int64(st, 0);
        if (id != last) {
            if (last)
                count_sides(t, &sides);
            sides = (struct sides){0};
            arena_reset(scratch);
            count_event(t, &outlets, st);
            ++*total;
            last = id;
        }
        const char *role = (const char *)sqlite3_column_text(st, 1), *country = (const char *)sqlite3_column_text(st, 2);
        if (country && role)
            *role == 's' ? side_add(scratch, sides.source, &sides.n_sources, country) : side_add(scratch, sides.target, &sides.n_targets, country);
    }
    if (last)
        count_sides(t, &sides);
    sqlite3_finalize(st);
    arena_free(scratch);
    return ok && (rc == SQLITE_DONE || store_failed(v->store, v->err));
}

static void write_label(struct view *v, enum facet f, const char *value)
{
    char code[4] = "", both[160];
    json_key(v->out, "name");
    if (f == ACTOR) {
        json_string(v->out, view_name(v, value));
    } else if (f == DYAD && strlen(value) == 7) {
        memcpy(code, value, 3);
        snprintf(both, sizeof both, "%.70s, %.70s", view_name(v, code), view_name(v, value + 4));
        json_string(v->out, both);
    } else {
        json_null(v->out);
    }
}

static void write_facet(struct view *v, enum facet f, struct tally *t)
{
    tally_sort(t);
    json_key(v->out, facet_names[f]);
    json_open(v->out, '{');
    json_key(v->out, "values");
    json_open(v->out, '[');
    for (uint32_t i = 0; i < t->count.n && i < FACET_VALUES; i++) {
        json_open(v->out, '{');
        view_string(v, "value", t->count.at[i].key);
        write_label(v, f, t->count.at[i].key);
        view_int(v, "n", (int64_t)t->count.at[i].n);
        json_close(v->out, '}');
    }
    json_close(v->out, ']');
    view_int(v, "more", t->count.n > FACET_VALUES ? t->count.n - FACET_VALUES : 0);
    view_int(v, "none", (int64_t)t->none);
    json_close(v->out, '}');
}

/* A facet's own condition is left out of its counts; the others share one pass. */
bool view_facets(struct view *v)
{
    const size_t fields[] = {offsetof(struct dl_question, actor), offsetof(struct dl_question, dyad), offsetof(struct dl_question, type), offsetof(struct dl_question, mode),
                             offsetof(struct dl_question, status), offsetof(struct dl_question, place), offsetof(struct dl_question, outlet)};
    struct arena *a = arena_new();
    struct tally shown[N_FACETS], all[N_FACETS];
    uint64_t total = 0, other = 0;
    bool ok = count_all(v, v->q, all, a, &total);
    memcpy(shown, all, sizeof shown);
    for (size_t i = 0; ok && i < sizeof fields / sizeof *fields; i++) {
        struct dl_question q = *v->q;
        const char **field = (const char **)((char *)&q + fields[i]);
        if (!*field)
            continue;
        *field = NULL;
        ok = count_all(v, &q, all, a, &other);
        shown[i] = all[i];
    }
    json_open(v->out, '{');
    view_int(v, "total", (int64_t)total);
    json_key(v->out, "facets");
    json_open(v->out, '{');
    for (int i = 0; ok && i < N_FACETS; i++)
        write_facet(v, (enum facet)i, &shown[i]);
    json_close(v->out, '}');
    view_period(v);
    json_close(v->out, '}');
    arena_free(a);
    return ok;
}

/* ---- series ------------------------------------------------------------------------------------- */

#define THURSDAY "date(e.date_first, '-3 days', 'weekday 4')"
static const struct { const char *by, *bucket; } steps[] = {
    {"day", "CASE WHEN length(e.date) = 10 THEN e.date END"},
    {"week", "CASE WHEN e.date LIKE '____-W__' THEN e.date WHEN length(e.date) = 10 THEN strftime('%Y-W', " THURSDAY ") || printf('%02d', (strftime('%j', " THURSDAY ") - 1) / 7 + 1) END"},
    {"month", "CASE WHEN length(e.date) >= 7 THEN substr(e.date_first, 1, 7) END"},
    {"year", "substr(e.date_first, 1, 4)"}};

/* Points in order; a row is one type at one point. */
static void write_points(struct view *v, sqlite3_stmt *st, int64_t *undated, int *rc)
{
    char at[16] = "";
    int64_t n = 0;
    double score = 0;
    struct buf types = {0};
    json_key(v->out, "points");
    json_open(v->out, '[');
    do {
        *rc = sqlite3_step(st);
        const char *now = *rc == SQLITE_ROW ? (const char *)sqlite3_column_text(st, 0) : NULL;
        if (*at && (!now || strcmp(at, now))) {
            json_open(v->out, '{');
            view_string(v, "at", at);
            view_int(v, "n", n);
            json_key(v->out, "score");
            json_real(v->out, score / (double)n, 2);
            json_key(v->out, "types");
            json_close(&types, '}');
            buf_put(v->out, types.at, types.n);
            json_close(v->out, '}');
        }
        if (now && strcmp(at, now)) {
            snprintf(at, sizeof at, "%s", now);
            buf_reset(&types);
            json_open(&types, '{');
            n = 0, score = 0;
        }
        int64_t here = *rc == SQLITE_ROW ? sqlite3_column_int64(st, 2) : 0;
        if (now) {
            json_key(&types, (const char *)sqlite3_column_text(st, 1));
            json_int(&types, here);
            n += here;
            score += sqlite3_column_double(st, 3);
        } else {
            *undated += here;
        }
    } while (*rc == SQLITE_ROW);
    json_close(v->out, ']');
    buf_free(&types);
}

bool view_series(struct view *v)
{
    const char *by = v->q->by ? v->q->by : "month", *bucket = NULL;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (!strcmp(steps[i].by, by))
            bucket = steps[i].bucket;
    if (!bucket)
        return err_set(v->err, DL_EUSAGE, "by", "by is day, week, month or year");
    struct buf sql = {0};
    int64_t undated = 0;
    int rc = SQLITE_ERROR;
    buf_printf(&sql, "SELECT %s AS at, e.plover, count(*), sum(e.score) FROM events e ?WHERE GROUP BY 1, 2 ORDER BY 1, 2", bucket);
    sqlite3_stmt *st = query_events(v->store, sql.at, v->q, v->err);
    buf_free(&sql);
    if (!st)
        return false;
    json_open(v->out, '{');
    view_string(v, "by", by);
    write_points(v, st, &undated, &rc);
    view_int(v, "undated", undated);
    view_period(v);
    json_close(v->out, '}');
    sqlite3_finalize(st);
    return rc == SQLITE_DONE || store_failed(v->store, v->err);
}

/* ---- matrix ------------------------------------------------------------------------------------- */

struct pair { const char *source, *target; int64_t n; double score; };
struct pairs { struct arena *arena; VEC(struct pair) pair; struct tally countries; };

/* Does it ask for anything less than all counted events? */
static bool narrowed(const struct dl_question *q)
{
    return q->since || q->until || q->actor || q->source || q->target || q->dyad || q->type || q->mode || q->cameo || q->status || q->place || q->outlet || q->article
        || q->text || q->confidence || q->copies;
}

static bool read_pairs(struct view *v, struct pairs *p)
{
    static const char all[] = "SELECT d.source, d.target, count(*), avg(d.score) FROM dyads d GROUP BY 1, 2";
    static const char some[] = "SELECT source, target, count(*), avg(score) FROM (SELECT DISTINCT e.id, s.country AS source, t.country AS target, e.score"
                               " FROM events e CROSS JOIN actors s ON s.event = e.id AND s.role = 'source' AND s.country IS NOT NULL"
                               " CROSS JOIN actors t ON t.event = e.id AND t.role = 'target' AND t.country IS NOT NULL AND t.entity IS NOT s.entity ?WHERE) GROUP BY 1, 2";
    sqlite3_stmt *st = NULL;
    int rc = SQLITE_ERROR;
    if (!narrowed(v->q))
        rc = sqlite3_prepare_v2(v->store->db, all, -1, &st, NULL);
    else
        st = query_events(v->store, some, v->q, v->err);
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        const char *s = (const char *)sqlite3_column_text(st, 0), *t = (const char *)sqlite3_column_text(st, 1);
        int64_t n = sqlite3_column_int64(st, 2);
        tally_of(&p->countries, s)->n += (uint64_t)n;
        tally_of(&p->countries, t)->n += (uint64_t)n;
        *VEC_PUSH(p->arena, &p->pair) = (struct pair){arena_text(p->arena, s, strlen(s)), arena_text(p->arena, t, strlen(t)), n, sqlite3_column_double(st, 3)};
    }
    sqlite3_finalize(st);
    return st && (rc == SQLITE_DONE || store_failed(v->store, v->err));
}

static bool among(const struct tally *t, uint32_t n, const char *code)
{
    for (uint32_t i = 0; i < n; i++)
        if (!strcmp(t->count.at[i].key, code))
            return true;
    return false;
}

static void write_countries(struct view *v, const struct tally *t, uint32_t n)
{
    json_key(v->out, "countries");
    json_open(v->out, '[');
    for (uint32_t i = 0; i < n; i++) {
        json_open(v->out, '{');
        view_string(v, "code", t->count.at[i].key);
        view_string(v, "name", view_name(v, t->count.at[i].key));
        view_int(v, "n", (int64_t)t->count.at[i].n);
        json_close(v->out, '}');
    }
    json_close(v->out, ']');
}

bool view_matrix(struct view *v)
{
    struct pairs p = {.arena = arena_new()};
    p.countries.arena = p.arena;
    bool ok = read_pairs(v, &p);
    tally_sort(&p.countries);
    uint32_t most = view_limit(v, 30, 250), n = p.countries.count.n < most ? p.countries.count.n : most;
    json_open(v->out, '{');
    write_countries(v, &p.countries, n);
    json_key(v->out, "cells");
    json_open(v->out, '[');
    for (uint32_t i = 0; i < p.pair.n; i++) {
        const struct pair *x = &p.pair.at[i];
        if (!among(&p.countries, n, x->source) || !among(&p.countries, n, x->target))
            continue;
        json_open(v->out, '{');
        view_string(v, "source", x->source);
        view_string(v, "target", x->target);
        view_int(v, "n", x->n);
        json_key(v->out, "score");
        json_real(v->out, x->score, 2);
        json_close(v->out, '}');
    }
    json_close(v->out, ']');
    view_int(v, "more", p.countries.count.n - n);
    view_period(v);
    json_close(v->out, '}');
    arena_free(p.arena);
    return ok;
}

/* ---- map ---------------------------------------------------------------------------------------- */

struct spot { const char *name, *country, *type; int64_t geonames, n, of_type; double lat, lon, score; };
struct spots { struct arena *arena; VEC(struct spot) spot; struct tally countries; int64_t placed, unplaced; };

static const char *kept(struct arena *a, sqlite3_stmt *st, int column)
{
    const char *s = (const char *)sqlite3_column_text(st, column);
    return s ? arena_text(a, s, strlen(s)) : NULL;
}

/* Rows come by place, then by type. */
static void add_spot(struct spots *p, sqlite3_stmt *st)
{
    struct spot *s = p->spot.n ? &p->spot.at[p->spot.n - 1] : NULL;
    const char *name = (const char *)sqlite3_column_text(st, 0), *country = (const char *)sqlite3_column_text(st, 1);
    double lat = sqlite3_column_double(st, 3), lon = sqlite3_column_double(st, 4);
    int64_t n = sqlite3_column_int64(st, 6);
    if (sqlite3_column_type(st, 3) == SQLITE_NULL) {
        p->unplaced += n;
        return;
    }
    p->placed += n;
    if (country)
        tally_of(&p->countries, country)->n += (uint64_t)n;
    if (!s || strcmp(s->name, name ? name : "") || s->lat != lat || s->lon != lon) {
        s = VEC_PUSH(p->arena, &p->spot);
        *s = (struct spot){.name = arena_text(p->arena, name ? name : "", strlen(name ? name : "")), .country = kept(p->arena, st, 1), .geonames = sqlite3_column_int64(st, 2), .lat = lat, .lon = lon};
    }
    s->n += n;
    s->score += sqlite3_column_double(st, 7);
    if (n > s->of_type) {
        s->of_type = n;
        s->type = kept(p->arena, st, 5);
    }
}

static int most_events(const void *a, const void *b)
{
    const struct spot *x = a, *y = b;
    return x->n != y->n ? (x->n < y->n ? 1 : -1) : strcmp(x->name, y->name) ? strcmp(x->name, y->name) : (x->lat > y->lat) - (x->lat < y->lat);
}

static void write_spot(struct view *v, const struct spot *s)
{
    json_open(v->out, '{');
    view_string(v, "name", s->name);
    view_string(v, "country", s->country);
    json_key(v->out, "geonames");
    s->geonames ? json_int(v->out, s->geonames) : json_null(v->out);
    json_key(v->out, "lat");
    json_real(v->out, s->lat, 4);
    json_key(v->out, "lon");
    json_real(v->out, s->lon, 4);
    view_int(v, "n", s->n);
    json_key(v->out, "score");
    json_real(v->out, s->score / (double)s->n, 2);
    view_string(v, "type", s->type);
    json_close(v->out, '}');
}

bool view_map(struct view *v)
{
    static const char sql[] = "SELECT e.place, e.country, e.geonames, e.lat, e.lon, e.plover, count(*), sum(e.score) FROM events e ?WHERE"
                              " GROUP BY e.lat, e.lon, e.place, e.plover ORDER BY e.lat, e.lon, e.place, e.plover";
    struct spots p = {.arena = arena_new()};
    sqlite3_stmt *st = query_events(v->store, sql, v->q, v->err);
    int rc = SQLITE_ERROR;
    p.countries.arena = p.arena;
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW)
        add_spot(&p, st);
    if (p.spot.n)
        qsort(p.spot.at, p.spot.n, sizeof *p.spot.at, most_events);
    tally_sort(&p.countries);
    uint32_t most = view_limit(v, 500, 5000), n = p.spot.n < most ? p.spot.n : most;
    json_open(v->out, '{');
    json_key(v->out, "places");
    json_open(v->out, '[');
    for (uint32_t i = 0; i < n; i++)
        write_spot(v, &p.spot.at[i]);
    json_close(v->out, ']');
    view_int(v, "more", p.spot.n - n);
    view_int(v, "placed", p.placed);
    view_int(v, "unplaced", p.unplaced);
    write_countries(v, &p.countries, p.countries.count.n);
    view_period(v);
    json_close(v->out, '}');
    sqlite3_finalize(st);
    arena_free(p.arena);
    return st && (rc == SQLITE_DONE || store_failed(v->store, v->err));
}
