/* input/conllu.h: words and sentences that somebody else has told apart, as CoNLL-U. */
#pragma once
#include "dateline.h"

struct arena;
/* Makes the article's text out of the words (blanks as SpaceAfter says, a line a sentence) and fills token and sentence; only
 * columns 1, 2 and 10 are read. False and *err, with the line, if a line is none of CoNLL-U. */
bool input_conllu(struct dl_article *art, const char *bytes, size_t n, const char *name, struct arena *a, struct dl_err *err);
