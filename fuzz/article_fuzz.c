/* fuzz/article_fuzz.c: random bytes up to the tree: heads, encodings, words, quotations, dates; every span inside. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "input/clean.h"
#include "input/head.h"
#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void inside(const struct dl_article *art, struct dl_span s)
{
    if (s.start > s.end || s.end > art->n)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct text_model *model;
    static struct arena *a;
    struct dl_err err;
    if (!a) {
        a = arena_new();
        model = text_open(DL_DATA_BUILT, &err);
        if (!model)
            abort();
    }
    arena_reset(a);
    struct dl_article *art = arena_take(a, 1, sizeof *art);
    input_clean(art, (const char *)bytes, n, NULL, a);
    input_head(art, n % 3 ? NULL : "2016-09-05", a);
    text_split(model, art, a);
    inside(art, art->title);
    inside(art, art->byline);
    inside(art, art->printed_date);
    inside(art, art->dateline.span);
    inside(art, art->dateline.place_span);
    inside(art, art->dateline.date_span);
    inside(art, art->dateline.agency_span);
    uint32_t at = 0;
    for (uint32_t i = 0; i < art->n_tokens; i++) {
        inside(art, art->token[i].span);
        if (art->token[i].span.start < at)
            abort();
        at = art->token[i].span.start;
    }
    for (uint32_t i = 0; i < art->n_sentences; i++) {
        inside(art, art->sentence[i].span);
        if (art->sentence[i].first + art->sentence[i].n > art->n_tokens)
            abort();
    }
    for (uint32_t i = 0; i < art->n_quotes; i++)
        inside(art, art->quote[i].span);
    return 0;
}
