/* attribution/content.c: what is said, thought or wanted at a cue, by the arguments its row allows. */
#include "attribution/find.h"

#include <string.h>

#include "base/banned.h"

enum { CLOSE = 8 };    /* most words between a cue and the comma that closes its clause */

static bool allows(const struct match *m, const char *letters) { return strpbrk(m->cue->pattern, letters) != NULL; }

/* "that", "whether", "to" and the like right before a clause are its own, wherever the tree hangs them. */
static int32_t marked(const struct finder *f, int32_t from, int32_t floor)
{
    while (from - 1 > floor && (span_is(f, from - 1, "that") || span_is(f, from - 1, "whether") || span_is(f, from - 1, "to") || span_is(f, from - 1, "not")))
        from--;
    return from;
}

/* Is a verb that the tree joins to the cue rather part of what is said: with a subject of its own that is
 * nobody who speaks, or in a number the speaker has not: "he said they failed but have agreed". */
static bool goes_on(const struct finder *f, const struct match *m, int32_t verb)
{
    const struct dl_token *t = f->art->token;
    struct match other;
    int32_t own = span_child(f, verb, DL_REL_nsubj), who = span_child(f, m->verb, DL_REL_nsubj), aux = span_child(f, verb, DL_REL_aux);
    if (who < 0)
        who = span_child(f, m->verb, DL_REL_nsubj_pass);
    if (strcmp(m->cue->class, "appear") == 0)
        return false;
    if (span_child(f, verb, DL_REL_expl) >= 0 || (own >= 0 && own < verb && !cue_match(f, verb, &other)))
        return true;
    const char *tag = t[aux >= 0 ? aux : verb].xpos, *cue = t[m->head].xpos;
    if (own < 0 && cue && !strcmp(cue, "VBG") && tag && (!strcmp(tag, "VBP") || !strcmp(tag, "VBD") || !strcmp(tag, "VBZ") || !strcmp(tag, "MD")))
        return true;
    bool one = who >= 0 && t[who].xpos && (!strcmp(t[who].xpos, "NN") || !strcmp(t[who].xpos, "NNP")) && span_child(f, who, DL_REL_conj) < 0;
    return own < 0 && one && tag && strcmp(tag, "VBP") == 0;
}

/* Where the clause begins if its subject has been given to the cue: "said anybody who complains "is not ..."; -1. */
static int32_t torn(const struct finder *f, const struct match *m, int32_t clause)
{
    const struct dl_token *t = f->art->token;
    const char *tag = t[clause].xpos ? t[clause].xpos : "";
    int32_t aux = span_child(f, clause, DL_REL_aux);
    bool finite = !strcmp(tag, "VBD") || !strcmp(tag, "VBZ") || !strcmp(tag, "VBP") || (aux >= 0 && !span_is(f, aux, "to"));
    if (!finite || m->cue->kind != DL_STATEMENT_statement || allows(m, "aj") || span_child(f, clause, DL_REL_nsubj) >= 0 || span_child(f, clause, DL_REL_nsubj_pass) >= 0 || span_child(f, clause, DL_REL_expl) >= 0 || span_child(f, clause, DL_REL_csubj) >= 0)
        return -1;
    for (int32_t i = m->last + 1; i < f->lo[clause]; i++)
        if (t[i].head == m->head && (t[i].rel == DL_REL_obj || t[i].rel == DL_REL_iobj) && !span_when(f, i))
            return f->lo[i];
    return -1;
}

/* A wish ends before ", which ...", ", drawing ..." at its end: that is told of what is wished. */
static int32_t without_aside(const struct finder *f, int32_t clause, int32_t to)
{
    const struct dl_token *t = f->art->token;
    for (int32_t i = clause + 1; i <= to; i++) {
        bool told = t[i].rel == DL_REL_acl_relcl || ((t[i].rel == DL_REL_acl || t[i].rel == DL_REL_advcl) && t[i].xpos && *t[i].xpos == 'V' && strcmp(t[i].xpos, "VB") != 0);
        if (told && f->hi[i] >= to && f->lo[i] - 2 > clause && span_after_comma(f, f->lo[i]) && f->top[i] < 0 && span_child(f, i, DL_REL_conj) < 0 && span_under(f, i, clause))
            return f->lo[i] - 2;
    }
    return to;
}

/* The clause behind the cue. A further verb without a comma, with its own subject and hung from the cue, is in it. */
static void clause_after(const struct finder *f, const struct match *m, int32_t clause, span_list *out)
{
    const struct dl_token *t = f->art->token;
    int32_t from = f->lo[clause] > m->last ? f->lo[clause] : m->last + 1, to = span_last(f, clause, false), own = torn(f, m, clause);
    to = t[clause].rel == DL_REL_xcomp ? without_aside(f, clause, to) : to;
    from = own > m->last && own < from ? own : from;
    while (from < clause && span_when(f, from) && t[from].rel != DL_REL_nsubj && (t[from + 1].upos == DL_PRON || t[from + 1].upos == DL_DET || t[from + 1].upos == DL_SCONJ))
        from++;                         /* "said Tuesday he would" */
    for (int32_t i = from; i < clause && i < from + 6; i++)
        if (span_is(f, i, "that") && t[i].rel == DL_REL_mark && t[i].head == clause)
            from = i;
    for (int32_t i = clause + 1; i < span_end(f); i++) {
        int32_t next = to + 1;
        while (next < f->lo[i] && span_punct(f, next))
            next++;
        if ((t[i].head == m->head || t[i].head == m->verb) && t[i].rel == DL_REL_conj && f->lo[i] > to && f->lo[i] <= next && goes_on(f, m, i))
            to = span_last(f, i, false);
    }
    span_push(f, out, marked(f, from, m->last), to);
}

static bool own_word(uint8_t rel)
{
    return rel != DL_REL_ccomp && rel != DL_REL_parataxis && rel != DL_REL_conj && rel != DL_REL_punct && rel != DL_REL_advcl;
}

/* Where the words of the cue and its speaker begin and end in the sentence. */
static void region(const struct finder *f, const struct match *m, int32_t *from, int32_t *to)
{
    const struct dl_token *t = f->art->token;
    *from = m->first;
    *to = m->last;
    for (int32_t i = m->head - 1; i >= f->lo[m->head]; i--) {
        int32_t behind = f->hi[i] + 1 + (f->hi[i] + 1 < *from && span_is(f, f->hi[i] + 1, ","));        /* "the envoy, Ana Ruiz, said" */
        if (t[i].head == m->head && own_word(t[i].rel) && behind >= *from && f->lo[i] < *from)
            *from = f->lo[i];
    }
    for (int32_t i = m->head + 1; i <= f->hi[m->head]; i++)
        if (t[i].head == m->head && own_word(t[i].rel) && f->lo[i] - 1 <= *to && f->hi[i] > *to)
            *to = f->hi[i];
}

/* A word of what stands before clause and cue and has been taken for the cue's object. */
static bool under_front_object(const struct finder *f, const struct match *m, int32_t i)
{
    int32_t noun = span_child(f, m->head, DL_REL_obj);
    return noun >= 0 && noun < m->first && span_under(f, i, noun);
}

/* "The talks failed, X said" and "The talks, X said, failed": the sentence around cue and speaker. */
static bool clause_around(const struct finder *f, const struct match *m, int32_t clause, span_list *out)
{
    const struct dl_token *t = f->art->token;
    int32_t from, to, start = span_first(f), low = f->lo[clause];
    region(f, m, &from, &to);
    if (clause > m->head && low > from)
        return false;
    bool front = true;
    for (int32_t i = start; i < low; i++)
        front = front && (t[i].head == clause || span_under(f, i, clause) || span_punct(f, i) || t[i].upos == DL_CCONJ || under_front_object(f, m, i));
    start = front ? start : low;
    while (start < from && (t[start].upos == DL_CCONJ || span_punct(f, start)))
        start++;
    span_push(f, out, start, from - 1);
    int32_t last = f->hi[clause];
    if (t[m->head].rel == DL_REL_parataxis && span_under(f, m->head, clause))
        for (last = span_end(f) - 1; last > to && !span_under(f, last, clause);)
            last--;
    if (last > to && to + 1 < span_end(f) && (span_is(f, to + 1, ",") || span_punct(f, to + 1)) && !cue_is(f, to + 2 < span_end(f) ? to + 2 : to, 'V'))
        span_push(f, out, to + 1, span_last(f, clause, false) > to ? span_last(f, clause, false) : last);
    return out->n > 0;
}

/* "blamed the mayor at a hearing on Tuesday": when and on what occasion somebody was judged is no part of who was. */
static int32_t without_occasion(const struct finder *f, const struct match *m, int32_t noun, int32_t to)
{
    const struct dl_token *t = f->art->token;
    bool judged = strchr(m->cue->pattern, 'x') == NULL || t[noun].upos == DL_PROPN || t[noun].upos == DL_PRON;
    for (int32_t i = noun + 1; judged && i <= to; i++) {
        int32_t at = f->lo[i];
        bool led = at < i && (span_is(f, at, "in") || span_is(f, at, "on") || span_is(f, at, "at") || span_is(f, at, "during") || span_is(f, at, "after") || span_is(f, at, "before"));
        bool occasion = led ? span_when(f, i) || span_is(f, at, "during") || cue_word(f, i, 'C') : span_time(f, i) >= 0 && (t[i].rel == DL_REL_nmod_unmarked || t[i].rel == DL_REL_obl_unmarked);
        if ((t[i].head == noun || t[i].head == m->head || t[i].head < noun) && occasion && at > noun && f->top[i] < 0)
            return at - 1;
    }
    return to;
}

/* "as a reason", "as having lied" behind what is judged or named; "as" before a subject says when. */
static bool as_what(const struct finder *f, int32_t i)
{
    uint8_t rel = f->art->token[i].rel;
    return (rel == DL_REL_obl || rel == DL_REL_advcl) && span_is(f, f->lo[i], "as") && span_child(f, i, DL_REL_nsubj) < 0 && span_child(f, i, DL_REL_nsubj_pass) < 0;
}

/* A clause that says when or why somebody was judged, not of what he was: "after she spoke", "because he lied". */
static bool circumstantial(const struct finder *f, int32_t i)
{
    static const char *const marks[] = {"after", "because", "before", "by", "until", "while", "since", "so"};
    if (f->art->token[i].rel != DL_REL_advcl)
        return false;
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (span_is(f, f->lo[i], marks[k]))
            return true;
    return span_is(f, f->lo[i], "as") && !span_is(f, f->lo[i] + 1, "if") && !as_what(f, i);
}

/* What is called, blamed or wanted, with what it is called or blamed for: "Kiev of lying". */
static void object(const struct finder *f, const struct match *m, int32_t noun, span_list *out)
{
    const struct dl_token *t = f->art->token;
    int32_t to = span_last(f, noun, true);
    bool open = strpbrk(m->cue->pattern, "jx") != NULL;
    for (int32_t i = noun + 1; i <= f->hi[m->head]; i++) {
        bool complement = t[i].head == m->head && (t[i].rel == DL_REL_xcomp || t[i].rel == DL_REL_obl || t[i].rel == DL_REL_advcl || t[i].rel == DL_REL_ccomp);
        complement = complement && (open ? !circumstantial(f, i) : as_what(f, i) && f->lo[i] == to + 1);
        bool comma = f->lo[i] > 0 && span_is(f, f->lo[i] - 1, ",");
        if (complement && !comma && f->lo[i] > noun && f->hi[i] > to)
            to = span_last(f, i, true);
    }
    int32_t more = to + 1;
    while (more < span_end(f) && strchr(m->cue->pattern, 'j') && (more > to + 1 || t[more].upos == DL_CCONJ || t[more].quote >= 0) && t[more].upos != DL_VERB && t[more].upos != DL_AUX && !span_is(f, more, ",") && t[more].upos != DL_SCONJ)
        more++;
    if (more - 1 > to && (more == span_end(f) || span_is(f, more, ",")))
        to = more - 1;
    int32_t from = f->lo[noun] > m->last ? f->lo[noun] : m->last + 1;
    span_push(f, out, from, without_occasion(f, m, noun, to));
}

/* "called for X", "warned of X", "a claim about X": what the particle leads. */
static bool after_particle(const struct finder *f, const struct match *m, span_list *out)
{
    const struct dl_token *t = f->art->token;
    int32_t k = m->particle, top = k >= 0 ? t[k].head : -1;
    if (k < 0)
        return false;
    if (top == m->head || top < k)
        top = k + 1 < span_end(f) && t[k].rel == DL_REL_compound_prt ? span_child(f, m->head, DL_REL_obj) : k;
    if (top < k || top < 0)
        return false;
    int32_t last = span_last(f, top, true);
    for (int32_t i = last + 1; i <= f->hi[m->head]; i++)
        if (t[i].head == m->head && as_what(f, i) && f->lo[i] == last + 1)
            last = span_last(f, i, true);
    for (int32_t i = last + 1; strchr(m->cue->pattern, 'x') && i <= f->hi[m->head]; i++)
        if (t[i].head == m->head && (t[i].rel == DL_REL_xcomp || t[i].rel == DL_REL_advcl || t[i].rel == DL_REL_ccomp) && f->lo[i] == last + 1)
            last = span_last(f, i, true);
    span_push(f, out, k + 1, last);
    return out->n > 0;
}

/* The clause that hangs from a noun: "a claim that ...", "a promise to ...". */
static int32_t noun_clause(const struct finder *f, int32_t n)
{
    for (int32_t i = n + 1; i <= f->hi[n]; i++) {
        const struct dl_token *t = &f->art->token[i];
        uint8_t first = f->art->token[f->lo[i]].rel;
        bool relative = f->art->token[f->lo[i]].upos == DL_PRON && f->art->token[f->lo[i]].head == i && (first == DL_REL_obj || first == DL_REL_nsubj);  /* "a charge that Kenya dismissed" */
        bool clause = (t->rel == DL_REL_acl && !relative) || t->rel == DL_REL_ccomp || (t->rel == DL_REL_acl_relcl && span_is(f, f->lo[i], "that"));
        if (t->head == n && clause && (span_is(f, f->lo[i], "that") || span_is(f, f->lo[i], "to") || span_is(f, f->lo[i], "whether")))
            return i;
    }
    return -1;
}

static bool of_noun(const struct finder *f, const struct match *m, span_list *out)
{
    int32_t clause = allows(m, "cx") ? noun_clause(f, m->head) : -1;
    if (clause >= 0)
        clause_after(f, m, clause, out);
    return clause >= 0 || after_particle(f, m, out);
}

/* "X was accused of fraud": what stands right behind the cue and says for what, or as what; -1. */
int32_t content_charge(const struct finder *f, const struct match *m)
{
    const struct dl_token *t = f->art->token;
    for (int32_t i = m->last + 1; strchr(m->cue->pattern, 'j') && i <= f->hi[m->head]; i++)
        if (t[i].head == m->head && f->lo[i] == m->last + 1 && (t[i].rel == DL_REL_obl || t[i].rel == DL_REL_advcl))
            return span_is(f, f->lo[i], "of") || span_is(f, f->lo[i], "for") || span_is(f, f->lo[i], "as") || span_is(f, f->lo[i], "over") ? i : -1;
    return -1;
}

/* Of whom it is judged or seems so: the whole of a subject before the cue, without a clause that a comma parts from it. */
static struct dl_span subject_span(const struct finder *f, int32_t who, int32_t cue)
{
    const struct dl_token *t = f->art->token;
    int32_t from = f->lo[who], to = f->hi[who] < cue ? f->hi[who] : cue - 1;
    for (int32_t i = who + 1; i <= to; i++)
        if (t[i].head == who && (t[i].rel == DL_REL_acl_relcl || t[i].rel == DL_REL_acl || t[i].rel == DL_REL_appos || t[i].rel == DL_REL_parataxis) && span_after_comma(f, f->lo[i]))
            return span_source(f, who, cue);
    while (to > who && span_punct(f, to))
        to--;
    while (from < who && (span_punct(f, from) || (t[from].upos == DL_CCONJ && t[from].rel == DL_REL_cc && t[from].head != who)))
        from++;
    return to < who || who > cue ? span_source(f, who, cue) : (struct dl_span){t[from].span.start, t[to].span.end};
}

/* "X was criticised by Y", "X is expected to win": the subject is what is judged. */
static bool of_passive(const struct finder *f, const struct match *m, span_list *out)
{
    const struct dl_token *t = f->art->token;
    int32_t who = span_child(f, m->head, DL_REL_nsubj_pass), what = span_child(f, m->head, DL_REL_xcomp);
    bool open = allows(m, "jx") || (what > m->last && span_is(f, f->lo[what], "to"));     /* "was reported to have fled" */
    bool agent = span_child(f, m->head, DL_REL_obl_agent) >= 0;
    if (what < 0)
        what = content_charge(f, m);
    if (who < 0)
        who = span_child(f, m->head, DL_REL_nsubj);
    if (who < 0 || !allows(m, "ojx") || !(agent || (what >= 0 && open)) || f->top[who] != f->top[m->head])
        return false;
    *VEC_PUSH(f->a, out) = subject_span(f, who, m->first);
    if (what > m->last && open)
        span_push(f, out, f->lo[what] > m->last ? f->lo[what] : m->last + 1, span_last(f, what, false));
    return t[who].upos != DL_PRON || agent || out->n > 1;
}

/* "Narland rules nothing out, its envoy told reporters": a clause behind a comma that reports the cue's own. */
static bool reports(const struct finder *f, const struct match *m, int32_t i)
{
    const struct cue *c = i > m->last && span_is(f, f->lo[i] - 1, ",") && f->top[i] < 0 ? cue_word(f, i, 'V') : NULL;
    return c && c->kind == DL_STATEMENT_statement && strchr(c->pattern, 'c') && span_child(f, i, DL_REL_ccomp) < 0 && span_child(f, i, DL_REL_nsubj) >= 0;
}

static bool own_clause(const struct finder *f, const struct match *m, int32_t i)
{
    const struct dl_token *t = &f->art->token[i];
    bool said = t->rel == DL_REL_ccomp || ((t->rel == DL_REL_csubj || t->rel == DL_REL_csubj_pass) && i > m->last && span_child(f, m->head, DL_REL_expl) >= 0);   /* "It is believed that" */
    return t->head == m->head && said && !span_participle(f, i) && !span_participle(f, f->lo[i]) && !reports(f, m, i);
}

/* Does a semicolon or a colon stand between the cue and a clause beside it, or its speaker and one before it?
 * "Hopes are low: polls say ...", "He pleaded guilty; police filmed him". The colon of the cue itself does not part them. */
static bool apart(const struct finder *f, const struct match *m, int32_t clause)
{
    int32_t from = clause > m->last ? m->last + 1 : clause + 1, to = clause > m->last ? f->lo[clause] : m->first;
    for (int32_t i = from; i < to; i++)
        if (f->top[i] < 0 && (span_is(f, i, ";") || (clause < m->first && span_is(f, i, ":"))))
            return true;
    return false;
}

static int32_t clause_of(const struct finder *f, const struct match *m)
{
    const struct dl_token *t = f->art->token;
    int32_t clause = -1;
    for (int32_t i = f->lo[m->head]; i <= f->hi[m->head] && clause < 0; i++)
        if (own_clause(f, m, i))
            clause = i;
    for (int32_t i = m->last + 1; clause >= 0 && clause < m->first && i <= f->hi[m->head]; i++)
        if (own_clause(f, m, i) && f->lo[i] > m->last)
            return i;                   /* "Asked about it, X said that was natural" */
    if (clause < 0 && t[m->head].rel != DL_REL_parataxis && allows(m, "c"))
        clause = span_child(f, m->head, DL_REL_parataxis);
    if (clause >= 0 && (reports(f, m, clause) || (t[clause].rel == DL_REL_parataxis && apart(f, m, clause))))
        clause = -1;
    for (int32_t i = m->last + 1; clause < 0 && allows(m, "c") && i < span_end(f); i++) {
        int32_t up = (t[i].rel == DL_REL_mark || span_is(f, i - 1, "time")) && span_is(f, i, "that") ? t[i].head : -1;
        if (up > i && span_under(f, up, m->head) && (t[up].rel == DL_REL_acl_relcl || t[up].rel == DL_REL_acl || t[up].rel == DL_REL_advcl) && t[up].head > m->head && ((t[t[up].head].rel != DL_REL_obj && t[t[up].head].rel != DL_REL_nsubj) || span_when(f, t[up].head)))
            return up;
    }
    return clause;
}

static int32_t infinitive(const struct finder *f, const struct match *m)
{
    const struct dl_token *t = f->art->token;
    for (int32_t i = m->last + 1; i <= f->hi[m->head]; i++) {
        bool rel = t[i].rel == DL_REL_xcomp || (t[i].rel == DL_REL_advcl && span_is(f, f->lo[i], "to") && !(f->lo[i] > 0 && span_is(f, f->lo[i] - 1, ",")));
        if (t[i].head == m->head && rel)
            return i;
    }
    return -1;
}

/* "as X put it", "as X said": the rest of the sentence. */
static bool as_said(const struct finder *f, const struct match *m, span_list *out)
{
    int32_t mark = span_child(f, m->head, DL_REL_mark);
    if (mark < 0)
        mark = span_child(f, m->head, DL_REL_advmod);
    if (mark < 0 || !span_is(f, mark, "as") || f->art->token[m->head].rel != DL_REL_advcl)
        return false;
    int32_t from = f->lo[m->head], to = f->hi[m->head];
    span_push(f, out, span_first(f), from - 1);
    span_push(f, out, to + 1, span_end(f) - 1);
    return out->n > 0;
}

/* "..., X said." and "..., X said, ...": commas alone tie the cue to what it reports. */
static bool set_off(const struct finder *f, const struct match *m, span_list *out)
{
    const struct dl_token *t = f->art->token;
    int32_t who = span_subject(f, m->head), from = m->first, to = m->last;
    const char *tag = t[m->head].xpos ? t[m->head].xpos : "";
    if (who < 0 && (!strcmp(tag, "VBD") || !strcmp(tag, "VBZ")) && m->first == m->head && span_is(f, m->first - 1, ","))
        who = span_child(f, m->head, DL_REL_obj);           /* "..., said one of them": no object but who speaks */
    if (who < 0 || (who > m->head && who > m->last + 6))
        return false;
    from = f->lo[who] < from ? f->lo[who] : from;
    to = f->hi[who] > to ? f->hi[who] : to;
    if (from - 1 <= (int32_t)f->s->first || !span_is(f, from - 1, ",") || f->top[from] >= 0)
        return false;
    int32_t end = span_end(f) - 1, stop = to;
    for (stop = to; stop < end && !span_punct(f, stop + 1);)
        stop++;
    for (int32_t i = to + 1; i <= stop; i++)
        if (t[i].upos == DL_VERB || t[i].upos == DL_AUX || t[i].upos == DL_SCONJ)
            return false;
    int32_t start = span_first(f);
    while (start < from && (t[start].upos == DL_CCONJ || span_punct(f, start)))
        start++;
    bool verb = false;
    for (int32_t i = start; i < from; i++)
        verb = verb || t[i].upos == DL_VERB || t[i].upos == DL_AUX;
    if (!verb && (stop >= end || !span_is(f, stop + 1, ",")))
        return false;
    span_push(f, out, start, from - 1);
    if (stop + 1 < end && span_is(f, stop + 1, ",") && !span_participle(f, stop + 2))
        span_push(f, out, stop + 1, end);
    return out->n > 0;
}

static bool finite(const struct dl_token *t)
{
    return t->xpos && (!strcmp(t->xpos, "VBD") || !strcmp(t->xpos, "VBZ") || !strcmp(t->xpos, "VBP") || !strcmp(t->xpos, "MD"));
}

/* One past the words that may close a reporting clause, if a comma is there: "said Tuesday,"; -1. */
static int32_t closed(const struct finder *f, const struct match *m)
{
    const struct dl_token *t = f->art->token;
    for (int32_t i = m->last + 1; i < span_end(f) && i <= m->last + CLOSE; i++) {
        if (span_is(f, i, ","))
            return f->top[i] < 0 ? i : -1;
        if (t[i].upos == DL_VERB || t[i].upos == DL_AUX || t[i].upos == DL_SCONJ || t[i].upos == DL_PRON || span_punct(f, i))
            return -1;
    }
    return -1;
}

/* "The new rules, the envoy said, should help": a reporting clause between commas, and no verb before it that could
 * be the sentence's. What is left of the sentence is what is said, whatever the tree makes of it. */
static bool between_commas(const struct finder *f, const struct match *m, span_list *out)
{
    const struct dl_token *t = f->art->token;
    int32_t who = span_subject(f, m->head), comma = closed(f, m), start = span_first(f);
    if (m->cue->pos != 'V' || who < 0 || comma < 0 || comma + 2 >= span_end(f) || !finite(&t[m->head]) || !allows(m, "c") || f->top[who] >= 0)
        return false;
    int32_t from = who > m->first ? m->first : f->lo[who] > start ? f->lo[who] : who;      /* "Not all, said the envoy, came home" */
    bool verb = false;
    while (start < from && (t[start].upos == DL_CCONJ || span_punct(f, start)))
        start++;
    for (int32_t i = start; i < from; i++) {
        if (f->top[i] >= 0 || (i == start && t[i].upos == DL_SCONJ))
            return false;
        verb = verb || (finite(&t[i]) && t[i].rel != DL_REL_acl_relcl && !(t[i].head >= 0 && t[i].head < from && t[t[i].head].rel == DL_REL_acl_relcl));
    }
    if (verb || from - 1 <= start || !span_is(f, from - 1, ",") || t[comma + 1].upos == DL_CCONJ || span_participle(f, comma + 1))
        return false;
    int32_t to = comma + 1;
    while (to + 1 < span_end(f) && !span_stops(f, to + 1))
        to++;
    for (int32_t i = comma + 1; i <= to; i++)
        verb = verb || finite(&t[i]);
    if (!verb)
        return false;
    span_push(f, out, start, from - 1);
    span_push(f, out, comma + 1, to);
    return true;
}

/* Where marks or a slip have torn the tree: a report's words are those behind it, if they hold a finite verb. */
static bool rest(const struct finder *f, const struct match *m, span_list *out)
{
    const struct dl_token *t = f->art->token;
    int32_t to = t[m->head].rel == DL_REL_root || span_participle(f, m->head) ? span_end(f) - 1 : f->hi[m->head], from = m->last + 1;
    bool subject = false, verb = false;
    while (from <= to && (span_when(f, from) || t[from].upos == DL_ADV))
        from++;
    for (int32_t i = from; i <= to; i++) {
        if (t[i].head == m->head && reports(f, m, i))
            return false;
        const char *tag = t[i].xpos ? t[i].xpos : "";
        subject = subject || t[i].rel == DL_REL_nsubj || t[i].rel == DL_REL_nsubj_pass;
        verb = verb || !strcmp(tag, "VBD") || !strcmp(tag, "VBZ") || !strcmp(tag, "VBP") || !strcmp(tag, "MD");
    }
    bool starts = from <= to && t[from].upos != DL_ADP && (t[from].upos != DL_CCONJ || span_is(f, from, "neither") || span_is(f, from, "both")) && !span_punct(f, from) && (t[from].upos != DL_SCONJ || span_is(f, from, "that"));
    if (!subject || !verb || !starts || (f->top[from] < 0 && f->top[m->head] >= 0))
        return false;
    for (int32_t i = from; i < to; i++)
        if (span_is(f, i, ",") && span_participle(f, i + 1) && f->top[i] < 0)
            to = i - 1;
    span_push(f, out, from, to);
    return out->n > 0;
}

/* "X seems to win", "X appears weak": it seems so of X to nobody in particular. */
static bool of_appear(const struct finder *f, const struct match *m, span_list *out)
{
    const struct dl_token *t = f->art->token;
    int32_t who = span_child(f, m->head, DL_REL_nsubj), what = span_child(f, m->head, DL_REL_xcomp);
    if (who < 0 || what < m->last || t[who].upos == DL_PRON)
        return what > m->last && (clause_after(f, m, what, out), out->n > 0);
    *VEC_PUSH(f->a, out) = subject_span(f, who, m->first);
    clause_after(f, m, what, out);
    return out->n > 1;
}

/* "a view the mayor shares", "which critics say is wrong": the noun or its pronoun, and what is left of the clause. */
static bool of_relative(const struct finder *f, const struct match *m, span_list *out)
{
    const struct dl_token *t = f->art->token;
    int32_t who = span_child(f, m->head, DL_REL_nsubj), noun = t[m->head].head;
    if (t[m->head].rel != DL_REL_acl_relcl || who < 0 || who > m->first || noun < 0 || noun > who || m->passive || !allows(m, "coj"))
        return false;
    if (span_is(f, who, "who") || span_is(f, who, "that") || span_is(f, who, "which") || span_child(f, m->head, DL_REL_obj) > m->head)
        return false;
    int32_t first = f->lo[m->head];
    if (t[first].xpos && (!strcmp(t[first].xpos, "WDT") || !strcmp(t[first].xpos, "WP")) && first < f->lo[who])
        span_push(f, out, first, first);
    else if (first == f->lo[who])
        *VEC_PUSH(f->a, out) = span_source(f, noun, f->lo[who]);
    if (out->n == 0)
        return false;
    int32_t rest = span_child(f, m->head, DL_REL_ccomp);
    if (rest < m->last)
        rest = span_child(f, m->head, DL_REL_xcomp);
    for (int32_t i = m->last + 1; rest < m->last && i <= f->hi[noun]; i++)
        if (t[i].head == noun && t[i].rel == DL_REL_acl_relcl && f->lo[i] == m->last + 1)
            rest = i;                   /* "what he says is a lasting shortage" */
    if (rest > m->last)
        clause_after(f, m, rest, out);
    return true;
}

bool content_find(const struct finder *f, const struct match *m, span_list *out)
{
    const struct dl_token *t = f->art->token;
    if (m->cue->pos == 'N')
        return of_noun(f, m, out);
    int32_t clause = clause_of(f, m), to = infinitive(f, m), noun = span_child(f, m->head, DL_REL_obj);
    if (noun < 0 && to >= 0 && allows(m, "oj") && !allows(m, "a"))
        noun = span_child(f, m->head, DL_REL_iobj);     /* "urged them to stop": who shall do it is told, too */
    if (noun >= 0 && (noun < m->head || span_when(f, noun)))
        noun = -1;
    if (of_relative(f, m, out) || between_commas(f, m, out))
        return true;
    if (clause >= 0 && allows(m, "cx") && (clause > m->last ? f->hi[clause] > m->last : true)) {
        if (clause < m->head || f->lo[clause] + 2 < m->first)
            return clause_around(f, m, clause, out);
        if (noun >= 0 && noun < clause && allows(m, "x") && *m->cue->class != 't' && !allows(m, "a"))
            object(f, m, noun, out);
        else
            clause_after(f, m, clause, out);
        return out->n > 0;
    }
    if (clause < 0 && strcmp(m->cue->class, "appear") == 0)
        return m->cue->pos == 'V' && of_appear(f, m, out);
    if (m->passive && of_passive(f, m, out))
        return true;
    out->n = 0;
    if (t[m->head].rel == DL_REL_parataxis && allows(m, "c") && t[m->head].head >= 0 && !apart(f, m, t[m->head].head) && clause_around(f, m, t[m->head].head, out))
        return true;
    if (allows(m, "c") && (as_said(f, m, out) || ((noun < 0 || !allows(m, "oj")) && set_off(f, m, out))))
        return true;
    if (after_particle(f, m, out))
        return true;
    if (m->passive && t[m->head].rel != DL_REL_root && allows(m, "o"))
        return false;
    if (noun >= 0 && allows(m, "ojx") && (allows(m, "oj") || to > noun)) {
        if (allows(m, "a") && to > noun)
            clause_after(f, m, to, out);
        else
            object(f, m, noun, out);
    } else if (to >= 0 && (allows(m, "x") || (m->cue->kind == DL_STATEMENT_report && t[to].xpos && !strcmp(t[to].xpos, "VBG")))) {
        clause_after(f, m, to, out);
    }
    return out->n > 0 || (allows(m, "c") && *m->cue->class != 'd' && m->cue->kind == DL_STATEMENT_statement && rest(f, m, out));
}
