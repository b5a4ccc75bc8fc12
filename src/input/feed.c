/* input/feed.c: RSS 0.9 to 2.0 and Atom. An item is a document; its text is HTML that the article's thread will read, or XHTML.
 *
 * What an item does not say, the channel does. A feed may name itself, or say an item twice: nothing is fetched, so no circle is run. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "input/format.h"
#include "input/stamp.h"
#include "input/xml.h"
#include "base/banned.h"

/* A summary of fewer bytes than this is not the article. */
enum { WHOLE_ARTICLE = 1200 };

struct feed {
    struct xml_stream *xml;
    struct arena *arena;               /* of what follows */
    const char *title, *lang, *author, *home, *media_type;
    struct buf text;
};

static const char *const stops[] = {"item", "entry", "image", "textInput", "textinput", "title", "language", "author", "link", NULL};

static bool knows(const char *head, size_t n, const struct input_source *s)
{
    char root[32];
    (void)n, (void)s;
    xml_root(head, root);
    return strcmp(root, "rss") == 0 || strcmp(root, "RDF") == 0 || strcmp(root, "feed") == 0;
}

static bool open_feed(struct input_reading *r, struct dl_err *err)
{
    (void)err;
    struct feed *f = r->state = base_alloc(1, sizeof *f);
    f->xml = xml_open(&r->src);
    f->arena = arena_new();
    return true;
}

static void close_feed(struct input_reading *r)
{
    struct feed *f = r->state;
    xml_close(f->xml);
    arena_free(f->arena);
    buf_free(&f->text);
    free(f);
}

/* The first of these children that says anything. */
static const char *first_of(const struct xml_node *item, const char *const *names, struct arena *a)
{
    for (; *names; names++)
        for (const struct xml_node *n = xml_child(item, *names); n; n = xml_sibling(n, *names)) {
            const char *said = xml_plain_line(n, a);
            if (said)
                return said;
        }
    return NULL;
}
#define FIRST_OF(item, a, ...) first_of(item, (const char *const[]){__VA_ARGS__, NULL}, a)

/* RSS writes an address between the tags, Atom in an attribute; of several the page that people read. */
static const char *link_of(const struct xml_node *item, struct arena *a)
{
    for (const struct xml_node *n = xml_child(item, "link"); n; n = xml_sibling(n, "link")) {
        const char *rel = xml_attribute(n, "rel"), *href = xml_attribute(n, "href"), *said = href ? href : xml_line(n, a);
        if (said && *said && (!rel || strcmp(rel, "alternate") == 0))
            return said;
    }
    const struct xml_node *guid = xml_child(item, "guid");
    const char *permanent = xml_attribute(guid, "isPermaLink"), *said = xml_line(guid, a);
    bool address = said && (strncmp(said, "http://", 7) == 0 || strncmp(said, "https://", 8) == 0);
    return address && (!permanent || strcmp(permanent, "false") != 0) ? said : NULL;
}

static const char *author_of(const struct xml_node *n, struct arena *a)
{
    const struct xml_node *author = xml_child(n, "author");
    if (xml_child(author, "name"))
        return xml_line(xml_child(author, "name"), a);
    const char *said = FIRST_OF(n, a, "creator", "author"), *name = said ? strchr(said, '(') : NULL;
    if (name && strchr(said, '@') && name[1] && said[strlen(said) - 1] == ')')     /* "desk@example.org (Jane Doe)" */
        return arena_text(a, name + 1, strlen(name) - 2);
    return said;
}

static const char *published_of(const struct xml_node *item, struct arena *a)
{
    static const char *const names[] = {"pubDate", "published", "date", "issued", "updated", "modified", NULL};
    for (const char *const *name = names; *name; name++) {
        const char *said = xml_line(xml_child(item, *name), a);
        char day[12];
        if (said && stamp_day(said, day))
            return arena_text(a, day, strlen(day));
    }
    return NULL;
}

/* ---- the text ---- */

static bool ends_cut(const char *s, size_t n)
{
    while (n && strchr(" \t\r\n]>)", s[n - 1]))
        n--;
    return (n >= 3 && memcmp(s + n - 3, "\xE2\x80\xA6", 3) == 0) || (n >= 3 && memcmp(s + n - 3, "...", 3) == 0) ||
           (n >= 8 && memcmp(s + n - 8, "&hellip;", 8) == 0) || (n >= 7 && memcmp(s + n - 7, "&#8230;", 7) == 0);
}

/* Elements in it (XHTML) are prose here and now; text is HTML that the article's thread reads, unless it says that it is plain. */
static void take_text(struct feed *f, const struct xml_node *n, struct dl_document *doc, struct arena *a)
{
    const char *type = xml_attribute(n, "type");
    if (xml_has_elements(n)) {
        buf_reset(&f->text);
        xml_prose(n, &f->text);
        doc->bytes = arena_text(a, f->text.n ? f->text.at : "", f->text.n);
    } else {
        doc->bytes = xml_text(n, a);
        doc->fragment = !type || strstr(type, "html") != NULL;
    }
    doc->n_bytes = strlen(doc->bytes);
}

static bool blank(const struct dl_document *doc) { return !doc->bytes || !doc->bytes[strspn(doc->bytes, " \t\r\n")]; }

static void text_of(struct feed *f, const struct xml_node *item, struct dl_document *doc, struct arena *a)
{
    static const char *const names[] = {"encoded", "content", "body", "description", "summary", NULL};
    enum { FULL = 3 };
    for (int i = 0; names[i] && blank(doc); i++)
        for (const struct xml_node *n = xml_child(item, names[i]); n && blank(doc); n = xml_sibling(n, names[i])) {
            if (xml_attribute(n, "src") || xml_attribute(n, "url"))    /* elsewhere; Media RSS has such a "content", too */
                continue;
            take_text(f, n, doc, a);
            if (ends_cut(doc->bytes, doc->n_bytes) || (i >= FULL && doc->n_bytes < WHOLE_ARTICLE))
                doc->notes |= 1u << DL_NOTE_PARTIAL;
        }
    if (blank(doc)) {                      /* a headline is all there is */
        doc->bytes = doc->title ? doc->title : "";
        doc->n_bytes = strlen(doc->bytes);
        doc->title = NULL;
        doc->fragment = false;
        doc->notes |= 1u << DL_NOTE_PARTIAL;
    }
}

/* "/2016/truce" on the host of the feed's home; anything else as it is. */
static const char *absolute(const struct feed *f, const char *link, struct arena *a)
{
    const char *host = f->home ? strstr(f->home, "://") : NULL;
    if (!link || *link != '/' || link[1] == '/' || !host)
        return link;
    return arena_printf(a, "%.*s%s", (int)(host + 3 - f->home + (ptrdiff_t)strcspn(host + 3, "/?#")), f->home, link);
}

static void read_item(struct feed *f, const struct xml_node *item, struct dl_document *doc, struct arena *a)
{
    const char *said;
    doc->media_type = f->media_type;
    doc->line = item->line;
    if ((said = FIRST_OF(item, a, "guid", "id")) || (said = xml_attribute(item, "about")))
        doc->id = said;
    if ((said = link_of(item, a)))
        doc->url = absolute(f, said, a);
    if ((said = published_of(item, a)))
        doc->published = said;
    doc->title = FIRST_OF(item, a, "title");
    doc->byline = author_of(item, a);
    doc->byline = doc->byline ? doc->byline : f->author;
    const struct xml_node *source = xml_child(item, "source");
    const char *from = xml_plain_line(xml_child(source, "title") ? xml_child(source, "title") : source, a);
    doc->outlet = from ? from : f->title ? f->title : doc->outlet;
    const char *lang = xml_attribute(item, "lang");
    doc->lang = lang ? lang : (said = FIRST_OF(item, a, "language")) ? said : f->lang;
    doc->notes |= xml_notes(f->xml, item);
    text_of(f, item, doc, a);
}

/* What the channel says of itself, once. */
static void read_channel(struct feed *f, const struct xml_node *n)
{
    const char **to = strcmp(n->name, "title") == 0 ? &f->title : strcmp(n->name, "language") == 0 ? &f->lang : NULL;
    if (to && !*to)
        *to = xml_plain_line(n, f->arena);
    else if (strcmp(n->name, "link") == 0 && !f->home)
        f->home = xml_attribute(n, "href") ? arena_printf(f->arena, "%s", xml_attribute(n, "href")) : xml_line(n, f->arena);
    else if (strcmp(n->name, "author") == 0 && !f->author)
        f->author = xml_line(xml_child(n, "name"), f->arena);
}

static int next(struct input_reading *r, struct dl_document *doc, struct dl_err *err)
{
    struct feed *f = r->state;
    const struct xml_node *n;
    int got;
    while ((got = xml_next(f->xml, stops, &n, err)) > 0) {
        bool entry = strcmp(n->name, "entry") == 0;
        if (!entry && strcmp(n->name, "item") != 0) {
            read_channel(f, n);
            continue;
        }
        f->media_type = entry ? "application/atom+xml" : "application/rss+xml";
        read_item(f, n, doc, r->arena);
        return 1;
    }
    return got;
}

const struct input_format input_feed = {.media_type = "application/rss+xml", .knows = knows, .open = open_feed, .next = next, .close = close_feed, .markup = true};
