/* input/flat.h: an object of JSON on one line whose values are no objects and no lists, read without making a tree of it. */
#pragma once
#include "dateline.h"

struct arena;
struct flat_field { const char *name, *value; size_t n; };     /* value NULL: it is not there, or no string */

/* Sets the values of these fields, in the arena, each with a NUL behind. False if the line is not so, or is none at all by the letter of
 * RFC 8259 (doubled names and bytes that are no UTF-8 included): then somebody else may look what it is. */
bool flat_read(const char *line, size_t n, struct flat_field *field, size_t n_fields, struct arena *);
