/* attribution/attribution.c: goes through the sentences, makes a statement of each cue, puts one in the other. */
#include "attribution/find.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/banned.h"

struct attribution *attribution_open(const char *data_dir, struct dl_err *err)
{
    struct attribution *at = base_alloc(1, sizeof *at);
    at->arena = arena_new();
    if (cues_read(at, arena_printf(at->arena, "%s/data/en/cues.tsv", data_dir), err))
        return at;
    attribution_close(at);
    return NULL;
}

void attribution_close(struct attribution *at)
{
    if (!at)
        return;
    arena_free(at->arena);
    free(at);
}

static struct dl_span *one(const struct finder *f, struct dl_span s)
{
    struct dl_span *p = arena_take(f->a, 1, sizeof *p);
    *p = s;
    return p;
}

/* Pieces in order, inside the article, off the cue and off each other. */
static span_list tidy(const struct finder *f, span_list in, struct dl_span cue)
{
    span_list out = {0};
    for (uint32_t i = 0; i < in.n; i++) {
        struct dl_span p = in.at[i];
        uint32_t end = p.end, start = p.start;
        quoted_close(f->art, &p, cue);
        if (end <= cue.start && p.end > cue.start)
            p.end = end;
        if (start >= cue.end && p.start < cue.end)
            p.start = start;
        if (p.start < cue.end && p.end > cue.start)
            p = p.start < cue.start ? (struct dl_span){p.start, cue.start} : (struct dl_span){cue.end, p.end};
        if (out.n && p.start < out.at[out.n - 1].end)
            p.start = out.at[out.n - 1].end;
        if (p.start < p.end)
            *VEC_PUSH(f->a, &out) = p;
    }
    return out;
}

/* Who speaks within a quotation says nothing beyond its marks: `"A lot of people think that," she said.` */
static span_list within_speech(const struct finder *f, const struct match *m, int32_t source, span_list in)
{
    span_list out = {0};
    int32_t q = f->top[m->head];
    if (source < 0 || q < 0 || f->top[source] != q)
        return in;
    struct dl_span speech = f->art->quote[q].span;
    for (uint32_t i = 0; i < in.n; i++) {
        struct dl_span p = {in.at[i].start > speech.start ? in.at[i].start : speech.start, in.at[i].end < speech.end ? in.at[i].end : speech.end};
        if (p.start < p.end)
            *VEC_PUSH(f->a, &out) = p;
    }
    return out;
}

/* What is said goes on to the end of a quotation that opens right where the tree would end it, in the same sentence:
 * `blame for focusing on "he said this."` */
static void into_quote(const struct finder *f, const struct match *m, span_list *content)
{
    struct dl_span *last = content->n ? &content->at[content->n - 1] : NULL;
    if (!last || f->top[m->head] >= 0 || last->start < f->art->token[m->last].span.end)
        return;
    for (uint32_t i = 0; i < f->art->n_quotes; i++) {
        const struct dl_quote *q = &f->art->quote[i];
        bool next = q->parent < 0 && q->span.start > last->end && q->span.start <= last->end + 1 && f->art->text[last->end] == ' ';
        if (next && q->span.end <= f->s->span.end)
            last->end = q->span.end;
    }
}

/* A relative pronoun alone says nothing: "whom they did not name". */
static bool empty(const struct finder *f, span_list content)
{
    for (int32_t i = (int32_t)f->s->first; content.n == 1 && i < span_end(f); i++)
        if (f->art->token[i].span.start == content.at[0].start && f->art->token[i].span.end == content.at[0].end)
            return f->art->token[i].upos == DL_PRON && f->top[i] < 0 && f->art->token[i].xpos && *f->art->token[i].xpos == 'W';
    return false;
}

void put(const struct finder *f, const struct match *m, int32_t source, struct dl_span who, span_list content)
{
    const struct dl_token *t = f->art->token;
    struct dl_statement st = {.speaker = -1, .cue_class = m->cue->class, .kind = m->cue->kind, .addressee = -1, .nested_in = -1,
                              .time = -1, .place = -1, .cue_token = m->head, .sentence = (uint32_t)(f->s - f->art->sentence)};
    struct dl_span cue = {t[m->first].span.start, t[m->last].span.end};
    st.cue = one(f, cue);
    st.n_cue = 1;
    source = who.start < who.end ? source : -1;
    st.n_source = source >= 0;
    st.source = source >= 0 ? one(f, who) : NULL;
    if (m->cue->kind != DL_STATEMENT_relay)
        into_quote(f, m, &content);
    content = within_speech(f, m, source, tidy(f, content, cue));
    if (content.n == 0 || empty(f, content))
        return;
    st.content = content.at;
    st.n_content = content.n;
    st.speaker = source;                    /* a token as yet: detail_fill makes an entity of it */
    quoted_verbatim(f, &st);
    st.confidence = trust_of(f, m, source, &st);
    *VEC_PUSH(f->a, f->out) = st;
}

/* "saw the river": an object alone, where the row wants to hear what is said of it. */
static bool bare_object(const struct finder *f, const struct match *m, span_list said)
{
    const struct dl_token *t = f->art->token;
    int32_t noun = span_child(f, m->head, DL_REL_obj);
    if (!said.n || said.at[0].start < t[m->first].span.start || m->cue->kind != DL_STATEMENT_belief || m->cue->pos != 'V' || m->passive || m->particle >= 0 || noun < m->last || !strchr(m->cue->pattern, 'j') || strchr(m->cue->pattern, 'o'))
        return false;
    for (int32_t i = f->lo[m->head]; i <= f->hi[m->head]; i++) {
        bool clause = t[i].rel == DL_REL_ccomp || t[i].rel == DL_REL_xcomp || t[i].rel == DL_REL_advcl || t[i].rel == DL_REL_parataxis;
        if ((t[i].head == m->head && (clause || (i > noun && t[i].rel == DL_REL_obl && !span_when(f, i)))) || (t[i].head == noun && t[i].rel == DL_REL_acl))
            return false;
    }
    return true;
}

/* "Who says that?", "do you think so?": asked, not attributed. */
static bool asks(const struct finder *f, int32_t who)
{
    return span_is(f, span_end(f) - 1, "?") && (span_is(f, who, "you") || (span_is(f, who, "who") && who == (int32_t)f->s->first));
}

/* Bare infinitives and cues without a speaker count only where a clause or speech is their content. */
static bool worth(const struct finder *f, const struct match *m, bool quoted, span_list said, int32_t who)
{
    if (quoted)
        return true;
    if (bare_object(f, m, said) || asks(f, who))
        return false;
    if (m->passive && who < 0 && (span_is(f, m->first, "can") || span_is(f, m->first, "could") || span_is(f, m->first, "may") || span_is(f, m->first, "might")))
        return false;                   /* "it can be said that": the words of who writes */
    int32_t clause = span_child(f, m->head, DL_REL_ccomp);
    if (clause < 0 && span_child(f, m->head, DL_REL_expl) >= 0)
        clause = span_child(f, m->head, DL_REL_csubj_pass);          /* "It is believed that" */
    bool infinitive = span_is(f, m->first, "to");
    int32_t over = infinitive ? f->art->token[m->head].head : -1;
    if (over >= 0 && f->art->token[over].upos == DL_ADJ && span_child(f, over, DL_REL_expl) >= 0)
        return false;                   /* "it is fair to say that" */
    if (m->cue->pos != 'V')
        return who >= 0 || (m->cue->pos == 'N' && span_is(f, m->last + 1, "that") && (clause >= 0 || span_child(f, m->head, DL_REL_acl) >= 0));
    return (who >= 0 && !infinitive) || clause >= 0 || strcmp(m->cue->class, "appear") == 0 || (m->passive && (span_child(f, m->head, DL_REL_xcomp) >= 0 || content_charge(f, m) >= 0 || strcmp(m->cue->class, "ask") == 0 || m->first == (int32_t)f->s->first));
}

/* "issued the following statement: ...", "expressed the hope that ...": the noun is the cue, not what was issued. */
static bool announces(const struct finder *f, const struct match *m)
{
    struct match noun;
    int32_t what = m->cue->pos == 'V' ? span_child(f, m->head, DL_REL_obj) : -1;
    if (what < m->head || !cue_match(f, what, &noun) || noun.cue->pos != 'N' || noun.verb != m->head)
        return false;
    return span_is(f, noun.last, ":") || (m->cue->kind != DL_STATEMENT_statement && strchr(noun.cue->pattern, 'c') && span_is(f, what + 1, "that") && span_child(f, what, DL_REL_acl) > what);
}

/* A word of the cue before: "aim" of "took aim at". */
static bool within_cue(const struct finder *f, int32_t i)
{
    const struct dl_statement *st = f->out->n ? &f->out->at[f->out->n - 1] : NULL;
    return st && st->cue_token >= 0 && st->cue_token < i && st->cue[0].end > f->art->token[i].span.start;
}

static void at_cue(const struct finder *f, int32_t i)
{
    struct match m;
    bool done = within_cue(f, i);
    done = done || (i > (int32_t)f->s->first + 1 && span_is(f, i - 1, "as") && f->out->n && f->out->at[f->out->n - 1].cue_token == i);
    if (done || !cue_match(f, i, &m) || special_relay(f, &m) || announces(f, &m))
        return;
    span_list content = {0};
    bool speech = strpbrk(m.cue->pattern, "cq") != NULL && (m.cue->pos == 'V' || (m.cue->pos == 'N' && span_is(f, m.last, ":")));
    bool quoted = speech && quoted_content(f, &m, &content);
    if (!quoted) {
        content.n = 0;
        if (!content_find(f, &m, &content) && !(cue_outer(f, &m) && content_find(f, &m, &content)))
            return;
    }
    if (m.last + 1 < span_end(f) && span_is(f, m.last + 1, "condition"))
        return;                         /* "spoke on condition of anonymity" */
    int32_t who;
    struct dl_span source;
    if (!source_find(f, &m, quoted, &who, &source))
        who = -1;
    if (!worth(f, &m, quoted, content, who))
        return;
    put(f, &m, who, source, content);
}

/* The shortest piece of the statement's content that holds the span; UINT32_MAX if none does. */
static uint32_t holds(const struct dl_statement *st, struct dl_span s)
{
    uint32_t best = UINT32_MAX;
    for (uint32_t c = 0; c < st->n_content; c++) {
        struct dl_span in = st->content[c];
        if (in.start <= s.start && in.end >= s.end && in.end - in.start < best)
            best = in.end - in.start;
    }
    return best;
}

static uint32_t size_of(const struct dl_statement *st)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < st->n_content; c++)
        n += st->content[c].end - st->content[c].start;
    return n;
}

/* "X, citing Y, said ...": what X says is what Y said. */
static bool cited_in(const struct dl_statement *in, const struct dl_statement *out)
{
    bool relay = in->kind == DL_STATEMENT_relay && out->kind != DL_STATEMENT_relay;
    return relay && in->sentence == out->sentence && in->content[0].start == out->content[0].start;
}

/* Three may hold each other in a ring, where pieces of speech are far apart: the first of them is then the outer one. */
static void no_rings(statement_list *out)
{
    for (uint32_t i = 0; i < out->n; i++) {
        int32_t up = out->at[i].nested_in;
        for (uint32_t steps = 0; up >= 0 && up != (int32_t)i && steps < out->n; steps++)
            up = out->at[up].nested_in;
        if (up == (int32_t)i)
            out->at[i].nested_in = -1;
    }
}

/* A statement whose cue stands in another's content is nested in it; the shortest such content wins. Of two that
 * would each hold the other the larger is the outer one. */
static void nest(statement_list *out)
{
    for (uint32_t i = 0; i < out->n; i++) {
        uint32_t best = UINT32_MAX;
        struct dl_statement *in = &out->at[i];
        in->nested_in = -1;
        for (uint32_t j = 0; j < out->n; j++) {
            const struct dl_statement *o = &out->at[j];
            uint32_t n = j == i ? UINT32_MAX : cited_in(in, o) ? 0 : holds(o, in->cue[0]);
            bool mutual = n < best && holds(in, o->cue[0]) < UINT32_MAX && (size_of(in) > size_of(o) || (size_of(in) == size_of(o) && i < j));
            bool deeper = n == best && n < UINT32_MAX && out->at[in->nested_in].kind == DL_STATEMENT_relay && o->kind != DL_STATEMENT_relay;
            if ((n >= best && !deeper) || mutual)
                continue;
            best = n;
            in->nested_in = (int32_t)j;
        }
    }
    no_rings(out);
}

/* Speakers as entities, those that say "I" last: they are who the outer statement's speaker is. */
static void details(struct finder *f)
{
    statement_list *out = f->out;
    int32_t *head = arena_take(f->a, out->n + 1, sizeof *head);
    for (uint32_t i = 0; i < out->n; i++) {
        head[i] = out->at[i].speaker;
        out->at[i].speaker = -1;
    }
    for (int self = 0; self < 2; self++)
        for (uint32_t i = 0; i < out->n; i++) {
            f->s = &f->art->sentence[out->at[i].sentence];
            if (speaker_find(f, &out->at[i], head[i], self))
                detail_fill(f, &out->at[i], head[i]);
        }
}

void attribution_find(const struct attribution *at, struct dl_article *art, struct arena *a)
{
    statement_list out = {0};
    int32_t *lo, *hi, *top;
    spans_extents(art, a, &lo, &hi, &top);
    for (uint32_t k = 0; k < art->n_sentences; k++) {
        match_list cited = {0};
        struct finder f = {at, art, a, &art->sentence[k], lo, hi, top, &out, &cited};
        for (int32_t i = (int32_t)f.s->first; f.s->root >= 0 && i < span_end(&f); i++) {
            at_cue(&f, i);
            special_find(&f, i);
        }
        special_cited(&f);
    }
    nest(&out);
    for (uint32_t i = 0; i < out.n; i++)
        quoted_continue(&(struct finder){at, art, a, &art->sentence[out.at[i].sentence], lo, hi, top, &out, NULL}, &out.at[i]);
    nest(&out);
    struct finder f = {at, art, a, art->sentence, lo, hi, top, &out, NULL};
    details(&f);
    chain_build(&f);
    art->statement = out.at;
    art->n_statements = out.n;
}
