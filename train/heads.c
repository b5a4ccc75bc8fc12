/* train/heads.c: the heads for tags, arcs and relations, with their losses. */
#include "pass.h"

#include "gemm.h"

#include <math.h>
#include <string.h>

/* Cross entropy of one row; row becomes its gradient times scale. Returns the best class. */
static int settle(float *row, int n, int gold, float weight, const struct pass *p, double *loss)
{
    int best = 0;
    for (int j = 1; j < n; j++)
        best = row[j] > row[best] ? j : best;
    if (gold < 0) {
        memset(row, 0, sizeof(float) * (size_t)n);
        return best;
    }
    float top = row[best], sum = 0, own = row[gold];
    for (int j = 0; j < n; j++)
        sum += row[j] = expf(row[j] - top);
    *loss += weight * (logf(sum) + top - own);
    for (int j = 0; j < n; j++)
        row[j] *= p->scale * weight / sum;
    row[gold] -= p->scale * weight;
    return best;
}

static int gold_tag(const struct word *w, int kind)
{
    return kind == 0 ? w->upos : kind == 1 ? w->xpos : w->feats;
}

void head_tags(const struct pass *p, const float *y, float *dy)
{
    const struct net *net = p->net;
    size_t n = area(p->t, net->shape.tag), mark = p->k->used;
    float *h = work_take(p->k, n), *dh = work_take_zero(p->k, n);
    layer_linear(p, y, net->tag_w, net->tag_b, h);
    layer_relu(h, n);
    const float *mask = layer_mask(p, net->shape.tag, p->drop ? p->drop->head : 0, false);
    layer_apply(h, mask, n);
    for (int kind = 0; kind < 3; kind++) {
        int classes = net->params[net->out_w[kind]].rows;
        float *row = work_take(p->k, area(p->t, classes)), *all = row;
        layer_linear(p, h, net->out_w[kind], net->out_b[kind], row);
        for (int t = 0; t < p->t; t++, row += classes) {
            int gold = gold_tag(p->words[t], kind);
            int best = settle(row, classes, gold, 0.4f, p, &p->out->loss);
            long *count[3] = {&p->out->upos, &p->out->xpos, &p->out->feats};
            *count[kind] += best == gold;
        }
        if (p->train)
            layer_linear_back(p, h, net->out_w[kind], net->out_b[kind], all, dh);
    }
    if (p->train) {
        layer_apply(dh, mask, n);
        layer_relu_back(h, dh, n);
        layer_linear_back(p, y, net->tag_w, net->tag_b, dh, dy);
    }
    p->k->used = mark;
}

struct arcs { float *dep, *head, *q, *far_dep, *far_head, *ddep, *dhead, *dq, *dfar_dep, *dfar_head; };

/* Scores one sentence into s (n, n+1), settles them, and sends gradients back to dq, dhead, distances. */
static void arcs_sentence(const struct pass *p, int a, int n, const struct arcs *k, float *s)
{
    const struct net *net = p->net;
    int da = net->shape.arc;
    const float *root = W(p, net->root);
    gemm(PLAIN, TRANSPOSED, n, n, da, k->q + area(a, da), da, k->head + area(a, da), da, 0, s + 1, n + 1);
    for (int i = 0; i < n; i++) {
        float *row = s + area(i, n + 1);
        row[0] = k->far_dep[area(a + i, BUCKETS) + BUCKETS - 1];
        for (int j = 0; j < da; j++)
            row[0] += k->q[area(a + i, da) + (size_t)j] * root[j];
        for (int j = 1; j <= n; j++) {
            int bucket = net_bucket(i + 1, j);
            row[j] += k->far_dep[area(a + i, BUCKETS) + (size_t)bucket] +
                      k->far_head[area(a + j - 1, BUCKETS) + (size_t)bucket];
        }
        row[i + 1] = -1e4f;
        p->k->head[a + i] = settle(row, n + 1, p->words[a + i]->head, 1, p, &p->out->loss);
    }
    if (!p->train)
        return;
    gemm(PLAIN, PLAIN, n, da, n, s + 1, n + 1, k->head + area(a, da), da, 1, k->dq + area(a, da), da);
    gemm(TRANSPOSED, PLAIN, n, da, n, s + 1, n + 1, k->q + area(a, da), da, 1, k->dhead + area(a, da), da);
    float *droot = G(p, net->root);
    for (int i = 0; i < n; i++) {
        const float *row = s + area(i, n + 1);
        k->dfar_dep[area(a + i, BUCKETS) + BUCKETS - 1] += row[0];
        for (int j = 0; j < da; j++) {
            k->dq[area(a + i, da) + (size_t)j] += row[0] * root[j];
            droot[j] += row[0] * k->q[area(a + i, da) + (size_t)j];
        }
        for (int j = 1; j <= n; j++) {
            int bucket = net_bucket(i + 1, j);
            k->dfar_dep[area(a + i, BUCKETS) + (size_t)bucket] += row[j];
            k->dfar_head[area(a + j - 1, BUCKETS) + (size_t)bucket] += row[j];
        }
    }
}

void head_arcs(const struct pass *p, const float *y, float *dy)
{
    const struct net *net = p->net;
    int da = net->shape.arc, longest = 0;
    size_t n = area(p->t, da), mark = p->k->used, far = area(p->t, BUCKETS);
    struct arcs k = {work_take(p->k, n), work_take(p->k, n), work_take(p->k, n), work_take(p->k, far), work_take(p->k, far),
                     work_take_zero(p->k, n), work_take_zero(p->k, n), work_take_zero(p->k, n),
                     work_take_zero(p->k, far), work_take_zero(p->k, far)};
    layer_linear(p, y, net->dep_w, net->dep_b, k.dep);
    layer_linear(p, y, net->head_w, net->head_b, k.head);
    layer_relu(k.dep, n);
    layer_relu(k.head, n);
    const float *mask = layer_mask(p, da, p->drop ? p->drop->head : 0, true);
    const float *mask2 = layer_mask(p, da, p->drop ? p->drop->head : 0, true);
    layer_apply(k.dep, mask, n);
    layer_apply(k.head, mask2, n);
    layer_linear(p, k.dep, net->arc_u, net->arc_ub, k.q);
    layer_linear(p, k.dep, net->dist_dep, -1, k.far_dep);
    layer_linear(p, k.head, net->dist_head, -1, k.far_head);
    for (int s = 0; s < p->n; s++)
        longest = p->s[s]->n > longest ? p->s[s]->n : longest;
    float *scores = work_take(p->k, area(longest, longest + 1));
    for (int s = 0; s < p->n; s++)
        arcs_sentence(p, p->first[s], p->s[s]->n, &k, scores);
    if (p->train) {
        layer_linear_back(p, k.dep, net->arc_u, net->arc_ub, k.dq, k.ddep);
        layer_linear_back(p, k.dep, net->dist_dep, -1, k.dfar_dep, k.ddep);
        layer_linear_back(p, k.head, net->dist_head, -1, k.dfar_head, k.dhead);
        layer_apply(k.ddep, mask, n);
        layer_apply(k.dhead, mask2, n);
        layer_relu_back(k.dep, k.ddep, n);
        layer_relu_back(k.head, k.dhead, n);
        layer_linear_back(p, y, net->dep_w, net->dep_b, k.ddep, dy);
        layer_linear_back(p, y, net->head_w, net->head_b, k.dhead, dy);
    }
    p->k->used = mark;
}

/* Where the head's half of a relation comes from: the word before it in the batch, or the root. */
static int head_row(const struct pass *p, int s, int t)
{
    int head = p->train ? p->words[t]->head : p->k->head[t];
    return head ? p->first[s] + head - 1 : -1;
}

void head_rels(const struct pass *p, const float *y, float *dy, struct scores *out)
{
    const struct net *net = p->net;
    int r = net->shape.rel, classes = net->shape.n_rel;
    size_t n = area(p->t, r), mark = p->k->used;
    float *own = work_take(p->k, n), *other = work_take(p->k, n), *h = work_take(p->k, n);
    float *down = work_take_zero(p->k, n), *dother = work_take_zero(p->k, n), *row = work_take(p->k, area(p->t, classes));
    layer_linear(p, y, net->reld_w, net->rel_hb, own);
    layer_linear(p, y, net->relh_w, -1, other);
    for (int s = 0; s < p->n; s++)
        for (int t = p->first[s]; t < p->first[s + 1]; t++) {
            int from = head_row(p, s, t), bucket = net_bucket(t - p->first[s] + 1, from < 0 ? 0 : from - p->first[s] + 1);
            const float *a = from < 0 ? W(p, net->rel_root) : other + area(from, r);
            const float *b = W(p, net->rel_dist) + area(bucket, r), *c = own + area(t, r);
            for (int j = 0; j < r; j++)
                h[area(t, r) + (size_t)j] = a[j] + b[j] + c[j];
        }
    layer_relu(h, n);
    const float *mask = layer_mask(p, r, p->drop ? p->drop->head : 0, false);
    layer_apply(h, mask, n);
    layer_linear(p, h, net->rel_w, net->rel_b, row);
    for (int t = 0; t < p->t; t++) {
        const struct word *w = p->words[t];
        int best = settle(row + area(t, classes), classes, w->rel, 1, p, &out->loss);
        bool right = p->k->head[t] == w->head;
        out->uas += right;
        out->las += right && best == w->rel;
    }
    if (p->train) {
        layer_linear_back(p, h, net->rel_w, net->rel_b, row, down);
        layer_apply(down, mask, n);
        layer_relu_back(h, down, n);
        for (int s = 0; s < p->n; s++)
            for (int t = p->first[s]; t < p->first[s + 1]; t++) {
                int from = head_row(p, s, t), bucket = net_bucket(t - p->first[s] + 1, from < 0 ? 0 : from - p->first[s] + 1);
                float *a = from < 0 ? G(p, net->rel_root) : dother + area(from, r);
                float *b = G(p, net->rel_dist) + area(bucket, r);
                for (int j = 0; j < r; j++) {
                    a[j] += down[area(t, r) + (size_t)j];
                    b[j] += down[area(t, r) + (size_t)j];
                }
            }
        layer_linear_back(p, y, net->reld_w, net->rel_hb, down, dy);
        layer_linear_back(p, y, net->relh_w, -1, dother, dy);
    }
    p->k->used = mark;
}
