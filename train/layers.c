/* train/layers.c: layers of the encoder, forward and backward by hand. */
#include "pass.h"

#include "gemm.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* y (T, rows) = x (T, cols) W^T + b */
void layer_linear(const struct pass *p, const float *x, int w, int b, float *y)
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
void layer_linear_back(const struct pass *p, const float *x, int w, int b, const float *dy, float *dx)
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
float *layer_mask(const struct pass *p, int n, float rate, bool locked)
{
    if (!p->train || rate <= 0)
        return NULL;
    float *mask = work_take(p->k, area(p->t, n)), keep = 1 / (1 - rate);
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

void layer_apply(float *x, const float *mask, size_t n)
{
    if (mask)
        for (size_t i = 0; i < n; i++)
            x[i] *= mask[i];
}

void layer_relu(float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = x[i] > 0 ? x[i] : 0;
}

void layer_relu_back(const float *y, float *dy, size_t n)
{
    for (size_t i = 0; i < n; i++)
        dy[i] = y[i] > 0 ? dy[i] : 0;
}

static float logistic(float x) { return 1 / (1 + expf(-x)); }

/* y = (x - mean) / deviation, a word at a time; inv (T) keeps 1 / deviation. */
void layer_normalise(const float *x, int t, int d, float *y, float *inv)
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

void layer_normalise_back(const float *y, const float *inv, const float *dy, int t, int d, float *dx)
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

/* in (T, I): word vector, trained embedding, bag. A dropped word keeps only its inner spelling. */
void layer_input(const struct pass *p, struct lookup *look, float *in)
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

void layer_input_back(const struct pass *p, const struct lookup *look, const float *din)
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

void layer_block(const struct pass *p, int b, float *x, struct block *k)
{
    int d = p->net->shape.d;
    bool conv = p->net->shape.blocks[b] == 'c';
    k->y = work_take(p->k, area(p->t, d));
    k->inv = work_take(p->k, (size_t)p->t);
    k->u = work_take(p->k, area(p->t, conv ? d : 3 * d));
    k->c = work_take(p->k, area(p->t, conv ? 3 * d : d));
    float *out = work_take(p->k, area(p->t, d));
    layer_normalise(x, p->t, d, k->y, k->inv);
    p->k->act[b] = k->y;
    if (conv) {
        context(p, k->y, k->c);
        layer_linear(p, k->c, p->net->block_w[b], p->net->block_b[b], k->u);
        for (size_t i = 0; i < area(p->t, d); i++)
            out[i] = k->u[i] * logistic(k->u[i]);
    } else {
        layer_linear(p, k->y, p->net->block_w[b], p->net->block_b[b], k->u);
        recur(p, k->u, k->c, out);
    }
    k->mask = layer_mask(p, d, p->drop ? p->drop->layer : 0, true);
    layer_apply(out, k->mask, area(p->t, d));
    for (size_t i = 0; i < area(p->t, d); i++)
        x[i] += out[i];
}

void layer_block_back(const struct pass *p, int b, const struct block *k, float *dx)
{
    int d = p->net->shape.d;
    size_t n = area(p->t, d), mark = p->k->used;
    float *dout = work_take(p->k, n), *dy = work_take_zero(p->k, n);
    memcpy(dout, dx, n * sizeof(float));
    layer_apply(dout, k->mask, n);
    if (p->net->shape.blocks[b] == 'c') {
        float *dctx = work_take_zero(p->k, 3 * n);
        for (size_t i = 0; i < n; i++) {
            float g = logistic(k->u[i]);
            dout[i] *= g * (1 + k->u[i] * (1 - g));
        }
        layer_linear_back(p, k->c, p->net->block_w[b], p->net->block_b[b], dout, dctx);
        context_back(p, dctx, dy);
    } else {
        float *du = work_take(p->k, 3 * n), *carry = work_take(p->k, (size_t)d);
        recur_back(p, k->u, k->c, dout, du, carry);
        layer_linear_back(p, k->y, p->net->block_w[b], p->net->block_b[b], du, dy);
    }
    layer_normalise_back(k->y, k->inv, dy, p->t, d, dx);
    p->k->used = mark;
}
