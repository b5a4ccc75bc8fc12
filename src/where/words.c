/* where/words.c: what words say of the names beside them, from data/en/where.tsv. */
#include <string.h>

#include "base/err.h"
#include "base/intern.h"
#include "base/table.h"
#include "where/work.h"
#include "base/banned.h"

struct words { struct { const char *key; uint32_t kinds; } *slot; uint32_t mask; };

static bool kind_bit(const char *name, uint32_t *kinds)
{
    static const char *const names[] = {
#define X(name) #name,
        WORD_KINDS(X)
#undef X
    };
    for (unsigned k = 0; k < WORD_N; k++)
        if (strcmp(names[k], name) == 0) {
            *kinds |= 1u << k;
            return true;
        }
    return false;
}

struct words *words_open(const char *data_dir, struct arena *a, struct dl_err *err)
{
    struct table t;
    int at[2];
    struct words *w = arena_take(a, 1, sizeof *w);
    if (!table_read(&t, arena_printf(a, "%s/data/en/where.tsv", data_dir), a, err) ||
        !table_need(&t, (const char *const[]){"word", "kinds"}, at, 2, err))
        return NULL;
    for (w->mask = 1; w->mask < t.n_rows * 2; w->mask <<= 1)
        ;
    w->slot = arena_take(a, w->mask--, sizeof *w->slot);
    for (uint32_t r = 0; r < t.n_rows; r++) {
        const char *key = table_cell(&t, r, at[0]), **part;
        uint32_t n = table_list(table_cell(&t, r, at[1]), a, &part), k = (uint32_t)hash_str(key) & w->mask;
        while (w->slot[k].key)
            k = (k + 1) & w->mask;
        w->slot[k].key = key;
        for (uint32_t i = 0; i < n; i++)
            if (!kind_bit(part[i], &w->slot[k].kinds))
                return err_at(err, DL_EFORMAT, t.path, t.line[r], "has the unknown kind \"%s\"", part[i]), NULL;
    }
    return w;
}

uint32_t words_of(const struct words *w, const char *key, size_t n)
{
    uint32_t k = (uint32_t)hash_bytes(key, n) & w->mask;
    for (; w->slot[k].key; k = (k + 1) & w->mask)
        if (strncmp(w->slot[k].key, key, n) == 0 && !w->slot[k].key[n])
            return w->slot[k].kinds;
    return 0;
}
