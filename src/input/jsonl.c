/* input/jsonl.c: JSON: an object with "text" or "html", or one in ninjs, a line; or one such value over several lines, or a list.
 * A bad line is an error with its number; reading goes on. */
#include <jansson.h>
#include <string.h>

#include "base/err.h"
#include "input/flat.h"
#include "input/format.h"
#include "input/jsonfeed.h"
#include "input/ninjs.h"
#include "base/banned.h"

/* {"version": "https://jsonfeed.org/version/1.1" at the beginning. */
static bool is_feed(const char *at)
{
    enum { NEAR = 200, ADDRESS = 40 };
    const char *key = strstr(at, "\"version\""), *says = key ? strstr(key, "jsonfeed.org/version/") : NULL;
    return says && key - at < NEAR && says - key < ADDRESS;
}

/* A line that begins an object and ends it, or is followed by another object. */
static bool knows_lines(const char *head, size_t n, const struct input_source *s)
{
    const char *at = head + strspn(head, " \t\r\n"), *nl = strchr(at, '\n'), *last = nl;
    (void)n, (void)s;
    if (is_feed(at))
        return false;
    if (*at != '{' || !nl)
        return *at == '{';
    while (last > at && strchr(" \t\r\n", *last))
        last--;
    return (*last == '}' && last > at) || (!strchr("[,:{", *last) && nl[1 + strspn(nl + 1, " \t\r\n")] == '{');
}

/* A value over several lines: '{' or '[' and then a string, an object or the end. */
static bool knows_value(const char *head, size_t n, const struct input_source *s)
{
    const char *at = head + strspn(head, " \t\r\n");
    (void)n, (void)s;
    return (*at == '{' && at[1 + strspn(at + 1, " \t\r\n")] == '"') || (*at == '[' && at[1 + strspn(at + 1, " \t\r\n")] == '{');
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

/* An object with "text" or "html", or one of a wire's. */
static int read_object(json_t *o, struct dl_document *doc, struct input_reading *r, struct dl_err *err)
{
    json_t *text = json_object_get(o, "text"), *html = json_object_get(o, "html");
    bool page = !json_is_string(text) && json_is_string(html);
    if (page)
        text = html;
    if (!json_is_string(text) && ninjs_is(o) && ninjs_read(o, doc, r->arena))
        return 1;
    if (!json_is_string(text))
        return err_at(err, DL_EFORMAT, r->src.name, r->line, "has neither a string \"text\" nor a string \"html\"") - 1;
    *doc = (struct dl_document){.bytes = json_string_value(text), .n_bytes = json_string_length(text), .id = field(o, "id"),
        .title = field(o, "title"), .published = field(o, "published"), .url = field(o, "url"), .outlet = field(o, "outlet"),
        .byline = field(o, "byline"), .lang = field(o, "lang"), .media_type = page ? "text/html" : "text/plain", .path = r->src.name, .line = doc->line};
    return 1;
}

/* A line as most are: strings, and among them "text" or "html". */
static bool read_flat(const char *line, size_t n, struct dl_document *doc, struct input_reading *r)
{
    enum { TEXT, HTML, ID, TITLE, PUBLISHED, URL, OUTLET, BYLINE, LANG, N };
    struct flat_field f[N] = {{"text"}, {"html"}, {"id"}, {"title"}, {"published"}, {"url"}, {"outlet"}, {"byline"}, {"lang"}};
    if (!flat_read(line, n, f, N, r->arena) || (!f[TEXT].value && !f[HTML].value))
        return false;
    const struct flat_field *text = f[TEXT].value ? &f[TEXT] : &f[HTML];
    *doc = (struct dl_document){.bytes = text->value, .n_bytes = text->n, .id = f[ID].value, .title = f[TITLE].value, .published = f[PUBLISHED].value,
        .url = f[URL].value, .outlet = f[OUTLET].value, .byline = f[BYLINE].value, .lang = f[LANG].value,
        .media_type = f[TEXT].value ? "text/plain" : "text/html", .path = r->src.name, .line = doc->line};
    return true;
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
    doc->line = r->line;
    if (read_flat(line, n, doc, r))
        return 1;
    json_t *o = r->state = json_loadb(line, n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &je);
    if (!json_is_object(o))
        return err_at(err, DL_EFORMAT, place, r->line, "is no JSON object: %s", o ? "another value" : je.text) - 1;
    return read_object(o, doc, r, err);
}

const struct input_format input_json_lines = {.media_type = "text/plain", .knows = knows_lines, .next = next, .close = release};

/* ---- one value ---- */

static bool open_value(struct input_reading *r, struct dl_err *err)
{
    json_error_t je;
    if (r->src.n > 4 * r->src.max_line)
        return err_set(err, DL_ELIMIT, r->src.name, "the JSON value is longer than %zu bytes (--max-line)", 4 * r->src.max_line);
    bool mark = r->src.n >= 3 && memcmp(r->src.bytes, "\xEF\xBB\xBF", 3) == 0;
    r->state = json_loadb(r->src.bytes + (mark ? 3 : 0), r->src.n - (mark ? 3 : 0), JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &je);
    return r->state || err_at(err, DL_EFORMAT, r->src.name, je.line > 0 ? (size_t)je.line : 1, "is no JSON: %s", je.text);
}

/* The articles of a list, or of an object that holds one under "items". */
static int next_value(struct input_reading *r, struct dl_document *doc, struct dl_err *err)
{
    json_t *top = r->state, *list = json_is_array(top) ? top : ninjs_is(top) ? NULL : json_object_get(top, "items");
    if (r->at >= (json_is_array(list) ? json_array_size(list) : 1))
        return 0;
    r->line = ++r->at;                     /* of the item */
    doc->line = json_is_array(list) ? r->at : 0;
    json_t *one = json_is_array(list) ? json_array_get(list, r->at - 1) : top;
    if (jsonfeed_is(top))
        return jsonfeed_read(top, one, doc) ? 1 : err_at(err, DL_EFORMAT, r->src.name, r->line, "the item has no text") - 1;
    return read_object(one, doc, r, err);
}

const struct input_format input_json = {.media_type = "text/plain", .knows = knows_value, .open = open_value, .next = next_value, .close = release};
