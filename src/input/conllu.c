/* input/conllu.c: reads word lines and ranges of CoNLL-U; comments, empty nodes and gold columns are passed over. */
#include "input/conllu.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/banned.h"

struct conllu {
    struct dl_article *art;
    struct arena *arena;
    const char *name;
    size_t line;
    struct buf text;
    VEC(struct dl_token) token;
    VEC(struct dl_sentence) sentence;
    uint32_t first;                /* token where the open sentence began */
    uint32_t range_left;           /* words still to come of a multi-word token */
    uint32_t range_start;          /* where its form stands in the text */
    bool range_space;
};

struct cells { const char *at[10]; size_t n[10]; };

static bool split(const char *line, size_t n, struct cells *c)
{
    const char *end = line + n;
    for (int i = 0; i < 10; i++) {
        const char *tab = i < 9 ? memchr(line, '\t', (size_t)(end - line)) : end;
        if (!tab)
            return false;
        c->at[i] = line;
        c->n[i] = (size_t)(tab - line);
        line = tab + 1;
    }
    return true;
}

static bool space_after(const struct cells *c)
{
    return !memmem(c->at[9], c->n[9], "SpaceAfter=No", 13);
}

static void end_sentence(struct conllu *k)
{
    if (k->token.n == k->first)
        return;
    while (k->text.n && k->text.at[k->text.n - 1] == ' ')
        k->text.n--;
    const struct dl_token *t = &k->token.at[k->first];
    *VEC_PUSH(k->arena, &k->sentence) = (struct dl_sentence){.first = k->first, .n = k->token.n - k->first, .root = -1,
        .paragraph = k->sentence.n, .span = {t->span.start, (uint32_t)k->text.n}};
    buf_char(&k->text, '\n');
    k->first = k->token.n;
    k->range_left = 0;
}

/* "3-4": the form that the next words share. */
static bool read_range(struct conllu *k, const struct cells *c, struct dl_err *err)
{
    char *after;
    unsigned long from = strtoul(c->at[0], &after, 10), to = *after == '-' ? strtoul(after + 1, NULL, 10) : 0;
    if (to <= from || to - from > 50)
        return err_at(err, DL_EFORMAT, k->name, k->line, "a range must run upwards");
    k->range_left = (uint32_t)(to - from + 1);
    k->range_start = (uint32_t)k->text.n;
    k->range_space = space_after(c);
    buf_put(&k->text, c->at[1], c->n[1]);
    return true;
}

static void read_word(struct conllu *k, const struct cells *c)
{
    struct dl_token *t = VEC_PUSH(k->arena, &k->token);
    *t = (struct dl_token){.form = arena_text(k->arena, c->at[1], c->n[1]), .head = -1, .quote = -1};
    if (!k->range_left) {
        t->span = (struct dl_span){(uint32_t)k->text.n, (uint32_t)(k->text.n + c->n[1])};
        t->space_after = space_after(c);
        buf_put(&k->text, c->at[1], c->n[1]);
        if (t->space_after)
            buf_char(&k->text, ' ');
        return;
    }
    bool first = k->token.n == k->first + 1 || t[-1].span.end <= k->range_start;
    t->span = (struct dl_span){k->range_start, (uint32_t)k->text.n};
    t->mwt = first ? (uint8_t)k->range_left : 1;
    if (--k->range_left == 0) {
        t->space_after = k->range_space;
        if (k->range_space)
            buf_char(&k->text, ' ');
    }
}

static bool read_line(struct conllu *k, const char *line, size_t n, struct dl_err *err)
{
    struct cells c;
    if (n && line[n - 1] == '\r')
        n--;
    if (!n)
        return end_sentence(k), true;
    if (*line == '#')
        return true;
    if (!split(line, n, &c) || *line < '0' || *line > '9' || !c.n[1])
        return err_at(err, DL_EFORMAT, k->name, k->line, "is no line of CoNLL-U: ten cells parted by tabs, the first a number");
    if (memchr(c.at[0], '.', c.n[0]))
        return true;
    if (memchr(c.at[0], '-', c.n[0]))
        return read_range(k, &c, err);
    read_word(k, &c);
    return true;
}

bool input_conllu(struct dl_article *art, const char *bytes, size_t n, const char *name, struct arena *a, struct dl_err *err)
{
    struct conllu k = {.art = art, .arena = a, .name = name};
    bool ok = true;
    for (size_t at = 0; at < n && ok; at++) {
        const char *nl = memchr(bytes + at, '\n', n - at);
        size_t length = nl ? (size_t)(nl - bytes) - at : n - at;
        k.line++;
        ok = read_line(&k, bytes + at, length, err);
        at += length;
    }
    end_sentence(&k);
    art->text = arena_text(a, k.text.n ? k.text.at : "", k.text.n);
    art->n = (uint32_t)k.text.n;
    art->token = k.token.at, art->n_tokens = k.token.n;
    art->sentence = k.sentence.at, art->n_sentences = k.sentence.n;
    buf_free(&k.text);
    return ok;
}
