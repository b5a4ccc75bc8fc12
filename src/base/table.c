/* base/table.c: tab-separated tables with a header line. */
#include "base/table.h"

#include <string.h>

#include "base/arena.h"
#include "base/banned.h"
#include "base/err.h"
#include "base/map.h"
#include "base/utf8.h"

#define MAX_COLUMNS 64

/* Cuts a line, which ends in a NUL, at its tabs into out; returns the number of cells, or -1 if more than max. */
static int cut(char *cell, const char **out, int max)
{
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

/* Rows and cells have room for `lines` more lines once the columns are known. */
static bool take_row(struct table *t, char *line, size_t no, size_t lines, struct arena *a, struct dl_err *err)
{
    const char *cells[MAX_COLUMNS];
    int k = cut(line, cells, t->n_columns ? (int)t->n_columns : MAX_COLUMNS);
    if (k < 0)
        return err_at(err, DL_EFORMAT, t->path, no, "has more cells than the %u columns", t->n_columns ? t->n_columns : MAX_COLUMNS);
    if (!t->n_columns) {
        t->n_columns = (uint32_t)k;
        t->column = arena_take(a, (size_t)k, sizeof *t->column);
        memcpy(t->column, cells, (size_t)k * sizeof *cells);
        t->cell = arena_take(a, lines * (size_t)k, sizeof *t->cell);
        t->line = arena_take(a, lines, sizeof *t->line);
        return true;
    }
    for (uint32_t c = 0; c < t->n_columns; c++)
        t->cell[t->n_rows * t->n_columns + c] = c < (uint32_t)k ? cells[c] : "";
    t->line[t->n_rows++] = (uint32_t)no;
    return true;
}

static size_t lines_in(const char *s, size_t n)
{
    size_t lines = 0;
    for (const char *nl; (nl = memchr(s, '\n', n)); s = nl + 1) {
        lines++;
        n -= (size_t)(nl + 1 - s);
    }
    return lines + (n > 0);
}

bool table_parse(struct table *t, const char *path, const char *bytes, size_t n, struct arena *a, struct dl_err *err)
{
    *t = (struct table){.path = arena_text(a, path, strlen(path))};
    size_t at = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0, lines = lines_in(bytes, n);
    char *text = arena_text(a, bytes, n);
    for (size_t no = 1; at < n; no++) {
        char *line = text + at, *nl = memchr(line, '\n', n - at);
        size_t len = nl ? (size_t)(nl - line) : n - at;
        at += len + 1;
        if (len && line[len - 1] == '\r')
            len--;
        if (!len || line[0] == '#')
            continue;
        if (!utf8_valid(line, len, NULL) || memchr(line, 0, len))
            return err_at(err, DL_EFORMAT, path, no, "is not UTF-8 text");
        line[len] = 0;
        if (!take_row(t, line, no, lines - no, a, err))
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
