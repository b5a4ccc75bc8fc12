/* input/ninjs.c: ninjs 1.x has a field a form of the text ("body_text", "body_xhtml"); 2.x has lists with a role and a type each. */
#include "input/ninjs.h"

#include <string.h>

#include "base/arena.h"
#include "input/nitf.h"
#include "input/xml.h"
#include "base/banned.h"

static const char *string(const json_t *o, const char *name)
{
    const char *s = json_string_value(json_object_get(o, name));
    return s && *s ? s : NULL;
}

static const char *either(const json_t *o, const char *name, const char *other)
{
    const char *s = string(o, name);
    return s ? s : string(o, other);
}

bool ninjs_is(const json_t *o)
{
    return (json_object_get(o, "uri") || json_object_get(o, "guid")) &&
           (json_object_get(o, "body_text") || json_object_get(o, "body_xhtml") || json_object_get(o, "bodies") || json_object_get(o, "headline") ||
            json_object_get(o, "headlines") || json_object_get(o, "versioncreated") || json_object_get(o, "versionCreated"));
}

/* Of 2.x's lists the value whose role is `role`, else the first that is there. */
static const json_t *with_role(const json_t *list, const char *role)
{
    const json_t *first = json_array_get(list, 0);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *r = string(json_array_get(list, i), "role");
        if (r && strcmp(r, role) == 0)
            return json_array_get(list, i);
    }
    return first;
}

static void text_from(struct dl_document *doc, const char *text, bool html)
{
    doc->bytes = text;
    doc->n_bytes = strlen(text);
    doc->fragment = html;
}

/* "body_xhtml", "body_html", "body_nitf": whoever sends it may have a form of their own. */
static const char *other_body(const json_t *o)
{
    const char *key, *found = either(o, "body_xhtml", "body_html");
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)o, key, value)
        if (!found && strncmp(key, "body_", 5) == 0 && json_string_length(value))
            found = json_string_value(value);
    return found;
}

static bool read_text(const json_t *o, struct dl_document *doc)
{
    const json_t *body = with_role(json_object_get(o, "bodies"), "main");
    const char *value = string(body, "value"), *type = either(body, "contentType", "contenttype");
    if (value)
        text_from(doc, value, !type || strstr(type, "html"));
    else if (string(o, "body_text"))
        text_from(doc, string(o, "body_text"), false);
    else if ((value = other_body(o)))
        text_from(doc, value, true);
    if (doc->bytes)
        return true;
    const json_t *about = with_role(json_object_get(o, "descriptions"), "main");
    value = string(about, "value");
    if (!value)
        value = either(o, "description_text", "description_xhtml");
    if (!value)
        return false;
    doc->notes |= 1u << DL_NOTE_PARTIAL;
    text_from(doc, value, !string(o, "description_text"));
    return true;
}

static const char *outlet_of(const json_t *o)
{
    static const char *const names[] = {"provider", "infosource", "infoSource", "copyrightholder", "copyrightHolder", "source", NULL};
    const json_t *sources = json_object_get(o, "infoSources");
    if (!json_is_array(sources))
        sources = json_object_get(o, "infosources");
    const char *said = string(json_array_get(sources, 0), "name");
    for (const char *const *n = names; *n && !said; n++) {
        said = string(o, *n);
        said = said ? said : string(json_object_get(o, *n), "name");
    }
    return said;
}

static const char *byline_of(const json_t *o)
{
    const json_t *authors = json_object_get(o, "authors");
    const char *said = either(o, "byline", "by");
    return said ? said : either(json_array_get(authors, 0), "name", "byline");
}

bool ninjs_read(const json_t *o, struct dl_document *doc, struct arena *a)
{
    const char *status = either(o, "pubstatus", "pubStatus"), *title = string(o, "headline");
    if (!title)
        title = string(with_role(json_object_get(o, "headlines"), "main"), "value");
    doc->media_type = "application/ninjs+json";
    doc->id = either(o, "uri", "guid");
    doc->title = input_plain_line(title ? title : string(o, "title"), a);
    doc->byline = byline_of(o);
    doc->outlet = outlet_of(o);
    doc->lang = string(o, "language");
    doc->url = string(o, "url");
    doc->published = nitf_day(either(o, "versioncreated", "versionCreated"), a);
    if (!doc->published)
        doc->published = nitf_day(either(o, "firstcreated", "firstCreated"), a);
    if (!doc->published)
        doc->published = nitf_day(either(o, "contentcreated", "contentCreated"), a);
    if (status && (strcmp(status, "canceled") == 0 || strcmp(status, "withheld") == 0))
        doc->notes |= 1u << DL_NOTE_WITHDRAWN;
    if (string(o, "embargoed"))
        doc->notes |= 1u << DL_NOTE_EMBARGOED;
    return read_text(o, doc);
}
