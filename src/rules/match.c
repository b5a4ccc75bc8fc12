/* rules/match.c: which rules and operators hold at a token. */
#include <string.h>

#include "entities/entities.h"
#include "rules/grove.h"
#include "base/banned.h"

static const struct dl_token *tok(const struct grove *g, int32_t t) { return &g->art->token[t]; }

/* ---- fillers ---- */

/* "We condemn", "I applaud": whoever says so. */
static const struct dl_entity *speaking(const struct grove *g, int32_t t)
{
    struct dl_span s = tok(g, t)->span;
    const struct dl_statement *best = NULL;
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < g->art->n_statements; i++)
        for (uint32_t c = 0; c < g->art->statement[i].n_content; c++) {
            struct dl_span in = g->art->statement[i].content[c];
            if (in.start <= s.start && s.end <= in.end && in.end - in.start < least)
                least = in.end - in.start, best = &g->art->statement[i];
        }
    return best && best->speaker >= 0 ? &g->art->entity[best->speaker] : NULL;
}

int32_t grove_told_subject(const struct grove *g, int32_t v, int32_t teller)
{
    struct dl_span at = tok(g, v)->span, cue = tok(g, teller)->span;
    for (uint32_t i = 0; i < g->art->n_statements; i++)
        for (uint32_t c = 0; c < g->art->statement[i].n_content; c++) {
            struct dl_span in = g->art->statement[i].content[c];
            if (in.start > at.start || in.end < at.end || (in.start <= cue.start && cue.end <= in.end))
                continue;
            for (int32_t k = v - 1; k > teller; k--)           /* the nearest clause of what is told */
                if (tok(g, k)->rel == DL_REL_nsubj && tok(g, k)->span.start >= in.start && tok(g, tok(g, k)->head)->rel == DL_REL_ccomp)
                    return k;
        }
    return -1;
}

static const struct dl_entity *entity_of(const struct grove *g, int32_t t)
{
    int32_t m = entities_at(g->art, t);
    if (m < 0 && tok(g, t)->upos == DL_PRON && (grove_is(g, t, "@first-person") || grove_is(g, t, "@third-person")))
        return speaking(g, t);                                 /* "the Taliban said they will not": they, if nobody else is meant */
    return m < 0 ? NULL : &g->art->entity[g->art->mention[m].entity];
}

static bool has_sector(const struct dl_entity *e, const char *const *sectors)
{
    for (; e && e->sectors && *sectors; sectors++)
        for (const char *s = e->sectors; strlen(s) >= 3; s += 3)
            if (!strncmp(s, *sectors, 3))
                return true;
    return false;
}

static bool is_place(const struct grove *g, int32_t t)
{
    struct dl_span s = tok(g, t)->span;
    for (uint32_t i = 0; i < g->art->n_places; i++)
        if (g->art->place[i].span.start <= s.start && s.end <= g->art->place[i].span.end)
            return true;
    const struct dl_entity *e = entity_of(g, t);
    return e && e->kind == DL_ENTITY_country;
}

static bool kind_holds(const struct grove *g, int32_t t, int32_t kind)
{
    static const char *const armed[] = {"MIL", "REB", "UAF", "INS", "SEP", "PRM", NULL}, *const police[] = {"COP", NULL};
    static const char *const crowd[] = {"CVL", "LAB", "EDU", "OPP", "PRO", NULL}, *const state[] = {"GOV", "MIL", "LEG", "JUD", "COP", "SPY", NULL};
    const struct dl_entity *e = entity_of(g, t);
    uint8_t upos = tok(g, t)->upos;
    switch (kind) {
    case RULE_KIND_any: return true;
    case RULE_KIND_actor: return e && (e->country || e->code);
    case RULE_KIND_state: return e && (e->kind == DL_ENTITY_country || has_sector(e, state));
    case RULE_KIND_person: return e && e->kind == DL_ENTITY_person;
    case RULE_KIND_group: return e && (e->kind == DL_ENTITY_group || e->plural);
    case RULE_KIND_org: return e && e->kind == DL_ENTITY_organization;
    case RULE_KIND_armed: return has_sector(e, armed) || grove_is(g, t, "@armed");
    case RULE_KIND_police: return has_sector(e, police) || grove_is(g, t, "@police");
    case RULE_KIND_crowd: return has_sector(e, crowd) || grove_is(g, t, "@crowd");
    case RULE_KIND_place: return is_place(g, t);
    case RULE_KIND_people: return (e && (e->kind == DL_ENTITY_person || e->kind == DL_ENTITY_unnamed || e->plural)) || grove_is(g, t, "@people");
    case RULE_KIND_outlet: return e && e->kind == DL_ENTITY_outlet;
    case RULE_KIND_num: return upos == DL_NUM;
    case RULE_KIND_clause: return upos == DL_VERB || grove_child(g, t, DL_REL_cop, -1) >= 0;
    default: return false;
    }
}

static bool filler_holds(const struct grove *g, int32_t t, const struct filler *f)
{
    for (int i = 0; f->word && i < GROVE_IDS; i++)
        if (g->id[t][i] == f->word)
            return true;
    if (f->word)
        return false;
    return f->class >= 0 ? grove_in_class(g, t, f->class) : kind_holds(g, t, f->kind);
}

static bool any_holds(const struct grove *g, int32_t t, const struct filler *f, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (filler_holds(g, t, &f[i]))
            return true;
    return false;
}

/* ---- conditions ---- */

static bool in_sentence(const struct grove *g, int32_t t, const struct condition *c)
{
    uint32_t lo = 0, hi = g->art->n_sentences;
    while (hi - lo > 1) {
        uint32_t mid = (lo + hi) / 2;
        if (g->art->sentence[mid].first <= (uint32_t)t)
            lo = mid;
        else
            hi = mid;
    }
    const struct dl_sentence *s = &g->art->sentence[lo];
    for (uint32_t i = s->first; i < s->first + s->n; i++)
        if (any_holds(g, (int32_t)i, c->filler, c->n_fillers))
            return true;
    return false;
}

static bool slot_holds(const struct grove *g, int32_t t, const struct slot *slot, const struct condition *c)
{
    int32_t got[SLOT_ROOM];
    if (slot->type == SLOT_SENTENCE)
        return in_sentence(g, t, c);
    for (uint32_t n = grove_fill(g, t, slot, got), i = 0; i < n; i++)
        if (any_holds(g, got[i], c->filler, c->n_fillers))
            return true;
    return false;
}

static bool condition_holds(const struct grove *g, int32_t t, const struct condition *c)
{
    bool found = false;
    for (uint32_t i = 0; i < c->n_slots && !found; i++)
        found = slot_holds(g, t, &c->slot[i], c);
    return found != c->not;
}

static bool conditions_hold(const struct grove *g, int32_t t, const struct condition *c, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (!condition_holds(g, t, &c[i]))
            return false;
    return true;
}

/* ---- triggers ---- */

/* "the shelling of": a gerund that stands as a noun. */
static bool gerund_noun(const struct grove *g, int32_t t)
{
    uint8_t rel = tok(g, t)->rel;
    if (!grove_tag(g, t, "VBG"))
        return false;
    if ((rel == DL_REL_csubj || rel == DL_REL_nsubj || rel == DL_REL_obj) && grove_child(g, t, DL_REL_obj, -1) < 0)
        return true;
    return (grove_child(g, t, DL_REL_det, -1) >= 0 || grove_child(g, t, DL_REL_nmod_poss, -1) >= 0 || grove_child(g, t, DL_REL_amod, -1) >= 0);
}

static uint32_t pos_of(const struct grove *g, int32_t t)
{
    uint8_t upos = tok(g, t)->upos, rel = tok(g, t)->rel;
    if (rel == DL_REL_compound || rel == DL_REL_flat || rel == DL_REL_fixed)
        return 0;
    if (upos == DL_AUX)
        return rel == DL_REL_aux ? RULE_VERB : 0;              /* "must", for operators */
    if (upos == DL_VERB)
        return gerund_noun(g, t) ? RULE_NOUN : rel == DL_REL_amod ? 0 : RULE_VERB;
    if (upos == DL_NOUN || upos == DL_PROPN)
        return RULE_NOUN;
    return upos == DL_ADJ && rel != DL_REL_amod ? RULE_ADJ : 0;
}

static bool trigger_holds(const struct grove *g, int32_t t, const struct trigger *tr, uint32_t pos)
{
    return tr->pos & pos && any_holds(g, t, tr->filler, tr->n_fillers);
}

/* How particular a rule is where it holds: what it asks for, and whether two words trigger it. */
static uint32_t weight(const struct rule *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n_conditions; i++)
        n += r->condition[i].not ? 0 : r->condition[i].slot[0].type == SLOT_ANY || r->condition[i].filler[0].kind >= 0 ? 1 : 2;
    return n;
}

uint32_t grove_match(const struct grove *g, int32_t t, struct match *out, uint32_t room)
{
    uint32_t n = 0, pos = pos_of(g, t);
    for (int i = 0; i < GROVE_IDS && pos; i++) {
        const struct word_info *info = g->id[t][i] ? &g->r->info.at[g->id[t][i]] : NULL;
        for (uint32_t p = 0; info && p < info->posting.n && n < room; p++) {
            const struct posting *at = &info->posting.at[p];
            const struct rule *rule = at->is_operator ? NULL : &g->r->rule.at[at->index];
            if (!rule || !trigger_holds(g, t, &rule->trigger[at->trigger], pos) || !conditions_hold(g, t, rule->condition, rule->n_conditions))
                continue;
            uint32_t k = n++, heavy = weight(rule) + (i == 1 || i == 2 ? 3 : i > 3 ? 2 : 0);
            for (; k && out[k - 1].weight < heavy; k--)
                out[k] = out[k - 1];
            out[k] = (struct match){rule, t, heavy};
        }
    }
    return n;
}

uint32_t grove_operators(const struct grove *g, int32_t t, struct op_match *out, uint32_t room)
{
    uint32_t n = 0, pos = pos_of(g, t);
    for (int i = 0; i < GROVE_IDS && pos; i++) {
        const struct word_info *info = g->id[t][i] ? &g->r->info.at[g->id[t][i]] : NULL;
        for (uint32_t p = 0; info && p < info->posting.n && n < room; p++) {
            const struct posting *at = &info->posting.at[p];
            const struct operator *op = at->is_operator ? &g->r->operator.at[at->index] : NULL;
            if (op && trigger_holds(g, t, &op->trigger[at->trigger], pos) && conditions_hold(g, t, op->condition, op->n_conditions))
                out[n++] = (struct op_match){op, t};
        }
    }
    return n;
}
