/* attribution/attribution.h: who says what, from the trees and a table of cues. */
#pragma once
#include "dateline.h"

struct arena;
struct attribution;
struct attribution *attribution_open(const char *data_dir, struct dl_err *err);    /* NULL sets *err */
void attribution_close(struct attribution *at);                                    /* NULL is fine */

/* Fills art->statement; wants words, quotations and trees. */
void attribution_find(const struct attribution *at, struct dl_article *art, struct arena *a);
