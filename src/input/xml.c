/* input/xml.c: libxml2's push parser, fed a piece at a time, with our own handlers, which build nothing but the elements asked for.
 *
 * The push parser, and not xmlTextReader, because it can go on behind a fault ("AT&T", "&nbsp;", a tag not closed), and feeds are
 * full of them. No entity declaration is kept, so that there is nothing to expand; names of HTML's entities are characters. */
#include "input/xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/SAX2.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/utf8.h"
#include "input/charset.h"
#include "input/format.h"
#include "base/banned.h"

/* A piece begins no more elements than MAX_READY, since "<item/>" takes 7 bytes, and one may be open before it. */
enum { PIECE = 2048, MAX_READY = PIECE / 7 + 2, MAX_DEPTH = 256 };

struct tree { struct xml_node *root; struct arena *arena; };

struct xml_stream {
    const struct input_source *src;
    struct arena *arena;                   /* of the text in UTF-8, where it was not so */
    char *repaired;                        /* the text, where it had to be */
    const char *bytes;
    size_t n, at;
    xmlParserCtxtPtr ctxt;
    xmlEntity entity;                      /* of the reference being read */
    char entity_text[8];
    const char *const *names;
    struct arena *out;                     /* of the element being built: each has its own, to be used again */
    struct xml_node *root, *open;          /* that element; the innermost in it */
    struct tree ready[MAX_READY];          /* whole ones */
    struct arena *spare[MAX_READY + 2];
    struct tree given;                     /* by the last call */
    uint32_t n_ready, next_ready, n_spare;
    int depth, root_depth;
    uint32_t notes;
    struct dl_err err;
    bool failed, too_long, ended;
};

/* ---- handlers ---- */

static uint64_t line_of(const struct xml_stream *x) { return (uint64_t)xmlSAX2GetLineNumber(x->ctxt); }

static void fail(struct xml_stream *x, enum dl_code code, uint64_t line, const char *text)
{
    if (!x->failed)
        err_at(&x->err, code, x->src->name, (size_t)line, "%s", text);
    x->failed = true;
}

static bool named(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static const char *value_of(struct arena *a, const xmlChar *from, const xmlChar *to)
{
    return arena_text(a, (const char *)from, (size_t)(to - from));
}

static struct xml_node *add(struct xml_stream *x, const char *name)
{
    struct xml_node *n = arena_take(x->out, 1, sizeof *n), *p = x->open;
    *n = (struct xml_node){.name = name, .parent = p, .line = line_of(x)};
    if (p && p->last)
        p->last = p->last->next = n;
    else if (p)
        p->first = p->last = n;
    return n;
}

static void spare(struct xml_stream *x, struct arena *a)
{
    if (!a)
        return;
    arena_reset(a);
    x->spare[x->n_spare++] = a;
}

static void drop_root(struct xml_stream *x)
{
    spare(x, x->out);
    x->out = NULL;
    x->root = x->open = NULL;
    x->too_long = false;
}

static void finish_root(struct xml_stream *x)
{
    if (x->too_long || x->n_ready == MAX_READY) {
        fail(x, DL_ELIMIT, x->root->line, "the item is too long (--max-line)");
        drop_root(x);
        return;
    }
    x->ready[x->n_ready++] = (struct tree){x->root, x->out};
    x->out = NULL;
    x->root = x->open = NULL;
}

/* Whether the element being built may grow. */
static bool may_grow(struct xml_stream *x)
{
    x->too_long = x->too_long || arena_used(x->out) > x->src->max_line;
    return !x->too_long;
}

static void on_start(void *with, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_spaces, const xmlChar **spaces,
                     int n_attributes, int n_default, const xmlChar **attributes)
{
    struct xml_stream *x = with;
    (void)prefix, (void)n_spaces, (void)spaces, (void)n_default;
    if (++x->depth > MAX_DEPTH) {
        fail(x, DL_ELIMIT, line_of(x), "elements are nested too deep");
        xmlStopParser(x->ctxt);
        return;
    }
    bool wanted = named((const char *)name, x->names);
    if (x->root && wanted && strcmp(x->root->name, (const char *)name) == 0) {
        x->root->repaired = true;          /* an item within an item: the first was never closed */
        finish_root(x);                    /* its depth stays, and with it that of what follows */
    }
    if (!x->root && !wanted)
        return;
    if (!x->root)
        x->out = x->n_spare ? x->spare[--x->n_spare] : arena_new();
    if (!may_grow(x))
        return;
    struct xml_node *n = add(x, arena_text(x->out, (const char *)name, strlen((const char *)name)));
    n->space = uri ? arena_text(x->out, (const char *)uri, strlen((const char *)uri)) : "";
    for (int i = n_attributes; i-- > 0;) {
        const xmlChar **at = attributes + 5 * i;
        struct xml_attr *v = arena_take(x->out, 1, sizeof *v);
        *v = (struct xml_attr){arena_text(x->out, (const char *)at[0], strlen((const char *)at[0])), value_of(x->out, at[3], at[4]), n->attr};
        n->attr = v;
    }
    if (!x->root) {
        x->root = n;
        x->root_depth = x->depth;
    }
    x->open = n;
}

static void on_end(void *with, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct xml_stream *x = with;
    (void)prefix, (void)uri;
    int depth = x->depth--;
    if (!x->root)
        return;
    if (depth <= x->root_depth) {
        finish_root(x);
    } else if (!x->too_long && x->open->parent && strcmp(x->open->name, (const char *)name) == 0) {
        x->open = x->open->parent;
    }
}

static void on_text(void *with, const xmlChar *s, int n)
{
    struct xml_stream *x = with;
    if (!x->root || !may_grow(x))
        return;
    add(x, NULL)->text = arena_text(x->out, (const char *)s, (size_t)n);
}

static xmlEntityPtr on_entity(void *with, const xmlChar *name)
{
    struct xml_stream *x = with;
    xmlEntityPtr known = xmlGetPredefinedEntity(name);
    const htmlEntityDesc *html = known ? NULL : htmlEntityLookup(name);
    if (!html)
        return known;
    x->entity_text[utf8_encode(html->value, x->entity_text)] = 0;
    x->entity = (xmlEntity){.type = XML_ENTITY_DECL, .name = (const xmlChar *)html->name, .etype = XML_INTERNAL_PREDEFINED_ENTITY,
                            .content = (xmlChar *)x->entity_text, .length = (int)strlen(x->entity_text)};
    return &x->entity;
}

static void on_fault(void *with, xmlErrorPtr e)
{
    struct xml_stream *x = with;
    bool amplified = e->code == XML_ERR_ENTITY_LOOP || e->code == XML_ERR_INTERNAL_ERROR;
    if (e->level == XML_ERR_FATAL && x->root)
        x->root->repaired = true;
    if (amplified || e->code == XML_ERR_NAME_TOO_LONG || e->code == XML_ERR_NO_MEMORY) {
        fail(x, DL_ELIMIT, (uint64_t)e->line, "the markup goes beyond what is read (entities, or names without end)");
        xmlStopParser(x->ctxt);
    }
}

/* ---- bare ampersands ---- */

static bool word_char(char c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'); }

/* Does a reference begin at this "&"? */
static bool is_reference(const char *s, size_t n)
{
    size_t i = 1 + (n > 1 && s[1] == '#');
    while (i < n && i < 32 && word_char(s[i]))
        i++;
    return i > 1 && i < n && s[i] == ';' && word_char(s[i - 1]);
}

static const char *find(const char *from, const char *end, const char *what) { return memmem(from, (size_t)(end - from), what, strlen(what)); }

/* The next "&" outside of CDATA that begins no reference, from at on; n if there is none. *cdata is the next section of CDATA or NULL. */
static size_t bare_ampersand(const char *s, size_t at, size_t n, const char **cdata)
{
    for (const char *amp; at < n && (amp = memchr(s + at, '&', n - at)); at = (size_t)(amp - s) + 1) {
        while (*cdata && *cdata < amp) {
            const char *end = find(*cdata, s + n, "]]>");
            if (!end || !(amp = end < amp ? amp : memchr(end, '&', (size_t)(s + n - end))))
                return n;
            *cdata = find(end, s + n, "<![CDATA[");
        }
        if (!is_reference(amp, (size_t)(s + n - amp)))
            return (size_t)(amp - s);
    }
    return n;
}

/* "AT&T", "?a=1&b=2": the parser would drop the word with the "&". */
static void repair_ampersands(struct xml_stream *x)
{
    struct buf out = {0};
    const char *cdata = find(x->bytes, x->bytes + x->n, "<![CDATA[");
    size_t from = 0;
    for (size_t at = 0; (at = bare_ampersand(x->bytes, at, x->n, &cdata)) < x->n; from = ++at) {
        buf_put(&out, x->bytes + from, at - from);
        buf_str(&out, "&amp;");
    }
    if (from) {
        buf_put(&out, x->bytes + from, x->n - from);
        x->repaired = out.at;
        x->bytes = out.at;
        x->n = out.n;
    }
}

/* ---- the stream ---- */

struct xml_stream *xml_open(const struct input_source *src)
{
    struct xml_stream *x = base_alloc(1, sizeof *x);
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC, .startElementNs = on_start, .endElementNs = on_end, .characters = on_text,
                         .cdataBlock = on_text, .ignorableWhitespace = on_text, .getEntity = on_entity, .serror = on_fault};
    x->src = src;
    x->arena = arena_new();
    x->n = src->n;
    x->bytes = charset_utf8(src->bytes, &x->n, src->charset ? src->charset : charset_named(src->bytes, src->n, x->arena), &x->notes, x->arena);
    repair_ampersands(x);
    if (x->n >= 3 && memcmp(x->bytes, "\xEF\xBB\xBF", 3) == 0)
        x->at = 3;
    while (x->at < x->n && strchr(" \t\r\n", x->bytes[x->at]) && x->bytes[x->at])
        x->at++;
    x->ctxt = xmlCreatePushParserCtxt(&sax, x, NULL, 0, NULL);
    if (!x->ctxt)
        abort();
    xmlCtxtUseOptions(x->ctxt, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_COMPACT);
    return x;
}

void xml_close(struct xml_stream *x)
{
    if (!x)
        return;
    xmlFreeDoc(x->ctxt->myDoc);            /* the parser makes one to hold entities, handlers or not */
    xmlFreeParserCtxt(x->ctxt);
    free(x->repaired);
    arena_free(x->arena);
    arena_free(x->out);
    arena_free(x->given.arena);
    for (uint32_t i = x->next_ready; i < x->n_ready; i++)
        arena_free(x->ready[i].arena);
    for (uint32_t i = 0; i < x->n_spare; i++)
        arena_free(x->spare[i]);
    free(x);
}

uint32_t xml_notes(const struct xml_stream *x, const struct xml_node *n)
{
    return x->notes | (n->repaired ? 1u << DL_NOTE_MARKUP_REPAIRED : 0);
}

static void feed(struct xml_stream *x)
{
    size_t n = x->n - x->at < PIECE ? x->n - x->at : PIECE;
    x->ended = x->at + n == x->n;
    xmlParseChunk(x->ctxt, x->bytes + x->at, (int)n, x->ended);
    x->at += n;
    if (x->ended && !x->failed && x->root)
        fail(x, DL_EFORMAT, x->root->line, "is cut off within this element");
    else if (x->ended && !x->failed && x->depth > 0)
        fail(x, DL_EFORMAT, line_of(x), "is cut off: not all elements are closed");
    if (x->ended || (x->failed && x->err.code == DL_ELIMIT && x->ctxt->disableSAX))
        x->ended = true;
    if (x->ended && x->root)
        drop_root(x);
}

int xml_next(struct xml_stream *x, const char *const *names, const struct xml_node **node, struct dl_err *err)
{
    x->names = names;
    for (;;) {
        spare(x, x->given.arena);
        x->given = (struct tree){0};
        if (x->next_ready < x->n_ready) {
            x->given = x->ready[x->next_ready++];
            *node = x->given.root;
            return 1;
        }
        x->n_ready = x->next_ready = 0;
        if (x->failed) {
            x->failed = false;
            *err = x->err;
            return -1;
        }
        if (x->ended)
            return 0;
        feed(x);
    }
}

int xml_end(struct input_reading *r, int got, struct dl_err *err)
{
    if (got == 0 && !r->at && !r->done) {
        r->done = true;
        return err_set(err, DL_EFORMAT, r->src.name, "holds no text of an article, only what points to it") - 1;
    }
    r->done = r->done || got < 0;
    return got;
}
