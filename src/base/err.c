/* base/err.c: errors with place, and notes. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/banned.h"

static void fill(struct dl_err *err, enum dl_code code, const char *where, const char *fmt, va_list ap)
{
    err->code = code;
    snprintf(err->where, sizeof err->where, "%s", where ? where : "");
    vsnprintf(err->text, sizeof err->text, fmt, ap);
    for (char *p = err->text; *p; p++)
        if (*p == '\n' || *p == '\r')
            *p = ' ';
}

bool err_set(struct dl_err *err, enum dl_code code, const char *where, const char *fmt, ...)
{
    if (err) {
        va_list ap;
        va_start(ap, fmt);
        fill(err, code, where, fmt, ap);
        va_end(ap);
    }
    return false;
}

bool err_at(struct dl_err *err, enum dl_code code, const char *path, size_t line, const char *fmt, ...)
{
    if (err) {
        char where[sizeof err->where];
        snprintf(where, sizeof where, "%.100s:%zu", path ? path : "", line);
        va_list ap;
        va_start(ap, fmt);
        fill(err, code, where, fmt, ap);
        va_end(ap);
    }
    return false;
}

static const struct { const char *name, *text; } notes[] = {
#define X(name, text) {#name, text},
    DL_NOTES(X)
#undef X
};

const char *note_name(enum dl_note_code code) { return notes[code].name; }
const char *note_text(enum dl_note_code code) { return notes[code].text; }

void note_add(struct dl_article *art, struct arena *a, enum dl_note_code code, struct dl_span span)
{
    if (art->n_notes == art->cap_notes)
        art->note = arena_grow(a, art->note, &art->cap_notes, sizeof *art->note);
    art->note[art->n_notes++] = (struct dl_note){code, span};
}
