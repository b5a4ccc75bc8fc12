/* fuzz/table_fuzz.c: any bytes as a data table: an error with a place, or cells that can all be read. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_new();
    struct table t;
    struct dl_err err = {0};
    size_t sum = 0;
    if (table_parse(&t, "fuzz.tsv", (const char *)bytes, n, a, &err)) {
        for (uint32_t r = 0; r < t.n_rows; r++)
            for (uint32_t c = 0; c < t.n_columns; c++) {
                const char **part;
                sum += strlen(table_cell(&t, r, (int)c)) + table_list(table_cell(&t, r, (int)c), a, &part);
            }
        if (sum > 3 * n)
            abort();
    } else if (!*err.text || strncmp(err.where, "fuzz.tsv", 8) != 0) {
        abort();
    }
    arena_free(a);
    return 0;
}
