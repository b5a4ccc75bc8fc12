/* input/dedup.h: which articles are copies of one story. See dl_dedup_* in dateline.h. */
#pragma once
#include "dateline.h"

enum {
    DEDUP_SKETCH = 512,   /* shingles kept of an article: those of smallest hash */
    DEDUP_INDEX = 128,    /* of these, looked up to find candidates */
};

/* Distinct hashed shingles of three words, sorted; the lowest bit is set on those of the article's head.
 * out holds DEDUP_SKETCH; returns their number. `scratch` grows as needed; free it when done. */
struct dedup_scratch { uint32_t *at; uint32_t cap; };   /* room for twice cap */
uint32_t dedup_sketch(const char *text, size_t n, struct dedup_scratch *scratch, uint32_t *out);
void dedup_scratch_free(struct dedup_scratch *);
struct dedup_other { uint32_t *at, n; };           /* a sketch; it is only read */
/* Whether two sketches are of copies of one story; *of_a, *of_b: the share of either article found in the other. */
bool dedup_is_copy(struct dedup_other a, struct dedup_other b, double *of_a, double *of_b);
/* Whether `a` strings together the beginnings of several of these other stories. */
bool dedup_is_digest(struct dedup_other a, const struct dedup_other *near, uint32_t n);
/* What kind of copy: reprint, cut, update (as told: also correction, take), edited. told: by its mark (input/takes.h); NULL. of_it, of_other: the
 * shares of it and of the earlier article that the other holds. */
const char *dedup_kind(const char *told, double of_it, double of_other);
