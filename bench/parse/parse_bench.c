/* bench/parse/parse_bench.c: what each stage of the parser costs, on plain text in memory; opening the model is told apart.
 *
 * usage: parse-bench TEXT [ROUNDS]     DATELINE_KERNEL=vnni|avx2|plain chooses the kernel; bench/parse/run tries all. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "input/clean.h"
#include "neural/matrix.h"
#include "syntax/syntax.h"
#include "text/text.h"

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static char *whole_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    char *at = NULL;
    size_t room = 0;
    *n = 0;
    while (f && !feof(f)) {
        if (room < *n + 65536)
            at = realloc(at, room = 2 * room + 65536);
        if (!at)
            abort();
        *n += fread(at + *n, 1, room - *n, f);
    }
    if (f)
        fclose(f);
    return at;
}

/* Articles of this many bytes at most, cut where a paragraph ends: the length that news has. */
enum { ARTICLE = 4000 };

static size_t article_end(const char *at, size_t n)
{
    if (n <= ARTICLE)
        return n;
    for (size_t end = ARTICLE; end > ARTICLE / 2; end--)
        if (at[end - 1] == '\n')
            return end;
    return ARTICLE;
}

struct cost { double split, parse; uint64_t words; };

static void one_round(const struct text_model *text, const struct syntax_model *m, const char *at, size_t n, struct arena *a, struct cost *cost)
{
    for (size_t size; n; at += size, n -= size) {
        size = article_end(at, n);
        arena_reset(a);
        struct dl_article art = {0};
        input_clean(&art, at, size, NULL, a);
        double began = seconds();
        text_split(text, &art, a);
        double split = seconds();
        syntax_annotate(m, &art, a);
        cost->parse += seconds() - split;
        cost->split += split - began;
        cost->words += art.n_tokens;
    }
}

int main(int argc, char **argv)
{
    struct dl_err err = {0};
    size_t n = 0;
    char *at = argc > 1 ? whole_file(argv[1], &n) : NULL;
    double began = seconds();
    struct text_model *text = n ? text_open(".", &err) : NULL;
    struct syntax_model *m = text ? syntax_open("models/en.dlm", &err) : NULL;
    if (!m) {
        fprintf(stderr, "usage: parse-bench TEXT [ROUNDS], in the folder that holds data/ and models/\n%s %s\n", err.where, err.text);
        return 1;
    }
    double open = seconds() - began;
    struct arena *a = arena_new();
    struct cost cost = {0};
    for (int rounds = argc > 2 ? atoi(argv[2]) : 1; rounds > 0; rounds--)
        one_round(text, m, at, n, a, &cost);
    double words = (double)cost.words;
    printf("%-6s open %.1f ms; %.0f words: sentences and words %.0f/s, tags and trees %.0f/s, both %.0f/s\n", matrix_kernel_name(), 1e3 * open,
           words, words / cost.split, words / cost.parse, words / (cost.split + cost.parse));
    arena_free(a);
    syntax_close(m);
    text_close(text);
    free(at);
    return 0;
}
