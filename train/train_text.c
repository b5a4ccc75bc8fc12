/* train/train_text.c: learns src/text's two classifiers from CoNLL-U files.
 * usage: train_text [-s SEED] [-e EPOCHS] OUT FILE.conllu ...
 * Logistic regression with hashed features, AdaGrad, weights averaged over the updates, then rounded to bytes.
 * Equal files, options and seed give equal bytes. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/split.h"
#include "text/weights.h"

struct sent {
    char    *text;
    int      new_par;
    size_t   n;
    struct { uint32_t len; uint8_t glued, last_of_token; } *word;   /* len in bytes, without white space */
    size_t   word_bytes;
};

struct block {                         /* one paragraph: characters, and after each whether a word or sentence ends */
    char       *text;
    size_t      n_bytes, n_chr, n_words;
    struct chr *c;
    struct word *w;                    /* gold words */
    uint8_t    *starts;                /* per character: a gold word begins here */
};

struct corpus {
    struct block *b;
    size_t n, cap;
};

struct learner {
    float *weight, *square;
    double *sum;
    float  rate;
    uint32_t bits;
};

static uint64_t seed = 1;

static uint32_t draw(void)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33);
}

static void *take(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size);
    if (!p) {
        fprintf(stderr, "train_text: out of memory\n");
        exit(1);
    }
    return p;
}

/* A block under construction. */
struct build {
    char  *text;
    size_t n, cap;
    uint32_t *start, *end;             /* gold words in bytes */
    uint8_t  *last;
    size_t n_words, cap_words;
};

static void put_text(struct build *b, const char *s, size_t n)
{
    while (b->n + n + 1 > b->cap)
        b->text = realloc(b->text, b->cap = b->cap ? b->cap * 2 : 4096);
    memcpy(b->text + b->n, s, n);
    b->n += n;
    b->text[b->n] = 0;
}

static void put_word(struct build *b, uint32_t start, uint32_t end)
{
    if (b->n_words == b->cap_words) {
        b->cap_words = b->cap_words ? b->cap_words * 2 : 512;
        b->start = realloc(b->start, b->cap_words * sizeof *b->start);
        b->end = realloc(b->end, b->cap_words * sizeof *b->end);
        b->last = realloc(b->last, b->cap_words);
    }
    b->start[b->n_words] = start;
    b->end[b->n_words] = end;
    b->last[b->n_words++] = 0;
}

static void close_block(struct build *b, struct corpus *corpus)
{
    if (b->n_words == 0) {
        b->n = 0;
        return;
    }
    if (corpus->n == corpus->cap)
        corpus->b = realloc(corpus->b, (corpus->cap = corpus->cap ? corpus->cap * 2 : 1024) * sizeof *corpus->b);
    struct block *o = &corpus->b[corpus->n++];
    *o = (struct block){ .n_bytes = b->n, .n_words = b->n_words };
    o->text = take(b->n + 1, 1);
    memcpy(o->text, b->text, b->n);
    o->c = take(b->n + 1, sizeof *o->c);
    o->n_chr = split_decode(o->text, b->n, o->c);
    o->w = take(b->n_words, sizeof *o->w);
    o->starts = take(o->n_chr + 1, 1);
    size_t k = 0;
    for (size_t i = 0; i < b->n_words; i++) {
        while (o->c[k].at < b->start[i])
            k++;
        o->w[i].c0 = (uint32_t)k;
        o->starts[k] = 1;
        o->w[i].flags = (uint8_t)(k > 0 && o->c[k - 1].cls != CHR_SPACE ? WORD_GLUED : 0);
        while (o->c[k].at < b->end[i])
            k++;
        o->w[i].c1 = (uint32_t)k;
        o->w[i].flags |= (uint8_t)(b->last[i] ? WORD_LAST : 0);
    }
    split_describe(o->c, o->w, o->n_words);
    b->n = b->n_words = 0;
}

/* Finds form in text from *at on, white space aside; false if it does not stand there. */
static int locate(const char *text, size_t n, size_t *at, const char *form, size_t len, uint32_t *start)
{
    while (*at < n && text[*at] == ' ')
        ++*at;
    *start = (uint32_t)*at;
    for (size_t i = 0; i < len; i++, ++*at) {
        if (*at >= n || text[*at] != form[i])
            return 0;
    }
    return 1;
}

struct row {
    int  id, to;                       /* to > id: a multi-word token */
    char form[512];
};

/* Adds one sentence: its text, then its words, multi-word tokens in parts where the parts spell the token. */
static int add_sentence(struct build *b, const char *text, const struct row *row, size_t n_rows)
{
    if (b->n > 0)
        put_text(b, " ", 1);
    size_t base = b->n, len = strlen(text), at = 0, first = b->n_words;
    put_text(b, text, len);
    for (size_t i = 0; i < n_rows; i++) {
        uint32_t start;
        size_t n = strlen(row[i].form);
        if (!locate(text, len, &at, row[i].form, n, &start))
            return 0;
        size_t parts = row[i].to > row[i].id ? (size_t)(row[i].to - row[i].id + 1) : 0, sum = 0;
        for (size_t k = 1; k <= parts && i + k < n_rows; k++)
            sum += strlen(row[i + k].form);
        if (parts == 0 || sum != n)
            put_word(b, (uint32_t)base + start, (uint32_t)(base + at));
        for (size_t k = 1, o = start; sum == n && k <= parts; k++) {
            size_t size = strlen(row[i + k].form);
            put_word(b, (uint32_t)(base + o), (uint32_t)(base + o + size));
            o += size;
        }
        i += parts;
    }
    if (b->n_words > first)
        b->last[b->n_words - 1] = 1;
    return 1;
}

static void read_conllu(const char *path, struct corpus *corpus)
{
    FILE *f = fopen(path, "r");
    if (!f) {
        perror(path);
        exit(1);
    }
    static char line[1 << 20], text[1 << 20];
    static struct row rows[4096];
    size_t n_rows = 0;
    struct build b = { 0 };
    int fresh = 0;
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "\r\n")] = 0;
        if (!strncmp(line, "# newdoc", 8) || !strncmp(line, "# newpar", 8))
            fresh = 1;
        else if (!strncmp(line, "# text = ", 9))
            memcpy(text, line + 9, strlen(line + 9) + 1);
        else if (line[0] >= '0' && line[0] <= '9' && n_rows < 4096) {
            struct row *r = &rows[n_rows];
            char *form = strchr(line, '\t');
            if (!form || memchr(line, '.', (size_t)(form - line)))
                continue;
            r->id = r->to = atoi(line);
            char *dash = memchr(line, '-', (size_t)(form - line));
            if (dash)
                r->to = atoi(dash + 1);
            snprintf(r->form, sizeof r->form, "%.*s", (int)strcspn(form + 1, "\t"), form + 1);
            n_rows++;
        } else if (line[0] == 0 && n_rows > 0) {
            if (fresh)
                close_block(&b, corpus);
            if (!add_sentence(&b, text, rows, n_rows))
                fprintf(stderr, "%s: words do not spell: %s\n", path, text);
            n_rows = 0;
            fresh = 0;
        }
    }
    close_block(&b, corpus);
    fclose(f);
}

static float dot(const struct learner *l, const uint32_t *f, size_t n)
{
    float s = 0;
    for (size_t i = 0; i < n; i++)
        s += l->weight[f[i]];
    return s;
}

static void learn(struct learner *l, const uint32_t *f, size_t n, int gold, float s)
{
    float g = (float)gold - 1.0f / (1.0f + expf(-s));
    if (fabsf(g) < 0.002f)
        return;
    for (size_t i = 0; i < n; i++) {
        l->square[f[i]] += g * g;
        l->weight[f[i]] += l->rate * g / (0.1f + sqrtf(l->square[f[i]]));
    }
}

static struct learner learner_new(uint32_t bits, float rate)
{
    size_t n = (size_t)1 << bits;
    return (struct learner){ take(n, sizeof(float)), take(n, sizeof(float)), take(n, sizeof(double)), rate, bits };
}

static void average(struct learner *l)
{
    for (size_t i = 0; i < (size_t)1 << l->bits; i++)
        l->sum[i] += l->weight[i];
}

static void train_breaks(struct learner *l, const struct block *b, size_t *wrong)
{
    uint32_t f[TEXT_MAX_FEATURES];
    for (size_t from = 0; from < b->n_chr;) {
        if (b->c[from].cls == CHR_SPACE) {
            from++;
            continue;
        }
        size_t to = from + 1, start = from;
        while (to < b->n_chr && b->c[to].cls != CHR_SPACE)
            to++;
        for (size_t i = from + 1; i < to; i++) {
            if (b->starts[i] && !split_may_break(b->c, from, to, i))
                start = i;
            if (!split_may_break(b->c, from, to, i))
                continue;
            size_t n = split_break_features(b->c, from, to, start, i, f);
            float s = dot(l, f, n);
            *wrong += (s > 0) != b->starts[i];
            learn(l, f, n, b->starts[i], s);
            if (b->starts[i])
                start = i;
        }
        from = to;
    }
}

/* Follows the gold sentences, or (when free) those the learner believes in, as it will have to. */
static void train_ends(struct learner *l, const struct block *b, int free_run, size_t *wrong)
{
    uint32_t f[TEXT_MAX_FEATURES], *to_stop = take(b->n_words, sizeof *to_stop);
    uint8_t *repeats = take(b->n_words, 1);
    struct end_state s;
    split_end_begin(&s, b->w, b->n_words, to_stop, repeats);
    for (size_t i = 0; i + 1 < b->n_words; i++) {
        int gold = (b->w[i].flags & WORD_LAST) != 0;
        split_end_step(&s, b->w, i);
        size_t n = split_end_features(&s, b->w, b->n_words, i, f);
        float x = dot(l, f, n);
        *wrong += (x > 0) != gold;
        learn(l, f, n, gold, x);
        if (free_run ? x > 0 : gold)
            split_end_reset(&s, i + 1);
    }
    free(to_stop);
    free(repeats);
}

static void shuffle(size_t *order, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t k = draw() % i, t = order[i - 1];
        order[i - 1] = order[k];
        order[k] = t;
    }
}

static void quantise(const struct learner *l, double scale, int8_t *out)
{
    for (size_t i = 0; i < (size_t)1 << l->bits; i++) {
        double v = rint(l->sum[i] * scale);
        out[i] = (int8_t)(v > 127 ? 127 : v < -127 ? -127 : v);
    }
}

int main(int argc, char **argv)
{
    int epochs = 16, a = 1;
    for (; a + 1 < argc && argv[a][0] == '-'; a += 2) {
        if (argv[a][1] == 's')
            seed = strtoull(argv[a + 1], NULL, 10);
        else if (argv[a][1] == 'e')
            epochs = atoi(argv[a + 1]);
    }
    if (argc - a < 2) {
        fprintf(stderr, "usage: train_text [-s SEED] [-e EPOCHS] OUT FILE.conllu ...\n");
        return 2;
    }
    struct corpus corpus = { 0 };
    for (int i = a + 1; i < argc; i++)
        read_conllu(argv[i], &corpus);
    size_t *order = take(corpus.n, sizeof *order);
    for (size_t i = 0; i < corpus.n; i++)
        order[i] = i;
    struct learner brk = learner_new(TEXT_BREAK_BITS, 0.15f), end = learner_new(TEXT_END_BITS, 0.08f);
    for (int e = 0; e < epochs; e++) {
        size_t wrong_brk = 0, wrong_end = 0;
        shuffle(order, corpus.n);
        for (size_t i = 0; i < corpus.n; i++) {
            train_breaks(&brk, &corpus.b[order[i]], &wrong_brk);
            train_ends(&end, &corpus.b[order[i]], e >= 2, &wrong_end);
        }
        if (e >= epochs / 4) {
            average(&brk);
            average(&end);
        }
        fprintf(stderr, "epoch %d: %zu wrong breaks, %zu wrong ends\n", e + 1, wrong_brk, wrong_end);
    }
    int averaged = epochs - epochs / 4;
    struct weights_file *out = take(1, sizeof *out);
    memcpy(out->magic, WEIGHTS_MAGIC, sizeof out->magic);
    quantise(&brk, 24.0 / averaged, out->brk);
    quantise(&end, 24.0 / averaged, out->end);
    out->check = weights_check(out);
    FILE *f = fopen(argv[a], "wb");
    if (!f || fwrite(out, sizeof *out, 1, f) != 1 || fclose(f) != 0) {
        perror(argv[a]);
        return 1;
    }
    return 0;
}
