/* syntax/features.h: what the network sees of a word's spelling; shared by parser and trainer. */
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { SYNTAX_BAG_MAX = 40, SYNTAX_BAG_WHOLE = 2 };   /* the first two of a bag name the whole word */

struct word_features {
    uint64_t cased;                   /* digits made 0, quotes and dashes plain */
    uint64_t lower;                   /* the same in lower case */
    uint64_t vector;                  /* lower case, digits kept: the key of the word vectors */
    uint64_t vector_part;             /* the same for what follows the last hyphen; 0 if none */
    uint32_t bag[SYNTAX_BAG_MAX];     /* hashes of affixes, trigrams, shape; take modulo the table */
    int      n_bag;
};

uint64_t syntax_hash(const char *bytes, size_t size, uint64_t seed);
/* Any bytes are fine, also bad UTF-8 and size 0; a word is seen up to its first 64 bytes or so. */
void syntax_features(const char *form, size_t size, struct word_features *out);
