/* input/postings.h: which articles have a shingle among their leads. */
#pragma once
#include "dateline.h"
#include "input/met.h"

struct postings;
struct postings *postings_new(size_t bytes);                                          /* memory for the entries */
void             postings_free(struct postings *);                                    /* NULL is fine */
/* Empties it. Then add the leads of articles in order, until it is full; then sort it, once; then it can be asked. */
void             postings_start(struct postings *);
bool             postings_add(struct postings *, uint32_t article, const uint32_t *leads, uint32_t n);   /* false: full, nothing was added */
void             postings_sort(struct postings *);

/* Articles that have `least` of these shingles or more among their leads, as met_take gives them. `article` is left out; of a shingle that many
 * articles have, those next to it in order count. */
uint32_t         postings_near(struct postings *, uint32_t article, const uint32_t *shingle, uint32_t n, uint32_t least, struct met_article *out, uint32_t most);
