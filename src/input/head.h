/* input/head.h: the head of a wire article: title, printed date, byline, dateline, publication date. */
#pragma once
#include "dateline.h"

struct arena;
/* Sets title, byline, printed_date, dateline and published of art from its first lines. `given` is the
 * publication date that came beside the text, or NULL; it wins. Grammar is not needed: shapes of lines decide. */
void input_head(struct dl_article *art, const char *given, struct arena *a);
