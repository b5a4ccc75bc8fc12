/* query/view_facets.c: events and statements counted by everything at once, in one pass over an index that has all of it. */
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

enum facet { ACTOR, DYAD, TYPE, MODE, STATUS, PLACE, OUTLET, MONTH, N_EVENT_FACETS };
enum { SPEAKER, SIDE, SAID_OUTLET, KIND, TONE, CUE, SOURCE, SAID_MONTH, N_STATEMENT_FACETS, MOST_FACETS = 8 };
enum { FACET_VALUES = 40, EVENT_COUNTRIES = 32 };

/* What one kind of rows is counted by: its facets, and which of them a filter of the question narrows (else 0). */
struct facets {
    int n;
    const char *name[MOST_FACETS];
    size_t field[MOST_FACETS];
    sqlite3_stmt *(*rows)(struct view *, const struct dl_question *);
    void (*row)(struct tally *, const char *outlet, sqlite3_stmt *);      /* column 0 is the row's id */
};

/* ---- outlets ------------------------------------------------------------------------------------ */

/* The outlet of each article by its number: few words, so that no event need look up its article's wide row. */
struct outlets { const char **at; uint64_t n; };

static bool read_outlets(struct view *v, struct arena *a, struct outlets *o)
{
    sqlite3_stmt *st = NULL;
    const char *last = NULL;
    if (sqlite3_prepare_v2(v->store->db, "SELECT id, outlet, agency, (SELECT max(id) FROM articles) FROM articles INDEXED BY articles_outlet", -1, &st, NULL) != SQLITE_OK &&
        sqlite3_prepare_v2(v->store->db, "SELECT id, outlet, agency, (SELECT max(id) FROM articles) FROM articles", -1, &st, NULL) != SQLITE_OK)
        return store_failed(v->store, v->err);
    while (sqlite3_step(st) == SQLITE_ROW) {
        uint64_t id = (uint64_t)sqlite3_column_int64(st, 0);
        const char *outlet = (const char *)sqlite3_column_text(st, sqlite3_column_type(st, 1) == SQLITE_NULL ? 2 : 1);
        if (!o->n)
            o->at = arena_take(a, o->n = (uint64_t)sqlite3_column_int64(st, 3) + 1, sizeof *o->at);
        if (outlet && (!last || strcmp(last, outlet)))
            last = arena_text(a, outlet, strlen(outlet));
        o->at[id] = outlet ? last : NULL;
    }
    sqlite3_finalize(st);
    return true;
}

/* ---- events ------------------------------------------------------------------------------------- */

struct sides { char *at[EVENT_COUNTRIES]; uint32_t n; };

/* Cuts "A|B" up. */
static void cut_up(char *s, struct sides *to)
{
    for (char *next; s && *s && to->n < EVENT_COUNTRIES; s = next) {
        next = strchr(s, '|');
        if (next)
            *next++ = 0;
        to->at[to->n++] = s;
    }
}

static bool has(const struct sides *s, const char *country)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (!strcmp(s->at[i], country))
            return true;
    return false;
}

/* "A-B" of a reciprocal event is one dyad, and it is counted where A comes first. */
static void tally_sides(struct tally *actors, struct tally *dyads, const struct sides *from, const struct sides *to)
{
    char pair[16];
    uint32_t pairs = 0;
    for (uint32_t i = 0; i < from->n; i++)
        tally_one(actors, from->at[i]);
    for (uint32_t k = 0; k < to->n; k++)
        if (!has(from, to->at[k]))
            tally_one(actors, to->at[k]);
    for (uint32_t i = 0; i < from->n; i++)
        for (uint32_t k = 0; k < to->n; k++) {
            int order = strcmp(from->at[i], to->at[k]);
            bool again = order > 0 && has(from, to->at[k]) && has(to, from->at[i]);
            if (!order || again || strlen(from->at[i]) != 3 || strlen(to->at[k]) != 3)
                continue;
            snprintf(pair, sizeof pair, "%.3s-%.3s", order < 0 ? from->at[i] : to->at[k], order < 0 ? to->at[k] : from->at[i]);
            tally_one(dyads, pair);
            pairs++;
        }
    actors->none += !from->n && !to->n;
    dyads->none += !pairs;
}

static sqlite3_stmt *event_rows(struct view *v, const struct dl_question *q)
{
    return query_events(v->store, "SELECT e.id, e.sides, e.plover, e.modes, e.status, e.place, e.month FROM events e ?WHERE", q, v->err);
}

static void event_row(struct tally *t, const char *outlet, sqlite3_stmt *st)
{
    char sides[8 * EVENT_COUNTRIES] = "";
    struct sides from = {.n = 0}, to = {.n = 0};
    const char *told = (const char *)sqlite3_column_text(st, 1);
    snprintf(sides, sizeof sides, "%s", told ? told : "");
    char *arrow = strchr(sides, '>');
    if (arrow) {
        *arrow = 0;
        cut_up(sides, &from);
        cut_up(arrow + 1, &to);
    }
    tally_sides(&t[ACTOR], &t[DYAD], &from, &to);
    tally_one(&t[OUTLET], outlet);
    tally_one(&t[TYPE], (const char *)sqlite3_column_text(st, 2));
    tally_each(&t[MODE], (const char *)sqlite3_column_text(st, 3));
    tally_one(&t[STATUS], (const char *)sqlite3_column_text(st, 4));
    tally_one(&t[PLACE], (const char *)sqlite3_column_text(st, 5));
    tally_one(&t[MONTH], (const char *)sqlite3_column_text(st, 6));
}

/* ---- statements --------------------------------------------------------------------------------- */

static sqlite3_stmt *statement_rows(struct view *v, const struct dl_question *q)
{
    return query_statements(v->store, "SELECT s.id, s.speaker_name, s.speaker_code, s.kind, s.tone, s.cue_class, s.source_type, substr(s.day, 1, 7) FROM statements s ?WHERE", q, v->err);
}

static void statement_row(struct tally *t, const char *outlet, sqlite3_stmt *st)
{
    static const uint8_t columns[][2] = {{SPEAKER, 1}, {KIND, 3}, {TONE, 4}, {CUE, 5}, {SOURCE, 6}, {SAID_MONTH, 7}};
    const char *code = (const char *)sqlite3_column_text(st, 2);
    char country[4] = "";
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        tally_one(&t[columns[i][0]], (const char *)sqlite3_column_text(st, columns[i][1]));
    if (code && strlen(code) >= 3)
        memcpy(country, code, 3);
    tally_one(&t[SIDE], country);
    tally_one(&t[SAID_OUTLET], outlet);
}

/* ---- both --------------------------------------------------------------------------------------- */

#define OF(name) offsetof(struct dl_question, name)
static const struct facets of_events = {N_EVENT_FACETS, {"actor", "dyad", "type", "mode", "status", "place", "outlet", "month"},
    {OF(actor), OF(dyad), OF(type), OF(mode), OF(status), OF(place), OF(outlet), 0}, event_rows, event_row};
static const struct facets of_statements = {N_STATEMENT_FACETS, {"speaker", "actor", "outlet", "kind", "tone", "cue", "source_type", "month"},
    {OF(speaker), OF(actor), OF(outlet), OF(kind), OF(tone), OF(cue), 0, 0}, statement_rows, statement_row};

/* Counts the rows of a question by everything at once; *total. */
static bool count_all(struct view *v, const struct facets *f, const struct dl_question *q, const struct outlets *o, struct tally t[MOST_FACETS], struct arena *a, uint64_t *total)
{
    sqlite3_stmt *st = f->rows(v, q);
    int rc = SQLITE_ERROR;
    for (int i = 0; i < f->n; i++)
        t[i] = (struct tally){.arena = a};
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        uint64_t article = (uint64_t)sqlite3_column_int64(st, 0) / STORE_ROWS;
        f->row(t, article < o->n ? o->at[article] : NULL, st);
        ++*total;
    }
    sqlite3_finalize(st);
    return st && (rc == SQLITE_DONE || store_failed(v->store, v->err));
}

static void write_label(struct view *v, const char *facet, const char *value)
{
    char code[4] = "", both[160];
    json_key(v->out, "name");
    if (!strcmp(facet, "actor")) {
        json_string(v->out, view_name(v, value));
    } else if (!strcmp(facet, "dyad") && strlen(value) == 7) {
        memcpy(code, value, 3);
        snprintf(both, sizeof both, "%.70s, %.70s", view_name(v, code), view_name(v, value + 4));
        json_string(v->out, both);
    } else {
        json_null(v->out);
    }
}

static void write_facet(struct view *v, const char *name, struct tally *t)
{
    tally_sort(t);
    json_key(v->out, name);
    json_open(v->out, '{');
    json_key(v->out, "values");
    json_open(v->out, '[');
    for (uint32_t i = 0; i < t->count.n && i < FACET_VALUES; i++) {
        json_open(v->out, '{');
        view_string(v, "value", t->count.at[i].key);
        write_label(v, name, t->count.at[i].key);
        view_int(v, "n", (int64_t)t->count.at[i].n);
        json_close(v->out, '}');
    }
    json_close(v->out, ']');
    view_int(v, "more", t->count.n > FACET_VALUES ? t->count.n - FACET_VALUES : 0);
    view_int(v, "none", (int64_t)t->none);
    json_close(v->out, '}');
}

/* A facet's own condition is left out of its counts; the others share one pass. */
static bool count_facets(struct view *v, const struct facets *f, struct arena *a, struct tally shown[MOST_FACETS], uint64_t *total)
{
    struct outlets outlets = {0};
    struct tally all[MOST_FACETS];
    uint64_t other = 0;
    bool ok = read_outlets(v, a, &outlets) && count_all(v, f, v->q, &outlets, shown, a, total);
    for (int i = 0; ok && i < f->n; i++) {
        struct dl_question q = *v->q;
        const char **field = (const char **)((char *)&q + f->field[i]);
        if (!f->field[i] || !*field)
            continue;
        *field = NULL;
        ok = count_all(v, f, &q, &outlets, all, a, &other);
        shown[i] = all[i];
    }
    return ok;
}

static bool write_facets(struct view *v, const struct facets *f)
{
    struct arena *a = arena_new();
    struct tally shown[MOST_FACETS];
    uint64_t total = 0;
    bool ok = count_facets(v, f, a, shown, &total);
    json_open(v->out, '{');
    view_int(v, "total", (int64_t)total);
    json_key(v->out, "facets");
    json_open(v->out, '{');
    for (int i = 0; ok && i < f->n; i++)
        write_facet(v, f->name[i], &shown[i]);
    json_close(v->out, '}');
    view_period(v);
    json_close(v->out, '}');
    arena_free(a);
    return ok;
}

bool view_facets(struct view *v) { return write_facets(v, &of_events); }
bool view_said(struct view *v) { return write_facets(v, &of_statements); }
