/* input/html.h: a web page -> the article in it: body text, title, byline, date, outlet. */
#pragma once
#include "dateline.h"

struct arena;
struct html_words;                                                     /* const once open */
struct html_words *html_open(const char *data_dir, struct dl_err *err);    /* NULL sets *err */
void html_close(struct html_words *w);                                 /* NULL is fine */

struct html_page {
    const char *text, *title, *byline, *published, *stamp, *outlet;    /* NULL if the page does not say; published is a day, stamp as it was written */
    size_t n_text;
    const char *url, *fetched;                                         /* set by the caller: where and when it was got; NULL */
};

/* False and *err if the bytes give no tree. Markup deeper than 256 elements is an error, not half a page.
 * Nothing is fetched, no entity of a DTD is loaded. Strings live in the arena.
 * Of *page, url and fetched are read. */
bool html_extract(const struct html_words *w, const char *bytes, size_t n, const char *name, struct html_page *page, struct arena *a,
                  struct dl_err *err);

/* All text of a piece of HTML, block by block; of *page only text is set. */
bool html_fragment(const struct html_words *w, const char *bytes, size_t n, const char *name, struct html_page *page, struct arena *a,
                   struct dl_err *err);
