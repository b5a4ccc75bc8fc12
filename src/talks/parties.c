/* talks/parties.c: whose negotiation it is: the sides of its meetings, plans, deals and breaks, and those who stand between them. */
#include <string.h>

#include "talks/inside.h"
#include "base/banned.h"

static const struct dl_token *tok(const struct work *w, int32_t t) { return &w->art->token[t]; }
static const char *lemma(const struct work *w, int32_t t) { return tok(w, t)->lemma ? tok(w, t)->lemma : ""; }

/* The number of sides among the objects of a verb and those behind "with" and "between". */
static uint32_t sides_below(const struct work *w, int32_t t)
{
    int32_t got[SLOT_ROOM];
    const char *first = NULL;
    uint32_t sides = 0, n = grove_object(w->grove, t, got), talk = n;
    for (uint32_t i = 0; i < talk; i++)
        for (int32_t c = grove_next(w->grove, got[i], -1); c >= 0; c = grove_next(w->grove, got[i], c))
            if (w->art->token[c].rel == DL_REL_nmod && n < SLOT_ROOM)
                got[n++] = c;
    for (int32_t c = grove_next(w->grove, t, -1); c >= 0; c = grove_next(w->grove, t, c))
        if (w->art->token[c].rel == DL_REL_obl && n < SLOT_ROOM)
            got[n++] = c;
    for (uint32_t i = 0; i < n; i++) {
        for (int32_t c = grove_child(w->grove, got[i], DL_REL_conj, -1); c >= 0 && n < SLOT_ROOM; c = grove_child(w->grove, got[i], DL_REL_conj, c))
            got[n++] = c;
        int32_t e = talks_entity_at(w, got[i]);
        const char *p = e >= 0 ? talks_party(w, (uint32_t)e) : NULL;
        if (p && (!first || strcmp(first, p)))
            sides++, first = p;
    }
    return sides;
}

/* Sides of the persons of rank in the sentence, those of the verb's subject left out: "opened the conference, telling A and B". */
static uint32_t sides_beside(const struct work *w, int32_t t)
{
    int32_t got[SLOT_ROOM];
    const char *side[8];
    uint32_t sides = 0, k = 0, n = grove_subject(w->grove, t, got);
    int32_t e = n ? talks_entity_at(w, got[0]) : -1;
    const char *own = e >= 0 ? talks_party(w, (uint32_t)e) : NULL;
    while (k + 1 < w->art->n_sentences && w->art->sentence[k + 1].first <= (uint32_t)t)
        k++;
    for (uint32_t m = 0; m < w->art->n_mentions && sides < 8; m++) {
        struct dl_span s = w->art->mention[m].span, in = w->art->sentence[k].span;
        uint32_t x = w->art->mention[m].entity;
        const char *p = s.start >= in.start && s.end <= in.end && w->art->entity[x].kind == DL_ENTITY_person && talks_rank(w, x) ? talks_party(w, x) : NULL;
        bool known = !p || !own || !strcmp(p, own);
        for (uint32_t i = 0; i < sides && p; i++)
            known |= !strcmp(side[i], p);
        if (!known)
            side[sides++] = p;
    }
    return sides;
}

static void seat_all(struct work *w, uint32_t entity)
{
    if (talks_party(w, entity))
        seats_mediator(w, entity);
    for (uint32_t k = 0; k < w->art->entity[entity].n_members; k++)
        if (talks_party(w, w->art->entity[entity].member[k]))
            seats_mediator(w, w->art->entity[entity].member[k]);
}

/* "Saudi and U.S. mediators". */
static void mediators_by_noun(struct work *w)
{
    for (uint32_t m = 0; m < w->art->n_mentions; m++) {
        const struct dl_mention *x = &w->art->mention[m];
        if (talks_tells(w, x->head) && talks_term(w->t, lemma(w, x->head), "umpire"))
            seat_all(w, x->entity);
    }
}

/* "chaired by", "Holbrooke, who led the session", "invited the two to": one side that brings others together. */
void parties_find_mediators(struct work *w)
{
    int32_t got[SLOT_ROOM];
    mediators_by_noun(w);
    for (uint32_t t = 0; t < w->art->n_tokens; t++) {
        const char *of = w->art->token[t].upos == DL_VERB && talks_tells(w, (int32_t)t) ? talks_term(w->t, lemma(w, (int32_t)t), "between") : NULL;
        if (!of)
            continue;
        bool fits = !*of || (!strcmp(of, "two") && (sides_below(w, (int32_t)t) >= 2 || sides_beside(w, (int32_t)t) >= 2));
        for (uint32_t n = grove_object(w->grove, (int32_t)t, got), i = 0; i < n && !fits && !strcmp(of, "talk"); i++)
            fits = talks_term(w->t, lemma(w, got[i]), "talk") || talks_term(w->t, lemma(w, got[i]), "measure");
        uint32_t n = fits ? grove_subject(w->grove, (int32_t)t, got) : 0;
        for (uint32_t i = 0; i < n; i++) {
            int32_t e = talks_entity_at(w, got[i]);
            if (e >= 0 && talks_party(w, (uint32_t)e) && (w->art->entity[e].kind != DL_ENTITY_country || !*of) && (n == 1 || !*of))
                seats_mediator(w, (uint32_t)e);
        }
        for (int32_t c = grove_next(w->grove, (int32_t)t, -1); c >= 0 && !*of; c = grove_next(w->grove, (int32_t)t, c)) {
            int32_t e = w->art->token[c].rel == DL_REL_obl ? talks_entity_at(w, c) : -1;      /* "is co-chairing with Holbrooke" */
            if (e >= 0 && talks_party(w, (uint32_t)e) && w->art->entity[e].kind == DL_ENTITY_person)
                seats_mediator(w, (uint32_t)e);
        }
    }
    for (uint32_t i = 0; i < w->art->n_entities; i++) {
        const char *p = talks_party(w, i);
        if (p && *p != '?' && talks_speaks_of(w, i) && !talks_between_states(p) && w->art->entity[i].kind == DL_ENTITY_person && talks_rank(w, i))
            seats_mediator(w, i);
    }
}

/* ---- those at the table ---- */

static bool within(struct dl_span s, struct dl_span in) { return s.start >= in.start && s.end <= in.end; }

bool talks_says_where(const struct work *w, int32_t token)
{
    static const char *const spots[] = {"in", "at", "near", "outside", "around"};
    int32_t c = token >= 0 ? grove_child(w->grove, token, DL_REL_case, -1) : -1;
    bool spot = false;
    for (size_t i = 0; c >= 0 && i < sizeof spots / sizeof *spots; i++)
        spot |= !strcmp(lemma(w, c), spots[i]);
    for (uint32_t i = 0; spot && i < w->art->n_places; i++)
        if (within(tok(w, token)->span, w->art->place[i].span))
            return true;
    return false;
}

/* A country that the article does not name: that of a place where something was. */
bool talks_of_place(const struct work *w, uint32_t entity)
{
    const struct dl_entity *e = &w->art->entity[entity];
    return e->kind == DL_ENTITY_country && e->basis == DL_BASIS_context && e->code && !strcmp(e->name, e->code);
}

static void sit(struct work *w, struct sitting *s, int32_t entity)
{
    const struct dl_entity *e = entity >= 0 ? &w->art->entity[entity] : NULL;
    for (uint32_t k = 0; e && k < e->n_members; k++)
        sit(w, s, (int32_t)e->member[k]);
    const char *p = e && !talks_mediates(w, (uint32_t)entity) ? talks_party(w, (uint32_t)entity) : NULL;
    uint32_t k = 0;
    while (p && k < s->n && strcmp(s->side[k], p))
        k++;
    if (p && k == s->n && s->n < 8)
        s->side[s->n++] = p;
}

static void sit_token(struct work *w, struct sitting *s, int32_t t)
{
    if (talks_says_where(w, t))
        return;
    int32_t behind[SLOT_ROOM], e = talks_entity_at(w, t);
    sit(w, s, e);
    for (uint32_t n = e < 0 || !w->art->entity[e].n_members ? talks_behind(w, t, behind) : 0, i = 0; i < n; i++)
        sit(w, s, talks_entity_at(w, behind[i]));
    for (int32_t k = grove_child(w->grove, t, DL_REL_conj, -1); k >= 0; k = grove_child(w->grove, t, DL_REL_conj, k))
        if (!talks_says_where(w, k))
            sit(w, s, talks_entity_at(w, k));
}

/* Does the event speak of a negotiation: a meeting, a plan of one, a deal, a break? */
static uint32_t event_weight(const struct dl_event *e)
{
    bool two = e->reciprocal || (e->n_sources && e->n_targets);      /* not "A and B offered to host" */
    if (e->plover == DL_PLOVER_CONSULT && e->status != DL_STATUS_historical)
        return two ? 4 : 1;
    if (!strncmp(e->cameo, "036", 3) || !strncmp(e->cameo, "037", 3) || !strncmp(e->cameo, "164", 3) || !strncmp(e->cameo, "057", 3) || !strncmp(e->cameo, "125", 3))
        return two ? 3 : 1;
    return !strncmp(e->cameo, "03", 2) ? 2 : 0;
}

static void sittings_of_events(struct work *w, struct sittings *v)
{
    for (uint32_t i = 0; i < w->art->n_events; i++) {
        const struct dl_event *e = &w->art->event[i];
        struct sitting s = {.sentence = e->sentence, .weight = event_weight(e)};
        for (uint32_t k = 0; s.weight && k < e->n_sources + e->n_targets; k++) {
            bool source = k < e->n_sources;
            const struct dl_actor *a = source ? e->source_actor : e->target_actor;
            uint32_t at = source ? k : k - e->n_sources;
            uint32_t who = source ? e->source[at] : e->target[at];
            if (!(a && talks_says_where(w, a[at].token)) && !talks_of_place(w, who))
                sit(w, &s, (int32_t)who);
        }
        if (s.n)
            *VEC_PUSH(w->arena, &v->at) = s;
    }
}

/* "Talks between A and B", "its accord with C": those behind a word for talks or a deal. */
static void sit_partners(struct work *w, struct sitting *s, int32_t noun)
{
    for (int32_t c = grove_next(w->grove, noun, -1); c >= 0; c = grove_next(w->grove, noun, c)) {
        int32_t k = tok(w, c)->rel == DL_REL_nmod ? grove_child(w->grove, c, DL_REL_case, -1) : -1;
        if (k >= 0 && (!strcmp(lemma(w, k), "with") || !strcmp(lemma(w, k), "between")))
            sit_token(w, s, c);
        else if (k >= 0 && !strcmp(lemma(w, k), "of"))
            sit_partners(w, s, c);
    }
}

static void sit_clause(struct work *w, struct sitting *s, int32_t verb)
{
    int32_t got[SLOT_ROOM];
    for (uint32_t n = grove_subject(w->grove, verb, got), k = 0; k < n; k++)
        sit_token(w, s, got[k]);
    for (uint32_t n = grove_object(w->grove, verb, got), k = 0; k < n; k++)
        sit_token(w, s, got[k]);
}

/* Who ends, opens, signs, breaks: the subject of a claim, and the partners of what it is about. */
static void sittings_of_claims(struct work *w, struct sittings *v)
{
    int32_t got[SLOT_ROOM];
    for (uint32_t i = 0; i < w->claim.n; i++) {
        const struct claim *c = &w->claim.at[i];
        struct sitting s = {.sentence = c->sentence};
        for (uint32_t n = grove_subject(w->grove, c->token, got), k = 0; k < n; k++) {
            sit_token(w, &s, got[k]);
            sit_partners(w, &s, got[k]);
        }
        for (uint32_t n = grove_object(w->grove, c->token, got), k = 0; k < n; k++)
            sit_partners(w, &s, got[k]);
        for (int32_t k = grove_next(w->grove, c->token, -1); k >= 0; k = grove_next(w->grove, c->token, k)) {
            int32_t with = tok(w, k)->rel == DL_REL_obl ? grove_child(w->grove, k, DL_REL_case, -1) : -1;
            if (with >= 0 && (!strcmp(lemma(w, with), "with") || !strcmp(lemma(w, with), "between")))
                sit_token(w, &s, k);                    /* "signed an accord with B", hung on the verb */
        }
        int32_t h = tok(w, c->token)->head;
        if (h >= 0 && tok(w, c->token)->rel == DL_REL_advcl && talks_term(w->t, lemma(w, h), "accuses"))
            sit_clause(w, &s, h);                       /* "A accused B of breaking the truce" */
        s.weight = s.n > 1 ? 3 : 1;
        if (s.n)
            *VEC_PUSH(w->arena, &v->at) = s;
    }
}

void parties_sittings(struct work *w, struct sittings *out)
{
    sittings_of_events(w, out);
    sittings_of_claims(w, out);
}

struct tally { const char *party; uint32_t weight; };

static void count(struct tally *t, uint32_t *n, const char *party, uint32_t weight)
{
    uint32_t i = 0;
    while (i < *n && strcmp(t[i].party, party))
        i++;
    if (i == *n && *n < 32)
        t[(*n)++] = (struct tally){party, 0};
    if (i < *n)
        t[i].weight += weight;
}

/* Where no meeting and no deal tells: sides of officials, and of countries and bodies of the first sentences. */
static void count_lead(struct work *w, struct tally *t, uint32_t *n)
{
    uint32_t end = w->art->n_sentences ? w->art->sentence[w->art->n_sentences > 4 ? 4 : w->art->n_sentences - 1].span.end : 0;
    for (uint32_t m = 0; m < w->art->n_mentions; m++) {
        uint32_t i = w->art->mention[m].entity;
        const struct dl_entity *e = &w->art->entity[i];
        bool lead = w->art->mention[m].span.end <= end && w->art->mention[m].span.start >= w->art->dateline.span.end;
        bool official = e->kind == DL_ENTITY_person && (talks_rank(w, i) || talks_voice(w, i));
        for (uint32_t k = 0; lead && k < e->n_members; k++) {      /* "the foreign ministers of A, B and C" */
            const char *p = talks_party(w, e->member[k]);
            if (p && talks_between_states(p) && !talks_mediates(w, e->member[k]))
                count(t, n, p, 1);
        }
        const char *p = talks_mediates(w, i) ? NULL : talks_party(w, i);
        bool land = lead && e->kind == DL_ENTITY_country && !talks_says_where(w, w->art->mention[m].head);
        if (p && talks_between_states(p) && (official || land))
            count(t, n, p, 1);
    }
}

/* Where meetings or deals tell of known sides, names that nobody explains are of one of them. */
static uint32_t drop_strangers(struct tally *t, uint32_t n, uint32_t most)
{
    uint32_t known = 0, k = 0;
    for (uint32_t i = 0; i < n; i++)
        known += *t[i].party != '?' && t[i].weight * 3 >= most;
    for (uint32_t i = 0; i < n && known > 1; i++)
        if (*t[i].party != '?')
            t[k++] = t[i];
    return known > 1 ? k : n;
}

/* "The European Union and Narland signed ...; the chief EU negotiator": a body that is one of two sides does not stand between them. */
static void drop_own_mediators(struct work *w)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < w->n_mediators; i++) {
        const char *p = talks_party(w, w->mediator[i]);
        bool side = p && w->n_parties == 2 && talks_is_party(w, p) && !talks_between_states(p) && strcmp(p, "UN");
        if (!side)
            w->mediator[kept++] = w->mediator[i];
    }
    w->n_mediators = kept;
}

/* The side of one who stands between two others is none of theirs, wherever he receives them. */
static uint32_t drop_between(const struct work *w, struct tally *t, uint32_t n)
{
    uint32_t others = 0, k = 0;
    for (uint32_t pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < n; i++) {
            bool between = false;
            for (uint32_t m = 0; m < w->n_mediators; m++) {
                const char *p = talks_party(w, w->mediator[m]);
                between |= p && !strcmp(p, t[i].party) && w->art->entity[w->mediator[m]].kind == DL_ENTITY_person;
            }
            if (!pass)
                others += !between;
            else if (!between || others < 2)
                t[k++] = t[i];
        }
    return k;
}

void parties_find(struct work *w)
{
    struct tally t[32];
    struct sittings v = {0};
    uint32_t n = 0, most = 0;
    parties_sittings(w, &v);
    for (uint32_t i = 0; i < v.at.n; i++)
        for (uint32_t k = 0; k < v.at.at[i].n; k++)
            count(t, &n, v.at.at[i].side[k], v.at.at[i].weight);
    n = drop_between(w, t, n);
    for (uint32_t k = 0; k < n; k++)
        most = t[k].weight > most ? t[k].weight : most;
    n = drop_strangers(t, n, most);
    bool strangers = false;
    for (uint32_t k = 0; k < n; k++)
        strangers |= *t[k].party == '?';
    if (n < 2 || most < 3 || strangers)
        count_lead(w, t, &n);
    for (uint32_t k = 0; k < n; k++)
        for (uint32_t j = k + 1; j < n; j++)
            if (t[j].weight > t[k].weight) {
                struct tally swap = t[k];
                t[k] = t[j], t[j] = swap;
            }
    for (uint32_t k = 0; k < n && w->n_parties < 16; k++)
        if (t[k].weight * 3 >= t[0].weight || k < 2)
            w->party[w->n_parties++] = t[k].party;
    drop_own_mediators(w);
}
