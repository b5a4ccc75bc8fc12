/* query/answer.c: rows as text for people, JSON lines, a JSON array, CSV or TSV; one at a time, none kept. */
#include "query/ask.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/banned.h"

enum format { TEXT, JSONL, JSON, CSV, TSV, N_FORMATS };
static const char *const names[N_FORMATS] = {"text", "jsonl", "json", "csv", "tsv"};

struct dl_answer {
    FILE *out;
    enum format format, asked;
    struct buf line;
    uint64_t rows;
    bool headed, plain;            /* plain: cells and tabs only */
};

static bool format_named(const char *name, enum format *f)
{
    for (int i = 0; i < N_FORMATS; i++)
        if (!strcmp(name, names[i])) {
            *f = (enum format)i;
            return true;
        }
    return false;
}

struct dl_answer *dl_answer_new(FILE *out, const char *format)
{
    enum format f;
    if (!format_named(format, &f))
        return NULL;
    struct dl_answer *a = base_alloc(1, sizeof *a);
    *a = (struct dl_answer){.out = out, .format = f, .asked = f};
    return a;
}

static void csv_cell(struct buf *b, const char *s, size_t n)
{
    if (!memchr(s, '"', n) && !memchr(s, ',', n) && !memchr(s, '\n', n) && !memchr(s, '\r', n)) {
        buf_put(b, s, n);
        return;
    }
    buf_char(b, '"');
    for (size_t i = 0; i < n; i++)
        s[i] == '"' ? buf_str(b, "\"\"") : buf_char(b, s[i]);
    buf_char(b, '"');
}

/* Tabs and line ends inside a cell become blanks: a row is a line. */
static void flat_cell(struct buf *b, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_char(b, s[i] == '\t' || s[i] == '\n' || s[i] == '\r' ? ' ' : s[i]);
}

static bool on_own_line(const char *name)
{
    return !strcmp(name, "evidence") || !strcmp(name, "content") || !strcmp(name, "found") || !strcmp(name, "reason");
}

void answer_columns(struct dl_answer *a, sqlite3_stmt *st, const struct query_select *q)
{
    if (q->format)
        format_named(q->format, &a->format);
    bool head = (a->format == CSV || a->format == TSV) && !q->bare && !a->headed;
    for (int i = 0; head && i < sqlite3_column_count(st); i++) {
        const char *name = sqlite3_column_name(st, i);
        if (i)
            buf_char(&a->line, a->format == CSV ? ',' : '\t');
        a->format == CSV ? csv_cell(&a->line, name, strlen(name)) : flat_cell(&a->line, name, strlen(name));
    }
    if (head)
        fprintf(a->out, "%s\n", a->line.at);
    if (a->format == JSON && !a->headed)
        fputc('[', a->out);
    buf_reset(&a->line);
    a->headed = true;
}

/* Lists are kept as "a|b", spans and records as JSON. */
static void json_cell(struct buf *b, sqlite3_stmt *st, int i)
{
    static const char *const lists[] = {"sources", "targets", "source_names", "target_names", "modes", "contexts", "topics", "parties", "mediators",
                                        "issues", "formats", "participants"};
    const char *name = sqlite3_column_name(st, i), *s = (const char *)sqlite3_column_text(st, i);
    bool list = false;
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
        list = list || !strcmp(name, lists[k]);
    json_key(b, name);
    if (!strcmp(name, "spans") && s) {
        buf_str(b, s);
        return;
    }
    if (!list) {
        json_bytes(b, s ? s : "", (size_t)sqlite3_column_bytes(st, i));
        return;
    }
    json_open(b, '[');
    for (size_t n; s && *s; s += n + (s[n] == '|')) {
        n = strcspn(s, "|");
        json_bytes(b, s, n);
    }
    json_close(b, ']');
}

static void json_row(struct buf *b, sqlite3_stmt *st)
{
    json_open(b, '{');
    for (int i = 0; i < sqlite3_column_count(st); i++) {
        int type = sqlite3_column_type(st, i);
        if (type == SQLITE_TEXT) {
            json_cell(b, st, i);
            continue;
        }
        json_key(b, sqlite3_column_name(st, i));
        if (type == SQLITE_INTEGER)
            json_int(b, sqlite3_column_int64(st, i));
        else if (type == SQLITE_FLOAT)
            json_real(b, sqlite3_column_double(st, i), 5);
        else
            json_null(b);
    }
    json_close(b, '}');
}

static void flat_row(struct dl_answer *a, sqlite3_stmt *st)
{
    for (int i = 0; i < sqlite3_column_count(st); i++) {
        const char *s = (const char *)sqlite3_column_text(st, i);
        size_t n = (size_t)sqlite3_column_bytes(st, i);
        if (i)
            buf_char(&a->line, a->format == CSV ? ',' : '\t');
        if (s)
            a->format == CSV ? csv_cell(&a->line, s, n) : flat_cell(&a->line, s, n);
    }
}

static void text_row(struct dl_answer *a, sqlite3_stmt *st)
{
    for (int own = 0; own < 2; own++)
        for (int i = 0; i < sqlite3_column_count(st); i++) {
            const char *s = (const char *)sqlite3_column_text(st, i), *name = sqlite3_column_name(st, i);
            if (!s || !strcmp(name, "spans") || !strcmp(name, "verbatim") || on_own_line(name) != own)
                continue;
            if (a->line.n)
                buf_str(&a->line, own ? "\n    " : "  ");
            flat_cell(&a->line, s, (size_t)sqlite3_column_bytes(st, i));
        }
}

void answer_row(struct dl_answer *a, sqlite3_stmt *st)
{
    buf_reset(&a->line);
    if (a->format == JSON || a->format == JSONL)
        json_row(&a->line, st);
    else if (a->format == TEXT)
        text_row(a, st);
    else
        flat_row(a, st);
    if (a->format == JSON && a->rows)
        fputs(",\n", a->out);
    fwrite(a->line.at ? a->line.at : "", 1, a->line.n, a->out);
    if (a->format != JSON)
        fputc('\n', a->out);
    a->rows++;
}

uint64_t dl_answer_end(struct dl_answer *a, const struct dl_err *cut)
{
    uint64_t rows = a->rows;
    if (a->format == JSON)
        fputs(a->headed ? "]\n" : "[]\n", a->out);
    if (cut && a->format == JSONL) {
        buf_reset(&a->line);
        json_open(&a->line, '{');
        json_key(&a->line, "incomplete");
        json_string(&a->line, cut->text);
        json_close(&a->line, '}');
        fprintf(a->out, "%s\n", a->line.at);
    }
    if (cut && a->format != JSON && a->format != JSONL)
        fprintf(a->out, "# incomplete: %s\n", cut->text);
    buf_free(&a->line);
    free(a);
    return rows;
}
