/* talks/strangers.c: names that an article leaves unexplained ("Petrik and Orlu signed the accord"): each is a side of its own, "?Petrik", until
 * an earlier report tells whose it is. Such a name may be an entity already, as a speaker; else it becomes one, without a code. */
#include <ctype.h>
#include <string.h>

#include "talks/inside.h"
#include "base/banned.h"

enum { LONGEST = 4 };                /* words of a name */

static const struct dl_token *tok(const struct work *w, int32_t t) { return &w->art->token[t]; }

/* "Petrik", "Red Dawn Front": all its words are capitalised, small ones aside. */
bool talks_is_name(const char *s)
{
    uint32_t words = 0;
    for (const char *at = s; at && *at; at += strcspn(at, " "), at += *at == ' ') {
        bool small = !strncmp(at, "of ", 3) || !strncmp(at, "the ", 4) || !strncmp(at, "for ", 4) || !strncmp(at, "de ", 3);
        if (!isupper((unsigned char)*at) && !(at != s && small))
            return false;
        words++;
    }
    return words && words <= LONGEST && strcmp(s, "The") && strncmp(s, "The ", 4) && strncmp(s, "A ", 2) && !strstr(s, " and ");
}

const char *talks_stranger(const struct work *w, uint32_t entity)
{
    const struct dl_entity *e = &w->art->entity[entity];
    bool kind = e->kind == DL_ENTITY_person || e->kind == DL_ENTITY_unnamed || e->kind == DL_ENTITY_organization || e->kind == DL_ENTITY_group;
    bool unknown = kind && !e->side && !e->country && !(e->code && *e->code) && !e->n_members && e->name;
    return unknown && talks_is_name(e->name) ? arena_printf(w->arena, "?%s", e->name) : NULL;
}

static bool covered(const struct work *w, int32_t t)
{
    struct dl_span s = tok(w, t)->span;
    for (uint32_t m = 0; m < w->art->n_mentions; m++)
        if (w->art->mention[m].span.start <= s.start && s.end <= w->art->mention[m].span.end)
            return true;
    for (uint32_t i = 0; i < w->art->n_places; i++)
        if (w->art->place[i].span.start <= s.start && s.end <= w->art->place[i].span.end && w->art->place[i].resolved)
            return true;
    for (uint32_t i = 0; i < w->art->n_times; i++)
        if (w->art->time[i].span.start <= s.start && s.end <= w->art->time[i].span.end)
            return true;
    return false;
}

/* A part that somebody plays: subject, object, "with", "between", "and". */
static bool has_part(const struct work *w, int32_t t, int depth)
{
    static const char *const links[] = {"with", "between", "by", "and", "of"};
    uint8_t rel = tok(w, t)->rel;
    if (rel == DL_REL_nsubj || rel == DL_REL_nsubj_pass || rel == DL_REL_obj || rel == DL_REL_obl_agent || rel == DL_REL_nmod_poss)
        return true;
    if (rel == DL_REL_conj && tok(w, t)->head >= 0 && depth < 4)
        return has_part(w, tok(w, t)->head, depth + 1);
    int32_t c = rel == DL_REL_nmod || rel == DL_REL_obl ? grove_child(w->grove, t, DL_REL_case, -1) : -1;
    for (size_t i = 0; c >= 0 && i < sizeof links / sizeof *links; i++)
        if (tok(w, c)->lemma && !strcmp(tok(w, c)->lemma, links[i]))
            return true;
    return false;
}

static bool is_stranger(const struct work *w, int32_t t)
{
    const char *s = tok(w, t)->form;
    if (tok(w, t)->upos != DL_PROPN || strlen(s) < 3 || !isupper((unsigned char)s[0]) || !islower((unsigned char)s[1]) || covered(w, t))
        return false;
    for (int32_t c = grove_next(w->grove, t, -1); c >= 0; c = grove_next(w->grove, t, c))
        if (tok(w, c)->rel == DL_REL_compound || tok(w, c)->rel == DL_REL_flat || tok(w, c)->rel == DL_REL_amod)
            return false;
    return has_part(w, t, 0);
}

static uint32_t entity_named(struct work *w, const char *name)
{
    struct dl_article *a = w->art;
    for (uint32_t i = 0; i < a->n_entities; i++)
        if (a->entity[i].kind == DL_ENTITY_unnamed && !strcmp(a->entity[i].name, name))
            return i;
    struct dl_entity *more = arena_one_more(w->arena, a->entity, a->n_entities, sizeof *more);
    more[a->n_entities] = (struct dl_entity){.name = name, .sectors = "", .kind = DL_ENTITY_unnamed, .basis = DL_BASIS_explicit};
    a->entity = more;
    return a->n_entities++;
}

void strangers_find(struct work *w)
{
    for (uint32_t k = 0; k < w->art->n_sentences; k++) {
        const struct dl_sentence *s = &w->art->sentence[k];
        for (uint32_t t = s->first; s->kind == DL_SENT_BODY && t < s->first + s->n; t++)
            if (is_stranger(w, (int32_t)t))
                *VEC_PUSH(w->arena, &w->stranger) = (struct stranger){(int32_t)t, entity_named(w, tok(w, (int32_t)t)->form)};
    }
}
