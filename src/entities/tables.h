/* entities/tables.h: reads tables of actors, ours or a user's, and compiles them into the bytes that a layer views.
 *
 * Runs when the program is built, and at open for what a user brings. A faulty line is an error with file and line. */
#pragma once
#include "dateline.h"
#include "entities/knowledge.h"

struct buf;
struct tables;
/* Begins with the roles, particles and spellings of data_dir/data/en. NULL sets *err. */
struct tables *tables_new(const char *data_dir, struct dl_err *err);
void tables_free(struct tables *t);                                     /* NULL is fine */
bool tables_ours(struct tables *t, struct dl_err *err);                 /* all of data_dir/data/en that names actors */
bool tables_own(struct tables *t, const char *dir, struct dl_err *err); /* a user's folder of the same shape; every table may be missing */
/* One more row, its other names parted by '|'. Rows of one `party` (0: a new one) share all names; returns the party. */
uint32_t tables_add(struct tables *t, const struct known_row *row, const char *also, uint32_t party);
/* One more name of a party's row. */
void tables_name(struct tables *t, const char *name, const struct known_row *row, uint32_t party);
void tables_write(struct tables *t, struct buf *out);
