/* input/takes.h: the marks by which wires tell revisions apart, "UPDATE 2-", "(1st LD)", from data/en/input/takes.tsv. */
#pragma once
#include "dateline.h"

struct arena;
struct takes;                                                          /* const once open */
struct takes *takes_open(const char *data_dir, struct dl_err *err);    /* NULL sets *err */
void takes_close(struct takes *);                                      /* NULL is fine */

/* The mark at the head of a line, as it is printed ("UPDATE 2", "1st LD"); of several the first that tells a kind. Empty if there is none. */
struct dl_span takes_find(const struct takes *, const char *line, size_t n);
/* "update", "correction", "reprint", "take" of such a mark; NULL if it tells none, or is NULL. */
const char *takes_kind(const struct takes *, const char *mark);
