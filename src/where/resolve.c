/* where/resolve.c: which of the places of one name is meant. All sums are of whole numbers, so every machine agrees. */
#include <stdlib.h>
#include <string.h>

#include "where/work.h"
#include "base/banned.h"

enum { STEPS = 3, MAX_ANCHORS = 24, MAX_AREAS = 32, SURE_PEOPLE = 300000, SEAT_PEOPLE = 20000, CITY_KM = 60, LIES_IN = 2000 };

/* What the article tells: weights of countries and areas in hundredths, places that others may be near. */
struct context {
    int32_t *country;                            /* by number */
    struct { uint32_t area; int32_t weight; } area[MAX_AREAS];           /* area: index of the place + 1 */
    uint32_t n_areas;
    struct { const struct atlas_place *place; uint32_t group; } anchor[MAX_ANCHORS];
    uint32_t n_anchors;
    struct { const struct atlas_place *place; int32_t weight; } *own;    /* by group: what it gave itself */
};

/* A hundred times the logarithm to base 10, by halves and a straight line between. */
static int32_t log_of(uint32_t n)
{
    n += 10;
    uint32_t top = 31 - (uint32_t)__builtin_clz(n), rest = (uint32_t)(((uint64_t)n << 8 >> top) - 256);
    return (int32_t)((top * 256 + rest) * 30103 / 256000);
}

/* How likely a place is meant by its name alone, in hundredths of a power of ten of people. */
static int32_t prior(const struct atlas_place *p, enum atlas_how how)
{
    int32_t s = log_of(p->people);
    switch (p->kind) {
    case ATLAS_COUNTRY: s = 850; break;
    case ATLAS_REGION: s = 800; break;
    case ATLAS_AREA1: s = s / 2 + 350; break;
    case ATLAS_AREA2: s = s / 2 + 150; break;
    default: s += p->feature == FEATURE_PPLC ? 100 : p->feature == FEATURE_PPLA ? 30 : 0; break;
    }
    return s + (how == ATLAS_VARIANT ? -100 : how == ATLAS_USUAL ? 150 : 0);
}

/* Kilometres between two places, near enough below a thousand. */
static int32_t distance(const struct atlas_place *p, const struct atlas_place *q)
{
    static const int32_t cosine[] = {1000, 985, 940, 866, 766, 643, 500, 342, 174, 0};
    int32_t dy = (int32_t)((p->lat - q->lat) * 111), dx = (int32_t)((p->lon - q->lon) * 111);
    int32_t at = (int32_t)(p->lat < 0 ? -p->lat : p->lat) / 10;
    dx = dx * cosine[at > 9 ? 9 : at] / 1000;
    dy = dy < 0 ? -dy : dy, dx = dx < 0 ? -dx : dx;
    return dy > dx ? dy + dx / 3 : dx + dy / 3;
}

static bool lies_in(const struct find *f, const struct atlas_place *p, const struct atlas_place *q)
{
    if (p == q)
        return false;
    if (q->kind == ATLAS_TOWN)
        return distance(p, q) < CITY_KM && q->country == p->country;
    return (q->kind == ATLAS_COUNTRY && q->country == p->country) || (q->kind == ATLAS_AREA1 && atlas_area(f->w->atlas, p) == q) ||
           (q->kind == ATLAS_AREA2 && q->area == p->area && p->kind == ATLAS_TOWN) ||
           (q->kind == ATLAS_REGION && q->country && q->country == p->country) ||
           (p->kind == ATLAS_REGION && q->kind == ATLAS_AREA1 && p->country == q->country);
}

static int32_t nearness(const struct context *x, const struct atlas_place *p, uint32_t group)
{
    int32_t best = 0;
    for (uint32_t i = 0; i < x->n_anchors; i++) {
        if (x->anchor[i].group == group)
            continue;
        int32_t km = distance(p, x->anchor[i].place), s = km < 40 ? 150 : km < 120 ? 110 : km < 300 ? 50 : 0;
        best = s > best ? s : best;
    }
    return best;
}

static int32_t *area_weight(struct context *x, uint32_t area, bool add)
{
    for (uint32_t i = 0; i < x->n_areas; i++)
        if (x->area[i].area == area)
            return &x->area[i].weight;
    if (!add || x->n_areas == MAX_AREAS)
        return NULL;
    x->area[x->n_areas].area = area;
    x->area[x->n_areas].weight = 0;
    return &x->area[x->n_areas++].weight;
}

static int32_t support(const struct find *f, struct context *x, const struct atlas_place *p, uint32_t group)
{
    const struct atlas_place *own = x->own[group].place;
    int32_t land = p->country ? x->country[p->country] : 0, area = 0;
    uint32_t of = p->kind == ATLAS_AREA1 ? atlas_index(f->w->atlas, p) + 1 : p->area;
    if (own && p->country && own->country == p->country)
        land -= x->own[group].weight;
    if (of) {
        const int32_t *weight = area_weight(x, of, false);
        area = weight ? *weight : 0;
        if (own && (own->area == of || atlas_index(f->w->atlas, own) + 1 == of))
            area -= x->own[group].weight;
    }
    return (land > 400 ? 220 : land * 55 / 100) + (area > 0 ? p->kind == ATLAS_AREA1 ? 200 : 150 : 0) + (p->kind == ATLAS_TOWN || p->kind == ATLAS_AREA2 ? nearness(x, p, group) : 0);
}

/* Does a place called like the one that c contains lie in p? */
static bool holds(const struct find *f, const struct cand *c, const struct atlas_place *p)
{
    const struct cand *x = c > f->cand.at && c[-1].in == (int32_t)(c - f->cand.at) ? c - 1 : NULL;
    enum atlas_how how;
    for (uint32_t i = 0; x && x->name && i < x->name->n; i++) {
        const struct atlas_place *q = atlas_place(f->w->atlas, x->name, i, &how);
        if (q && lies_in(f, q, p))
            return true;
    }
    return false;
}

/* "Aleppo province", "the province of Aleppo". */
static bool says_area(const struct find *f, const struct cand *c)
{
    uint32_t land = 1u << WORD_settlement | 1u << WORD_generic_after;
    bool after = c->end < f->art->n_tokens && f->kinds[c->end] & land, own = f->kinds[c->end - 1] & land && c->end - c->first > 1;
    bool before = c->first > 1 && f->kinds[c->first - 2] & land && !strcmp(f->art->token[c->first - 1].form, "of");
    return after || own || before;
}

/* The town that an area is called after, if it is no village; else the area. */
static const struct atlas_place *seat_of(const struct find *f, const struct cand *c, const struct atlas_place *area)
{
    const struct atlas_place *best = area;
    uint32_t of = area->kind == ATLAS_AREA1 ? atlas_index(f->w->atlas, area) + 1 : area->area, most = SEAT_PEOPLE;
    enum atlas_how how;
    for (uint32_t i = 0; i < c->name->n; i++) {
        const struct atlas_place *p = atlas_place(f->w->atlas, c->name, i, &how);
        if (p && p->kind == ATLAS_TOWN && how != ATLAS_VARIANT && p->area == of && of && p->people > most) {
            most = p->people;
            best = p;
        }
    }
    return best;
}

/* What speaks for p as the place of c, which lies `in` some place if the text says so. */
static int32_t weigh(const struct find *f, const struct cand *c, struct context *x, const struct atlas_place *p, enum atlas_how how,
                     const struct atlas_place *in)
{
    int32_t s = prior(p, how) + support(f, x, p, c->group);
    if (c->container)
        s += (holds(f, c, p) ? 600 : 0) + (p->kind == ATLAS_AREA1 ? 400 : p->kind == ATLAS_COUNTRY ? 200 : 0);
    if (c->listed && p->kind == ATLAS_AREA1)
        s += 300;
    return in && lies_in(f, p, in) ? s + LIES_IN : s;
}

/* The best place of c; with `in`, the best that lies there. NULL if there is none. */
static const struct atlas_place *choose(const struct find *f, const struct cand *c, struct context *x, const struct atlas_place *in)
{
    const struct atlas_place *best = NULL;
    int32_t most = INT32_MIN;
    for (uint32_t i = 0, n = c->name ? c->name->n : 0, m = c->alt ? c->alt->n : 0; i < n + m; i++) {
        enum atlas_how how;
        const struct atlas_place *p = i < n ? atlas_place(f->w->atlas, c->name, i, &how) : atlas_place(f->w->atlas, c->alt, i - n, &how);
        if (!p || how == ATLAS_ADJECTIVE || (how == ATLAS_AFTER_COMMA && !c->container) || (i >= n && p->kind != ATLAS_AREA1 && p->kind != ATLAS_AREA2))
            continue;
        if (how == ATLAS_VARIANT && best && (best->kind == ATLAS_COUNTRY || best->kind == ATLAS_REGION) && !c->container)
            continue;      /* "Benin" is no short form of Benin City */
        int32_t s = weigh(f, c, x, p, how, in) - (i < n ? 0 : 250);      /* "Oklahoma City" before the city of Oklahoma */
        if (s > most) {
            most = s;
            best = p;
        }
    }
    if (!best || (in && most < LIES_IN))
        return NULL;      /* none lies there: rather nothing than another's namesake */
    bool area = best->kind == ATLAS_AREA1 || best->kind == ATLAS_AREA2;
    return area && !best->geonames && !says_area(f, c) ? seat_of(f, c, best) : best;
}

static bool sure(const struct cand *c)
{
    return (c->place->kind != ATLAS_TOWN && c->place->kind != ATLAS_AREA2) || c->place->people > SURE_PEOPLE || c->in >= 0 || c->name->n == 1;
}

static void gather(struct find *f, struct context *x)
{
    memset(x->country, 0, (atlas_countries(f->w->atlas) + 1u) * sizeof *x->country);
    memset(x->own, 0, f->n_groups * sizeof *x->own);
    x->n_anchors = x->n_areas = 0;
    for (uint32_t k = 0; k < f->cand.n; k++) {
        const struct cand *c = &f->cand.at[k];
        const struct atlas_place *p = c->place;
        if (!c->taken || !p)
            continue;
        int32_t w = sure(c) ? 100 : 30;
        if (p->country)
            x->country[p->country] += w;
        uint32_t of = p->kind == ATLAS_AREA1 ? atlas_index(f->w->atlas, p) + 1 : sure(c) ? p->area : 0;
        int32_t *area = of ? area_weight(x, of, true) : NULL;
        if (area)
            *area += w;
        if (x->own[c->group].place == p || !x->own[c->group].place) {
            x->own[c->group].place = p;
            x->own[c->group].weight += w;
        }
        bool known = false;
        for (uint32_t i = 0; i < x->n_anchors; i++)
            known |= x->anchor[i].place == p;
        if (!known && x->n_anchors < MAX_ANCHORS && (p->kind == ATLAS_TOWN || p->kind == ATLAS_AREA2) && sure(c)) {
            x->anchor[x->n_anchors].place = p;
            x->anchor[x->n_anchors++].group = c->group;
        }
    }
}

/* Sets places by what the article tells of countries, areas and neighbours. A name means one place in one article
 * unless it stands in a container of its own. */
static void settle(struct find *f, struct context *x)
{
    const struct atlas_place **of_group = arena_take(f->arena, f->n_groups + 1, sizeof *of_group);
    gather(f, x);
    for (uint32_t k = f->cand.n; k--;) {      /* containers come after what they contain */
        struct cand *c = &f->cand.at[k];
        if (!c->taken || c->use == DL_USE_adjective)
            continue;
        if (c->in >= 0)
            c->place = choose(f, c, x, f->cand.at[c->in].place);
        else if (c->container)
            c->place = choose(f, c, x, NULL);
        else if (!of_group[c->group])
            of_group[c->group] = c->place = choose(f, c, x, NULL);
        else
            c->place = of_group[c->group];
    }
}

/* A name with its state or country beside it once means the same place elsewhere, even one that the table has not. */
static void one_sense(struct find *f)
{
    const struct cand **of_group = arena_take(f->arena, f->n_groups + 1u, sizeof *of_group);
    for (uint32_t k = f->cand.n; k--;) {
        const struct cand *c = &f->cand.at[k];
        if (c->taken && c->name && c->in >= 0 && (c->place || !of_group[c->group]))
            of_group[c->group] = c;
    }
    for (uint32_t k = 0; k < f->cand.n; k++) {
        struct cand *c = &f->cand.at[k];
        if (c->taken && c->name && c->in < 0 && !c->container && c->use != DL_USE_adjective && of_group[c->group])
            c->place = of_group[c->group]->place;
    }
}

/* The town that the article is about: most of its literal towns are it. NULL if none is. */
static const struct atlas_place *focus_of(const struct find *f)
{
    uint32_t *count = arena_take(f->arena, f->n_groups + 1, sizeof *count), all = 0;
    const struct cand *best = NULL;
    for (uint32_t k = 0; k < f->cand.n; k++) {
        const struct cand *c = &f->cand.at[k];
        if (!c->taken || c->container || !c->place || c->place->kind != ATLAS_TOWN || c->use == DL_USE_adjective || c->use == DL_USE_part)
            continue;
        all++;
        count[c->group]++;
        if (!best || count[c->group] > count[best->group])
            best = c;
    }
    return best && count[best->group] * 2 >= all ? best->place : NULL;
}

/* A street or a village that no table has lies where the text puts it: in a town, a county, a small area; a street
 * or a hospital lies in the town that the article is about. */
static void place_sites(struct find *f)
{
    const struct atlas_place *focus = focus_of(f);
    for (uint32_t k = 0; k < f->cand.n; k++) {
        struct cand *c = &f->cand.at[k];
        if (!c->taken || c->place || (c->name && c->in < 0))
            continue;
        const struct atlas_place *in = c->in >= 0 ? f->cand.at[c->in].place : NULL;
        bool small = in && (in->kind == ATLAS_TOWN || in->kind == ATLAS_AREA2 || (in->kind == ATLAS_REGION && in->country) || (in->kind == ATLAS_AREA1 && !in->geonames));
        c->near = small ? in : c->site && IS(f->kinds[c->end - 1], urban) ? focus : NULL;
    }
}

void find_resolve(struct find *f)
{
    struct context x = {0};
    x.country = arena_take(f->arena, atlas_countries(f->w->atlas) + 1u, sizeof *x.country);
    x.own = arena_take(f->arena, f->n_groups + 1u, sizeof *x.own);
    for (int step = 0; step < STEPS; step++)
        settle(f, &x);
    one_sense(f);
    place_sites(f);
    for (uint32_t k = 0; k < f->cand.n; k++)
        f->cand.at[k].basis = f->cand.at[k].in >= 0 ? DL_BASIS_explicit : DL_BASIS_context;
}
