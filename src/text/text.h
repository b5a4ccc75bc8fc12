/* text/text.h: sentences, tokens and quotations of an article, as spans; rewrites nothing. */
#pragma once
#include "dateline.h"

struct arena;
struct text_model;                                                     /* const once open */
/* data_dir holds data/ and models/. NULL sets *err. */
struct text_model *text_open(const char *data_dir, struct dl_err *err);
void text_close(struct text_model *m);                                 /* NULL is fine */

/* Fills sentence, token and quote of art. Title, byline, printed date and dateline, as far as the input room
 * found them, are sentences of their own kind; a line that does not run on ends its sentence.
 * Tokens never hold white space or control characters. Costs under 1 us a word. */
void text_split(const struct text_model *m, struct dl_article *art, struct arena *a);
