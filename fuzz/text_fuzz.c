/* fuzz/text_fuzz.c: any bytes as an article; spans come out ordered and inside, and cover every sentence. */
#include <stdlib.h>

#include "base/arena.h"
#include "text/text.h"

#define PROMISE(x) do { if (!(x)) abort(); } while (0)

static void check_tokens(const struct dl_article *art)
{
    uint32_t at = 0, tokens = 0;
    for (uint32_t i = 0; i < art->n_tokens; i++) {
        struct dl_span s = art->token[i].span;
        PROMISE(s.start >= at && s.start < s.end && s.end <= art->n);
        PROMISE(art->token[i].quote >= -1 && art->token[i].quote < (int32_t)art->n_quotes);
        at = s.end;
    }
    for (uint32_t i = 0; i < art->n_sentences; i++) {
        PROMISE(art->sentence[i].first == tokens && art->sentence[i].n > 0);
        tokens += art->sentence[i].n;
    }
    PROMISE(tokens == art->n_tokens);
}

static void check_quotes(const struct dl_article *art)
{
    for (uint32_t i = 0; i < art->n_quotes; i++) {
        const struct dl_quote *q = &art->quote[i];
        PROMISE(q->span.start <= q->inner.start && q->inner.start <= q->inner.end && q->inner.end <= q->span.end);
        PROMISE(q->span.end <= art->n && q->parent < (int32_t)i);
        if (q->parent >= 0)
            PROMISE(art->quote[q->parent].span.end >= q->span.end);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct text_model *model;
    struct dl_err err;
    const char *dir = getenv("DATELINE_DATA");
    if (!model)
        model = text_open(dir ? dir : ".", &err);
    PROMISE(model);
    struct arena *a = arena_new();
    struct dl_article art = { 0 };
    if (size > 4) {                    /* the first bytes place a title and a dateline */
        art.title = (struct dl_span){ data[0], data[0] + data[1] };
        art.dateline.span = (struct dl_span){ data[2], data[2] + data[3] };
    }
    art.text = arena_text(a, (const char *)data, size);
    art.n = (uint32_t)size;
    text_split(model, &art, a);
    check_tokens(&art);
    check_quotes(&art);
    arena_free(a);
    return 0;
}
