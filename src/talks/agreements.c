/* talks/agreements.c: what was agreed, by the name the article gives it, and how it stands: announced, initialled, signed, in force. */
#include <string.h>

#include "talks/inside.h"
#include "base/banned.h"

static const struct dl_token *tok(const struct work *w, int32_t t) { return &w->art->token[t]; }
static const char *lemma(const struct work *w, int32_t t) { return tok(w, t)->lemma ? tok(w, t)->lemma : ""; }

static const char *state_of(const struct work *w, const struct claim *c)
{
    switch (c->kind) {
    case CLAIM_signed: return strcmp(lemma(w, c->token), "ratify") ? "signed" : "ratified";
    case CLAIM_announced: case CLAIM_reached: return "announced";
    case CLAIM_principle: return "initialled";
    case CLAIM_in_force: return "in-force";
    default: return NULL;
    }
}

static int weight(const char *state)
{
    return !strcmp(state, "ratified") ? 4 : !strcmp(state, "signed") ? 3 : !strcmp(state, "initialled") ? 2 : !strcmp(state, "in-force") ? 1 : 0;
}

/* The deal among a verb's objects and, of a passive, subjects; -1. */
static int32_t deal_of(const struct work *w, int32_t v)
{
    int32_t got[2 * SLOT_ROOM];
    uint32_t n = grove_object(w->grove, v, got);
    n += grove_subject(w->grove, v, got + n);
    for (int32_t c = grove_next(w->grove, v, -1); c >= 0 && n < 2 * SLOT_ROOM; c = grove_next(w->grove, v, c))
        if (tok(w, c)->rel == DL_REL_obl)                  /* "agreed on a truce" */
            got[n++] = c;
    for (uint32_t i = 0; i < n; i++)
        if (talks_term(w->t, lemma(w, got[i]), "deal") || talks_term(w->t, lemma(w, got[i]), "truce"))
            return got[i];
    return -1;
}

/* The noun with what stands before it, article aside, and a phrase behind "of", "on" or "for": "60-day ceasefire", "plan for Syria". */
static const char *name_of(const struct work *w, int32_t noun)
{
    int32_t from = noun, to = noun;
    while (from > 0 && tok(w, from - 1)->head == noun && tok(w, from - 1)->upos != DL_DET && tok(w, from - 1)->upos != DL_ADP && tok(w, from - 1)->upos != DL_PRON)
        from--;
    for (int32_t c = grove_next(w->grove, noun, -1); c >= 0; c = grove_next(w->grove, noun, c)) {
        int32_t k = grove_child(w->grove, c, DL_REL_case, -1);
        bool fits = c > noun && tok(w, c)->rel == DL_REL_nmod && k == noun + 1 && c - noun < 5;
        if (fits && (!strcmp(lemma(w, k), "of") || !strcmp(lemma(w, k), "on") || !strcmp(lemma(w, k), "for")))
            to = c;
    }
    uint32_t start = tok(w, from)->span.start, end = tok(w, to)->span.end;
    return arena_text(w->arena, w->art->text + start, end - start);
}

static void date_of(const struct work *w, const struct claim *c, struct dl_date *d)
{
    int32_t day = c->day != DL_NO_DAY ? c->day : w->today;
    *d = (struct dl_date){.time = -1, .first_day = day, .last_day = day, .basis = c->day != DL_NO_DAY ? DL_BASIS_explicit : DL_BASIS_dateline};
    if (day != DL_NO_DAY)
        day_format(day, d->value);
}

/* Where the round was held whose day it is. */
static int32_t place_of(const struct dl_talk *t, const struct dl_date *d)
{
    for (uint32_t i = 0; i < t->n_rounds; i++)
        if (t->round[i].place >= 0 && t->round[i].start.first_day <= d->first_day && d->last_day <= t->round[i].end.last_day)
            return t->round[i].place;
    return -1;
}

void talks_find_agreements(struct work *w, struct dl_talk *t)
{
    VEC(struct dl_agreement) v = {0};
    for (uint32_t i = 0; i < w->claim.n; i++) {
        const struct claim *c = &w->claim.at[i];
        bool told = c->when == CLAIM_DONE && !c->negated && !c->unnamed && tok(w, c->token)->rel != DL_REL_acl;      /* "compromises reached earlier": by the way */
        const char *state = told ? state_of(w, c) : NULL;
        int32_t deal = state ? deal_of(w, c->token) : -1;
        if (deal < 0)
            continue;
        struct dl_agreement a = {.name = name_of(w, deal), .state = state, .evidence = w->art->sentence[c->sentence].span};
        uint32_t k = 0;
        date_of(w, c, &a.date);
        a.place = place_of(t, &a.date);
        while (k < v.n && v.at[k].date.first_day != a.date.first_day)
            k++;
        if (k == v.n)
            *VEC_PUSH(w->arena, &v) = a;
        else if (weight(state) > weight(v.at[k].state))    /* what is announced and signed on one day is one thing */
            v.at[k] = a;
    }
    t->agreement = v.at, t->n_agreements = v.n;
}
