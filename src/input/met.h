/* input/met.h: articles that an article has shingles in common with, and how many. */
#pragma once
#include "dateline.h"

struct met;
struct met_article { uint32_t article, common; };
struct met *met_new(void);
void        met_free(struct met *);                                   /* NULL is fine */
void        met_add(struct met *, uint32_t article);                  /* one more in common; of more than 24,000 articles the rest is passed over */
/* Those with `least` in common or more, those with the most first, of equals the smaller number; at most `most`. Empties it. */
uint32_t    met_take(struct met *, uint32_t least, struct met_article *out, uint32_t most);
void        met_sort(struct met_article *, uint32_t n);               /* in that order */
