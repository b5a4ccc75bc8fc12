/* input/newsml.c: NewsML-G2. Each newsItem with text in it is a document, whether alone, in a newsMessage or beside packages.
 *
 * Packages and remote contents name what is elsewhere; nothing is fetched. A file of such alone is an error, not silence. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "input/format.h"
#include "input/nitf.h"
#include "input/xml.h"
#include "base/banned.h"

static bool knows(const char *head, size_t n, const struct input_source *s)
{
    char root[32];
    (void)n, (void)s;
    xml_root(head, root);
    return strcmp(root, "newsMessage") == 0 || strcmp(root, "newsItem") == 0 || strcmp(root, "packageItem") == 0;
}

static bool open_newsml(struct input_reading *r, struct dl_err *err)
{
    (void)err;
    r->state = xml_open(&r->src);
    return true;
}

static void close_newsml(struct input_reading *r) { xml_close(r->state); }

/* The part of a code behind its scheme: "sig:correction", "http://cv.iptc.org/newscodes/signal/correction". */
static const char *code_of(const struct xml_node *n)
{
    const char *code = xml_attribute(n, "qcode"), *cut;
    if (!code)
        code = xml_attribute(n, "uri");
    if (!code)
        return "";
    cut = strrchr(code, '/');
    cut = cut ? cut : strchr(code, ':');
    return cut ? cut + 1 : code;
}

/* Who, by name, or by the word or code that stands for them. */
static const char *party_of(const struct xml_node *n, struct arena *a)
{
    const char *name = xml_line(xml_child(n, "name"), a), *literal = xml_attribute(n, "literal");
    return name ? name : literal ? literal : n && *code_of(n) ? code_of(n) : NULL;
}

/* "update", "correction" of a signal, else "canceled": the wire's mark, in capitals as wires write it. */
static const char *take_of(const struct xml_node *meta, struct arena *a)
{
    static const char *const marks[] = {"update", "correction", "writethrough", "refile", "advisory", "kill", NULL};
    for (const struct xml_node *n = xml_child(meta, "signal"); n; n = xml_sibling(n, "signal"))
        for (const char *const *m = marks; *m; m++)
            if (strncmp(code_of(n), *m, strlen(*m)) == 0) {
                char *mark = arena_text(a, *m, strlen(*m));
                for (char *c = mark; *c; c++)
                    *c = (char)(*c & ~32);
                return mark;
            }
    return strcmp(code_of(xml_child(meta, "pubStatus")), "canceled") == 0 ? "CANCELED" : NULL;
}

static void read_meta(const struct xml_node *item, struct dl_document *doc, struct arena *a)
{
    const struct xml_node *meta = xml_child(item, "itemMeta"), *content = xml_child(item, "contentMeta");
    const char *status = code_of(xml_child(meta, "pubStatus")), *embargo = xml_line(xml_child(meta, "embargoed"), a);
    doc->id = NULL;
    xml_set(&doc->id, xml_attribute(item, "guid"));
    doc->take = take_of(meta, a);
    xml_set(&doc->published, nitf_day(xml_line(xml_child(content, "contentModified"), a), a));
    xml_set(&doc->published, nitf_day(xml_line(xml_child(meta, "versionCreated"), a), a));
    xml_set(&doc->published, nitf_day(xml_line(xml_child(content, "contentCreated"), a), a));
    xml_set(&doc->title, xml_plain_line(xml_child(content, "headline"), a));
    xml_set(&doc->title, xml_plain_line(xml_child(meta, "title"), a));
    xml_set(&doc->byline, xml_line(xml_child(content, "by"), a));
    xml_set(&doc->byline, party_of(xml_child(content, "creator"), a));
    xml_set(&doc->outlet, party_of(xml_child(meta, "provider"), a));
    xml_set(&doc->outlet, party_of(xml_child(content, "infoSource"), a));
    xml_set(&doc->lang, xml_attribute(xml_child(content, "language"), "tag"));
    xml_set(&doc->lang, xml_attribute(item, "lang"));
    if (strcmp(status, "canceled") == 0 || strcmp(status, "withheld") == 0)
        doc->notes |= 1u << DL_NOTE_WITHDRAWN;
    if (embargo)
        doc->notes |= 1u << DL_NOTE_EMBARGOED;
}

/* inlineXML holds NITF or XHTML, inlineData a text or HTML; false if a set of contents holds none of them. */
static bool read_content(const struct xml_node *item, struct dl_document *doc, struct arena *a)
{
    const struct xml_node *set_of = xml_child(item, "contentSet"), *xml = xml_child(set_of, "inlineXML"), *data = xml_child(set_of, "inlineData");
    const char *dateline = xml_line(xml_child(xml_child(item, "contentMeta"), "dateline"), a), *type = xml_attribute(data, "contenttype");
    struct buf prose = {0};
    if (xml_find(xml, "nitf")) {
        nitf_read(xml_find(xml, "nitf"), doc, a);
        nitf_text(dateline, doc->bytes, doc, a);
        return true;
    }
    if (!xml && (!data || xml_attribute(data, "encoding")))
        return false;
    if (xml || xml_has_elements(data)) {
        const struct xml_node *body = xml_find(xml, "body");
        xml_prose(body ? body : xml ? xml : data, &prose);
        nitf_text(dateline, arena_text(a, prose.n ? prose.at : "", prose.n), doc, a);
        buf_free(&prose);
        return true;
    }
    doc->fragment = type && strstr(type, "html");
    nitf_text(doc->fragment ? NULL : dateline, xml_text(data, a), doc, a);
    return true;
}

static int next(struct input_reading *r, struct dl_document *doc, struct dl_err *err)
{
    static const char *const names[] = {"newsItem", NULL};
    const struct xml_node *item;
    struct dl_document empty = *doc;
    int got;
    while ((got = xml_next(r->state, names, &item, err)) > 0) {
        *doc = empty;
        doc->line = item->line;
        doc->notes |= xml_notes(r->state, item);
        read_meta(item, doc, r->arena);
        if (!read_content(item, doc, r->arena))
            continue;
        r->at++;
        return 1;
    }
    return xml_end(r, got, err);
}

const struct input_format input_newsml = {.media_type = "application/vnd.iptc.g2.newsitem+xml", .knows = knows, .open = open_newsml, .next = next,
                                          .close = close_newsml, .markup = true};
