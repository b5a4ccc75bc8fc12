/* events/crowds.c: whose crowd protests and against whom, where the words leave it open; no force stands against its own land; how many confer, and
 * on whose soil. */
#include <string.h>

#include "events/inside.h"
#include "where/where.h"
#include "base/banned.h"

static struct dl_entity *entity(const struct work *w, uint32_t i) { return &w->art->entity[i]; }

static const char *first_land(const struct work *w, const struct actors *a)
{
    for (uint32_t i = 0; i < a->n; i++)
        if (entity(w, a->at[i])->country)
            return entity(w, a->at[i])->country;
    return NULL;
}

/* The country a crowd stands in: its own, else its place's, else that of whom it is against. */
static const char *land_of(const struct work *w, const struct draft *d)
{
    uint8_t basis;
    const char *own = first_land(w, &d->source);
    int32_t place = own ? -1 : where_of(w->art, d->core, &basis);
    if (place >= 0 && w->art->place[place].country)
        own = w->art->place[place].country;
    return own ? own : first_land(w, &d->target);
}

/* Whose authorities a crowd stands before: "American activists staged a protest in Beijing". */
static const char *abroad(const struct work *w, const struct draft *d, const char *home)
{
    uint8_t basis = DL_BASIS_none;
    int32_t place = where_of(w->art, d->core, &basis);
    return place >= 0 && basis == DL_BASIS_explicit && w->art->place[place].country ? w->art->place[place].country : home;
}

/* "thousands took to the streets": people that no table knows. */
static void unknown_crowd(struct work *w, struct draft *d, const char *land)
{
    int32_t got[SLOT_ROOM];
    int32_t h = w->art->token[d->core].head;
    bool there = w->art->token[d->core].rel == DL_REL_nsubj && h >= 0 && grove_child(w->grove, h, DL_REL_expl, -1) >= 0;
    if (there)
        got[0] = d->core;                                      /* "there were protests": whoever protested */
    else if (!grove_subject(w->grove, d->core, got))
        return;
    if (w->art->token[got[0]].upos != DL_NOUN)
        return;
    struct dl_article *a = w->art;
    struct dl_entity *more = arena_one_more(w->arena, a->entity, a->n_entities, sizeof *more);
    more[a->n_entities] = (struct dl_entity){.name = a->token[got[0]].form, .code = arena_printf(w->arena, "%sCVL", land), .country = land, .sectors = "CVL",
                                             .kind = DL_ENTITY_unnamed, .basis = DL_BASIS_context, .plural = true};
    a->entity = more;
    actors_add(&d->source, a->n_entities++, got[0], "crowd");
}

static bool has_mode(const struct draft *d, const char *mode)
{
    for (uint32_t i = 0; i < d->event.n_modes; i++)
        if (!strcmp(d->event.mode[i], mode))
            return true;
    return false;
}

/* "began a hunger strike to demand the release of Turkish dissidents": against those that what they want is about. */
static void by_demand(struct work *w, struct draft *d)
{
    int32_t light = w->art->token[d->core].upos == DL_VERB ? -1 : grove_light(w->grove, d->core);
    struct actors found = {0};
    deeds_about(w, light >= 0 ? light : d->core, &d->source, &found);
    if (found.n)
        d->target = found;
}

static void protest(struct work *w, struct draft *d)
{
    const char *land = land_of(w, d);
    if (!land) {
        by_demand(w, d);
        land = first_land(w, &d->target);
    }
    if (!land)
        return;
    if (!d->source.n)
        unknown_crowd(w, d, land);
    for (uint32_t i = 0; i < d->source.n; i++) {
        struct dl_entity *e = entity(w, d->source.at[i]);
        if (e->kind != DL_ENTITY_unnamed || e->country || e->code)
            continue;
        e->country = land;
        e->code = arena_printf(w->arena, "%s%s", land, e->sectors ? e->sectors : "");
    }
    if (!d->target.n && !has_mode(d, "strike"))
        actors_add(&d->target, actors_country(w, abroad(w, d, land)), d->core, "country of the crowd");
}

/* No force stands against its own land, nor yields it by leaving. */
static const char *not_against_its_own(struct work *w, struct draft *d)
{
    struct actors kept = {0};
    const char *land = first_land(w, &d->source);
    for (uint32_t i = 0; i < d->target.n; i++) {
        const char *other = entity(w, d->target.at[i])->country;
        if (!land || !other || strcmp(land, other))
            actors_add(&kept, d->target.at[i], d->target.token[i], d->target.how[i]);
    }
    d->target = kept;
    return land;
}

/* Those who are no state's: rebels, militias. */
static bool irregular(const struct work *w, const struct actors *a)
{
    const char *s = a->n ? w->art->entity[a->at[0]].sectors : NULL;
    return s && (!strncmp(s, "REB", 3) || !strncmp(s, "UAF", 3) || !strncmp(s, "PRM", 3));
}

static void mobilize(struct work *w, struct draft *d)
{
    const char *land = not_against_its_own(w, d);
    if (irregular(w, &d->source) && has_mode(d, "troops"))
        d->event.mode[0] = "militia";
    bool several = false;
    for (uint32_t i = 0; i < d->source.n && land; i++)
        several |= entity(w, d->source.at[i])->country && strcmp(entity(w, d->source.at[i])->country, land) != 0;
    if (several && !strcmp(d->event.cameo, "150") && !d->target.n) {         /* "French and Egyptian warships began war games": together */
        d->event = (struct outcome){.plover = DL_PLOVER_COOPERATE, .cameo = "062"};
        d->target = d->source;
        d->reciprocal = true;
    }
}

/* Three lands or more confer together; two on the soil of another. */
static void consult(struct work *w, struct draft *d)
{
    const char *land[3] = {0};
    uint32_t n = 0;
    uint8_t basis = DL_BASIS_none;
    for (uint32_t i = 0; i < d->source.n && n < 3 && d->reciprocal; i++) {
        const char *mine = entity(w, d->source.at[i])->country;
        if (mine && !(n && !strcmp(land[0], mine)) && !(n > 1 && !strcmp(land[1], mine)))
            land[n++] = mine;
    }
    int32_t place = n > 1 && d->event.n_modes < 2 ? places_of(w, d, &basis) : -1;
    const char *soil = place >= 0 && (basis == DL_BASIS_explicit || basis == DL_BASIS_dateline) ? w->art->place[place].country : NULL;
    bool foreign = soil != NULL;
    for (uint32_t i = 0; i < n && foreign; i++)
        foreign = strcmp(soil, land[i]) != 0;
    if (n == 3 && d->event.n_modes < 3)
        d->event.mode[d->event.n_modes++] = "multilateral";
    if (foreign && d->event.n_modes < 3)
        d->event.mode[d->event.n_modes++] = "third-party";
    if (foreign && !strcmp(d->event.cameo, "040"))
        d->event.cameo[2] = '4';
}

void crowds_settle(struct work *w, struct draft *d)
{
    if (d->event.plover == DL_PLOVER_CONSULT)
        consult(w, d);
    if (d->event.plover == DL_PLOVER_PROTEST)
        protest(w, d);
    else if (d->event.plover == DL_PLOVER_MOBILIZE)
        mobilize(w, d);
    else if (!strcmp(d->event.cameo, "0874") && has_mode(d, "withdraw"))
        not_against_its_own(w, d);
}
