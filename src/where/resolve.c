/* where/resolve.c: which of the places of one name is meant. One name means one place in one article. */
#include <math.h>
#include <string.h>

#include "where/work.h"
#include "base/banned.h"

enum { MAX_STEPS = 2 };

struct context { float *country; float *area; };     /* weight of each country; of each first-order area by place index, NULL slots 0 */

struct areas { VEC(uint32_t) at; };

/* How likely a place is meant by its name alone: tenths of a power of ten of people. */
static float prior(const struct gaz_place *p, enum gaz_how how)
{
    float s = log10f((float)p->people + 10);
    switch (p->kind) {
    case GAZ_COUNTRY: s = 9; break;
    case GAZ_REGION: s = 8; break;
    case GAZ_AREA1: s = s * .5f + 2.6f; break;
    case GAZ_AREA2: s = s * .5f + 1.5f; break;
    default: s += p->feature == gaz_feature("PPLC") ? 1 : p->feature == gaz_feature("PPLA") ? .3f : 0; break;
    }
    return how == GAZ_VARIANT ? s - 1 : s;
}

static bool lies_in(const struct find *f, const struct gaz_place *p, const struct gaz_place *q)
{
    if (p == q)
        return false;
    return (q->kind == GAZ_COUNTRY && q->country == p->country) || (q->kind == GAZ_AREA1 && gazetteer_area(f->w->gazetteer, p) == q) ||
           (q->kind == GAZ_AREA2 && q->area == p->area && p->kind == GAZ_TOWN) || (q->kind == GAZ_REGION && q->country && q->country == p->country);
}

/* The best place of c; with `in`, only one that lies there, if there is one. */
static const struct gaz_place *choose(const struct find *f, const struct cand *c, const float *country, const struct gaz_place *in,
                                      const uint32_t *areas, uint32_t n_areas)
{
    const struct gaz_place *best = NULL;
    float most = -1;
    for (uint32_t i = 0; c->name && i < c->name->n; i++) {
        enum gaz_how how;
        const struct gaz_place *p = gazetteer_place(f->w->gazetteer, c->name, i, &how);
        if (!p || (how == GAZ_AFTER_COMMA && !c->container))
            continue;
        float s = prior(p, how);
        if (c->container)
            s += p->kind == GAZ_AREA1 ? 4 : p->kind == GAZ_COUNTRY ? 2 : 0;
        if (in && lies_in(f, p, in))
            s += 20;
        s += country[p->country] > 4 ? 2.2f : country[p->country] * .55f;
        for (uint32_t a = 0; a < n_areas; a++)
            if (p->area == areas[a] + 1 && p->kind != GAZ_AREA1) {
                s += 1.8f;
                break;
            }
        if (s > most) {
            most = s;
            best = p;
        }
    }
    return best;
}

/* Sets places by what the article tells of countries and areas; returns how many changed. */
static void settle(struct find *f, bool final)
{
    float *country = arena_take(f->arena, gazetteer_countries(f->w->gazetteer) + 1u, sizeof *country);
    VEC(uint32_t) areas = {0};
    for (uint32_t k = 0; k < f->cand.n; k++) {
        const struct cand *c = &f->cand.at[k];
        if (!c->taken || !c->place || !c->place->country)
            continue;
        bool sure = c->place->kind != GAZ_TOWN || c->place->people > 300000 || c->in >= 0;
        country[c->place->country] += sure ? 1 : .3f;
        if (c->place->kind == GAZ_AREA1)
            *VEC_PUSH(f->arena, &areas) = gazetteer_index(f->w->gazetteer, c->place);
        else if (c->place->area && sure)
            *VEC_PUSH(f->arena, &areas) = c->place->area - 1;
    }
    country[0] = 0;
    for (uint32_t k = f->cand.n; k--;) {      /* containers come after what they contain */
        struct cand *c = &f->cand.at[k];
        if (c->taken)
            c->place = choose(f, c, country, c->in >= 0 ? f->cand.at[c->in].place : NULL, areas.at, areas.n);
    }
    (void)final;
}

/* A name with its state or country beside it once means the same place elsewhere. */
static void one_sense(struct find *f)
{
    for (uint32_t k = 0; k < f->cand.n; k++) {
        const struct cand *c = &f->cand.at[k];
        if (!c->taken || c->in < 0 || !c->place || !c->name)
            continue;
        for (uint32_t j = 0; j < f->cand.n; j++) {
            struct cand *o = &f->cand.at[j];
            if (o->taken && o->in < 0 && !o->container && o->name == c->name)
                o->place = c->place;
        }
    }
}

void find_resolve(struct find *f)
{
    for (int step = 0; step <= MAX_STEPS; step++)
        settle(f, step == MAX_STEPS);
    one_sense(f);
    for (uint32_t k = 0; k < f->cand.n; k++)
        f->cand.at[k].basis = f->cand.at[k].in >= 0 ? DL_BASIS_explicit : DL_BASIS_context;
}
