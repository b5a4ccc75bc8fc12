/* fuzz/jsonl_fuzz.c: any bytes as a file of articles: each line a document or an error with its line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dateline.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static char path[64];
    if (!*path)
        snprintf(path, sizeof path, "/tmp/dateline-fuzz-%d.jsonl", (int)getpid());
    FILE *f = fopen(path, "wb");
    if (!f)
        abort();
    fwrite(bytes, 1, n, f);
    fclose(f);
    struct dl_err err = {0};
    struct dl_document doc;
    struct dl_reader *r = dl_reader_open(path, NULL, &err);
    if (!r) {                              /* refused whole, with the reason: a value over several lines that is no JSON */
        if (!*err.text || !*err.where)
            abort();
        return 0;
    }
    int got;
    size_t sum = 0, limit = n + 2;
    while ((got = dl_reader_next(r, &doc, &err)) && limit--) {
        if (got > 0)
            for (size_t i = 0; i < doc.n_bytes; i++)
                sum += (unsigned char)doc.bytes[i];
        else if (!*err.text || !*err.where)
            abort();
    }
    if (got && !limit)
        abort();
    dl_reader_close(r);
    unlink(path);
    return sum == SIZE_MAX;
}
