/* when/work.h: what the readers of this room share: the words of time, the article under way, the ways to add a date. */
#pragma once
#include "base/arena.h"
#include "base/date.h"
#include "dateline.h"

/* The kinds of words in data/en/time.tsv. X(name) */
#define WHEN_KINDS(X)                                                                               \
    X(month) X(weekday) X(unit) X(number) X(vague) X(day) X(present) X(step) X(cue) X(order) X(half) \
    X(ago) X(every) X(season) X(part) X(ordinal) X(decade) X(named) X(fiscal) X(share) X(span)       \
    X(hedge) X(plan) X(ahead) X(behind) X(zone) X(link)
enum when_kind {
#define X(name) WHEN_##name,
    WHEN_KINDS(X)
#undef X
    N_WHEN_KINDS
};

struct when_word { const char *key, *value; struct when_word *next; int number; uint8_t kind; };

/* The article under way; `i` of the readers below is a token, `end` the end of its sentence. */
struct work {
    const struct when_tables *w;
    struct dl_article *art;
    struct arena *arena;
    const struct when_word **word;   /* (n_tokens) every meaning of a token, or NULL */
    int32_t anchor, told;            /* the article's day; the day last spoken of */
    uint8_t basis;
    uint32_t end;
    VEC(struct dl_time) out;
};

/* The meaning of token i as a word of this kind, or NULL. */
const struct when_word *when_word(const struct work *k, uint32_t i, enum when_kind kind);
bool when_form(const struct work *k, uint32_t i, const char *form);
/* The number in digits at i, of at most `most` digits; -1 if there is none. */
int when_digits(const struct work *k, uint32_t i, size_t most);
int when_year(const struct work *k, uint32_t i);                /* 1500..2100 in four digits, or -1 */

/* These add tokens [i, i + n) and return n; 0 if there is no such day. */
struct dl_time *when_add(struct work *k, uint32_t i, uint32_t n, uint8_t type, const char *value);
uint32_t when_add_day(struct work *k, uint32_t i, uint32_t n, int32_t day, uint8_t basis);
uint32_t when_add_iso(struct work *k, uint32_t i, uint32_t n, const char *iso, uint8_t basis);
uint32_t when_add_range(struct work *k, uint32_t i, uint32_t n, const char *value, int32_t first, int32_t last);
/* `steps` units from a day: a day, or the week, month, quarter, year ... as a whole. */
uint32_t when_add_step(struct work *k, uint32_t i, uint32_t n, char unit, int steps, int32_t from);

/* -1 if the clause of token i tells of the past, 1 of the future, 0 if nothing is known. */
int when_tense(const struct work *k, uint32_t i);
/* Does the clause of token i tell what is, not what happened ("is today a member")? */
bool when_states(const struct work *k, uint32_t i);
bool when_hedged(const struct work *k, uint32_t i);

/* Readers: the number of tokens read at i, 0 if there is no such expression. */
uint32_t calendar_read(struct work *k, uint32_t i);
uint32_t relative_read(struct work *k, uint32_t i);
