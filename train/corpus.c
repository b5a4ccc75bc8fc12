/* train/corpus.c: reads CoNLL-U (words only, no ranges or empty nodes) and the vectors' JSON. */
#include "corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIMS = 100 };

static void *must(void *p)
{
    if (!p)
        abort();
    return p;
}

static size_t keys_slot(const struct keys *k, uint64_t key)
{
    size_t i = (size_t)(key * 0x9e3779b97f4a7c15u >> 20) & (k->room - 1);
    while (k->key[i] && k->key[i] != key)
        i = (i + 1) & (k->room - 1);
    return i;
}

int keys_get(const struct keys *k, uint64_t key)
{
    if (!k->room)
        return -1;
    size_t i = keys_slot(k, key);
    return k->key[i] ? k->value[i] : -1;
}

static void keys_grow(struct keys *k)
{
    struct keys wider = {.room = k->room ? k->room * 2 : 1024};
    wider.key = must(calloc(wider.room, sizeof *wider.key));
    wider.value = must(calloc(wider.room, sizeof *wider.value));
    for (size_t i = 0; i < k->room; i++)
        if (k->key[i])
            keys_put(&wider, k->key[i], k->value[i]);
    free(k->key);
    free(k->value);
    *k = wider;
}

void keys_put(struct keys *k, uint64_t key, int value)
{
    if (k->used * 2 >= k->room)
        keys_grow(k);
    size_t i = keys_slot(k, key);
    k->used += !k->key[i];
    k->key[i] = key;
    k->value[i] = value;
}

int names_find(const struct names *n, const char *text, size_t size)
{
    return keys_get(&n->index, syntax_hash(text, size, 99));
}

int names_add(struct names *n, const char *text, size_t size)
{
    int at = names_find(n, text, size);
    if (at >= 0)
        return at;
    if (n->count == n->room) {
        n->room = n->room ? n->room * 2 : 64;
        n->text = must(realloc(n->text, (size_t)n->room * sizeof *n->text));
    }
    n->text[n->count] = must(strndup(text, size));
    keys_put(&n->index, syntax_hash(text, size, 99), n->count);
    return n->count++;
}

static char *read_all(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    fseek(f, 0, SEEK_END);
    long end = ftell(f);
    rewind(f);
    char *text = must(malloc((size_t)end + 1));
    *size = fread(text, 1, (size_t)end, f);
    text[*size] = 0;
    fclose(f);
    return text;
}

static int label(struct names *n, const char *text, bool grow)
{
    if (!strcmp(text, "_"))
        return NO_LABEL;
    return grow ? names_add(n, text, strlen(text)) : names_find(n, text, strlen(text));
}

static void close_sentence(struct corpus *c, struct word *words, int n)
{
    if (!n)
        return;
    if (c->n == c->room) {
        c->room = c->room ? c->room * 2 : 1024;
        c->sentences = must(realloc(c->sentences, (size_t)c->room * sizeof *c->sentences));
    }
    struct sentence *s = &c->sentences[c->n++];
    s->n = n;
    s->words = must(malloc((size_t)n * sizeof *words));
    memcpy(s->words, words, (size_t)n * sizeof *words);
    c->n_words += (size_t)n;
}

/* One line of ten columns; false if it is a range or an empty node. */
static bool read_word(char *line, struct labels *labels, bool grow, struct word *w)
{
    char *col[10];
    int n = 0;
    for (char *p = line; p && n < 10; n++) {
        col[n] = p;
        p = strchr(p, '\t');
        if (p)
            *p++ = 0;
    }
    if (n < 8 || strpbrk(col[0], "-."))
        return false;
    *w = (struct word){.form = col[1], .lemma = col[2], .size = (int)strlen(col[1])};
    w->upos = label(&labels->upos, col[3], grow);
    w->xpos = label(&labels->xpos, col[4], grow);
    w->feats = grow ? names_add(&labels->feats, col[5], strlen(col[5]))
                    : names_find(&labels->feats, col[5], strlen(col[5]));
    w->head = atoi(col[6]);
    w->rel = label(&labels->rel, col[7], grow);
    return true;
}

bool corpus_read(struct corpus *c, const char *path, struct labels *labels, bool grow)
{
    enum { LONGEST = 4096 };
    size_t size;
    char *text = read_all(path, &size);         /* kept: forms point into it */
    if (!text)
        return false;
    struct word *words = must(malloc(LONGEST * sizeof *words));
    int n = 0;
    for (char *line = text; *line;) {
        char *next = strchr(line, '\n');
        next ? *next++ = 0 : (void)(next = line + strlen(line));
        if (!*line) {
            close_sentence(c, words, n);
            n = 0;
        } else if (*line != '#' && n < LONGEST && read_word(line, labels, grow, &words[n]))
            n++;
        line = next;
    }
    close_sentence(c, words, n);
    free(words);
    return true;
}

/* Lines up with `"word":[...` or a bare list; the file holds "words":[..] first, then "vectors":{..}. */
static const char *json_string(const char *p, char *out, size_t room)
{
    size_t n = 0;
    for (p++; *p && *p != '"'; p++) {
        if (*p == '\\' && p[1])
            p++;
        if (n + 1 < room)
            out[n++] = *p;
    }
    out[n] = 0;
    return *p ? p + 1 : p;
}

bool vectors_read(struct vectors *v, const char *path, int at_most)
{
    size_t size;
    char *text = read_all(path, &size), word[256];
    if (!text)
        return false;
    const char *p = strstr(text, "\"vectors\":{");
    if (!p)
        return false;
    p += strlen("\"vectors\":{");
    v->rows = must(malloc((size_t)at_most * DIMS * sizeof *v->rows));
    v->row_key = must(malloc((size_t)at_most * sizeof *v->row_key));
    while (v->count < at_most && *p == '"') {
        p = json_string(p, word, sizeof word);
        float *row = v->rows + (size_t)v->count * DIMS;
        p += 2;
        for (int i = 0; i < DIMS; i++) {
            char *end;
            row[i] = strtof(p, &end);
            p = end + 1;
        }
        struct word_features f;
        syntax_features(word, strlen(word), &f);
        if (keys_get(&v->index, f.vector) < 0) {
            keys_put(&v->index, f.vector, v->count);
            v->row_key[v->count++] = f.vector;
        }
        while (*p && *p != ']')
            p++;
        p += p[0] && p[1] == ',' ? 2 : 1;
    }
    free(text);
    return v->count > 0;
}

void lexicon_build(struct lexicon *lex, const struct corpus *train, int min_count)
{
    struct keys count = {0};
    struct word_features f;
    lex->word_key = must(calloc(train->n_words * 2 + 1, sizeof *lex->word_key));
    lex->n_words = 1;
    for (int s = 0; s < train->n; s++)
        for (int i = 0; i < train->sentences[s].n; i++) {
            const struct word *w = &train->sentences[s].words[i];
            syntax_features(w->form, (size_t)w->size, &f);
            uint64_t both[2] = {f.cased, f.lower};
            for (int k = 0; k < (f.cased == f.lower ? 1 : 2); k++) {
                int seen = keys_get(&count, both[k]);
                seen = seen < 0 ? 1 : seen + 1;
                keys_put(&count, both[k], seen);
                if (seen != min_count)
                    continue;
                keys_put(&lex->words, both[k], lex->n_words);
                lex->word_key[lex->n_words++] = both[k];
            }
        }
    free(count.key);
    free(count.value);
}

void lexicon_look(const struct lexicon *lex, const char *form, size_t size, struct word *w)
{
    struct word_features f;
    syntax_features(form, size, &f);
    int id = keys_get(&lex->words, f.cased);
    if (id < 0)
        id = keys_get(&lex->words, f.lower);
    w->id = id < 0 ? 0 : id;
    w->vector = keys_get(&lex->vectors.index, f.vector);
    if (w->vector < 0 && f.vector_part)
        w->vector = keys_get(&lex->vectors.index, f.vector_part);
    w->n_bag = f.n_bag;
    for (int i = 0; i < f.n_bag; i++)
        w->bag[i] = f.bag[i] & (uint32_t)(lex->bag_rows - 1);
}

void lexicon_look_all(const struct lexicon *lex, struct corpus *c)
{
    for (int s = 0; s < c->n; s++)
        for (int i = 0; i < c->sentences[s].n; i++) {
            struct word *w = &c->sentences[s].words[i];
            lexicon_look(lex, w->form, (size_t)w->size, w);
        }
}
