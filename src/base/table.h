/* base/table.h: the one reader of our data tables.
 *
 * A table is UTF-8 text: a first line that names its columns, then one record a line, cells parted by
 * tabs. Lines that begin with '#' and empty lines are skipped. Lists inside a cell are parted by '|'.
 * A record with too many cells, invalid UTF-8 or a missing column is an error that names file and line. */
#pragma once
#include "dateline.h"

struct arena;
struct table {
    const char *path;
    const char **column;
    uint32_t n_columns, n_rows;
    const char **cell;             /* (n_rows, n_columns), never NULL; "" if empty or left out at the end */
    uint32_t *line;                /* (n_rows) line numbers from 1 */
};

bool table_read(struct table *t, const char *path, struct arena *a, struct dl_err *err);
bool table_parse(struct table *t, const char *path, const char *bytes, size_t n, struct arena *a, struct dl_err *err);
int  table_column(const struct table *t, const char *name);                       /* -1 if there is none */
/* Finds the named columns, in order, into at[]; false names the first that is missing. */
bool table_need(const struct table *t, const char *const *names, int *at, int n, struct dl_err *err);
const char *table_cell(const struct table *t, uint32_t row, int column);          /* "" for column -1 */

/* Splits a cell at '|': returns the number of parts, pointers into the arena. Empty cell: 0. */
uint32_t table_list(const char *cell, struct arena *a, const char ***out);
