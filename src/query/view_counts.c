/* query/view_counts.c: events counted: series, matrix, map. One pass over the events each; counts are kept, rows are not. view_facets.c has the rest. */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "query/ask.h"
#include "query/tally.h"
#include "store/store.h"
#include "base/banned.h"

/* ---- series ------------------------------------------------------------------------------------- */

#define THURSDAY "date(e.date_first, '-3 days', 'weekday 4')"
/* The plus keeps the planner from going through all events by month to save sorting those of a year. */
static const struct { const char *by, *bucket; } steps[] = {
    {"day", "CASE WHEN length(e.date) = 10 THEN e.date END"},
    {"week", "CASE WHEN e.date LIKE '____-W__' THEN e.date WHEN length(e.date) = 10 THEN strftime('%Y-W', " THURSDAY ") || printf('%02d', (strftime('%j', " THURSDAY ") - 1) / 7 + 1) END"},
    {"month", "+e.month"},
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
    static const char some[] = "SELECT d.source, d.target, count(*), avg(d.score) FROM events e CROSS JOIN dyads d ON d.event = e.id ?WHERE GROUP BY 1, 2";
    static const char copies[] = "SELECT source, target, count(*), avg(score) FROM (SELECT DISTINCT e.id, s.country AS source, t.country AS target, e.score"
                               " FROM events e CROSS JOIN actors s ON s.event = e.id AND s.role = 'source' AND s.country IS NOT NULL"
                               " CROSS JOIN actors t ON t.event = e.id AND t.role = 'target' AND t.country IS NOT NULL AND t.entity IS NOT s.entity ?WHERE) GROUP BY 1, 2";
    sqlite3_stmt *st = NULL;
    int rc = SQLITE_ERROR;
    if (!narrowed(v->q))
        rc = sqlite3_prepare_v2(v->store->db, all, -1, &st, NULL);
    else
        st = query_events(v->store, v->q->copies ? copies : some, v->q, v->err);
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
