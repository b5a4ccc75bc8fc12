/* talks/several.c: the negotiations of one article that tells of several, each with the paragraphs that speak of it ("Following are developments in
 * three sets of talks"). Two meetings are of one negotiation if they share a side, straight or by a third meeting. Where a paragraph would
 * belong to two, the article is taken for one. */
#include <string.h>

#include "talks/inside.h"
#include "base/banned.h"

enum { MOST = 32, WEIGHTY = 3 };

/* Sides that negotiate with one another, and all that they weigh. */
struct circle { const char *side[MOST]; uint32_t n, weight; bool gone; };
struct circles { struct circle at[MOST]; uint32_t n; };

static bool in_circle(const struct circle *c, const char *side)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (!strcmp(c->side[i], side))
            return true;
    return false;
}

static void enlarge(struct circle *c, const char *side)
{
    if (!in_circle(c, side) && c->n < MOST)
        c->side[c->n++] = side;
}

static void unite(struct circle *into, struct circle *other)
{
    for (uint32_t i = 0; i < other->n; i++)
        enlarge(into, other->side[i]);
    into->weight += other->weight;
    other->gone = true;
}

static void add_sitting(struct circles *v, const struct sitting *s)
{
    struct circle *home = NULL;
    for (uint32_t i = 0; i < v->n; i++) {
        bool shares = false;
        for (uint32_t k = 0; k < s->n; k++)
            shares |= !v->at[i].gone && in_circle(&v->at[i], s->side[k]);
        if (shares && home)
            unite(home, &v->at[i]);
        else if (shares)
            home = &v->at[i];
    }
    if (!home && v->n < MOST) {
        home = &v->at[v->n++];
        *home = (struct circle){0};
    }
    for (uint32_t k = 0; home && k < s->n; k++)
        enlarge(home, s->side[k]);
    if (home)
        home->weight += s->weight;
}

/* Those that meet or settle something; the others are by the way. */
static uint32_t drop_light(struct circles *v)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n; i++)
        if (!v->at[i].gone && v->at[i].n > 1 && v->at[i].weight >= WEIGHTY)
            v->at[n++] = v->at[i];
    return v->n = n;
}

/* Names that nobody explains may be people of the sides that are named: only beside two known circles is theirs another. */
static bool told_apart(const struct circles *v)
{
    uint32_t strange = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        bool some = false;
        for (uint32_t k = 0; k < v->at[i].n; k++)
            some |= *v->at[i].side[k] == '?';
        strange += some;
    }
    return !strange || (strange == 1 && v->n > 2);
}

static int32_t circle_of(const struct circles *v, const struct sitting *s)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (in_circle(&v->at[i], s->side[0]))
            return (int32_t)i;
    return -1;
}

/* Of a paragraph without a meeting: the circle whose sides it names most, -1. */
static int32_t named_in(const struct work *w, const struct circles *v, uint32_t paragraph)
{
    uint32_t count[MOST] = {0};
    int32_t best = -1;
    for (uint32_t m = 0; m < w->art->n_mentions; m++) {
        const struct dl_mention *x = &w->art->mention[m];
        const char *p = x->head >= 0 && w->art->sentence[talks_sentence_of(w, x->head)].paragraph == paragraph ? talks_party(w, x->entity) : NULL;
        for (uint32_t i = 0; p && i < v->n; i++)
            count[i] += in_circle(&v->at[i], p);
    }
    for (uint32_t i = 0; i < v->n; i++)
        if (count[i] && (best < 0 || count[i] > count[best]))
            best = (int32_t)i;
    return best;
}

/* The circle of each paragraph, -1 for none; false if one has two. */
static bool part_paragraphs(struct work *w, const struct circles *v, const struct sittings *all, int32_t *of, uint32_t n)
{
    for (uint32_t p = 0; p < n; p++)
        of[p] = -1;
    for (uint32_t i = 0; i < all->at.n; i++) {
        const struct sitting *s = &all->at.at[i];
        int32_t c = s->n > 1 ? circle_of(v, s) : -1, *here = &of[w->art->sentence[s->sentence].paragraph];
        if (c >= 0 && *here >= 0 && *here != c)
            return false;
        *here = c >= 0 ? c : *here;
    }
    for (uint32_t p = 0, seen = 0; p < n; p++) {
        seen += of[p] >= 0;
        if (of[p] < 0 && seen) {
            int32_t c = named_in(w, v, p);
            of[p] = c >= 0 ? c : of[p - 1];
        }
    }
    return true;
}

/* In the order in which they are told. */
static void number(int32_t *of, uint32_t n, uint32_t circles)
{
    int32_t rank[MOST], next = 0;
    for (uint32_t i = 0; i < circles; i++)
        rank[i] = -1;
    for (uint32_t p = 0; p < n; p++)
        if (of[p] >= 0) {
            if (rank[of[p]] < 0)
                rank[of[p]] = next++;
            of[p] = rank[of[p]];
        }
}

uint32_t several_find(struct work *w, int32_t **of)
{
    struct sittings all = {0};
    struct circles v = {.n = 0};
    uint32_t n = 0;
    parties_sittings(w, &all);
    for (uint32_t i = 0; i < all.at.n; i++)
        if (all.at.at[i].n > 1)
            add_sitting(&v, &all.at.at[i]);
    if (drop_light(&v) < 2 || !told_apart(&v))
        return 1;
    for (uint32_t k = 0; k < w->art->n_sentences; k++)
        n = w->art->sentence[k].paragraph >= n ? w->art->sentence[k].paragraph + 1 : n;
    *of = arena_take(w->arena, n + 1, sizeof **of);
    if (!part_paragraphs(w, &v, &all, *of, n))
        return 1;
    number(*of, n, v.n);
    return v.n;
}

/* Of the article what the paragraphs of one circle say: other sentences are empty, other mentions and meetings are not there. */
struct dl_article *several_part(struct work *w, const int32_t *of, int32_t circle)
{
    struct dl_article *a = arena_take(w->arena, 1, sizeof *a);
    *a = *w->art;
    a->sentence = arena_take(w->arena, a->n_sentences, sizeof *a->sentence);
    a->mention = arena_take(w->arena, a->n_mentions + 1, sizeof *a->mention);
    a->event = arena_take(w->arena, a->n_events + 1, sizeof *a->event);
    a->n_mentions = 0;
    for (uint32_t k = 0; k < a->n_sentences; k++) {
        a->sentence[k] = w->art->sentence[k];
        if (of[a->sentence[k].paragraph] != circle)
            a->sentence[k].n = 0;
    }
    for (uint32_t m = 0; m < w->art->n_mentions; m++) {
        int32_t head = w->art->mention[m].head;
        if (head >= 0 && a->sentence[talks_sentence_of(w, head)].n)
            a->mention[a->n_mentions++] = w->art->mention[m];
    }
    for (uint32_t i = 0; i < a->n_events; i++) {
        a->event[i] = w->art->event[i];
        if (!a->sentence[a->event[i].sentence].n)
            a->event[i].plover = DL_PLOVER_MOBILIZE, a->event[i].status = DL_STATUS_hypothetical, a->event[i].cameo[0] = 0;      /* no meeting, in its place */
    }
    return a;
}
