/* rules/tree.c: what fills a slot of a predicate, past passives, control, relative clauses, coordination and light verbs. */
#include <string.h>

#include "entities/entities.h"
#include "rules/grove.h"
#include "base/banned.h"

enum { DEEP = 12 };

static const struct dl_token *tok(const struct grove *g, int32_t t) { return &g->art->token[t]; }

bool grove_tag(const struct grove *g, int32_t t, const char *xpos) { return tok(g, t)->xpos && !strcmp(tok(g, t)->xpos, xpos); }

int32_t grove_next(const struct grove *g, int32_t token, int32_t after) { return after < 0 ? g->child[token] : g->sibling[after]; }

int32_t grove_child(const struct grove *g, int32_t token, uint8_t rel, int32_t after)
{
    for (int32_t c = grove_next(g, token, after); c >= 0; c = g->sibling[c])
        if (tok(g, c)->rel == rel)
            return c;
    return -1;
}

static bool base_is(const struct grove *g, int32_t t, uint8_t base) { return g->base[tok(g, t)->rel] == base; }

int32_t grove_class(const struct grove *g, const char *name) { return class_find(g->r, name, strlen(name)); }

bool grove_is(const struct grove *g, int32_t token, const char *class)
{
    int32_t c = class_find(g->r, class + 1, strlen(class + 1));
    return c >= 0 && grove_in_class(g, token, c);
}

bool grove_in_class(const struct grove *g, int32_t token, int32_t class)
{
    for (int i = 0; i < GROVE_IDS; i++)
        if (g->id[token][i] && word_in_class(g->r, g->id[token][i], class))
            return true;
    return false;
}

bool grove_timed(const struct grove *g, int32_t token) { return g->timed[token]; }

bool grove_under(const struct grove *g, int32_t token, int32_t top)
{
    for (int i = 0; i < 60 && token >= 0 && token != top; i++)
        token = tok(g, token)->head;
    return token == top;
}

/* ---- voice ---- */

static bool is_verb(const struct grove *g, int32_t t) { return tok(g, t)->upos == DL_VERB || tok(g, t)->upos == DL_AUX; }

/* Verbs that are seldom passive without "be": what looks so is a past tense the model misread ("the party called for calm"). */
static bool misread(const struct grove *g, int32_t v)
{
    bool bare = (grove_tag(g, v, "VBN") && tok(g, v)->rel == DL_REL_acl) || (grove_child(g, v, DL_REL_nsubj_pass, -1) >= 0 && grove_child(g, v, DL_REL_aux, -1) < 0);
    bool with_object = bare && grove_child(g, v, DL_REL_obj, -1) >= 0 && grove_child(g, v, DL_REL_aux_pass, -1) < 0;
    if (with_object && grove_child(g, v, DL_REL_obl_agent, -1) < 0 && !grove_is(g, v, "@double"))
        return true;                                           /* "Serbian forces [were?] besieged the town": only givers and namers have an object in the passive */
    return g->active >= 0 && (grove_tag(g, v, "VBN") || grove_tag(g, v, "VBD")) && grove_child(g, v, DL_REL_aux_pass, -1) < 0 &&
           grove_child(g, v, DL_REL_obl_agent, -1) < 0 && grove_in_class(g, v, g->active);
}

bool grove_passive(const struct grove *g, int32_t v)
{
    if (misread(g, v))
        return false;
    for (int32_t c = g->child[v]; c >= 0; c = g->sibling[c]) {
        uint8_t rel = tok(g, c)->rel;
        if (rel == DL_REL_nsubj_pass || rel == DL_REL_aux_pass || rel == DL_REL_csubj_pass || rel == DL_REL_obl_agent)
            return true;
        if (rel == DL_REL_nsubj && !(g->title[v] && grove_tag(g, v, "VBN")))
            return false;
    }
    if (g->title[v] && grove_tag(g, v, "VBN") && grove_child(g, v, DL_REL_aux, -1) < 0)
        return grove_child(g, v, DL_REL_obj, -1) < 0;          /* "Three editors jailed in Minsk" */
    if (!grove_tag(g, v, "VBN"))
        return false;
    if (tok(g, v)->rel == DL_REL_acl || tok(g, v)->rel == DL_REL_advcl)
        return grove_child(g, v, DL_REL_aux, -1) < 0;
    bool alone = grove_child(g, v, DL_REL_aux, -1) < 0;
    return tok(g, v)->rel == DL_REL_conj && alone && tok(g, v)->head >= 0 && is_verb(g, tok(g, v)->head) && grove_passive(g, tok(g, v)->head);
}

/* ---- who and whom ---- */

static bool relative_pronoun(const struct grove *g, int32_t t)
{
    return grove_tag(g, t, "WDT") || grove_tag(g, t, "WP") || (tok(g, t)->upos == DL_PRON && tok(g, t)->lemma && !strcmp(tok(g, t)->lemma, "that"));
}

/* The noun that the relative clause of v (or of the verb v is joined to) hangs on, -1. */
static int32_t antecedent(const struct grove *g, int32_t v)
{
    for (int i = 0; i < DEEP && v >= 0; i++, v = tok(g, v)->head) {
        if (tok(g, v)->rel == DL_REL_acl_relcl)
            return tok(g, v)->head;
        if (tok(g, v)->rel != DL_REL_conj && tok(g, v)->rel != DL_REL_xcomp)
            return -1;
    }
    return -1;
}

static int32_t resolved(const struct grove *g, int32_t v, int32_t t)
{
    int32_t a = t >= 0 && relative_pronoun(g, t) ? antecedent(g, v) : -1;
    return a >= 0 ? a : t;
}

int32_t grove_case(const struct grove *g, int32_t t)
{
    for (int32_t c = g->child[t]; c >= 0; c = g->sibling[c])
        if (tok(g, c)->rel == DL_REL_case || tok(g, c)->rel == DL_REL_mark)
            return c;
    return -1;
}

static bool has_case(const struct grove *g, int32_t t, const char *word)
{
    for (int32_t c = g->child[t]; c >= 0; c = g->sibling[c])
        if (tok(g, c)->rel == DL_REL_case && tok(g, c)->lemma && !strcmp(tok(g, c)->lemma, word))
            return true;
    return false;
}

static int32_t agent(const struct grove *g, int32_t v)
{
    for (int32_t c = g->child[v]; c >= 0; c = g->sibling[c])
        if (tok(g, c)->rel == DL_REL_obl_agent || ((base_is(g, c, DL_REL_obl) || base_is(g, c, DL_REL_nmod)) && has_case(g, c, "by")))
            return c;
    return -1;
}

/* The agent of a passive, or of the one it is joined to: "were held and searched by police". */
static int32_t shared_agent(const struct grove *g, int32_t v)
{
    int32_t own = agent(g, v), h = tok(g, v)->head;
    if (own >= 0)
        return own;
    for (int32_t c = -1; (c = grove_child(g, v, DL_REL_conj, c)) >= 0 && own < 0;)
        own = is_verb(g, c) && grove_passive(g, c) ? agent(g, c) : -1;
    return own < 0 && tok(g, v)->rel == DL_REL_conj && h >= 0 && is_verb(g, h) && grove_passive(g, h) ? agent(g, h) : own;
}

static int32_t object(const struct grove *g, int32_t v, int depth);
static uint32_t noun_subject(const struct grove *g, int32_t n, int32_t out[SLOT_ROOM], int depth);

/* Whom a verb like "call on" or "appeal to" wants something of. */
static int32_t appealed(const struct grove *g, int32_t v)
{
    static const char *const to[] = {"on", "upon", "to", "with"};
    if (!grove_is(g, v, "@appeal"))
        return -1;
    for (size_t i = 0; i < sizeof to / sizeof *to; i++)
        for (int32_t c = g->child[v]; c >= 0; c = g->sibling[c])
            if (base_is(g, c, DL_REL_obl) && has_case(g, c, to[i]))
                return c;
    return -1;
}

/* "accused B of shelling", "barred B from voting": the object does what the participle says. */
static bool object_does(const struct grove *g, int32_t v)
{
    static const char *const marks[] = {"of", "for", "from", "against", "into"};
    if (!grove_tag(g, v, "VBG"))
        return false;
    for (int32_t c = g->child[v]; c >= 0; c = g->sibling[c])
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            if ((tok(g, c)->rel == DL_REL_mark || tok(g, c)->rel == DL_REL_case) && tok(g, c)->lemma && !strcmp(tok(g, c)->lemma, marks[i]))
                return true;
    return false;
}

int32_t grove_head(const struct grove *g, int32_t t)
{
    int32_t h = tok(g, t)->head, up = h < 0 ? -1 : tok(g, h)->head;
    bool moved = tok(g, t)->rel == DL_REL_acl && object_does(g, t) && up >= 0 && is_verb(g, up) && (tok(g, h)->rel == DL_REL_obj || tok(g, h)->rel == DL_REL_nsubj_pass);
    return moved ? up : h;
}

/* Whoever a clause without a subject of its own borrows it from: the verb above it. */
static int32_t borrowed(const struct grove *g, int32_t v, int depth, bool from_object)
{
    int32_t h = tok(g, v)->head;
    if (h < 0 || depth > DEEP)
        return -1;
    if (from_object && !grove_passive(g, h)) {
        int32_t o = object(g, h, depth + 1);
        o = o < 0 && is_verb(g, h) ? appealed(g, h) : o;
        if (o >= 0)
            return o;
    }
    if (!is_verb(g, h) && tok(g, h)->upos != DL_ADJ && grove_child(g, h, DL_REL_cop, -1) < 0) {
        int32_t of_noun[SLOT_ROOM];
        return noun_subject(g, h, of_noun, depth + 1) ? of_noun[0] : -1;
    }
    return grove_passive(g, h) ? object(g, h, depth + 1) : grove_subject_one(g, h, depth + 1);
}

int32_t grove_subject_one(const struct grove *g, int32_t v, int depth)
{
    if (depth > DEEP)
        return -1;
    int32_t own = grove_child(g, v, DL_REL_nsubj, -1), h = tok(g, v)->head;
    if (own < 0)
        own = grove_child(g, v, DL_REL_nsubj_outer, -1);
    if (own < 0 && misread(g, v))
        own = tok(g, v)->rel == DL_REL_acl && grove_child(g, v, DL_REL_nsubj_pass, -1) < 0 ? h : grove_child(g, v, DL_REL_nsubj_pass, -1);
    if (own >= 0 && !(g->title[v] && grove_passive(g, v)))
        return resolved(g, v, own);
    if (own < 0 && tok(g, v)->upos == DL_ADJ && grove_child(g, v, DL_REL_xcomp, -1) >= 0 && grove_child(g, v, DL_REL_expl, -1) >= 0)
        return grove_child(g, v, DL_REL_expl, -1);             /* "it is willing to": the tree takes a person's "it" for an empty one */
    if (grove_passive(g, v))
        return shared_agent(g, v);
    if (h < 0)
        return -1;
    switch (tok(g, v)->rel) {
    case DL_REL_conj: {
        int32_t told = is_verb(g, h) ? grove_told_subject(g, v, h) : -1;
        return told >= 0 ? told : is_verb(g, h) || grove_child(g, h, DL_REL_cop, -1) >= 0 ? borrowed(g, v, depth, false) : -1;
    }
    case DL_REL_xcomp: return borrowed(g, v, depth, !grove_is(g, h, "@promise"));
    case DL_REL_advcl: case DL_REL_obl: return borrowed(g, v, depth, object_does(g, v) || (grove_tag(g, v, "VB") && is_verb(g, h) && grove_is(g, h, "@appeal")));
    case DL_REL_ccomp: case DL_REL_csubj: return grove_tag(g, v, "VB") || grove_tag(g, v, "VBG") ? borrowed(g, v, depth, false) : -1;
    case DL_REL_acl_relcl: return grove_child(g, v, DL_REL_nsubj_pass, -1) < 0 ? h : -1;
    case DL_REL_acl: {
        int32_t owners[SLOT_ROOM], up = tok(g, h)->head;
        bool paper = entities_at(g->art, h) < 0 && grove_is(g, h, "@paper");                 /* "issued a statement condemning" */
        if (grove_tag(g, v, "VBG") && !paper && (grove_case(g, v) < 0 || grove_head(g, v) != h))
            return h;
        if (noun_subject(g, h, owners, depth + 1))
            return owners[0];
        return up >= 0 && is_verb(g, up) && (tok(g, h)->rel == DL_REL_obj || tok(g, h)->rel == DL_REL_obl) ? grove_subject_one(g, up, depth + 1) : -1;
    }
    default: return -1;
    }
}

/* The object of a verb that is joined to this one and stands after it ("shelled and stormed the town"). */
static int32_t shared_object(const struct grove *g, int32_t v, int depth)
{
    for (int32_t c = g->child[v]; c >= 0; c = g->sibling[c]) {
        uint8_t rel = tok(g, c)->rel;
        if (rel == DL_REL_ccomp || rel == DL_REL_xcomp || base_is(g, c, DL_REL_obl))
            return -1;
    }
    int32_t next = grove_child(g, v, DL_REL_conj, -1);
    return next >= 0 && is_verb(g, next) && !grove_passive(g, next) && grove_child(g, next, DL_REL_nsubj, -1) < 0 ? object(g, next, depth + 1) : -1;
}

static int32_t object(const struct grove *g, int32_t v, int depth)
{
    if (depth > DEEP)
        return -1;
    int32_t h = tok(g, v)->head, own = grove_child(g, v, DL_REL_obj, -1);
    if (own < 0 && !misread(g, v))
        own = grove_child(g, v, DL_REL_nsubj_pass, -1);        /* "was offered a seat": the seat is the object */
    if (own < 0 && g->title[v] && grove_passive(g, v))
        own = grove_child(g, v, DL_REL_nsubj, -1);
    if (own < 0)
        own = g->loose[v];
    if (own < 0)
        own = grove_child(g, v, DL_REL_iobj, -1);              /* "asked India to": nobody is given a thing */
    int32_t state = own < 0 && is_verb(g, v) ? grove_child(g, v, DL_REL_xcomp, -1) : -1;
    if (state == v + 1 && tok(g, state)->upos == DL_ADJ)
        own = grove_child(g, state, DL_REL_obj, -1);           /* "shot dead a migrant" */
    if (own >= 0)
        return resolved(g, v, own);
    if (grove_passive(g, v)) {
        if (h < 0)
            return -1;
        switch (tok(g, v)->rel) {
        case DL_REL_acl: case DL_REL_acl_relcl: return h;
        case DL_REL_conj: case DL_REL_xcomp: case DL_REL_advcl: return borrowed(g, v, depth, false);
        default: return -1;
        }
    }
    if (tok(g, v)->rel == DL_REL_acl_relcl && grove_child(g, v, DL_REL_nsubj, -1) >= 0 && !relative_pronoun(g, grove_child(g, v, DL_REL_nsubj, -1)))
        return h;
    return is_verb(g, v) ? shared_object(g, v, depth) : -1;
}

static int32_t indirect(const struct grove *g, int32_t v)
{
    int32_t own = grove_child(g, v, DL_REL_iobj, -1);
    return own < 0 && grove_child(g, v, DL_REL_obj, -1) >= 0 ? grove_child(g, v, DL_REL_nsubj_pass, -1) : own;
}

/* ---- coordination and measures ---- */

/* "dozens of protesters", "a group of rebels": those counted. */
static int32_t counted(const struct grove *g, int32_t t)
{
    for (int i = 0; i < 3 && (tok(g, t)->upos == DL_NUM || grove_in_class(g, t, g->measure)); i++) {
        int32_t of = -1;
        for (int32_t c = g->child[t]; c >= 0 && of < 0; c = g->sibling[c])
            if (base_is(g, c, DL_REL_nmod) && has_case(g, c, "of"))
                of = c;
        if (of < 0)
            break;
        t = of;
    }
    return t;
}

static void push(const struct grove *g, int32_t t, int32_t out[SLOT_ROOM], uint32_t *n)
{
    if (t < 0)
        return;
    t = counted(g, t);
    for (uint32_t i = 0; i < *n; i++)
        if (out[i] == t)
            return;
    if (*n == SLOT_ROOM)
        return;
    out[(*n)++] = t;
    for (int32_t c = g->child[t]; c >= 0; c = g->sibling[c])
        if (tok(g, c)->rel == DL_REL_conj && (!is_verb(g, c) || is_verb(g, t)))
            push(g, c, out, n);
        else if (tok(g, c)->rel == DL_REL_appos && tok(g, c)->upos == DL_PROPN)
            for (int32_t d = -1; (d = grove_child(g, c, DL_REL_conj, d)) >= 0;)
                push(g, d, out, n);                            /* "the Libyan leader, Gaddafi, and the Bulgarian president" */
}

/* ---- nouns as predicates ---- */

/* The word whose place in the sentence a noun shares: the first of those joined, and "a round" of "a round of talks". */
static int32_t standing(const struct grove *g, int32_t n)
{
    for (int i = 0; i < 3 && tok(g, n)->rel == DL_REL_conj && tok(g, n)->head >= 0; i++)
        n = tok(g, n)->head;
    for (int i = 0; i < 2 && base_is(g, n, DL_REL_nmod) && has_case(g, n, "of") && grove_in_class(g, tok(g, n)->head, g->measure); i++)
        n = tok(g, n)->head;
    return n;
}

int32_t grove_light(const struct grove *g, int32_t n)
{
    n = standing(g, n);
    int32_t h = tok(g, n)->head;
    if (h < 0 || !is_verb(g, h))
        return -1;
    uint8_t rel = tok(g, n)->rel;
    if (rel == DL_REL_nsubj && grove_in_class(g, h, g->happen))
        return h;
    bool place = rel == DL_REL_obj || rel == DL_REL_nsubj_pass || (g->base[rel] == DL_REL_obl && (has_case(g, n, "in") || has_case(g, n, "into") || has_case(g, n, "to")));
    return place && grove_in_class(g, h, g->light) ? h : -1;
}

/* A participle on the noun that is light: "the raid carried out by", "talks held by". */
static int32_t light_participle(const struct grove *g, int32_t n)
{
    for (int32_t c = g->child[n]; c >= 0; c = g->sibling[c])
        if ((tok(g, c)->rel == DL_REL_acl || tok(g, c)->rel == DL_REL_acl_relcl) && grove_in_class(g, c, g->light))
            return c;
    return -1;
}

/* Does the word stand in an expression of time ("Monday's attack")? */
static bool in_time(const struct grove *g, int32_t t)
{
    for (uint32_t i = 0; i < g->art->n_times; i++)
        if (g->art->time[i].span.start <= tok(g, t)->span.start && tok(g, t)->span.end <= g->art->time[i].span.end)
            return true;
    return false;
}

static uint32_t noun_subject(const struct grove *g, int32_t n, int32_t out[SLOT_ROOM], int depth)
{
    uint32_t count = 0;
    if (depth > DEEP)
        return 0;
    int32_t light = grove_light(g, n), part = light_participle(g, n), own = grove_child(g, n, DL_REL_nsubj, -1), poss = grove_child(g, n, DL_REL_nmod_poss, -1);
    if (own >= 0 && grove_child(g, n, DL_REL_cop, -1) >= 0)
        push(g, resolved(g, n, own), out, &count);
    if (poss >= 0 && !in_time(g, poss) && (light < 0 || entities_at(g->art, poss) >= 0))
        push(g, poss, out, &count);
    push(g, agent(g, n), out, &count);
    if (light >= 0 && !count && grove_subject_one(g, light, depth + 1) != n)
        push(g, grove_subject_one(g, light, depth + 1), out, &count);
    if (light < 0 && !count && tok(g, n)->rel == DL_REL_obl && tok(g, n)->head >= 0 && is_verb(g, tok(g, n)->head) && grove_is(g, n, "@contact"))
        push(g, grove_subject_one(g, tok(g, n)->head, depth + 1), out, &count);
    if (part >= 0 && !count)
        push(g, grove_subject_one(g, part, depth + 1) == n ? -1 : grove_subject_one(g, part, depth + 1), out, &count);
    for (int32_t c = g->child[n]; c >= 0 && !count; c = g->sibling[c])
        if (base_is(g, c, DL_REL_nmod) && has_case(g, c, "between"))
            push(g, c, out, &count);
    for (int32_t c = g->child[n]; c >= 0 && !count; c = g->sibling[c]) {
        int32_t by = tok(g, c)->rel == DL_REL_amod && grove_is(g, c, "@led") ? g->child[c] : c;      /* "a Saudi-led raid" */
        if ((tok(g, c)->rel == DL_REL_amod || tok(g, c)->rel == DL_REL_compound || tok(g, c)->rel == DL_REL_nmod) && by >= 0 && entities_at(g->art, by) >= 0 && grove_case(g, c) < 0)
            push(g, by, out, &count);
    }
    return count;
}

uint32_t grove_subject(const struct grove *g, int32_t t, int32_t out[SLOT_ROOM])
{
    uint32_t n = 0;
    if (!is_verb(g, t) && tok(g, t)->upos != DL_ADJ)
        return noun_subject(g, t, out, 0);
    int32_t one = grove_subject_one(g, t, 0);
    push(g, one, out, &n);
    for (int32_t own = grove_child(g, t, DL_REL_nsubj, -1); own >= 0; own = grove_child(g, t, DL_REL_nsubj, own))
        if (!relative_pronoun(g, own))
            push(g, own, out, &n);                             /* headlines: "Obama, Putin meet" */
    int32_t who = grove_child(g, t, DL_REL_nsubj, -1);
    if (who > 0 && one >= 0 && relative_pronoun(g, who) && tok(g, one)->rel == DL_REL_conj && tok(g, who - 1)->upos == DL_PUNCT)
        push(g, tok(g, one)->head, out, &n);                   /* "Kerry and Lavrov, who met": both */
    return n;
}

uint32_t grove_object(const struct grove *g, int32_t t, int32_t out[SLOT_ROOM])
{
    static const char *const of[] = {"of", "against", "on"};
    uint32_t n = 0;
    if (is_verb(g, t) || grove_child(g, t, DL_REL_nsubj_pass, -1) >= 0) {          /* "were involved": a participle read as an adjective */
        push(g, object(g, t, 0), out, &n);
        return n;
    }
    for (size_t i = 0; i < sizeof of / sizeof *of && !n; i++)
        for (int32_t c = g->child[t]; c >= 0; c = g->sibling[c])
            if (base_is(g, c, DL_REL_nmod) && has_case(g, c, of[i]))
                push(g, c, out, &n);
    return n;
}

/* ---- slots ---- */

static bool case_in(const struct grove *g, int32_t t, const struct slot *s)
{
    for (int32_t c = g->child[t]; c >= 0; c = g->sibling[c]) {
        if (tok(g, c)->rel != DL_REL_case && tok(g, c)->rel != DL_REL_mark)
            continue;
        for (uint32_t i = 0; i < s->n_words; i++)
            if (g->id[c][0] == s->word[i])
                return true;
    }
    return false;
}

/* "from neighbouring Lebanon" is read as a clause by some trees. */
static int32_t beside(const struct grove *g, int32_t t)
{
    int32_t o = grove_is(g, t, "@nearby") ? grove_child(g, t, DL_REL_obj, -1) : -1;
    return o < 0 ? t : o;
}

static void obliques(const struct grove *g, int32_t t, const struct slot *s, int32_t out[SLOT_ROOM], uint32_t *n)
{
    for (int32_t c = g->child[t]; c >= 0; c = g->sibling[c]) {
        uint8_t base = g->base[tok(g, c)->rel];
        bool deadline = g->timed[c] && (has_case(g, c, "until") || has_case(g, c, "till"));
        bool phrase = (base == DL_REL_obl || base == DL_REL_nmod) && (!g->timed[c] || deadline), clause = base == DL_REL_advcl || base == DL_REL_acl;
        if ((phrase || clause) && case_in(g, c, s))
            push(g, beside(g, resolved(g, t, c)), out, n);
    }
}

/* "signed a treaty with Peru", "agreed on a truce with Peru": the phrase hangs on the thing, not on the verb. */
static void nested(const struct grove *g, int32_t t, const struct slot *s, int32_t out[SLOT_ROOM], uint32_t *n)
{
    for (int32_t c = g->child[t]; c >= 0 && !*n; c = g->sibling[c]) {
        uint8_t rel = tok(g, c)->rel;
        int32_t m = entities_at(g->art, c);
        for (int32_t d = g->child[c]; d >= 0; d = g->sibling[d])
            if (tok(g, d)->rel == DL_REL_acl && grove_head(g, d) == t && case_in(g, d, s))
                push(g, d, out, n);                            /* "accused [Mali of shelling]" */
        if (rel == DL_REL_obj && grove_is(g, t, "@condemn-verb") && grove_is(g, c, "@attack-noun"))
            continue;                                          /* "condemned a bombing at the embassy": not what it condemned */
        bool thing = rel == DL_REL_obj || rel == DL_REL_nsubj_pass || g->base[rel] == DL_REL_obl;
        if (thing && (m < 0 || !g->art->entity[g->art->mention[m].entity].country || g->art->entity[g->art->mention[m].entity].kind == DL_ENTITY_unnamed))
            obliques(g, c, s, out, n);
    }
}

/* "threatened on Monday to leave": a time between makes the parser see a clause of purpose. */
static int32_t infinitive_behind_time(const struct grove *g, int32_t v)
{
    if (!is_verb(g, v))
        return -1;
    for (int32_t c = -1; (c = grove_child(g, v, DL_REL_advcl, c)) >= 0;) {
        if (c <= v || !grove_tag(g, c, "VB"))
            continue;
        for (int32_t k = grove_next(g, c, -1); k >= 0 && k < c; k = grove_next(g, c, k)) {
            const struct dl_token *before = k > v + 1 ? tok(g, k - 1) : NULL;
            if (grove_tag(g, k, "TO") && before && (before->rel == DL_REL_obl_unmarked || before->rel == DL_REL_obl || before->rel == DL_REL_obj) &&
                before->head == v && grove_tag(g, k - 1, "NNP"))
                return c;
        }
    }
    return -1;
}

uint32_t grove_fill(const struct grove *g, int32_t t, const struct slot *s, int32_t out[SLOT_ROOM])
{
    uint32_t n = 0;
    int32_t light = s->type == SLOT_OBL ? grove_light(g, t) : -1, part = s->type == SLOT_OBL && !is_verb(g, t) ? light_participle(g, t) : -1;
    switch (s->type) {
    case SLOT_NSUBJ: return grove_subject(g, t, out);
    case SLOT_OBJ: return grove_object(g, t, out);
    case SLOT_IOBJ: push(g, indirect(g, t), out, &n); break;
    case SLOT_PRT: push(g, grove_child(g, t, DL_REL_compound_prt, -1), out, &n); break;
    case SLOT_OBL:
        obliques(g, t, s, out, &n);
        if (light >= 0)
            obliques(g, light, s, out, &n);
        if (part >= 0)
            obliques(g, part, s, out, &n);
        if (!n && is_verb(g, t))
            nested(g, t, s, out, &n);
        break;
    case SLOT_GOV:
        t = is_verb(g, t) ? t : standing(g, t);
        if (tok(g, t)->head >= 0 && (s->subtypes ? g->base[tok(g, t)->rel] == s->rel : tok(g, t)->rel == s->rel))
            out[n++] = tok(g, t)->head;
        break;
    case SLOT_REL:
        for (int32_t c = g->child[t]; c >= 0; c = g->sibling[c])
            if (s->subtypes ? g->base[tok(g, c)->rel] == s->rel : tok(g, c)->rel == s->rel)
                push(g, c, out, &n);
        if (s->rel == DL_REL_xcomp && !n)
            push(g, infinitive_behind_time(g, t), out, &n);
        if (!n && s->rel == DL_REL_acl && !is_verb(g, t) && (light = grove_light(g, t)) >= 0)      /* "renewed an appeal to B to free him" */
            for (int32_t c = g->child[light]; c >= 0; c = g->sibling[c])
                if (tok(g, c)->rel == DL_REL_advcl || tok(g, c)->rel == DL_REL_xcomp)
                    push(g, c, out, &n);
        break;
    case SLOT_ANY:
        for (int32_t c = g->child[t]; c >= 0 && n < SLOT_ROOM; c = g->sibling[c])
            out[n++] = c;
        break;
    default: break;
    }
    return n;
}

bool grove_governs(const struct grove *g, int32_t op, const struct slot *over, int32_t t)
{
    int32_t got[SLOT_ROOM];
    for (uint32_t n = grove_fill(g, op, over, got), i = 0; i < n; i++)
        if (got[i] == t)
            return true;
    return false;
}
