/* syntax/network.h: the int8 network: from spellings of a batch to scores of tags, arcs, relations. */
#pragma once
#include "neural/matrix.h"
#include "neural/model.h"

enum { NETWORK_BLOCKS = 16, NETWORK_BUCKETS = 20, NETWORK_VECTOR = 100 };

struct key_table { const uint64_t *key; const uint32_t *at; uint32_t mask, rows; };
struct byte_table { const int8_t *q; const float *scale; uint32_t rows, cols; };

struct network {
    int d, word, bag, n_blocks, tag, arc, rel, n_upos, n_xpos, n_feats, n_rel;
    char block[NETWORK_BLOCKS];
    struct key_table vector_key, word_key;
    struct byte_table vectors, words, bags;
    struct matrix in, blocks[NETWORK_BLOCKS], heads, tags, arcs, dist, rels;
    const float *act, *root, *rel_root, *rel_dist;
};

struct spelling_of { const char *form; uint32_t size; };

/* One batch: `rows` rows, of which some are the empty ones before, between and after sentences. */
struct network_batch {
    int rows;
    struct spelling_of *word;         /* (rows); form NULL in empty rows */
    float *tags;                      /* (rows, tags.rows): upos, xpos, feats one after the other */
    float *heads;                     /* (rows, heads.rows): tag, dep, head, reld, relh */
    float *arcs;                      /* (rows, arcs.rows): query, then distances seen from the dependent */
    float *dist;                      /* (rows, dist.rows): distances seen from the head */
};

struct arena;
bool network_open(struct network *net, const struct model *m, struct dl_err *err);
bool key_table_open(struct key_table *t, const struct model *m, const char *name, uint32_t rows, struct dl_err *err);
int64_t key_table_get(const struct key_table *t, uint64_t key);             /* -1 if absent; below rows in a damaged model too */
void network_run(const struct network *net, struct network_batch *b, struct arena *tmp);
/* Arc scores of the sentence in rows [first, first + n) into score (n, n+1). */
void network_arcs(const struct network *net, const struct network_batch *b, int first, int n, float *score,
                  struct arena *tmp);
/* Relation scores (n, rels.rows) of the same sentence under given heads, 0 or 1..n. */
void network_rels(const struct network *net, const struct network_batch *b, int first, int n, const int *head,
                  float *score, struct arena *tmp);
