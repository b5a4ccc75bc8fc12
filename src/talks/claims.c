/* talks/claims.c: what verbs over talks, deals, truces and offers say of where things stand. */
#include <string.h>
#include <strings.h>

#include "talks/inside.h"
#include "base/banned.h"

static const struct dl_token *tok(const struct work *w, int32_t t) { return &w->art->token[t]; }
static bool lemma_is(const struct work *w, int32_t t, const char *l) { return tok(w, t)->lemma && !strcasecmp(tok(w, t)->lemma, l); }

/* Is the noun, or what it measures ("ten hours of talks", "a round of"), of the class? */
static bool of_class(const struct work *w, int32_t t, const char *class, int depth)
{
    const char *lemma = tok(w, t)->lemma ? tok(w, t)->lemma : tok(w, t)->form;
    if (talks_term(w->t, lemma, class) || talks_term(w->t, tok(w, t)->form, class))
        return true;
    if (depth > 2 || !(talks_term(w->t, lemma, "measure") || tok(w, t)->upos == DL_NUM))
        return false;
    for (int32_t c = grove_next(w->grove, t, -1); c >= 0; c = grove_next(w->grove, t, c))
        if (tok(w, c)->rel == DL_REL_nmod && of_class(w, c, class, depth + 1))
            return true;
    return false;
}

static bool has_case(const struct work *w, int32_t t, const char *word)
{
    for (int32_t c = grove_next(w->grove, t, -1); c >= 0; c = grove_next(w->grove, t, c))
        if ((tok(w, c)->rel == DL_REL_case || tok(w, c)->rel == DL_REL_mark) && lemma_is(w, c, word))
            return true;
    return false;
}

static bool is_negated(const struct work *w, int32_t t)
{
    for (int32_t c = grove_next(w->grove, t, -1); c >= 0; c = grove_next(w->grove, t, c))
        if ((tok(w, c)->rel == DL_REL_advmod || tok(w, c)->rel == DL_REL_det) && grove_is(w->grove, c, "@negation"))
            return true;
    return false;
}

/* "without a deal", "without completing an arrangement", "with no accord", "but without one". */
static bool bears_without(const struct work *w, int32_t v)
{
    for (int32_t c = grove_next(w->grove, v, -1); c >= 0; c = grove_next(w->grove, v, c)) {
        bool clause = tok(w, c)->rel == DL_REL_advcl && tok(w, c)->upos == DL_VERB;
        if (has_case(w, c, "without") && (clause || of_class(w, c, "deal", 0) || tok(w, c)->upos == DL_NUM || tok(w, c)->rel == DL_REL_conj))
            return true;
        if (has_case(w, c, "with") && is_negated(w, c) && (of_class(w, c, "deal", 0) || of_class(w, c, "gain", 0)))
            return true;
    }
    return false;
}

static bool argument_is(const struct work *w, int32_t v, const char *class)
{
    int32_t got[SLOT_ROOM];
    for (uint32_t n = grove_subject(w->grove, v, got), i = 0; i < n; i++)
        if (of_class(w, got[i], class, 0))
            return true;
    for (uint32_t n = grove_object(w->grove, v, got), i = 0; i < n; i++)
        if (of_class(w, got[i], class, 0))
            return true;
    return false;
}

static bool oblique_is(const struct work *w, int32_t v, const char *preposition, const char *class)
{
    for (int32_t c = grove_next(w->grove, v, -1); c >= 0; c = grove_next(w->grove, v, c))
        if (has_case(w, c, preposition) && of_class(w, c, class, 0))
            return true;
    return false;
}

/* "takes effect", "came into force", "took hold": of a truce or a deal. */
static bool takes_effect(const struct work *w, int32_t v)
{
    int32_t got[SLOT_ROOM];
    bool effect = false;
    for (int32_t c = grove_next(w->grove, v, -1); c >= 0; c = grove_next(w->grove, v, c))
        effect |= lemma_is(w, c, "effect") || lemma_is(w, c, "force") || lemma_is(w, c, "hold");
    for (uint32_t n = grove_subject(w->grove, v, got), i = 0; i < n && effect; i++)
        if (of_class(w, got[i], "deal", 0))
            return true;
    return false;
}

/* "The exchange took place", "talks will take place": of a thing of the class. */
static bool takes_place(const struct work *w, int32_t v, const char *class)
{
    int32_t got[SLOT_ROOM];
    bool place = false;
    for (int32_t c = grove_next(w->grove, v, -1); c >= 0; c = grove_next(w->grove, v, c))
        place |= c > v && lemma_is(w, c, "place");
    int32_t outer = grove_child(w->grove, v, DL_REL_nsubj_outer, -1);
    if (place && outer >= 0 && of_class(w, outer, class, 0))
        return true;
    for (uint32_t n = grove_subject(w->grove, v, got), i = 0; i < n && place; i++)
        if (of_class(w, got[i], class, 0))
            return true;
    return false;
}

/* Two "agreed to cut tariffs": a part of a deal. They "agreed to meet", "to keep negotiating": none, and yet a next step. */
static bool agrees_to_act(const struct work *w, int32_t v, bool meet)
{
    int32_t got[SLOT_ROOM];
    uint32_t n = grove_subject(w->grove, v, got);
    int32_t x = grove_child(w->grove, v, DL_REL_xcomp, -1);
    x = x >= 0 ? x : grove_child(w->grove, v, DL_REL_advcl, -1);
    bool act = x > v && tok(w, x)->upos == DL_VERB && has_case(w, x, "to") && tok(w, x)->lemma;
    bool meets = act && talks_term(w->t, tok(w, x)->lemma, "meets");
    int32_t to = meets ? grove_child(w->grove, x, DL_REL_xcomp, -1) : -1;
    if (meets && meet && to >= 0 && tok(w, to)->lemma && !talks_term(w->t, tok(w, to)->lemma, "meets"))
        return false;                                        /* "agreed to start withdrawing" */
    return meet ? meets : act && !meets && (n > 1 || (n == 1 && grove_child(w->grove, got[0], DL_REL_conj, -1) >= 0));
}

/* Does the sentence speak of talks, and what the verb bears of nothing else ("walked out", not "pulled out of the town")? */
static bool beside_talks(const struct work *w, int32_t v)
{
    const struct dl_sentence *s = &w->art->sentence[talks_sentence_of(w, v)];
    bool talk = false;
    for (uint32_t i = s->first; i < s->first + s->n; i++)
        talk |= tok(w, (int32_t)i)->upos == DL_NOUN && talks_term(w->t, tok(w, (int32_t)i)->lemma ? tok(w, (int32_t)i)->lemma : "", "talk");
    for (int32_t c = grove_next(w->grove, v, -1); c >= 0 && talk; c = grove_next(w->grove, v, c)) {
        bool whence = tok(w, c)->rel == DL_REL_obl && (has_case(w, c, "of") || has_case(w, c, "from") || has_case(w, c, "to"));
        talk = tok(w, c)->rel != DL_REL_obj && (!whence || of_class(w, c, "talk", 0));
    }
    return talk;
}

/* "failed to reach an accord", "reached no deal". */
static bool not_made(const struct work *w, int32_t v, const char *class)
{
    int32_t got[SLOT_ROOM];
    int32_t h = tok(w, v)->head;
    bool failed = h >= 0 && tok(w, v)->rel == DL_REL_xcomp && lemma_is(w, h, "fail");
    for (uint32_t n = grove_object(w->grove, v, got), i = 0; i < n; i++)
        if (of_class(w, got[i], class, 0) && (failed || is_negated(w, got[i]) || is_negated(w, v)))
            return true;
    return false;
}

/* "Declared the truce with its neighbour over." */
static bool bears(const struct work *w, int32_t v, const char *word)
{
    for (int32_t c = grove_next(w->grove, v, -1); c >= 0; c = grove_next(w->grove, v, c)) {
        bool fits = c > v && (tok(w, c)->rel == DL_REL_xcomp || tok(w, c)->rel == DL_REL_advmod) && lemma_is(w, c, word);
        for (int32_t k = grove_next(w->grove, c, -1); k >= 0 && !fits; k = grove_next(w->grove, c, k))
            fits = tok(w, c)->rel == DL_REL_obj && k > c && (tok(w, k)->rel == DL_REL_amod || tok(w, k)->rel == DL_REL_advmod) && lemma_is(w, k, word);
        if (fits)
            return true;
    }
    for (uint32_t k = (uint32_t)v + 1; k + 1 < w->art->n_tokens && k < (uint32_t)v + 9; k++)      /* "over on Monday": hung on the day */
        if (lemma_is(w, (int32_t)k, word) && tok(w, (int32_t)k)->rel == DL_REL_case && tok(w, (int32_t)k + 1)->upos == DL_ADP)
            return true;
    return false;
}

static bool cue_holds(const struct work *w, const struct cue *q, int32_t v)
{
    if (!strcmp(q->about, "none"))
        return true;
    if (!strcmp(q->about, "beside"))
        return beside_talks(w, v);
    if (!strcmp(q->about, "again"))
        return bears(w, v, "again");
    if (!strcmp(q->about, "without"))
        return bears_without(w, v);
    if (!strcmp(q->about, "truce-effect"))
        return takes_effect(w, v);
    if (q->preposition && !strcmp(q->preposition, "not"))
        return not_made(w, v, q->about);
    if (q->preposition && !strcmp(q->preposition, "to-do"))
        return agrees_to_act(w, v, !strcmp(q->about, "meets"));
    if (q->preposition && !strcmp(q->preposition, "place"))
        return takes_place(w, v, q->about);
    if (q->preposition && !strcmp(q->preposition, "xcomp")) {
        int32_t x = grove_child(w->grove, v, DL_REL_xcomp, -1);
        return x >= 0 && tok(w, x)->lemma && talks_term(w->t, tok(w, x)->lemma, q->about);
    }
    return q->preposition ? oblique_is(w, v, q->preposition, q->about) : argument_is(w, v, q->about);
}

/* Is the token a form of the verb? By its lemma, or by a regular ending where the lemma is wrong ("initialled"). */
static bool is_form(const struct work *w, int32_t t, const char *word)
{
    static const char *const endings[] = {"ed", "d", "s", "es", "ing", "led", "ling", "ped", "ned", "ted"};
    size_t n = strlen(word);
    if (lemma_is(w, t, word))
        return true;
    if (strncasecmp(tok(w, t)->form, word, n))
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (!strcmp(tok(w, t)->form + n, endings[i]))
            return true;
    return false;
}

static const struct cue *cue_at(const struct work *w, int32_t v)
{
    int32_t prt = grove_child(w->grove, v, DL_REL_compound_prt, -1);
    for (uint32_t i = 0; i < w->t->n_cues; i++) {
        const struct cue *q = &w->t->cue[i];
        if (!is_form(w, v, q->word))
            continue;
        bool beside = q->particle && (((uint32_t)v + 1 < w->art->n_tokens && lemma_is(w, v + 1, q->particle)) || bears(w, v, q->particle));
        if (q->particle ? !((prt >= 0 && lemma_is(w, prt, q->particle)) || beside) : prt >= 0)
            continue;
        if (cue_holds(w, q, v))
            return q;
    }
    return NULL;
}

/* Has it happened, is it to come, or only supposed? */
static uint8_t when_of(const struct work *w, int32_t v, int depth)
{
    bool to = false;
    for (int32_t c = grove_next(w->grove, v, -1); c >= 0; c = grove_next(w->grove, v, c)) {
        if (tok(w, c)->rel == DL_REL_aux || tok(w, c)->rel == DL_REL_aux_pass) {
            if (grove_is(w->grove, c, "@will") || lemma_is(w, c, "would"))
                return CLAIM_AHEAD;
            if (grove_is(w->grove, c, "@might") || grove_is(w->grove, c, "@should"))
                return CLAIM_SUPPOSED;
        }
        if (tok(w, c)->rel == DL_REL_mark && lemma_is(w, c, "due"))
            return CLAIM_AHEAD;                              /* "is due to take place" */
        if (tok(w, c)->rel == DL_REL_mark && (grove_is(w->grove, c, "@supposing") || lemma_is(w, c, "since") || lemma_is(w, c, "before") || lemma_is(w, c, "until")))
            return CLAIM_SUPPOSED;                           /* "since the truce collapsed": told by the way */
        to |= tok(w, c)->rel == DL_REL_mark && lemma_is(w, c, "to");
    }
    int32_t h = tok(w, v)->head;
    if (to && h >= 0 && tok(w, v)->rel == DL_REL_xcomp && (lemma_is(w, h, "manage") || lemma_is(w, h, "begin") || lemma_is(w, h, "fail")))
        return CLAIM_DONE;
    if (to)
        return tok(w, v)->rel == DL_REL_advcl && !(h >= 0 && tok(w, h)->lemma && talks_term(w->t, tok(w, h)->lemma, "pledge")) ? CLAIM_SUPPOSED : CLAIM_AHEAD;
    if (tok(w, v)->rel == DL_REL_conj && h >= 0 && depth < 4 && tok(w, h)->upos == DL_VERB && tok(w, v)->xpos && !strcmp(tok(w, v)->xpos, "VB"))
        return when_of(w, h, depth + 1);
    return CLAIM_DONE;
}

uint8_t claims_when(const struct work *w, int32_t verb) { return when_of(w, verb, 0); }

int32_t claims_statement_over(const struct work *w, int32_t t)
{
    struct dl_span s = tok(w, t)->span;
    int32_t best = -1;
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < w->art->n_statements; i++)
        for (uint32_t c = 0; c < w->art->statement[i].n_content; c++) {
            struct dl_span in = w->art->statement[i].content[c];
            if (in.start <= s.start && s.end <= in.end && in.end - in.start < least)
                best = (int32_t)i, least = in.end - in.start;
        }
    return best;
}

/* "An EU spokesman": unnamed, and yet on the record. */
static bool speaks_for(const struct work *w, const char *name)
{
    const char *last = strrchr(name, ' ');
    return talks_term(w->t, last ? last + 1 : name, "voice") != NULL;
}

/* Told by one who is not named, or by "sources"; plain "officials said" is the wire's habit. */
static bool unnamed_source(const struct work *w, int32_t statement)
{
    const struct dl_statement *s = statement >= 0 ? &w->art->statement[statement] : NULL;
    int32_t e = s ? s->speaker : -1;
    for (uint32_t i = 0; s && i < s->n_source; i++)
        for (uint32_t at = s->source[i].start; at + 6 <= s->source[i].end; at++)
            if (!strncasecmp(w->art->text + at, "source", 6))
                return true;
    if (e < 0 || w->art->entity[e].kind != DL_ENTITY_unnamed)
        return false;
    if ((w->art->entity[e].country && speaks_for(w, w->art->entity[e].name)) || talks_is_name(w->art->entity[e].name))
        return false;                                        /* "Okiror said": named, if only by earlier reports */
    return !w->art->entity[e].plural || strcasestr(w->art->entity[e].name, "source");
}

/* The first day of the time of the sentence that stands nearest; ahead: of those that lie ahead, if any. */
static int32_t day_near(const struct work *w, const struct dl_sentence *s, int32_t v, bool ahead)
{
    int32_t day = DL_NO_DAY;
    uint32_t nearest = UINT32_MAX;
    for (uint32_t i = 0; i < w->art->n_times; i++) {
        const struct dl_time *t = &w->art->time[i];
        if (ahead && (w->today == DL_NO_DAY || t->first_day <= w->today))
            continue;
        if (t->span.start < s->span.start || t->span.end > s->span.end || t->first_day == DL_NO_DAY || t->last_day - t->first_day > 7)
            continue;
        uint32_t at = tok(w, v)->span.start, away = t->span.start > at ? t->span.start - at : at - t->span.start;
        if (away < nearest)
            nearest = away, day = t->first_day;
    }
    return day == DL_NO_DAY && ahead ? day_near(w, s, v, false) : day;
}

/* "Are holding talks": they are in session. "Ended a first day of talks": another follows. */
static uint8_t kind_of(const struct work *w, const struct cue *q, int32_t v)
{
    int32_t got[SLOT_ROOM];
    const char *xpos = tok(w, v)->xpos ? tok(w, v)->xpos : "";
    if (q->kind == CLAIM_held && strcmp(xpos, "VBD") && strcmp(xpos, "VBN"))
        return CLAIM_open;
    bool ends = q->kind == CLAIM_ended;
    for (uint32_t n = ends ? grove_object(w->grove, v, got) : 0, i = 0; i < n; i++)
        for (int32_t c = grove_next(w->grove, got[i], -1); c >= 0; c = grove_next(w->grove, got[i], c))
            if (lemma_is(w, got[i], "day") && tok(w, c)->lemma && talks_term(w->t, tok(w, c)->lemma, "ordinal"))
                return CLAIM_open;
    return q->kind;
}

/* "No talks are planned." */
static bool none_of_it(const struct work *w, int32_t v)
{
    int32_t got[SLOT_ROOM];
    bool none = false;
    for (uint32_t n = grove_subject(w->grove, v, got), i = 0; i < n; i++)
        none |= is_negated(w, got[i]);
    for (uint32_t n = grove_object(w->grove, v, got), i = 0; i < n; i++)
        none |= is_negated(w, got[i]);
    return none;
}

/* "Released under an accord", "took office under the deal": it is being carried out. */
static bool done_under(const struct work *w, int32_t v)
{
    return tok(w, v)->rel != DL_REL_acl && when_of(w, v, 0) == CLAIM_DONE && oblique_is(w, v, "under", "deal") && !grove_is(w->grove, v, "@say");
}

/* "signed it, weeks after initialling it": that was where things stood before. Not so where talks ended, and what followed is no talks:
 * "called a strike after talks collapsed". */
static bool long_past(const struct work *w, int32_t v, const struct cue *q)
{
    int32_t h = tok(w, v)->head, mark = -1;
    bool ends = q->kind == CLAIM_suspended || q->kind == CLAIM_collapsed || q->kind == CLAIM_failed || q->kind == CLAIM_ended;
    for (int32_t c = grove_next(w->grove, v, -1); c >= 0; c = grove_next(w->grove, v, c))
        if ((tok(w, c)->rel == DL_REL_mark || tok(w, c)->rel == DL_REL_case) && lemma_is(w, c, "after"))
            mark = c;
    bool later = mark > 0 && tok(w, mark - 1)->lemma && talks_term(w->t, tok(w, mark - 1)->lemma, "measure");      /* "weeks after" */
    return tok(w, v)->rel == DL_REL_advcl && mark >= 0 && (!ends || later || h < 0 || cue_at(w, h));
}

/* "Adjourned until Thursday", "put off to May 5": the day on which they are to go on, DL_NO_DAY. */
static int32_t day_until(const struct work *w, const struct dl_sentence *s, const struct claim *c)
{
    bool stops = c->kind == CLAIM_adjourned || c->kind == CLAIM_suspended || c->kind == CLAIM_postponed || c->kind == CLAIM_ended || c->kind == CLAIM_cancelled;
    for (uint32_t i = 0; i < w->art->n_times && stops && w->today != DL_NO_DAY; i++) {
        const struct dl_time *t = &w->art->time[i];
        int32_t at = talks_token_at(w, t->span);
        while (at > 0 && tok(w, at)->span.start > t->span.start)
            at--;
        bool fits = at > c->token + 1 && t->span.start >= s->span.start && t->span.end <= s->span.end && t->first_day > w->today && t->first_day - w->today < 120;
        if (fits && (lemma_is(w, at - 1, "until") || lemma_is(w, at - 1, "till") || (c->kind == CLAIM_postponed && lemma_is(w, at - 1, "to"))))
            return t->first_day;
    }
    return DL_NO_DAY;
}

void claims_find(struct work *w)
{
    for (uint32_t k = 0; k < w->art->n_sentences; k++) {
        const struct dl_sentence *s = &w->art->sentence[k];
        if (s->kind != DL_SENT_BODY && s->kind != DL_SENT_TITLE)
            continue;
        for (uint32_t t = s->first; t < s->first + s->n; t++) {
            static const struct cue carried_out = {.kind = CLAIM_in_force};
            const struct cue *q = w->art->token[t].upos == DL_VERB ? cue_at(w, (int32_t)t) : NULL;
            if (!q && w->art->token[t].upos == DL_VERB && done_under(w, (int32_t)t))
                q = &carried_out;
            if (!q || long_past(w, (int32_t)t, q))
                continue;
            struct claim c = {.aside = tok(w, (int32_t)t)->rel == DL_REL_acl, .kind = kind_of(w, q, (int32_t)t), .token = (int32_t)t, .sentence = k, .when = when_of(w, (int32_t)t, 0), .negated = is_negated(w, (int32_t)t),
                              .statement = claims_statement_over(w, (int32_t)t), .day = DL_NO_DAY};
            if (c.kind == CLAIM_fixed) {                     /* "the next session is set for Tuesday" */
                c.kind = CLAIM_held, c.when = CLAIM_AHEAD;
                c.negated |= none_of_it(w, (int32_t)t);
            }
            c.day = day_near(w, s, (int32_t)t, c.when == CLAIM_AHEAD || c.kind == CLAIM_pledged);
            if (c.kind == CLAIM_pledged && c.when == CLAIM_DONE)
                c.when = CLAIM_AHEAD;
            if (c.kind == CLAIM_pledged && !strcmp(q->about, "course"))
                c.day = DL_NO_DAY;                           /* "a timetable to settle it by May": no day of talks */
            int32_t until = c.when == CLAIM_DONE && !c.negated ? day_until(w, s, &c) : DL_NO_DAY;
            if (until != DL_NO_DAY && until == c.day)
                c.day = DL_NO_DAY;                           /* that is when they go on */
            if (c.when == CLAIM_DONE && c.day != DL_NO_DAY && w->today != DL_NO_DAY && c.day > w->today)
                c.when = CLAIM_AHEAD;
            if (q->preposition && !strcmp(q->preposition, "not"))
                c.negated = false;
            c.unnamed = unnamed_source(w, c.statement);
            *VEC_PUSH(w->arena, &w->claim) = c;
            if (until != DL_NO_DAY) {
                c.kind = CLAIM_held, c.when = CLAIM_AHEAD, c.day = until;
                *VEC_PUSH(w->arena, &w->claim) = c;
            }
        }
    }
}
