/* fuzz/code_fuzz.c: random bytes through the whole pipeline, as a file would come: each document gets a record that is valid JSON with every
 * span of it inside the text and on the edges of characters, and the same one if it is coded again. The first byte chooses how the bytes
 * are told (as they are, as the text of an article, or as a text with a date beside it) and, once in four, that it is coded again. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "input/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check_span(const char *text, size_t n, json_int_t from, json_int_t to)
{
    if (from < 0 || to < from || (size_t)to > n || ((unsigned char)text[from] & 0xC0) == 0x80 || ((unsigned char)text[to] & 0xC0) == 0x80)
        abort();
}

/* [start, end), or a list of them. */
static void check_spans(const char *text, size_t n, const json_t *v)
{
    if (json_array_size(v) == 2 && json_is_integer(json_array_get(v, 0))) {
        check_span(text, n, json_integer_value(json_array_get(v, 0)), json_integer_value(json_array_get(v, 1)));
        return;
    }
    size_t i;
    json_t *item;
    json_array_foreach(v, i, item)
        check_spans(text, n, item);
}

static void check(const char *text, size_t n, json_t *v)
{
    static const char *const spans[] = {"span", "source", "cue", "content", "verbatim", "hedges", "trigger", "evidence", "status_evidence", "words"};
    const char *key;
    json_t *item;
    size_t i;
    if (json_is_array(v))
        json_array_foreach(v, i, item)
            check(text, n, item);
    if (json_is_object(v))
        json_object_foreach(v, key, item) {
            for (i = 0; i < sizeof spans / sizeof *spans; i++)
                if (strcmp(key, spans[i]) == 0)
                    check_spans(text, n, item);
            check(text, n, item);
        }
}

/* A copy of the record; NULL if the document was refused. */
static char *record_of(struct dl_session *s, const struct dl_document *doc)
{
    struct dl_err err = {0};
    size_t n;
    if (dl_code_document(s, doc, &err))
        return strdup(dl_record_json(s, true, &n));
    if (!*err.text)
        abort();
    return NULL;
}

static void code(struct dl_session *s, const struct dl_document *doc, bool twice)
{
    char *first = record_of(s, doc), *again = twice ? record_of(s, doc) : NULL;
    if (twice && (!first != !again || (first && strcmp(first, again) != 0)))
        abort();
    if (first) {
        json_error_t je;
        json_t *o = json_loads(first, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &je), *text = json_object_get(o, "text");
        if (!json_is_string(text))
            abort();
        check(json_string_value(text), json_string_length(text), o);
        json_decref(o);
    }
    free(first);
    free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct dl_session *s;
    const struct dl_options limits = {.max_member = 1 << 16, .max_unpacked = 1 << 18, .max_members = 20, .max_line = 1 << 16, .max_article = 1 << 14};
    struct dl_err err = {0};
    if (!s) {
        struct dl_coder *c = dl_coder_open(NULL, &err);
        if (!c)
            abort();
        s = dl_session_new(c);
    }
    if (n < 2)
        return 0;
    const char *rest = (const char *)bytes + 1;
    bool twice = (*bytes & 12) == 12;
    if (*bytes & 3) {
        code(s, &(struct dl_document){.bytes = rest, .n_bytes = n - 1, .path = "fuzz", .media_type = "text/plain", .published = *bytes & 1 ? "2016-09-05" : NULL}, twice);
        return 0;
    }
    struct dl_document doc;
    struct dl_reader *r = input_read_bytes(rest, n - 1, "fuzz", &limits, &err);
    int got;
    while (r && (got = dl_reader_next(r, &doc, &err)))
        if (got > 0)
            code(s, &doc, twice);
    dl_reader_close(r);
    return 0;
}
