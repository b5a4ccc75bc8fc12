/* train/net.c: forward and backward by hand; fast math, so bits may differ between machines. */
#include "net.h"

#include "gemm.h"

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

static float *take(struct work *k, size_t n)
{
    float *p = k->pool + k->used;
    k->used += (n + 15) & ~(size_t)15;
    if (k->used > POOL)
        abort();
    return p;
}

static float *take_zero(struct work *k, size_t n)
{
    return memset(take(k, n), 0, n * sizeof(float));
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

static const float *W(const struct pass *p, int i) { return p->net->w + p->net->params[i].at; }
static float *G(const struct pass *p, int i) { return p->k->grad + p->net->params[i].at; }
static size_t area(int a, int b) { return (size_t)a * (size_t)b; }

/* y (T, rows) = x (T, cols) W^T + b */
static void linear(const struct pass *p, const float *x, int w, int b, float *y)
{
    const struct param *q = &p->net->params[w];
    gemm(PLAIN, TRANSPOSED, p->t, q->rows, q->cols, x, q->cols, W(p, w), q->cols, 0, y, q->rows);
    if (b < 0)
        return;
    const float *bias = W(p, b);
    for (int t = 0; t < p->t; t++)
        for (int j = 0; j < q->rows; j++)
            y[area(t, q->rows) + (size_t)j] += bias[j];
}

/* Adds to dW, db and dx (if given) from dy (T, rows). */
static void linear_back(const struct pass *p, const float *x, int w, int b, const float *dy, float *dx)
{
    const struct param *q = &p->net->params[w];
    gemm(TRANSPOSED, PLAIN, q->rows, q->cols, p->t, dy, q->rows, x, q->cols, 1, G(p, w), q->cols);
    if (dx)
        gemm(PLAIN, PLAIN, p->t, q->cols, q->rows, dy, q->rows, W(p, w), q->cols, 1, dx, q->cols);
    if (b < 0)
        return;
    float *db = G(p, b);
    for (int t = 0; t < p->t; t++)
        for (int j = 0; j < q->rows; j++)
            db[j] += dy[area(t, q->rows) + (size_t)j];
}

/* Drops single numbers of x (T, n), or whole columns of a sentence if locked. NULL when not training. */
static float *mask_for(const struct pass *p, int n, float rate, bool locked)
{
    if (!p->train || rate <= 0)
        return NULL;
    float *mask = take(p->k, area(p->t, n)), keep = 1 / (1 - rate);
    uint64_t *rng = &p->k->rng;
    for (int s = 0; s < p->n; s++)
        for (int t = p->first[s]; t < p->first[s + 1]; t++) {
            float *row = mask + area(t, n);
            if (locked && t > p->first[s])
                memcpy(row, row - n, sizeof(float) * (size_t)n);
            else
                for (int j = 0; j < n; j++)
                    row[j] = rng_unit(rng) < rate ? 0 : keep;
        }
    return mask;
}

static void apply(float *x, const float *mask, size_t n)
{
    if (mask)
        for (size_t i = 0; i < n; i++)
            x[i] *= mask[i];
}

static void relu(float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = x[i] > 0 ? x[i] : 0;
}

static void relu_back(const float *y, float *dy, size_t n)
{
    for (size_t i = 0; i < n; i++)
        dy[i] = y[i] > 0 ? dy[i] : 0;
}

static float logistic(float x) { return 1 / (1 + expf(-x)); }

/* y = (x - mean) / deviation, a word at a time; inv (T) keeps 1 / deviation. */
static void normalise(const float *x, int t, int d, float *y, float *inv)
{
    for (int i = 0; i < t; i++, x += d, y += d) {
        float sum = 0, square = 0;
        for (int j = 0; j < d; j++)
            sum += x[j];
        sum /= (float)d;
        for (int j = 0; j < d; j++)
            square += (x[j] - sum) * (x[j] - sum);
        inv[i] = 1 / sqrtf(square / (float)d + 1e-5f);
        for (int j = 0; j < d; j++)
            y[j] = (x[j] - sum) * inv[i];
    }
}

static void normalise_back(const float *y, const float *inv, const float *dy, int t, int d, float *dx)
{
    for (int i = 0; i < t; i++, y += d, dy += d, dx += d) {
        float a = 0, b = 0;
        for (int j = 0; j < d; j++) {
            a += dy[j];
            b += dy[j] * y[j];
        }
        a /= (float)d;
        b /= (float)d;
        for (int j = 0; j < d; j++)
            dx[j] += inv[i] * (dy[j] - a - y[j] * b);
    }
}

struct lookup { int id, vector, from; float unit; };

/* in (T, I): word vector, trained embedding, bag. A dropped word keeps only its inner spelling. */
static void input(const struct pass *p, struct lookup *look, float *in)
{
    const struct shape *s = &p->net->shape;
    int width = VECTOR + s->word + s->bag;
    for (int t = 0; t < p->t; t++, in += width) {
        const struct word *w = p->words[t];
        bool hide = p->train && rng_unit(&p->k->rng) < p->drop->word;
        bool blind = p->train && rng_unit(&p->k->rng) < p->drop->word * 0.3f;
        look[t].id = hide ? 0 : w->id;
        look[t].vector = blind ? -1 : w->vector;
        look[t].from = hide ? SYNTAX_BAG_WHOLE : 0;
        look[t].unit = 1 / sqrtf((float)w->n_bag);
        memset(in, 0, sizeof(float) * (size_t)width);
        if (look[t].vector >= 0)
            memcpy(in, p->net->lex->vectors.rows + area(look[t].vector, VECTOR), sizeof(float) * VECTOR);
        memcpy(in + VECTOR, W(p, p->net->word) + area(look[t].id, s->word), sizeof(float) * (size_t)s->word);
        float *bag = in + VECTOR + s->word;
        for (int i = look[t].from; i < w->n_bag; i++) {
            const float *row = W(p, p->net->bag) + (size_t)w->bag[i] * (size_t)s->bag;
            for (int j = 0; j < s->bag; j++)
                bag[j] += row[j];
        }
        for (int j = 0; j < s->bag; j++)
            bag[j] *= look[t].unit;
    }
}

static void touch(struct work *k, int table, int row)
{
    if (!k->seen[table][row]) {
        k->seen[table][row] = 1;
        k->rows[table][k->n_rows[table]++] = row;
    }
}

static void input_back(const struct pass *p, const struct lookup *look, const float *din)
{
    const struct shape *s = &p->net->shape;
    int width = VECTOR + s->word + s->bag;
    for (int t = 0; t < p->t; t++, din += width) {
        const struct word *w = p->words[t];
        float *row = G(p, p->net->word) + area(look[t].id, s->word);
        touch(p->k, 0, look[t].id);
        for (int j = 0; j < s->word; j++)
            row[j] += din[VECTOR + j];
        const float *bag = din + VECTOR + s->word;
        for (int i = look[t].from; i < w->n_bag; i++) {
            touch(p->k, 1, (int)w->bag[i]);
            row = G(p, p->net->bag) + (size_t)w->bag[i] * (size_t)s->bag;
            for (int j = 0; j < s->bag; j++)
                row[j] += bag[j] * look[t].unit;
        }
    }
}

/* ctx (T, 3D): the word before, the word, the word after; zeros beyond the sentence. */
static void context(const struct pass *p, const float *y, float *ctx)
{
    int d = p->net->shape.d;
    size_t row = sizeof(float) * (size_t)d;
    for (int s = 0; s < p->n; s++)
        for (int t = p->first[s]; t < p->first[s + 1]; t++) {
            float *c = ctx + area(t, 3 * d);
            const float *x = y + area(t, d);
            t > p->first[s] ? memcpy(c, x - d, row) : memset(c, 0, row);
            memcpy(c + d, x, row);
            t + 1 < p->first[s + 1] ? memcpy(c + 2 * d, x + d, row) : memset(c + 2 * d, 0, row);
        }
}

static void context_back(const struct pass *p, const float *dctx, float *dy)
{
    int d = p->net->shape.d;
    for (int s = 0; s < p->n; s++)
        for (int t = p->first[s]; t < p->first[s + 1]; t++)
            for (int side = -1; side <= 1; side++) {
                if (t + side < p->first[s] || t + side >= p->first[s + 1])
                    continue;
                const float *from = dctx + area(t, 3 * d) + (side + 1) * d;
                float *to = dy + area(t + side, d);
                for (int j = 0; j < d; j++)
                    to[j] += from[j];
            }
}

/* u (T, 3D) = candidate, forget, output; the first half of each D runs forwards, the second back.
 * u becomes the gates' values; c (T, D) the states; out (T, D). */
static void recur(const struct pass *p, float *u, float *c, float *out)
{
    int d = p->net->shape.d, h = d / 2;
    for (int t = 0; t < p->t; t++)
        for (int j = d; j < 3 * d; j++)
            u[area(t, 3 * d) + (size_t)j] = logistic(u[area(t, 3 * d) + (size_t)j]);
    for (int s = 0; s < p->n; s++)
        for (int back = 0; back < 2; back++) {
            int a = p->first[s], b = p->first[s + 1], step = back ? -1 : 1;
            for (int t = back ? b - 1 : a; t >= a && t < b; t += step) {
                const float *z = u + area(t, 3 * d) + back * h, *f = z + d, *o = z + 2 * d;
                float *now = c + area(t, d) + back * h, *y = out + area(t, d) + back * h;
                bool start = t == (back ? b - 1 : a);
                const float *old = start ? now : now - step * d;
                for (int j = 0; j < h; j++) {
                    float was = start ? 0 : old[j];
                    now[j] = z[j] + f[j] * (was - z[j]);
                    y[j] = o[j] * now[j];
                }
            }
        }
}

/* Turns dout into du (T, 3D); carry (H) is scratch. */
static void recur_back(const struct pass *p, const float *u, const float *c, const float *dout, float *du,
                       float *carry)
{
    int d = p->net->shape.d, h = d / 2;
    for (int s = 0; s < p->n; s++)
        for (int back = 0; back < 2; back++) {
            int a = p->first[s], b = p->first[s + 1], step = back ? -1 : 1;
            memset(carry, 0, sizeof(float) * (size_t)h);
            for (int t = back ? a : b - 1; t >= a && t < b; t -= step) {
                const float *z = u + area(t, 3 * d) + back * h, *f = z + d, *o = z + 2 * d;
                const float *now = c + area(t, d) + back * h, *dy = dout + area(t, d) + back * h;
                float *dz = du + area(t, 3 * d) + back * h, *df = dz + d, *go = dz + 2 * d;
                bool start = t == (back ? b - 1 : a);
                for (int j = 0; j < h; j++) {
                    float was = start ? 0 : now[j - step * d];
                    float dc = carry[j] + dy[j] * o[j];
                    go[j] = dy[j] * now[j] * o[j] * (1 - o[j]);
                    dz[j] = dc * (1 - f[j]);
                    df[j] = dc * (was - z[j]) * f[j] * (1 - f[j]);
                    carry[j] = dc * f[j];
                }
            }
        }
}

struct block { float *y, *inv, *u, *c, *mask; };

static void block_forward(const struct pass *p, int b, float *x, struct block *k)
{
    int d = p->net->shape.d;
    bool conv = p->net->shape.blocks[b] == 'c';
    k->y = take(p->k, area(p->t, d));
    k->inv = take(p->k, (size_t)p->t);
    k->u = take(p->k, area(p->t, conv ? d : 3 * d));
    k->c = take(p->k, area(p->t, conv ? 3 * d : d));
    float *out = take(p->k, area(p->t, d));
    normalise(x, p->t, d, k->y, k->inv);
    p->k->act[b] = k->y;
    if (conv) {
        context(p, k->y, k->c);
        linear(p, k->c, p->net->block_w[b], p->net->block_b[b], k->u);
        for (size_t i = 0; i < area(p->t, d); i++)
            out[i] = k->u[i] * logistic(k->u[i]);
    } else {
        linear(p, k->y, p->net->block_w[b], p->net->block_b[b], k->u);
        recur(p, k->u, k->c, out);
    }
    k->mask = mask_for(p, d, p->drop ? p->drop->layer : 0, true);
    apply(out, k->mask, area(p->t, d));
    for (size_t i = 0; i < area(p->t, d); i++)
        x[i] += out[i];
}

static void block_backward(const struct pass *p, int b, const struct block *k, float *dx)
{
    int d = p->net->shape.d;
    size_t n = area(p->t, d), mark = p->k->used;
    float *dout = take(p->k, n), *dy = take_zero(p->k, n);
    memcpy(dout, dx, n * sizeof(float));
    apply(dout, k->mask, n);
    if (p->net->shape.blocks[b] == 'c') {
        float *dctx = take_zero(p->k, 3 * n);
        for (size_t i = 0; i < n; i++) {
            float g = logistic(k->u[i]);
            dout[i] *= g * (1 + k->u[i] * (1 - g));
        }
        linear_back(p, k->c, p->net->block_w[b], p->net->block_b[b], dout, dctx);
        context_back(p, dctx, dy);
    } else {
        float *du = take(p->k, 3 * n), *carry = take(p->k, (size_t)d);
        recur_back(p, k->u, k->c, dout, du, carry);
        linear_back(p, k->y, p->net->block_w[b], p->net->block_b[b], du, dy);
    }
    normalise_back(k->y, k->inv, dy, p->t, d, dx);
    p->k->used = mark;
}

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

static void tags(const struct pass *p, const float *y, float *dy)
{
    const struct net *net = p->net;
    size_t n = area(p->t, net->shape.tag), mark = p->k->used;
    float *h = take(p->k, n), *dh = take_zero(p->k, n);
    linear(p, y, net->tag_w, net->tag_b, h);
    relu(h, n);
    const float *mask = mask_for(p, net->shape.tag, p->drop ? p->drop->head : 0, false);
    apply(h, mask, n);
    for (int kind = 0; kind < 3; kind++) {
        int classes = net->params[net->out_w[kind]].rows;
        float *row = take(p->k, area(p->t, classes)), *all = row;
        linear(p, h, net->out_w[kind], net->out_b[kind], row);
        for (int t = 0; t < p->t; t++, row += classes) {
            int gold = gold_tag(p->words[t], kind);
            int best = settle(row, classes, gold, 0.4f, p, &p->out->loss);
            long *count[3] = {&p->out->upos, &p->out->xpos, &p->out->feats};
            *count[kind] += best == gold;
        }
        if (p->train)
            linear_back(p, h, net->out_w[kind], net->out_b[kind], all, dh);
    }
    if (p->train) {
        apply(dh, mask, n);
        relu_back(h, dh, n);
        linear_back(p, y, net->tag_w, net->tag_b, dh, dy);
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

static void arcs(const struct pass *p, const float *y, float *dy)
{
    const struct net *net = p->net;
    int da = net->shape.arc, longest = 0;
    size_t n = area(p->t, da), mark = p->k->used, far = area(p->t, BUCKETS);
    struct arcs k = {take(p->k, n), take(p->k, n), take(p->k, n), take(p->k, far), take(p->k, far),
                     take_zero(p->k, n), take_zero(p->k, n), take_zero(p->k, n),
                     take_zero(p->k, far), take_zero(p->k, far)};
    linear(p, y, net->dep_w, net->dep_b, k.dep);
    linear(p, y, net->head_w, net->head_b, k.head);
    relu(k.dep, n);
    relu(k.head, n);
    const float *mask = mask_for(p, da, p->drop ? p->drop->head : 0, true);
    const float *mask2 = mask_for(p, da, p->drop ? p->drop->head : 0, true);
    apply(k.dep, mask, n);
    apply(k.head, mask2, n);
    linear(p, k.dep, net->arc_u, net->arc_ub, k.q);
    linear(p, k.dep, net->dist_dep, -1, k.far_dep);
    linear(p, k.head, net->dist_head, -1, k.far_head);
    for (int s = 0; s < p->n; s++)
        longest = p->s[s]->n > longest ? p->s[s]->n : longest;
    float *scores = take(p->k, area(longest, longest + 1));
    for (int s = 0; s < p->n; s++)
        arcs_sentence(p, p->first[s], p->s[s]->n, &k, scores);
    if (p->train) {
        linear_back(p, k.dep, net->arc_u, net->arc_ub, k.dq, k.ddep);
        linear_back(p, k.dep, net->dist_dep, -1, k.dfar_dep, k.ddep);
        linear_back(p, k.head, net->dist_head, -1, k.dfar_head, k.dhead);
        apply(k.ddep, mask, n);
        apply(k.dhead, mask2, n);
        relu_back(k.dep, k.ddep, n);
        relu_back(k.head, k.dhead, n);
        linear_back(p, y, net->dep_w, net->dep_b, k.ddep, dy);
        linear_back(p, y, net->head_w, net->head_b, k.dhead, dy);
    }
    p->k->used = mark;
}

/* Where the head's half of a relation comes from: the word before it in the batch, or the root. */
static int head_row(const struct pass *p, int s, int t)
{
    int head = p->train ? p->words[t]->head : p->k->head[t];
    return head ? p->first[s] + head - 1 : -1;
}

static void rels(const struct pass *p, const float *y, float *dy, struct scores *out)
{
    const struct net *net = p->net;
    int r = net->shape.rel, classes = net->shape.n_rel;
    size_t n = area(p->t, r), mark = p->k->used;
    float *own = take(p->k, n), *other = take(p->k, n), *h = take(p->k, n);
    float *down = take_zero(p->k, n), *dother = take_zero(p->k, n), *row = take(p->k, area(p->t, classes));
    linear(p, y, net->reld_w, net->rel_hb, own);
    linear(p, y, net->relh_w, -1, other);
    for (int s = 0; s < p->n; s++)
        for (int t = p->first[s]; t < p->first[s + 1]; t++) {
            int from = head_row(p, s, t), bucket = net_bucket(t - p->first[s] + 1, from < 0 ? 0 : from - p->first[s] + 1);
            const float *a = from < 0 ? W(p, net->rel_root) : other + area(from, r);
            const float *b = W(p, net->rel_dist) + area(bucket, r), *c = own + area(t, r);
            for (int j = 0; j < r; j++)
                h[area(t, r) + (size_t)j] = a[j] + b[j] + c[j];
        }
    relu(h, n);
    const float *mask = mask_for(p, r, p->drop ? p->drop->head : 0, false);
    apply(h, mask, n);
    linear(p, h, net->rel_w, net->rel_b, row);
    for (int t = 0; t < p->t; t++) {
        const struct word *w = p->words[t];
        int best = settle(row + area(t, classes), classes, w->rel, 1, p, &out->loss);
        bool right = p->k->head[t] == w->head;
        out->uas += right;
        out->las += right && best == w->rel;
    }
    if (p->train) {
        linear_back(p, h, net->rel_w, net->rel_b, row, down);
        apply(down, mask, n);
        relu_back(h, down, n);
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
        linear_back(p, y, net->reld_w, net->rel_hb, down, dy);
        linear_back(p, y, net->relh_w, -1, dother, dy);
    }
    p->k->used = mark;
}

static void start(struct pass *p)
{
    p->k->used = 0;
    for (int s = 0; s < p->n; s++)
        p->t += p->s[s]->n;
    p->words = (struct word **)take(p->k, 2 * (size_t)p->t);
    p->first = (int *)take(p->k, (size_t)p->n + 1);
    p->k->head = (int *)take(p->k, (size_t)p->t);
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
    struct lookup *look = (struct lookup *)take(k, 4 * (size_t)p->t);
    float *in = take(k, area(p->t, width)), *x = take(k, area(p->t, d)), *y = take(k, area(p->t, d));
    float *inv = take(k, (size_t)p->t), *dy = take_zero(k, area(p->t, d)), *dx = take_zero(k, area(p->t, d));
    input(p, look, in);
    const float *mask_in = mask_for(p, width, drop ? drop->input : 0, false);
    apply(in, mask_in, area(p->t, width));
    linear(p, in, net->in_w, net->in_b, x);
    for (int b = 0; b < net->shape.n_blocks; b++)
        block_forward(p, b, x, &blocks[b]);
    normalise(x, p->t, d, y, inv);
    k->act[net->shape.n_blocks] = y;
    const float *mask = mask_for(p, d, drop ? drop->layer : 0, true);
    float *ym = take(k, area(p->t, d));
    memcpy(ym, y, sizeof(float) * area(p->t, d));
    apply(ym, mask, area(p->t, d));
    tags(p, ym, dy);
    arcs(p, ym, dy);
    rels(p, ym, dy, out);
    out->words += p->t;
    if (!p->train)
        return;
    apply(dy, mask, area(p->t, d));
    normalise_back(y, inv, dy, p->t, d, dx);
    for (int b = net->shape.n_blocks - 1; b >= 0; b--)
        block_backward(p, b, &blocks[b], dx);
    float *din = take_zero(k, area(p->t, width));
    linear_back(p, in, net->in_w, net->in_b, dx, din);
    apply(din, mask_in, area(p->t, width));
    input_back(p, look, din);
}
