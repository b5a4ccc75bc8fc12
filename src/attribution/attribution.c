/* attribution/attribution.c: statements found at verbs of the cue table and at "according to". */
#include "attribution/attribution.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/table.h"
#include "base/banned.h"

struct cue { const char *lemma, *class, *pattern; uint8_t kind; };
struct attribution { struct arena *arena; struct cue *cue; uint32_t n; };

/* The statement being made of one cue: hi and lo are tokens of the sentence. */
struct finder { const struct attribution *at; struct dl_article *art; struct arena *a; const struct dl_sentence *s; };
typedef VEC(struct dl_span) span_list;

static const char *const kinds[] = {
#define X(n) #n,
    DL_STATEMENT_KINDS(X)
#undef X
};

static int by_lemma(const void *x, const void *y) { return strcmp(((const struct cue *)x)->lemma, ((const struct cue *)y)->lemma); }

static bool read_cues(struct attribution *at, const char *path, struct dl_err *err)
{
    static const char *const names[] = {"lemma", "class", "kind", "pattern"};
    struct table t;
    int col[4];
    if (!table_read(&t, path, at->arena, err) || !table_need(&t, names, col, 4, err))
        return false;
    at->cue = arena_take(at->arena, t.n_rows + 1, sizeof *at->cue);
    for (uint32_t i = 0; i < t.n_rows; i++) {
        uint8_t k = 0;
        while (k < DL_N_STATEMENT_KINDS && strcmp(kinds[k], table_cell(&t, i, col[2])) != 0)
            k++;
        if (k == DL_N_STATEMENT_KINDS)
            return err_at(err, DL_EFORMAT, path, t.line[i], "has an unknown kind of statement");
        at->cue[at->n++] = (struct cue){table_cell(&t, i, col[0]), table_cell(&t, i, col[1]), table_cell(&t, i, col[3]), k};
    }
    qsort(at->cue, at->n, sizeof *at->cue, by_lemma);
    return true;
}

struct attribution *attribution_open(const char *data_dir, struct dl_err *err)
{
    struct attribution *at = base_alloc(1, sizeof *at);
    at->arena = arena_new();
    const char *path = arena_printf(at->arena, "%s/data/en/cues.tsv", data_dir);
    if (read_cues(at, path, err))
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

static const struct cue *cue_of(const struct attribution *at, const char *lemma)
{
    struct cue key = {.lemma = lemma};
    return lemma ? bsearch(&key, at->cue, at->n, sizeof key, by_lemma) : NULL;
}

static int32_t end_of(const struct finder *f) { return (int32_t)(f->s->first + f->s->n); }

/* The first child of head with the relation, or -1. */
static int32_t child(const struct finder *f, int32_t head, uint8_t rel)
{
    for (int32_t i = (int32_t)f->s->first; i < end_of(f); i++)
        if (f->art->token[i].head == head && f->art->token[i].rel == rel)
            return i;
    return -1;
}

static bool under(const struct dl_article *art, int32_t i, int32_t top, int32_t without)
{
    for (int steps = 0; i >= 0 && steps < 256; i = art->token[i].head, steps++) {
        if (i == without)
            return false;
        if (i == top)
            return true;
    }
    return false;
}

/* Runs of words under top but not under without, bare punctuation at the ends left out, onto out. */
static void cover(const struct finder *f, int32_t top, int32_t without, span_list *out)
{
    const struct dl_token *t = f->art->token;
    int32_t from = -1, last = -1;
    for (int32_t i = (int32_t)f->s->first; i <= end_of(f); i++) {
        bool in = i < end_of(f) && under(f->art, i, top, without);
        bool punct = i < end_of(f) && t[i].upos == DL_PUNCT;
        if (in && !punct) {
            from = from < 0 ? i : from;
            last = i;
        } else if (from >= 0 && !punct) {
            *VEC_PUSH(f->a, out) = (struct dl_span){t[from].span.start, t[last].span.end};
            from = -1;
        }
    }
}

/* The whole noun phrase of a source, from its first word to its last, without its preposition. */
static struct dl_span phrase(const struct finder *f, int32_t top)
{
    const struct dl_token *t = f->art->token;
    struct dl_span s = t[top].span;
    for (int32_t i = (int32_t)f->s->first; i < end_of(f); i++) {
        bool skip = t[i].upos == DL_PUNCT || (t[i].rel == DL_REL_case && t[i].head == top && i < top) ||
                    (t[i].rel == DL_REL_fixed && t[i].head >= 0 && t[t[i].head].head == top && i < top);
        if (skip || !under(f->art, i, top, -1))
            continue;
        s.start = t[i].span.start < s.start ? t[i].span.start : s.start;
        s.end = t[i].span.end > s.end ? t[i].span.end : s.end;
    }
    bool comma = memchr(f->art->text + s.start, ',', s.end - s.start) != NULL;
    char next = s.end < f->art->n ? f->art->text[s.end] : 0;
    bool open = memchr(f->art->text + s.start, '(', s.end - s.start) && !memchr(f->art->text + s.start, ')', s.end - s.start);
    s.end += (open && next == ')') || (comma && next == ',');
    return s;
}

/* The verb group: auxiliaries, negation and adverbs before the verb, its particle after it. */
static struct dl_span group(const struct finder *f, int32_t v)
{
    const struct dl_token *t = f->art->token;
    struct dl_span s = t[v].span;
    for (int32_t i = v - 1; i >= (int32_t)f->s->first && t[i].head == v; i--) {
        if (t[i].rel != DL_REL_aux && t[i].rel != DL_REL_aux_pass && t[i].rel != DL_REL_advmod)
            break;
        s.start = t[i].span.start;
    }
    if (v + 1 < end_of(f) && t[v + 1].head == v && t[v + 1].rel == DL_REL_compound_prt)
        s.end = t[v + 1].span.end;
    return s;
}

/* The token that speaks at verb v: its subject, its agent, or the subject it shares; -1. */
static int32_t speaker(const struct finder *f, int32_t v, bool quoted)
{
    for (int depth = 0; v >= 0 && depth < 4; depth++) {
        int32_t subject = child(f, v, DL_REL_nsubj), agent = child(f, v, DL_REL_obl_agent);
        int32_t passive = child(f, v, DL_REL_nsubj_pass);
        if (subject >= 0 || agent >= 0)
            return subject >= 0 ? subject : agent;
        if (passive >= 0)
            return quoted || depth ? passive : -1;
        uint8_t rel = f->art->token[v].rel;
        if (rel != DL_REL_conj && rel != DL_REL_advcl && rel != DL_REL_xcomp)
            return -1;
        v = f->art->token[v].head;
    }
    return -1;
}

/* Takes in the marks beside a piece and the rest of a quotation that runs on over sentences. */
static void take_quotes(const struct dl_article *art, struct dl_span *p)
{
    for (uint32_t i = 0; i < art->n_quotes; i++) {
        const struct dl_quote *q = &art->quote[i];
        if (q->inner.start >= p->end || q->inner.end <= p->start)
            continue;
        if (q->inner.start == p->start)
            p->start = q->span.start;
        if (q->inner.end >= p->end && p->start <= q->inner.start)
            p->end = q->span.end;
    }
}

static void take_verbatim(const struct finder *f, struct dl_statement *st)
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

static struct dl_span *one(const struct finder *f, struct dl_span s)
{
    struct dl_span *p = arena_take(f->a, 1, sizeof *p);
    *p = s;
    return p;
}

static void add_link(struct dl_statement *st, int32_t entity, struct dl_span span, struct dl_span cue, uint8_t basis)
{
    st->chain[st->n_chain++] = (struct dl_link){.entity = entity, .span = span, .cue = cue, .basis = basis};
}

static int32_t entity_at(const struct dl_article *art, int32_t token)
{
    for (uint32_t i = 0; i < art->n_mentions && token >= 0; i++)
        if (art->mention[i].head == token)
            return (int32_t)art->mention[i].entity;
    return -1;
}

typedef VEC(struct dl_statement) statement_list;

static void put(const struct finder *f, statement_list *out, int32_t cue_token, struct dl_span cue, int32_t source, const struct cue *kind,
                span_list content)
{
    struct dl_statement st = {.speaker = entity_at(f->art, source), .cue_class = kind->class, .kind = kind->kind, .addressee = -1,
                              .nested_in = -1, .time = -1, .place = -1, .cue_token = cue_token};
    st.sentence = (uint32_t)(f->s - f->art->sentence);
    st.cue = one(f, cue);
    st.n_cue = 1;
    struct dl_span who = source >= 0 ? phrase(f, source) : DL_NO_SPAN;
    st.n_source = source >= 0;
    st.source = source >= 0 ? one(f, who) : NULL;
    for (uint32_t i = 0; i < content.n; i++) {
        uint32_t end = content.at[i].end, limit = i + 1 < content.n ? content.at[i + 1].start : f->art->n;
        take_quotes(f->art, &content.at[i]);
        if (content.at[i].end > limit || (end <= cue.start && content.at[i].end > cue.start))
            content.at[i].end = end;
        if (i && content.at[i].start < content.at[i - 1].end)
            content.at[i].start = content.at[i - 1].end;
    }
    st.content = content.at;
    st.n_content = content.n;
    take_verbatim(f, &st);
    st.chain = arena_take(f->a, 2, sizeof *st.chain);
    if (f->art->outlet_entity >= 0)
        add_link(&st, f->art->outlet_entity, DL_NO_SPAN, DL_NO_SPAN, DL_BASIS_metadata);
    if (source >= 0)
        add_link(&st, st.speaker, who, cue, DL_BASIS_explicit);
    *VEC_PUSH(f->a, out) = st;
}

/* The quotations that begin in the sentence: what is said where the tree ties no clause to the cue. */
static void quoted_here(const struct finder *f, span_list *out)
{
    for (uint32_t i = 0; i < f->art->n_quotes; i++) {
        const struct dl_quote *q = &f->art->quote[i];
        bool here = q->span.start >= f->s->span.start && q->span.start < f->s->span.end;
        if (here && q->parent < 0 && q->inner.start < q->inner.end)
            *VEC_PUSH(f->a, out) = q->inner;
    }
}

/* What is called, blamed or wanted, with what it is called or blamed for: "Kiev of lying". */
static void judged(const struct finder *f, int32_t v, int32_t object, span_list *out)
{
    const struct dl_token *t = f->art->token;
    struct dl_span all = phrase(f, object);
    for (int32_t i = object + 1; i < end_of(f); i++) {
        bool part = t[i].upos != DL_PUNCT && under(f->art, i, v, object);
        int32_t top = i;
        while (part && t[top].head >= 0 && t[top].head != v)
            top = t[top].head;
        bool kept = part && t[top].head == v && (t[top].rel == DL_REL_xcomp || t[top].rel == DL_REL_obl || t[top].rel == DL_REL_advcl) && top > object;
        if (kept && t[i].span.end > all.end)
            all.end = t[i].span.end;
    }
    *VEC_PUSH(f->a, out) = all;
}

static void at_verb(const struct finder *f, int32_t v, statement_list *out)
{
    const struct dl_token *t = f->art->token;
    const struct cue *c = cue_of(f->at, t[v].lemma);
    if (!c || t[v].upos != DL_VERB)
        return;
    span_list content = {0};
    int32_t clause = child(f, v, DL_REL_ccomp), to = child(f, v, DL_REL_xcomp), object = child(f, v, DL_REL_obj);
    if (clause < 0 && t[v].rel != DL_REL_parataxis && strchr(c->pattern, 'c'))
        clause = child(f, v, DL_REL_parataxis);
    if (clause >= 0 && strpbrk(c->pattern, "cx"))
        cover(f, clause, -1, &content);
    else if (to >= 0 && strchr(c->pattern, 'x'))
        cover(f, to, -1, &content);
    else if (t[v].rel == DL_REL_parataxis && strchr(c->pattern, 'c'))
        cover(f, t[v].head, v, &content);
    else if (object >= 0 && (strchr(c->pattern, 'o') || c->kind == DL_STATEMENT_attitude))
        judged(f, v, object, &content);
    else if (c->kind == DL_STATEMENT_statement && strchr(c->pattern, 'c') && child(f, v, DL_REL_nsubj) >= 0)
        quoted_here(f, &content);
    if (content.n)
        put(f, out, v, group(f, v), speaker(f, v, strcmp(c->class, "quote") == 0), c, content);
}

/* "according to X": the clause that the phrase hangs from is the content. */
static void at_according(const struct finder *f, int32_t i, statement_list *out)
{
    static const struct cue kind = {"according", "say", "", DL_STATEMENT_statement};
    const struct dl_token *t = f->art->token;
    int32_t noun = t[i].rel == DL_REL_case ? t[i].head : i + 1 < end_of(f) ? child(f, i, DL_REL_obl) : -1;
    int32_t top = noun < 0 ? -1 : t[i].rel == DL_REL_case ? noun : i;
    if (top < 0 || t[top].head < 0 || i + 1 >= end_of(f))
        return;
    span_list content = {0};
    cover(f, t[top].head, top, &content);
    if (content.n)
        put(f, out, i, (struct dl_span){t[i].span.start, t[i + 1].span.end}, noun, &kind, content);
}

static bool whole_quote(const struct dl_article *art, const struct dl_sentence *s, struct dl_span *out)
{
    for (uint32_t i = 0; i < art->n_quotes; i++) {
        const struct dl_quote *q = &art->quote[i];
        if (q->parent >= 0 || q->span.start != s->span.start || q->span.end < s->span.end)
            continue;
        *out = q->span;
        return true;
    }
    return false;
}

/* Whole quoted sentences that follow a quoted one in its paragraph go on with it. */
static void continue_speech(struct dl_article *art, struct dl_statement *st, struct arena *a)
{
    if (!st->n_content || !st->n_verbatim || st->nested_in >= 0)
        return;
    const struct dl_sentence *said = &art->sentence[st->sentence];
    span_list more = {0};
    for (uint32_t i = 0; i < st->n_content; i++)
        *VEC_PUSH(a, &more) = st->content[i];
    struct dl_span piece;
    for (uint32_t k = st->sentence + 1; k < art->n_sentences && art->sentence[k].paragraph == said->paragraph; k++) {
        if (art->sentence[k].span.start < more.at[more.n - 1].end)
            continue;
        if (!whole_quote(art, &art->sentence[k], &piece))
            break;
        *VEC_PUSH(a, &more) = piece;
    }
    st->content = more.at;
    st->n_content = more.n;
    take_verbatim(&(struct finder){.art = art, .a = a, .s = said}, st);
}

/* A statement whose cue stands in another's content is nested in it; the shortest such content wins. */
static void nest(statement_list *out)
{
    for (uint32_t i = 0; i < out->n; i++) {
        uint32_t best = UINT32_MAX;
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

void attribution_find(const struct attribution *at, struct dl_article *art, struct arena *a)
{
    statement_list out = {0};
    for (uint32_t k = 0; k < art->n_sentences; k++) {
        struct finder f = {at, art, a, &art->sentence[k]};
        for (int32_t i = (int32_t)f.s->first; f.s->root >= 0 && i < end_of(&f); i++) {
            at_verb(&f, i, &out);
            if (strcmp(art->token[i].form, "according") == 0 || strcmp(art->token[i].form, "According") == 0)
                at_according(&f, i, &out);
        }
    }
    nest(&out);
    for (uint32_t i = 0; i < out.n; i++)
        continue_speech(art, &out.at[i], a);
    nest(&out);
    art->statement = out.at;
    art->n_statements = out.n;
}
