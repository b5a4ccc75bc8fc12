/* train/net.c: parameters, memory, and one pass forward and back; fast math, so bits may differ between machines. */
#include "pass.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint64_t rng_next(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

float rng_unit(uint64_t *state)
{
    return (float)(rng_next(state) >> 40) * (1.0f / 16777216.0f);
}

static int param(struct net *net, const char *name, int rows, int cols)
{
    struct param *p = &net->params[net->n_params];
    snprintf(p->name, sizeof p->name, "%s", name);
    p->rows = rows;
    p->cols = cols;
    p->at = net->size;
    net->size += ((size_t)rows * (size_t)cols + 15) & ~(size_t)15;
    return net->n_params++;
}

static void layout_blocks(struct net *net)
{
    const struct shape *s = &net->shape;
    for (int b = 0; b < s->n_blocks; b++) {
        char name[16];
        bool conv = s->blocks[b] == 'c';
        snprintf(name, sizeof name, "block%d.w", b);
        net->block_w[b] = param(net, name, conv ? s->d : 3 * s->d, conv ? 3 * s->d : s->d);
        snprintf(name, sizeof name, "block%d.b", b);
        net->block_b[b] = param(net, name, 1, conv ? s->d : 3 * s->d);
    }
}

void net_layout(struct net *net)
{
    const struct shape *s = &net->shape;
    const int counts[3] = {s->n_upos, s->n_xpos, s->n_feats};
    const char *names[3] = {"upos", "xpos", "feats"};
    net->word = param(net, "word", s->n_words, s->word);
    net->bag = param(net, "bag", s->bag_rows, s->bag);
    net->dense = net->size;
    net->in_w = param(net, "in.w", s->d, VECTOR + s->word + s->bag);
    net->in_b = param(net, "in.b", 1, s->d);
    layout_blocks(net);
    net->tag_w = param(net, "tag.w", s->tag, s->d);
    net->tag_b = param(net, "tag.b", 1, s->tag);
    for (int i = 0; i < 3; i++) {
        char name[16];
        snprintf(name, sizeof name, "%s.w", names[i]);
        net->out_w[i] = param(net, name, counts[i], s->tag);
        snprintf(name, sizeof name, "%s.b", names[i]);
        net->out_b[i] = param(net, name, 1, counts[i]);
    }
    net->dep_w = param(net, "dep.w", s->arc, s->d);
    net->dep_b = param(net, "dep.b", 1, s->arc);
    net->head_w = param(net, "head.w", s->arc, s->d);
    net->head_b = param(net, "head.b", 1, s->arc);
    net->arc_u = param(net, "arc.u", s->arc, s->arc);
    net->arc_ub = param(net, "arc.ub", 1, s->arc);
    net->root = param(net, "arc.root", 1, s->arc);
    net->dist_dep = param(net, "dist.dep", BUCKETS, s->arc);
    net->dist_head = param(net, "dist.head", BUCKETS, s->arc);
    net->reld_w = param(net, "reld.w", s->rel, s->d);
    net->relh_w = param(net, "relh.w", s->rel, s->d);
    net->rel_hb = param(net, "rel.hb", 1, s->rel);
    net->rel_root = param(net, "rel.root", 1, s->rel);
    net->rel_dist = param(net, "rel.dist", BUCKETS, s->rel);
    net->rel_w = param(net, "rel.w", s->n_rel, s->rel);
    net->rel_b = param(net, "rel.b", 1, s->n_rel);
    net->w = aligned_alloc(64, net->size * sizeof *net->w);
    if (!net->w)
        abort();
    memset(net->w, 0, net->size * sizeof *net->w);
}

void net_init(struct net *net, uint64_t seed)
{
    for (int i = 0; i < net->n_params; i++) {
        const struct param *p = &net->params[i];
        if (p->rows == 1 && i != net->root && i != net->rel_root)
            continue;
        float spread = p->at < net->dense ? 0.3f : sqrtf(3.0f / (float)p->cols);
        for (size_t j = 0; j < (size_t)p->rows * (size_t)p->cols; j++)
            net->w[p->at + j] = (2 * rng_unit(&seed) - 1) * spread;
    }
}

enum { POOL = 1 << 27 };              /* floats; untouched pages cost nothing */

struct work *work_new(const struct net *net)
{
    struct work *k = calloc(1, sizeof *k);
    if (!k)
        abort();
    k->pool = malloc(sizeof(float) * POOL);
    k->grad = calloc(net->size, sizeof *k->grad);
    const int n[2] = {net->shape.n_words, net->shape.bag_rows};
    for (int i = 0; i < 2; i++) {
        k->rows[i] = calloc((size_t)n[i], sizeof(int));
        k->seen[i] = calloc((size_t)n[i], 1);
    }
    return k;
}

void work_clear(const struct net *net, struct work *k)
{
    const int table[2] = {net->word, net->bag};
    for (int i = 0; i < 2; i++) {
        const struct param *p = &net->params[table[i]];
        for (int r = 0; r < k->n_rows[i]; r++) {
            int row = k->rows[i][r];
            k->seen[i][row] = 0;
            memset(k->grad + p->at + (size_t)row * (size_t)p->cols, 0, sizeof(float) * (size_t)p->cols);
        }
        k->n_rows[i] = 0;
    }
    memset(k->grad + net->dense, 0, sizeof(float) * (net->size - net->dense));
}

float *work_take(struct work *k, size_t n)
{
    float *p = k->pool + k->used;
    k->used += (n + 15) & ~(size_t)15;
    if (k->used > POOL)
        abort();
    return p;
}

float *work_take_zero(struct work *k, size_t n)
{
    return memset(work_take(k, n), 0, n * sizeof(float));
}

int net_bucket(int dep, int head)
{
    if (head == 0)
        return BUCKETS - 1;
    int far = head > dep ? head - dep : dep - head, b;
    if (far <= 4)
        b = far - 1;
    else
        b = far <= 6 ? 4 : far <= 9 ? 5 : far <= 14 ? 6 : far <= 24 ? 7 : 8;
    return b < 0 ? 0 : head > dep ? b + 9 : b;
}

static void start(struct pass *p)
{
    p->k->used = 0;
    for (int s = 0; s < p->n; s++)
        p->t += p->s[s]->n;
    p->words = (struct word **)work_take(p->k, 2 * (size_t)p->t);
    p->first = (int *)work_take(p->k, (size_t)p->n + 1);
    p->k->head = (int *)work_take(p->k, (size_t)p->t);
    int t = 0;
    for (int s = 0; s < p->n; s++) {
        p->first[s] = t;
        for (int i = 0; i < p->s[s]->n; i++)
            p->words[t++] = &p->s[s]->words[i];
    }
    p->first[p->n] = t;
}

void net_pass(const struct net *net, struct work *k, struct sentence *const *s, int n,
              const struct dropout *drop, float scale, struct scores *out)
{
    struct pass pass = {.net = net, .k = k, .s = s, .n = n, .drop = drop, .train = scale != 0,
                        .scale = scale, .out = out}, *p = &pass;
    start(p);
    int d = net->shape.d, width = VECTOR + net->shape.word + net->shape.bag;
    struct block blocks[BLOCKS_MAX];
    struct lookup *look = (struct lookup *)work_take(k, 4 * (size_t)p->t);
    float *in = work_take(k, area(p->t, width)), *x = work_take(k, area(p->t, d)), *y = work_take(k, area(p->t, d));
    float *inv = work_take(k, (size_t)p->t), *dy = work_take_zero(k, area(p->t, d)), *dx = work_take_zero(k, area(p->t, d));
    layer_input(p, look, in);
    const float *mask_in = layer_mask(p, width, drop ? drop->input : 0, false);
    layer_apply(in, mask_in, area(p->t, width));
    layer_linear(p, in, net->in_w, net->in_b, x);
    for (int b = 0; b < net->shape.n_blocks; b++)
        layer_block(p, b, x, &blocks[b]);
    layer_normalise(x, p->t, d, y, inv);
    k->act[net->shape.n_blocks] = y;
    const float *mask = layer_mask(p, d, drop ? drop->layer : 0, true);
    float *ym = work_take(k, area(p->t, d));
    memcpy(ym, y, sizeof(float) * area(p->t, d));
    layer_apply(ym, mask, area(p->t, d));
    head_tags(p, ym, dy);
    head_arcs(p, ym, dy);
    head_rels(p, ym, dy, out);
    out->words += p->t;
    if (!p->train)
        return;
    layer_apply(dy, mask, area(p->t, d));
    layer_normalise_back(y, inv, dy, p->t, d, dx);
    for (int b = net->shape.n_blocks - 1; b >= 0; b--)
        layer_block_back(p, b, &blocks[b], dx);
    float *din = work_take_zero(k, area(p->t, width));
    layer_linear_back(p, in, net->in_w, net->in_b, dx, din);
    layer_apply(din, mask_in, area(p->t, width));
    layer_input_back(p, look, din);
}
