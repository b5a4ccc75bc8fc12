/* events/events.c: finds deeds, lets operators make of them what they are, and writes one event for many mentions. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/table.h"
#include "events/inside.h"
#include "base/banned.h"

struct events *events_open(const char *data_dir, const struct rules *r, const struct verbs *v, struct dl_err *err)
{
    static const char *const names[] = {"key", "score", "goldstein", "quad"};
    struct arena *a = arena_new();
    struct events *e = arena_take(a, 1, sizeof *e);
    struct table t;
    int at[4];
    *e = (struct events){.arena = a, .rules = r, .verbs = v};
    if (!table_read(&t, arena_printf(a, "%s/data/en/plover.tsv", data_dir), a, err) || !table_need(&t, names, at, 4, err)) {
        events_close(e);
        return NULL;
    }
    e->scale = arena_take(a, t.n_rows, sizeof *e->scale);
    for (uint32_t i = 0; i < t.n_rows; i++)
        e->scale[e->n_scales++] = (struct scale){table_cell(&t, i, at[0]), strtof(table_cell(&t, i, at[1]), NULL), strtof(table_cell(&t, i, at[2]), NULL),
                                                 table_cell(&t, i, at[3])};
    e->contexts = contexts_read(arena_printf(a, "%s/data/en/contexts.tsv", data_dir), a, err);
    e->codes = e->contexts ? codes_read(data_dir, a, err) : NULL;
    if (e->codes && convert_read(e, arena_printf(a, "%s/data/en/cameo.tsv", data_dir), err))
        return e;
    events_close(e);
    return NULL;
}

void events_close(struct events *e)
{
    if (e)
        arena_free(e->arena);
}

bool events_discard(struct events *e, const char *petrarch_dir, struct dl_err *err) { return discards_open(petrarch_dir, e->arena, &e->discards, err); }

uint64_t events_hash(const struct events *e) { return e->discards ? discards_hash(e->discards) : 0; }

const struct scale *events_scale(const struct events *e, const char *key)
{
    for (uint32_t i = 0; i < e->n_scales; i++)
        if (!strcmp(e->scale[i].key, key))
            return &e->scale[i];
    return NULL;
}

static int by_trigger(const void *x, const void *y)
{
    const struct dl_event *a = x, *b = y;
    return a->trigger.start != b->trigger.start ? a->trigger.start < b->trigger.start ? -1 : 1 : (int)a->plover - (int)b->plover;
}

void events_find(const struct events *ev, struct dl_article *art, struct arena *a)
{
    struct work w = {.ev = ev, .art = art, .arena = a, .silent = ev->discards ? arena_take(a, art->n_sentences, sizeof(bool)) : NULL};
    if (w.silent && !discards_find(ev->discards, art, w.silent))
        return;
    rules_gerunds(ev->rules, art);
    w.grove = grove_new(ev->rules, art, a);
    w.verbs = ev->verbs ? verbs_text_new(ev->verbs, w.grove, a) : NULL;
    games_find(&w);
    for (uint32_t k = 0; k < art->n_sentences; k++) {
        const struct dl_sentence *s = &art->sentence[k];
        if ((s->kind != DL_SENT_BODY && s->kind != DL_SENT_TITLE) || (w.silent && w.silent[k]))
            continue;
        deeds_find(&w, s);
        for (uint32_t i = 0; i < w.draft.n; i++) {
            struct dl_event e;
            if (!games_only(&w, k, &w.draft.at[i]) && settle_event(&w, k, &w.draft.at[i], &e))
                merge_event(&w, &e);
        }
    }
    confidence_set(&w);
    if (w.out.n)
        qsort(w.out.at, w.out.n, sizeof *w.out.at, by_trigger);
    art->event = w.out.at;
    art->n_events = w.out.n;
}
