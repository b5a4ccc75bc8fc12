/* rules/plant.c: the trees of an article made ready to be asked. */
#include <string.h>

#include "rules/grove.h"
#include "base/banned.h"

static const char *const rel_names[] = {
#define X(id, name) name,
    DL_RELS(X)
#undef X
};

static uint8_t base_of(uint8_t rel)
{
    size_t n = strcspn(rel_names[rel], ":");
    for (uint8_t r = 0; r < DL_N_RELS; r++)
        if (strlen(rel_names[r]) == n && !strncmp(rel_names[r], rel_names[rel], n))
            return r;
    return rel;
}

static void plant_times(struct grove *g)
{
    uint32_t t = 0;
    for (uint32_t i = 0; i < g->art->n_times; i++) {
        const struct dl_time *time = &g->art->time[i];
        while (t && g->art->token[t - 1].span.end > time->span.start)
            t--;
        for (; t < g->art->n_tokens && g->art->token[t].span.start < time->span.end; t++)
            g->timed[t] |= g->art->token[t].span.start >= time->span.start && (time->type == DL_TIME_DATE || time->type == DL_TIME_TIME);
    }
}

struct grove *grove_new(const struct rules *r, const struct dl_article *art, struct arena *a)
{
    struct grove *g = arena_take(a, 1, sizeof *g);
    uint32_t n = art->n_tokens;
    *g = (struct grove){.r = r, .art = art, .light = class_find(r, "light", 5), .measure = class_find(r, "measure", 7),
                        .happen = class_find(r, "happen", 6), .active = class_find(r, "active", 6)};
    g->child = arena_take(a, n + 1, sizeof *g->child);
    g->sibling = arena_take(a, n + 1, sizeof *g->sibling);
    g->id = arena_take(a, n + 1, sizeof *g->id);
    g->title = arena_take(a, n + 1, sizeof *g->title);
    g->loose = arena_take(a, n + 1, sizeof *g->loose);
    g->timed = arena_take(a, n + 1, sizeof *g->timed);
    for (uint32_t k = 0; k < art->n_sentences; k++)
        for (uint32_t i = 0; art->sentence[k].kind == DL_SENT_TITLE && i < art->sentence[k].n; i++)
            g->title[art->sentence[k].first + i] = true;
    for (uint8_t rel = 0; rel < DL_N_RELS; rel++)
        g->base[rel] = base_of(rel);
    for (uint32_t i = 0; i < n; i++)
        g->child[i] = g->sibling[i] = g->loose[i] = -1;
    plant_times(g);
    for (uint32_t i = n; i-- > 0;)
        if (art->token[i].head >= 0) {
            g->sibling[i] = g->child[art->token[i].head];
            g->child[art->token[i].head] = (int32_t)i;
        }
    for (uint32_t i = 0; i < n; i++)
        grove_spell(g, (int32_t)i);
    return g;
}
