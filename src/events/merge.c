/* events/merge.c: one event for many mentions of one happening. */
#include <string.h>

#include "events/inside.h"
#include "base/banned.h"

enum { NEAR = 3 };                 /* sentences */

static bool dates_meet(const struct dl_date *a, const struct dl_date *b)
{
    if (a->first_day == DL_NO_DAY || b->first_day == DL_NO_DAY || a->basis != DL_BASIS_explicit || b->basis != DL_BASIS_explicit)
        return true;
    return a->first_day <= b->last_day && b->first_day <= a->last_day;
}

/* The same happening told twice. */
static bool listed(uint32_t entity, const uint32_t *at, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (at[i] == entity)
            return true;
    return false;
}

/* Two meetings at which a side is stood for by different persons are two. */
static bool other_persons(const struct work *w, const struct dl_event *a, const struct dl_event *b)
{
    if (a->plover != DL_PLOVER_CONSULT && a->plover != DL_PLOVER_AGREE)
        return false;
    bool shared = false, apart = false;
    for (uint32_t i = 0; i < a->n_sources; i++)
        for (uint32_t j = 0; j < b->n_sources; j++) {
            const struct dl_entity *x = &w->art->entity[a->source[i]], *y = &w->art->entity[b->source[j]];
            if (x->kind != DL_ENTITY_person || y->kind != DL_ENTITY_person)
                continue;
            shared |= a->source[i] == b->source[j] || listed(a->source[i], b->target, b->n_targets);
            apart |= a->source[i] != b->source[j] && x->country && y->country && !strcmp(x->country, y->country);
        }
    return apart && !shared;
}

static const char *land(const struct work *w, const uint32_t *at, uint32_t n) { return n && w->art->entity[at[0]].country ? w->art->entity[at[0]].country : ""; }

static bool one_kind(const struct dl_entity *x, const struct dl_entity *y)
{
    bool known = x->sectors && *x->sectors && y->sectors && *y->sectors;
    return !known || !strncmp(x->sectors, y->sectors, 3);
}

/* Of deeds within one land police and protesters are not the same though their country is. */
static bool kinds_meet(const struct work *w, const uint32_t *a, uint32_t n_a, const uint32_t *b, uint32_t n_b)
{
    for (uint32_t i = 0; i < n_a; i++)
        for (uint32_t j = 0; j < n_b; j++)
            if (a[i] == b[j] || one_kind(&w->art->entity[a[i]], &w->art->entity[b[j]]))
                return true;
    return !n_a || !n_b;
}

static bool at_home(const struct work *w, const struct dl_event *e)
{
    return *land(w, e->source, e->n_sources) && !strcmp(land(w, e->source, e->n_sources), land(w, e->target, e->n_targets));
}

static bool same(const struct work *w, const struct dl_event *a, const struct dl_event *b)
{
    if (a->plover != b->plover || (a->plover != DL_PLOVER_ASSAULT && strncmp(a->cameo, b->cameo, 2)) || (a->status != b->status && a->status != DL_STATUS_ongoing && b->status != DL_STATUS_ongoing))
        return false;
    if ((a->plover == DL_PLOVER_COERCE || a->plover == DL_PLOVER_SANCTION) && strncmp(a->cameo, b->cameo, 3) != 0)
        return false;                                          /* an arrest is no curfew */
    if (!dates_meet(&a->date, &b->date) || other_persons(w, a, b))
        return false;
    if (at_home(w, a) && at_home(w, b) && !(kinds_meet(w, a->source, a->n_sources, b->source, b->n_sources) && kinds_meet(w, a->target, a->n_targets, b->target, b->n_targets)))
        return false;
    return actors_meet(w, a->source, a->n_sources, b->source, b->n_sources) && actors_meet(w, a->target, a->n_targets, b->target, b->n_targets);
}

/* How well a day is supported. */
static int surer(uint8_t basis)
{
    switch (basis) {
    case DL_BASIS_explicit: return 4;
    case DL_BASIS_context: return 3;
    case DL_BASIS_carried_over: return 2;
    case DL_BASIS_none: return 0;
    default: return 1;
    }
}

/* Is it "the attack", "this visit"? */
static bool definite(const struct work *w, int32_t t)
{
    int32_t det = w->art->token[t].upos == DL_NOUN ? grove_child(w->grove, t, DL_REL_det, -1) : -1;
    return det >= 0 && grove_is(w->grove, det, "@definite");
}

struct dl_event *merge_told(const struct work *w, uint32_t sentence, const struct draft *d)
{
    if (d->source.n || !definite(w, d->core))
        return NULL;
    for (uint32_t i = w->out.n; i-- > 0;) {
        struct dl_event *e = &w->out.at[i];
        if (e->sentence + NEAR < sentence)
            return NULL;
        if (e->plover == d->event.plover && !strncmp(e->cameo, d->event.cameo, e->plover == DL_PLOVER_ASSAULT ? 1 : 2) &&
            actors_meet(w, e->target, e->n_targets, d->target.at, d->target.n) && (e->status == DL_STATUS_occurred || e->status == DL_STATUS_ongoing) &&
            (d->status == DL_STATUS_occurred || d->status == DL_STATUS_ongoing))
            return e;
    }
    return NULL;
}

void merge_join(struct work *w, struct dl_event *into, const struct dl_event *e)
{
    struct dl_span *more = arena_take(w->arena, into->n_evidence + 1, sizeof *more);
    memcpy(more, into->evidence, into->n_evidence * sizeof *more);
    more[into->n_evidence] = e->evidence[0];
    into->evidence = more;
    into->n_evidence++;
    if (!into->n_sources)
        into->source = e->source, into->source_actor = e->source_actor, into->n_sources = e->n_sources;
    if (!into->n_targets)
        into->target = e->target, into->target_actor = e->target_actor, into->n_targets = e->n_targets, into->reciprocal = e->reciprocal;
    if (surer(e->date.basis) > surer(into->date.basis))
        into->date = e->date;
    if (into->place < 0)
        into->place = e->place, into->place_basis = e->place_basis;
    if (!into->n_modes)
        into->mode = e->mode, into->n_modes = e->n_modes;
    if (strlen(e->cameo) > strlen(into->cameo))
        memcpy(into->cameo, e->cameo, sizeof into->cameo);
}

void merge_event(struct work *w, const struct dl_event *e)
{
    for (uint32_t i = 0; i < w->out.n; i++)
        if (same(w, &w->out.at[i], e)) {
            merge_join(w, &w->out.at[i], e);
            return;
        }
    *VEC_PUSH(w->arena, &w->out) = *e;
}
