/* input/clean.h: bytes as they came -> UTF-8 text that spans can point at, with notes on what was repaired. */
#pragma once
#include "dateline.h"

struct arena;
/* Sets art->text and art->n. Valid UTF-8 without NUL bytes is kept byte for byte. A byte order mark stays.
 * UTF-16 with a byte order mark is converted; bytes that are no UTF-8 are read as Windows-1252; NUL becomes a space. */
void input_clean(struct dl_article *art, const char *bytes, size_t n, struct arena *a);
