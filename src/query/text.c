/* query/text.c: rows for people: words that fold at the terminal's edge, bare numbers with their names, and nothing that a terminal takes for an order. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "query/text.h"
#include "base/banned.h"

enum { INDENT = 4 };

/* Marks above a letter take no column, ideographs, kana, hangul and pictures two. */
static int columns_of(uint32_t cp)
{
    static const struct { uint32_t first, last; int columns; } ranges[] = {
        {0x300, 0x36f, 0}, {0x483, 0x489, 0}, {0x591, 0x5bd, 0}, {0x610, 0x61a, 0}, {0x64b, 0x65f, 0}, {0x1100, 0x115f, 2}, {0x200b, 0x200f, 0}, {0x202a, 0x202e, 0},
        {0x2060, 0x2069, 0}, {0x20d0, 0x20f0, 0}, {0x2e80, 0x303e, 2}, {0x3041, 0xa4cf, 2}, {0xac00, 0xd7a3, 2}, {0xf900, 0xfaff, 2}, {0xfe00, 0xfe0f, 0},
        {0xfe30, 0xfe6f, 2}, {0xff00, 0xff60, 2}, {0xffe0, 0xffe6, 2}, {0x1f300, 0x1faff, 2}, {0x20000, 0x3fffd, 2}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges && cp >= ranges[i].first; i++)
        if (cp <= ranges[i].last)
            return ranges[i].columns;
    return 1;
}

/* Orders to a terminal and marks that turn its writing around. */
static bool is_control(uint32_t cp) { return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069); }

/* Puts one word, on the next line if it does not fit on this one; a word longer than a line is broken. */
static void put_word(struct fold *f, const char *s, size_t n, int blanks)
{
    int wide = 0;
    uint32_t len;
    for (size_t i = 0; i < n; i += len)
        wide += columns_of(utf8_decode(s + i, n - i, &len));
    if (f->column > f->indent && f->column + blanks + wide > f->width)
        fold_line(f);
    else
        for (; blanks && f->column > f->indent; blanks--, f->column++)
            buf_char(f->out, ' ');
    for (size_t i = 0; i < n; i += len) {
        int c = columns_of(utf8_decode(s + i, n - i, &len));
        if (f->column + c > f->width)
            fold_line(f);
        buf_put(f->out, s + i, len);
        f->column += c;
    }
}

void fold_line(struct fold *f)
{
    buf_char(f->out, '\n');
    f->indent = INDENT;
    for (f->column = 0; f->column < INDENT; f->column++)
        buf_char(f->out, ' ');
}

void fold_text(struct fold *f, const char *s, size_t n, int blanks)
{
    char word[512];
    size_t m = 0;
    uint32_t len;
    for (size_t i = 0; i < n; i += len) {
        uint32_t cp = utf8_decode(s + i, n - i, &len);
        bool blank = cp == ' ' || is_control(cp);
        if ((blank || m + len > sizeof word) && m) {
            put_word(f, word, m, blanks);
            blanks = blank;
            m = 0;
        }
        if (!blank)
            m += utf8_encode(cp, word + m);
    }
    if (m)
        put_word(f, word, m, blanks);
}

/* ---- rows ---- */

static bool among(const char *name, const char *const *list)
{
    while (*list && strcmp(name, *list) != 0)
        list++;
    return *list != NULL;
}

static const char *const hidden[] = {"spans", "verbatim", "url", "geonames", "lat", "lon", "rule", "statement", NULL};
static const char *const own[] = {"evidence", "content", "found", "reason", "next_what", NULL};       /* on a line of its own */
static const char *const flags[] = {"disputed", "next_hedged", "mediated", NULL};
static const char *const dates[][2] = {{"since", "since"}, {"next_from", "next from"}, {"next_to", "to"}, {"first_day", "reports from"}, {"last_day", "to"}, {"was", "was"}, {NULL, NULL}};

/* What is put before a cell so that it tells what it is; "" if it does by itself. */
static const char *label_of(const char *name, int type)
{
    for (int i = 0; dates[i][0]; i++)
        if (!strcmp(dates[i][0], name))
            return dates[i][1];
    return type == SQLITE_INTEGER || type == SQLITE_FLOAT ? name : "";
}

static void put_cell(struct fold *f, sqlite3_stmt *st, int i)
{
    const char *s = (const char *)sqlite3_column_text(st, i), *name = sqlite3_column_name(st, i), *label = label_of(name, sqlite3_column_type(st, i));
    size_t n = (size_t)sqlite3_column_bytes(st, i);
    if (among(name, flags)) {
        if (sqlite3_column_int(st, i))
            fold_text(f, strcmp(name, "next_hedged") ? name : "perhaps", strlen(strcmp(name, "next_hedged") ? name : "perhaps"), 2);
        return;
    }
    fold_text(f, label, strlen(label), 2);
    bool list = !among(name, own) && memchr(s, '|', n);
    for (size_t part, at = 0; list && at <= n; at += part + 1) {
        char item[256];
        const char *bar = memchr(s + at, '|', n - at);
        part = bar ? (size_t)(bar - s) - at : n - at;
        int m = snprintf(item, sizeof item, "%.*s%s", (int)(part < 250 ? part : 250), s + at, bar ? "," : "");
        fold_text(f, item, (size_t)m, at || *label ? 1 : 2);
    }
    if (!list)
        fold_text(f, s, n, *label ? 1 : 2);
}

/* "w12#e3" tells its article. */
static bool told_by_id(sqlite3_stmt *st, const char *name)
{
    return !strcmp(name, "article") && !strcmp(sqlite3_column_name(st, 0), "id") && strchr((const char *)sqlite3_column_text(st, 0), '#');
}

void text_row(struct buf *out, sqlite3_stmt *st, int width)
{
    struct fold f = {.out = out, .width = width};
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < sqlite3_column_count(st); i++) {
            const char *name = sqlite3_column_name(st, i);
            if (sqlite3_column_type(st, i) == SQLITE_NULL || among(name, hidden) || told_by_id(st, name) || among(name, own) != pass)
                continue;
            if (pass && f.column)
                fold_line(&f);
            put_cell(&f, st, i);
        }
}
