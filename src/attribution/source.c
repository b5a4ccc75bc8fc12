/* attribution/source.c: who speaks at a cue: subject, agent, owner, or the words beside the verb. */
#include "attribution/find.h"

#include <string.h>

#include "base/banned.h"

enum { CLIMB = 4, NEAR = 24 };

/* "by X": the agent of a passive verb. */
static int32_t agent(const struct finder *f, int32_t v)
{
    const struct dl_token *t = f->art->token;
    int32_t by = span_child(f, v, DL_REL_obl_agent);
    for (int32_t i = v + 1; by < 0 && i <= f->hi[v]; i++)
        if (t[i].head == v && t[i].rel == DL_REL_obl && span_is(f, f->lo[i], "by"))
            by = i;
    return by;
}

static bool outside(const struct finder *f, int32_t i, int32_t cue) { return i >= 0 && (f->top[i] < 0 || f->top[i] == f->top[cue]); }

/* "He said that they failed but have agreed": in number the verb is of the clause before it, whose subject it shares; -1. */
static int32_t clause_subject(const struct finder *f, int32_t v)
{
    const struct dl_token *t = f->art->token;
    int32_t up = t[v].head, aux = span_child(f, v, DL_REL_aux), s = up >= 0 ? span_child(f, up, DL_REL_nsubj) : -1;
    const char *tag = t[aux >= 0 ? aux : v].xpos;
    if (s < 0 && up >= 0)
        s = span_child(f, up, DL_REL_nsubj_pass);
    bool one = s >= 0 && t[s].xpos && (!strcmp(t[s].xpos, "NN") || !strcmp(t[s].xpos, "NNP")) && span_child(f, s, DL_REL_conj) < 0;
    if (t[v].rel != DL_REL_conj || !one || !tag || strcmp(tag, "VBP") != 0)
        return -1;
    for (int32_t i = up + 1; i < v; i++)
        if (t[i].rel == DL_REL_ccomp && span_under(f, i, up) && span_child(f, i, DL_REL_nsubj) >= 0)
            return span_child(f, i, DL_REL_nsubj);
    return -1;
}

/* "They left a door open that he might close, saying": a participle behind a comma is of who acts in the main clause,
 * not in the clause within it that the tree has chosen; -1 if it has chosen well. */
static int32_t main_clause(const struct finder *f, int32_t v)
{
    const struct dl_token *t = f->art->token;
    bool inner = false;
    int32_t up = t[v].head, depth = 0;
    if (!span_participle(f, v) || (t[v].rel != DL_REL_advcl && t[v].rel != DL_REL_acl) || up < 0 || up > v)
        return -1;
    for (; up >= 0 && depth < CLIMB && t[up].rel != DL_REL_root && t[up].rel != DL_REL_ccomp && t[up].rel != DL_REL_conj && t[up].rel != DL_REL_parataxis; depth++) {
        inner = inner || t[up].rel == DL_REL_advcl || t[up].rel == DL_REL_acl_relcl || t[v].rel == DL_REL_acl;
        up = t[up].head;
    }
    bool verb = inner && up >= 0 && t[up].upos == DL_VERB && span_subject(f, up) >= 0;
    return verb && f->top[up] == f->top[v] ? up : -1;
}

/* "took turns urging", "has a name for asking": the participle hangs from a thing that somebody has; that verb, or -1. */
static int32_t of_thing(const struct finder *f, int32_t v)
{
    const struct dl_token *t = f->art->token;
    int32_t noun = t[v].head, verb = noun >= 0 ? t[noun].head : -1;
    if (t[v].rel != DL_REL_acl || !t[v].xpos || strcmp(t[v].xpos, "VBG") != 0 || verb < 0 || t[noun].rel != DL_REL_obj || t[noun].upos != DL_NOUN)
        return -1;
    if (t[verb].upos != DL_VERB || span_subject(f, verb) < 0 || span_can_speak(f, noun))
        return -1;
    return verb;
}

/* "The envoy said it would fail but added": the verb that the tree joins to what was said is of who said it; that cue, or -1. */
static int32_t speaks_on(const struct finder *f, int32_t v)
{
    const struct dl_token *t = f->art->token;
    int32_t clause = t[v].head, cue = clause >= 0 && t[clause].rel == DL_REL_ccomp ? t[clause].head : -1, cc = span_child(f, v, DL_REL_cc);
    const struct cue *own = cue_word(f, v, 'V'), *outer = cue >= 0 ? cue_word(f, cue, 'V') : NULL;
    bool said = own && outer && own->kind == DL_STATEMENT_statement && outer->kind == DL_STATEMENT_statement && strpbrk(own->pattern, "cj");
    bool finite = t[v].xpos && (!strcmp(t[v].xpos, "VBD") || !strcmp(t[v].xpos, "VBZ")) && t[cue < 0 ? v : cue].xpos && !strcmp(t[cue < 0 ? v : cue].xpos, t[v].xpos);
    bool on = t[v].rel == DL_REL_conj && cue >= 0 && cue < v && cc >= 0 && cc < v && v - cc < CLIMB && span_child(f, v, DL_REL_nsubj) < 0 && f->top[v] < 0;
    if (!on || !((said && finite) || span_stops(f, cc)))
        return -1;
    for (int32_t up = cue; t[up].rel == DL_REL_ccomp && t[up].head >= 0; up = t[up].head)
        cue = cue_is(f, t[up].head, 'V') ? t[up].head : cue;     /* "said that he did not know, and accused": of who said */
    return cue;
}

/* The subject at the verb or at the verb it shares one with; -1. */
static int32_t subject(const struct finder *f, int32_t v, bool quoted)
{
    const struct dl_token *t = f->art->token;
    int32_t cue = v, main = main_clause(f, v), thing = of_thing(f, v), on = speaks_on(f, v);
    v = main >= 0 ? main : thing >= 0 ? thing : on >= 0 ? on : v;
    for (int depth = 0; v >= 0 && depth < CLIMB; depth++) {
        int32_t s = span_subject(f, v);
        if (s < 0)
            s = span_child(f, v, DL_REL_nsubj_outer);
        if (s < 0 && (depth || quoted || span_child(f, v, DL_REL_aux_pass) < 0))
            s = span_child(f, v, DL_REL_nsubj_pass);
        if (outside(f, s, cue))
            return s;
        int32_t up = t[v].head, of_clause = clause_subject(f, v);
        if (of_clause >= 0)
            return of_clause;
        if (t[v].rel == DL_REL_acl && t[v].xpos && !strcmp(t[v].xpos, "VBG") && f->lo[v] > 0 && span_is(f, f->lo[v] - 1, ",") && depth == 0 && f->s->root >= 0 && f->s->root < v) {
            v = f->s->root;
            continue;
        }
        if (t[v].rel == DL_REL_acl || (t[v].rel == DL_REL_acl_relcl && s < 0))
            return outside(f, up, cue) ? up : -1;
        if (t[v].rel == DL_REL_xcomp && up >= 0 && span_child(f, up, DL_REL_obj) >= 0 && span_child(f, up, DL_REL_obj) < v)
            return span_child(f, up, DL_REL_obj);
        if (t[v].rel != DL_REL_conj && t[v].rel != DL_REL_advcl && t[v].rel != DL_REL_xcomp)
            return -1;
        v = up;
    }
    return -1;
}

/* Whose claim it is: "his claim", "the ministry's claim", "a claim by the ministry". */
static int32_t owner(const struct finder *f, const struct match *m)
{
    const struct dl_token *t = f->art->token;
    int32_t who = span_child(f, m->head, DL_REL_nmod_poss);
    for (int32_t i = m->head + 1; who < 0 && i <= f->hi[m->head]; i++)
        if (t[i].head == m->head && t[i].rel == DL_REL_nmod && (span_is(f, f->lo[i], "by") || span_is(f, f->lo[i], "from") || span_is(f, f->lo[i], "among")))
            who = i;
    return who;
}

static bool names(const struct dl_token *t) { return t->upos == DL_NOUN || t->upos == DL_PROPN || t->upos == DL_PRON || t->upos == DL_NUM; }

/* "Many fear", "most said": an adjective right before a finite verb, with no noun between, stands for people. */
static bool nominal(const struct finder *f, int32_t i)
{
    const struct dl_token *t = &f->art->token[i];
    bool first = i == (int32_t)f->s->first || span_punct(f, i - 1) || f->art->token[i - 1].upos == DL_CCONJ || f->art->token[i - 1].upos == DL_SCONJ;
    return first && t->xpos && (!strcmp(t->xpos, "JJ") || !strcmp(t->xpos, "JJS") || !strcmp(t->xpos, "RBS") || !strcmp(t->xpos, "DT"));
}

static bool of_time(const struct finder *f, int32_t i)
{
    const struct dl_token *t = &f->art->token[i];
    return t->upos == DL_ADV || span_when(f, i) || (t->head > i && t->rel == DL_REL_amod && span_when(f, t->head));
}

/* "X, a Y who had seen Z, cautioned": what opens the sentence before a comma, if a comma stands before the cue. */
static bool opening(const struct finder *f, const struct match *m, int32_t *head, struct dl_span *span)
{
    const struct dl_token *t = f->art->token;
    int32_t first = (int32_t)f->s->first;
    for (int32_t k = first; k < m->first && of_time(f, k); k++)
        first = span_is(f, k + 1, ",") ? k + 2 : first;      /* "Earlier Tuesday, his manager, X, said" */
    int32_t i = first;
    if (m->first - 1 <= first || !span_is(f, m->first - 1, ",") || f->top[first] >= 0)
        return false;
    while (i < m->first && !span_punct(f, i) && (names(&t[i]) || t[i].upos == DL_DET || t[i].upos == DL_ADJ || t[i].upos == DL_ADP))
        i++;
    if (i == first || !span_is(f, i, ",") || i == m->first - 1 || t[first].upos == DL_ADP)
        return false;
    for (int32_t k = i; k < m->first; k++)
        if (f->top[k] >= 0)
            return false;
    for (int32_t k = first; k < i && *head < 0; k++)
        if (names(&t[k]) && !names(&t[k + 1]))
            *head = t[k].rel == DL_REL_flat && t[k].head >= first ? t[k].head : k;
    if (*head >= 0)
        *span = (struct dl_span){t[first].span.start, t[m->first - 1].span.end};
    return *head >= 0;
}

/* Where the tree is torn by quotation marks: the nominal words right before the cue or right behind it. */
static bool beside(const struct finder *f, const struct match *m, bool both, int32_t *head, struct dl_span *span)
{
    const struct dl_token *t = f->art->token;
    int32_t from = m->first, to = m->first - 1;
    *head = -1;
    if (opening(f, m, head, span))
        return true;
    while (from - 1 >= (int32_t)f->s->first && m->first - from < NEAR && f->top[from - 1] < 0 && t[from - 1].upos != DL_VERB && t[from - 1].upos != DL_CCONJ)
        from--;
    if (from > to && both) {
        from = to = m->last + 1;
        while (to < span_end(f) && to - from < NEAR && f->top[to] < 0 && t[to].upos != DL_VERB && !span_is(f, to, ".") && !span_is(f, to, ";"))
            to++;
        to--;
    }
    while (from <= to && (span_punct(f, from) || t[from].upos == DL_ADV || t[from].upos == DL_SCONJ || t[from].upos == DL_ADP))
        from++;
    while (to >= from && (span_punct(f, to) || t[to].upos == DL_ADP || t[to].upos == DL_ADV || span_when(f, to)))
        to--;
    for (int32_t i = from; i <= to && *head < 0; i++)
        if (names(&t[i]) && (i == to || !names(&t[i + 1])))
            *head = i;
    if (*head >= 0)
        *span = (struct dl_span){t[from].span.start, t[to].span.end};
    return *head >= 0;
}

/* ", adding that": who speaks at the cue right before it. */
static bool same_as_before(const struct finder *f, const struct match *m, int32_t *head, struct dl_span *span)
{
    const struct dl_token *t = f->art->token;
    bool mark = m->first > 1 && (span_is(f, m->first - 1, ",") || (span_punct(f, m->first - 1) && f->top[m->first - 1] >= 0));
    if (!mark || !t[m->head].xpos || strcmp(t[m->head].xpos, "VBG") != 0 || m->first != m->head || f->out->n == 0)
        return false;
    const struct dl_statement *st = &f->out->at[f->out->n - 1];
    if (st->sentence != (uint32_t)(f->s - f->art->sentence) || !st->n_source || st->cue[0].end + 2 < st->cue[0].start)
        return false;
    if (t[m->head].rel == DL_REL_acl || t[m->head].rel == DL_REL_amod || f->top[m->head] >= 0)
        return false;
    *head = st->speaker;
    *span = st->source[0];
    return *head >= 0;
}

/* "Ambassador to the UN Nikki Haley said": of one name the tree has made two subjects. */
static int32_t torn_subject(const struct finder *f, int32_t head, int32_t cue)
{
    const struct dl_token *t = f->art->token;
    int32_t end = head;
    for (int32_t i = f->hi[head] + 1; i < cue; i++) {
        bool verb = (t[i].upos == DL_VERB || t[i].upos == DL_AUX) && t[i].xpos && t[i].xpos[0] == 'V';   /* "United" is none */
        if (verb || span_punct(f, i) || t[i].upos == DL_SCONJ || t[i].upos == DL_CCONJ)
            return end;
        if (t[i].rel == DL_REL_nsubj && t[i].head == t[head].head && t[i].upos == DL_PROPN)
            end = f->hi[i];
    }
    return end;
}

/* "Earlier Tuesday, his manager said": words of time before the speaker that the tree has drawn into his name. */
static void without_time(const struct finder *f, int32_t *head, struct dl_span *span)
{
    const struct dl_token *t = f->art->token;
    int32_t i = (int32_t)f->s->first, first;
    while (i < span_end(f) && t[i].span.start < span->start)
        i++;
    for (first = i; i < span_end(f) && t[i].span.end < span->end && of_time(f, i);)
        i++;
    if (i == first || i + 1 >= span_end(f) || !span_is(f, i, ",") || t[i + 1].span.end > span->end)
        return;
    span->start = t[i + 1].span.start;
    for (int32_t k = i + 1; *head <= i && k < span_end(f) && t[k].span.end <= span->end; k++)
        if (names(&t[k]) && !names(&t[k + 1]))
            *head = k;
}

/* The words right before the cue are its subject, whatever the tree has chosen farther off: "The club's investment in its
 * halls, Ms. Dor said,". They begin behind a comma, a mark or "that", or are a pronoun that can only be one. */
static bool next_to(const struct finder *f, const struct match *m, int32_t chosen, struct dl_span far, int32_t *head, struct dl_span *span)
{
    const struct dl_token *t = f->art->token;
    int32_t last = m->first - 1, floor = (int32_t)f->s->first, from;
    while (last > floor && t[last].upos == DL_ADV)
        last--;
    if (last < floor || chosen >= last || t[last].span.start < far.end || !names(&t[last]) || span_when(f, last) || f->top[last] != f->top[m->head])
        return false;
    for (from = last; from > floor && f->top[from - 1] == f->top[last] && (names(&t[from - 1]) || t[from - 1].upos == DL_DET || t[from - 1].upos == DL_ADJ || t[from - 1].upos == DL_PART);)
        from--;
    bool alone = from == last && t[last].feats && strstr(t[last].feats, "Case=Nom");
    bool opens = from > floor && t[from - 1].span.end > far.end && (span_punct(f, from - 1) || t[from - 1].upos == DL_SCONJ || (t[from - 1].xpos && t[from - 1].xpos[0] == 'W'));
    if ((!alone && !opens) || t[from].upos == DL_PART || (from > floor && t[from - 1].upos == DL_CCONJ))
        return false;
    *head = t[last].rel == DL_REL_flat && t[last].head >= from ? t[last].head : last;
    *span = (struct dl_span){t[from].span.start, t[last].span.end};
    return true;
}

bool source_find(const struct finder *f, const struct match *m, bool quoted, int32_t *head, struct dl_span *span)
{
    const struct dl_token *t = f->art->token;
    bool noun = m->cue->pos == 'N', relay = *m->cue->class == 'q';
    if (strcmp(m->cue->class, "appear") == 0)
        return false;
    if (m->cue->pos == 'V' && span_child(f, m->head, DL_REL_nsubj) < 0 && same_as_before(f, m, head, span))
        return true;
    bool light = noun && m->verb != m->head;
    *head = light ? subject(f, m->verb, false) : noun ? owner(f, m) : m->passive ? agent(f, m->head) : -1;
    if (*head < 0 && light)
        *head = owner(f, m);
    if (*head < 0 && !noun && (!m->passive || relay))
        *head = subject(f, m->verb, relay || m->verb != m->head);
    if (*head >= 0 && *head >= m->first && *head <= m->last)
        *head = -1;
    const char *tag = t[m->head].xpos ? t[m->head].xpos : "";
    if (*head < 0 && !strcmp(m->cue->class, "say") && !strcmp(tag, "VBD") && m->first == m->head && m->first > 0 && span_is(f, m->first - 1, ","))
        *head = span_child(f, m->head, DL_REL_obj);
    bool finite = !noun && (!strcmp(tag, "VBD") || !strcmp(tag, "VBZ") || (!strcmp(tag, "VBN") && t[m->head].rel != DL_REL_acl && t[m->head].rel != DL_REL_advcl && t[m->head].rel != DL_REL_amod));
    bool shares = t[m->head].rel == DL_REL_conj;
    if (*head < 0 && finite && !m->passive && m->first > (int32_t)f->s->first && nominal(f, m->first - 1))
        *head = m->first - 1;
    if (*head < 0 && (quoted || (finite && !shares)) && !m->passive && beside(f, m, quoted, head, span))
        return true;
    if (*head < 0)
        return false;
    *span = span_source(f, *head, *head < m->first ? m->first : m->last);
    if (finite && m->verb == m->head && next_to(f, m, *head, *span, head, span))
        return true;
    if (t[*head].rel == DL_REL_nsubj && *head < m->first && torn_subject(f, *head, m->first) > *head)
        span->end = t[torn_subject(f, *head, m->first)].span.end;
    if (t[*head].rel == DL_REL_nmod_poss && *head < m->first)
        span->end = t[f->hi[*head]].span.end;
    without_time(f, head, span);
    return true;
}
