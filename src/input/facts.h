/* input/facts.h: what a page says of itself: title, byline, date, outlet, from data/en/input/page.tsv. */
#pragma once
#include "dateline.h"

#include <libxml/tree.h>

struct arena;
struct html_page;
struct facts;                                                          /* const once open; the arena's */
struct facts *facts_open(const char *data_dir, struct arena *a, struct dl_err *err);       /* NULL sets *err */

/* Sets title, byline, published (and stamp, the same as it is written) and outlet of *page; its url and fetched are given. A date that
 * gives no day, or a day after that of the fetching, does not count. */
void facts_read(const struct facts *f, const xmlNode *root, struct html_page *page, struct arena *a);

/* Is a text nothing but the title, a date, the name of the author? */
bool facts_heads(const struct facts *f, const struct html_page *page, const char *text);

/* Does class, id or itemprop hold one of the words (lower case)? */
bool element_says(const xmlNode *n, const char *const *words, uint32_t n_words);
const char *element_attribute(const xmlNode *n, const char *name);     /* NULL if it has none, or an empty one */
