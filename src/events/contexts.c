/* events/contexts.c: the field of politics that a sentence is about, from cue words: one sure word or two that hint; or one that
 * hints where the rest of the paragraph tells of it. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/table.h"
#include "events/inside.h"
#include "base/banned.h"

enum { SURE = 2, CONTEXTS = 64, NEAR = 20 };     /* NEAR: sentences before and behind; some texts are one paragraph */
struct cue { const char *word; uint32_t context, weight; };
struct contexts { struct cue *cue; uint32_t n; const char *name[CONTEXTS]; uint32_t n_names; };

static int by_word(const void *x, const void *y) { return strcmp(((const struct cue *)x)->word, ((const struct cue *)y)->word); }

static int32_t context_named(struct contexts *c, const char *name)
{
    for (uint32_t i = 0; i < c->n_names; i++)
        if (!strcmp(c->name[i], name))
            return (int32_t)i;
    if (c->n_names == CONTEXTS)
        return -1;
    c->name[c->n_names] = name;
    return (int32_t)c->n_names++;
}

struct contexts *contexts_read(const char *path, struct arena *a, struct dl_err *err)
{
    static const char *const names[] = {"context", "sure", "hint"};
    struct contexts *c = arena_take(a, 1, sizeof *c);
    struct table t;
    int at[3];
    VEC(struct cue) cues = {0};
    if (!table_read(&t, path, a, err) || !table_need(&t, names, at, 3, err))
        return NULL;
    for (uint32_t r = 0; r < t.n_rows; r++) {
        int32_t context = context_named(c, table_cell(&t, r, at[0]));
        if (context < 0)
            return err_at(err, DL_EFORMAT, path, t.line[r], "there are too many contexts"), NULL;
        for (uint32_t weight = SURE; weight; weight--) {
            const char **word;
            uint32_t n = table_list(table_cell(&t, r, at[weight == SURE ? 1 : 2]), a, &word);
            for (uint32_t i = 0; i < n; i++)
                *VEC_PUSH(a, &cues) = (struct cue){word[i], (uint32_t)context, weight};
        }
    }
    if (cues.n)
        qsort(cues.at, cues.n, sizeof *cues.at, by_word);
    c->cue = cues.at;
    c->n = cues.n;
    return c;
}

static void weigh(const struct contexts *c, const char *lemma, uint32_t weight[CONTEXTS])
{
    char word[64];
    size_t n = strlen(lemma);
    if (n >= sizeof word)
        return;
    for (size_t i = 0; i <= n; i++)
        word[i] = (char)(lemma[i] >= 'A' && lemma[i] <= 'Z' ? lemma[i] | 32 : lemma[i]);
    uint32_t lo = 0, hi = c->n;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (strcmp(c->cue[mid].word, word) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < c->n && !strcmp(c->cue[lo].word, word); lo++)
        weight[c->cue[lo].context] += c->cue[lo].weight;
}

static void weigh_sentence(const struct contexts *c, const struct dl_article *art, const struct dl_sentence *s, uint32_t weight[CONTEXTS])
{
    for (uint32_t i = s->first; i < s->first + s->n; i++)
        if (art->token[i].lemma && (art->token[i].upos == DL_NOUN || art->token[i].upos == DL_PROPN || art->token[i].upos == DL_ADJ || art->token[i].upos == DL_VERB))
            weigh(c, art->token[i].lemma, weight);
}

uint32_t contexts_of(const struct contexts *c, const struct dl_article *art, const struct dl_sentence *s, const char **out, uint32_t room)
{
    uint32_t own[CONTEXTS] = {0}, near[CONTEXTS] = {0}, n = 0;
    weigh_sentence(c, art, s, own);
    for (const struct dl_sentence *o = s; o > art->sentence && o[-1].paragraph == s->paragraph && s - o < NEAR; o--)
        weigh_sentence(c, art, o - 1, near);
    for (const struct dl_sentence *o = s; o + 1 < art->sentence + art->n_sentences && o[1].paragraph == s->paragraph && o - s < NEAR; o++)
        weigh_sentence(c, art, o + 1, near);
    for (uint32_t k = 0; k < c->n_names && n < room; k++)
        if (own[k] >= SURE || (own[k] && near[k] >= SURE))
            out[n++] = c->name[k];
    return n;
}
