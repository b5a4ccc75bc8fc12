/* input/newsml1.c: NewsML 1.x, in which agencies kept their archives before NewsML-G2, and the news items of Reuters' corpora. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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
    return strcmp(root, "NewsML") == 0 || strcmp(root, "newsitem") == 0;
}

static bool open_newsml1(struct input_reading *r, struct dl_err *err)
{
    (void)err;
    r->state = xml_open(&r->src);
    return true;
}

static void close_newsml1(struct input_reading *r) { xml_close(r->state); }

static const char *named(const struct xml_node *n) { return xml_attribute(n, "FormalName"); }

static void read_management(const struct xml_node *item, struct dl_document *doc, struct arena *a)
{
    const struct xml_node *m = xml_child(item, "NewsManagement");
    const char *status = named(xml_child(m, "Status"));
    xml_set(&doc->published, nitf_day(xml_line(xml_child(m, "ThisRevisionCreated"), a), a));
    xml_set(&doc->published, nitf_day(xml_line(xml_child(m, "FirstCreated"), a), a));
    xml_set(&doc->published, nitf_day(xml_line(xml_find(item, "DateId"), a), a));
    if (status && (strcasecmp(status, "Canceled") == 0 || strcasecmp(status, "Withheld") == 0))
        doc->notes |= 1u << DL_NOTE_WITHDRAWN;
    if (status && strcasecmp(status, "Embargoed") == 0)
        doc->notes |= 1u << DL_NOTE_EMBARGOED;
}

static void prose_of(const struct xml_node *n, const char *dateline, struct dl_document *doc, struct arena *a)
{
    struct buf prose = {0};
    xml_prose(n, &prose);
    nitf_text(dateline, arena_text(a, prose.n ? prose.at : "", prose.n), doc, a);
    buf_free(&prose);
}

/* NewsItem: lines of news, who sends them, and a NITF, XHTML or text in DataContent; false if there is none. */
static bool read_item(const struct xml_node *item, struct dl_document *doc, struct arena *a)
{
    const struct xml_node *lines = xml_find(item, "NewsLines"), *data = xml_find(item, "DataContent"), *nitf = xml_find(data, "nitf"), *body = xml_find(data, "body");
    const char *dateline = xml_line(xml_child(lines, "DateLine"), a);
    read_management(item, doc, a);
    xml_set(&doc->id, xml_line(xml_find(item, "PublicIdentifier"), a));
    xml_set(&doc->title, xml_plain_line(xml_child(lines, "HeadLine"), a));
    xml_set(&doc->byline, xml_line(xml_child(lines, "ByLine"), a));
    xml_set(&doc->outlet, named(xml_child(xml_find(item, "Provider"), "Party")));
    xml_set(&doc->lang, named(xml_find(item, "Language")));
    if (nitf)
        nitf_read(nitf, doc, a);
    if (nitf)
        nitf_text(dateline, doc->bytes, doc, a);
    else if (data && (body || xml_has_elements(data)))
        prose_of(body ? body : data, dateline, doc, a);
    else if (data)
        nitf_text(dateline, xml_text(data, a), doc, a);
    return data && doc->bytes[strspn(doc->bytes, " \t\r\n")];
}

/* <newsitem itemid="2286" date="1996-08-20" xml:lang="en"> with headline, byline, dateline and text. */
static bool read_reuters(const struct xml_node *item, struct dl_document *doc, struct arena *a)
{
    const struct xml_node *text = xml_child(item, "text");
    xml_set(&doc->id, xml_attribute(item, "itemid"));
    xml_set(&doc->title, xml_plain_line(xml_child(item, "headline"), a));
    xml_set(&doc->title, xml_plain_line(xml_child(item, "title"), a));
    xml_set(&doc->byline, xml_line(xml_child(item, "byline"), a));
    xml_set(&doc->published, nitf_day(xml_attribute(item, "date"), a));
    xml_set(&doc->lang, xml_attribute(item, "lang"));
    if (text)
        prose_of(text, xml_line(xml_child(item, "dateline"), a), doc, a);
    return text != NULL;
}

static int next(struct input_reading *r, struct dl_document *doc, struct dl_err *err)
{
    static const char *const names[] = {"NewsItem", "newsitem", NULL};
    const struct xml_node *item;
    struct dl_document empty = *doc;
    int got;
    while ((got = xml_next(r->state, names, &item, err)) > 0) {
        *doc = empty;
        doc->id = NULL;
        doc->line = item->line;
        doc->notes |= xml_notes(r->state, item);
        if (*item->name == 'N' ? read_item(item, doc, r->arena) : read_reuters(item, doc, r->arena)) {
            r->at++;
            return 1;
        }
    }
    return xml_end(r, got, err);
}

const struct input_format input_newsml1 = {.media_type = "text/vnd.iptc.newsml", .knows = knows, .open = open_newsml1, .next = next, .close = close_newsml1, .markup = true};

/* ---- any other XML ---- */

static bool is_other(const char *head, size_t n, const struct input_source *s)
{
    (void)n, (void)s;
    return strncmp(head + strspn(head, " \t\r\n"), "<?xml", 5) == 0;
}

/* Its tags are no English, and what of it is an article nobody has said. */
static int refuse(struct input_reading *r, struct dl_document *doc, struct dl_err *err)
{
    char head[INPUT_HEAD + 1], root[32];
    size_t n = r->src.n < INPUT_HEAD ? r->src.n : INPUT_HEAD;
    (void)doc;
    if (r->done)
        return 0;
    r->done = true;
    memcpy(head, r->src.bytes, n);
    head[n] = 0;
    xml_root(head, root);
    return err_set(err, DL_EFORMAT, r->src.name, "is XML of a kind that is not read (%s)", *root ? root : "it has no element") - 1;
}

const struct input_format input_other_xml = {.media_type = "application/xml", .knows = is_other, .next = refuse};
