/* input/dedup.h: which articles are copies of one story. See dl_dedup_* in dateline.h. */
#pragma once
#include "dateline.h"

enum {
    DEDUP_SKETCH = 512,   /* shingles kept of an article: those of smallest hash */
    DEDUP_INDEX = 128,    /* of these, looked up to find candidates */
};

/* Distinct hashed shingles of three words, sorted; the lowest bit is set on those of the article's head.
 * out holds DEDUP_SKETCH; returns their number. `scratch` grows as needed; free it when done. */
struct dedup_scratch { uint32_t *at; uint32_t cap; };
uint32_t dedup_sketch(const char *text, size_t n, struct dedup_scratch *scratch, uint32_t *out);
void dedup_scratch_free(struct dedup_scratch *);
/* Whether two sketches are of copies of one story; *held: the share of the smaller article found in the other. */
bool dedup_is_copy(const uint32_t *a, uint32_t n_a, const uint32_t *b, uint32_t n_b, double *held);
