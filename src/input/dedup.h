/* input/dedup.h: which articles are copies of one story. See dl_dedup_* in dateline.h. */
#pragma once
#include "dateline.h"

enum {
    DEDUP_SKETCH = 512,    /* shingles kept of an article: those of smallest hash */
    DEDUP_LEADS = 24,      /* of these, of its head, by which it is found */
    DEDUP_COMPARED = 96,   /* articles at most that one is compared with: those most of whose leads it has */
};

/* Distinct hashed shingles of three words, sorted; the lowest bit is set on those of the article's head, the next on those with a digit.
 * out holds DEDUP_SKETCH; returns their number. `scratch` grows as needed; free it when done. */
struct dedup_scratch { uint32_t *at; uint8_t *number; uint32_t cap; };     /* at: room for twice cap */
uint32_t dedup_sketch(const char *text, size_t n, struct dedup_scratch *scratch, uint32_t *out);
void dedup_scratch_free(struct dedup_scratch *);

/* What was kept of an article. sampled: it had more shingles than were kept. */
struct dedup_sketch { const uint32_t *at; uint32_t n; bool sampled; };
/* The leads of a sketch, in order; their number. */
uint32_t dedup_leads(const uint32_t *at, uint32_t n, uint32_t leads[DEDUP_LEADS]);

/* Two sketches over the hashes that both would have kept: how many there are of either, of either's head, with numbers, and of these in the other. */
struct dedup_overlap { uint32_t shared, n[2], head[2], shared_head[2], numbers[2], shared_numbers; };
struct dedup_overlap dedup_compare(const struct dedup_sketch *a, const struct dedup_sketch *b);
/* The share of a (0) or b (1) found in the other. */
double dedup_part(const struct dedup_overlap *, int side);
/* Whether they are copies of one story. */
bool dedup_is_copy(const struct dedup_overlap *);
/* Whether `a` strings together the beginnings of several of these other stories, at most DEDUP_COMPARED; o: a against each. */
bool dedup_is_digest(const struct dedup_sketch *a, const struct dedup_sketch *near, const struct dedup_overlap *o, uint32_t n);
/* What kind of copy: reprint, cut, update (as told: also correction, take), edited. told: by its mark (input/takes.h); NULL. of_it, of_other: the
 * shares of it and of the earlier article that the other holds. */
const char *dedup_kind(const char *told, double of_it, double of_other);
