/* input/flat.c: eight bytes at a time up to the next mark or backslash. A tree of a line that holds a page took longer than the page. */
#include "input/flat.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/banned.h"

enum { MAX_NAMES = 32 };
struct name { const char *at; size_t n; };
struct cursor { const char *at, *end; char *to; };      /* to: where the next value goes */

static void skip_space(struct cursor *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t' || *c->at == '\r'))
        c->at++;
}

static bool take(struct cursor *c, char what)
{
    skip_space(c);
    if (c->at == c->end || *c->at != what)
        return false;
    c->at++;
    return true;
}

#define EACH(byte) (0x0101010101010101u * (byte))

/* Is one of eight bytes a quotation mark, a backslash or a control character? */
static bool stops(uint64_t x)
{
    uint64_t mark = x ^ EACH('"'), slash = x ^ EACH('\\');
    return (((mark - EACH(1)) & ~mark) | ((slash - EACH(1)) & ~slash) | ((x - EACH(0x20)) & ~x)) & EACH(0x80);
}

/* The length of what stands for itself at s. */
static size_t plain_length(const char *s, size_t n)
{
    size_t i = 0;
    for (uint64_t eight; i + sizeof eight <= n; i += sizeof eight) {
        memcpy(&eight, s + i, sizeof eight);
        if (stops(eight))
            break;
    }
    while (i < n && s[i] != '"' && s[i] != '\\' && (unsigned char)s[i] >= 0x20)
        i++;
    return i;
}

static bool hex4(struct cursor *c, uint32_t *v)
{
    *v = 0;
    for (int i = 0; i < 4; i++, c->at++) {
        char x = c->at < c->end ? *c->at : 0, low = (char)(x | 32);
        bool digit = x >= '0' && x <= '9';
        if (!digit && !(low >= 'a' && low <= 'f'))
            return false;
        *v = *v * 16 + (uint32_t)(digit ? x - '0' : low - 'a' + 10);
    }
    return true;
}

/* What stands behind a backslash; its length in UTF-8, 0 if it is none. */
static uint32_t escape(struct cursor *c, char out[4])
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    uint32_t cp, low;
    if (c->at == c->end)
        return 0;
    char x = *c->at++;
    const char *simple = x ? strchr(from, x) : NULL;
    if (simple) {
        *out = to[simple - from];
        return 1;
    }
    if (x != 'u' || !hex4(c, &cp) || (cp >= 0xDC00 && cp < 0xE000))
        return 0;
    if (cp >= 0xD800 && cp < 0xDC00) {
        if (c->end - c->at < 2 || c->at[0] != '\\' || c->at[1] != 'u' || (c->at += 2, !hex4(c, &low)) || low < 0xDC00 || low >= 0xE000)
            return 0;
        cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
    }
    return utf8_encode(cp, out);
}

/* Behind the string whose mark was taken; its value if it is wanted. A value and its NUL are no longer than it was with its marks. */
static bool read_string(struct cursor *c, struct flat_field *f)
{
    char *out = c->to, *to = out;
    while (c->at < c->end) {
        size_t n = plain_length(c->at, (size_t)(c->end - c->at));
        if (f)
            memcpy(to, c->at, n);
        c->at += n;
        to += n;
        if (c->at == c->end || (unsigned char)*c->at < 0x20)
            return false;
        if (*c->at++ == '"')
            break;
        char one[4];
        uint32_t length = escape(c, one);
        if (!length)
            return false;
        if (f)
            memcpy(to, one, length);
        to += length;
    }
    if (c->at[-1] != '"')
        return false;
    if (f) {
        *to = 0;
        *f = (struct flat_field){f->name, out, (size_t)(to - out)};
        c->to = to + 1;
    }
    return true;
}

/* A number without fraction, or one of the three words. */
static bool read_other(struct cursor *c)
{
    static const char *const words[] = {"true", "false", "null"};
    size_t left = (size_t)(c->end - c->at), sign = left && *c->at == '-', digits = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (left >= strlen(words[i]) && memcmp(c->at, words[i], strlen(words[i])) == 0) {
            c->at += strlen(words[i]);
            return true;
        }
    while (sign + digits < left && c->at[sign + digits] >= '0' && c->at[sign + digits] <= '9')
        digits++;
    bool good = digits && digits < 18 && (digits == 1 || c->at[sign] != '0') && (sign + digits == left || !strchr(".eE", c->at[sign + digits]));
    c->at += good ? sign + digits : 0;
    return good;
}

/* The name at the cursor, if it is written without a backslash and was not there before. */
static bool read_name(struct cursor *c, struct name *names, uint32_t *n)
{
    if (!take(c, '"') || *n == MAX_NAMES)
        return false;
    struct name x = {c->at, plain_length(c->at, (size_t)(c->end - c->at))};
    c->at += x.n;
    if (c->at == c->end || *c->at++ != '"')
        return false;
    for (uint32_t i = 0; i < *n; i++)
        if (names[i].n == x.n && memcmp(names[i].at, x.at, x.n) == 0)
            return false;
    names[(*n)++] = x;
    return true;
}

static struct flat_field *wanted(struct flat_field *field, size_t n_fields, struct name x)
{
    for (size_t i = 0; i < n_fields; i++)
        if (strlen(field[i].name) == x.n && memcmp(field[i].name, x.at, x.n) == 0)
            return &field[i];
    return NULL;
}

bool flat_read(const char *line, size_t n, struct flat_field *field, size_t n_fields, struct arena *a)
{
    struct cursor c = {line, line + n, arena_take(a, n + 1, 1)};
    struct name names[MAX_NAMES];
    uint32_t n_names = 0;
    bool more = true;
    if (!take(&c, '{') || !utf8_valid(line, n, NULL))
        return false;
    while (more) {
        if (!read_name(&c, names, &n_names) || !take(&c, ':'))
            return false;
        skip_space(&c);
        bool string = c.at < c.end && *c.at == '"';
        c.at += string;
        if (!(string ? read_string(&c, wanted(field, n_fields, names[n_names - 1])) : read_other(&c)))
            return false;
        more = take(&c, ',');
    }
    if (!take(&c, '}'))
        return false;
    skip_space(&c);
    return c.at == c.end;
}
