/* talks/talks.h: one article's part of each negotiation: rounds, where it stands, what comes next, what is in the way. */
#pragma once
#include "dateline.h"

struct arena;
struct rules;
struct talks;
/* Reads data_dir/data/en/talks. The rules (for trees) stay the caller's. NULL sets *err. */
struct talks *talks_open(const char *data_dir, const struct rules *r, struct dl_err *err);
void talks_close(struct talks *t);                                    /* NULL is fine */
/* Fills art->talk. Wants entities, events, statements, times and places. */
void talks_find(const struct talks *t, struct dl_article *art, struct arena *a);
