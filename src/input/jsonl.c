/* input/jsonl.c: JSON lines, an object with "text" or "html" a line. A bad line is an error with its number; reading goes on. */
#include <jansson.h>
#include <string.h>

#include "base/err.h"
#include "input/format.h"
#include "base/banned.h"

static bool knows(const char *head, size_t n, const struct input_source *s)
{
    (void)n, (void)s;
    return head[strspn(head, " \t\r\n")] == '{';
}

static const char *field(json_t *o, const char *name) { return json_string_value(json_object_get(o, name)); }

static int next_line(struct input_reading *r, const char **line, size_t *n)
{
    while (r->at < r->src.n) {
        *line = r->src.bytes + r->at;
        const char *nl = memchr(*line, '\n', r->src.n - r->at);
        *n = nl ? (size_t)(nl - *line) : r->src.n - r->at;
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

static void release(struct input_reading *r)
{
    json_decref(r->state);             /* it holds the strings of the last document */
    r->state = NULL;
}

static int next(struct input_reading *r, struct dl_document *doc, struct dl_err *err)
{
    const char *line, *place = r->src.name;
    size_t n;
    if (!next_line(r, &line, &n))
        return 0;
    if (n > r->src.max_line)
        return err_at(err, DL_ELIMIT, place, r->line, "the line is longer than %zu bytes (--max-line)", r->src.max_line) - 1;
    if (r->line == 1 && n >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0) {
        line += 3;
        n -= 3;
    }
    json_error_t je;
    release(r);
    json_t *o = r->state = json_loadb(line, n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &je);
    if (!json_is_object(o))
        return err_at(err, DL_EFORMAT, place, r->line, "is no JSON object: %s", o ? "another value" : je.text) - 1;
    json_t *text = json_object_get(o, "text"), *html = json_object_get(o, "html");
    bool page = !json_is_string(text) && json_is_string(html);
    if (page)
        text = html;
    if (!json_is_string(text))
        return err_at(err, DL_EFORMAT, place, r->line, "has neither a string \"text\" nor a string \"html\"") - 1;
    *doc = (struct dl_document){.bytes = json_string_value(text), .n_bytes = json_string_length(text), .id = field(o, "id"),
        .title = field(o, "title"), .published = field(o, "published"), .url = field(o, "url"), .outlet = field(o, "outlet"),
        .byline = field(o, "byline"), .lang = field(o, "lang"), .media_type = page ? "text/html" : "text/plain", .path = place, .line = r->line};
    return 1;
}

const struct input_format input_json_lines = {.media_type = "text/plain", .knows = knows, .next = next, .close = release};
