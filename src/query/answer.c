/* query/answer.c: rows as text for people, JSON lines, a JSON array, CSV, TSV or a feed's entries; one at a time, none kept. */
#include "query/ask.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "base/arena.h"
#include "base/buf.h"
#include "query/text.h"
#include "base/banned.h"

enum format { TEXT, JSONL, JSON, CSV, TSV, CSV_SAFE, ATOM, N_FORMATS };
static const char *const names[N_FORMATS] = {"text", "jsonl", "json", "csv", "tsv", "csv-safe", "atom"};

struct dl_answer {
    FILE *out;
    enum format format;
    struct buf line;
    uint64_t rows;
    int width;                     /* of text */
    bool headed, safe;             /* safe: spreadsheets take no cell for a formula */
    char newest[32];               /* of a feed's entries */
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
    struct winsize w = {0};
    bool seen = f == TEXT && ioctl(fileno(out), TIOCGWINSZ, &w) == 0 && w.ws_col >= 40;
    struct dl_answer *a = base_alloc(1, sizeof *a);
    *a = (struct dl_answer){.out = out, .format = f == CSV_SAFE ? CSV : f, .safe = f == CSV_SAFE, .width = seen ? w.ws_col : 80, .newest = "1970-01-01T00:00:00Z"};
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

/* A cell that a spreadsheet would take for a formula begins with an apostrophe. */
static void guarded_cell(struct buf *b, const char *s, size_t n)
{
    struct buf text = {0};
    buf_char(&text, '\'');
    buf_put(&text, s, n);
    csv_cell(b, text.at, text.n);
    buf_free(&text);
}

/* Tabs and line ends inside a cell become blanks: a row is a line. */
static void flat_cell(struct buf *b, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_char(b, s[i] == '\t' || s[i] == '\n' || s[i] == '\r' ? ' ' : s[i]);
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
                                        "issues", "formats", "participants", "sides", "reasons", "reports"};
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

void answer_json_cells(struct buf *b, sqlite3_stmt *st, int n)
{
    for (int i = 0; i < n; i++) {
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
}

void answer_json(struct buf *b, sqlite3_stmt *st)
{
    json_open(b, '{');
    answer_json_cells(b, st, sqlite3_column_count(st));
    json_close(b, '}');
}

static void flat_row(struct dl_answer *a, sqlite3_stmt *st)
{
    for (int i = 0; i < sqlite3_column_count(st); i++) {
        const char *s = (const char *)sqlite3_column_text(st, i);
        size_t n = (size_t)sqlite3_column_bytes(st, i);
        if (i)
            buf_char(&a->line, a->format == CSV ? ',' : '\t');
        if (s && a->safe && sqlite3_column_type(st, i) == SQLITE_TEXT && strchr("=+-@\t\r", *s) && *s)
            guarded_cell(&a->line, s, n);
        else if (s)
            a->format == CSV ? csv_cell(&a->line, s, n) : flat_cell(&a->line, s, n);
    }
}

/* ---- a feed ---- */

/* XML 1.0 has no control characters but tabs and line ends. */
static void xml_text(struct buf *b, const char *s)
{
    for (; *s; s++)
        if (*s == '&' || *s == '<' || *s == '>' || *s == '"')
            buf_str(b, *s == '&' ? "&amp;" : *s == '<' ? "&lt;" : *s == '>' ? "&gt;" : "&quot;");
        else
            buf_char(b, (unsigned char)*s < 0x20 && *s != '\n' && *s != '\t' ? ' ' : *s);
}

/* As one segment of a path. */
static void url_text(struct buf *b, const char *s)
{
    for (; *s; s++)
        if (strchr("-_~", *s) || (*s >= '0' && *s <= '9') || (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z'))
            buf_char(b, *s);
        else
            buf_printf(b, "%%%02X", (unsigned char)*s);
}

static const char *cell(sqlite3_stmt *st, const char *name)
{
    for (int i = 0; i < sqlite3_column_count(st); i++)
        if (!strcmp(sqlite3_column_name(st, i), name))
            return (const char *)sqlite3_column_text(st, i);
    return NULL;
}

/* The title of an entry: what of the row tells most, in so many words. */
static void feed_title(struct buf *b, sqlite3_stmt *st)
{
    static const char *const parts[][3] = {
        {"title", "", ""}, {"parties", "", ""}, {"type", "", " "}, {"source_names", "", ""}, {"target_names", " > ", ""}, {"speaker", "", ""}, {"content", ": ", ""}, {"status", " (", ")"}};
    size_t before = b->n;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *v = cell(st, parts[i][0]);
        if (!v)
            continue;
        xml_text(b, b->n > before ? parts[i][1] : "");
        xml_text(b, v);
        xml_text(b, parts[i][2]);
    }
    if (b->n == before)
        buf_str(b, "untitled");
}

/* Where the page shows the row, and the day it is of. */
static void feed_row(struct dl_answer *a, sqlite3_stmt *st)
{
    struct buf *b = &a->line;
    const char *id = cell(st, "id"), *article = cell(st, "article"), *day = cell(st, "published"), *words = cell(st, "evidence"), *hash = id ? strrchr(id, '#') : NULL;
    const char *where = !id ? "articles" : cell(st, "parties") ? "talks" : hash && cell(st, "type") ? "events" : hash ? "statements" : "articles";
    char at[32];
    words = words ? words : cell(st, "content") ? cell(st, "content") : cell(st, "found");
    day = day && strlen(day) == 10 ? day : cell(st, "last_day");
    snprintf(at, sizeof at, "%sT00:00:00Z", day && strlen(day) == 10 ? day : "1970-01-01");
    if (strcmp(at, a->newest) > 0)
        memcpy(a->newest, at, sizeof at);
    buf_str(b, "<entry><title>");
    feed_title(b, st);
    for (int link = 0; link < 2; link++) {
        buf_printf(b, link ? "<link href=\"/%s/" : "</title><id>tag:dateline,2026:%s/", where);
        url_text(b, id ? id : article ? article : "");
        buf_str(b, link ? "\"/>" : "</id>");
    }
    buf_printf(b, "<updated>%s</updated>", at);
    if (words) {
        buf_str(b, "<summary>");
        xml_text(b, words);
        buf_str(b, "</summary>");
    }
    buf_str(b, "</entry>");
}

bool answer_row(struct dl_answer *a, sqlite3_stmt *st)
{
    buf_reset(&a->line);
    if (a->format == JSON || a->format == JSONL)
        answer_json(&a->line, st);
    else if (a->format == TEXT)
        text_row(&a->line, st, a->width);
    else if (a->format == ATOM)
        feed_row(a, st);
    else
        flat_row(a, st);
    if (a->format == JSON && a->rows)
        fputs(",\n", a->out);
    fwrite(a->line.at ? a->line.at : "", 1, a->line.n, a->out);
    if (a->format != JSON)
        fputc('\n', a->out);
    a->rows++;
    return !ferror(a->out);
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
    if (cut && a->format != JSON && a->format != JSONL && a->format != ATOM)
        fprintf(a->out, "# incomplete: %s\n", cut->text);
    if (a->format == ATOM)
        fprintf(a->out, "<updated>%s</updated>\n%s", a->newest, cut ? "<!-- incomplete -->\n" : "");
    buf_free(&a->line);
    free(a);
    return rows;
}
