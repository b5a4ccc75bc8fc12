/* where/near.c: the place of an event, from the tree around its word outwards. */
#include <string.h>

#include "where/where.h"
#include "base/banned.h"

enum { MAX_UP = 3 };

static bool literal(const struct dl_place *p) { return p->use == DL_USE_literal; }

/* The token of place p whose head lies outside it. */
static int32_t top_of(const struct dl_article *art, const struct dl_place *p)
{
    for (uint32_t i = p->first; i < p->first + p->n; i++) {
        int32_t h = art->token[i].head;
        if (h < (int32_t)p->first || h >= (int32_t)(p->first + p->n))
            return (int32_t)i;
    }
    return (int32_t)p->first;
}

/* Steps from p up to token, over words that only say where, and over an argument of token at last; -1 if the way is another. */
static int distance(const struct dl_article *art, const struct dl_place *p, int32_t token)
{
    int32_t at = top_of(art, p);
    for (int steps = 1; steps <= 4; steps++) {
        const struct dl_token *t = &art->token[at];
        bool argument = t->rel == DL_REL_obj || t->rel == DL_REL_nsubj || t->rel == DL_REL_nsubj_pass;
        if (argument && steps > 1 && t->head == token)
            return steps + 1;
        bool phrase = t->rel == DL_REL_obl || t->rel == DL_REL_nmod || t->rel == DL_REL_obl_unmarked || t->rel == DL_REL_nmod_unmarked ||
                      t->rel == DL_REL_advmod || t->rel == DL_REL_conj || t->rel == DL_REL_appos || t->rel == DL_REL_compound ||
                      (steps == 1 && t->rel == DL_REL_obj);
        if (!phrase || t->head < 0)
            return -1;
        at = t->head;
        if (at == token)
            return steps;
    }
    return -1;
}

/* The nearest literal place that hangs on token; of equals the one after it, then the earlier. */
static int32_t hanging(const struct dl_article *art, int32_t token)
{
    int32_t best = -1;
    int least = 99;
    for (uint32_t i = 0; i < art->n_places; i++) {
        const struct dl_place *p = &art->place[i];
        if (!literal(p))
            continue;
        int d = distance(art, p, token) * 2;
        if (d > 0 && (int32_t)p->first < token)
            d++;
        if (d > 0 && d < least) {
            least = d;
            best = (int32_t)i;
        }
    }
    return best;
}

static const struct dl_sentence *sentence_of(const struct dl_article *art, int32_t token)
{
    for (uint32_t s = 0; s < art->n_sentences; s++)
        if ((uint32_t)token - art->sentence[s].first < art->sentence[s].n)
            return &art->sentence[s];
    return NULL;
}

/* The literal place of a sentence if it names one only (named again is one); -1 if none, -2 if several. */
static int32_t only_one(const struct dl_article *art, const struct dl_sentence *s)
{
    int32_t one = -1;
    for (uint32_t i = 0; i < art->n_places; i++) {
        const struct dl_place *p = &art->place[i];
        if (!literal(p) || p->first - s->first >= s->n)
            continue;
        if (one >= 0 && (art->place[one].lat != p->lat || art->place[one].lon != p->lon || strcmp(art->place[one].name, p->name) != 0)) {
            if (p->country && art->place[one].country && !strcmp(p->country, art->place[one].country) && p->feature && !strcmp(p->feature, "PCLI"))
                continue;      /* "in Aleppo, Syria" is one place */
            return -2;
        }
        one = one < 0 ? (int32_t)i : one;
    }
    return one;
}

static int32_t found(int32_t place, uint8_t how, uint8_t *basis)
{
    if (basis)
        *basis = place >= 0 ? how : DL_BASIS_none;
    return place;
}

int32_t where_of(const struct dl_article *art, int32_t token, uint8_t *basis)
{
    if (token < 0 || (uint32_t)token >= art->n_tokens)
        return found(-1, DL_BASIS_none, basis);
    int32_t at = token;
    for (int up = 0; up <= MAX_UP; up++) {
        int32_t p = hanging(art, at);
        if (p >= 0)
            return found(p, DL_BASIS_explicit, basis);
        const struct dl_token *t = &art->token[at];
        /* a noun's verb, a verb's conjunct or main clause; never out of what somebody says */
        bool on = t->rel == DL_REL_obj || t->rel == DL_REL_nsubj || t->rel == DL_REL_nsubj_pass || t->rel == DL_REL_conj ||
                  t->rel == DL_REL_xcomp || t->rel == DL_REL_advcl || t->rel == DL_REL_obl || t->rel == DL_REL_nmod || t->rel == DL_REL_compound;
        if (t->head < 0 || !on)
            break;
        at = t->head;
    }
    const struct dl_sentence *s = sentence_of(art, token);
    int32_t p = s ? only_one(art, s) : -1;
    if (p >= 0)
        return found(p, DL_BASIS_context, basis);
    if (s && p == -1 && s > art->sentence && s[-1].paragraph == s->paragraph && s[-1].kind == DL_SENT_BODY && (p = only_one(art, s - 1)) >= 0)
        return found(p, DL_BASIS_carried_over, basis);
    return found(art->dateline.place, DL_BASIS_dateline, basis);
}
