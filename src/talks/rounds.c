/* talks/rounds.c: meetings and calls between the parties: who, at what level, in what form, with what outcome. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "talks/inside.h"
#include "where/where.h"
#include "base/banned.h"

static const struct dl_token *tok(const struct work *w, int32_t t) { return &w->art->token[t]; }

/* ---- sides and ranks ---- */

static bool has_sector(const struct dl_entity *e, const char *sector)
{
    for (const char *s = e->sectors ? e->sectors : ""; strlen(s) >= 3; s += 3)
        if (!strncmp(s, sector, 3))
            return true;
    return false;
}

const char *talks_party(const struct work *w, uint32_t entity)
{
    const struct dl_entity *e = &w->art->entity[entity];
    bool armed = has_sector(e, "REB") || has_sector(e, "SEP") || has_sector(e, "INS");
    if (e->kind == DL_ENTITY_outlet || (!e->country && !e->code))
        return NULL;
    if (e->country && !strcmp(e->country, "IGO"))
        return has_sector(e, "UNO") ? "UN" : has_sector(e, "SCE") ? "OSCE" : has_sector(e, "EEC") || !strcmp(e->code ? e->code : "", "EUR") ? "EU" : e->kind == DL_ENTITY_organization ? e->name : NULL;
    if (e->country && !strcmp(e->country, "EUR"))
        return "EU";
    if (armed && e->country)
        return arena_printf(w->arena, "%sREB", e->country);
    return e->country;
}

bool talks_between_states(const char *party) { return strcmp(party, "UN") && strcmp(party, "OSCE") && strcmp(party, "EU"); }

enum { RANK_NONE, RANK_TECHNICAL, RANK_ENVOYS, RANK_MINISTERS, RANK_HEADS };

static int rank_named(const char *level)
{
    return !level ? RANK_NONE : !strcmp(level, "heads") ? RANK_HEADS : !strcmp(level, "ministers") ? RANK_MINISTERS : !strcmp(level, "envoys") ? RANK_ENVOYS
         : !strcmp(level, "technical") ? RANK_TECHNICAL : RANK_NONE;
}

/* The rank that an office or a description names: its longest known ending ("deputy foreign minister", "envoy"), else that of what stands
 * before "in", "for", "to" or "of" ("special envoy for Iran"). */
static int rank_of_words(const struct work *w, const char *words)
{
    char low[128];
    size_t n = 0;
    for (; words && words[n] && n + 1 < sizeof low; n++)
        low[n] = (char)(words[n] >= 'A' && words[n] <= 'Z' ? words[n] | 32 : words[n]);
    low[n] = 0;
    for (const char *at = low; *at; at += strcspn(at, " "), at += *at == ' ') {
        const char *level = talks_term(w->t, at, "level");
        if (level)
            return rank_named(level);
    }
    n = strlen(low);
    if (n > 1 && low[n - 1] == 's') {
        low[n - 1] = 0;
        return rank_of_words(w, low);
    }
    static const char *const cuts[] = {" in ", " for ", " to ", " of "};
    char *at = NULL;
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        char *cut = strstr(low, cuts[i]);
        at = cut && (!at || cut < at) ? cut : at;
    }
    if (!at)
        return RANK_NONE;
    *at = 0;
    return rank_of_words(w, low);
}

int talks_rank(const struct work *w, uint32_t entity)
{
    const struct dl_entity *e = &w->art->entity[entity];
    int rank = e->office ? rank_of_words(w, e->office) : RANK_NONE;
    return rank ? rank : e->kind == DL_ENTITY_unnamed ? rank_of_words(w, e->name) : RANK_NONE;
}

bool talks_voice(const struct work *w, uint32_t entity)
{
    const char *office = w->art->entity[entity].office;
    const char *last = office ? strrchr(office, ' ') : NULL;
    return office && (talks_term(w->t, last ? last + 1 : office, "voice") || talks_term(w->t, office, "voice"));
}

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
    const char **more = arena_take(w->arena, r->n_formats + 1, sizeof *more);
    if (r->n_formats)
        memcpy(more, r->format, r->n_formats * sizeof *more);
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

static void add_participant(struct work *w, struct dl_round *r, uint32_t entity)
{
    for (uint32_t i = 0; i < r->n_participants; i++)
        if (r->participant[i] == entity)
            return;
    uint32_t *more = arena_take(w->arena, r->n_participants + 1, sizeof *more);
    if (r->n_participants)
        memcpy(more, r->participant, r->n_participants * sizeof *more);
    more[r->n_participants++] = entity;
    r->participant = more;
}

static bool is_mediator(const struct work *w, uint32_t entity)
{
    for (uint32_t i = 0; i < w->n_mediators; i++)
        if (w->mediator[i] == entity)
            return true;
    return false;
}

uint32_t talks_sides(const struct work *w, const struct dl_round *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n_participants; i++) {
        const char *p = talks_party(w, r->participant[i]);
        bool again = !p;
        for (uint32_t j = 0; j < i && p; j++) {
            const char *q = talks_party(w, r->participant[j]);
            again |= q && !strcmp(p, q);
        }
        n += !again;
    }
    return n;
}

/* Does another verb stand between the place and the word ("signed it, weeks after initialling it in Ohio")? */
static bool of_another(const struct work *w, int32_t place, int32_t token)
{
    struct dl_span s = w->art->place[place].span;
    int32_t t = -1;
    for (uint32_t i = 0; i < w->art->n_tokens && t < 0; i++)
        if (w->art->token[i].span.end == s.end)
            t = (int32_t)i;
    for (int steps = 0; t >= 0 && t != token && steps < 12; steps++, t = tok(w, t)->head)
        if (tok(w, t)->rel == DL_REL_advcl || tok(w, t)->rel == DL_REL_acl || tok(w, t)->rel == DL_REL_acl_relcl || tok(w, t)->rel == DL_REL_ccomp)
            return t >= 0;
    return false;
}

/* "talks here on Friday" are where the report comes from; so are talks of the day that are placed no nearer than in a country. */
static void place_of(const struct work *w, struct dl_round *r, const struct dl_sentence *s, int32_t token)
{
    uint8_t basis;
    r->place = where_of(w->art, token, &basis);
    if (r->place >= 0 && of_another(w, r->place, token))
        r->place = -1;
    bool here = false, land = r->place >= 0 && w->art->place[r->place].feature && !strncmp(w->art->place[r->place].feature, "PCL", 3);
    for (uint32_t t = s->first; t < s->first + s->n; t++)
        here |= tok(w, (int32_t)t)->lemma && !strcasecmp(tok(w, (int32_t)t)->lemma, "here");
    bool today = r->start.first_day == DL_NO_DAY || w->today == DL_NO_DAY || (r->start.first_day >= w->today - 1 && r->start.first_day <= w->today);
    if (w->art->dateline.place >= 0 && (here || ((land || r->place < 0) && today)))
        r->place = w->art->dateline.place;
}

static void finish(struct work *w, struct dl_round *r, uint32_t sentence, int32_t token, bool phone)
{
    const struct dl_sentence *s = &w->art->sentence[sentence];
    r->mediator = w->mediator, r->n_mediators = phone ? 0 : w->n_mediators;
    formats(w, r, s);
    if (phone)
        add_format(w, r, "phone");
    r->level = level_of(w, r);
    set_number(w, r, s);
    set_duration(w, r, s);
    r->place = -1;
    if (!phone)
        place_of(w, r, s, token);
    r->evidence = arena_take(w->arena, 1, sizeof *r->evidence);
    r->evidence[0] = s->span;
    r->n_evidence = 1;
}

/* Persons of rank, of the parties and no mere voices, who are named between two places of the text. */
static void negotiators(struct work *w, struct dl_round *r, struct dl_span in)
{
    for (uint32_t m = 0; m < w->art->n_mentions; m++) {
        uint32_t i = w->art->mention[m].entity;
        if (w->art->mention[m].span.start < in.start || w->art->mention[m].span.end > in.end || w->art->entity[i].kind != DL_ENTITY_person)
            continue;
        if (!is_mediator(w, i) && !talks_voice(w, i) && talks_rank(w, i) && talks_party(w, i) && talks_is_party(w, talks_party(w, i)))
            add_participant(w, r, i);
    }
}

static bool from_event(struct work *w, uint32_t index, struct dl_round *r)
{
    const struct dl_event *e = &w->art->event[index];
    bool phone = !strcmp(e->cameo, "041");
    *r = (struct dl_round){.place = -1};
    for (uint32_t i = 0; i < e->n_sources; i++)
        if (!is_mediator(w, e->source[i]))
            add_participant(w, r, e->source[i]);
    for (uint32_t i = 0; i < e->n_targets; i++)
        if (!is_mediator(w, e->target[i]))
            add_participant(w, r, e->target[i]);
    if (talks_sides(w, r) < 2 && !phone)
        negotiators(w, r, (struct dl_span){0, w->art->n});      /* "opened the conference": those it is between */
    if (talks_sides(w, r) < 2)
        return false;
    r->start = r->end = e->date;
    r->event = arena_take(w->arena, 1, sizeof *r->event);
    r->event[0] = index;
    r->n_events = 1;
    finish(w, r, e->sentence, e->trigger_token, phone);
    return true;
}

/* Parties of whom nobody is named sit there as countries. */
static void fill_sides(struct work *w, struct dl_round *r)
{
    for (uint32_t k = 0; k < w->n_parties; k++) {
        bool there = false;
        for (uint32_t i = 0; i < r->n_participants && !there; i++) {
            const char *p = talks_party(w, r->participant[i]);
            there = p && !strcmp(p, w->party[k]);
        }
        for (uint32_t e = 0; e < w->art->n_entities && !there; e++)
            if (w->art->entity[e].kind == DL_ENTITY_country && talks_party(w, e) && !strcmp(talks_party(w, e), w->party[k])) {
                add_participant(w, r, e);
                there = true;
            }
    }
}

/* A round that only a claim tells of ("the sixth round adjourned"): those of rank in the article who are no mere voices. */
static bool from_claim(struct work *w, const struct claim *c, struct dl_round *r)
{
    *r = (struct dl_round){.place = -1, .start.first_day = DL_NO_DAY};
    negotiators(w, r, w->art->sentence[c->sentence].span);
    if (talks_sides(w, r) < 2)
        negotiators(w, r, (struct dl_span){0, w->art->n});
    if (talks_sides(w, r) < 2)
        fill_sides(w, r);
    if (talks_sides(w, r) < 1)
        return false;
    int32_t day = c->day != DL_NO_DAY ? c->day : w->today;
    if (day != DL_NO_DAY) {
        r->start.first_day = r->start.last_day = day;
        day_format(day, r->start.value);
        r->start.time = -1;
        r->start.basis = DL_BASIS_explicit;
        r->end = r->start;
    }
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
        {CLAIM_signed, "signed"}, {CLAIM_announced, "signed"}, {CLAIM_principle, "agreement-in-principle"}, {CLAIM_reached, "partial-agreement"},
        {CLAIM_failed, "ended-without-agreement"}, {CLAIM_adjourned, "adjourned"}, {CLAIM_suspended, "adjourned"}, {CLAIM_resumed, "under-way"}, {CLAIM_open, "under-way"}};
    for (size_t k = 0; k < sizeof by_rank / sizeof *by_rank; k++)
        for (uint32_t i = 0; i < w->claim.n; i++) {
            const struct claim *c = &w->claim.at[i];
            if (c->kind == by_rank[k].kind && c->when == CLAIM_DONE && !c->negated && !c->unnamed && c->token >= from && c->token < to)
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
        int32_t start = sentence_start(w, word[i]), from = i && word[i - 1] >= start ? word[i] : start;
        int32_t to = i + 1 < n ? sentence_start(w, word[i + 1]) : (int32_t)w->art->n_tokens;
        if (to <= word[i])
            to = i + 1 < n ? word[i + 1] : (int32_t)w->art->n_tokens;
        const char *o = outcome_of(w, from, to);
        if (!o && w->next >= 0 && w->art->event[w->next].trigger_token >= from && w->art->event[w->next].trigger_token < (i + 1 < n ? to : INT32_MAX))
            o = "agreed-to-meet";
        r[i].outcome = o ? o : "not-reported";
    }
}

uint32_t rounds_find(struct work *w, struct dl_round **out)
{
    VEC(struct dl_round) v = {0};
    VEC(int32_t) word = {0};
    struct dl_round r;
    for (uint32_t i = 0; i < w->art->n_events; i++) {
        const struct dl_event *e = &w->art->event[i];
        bool held = e->status == DL_STATUS_occurred || e->status == DL_STATUS_ongoing;
        bool signing = e->plover == DL_PLOVER_SUPPORT && !strcmp(e->cameo, "057");
        if ((e->plover != DL_PLOVER_CONSULT && !signing) || !held || !from_event(w, i, &r))
            continue;
        uint32_t k = 0;
        while (k < v.n && !same_round(w, &v.at[k], &r))
            k++;
        if (k < v.n) {
            for (uint32_t p = 0; p < r.n_participants; p++)
                add_participant(w, &v.at[k], r.participant[p]);
            v.at[k].level = level_of(w, &v.at[k]);
        } else {
            *VEC_PUSH(w->arena, &v) = r;
            int32_t h = tok(w, e->trigger_token)->head;         /* "launched a round": from "launched" on */
            *VEC_PUSH(w->arena, &word) = h >= 0 && h < e->trigger_token && tok(w, h)->upos == DL_VERB ? h : e->trigger_token;
        }
    }
    for (uint32_t i = 0; i < w->claim.n && !v.n; i++) {
        const struct claim *c = &w->claim.at[i];
        bool tells = c->kind == CLAIM_open || c->kind == CLAIM_resumed || c->kind == CLAIM_failed || c->kind == CLAIM_ended || c->kind == CLAIM_adjourned ||
                     c->kind == CLAIM_signed || c->kind == CLAIM_announced || c->kind == CLAIM_reached || c->kind == CLAIM_principle;
        if (tells && c->when == CLAIM_DONE && !c->negated && from_claim(w, c, &r)) {
            *VEC_PUSH(w->arena, &v) = r;
            *VEC_PUSH(w->arena, &word) = c->token;
        }
    }
    outcomes(w, v.at, word.at, v.n);
    *out = v.at;
    return v.n;
}
