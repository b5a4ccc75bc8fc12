/* rules/verbs_match.c: what a verb dictionary says at a token. PETRARCH 1's patterns are looked for among the words of the sentence, outward
 * from the verb; PETRARCH 2's among the logical subject, the objects and the phrases that hang from the verb. */
#include <string.h>

#include "entities/entities.h"
#include "rules/grove.h"
#include "rules/verbs_inside.h"
#include "base/banned.h"

struct verbs_text {
    const struct verbs *v;
    const struct grove *g;
    const struct dl_article *art;
    uint32_t (*id)[2];               /* (n_tokens) form and lemma; 0: no dictionary has it */
};

struct verbs_text *verbs_text_new(const struct verbs *v, const struct grove *g, struct arena *a)
{
    struct verbs_text *x = arena_take(a, 1, sizeof *x);
    *x = (struct verbs_text){v, g, g->art, arena_take(a, g->art->n_tokens + 1, sizeof *x->id)};
    for (uint32_t t = 0; t < g->art->n_tokens; t++) {
        const struct dl_token *k = &g->art->token[t];
        x->id[t][0] = verbs_find(v, k->form, strlen(k->form));
        x->id[t][1] = k->lemma ? verbs_find(v, k->lemma, strlen(k->lemma)) : 0;
    }
    return x;
}

/* ---- words ---- */

static bool word_at(const struct verbs_text *x, int32_t t, uint32_t word) { return x->id[t][0] == word || x->id[t][1] == word; }

/* Does the phrase begin at the token? */
static bool phrase_from(const struct verbs_text *x, int32_t t, const struct phrase *p)
{
    for (uint32_t i = 0; i < p->n; i++)
        if ((uint32_t)t + i >= x->art->n_tokens || !word_at(x, t + (int32_t)i, p->word[i]))
            return false;
    return p->n > 0;
}

/* Words that a phrase or a member of a set takes from the token on; 0: it is not there. */
static uint32_t words_from(const struct verbs_text *x, int32_t t, const struct element *e)
{
    uint32_t longest = 0;
    if (e->kind == ELEMENT_PHRASE)
        return phrase_from(x, t, &e->phrase) ? e->phrase.n : 0;
    for (uint32_t i = 0; e->kind == ELEMENT_SET && i < x->v->set.at[e->set].at.n; i++) {
        const struct phrase *p = &x->v->set.at[e->set].at.at[i];
        if (p->n > longest && phrase_from(x, t, p))
            longest = p->n;
    }
    return longest;
}

/* Does the phrase, or a member of the set, hold the token? */
static bool words_hold(const struct verbs_text *x, int32_t t, const struct element *e)
{
    for (int32_t from = t; from >= 0 && from > t - PHRASE_WORDS; from--)
        if (words_from(x, from, e) > (uint32_t)(t - from))
            return true;
    return false;
}

static bool is_actor(const struct verbs_text *x, int32_t t)
{
    int32_t m = entities_at(x->art, t);
    const struct dl_entity *e = m < 0 ? NULL : &x->art->entity[x->art->mention[m].entity];
    return e && (e->country || e->code) && x->art->mention[m].head == t;
}

/* Keeps whom the signs of a pattern name. */
static bool named(struct verbs_match *out, enum element_kind kind, int32_t t)
{
    if (kind != ELEMENT_TARGET)
        out->source = t;
    if (kind != ELEMENT_SOURCE)
        out->target = t;
    return true;
}

static bool is_sign(enum element_kind kind) { return kind == ELEMENT_SOURCE || kind == ELEMENT_TARGET || kind == ELEMENT_BOTH; }

/* ---- PETRARCH 1: words in a row ---- */

static bool is_noun(const struct verbs_text *x, int32_t t)
{
    uint8_t upos = x->art->token[t].upos;
    return upos == DL_NOUN || upos == DL_PROPN || upos == DL_PRON;
}

/* Moves *at to behind the element that is found next, in steps of +1 or -1, before `end`; with `glued`, right there. */
static bool seek(const struct verbs_text *x, int32_t *at, int32_t end, int step, bool glued, const struct element *e, struct verbs_match *out)
{
    for (int32_t t = *at; step > 0 ? t < end : t > end; t += step) {
        uint32_t n = is_sign(e->kind) ? is_actor(x, t) : e->kind == ELEMENT_SKIP ? is_noun(x, t) : words_from(x, t, e);
        if (!n || (glued && (step > 0 ? t : t + (int32_t)n - 1) != *at))
            continue;
        if (is_sign(e->kind))
            named(out, e->kind, t);
        *at = step > 0 ? t + (int32_t)n : t - 1;
        return true;
    }
    return false;
}

static bool in_a_row(const struct verbs_text *x, const struct pattern *p, const struct dl_sentence *s, int32_t before, int32_t behind, struct verbs_match *out)
{
    int32_t end = (int32_t)(s->first + s->n), begin = (int32_t)s->first - 1;
    for (uint32_t i = 0; i < p->n_right; i++)
        if (!seek(x, &behind, end, 1, i ? p->right[i - 1].glued : p->glued, &p->right[i], out))
            return false;
    for (uint32_t i = p->n_left; i-- > 0;)
        if (!seek(x, &before, begin, -1, p->left[i].glued, &p->left[i], out))
            return false;
    return true;
}

/* ---- PETRARCH 2: nouns and phrases of the tree ---- */

static bool element_holds(const struct verbs_text *x, int32_t t, const struct element *e, struct verbs_match *out);

static bool below_holds(const struct verbs_text *x, int32_t t, const struct element *e, int depth, struct verbs_match *out)
{
    if (element_holds(x, t, e, out))
        return true;
    for (int32_t c = grove_next(x->g, t, -1); c >= 0 && depth < 2; c = grove_next(x->g, t, c))
        if (below_holds(x, c, e, depth + 1, out))
            return true;
    return false;
}

/* "{FINANCIAL AID}": the last part at the token, the others below it. */
static bool group_holds(const struct verbs_text *x, int32_t t, const struct element *e, struct verbs_match *out)
{
    if (!element_holds(x, t, &e->part[e->n_parts - 1], out))
        return false;
    for (uint32_t i = 0; i + 1 < e->n_parts; i++)
        if (!below_holds(x, t, &e->part[i], 0, out))
            return false;
    return true;
}

/* "(TO BORDER)": a phrase with that preposition, and the rest in it. */
static bool prep_holds(const struct verbs_text *x, int32_t t, const struct element *e, struct verbs_match *out)
{
    bool found = false;
    for (int32_t c = -1; !found && (c = grove_child(x->g, t, DL_REL_case, c)) >= 0;)
        found = words_hold(x, c, &e->part[0]);
    for (uint32_t i = 1; found && i < e->n_parts; i++)
        found = below_holds(x, t, &e->part[i], 0, out);
    return found;
}

static bool element_holds(const struct verbs_text *x, int32_t t, const struct element *e, struct verbs_match *out)
{
    switch (e->kind) {
    case ELEMENT_PHRASE: case ELEMENT_SET: return words_hold(x, t, e);
    case ELEMENT_SKIP: return is_noun(x, t);
    case ELEMENT_GROUP: return group_holds(x, t, e, out);
    case ELEMENT_PREP: return prep_holds(x, t, e, out);
    default: return is_actor(x, t) && named(out, e->kind, t);
    }
}

enum { AROUND = 48 };
struct around { int32_t at[AROUND]; uint32_t n; };

static void put(struct around *a, int32_t t)
{
    for (uint32_t i = 0; i < a->n; i++)
        if (a->at[i] == t)
            return;
    if (a->n < AROUND)
        a->at[a->n++] = t;
}

static bool is_clause(uint8_t rel)
{
    return rel == DL_REL_ccomp || rel == DL_REL_advcl || rel == DL_REL_acl || rel == DL_REL_acl_relcl || rel == DL_REL_parataxis || rel == DL_REL_conj || rel == DL_REL_punct;
}

/* The phrases that hang from a word, and those that hang from them. */
static void put_below(const struct verbs_text *x, int32_t t, int depth, struct around *a)
{
    for (int32_t c = grove_next(x->g, t, -1); c >= 0; c = grove_next(x->g, t, c)) {
        uint8_t rel = x->art->token[c].rel;
        if (is_clause(rel) && !(rel == DL_REL_conj && depth))
            continue;
        put(a, c);
        if (depth < 2 && rel != DL_REL_nsubj && rel != DL_REL_nsubj_pass)
            put_below(x, c, depth + 1, a);
    }
}

static bool all_hold(const struct verbs_text *x, const struct element *e, uint32_t n, const struct around *a, struct verbs_match *out)
{
    for (uint32_t i = 0; i < n; i++) {
        bool found = false;
        for (uint32_t k = 0; k < a->n && !found; k++)
            found = element_holds(x, a->at[k], &e[i], out);
        if (!found)
            return false;
    }
    return true;
}

/* Left of the verb: its subject with what belongs to it, and what stands before the verb; right: objects and the rest. */
static void look_around(const struct verbs_text *x, int32_t t, struct around *left, struct around *right)
{
    int32_t got[SLOT_ROOM];
    struct around all = {0};
    for (uint32_t n = grove_subject(x->g, t, got), i = 0; i < n; i++) {
        put(left, got[i]);
        put_below(x, got[i], 1, left);
    }
    for (uint32_t n = grove_object(x->g, t, got), i = 0; i < n; i++) {
        put(right, got[i]);
        put_below(x, got[i], 1, right);
    }
    put_below(x, t, 0, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        bool subject = false;
        for (uint32_t k = 0; k < left->n; k++)
            subject |= left->at[k] == all.at[i];
        if (!subject)
            put(all.at[i] < t ? left : right, all.at[i]);
    }
}

/* ---- verbs ---- */

static const struct dl_sentence *sentence_of(const struct verbs_text *x, int32_t t)
{
    uint32_t lo = 0, hi = x->art->n_sentences;
    while (hi - lo > 1) {
        uint32_t mid = (lo + hi) / 2;
        *(x->art->sentence[mid].first <= (uint32_t)t ? &lo : &hi) = mid;
    }
    return &x->art->sentence[lo];
}

static bool verb_holds(const struct verbs_text *x, const struct verb *v, int32_t t)
{
    int32_t from = t - (int32_t)v->main;
    for (uint32_t i = 0; i < v->phrase.n; i++)
        if (i != v->main && (from + (int32_t)i < 0 || (uint32_t)(from + (int32_t)i) >= x->art->n_tokens || !word_at(x, from + (int32_t)i, v->phrase.word[i])))
            return false;
    return true;
}

/* The verb of most words that the token inflects. */
static const struct verb *verb_at(const struct verbs_text *x, int32_t t)
{
    const struct verb *best = NULL;
    for (int i = 0; i < 2; i++) {
        const struct posting_list *list = x->id[t][i] ? &x->v->index.at[x->id[t][i]] : NULL;
        for (uint32_t k = 0; list && k < list->verb.n; k++) {
            const struct verb *v = &x->v->verb.at[list->verb.at[k]];
            if ((!best || v->phrase.n > best->phrase.n) && verb_holds(x, v, t))
                best = v;
        }
    }
    return best;
}

static bool pattern_at(const struct verbs_text *x, const struct verb *v, int32_t t, struct verbs_match *out)
{
    const struct block *b = &x->v->block.at[v->block];
    const struct dl_sentence *s = sentence_of(x, t);
    struct around left = {0}, right = {0};
    int32_t first = t - (int32_t)v->main, behind = first + (int32_t)v->phrase.n;
    if (b->pattern.n && b->pattern.at[0].trees)
        look_around(x, t, &left, &right);
    for (uint32_t i = 0; i < b->pattern.n; i++) {
        const struct pattern *p = &b->pattern.at[i];
        out->source = out->target = -1;
        if (p->trees ? all_hold(x, p->left, p->n_left, &left, out) && all_hold(x, p->right, p->n_right, &right, out) : in_a_row(x, p, s, first - 1, behind, out)) {
            out->code = p->codes.code;
            out->back = p->codes.back;
            out->line = p->line;
            return out->by_pattern = true;
        }
    }
    out->source = out->target = -1;
    return false;
}

bool verbs_match(const struct verbs_text *x, int32_t t, struct verbs_match *out)
{
    const struct verb *v = x->art->token[t].upos == DL_VERB ? verb_at(x, t) : NULL;
    if (!v)
        return false;
    const struct block *b = &x->v->block.at[v->block];
    const struct codes own = *v->codes.code || *v->codes.back ? v->codes : b->codes;
    *out = (struct verbs_match){.id = v->id, .file = b->file, .line = v->line, .code = own.code, .back = own.back, .source = -1, .target = -1};
    return pattern_at(x, v, t, out) || (strcmp(out->code, "---") != 0 && (*out->code || *out->back));
}
