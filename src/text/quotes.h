/* text/quotes.h: quotation marks paired within one paragraph. */
#pragma once
#include "dateline.h"

struct arena;
struct quote_list { struct dl_quote *at; uint32_t n, cap; };

/* Adds the quotations of text[para) to out, and notes on marks that open without closing, close nothing or
 * are spaced against their direction. next is the paragraph that follows (empty at the end): a quotation
 * that runs on into it opens it again and gets no note. */
void quotes_find(struct dl_article *art, struct dl_span para, struct dl_span next, struct quote_list *out, struct arena *a);

/* Sorts by place, sets parents. */
void quotes_nest(struct quote_list *q);
