/* base/utf8.h: bytes and code points. Decoding never fails: a bad byte is U+FFFD of length 1. */
#pragma once
#include "dateline.h"

uint32_t utf8_decode(const char *s, size_t n, uint32_t *len);    /* code point at s[0..n), n > 0; its length in bytes */
uint32_t utf8_encode(uint32_t cp, char out[4]);                  /* bytes written */
bool     utf8_valid(const char *s, size_t n, size_t *bad_at);    /* bad_at may be NULL */
uint32_t utf8_lower(uint32_t cp);                                /* Latin, Greek, Cyrillic; others unchanged */
bool     utf8_is_upper(uint32_t cp);
bool     utf8_is_letter(uint32_t cp);                            /* ASCII letters, and every letter-like code point above */
uint32_t utf8_fold(uint32_t cp);                                 /* lower case without accent: 'É' -> 'e'; "ß" stays */

/* Folds s[0..n) into out (at most cap-1 bytes and a NUL): lower case, no accents, curly apostrophes
 * straight, runs of white space and hyphens one space, dots dropped. Returns the length. Keys of all tables are made so. */
size_t   utf8_key(const char *s, size_t n, char *out, size_t cap);
bool     utf8_span_eq(const char *text, struct dl_span s, const char *word);   /* exactly these bytes */
