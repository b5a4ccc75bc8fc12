/* input/reader.c: a file, or standard input with "-", as a source of documents. */
#include "input/reader.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "input/format.h"
#include "base/banned.h"

struct dl_reader {
    struct map file;
    struct input_reading *reading;
};

struct dl_reader *dl_reader_open(const char *path, const struct dl_options *o, struct dl_err *err)
{
    struct dl_reader *r = base_alloc(1, sizeof *r);
    if (map_open(&r->file, path, 0, err)) {
        struct input_source s = {.bytes = r->file.at, .n = r->file.n, .name = path};
        if (o) {
            s.max_line = o->max_line;
            s.max_article = o->max_article;
        }
        if ((r->reading = input_open(&s, err)))
            return r;
        map_close(&r->file);
    }
    free(r);
    return NULL;
}

int dl_reader_next(struct dl_reader *r, struct dl_document *doc, struct dl_err *err) { return input_next(r->reading, doc, err); }

void dl_reader_close(struct dl_reader *r)
{
    if (!r)
        return;
    input_close(r->reading);
    map_close(&r->file);
    free(r);
}
