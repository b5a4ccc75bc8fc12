/* input/charset.c: byte order marks, names of encodings as pages and servers write them, and a guess where nothing is told.
 *
 * Most bytes are UTF-8 whatever is told of them, so that is tried first and costs one scan. */
#include "input/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>
#include <uchardet/uchardet.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/banned.h"

enum { HEAD = 2048, GUESS_FROM = 64 << 10, GUESS_LEAST = 24, MAX_NAME = 40, LOOK_WIDE = 4096, LEAST_WIDE = 24, LAST_SMALL = 6 };

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
static size_t repair(char *out, const char *in, size_t n)
{
    size_t k = 0;
    for (size_t i = 0; i < n;) {
        uint32_t len, cp = utf8_decode(in + i, n - i, &len);
        if (cp == 0xFFFD && len == 1)
            cp = western((unsigned char)in[i]);
        i += len;
        k += utf8_encode(cp, out + k);
    }
    return k;
}

/* ---- names ---- */

static bool name_char(char c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' || c == '_' || c == ':' || c == '.'; }

/* The value after key, "=" and perhaps a quote mark. */
static const char *value_after(const char *head, const char *key, struct arena *a)
{
    for (const char *at = head; (at = strcasestr(at, key));) {
        at += strlen(key);
        at += strspn(at, " \t\r\n");
        if (*at != '=')
            continue;
        at += 1 + strspn(at + 1, " \t\r\n\"'");
        size_t n = 0;
        while (n < MAX_NAME && name_char(at[n]))
            n++;
        if (n)
            return arena_text(a, at, n);
    }
    return NULL;
}

const char *charset_named(const char *bytes, size_t n, struct arena *a)
{
    char head[HEAD + 1];
    n = n < HEAD ? n : HEAD;
    for (size_t i = 0; i < n; i++)
        head[i] = bytes[i] ? bytes[i] : ' ';
    head[n] = 0;
    size_t at = strspn(head, " \t\r\n\xEF\xBB\xBF");
    if (strncmp(head + at, "<?xml", 5) == 0) {
        char *end = strstr(head + at, "?>");
        if (end) {
            *end = 0;
            const char *name = value_after(head + at, "encoding", a);
            if (name)
                return name;
            *end = '?';
        }
    }
    return value_after(head, "charset", a);
}

/* What decoders should take for it: what is called Latin 1 or ASCII is Windows-1252 in practice. */
static const char *meant(const char *name)
{
    static const char *const western_names[] = {"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "us-ascii", "ascii", "ansi", "windows-1252", "cp1252"};
    for (size_t i = 0; i < sizeof western_names / sizeof *western_names; i++)
        if (strcasecmp(name, western_names[i]) == 0)
            return "WINDOWS-1252";
    if (strcasecmp(name, "gb2312") == 0 || strcasecmp(name, "gbk") == 0)
        return "GB18030";
    return strcasecmp(name, "shift_jis") == 0 ? "CP932" : strcasecmp(name, "euc-kr") == 0 ? "CP949" : name;
}

/* ---- decoding ---- */

/* NULL if there is no such encoding, or if more than one byte in a hundred is none of it. */
static char *decode(const char *bytes, size_t n, const char *name, size_t *n_out, struct arena *a)
{
    iconv_t c = iconv_open("UTF-8", name);
    if (c == (iconv_t)-1)
        return NULL;
    size_t room = n * 3 + 16, left = room, bad = 0;
    char *out = arena_take(a, room + 1, 1), *to = out, *from = (char *)(uintptr_t)bytes;
    while (n && iconv(c, &from, &n, &to, &left) == (size_t)-1 && n && left >= 3 && errno != E2BIG) {
        to += utf8_encode(0xFFFD, to);
        left -= 3;
        from++;
        n--;
        bad++;
    }
    iconv_close(c);
    *n_out = (size_t)(to - out);
    return n || bad * 100 > *n_out ? NULL : out;
}

static char *guessed(const char *bytes, size_t n, size_t *n_out, struct arena *a)
{
    char *out = NULL;
    uchardet_t u = uchardet_new();
    if (uchardet_handle_data(u, bytes, n < GUESS_FROM ? n : GUESS_FROM) == 0) {
        uchardet_data_end(u);
        const char *name = uchardet_get_charset(u);
        if (*name && strcasecmp(name, "ASCII") != 0 && strcasecmp(name, "UTF-8") != 0)
            out = decode(bytes, n, meant(name), n_out, a);
    }
    uchardet_delete(u);
    return out;
}

/* Bytes beyond ASCII, and how many of them are UTF-8 after all. */
static void census(const char *bytes, size_t n, size_t *high, size_t *good)
{
    *high = *good = 0;
    for (size_t i = 0; i < n;) {
        uint32_t len;
        utf8_decode(bytes + i, n - i, &len);
        if ((unsigned char)bytes[i] >= 0x80) {
            *high += len;
            *good += len > 1 ? len : 0;
        }
        i += len;
    }
}

static const char *byte_order_mark(const char *bytes, size_t n)
{
    if (n >= 4 && (memcmp(bytes, "\xFF\xFE\0\0", 4) == 0 || memcmp(bytes, "\0\0\xFE\xFF", 4) == 0))
        return "UTF-32";
    if (n >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
        return "UTF-16BE";
    return n >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0 ? "UTF-16LE" : NULL;
}

/* UTF-16 without a mark. Markup and plain English alternate with NUL bytes; of other alphabets one of two bytes is small, and blanks have a NUL. */
static const char *alternates(const char *bytes, size_t n)
{
    size_t small[2] = {0}, nul[2] = {0}, pairs = n < LOOK_WIDE ? n / 2 : LOOK_WIDE / 2;
    bool le = true, be = true;
    if (n < 8)
        return NULL;
    for (size_t i = 0; i < 2 * pairs; i++) {
        small[i & 1] += (unsigned char)bytes[i] <= LAST_SMALL;
        nul[i & 1] += !bytes[i];
        if (i < 8) {
            le = le && (!bytes[i]) == ((i & 1) != 0);
            be = be && (!bytes[i]) == !(i & 1);
        }
    }
    for (int k = 0; k < 2 && !le && !be; k++)
        if (pairs >= LEAST_WIDE && nul[k] && !nul[!k] && small[k] * 20 >= pairs * 19 && small[!k] * 4 < pairs)
            *(k ? &le : &be) = true;
    return le ? "UTF-16LE" : be ? "UTF-16BE" : NULL;
}

bool charset_is_wide(const char *bytes, size_t n)
{
    const char *mark = byte_order_mark(bytes, n);
    mark = mark ? mark : alternates(bytes, n);
    return mark && strncmp(mark, "UTF-16", 6) == 0;
}

const char *charset_utf8(const char *bytes, size_t *n, const char *told, uint32_t *notes, struct arena *a)
{
    const char *mark = byte_order_mark(bytes, *n);
    char *out = NULL;
    size_t n_out = 0, skip = mark && mark[4] != '3' ? 2 : 0;      /* iconv takes the mark of UTF-32 itself */
    if (!mark)
        mark = alternates(bytes, *n);
    if (mark && (out = decode(bytes + skip, *n - skip, mark, &n_out, a))) {
        *n = n_out;
        return out;
    }
    if (utf8_valid(bytes, *n, NULL))
        return bytes;
    size_t high, good;
    census(bytes, *n, &high, &good);
    bool mostly = good * 2 > high;                 /* UTF-8 with blemishes */
    if (!mostly && told && strcasecmp(told, "utf-8") != 0 && strcasecmp(told, "utf8") != 0)
        out = decode(bytes, *n, meant(told), &n_out, a);
    if (!out && !mostly && high >= GUESS_LEAST && high * 10 > *n && (out = guessed(bytes, *n, &n_out, a)))
        *notes |= 1u << DL_NOTE_ENCODING_GUESSED;
    if (!out) {
        out = arena_take(a, *n * 3 + 1, 1);
        n_out = repair(out, bytes, *n);
        *notes |= 1u << DL_NOTE_ENCODING_REPAIRED;
    }
    *n = n_out;
    return out;
}

/* Those of the web's standard, and what uchardet tells beside them. A decoder stays loaded while a descriptor of it is open. */
void charset_preload(void)
{
    static const char *const names[] = {"WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1253", "WINDOWS-1254", "WINDOWS-1255", "WINDOWS-1256",
        "WINDOWS-1257", "WINDOWS-1258", "ISO-8859-1", "ISO-8859-2", "ISO-8859-3", "ISO-8859-4", "ISO-8859-5", "ISO-8859-6", "ISO-8859-7", "ISO-8859-8",
        "ISO-8859-9", "ISO-8859-10", "ISO-8859-11", "ISO-8859-13", "ISO-8859-14", "ISO-8859-15", "ISO-8859-16", "KOI8-R", "KOI8-U", "IBM852", "IBM855",
        "IBM865", "IBM866", "MACINTOSH", "MAC-CYRILLIC", "TIS-620", "VISCII", "GB18030", "BIG5", "BIG5-HKSCS", "EUC-JP", "ISO-2022-JP", "CP932", "EUC-KR",
        "CP949", "ISO-2022-KR", "ISO-2022-CN", "EUC-TW", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-7", "ASCII"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        (void)iconv_open("UTF-8", names[i]);
}
