/* where/where.c: opens the tables, takes an article through the steps, and writes down its places. */
#include "where/where.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "where/work.h"
#include "base/banned.h"

enum { LEAD = 5 };       /* sentences */

struct where *where_open(const char *data_dir, struct dl_err *err)
{
    struct where *w = base_alloc(1, sizeof *w);
    w->arena = arena_new();
    const char *env = getenv("DATELINE_PLACES"), *beside = arena_printf(w->arena, "%s/models/places.dlp", data_dir);
    const char *path = env ? env : map_exists(beside) ? beside : DL_PLACES_BUILT;
    w->words = words_open(data_dir, w->arena, err);
    w->atlas = w->words ? atlas_open(path, err) : NULL;
    if (w->atlas)
        return w;
    where_close(w);
    return NULL;
}

void where_close(struct where *w)
{
    if (!w)
        return;
    atlas_close(w->atlas);
    arena_free(w->arena);
    free(w);
}

static void write_place(struct find *f, const struct cand *c, struct dl_place *out)
{
    const struct atlas *g = f->w->atlas;
    const struct dl_token *first = &f->art->token[c->first], *last = &f->art->token[c->end - 1];
    *out = (struct dl_place){.span = {first->span.start, last->span.end}, .first = c->first, .n = c->end - c->first, .basis = c->basis, .use = c->use};
    out->name = arena_text(f->arena, f->art->text + out->span.start, out->span.end - out->span.start);
    if (c->near) {
        const struct atlas_place *area = atlas_area(g, c->near);
        out->country = atlas_country(g, c->near->country);
        out->admin1 = area ? atlas_text(g, area->name) : NULL;
        out->lat = c->near->lat, out->lon = c->near->lon;
        out->resolved = true;
    }
    if (!c->place)
        return;
    const struct atlas_place *area = c->place->kind == ATLAS_AREA1 ? c->place : atlas_area(g, c->place);
    out->name = atlas_text(g, c->place->name);
    out->country = atlas_country(g, c->place->country);
    out->admin1 = area ? atlas_text(g, area->name) : NULL;
    out->feature = atlas_features[c->place->feature < atlas_feature("ADM2") ? c->place->feature : atlas_feature("ADM2")];
    out->geonames = c->place->geonames;
    out->lat = c->place->lat, out->lon = c->place->lon;
    out->resolved = true;
}

static void write_places(struct find *f)
{
    struct dl_article *art = f->art;
    art->place = arena_take(f->arena, f->cand.n + 1, sizeof *art->place);
    art->n_places = 0;
    for (uint32_t k = 0; k < f->cand.n; k++) {
        const struct cand *c = &f->cand.at[k];
        if (!c->taken)
            continue;
        struct dl_place *p = &art->place[art->n_places++];
        write_place(f, c, p);
        if (art->dateline.place < 0 && p->span.start >= art->dateline.place_span.start && p->span.end <= art->dateline.place_span.end) {
            art->dateline.place = (int32_t)art->n_places - 1;
            p->basis = DL_BASIS_dateline;
        }
    }
}

static bool same_place(const struct dl_place *p, const struct dl_place *q)
{
    return strcmp(p->name, q->name) == 0 && p->country == q->country;
}

/* The one place within a country that an article is set in: its only literal place below states and counties, if its first
 * sentences name it, and the article twice or no other country. -1 if there is none, or several. */
static int32_t setting_of(const struct dl_article *art)
{
    int32_t one = -1;
    uint32_t lead_end = art->n_sentences > LEAD ? art->sentence[LEAD].first : art->n_tokens, times = 0;
    const char *country = NULL;
    bool mixed = false;
    for (uint32_t i = 0; i < art->n_places; i++) {
        const struct dl_place *p = &art->place[i];
        mixed |= country && p->country && strcmp(country, p->country) != 0;
        country = p->country ? p->country : country;
        if (p->use != DL_USE_literal || !p->resolved || !p->country || !p->feature || !strcmp(p->feature, "PCLI") || !strncmp(p->feature, "ADM", 3))
            continue;
        if (one >= 0 && !same_place(p, &art->place[one]))
            return -1;
        one = one < 0 ? (int32_t)i : one;
        times++;
    }
    return one >= 0 && (times > 1 || !mixed) && art->place[one].first < lead_end ? one : -1;
}

void where_find(const struct where *w, struct dl_article *art, struct arena *arena)
{
    struct find f = {.w = w, .art = art, .arena = arena};
    f.kinds = arena_take(arena, art->n_tokens + 1u, sizeof *f.kinds);
    f.shape = arena_take(arena, art->n_tokens + 1, sizeof *f.shape);
    find_candidates(&f);
    find_persons(&f);
    find_judge(&f);
    find_resolve(&f);
    find_use(&f);
    write_places(&f);
    art->setting = setting_of(art);
}
