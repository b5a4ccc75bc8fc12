/* store/rows.h: one row, cell after cell, of an article's findings; shared by write.c and write_events.c. */
#pragma once
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "store/store.h"

/* By basis: "explicit", "dateline" ... */
extern const char *const store_bases[];

struct writer {
    struct dl_store *s;
    const struct dl_article *a;
    struct arena *arena;
    int64_t id, first, copy_of;    /* of the article; of its rows; the first article of the story it copies */
    bool searchable;               /* full text has the article; if not, it follows later */
    struct dl_err *err;
};

/* ---- one row -------------------------------------------------------------------------------- */

struct row { sqlite3_stmt *st; int column; };

static inline struct row row_of(struct writer *w, enum store_statement which) { return (struct row){store_statement(w->s, which, w->err), 0}; }
static inline bool row_done(struct writer *w, struct row *r) { return r->st && store_run(w->s, r->st, w->err); }

static inline void put_int(struct row *r, int64_t v) { sqlite3_bind_int64(r->st, ++r->column, v); }
static inline void put_null(struct row *r) { sqlite3_bind_null(r->st, ++r->column); }
static inline void put_real(struct row *r, double v) { sqlite3_bind_double(r->st, ++r->column, v); }
static inline void put_bytes(struct row *r, const char *s, size_t n) { sqlite3_bind_text(r->st, ++r->column, s, (int)n, SQLITE_STATIC); }

static inline void put(struct row *r, const char *s)
{
    if (s && *s)
        put_bytes(r, s, strlen(s));
    else
        put_null(r);
}

/* A float as people wrote it: 0.9, not 0.89999997. */
static inline void put_float(struct row *r, float v) { put_real(r, (double)(int64_t)((double)v * 1000 + (v < 0 ? -.5 : .5)) / 1000); }

static inline void put_id(struct row *r, const struct writer *w, int64_t index)
{
    if (index >= 0)
        put_int(r, w->first + index + 1);
    else
        put_null(r);
}

/* ---- cells made of several things ------------------------------------------------------------ */

struct text { struct arena *arena; VEC(char) v; };

static inline void text_add(struct text *t, const char *s, size_t n)
{
    if (!t->v.cap)
        t->v.at = arena_take(t->arena, t->v.cap = 64, 1);
    while (t->v.cap < t->v.n + n + 1)
        t->v.at = arena_grow(t->arena, t->v.at, &t->v.cap, 1);
    memcpy(t->v.at + t->v.n, s, n);
    t->v.n += (uint32_t)n;
    t->v.at[t->v.n] = 0;
}

static inline void text_item(struct text *t, const char *between, const char *s, size_t n)
{
    if (t->v.n)
        text_add(t, between, strlen(between));
    text_add(t, s, n);
}

static inline const char *joined(struct writer *w, const char *const *at, uint32_t n)
{
    struct text t = {.arena = w->arena};
    for (uint32_t i = 0; i < n; i++)
        text_item(&t, "|", at[i], strlen(at[i]));
    return t.v.at;
}

static inline const char *words_of(struct writer *w, const struct dl_span *at, uint32_t n)
{
    struct text t = {.arena = w->arena};
    for (uint32_t i = 0; i < n; i++)
        text_item(&t, " … ", w->a->text + at[i].start, at[i].end - at[i].start);
    return t.v.at;
}

static inline void text_number(struct text *t, uint32_t v)
{
    char digits[10];
    size_t n = sizeof digits;
    do
        digits[--n] = (char)('0' + v % 10);
    while (v /= 10);
    text_add(t, digits + n, sizeof digits - n);
}

/* What stands before it, and [start,end]. */
static inline void text_span(struct text *t, const char *before, struct dl_span at)
{
    text_add(t, before, strlen(before));
    text_add(t, "[", 1);
    text_number(t, at.start);
    text_add(t, ",", 1);
    text_number(t, at.end);
    text_add(t, "]", 1);
}

/* {"part":[[start,end],...],...}: what the view `evidence` opens. */
static inline void spans_part(struct text *t, const char *part, const struct dl_span *at, uint32_t n)
{
    bool first = true;
    for (uint32_t i = 0; i < n; i++) {
        if (at[i].start == at[i].end)
            continue;
        if (first) {
            text_item(t, "],", t->v.n ? "\"" : "{\"", t->v.n ? 1 : 2);
            text_add(t, part, strlen(part));
        }
        text_span(t, first ? "\":[" : ",", at[i]);
        first = false;
    }
}

static inline const char *spans_done(struct text *t)
{
    if (t->v.n)
        text_add(t, "]}", 2);
    return t->v.at;
}

static inline const struct dl_entity *entity_at(const struct writer *w, int64_t i)
{
    return i >= 0 && i < w->a->n_entities ? &w->a->entity[i] : NULL;
}

struct party { int64_t entity; const struct dl_entity *e; };
enum { MAX_PARTIES = 32 };
/* Those who act: a group without a country of its own is told by its members. */
uint32_t store_parties(const struct writer *w, const uint32_t *at, uint32_t n, struct party *out);

bool store_write_events(struct writer *w);
bool store_write_talks(struct writer *w);
