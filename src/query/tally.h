/* query/tally.h: words and how often they came. */
#pragma once
#include "base/arena.h"

struct count { const char *key; uint64_t n; double score; };
struct tally { struct arena *arena; VEC(struct count) count; uint32_t *slot, n_slots; uint64_t none; };   /* none: how often there was no word */

struct count *tally_of(struct tally *, const char *key);       /* the count of a word, from 0; valid until the next new word */
void tally_one(struct tally *, const char *key);               /* NULL and "": none */
void tally_each(struct tally *, const char *keys);             /* of "a|b" each; NULL: none */
void tally_sort(struct tally *);                               /* the most frequent first */
