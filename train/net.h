/* train/net.h: the network in float: parameters, forward pass, losses, gradients.
 *
 * Shapes stand beside every pointer: T words of a batch, D width of the encoder, I of the input. */
#pragma once
#include "corpus.h"

enum {
    VECTOR = 100,                     /* columns of the word vectors */
    BLOCKS_MAX = 16,
    PARAMS_MAX = 64,
    BUCKETS = 20,                     /* signed distances between word and head; the last is the root */
};

struct shape {
    int d, word, bag;                 /* encoder; trained word embedding; hashed bag */
    int n_blocks;
    char blocks[BLOCKS_MAX];          /* 'c' convolution over three words, 'r' two gated recurrences */
    int tag, arc, rel;                /* hidden layers of the heads */
    int n_words, bag_rows;
    int n_upos, n_xpos, n_feats, n_rel;
};

struct param {
    char   name[16];
    int    rows, cols;
    size_t at;                        /* into the flat arrays */
};

struct net {
    struct shape shape;
    struct param params[PARAMS_MAX];
    int    n_params;
    size_t size, dense;               /* the two tables come first: [0, dense) is sparse */
    float *w;                         /* (size) */
    const struct lexicon *lex;
    int word, bag, in_w, in_b, block_w[BLOCKS_MAX], block_b[BLOCKS_MAX];
    int tag_w, tag_b, out_w[3], out_b[3];               /* upos, xpos, feats */
    int dep_w, dep_b, head_w, head_b, arc_u, arc_ub, root, dist_dep, dist_head;
    int reld_w, relh_w, rel_hb, rel_root, rel_dist, rel_w, rel_b;
};

struct dropout { float input, layer, head, word; };

struct scores {
    double loss;
    long words, upos, xpos, feats, uas, las;
};

struct work {                         /* one thread's activations and gradients */
    float *pool;
    size_t used;
    float *grad;                      /* (size) */
    int   *rows[2], n_rows[2];        /* rows of word and bag with a gradient */
    char  *seen[2];
    int   *head;                      /* (T) heads chosen in the last pass */
    float *act[BLOCKS_MAX + 1];       /* normalised input of each block, then of the heads (T, D) */
    float *logits[4];                 /* upos, xpos, feats, rel (T, n) */
    uint64_t rng;
};

void net_layout(struct net *net);                       /* fills params from shape; allocates w */
void net_init(struct net *net, uint64_t seed);
struct work *work_new(const struct net *net);
void work_clear(const struct net *net, struct work *k); /* zeroes gradients */

/* Loss of n sentences; if scale is not 0 it trains: dropout, gold heads, gradients times scale. */
void net_pass(const struct net *net, struct work *k, struct sentence *const *s, int n,
              const struct dropout *drop, float scale, struct scores *out);
int  net_bucket(int dep, int head);                     /* words from 1; head 0 is the root */
uint64_t rng_next(uint64_t *state);
float    rng_unit(uint64_t *state);                     /* [0, 1) */
