/* train/corpus.h: CoNLL-U treebanks and word vectors in memory, with every string numbered. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "syntax/features.h"

struct keys {                         /* 64-bit keys to numbers; open addressing */
    uint64_t *key;
    int      *value;
    size_t    room, used;
};
int  keys_get(const struct keys *k, uint64_t key);              /* -1 if absent */
void keys_put(struct keys *k, uint64_t key, int value);

struct names {                        /* strings numbered in order of arrival */
    char      **text;
    int         count, room;
    struct keys index;
};
int names_add(struct names *n, const char *text, size_t size);
int names_find(const struct names *n, const char *text, size_t size);    /* -1 if absent */

enum { NO_LABEL = -1 };               /* a label the training data do not have */

struct word {
    const char *form, *lemma;         /* end in 0; live as long as the corpus */
    int size;
    int upos, xpos, feats, rel;
    int head;                         /* 1.., 0 is the root */
    int id;                           /* trained embedding, 0 is unknown */
    int vector;                       /* row of the word vectors, -1 is none */
    int n_bag;
    uint32_t bag[SYNTAX_BAG_MAX];
};

struct sentence {
    struct word *words;
    int n;
};

struct corpus {
    struct sentence *sentences;
    int n, room;
    size_t n_words;
};

struct labels {
    struct names upos, xpos, feats, rel;
};

struct vectors {                      /* (count, 100) */
    float *rows;
    uint64_t *row_key;
    int count;
    struct keys index;
};

struct lexicon {                      /* what turns a spelling into network input */
    struct keys words;                /* cased and lower keys of the trained embeddings */
    uint64_t *word_key;               /* (n_words): key of each row; row 0 is unknown */
    int n_words;
    struct vectors vectors;
    int bag_rows;                     /* a power of two */
};

bool corpus_read(struct corpus *c, const char *path, struct labels *labels, bool grow);
bool vectors_read(struct vectors *v, const char *path, int at_most);
void lexicon_build(struct lexicon *lex, const struct corpus *train, int min_count);
void lexicon_look(const struct lexicon *lex, const char *form, size_t size, struct word *w);
void lexicon_look_all(const struct lexicon *lex, struct corpus *c);
