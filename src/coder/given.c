/* coder/given.c: documents and records that come as JSON, from a page or another program. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "coder/coder.h"
#include "store/store.h"
#include "base/banned.h"

static const char *text_of(const json_t *o, const char *key) { return json_string_value(json_object_get(o, key)); }

/* Only what a document may have, and strings only. */
static bool well_formed(const json_t *root, struct dl_err *err)
{
    static const char *const known[] = {"text", "html", "title", "date", "outlet", "url"};
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)root, key, value) {
        bool there = false;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            there = there || !strcmp(key, known[i]);
        if (!there || !json_is_string(value))
            return err_set(err, DL_EUSAGE, "", there ? "\"%.40s\" is no text" : "a document has \"text\" or \"html\", \"title\", \"date\", \"outlet\" and \"url\", not \"%.40s\"", key);
    }
    if (!text_of(root, "text") == !text_of(root, "html"))
        return err_set(err, DL_EUSAGE, "", "a document has either \"text\" or \"html\"");
    return true;
}

static bool is_day(const char *s)
{
    static const char shape[] = "dddd-dd-dd";
    for (size_t i = 0; i < sizeof shape; i++)
        if (shape[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != shape[i])
            return false;
    return true;
}

/* The document that a JSON object tells; its strings live as long as the object, which the caller gives back. NULL sets *err. */
static json_t *document_of(const char *json, size_t n, struct dl_document *d, struct dl_err *err)
{
    json_error_t je;
    json_t *root = json_loadb(json, n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &je);
    const char *html = text_of(root, "html"), *date = text_of(root, "date");
    bool ok = json_is_object(root) ? well_formed(root, err) : err_set(err, DL_EUSAGE, "", root ? "a document is a JSON object" : "this is not JSON: %.100s", je.text);
    if (!ok || (date && !is_day(date) && !err_set(err, DL_EUSAGE, "date", "a day is written YYYY-MM-DD"))) {
        json_decref(root);
        return NULL;
    }
    const json_t *words = json_object_get(root, html ? "html" : "text");
    *d = (struct dl_document){.bytes = json_string_value(words), .n_bytes = json_string_length(words), .title = text_of(root, "title"), .published = date,
                              .outlet = text_of(root, "outlet"), .url = text_of(root, "url"), .media_type = html ? "text/html" : "text/plain"};
    return root;
}

const struct dl_article *dl_code_json(struct dl_session *s, const char *json, size_t n, struct dl_err *err)
{
    struct dl_document d;
    json_t *root = document_of(json, n, &d, err);
    const struct dl_article *a = root ? dl_code_document(s, &d, err) : NULL;
    json_decref(root);
    return a;
}

bool dl_keep_json(struct dl_store *store, struct dl_session *s, const char *json, size_t n, FILE *out, struct dl_err *err)
{
    static const char *const kept[] = {"new", "copy", "replaced", "same"};
    struct dl_document d;
    enum dl_put what;
    char *key = NULL;
    json_t *root = document_of(json, n, &d, err);
    bool ok = root && dl_code_for_store(s, &d, err) && (dl_session_article(s)->n || err_set(err, DL_EUSAGE, "", "there is no text to keep"));
    ok = ok && dl_store_put(store, s, &what, err) && dl_store_settle(store, false, err) && dl_talks_refresh(store, NULL, NULL, err);
    ok = ok && (key = store_key(store, session_source_key(s), err));
    json_decref(root);
    json_t *answer = ok ? json_pack("{s:s,s:s}", "article", key, "kept", kept[what]) : NULL;
    if (answer)
        json_dumpf(answer, out, JSON_COMPACT);
    json_decref(answer);
    free(key);
    return ok;
}

/* ---- a record, coded anew ------------------------------------------------------------------------- */

const struct dl_article *dl_code_record(struct dl_session *s, const char *record, size_t n, struct dl_err *err)
{
    json_error_t je;
    json_t *root = json_loadb(record, n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &je);
    const json_t *text = json_object_get(root, "text");
    struct dl_document d = {.bytes = json_string_value(text), .n_bytes = json_string_length(text), .id = text_of(root, "id"), .published = text_of(root, "published")};
    const struct dl_article *a = NULL;
    if (!root || !d.id || !d.bytes)
        err_set(err, DL_EFORMAT, "", "this is no record with its text");
    else
        a = dl_code_document(s, &d, err);
    json_decref(root);
    return a;
}

/* ---- one sentence ------------------------------------------------------------------------------- */

const char *dl_sentence_json(struct dl_session *s, const char *record, size_t n, uint32_t which, size_t *n_json, struct dl_err *err)
{
    json_error_t je;
    json_t *root = json_loadb(record, n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &je);
    const json_t *list = json_object_get(root, "sentences"), *span = json_array_get(list, which), *text = json_object_get(root, "text");
    const char *id = text_of(root, "id"), *out = NULL;
    struct dl_document d = {.bytes = json_string_value(text), .n_bytes = json_string_length(text), .id = id, .published = text_of(root, "published")};
    struct dl_span at = {(uint32_t)json_integer_value(json_array_get(span, 0)), (uint32_t)json_integer_value(json_array_get(span, 1))};
    if (!root || !id || !d.bytes)
        err_set(err, DL_EFORMAT, "", "this is no record with its text");
    else if (!span)
        err_set(err, DL_EABSENT, id, "there is no sentence %u", which);
    else if (dl_parse_document(s, &d, err))
        out = sentence_json(s, (struct given_sentence){at, which, (uint32_t)json_array_size(list), id}, n_json, err);
    json_decref(root);
    return out;
}
