/* input/nitf.h: an article in NITF, as a file of its own or inside NewsML-G2. */
#pragma once
#include "dateline.h"

struct arena;
struct xml_node;
/* Fills what *doc does not say yet, and its text. Strings live in the arena or the tree. */
void nitf_read(const struct xml_node *nitf, struct dl_document *doc, struct arena *a);
/* The text as a wire prints it: a dateline that is told apart stands before the first words, unless it does so already. */
void nitf_text(const char *dateline, const char *prose, struct dl_document *doc, struct arena *a);
/* "2016-09-05" of a stamp; NULL if there is none. */
const char *nitf_day(const char *stamp, struct arena *a);
