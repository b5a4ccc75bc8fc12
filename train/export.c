/* train/export.c: quantises weights by row, packs them as the kernels read them, learns lemma scripts. */
#include "export.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "neural/model.h"
#include "syntax/lemma.h"

enum { SECTIONS_MAX = 96 };

struct writer {
    struct model_section section[SECTIONS_MAX];
    void *data[SECTIONS_MAX];
    uint32_t n;
};

static void *room_for(struct writer *w, const char *name, size_t rows, size_t cols, size_t entry)
{
    struct model_section *s = &w->section[w->n];
    if (w->n == SECTIONS_MAX)
        abort();
    snprintf(s->name, sizeof s->name, "%s", name);
    s->rows = (uint32_t)rows;
    s->cols = (uint32_t)cols;
    s->size = rows * cols * entry;
    void *p = calloc(s->size + 1, 1);
    if (!p)
        abort();
    return w->data[w->n++] = p;
}

static bool write_file(struct writer *w, const char *path)
{
    uint64_t at = MODEL_HEAD + w->n * sizeof(struct model_section);
    for (uint32_t i = 0; i < w->n; i++) {
        at = (at + 63) & ~(uint64_t)63;
        w->section[i].at = at;
        at += w->section[i].size;
    }
    unsigned char *all = calloc(at, 1);
    struct model_header head = {.magic = "DLMODEL\n", .version = MODEL_VERSION, .n = w->n, .size = at};
    memcpy(all + MODEL_HEAD, w->section, w->n * sizeof(struct model_section));
    for (uint32_t i = 0; i < w->n; i++)
        memcpy(all + w->section[i].at, w->data[i], w->section[i].size);
    head.hash = model_hash(all + MODEL_HEAD, at - MODEL_HEAD);
    memcpy(all, &head, sizeof head);
    FILE *f = fopen(path, "wb");
    bool ok = f && fwrite(all, 1, at, f) == at;
    ok = f && !fclose(f) && ok;
    free(all);
    return ok;
}

/* One row to int8 with its greatest at 127; returns the scale. */
static float to_int8(const float *row, int n, int8_t *q)
{
    float top = 0;
    for (int i = 0; i < n; i++)
        top = fmaxf(top, fabsf(row[i]));
    for (int i = 0; i < n; i++)
        q[i] = (int8_t)(top > 0 ? lrintf(row[i] * 127 / top) : 0);
    return top / 127;
}

static void table(struct writer *w, const char *name, const float *rows, int n, int cols)
{
    char other[MODEL_NAME];
    snprintf(other, sizeof other, "%s.s", name);
    int8_t *q = room_for(w, name, (size_t)n, (size_t)cols, 1);
    float *scale = room_for(w, other, (size_t)n, 1, sizeof(float));
    for (int i = 0; i < n; i++)
        scale[i] = to_int8(rows + (size_t)i * (size_t)cols, cols, q + (size_t)i * (size_t)cols);
}

/* Several weights over the same input, one below the other. w[i] and b[i] number params; b may be -1. */
static void stack(struct writer *out, const struct net *net, const char *name, const int *w, const int *b, int n)
{
    int rows = 0, cols = net->params[w[0]].cols, row = 0;
    for (int i = 0; i < n; i++)
        rows += net->params[w[i]].rows;
    int high = (rows + 15) & ~15, wide = (cols + 3) & ~3;
    char other[4][MODEL_NAME];
    for (int i = 0; i < 4; i++)
        snprintf(other[i], MODEL_NAME, "%s.%c", name, "wsbz"[i]);
    int8_t *packed = room_for(out, other[0], (size_t)high, (size_t)wide, 1), q[4096];
    float *scale = room_for(out, other[1], (size_t)high, 1, sizeof(float));
    float *bias = room_for(out, other[2], (size_t)high, 1, sizeof(float));
    int32_t *sum = room_for(out, other[3], (size_t)high, 1, sizeof(int32_t));
    for (int i = 0; i < n; i++)
        for (int r = 0; r < net->params[w[i]].rows; r++, row++) {
            scale[row] = to_int8(net->w + net->params[w[i]].at + (size_t)r * (size_t)cols, cols, q);
            bias[row] = b[i] < 0 ? 0 : net->w[net->params[b[i]].at + (size_t)r];
            for (int c = 0; c < cols; c++) {
                sum[row] += q[c];
                packed[(size_t)(row & ~15) * (size_t)wide + (size_t)(c / 4 * 64 + row % 16 * 4 + c % 4)] = q[c];
            }
        }
}

static void floats(struct writer *w, const struct net *net, const char *name, int param)
{
    const struct param *p = &net->params[param];
    memcpy(room_for(w, name, (size_t)p->rows, (size_t)p->cols, sizeof(float)), net->w + p->at,
           sizeof(float) * (size_t)p->rows * (size_t)p->cols);
}

static void key_table(struct writer *w, const char *name, const uint64_t *key, const uint32_t *value, size_t n)
{
    size_t room = 1024;
    char other[MODEL_NAME];
    while (room * 3 < n * 5)
        room *= 2;
    snprintf(other, sizeof other, "%s.at", name);
    uint64_t *keys = room_for(w, name, room, 1, sizeof *keys);
    uint32_t *values = room_for(w, other, room, 1, sizeof *values);
    for (size_t i = 0; i < n; i++) {
        if (!key[i])
            continue;
        size_t at = (size_t)(key[i] >> 17) & (room - 1);
        while (keys[at])
            at = (at + 1) & (room - 1);
        keys[at] = key[i];
        values[at] = value ? value[i] : (uint32_t)i;
    }
}

static void strings(struct writer *w, const char *name, const struct names *n)
{
    size_t size = 0;
    for (int i = 0; i < n->count; i++)
        size += strlen(n->text[i]) + 1;
    char *out = room_for(w, name, size, 1, 1);
    for (int i = 0; i < n->count; i++)
        out = stpcpy(out, n->text[i]) + 1;
}

static int ascending(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* For each block: 63 / (the value that one in two thousand of |y| exceeds), from 400 training sentences. */
static void calibrate(struct writer *w, const struct net *net, const struct corpus *train, struct work *k)
{
    enum { SAMPLE = 400 };
    struct sentence *s[SAMPLE];
    struct scores sum = {0};
    int n = train->n < SAMPLE ? train->n : SAMPLE;
    for (int i = 0; i < n; i++)
        s[i] = &train->sentences[(size_t)i * (size_t)train->n / (size_t)n];
    net_pass(net, k, s, n, NULL, 0, &sum);
    int blocks = net->shape.n_blocks + 1;
    float *per = room_for(w, "act", (size_t)blocks, 1, sizeof(float));
    size_t count = (size_t)sum.words * (size_t)net->shape.d;
    float *sorted = malloc(count * sizeof(float));
    for (int b = 0; b < blocks; b++) {
        for (size_t i = 0; i < count; i++)
            sorted[i] = fabsf(k->act[b][i]);
        qsort(sorted, count, sizeof(float), ascending);
        per[b] = 63 / sorted[count - 1 - count / 2000];
    }
    free(sorted);
}

/* ---- lemmas: what to cut and add, by spelling and tag ---- */

struct tally { uint64_t key; int script, count; };
struct tallies { struct tally *at; size_t n, room; struct keys index; };

static void tally(struct tallies *t, uint64_t key, int script)
{
    uint64_t both = key ^ ((uint64_t)(script + 1) * 0x9e3779b97f4a7c15u);
    int i = keys_get(&t->index, both);
    if (i < 0) {
        if (t->n == t->room)
            t->at = realloc(t->at, (t->room = t->room ? 2 * t->room : 1024) * sizeof *t->at);
        keys_put(&t->index, both, i = (int)t->n);
        t->at[t->n++] = (struct tally){key, script, 0};
    }
    t->at[i].count++;
}

static int script_of(struct names *scripts, const struct word *w)
{
    char lower[256], text[300];
    size_t size = strlen(w->lemma), same = 0, same_low = 0, len = (size_t)w->size;
    if (len > 200 || size > 200)
        return -1;
    lemma_lower(w->form, len, lower);
    while (same < len && same < size && w->form[same] == w->lemma[same])
        same++;
    while (same_low < len && same_low < size && lower[same_low] == w->lemma[same_low])
        same_low++;
    bool low = same_low > same;
    size_t keep = low ? same_low : same;
    while (keep > 0 && keep < len && ((unsigned char)w->form[keep] & 0xc0) == 0x80)
        keep--;
    snprintf(text, sizeof text, "%c%c%s", low ? 'l' : 'k', (char)('0' + (len - keep)), w->lemma + keep);
    return len - keep > 70 ? -1 : names_add(scripts, text, strlen(text));
}

static void lemmas(struct writer *w, const struct labels *labels, const struct corpus *train)
{
    struct names scripts = {0};
    struct tallies t = {0};
    uint64_t key[LEMMA_KEYS];
    (void)labels;
    for (int s = 0; s < train->n; s++)
        for (int i = 0; i < train->sentences[s].n; i++) {
            const struct word *word = &train->sentences[s].words[i];
            int script = word->xpos < 0 || !strcmp(word->lemma, "_") ? -1 : script_of(&scripts, word);
            int n = lemma_keys(word->form, (size_t)word->size, word->xpos, word->upos, key);
            for (int k = 0; script >= 0 && k < n; k++)
                tally(&t, key[k], script);
        }
    struct keys best = {0};
    for (size_t i = 0; i < t.n; i++) {
        int old = keys_get(&best, t.at[i].key);
        if (old < 0 || t.at[i].count > t.at[old].count)
            keys_put(&best, t.at[i].key, (int)i);
    }
    uint64_t *keys = malloc((t.n + 1) * sizeof *keys);
    uint32_t *values = malloc((t.n + 1) * sizeof *values);
    size_t n = 0;
    for (size_t i = 0; i < t.n; i++)
        if (keys_get(&best, t.at[i].key) == (int)i) {
            keys[n] = t.at[i].key;
            values[n++] = (uint32_t)t.at[i].script;
        }
    key_table(w, "lemma", keys, values, n);
    strings(w, "lemma.text", &scripts);
    printf("lemmas: %d scripts, %zu keys\n", scripts.count, n);
}

bool export_model(const struct net *net, const struct lexicon *lex, const struct labels *labels,
                  const struct corpus *train, struct work *work, const char *path)
{
    static struct writer w;
    const struct shape *s = &net->shape;
    int32_t *shape = room_for(&w, "shape", 16 + BLOCKS_MAX, 1, sizeof *shape);
    const int32_t sizes[] = {s->d, s->word, s->bag, s->n_blocks, s->tag, s->arc, s->rel, s->n_upos, s->n_xpos,
                             s->n_feats, s->n_rel};
    memcpy(shape, sizes, sizeof sizes);
    for (int b = 0; b < s->n_blocks; b++)
        shape[16 + b] = s->blocks[b];
    strings(&w, "upos", &labels->upos);
    strings(&w, "xpos", &labels->xpos);
    strings(&w, "feats", &labels->feats);
    strings(&w, "rel", &labels->rel);
    table(&w, "vec", lex->vectors.rows, lex->vectors.count, VECTOR);
    key_table(&w, "vec.key", lex->vectors.row_key, NULL, (size_t)lex->vectors.count);
    table(&w, "word", net->w + net->params[net->word].at, s->n_words, s->word);
    key_table(&w, "word.key", lex->word_key, NULL, (size_t)s->n_words);
    table(&w, "bag", net->w + net->params[net->bag].at, s->bag_rows, s->bag);
    stack(&w, net, "in", &net->in_w, &net->in_b, 1);
    for (int b = 0; b < s->n_blocks; b++) {
        char name[MODEL_NAME];
        snprintf(name, sizeof name, "block%d", b);
        stack(&w, net, name, &net->block_w[b], &net->block_b[b], 1);
    }
    stack(&w, net, "heads", (int[]){net->tag_w, net->dep_w, net->head_w, net->reld_w, net->relh_w},
          (int[]){net->tag_b, net->dep_b, net->head_b, net->rel_hb, -1}, 5);
    stack(&w, net, "tags", net->out_w, net->out_b, 3);
    stack(&w, net, "arcs", (int[]){net->arc_u, net->dist_dep}, (int[]){net->arc_ub, -1}, 2);
    stack(&w, net, "dist", &net->dist_head, (int[]){-1}, 1);
    stack(&w, net, "rels", &net->rel_w, &net->rel_b, 1);
    floats(&w, net, "arc.root", net->root);
    floats(&w, net, "rel.root", net->rel_root);
    floats(&w, net, "rel.dist", net->rel_dist);
    calibrate(&w, net, train, work);
    lemmas(&w, labels, train);
    return write_file(&w, path);
}
