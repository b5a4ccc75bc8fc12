/* input/jsonfeed.c: "content_html" or "content_text" of an item; a summary or a title where a feed gives no more. */
#include "input/jsonfeed.h"

#include <string.h>

#include "base/banned.h"

static const char *string(const json_t *o, const char *name)
{
    const char *s = json_string_value(json_object_get(o, name));
    return s && *s ? s : NULL;
}

bool jsonfeed_is(const json_t *o)
{
    const char *version = string(o, "version");
    return version && strstr(version, "jsonfeed.org/version/") && json_is_array(json_object_get(o, "items"));
}

/* 1.1 has a list of authors, 1.0 one. */
static const char *author_of(const json_t *o)
{
    const char *name = string(json_array_get(json_object_get(o, "authors"), 0), "name");
    return name ? name : string(json_object_get(o, "author"), "name");
}

bool jsonfeed_read(const json_t *feed, const json_t *item, struct dl_document *doc)
{
    static const char *const texts[] = {"content_text", "content_html", "summary", "title"};
    enum { HTML = 1, FULL = 2, TITLE = 3 };
    const char *author = author_of(item), *lang = string(item, "language"), *text = NULL;
    int i = 0;
    while (i <= TITLE && !(text = string(item, texts[i])))
        i++;
    if (!text)
        return false;
    doc->media_type = "application/feed+json";
    doc->id = string(item, "id");
    doc->url = string(item, "url") ? string(item, "url") : string(item, "external_url");
    doc->title = i < TITLE ? string(item, "title") : NULL;
    doc->byline = author ? author : author_of(feed);
    doc->published = string(item, "date_published") ? string(item, "date_published") : string(item, "date_modified");
    doc->outlet = string(feed, "title") ? string(feed, "title") : doc->outlet;
    doc->lang = lang ? lang : string(feed, "language");
    doc->fragment = i == HTML;
    if (i >= FULL)
        doc->notes |= 1u << DL_NOTE_PARTIAL;
    doc->bytes = text;
    doc->n_bytes = strlen(text);
    return true;
}
