/* talks/seats.c: who sits at the table of a round: those the words put there, members of sets of people, and the one negotiator whom the
 * article names for a side that is there without a name. */
#include <string.h>

#include "talks/inside.h"
#include "base/banned.h"

static uint32_t *with(struct work *w, uint32_t *at, uint32_t *n, uint32_t entity)
{
    for (uint32_t i = 0; i < *n; i++)
        if (at[i] == entity)
            return at;
    at = arena_one_more(w->arena, at, *n, sizeof *at);
    at[(*n)++] = entity;
    return at;
}

void seats_add(struct work *w, struct dl_round *r, uint32_t entity) { r->participant = with(w, r->participant, &r->n_participants, entity); }
void seats_mediator(struct work *w, uint32_t entity) { w->mediator = with(w, w->mediator, &w->n_mediators, entity); }

bool talks_mediates(const struct work *w, uint32_t entity)
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

static bool on_side(const struct work *w, uint32_t entity, const char *party)
{
    const char *p = talks_party(w, entity);
    return p && !strcmp(p, party);
}

/* Does anybody sit there for the side; a person, if named? */
static bool seated(const struct work *w, const struct dl_round *r, const char *party, bool named)
{
    for (uint32_t i = 0; i < r->n_participants; i++)
        if (on_side(w, r->participant[i], party) && (!named || w->art->entity[r->participant[i]].kind == DL_ENTITY_person))
            return true;
    return false;
}

/* Is all that the article tells of somebody long past ("signed in 2015 by ...")? */
static bool of_old(const struct work *w, uint32_t entity)
{
    enum { OLD = 90 };
    bool fresh = false, any = false;
    for (uint32_t m = 0; m < w->art->n_mentions && !fresh && w->today != DL_NO_DAY; m++) {
        if (w->art->mention[m].entity != entity || w->art->mention[m].head < 0)
            continue;
        struct dl_span in = w->art->sentence[talks_sentence_of(w, w->art->mention[m].head)].span;
        bool old = false;
        for (uint32_t i = 0; i < w->art->n_times; i++) {
            const struct dl_time *t = &w->art->time[i];
            old |= t->span.start >= in.start && t->span.end <= in.end && t->last_day != DL_NO_DAY && t->last_day < w->today - OLD;
        }
        any = true, fresh = !old;
    }
    return any && !fresh;
}

static bool negotiates(const struct work *w, uint32_t i)
{
    return w->art->entity[i].kind == DL_ENTITY_person && talks_speaks_of(w, i) && !talks_mediates(w, i) && !talks_voice(w, i) && talks_rank(w, i) && talks_party(w, i) &&
           talks_is_party(w, talks_party(w, i)) && !of_old(w, i);
}

/* "The foreign ministers of A, B and C": those of whom nobody is there by name sit there as countries. */
static void members(struct work *w, struct dl_round *r, struct dl_span in)
{
    for (uint32_t m = 0; m < w->art->n_mentions; m++) {
        const struct dl_mention *x = &w->art->mention[m];
        const struct dl_entity *g = &w->art->entity[x->entity];
        if (x->span.start < in.start || x->span.end > in.end || g->n_members < 2)
            continue;
        for (uint32_t k = 0; k < g->n_members; k++) {
            const char *p = talks_party(w, g->member[k]);
            if (p && talks_between_states(p) && !talks_mediates(w, g->member[k]) && !seated(w, r, p, false))
                seats_add(w, r, g->member[k]);
        }
    }
}

void seats_of_sentence(struct work *w, struct dl_round *r, struct dl_span in)
{
    for (uint32_t m = 0; m < w->art->n_mentions; m++)
        if (w->art->mention[m].span.start >= in.start && w->art->mention[m].span.end <= in.end && negotiates(w, w->art->mention[m].entity))
            seats_add(w, r, w->art->mention[m].entity);
}

/* "The government and the rebels announced an accord": those who act, and the members of sets of them. */
static void seats_of(struct work *w, struct dl_round *r, const int32_t *got, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        int32_t e = talks_entity_at(w, got[i]);
        const struct dl_entity *g = e >= 0 ? &w->art->entity[e] : NULL;
        for (uint32_t k = 0; g && k < g->n_members; k++)
            if (talks_party(w, g->member[k]) && !talks_mediates(w, g->member[k]))
                seats_add(w, r, g->member[k]);
        if (g && !g->n_members && talks_party(w, (uint32_t)e) && !talks_mediates(w, (uint32_t)e) && !talks_voice(w, (uint32_t)e))
            seats_add(w, r, (uint32_t)e);
        int32_t behind[SLOT_ROOM];
        for (uint32_t m = !g || !g->n_members ? talks_behind(w, got[i], behind) : 0, k = 0; k < m; k++) {
            int32_t of = talks_entity_at(w, behind[k]);
            if (of >= 0 && talks_party(w, (uint32_t)of) && !talks_mediates(w, (uint32_t)of))
                seats_add(w, r, (uint32_t)of);
        }
    }
}

/* The highest rank that two sides have somebody of in the article; RANK_NONE. */
static int shared_rank(const struct work *w)
{
    for (int rank = RANK_HEADS; rank > RANK_NONE; rank--) {
        const char *first = NULL;
        for (uint32_t i = 0; i < w->art->n_entities; i++) {
            if (!negotiates(w, i) || talks_rank(w, i) != rank)
                continue;
            if (first && strcmp(first, talks_party(w, i)))
                return rank;
            first = talks_party(w, i);
        }
    }
    return RANK_NONE;
}

void seats_of_subject(struct work *w, struct dl_round *r, int32_t verb)
{
    int32_t got[SLOT_ROOM];
    seats_of(w, r, got, grove_subject(w->grove, verb, got));
}

void seats_of_clause(struct work *w, struct dl_round *r, int32_t verb)
{
    int32_t got[SLOT_ROOM];
    seats_of_subject(w, r, verb);
    seats_of(w, r, got, grove_object(w->grove, verb, got));
}

static void seats_of_rank(struct work *w, struct dl_round *r, int rank)
{
    for (uint32_t m = 0; m < w->art->n_mentions; m++) {
        uint32_t i = w->art->mention[m].entity;
        if (negotiates(w, i) && (!rank || talks_rank(w, i) == rank))
            seats_add(w, r, i);
    }
}

void seats_of_equals(struct work *w, struct dl_round *r)
{
    int rank = shared_rank(w);
    if (rank)
        seats_of_rank(w, r, rank);
}

void seats_of_article(struct work *w, struct dl_round *r) { seats_of_rank(w, r, shared_rank(w)); }

/* The rank of the round as far as those tell who are there: that of unnamed ministers, or of the others' persons. Unnamed "negotiators" may be
 * of any. */
static int rank_told(const struct work *w, const struct dl_round *r)
{
    int rank = RANK_NONE;
    for (uint32_t i = 0; i < r->n_participants; i++) {
        int x = talks_rank(w, r->participant[i]);
        if (x == RANK_ENVOYS && w->art->entity[r->participant[i]].kind != DL_ENTITY_person)
            x = RANK_NONE;
        rank = x && (!rank || x < rank) ? x : rank;
    }
    return rank;
}

/* The only negotiator of a side in the article who is of that rank: "Iran and five powers opened talks ... Deputy Foreign Minister X said".
 * With no rank told, no head of state is taken for one. */
static int32_t lone_negotiator(const struct work *w, const char *party, int rank)
{
    int32_t found = -1;
    for (uint32_t i = 0; i < w->art->n_entities; i++) {
        int own = talks_rank(w, i);
        bool fits = negotiates(w, i) && on_side(w, i, party) && (rank ? own == rank : own == RANK_ENVOYS || own == RANK_MINISTERS);
        if (fits && found >= 0)
            return -1;
        found = fits ? (int32_t)i : found;
    }
    return found;
}

void seats_complete(struct work *w, struct dl_round *r, struct dl_span sentence)
{
    members(w, r, sentence);
    int rank = rank_told(w, r);
    for (uint32_t i = 0, n = r->n_participants; i < n; i++) {
        const char *p = talks_party(w, r->participant[i]);
        int32_t one = p && !seated(w, r, p, true) ? lone_negotiator(w, p, rank) : -1;
        if (one >= 0)
            seats_add(w, r, (uint32_t)one);
    }
}

/* Parties of whom nobody is named sit there as countries. */
void seats_fill(struct work *w, struct dl_round *r)
{
    for (uint32_t k = 0; k < w->n_parties; k++)
        for (uint32_t e = 0; e < w->art->n_entities && !seated(w, r, w->party[k], false); e++)
            if (w->art->entity[e].kind == DL_ENTITY_country && on_side(w, e, w->party[k]))
                seats_add(w, r, e);
}
