/* input/clean.h: bytes as they came -> UTF-8 text that spans can point at, with notes on what was repaired. */
#pragma once
#include "dateline.h"

struct arena;
/* Sets art->text and art->n. Valid UTF-8 without NUL bytes is kept byte for byte. A byte order mark of UTF-8 stays. All else is converted
 * as input/charset.h says; `told` names the encoding if anything does, or is NULL. NUL becomes a space. */
void input_clean(struct dl_article *art, const char *bytes, size_t n, const char *told, struct arena *a);
