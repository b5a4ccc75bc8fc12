/* rules/gerunds.c: nouns in -ing that the tagger took for verbs, told by the class @gerund of what is done to others. */
#include <string.h>

#include "rules/inside.h"
#include "base/banned.h"

static bool is(const char *a, const char *b) { return a && strcmp(a, b) == 0; }

/* Has the word a child left of `end` in one of the relations that make a noun phrase? */
static bool noun_phrase(const struct dl_article *art, int32_t word, int32_t from)
{
    bool modified = false, in_phrase = false;
    for (int32_t i = from; i < word; i++) {
        if (art->token[i].head != word)
            continue;
        modified |= art->token[i].rel == DL_REL_amod || art->token[i].rel == DL_REL_compound || art->token[i].rel == DL_REL_nmod_poss;
        in_phrase |= art->token[i].rel == DL_REL_case;
    }
    return modified && in_phrase;
}

/* Does the clause of v have no words of its own but phrases behind it? */
static bool bare(const struct dl_article *art, const struct dl_sentence *s, int32_t v)
{
    for (uint32_t i = s->first; i < s->first + s->n; i++)
        if (art->token[i].head == v && ((int32_t)i < v || art->token[i].rel == DL_REL_obj || art->token[i].rel == DL_REL_xcomp || art->token[i].rel == DL_REL_ccomp))
            return false;
    return true;
}

/* "killed in [Israeli tank] shelling": the noun before it modifies it, and all that hung on that noun hangs on it. */
static void to_noun(struct dl_article *art, const struct dl_sentence *s, int32_t v)
{
    struct dl_token *t = &art->token[v], *p = &art->token[v - 1];
    t->head = p->head, t->rel = p->rel;
    t->upos = DL_NOUN, t->xpos = "NN", t->lemma = t->form;
    for (uint32_t i = s->first; i < (uint32_t)v - 1; i++)
        if (art->token[i].head == v - 1)
            art->token[i].head = v;
    p->head = v, p->rel = DL_REL_compound;
    for (uint32_t i = (uint32_t)v + 1; i < s->first + s->n; i++)
        if (art->token[i].head == v && art->token[i].rel == DL_REL_obl)
            art->token[i].rel = DL_REL_nmod;
    if (t->rel == DL_REL_obl_agent)
        t->rel = DL_REL_obl;
}

void rules_gerunds(const struct rules *r, struct dl_article *art)
{
    for (uint32_t k = 0; k < art->n_sentences; k++) {
        const struct dl_sentence *s = &art->sentence[k];
        for (uint32_t i = s->first + 2; i < s->first + s->n; i++) {
            const struct dl_token *t = &art->token[i], *p = t - 1;
            int32_t v = (int32_t)i;
            if (!is(t->xpos, "VBG") || (t->rel != DL_REL_advcl && t->rel != DL_REL_acl) || !is(p->xpos, "NN") || (p->head != t->head && t->head != v - 1))
                continue;
            if (p->head >= 0 && rules_class_has(r, "@gerund", t->form) && noun_phrase(art, v - 1, (int32_t)s->first) && bare(art, s, v))
                to_noun(art, s, v);
        }
    }
}
