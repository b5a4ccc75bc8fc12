/* text/split.h: words and sentence ends of one block of text, by two small linear classifiers. */
#pragma once
#include <stddef.h>
#include <stdint.h>

enum chr_class { CHR_END, CHR_SPACE, CHR_LOWER, CHR_UPPER, CHR_DIGIT, CHR_LETTER, CHR_PUNCT, CHR_SYMBOL };

/* One code point; an invalid byte is one U+FFFD. */
struct chr {
    uint32_t at;                       /* its first byte in the block */
    uint32_t ch;
    uint8_t  cls, len;
};

enum { WORD_GLUED = 1,                 /* no white space before it */
       WORD_MWT_FIRST = 2,             /* first word of a multi-word token */
       WORD_MWT_REST = 4,              /* a later word of one */
       WORD_LAST = 8 };                /* a sentence ends here */

struct word {
    uint32_t start, end;               /* bytes of the block */
    uint32_t lower, shape;             /* hashes: lower-cased form, collapsed shape */
    uint32_t c0, c1;                   /* characters [c0, c1) */
    uint8_t  flags, kind, len;         /* enum word_kind; length in characters, at most 255 */
};

enum word_kind { KIND_NONE, KIND_LOWER, KIND_CAP, KIND_CAPS, KIND_MIXED, KIND_DIGIT, KIND_STOP, KIND_DOTS,
                 KIND_OPEN, KIND_CLOSE, KIND_QUOTE, KIND_COMMA, KIND_COLON, KIND_DASH, KIND_PUNCT, KIND_INITIAL,
                 KIND_DOTTED, KIND_ADDRESS };

enum { TEXT_MAX_FEATURES = 96, TEXT_BREAK_BITS = 16, TEXT_END_BITS = 17 };

/* Hashes of lower-cased words, sorted, each with a value. */
struct word_set {
    uint32_t *hash;
    uint8_t  *value;
    size_t    n;
};

/* "Gen." precedes a name; "p.m." may end a sentence and does before an opener such as "The". */
enum known_word { KNOWN_NOT, KNOWN_TITLE, KNOWN_ABBREVIATION, KNOWN_OPENER };

/* Weights, read only while splitting. score = bias + sum of weights; positive means yes. */
struct text_weights {
    const int8_t *brk, *end;           /* 1 << TEXT_BREAK_BITS, 1 << TEXT_END_BITS */
    int32_t       brk_bias, end_bias;
    struct word_set fused;             /* "cannot": where the second word begins, in characters */
    struct word_set known;             /* enum known_word of abbreviations and openers */
};

/* The value of a hash in a set, 0 if it is not there. */
uint8_t split_lookup(const struct word_set *set, uint32_t hash);

/* Decodes block[0..n) into out (room for n + 1; the last is CHR_END). Returns the count without it. */
size_t split_decode(const char *block, size_t n, struct chr *out);

/* Where a break is possible before c[i] inside the run of non-space [from, to). */
int split_may_break(const struct chr *c, size_t from, size_t to, size_t i);

/* Features of a break before c[i]; start is where the present word began. Returns their number. */
size_t split_break_features(const struct chr *c, size_t from, size_t to, size_t start, size_t i, uint32_t *out);

/* Hash of a lower-case ASCII word, as in struct word. */
uint32_t split_hash(const char *word);

/* Words of c[0..n): out has room for n. */
size_t split_words(const struct text_weights *w, const struct chr *c, size_t n, struct word *out);

/* Fills in hashes and kind of out[0..n), whose c0, c1 are set. */
void split_describe(const struct chr *c, struct word *out, size_t n);

/* What the end-of-sentence classifier knows as it goes along a block. */
struct end_state {
    uint32_t begin;                    /* first word of the present sentence */
    int      depth, quote, lowers, caps, finals;
    const uint32_t *to_stop;           /* words from i to the next stop */
    const uint8_t  *repeats;           /* how often word i stands in the block, at most 3 */
    uint32_t n_words, n_stops;
};
void   split_end_begin(struct end_state *s, const struct word *w, size_t n, uint32_t *to_stop, uint8_t *repeats);
void   split_end_step(struct end_state *s, const struct word *w, size_t i);     /* word i joins the sentence */
void   split_end_reset(struct end_state *s, size_t next);                       /* a sentence begins at next */
size_t split_end_features(const struct end_state *s, const struct word *w, size_t n, size_t i, uint32_t *out);

/* Sets WORD_LAST. to_stop and repeats are scratch of n elements. */
void split_sentences(const struct text_weights *wt, struct word *w, size_t n, uint32_t *to_stop, uint8_t *repeats);
