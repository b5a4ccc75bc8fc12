/* train/pass.h: one pass through the network in steps; its files alone include this. Shapes as in net.h. */
#pragma once
#include "net.h"

/* One pass over one batch: what every step below needs. */
struct pass {
    const struct net *net;
    struct work *k;
    struct sentence *const *s;
    int n, t;                         /* sentences, words */
    struct word **words;              /* (T) */
    int *first;                       /* (n+1) */
    const struct dropout *drop;
    bool train;
    float scale;
    struct scores *out;
};

static inline const float *W(const struct pass *p, int i) { return p->net->w + p->net->params[i].at; }
static inline float *G(const struct pass *p, int i) { return p->k->grad + p->net->params[i].at; }
static inline size_t area(int a, int b) { return (size_t)a * (size_t)b; }

struct lookup { int id, vector, from; float unit; };     /* of one word, as it was seen in this pass */
struct block { float *y, *inv, *u, *c, *mask; };         /* what the way back needs of a block */

/* n floats of the pass's pool, freed with it. */
float *work_take(struct work *k, size_t n);
float *work_take_zero(struct work *k, size_t n);

void layer_linear(const struct pass *p, const float *x, int w, int b, float *y);
void layer_linear_back(const struct pass *p, const float *x, int w, int b, const float *dy, float *dx);
float *layer_mask(const struct pass *p, int n, float rate, bool locked);
void layer_apply(float *x, const float *mask, size_t n);
void layer_relu(float *x, size_t n);
void layer_relu_back(const float *y, float *dy, size_t n);
void layer_normalise(const float *x, int t, int d, float *y, float *inv);
void layer_normalise_back(const float *y, const float *inv, const float *dy, int t, int d, float *dx);
void layer_input(const struct pass *p, struct lookup *look, float *in);
void layer_input_back(const struct pass *p, const struct lookup *look, const float *din);
void layer_block(const struct pass *p, int b, float *x, struct block *k);
void layer_block_back(const struct pass *p, int b, const struct block *k, float *dx);

void head_tags(const struct pass *p, const float *y, float *dy);
void head_arcs(const struct pass *p, const float *y, float *dy);
void head_rels(const struct pass *p, const float *y, float *dy, struct scores *out);
