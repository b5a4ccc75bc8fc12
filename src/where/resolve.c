/* where/resolve.c: which of the places of one name is meant. One name means one place in one article. */
#include <math.h>
#include <string.h>

#include "where/work.h"
#include "base/banned.h"

enum { MAX_STEPS = 2 };

struct context { float *country; float *area; };     /* weight of each country; of each first-order area by place index, NULL slots 0 */

struct areas { VEC(uint32_t) at; };

/* How likely a place is meant by its name alone: tenths of a power of ten of people. */
static float prior(const struct atlas_place *p, enum atlas_how how)
{
    float s = log10f((float)p->people + 10);
    switch (p->kind) {
    case ATLAS_COUNTRY: s = 9; break;
    case ATLAS_REGION: s = 8; break;
    case ATLAS_AREA1: s = s * .5f + 2.6f; break;
    case ATLAS_AREA2: s = s * .5f + 1.5f; break;
    default: s += p->feature == atlas_feature("PPLC") ? 1 : p->feature == atlas_feature("PPLA") ? .3f : 0; break;
    }
    return how == ATLAS_VARIANT ? s - 1 : s;
}

static bool lies_in(const struct find *f, const struct atlas_place *p, const struct atlas_place *q)
{
    if (p == q)
        return false;
    return (q->kind == ATLAS_COUNTRY && q->country == p->country) || (q->kind == ATLAS_AREA1 && atlas_area(f->w->atlas, p) == q) ||
           (q->kind == ATLAS_AREA2 && q->area == p->area && p->kind == ATLAS_TOWN) || (q->kind == ATLAS_REGION && q->country && q->country == p->country);
}

/* The best place of c; with `in`, only one that lies there, if there is one. */
static const struct atlas_place *choose(const struct find *f, const struct cand *c, const float *country, const struct atlas_place *in,
                                      const uint32_t *areas, uint32_t n_areas)
{
    const struct atlas_place *best = NULL;
    float most = -1;
    for (uint32_t i = 0; c->name && i < c->name->n; i++) {
        enum atlas_how how;
        const struct atlas_place *p = atlas_place(f->w->atlas, c->name, i, &how);
        if (!p || (how == ATLAS_AFTER_COMMA && !c->container))
            continue;
        float s = prior(p, how);
        if (c->container)
            s += p->kind == ATLAS_AREA1 ? 4 : p->kind == ATLAS_COUNTRY ? 2 : 0;
        if (in && lies_in(f, p, in))
            s += 20;
        s += country[p->country] > 4 ? 2.2f : country[p->country] * .55f;
        for (uint32_t a = 0; a < n_areas; a++)
            if (p->area == areas[a] + 1 && p->kind != ATLAS_AREA1) {
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
    float *country = arena_take(f->arena, atlas_countries(f->w->atlas) + 1u, sizeof *country);
    VEC(uint32_t) areas = {0};
    for (uint32_t k = 0; k < f->cand.n; k++) {
        const struct cand *c = &f->cand.at[k];
        if (!c->taken || !c->place || !c->place->country)
            continue;
        bool sure = c->place->kind != ATLAS_TOWN || c->place->people > 300000 || c->in >= 0;
        country[c->place->country] += sure ? 1 : .3f;
        if (c->place->kind == ATLAS_AREA1)
            *VEC_PUSH(f->arena, &areas) = atlas_index(f->w->atlas, c->place);
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
