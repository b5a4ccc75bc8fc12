/* input/format.c: the table of formats, and the loop over the documents of one source. */
#include "input/format.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "input/charset.h"
#include "base/banned.h"

#define DEFAULT_MAX_LINE (16u << 20)
#define DEFAULT_MAX_ARTICLE (4u << 20)
#define WIDE_HEAD (64u << 10)

/* The first that knows the bytes reads them. */
static const struct input_format *const formats[] = {&input_feed, &input_newsml, &input_newsml1, &input_nitf, &input_html, &input_other_xml, &input_json_lines,
    &input_json, &input_lexis, &input_factiva, &input_plain};

static const struct input_format *format_of(const struct input_source *s)
{
    char head[INPUT_HEAD + 1];
    size_t n = s->n < INPUT_HEAD ? s->n : INPUT_HEAD, skip = n >= 3 && memcmp(s->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    n -= skip;
    if (n)
        memcpy(head, s->bytes + skip, n);
    head[n] = 0;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (formats[i]->knows(head, n, s))
            return formats[i];
    return &input_plain;
}

/* Of UTF-16 the beginning is looked at in UTF-8. */
const struct input_format *input_format_of(const struct input_source *s)
{
    if (!charset_is_wide(s->bytes, s->n))
        return format_of(s);
    struct arena *a = arena_new();
    struct input_source in_utf8 = *s;
    uint32_t notes = 0;
    in_utf8.n = s->n < WIDE_HEAD ? s->n : WIDE_HEAD;
    in_utf8.bytes = charset_utf8(s->bytes, &in_utf8.n, NULL, &notes, a);
    const struct input_format *f = format_of(&in_utf8);
    arena_free(a);
    return f;
}

struct input_reading *input_open(const struct input_source *s, struct dl_err *err) { return input_open_as(input_format_of(s), s, err); }

struct input_reading *input_open_as(const struct input_format *format, const struct input_source *s, struct dl_err *err)
{
    struct input_reading *r = base_alloc(1, sizeof *r);
    *r = (struct input_reading){.format = format, .src = *s, .arena = arena_new(), .line = s->lines_before};
    if (!s->bytes)
        r->src.bytes = "";
    r->src.max_line = s->max_line ? s->max_line : DEFAULT_MAX_LINE;
    r->src.max_article = s->max_article ? s->max_article : DEFAULT_MAX_ARTICLE;
    if (!r->format->open || r->format->open(r, err))
        return r;
    input_close(r);
    return NULL;
}

int input_next(struct input_reading *r, struct dl_document *doc, struct dl_err *err)
{
    const struct input_source *s = &r->src;
    arena_reset(r->arena);
    *doc = (struct dl_document){.path = s->name, .url = s->url, .published = s->published, .outlet = s->outlet, .id = s->id, .line = s->line,
                                .charset = s->charset, .media_type = r->format->media_type};
    return r->format->next(r, doc, err);
}

void input_close(struct input_reading *r)
{
    if (!r)
        return;
    if (r->format->close)
        r->format->close(r);
    arena_free(r->arena);
    free(r);
}

void input_preload(void)
{
    xmlInitParser();
    json_object_seed(0);
    charset_preload();
}
