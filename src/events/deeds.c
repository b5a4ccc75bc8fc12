/* events/deeds.c: deeds that rules find, and what the words that govern them make of them. */
#include <string.h>

#include "entities/entities.h"
#include "events/inside.h"
#include "base/banned.h"

/* ---- deeds ---- */

static struct slot obl(const struct work *w, const char *word)
{
    uint32_t *id = arena_take(w->arena, 1, sizeof *id);
    *id = rules_word(w->ev->rules, word);
    return (struct slot){.type = SLOT_OBL, .word = id, .n_words = *id > 0};
}

/* The shared frames: who bears a deed where its rule does not say. */
static void default_target(struct work *w, int32_t t, struct actors *out)
{
    static const char *const to[] = {"against", "on", "upon", "with", "to", "towards", "toward", "at", "from", "for", "into", "between"};
    actors_slots(w, t, &(struct slot){.type = SLOT_IOBJ}, 1, out);
    if (!out->n)
        actors_object(w, t, out);
    int32_t light = out->n || w->art->token[t].upos == DL_VERB ? -1 : grove_light(w->grove, t);
    if (light >= 0 && w->art->token[t].rel == DL_REL_obl)
        actors_object(w, light, out);                          /* "engaged the garrison in a firefight" */
    for (size_t i = 0; i < sizeof to / sizeof *to && !out->n; i++) {
        struct slot s = obl(w, to[i]);
        actors_slots(w, t, &s, 1, out);
    }
}

/* "demanded that Mali free him": who is to do what the clause says. */
static void clause_subject(struct work *w, int32_t t, struct actors *out)
{
    for (int32_t c = grove_next(w->grove, t, -1); c >= 0 && !out->n; c = grove_next(w->grove, t, c)) {
        uint8_t rel = w->art->token[c].rel;
        if (rel != DL_REL_ccomp && rel != DL_REL_xcomp && rel != DL_REL_advcl && rel != DL_REL_acl)
            continue;
        actors_subject(w, c, out);                             /* "claimed that the crowd was sent by Chad": Chad */
        int32_t own = out->n ? -1 : grove_child(w->grove, c, DL_REL_nsubj_pass, -1);
        if (own >= 0)
            actors_of(w, &own, 1, "subject of its clause", out);
    }
}

/* "an air strike that killed six soldiers": who was harmed. */
static void harmed(struct work *w, int32_t t, struct actors *out)
{
    for (int32_t c = t < 0 ? -1 : grove_next(w->grove, t, -1); c >= 0 && !out->n; c = grove_next(w->grove, t, c))
        if ((w->art->token[c].rel == DL_REL_acl_relcl || w->art->token[c].rel == DL_REL_acl) && grove_is(w->grove, c, "@harm"))
            actors_object(w, c, out);
}

/* "opened fire to disperse the crowd": whom it was meant for. */
static void meant_for(struct work *w, int32_t t, struct actors *out)
{
    int32_t v = w->art->token[t].upos == DL_VERB ? t : grove_light(w->grove, t);
    for (int32_t c = v < 0 ? -1 : grove_next(w->grove, v, -1); c >= 0 && !out->n; c = grove_next(w->grove, v, c))
        if ((w->art->token[c].rel == DL_REL_advcl || w->art->token[c].rel == DL_REL_xcomp) && grove_is(w->grove, c, "@disperse"))
            actors_object(w, c, out);
}

/* "was the target of an attack", "has been the subject of sanctions": who bears what the noun behind tells. */
static void bearer(struct work *w, int32_t t, struct actors *out)
{
    int32_t h = w->art->token[t].rel == DL_REL_nmod ? w->art->token[t].head : -1;
    if (h >= 0 && grove_is(w->grove, h, "@bearer"))
        actors_subject(w, h, out);
}

/* "were killed in Turkish shelling": whose attack it was. A "Turkish blast" is one in Turkey. */
static void attacker(struct work *w, int32_t t, struct actors *out)
{
    static const char *const cases[] = {"in", "by", "during", "from", "after"};
    for (int32_t c = -1; (c = grove_child(w->grove, t, DL_REL_obl, c)) >= 0 && !out->n;) {
        int32_t as = grove_child(w->grove, c, DL_REL_case, -1);
        bool fits = false;
        for (size_t i = 0; as >= 0 && w->art->token[as].lemma && i < sizeof cases / sizeof *cases; i++)
            fits |= !strcmp(w->art->token[as].lemma, cases[i]);
        if (fits && grove_is(w->grove, c, "@owned-blow"))
            actors_subject(w, c, out);
    }
}

static bool by_speech(const struct slot *source, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (source[i].type != SLOT_SPEAKER)
            return false;
    return n > 0;
}

static bool is_modal(const struct work *w, int32_t t) { return w->art->token[t].rel == DL_REL_aux; }

void deeds_fill(struct work *w, struct draft *d, const struct slot *source, uint32_t n_sources, const struct slot *target, uint32_t n_targets)
{
    bool modal = is_modal(w, d->token);
    if (n_sources)
        actors_slots(w, d->token, source, n_sources, &d->source);
    else if (modal)
        actors_speaker(w, d->token, &d->source);
    else
        actors_subject(w, d->token, &d->source);
    if (n_targets)
        actors_slots(w, d->token, target, n_targets, &d->target);
    else if (modal)
        actors_subject(w, w->art->token[d->token].head, &d->target);
    else
        default_target(w, d->token, &d->target);
    if (!d->target.n && w->art->token[d->token].upos == DL_NOUN)
        bearer(w, d->token, &d->target);
    if (!d->target.n && (d->event.plover == DL_PLOVER_REQUEST || !strcmp(d->event.cameo, "112")))
        clause_subject(w, d->token, &d->target);
    if (!d->source.n && d->event.plover == DL_PLOVER_ASSAULT && w->art->token[d->token].upos == DL_VERB)
        attacker(w, d->token, &d->source);
    if (!d->target.n && d->event.plover == DL_PLOVER_ASSAULT)
        harmed(w, w->art->token[d->token].upos == DL_NOUN ? d->token : grove_child(w->grove, d->token, DL_REL_obj, -1), &d->target);
    if (!d->target.n && d->event.plover == DL_PLOVER_ASSAULT)
        meant_for(w, d->token, &d->target);
    d->speech = d->event.plover != DL_PLOVER_THREATEN && by_speech(source, n_sources);
    d->dropped = ((modal || d->speech) && !d->source.n) || accounts_own(w, d);
    if (!d->source.n && d->event.plover == DL_PLOVER_ACCUSE)
        accounts_paper(w, d->token, &d->source);
    actors_remove(&d->target, &d->source);
}

static void find_deed(struct work *w, int32_t t)
{
    struct match m[8];
    uint32_t n = grove_match(w->grove, t, m, 8);
    if ((w->verbs && lab_deed(w, t, n > 0)) || !n)
        return;
    const struct rule *r = m[0].rule;
    struct draft *d = VEC_PUSH(w->arena, &w->draft);
    *d = (struct draft){.rule = r->id, .file = r->file, .line = r->line, .event = r->event, .context = r->context, .n_contexts = r->n_contexts,
                        .token = t, .core = t, .status = r->status, .reciprocal = r->reciprocal};
    deeds_fill(w, d, r->source, r->n_sources, r->target, r->n_targets);
}

/* ---- operators ---- */

/* Acts of will towards others, which the sufferer of a passive never does himself. */
static bool directed(uint8_t type) { return type == DL_PLOVER_REQUEST || type == DL_PLOVER_ACCUSE || type == DL_PLOVER_THREATEN; }

/* Not to do harm is to yield; not to do good is to refuse. */
static uint8_t inverted(uint8_t type)
{
    switch (type) {
    case DL_PLOVER_ASSAULT: case DL_PLOVER_COERCE: case DL_PLOVER_MOBILIZE: case DL_PLOVER_PROTEST: case DL_PLOVER_SANCTION: case DL_PLOVER_THREATEN:
        return DL_PLOVER_RETREAT;
    default: return DL_PLOVER_REJECT;
    }
}

/* An operator's own actors; what it leaves open comes from the deed. */
static void recast(struct work *w, struct draft *d, const struct op_match *m, const struct cell *c)
{
    const struct operator *op = m->op;
    struct actors source = {0}, target = {0}, deed_source = d->source, deed_target = d->target;
    bool modal = is_modal(w, m->token);
    if (op->n_sources)
        actors_slots(w, m->token, op->source, op->n_sources, &source);
    else if (modal)
        actors_speaker(w, m->token, &source);
    else
        actors_subject(w, m->token, &source);
    if (op->n_targets)
        actors_slots(w, m->token, op->target, op->n_targets, &target);
    else if (!modal)
        actors_object(w, m->token, &target);
    if (!source.n && c->event.plover == DL_PLOVER_ACCUSE)
        accounts_paper(w, m->token, &source);
    d->speech = by_speech(op->source, op->n_sources);
    d->dropped = (modal || d->speech) && !source.n;
    if (!source.n && !modal && !d->speech && !(directed(c->event.plover) && grove_passive(w->grove, m->token)))
        source = deed_source;
    actors_remove(&target, &source);
    actors_remove(&deed_source, &source);
    actors_remove(&deed_target, &source);
    d->target = target.n ? target : deed_source.n ? deed_source : deed_target;
    d->source = source;
}

/* An order down one's own chain of command: who is told to act stands for the same countries as who tells him. */
static bool own_chain(struct work *w, const struct draft *d, int32_t op)
{
    struct actors above = {0};
    if (!grove_is(w->grove, op, "@command") || !d->source.n)
        return false;
    actors_subject(w, op, &above);
    for (uint32_t i = 0; i < d->source.n; i++) {
        const char *mine = w->art->entity[d->source.at[i]].country;
        bool found = false;
        for (uint32_t k = 0; k < above.n && mine; k++) {
            const char *theirs = w->art->entity[above.at[k]].country;
            found |= theirs && !strcmp(mine, theirs);
        }
        if (!found)
            return false;
    }
    return true;
}

static void apply(struct work *w, struct draft *d, const struct op_match *m, uint8_t from)
{
    const struct cell *c = &m->op->cell[from];
    if (c->does == CELL_EVENT && c->event.plover == DL_PLOVER_ACCUSE && accounts_claimed(w, d, m->token))
        return;
    d->operated = true;
    if (d->n_operations < OPERATIONS)
        d->operation[d->n_operations++] = m->token;
    if (c->does == CELL_DROP) {
        d->dropped = true;
        return;
    }
    if (c->does == CELL_KEEP && d->status >= 0 && d->event.plover == DL_PLOVER_REJECT) {
        d->operated = false;           /* "decided not to attend": the rule itself has read the negation */
        return;
    }
    if (c->does == CELL_KEEP || (c->event.plover == DL_PLOVER_REQUEST && own_chain(w, d, m->token))) {
        d->status = c->does == CELL_KEEP ? c->status : DL_STATUS_planned;
        return;
    }
    if (d->negated)                    /* not to attack is to yield; other things left undone tell no more */
        memcpy(d->event.cameo, d->event.plover == DL_PLOVER_ASSAULT ? "0871" : "", d->event.plover == DL_PLOVER_ASSAULT ? 5 : 1);
    recast(w, d, m, c);
    d->negated = false;
    d->rule = m->op->id, d->file = m->op->file, d->line = m->op->line;
    d->reciprocal = false;             /* who offers talks binds himself alone; those who agree on them are subjects together */
    codes_become(w, &d->event, d->core, &c->event);
    d->n_contexts = 0;
    d->status = c->status < DL_N_STATUSES ? (int32_t)c->status : -1;
    d->token = m->token;
}

/* The operator at `h` that governs the word x, if it knows what to make of the deed. */
static bool governed(struct work *w, struct draft *d, int32_t h, int32_t x)
{
    struct op_match ops[6];
    uint32_t n = grove_operators(w->grove, h, ops, 6);
    uint8_t from = d->negated ? inverted(d->event.plover) : d->event.plover;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t s = 0; ops[i].op->has[from] && s < ops[i].op->n_overs; s++)
            if (grove_governs(w->grove, h, &ops[i].op->over[s], x)) {
                apply(w, d, &ops[i], from);
                return true;
            }
    return false;
}

/* "must", "should" and their like stand below the deed. */
static void by_modals(struct work *w, struct draft *d, int32_t x)
{
    for (int32_t c = -1; !d->dropped && (c = grove_child(w->grove, x, DL_REL_aux, c)) >= 0;)
        if (governed(w, d, c, x))
            return;
}

/* "expressed sorrow for the shooting": the noun that a light verb carries governs the phrase beside it. */
static bool by_noun_beside(struct work *w, struct draft *d, int32_t h, int32_t x)
{
    int32_t noun = w->art->token[x].rel == DL_REL_obl ? grove_child(w->grove, h, DL_REL_obj, -1) : -1;
    return noun >= 0 && grove_light(w->grove, noun) == h && governed(w, d, noun, x);
}

/* Climbs from a deed through what governs it. */
static void operate(struct work *w, struct draft *d)
{
    int32_t x = d->core;
    d->negated = status_negated(w, status_anchor(w, x));
    for (int steps = 0; steps < 8 && !d->dropped; steps++) {
        const struct dl_token *t = &w->art->token[x];
        int32_t h = grove_head(w->grove, x);
        by_modals(w, d, x);
        if (h < 0 || d->dropped)
            return;
        bool light = grove_light(w->grove, x) == h, took = governed(w, d, h, x) || (!light && by_noun_beside(w, d, h, x));
        if (took)
            d->negated = status_negated(w, h);
        if (!took && (t->rel == DL_REL_acl_relcl || (t->rel == DL_REL_advcl && grove_child(w->grove, x, DL_REL_nsubj, -1) >= 0)))
            return;                                            /* "announced measures, which it dropped": told of them, not announced */
        if (!took && t->rel != DL_REL_conj && !light && !grove_is(w->grove, h, "@carrier") && !grove_is(w->grove, h, "@light") && !grove_is(w->grove, h, "@measure"))
            return;
        x = h;
    }
}

/* A word that has become an operator of a deed is no deed beside it. */
static void drop_operators(struct work *w)
{
    for (uint32_t i = 0; i < w->draft.n; i++)
        for (uint32_t k = 0; k < w->draft.at[i].n_operations; k++)
            for (uint32_t j = 0; j < w->draft.n; j++)
                if (j != i && w->draft.at[j].core == w->draft.at[i].operation[k] && !w->draft.at[i].dropped && !w->draft.at[j].dropped) {
                    bool kept = w->draft.at[i].token == w->draft.at[i].core;       /* "promised to deploy": a promise or a deployment ahead, not both */
                    if (!kept)
                        w->draft.at[j].dropped = true;
                    else if (w->draft.at[j].event.plover == DL_PLOVER_AGREE)
                        w->draft.at[i].dropped = true;
                }
}

static bool stands_on(const struct work *w, int32_t token)
{
    for (uint32_t i = 0; i < w->draft.n; i++) {
        const struct draft *d = &w->draft.at[i];
        bool here = d->token == token || d->core == token;
        for (uint32_t k = 0; k < d->n_operations; k++)
            here |= d->operation[k] == token;
        if (here)
            return true;
    }
    return false;
}

/* An operator that governs no deed we know may be an event of its own ("rejected the plan"). */
static void find_alone(struct work *w, int32_t t)
{
    struct op_match ops[6];
    uint32_t n = grove_operators(w->grove, t, ops, 6);
    for (uint32_t i = 0; i < n; i++) {
        const struct operator *op = ops[i].op;
        if (!op->alone || stands_on(w, t))
            continue;
        struct draft *d = VEC_PUSH(w->arena, &w->draft);
        *d = (struct draft){.rule = op->id, .file = op->file, .line = op->line, .event = op->alone_event, .token = t, .core = t, .status = -1};
        deeds_fill(w, d, op->source, op->n_sources, op->target, op->n_targets);
    }
}

/* "signed an agreement": the verb is the event, the noun its carrier. */
static void drop_carried(struct work *w)
{
    for (uint32_t i = 0; i < w->draft.n; i++) {
        struct draft *d = &w->draft.at[i];
        const struct dl_token *t = &w->art->token[d->core];
        bool moved = d->operated && d->token != d->core;
        if (moved || (t->upos != DL_NOUN && t->upos != DL_PROPN) || (t->rel != DL_REL_obj && t->rel != DL_REL_nsubj_pass && t->rel != DL_REL_compound))
            continue;
        for (uint32_t j = 0; j < w->draft.n; j++)
            if (j != i && !w->draft.at[j].dropped && w->draft.at[j].core == t->head && !w->draft.at[j].operated && (!d->operated || w->draft.at[j].event.plover == DL_PLOVER_REJECT))
                d->dropped = true;                             /* "decided not to attend the summit": one refusal */
    }
}

/* ---- whom the content is about ---- */

static bool looked_into(const struct work *w, int32_t c)
{
    static const char *const where[] = {"in", "at", "near", "across", "inside", "around", "during", "after", "before", "since", "until", "within", "outside", "under", "by"};
    switch (w->art->token[c].rel) {
    case DL_REL_obj: case DL_REL_iobj: case DL_REL_xcomp: case DL_REL_ccomp: case DL_REL_nmod: case DL_REL_nmod_poss: case DL_REL_amod:
    case DL_REL_compound: case DL_REL_obl: case DL_REL_acl: case DL_REL_advcl:
        break;
    case DL_REL_obl_unmarked: return grove_is(w->grove, w->art->token[c].head, "@led");      /* "the US-led war" */
    default: return false;
    }
    if (w->art->token[c].rel == DL_REL_advcl && grove_child(w->grove, c, DL_REL_nsubj, -1) >= 0)
        return false;
    for (int32_t k = -1; (k = grove_child(w->grove, c, DL_REL_case, k)) >= 0;)
        for (size_t i = 0; i < sizeof where / sizeof *where; i++)
            if (w->art->token[k].lemma && !strcmp(w->art->token[k].lemma, where[i]))
                return false;
    return true;
}

/* "offered to hand over two men to Britain", "rejected an offer of talks with Chad": the first other side that what is offered names. */
static bool about(struct work *w, int32_t t, const struct actors *source, struct actors *out, int depth)
{
    for (int32_t c = grove_next(w->grove, t, -1); c >= 0 && depth < 5; c = grove_next(w->grove, t, c)) {
        if (!looked_into(w, c))
            continue;
        if (entities_at(w->art, c) >= 0) {
            struct actors found = {0};
            int32_t row[SLOT_ROOM] = {c};
            uint32_t n = 1;
            for (int32_t j = -1; n < SLOT_ROOM && (j = grove_child(w->grove, c, DL_REL_conj, j)) >= 0;)
                row[n++] = j;
            actors_of(w, row, n, "named in what it is about", &found);
            actors_remove(&found, source);
            if (found.n && actors_political(w, &found) && !actors_meet(w, found.at, found.n, source->at, source->n)) {
                *out = found;
                return true;
            }
        }
        if (about(w, c, source, out, depth + 1))
            return true;
    }
    return false;
}

void deeds_about(struct work *w, int32_t token, const struct actors *source, struct actors *out) { about(w, token, source, out, 0); }

static void find_about(struct work *w, struct draft *d)
{
    switch (d->event.plover) {
    case DL_PLOVER_AGREE: case DL_PLOVER_REJECT: case DL_PLOVER_THREATEN: case DL_PLOVER_REQUEST: case DL_PLOVER_ACCUSE: case DL_PLOVER_SUPPORT:
    case DL_PLOVER_AID: case DL_PLOVER_CONCEDE: case DL_PLOVER_SANCTION:
        break;
    default: return;
    }
    if (d->dropped || actors_known(w, &d->target) || !d->source.n || d->source.n > 1)
        return;
    struct actors found = {0};
    about(w, d->token, &d->source, &found, 0);
    if (!d->target.n || actors_known(w, &found))               /* whoever no table knows stays if nobody known is found */
        d->target = found;
}

/* The attack that j's own words tell again: "were killed in an air raid", "shelled the town, wounding six". */
static struct draft *told_twice(struct work *w, const struct draft *j)
{
    const struct dl_token *t = &w->art->token[j->core];
    bool result = t->rel == DL_REL_advcl && t->xpos && !strcmp(t->xpos, "VBG") && grove_is(w->grove, j->core, "@harm");
    bool occasion = (t->rel == DL_REL_obl || t->rel == DL_REL_nsubj) && t->upos == DL_NOUN;      /* "the raid killed six" */
    for (uint32_t i = 0; (result || occasion) && i < w->draft.n; i++) {
        struct draft *d = &w->draft.at[i];
        if (d != j && !d->dropped && !d->operated && d->event.plover == DL_PLOVER_ASSAULT && d->core == t->head && (result || w->art->token[d->core].upos == DL_VERB))
            return d;
    }
    return NULL;
}

static void fold(struct work *w)
{
    for (uint32_t j = 0; j < w->draft.n; j++) {
        struct draft *more = &w->draft.at[j], *d = more->dropped || more->operated || more->event.plover != DL_PLOVER_ASSAULT ? NULL : told_twice(w, more);
        if (!d)
            continue;
        if (!actors_known(w, &d->source) && more->source.n)
            d->source = more->source;
        if (!actors_known(w, &d->target) && more->target.n)
            d->target = more->target;
        actors_remove(&d->target, &d->source);
        if (!d->event.n_modes && more->event.n_modes)
            d->event = more->event;
        more->dropped = true;
    }
}

void deeds_find(struct work *w, const struct dl_sentence *s)
{
    w->draft.n = 0;
    for (uint32_t t = s->first; t < s->first + s->n; t++)
        find_deed(w, (int32_t)t);
    for (uint32_t i = 0; i < w->draft.n; i++)
        operate(w, &w->draft.at[i]);
    for (uint32_t i = 0; i < w->draft.n; i++)
        accounts_by_victim(w, &w->draft.at[i]);
    for (uint32_t i = 0; i < w->draft.n; i++)
        w->draft.at[i].dropped |= within_uncommented(w, w->draft.at[i].core) || within_protest(w, &w->draft.at[i]) || within_other(w, &w->draft.at[i]);
    drop_operators(w);
    for (uint32_t t = s->first; t < s->first + s->n; t++)
        find_alone(w, (int32_t)t);
    drop_carried(w);
    fold(w);
    within_background(w);
    within_description(w);
    for (uint32_t i = 0; i < w->draft.n; i++)
        find_about(w, &w->draft.at[i]);
}
