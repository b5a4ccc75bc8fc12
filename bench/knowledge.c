/* bench/knowledge.c: what the knowledge costs: to open its compiled file, and to find and link everybody in a text.
 *
 * usage: bench-knowledge DATA_DIR FILE...    exit 1 if opening takes 5 ms or more, or a word of the files 2 us or more, both on this thread's
 * clock. The time of a word is all of entities_find: lookups, and the linking that follows. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "dateline.h"
#include "entities/entities.h"
#include "entities/knowledge.h"

enum { OPENINGS = 50, ROUNDS = 20 };
static const double MOST_MS = 5, MOST_US = 2;

static double spent(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int fail(const struct dl_err *err)
{
    fprintf(stderr, "bench-knowledge: %s: %s\n", err->where, err->text);
    return 1;
}

static char *slurp(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    char *s = f && !fseek(f, 0, SEEK_END) ? malloc(*n = (size_t)ftell(f)) : NULL;
    if (s && (fseek(f, 0, SEEK_SET) || fread(s, 1, *n, f) != *n))
        free(s), s = NULL;
    if (f)
        fclose(f);
    return s;
}

/* Seconds that finding everybody in a file takes, and its words; false if it can't be read or coded. */
static bool one_file(struct dl_session *session, const struct entities *t, const char *path, double *s, double *words, struct dl_err *err)
{
    size_t n;
    char *bytes = slurp(path, &n);
    const struct dl_article *art = bytes ? dl_code_document(session, &(struct dl_document){.bytes = bytes, .n_bytes = n}, err) : NULL;
    struct arena *a = arena_new();
    for (int i = 0; art && i < ROUNDS; i++) {
        struct dl_article again = *art;
        double before = spent();
        entities_find(t, &again, a);
        *s += spent() - before;
        *words += art->n_tokens;
        arena_reset(a);
    }
    arena_free(a);
    free(bytes);
    return art;
}

int main(int argc, char **argv)
{
    struct dl_err err = {0};
    if (argc < 3)
        return fprintf(stderr, "usage: bench-knowledge DATA_DIR FILE...\n"), 2;
    double opening = 0, s = 0, words = 0;
    struct knowledge *k = NULL;
    for (int i = 0; i < OPENINGS; i++) {
        double before = spent();
        knowledge_close(k);
        if (!(k = knowledge_open(argv[1], &err)))
            return fail(&err);
        opening += spent() - before;
    }
    struct entities *t = entities_open(argv[1], k, &err);
    struct dl_coder *coder = t ? dl_coder_open(&(struct dl_options){.data_dir = argv[1]}, &err) : NULL;
    struct dl_session *session = coder ? dl_session_new(coder) : NULL;
    bool ok = session;
    for (int i = 2; ok && i < argc; i++)
        ok = one_file(session, t, argv[i], &s, &words, &err);
    double ms = opening / OPENINGS * 1e3, us = words > 0 ? s / words * 1e6 : 0;
    if (ok)
        printf("opening: %.2f ms (bar %.0f)\neverybody in %.0f words: %.2f us a word (bar %.0f)\n", ms, MOST_MS, words / ROUNDS, us, MOST_US);
    dl_session_free(session);
    dl_coder_close(coder);
    entities_close(t);
    knowledge_close(k);
    return !ok ? fail(&err) : ms >= MOST_MS || us >= MOST_US;
}
