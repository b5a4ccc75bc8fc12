/* input/whole.c: sources that are one document: a plain text, a web page. Their bytes are handed on as they came. */
#include <string.h>

#include "base/err.h"
#include "input/format.h"
#include "base/banned.h"

static int next(struct input_reading *r, struct dl_document *doc, struct dl_err *err)
{
    if (r->done)
        return 0;
    r->done = true;
    if (r->src.n > r->src.max_article)
        return err_set(err, DL_ELIMIT, r->src.name, "the article is longer than %zu bytes (--max-article)", r->src.max_article) - 1;
    doc->bytes = r->src.bytes;
    doc->n_bytes = r->src.n;
    return 1;
}

/* Markup that says it is HTML within its first bytes. */
static bool is_page(const char *head, size_t n, const struct input_source *s)
{
    (void)n;
    bool said = s->media_type && (strcmp(s->media_type, "text/html") == 0 || strcmp(s->media_type, "application/xhtml+xml") == 0);
    return head[strspn(head, " \t\r\n")] == '<' && (said || strcasestr(head, "<!doctype html") || strcasestr(head, "<html"));
}

static bool is_any(const char *head, size_t n, const struct input_source *s)
{
    (void)head, (void)n, (void)s;
    return true;
}

const struct input_format input_html = {.media_type = "text/html", .knows = is_page, .next = next};
const struct input_format input_plain = {.media_type = "text/plain", .knows = is_any, .next = next};
