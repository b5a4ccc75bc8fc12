/* input/xmltree.c: asking the small trees that xml_next gives. */
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "input/xml.h"
#include "base/banned.h"

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }

/* The name of the tag at s, without its prefix. */
static void tag_name(const char *s, char name[32])
{
    size_t n = strcspn(s, " \t\r\n/><:");
    if (s[n] == ':') {
        s += n + 1;
        n = strcspn(s, " \t\r\n/><");
    }
    n = n < 31 ? n : 31;
    memcpy(name, s, n);
    name[n] = 0;
}

/* Behind a document type, its own part in brackets included; NULL if it does not end in head. */
static const char *behind_doctype(const char *at)
{
    at += strcspn(at, "[>");
    if (*at == '[')
        at = strchr(at, ']');
    return at ? strchr(at, '>') : NULL;
}

void xml_root(const char *at, char name[32])
{
    *name = 0;
    while (at && *(at += strspn(at, " \t\r\n")) == '<') {
        if (strncmp(at, "<!--", 4) == 0)
            at = strstr(at, "-->");
        else if (at[1] == '!')
            at = behind_doctype(at + 1);
        else if (at[1] == '?')
            at = strchr(at, '>');
        else {
            tag_name(at + 1, name);
            return;
        }
        at = at ? at + strcspn(at, ">") + 1 : NULL;
    }
}

const struct xml_node *xml_child(const struct xml_node *n, const char *name)
{
    n = n ? n->first : NULL;
    while (n && !(n->name && strcmp(n->name, name) == 0))
        n = n->next;
    return n;
}

const struct xml_node *xml_sibling(const struct xml_node *n, const char *name)
{
    do
        n = n ? n->next : NULL;
    while (n && !(n->name && strcmp(n->name, name) == 0));
    return n;
}

/* The node after n in the order of the document, within top. */
static const struct xml_node *after(const struct xml_node *n, const struct xml_node *top)
{
    if (n->first)
        return n->first;
    while (n && n != top && !n->next)
        n = n->parent;
    return n && n != top ? n->next : NULL;
}

const struct xml_node *xml_find(const struct xml_node *top, const char *name)
{
    const struct xml_node *n = top;
    while (n && !(n->name && strcmp(n->name, name) == 0))
        n = after(n, top);
    return n;
}

const char *xml_attribute(const struct xml_node *n, const char *name)
{
    for (const struct xml_attr *a = n ? n->attr : NULL; a; a = a->next)
        if (strcmp(a->name, name) == 0)
            return a->value;
    return NULL;
}

static bool among(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static const char *const blocks[] = {"p", "div", "section", "article", "blockquote", "bq", "ul", "ol", "li", "dl", "dt", "dd", "table", "tbody", "tr",
    "td", "th", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "pre", "hr", "header", "block", "note", "fn", "credit", "nitf-table",
    "body", "html", "body.content", "center", NULL};
static const char *const left_out[] = {"script", "style", "media", "object", "svg", "iframe", "figure", "head", "body.head", "body.end", "nav", "form",
    "button", "noscript", "custom-table", NULL};

/* Appends with white space folded. */
static void fold(struct buf *out, const char *s, size_t from)
{
    for (; *s; s++) {
        bool nbsp = (unsigned char)s[0] == 0xC2 && (unsigned char)s[1] == 0xA0;
        if (!nbsp && !is_space(*s)) {
            buf_char(out, *s);
            continue;
        }
        s += nbsp;
        if (out->n > from && !is_space(out->at[out->n - 1]))
            buf_char(out, ' ');
    }
}

static void trim(struct buf *out, size_t from)
{
    while (out->n > from && is_space(out->at[out->n - 1]))
        out->at[--out->n] = 0;
}

static void end_block(struct buf *out, size_t from)
{
    trim(out, from);
    if (out->n > from)
        buf_str(out, "\n\n");
}

/* Nesting is limited by the stream. */
static void prose(const struct xml_node *n, struct buf *out, size_t from)
{
    for (n = n->first; n; n = n->next) {
        bool block = n->name && among(n->name, blocks);
        if (block)
            end_block(out, from);
        if (!n->name || strcmp(n->name, "br") == 0)
            fold(out, n->name ? " " : n->text, from);
        else if (!among(n->name, left_out))
            prose(n, out, from);
        if (block)
            end_block(out, from);
    }
}

void xml_prose(const struct xml_node *n, struct buf *out)
{
    size_t from = out->n;
    if (n)
        prose(n, out, from);
    trim(out, from);
}

const char *xml_line(const struct xml_node *top, struct arena *a)
{
    struct buf out = {0};
    for (const struct xml_node *n = top; n; n = after(n, top))
        fold(&out, n->name ? "" : n->text, 0);
    trim(&out, 0);
    const char *line = out.n ? arena_text(a, out.at, out.n) : NULL;
    buf_free(&out);
    return line;
}

const char *xml_text(const struct xml_node *top, struct arena *a)
{
    struct buf out = {0};
    for (const struct xml_node *n = top; n; n = after(n, top))
        if (!n->name)
            buf_str(&out, n->text);
    const char *text = arena_text(a, out.n ? out.at : "", out.n);
    buf_free(&out);
    return text;
}

bool xml_has_elements(const struct xml_node *n)
{
    for (n = n ? n->first : NULL; n; n = n->next)
        if (n->name)
            return true;
    return false;
}

void xml_set(const char **to, const char *said)
{
    if (!*to && said && *said)
        *to = said;
}

/* "<b>", "</p>", "&amp;", "&#8217;": may this be markup? */
static bool marked(const char *s)
{
    for (; (s = strpbrk(s, "<&")); s++) {
        char c = s[1] | 32;
        if ((c >= 'a' && c <= 'z') || s[1] == (*s == '<' ? '/' : '#'))
            return true;
    }
    return false;
}

/* What the reference at s, "&#8217;" or "&amp;", stands for, and its length; 0 if it is none. */
static size_t reference(const char *s, uint32_t *cp)
{
    char name[12];
    size_t n = s[1] == '#' ? 0 : strspn(s + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    if (s[1] == '#') {
        bool hex = (s[2] | 32) == 'x';
        char *end;
        unsigned long v = strtoul(s + 2 + hex, &end, hex ? 16 : 10);
        bool good = end > s + 2 + hex && strchr("0123456789abcdefABCDEF", s[2 + hex]) && v && v < 0x110000 && (v < 0xD800 || v > 0xDFFF);
        *cp = (uint32_t)v;
        return good ? (size_t)(end - s) + (*end == ';') : 0;
    }
    if (!n || n >= sizeof name)
        return 0;
    memcpy(name, s + 1, n);
    name[n] = 0;
    const htmlEntityDesc *e = htmlEntityLookup((const xmlChar *)name);     /* a table, no parser */
    *cp = e ? e->value : 0;
    return e ? 1 + n + (s[1 + n] == ';') : 0;
}

const char *input_plain_line(const char *html, struct arena *a)
{
    struct buf out = {0};
    size_t n = html ? strlen(html) : 0, skip;
    uint32_t cp;
    bool tags = n && marked(html);
    for (const char *s = n ? html : ""; *s; s += skip) {
        char c = s[1] | 32, said[8];
        bool tag = tags && *s == '<' && ((c >= 'a' && c <= 'z') || s[1] == '/' || s[1] == '!');
        skip = tag ? strcspn(s, ">") : tags && *s == '&' ? reference(s, &cp) : 0;
        if (tag)
            skip += s[skip] == '>';
        else if (skip)
            buf_put(&out, said, utf8_encode(cp, said));
        else
            buf_put(&out, s, skip = 1);
    }
    const struct xml_node text = {.text = out.n ? out.at : ""};
    const char *line = n ? xml_line(&text, a) : NULL;
    buf_free(&out);
    return line;
}

const char *xml_plain_line(const struct xml_node *n, struct arena *a) { return input_plain_line(xml_line(n, a), a); }
