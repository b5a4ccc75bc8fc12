/* query/text.h: text for people, folded at the terminal's edge. */
#pragma once
#include "dateline.h"

struct buf;
struct sqlite3_stmt;

struct fold { struct buf *out; int width, column, indent; };      /* a line as it is filled; indent: where it began */
void fold_line(struct fold *);                                    /* begins the next, indented */
/* Words of s, `blanks` before the first; control characters are blanks. */
void fold_text(struct fold *, const char *s, size_t n, int blanks);
void text_row(struct buf *out, struct sqlite3_stmt *, int width);
