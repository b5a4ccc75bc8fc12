/* input/clean.c: encoding detection and repair. Valid text costs one scan and one copy. */
#include "input/clean.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"
#include "base/banned.h"

/* Windows-1252 bytes 0x80 to 0x9F; 0 where the code page has nothing. */
static const uint16_t cp1252[32] = {0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0, 0x17E, 0x178};

static uint32_t western(unsigned char c)
{
    if (c >= 0x80 && c < 0xA0)
        return cp1252[c - 0x80] ? cp1252[c - 0x80] : 0xFFFD;
    return c;
}

/* Keeps what decodes and reads each other byte as Windows-1252. */
static uint32_t repair(char *out, const char *in, size_t n)
{
    uint32_t k = 0;
    for (size_t i = 0; i < n;) {
        uint32_t len, cp = utf8_decode(in + i, n - i, &len);
        if (cp == 0xFFFD && len == 1)
            cp = western((unsigned char)in[i]);
        i += len;
        k += utf8_encode(cp, out + k);
    }
    return k;
}

static uint32_t unit(const char *in, size_t i, bool big)
{
    uint32_t a = (unsigned char)in[i], b = (unsigned char)in[i + 1];
    return big ? a << 8 | b : b << 8 | a;
}

static uint32_t from_utf16(char *out, const char *in, size_t n, bool big)
{
    uint32_t k = 0;
    for (size_t i = 2; i + 1 < n; i += 2) {
        uint32_t cp = unit(in, i, big);
        if (cp >= 0xD800 && cp < 0xDC00 && i + 3 < n) {
            uint32_t low = unit(in, i + 2, big);
            if (low >= 0xDC00 && low < 0xE000) {
                cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        k += utf8_encode(cp, out + k);
    }
    return k;
}

static bool blank_nuls(char *s, size_t n)
{
    bool any = false;
    for (char *p = s; (p = memchr(p, 0, n - (size_t)(p - s))); any = true)
        *p = ' ';
    return any;
}

void input_clean(struct dl_article *art, const char *bytes, size_t n, struct arena *a)
{
    char *out = NULL;
    bool be = n >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0, le = n >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0;
    if (be || le) {
        out = arena_take(a, n * 2 + 4, 1);
        art->n = from_utf16(out, bytes, n, be);
        note_add(art, a, DL_NOTE_ENCODING_GUESSED, DL_NO_SPAN);
    } else if (utf8_valid(bytes, n, NULL)) {
        out = arena_text(a, bytes, n);
        art->n = (uint32_t)n;
    } else {
        out = arena_take(a, n * 3 + 1, 1);
        art->n = repair(out, bytes, n);
        note_add(art, a, DL_NOTE_ENCODING_REPAIRED, DL_NO_SPAN);
    }
    if (art->n && blank_nuls(out, art->n))
        note_add(art, a, DL_NOTE_NUL_BYTES, DL_NO_SPAN);
    out[art->n] = 0;
    art->text = out;
    if (!art->n)
        note_add(art, a, DL_NOTE_EMPTY, DL_NO_SPAN);
}
