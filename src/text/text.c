/* text/text.c: an article's blocks into sentences, tokens and quotations. */
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/table.h"
#include "text/blocks.h"
#include "text/quotes.h"
#include "text/split.h"
#include "text/weights.h"

enum { PIECE_MAX = 1 << 15, PATH_SIZE = 1024 };     /* bytes of text looked at in one go */

struct text_model {
    struct weights_file *file;
    struct text_weights  weights;
};

static bool read_weights(struct text_model *m, const char *path, struct dl_err *err)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return err_set(err, DL_EIO, path, "cannot open the splitter's weights");
    m->file = base_alloc(1, sizeof *m->file);
    bool whole = fread(m->file, sizeof *m->file, 1, f) == 1 && fgetc(f) == EOF;
    fclose(f);
    if (!whole || memcmp(m->file->magic, WEIGHTS_MAGIC, sizeof m->file->magic) != 0)
        return err_set(err, DL_EVERSION, path, "not weights of the splitter, or of another version");
    if (m->file->check != weights_check(m->file))
        return err_set(err, DL_EFORMAT, path, "damaged: the checksum differs");
    m->weights = (struct text_weights){ .brk = m->file->brk, .end = m->file->end };
    return true;
}

static void set_make(struct word_set *set, size_t most)
{
    set->hash = base_alloc(most + 1, sizeof *set->hash);
    set->value = base_alloc(most + 1, 1);
}

static void set_add(struct word_set *set, uint32_t hash, uint8_t value)
{
    size_t i = set->n++;
    for (; i > 0 && set->hash[i - 1] > hash; i--) {
        set->hash[i] = set->hash[i - 1];
        set->value[i] = set->value[i - 1];
    }
    set->hash[i] = hash;
    set->value[i] = value;
}

static bool read_fused(struct word_set *set, const char *path, struct arena *a, struct dl_err *err)
{
    struct table t;
    int at[2];
    static const char *const names[] = { "first", "second" };
    if (!table_read(&t, path, a, err) || !table_need(&t, names, at, 2, err))
        return false;
    set_make(set, t.n_rows);
    for (uint32_t i = 0; i < t.n_rows; i++) {
        const char *first = table_cell(&t, i, at[0]), *second = table_cell(&t, i, at[1]);
        if (!*first || !*second || strlen(first) > 15)
            return err_at(err, DL_EFORMAT, path, t.line[i], "needs two words");
        set_add(set, split_hash(arena_printf(a, "%s%s", first, second)), (uint8_t)strlen(first));
    }
    return true;
}

static bool read_known(struct word_set *set, const char *path, struct arena *a, struct dl_err *err)
{
    struct table t;
    int at[2];
    static const char *const names[] = { "word", "kind" };
    static const char *const kinds[] = { "", "title", "abbreviation", "opener" };
    if (!table_read(&t, path, a, err) || !table_need(&t, names, at, 2, err))
        return false;
    set_make(set, t.n_rows);
    for (uint32_t i = 0; i < t.n_rows; i++) {
        uint8_t kind = KNOWN_TITLE;
        while (kind <= KNOWN_OPENER && strcmp(table_cell(&t, i, at[1]), kinds[kind]) != 0)
            kind++;
        if (kind > KNOWN_OPENER)
            return err_at(err, DL_EFORMAT, path, t.line[i], "kind is title, abbreviation or opener");
        set_add(set, split_hash(table_cell(&t, i, at[0])), kind);
    }
    return true;
}

struct text_model *text_open(const char *data_dir, struct dl_err *err)
{
    char path[PATH_SIZE];
    struct text_model *m = base_alloc(1, sizeof *m);
    struct arena *a = arena_new();
    snprintf(path, sizeof path, "%s/models/text.dlt", data_dir);
    bool ok = read_weights(m, path, err);
    snprintf(path, sizeof path, "%s/data/en/text/fused.tsv", data_dir);
    ok = ok && read_fused(&m->weights.fused, path, a, err);
    snprintf(path, sizeof path, "%s/data/en/text/words.tsv", data_dir);
    ok = ok && read_known(&m->weights.known, path, a, err);
    arena_free(a);
    if (!ok) {
        text_close(m);
        return NULL;
    }
    return m;
}

void text_close(struct text_model *m)
{
    if (!m)
        return;
    free(m->file);
    free(m->weights.fused.hash);
    free(m->weights.fused.value);
    free(m->weights.known.hash);
    free(m->weights.known.value);
    free(m);
}

struct scratch {
    struct chr  *c;
    struct word *w;
    uint32_t    *to_stop;
    uint8_t     *repeats;
};

struct output {
    struct { struct dl_token *at; uint32_t n, cap; } token;
    struct { struct dl_sentence *at; uint32_t n, cap; } sentence;
    struct quote_list quote;
};

/* Adds words [from, to) of a piece that begins at byte base as one sentence. */
static void add_sentence(struct output *o, struct arena *a, const char *text, uint32_t base, const struct word *w, size_t from,
                         size_t to, size_t n, const struct block *b, uint32_t paragraph)
{
    uint32_t first = o->token.n;
    for (size_t i = from; i < to; i++) {
        uint32_t start = base + w[i].start, end = base + w[i].end;
        struct dl_token *t = VEC_PUSH(a, &o->token);
        *t = (struct dl_token){ .span = { start, end }, .form = arena_text(a, text + start, end - start), .head = -1, .quote = -1,
                                .space_after = i + 1 == n || !(w[i + 1].flags & WORD_GLUED) };
        if (w[i].flags & WORD_MWT_FIRST) {
            size_t k = i + 1;
            while (k < to && w[k].flags & WORD_MWT_REST)
                k++;
            t->mwt = (uint8_t)(k - i);
        } else if (w[i].flags & WORD_MWT_REST) {
            t->mwt = 1;
        }
    }
    *VEC_PUSH(a, &o->sentence) = (struct dl_sentence){ .span = { o->token.at[first].span.start, base + w[to - 1].end },
                                                       .first = first, .n = o->token.n - first, .paragraph = paragraph,
                                                       .kind = b->kind, .root = -1 };
}

/* How much of [start, end) to take at once: all, or up to the last white space within PIECE_MAX. */
static uint32_t piece_end(const char *text, uint32_t start, uint32_t end)
{
    if (end - start <= PIECE_MAX)
        return end;
    uint32_t at = start + PIECE_MAX;
    while (at > start && (unsigned char)text[at] > ' ')
        at--;
    if (at > start)
        return at;
    at = start + PIECE_MAX;
    while (at > start + PIECE_MAX - 4 && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    return at;
}

static void split_block(const struct text_model *m, const struct dl_article *art, const struct block *b, uint32_t paragraph,
                        const struct scratch *s, struct output *o, struct arena *a)
{
    for (uint32_t at = b->span.start; at < b->span.end;) {
        uint32_t end = piece_end(art->text, at, b->span.end);
        size_t n_chr = split_decode(art->text + at, end - at, s->c);
        size_t n = split_words(&m->weights, s->c, n_chr, s->w), from = 0;
        if (b->kind == DL_SENT_BODY)
            split_sentences(&m->weights, s->w, n, s->to_stop, s->repeats);
        else if (n > 0)
            s->w[n - 1].flags |= WORD_LAST;
        for (size_t i = 0; i < n; i++)
            if (s->w[i].flags & WORD_LAST) {
                add_sentence(o, a, art->text, at, s->w, from, i + 1, n, b, paragraph);
                from = i + 1;
            }
        at = end;
    }
}

/* The innermost quotation of each token, marks included. Quotations are sorted and nested. */
static void mark_tokens(struct output *o)
{
    int32_t top = -1;
    uint32_t next = 0;
    for (uint32_t i = 0; i < o->token.n; i++) {
        struct dl_span s = o->token.at[i].span;
        for (; next < o->quote.n && o->quote.at[next].span.start <= s.start; next++)
            top = (int32_t)next;
        while (top >= 0 && o->quote.at[top].span.end <= s.start)
            top = o->quote.at[top].parent;
        o->token.at[i].quote = top;
    }
}

static struct scratch scratch_for(const struct block_list *b, struct arena *a)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        uint32_t n = b->at[i].span.end - b->at[i].span.start;
        most = n > most ? n : most;
    }
    size_t n = (most < PIECE_MAX ? most : PIECE_MAX) + 1u;
    return (struct scratch){ arena_take(a, n, sizeof(struct chr)), arena_take(a, n, sizeof(struct word)),
                             arena_take(a, n, sizeof(uint32_t)), arena_take(a, n, 1) };
}

void text_split(const struct text_model *m, struct dl_article *art, struct arena *a)
{
    struct block_list b = blocks_find(art, a);
    struct scratch s = scratch_for(&b, a);
    struct output o = { 0 };
    uint32_t paragraph = 0;
    for (uint32_t i = 0; i < b.n; i++) {
        paragraph += i > 0 && b.at[i].new_paragraph;
        split_block(m, art, &b.at[i], paragraph, &s, &o, a);
        struct dl_span next = i + 1 < b.n ? b.at[i + 1].span : DL_NO_SPAN;
        quotes_find(art, b.at[i].span, next, &o.quote, a);
    }
    quotes_nest(&o.quote);
    mark_tokens(&o);
    art->token = o.token.at;
    art->n_tokens = o.token.n;
    art->sentence = o.sentence.at;
    art->n_sentences = o.sentence.n;
    art->quote = o.quote.at;
    art->n_quotes = o.quote.n;
}
