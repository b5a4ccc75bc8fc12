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
        if (out.n && p.start < out.at[out.n - 1].end)
            p.start = out.at[out.n - 1].end;
        if (p.start < p.end)
            *VEC_PUSH(f->a, &out) = p;
    }
    return out;
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
    content = tidy(f, content, cue);
    if (content.n == 0)
        return;
    st.content = content.at;
    st.n_content = content.n;
    st.speaker = source;                    /* a token as yet: detail_fill makes an entity of it */
    quoted_verbatim(f, &st);
    *VEC_PUSH(f->a, f->out) = st;
}

/* Bare infinitives and cues without a speaker count only where a clause or speech is their content. */
static bool worth(const struct finder *f, const struct match *m, bool quoted, int32_t who)
{
    if (quoted)
        return true;
    int32_t clause = span_child(f, m->head, DL_REL_ccomp);
    bool infinitive = span_is(f, m->first, "to");
    if (m->cue->pos != 'V')
        return who >= 0;
    return (who >= 0 && !infinitive) || clause >= 0 || strcmp(m->cue->class, "appear") == 0 || (m->passive && (span_child(f, m->head, DL_REL_xcomp) >= 0 || strcmp(m->cue->class, "ask") == 0 || m->first == (int32_t)f->s->first));
}

static void at_cue(const struct finder *f, int32_t i)
{
    struct match m;
    bool done = i > (int32_t)f->s->first + 1 && span_is(f, i - 1, "as") && f->out->n && f->out->at[f->out->n - 1].cue_token == i;
    if (done || !cue_match(f, i, &m) || special_relay(f, &m))
        return;
    span_list content = {0};
    bool speech = strpbrk(m.cue->pattern, "cq") != NULL && m.cue->pos == 'V';
    bool quoted = speech && quoted_content(f, &m, &content);
    if (!quoted) {
        content.n = 0;
        if (!content_find(f, &m, &content))
            return;
    }
    int32_t who;
    struct dl_span source;
    if (!source_find(f, &m, quoted, &who, &source))
        who = -1;
    if (!worth(f, &m, quoted, who))
        return;
    put(f, &m, who, source, content);
}

/* A statement whose cue stands in another's content is nested in it; the shortest such content wins. */
static void nest(statement_list *out)
{
    for (uint32_t i = 0; i < out->n; i++) {
        uint32_t best = UINT32_MAX;
        out->at[i].nested_in = -1;
        for (uint32_t j = 0; j < out->n; j++)
            for (uint32_t c = 0; j != i && c < out->at[j].n_content; c++) {
                struct dl_span in = out->at[j].content[c], cue = out->at[i].cue[0];
                if (in.start > cue.start || in.end < cue.end || in.end - in.start >= best)
                    continue;
                best = in.end - in.start;
                out->at[i].nested_in = (int32_t)j;
            }
    }
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
            if (detail_speaker(f, &out->at[i], head[i], self))
                detail_fill(f, &out->at[i], head[i]);
        }
}

void attribution_find(const struct attribution *at, struct dl_article *art, struct arena *a)
{
    statement_list out = {0};
    int32_t *lo, *hi, *top;
    spans_extents(art, a, &lo, &hi, &top);
    for (uint32_t k = 0; k < art->n_sentences; k++) {
        struct finder f = {at, art, a, &art->sentence[k], lo, hi, top, &out};
        for (int32_t i = (int32_t)f.s->first; f.s->root >= 0 && i < span_end(&f); i++) {
            at_cue(&f, i);
            special_find(&f, i);
        }
    }
    nest(&out);
    for (uint32_t i = 0; i < out.n; i++)
        quoted_continue(&(struct finder){at, art, a, &art->sentence[out.at[i].sentence], lo, hi, top, &out}, &out.at[i]);
    nest(&out);
    details(&(struct finder){at, art, a, art->sentence, lo, hi, top, &out});
    chain_build(art, out.at, out.n, a);
    art->statement = out.at;
    art->n_statements = out.n;
}
