/* query/sentence.c: one sentence's words out of a record. */
#include <jansson.h>
#include <string.h>

#include "query/ask.h"
#include "base/banned.h"

bool query_take_sentence(void *with, const char *id, const char *json, size_t n)
{
    struct query_sentence *s = with;
    json_t *root = json_loadb(json, n, JSON_ALLOW_NUL, NULL), *span = json_array_get(json_object_get(root, "sentences"), s->which), *text = json_object_get(root, "text");
    size_t from = (size_t)json_integer_value(json_array_get(span, 0)), to = (size_t)json_integer_value(json_array_get(span, 1));
    (void)id;
    if (text && from < to && to <= json_string_length(text))
        s->text = strndup(json_string_value(text) + from, to - from);
    json_decref(root);
    return false;
}
