/* syntax/lemma.h: a lemma is a spelling with its end cut and another put on, chosen by spelling and tag. */
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { LEMMA_KEYS = 9, LEMMA_MAX = 200 };

void lemma_lower(const char *form, size_t size, char *out);      /* ASCII and Latin-1 letters; adds a NUL */
/* Keys to look a script up by, the surest first: the word, then ends of six letters down to none. */
int  lemma_keys(const char *form, size_t size, int xpos, int upos, uint64_t key[LEMMA_KEYS]);
/* A script: 'l' lower or 'k' keep case, '0' + bytes to cut, what to add. out has LEMMA_MAX + 64 bytes. */
size_t lemma_apply(const char *script, const char *form, size_t size, char *out);
