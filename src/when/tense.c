/* when/tense.c: whether the clause around a word tells of the past or the future, off its verbs. */
#include <string.h>

#include "when/work.h"
#include "base/banned.h"

static bool tag(const struct dl_token *t, const char *xpos) { return t->xpos && !strcmp(t->xpos, xpos); }

static bool finite_past(const struct dl_token *t) { return tag(t, "VBD") || tag(t, "VBN"); }

/* The verb or copular predicate that governs token i, -1 if there is none. */
static int32_t clause_of(const struct work *k, int32_t i)
{
    const struct dl_token *tok = k->art->token;
    for (int steps = 0; i >= 0 && steps < 40; i = tok[i].head, steps++)
        if (tok[i].upos == DL_VERB)
            return i;
    return -1;
}

struct auxiliaries { bool modal, to, past, present, any, have; };

/* "Was due to open on Friday": "due to" hung on the verb like a conjunction. */
static bool is_due(const struct work *k, int32_t v)
{
    const struct dl_token *tok = k->art->token;
    for (int32_t c = v > 6 ? v - 6 : 0; c < v; c++)
        if (tok[c].head == v && tok[c].rel == DL_REL_mark && when_word(k, (uint32_t)c, WHEN_plan))
            return true;
    return false;
}

static struct auxiliaries auxiliaries_of(const struct work *k, int32_t v)
{
    const struct dl_token *tok = k->art->token;
    struct auxiliaries a = {0};
    for (int32_t c = v > 14 ? v - 14 : 0; c < v; c++) {
        if (tok[c].head != v)
            continue;
        a.modal |= tag(&tok[c], "MD");
        a.to |= tag(&tok[c], "TO");
        if (tok[c].upos != DL_AUX)
            continue;
        a.any = true;
        a.have |= tok[c].lemma && !strcmp(tok[c].lemma, "have");
        a.past |= tag(&tok[c], "VBD");
        a.present |= tag(&tok[c], "VBZ") || tag(&tok[c], "VBP");
    }
    return a;
}

/* A word that looks ahead just before the date ("ahead of Friday's vote") or over it ("due Friday", "scheduled for Monday"). */
static bool looks_ahead(const struct work *k, uint32_t i)
{
    const struct dl_token *tok = k->art->token;
    for (uint32_t c = i > 4 ? i - 4 : 0; c < i; c++)
        if (when_word(k, c, WHEN_ahead))
            return true;
    int32_t up = tok[i].head;
    return up >= 0 && when_word(k, (uint32_t)up, WHEN_plan) && (tok[up].upos == DL_ADJ || tag(&tok[up], "VBN"));
}

/* "since Tuesday"; "according to a letter of Friday": what has begun or been said. */
static bool looks_back(const struct work *k, uint32_t i)
{
    const struct dl_token *tok = k->art->token;
    if (i && when_word(k, i - 1, WHEN_behind))
        return true;
    int32_t at = (int32_t)i;
    for (int steps = 0; at >= 0 && tok[at].upos != DL_VERB && steps < 6; at = tok[at].head, steps++)
        for (int32_t c = at > 8 ? at - 8 : 0; c < at; c++)
            if (tok[c].head == at && tok[c].rel == DL_REL_case && when_word(k, (uint32_t)c, WHEN_behind))
                return true;
    return false;
}

static bool plans(const struct work *k, int32_t v)
{
    const struct dl_token *tok = k->art->token;
    for (int32_t up = tok[v].head, steps = 0; up >= 0 && steps < 2; up = tok[up].head, steps++)
        if (when_word(k, (uint32_t)up, WHEN_plan))
            return true;
    return false;
}

int when_tense(const struct work *k, uint32_t i)
{
    const struct dl_token *tok = k->art->token;
    if (looks_ahead(k, i))
        return 1;
    if (looks_back(k, i))
        return -1;
    for (int32_t v = clause_of(k, (int32_t)i), steps = 0; v >= 0 && steps < 4; v = clause_of(k, tok[v].head), steps++) {
        struct auxiliaries a = auxiliaries_of(k, v);
        if (is_due(k, v))
            return 1;
        if (a.modal)
            return finite_past(&tok[v]) && a.have ? -1 : 1;      /* "would have met" is past, "will be met" is not */
        if (a.to && (plans(k, v) || tok[v].rel == DL_REL_acl))  /* "an agreement to meet again from October 31" */
            return 1;
        if (tag(&tok[v], "VBD") || (tag(&tok[v], "VBN") && (!a.any || a.past || !a.present)))
            return -1;
        if (tag(&tok[v], "VBN"))
            return -1;
        if (tag(&tok[v], "VBZ") || tag(&tok[v], "VBP") || (tag(&tok[v], "VBG") && a.present))
            return 1;
        if (a.to && (a.present || tok[v].head < 0))
            return 1;                                           /* "are to travel"; headlines: "Leaders to meet Monday" */
        if (a.past)
            return -1;
    }
    return 0;
}

bool when_states(const struct work *k, uint32_t i)
{
    const struct dl_token *tok = k->art->token;
    int32_t at = (int32_t)i;
    for (int steps = 0; at >= 0 && steps < 6; at = tok[at].head, steps++)
        for (int32_t c = at > 8 ? at - 8 : 0; c < at; c++)
            if (tok[c].head == at && tok[c].rel == DL_REL_cop)
                return tag(&tok[c], "VBZ") || tag(&tok[c], "VBP");
    return false;
}

bool when_hedged(const struct work *k, uint32_t i)
{
    const struct dl_token *tok = k->art->token;
    for (uint32_t c = i > 4 ? i - 4 : 0; c < i; c++)
        if (when_word(k, c, WHEN_hedge))
            return true;
    int32_t v = clause_of(k, (int32_t)i);
    if (v < 0)
        return false;
    for (int32_t c = v > 6 ? v - 6 : 0; c < v; c++)
        if (tok[c].head == v && when_word(k, (uint32_t)c, WHEN_hedge))
            return true;
    return tok[v].head >= 0 && when_word(k, (uint32_t)tok[v].head, WHEN_hedge) && tok[v].rel == DL_REL_xcomp;
}
