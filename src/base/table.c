/* base/table.c: tab-separated tables with a header line. */
#include "base/table.h"

#include <string.h>

#include "base/arena.h"
#include "base/banned.h"
#include "base/err.h"
#include "base/map.h"
#include "base/utf8.h"

#define MAX_COLUMNS 64

/* Cuts a copy of line[0..n) at its tabs into out; returns the number of cells, or -1 if more than max. */
static int cut(const char *line, size_t n, struct arena *a, const char **out, int max)
{
    char *cell = arena_text(a, line, n);
    int k = 0;
    for (char *tab; ; cell = tab + 1) {
        if (k == max)
            return -1;
        out[k++] = cell;
        tab = strchr(cell, '\t');
        if (!tab)
            return k;
        *tab = 0;
    }
}

static bool take_row(struct table *t, const char *line, size_t n, size_t no, struct arena *a, uint32_t *cap, uint32_t *cap_line,
                     struct dl_err *err)
{
    const char *cells[MAX_COLUMNS];
    int k = cut(line, n, a, cells, t->n_columns ? (int)t->n_columns : MAX_COLUMNS);
    if (k < 0)
        return err_at(err, DL_EFORMAT, t->path, no, "has more cells than the %u columns", t->n_columns ? t->n_columns : MAX_COLUMNS);
    if (!t->n_columns) {
        t->n_columns = (uint32_t)k;
        t->column = arena_take(a, (size_t)k, sizeof *t->column);
        memcpy(t->column, cells, (size_t)k * sizeof *cells);
        return true;
    }
    while ((t->n_rows + 1) * t->n_columns > *cap)
        t->cell = arena_grow(a, t->cell, cap, sizeof *t->cell);
    if (t->n_rows == *cap_line)
        t->line = arena_grow(a, t->line, cap_line, sizeof *t->line);
    for (uint32_t c = 0; c < t->n_columns; c++)
        t->cell[t->n_rows * t->n_columns + c] = c < (uint32_t)k ? cells[c] : "";
    t->line[t->n_rows++] = (uint32_t)no;
    return true;
}

bool table_parse(struct table *t, const char *path, const char *bytes, size_t n, struct arena *a, struct dl_err *err)
{
    *t = (struct table){.path = arena_text(a, path, strlen(path))};
    uint32_t cap = 0, cap_line = 0;
    size_t at = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    for (size_t no = 1; at < n; no++) {
        const char *line = bytes + at, *nl = memchr(line, '\n', n - at);
        size_t len = nl ? (size_t)(nl - line) : n - at;
        at += len + 1;
        if (len && line[len - 1] == '\r')
            len--;
        if (!len || line[0] == '#')
            continue;
        if (!utf8_valid(line, len, NULL) || memchr(line, 0, len))
            return err_at(err, DL_EFORMAT, path, no, "is not UTF-8 text");
        if (!take_row(t, line, len, no, a, &cap, &cap_line, err))
            return false;
    }
    if (!t->n_columns)
        return err_set(err, DL_EFORMAT, path, "has no line that names its columns");
    return true;
}

bool table_read(struct table *t, const char *path, struct arena *a, struct dl_err *err)
{
    struct map m;
    if (!map_open(&m, path, 0, err))
        return false;
    bool ok = table_parse(t, path, m.at, m.n, a, err);
    map_close(&m);
    return ok;
}

int table_column(const struct table *t, const char *name)
{
    for (uint32_t c = 0; c < t->n_columns; c++)
        if (strcmp(t->column[c], name) == 0)
            return (int)c;
    return -1;
}

bool table_need(const struct table *t, const char *const *names, int *at, int n, struct dl_err *err)
{
    for (int i = 0; i < n; i++)
        if ((at[i] = table_column(t, names[i])) < 0)
            return err_set(err, DL_EFORMAT, t->path, "has no column \"%s\"", names[i]);
    return true;
}

const char *table_cell(const struct table *t, uint32_t row, int column)
{
    return column < 0 ? "" : t->cell[row * t->n_columns + (uint32_t)column];
}

uint32_t table_list(const char *cell, struct arena *a, const char ***out)
{
    uint32_t n = 0, cap = 0;
    *out = NULL;
    while (*cell) {
        size_t len = strcspn(cell, "|");
        if (len) {
            if (n == cap)
                *out = arena_grow(a, *out, &cap, sizeof **out);
            (*out)[n++] = arena_text(a, cell, len);
        }
        cell += len + (cell[len] == '|');
    }
    return n;
}
