/* base/utf8.c: decoding, case and folding by table-free ranges for the scripts of European newswire. */
#include "base/utf8.h"

#include <string.h>

#include "base/banned.h"

uint32_t utf8_decode(const char *s, size_t n, uint32_t *len)
{
    const unsigned char *p = (const unsigned char *)s;
    uint32_t c = p[0], need, least;
    *len = 1;
    if (c < 0x80)
        return c;
    if (c >= 0xC2 && c <= 0xDF) {
        need = 1; least = 0x80; c &= 0x1F;
    } else if ((c & 0xF0) == 0xE0) {
        need = 2; least = 0x800; c &= 0x0F;
    } else if (c >= 0xF0 && c <= 0xF4) {
        need = 3; least = 0x10000; c &= 0x07;
    } else {
        return 0xFFFD;
    }
    if (n <= need)
        return 0xFFFD;
    for (uint32_t i = 1; i <= need; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0xFFFD;
        c = c << 6 | (p[i] & 0x3F);
    }
    if (c < least || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return 0xFFFD;
    *len = need + 1;
    return c;
}

uint32_t utf8_encode(uint32_t cp, char out[4])
{
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        cp = 0xFFFD;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

bool utf8_valid(const char *s, size_t n, size_t *bad_at)
{
    for (size_t i = 0; i < n;) {
        uint64_t eight;
        if (n - i >= 8) {
            memcpy(&eight, s + i, 8);
            if (!(eight & 0x8080808080808080u)) {
                i += 8;
                continue;
            }
        }
        uint32_t len, cp = utf8_decode(s + i, n - i, &len);
        if (cp == 0xFFFD && len == 1) {
            if (bad_at)
                *bad_at = i;
            return false;
        }
        i += len;
    }
    return true;
}

uint32_t utf8_lower(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
    if ((cp >= 0xC0 && cp <= 0xDE && cp != 0xD7) || (cp >= 0x391 && cp <= 0x3A9) || (cp >= 0x410 && cp <= 0x42F))
        return cp + 32;
    if (cp >= 0x400 && cp <= 0x40F)
        return cp + 80;
    if (cp == 0x178)
        return 0xFF;
    if (cp == 0x130)
        return 'i';
    if ((cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17E))
        return cp & 1 ? cp + 1 : cp;
    if ((cp >= 0x100 && cp <= 0x137) || (cp >= 0x14A && cp <= 0x177) || (cp >= 0x1E00 && cp <= 0x1EFF) ||
        (cp >= 0x218 && cp <= 0x21B) || (cp >= 0x1DE && cp <= 0x1EF) || (cp >= 0x460 && cp <= 0x4BF))
        return cp & 1 ? cp : cp + 1;
    if (cp >= 0x1CD && cp <= 0x1DC)
        return cp & 1 ? cp + 1 : cp;
    if (cp == 0x18F)
        return 0x259;
    return cp;
}

bool utf8_is_upper(uint32_t cp) { return utf8_lower(cp) != cp; }

bool utf8_is_letter(uint32_t cp)
{
    if (cp < 0x80)
        return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
    if (cp < 0xC0)
        return cp == 0xAA || cp == 0xB5 || cp == 0xBA;
    if (cp == 0xD7 || cp == 0xF7)
        return false;
    if (cp >= 0x2000 && cp < 0x2C00)
        return cp == 0x2071 || cp == 0x207F || (cp >= 0x2090 && cp <= 0x209C) || (cp >= 0x2100 && cp < 0x2150);
    return !(cp >= 0x3000 && cp <= 0x303F) && !(cp >= 0xE000 && cp <= 0xF8FF) && !(cp >= 0xFE00 && cp <= 0xFE6F) &&
           !(cp >= 0xFF00 && cp <= 0xFF20) && cp != 0xFFFD && cp < 0x1F000;
}

/* Base letters of U+00C0..U+017F, lower case; '?' keeps the code point. */
static const char base_letters[] =
    "aaaaaa?ceeeeiiiidnooooo?ouuuuy??aaaaaa?ceeeeiiiidnooooo?ouuuuy?y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* The same of U+1E00..U+1E99: transliterated Arabic, Hebrew and Indian names. */
static const char extended_letters[] =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwy";

/* Vietnamese letters, and the rest that newswire has. */
static uint32_t fold_rare(uint32_t cp)
{
    if (cp >= 0x1E00 && cp <= 0x1E99)
        return (uint32_t)extended_letters[cp - 0x1E00];
    if (cp >= 0x1EA0 && cp <= 0x1EF9) {
        static const struct { uint16_t last; char base; } run[] = {
            {0x1EB7, 'a'}, {0x1EC7, 'e'}, {0x1ECB, 'i'}, {0x1EE3, 'o'}, {0x1EF1, 'u'}, {0x1EF9, 'y'}};
        for (size_t i = 0; i < sizeof run / sizeof *run; i++)
            if (cp <= run[i].last)
                return (uint32_t)run[i].base;
    }
    switch (cp) {
    case 0x1A0: case 0x1A1: case 0x1D1: case 0x1D2: case 0x14D: return 'o';
    case 0x1AF: case 0x1B0: case 0x1D3: case 0x1D4: return 'u';
    case 0x1CD: case 0x1CE: return 'a';
    case 0x1CF: case 0x1D0: return 'i';
    case 0x218: case 0x219: return 's';
    case 0x21A: case 0x21B: return 't';
    case 0x18F: case 0x259: return 'e';
    default: return utf8_lower(cp);
    }
}

uint32_t utf8_fold(uint32_t cp)
{
    if (cp < 0x80)
        return utf8_lower(cp);
    if (cp >= 0xC0 && cp <= 0x17F) {
        char c = base_letters[cp - 0xC0];
        return c == '?' ? utf8_lower(cp) : (uint32_t)c;
    }
    return fold_rare(cp);
}

static bool key_space(uint32_t cp)
{
    return cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r' || cp == 0xA0 || cp == '-' || cp == '_' ||
           (cp >= 0x2010 && cp <= 0x2015) || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F;
}

size_t utf8_key(const char *s, size_t n, char *out, size_t cap)
{
    size_t k = 0;
    bool space = false;
    for (size_t i = 0; i < n;) {
        uint32_t len, cp;
        char c = (char)(s[i] | 32);
        if (c >= 'a' && c <= 'z' && !space && k + 2 <= cap) {      /* most of all text */
            out[k++] = c;
            i++;
            continue;
        }
        cp = utf8_decode(s + i, n - i, &len);
        i += len;
        if (cp == '.' || cp == 0xAD || cp == 0x200B || (cp >= 0x300 && cp <= 0x36F))
            continue;
        if (key_space(cp)) {
            space = k > 0;
            continue;
        }
        if (cp == 0x2018 || cp == 0x2019 || (cp >= 0x2BB && cp <= 0x2BF) || cp == '`')
            cp = '\'';
        char enc[4];
        uint32_t m = utf8_encode(utf8_fold(cp), enc);
        if (k + m + space + 1 > cap)
            break;
        if (space)
            out[k++] = ' ';
        space = false;
        memcpy(out + k, enc, m);
        k += m;
    }
    if (cap)
        out[k] = 0;
    return k;
}

bool utf8_span_eq(const char *text, struct dl_span s, const char *word)
{
    size_t n = strlen(word);
    return s.end - s.start == n && memcmp(text + s.start, word, n) == 0;
}
