/* attribution/spans.c: stretches of text that parts of a tree cover. */
#include "attribution/find.h"

#include <string.h>
#include <strings.h>

#include "entities/entities.h"
#include "base/banned.h"

enum { DEPTH = 256, MARKS = 5 };   /* most bytes of a comma and closing marks */

static int32_t outermost(const struct dl_article *art, int32_t q)
{
    for (int i = 0; q >= 0 && art->quote[q].parent >= 0 && i < DEPTH; i++)
        q = art->quote[q].parent;
    return q;
}

void spans_extents(struct dl_article *art, struct arena *a, int32_t **lo, int32_t **hi, int32_t **top)
{
    *lo = arena_take(a, art->n_tokens + 1, sizeof **lo);
    *hi = arena_take(a, art->n_tokens + 1, sizeof **hi);
    *top = arena_take(a, art->n_tokens + 1, sizeof **top);
    for (int32_t i = 0; i < (int32_t)art->n_tokens; i++) {
        (*lo)[i] = (*hi)[i] = i;
        (*top)[i] = outermost(art, art->token[i].quote);
    }
    for (int32_t i = 0; i < (int32_t)art->n_tokens; i++) {
        if (art->token[i].upos == DL_PUNCT)
            continue;
        int steps = 0;
        for (int32_t h = art->token[i].head; h >= 0 && steps < DEPTH; h = art->token[h].head, steps++) {
            (*lo)[h] = i < (*lo)[h] ? i : (*lo)[h];
            (*hi)[h] = i > (*hi)[h] ? i : (*hi)[h];
        }
    }
}

int32_t span_first(const struct finder *f)
{
    const struct dl_statement *st = f->out->n ? &f->out->at[f->out->n - 1] : NULL;
    int32_t first = (int32_t)f->s->first;
    for (uint32_t i = f->out->n; i-- > 0 && (st = &f->out->at[i])->sentence == (uint32_t)(f->s - f->art->sentence);)
        if (span_is(f, st->cue_token, ":") && st->cue_token >= first)
            return st->cue_token + 1;
    return first;
}

int32_t span_end(const struct finder *f) { return (int32_t)(f->s->first + f->s->n); }

int32_t span_child(const struct finder *f, int32_t head, uint8_t rel)
{
    const struct dl_token *t = f->art->token;
    for (int32_t i = f->lo[head]; i <= f->hi[head]; i++)
        if (t[i].head == head && t[i].rel == rel)
            return i;
    return -1;
}

int32_t span_subject(const struct finder *f, int32_t v)
{
    const struct dl_token *t = f->art->token;
    bool inverted = v > (int32_t)f->s->first && span_punct(f, v - 1);
    for (int32_t i = v + 1; inverted && i <= f->hi[v]; i++)
        if (t[i].head == v && t[i].rel == DL_REL_nsubj && !span_when(f, i))
            return i;
    int32_t s = span_child(f, v, DL_REL_nsubj);
    for (int32_t i = s + 1; s >= 0 && i < v; i++)
        s = t[i].head == v && t[i].rel == DL_REL_nsubj && f->lo[i] > s && span_is(f, f->lo[i] - 1, ",") ? i : s;      /* "Prices to rise, analysts say" */
    return s > v && span_when(f, s) ? -1 : s;
}

bool span_under(const struct finder *f, int32_t i, int32_t top)
{
    for (int steps = 0; i >= 0 && i < (int32_t)f->art->n_tokens && steps < DEPTH; i = f->art->token[i].head, steps++)
        if (i == top)
            return true;
    return false;
}

bool span_is(const struct finder *f, int32_t i, const char *form)
{
    return i >= 0 && i < (int32_t)f->art->n_tokens && strcasecmp(f->art->token[i].form, form) == 0;
}

bool span_punct(const struct finder *f, int32_t i) { return f->art->token[i].upos == DL_PUNCT; }

int32_t span_time(const struct finder *f, int32_t i)
{
    for (uint32_t k = 0; k < f->art->n_times; k++)
        if (f->art->time[k].span.start <= f->art->token[i].span.start && f->art->token[i].span.start < f->art->time[k].span.end)
            return (int32_t)k;
    return -1;
}

bool span_when(const struct finder *f, int32_t i) { return span_time(f, i) >= 0 || cue_word(f, i, 'W'); }

static bool has(const struct dl_article *art, struct dl_span s, char c) { return memchr(art->text + s.start, c, s.end - s.start) != NULL; }

/* Words behind a speaker that are not who he is: "Trump, speaking in Virginia,", "the Times on Saturday". */
static bool circumstance(const struct finder *f, int32_t child, bool comma)
{
    const struct dl_token *t = &f->art->token[child];
    bool led = span_child(f, child, DL_REL_case) >= 0 && (t->rel == DL_REL_nmod || t->rel == DL_REL_obl);
    bool doing = (t->rel == DL_REL_acl || t->rel == DL_REL_advcl) && t->xpos && !strcmp(t->xpos, "VBG");
    if (comma)
        return (led && !span_is(f, f->lo[child], "of") && !span_is(f, f->lo[child], "including")) || doing;
    const struct cue *occasion = led && (span_is(f, f->lo[child], "in") || span_is(f, f->lo[child], "at") || span_is(f, f->lo[child], "on")) ? cue_word(f, child, 'C') : NULL;
    return led && (span_when(f, child) || occasion);
}

/* Children of a source's head that are no part of it: its preposition, and clauses that hold the cue. */
static bool foreign(const struct finder *f, int32_t child, int32_t head, int32_t cue)
{
    const struct dl_token *t = &f->art->token[child];
    bool clause = t->rel == DL_REL_acl_relcl || t->rel == DL_REL_acl || t->rel == DL_REL_appos || t->rel == DL_REL_conj || t->rel == DL_REL_parataxis;
    if (clause && span_under(f, cue, child))
        return true;
    if ((t->rel == DL_REL_case || t->rel == DL_REL_mark || (t->rel == DL_REL_cc && !span_is(f, child, "both"))) && child < head)
        return true;
    bool comma = f->lo[child] > 0 && span_is(f, f->lo[child] - 1, ",");
    if (child > head && circumstance(f, child, comma))
        return true;
    bool agent = span_child(f, head, DL_REL_case) >= 0 || !span_is(f, f->lo[child], "who");
    bool speaks = t->rel == DL_REL_acl_relcl && (cue_word(f, child, 'L') || (cue_word(f, child, 'V') && cue_word(f, child, 'V')->kind == DL_STATEMENT_statement));
    return child > head && head > cue && comma && (speaks || (agent && t->rel == DL_REL_acl_relcl) || t->rel == DL_REL_acl || t->rel == DL_REL_advcl);
}

/* A quotation that opens within a source ends in it: `the film "Selm,"`. */
static uint32_t mark_closed(const struct finder *f, struct dl_span s)
{
    for (uint32_t i = 0; i < f->art->n_quotes && f->art->quote[i].span.start < s.end; i++) {
        struct dl_span q = f->art->quote[i].span;
        if (q.start >= s.start && q.end > s.end && q.end - s.end <= MARKS)
            return q.end;
    }
    return s.end;
}

/* The noun phrase of a source: its subtree without what is foreign; a comma closes what a comma opened. */
struct dl_span span_source(const struct finder *f, int32_t head, int32_t cue)
{
    const struct dl_token *t = f->art->token;
    int32_t from = f->lo[head], to = f->hi[head];
    for (int32_t i = f->lo[head]; i <= f->hi[head]; i++) {
        if (t[i].head != head || !foreign(f, i, head, cue))
            continue;
        if (i < head && f->hi[i] + 1 > from)
            from = f->hi[i] + 1;
        else if (i > head && f->lo[i] - 1 < to)
            to = f->lo[i] - 1;
    }
    if (cue > head && to >= cue)
        to = cue - 1;
    if (cue < head && from <= cue)
        from = cue + 1;
    while (to > head && (span_punct(f, to) || t[to].upos == DL_CCONJ))
        to--;
    while (from < head && (span_punct(f, from) || (t[from].upos == DL_CCONJ && !span_is(f, from, "both") && !span_is(f, from, "either") && !span_is(f, from, "neither"))))
        from++;
    if (from > head || to < head)
        from = to = head;
    struct dl_span s = {t[from].span.start, t[to].span.end};
    char next = s.end < f->art->n ? f->art->text[s.end] : 0;
    if (next == '.' && s.end + 1 < f->art->n && f->art->text[s.end + 1] == ')' && has(f->art, s, '(') && !has(f->art, s, ')'))
        s.end += 2;                     /* "(D-Wis.)" */
    else if (next == ')' && has(f->art, s, '(') && !has(f->art, s, ')'))
        s.end++;
    s.end = mark_closed(f, s);
    next = s.end < f->art->n ? f->art->text[s.end] : 0;
    s.end += next == ',' && has(f->art, s, ',');
    return s;
}

void span_push(const struct finder *f, span_list *out, int32_t from, int32_t to)
{
    const struct dl_token *t = f->art->token;
    while (from <= to && span_punct(f, from))
        from++;
    while (to >= from && span_punct(f, to))
        to--;
    if (from <= to)
        *VEC_PUSH(f->a, out) = (struct dl_span){t[from].span.start, t[to].span.end};
}

/* Is a verb joined by the tree to one that it cannot go on from: "it would leave and suggested", "they won but warning"? */
static bool unlike(const struct finder *f, int32_t verb)
{
    const struct dl_token *t = f->art->token;
    int32_t up = t[verb].rel == DL_REL_conj ? t[verb].head : -1, aux = up >= 0 ? span_child(f, up, DL_REL_aux) : -1;
    if (up < 0 || !t[up].xpos || span_child(f, verb, DL_REL_nsubj) >= 0)
        return false;
    return !strcmp(t[verb].xpos, "VBG") ? strcmp(t[up].xpos, "VBG") != 0 : aux >= 0 && t[aux].xpos && !strcmp(t[aux].xpos, "MD");
}

/* "... and said", "... though she acknowledged": the speaker, not what is said, goes on. */
static bool speaks_on(const struct finder *f, int32_t i)
{
    const struct dl_token *t = f->art->token;
    if (f->top[i] >= 0 || (t[i].upos != DL_CCONJ && !span_is(f, i, "though") && !span_is(f, i, "although") && !span_is(f, i, "while")))
        return false;
    for (int32_t k = i + 1; k < span_end(f) && k < i + 5; k++) {
        if (t[k].upos == DL_VERB) {
            const struct cue *c = cue_word(f, k, 'V');
            const char *tag = t[k].xpos ? t[k].xpos : "";
            bool said = c && c->kind == DL_STATEMENT_statement && strpbrk(c->pattern, "cj");
            bool that = c && strchr(c->pattern, 'c') && span_is(f, k + 1, "that");
            return !strcmp(tag, "VBG") ? said && unlike(f, k) : (!strcmp(tag, "VBD") || !strcmp(tag, "VBZ")) && (said || (that && unlike(f, k)));
        }
        if (t[k].upos != DL_ADV && t[k].upos != DL_AUX && !span_is(f, k, "he") && !span_is(f, k, "she"))
            return false;
    }
    return false;
}

bool span_after_comma(const struct finder *f, int32_t i)
{
    if (i < 2 || f->top[i] >= 0)
        return i > 0 && span_is(f, i - 1, ",");
    return span_is(f, i - 1, ",") || (span_punct(f, i - 1) && span_is(f, i - 2, ",") && f->top[i - 2] >= 0);
}

bool span_participle(const struct finder *f, int32_t i)
{
    const struct dl_token *t = f->art->token;
    int32_t first = i;
    while (first > (int32_t)f->s->first && t[first - 1].upos == DL_ADV && t[first - 1].head == i)
        first--;
    return t[i].xpos && strcmp(t[i].xpos, "VBG") == 0 && cue_is(f, i, 'V') && span_after_comma(f, first);
}

/* "while another stayed away", "while" with a subject: what the article sets against the report. */
static bool contrast(const struct finder *f, int32_t i)
{
    return span_is(f, i, "while") && i + 2 < span_end(f) && f->art->token[i + 1].upos != DL_VERB && f->art->token[i + 1].upos != DL_ADV;
}

/* Where a report goes on past the clause: ", adding that", ", according to", ", while the others". */
static bool cuts(const struct finder *f, int32_t i)
{
    if (!span_punct(f, i) || i + 1 >= span_end(f) || f->top[i + 1] >= 0)
        return false;
    return (span_is(f, i, ",") && (span_is(f, i + 1, "according") || contrast(f, i + 1))) || (span_after_comma(f, i + 1) && span_participle(f, i + 1));
}

/* Beside the point of an object: a clause or an apposition that a comma or a dash parts from it. */
static bool aside(const struct finder *f, int32_t i)
{
    const struct dl_token *t = &f->art->token[i];
    bool clause = t->rel == DL_REL_acl_relcl || t->rel == DL_REL_acl || t->rel == DL_REL_advcl || t->rel == DL_REL_parataxis;
    return clause && span_after_comma(f, f->lo[i]);
}

bool span_stops(const struct finder *f, int32_t i) { return cuts(f, i) || speaks_on(f, i); }

int32_t span_last(const struct finder *f, int32_t head, bool object)
{
    int32_t last = f->hi[head];
    for (int32_t i = head + 1; i <= last; i++) {
        if (span_stops(f, i))
            return span_is(f, i - 1, ",") ? i - 2 : i - 1;
        if (object && f->top[i] < 0 && f->lo[i] > head && aside(f, i) && span_under(f, i, head))
            last = f->lo[i] - 2 > head ? f->lo[i] - 2 : head;
    }
    return last;
}

/* A person, a body or a text, not the reason that somebody gives: "citing officials", but "citing security". */
bool span_can_speak(const struct finder *f, int32_t i)
{
    int32_t m = entities_at(f->art, i), e = m >= 0 && f->art->mention[m].head == i ? (int32_t)f->art->mention[m].entity : -1;
    return (e >= 0 && f->art->entity[e].kind != DL_ENTITY_country) || cue_word(f, i, 'S') || cue_word(f, i, 'D');
}
