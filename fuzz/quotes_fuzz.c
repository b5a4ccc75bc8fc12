/* fuzz/quotes_fuzz.c: quotation marks anywhere among words: pieces of what is said stay in order and inside the article. */
#include <stdlib.h>
#include <string.h>

#include "dateline.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* Each byte of the input is a word or a mark. */
static const char *const words[] = {
    "the envoy", " said", " that", " talks", " failed", ", ", ". ", "\"", "\xE2\x80\x9C", "\xE2\x80\x9D", "''", "'", "\xC2\xAB", "\xC2\xBB", "\n\n", " he", " told",
    " reporters", " according to", " the mayor", ": ", " quoted", " as saying", " was", " called for", " peace", " and", " we", " -- ", " Anna Berg", "? ", " adding", ", citing", " interview with", "\xE2\x80\x98", "\xE2\x80\x99"};

static void check(const struct dl_article *art, const struct dl_statement *s)
{
    if (s->n_content == 0 || s->n_cue != 1 || s->cue[0].start >= s->cue[0].end || s->cue[0].end > art->n)
        abort();
    uint32_t depth = 0;
    for (int32_t up = s->nested_in; up >= 0; up = art->statement[up].nested_in)
        if (up >= (int32_t)art->n_statements || depth++ > art->n_statements)
            abort();                    /* out of the list, or in each other */
    if (!(s->confidence >= 0 && s->confidence <= 1) || s->n_chain == 0)
        abort();
    for (uint32_t k = 0; k < s->n_content; k++)
        if (s->content[k].start >= s->content[k].end || s->content[k].end > art->n || (k && s->content[k].start < s->content[k - 1].end))
            abort();
    for (uint32_t k = 0; k < s->n_verbatim; k++)
        if (s->verbatim[k].start >= s->verbatim[k].end || s->verbatim[k].end > art->n)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct dl_session *session;
    static char text[8192];
    struct dl_err err;
    if (!session) {
        struct dl_coder *c = dl_coder_open(NULL, &err);
        if (!c)
            abort();
        session = dl_session_new(c);
    }
    size_t size = 0;
    for (size_t i = 0; i < n && size + 32 < sizeof text; i++) {
        const char *w = words[bytes[i] % (sizeof words / sizeof *words)];
        memcpy(text + size, w, strlen(w));
        size += strlen(w);
    }
    struct dl_document doc = {.bytes = text, .n_bytes = size};
    const struct dl_article *art = dl_code_document(session, &doc, &err);
    for (uint32_t i = 0; art && i < art->n_statements; i++)
        check(art, &art->statement[i]);
    return 0;
}
