/* where/use.c: what the name of a place does in its sentence: says where, acts, qualifies, is part of another name. */
#include <string.h>

#include "where/work.h"
#include "base/banned.h"

/* Does the body's name go on before or after the place's? */
static bool bigger_body(const struct find *f, const struct cand *c)
{
    int64_t before = (int64_t)c->first - 1, after = c->end;
    return (find_inside(f, c, before) && f->shape[before] & SHAPE_BODY && f->shape[before] & SHAPE_CAPITAL) || (find_inside(f, c, after) && f->shape[after] & SHAPE_BODY);
}

/* Is it a country or a capital, that may stand for a government? */
static bool governs(const struct cand *c)
{
    return c->place && (c->place->kind == ATLAS_COUNTRY || c->place->feature == FEATURE_PPLC);
}

/* A verb whose object is where it happens: to shell, to visit. */
static bool is_scene(const struct find *f, const struct dl_token *verb)
{
    return verb->lemma && IS(words_of(f->w->words, verb->lemma, strlen(verb->lemma)), scene);
}

/* The place before k whose head is this token; NULL. */
static const struct cand *headed_by(const struct find *f, uint32_t k, int32_t token)
{
    for (uint32_t j = k; j-- && f->cand.at[j].sentence == f->cand.at[k].sentence;)
        if (f->cand.at[j].taken && find_head(f, &f->cand.at[j]) == token)
            return &f->cand.at[j];
    return NULL;
}

static int64_t before_the(const struct find *f, const struct cand *c)
{
    return (int64_t)c->first - (find_form(f, (int64_t)c->first - 1, "the") ? 2 : 1);
}

/* "in Kabul province", "near Mosul airport", and not "in the Red Sea port of Mocha": the noun is land, and no other name says which. */
static bool names_land(const struct find *f, uint32_t k, int32_t noun)
{
    if (!(find_kinds(f, noun) & (1u << WORD_settlement | 1u << WORD_resident | 1u << WORD_site | 1u << WORD_generic_after)))
        return false;
    for (uint32_t j = k + 1; j < f->cand.n && f->cand.at[j].sentence == f->cand.at[k].sentence; j++)
        if (f->cand.at[j].taken && f->art->token[find_head(f, &f->cand.at[j])].head == noun)
            return false;
    return true;
}

/* By the tree, for a name that is neither an adjective nor part of another. */
static enum dl_use use_of(const struct find *f, uint32_t k)
{
    const struct cand *c = &f->cand.at[k], *other;
    const struct dl_token *h = &f->art->token[find_head(f, c)], *up = h->head >= 0 ? &f->art->token[h->head] : NULL;
    int64_t case_at = before_the(f, c);
    bool near = find_preposition(f, c) > 20, verb = up && up->upos == DL_VERB;
    if (c->container)
        return DL_USE_literal;
    if (h->rel == DL_REL_conj && (other = headed_by(f, k, h->head)))      /* "the leaders of Mali, Niger and Chad" */
        return other->use == DL_USE_adjective ? DL_USE_literal : other->use;
    for (int i = 0; i < 5 && governs(c) && h->rel == DL_REL_conj && h->head >= 0; i++) {      /* "defeated the rebels and Turkey" */
        h = &f->art->token[h->head];
        up = h->head >= 0 ? &f->art->token[h->head] : NULL;
        verb = up && up->upos == DL_VERB;
    }
    if (h->rel == DL_REL_compound && h->head >= (int32_t)c->end)
        return near && names_land(f, k, h->head) ? DL_USE_literal : DL_USE_modifier;
    if (near)
        return DL_USE_literal;
    switch (h->rel) {
    case DL_REL_nmod:
    case DL_REL_obl:
        if (h->rel == DL_REL_nmod && up && find_form(f, case_at, "of") && (IS(find_kinds(f, h->head), whose) || up->upos == DL_PROPN))
            return DL_USE_modifier;
        /* "talks with Iran", "a deal between Egypt and Sudan", and not "left for Cairo" */
        return governs(c) && find_inside(f, c, case_at) && IS(find_kinds(f, case_at), party) && !(verb && find_form(f, case_at, "for")) ? DL_USE_actor
                                                                                                                                   : DL_USE_literal;
    case DL_REL_obj:
    case DL_REL_iobj:
    case DL_REL_nsubj_pass:
        return up && governs(c) && !is_scene(f, up) ? DL_USE_actor : DL_USE_literal;
    case DL_REL_nsubj:
        return verb ? DL_USE_actor : DL_USE_literal;
    case DL_REL_obl_agent:
        return DL_USE_actor;
    case DL_REL_compound: case DL_REL_amod: case DL_REL_nmod_poss: case DL_REL_nmod_desc:
        return DL_USE_modifier;
    default:
        return DL_USE_literal;
    }
}

void find_use(struct find *f)
{
    for (uint32_t k = 0; k < f->cand.n; k++) {
        struct cand *c = &f->cand.at[k];
        if (!c->taken || c->use == DL_USE_adjective)
            continue;
        bool named = find_capital(f, c, c->end) && IS(find_kinds(f, c->end), organisation);
        c->use = named || (f->shape[c->first] & SHAPE_BODY && bigger_body(f, c)) ? DL_USE_part : (uint8_t)use_of(f, k);
    }
}
