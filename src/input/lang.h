/* input/lang.h: in which language a text is. Only English is coded, so the question is whether a text is mostly English. */
#pragma once
#include "dateline.h"

struct lang;
struct lang *lang_open(const char *data_dir, struct dl_err *err);          /* NULL sets *err; const once open */
void lang_close(struct lang *);                                            /* NULL is fine */

/* The language as BCP 47 ("en", "pt"; "und" if it is none we know). `told` is what the source says, a code or an English name, or NULL;
 * it decides only where the words do not. A text without evidence (a headline of names) is English. Reads the first 32 KB. */
const char *lang_of(const struct lang *, const char *text, size_t n, const char *told);
