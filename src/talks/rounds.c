/* talks/rounds.c: meetings and calls between the parties: who, at what level, in what form, with what outcome. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "talks/inside.h"
#include "where/where.h"
#include "base/banned.h"

static const struct dl_token *tok(const struct work *w, int32_t t) { return &w->art->token[t]; }

/* ---- one round ---- */

/* Level: the rank of every side, the lower where they differ, "mixed" where a head meets somebody lower. */
static const char *level_of(const struct work *w, const struct dl_round *r)
{
    static const char *const names[] = {NULL, "technical", "envoys", "ministers", "heads"};
    int low = RANK_HEADS + 1, high = RANK_NONE;
    for (uint32_t i = 0; i < r->n_participants; i++) {
        const char *side = talks_party(w, r->participant[i]);
        int best = RANK_NONE;
        for (uint32_t j = 0; j < r->n_participants; j++) {
            const char *other = talks_party(w, r->participant[j]);
            int rank = side && other && !strcmp(side, other) ? talks_rank(w, r->participant[j]) : RANK_NONE;
            best = rank > best ? rank : best;
        }
        if (best == RANK_NONE)
            continue;
        low = best < low ? best : low;
        high = best > high ? best : high;
    }
    if (high == RANK_NONE)
        return NULL;
    return high == RANK_HEADS && low < RANK_HEADS ? "mixed" : names[low];
}

static void add_format(struct work *w, struct dl_round *r, const char *format)
{
    for (uint32_t i = 0; i < r->n_formats; i++)
        if (!strcmp(r->format[i], format))
            return;
    const char **more = arena_one_more(w->arena, r->format, r->n_formats, sizeof *more);
    more[r->n_formats++] = format;
    r->format = more;
}

static void formats(struct work *w, struct dl_round *r, const struct dl_sentence *s)
{
    const char *side[16];
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n_participants && n < 16; i++) {
        const char *p = talks_party(w, r->participant[i]);
        bool known = !p;
        for (uint32_t j = 0; j < n && p; j++)
            known |= !strcmp(side[j], p);
        if (!known)
            side[n++] = p;
    }
    add_format(w, r, n > 2 ? "multilateral" : "bilateral");
    if (r->n_mediators)
        add_format(w, r, "mediated");
    for (uint32_t t = s->first; t < s->first + s->n; t++) {
        const char *f = talks_term(w->t, tok(w, (int32_t)t)->lemma ? tok(w, (int32_t)t)->lemma : "", "format");
        if (f && *f && strcmp(f, "phone"))
            add_format(w, r, f);
    }
}

static void set_number(struct work *w, struct dl_round *r, const struct dl_sentence *s)
{
    for (uint32_t t = s->first; t + 1 < s->first + s->n; t++) {
        const char *no = talks_term(w->t, tok(w, (int32_t)t)->lemma ? tok(w, (int32_t)t)->lemma : "", "ordinal");
        const char *next = tok(w, (int32_t)t + 1)->lemma;
        if (no && *no && next && !strcmp(next, "round"))
            r->number = atoi(no);
    }
}

static void set_duration(const struct work *w, struct dl_round *r, const struct dl_sentence *s)
{
    for (uint32_t i = 0; i < w->art->n_times; i++) {
        const struct dl_time *t = &w->art->time[i];
        if (t->type == DL_TIME_DURATION && t->span.start >= s->span.start && t->span.end <= s->span.end && !strncmp(t->value, "PT", 2))
            r->duration = t->value;
    }
}

/* Does another verb stand between the place and the word ("signed it, a year after drafting it in Lima")? */
static bool of_another(const struct work *w, int32_t place, int32_t token)
{
    int32_t t = talks_token_at(w, w->art->place[place].span);
    for (int steps = 0; t >= 0 && t != token && steps < 12; steps++, t = tok(w, t)->head)
        if (tok(w, t)->rel == DL_REL_advcl || tok(w, t)->rel == DL_REL_acl || tok(w, t)->rel == DL_REL_acl_relcl || tok(w, t)->rel == DL_REL_ccomp)
            return t >= 0;
    return false;
}

/* "an envoy from Pyongyang": whence somebody came. */
static bool whence(const struct work *w, int32_t place)
{
    int32_t t = talks_token_at(w, w->art->place[place].span), c = t >= 0 ? grove_child(w->grove, t, DL_REL_case, -1) : -1;
    return c >= 0 && tok(w, c)->lemma && talks_term(w->t, tok(w, c)->lemma, "whence");
}

/* "here", "in this Red Sea resort": where the report comes from. */
static bool says_here(const struct work *w, const struct dl_sentence *s)
{
    for (uint32_t t = s->first; t < s->first + s->n; t++) {
        const char *l = tok(w, (int32_t)t)->lemma ? tok(w, (int32_t)t)->lemma : "";
        int32_t h = tok(w, (int32_t)t)->head;
        if (!strcasecmp(l, "here") || (!strcasecmp(l, "this") && h > (int32_t)t && tok(w, h)->lemma && talks_term(w->t, tok(w, h)->lemma, "spot")))
            return true;
    }
    return false;
}

/* "talks here on Friday" are where the report comes from; so are talks of the day that are placed no nearer than in a country. */
static void place_of(const struct work *w, struct dl_round *r, const struct dl_sentence *s, int32_t token)
{
    uint8_t basis;
    r->place = where_of(w->art, token, &basis);
    if (r->place >= 0 && (of_another(w, r->place, token) || whence(w, r->place)))
        r->place = -1;
    bool here = says_here(w, s), land = r->place >= 0 && w->art->place[r->place].feature && !strncmp(w->art->place[r->place].feature, "PCL", 3);
    bool today = r->start.first_day == DL_NO_DAY || w->today == DL_NO_DAY || (r->start.first_day >= w->today - 1 && r->start.first_day <= w->today);
    if (w->art->dateline.place >= 0 && (here || ((land || r->place < 0) && today)))
        r->place = w->art->dateline.place;
}

/* The name of an event goes on: "Group" of 20 summit. */
static bool goes_on(const struct work *w, int32_t t)
{
    uint8_t pos = tok(w, t)->upos;
    return pos == DL_PROPN || pos == DL_NOUN || pos == DL_NUM || pos == DL_ADJ || (tok(w, t)->lemma && !strcmp(tok(w, t)->lemma, "of"));
}

/* "On the margins of the Arab League summit": the event beside which they met. */
static void set_host_event(const struct work *w, struct dl_round *r, const struct dl_sentence *s)
{
    for (uint32_t t = s->first; t < s->first + s->n; t++) {
        const char *f = talks_term(w->t, tok(w, (int32_t)t)->lemma ? tok(w, (int32_t)t)->lemma : "", "format");
        for (int32_t c = f && !strcmp(f, "sidelines") ? grove_child(w->grove, (int32_t)t, DL_REL_nmod, -1) : -1; c >= 0; c = grove_child(w->grove, (int32_t)t, DL_REL_nmod, c)) {
            int32_t from = (int32_t)t + 1;
            while (from < c && (tok(w, from)->upos == DL_ADP || tok(w, from)->upos == DL_DET))
                from++;
            int32_t to = c;
            while ((uint32_t)to + 1 < s->first + s->n && to < c + 6 && goes_on(w, to + 1))
                to++;
            uint32_t start = tok(w, from)->span.start, end = tok(w, to)->span.end;
            if (from <= c && (uint32_t)(c - from) < 8)
                r->host_event = arena_text(w->arena, w->art->text + start, end - start);
        }
    }
}

static void finish(struct work *w, struct dl_round *r, uint32_t sentence, int32_t token, bool phone)
{
    const struct dl_sentence *s = &w->art->sentence[sentence];
    r->mediator = w->mediator, r->n_mediators = phone ? 0 : w->n_mediators;
    seats_complete(w, r, s->span);
    formats(w, r, s);
    if (phone)
        add_format(w, r, "phone");
    r->level = level_of(w, r);
    set_number(w, r, s);
    set_duration(w, r, s);
    set_host_event(w, r, s);
    r->place = -1;
    if (!phone)
        place_of(w, r, s, token);
    r->evidence = arena_take(w->arena, 1, sizeof *r->evidence);
    r->evidence[0] = s->span;
    r->n_evidence = 1;
}

/* A mediator who sees one side alone sits at the table. */
static bool with_mediator(struct work *w, const struct dl_event *e, struct dl_round *r)
{
    const char *p = talks_sides(w, r) == 1 ? talks_party(w, r->participant[0]) : NULL;
    if (!p || !talks_is_party(w, p))
        return false;
    uint32_t before = r->n_participants;
    for (uint32_t i = 0; i < e->n_sources + e->n_targets; i++) {
        uint32_t who = i < e->n_sources ? e->source[i] : e->target[i - e->n_sources];
        if (talks_mediates(w, who) && w->art->entity[who].kind == DL_ENTITY_person)
            seats_add(w, r, who);
    }
    return r->n_participants > before;
}

static bool from_event(struct work *w, uint32_t index, struct dl_round *r)
{
    const struct dl_event *e = &w->art->event[index];
    bool phone = !strcmp(e->cameo, "041");
    *r = (struct dl_round){.place = -1};
    for (uint32_t i = 0; i < e->n_sources; i++)
        if (!talks_mediates(w, e->source[i]) && !(e->source_actor && talks_says_where(w, e->source_actor[i].token)) && !talks_of_place(w, e->source[i]))
            seats_add(w, r, e->source[i]);
    for (uint32_t i = 0; i < e->n_targets; i++)
        if (!talks_mediates(w, e->target[i]) && !(e->target_actor && talks_says_where(w, e->target_actor[i].token)) && !talks_of_place(w, e->target[i]))
            seats_add(w, r, e->target[i]);
    if (tok(w, e->trigger_token)->upos == DL_VERB)
        seats_of_subject(w, r, e->trigger_token);               /* "Norway, the EU and Iceland": bodies that are no actors of events */
    bool apart = with_mediator(w, e, r);
    if (talks_sides(w, r) < 2 && !phone)
        seats_of_article(w, r);                                 /* "opened the conference": those it is between */
    if (talks_sides(w, r) < 2)
        return false;
    r->start = r->end = e->date;
    r->event = arena_take(w->arena, 1, sizeof *r->event);
    r->event[0] = index;
    r->n_events = 1;
    finish(w, r, e->sentence, e->trigger_token, phone);
    if (apart)
        r->n_mediators = 0;
    return true;
}

static void set_day(struct dl_date *d, int32_t day)
{
    *d = (struct dl_date){.time = -1, .first_day = day, .last_day = day, .basis = DL_BASIS_explicit};
    if (day != DL_NO_DAY)
        day_format(day, d->value);
}

void rounds_set_days(struct dl_round *r, int32_t first, int32_t last)
{
    set_day(&r->start, first);
    set_day(&r->end, last);
}

/* A round that only a claim tells of ("the sixth round adjourned"): those of rank in the article who are no mere voices. */
static bool from_claim(struct work *w, const struct claim *c, struct dl_round *r)
{
    *r = (struct dl_round){.place = -1, .start.first_day = DL_NO_DAY};
    seats_of_subject(w, r, c->token);
    if (c->kind == CLAIM_partial && talks_sides(w, r) < 2)
        return false;
    if (talks_sides(w, r) < 2) {
        r->n_participants = 0;
        seats_of_sentence(w, r, w->art->sentence[c->sentence].span);
    }
    if (talks_sides(w, r) < 2)
        seats_of_equals(w, r);
    if (talks_sides(w, r) < 2)
        seats_of_subject(w, r, c->token);
    if (talks_sides(w, r) < 2)
        seats_of_article(w, r);
    if (talks_sides(w, r) < 2)
        seats_fill(w, r);
    if (talks_sides(w, r) < 1)
        return false;
    int32_t day = c->day != DL_NO_DAY ? c->day : w->today;
    rounds_set_days(r, day, day);
    finish(w, r, c->sentence, c->token, false);
    return true;
}

static bool same_round(const struct work *w, const struct dl_round *a, const struct dl_round *b)
{
    bool level = !a->level || !b->level || !strcmp(a->level, b->level);
    bool day = !*a->start.value || !*b->start.value || (a->start.first_day <= b->end.last_day && b->start.first_day <= a->end.last_day);
    bool shared = false;
    for (uint32_t i = 0; i < a->n_participants; i++)
        for (uint32_t j = 0; j < b->n_participants; j++) {
            const char *p = talks_party(w, a->participant[i]), *q = talks_party(w, b->participant[j]);
            shared |= p && q && !strcmp(p, q);
        }
    return level && day && shared;
}

/* The outcome that claims tell between a round's own word and the next round's; what an unnamed source says alone moves nothing. */
static const char *outcome_of(const struct work *w, int32_t from, int32_t to)
{
    static const struct { uint8_t kind; const char *outcome; } by_rank[] = {
        {CLAIM_cancelled, "cancelled"}, {CLAIM_signed, "signed"}, {CLAIM_announced, "signed"}, {CLAIM_principle, "agreement-in-principle"}, {CLAIM_reached, "partial-agreement"}, {CLAIM_partial, "partial-agreement"},
        {CLAIM_failed, "ended-without-agreement"}, {CLAIM_collapsed, "ended-without-agreement"}, {CLAIM_adjourned, "adjourned"}, {CLAIM_suspended, "adjourned"}, {CLAIM_resumed, "under-way"}, {CLAIM_open, "under-way"}};
    for (size_t k = 0; k < sizeof by_rank / sizeof *by_rank; k++)
        for (uint32_t i = 0; i < w->claim.n; i++) {
            const struct claim *c = &w->claim.at[i];
            if (c->kind == by_rank[k].kind && c->when == CLAIM_DONE && !c->negated && !c->unnamed && !c->aside && c->token >= from && c->token < to)
                return by_rank[k].outcome;
        }
    return NULL;
}

/* Where the sentence of a token begins: a claim may stand before the round's own word. */
static int32_t sentence_start(const struct work *w, int32_t token)
{
    uint32_t k = 0;
    while (k + 1 < w->art->n_sentences && w->art->sentence[k + 1].first <= (uint32_t)token)
        k++;
    return (int32_t)w->art->sentence[k].first;
}

static void outcomes(struct work *w, struct dl_round *r, const int32_t *word, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        int32_t start = sentence_start(w, word[i]), from = !i ? 0 : word[i - 1] >= start ? word[i] : start;
        int32_t to = i + 1 < n ? sentence_start(w, word[i + 1]) : (int32_t)w->art->n_tokens;
        if (to <= word[i])
            to = i + 1 < n ? word[i + 1] : (int32_t)w->art->n_tokens;
        const char *o = outcome_of(w, from, to);
        if (!o && w->next >= 0 && w->art->event[w->next].trigger_token >= from && w->art->event[w->next].trigger_token < (i + 1 < n ? to : INT32_MAX))
            o = "agreed-to-meet";
        r[i].outcome = o ? o : "not-reported";
    }
}

/* Rounds under way, each with the word that tells of it. */
struct told { VEC(struct dl_round) round; VEC(int32_t) word; };

/* A meeting of others, beside the negotiation: "hosted it with the World Bank". */
static bool of_others(const struct work *w, const struct dl_round *r)
{
    bool own = w->n_parties < 2;
    for (uint32_t i = 0; i < r->n_participants && !own; i++) {
        const char *p = talks_party(w, r->participant[i]);
        own = p && talks_is_party(w, p);
    }
    return !own;
}

static void keep(struct work *w, struct told *v, const struct dl_round *r, int32_t word)
{
    uint32_t k = 0;
    if (of_others(w, r))
        return;
    while (k < v->round.n && !same_round(w, &v->round.at[k], r))
        k++;
    if (k < v->round.n) {
        for (uint32_t p = 0; p < r->n_participants; p++)
            seats_add(w, &v->round.at[k], r->participant[p]);
        v->round.at[k].level = level_of(w, &v->round.at[k]);
        return;
    }
    *VEC_PUSH(w->arena, &v->round) = *r;
    *VEC_PUSH(w->arena, &v->word) = word;
    for (uint32_t i = v->word.n - 1; i > 0 && v->word.at[i - 1] > v->word.at[i]; i--) {      /* in reading order */
        struct dl_round other = v->round.at[i - 1];
        v->round.at[i - 1] = v->round.at[i], v->round.at[i] = other;
        v->word.at[i] = v->word.at[i - 1], v->word.at[i - 1] = word;
    }
}

static void from_events(struct work *w, struct told *v)
{
    struct dl_round r;
    for (uint32_t i = 0; i < w->art->n_events; i++) {
        const struct dl_event *e = &w->art->event[i];
        bool held = e->status == DL_STATUS_occurred || e->status == DL_STATUS_ongoing;
        bool signing = e->plover == DL_PLOVER_SUPPORT && !strcmp(e->cameo, "057");
        if ((e->plover != DL_PLOVER_CONSULT && !signing) || !held || !from_event(w, i, &r))
            continue;
        int32_t h = tok(w, e->trigger_token)->head;             /* "launched a round": from "launched" on */
        keep(w, v, &r, h >= 0 && h < e->trigger_token && tok(w, h)->upos == DL_VERB ? h : e->trigger_token);
    }
}

static void from_sessions(struct work *w, struct told *v)
{
    for (uint32_t k = 0; k < w->art->n_sentences; k++) {
        const struct dl_sentence *s = &w->art->sentence[k];
        struct dl_round r;
        bool phone;
        for (uint32_t t = s->first; s->kind == DL_SENT_BODY && t < s->first + s->n; t++)
            if (session_at(w, (int32_t)t, &r, &phone)) {
                finish(w, &r, k, (int32_t)t, phone);
                keep(w, v, &r, (int32_t)t);
            }
    }
}

/* "Talks were halted", "talks collapsed": a session ended; not so "Narland suspended the talks", which may be between sessions. */
static bool broken_off(const struct work *w, const struct claim *c)
{
    int32_t got[SLOT_ROOM];
    uint32_t n = grove_subject(w->grove, c->token, got);
    bool talk = false;
    for (uint32_t i = 0; i < n; i++)
        talk |= tok(w, got[i])->lemma && talks_term(w->t, tok(w, got[i])->lemma, "talk");
    return (c->kind == CLAIM_suspended && grove_passive(w->grove, c->token)) || (c->kind == CLAIM_collapsed && talk && !grove_object(w->grove, c->token, got));
}

static void from_claims(struct work *w, struct told *v)
{
    struct dl_round r;
    for (uint32_t i = 0; i < w->claim.n && !v->round.n; i++) {
        const struct claim *c = &w->claim.at[i];
        bool tells = broken_off(w, c) || c->kind == CLAIM_open || c->kind == CLAIM_held || c->kind == CLAIM_resumed || c->kind == CLAIM_failed || c->kind == CLAIM_ended || c->kind == CLAIM_adjourned ||
                     c->kind == CLAIM_signed || c->kind == CLAIM_announced || c->kind == CLAIM_reached || c->kind == CLAIM_principle || c->kind == CLAIM_partial;
        if (tells && c->when == CLAIM_DONE && !c->negated && from_claim(w, c, &r))
            keep(w, v, &r, c->token);
    }
}

/* "nine hours of talks that began on Sunday", "the third round began on May 2": the day it began, told beside it or, of the only round,
 * anywhere. */
static void began(struct work *w, struct told *v)
{
    enum { LONGEST = 120 };        /* days */
    for (uint32_t k = 0; k < v->round.n; k++)
        for (uint32_t i = 0; i < w->claim.n; i++) {
            const struct claim *c = &w->claim.at[i];
            struct dl_round *r = &v->round.at[k];
            struct dl_span in = w->art->sentence[c->sentence].span;
            bool beside = r->evidence[0].start == in.start || (v->round.n == 1 && !r->n_events);
            if (c->kind == CLAIM_open && c->when == CLAIM_DONE && beside && c->day != DL_NO_DAY && r->start.first_day != DL_NO_DAY && c->day < r->start.first_day &&
                r->start.first_day - c->day < LONGEST)
                set_day(&r->start, c->day);
        }
}

/* "The 40-minute meeting was held on Thursday": the day of the only round, told apart from it. */
static void held_on(struct work *w, struct told *v)
{
    int32_t got[SLOT_ROOM];
    for (uint32_t i = 0; i < w->claim.n && v->round.n == 1; i++) {
        const struct claim *c = &w->claim.at[i];
        struct dl_round *r = &v->round.at[0];
        bool guessed = r->start.first_day == w->today && r->end.first_day == w->today;
        bool talk = false;
        for (uint32_t n = grove_object(w->grove, c->token, got), k = 0; k < n; k++)
            talk |= grove_passive(w->grove, c->token) && tok(w, got[k])->lemma && talks_term(w->t, tok(w, got[k])->lemma, "talk");
        if (guessed && talk && c->kind == CLAIM_held && c->when == CLAIM_DONE && c->day != DL_NO_DAY && c->day < w->today && w->today - c->day < 8)
            rounds_set_days(r, c->day, c->day);
    }
}

/* "Began two days of talks": they lie ahead. */
static bool begins(const struct work *w, const struct dl_round *r)
{
    for (uint32_t i = 0; i < w->claim.n; i++)
        if ((w->claim.at[i].kind == CLAIM_open || w->claim.at[i].kind == CLAIM_resumed) && w->art->sentence[w->claim.at[i].sentence].span.start == r->evidence[0].start)
            return true;
    return false;
}

/* "Two days of talks ended on Sunday": it began as many days before, less one. */
static void lasted(struct work *w, struct told *v)
{
    enum { LONGEST = 31 };
    for (uint32_t i = 0; i < w->art->n_times; i++) {
        const struct dl_time *t = &w->art->time[i];
        int days, used = 0;
        if (t->type != DL_TIME_DURATION || sscanf(t->value, "P%dD%n", &days, &used) != 1 || t->value[used] || days < 2 || days > LONGEST)
            continue;
        int32_t noun = talks_token_at(w, t->span), of = noun >= 0 ? noun + 1 : -1;
        bool talks = of >= 0 && (uint32_t)of + 1 < w->art->n_tokens && tok(w, of)->lemma && !strcmp(tok(w, of)->lemma, "of");
        for (int32_t k = of + 1; talks && (uint32_t)k < w->art->n_tokens && k < of + 4; k++)
            for (uint32_t r = 0; r < v->round.n && tok(w, k)->lemma && talks_term(w->t, tok(w, k)->lemma, "talk"); r++) {
                struct dl_round *d = &v->round.at[r];
                bool told = d->evidence[0].start <= t->span.start && t->span.end <= d->evidence[0].end && d->end.first_day != DL_NO_DAY;
                if (told && d->start.first_day == d->end.last_day && d->end.last_day <= w->today && !begins(w, d))
                    set_day(&d->start, d->end.last_day - days + 1);
            }
    }
}

uint32_t rounds_find(struct work *w, struct dl_round **out)
{
    struct told v = {0};
    from_events(w, &v);
    from_sessions(w, &v);
    from_claims(w, &v);
    began(w, &v);
    held_on(w, &v);
    lasted(w, &v);
    outcomes(w, v.round.at, v.word.at, v.round.n);
    *out = v.round.at;
    return v.round.n;
}
