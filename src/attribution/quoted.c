/* attribution/quoted.c: speech between quotation marks: which quotations belong to a cue, and how far they go. */
#include "attribution/find.h"

#include <string.h>

#include "base/banned.h"

enum { GAP = 40 };     /* most tokens between a quotation and its cue */

static bool is_top(const struct dl_article *art, uint32_t i) { return art->quote[i].parent < 0 && art->quote[i].inner.start < art->quote[i].inner.end; }

/* The last outermost quotation that ends before byte `at`, the first that starts from it on; -1. */
static int32_t before(const struct dl_article *art, uint32_t at)
{
    int32_t found = -1;
    for (uint32_t i = 0; i < art->n_quotes && art->quote[i].span.start < at; i++)
        if (is_top(art, i) && art->quote[i].span.end <= at)
            found = (int32_t)i;
    return found;
}

static int32_t after(const struct dl_article *art, uint32_t at)
{
    for (uint32_t i = 0; i < art->n_quotes; i++)
        if (is_top(art, i) && art->quote[i].span.start >= at)
            return (int32_t)i;
    return -1;
}

/* Only white space and the given bytes between two places of the text. */
static bool blank(const struct dl_article *art, uint32_t from, uint32_t to, const char *also)
{
    for (uint32_t i = from; i < to; i++)
        if ((unsigned char)art->text[i] > ' ' && !strchr(also, art->text[i]))
            return false;
    return true;
}

static bool same_paragraph(const struct dl_article *art, uint32_t from, uint32_t to)
{
    const char *gap = art->text + from;
    for (uint32_t i = from; i + 1 < to; i++, gap++)
        if (gap[0] == '\n' && (gap[1] == '\n' || gap[1] == '\r'))
            return false;
    return true;
}

/* Does the quotation end as speech does before "he said": with a comma or a final mark? */
static bool ends_as_speech(const struct dl_article *art, const struct dl_quote *q)
{
    uint32_t i = q->inner.end;
    while (i > q->inner.start && (art->text[i - 1] == ' ' || (unsigned char)art->text[i - 1] == 0xA0))
        i--;
    char last = i ? art->text[i - 1] : 0, next = q->span.end < art->n ? art->text[q->span.end] : 0;
    bool dots = i >= 3 && !memcmp(art->text + i - 3, "\xE2\x80\xA6", 3);
    return (last && strchr(",.?!-", last)) || next == ',' || dots || q->no_close;
}

static bool full_stop(const struct dl_article *art, const struct dl_quote *q)
{
    uint32_t n = q->inner.end;
    return n - q->inner.start > 2 && art->text[n - 1] == '.' && art->text[n - 2] != '.';
}

/* Words that may stand between a quotation and its verb: a subject with what hangs from it, adverbs. */
static bool plain_gap(const struct finder *f, int32_t from, int32_t to, const struct match *m)
{
    const struct dl_token *t = f->art->token;
    if (to - from > GAP)
        return false;
    for (int32_t i = from; i < to; i++) {
        if (span_is(f, i, ";") || span_is(f, i, "."))
            return false;
        if (t[i].upos != DL_VERB || (i >= m->first && i <= m->last))
            continue;
        int32_t k = i, mark = span_child(f, i, DL_REL_mark);
        if (t[i].rel == DL_REL_advcl && mark >= from && span_is(f, mark, "as"))
            continue;
        while (k >= from && k < to && t[k].rel != DL_REL_acl && t[k].rel != DL_REL_acl_relcl && t[k].rel != DL_REL_amod && t[k].head >= from)
            k = t[k].head;
        if (k < from || k >= to || (t[k].rel != DL_REL_acl && t[k].rel != DL_REL_acl_relcl && t[k].rel != DL_REL_amod))
            return false;
    }
    return true;
}

static int32_t token_from(const struct finder *f, uint32_t at)
{
    int32_t i = (int32_t)f->s->first;
    while (i < span_end(f) && f->art->token[i].span.start < at)
        i++;
    return i;
}

/* Does the text before the quotation end, with a colon or a final mark: `She was irritated: "Go!"`, `They left. "Go!"`? */
static bool opens_anew(const struct dl_article *art, const struct dl_quote *q)
{
    uint32_t i = q->span.start;
    while (i > 0 && (unsigned char)art->text[i - 1] <= ' ')
        i--;
    if (i > 0 && (art->text[i - 1] == ':' || art->text[i - 1] == ';'))
        return true;
    for (uint32_t k = 0; k < art->n_quotes; k++)
        i = art->quote[k].span.end == i && art->quote[k].inner.end < i ? art->quote[k].inner.end : i;
    return i > 0 && strchr(".?!", art->text[i - 1]) && art->text[q->inner.start] >= 'A' && art->text[q->inner.start] <= 'Z';
}

/* Where what is said begins if it ends with quotation q: words before it in its sentence belong to it too,
 * save a conjunction at the front. */
static uint32_t beginning(const struct finder *f, const struct dl_quote *q)
{
    const struct dl_article *art = f->art;
    if (opens_anew(art, q))
        return q->span.start;
    for (uint32_t k = (uint32_t)(f->s - art->sentence) + 1; k-- > 0;) {
        const struct dl_sentence *s = &art->sentence[k];
        if (s->span.start > q->span.start)
            continue;
        if (s->span.end <= q->span.start || blank(art, s->span.start, q->span.start, ""))
            return q->span.start;
        int32_t i = (int32_t)s->first;
        while (i < (int32_t)(s->first + s->n) && (art->token[i].upos == DL_CCONJ || art->token[i].upos == DL_PUNCT) && art->token[i].span.end <= q->span.start && art->token[i].quote < 0)
            i++;
        return i < (int32_t)(s->first + s->n) && art->token[i].span.start < q->span.start ? art->token[i].span.start : q->span.start;
    }
    return q->span.start;
}

/* Are the words of the sentence before the quotation free of another cue that might own it? */
static bool unowned(const struct finder *f, uint32_t from, uint32_t to, const struct match *m)
{
    struct match other;
    for (int32_t i = (int32_t)f->s->first; i < span_end(f) && f->art->token[i].span.end <= to; i++)
        if (f->art->token[i].span.start >= from && f->top[i] < 0 && i != m->head && f->art->token[i].upos == DL_VERB && f->hi[i] < m->first &&
            cue_match(f, i, &other) && strchr(other.cue->pattern, 'c') && span_child(f, i, DL_REL_nsubj) >= 0)
            return false;
    return true;
}

/* Is there a verb between the marks? A title has none. */
static bool speaks(const struct finder *f, const struct dl_quote *q)
{
    for (int32_t i = token_from(f, q->span.start); i < (int32_t)f->art->n_tokens && f->art->token[i].span.start < q->span.end; i++)
        if (f->art->token[i].upos == DL_VERB || f->art->token[i].upos == DL_AUX)
            return true;
    return false;
}

/* Has the cue a clause or an object of its own behind it: "He further announced that ..."? */
static bool reports_on(const struct finder *f, const struct match *m)
{
    return span_child(f, m->head, DL_REL_ccomp) > m->last || (strpbrk(m->cue->pattern, "oj") && span_child(f, m->head, DL_REL_obj) > m->last);
}

/* Does the cue go right on into words of its own: "X said it was", `X said, "..."`, but not "X said Monday"? */
static bool goes_into(const struct finder *f, const struct match *m)
{
    const struct dl_token *t = f->art->token;
    int32_t next = m->last + 1;
    if (span_child(f, m->head, DL_REL_ccomp) > m->last || next + 1 >= span_end(f))
        return span_child(f, m->head, DL_REL_ccomp) > m->last;
    return t[next].quote >= 0 || (t[next].upos == DL_PRON && (t[next + 1].upos == DL_AUX || t[next + 1].upos == DL_VERB)) || span_is(f, next, "that");
}

/* Where what is said ends if words without marks follow its quotation before a comma and the cue:
 * `"bad news," like that of May, said Mr. X`. The end of the quotation otherwise. */
static uint32_t trailing(const struct finder *f, const struct match *m, int32_t from, uint32_t end)
{
    const struct dl_token *t = f->art->token;
    int32_t who = span_child(f, m->head, DL_REL_nsubj), comma = (who >= 0 && who < m->first ? f->lo[who] : m->first) - 1;
    if (comma <= from || !span_is(f, comma, ",") || (t[from].upos != DL_ADP && t[from].upos != DL_SCONJ && t[from].upos != DL_CCONJ))
        return end;
    for (int32_t i = from; i < comma; i++)
        if (span_when(f, i) || cue_word(f, i, 'C') || t[i].rel == DL_REL_nsubj)
            return end;
    return t[comma - 1].span.end;
}

/* `"...," he said.`: the quotation before the cue, from where the speech begins. */
static bool left_of(const struct finder *f, const struct match *m, span_list *out)
{
    const struct dl_token *t = f->art->token;
    int32_t i = before(f->art, t[m->first].span.start);
    if (i < 0 || m->cue->pos == 'N' || span_is(f, m->first, "to") || span_participle(f, m->head))
        return false;                   /* `X said "no," adding that`: what was added is behind it */
    const struct dl_quote *q = &f->art->quote[i];
    bool here = q->span.end > f->s->span.start || blank(f->art, q->span.end, f->s->span.start, "");
    if (!here || !same_paragraph(f->art, q->span.end, t[m->first].span.start) || !ends_as_speech(f->art, q))
        return false;
    int32_t from = token_from(f, q->span.end);
    while (from < m->first && span_punct(f, from))
        from++;
    if (!plain_gap(f, from, m->first, m))
        return false;
    if (full_stop(f->art, q) && (span_is(f, m->last, ":") || reports_on(f, m)))
        return false;                   /* `"We are not." Mr. X said: "We go."`: the first is another's */
    uint32_t start = beginning(f, q);
    if (start < q->span.start && t[from].upos == DL_CCONJ)
        return false;                   /* `X calls it "dead," but Y said`: Y speaks of something else */
    if (start < q->span.start && (q->span.end <= f->s->span.start || full_stop(f->art, q)))
        return false;                   /* the end of the sentence before, which has words of its own */
    if (start < q->span.start && !speaks(f, q) && goes_into(f, m))
        return false;                   /* `On "Fox News Sunday," X said it was ...`: a title */
    if (start < q->span.start && !unowned(f, start, q->span.start, m))
        start = q->span.start;
    *VEC_PUSH(f->a, out) = (struct dl_span){start, trailing(f, m, from, q->span.end)};
    return true;
}

static bool goes_on_unquoted(const struct dl_article *art, const struct dl_quote *q);

/* `he said, "..."`: the quotation behind the cue, if nothing but the speaker, a listener or a time is between. */
static bool right_of(const struct finder *f, const struct match *m, bool said, span_list *out)
{
    const struct dl_token *t = f->art->token;
    uint32_t at = t[m->last].span.end;
    int32_t i = after(f->art, at);
    bool below = span_is(f, m->last, ":") && m->last + 1 == span_end(f);
    if (i < 0 || (!below && !same_paragraph(f->art, at, f->art->quote[i].span.start)))
        return false;
    const struct dl_quote *q = &f->art->quote[i];
    bool next = q->span.start >= f->s->span.end;
    if (next && !blank(f->art, f->s->span.end, q->span.start, "") )
        return false;
    bool colon = below || span_is(f, m->last, ":") || (q->span.start > 1 && (f->art->text[q->span.start - 1] == ':' || f->art->text[q->span.start - 2] == ':'));
    if (next && ((!said && !colon) || goes_on_unquoted(f->art, q)))
        return false;
    int32_t to = token_from(f, q->span.start), last = to - 1;
    while (last > m->last && (span_punct(f, last) || span_is(f, last, "that")))
        last--;
    if (!plain_gap(f, m->last + 1, last + 1, m) || (to - 1 > m->last && span_is(f, to - 1, ";")))
        return false;
    bool adjacent = last == m->last, comma = to - 1 > m->last && span_punct(f, to - 1), that = last + 1 < to && span_is(f, last + 1, "that");
    if (!said && !adjacent && !comma && !that)
        return false;
    if (said && !adjacent && !comma && !colon && !that && t[to - 1].upos != DL_CCONJ && !speaks(f, q))
        return false;                   /* `"...," X said on "Good Morning"`: a title */
    bool whole = q->span.end >= f->s->span.end || ends_as_speech(f->art, q) || blank(f->art, q->span.end, f->s->span.end, ".,;!?");
    if (!whole || (!said && !adjacent && !colon && !speaks(f, q)))
        return false;
    *VEC_PUSH(f->a, out) = (struct dl_span){that ? t[last + 1].span.start : q->span.start, q->span.end};
    return true;
}

/* `While prices rose, he said, "this has changed nothing"`: a quotation that goes on in small letters behind "he said,"
 * has the words before the speaker for its beginning. */
static void framed(const struct finder *f, const struct match *m, span_list *out)
{
    const struct dl_article *art = f->art;
    const struct dl_quote *q = &art->quote[after(art, art->token[m->last].span.end)];
    int32_t who = span_child(f, m->head, DL_REL_nsubj), from = span_first(f), to = who >= 0 && who < m->first ? f->lo[who] - 1 : -1;
    bool small = art->text[q->inner.start] >= 'a' && art->text[q->inner.start] <= 'z';
    if (!small || to <= from || !span_is(f, to, ",") || f->top[to] >= 0 || !span_is(f, m->last + 1, ","))
        return;
    bool clause = art->token[from].upos == DL_SCONJ || span_is(f, from, "when");
    for (int32_t i = from; i < to; i++)
        if (cue_word(f, i, 'C') || (art->token[i].upos == DL_VERB && (!clause || cue_is(f, i, 'V'))) || span_when(f, from))
            return;
    span_push(f, out, from, to - 1);
}

/* `"Only you, Anna," she said, would do that`: the sentence that the cue has cut goes on with its verb. */
static void cut_through(const struct finder *f, const struct match *m, span_list *out)
{
    const struct dl_token *t = f->art->token;
    int32_t comma = m->last + 1, verb = comma + 1, to = span_end(f) - 1;
    const char *tag = verb < span_end(f) && t[verb].xpos ? t[verb].xpos : "";
    if (!span_is(f, comma, ",") || (strcmp(tag, "VBD") && strcmp(tag, "VBZ") && strcmp(tag, "VBP") && strcmp(tag, "MD")) || f->top[verb] >= 0 || cue_is(f, verb, 'V'))
        return;
    for (int32_t i = verb; i < to; i++)
        if (span_stops(f, i))
            to = i - 1;
    span_push(f, out, verb, to);
}

bool quoted_content(const struct finder *f, const struct match *m, span_list *out)
{
    if (f->top[m->head] >= 0)
        return false;
    bool said = left_of(f, m, out);
    span_list right = {0};
    if (!right_of(f, m, said, &right)) {
        if (said)
            cut_through(f, m, out);
        return said;
    }
    if (!said)
        framed(f, m, out);
    for (uint32_t i = 0; i < right.n; i++)
        *VEC_PUSH(f->a, out) = right.at[i];
    return true;
}

void quoted_close(const struct dl_article *art, struct dl_span *p, struct dl_span cue)
{
    for (uint32_t i = 0; i < art->n_quotes; i++) {
        const struct dl_quote *q = &art->quote[i];
        if (q->inner.start >= p->end || q->inner.end <= p->start)
            continue;
        if (q->no_close && p->start < q->span.start && q->inner.end > p->end)
            continue;                   /* a mark that closes nowhere bounds nothing */
        bool holds = q->span.start <= cue.start && q->span.end >= cue.end;
        if (q->inner.start == p->start || (!holds && q->parent < 0 && p->start > q->inner.start))
            p->start = q->span.start;
        if (!holds && q->inner.end >= p->end && p->start <= q->inner.start)
            p->end = q->span.end;
        else if (q->inner.end == p->end && p->start <= q->inner.start)
            p->end = q->span.end;
    }
}

/* Has the sentence of the quotation words of its own behind it: "...," she said? Behind a full stop they are another
 * sentence's, whoever has joined them: `"We stay." Mr. X said`. */
static bool goes_on_unquoted(const struct dl_article *art, const struct dl_quote *q)
{
    const char *rest = art->text + q->span.end;
    if (full_stop(art, q) && q->span.end + 1 < art->n && rest[0] == ' ' && rest[1] >= 'A' && rest[1] <= 'Z')
        return false;
    for (uint32_t k = 0; k < art->n_sentences; k++)
        if (art->sentence[k].span.start <= q->inner.end && art->sentence[k].span.end > q->span.end)
            return !blank(art, q->span.end, art->sentence[k].span.end, ".,;!?");
    return false;
}

/* Is the statement a remark beside another: "..., referring to the old treaty"? */
static bool beside(const struct finder *f, const struct dl_statement *st)
{
    const char *tag = f->art->token[st->cue_token].xpos;
    return tag && !strcmp(tag, "VBG") && st->n_verbatim == 0;
}

/* Does the sentence report speech, and nothing after this statement: "She said she would stay. "We will win."" */
static bool last_said(const struct finder *f, const struct dl_statement *st)
{
    if (st->kind != DL_STATEMENT_statement || !st->n_source || beside(f, st))
        return false;
    for (uint32_t i = 0; i < f->out->n; i++) {
        const struct dl_statement *o = &f->out->at[i];
        if (o != st && o->sentence == st->sentence && o->nested_in < 0 && o->cue_token > st->cue_token && o->kind == DL_STATEMENT_statement && !beside(f, o))
            return false;
    }
    return true;
}

/* A paragraph that opens a quotation and leaves it open goes on in the next; so does the speech before it. */
static bool carries_on(const struct dl_article *art, const struct dl_quote *q)
{
    for (const struct dl_quote *next = q + 1; q->no_close && next < art->quote + art->n_quotes; next++)
        if (next->parent < 0)
            return blank(art, q->span.end, next->span.start, "");
    const struct dl_quote *before = q > art->quote ? q - 1 : NULL;
    while (before && before->parent >= 0 && before > art->quote)
        before--;
    return before && before->no_close && before->parent < 0 && blank(art, before->span.end, q->span.start, "");
}

/* Is the quotation a paragraph by itself right below `"...," he said.`: nobody else is named, so it is his? */
static bool taken_over(const struct dl_article *art, const struct dl_statement *st, uint32_t end, const struct dl_quote *q)
{
    bool behind = st->n_verbatim && st->cue[0].start >= st->content[st->n_content - 1].end && end == art->sentence[st->sentence].span.end;
    const char *rest = art->text + q->span.end;
    while (*rest == ' ' || *rest == '\r')
        rest++;
    return behind && (*rest == '\n' || !*rest) && ends_as_speech(art, q);
}

/* Sentences that are quoted whole go on with the speech before them: in its paragraph, and in the next ones
 * while no cue of their own stands there. */
void quoted_continue(const struct finder *f, struct dl_statement *st)
{
    struct dl_article *art = f->art;
    if (!st->n_content || st->nested_in >= 0 || (!st->n_verbatim && !last_said(f, st)))
        return;
    span_list more = {0};
    for (uint32_t i = 0; i < st->n_content; i++)
        *VEC_PUSH(f->a, &more) = st->content[i];
    const struct dl_sentence *said = &art->sentence[st->sentence];
    uint32_t end = more.at[more.n - 1].end > said->span.end ? more.at[more.n - 1].end : said->span.end;
    for (uint32_t i = 0; i < art->n_quotes; i++) {
        const struct dl_quote *q = &art->quote[i];
        if (!is_top(art, i) || q->span.start < end)
            continue;
        bool over = !same_paragraph(art, end, q->span.start) && !carries_on(art, q);
        if (!blank(art, end, q->span.start, "") || (over && !taken_over(art, st, end, q)) || goes_on_unquoted(art, q))
            break;
        const char *rest = art->text + q->span.end;
        if (*rest && *rest != '\n' && *rest != '\r' && (*rest != ' ' || !ends_as_speech(art, q)))
            break;
        struct dl_span *last = &more.at[more.n - 1];
        if (last->start > st->cue[0].start && !blank(art, last->end, q->span.start, "") && blank(art, last->end, q->span.start, ".!?"))
            last->end = q->span.end;    /* nothing but a full stop in between: one piece */
        else
            *VEC_PUSH(f->a, &more) = q->span;
        end = q->span.end;
        if (over)
            chain_flag(st, f->a, "carried_over");
    }
    st->content = more.at;
    st->n_content = more.n;
    quoted_verbatim(f, st);
}

void quoted_verbatim(const struct finder *f, struct dl_statement *st)
{
    span_list out = {0};
    uint32_t said = 0, total = 0;
    for (uint32_t c = 0; c < st->n_content; c++) {
        total += st->content[c].end - st->content[c].start;
        for (uint32_t i = 0; i < f->art->n_quotes; i++) {
            const struct dl_quote *q = &f->art->quote[i];
            uint32_t from = q->inner.start > st->content[c].start ? q->inner.start : st->content[c].start;
            uint32_t to = q->inner.end < st->content[c].end ? q->inner.end : st->content[c].end;
            if (q->parent >= 0 || from >= to)
                continue;
            *VEC_PUSH(f->a, &out) = (struct dl_span){from, to};
            said += to - from;
        }
    }
    st->verbatim = out.at;
    st->n_verbatim = out.n;
    st->directness = !said ? "indirect" : said + 8 * st->n_content >= total ? "direct" : "mixed";
}
