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

/* "a Kabul car bombing", "Catalonia fire": a town or region qualifies the deed it saw; a country does it ("U.S. strikes"). */
static bool scene(const struct dl_article *art, const struct dl_place *p)
{
    return p->use == DL_USE_modifier && p->feature && strcmp(p->feature, "PCLI") != 0 && art->token[top_of(art, p)].rel == DL_REL_compound;
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
                      t->rel == DL_REL_acl_relcl || t->rel == DL_REL_acl || (steps == 1 && t->rel == DL_REL_obj);
        if (!phrase || t->head < 0)
            return -1;
        at = t->head;
        if (at == token)
            return steps;
    }
    return -1;
}

static const struct dl_sentence *sentence_of(const struct dl_article *art, int32_t token)
{
    uint32_t lo = 0, hi = art->n_sentences;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (art->sentence[mid].first + art->sentence[mid].n <= (uint32_t)token)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < art->n_sentences ? &art->sentence[lo] : NULL;
}

/* The first place at or after the beginning of a sentence. */
static uint32_t first_place(const struct dl_article *art, const struct dl_sentence *s)
{
    uint32_t lo = 0, hi = art->n_places;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (art->place[mid].first < s->first)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* The nearest literal place that hangs on token; of equals the one after it, then the earlier. */
static int32_t hanging(const struct dl_article *art, int32_t token)
{
    int32_t best = -1;
    int least = 99;
    const struct dl_sentence *s = sentence_of(art, token);
    for (uint32_t i = s ? first_place(art, s) : art->n_places; i < art->n_places && art->place[i].first - s->first < s->n; i++) {
        const struct dl_place *p = &art->place[i];
        if (!literal(p) && !scene(art, p))
            continue;
        int d = distance(art, p, token) * 2;
        if (d > 0)
            d += ((int32_t)p->first < token) + (literal(p) ? 0 : 2);
        if (d > 0 && d < least) {
            least = d;
            best = (int32_t)i;
        }
    }
    return best;
}

/* Is there no saying between two words: no way up from either to the other's line through a clause that is said or thought? */
static bool same_account(const struct dl_article *art, int32_t a, int32_t b)
{
    int32_t up = a;
    for (int i = 0; i < 40 && up >= 0; i++) {
        int32_t down = b;
        for (int j = 0; j < 40 && down >= 0; j++) {
            if (down == up)
                return true;
            uint8_t rel = art->token[down].rel;
            if (rel == DL_REL_ccomp || rel == DL_REL_parataxis)
                break;
            down = art->token[down].head;
        }
        uint8_t rel = art->token[up].rel;
        if (rel == DL_REL_ccomp || rel == DL_REL_parataxis)
            return false;
        up = art->token[up].head;
    }
    return false;
}

/* Does the verb that governs b govern a too? Not so the place of a clause below: "signed it, weeks after drafting it in Oslo". */
static bool same_verb(const struct dl_article *art, int32_t a, int32_t b)
{
    while (b >= 0 && art->token[b].upos != DL_VERB && art->token[b].head >= 0)
        b = art->token[b].head;
    while (a >= 0 && a != b)
        a = art->token[a].head;
    return a == b;
}

/* The literal place of a sentence if it names one only (named again is one); -1 if none, -2 if several. Places
 * that are in another account than token (-1: any) do not count: "will meet, he said in Paris"; nor, where a dateline
 * is the other choice, those of clauses below. */
static int32_t only_one(const struct dl_article *art, const struct dl_sentence *s, int32_t token)
{
    int32_t one = -1;
    for (uint32_t i = first_place(art, s); i < art->n_places && art->place[i].first - s->first < s->n; i++) {
        const struct dl_place *p = &art->place[i];
        if (!literal(p) || (token >= 0 && !same_account(art, token, top_of(art, p))) ||
            (token >= 0 && art->dateline.place >= 0 && !same_verb(art, token, top_of(art, p))))
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

/* May the article's setting be that of a sentence: it neither names it itself nor speaks of another country? */
static bool may_be_set(const struct dl_article *art, const struct dl_sentence *s, const struct dl_place *setting)
{
    if (setting->first - s->first < s->n)
        return false;
    for (uint32_t i = first_place(art, s); i < art->n_places && art->place[i].first - s->first < s->n; i++)
        if (art->place[i].country && setting->country && strcmp(art->place[i].country, setting->country) != 0)
            return false;
    return true;
}

static int32_t found(int32_t place, uint8_t how, uint8_t *basis)
{
    if (basis)
        *basis = place >= 0 ? how : DL_BASIS_none;
    return place;
}

/* "here" hanging on a word outside quotations is the dateline; "there" the last literal place before it. -1 if neither does. */
static int32_t pointed_at(const struct dl_article *art, const struct dl_sentence *s, int32_t token, uint8_t *how)
{
    for (uint32_t i = s->first; i < s->first + s->n; i++) {
        const struct dl_token *t = &art->token[i];
        if (t->head != token || t->rel != DL_REL_advmod || !t->lemma || t->quote >= 0)
            continue;
        if (strcmp(t->lemma, "here") == 0 && art->dateline.place >= 0)
            return *how = DL_BASIS_dateline, art->dateline.place;
        if (strcmp(t->lemma, "there") != 0)
            continue;
        uint32_t from = s > art->sentence ? s[-1].first : s->first;
        for (uint32_t p = art->n_places; p-- && art->place[p].first >= from;)
            if (art->place[p].first < i && literal(&art->place[p]))
                return *how = DL_BASIS_coreference, (int32_t)p;
    }
    return -1;
}

int32_t where_of(const struct dl_article *art, int32_t token, uint8_t *basis)
{
    if (token < 0 || (uint32_t)token >= art->n_tokens)
        return found(-1, DL_BASIS_none, basis);
    int32_t at = token;
    const struct dl_sentence *s = sentence_of(art, token);
    for (int up = 0; s && up <= MAX_UP; up++) {
        uint8_t how = DL_BASIS_none;
        int32_t p = pointed_at(art, s, at, &how);
        if (p >= 0)
            return found(p, how, basis);
        p = hanging(art, at);
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
    int32_t p = s ? only_one(art, s, token) : -1;
    if (p >= 0)
        return found(p, DL_BASIS_context, basis);
    if (s && p == -1 && s > art->sentence && s[-1].paragraph == s->paragraph && s[-1].kind == DL_SENT_BODY && (p = only_one(art, s - 1, -1)) >= 0 &&
        art->place[p].country && art->place[p].feature && strcmp(art->place[p].feature, "PCLI") != 0 && may_be_set(art, s, &art->place[p]))
        return found(p, DL_BASIS_carried_over, basis);
    if (art->dateline.place >= 0)
        return found(art->dateline.place, DL_BASIS_dateline, basis);
    /* what its own sentence did not give it the article does not either: "will meet, he said in Paris" */
    return found(s && art->setting >= 0 && may_be_set(art, s, &art->place[art->setting]) ? art->setting : -1, DL_BASIS_context, basis);
}
