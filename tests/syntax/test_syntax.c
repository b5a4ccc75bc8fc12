/* Kernels equal to the bit; trees with one root; odd sentences; damaged models refused. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "neural/matrix.h"
#include "syntax/lemma.h"
#include "syntax/stems.h"
#include "syntax/syntax.h"
#include "syntax/tree.h"

static unsigned dice(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void kernels_agree(void **unused)
{
    enum { ROWS = 80, COLS = 100, T = 21, STRIDE = 104 };
    static int8_t w[ROWS * COLS];
    static uint8_t x[T * STRIDE];
    static int32_t want[T * ROWS], got[T * ROWS];
    unsigned seed = 7;
    (void)unused;
    for (size_t i = 0; i < sizeof w; i++)
        w[i] = (int8_t)(i % 5 ? (int)(dice(&seed) % 255) - 127 : 127);
    for (size_t i = 0; i < sizeof x; i++)
        x[i] = (uint8_t)(i % 3 ? dice(&seed) % 128 : 127);
    struct matrix m = {.rows = ROWS, .cols = COLS, .packed = w};
    matrix_kernel_named("plain")(&m, x, STRIDE, T, want);
    int32_t one = 0;                                     /* row 17 of the weights by hand */
    for (int c = 0; c < COLS; c++)
        one += x[STRIDE + c] * w[16 * COLS + c / 4 * 64 + 4 + c % 4];
    assert_int_equal(want[ROWS + 17], one);
    const char *names[] = {"avx2", "vnni"};
    for (int k = 0; k < 2; k++) {
        matrix_kernel *kernel = matrix_kernel_named(names[k]);
        if (!kernel)
            continue;
        memset(got, 0, sizeof got);
        kernel(&m, x, STRIDE, T, got);
        assert_memory_equal(got, want, sizeof want);
    }
}

static void logistic_is_close(void **unused)
{
    (void)unused;
    static const double want[][2] = {{0, .5}, {1, .731058578}, {-1, .268941421}, {4.5, .989013057}, {-30, 9.36e-14},
                                     {200, 1}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        float x = (float)want[i][0];
        neural_logistic(&x, 1);
        assert_true((double)x > want[i][1] - 1e-6 && (double)x < want[i][1] + 1e-6);
    }
}

/* The dull twin: every assignment of heads that is a tree with one root. */
static float best_by_force(const float *score, int n)
{
    int head[8] = {0};
    float best = -1e9f;
    for (long code = 0, all = 1; code == 0 || code < all; code++) {
        long rest = code;
        int roots = 0, good = 1;
        float sum = 0;
        all = 1;
        for (int i = 0; i < n; i++, rest /= n + 1) {
            all *= n + 1;
            head[i] = (int)(rest % (n + 1));
            roots += !head[i];
            sum += score[i * (n + 1) + head[i]];
        }
        for (int i = 0; i < n && good; i++) {
            int steps = 0;
            for (int j = i + 1; j && good; j = head[j - 1])
                good = ++steps <= n;
        }
        if (good && roots == 1 && sum > best)
            best = sum;
    }
    return best;
}

static void trees_have_one_root(void **unused)
{
    unsigned seed = 3;
    int best = 0, rounds = 300;
    struct arena *a = arena_new();
    (void)unused;
    for (int round = 0; round < rounds; round++) {
        int n = 1 + round % 5, head[8], roots = 0;
        float score[48], sum = 0;
        for (int i = 0; i < n * (n + 1); i++)
            score[i] = (float)(dice(&seed) % 1000) / 100;
        for (int i = 0; i < n; i++)
            score[i * (n + 1) + i + 1] = -1e6f;
        tree_best(score, n, head, a);
        for (int i = 0; i < n; i++) {
            int steps = 0;
            roots += !head[i];
            sum += score[i * (n + 1) + head[i]];
            for (int j = i + 1; j; j = head[j - 1])
                assert_true(++steps <= n);
        }
        assert_int_equal(roots, 1);
        float most = best_by_force(score, n);
        assert_true(sum <= most + 1e-3f);
        best += sum > most - 1e-3f;
    }
    assert_true(best > rounds * 6 / 10);                 /* random scores; the root is chosen before the tree */
    arena_free(a);
}

static void lemma_scripts(void **unused)
{
    char out[LEMMA_MAX + 80];
    (void)unused;
    lemma_apply("l3y", "Parties", 7, out);
    assert_string_equal(out, "party");
    lemma_apply("k0", "Narland", 7, out);
    assert_string_equal(out, "Narland");
    lemma_apply("l9xyz", "was", 3, out);                 /* more to cut than there is */
    assert_string_equal(out, "was");
}

/* Lists that are searched by halving lie in order, each line once. */
static void in_order(const struct map *m)
{
    const char *before = NULL, *line = m->at, *end;
    size_t n = 0;
    for (; line < m->at + m->n; before = line, n = (size_t)(end - line), line = end + 1) {
        end = memchr(line, '\n', (size_t)(m->at + m->n - line));
        assert_non_null(end);
        size_t now = (size_t)(end - line);
        int order = before ? memcmp(before, line, n < now ? n : now) : -1;
        assert_true(order < 0 || (!order && n < now));
    }
    assert_non_null(before);
}

static void verbs_are_known(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"shelled", "shel", "shell"}, {"Blamed", "blam", "blame"}, {"patrolling", "patroll", "patrol"}, {"panicked", "panick", "panic"}, {"annuls", "annuls", "annul"},
        {"withdrawn", "withdrain", "withdraw"}, {"fled", "flead", "flee"}, {"hoped", "hopp", "hope"}, {"vilifies", "vilifie", "vilify"}, {"blockading", "blockad", "blockade"},
        {"barred", "bar", NULL}, {"saw", "see", NULL}, {"retweeted", "retweet", NULL}, {"", "", NULL}, {"ed", "ed", NULL},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaed", "x", NULL}};
    struct stems s = {0};
    char out[STEM_MAX];
    assert_false(stems_find(&s, "shelled", "shel", out));              /* no lists: the guess stands */
    assert_true(stems_open(&s, ".", NULL));
    in_order(&s.verbs);
    in_order(&s.irregular);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool better = stems_find(&s, cases[i][0], cases[i][1], out);
        assert_int_equal(better, cases[i][2] != NULL);
        if (better)
            assert_string_equal(out, cases[i][2]);
    }
    stems_close(&s);
}

static const char *model_path(void)
{
    const char *path = getenv("DATELINE_MODEL");
    return path ? path : "models/en.dlm";
}

static void article_of(struct arena *a, struct dl_article *art, const char *const *forms, uint32_t n)
{
    *art = (struct dl_article){.n_tokens = n, .n_sentences = n ? 1 : 0};
    art->token = arena_take(a, n, sizeof *art->token);
    art->sentence = arena_take(a, 1, sizeof *art->sentence);
    art->sentence[0] = (struct dl_sentence){.n = n};
    for (uint32_t i = 0; i < n; i++)
        art->token[i].form = forms[i % 9];
}

static void odd_sentences_parse(void **unused)
{
    static const char *const news[] = {"Envoys", "from", "Narland", "resumed", "talks", "with", "Estovia", "Monday", "."};
    static const char *const caps[] = {"PRESIDENT", "TO", "MEET", "\xf0\x9f\x98\x80", "KING", "\xff\xfe", "", "42", "!"};
    static const char *const marks[] = {"He", "\xe2\x80\x99" "d", "left", "\xc2\xa1rez", "caf\xc3\xa9s", "\xe2\x80\x99s"};
    static const uint32_t sizes[] = {0, 1, 2, 9, 199, 200, 201, 5000};
    struct dl_err err = {0};
    struct syntax_model *m = syntax_open(model_path(), &err);
    (void)unused;
    assert_non_null(m);
    struct arena *a = arena_new();
    for (size_t k = 0; k < 2 * sizeof sizes / sizeof *sizes; k++) {
        struct dl_article art;
        uint32_t n = sizes[k / 2], roots = 0;
        article_of(a, &art, k % 2 ? caps : news, n);
        syntax_annotate(m, &art, a);
        for (uint32_t i = 0; i < n; i++) {
            uint32_t steps = 0;
            roots += art.token[i].head < 0;
            assert_non_null(art.token[i].lemma);
            for (int32_t j = (int32_t)i; j >= 0; j = art.token[j].head)
                assert_true(++steps <= n);
        }
        assert_int_equal(roots, n ? 1 : 0);
        if (n == 9 && k % 2 == 0) {
            assert_int_equal(art.sentence[0].root, 3);
            assert_int_equal(art.token[0].rel, DL_REL_nsubj);
            assert_string_equal(art.token[3].lemma, "resume");
        }
    }
    struct dl_article art;
    article_of(a, &art, marks, 6);
    syntax_annotate(m, &art, a);
    for (uint32_t i = 0; i < 6; i++)
        assert_true(utf8_valid(art.token[i].lemma, strlen(art.token[i].lemma), NULL));
    arena_free(a);
    syntax_close(m);
}

struct reader { pthread_t thread; const struct syntax_model *m; const char *const *forms; struct arena *arena; struct dl_article art; };

static void *annotate(void *with)
{
    struct reader *r = with;
    article_of(r->arena, &r->art, r->forms, 900);
    syntax_annotate(r->m, &r->art, r->arena);
    return NULL;
}

static void threads_agree(void **unused)
{
    static const char *const news[] = {"Envoys", "from", "Narland", "resumed", "talks", "with", "Estovia", "Monday", "."};
    struct dl_err err = {0};
    struct syntax_model *m = syntax_open(model_path(), &err);
    struct reader one = {.m = m, .forms = news, .arena = arena_new()}, many[4];
    (void)unused;
    assert_non_null(m);
    annotate(&one);
    for (int i = 0; i < 4; i++) {
        many[i] = (struct reader){.m = m, .forms = news, .arena = arena_new()};
        assert_int_equal(pthread_create(&many[i].thread, NULL, annotate, &many[i]), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(many[i].thread, NULL);
        for (uint32_t t = 0; t < 900; t++) {
            const struct dl_token *a = &one.art.token[t], *b = &many[i].art.token[t];
            assert_true(a->head == b->head && a->rel == b->rel && a->upos == b->upos && a->margin == b->margin);
            assert_string_equal(a->lemma, b->lemma);
        }
        arena_free(many[i].arena);
    }
    arena_free(one.arena);
    syntax_close(m);
}

/* A product in 8 and 7 bits against the same in floats: off by no more than half a step of each input times the weights. */
static void int8_is_close_to_float(void **unused)
{
    enum { ROWS = 32, COLS = 64 };
    static int8_t packed[ROWS * COLS];
    static float w[ROWS][COLS], x[COLS], scale[ROWS], bias[ROWS], y[ROWS];
    static int32_t sum[ROWS], acc[ROWS];
    uint8_t q[COLS];
    unsigned seed = 11;
    (void)unused;
    for (int round = 0; round < 50; round++) {
        memset(sum, 0, sizeof sum);
        for (int c = 0; c < COLS; c++)
            x[c] = ((float)(dice(&seed) % 2001) - 1000) / 300;
        for (int r = 0; r < ROWS; r++) {
            scale[r] = (float)(1 + dice(&seed) % 9) / 500;
            bias[r] = (float)(dice(&seed) % 100) / 50;
            for (int c = 0; c < COLS; c++) {
                int v = (int)(dice(&seed) % 255) - 127;
                packed[r / 16 * 16 * COLS + c / 4 * 64 + r % 16 * 4 + c % 4] = (int8_t)v;
                w[r][c] = (float)v * scale[r];
                sum[r] += v;
            }
        }
        float step = quantise_row(x, COLS, COLS, q);
        struct matrix m = {.rows = ROWS, .cols = COLS, .packed = packed, .scale = scale, .bias = bias, .sum = sum};
        matrix_apply(&m, q, COLS, 1, MATRIX_ZERO, &step, acc, y);
        for (int r = 0; r < ROWS; r++) {
            float want = bias[r], room = 1e-3f;
            for (int c = 0; c < COLS; c++) {
                want += w[r][c] * x[c];
                room += (w[r][c] < 0 ? -w[r][c] : w[r][c]) * step * 0.5f;
            }
            assert_true(y[r] > want - room && y[r] < want + room);
        }
    }
}

static void damaged_models_are_refused(void **unused)
{
    struct dl_err err = {0};
    FILE *f = fopen(model_path(), "rb");
    (void)unused;
    assert_non_null(f);
    fseek(f, 0, SEEK_END);
    size_t size = (size_t)ftell(f);
    rewind(f);
    unsigned char *bytes = aligned_alloc(64, (size + 63) & ~(size_t)63);
    assert_int_equal(fread(bytes, 1, size, f), size);
    fclose(f);
    assert_null(syntax_view(bytes, size - 1, "cut", &err));
    assert_int_equal(err.code, DL_EFORMAT);
    for (size_t at = 64; at < size; at += size / 7) {
        bytes[at] ^= 1;
        struct syntax_model *flipped = syntax_view(bytes, size, "flipped", &err);
        assert_true(!flipped || !syntax_verify(flipped, &err));
        assert_int_equal(err.code, DL_EFORMAT);
        syntax_close(flipped);
        err = (struct dl_err){0};
        bytes[at] ^= 1;
    }
    bytes[8]++;
    assert_null(syntax_view(bytes, size, "newer", &err));
    assert_int_equal(err.code, DL_EVERSION);
    bytes[8]--;
    struct syntax_model *m = syntax_view(bytes, size, "whole", &err);
    assert_non_null(m);
    assert_true(syntax_verify(m, &err));
    syntax_close(m);
    free(bytes);
    assert_null(syntax_open("/nonexistent.dlm", &err));
    assert_int_equal(err.code, DL_EIO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kernels_agree), cmocka_unit_test(logistic_is_close), cmocka_unit_test(trees_have_one_root),
        cmocka_unit_test(lemma_scripts), cmocka_unit_test(verbs_are_known), cmocka_unit_test(odd_sentences_parse),
        cmocka_unit_test(damaged_models_are_refused), cmocka_unit_test(threads_agree), cmocka_unit_test(int8_is_close_to_float),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
