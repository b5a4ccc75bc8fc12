/* input/clean.c: encoding detection and repair. Valid text costs one scan and one copy. */
#include "input/clean.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "input/charset.h"
#include "base/banned.h"

static bool blank_nuls(char *s, size_t n)
{
    bool any = false;
    for (char *p = s; (p = memchr(p, 0, n - (size_t)(p - s))); any = true)
        *p = ' ';
    return any;
}

void input_clean(struct dl_article *art, const char *bytes, size_t n, const char *told, struct arena *a)
{
    uint32_t notes = 0;
    const char *text = charset_utf8(bytes, &n, told, &notes, a);
    char *out = text == bytes ? arena_text(a, bytes, n) : (char *)(uintptr_t)text;
    for (uint32_t i = 0; notes; i++, notes >>= 1)
        if (notes & 1)
            note_add(art, a, (enum dl_note_code)i, DL_NO_SPAN);
    art->n = (uint32_t)n;
    if (n && blank_nuls(out, n))
        note_add(art, a, DL_NOTE_NUL_BYTES, DL_NO_SPAN);
    out[n] = 0;
    art->text = out;
    if (!n)
        note_add(art, a, DL_NOTE_EMPTY, DL_NO_SPAN);
}
