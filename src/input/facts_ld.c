/* input/facts_ld.c: what a page says of itself in JSON-LD, in lists, in @graph, in comments, and in JSON that is none. */
#include "input/facts_work.h"

#include <jansson.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "input/facts.h"
#include "base/banned.h"

/* The object with that "@id", which others name instead of repeating it; NULL. */
static const json_t *by_id(const json_t *o, const char *id, int depth)
{
    const json_t *found = NULL, *v;
    const char *key;
    size_t i;
    if (depth > MAX_LD)
        return NULL;
    if (json_is_array(o)) {
        json_array_foreach(o, i, v)
            if ((found = by_id(v, id, depth + 1)))
                return found;
    } else if (json_is_object(o)) {
        const char *its = json_string_value(json_object_get(o, "@id"));
        if (its && strcmp(its, id) == 0 && json_object_get(o, "name"))
            return o;
        json_object_foreach((json_t *)(uintptr_t)o, key, v)
            if ((json_is_object(v) || json_is_array(v)) && (found = by_id(v, id, depth + 1)))
                return found;
    }
    return found;
}

/* "A", {"name": "A"}, {"@id": of such} or a list of them: "A, B". */
static const char *ld_value(const json_t *all, const json_t *v, struct arena *a)
{
    if (json_is_object(v) && !json_object_get(v, "name") && json_is_string(json_object_get(v, "@id")))
        v = by_id(all, json_string_value(json_object_get(v, "@id")), 0);
    if (json_is_object(v))
        v = json_object_get(v, "name");
    if (json_is_integer(v))
        return arena_printf(a, "%lld", (long long)json_integer_value(v));
    if (!json_is_array(v))
        return json_string_value(v);
    const char *list = NULL;
    for (size_t i = 0; i < json_array_size(v) && i < 8; i++) {
        const json_t *one = json_array_get(v, i);
        const char *name = json_is_array(one) ? NULL : ld_value(all, one, a);
        list = !name ? list : list ? arena_printf(a, "%s, %s", list, name) : name;
    }
    return list;
}

static bool of_article(const struct reading *r, const json_t *type)
{
    const struct words *w = &r->facts->word[ARTICLE];
    char low[MAX_CLASS];
    for (size_t i = 0; json_is_array(type) && i < json_array_size(type); i++)
        if (json_is_string(json_array_get(type, i)) && of_article(r, json_array_get(type, i)))
            return true;
    if (!json_is_string(type))
        return false;
    facts_lower(json_string_value(type), low);
    return facts_any_in(low, w->at, w->n);
}

/* "WebPage", or of no type. */
static bool of_page(const json_t *type)
{
    const char *s = json_string_value(json_is_array(type) ? json_array_get(type, 0) : type);
    return !type || (s && strstr(s, "Page"));
}

/* What an article says; that its author is the publisher is worth less than any name on the page. */
static void offer_ld(struct reading *r, const json_t *all, const json_t *o, uint32_t row)
{
    const char *value = ld_value(all, json_object_get(o, r->facts->row[row].name), r->arena);
    const char *publisher = r->facts->row[row].field == BYLINE ? ld_value(all, json_object_get(o, "publisher"), r->arena) : NULL;
    facts_offer(r, row, publisher && value && strcasecmp(publisher, value) == 0 ? r->facts->n_rows : 0, value);
}

static void read_ld(struct reading *r, const json_t *all, const json_t *o, int depth)
{
    static const char *const inner[] = {"@graph", "mainEntity", "mainEntityOfPage"};
    if (depth > MAX_LD)
        return;
    for (size_t i = 0; json_is_array(o) && i < json_array_size(o); i++)
        read_ld(r, all, json_array_get(o, i), depth + 1);
    if (!json_is_object(o))
        return;
    const json_t *type = json_object_get(o, "@type");
    enum where where = of_article(r, type) ? LD : of_page(type) ? LDPAGE : N_WHERE;
    for (uint32_t i = 0; where < N_WHERE && i < r->facts->n_rows; i++)
        if (r->facts->row[i].where == where)
            offer_ld(r, all, o, i);
    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
        read_ld(r, all, json_object_get(o, inner[i]), depth + 1);
}

/* A string value out of JSON that no parser takes. */
static void scan_ld(struct reading *r, const char *json)
{
    for (uint32_t i = 0; i < r->facts->n_rows; i++) {
        const struct row *row = &r->facts->row[i];
        const char *at = row->where == LD && row->field == PUBLISHED ? strstr(json, arena_printf(r->arena, "\"%s\"", row->name)) : NULL;
        if (!at)
            continue;
        at += strlen(row->name) + 2;
        at += strspn(at, " \t\r\n:");
        if (*at == '"')
            facts_offer(r, i, 0, arena_text(r->arena, at + 1, strcspn(at + 1, "\"")));
    }
}

/* Line ends inside of strings and a comment or CDATA around the whole are common, and no JSON. */
void facts_script(struct reading *r, const xmlNode *n)
{
    const char *type = element_attribute(n, "type"), *text = n->children ? (const char *)n->children->content : NULL;
    if (!type || !strcasestr(type, "ld+json") || !text)
        return;
    const char *from = text + strcspn(text, "{");
    const char *list = strchr(text, '[');
    while (list && list < from && strncmp(list, "[CDATA[", 7) == 0)
        list = strchr(list + 7, '[');
    char *json = arena_text(r->arena, list && list < from ? list : from, strlen(list && list < from ? list : from));
    for (char *c = json; *c; c++)
        if ((unsigned char)*c < ' ')
            *c = ' ';
    json_t *o = json_loads(json, JSON_DISABLE_EOF_CHECK, NULL);
    if (o)
        read_ld(r, o, o, 0);
    else
        scan_ld(r, json);
    json_decref(o);
}
