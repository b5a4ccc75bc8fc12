/* rules/verbs_words.c: the words of a verb dictionary, numbered; capitals are small. */
#include <ctype.h>
#include <string.h>

#include "base/intern.h"
#include "rules/verbs_inside.h"
#include "base/banned.h"

enum { WORD_BYTES = 64 };

static size_t lower(const char *s, size_t n, char out[WORD_BYTES])
{
    n = n < WORD_BYTES ? n : WORD_BYTES - 1;
    for (size_t i = 0; i < n; i++)
        out[i] = (char)tolower((unsigned char)s[i]);
    out[n] = 0;
    return n;
}

static uint32_t *place(const struct verbs *v, const char *s)
{
    uint32_t k = (uint32_t)hash_str(s) & (v->cap - 1);
    while (v->slot[k] && strcmp(v->word.at[v->slot[k]], s) != 0)
        k = (k + 1) & (v->cap - 1);
    return &v->slot[k];
}

static void grow(struct verbs *v)
{
    v->cap = v->cap ? 2 * v->cap : 4096;
    v->slot = arena_take(v->arena, v->cap, sizeof *v->slot);
    for (uint32_t w = 1; w < v->word.n; w++)
        *place(v, v->word.at[w]) = w;
}

uint32_t verbs_find(const struct verbs *v, const char *s, size_t n)
{
    char word[WORD_BYTES];
    lower(s, n, word);
    return v->cap ? *place(v, word) : 0;
}

uint32_t verbs_word(struct verbs *v, const char *s, size_t n)
{
    char word[WORD_BYTES];
    n = lower(s, n, word);
    if (2 * v->word.n >= v->cap)
        grow(v);
    if (!v->word.n) {
        *VEC_PUSH(v->arena, &v->word) = "";
        (void)VEC_PUSH(v->arena, &v->index);
    }
    uint32_t *at = place(v, word);
    if (!*at) {
        *at = v->word.n;
        *VEC_PUSH(v->arena, &v->word) = arena_text(v->arena, word, n);
        (void)VEC_PUSH(v->arena, &v->index);
    }
    return *at;
}
