/* entities/places.c: towns and provinces that act or are acted on, once the map has found them: they are of their country. */
#include "entities/entities.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/banned.h"

static int32_t head_of(const struct dl_article *art, const struct dl_place *p)
{
    int32_t first = (int32_t)p->first, end = (int32_t)(p->first + p->n);
    for (int32_t i = first; i < end; i++)
        if (art->token[i].head < first || art->token[i].head >= end)
            return i;
    return first;
}

/* It acts, or is what was shelled, visited, taken. */
static bool takes_part(const struct dl_article *art, const struct dl_place *p)
{
    uint8_t rel = art->token[head_of(art, p)].rel;
    return p->use == DL_USE_actor || (p->use == DL_USE_literal && (rel == DL_REL_obj || rel == DL_REL_nsubj || rel == DL_REL_nsubj_pass));
}

static bool mentioned(const struct dl_article *art, const struct dl_place *p)
{
    for (uint32_t i = 0; i < art->n_mentions && art->mention[i].span.start < p->span.end; i++)
        if (art->mention[i].span.end > p->span.start && (uint32_t)art->mention[i].head >= p->first && (uint32_t)art->mention[i].head < p->first + p->n)
            return true;
    return false;
}

static uint32_t entity_of(struct dl_article *art, const struct dl_place *p, struct arena *a)
{
    const char *key = arena_printf(a, "%s/%s", p->country, p->name);
    for (uint32_t i = 0; i < art->n_entities; i++)
        if (art->entity[i].key && strcmp(art->entity[i].key, key) == 0)
            return i;
    art->entity[art->n_entities] = (struct dl_entity){.name = p->name, .code = p->country, .country = p->country, .sectors = "", .key = key,
                                                      .kind = DL_ENTITY_country, .basis = DL_BASIS_metonym, .gender = DL_GENDER_neuter};
    return art->n_entities++;
}

static void insert(struct dl_article *art, struct dl_mention m)
{
    uint32_t at = art->n_mentions++;
    for (; at > 0 && art->mention[at - 1].span.start > m.span.start; at--)
        art->mention[at] = art->mention[at - 1];
    art->mention[at] = m;
}

void entities_places(struct dl_article *art, struct arena *a)
{
    struct dl_entity *entity = arena_take(a, art->n_entities + art->n_places + 1, sizeof *entity);
    struct dl_mention *mention = arena_take(a, art->n_mentions + art->n_places + 1, sizeof *mention);
    if (art->n_entities)
        memcpy(entity, art->entity, art->n_entities * sizeof *entity);
    if (art->n_mentions)
        memcpy(mention, art->mention, art->n_mentions * sizeof *mention);
    art->entity = entity;
    art->mention = mention;
    for (uint32_t i = 0; i < art->n_places; i++) {
        const struct dl_place *p = &art->place[i];
        if (!p->country || !p->n || !takes_part(art, p) || mentioned(art, p))
            continue;
        insert(art, (struct dl_mention){.span = p->span, .entity = entity_of(art, p, a), .head = head_of(art, p), .kind = DL_MENTION_name,
                                        .basis = DL_BASIS_metonym, .metonym = true});
    }
}
