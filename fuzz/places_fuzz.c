/* fuzz/places_fuzz.c: any bytes as the mapped table of places: refused, or looked up in without a step outside. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "where/atlas.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const keys[] = {"paris", "us", "al bab", ""};
    size_t room = sizeof(struct atlas_head) + (ATLAS_BUCKETS + 2) * sizeof(uint32_t), sum = 0;
    char *copy = base_alloc(n + room, 1);      /* the buckets are the bulk: most inputs get them as zeros */
    struct dl_err err = {0};
    memcpy(copy, bytes, n);
    struct atlas *g = atlas_view(copy, n & 1 ? n + room : n, "fuzz.dlp", &err);
    for (size_t k = 0; g && k < sizeof keys / sizeof *keys; k++) {
        const struct atlas_name *name = atlas_find(g, keys[k], strlen(keys[k]));
        enum atlas_how how;
        for (uint32_t i = 0; name && i < name->n; i++) {
            const struct atlas_place *p = atlas_place(g, name, i, &how);
            const struct atlas_place *area = p ? atlas_area(g, p) : NULL;
            const char *country = p ? atlas_country(g, p->country) : NULL;
            sum += p ? strlen(atlas_text(g, p->name)) + (area ? area->people : 0) + (country ? strlen(country) : 0) : 0;
        }
    }
    if (!g && !*err.text)
        abort();
    atlas_close(g);
    free(copy);
    return sum == SIZE_MAX;
}
