/* Wire-style sentences with heads and relations by hand (tests/syntax/wire.conllu): their own score, with a floor. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "syntax/syntax.h"

#define X(id, name) name,
static const char *const rels[] = {DL_RELS(X)};
#undef X

enum { LONGEST = 100, FLOOR = 91 };

struct gold { char form[64], rel[32]; int head; };

static int right_words(const struct syntax_model *m, const struct gold *g, uint32_t n, struct arena *a)
{
    struct dl_token token[LONGEST] = {0};
    struct dl_sentence sentence = {.n = n};
    struct dl_article art = {.token = token, .n_tokens = n, .sentence = &sentence, .n_sentences = 1};
    int right = 0;
    for (uint32_t i = 0; i < n; i++)
        token[i].form = g[i].form;
    syntax_annotate(m, &art, a);
    for (uint32_t i = 0; i < n; i++) {
        const char *rel = rels[token[i].rel];
        size_t plain = strcspn(rel, ":");
        bool good = token[i].head + 1 == g[i].head && strlen(g[i].rel) == plain && !memcmp(rel, g[i].rel, plain);
        right += good;
        if (!good)
            printf("%s: %d %s, not %d %s\n", g[i].form, g[i].head, g[i].rel, token[i].head + 1, rel);
    }
    return right;
}

int main(int argc, char **argv)
{
    struct dl_err err = {0};
    const char *path = getenv("DATELINE_MODEL");
    struct syntax_model *m = syntax_open(path ? path : "models/en.dlm", &err);
    FILE *f = argc > 1 ? fopen(argv[1], "r") : NULL;
    if (!m || !f || !syntax_verbs(m, ".", &err)) {
        fprintf(stderr, "%s %s\n", err.where, err.text);
        return 1;
    }
    struct arena *a = arena_new();
    struct gold g[LONGEST];
    char line[512];
    uint32_t n = 0;
    int right = 0, all = 0;
    while (fgets(line, sizeof line, f)) {
        if (line[0] == '\n') {
            right += right_words(m, g, n, a);
            all += (int)n;
            n = 0;
        } else if (line[0] != '#' && n < LONGEST &&
                   sscanf(line, "%*d\t%63s\t_\t_\t_\t_\t%d\t%31s", g[n].form, &g[n].head, g[n].rel) == 3)
            n++;
    }
    fclose(f);
    printf("LAS %.2f of %d words\n", 100.0 * right / all, all);
    arena_free(a);
    syntax_close(m);
    return right * 100 >= all * FLOOR ? 0 : 1;
}
