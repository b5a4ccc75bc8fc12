/* bench/parse/parse_bench.c: speed of the parser on tokenized CoNLL-U, and its trees on standard output.
 * usage: parse-bench MODEL FILE.conllu [ROUNDS]   (figures on standard error; word lines only) */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "neural/matrix.h"
#include "syntax/syntax.h"

#define X(name) #name,
static const char *const upos[] = {DL_UPOS(X)};
#undef X
#define X(id, name) name,
static const char *const rels[] = {DL_RELS(X)};
#undef X

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void read_file(FILE *f, struct dl_article *art, struct arena *a)
{
    VEC(struct dl_token) tokens = {0};
    VEC(struct dl_sentence) sentences = {0};
    char *line = NULL;
    size_t room = 0;
    uint32_t first = 0;
    for (ssize_t n; (n = getline(&line, &room, f)) > 0;) {
        char *form = strchr(line, '\t'), *end = form ? strchr(form + 1, '\t') : NULL;
        if (line[0] == '\n' && tokens.n > first) {
            *VEC_PUSH(a, &sentences) = (struct dl_sentence){.first = first, .n = tokens.n - first};
            first = tokens.n;
        } else if (line[0] != '#' && end && !memchr(line, '-', (size_t)(form - line)) &&
                   !memchr(line, '.', (size_t)(form - line)))
            *VEC_PUSH(a, &tokens) = (struct dl_token){.form = arena_text(a, form + 1, (size_t)(end - form - 1))};
    }
    free(line);
    art->token = tokens.at;
    art->n_tokens = tokens.n;
    art->sentence = sentences.at;
    art->n_sentences = sentences.n;
}

static void print(const struct dl_article *art)
{
    for (uint32_t s = 0; s < art->n_sentences; s++) {
        const struct dl_sentence *sent = &art->sentence[s];
        for (uint32_t i = 0; i < sent->n; i++) {
            const struct dl_token *t = &art->token[sent->first + i];
            int head = t->head < 0 ? 0 : t->head - (int)sent->first + 1;
            printf("%u\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t_\t_\n", i + 1, t->form, t->lemma, upos[t->upos], t->xpos,
                   t->feats, head, rels[t->rel]);
        }
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    struct dl_err err = {0};
    struct dl_article art = {0};
    double began = seconds();
    struct syntax_model *m = argc > 2 ? syntax_open(argv[1], &err) : NULL;
    FILE *f = m ? fopen(argv[2], "r") : NULL;
    if (!f) {
        fprintf(stderr, "usage: parse-bench MODEL FILE.conllu [ROUNDS]\n%s %s\n", err.where, err.text);
        return 1;
    }
    fprintf(stderr, "model open in %.1f ms, kernel %s\n", 1e3 * (seconds() - began), matrix_kernel_name());
    struct arena *text = arena_new(), *a = arena_new();
    read_file(f, &art, text);
    fclose(f);
    int rounds = argc > 3 ? atoi(argv[3]) : 1;
    for (int r = 0; r < rounds; r++) {
        arena_reset(a);
        began = seconds();
        syntax_annotate(m, &art, a);
        fprintf(stderr, "%u words, %.0f words/s\n", art.n_tokens, art.n_tokens / (seconds() - began));
    }
    print(&art);
    arena_free(a);
    arena_free(text);
    syntax_close(m);
    return 0;
}
