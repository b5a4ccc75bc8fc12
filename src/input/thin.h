/* input/thin.h: half the bytes of a web page are scripts and styles, which cost a parser as much as the rest and say nothing to a reader. */
#pragma once
#include <stddef.h>

/* Copies HTML to out, which holds n bytes, without what is inside of scripts and styles; JSON-LD stays. The bytes written. */
size_t html_thin(const char *html, size_t n, char *out);
