/* base/err.h: how a function that can fail says so. */
#pragma once
#include "dateline.h"

/* Fills *err (which may be NULL) and returns false: `return err_set(err, DL_EIO, path, "...", ...)`. */
bool err_set(struct dl_err *err, enum dl_code code, const char *where, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* The same at a line of a file: where = "path:line". */
bool err_at(struct dl_err *err, enum dl_code code, const char *path, size_t line, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
const char *note_name(enum dl_note_code code);     /* "QUOTE_OPEN" */
const char *note_text(enum dl_note_code code);     /* what it means */

struct arena;
void note_add(struct dl_article *art, struct arena *a, enum dl_note_code code, struct dl_span span);
