/* events/status.c: done, planned, denied, supposed: read off auxiliaries, negation and the clauses above. */
#include <string.h>

#include "events/inside.h"
#include "base/banned.h"

static const struct dl_token *tok(const struct work *w, int32_t t) { return &w->art->token[t]; }
static bool lemma_is(const struct work *w, int32_t t, const char *l) { return tok(w, t)->lemma && !strcmp(tok(w, t)->lemma, l); }
static bool tag_is(const struct work *w, int32_t t, const char *x) { return tok(w, t)->xpos && !strcmp(tok(w, t)->xpos, x); }
static bool is_verb(const struct work *w, int32_t t) { return tok(w, t)->upos == DL_VERB || tok(w, t)->upos == DL_AUX; }

bool status_negated(const struct work *w, int32_t t)
{
    for (int32_t c = grove_next(w->grove, t, -1); c >= 0; c = grove_next(w->grove, t, c)) {
        uint8_t rel = tok(w, c)->rel;
        if ((rel == DL_REL_advmod || rel == DL_REL_det || rel == DL_REL_cc_preconj) && grove_is(w->grove, c, "@negation"))
            return true;
        if ((rel == DL_REL_obj || rel == DL_REL_nsubj || rel == DL_REL_nsubj_pass) && is_verb(w, t))
            for (int32_t d = -1; (d = grove_child(w->grove, c, DL_REL_det, d)) >= 0;)
                if (lemma_is(w, d, "no"))
                    return true;
    }
    return false;
}

static bool supposed(const struct work *w, int32_t t)
{
    for (int32_t c = -1; (c = grove_child(w->grove, t, DL_REL_mark, c)) >= 0;)
        if (grove_is(w->grove, c, "@supposing"))
            return true;
    return false;
}

/* The word whose auxiliaries tell of a trigger: itself, its light verb, or the verb that a bare noun is argument of. */
int32_t status_anchor(const struct work *w, int32_t t)
{
    if (is_verb(w, t) || grove_child(w->grove, t, DL_REL_cop, -1) >= 0)
        return t;
    int32_t light = grove_light(w->grove, t), h = tok(w, t)->head;
    if (light >= 0)
        return light;
    uint8_t rel = tok(w, t)->rel;
    return h >= 0 && is_verb(w, h) && (rel == DL_REL_nsubj || rel == DL_REL_nsubj_pass || rel == DL_REL_obj) ? h : t;
}

/* "even if the government falls": no condition. */
static bool even_so(const struct work *w, int32_t clause)
{
    int32_t mark = grove_child(w->grove, clause, DL_REL_mark, -1);
    return mark > 0 && lemma_is(w, mark, "if") && lemma_is(w, mark - 1, "even");
}

/* "if" or "unless" below a clause, or "have" beside its "would". */
static bool conditional(const struct work *w, int32_t v)
{
    for (int32_t c = grove_next(w->grove, v, -1); c >= 0; c = grove_next(w->grove, v, c))
        if ((tok(w, c)->rel == DL_REL_advcl && supposed(w, c) && !even_so(w, c)) || (tok(w, c)->rel == DL_REL_aux && lemma_is(w, c, "have")))
            return true;
    return false;
}

static int32_t modal(const struct work *w, int32_t v)
{
    for (int32_t c = -1; (c = grove_child(w->grove, v, DL_REL_aux, c)) >= 0;) {
        if (grove_is(w->grove, c, "@will"))
            return DL_STATUS_planned;
        if (lemma_is(w, c, "would") && settle_statement(w, v) >= 0 && !conditional(w, v))
            return DL_STATUS_planned;                          /* the future of "said" */
        if (grove_is(w->grove, c, "@might"))
            return DL_STATUS_hypothetical;
        if (grove_is(w->grove, c, "@should"))
            return DL_STATUS_demanded;
    }
    return -1;
}

bool status_will(const struct work *w, int32_t t) { return modal(w, status_anchor(w, t)) == DL_STATUS_planned; }

/* "will leave unless": a price is named. */
bool status_priced(const struct work *w, int32_t t)
{
    int32_t v = status_anchor(w, t);
    bool future = false;
    for (int32_t c = -1; (c = grove_child(w->grove, v, DL_REL_aux, c)) >= 0;)
        future |= grove_is(w->grove, c, "@will") || lemma_is(w, c, "would");
    for (int32_t c = -1; future && (c = grove_child(w->grove, v, DL_REL_advcl, c)) >= 0;)
        for (int32_t m = -1; (m = grove_child(w->grove, c, DL_REL_mark, m)) >= 0;)
            if (lemma_is(w, m, "unless") || (lemma_is(w, m, "if") && !even_so(w, c)) || lemma_is(w, m, "until"))
                return true;
    return false;
}

static bool infinitive(const struct work *w, int32_t v)
{
    if (!tag_is(w, v, "VB") && !grove_passive(w->grove, v))
        return false;
    for (int32_t c = grove_next(w->grove, v, -1); c >= 0; c = grove_next(w->grove, v, c))
        if (tag_is(w, c, "TO"))
            return true;
    return false;
}

static bool progressive(const struct work *w, int32_t v)
{
    if (!tag_is(w, v, "VBG"))
        return false;
    for (int32_t c = -1; (c = grove_child(w->grove, v, DL_REL_aux, c)) >= 0;)
        if (tag_is(w, c, "VBZ") || tag_is(w, c, "VBP"))
            return true;
    return false;
}

static int32_t of_clause(const struct work *w, int32_t v, int depth)
{
    int32_t h = tok(w, v)->head, m = modal(w, v);
    if (supposed(w, v))
        return DL_STATUS_hypothetical;
    if (status_negated(w, v) && (m < 0 || m == DL_STATUS_planned))
        return DL_STATUS_negated;
    if (m >= 0)
        return m;
    if (infinitive(w, v)) {
        if (h < 0 || tok(w, v)->rel == DL_REL_root || tok(w, v)->rel == DL_REL_parataxis || tok(w, v)->rel == DL_REL_ccomp)
            return DL_STATUS_planned;
        if (tok(w, v)->rel == DL_REL_xcomp && is_verb(w, h) && !grove_is(w->grove, h, "@attempt"))
            return depth < 8 ? of_clause(w, h, depth + 1) : DL_STATUS_occurred;
        if (tok(w, v)->rel == DL_REL_advcl && grove_is(w->grove, h, "@vote"))
            return depth < 8 ? of_clause(w, h, depth + 1) : DL_STATUS_occurred;    /* "voted to back him" */
        return tok(w, v)->rel == DL_REL_acl ? DL_STATUS_planned : DL_STATUS_hypothetical;
    }
    /* clauses above that put the whole in doubt */
    for (int32_t up = v, steps = 0; up >= 0 && steps < 6; up = tok(w, up)->head, steps++) {
        uint8_t rel = tok(w, up)->rel;
        if (rel != DL_REL_conj && rel != DL_REL_advcl && rel != DL_REL_xcomp && rel != DL_REL_obj && rel != DL_REL_nsubj && rel != DL_REL_nsubj_pass)
            break;
        int32_t p = tok(w, up)->head;
        if (p < 0)
            break;
        if (rel == DL_REL_conj && is_verb(w, p) && is_verb(w, up) && grove_child(w->grove, up, DL_REL_nsubj, -1) < 0 && (tag_is(w, up, "VB") || tag_is(w, up, "VBG"))) {
            int32_t shared = modal(w, p);
            if (shared >= 0)
                return shared;
            if (infinitive(w, p) && depth < 8)
                return of_clause(w, p, depth + 1);
        }
        if (supposed(w, p) && rel != DL_REL_advcl)
            return DL_STATUS_hypothetical;
    }
    return progressive(w, v) ? DL_STATUS_ongoing : DL_STATUS_occurred;
}

/* Words on a noun that tell its state: "planned talks", "alleged attack", "ongoing protests". */
static int32_t described(const struct work *w, int32_t t)
{
    for (int32_t c = grove_next(w->grove, t, -1); c >= 0; c = grove_next(w->grove, t, c)) {
        if (tok(w, c)->rel != DL_REL_amod && tok(w, c)->rel != DL_REL_compound)
            continue;
        if (grove_is(w->grove, c, "@planned"))
            return DL_STATUS_planned;
        if (grove_is(w->grove, c, "@possible"))
            return DL_STATUS_hypothetical;
        if (grove_is(w->grove, c, "@ongoing"))
            return DL_STATUS_ongoing;
        if (grove_is(w->grove, c, "@bygone"))
            return DL_STATUS_historical;
    }
    return -1;
}

bool status_tried(const struct work *w, int32_t t)
{
    int32_t v = status_anchor(w, t), h = tok(w, v)->head;
    return tok(w, v)->rel == DL_REL_xcomp && h >= 0 && grove_is(w->grove, h, "@try") && of_clause(w, h, 0) == DL_STATUS_occurred;
}

enum dl_status status_of(const struct work *w, int32_t t)
{
    int32_t said = is_verb(w, t) ? -1 : described(w, t);
    if (said >= 0)
        return (enum dl_status)said;
    if (!is_verb(w, t) && status_negated(w, t))
        return DL_STATUS_negated;
    int32_t v = status_anchor(w, t), s = of_clause(w, v, 0);
    if (v != t && s == DL_STATUS_occurred && grove_is(w->grove, v, "@announce"))
        s = DL_STATUS_planned;                                 /* "announced a withdrawal" */
    if (v != t && s == DL_STATUS_demanded)
        s = DL_STATUS_hypothetical;
    return (enum dl_status)s;
}
