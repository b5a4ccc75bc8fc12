/* input/nitf.c: NITF 3.x. What of it NewsML-G2 carries inside is read by the same function. */
#include "input/nitf.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "input/format.h"
#include "input/stamp.h"
#include "input/xml.h"
#include "base/banned.h"

const char *nitf_day(const char *stamp, struct arena *a)
{
    char day[12];
    return stamp && stamp_day(stamp, day) ? arena_text(a, day, strlen(day)) : NULL;
}

/* A dash ends a dateline in print; here the element did. */
static bool has_dash(const char *s)
{
    size_t n = strlen(s);
    return n && (strchr("-_", s[n - 1]) || (n >= 3 && (memcmp(s + n - 3, "\xE2\x80\x94", 3) == 0 || memcmp(s + n - 3, "\xE2\x80\x93", 3) == 0)));
}

void nitf_text(const char *dateline, const char *prose, struct dl_document *doc, struct arena *a)
{
    bool printed = !dateline || !*dateline || strncasecmp(prose, dateline, strcspn(dateline, ",-(")) == 0;
    doc->bytes = printed ? prose : arena_printf(a, "%s%s %s", dateline, has_dash(dateline) ? "" : " --", prose);
    doc->n_bytes = strlen(doc->bytes);
}

static void read_docdata(const struct xml_node *head, struct dl_document *doc, struct arena *a)
{
    const struct xml_node *data = xml_child(head, "docdata"), *pub = xml_child(head, "pubdata");
    const char *status = xml_attribute(data, "management-status");
    xml_set(&doc->id, xml_attribute(xml_child(data, "doc-id"), "id-string"));
    xml_set(&doc->published, nitf_day(xml_attribute(pub, "date.publication"), a));
    xml_set(&doc->published, nitf_day(xml_attribute(xml_child(data, "date.issue"), "norm"), a));
    xml_set(&doc->published, nitf_day(xml_attribute(xml_child(data, "date.release"), "norm"), a));
    xml_set(&doc->outlet, xml_attribute(pub, "name"));
    xml_set(&doc->url, xml_attribute(pub, "ex-ref"));
    if (status && (strcmp(status, "killed") == 0 || strcmp(status, "withheld") == 0 || strcmp(status, "canceled") == 0))
        doc->notes |= 1u << DL_NOTE_WITHDRAWN;
    if (status && strcmp(status, "embargoed") == 0)
        doc->notes |= 1u << DL_NOTE_EMBARGOED;
}

static const char *byline_of(const struct xml_node *head, struct arena *a)
{
    const struct xml_node *byline = xml_find(xml_child(head, "byline"), "byline"), *tag = xml_find(byline, "bytag");
    const char *person = xml_line(xml_find(byline, "person"), a), *whole = xml_line(byline, a);
    return person ? person : tag && whole && xml_line(tag, a) && strlen(whole) > strlen(xml_line(tag, a)) + 4
        ? arena_text(a, whole, strlen(whole) - strlen(xml_line(tag, a))) : whole;
}

void nitf_read(const struct xml_node *nitf, struct dl_document *doc, struct arena *a)
{
    const struct xml_node *head = xml_child(nitf, "head"), *body = xml_child(nitf, "body"), *top = xml_child(body, "body.head"),
                          *hedline = xml_child(top, "hedline"), *content = xml_child(body, "body.content");
    struct buf prose = {0};
    read_docdata(head, doc, a);
    xml_set(&doc->title, xml_plain_line(xml_child(hedline, "hl1"), a));
    xml_set(&doc->title, xml_plain_line(hedline, a));
    xml_set(&doc->title, xml_plain_line(xml_child(head, "title"), a));
    xml_set(&doc->byline, byline_of(top, a));
    xml_set(&doc->outlet, xml_line(xml_child(top, "distributor"), a));
    xml_set(&doc->published, nitf_day(xml_attribute(xml_find(xml_child(top, "dateline"), "story.date"), "norm"), a));
    xml_set(&doc->lang, xml_attribute(nitf, "lang"));
    xml_set(&doc->lang, xml_attribute(body, "lang"));
    xml_prose(content ? content : body, &prose);
    if (!prose.n && xml_child(top, "abstract")) {
        xml_prose(xml_child(top, "abstract"), &prose);
        doc->notes |= 1u << DL_NOTE_PARTIAL;
    }
    nitf_text(xml_line(xml_child(top, "dateline"), a), arena_text(a, prose.n ? prose.at : "", prose.n), doc, a);
    buf_free(&prose);
}

/* ---- the format ---- */

static bool knows(const char *head, size_t n, const struct input_source *s)
{
    char root[32];
    (void)n, (void)s;
    xml_root(head, root);
    return strcmp(root, "nitf") == 0;
}

static bool open_nitf(struct input_reading *r, struct dl_err *err)
{
    (void)err;
    r->state = xml_open(&r->src);
    return true;
}

static void close_nitf(struct input_reading *r) { xml_close(r->state); }

static int next(struct input_reading *r, struct dl_document *doc, struct dl_err *err)
{
    static const char *const names[] = {"nitf", NULL};
    const struct xml_node *n;
    int got = xml_next(r->state, names, &n, err);
    if (got <= 0)
        return got;
    doc->line = n->line;
    doc->notes |= xml_notes(r->state, n);
    doc->id = NULL;
    nitf_read(n, doc, r->arena);
    return 1;
}

const struct input_format input_nitf = {.media_type = "application/nitf+xml", .knows = knows, .open = open_nitf, .next = next, .close = close_nitf, .markup = true};
