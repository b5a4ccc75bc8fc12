/* events/confidence.c: how far to trust an event: shares right on the development sets, part by part, multiplied (docs/events.md has the table;
 * tools/reliability makes it anew). Parts: how many deeds its sentence tells, who does it, the arc of its trigger, its status, how often it is told. */
#include "events/inside.h"
#include "base/banned.h"

enum { CROWDED = 3 };

static uint32_t beside(const struct work *w, const struct dl_event *e)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->out.n; i++)
        n += w->out.at[i].sentence == e->sentence;
    return n;
}

/* Named sides are surer than "officials", those than nobody. */
static double source_worth(const struct work *w, const struct dl_event *e)
{
    if (!e->n_sources)
        return 0.75;
    const struct dl_entity *x = &w->art->entity[e->source[0]];
    return x->kind == DL_ENTITY_unnamed || x->kind == DL_ENTITY_group || !x->country ? 0.8 : 1;
}

void confidence_set(struct work *w)
{
    static const double by_deeds[CROWDED + 1] = {0.89, 0.89, 0.7, 0.5};
    for (uint32_t i = 0; i < w->out.n; i++) {
        struct dl_event *e = &w->out.at[i];
        uint32_t n = beside(w, e);
        double p = by_deeds[n < CROWDED ? n : CROWDED] * source_worth(w, e);
        p *= 0.8 + 0.2 * w->art->token[e->trigger_token].margin / 255.0;
        p *= e->status == DL_STATUS_occurred || e->status == DL_STATUS_ongoing || e->status == DL_STATUS_historical ? 1 : 0.93;
        e->confidence = (float)(e->n_evidence > 1 ? 1 - (1 - p) / 2 : p);
    }
}
