/* input/reader.c: plain text files and JSON lines; stdin with "-". */
#include "input/reader.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/banned.h"

#define DEFAULT_MAX_LINE (16u << 20)
#define DEFAULT_MAX_ARTICLE (4u << 20)

struct dl_reader {
    struct map file;
    const char *path;
    size_t at, max_line, max_article;
    uint64_t line;
    bool jsonl, done;
    json_t *object;            /* holds the strings of the last document */
};

static bool looks_like_jsonl(const struct map *m)
{
    size_t i = 0;
    while (i < m->n && (m->at[i] == ' ' || m->at[i] == '\n' || m->at[i] == '\r' || m->at[i] == '\t' || (unsigned char)m->at[i] >= 0xEF))
        i++;
    return i < m->n && m->at[i] == '{';
}

struct dl_reader *dl_reader_open(const char *path, const struct dl_options *o, struct dl_err *err)
{
    struct map file;
    if (!map_open(&file, path, 0, err))
        return NULL;
    struct dl_reader *r = base_alloc(1, sizeof *r);
    r->file = file;
    r->path = path;
    r->max_line = o && o->max_line ? o->max_line : DEFAULT_MAX_LINE;
    r->max_article = o && o->max_article ? o->max_article : DEFAULT_MAX_ARTICLE;
    r->jsonl = looks_like_jsonl(&file);
    return r;
}

void dl_reader_close(struct dl_reader *r)
{
    if (!r)
        return;
    json_decref(r->object);
    map_close(&r->file);
    free(r);
}

/* Media type by content: markup that says it is HTML within its first bytes. */
static const char *media_type(const struct map *m)
{
    char head[1025] = "";
    size_t n = m->n < sizeof head - 1 ? m->n : sizeof head - 1;
    if (n)
        memcpy(head, m->at, n);
    size_t at = strspn(head, " \t\r\n\xEF\xBB\xBF");
    return head[at] == '<' && (strcasestr(head, "<!doctype html") || strcasestr(head, "<html")) ? "text/html" : "text/plain";
}

static const char *field(json_t *o, const char *name) { return json_string_value(json_object_get(o, name)); }

static int next_line(struct dl_reader *r, const char **line, size_t *n)
{
    while (r->at < r->file.n) {
        *line = r->file.at + r->at;
        const char *nl = memchr(*line, '\n', r->file.n - r->at);
        *n = nl ? (size_t)(nl - *line) : r->file.n - r->at;
        r->at += *n + 1;
        r->line++;
        size_t k = 0;
        while (k < *n && ((*line)[k] == ' ' || (*line)[k] == '\r' || (*line)[k] == '\t'))
            k++;
        if (k < *n)
            return 1;
    }
    return 0;
}

static int next_object(struct dl_reader *r, struct dl_document *doc, struct dl_err *err)
{
    const char *line;
    size_t n;
    if (!next_line(r, &line, &n))
        return 0;
    if (n > r->max_line)
        return err_at(err, DL_ELIMIT, r->path, r->line, "the line is longer than %zu bytes (--max-line)", r->max_line) - 1;
    if (r->line == 1 && n >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0) {
        line += 3;
        n -= 3;
    }
    json_error_t je;
    json_decref(r->object);
    r->object = json_loadb(line, n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &je);
    if (!json_is_object(r->object))
        return err_at(err, DL_EFORMAT, r->path, r->line, "is no JSON object: %s", r->object ? "another value" : je.text) - 1;
    json_t *text = json_object_get(r->object, "text"), *html = json_object_get(r->object, "html");
    bool page = !json_is_string(text) && json_is_string(html);
    if (page)
        text = html;
    if (!json_is_string(text))
        return err_at(err, DL_EFORMAT, r->path, r->line, "has neither a string \"text\" nor a string \"html\"") - 1;
    *doc = (struct dl_document){.bytes = json_string_value(text), .n_bytes = json_string_length(text), .id = field(r->object, "id"),
        .title = field(r->object, "title"), .published = field(r->object, "published"), .url = field(r->object, "url"),
        .outlet = field(r->object, "outlet"), .byline = field(r->object, "byline"), .media_type = page ? "text/html" : "text/plain", .path = r->path, .line = r->line};
    return 1;
}

int dl_reader_next(struct dl_reader *r, struct dl_document *doc, struct dl_err *err)
{
    if (r->jsonl)
        return next_object(r, doc, err);
    if (r->done)
        return 0;
    r->done = true;
    if (r->file.n > r->max_article)
        return err_set(err, DL_ELIMIT, r->path, "the article is longer than %zu bytes (--max-article)", r->max_article) - 1;
    *doc = (struct dl_document){.bytes = r->file.at ? r->file.at : "", .n_bytes = r->file.n, .media_type = media_type(&r->file), .path = r->path};
    return 1;
}
