/* base/buf.c: growing bytes and the JSON writer. */
#include "base/buf.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/banned.h"
#include "base/utf8.h"

static void need(struct buf *b, size_t n)
{
    if (b->cap - b->n > n)
        return;
    size_t cap = b->cap ? b->cap : 256;
    while (cap - b->n <= n)
        cap *= 2;
    b->at = base_realloc(b->at, cap, 1);
    b->cap = cap;
}

void buf_put(struct buf *b, const char *s, size_t n)
{
    need(b, n);
    if (n)
        memcpy(b->at + b->n, s, n);
    b->n += n;
    b->at[b->n] = 0;
}

void buf_str(struct buf *b, const char *s) { buf_put(b, s, strlen(s)); }
void buf_char(struct buf *b, char c) { buf_put(b, &c, 1); }

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n > 0) {
        need(b, (size_t)n + 1);
        vsnprintf(b->at + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

void buf_reset(struct buf *b) { b->n = 0; }

void buf_free(struct buf *b)
{
    free(b->at);
    *b = (struct buf){NULL, 0, 0};
}

/* A value follows: part it from the one before. */
static void comma(struct buf *b)
{
    char last = b->n ? b->at[b->n - 1] : '[';
    if (last != '[' && last != '{' && last != ':' && last != '\n')
        buf_char(b, ',');
}

void json_open(struct buf *b, char bracket)
{
    comma(b);
    buf_char(b, bracket);
}

void json_close(struct buf *b, char bracket) { buf_char(b, bracket); }

void json_key(struct buf *b, const char *key)
{
    json_string(b, key);
    buf_char(b, ':');
}

void json_bytes(struct buf *b, const char *s, size_t n)
{
    comma(b);
    need(b, n + 2);
    buf_char(b, '"');
    size_t from = 0;
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)s[i];
        uint32_t len = 1;
        if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
            i++;
            continue;
        }
        bool bad = c >= 0x80 && utf8_decode(s + i, n - i, &len) == 0xFFFD && len == 1;
        if (c >= 0x80 && !bad) {
            i += len;
            continue;
        }
        buf_put(b, s + from, i - from);
        if (bad)
            buf_str(b, "\xEF\xBF\xBD");
        else if (c == '"' || c == '\\')
            buf_put(b, (char[]){'\\', (char)c}, 2);
        else if (c == '\n')
            buf_str(b, "\\n");
        else if (c == '\r')
            buf_str(b, "\\r");
        else if (c == '\t')
            buf_str(b, "\\t");
        else
            buf_printf(b, "\\u%04x", c);
        from = ++i;
    }
    buf_put(b, s + from, n - from);
    buf_char(b, '"');
}

void json_string(struct buf *b, const char *s)
{
    if (s)
        json_bytes(b, s, strlen(s));
    else
        json_null(b);
}

void json_int(struct buf *b, int64_t v)
{
    comma(b);
    buf_printf(b, "%lld", (long long)v);
}

void json_real(struct buf *b, double v, int decimals)
{
    if (!isfinite(v) || fabs(v) > 1e15) {
        json_null(b);
        return;
    }
    comma(b);
    int64_t scale = 1;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    double scaled = floor(fabs(v) * (double)scale + 0.5);
    uint64_t all = (uint64_t)scaled, whole = all / (uint64_t)scale, part = all % (uint64_t)scale;
    buf_printf(b, "%s%llu", v < 0 && all ? "-" : "", (unsigned long long)whole);
    if (!part)
        return;
    buf_printf(b, ".%0*llu", decimals, (unsigned long long)part);
    while (b->at[b->n - 1] == '0')
        b->at[--b->n] = 0;
}

void json_bool(struct buf *b, bool v)
{
    comma(b);
    buf_str(b, v ? "true" : "false");
}

void json_null(struct buf *b)
{
    comma(b);
    buf_str(b, "null");
}

void json_span(struct buf *b, struct dl_span s)
{
    if (s.start == s.end) {
        json_null(b);
        return;
    }
    comma(b);
    buf_printf(b, "[%u,%u]", s.start, s.end);
}
