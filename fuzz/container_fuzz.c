/* fuzz/container_fuzz.c: any bytes as gzip, zip, tar, web archive or anything in them: documents inside the limits, each failure a
 * sentence with its place, and an end. */
#include <stdlib.h>
#include <string.h>

#include "input/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const struct dl_options limits = {.max_member = 1 << 20, .max_unpacked = 8 << 20, .max_members = 200, .max_depth = 2, .max_line = 1 << 16, .max_article = 1 << 18};
    struct dl_err err = {0};
    struct dl_document doc;
    struct dl_reader *r = input_read_bytes((const char *)bytes, n, "fuzz", &limits, &err);
    if (!r && !*err.text)
        abort();
    int got, calls = 0;
    while (r && (got = dl_reader_next(r, &doc, &err))) {
        if (got < 0 ? !*err.text || !*err.where : !doc.bytes || !doc.path || strnlen(doc.path, 4) < 4 || doc.n_bytes > 8 << 20)
            abort();
        volatile char sum = 0;
        for (size_t i = 0; got > 0 && i < doc.n_bytes; i += 64)
            sum = (char)(sum + doc.bytes[i]);          /* for the sanitizer to look at */
        if (++calls > 100000)
            abort();
    }
    dl_reader_close(r);
    return 0;
}
