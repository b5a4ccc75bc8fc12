/* text/chars.c: bytes to classed characters; never fails, never reads past the end. */
#include "text/split.h"

/* Length of the well-formed UTF-8 sequence at p, or 0. */
static size_t sequence(const unsigned char *p, size_t n, uint32_t *ch)
{
    size_t len = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    if (p[0] < 0xC2 || p[0] > 0xF4 || len > n)
        return 0;
    uint32_t c = p[0] & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (p[i] & 0x3Fu);
    }
    if ((len == 3 && (c < 0x800 || (c >= 0xD800 && c < 0xE000))) || (len == 4 && (c < 0x10000 || c > 0x10FFFF)))
        return 0;
    *ch = c;
    return len;
}

static uint8_t ascii_class(uint32_t c)
{
    if (c <= ' ' || c == 0x7F)
        return CHR_SPACE;
    if (c >= 'a' && c <= 'z')
        return CHR_LOWER;
    if (c >= 'A' && c <= 'Z')
        return CHR_UPPER;
    if (c >= '0' && c <= '9')
        return CHR_DIGIT;
    return CHR_PUNCT;
}

static int in(uint32_t c, uint32_t lo, uint32_t hi)
{
    return c >= lo && c <= hi;
}

static uint8_t wide_class(uint32_t c)
{
    if (in(c, 0x80, 0xA0) || c == 0x1680 || in(c, 0x2000, 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
        c == 0x205F || c == 0x3000 || c == 0xFEFF)
        return CHR_SPACE;
    if (in(c, 0xA1, 0xBF))
        return c == 0xAA || c == 0xB5 || c == 0xBA ? CHR_LETTER : CHR_PUNCT;
    if (c == 0xD7 || c == 0xF7)
        return CHR_PUNCT;
    if (in(c, 0xC0, 0xDE) || in(c, 0x391, 0x3A9) || in(c, 0x400, 0x42F) || (in(c, 0x100, 0x17F) && c % 2 == 0))
        return CHR_UPPER;
    if (in(c, 0xDF, 0xFF) || in(c, 0x100, 0x17F) || in(c, 0x3AC, 0x3CE) || in(c, 0x430, 0x45F))
        return CHR_LOWER;
    if (in(c, 0x2010, 0x206F) || in(c, 0x3001, 0x3004) || in(c, 0x3008, 0x301F) || in(c, 0xFF01, 0xFF0F) ||
        in(c, 0xFF1A, 0xFF20) || in(c, 0xFF3B, 0xFF40) || in(c, 0xFF5B, 0xFF65) || in(c, 0xFE10, 0xFE6F))
        return CHR_PUNCT;
    if (in(c, 0x2070, 0x2BFF) || in(c, 0xFFE0, 0xFFFF) || in(c, 0x1F000, 0x1FAFF) || in(c, 0xE000, 0xF8FF))
        return CHR_SYMBOL;
    return CHR_LETTER;
}

size_t split_decode(const char *block, size_t n, struct chr *out)
{
    const unsigned char *p = (const unsigned char *)block;
    size_t m = 0;
    for (size_t i = 0; i < n; m++) {
        struct chr *o = &out[m];
        size_t len = 1;
        o->at = (uint32_t)i;
        if (p[i] < 0x80) {
            o->ch = p[i];
            o->cls = ascii_class(p[i]);
        } else if ((len = sequence(p + i, n - i, &o->ch)) != 0) {
            o->cls = wide_class(o->ch);
        } else {
            len = 1;
            o->ch = 0xFFFD;
            o->cls = CHR_SYMBOL;
        }
        o->len = (uint8_t)len;
        i += len;
    }
    out[m] = (struct chr){ .at = (uint32_t)n, .cls = CHR_END };
    return m;
}
