/* syntax/network.c: the same sums in the same order on every machine; train/net.c is its float twin. */
#include "syntax/network.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "syntax/features.h"


static bool matrix_open(struct matrix *w, const struct model *m, const char *name, int rows, int cols,
                        struct dl_err *err)
{
    char part[MODEL_NAME];
    uint32_t r[4], c[4];
    const void *at[4];
    for (int i = 0; i < 4; i++) {
        snprintf(part, sizeof part, "%s.%c", name, "wsbz"[i]);
        at[i] = model_get(m, part, i ? 4 : 1, &r[i], &c[i], err);
        if (!at[i])
            return false;
        if (r[i] != r[0] || (i && c[i] != 1))
            return err_set(err, DL_EFORMAT, "model", "the parts of %s disagree", name);
    }
    if ((int)r[0] != ((rows + 15) & ~15) || (int)c[0] != ((cols + 3) & ~3))
        return err_set(err, DL_EFORMAT, "model", "%s is %u by %u, not %d by %d", name, r[0], c[0], rows, cols);
    *w = (struct matrix){(int)r[0], (int)c[0], at[0], at[1], at[2], at[3]};
    return true;
}

static bool bytes_open(struct byte_table *t, const struct model *m, const char *name, int cols, struct dl_err *err)
{
    char other[MODEL_NAME];
    uint32_t rows, one;
    snprintf(other, sizeof other, "%s.s", name);
    t->q = model_get(m, name, 1, &t->rows, &t->cols, err);
    t->scale = t->q ? model_get(m, other, sizeof(float), &rows, &one, err) : NULL;
    if (!t->scale)
        return false;
    if (rows != t->rows || one != 1 || (int)t->cols != cols || !rows)
        return err_set(err, DL_EFORMAT, "model", "table %s has another shape than the network", name);
    return true;
}

bool key_table_open(struct key_table *t, const struct model *m, const char *name, uint32_t rows, struct dl_err *err)
{
    char other[MODEL_NAME];
    uint32_t room, n, one;
    snprintf(other, sizeof other, "%s.at", name);
    t->key = model_get(m, name, sizeof *t->key, &room, &one, err);
    t->at = t->key ? model_get(m, other, sizeof *t->at, &n, &one, err) : NULL;
    if (!t->at)
        return false;
    t->mask = room - 1;
    t->rows = rows;
    return (n == room && room && !(room & (room - 1))) || err_set(err, DL_EFORMAT, "model", "table %s is of an odd size", name);
}

int64_t key_table_get(const struct key_table *t, uint64_t key)
{
    uint32_t i = (uint32_t)(key >> 17) & t->mask;
    for (uint32_t tried = 0; t->key[i] && tried <= t->mask; tried++, i = (i + 1) & t->mask)
        if (t->key[i] == key)
            return t->at[i] < t->rows ? (int64_t)t->at[i] : -1;
    return -1;
}

static const float *floats_open(const struct model *m, const char *name, int rows, int cols, struct dl_err *err)
{
    uint32_t r, c;
    const float *at = model_get(m, name, sizeof(float), &r, &c, err);
    if (at && ((int)r != rows || (int)c != cols)) {
        err_set(err, DL_EFORMAT, "model", "%s has another shape than the network", name);
        return NULL;
    }
    return at;
}

static bool shape_open(struct network *net, const struct model *m, struct dl_err *err)
{
    uint32_t rows, one;
    const int32_t *s = model_get(m, "shape", sizeof *s, &rows, &one, err);
    if (!s)
        return false;
    bool good = rows == 16 + NETWORK_BLOCKS && one == 1;
    for (int i = 0; good && i < 11; i++)
        good = s[i] > 0 && s[i] <= 4096;
    if (!good || s[0] % 32 || s[3] > NETWORK_BLOCKS || (s[4] | s[5] | s[6]) % 16)
        return err_set(err, DL_EFORMAT, "model", "the network's shape is out of bounds");
    net->d = s[0];
    net->word = s[1];
    net->bag = s[2];
    net->n_blocks = s[3];
    net->tag = s[4];
    net->arc = s[5];
    net->rel = s[6];
    net->n_upos = s[7];
    net->n_xpos = s[8];
    net->n_feats = s[9];
    net->n_rel = s[10];
    for (int b = 0; b < net->n_blocks; b++)
        net->block[b] = (char)s[16 + b];
    return true;
}

bool network_open(struct network *net, const struct model *m, struct dl_err *err)
{
    if (!shape_open(net, m, err))
        return false;
    int d = net->d;
    bool good = bytes_open(&net->vectors, m, "vec", NETWORK_VECTOR, err) &&
                bytes_open(&net->words, m, "word", net->word, err) && bytes_open(&net->bags, m, "bag", net->bag, err) &&
                key_table_open(&net->vector_key, m, "vec.key", net->vectors.rows, err) &&
                key_table_open(&net->word_key, m, "word.key", net->words.rows, err) &&
                matrix_open(&net->in, m, "in", d, NETWORK_VECTOR + net->word + net->bag, err) &&
                matrix_open(&net->heads, m, "heads", net->tag + 2 * net->arc + 2 * net->rel, d, err) &&
                matrix_open(&net->tags, m, "tags", net->n_upos + net->n_xpos + net->n_feats, net->tag, err) &&
                matrix_open(&net->arcs, m, "arcs", net->arc + NETWORK_BUCKETS, net->arc, err) &&
                matrix_open(&net->dist, m, "dist", NETWORK_BUCKETS, net->arc, err) &&
                matrix_open(&net->rels, m, "rels", net->n_rel, net->rel, err);
    for (int b = 0; good && b < net->n_blocks; b++) {
        char name[MODEL_NAME];
        snprintf(name, sizeof name, "block%d", b);
        bool conv = net->block[b] == 'c';
        good = matrix_open(&net->blocks[b], m, name, conv ? d : 3 * d, conv ? 3 * d : d, err);
    }
    if (good && (net->bags.rows & (net->bags.rows - 1)))
        return err_set(err, DL_EFORMAT, "model", "the table of spellings has an odd size");
    return good && (net->act = floats_open(m, "act", net->n_blocks + 1, 1, err)) &&
           (net->root = floats_open(m, "arc.root", 1, net->arc, err)) &&
           (net->rel_root = floats_open(m, "rel.root", 1, net->rel, err)) &&
           (net->rel_dist = floats_open(m, "rel.dist", NETWORK_BUCKETS, net->rel, err));
}

CLONES static void add_row(const int8_t *q, float scale, int n, float *out)
{
    for (int i = 0; i < n; i++)
        out[i] += (float)q[i] * scale;
}

static void table_row(const struct byte_table *t, int64_t row, float unit, float *out)
{
    add_row(t->q + (size_t)row * t->cols, t->scale[row] * unit, (int)t->cols, out);
}

/* in (100 + word + bag), which is zero before. */
static void look(const struct network *net, const struct spelling_of *w, float *in)
{
    struct word_features f;
    syntax_features(w->form, w->size, &f);
    int64_t vector = key_table_get(&net->vector_key, f.vector), id = key_table_get(&net->word_key, f.cased);
    if (vector < 0 && f.vector_part)
        vector = key_table_get(&net->vector_key, f.vector_part);
    if (id < 0)
        id = key_table_get(&net->word_key, f.lower);
    if (vector >= 0)
        table_row(&net->vectors, vector, 1, in);
    table_row(&net->words, id < 0 ? 0 : id, 1, in + NETWORK_VECTOR);
    float unit = 1.0f / sqrtf((float)f.n_bag);
    for (int i = 0; i < f.n_bag; i++)
        table_row(&net->bags, f.bag[i] & (net->bags.rows - 1), unit, in + NETWORK_VECTOR + net->word);
}

struct room {                         /* scratch of a run */
    float *x, *y, *u, *c, *unit;      /* (rows, D) (D) (rows, 3D) (D) (rows) */
    uint8_t *q;                       /* (rows + 2, D), with an empty row at both ends */
    int32_t *acc;
};

static void input(const struct network *net, const struct network_batch *b, struct room *k, struct arena *tmp)
{
    int width = NETWORK_VECTOR + net->word + net->bag, wide = net->in.cols;
    uint8_t *q = arena_take(tmp, (size_t)b->rows, (size_t)wide);
    float *in = arena_take(tmp, (size_t)width, sizeof *in);
    for (int r = 0; r < b->rows; r++) {
        memset(in, 0, sizeof(float) * (size_t)width);
        if (b->word[r].form)
            look(net, &b->word[r], in);
        k->unit[r] = quantise_row(in, width, wide, q + (size_t)r * (size_t)wide);
    }
    matrix_apply(&net->in, q, wide, b->rows, MATRIX_ZERO, k->unit, k->acc, k->x);
}

/* Normalised and quantised rows of x; empty rows become zero. */
static void encode(const struct network *net, const struct network_batch *b, int block, struct room *k)
{
    int d = net->d;
    memset(k->q, MATRIX_ZERO, (size_t)d);
    memset(k->q + (size_t)(b->rows + 1) * (size_t)d, MATRIX_ZERO, (size_t)d);
    for (int r = 0; r < b->rows; r++) {
        uint8_t *q = k->q + (size_t)(r + 1) * (size_t)d;
        k->unit[r] = 1.0f / net->act[block];
        if (!b->word[r].form) {
            memset(q, MATRIX_ZERO, (size_t)d);
            continue;
        }
        neural_normalise(k->x + (size_t)r * (size_t)d, d, k->y);
        quantise_signed(k->y, d, net->act[block], q);
    }
}

/* One step of H recurrences: c = z + f * (c - z); x += o * c. */
CLONES static void step(const float *z, const float *f, const float *o, int h, float *c, float *x)
{
    for (int j = 0; j < h; j++) {
        c[j] = z[j] + f[j] * (c[j] - z[j]);
        x[j] += o[j] * c[j];
    }
}

static void recur(const struct network *net, const struct network_batch *b, struct room *k)
{
    int d = net->d, h = d / 2;
    for (int r = 0; r < b->rows; r++)
        neural_logistic(k->u + (size_t)r * (size_t)(3 * d) + d, (size_t)(2 * d));
    for (int back = 0; back < 2; back++) {
        memset(k->c, 0, sizeof(float) * (size_t)h);
        for (int i = 0; i < b->rows; i++) {
            int r = back ? b->rows - 1 - i : i;
            if (!b->word[r].form) {
                memset(k->c, 0, sizeof(float) * (size_t)h);
                continue;
            }
            const float *z = k->u + (size_t)r * (size_t)(3 * d) + back * h;
            step(z, z + d, z + 2 * d, h, k->c, k->x + (size_t)r * (size_t)d + back * h);
        }
    }
}

CLONES static void relu(float *x, int n)
{
    for (int i = 0; i < n; i++)
        x[i] = x[i] > 0 ? x[i] : 0;
}

/* y (rows, w->rows) = w times the n rectified columns of heads that begin at `from`. */
static void second(const struct network *net, const struct network_batch *b, const struct matrix *w, int from, int n,
                   struct room *k, struct arena *tmp, float *y)
{
    uint8_t *q = arena_take(tmp, (size_t)b->rows, (size_t)w->cols);
    for (int r = 0; r < b->rows; r++)
        k->unit[r] = quantise_positive(b->heads + (size_t)r * (size_t)net->heads.rows + from, n, w->cols,
                                       q + (size_t)r * (size_t)w->cols);
    matrix_apply(w, q, w->cols, b->rows, 0, k->unit, k->acc, y);
}

void network_run(const struct network *net, struct network_batch *b, struct arena *tmp)
{
    int d = net->d, widest = 3 * d;
    const struct matrix *all[] = {&net->heads, &net->tags, &net->arcs, &net->dist, &net->in};
    for (int i = 0; i < 5; i++)
        widest = all[i]->rows > widest ? all[i]->rows : widest;
    size_t rows = (size_t)b->rows;
    struct room k = {
        .x = arena_take(tmp, rows * (size_t)d, sizeof(float)), .y = arena_take(tmp, (size_t)d, sizeof(float)),
        .u = arena_take(tmp, rows * (size_t)(3 * d), sizeof(float)), .c = arena_take(tmp, (size_t)d, sizeof(float)),
        .unit = arena_take(tmp, rows, sizeof(float)), .q = arena_take(tmp, rows + 2, (size_t)d),
        .acc = arena_take(tmp, rows * (size_t)widest, sizeof(int32_t))};
    b->heads = arena_take(tmp, rows * (size_t)net->heads.rows, sizeof(float));
    b->tags = arena_take(tmp, rows * (size_t)net->tags.rows, sizeof(float));
    b->arcs = arena_take(tmp, rows * (size_t)net->arcs.rows, sizeof(float));
    b->dist = arena_take(tmp, rows * (size_t)net->dist.rows, sizeof(float));
    input(net, b, &k, tmp);
    for (int i = 0; i < net->n_blocks; i++) {
        encode(net, b, i, &k);
        bool conv = net->block[i] == 'c';
        matrix_apply(&net->blocks[i], conv ? k.q : k.q + d, d, b->rows, MATRIX_ZERO, k.unit, k.acc, k.u);
        if (conv)
            neural_swish(k.u, rows * (size_t)d, k.x);
        else
            recur(net, b, &k);
    }
    encode(net, b, net->n_blocks, &k);
    matrix_apply(&net->heads, k.q + d, d, b->rows, MATRIX_ZERO, k.unit, k.acc, b->heads);
    for (int r = 0; r < b->rows; r++)
        relu(b->heads + (size_t)r * (size_t)net->heads.rows, net->tag + 2 * net->arc);
    second(net, b, &net->tags, 0, net->tag, &k, tmp, b->tags);
    second(net, b, &net->arcs, net->tag, net->arc, &k, tmp, b->arcs);
    second(net, b, &net->dist, net->tag + net->arc, net->arc, &k, tmp, b->dist);
}

static int bucket(int dep, int head)
{
    if (head == 0)
        return NETWORK_BUCKETS - 1;
    int far = head > dep ? head - dep : dep - head, b;
    if (far <= 4)
        b = far > 0 ? far - 1 : 0;
    else
        b = far <= 6 ? 4 : far <= 9 ? 5 : far <= 14 ? 6 : far <= 24 ? 7 : 8;
    return head > dep ? b + 9 : b;
}

CLONES static void add_scaled(const float *x, float by, int n, float *out)
{
    for (int i = 0; i < n; i++)
        out[i] += x[i] * by;
}

void network_arcs(const struct network *net, const struct network_batch *b, int first, int n, float *score,
                  struct arena *tmp)
{
    int da = net->arc, wide = (n + 1 + 15) & ~15;
    float *turned = arena_take(tmp, (size_t)da * (size_t)wide, sizeof(float));        /* heads (da, n+1) */
    float *row = arena_take(tmp, (size_t)wide, sizeof(float));
    for (int k = 0; k < da; k++)
        turned[k * wide] = net->root[k];
    for (int j = 0; j < n; j++) {
        const float *head = b->heads + (size_t)(first + j) * (size_t)net->heads.rows + net->tag + da;
        for (int k = 0; k < da; k++)
            turned[k * wide + j + 1] = head[k];
    }
    for (int i = 0; i < n; i++) {
        const float *query = b->arcs + (size_t)(first + i) * (size_t)net->arcs.rows, *far = query + da;
        memset(row, 0, sizeof(float) * (size_t)wide);
        for (int k = 0; k < da; k++)
            add_scaled(turned + k * wide, query[k], wide, row);
        row[0] += far[NETWORK_BUCKETS - 1];
        for (int j = 1; j <= n; j++) {
            int at = bucket(i + 1, j);
            row[j] += far[at] + b->dist[(size_t)(first + j - 1) * (size_t)net->dist.rows + (size_t)at];
        }
        row[i + 1] = -1e6f;
        memcpy(score + (size_t)i * (size_t)(n + 1), row, sizeof(float) * (size_t)(n + 1));
    }
}

CLONES static void add_three(const float *a, const float *b, const float *c, int n, float *out)
{
    for (int i = 0; i < n; i++) {
        float v = a[i] + b[i] + c[i];
        out[i] = v > 0 ? v : 0;
    }
}

void network_rels(const struct network *net, const struct network_batch *b, int first, int n, const int *head,
                  float *score, struct arena *tmp)
{
    int r = net->rel, from = net->tag + 2 * net->arc;
    float *h = arena_take(tmp, (size_t)r, sizeof *h), *unit = arena_take(tmp, (size_t)n, sizeof *unit);
    uint8_t *q = arena_take(tmp, (size_t)n, (size_t)net->rels.cols);
    int32_t *acc = arena_take(tmp, (size_t)n * (size_t)net->rels.rows, sizeof *acc);
    for (int i = 0; i < n; i++) {
        const float *own = b->heads + (size_t)(first + i) * (size_t)net->heads.rows + from;
        const float *other = net->rel_root;
        if (head[i])
            other = b->heads + (size_t)(first + head[i] - 1) * (size_t)net->heads.rows + from + r;
        add_three(own, other, net->rel_dist + (size_t)bucket(i + 1, head[i]) * (size_t)r, r, h);
        unit[i] = quantise_positive(h, r, net->rels.cols, q + (size_t)i * (size_t)net->rels.cols);
    }
    matrix_apply(&net->rels, q, net->rels.cols, n, 0, unit, acc, score);
}
