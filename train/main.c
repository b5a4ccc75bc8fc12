/* train/main.c: dl-train, which makes a parser's weights from treebanks; two threads, equal seeds give equal bytes. */
#include "net.h"
#include "export.h"

#include <getopt.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SHARDS = 2, TRAINS_MAX = 8 };

struct options {
    const char *train[TRAINS_MAX], *dev[TRAINS_MAX], *vectors, *out, *curve, *model;
    int n_train, n_dev, epochs, batch, n_vectors, check, resume;
    uint64_t seed;
    float rate;
};

struct shard {
    const struct net *net;
    struct work *work;
    struct sentence **s;
    int n;
    const struct dropout *drop;
    float scale;
    struct scores scores;
};

static void *shard_run(void *arg)
{
    struct shard *k = arg;
    k->scores = (struct scores){0};
    if (k->n)
        net_pass(k->net, k->work, k->s, k->n, k->drop, k->scale, &k->scores);
    return NULL;
}

static void run_all(struct shard *shards)
{
    pthread_t other;
    pthread_create(&other, NULL, shard_run, &shards[1]);
    shard_run(&shards[0]);
    pthread_join(other, NULL);
}

static void deal(struct sentence **s, int n, struct shard *shards)
{
    long words[SHARDS] = {0};
    for (int i = 0; i < SHARDS; i++)
        shards[i].n = 0;
    for (int i = 0; i < n; i++) {
        int to = words[1] < words[0];
        shards[to].s[shards[to].n++] = s[i];
        words[to] += s[i]->n;
    }
}

static void add_scores(struct scores *a, const struct scores *b)
{
    a->loss += b->loss;
    a->words += b->words;
    a->upos += b->upos;
    a->xpos += b->xpos;
    a->feats += b->feats;
    a->uas += b->uas;
    a->las += b->las;
}

struct adam {
    float *m, *v;
    long step;
    float rate, unit;                 /* unit: 1 / clip of the gradient's norm */
};

static void adam_range(struct net *net, struct adam *a, const struct shard *shards, size_t from, size_t to)
{
    const float b1 = 0.9f, b2 = 0.98f;
    float *m = a->m, *v = a->v, *w = net->w;
    const float *g0 = shards[0].work->grad, *g1 = shards[1].work->grad;
    double n = (double)a->step;
    float rate = a->rate * (float)(sqrt(1 - pow(0.98, n)) / (1 - pow(0.9, n)));
    for (size_t i = from; i < to; i++) {
        float g = (g0[i] + g1[i]) * a->unit;
        m[i] = b1 * m[i] + (1 - b1) * g;
        v[i] = b2 * v[i] + (1 - b2) * g * g;
        w[i] -= rate * m[i] / (sqrtf(v[i]) + 1e-8f);
    }
}

static void adam_tables(struct net *net, struct adam *a, struct shard *shards)
{
    const int table[2] = {net->word, net->bag};
    for (int i = 0; i < 2; i++) {
        const struct param *p = &net->params[table[i]];
        struct work *first = shards[0].work, *second = shards[1].work;
        for (int r = 0; r < second->n_rows[i]; r++)
            if (!first->seen[i][second->rows[i][r]]) {
                first->seen[i][second->rows[i][r]] = 1;
                first->rows[i][first->n_rows[i]++] = second->rows[i][r];
            }
        for (int r = 0; r < first->n_rows[i]; r++) {
            size_t at = p->at + (size_t)first->rows[i][r] * (size_t)p->cols;
            adam_range(net, a, shards, at, at + (size_t)p->cols);
        }
    }
}

static void adam_step(struct net *net, struct adam *a, struct shard *shards)
{
    double square = 0;
    const float *g0 = shards[0].work->grad, *g1 = shards[1].work->grad;
    for (size_t i = net->dense; i < net->size; i++)
        square += (double)((g0[i] + g1[i]) * (g0[i] + g1[i]));
    a->unit = square > 4 ? (float)(2 / sqrt(square)) : 1;
    a->step++;
    adam_range(net, a, shards, net->dense, net->size);
    adam_tables(net, a, shards);
    for (int i = 0; i < SHARDS; i++)
        work_clear(net, shards[i].work);
}

static bool drop_last(const struct sentence *s, const struct labels *labels)
{
    const struct word *last = &s->words[s->n - 1];
    if (s->n < 3 || last->rel < 0 || strcmp(labels->rel.text[last->rel], "punct") || last->head == 0)
        return false;
    for (int i = 0; i < s->n; i++)
        if (s->words[i].head == s->n)
            return false;
    return true;
}

/* Headlines and hasty typing: one sentence in twelve in one case, one in ten without its stop. */
static struct sentence *vary(const struct lexicon *lex, const struct labels *labels, struct sentence *s,
                             uint64_t *rng)
{
    float dice = rng_unit(rng), stop = rng_unit(rng);
    bool cut = stop < 0.10f && drop_last(s, labels);
    if (dice > 0.08f && !cut)
        return s;
    struct sentence *copy = malloc(sizeof *copy);
    *copy = (struct sentence){malloc(sizeof(struct word) * (size_t)s->n), s->n - cut};
    memcpy(copy->words, s->words, sizeof(struct word) * (size_t)copy->n);
    for (int i = 0; i < copy->n && dice <= 0.08f; i++) {
        char form[256];
        int size = s->words[i].size < 255 ? s->words[i].size : 255;
        for (int j = 0; j < size; j++) {
            char c = s->words[i].form[j];
            if (dice < 0.05f)
                c = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
            else
                c = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
            form[j] = c;
        }
        lexicon_look(lex, form, (size_t)size, &copy->words[i]);
    }
    return copy;
}

static void evaluate(struct shard *shards, struct corpus *c, struct scores *out)
{
    struct sentence *s[64];
    *out = (struct scores){0};
    for (int i = 0; i < SHARDS; i++) {
        shards[i].drop = NULL;
        shards[i].scale = 0;
    }
    for (int at = 0; at < c->n;) {
        int n = 0;
        while (n < 64 && at < c->n)
            s[n++] = &c->sentences[at++];
        deal(s, n, shards);
        run_all(shards);
        for (int i = 0; i < SHARDS; i++)
            add_scores(out, &shards[i].scores);
    }
}

static void shuffle(struct sentence **s, int n, uint64_t *rng)
{
    for (int i = n - 1; i > 0; i--) {
        int j = (int)(rng_next(rng) % (uint64_t)(i + 1));
        struct sentence *t = s[i];
        s[i] = s[j];
        s[j] = t;
    }
}

struct run {
    const struct options *o;
    struct net net;
    struct lexicon lex;
    struct labels labels;
    struct corpus train, dev[TRAINS_MAX];
    struct adam adam;
    struct shard shards[SHARDS];
    uint64_t rng;
    long steps;                       /* of the whole run, for the rate's decay */
};

static float rate_now(const struct run *r)
{
    float warm = (float)r->adam.step / 200, left = 1 - (float)r->adam.step / (float)r->steps;
    return r->o->rate * (warm < 1 ? warm : 1) * (left > 0.005f ? left : 0.005f);
}

static void train_batch(struct run *r, struct sentence **s, int n, long words, struct scores *sum)
{
    static const struct dropout drop = {.input = 0.2f, .layer = 0.2f, .head = 0.3f, .word = 0.15f};
    struct sentence *varied[4096];
    for (int i = 0; i < n; i++)
        varied[i] = vary(&r->lex, &r->labels, s[i], &r->rng);
    deal(varied, n, r->shards);
    for (int i = 0; i < SHARDS; i++) {
        r->shards[i].drop = &drop;
        r->shards[i].scale = 1 / (float)words;
        r->shards[i].work->rng = rng_next(&r->rng);
    }
    run_all(r->shards);
    for (int i = 0; i < SHARDS; i++)
        add_scores(sum, &r->shards[i].scores);
    r->adam.rate = rate_now(r);
    adam_step(&r->net, &r->adam, r->shards);
    for (int i = 0; i < n; i++)
        if (varied[i] != s[i]) {
            free(varied[i]->words);
            free(varied[i]);
        }
}

static void train_epoch(struct run *r, struct sentence **order, struct scores *sum)
{
    shuffle(order, r->train.n, &r->rng);
    for (int at = 0; at < r->train.n;) {
        int n = 0;
        long words = 0;
        while (at + n < r->train.n && words < r->o->batch && n < 4096)
            words += order[at + n++]->n;
        train_batch(r, order + at, n, words, sum);
        at += n;
    }
}

static void save(const struct run *r, int epoch)
{
    FILE *f = fopen(r->o->out, "wb");
    if (!f)
        return;
    fwrite(&epoch, sizeof epoch, 1, f);
    fwrite(&r->net.shape, sizeof r->net.shape, 1, f);
    fwrite(&r->adam.step, sizeof r->adam.step, 1, f);
    fwrite(&r->rng, sizeof r->rng, 1, f);
    fwrite(r->net.w, sizeof(float), r->net.size, f);
    fwrite(r->adam.m, sizeof(float), r->net.size, f);
    fwrite(r->adam.v, sizeof(float), r->net.size, f);
    fclose(f);
}

/* Returns the epochs done, or -1 if the checkpoint is missing or of another shape. */
static int restore(struct run *r)
{
    struct shape shape;
    int epoch = -1;
    FILE *f = fopen(r->o->out, "rb");
    if (!f)
        return -1;
    size_t n = r->net.size;
    bool ok = fread(&epoch, sizeof epoch, 1, f) == 1 && fread(&shape, sizeof shape, 1, f) == 1 &&
              !memcmp(&shape, &r->net.shape, sizeof shape) &&
              fread(&r->adam.step, sizeof r->adam.step, 1, f) == 1 && fread(&r->rng, sizeof r->rng, 1, f) == 1 &&
              fread(r->net.w, sizeof(float), n, f) == n && fread(r->adam.m, sizeof(float), n, f) == n &&
              fread(r->adam.v, sizeof(float), n, f) == n;
    fclose(f);
    return ok ? epoch : -1;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void report(struct run *r, int epoch, double began, const struct scores *train)
{
    FILE *csv = r->o->curve ? fopen(r->o->curve, epoch == 1 ? "w" : "a") : NULL;
    if (csv && epoch == 1)
        fprintf(csv, "epoch,seconds,loss,dev,upos,xpos,feats,uas,las\n");
    for (int i = 0; i < r->o->n_dev; i++) {
        struct scores s;
        evaluate(r->shards, &r->dev[i], &s);
        double n = (double)s.words / 100;
        printf("epoch %d %.0fs loss %.3f | %s upos %.2f xpos %.2f feats %.2f uas %.2f las %.2f\n", epoch,
               seconds() - began, train->loss / (double)train->words, r->o->dev[i], (double)s.upos / n,
               (double)s.xpos / n, (double)s.feats / n, (double)s.uas / n, (double)s.las / n);
        if (csv)
            fprintf(csv, "%d,%.0f,%.4f,%d,%.2f,%.2f,%.2f,%.2f,%.2f\n", epoch, seconds() - began,
                    train->loss / (double)train->words, i, (double)s.upos / n, (double)s.xpos / n,
                    (double)s.feats / n, (double)s.uas / n, (double)s.las / n);
    }
    if (csv)
        fclose(csv);
    fflush(stdout);
}

static void train(struct run *r)
{
    struct sentence **order = malloc(sizeof *order * (size_t)r->train.n);
    int epoch = r->o->resume ? restore(r) : 0;
    double began = seconds();
    r->steps = (long)(r->train.n_words / (size_t)r->o->batch + 1) * r->o->epochs;
    for (epoch = epoch < 0 ? 0 : epoch; epoch < r->o->epochs; epoch++) {
        struct scores sum = {0};
        for (int i = 0; i < r->train.n; i++)
            order[i] = &r->train.sentences[i];
        train_epoch(r, order, &sum);
        if ((epoch + 1) % 2 == 0 || epoch + 1 == r->o->epochs || epoch == 0)
            report(r, epoch + 1, began, &sum);
        save(r, epoch + 1);
    }
    free(order);
}

/* Compares gradients with finite differences of the loss; returns the worst relative error. */
static double check(struct run *r)
{
    struct sentence *s[3] = {&r->train.sentences[0], &r->train.sentences[1], &r->train.sentences[2]};
    struct dropout none = {0};
    struct scores sum = {0};
    struct work *k = r->shards[0].work;
    double worst = 0;
    net_pass(&r->net, k, s, 3, &none, 1, &sum);
    float *grad = malloc(sizeof(float) * r->net.size);
    memcpy(grad, k->grad, sizeof(float) * r->net.size);
    for (int i = 0; i < r->net.n_params; i++) {
        const struct param *p = &r->net.params[i];
        size_t best = p->at;
        for (size_t j = p->at; j < p->at + (size_t)p->rows * (size_t)p->cols; j++)
            best = fabsf(grad[j]) > fabsf(grad[best]) ? j : best;
        float old = r->net.w[best], step = 2e-3f;
        double loss[2];
        for (int side = 0; side < 2; side++) {
            struct scores two = {0};
            r->net.w[best] = old + (side ? step : -step);
            net_pass(&r->net, k, s, 3, &none, 1, &two);
            loss[side] = two.loss;
        }
        r->net.w[best] = old;
        double found = (loss[1] - loss[0]) / (2 * (double)step), off = fabs(found - grad[best]) / (fabs(found) + 0.05);
        printf("%-10s grad %9.4f differences %9.4f\n", p->name, (double)grad[best], found);
        worst = off > worst ? off : worst;
    }
    free(grad);
    return worst;
}

static bool load(struct run *r)
{
    const struct options *o = r->o;
    for (int i = 0; i < o->n_train; i++)
        if (!corpus_read(&r->train, o->train[i], &r->labels, true))
            return false;
    for (int i = 0; i < o->n_dev; i++)
        if (!corpus_read(&r->dev[i], o->dev[i], &r->labels, false))
            return false;
    r->lex.bag_rows = 1 << 15;
    if (o->vectors && !vectors_read(&r->lex.vectors, o->vectors, o->n_vectors))
        return false;
    lexicon_build(&r->lex, &r->train, 2);
    lexicon_look_all(&r->lex, &r->train);
    for (int i = 0; i < o->n_dev; i++)
        lexicon_look_all(&r->lex, &r->dev[i]);
    return true;
}

static void prepare(struct run *r)
{
    struct shape *s = &r->net.shape;
    *s = (struct shape){.d = 256, .word = 96, .bag = 96, .n_blocks = 6, .blocks = "crcrcr", .tag = 128,
                        .arc = 160, .rel = 160, .n_words = r->lex.n_words, .bag_rows = r->lex.bag_rows,
                        .n_upos = r->labels.upos.count, .n_xpos = r->labels.xpos.count,
                        .n_feats = r->labels.feats.count, .n_rel = r->labels.rel.count};
    r->net.lex = &r->lex;
    net_layout(&r->net);
    net_init(&r->net, r->o->seed);
    r->rng = r->o->seed + 1;
    r->adam.m = calloc(r->net.size, sizeof(float));
    r->adam.v = calloc(r->net.size, sizeof(float));
    for (int i = 0; i < SHARDS; i++)
        r->shards[i] = (struct shard){.net = &r->net, .work = work_new(&r->net),
                                      .s = malloc(sizeof(struct sentence *) * 4096)};
}

static void usage(void)
{
    fputs("usage: dl-train --train FILE... --dev FILE... --vectors JSON --out CHECKPOINT [--epochs N]\n"
          "       [--seed N] [--rate R] [--batch WORDS] [--curve CSV] [--resume] [--check] [--model DLM]\n"
          "--model writes the int8 model from the checkpoint, without training.\n", stderr);
    exit(2);
}

int main(int argc, char **argv)
{
    static const struct option longs[] = {
        {"train", 1, 0, 't'}, {"dev", 1, 0, 'd'}, {"vectors", 1, 0, 'v'}, {"out", 1, 0, 'o'},
        {"epochs", 1, 0, 'e'}, {"seed", 1, 0, 's'}, {"rate", 1, 0, 'r'}, {"batch", 1, 0, 'b'},
        {"curve", 1, 0, 'c'}, {"resume", 0, 0, 'R'}, {"check", 0, 0, 'k'}, {"model", 1, 0, 'm'},
        {"n-vectors", 1, 0, 'n'}, {0, 0, 0, 0}};
    struct options o = {.epochs = 20, .batch = 1200, .n_vectors = 80000, .seed = 1, .rate = 2.5e-3f};
    for (int c; (c = getopt_long(argc, argv, "", longs, NULL)) != -1;)
        switch (c) {
        case 't': o.n_train < TRAINS_MAX ? (void)(o.train[o.n_train++] = optarg) : usage(); break;
        case 'd': o.n_dev < TRAINS_MAX ? (void)(o.dev[o.n_dev++] = optarg) : usage(); break;
        case 'v': o.vectors = optarg; break;
        case 'o': o.out = optarg; break;
        case 'e': o.epochs = atoi(optarg); break;
        case 's': o.seed = strtoull(optarg, NULL, 10); break;
        case 'r': o.rate = strtof(optarg, NULL); break;
        case 'b': o.batch = atoi(optarg); break;
        case 'c': o.curve = optarg; break;
        case 'R': o.resume = 1; break;
        case 'k': o.check = 1; break;
        case 'm': o.model = optarg; break;
        case 'n': o.n_vectors = atoi(optarg); break;
        default: usage();
        }
    static struct run run;
    run.o = &o;
    if (!o.n_train || (!o.out && !o.check))
        usage();
    if (!load(&run)) {
        fputs("dl-train: cannot read a treebank or the vectors\n", stderr);
        return 1;
    }
    prepare(&run);
    if (o.check)
        return check(&run) < 0.05 ? 0 : 1;
    if (!o.model) {
        train(&run);
        return 0;
    }
    if (restore(&run) < 0) {
        fputs("dl-train: no checkpoint of this shape\n", stderr);
        return 1;
    }
    return export_model(&run.net, &run.lex, &run.labels, &run.train, run.shards[0].work, o.model) ? 0 : 1;
}
