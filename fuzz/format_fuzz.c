/* fuzz/format_fuzz.c: any bytes as a source of one format (FORMAT): each call a document, an error that says where, or the end. */
#include <stdlib.h>
#include <string.h>

#include "input/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static size_t sum;

static void touch(const char *s)
{
    for (; s && *s; s++)
        sum += (unsigned char)*s;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct dl_err err = {0};
    struct dl_document doc;
    struct input_source src = {.bytes = (const char *)bytes, .n = n, .name = "fuzz", .max_line = 16384, .max_article = 16384};
    struct input_reading *r = input_open_as(&FORMAT, &src, &err);
    if (!r && !*err.text)
        abort();
    int got = 0;
    size_t limit = n + 2;
    while (r && limit-- && (got = input_next(r, &doc, &err))) {
        if (got < 0 && (!*err.text || !*err.where))
            abort();
        if (got < 0)
            continue;
        for (size_t i = 0; i < doc.n_bytes; i++)
            sum += (unsigned char)doc.bytes[i];
        const char *const strings[] = {doc.id, doc.title, doc.published, doc.url, doc.path, doc.outlet, doc.byline, doc.media_type, doc.lang, doc.take};
        for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
            touch(strings[i]);
    }
    if (got)                               /* it never ends */
        abort();
    input_close(r);
    return sum == SIZE_MAX;
}
