/* store/pack.c: what can be worked out of an article before its turn to be written comes. */
#include "store/store.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/sha256.h"
#include "input/dedup.h"
#include "base/banned.h"

void store_source_key(const struct dl_document *d, const char *date, char key[33])
{
    struct sha256 h;
    char hex[65];
    const char *const beside[] = {d->id, d->title, d->published ? d->published : date, d->url, d->outlet, d->byline, d->media_type};
    sha256_start(&h);
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
        sha256_add(&h, beside[i] ? beside[i] : "\1", beside[i] ? strlen(beside[i]) + 1 : 1);
    if (d->take || d->lang || d->notes) {
        char told[80];
        snprintf(told, sizeof told, "%.30s\1%.30s\1%x\1%d", d->take ? d->take : "", d->lang ? d->lang : "", (unsigned)d->notes, d->fragment);
        sha256_add(&h, told, strlen(told));
    }
    sha256_add(&h, d->bytes, d->n_bytes);
    sha256_end(&h, hex);
    memcpy(key, hex, 32);
    key[32] = 0;
}

void store_make_pack(struct store_pack *p, const struct dl_article *a, const char *json, size_t n, const char *made_by, struct arena *arena)
{
    struct dedup_scratch scratch = {0};
    uLongf size = compressBound(n);
    Bytef *to = arena_take(arena, size, 1);
    p->made_by = made_by;
    p->told = NULL;
    p->record = to;
    compress2(to, &size, (const Bytef *)json, n, 1);
    p->n_record = size;
    p->n_sketch = dedup_sketch(a->text, a->n, &scratch, p->sketch);
    dedup_scratch_free(&scratch);
}
