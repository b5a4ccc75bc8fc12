/* input/html.c: finds the element whose paragraphs hold the most prose, as Readability does, and reads them.
 *
 * Blocks of text give their parent a score by length and commas, their grandparent half of it; links lower it.
 * Elements whose class, id or role says comment, share, related ... (data/en/input/html.tsv) are left out. */
#include "input/html.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/table.h"
#include "input/facts.h"
#include "base/banned.h"

struct html_words {
    struct arena *arena;
    struct facts *facts;
    const char **skip, **keep;
    uint32_t n_skip, n_keep;
};

struct html_words *html_open(const char *data_dir, struct dl_err *err)
{
    struct arena *a = arena_new();
    struct html_words *w = arena_take(a, 1, sizeof *w);
    struct table t;
    int at[2];
    w->arena = a;
    if (!table_read(&t, arena_printf(a, "%s/data/en/input/html.tsv", data_dir), a, err) ||
        !table_need(&t, (const char *const[]){"word", "kind"}, at, 2, err) ||
        !(w->facts = facts_open(data_dir, a, err))) {
        arena_free(a);
        return NULL;
    }
    w->skip = arena_take(a, t.n_rows, sizeof *w->skip);
    w->keep = arena_take(a, t.n_rows, sizeof *w->keep);
    for (uint32_t r = 0; r < t.n_rows; r++) {
        bool skip = strcmp(table_cell(&t, r, at[1]), "skip") == 0;
        *(skip ? &w->skip[w->n_skip++] : &w->keep[w->n_keep++]) = table_cell(&t, r, at[0]);
    }
    return w;
}

void html_close(struct html_words *w)
{
    if (w)
        arena_free(w->arena);
}

/* ---- elements ---- */

static bool is_tag(const xmlNode *n, const char *const *names)
{
    if (n->type != XML_ELEMENT_NODE)
        return false;
    for (char first = (char)*n->name; *names; names++)
        if (**names == first && strcmp((const char *)n->name, *names) == 0)
            return true;
    return false;
}

static const char *const dropped[] = {"script", "style", "noscript", "nav", "footer", "aside", "form", "figure", "figcaption", "button",
    "iframe", "svg", "select", "template", "head", "object", "video", "audio", "input", "textarea", "h1", "time", NULL};
static const char *const blocks[] = {"p", "div", "section", "article", "main", "blockquote", "ul", "ol", "li", "table", "tbody", "tr", "td",
    "h2", "h3", "h4", "h5", "h6", "pre", "header", "hr", "dl", "dd", "dt", "center", "body", "html", NULL};
static const char *const tops[] = {"html", "body", "article", "main", NULL};
static const char *const headings[] = {"h2", "h3", "h4", "h5", "h6", NULL};

/* Bytes of text in paragraphs, outside of what is dropped. */
static size_t prose_in(const xmlNode *n, bool in_p, int depth)
{
    size_t sum = 0;
    for (; n && depth < 300; n = n->next) {
        if (n->type == XML_TEXT_NODE && in_p && n->content)
            sum += strlen((const char *)n->content);
        else if (n->type == XML_ELEMENT_NODE && !is_tag(n, dropped))
            sum += prose_in(n->children, in_p || strcasecmp((const char *)n->name, "p") == 0, depth + 1);
    }
    return sum;
}

/* A class may name what an element also holds ("with-sidebar"): one with a good part of all prose stays. */
static bool left_out(const struct html_words *w, size_t all_prose, const xmlNode *n)
{
    if (is_tag(n, dropped))
        return true;
    if (is_tag(n, tops) || element_says(n, w->keep, w->n_keep))
        return false;
    return element_says(n, w->skip, w->n_skip) && prose_in(n->children, false, 0) * 3 <= all_prose;
}

/* ---- blocks of text ---- */

struct block {
    const xmlNode *parent;
    const char *text;
    uint32_t n, n_link, commas;
    bool heading;
};

struct walk {
    const struct html_words *words;
    struct arena *arena;
    VEC(struct block) out;
    struct buf text;                /* of the open block */
    uint32_t n_link;
    const xmlNode *owner;           /* the block element that is open */
    size_t all_prose;
    int depth;
    bool too_deep;
};

static void flush(struct walk *k)
{
    size_t n = k->text.n;
    while (n && k->text.at[n - 1] == ' ')
        n--;
    if (n && k->owner) {
        struct block *b = VEC_PUSH(k->arena, &k->out);
        *b = (struct block){.parent = k->owner, .n = (uint32_t)n, .n_link = k->n_link, .heading = is_tag(k->owner, headings)};
        b->text = arena_text(k->arena, k->text.at, n);
        for (size_t i = 0; i < n; i++)
            b->commas += b->text[i] == ',';
    }
    buf_reset(&k->text);
    k->n_link = 0;
}

/* Appends text with white space folded. */
static void add_text(struct walk *k, const char *s, bool in_link)
{
    for (; *s; s++) {
        bool space = *s == ' ' || *s == '\n' || *s == '\t' || *s == '\r' || *s == '\f';
        bool nbsp = (unsigned char)s[0] == 0xC2 && (unsigned char)s[1] == 0xA0;
        if (space || nbsp) {
            s += nbsp;
            if (k->text.n && k->text.at[k->text.n - 1] != ' ')
                buf_char(&k->text, ' ');
            continue;
        }
        buf_char(&k->text, *s);
        k->n_link += in_link;
    }
}

static void walk(struct walk *k, const xmlNode *n, bool in_link)
{
    if (++k->depth > 300)
        k->too_deep = true;
    for (; n && !k->too_deep; n = n->next) {
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) {
            add_text(k, (const char *)n->content, in_link);
        } else if (n->type == XML_ELEMENT_NODE && !left_out(k->words, k->all_prose, n)) {
            bool br = strcasecmp((const char *)n->name, "br") == 0;
            if (is_tag(n, blocks)) {
                const xmlNode *before = k->owner;
                flush(k);
                k->owner = n;
                walk(k, n->children, in_link);
                flush(k);
                k->owner = before;
            } else if (br && n->next && n->next->type == XML_ELEMENT_NODE && strcasecmp((const char *)n->next->name, "br") == 0) {
                flush(k);
            } else if (br) {
                add_text(k, " ", in_link);
            } else {
                walk(k, n->children, in_link || strcasecmp((const char *)n->name, "a") == 0);
            }
        }
    }
    k->depth--;
}

/* ---- choosing ---- */

struct score { const xmlNode *node; double prose; double all, link; };

static struct score *score_of(struct arena *a, struct score **at, uint32_t *n, uint32_t *cap, const xmlNode *node)
{
    for (uint32_t i = *n; i-- > 0;)
        if ((*at)[i].node == node)
            return &(*at)[i];
    if (*n == *cap)
        *at = arena_grow(a, *at, cap, sizeof **at);
    (*at)[*n] = (struct score){.node = node};
    return &(*at)[(*n)++];
}

static bool holds(const xmlNode *top, const xmlNode *n)
{
    while (n && n != top)
        n = n->parent;
    return n != NULL;
}

static const xmlNode *best_container(struct walk *k)
{
    struct score *at = NULL, *best = NULL;
    uint32_t n = 0, cap = 0;
    for (uint32_t i = 0; i < k->out.n; i++) {
        const struct block *b = &k->out.at[i];
        if (b->n < 25 || b->heading)
            continue;
        double prose = 1 + b->commas + (b->n / 100.0 < 3 ? b->n / 100.0 : 3), part = 1;
        prose *= 1 - (double)b->n_link / b->n;
        const xmlNode *p = is_tag(b->parent, (const char *const[]){"p", "pre", "li", NULL}) ? b->parent->parent : b->parent;
        for (int up = 0; up < 3 && p && p->type == XML_ELEMENT_NODE; up++, p = p->parent, part *= up == 1 ? 0.5 : 0.4)
            score_of(k->arena, &at, &n, &cap, p)->prose += prose * part;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (element_says(at[i].node, k->words->keep, k->words->n_keep) || is_tag(at[i].node, (const char *const[]){"article", NULL}))
            at[i].prose *= 1.25;
        if (!best || at[i].prose > best->prose)
            best = &at[i];
    }
    return best ? best->node : NULL;
}

/* Text of the blocks under top: prose, and headings that prose follows. */
static void write_body(struct walk *k, const xmlNode *top, struct html_page *page)
{
    struct buf out = {0};
    for (uint32_t i = 0; i < k->out.n; i++) {
        const struct block *b = &k->out.at[i];
        bool linky = b->n_link * 2 > b->n;
        if (!holds(top, b->parent) || linky)
            continue;
        if (b->heading && (i + 1 == k->out.n || k->out.at[i + 1].heading || !holds(top, k->out.at[i + 1].parent)))
            continue;
        if (out.n)
            buf_str(&out, "\n\n");
        buf_put(&out, b->text, b->n);
    }
    page->n_text = out.n;
    page->text = arena_text(k->arena, out.n ? out.at : "", out.n);
    buf_free(&out);
}

static const xmlNode *read_tree(htmlDocPtr *doc, const char *bytes, size_t n, const char *name, struct dl_err *err)
{
    *doc = NULL;
    if (n > INT32_MAX)
        return err_set(err, DL_ELIMIT, name, "the page is larger than 2 GB"), NULL;
    *doc = htmlReadMemory(bytes, (int)n, NULL, "utf-8",
                          HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT);
    const xmlNode *root = *doc ? xmlDocGetRootElement(*doc) : NULL;
    if (!root)
        err_set(err, DL_EFORMAT, name, "is no HTML");
    return root;
}

/* The best part of a page, or all of a fragment. */
static bool read_page(const struct html_words *w, const char *bytes, size_t n, const char *name, bool fragment, struct html_page *page,
                      struct arena *a, struct dl_err *err)
{
    htmlDocPtr doc;
    *page = (struct html_page){.text = "", .url = page->url, .fetched = page->fetched};
    const xmlNode *root = read_tree(&doc, bytes, n, name, err);
    struct walk k = {.words = w, .arena = a, .all_prose = prose_in(root, false, 0)};
    if (root)
        walk(&k, root, false);
    bool ok = root && (!k.too_deep || err_set(err, DL_ELIMIT, name, "elements are nested too deep"));
    const xmlNode *top = !ok ? NULL : fragment ? root : best_container(&k);
    if (top)
        write_body(&k, top, page);
    if (ok && !fragment)
        facts_read(w->facts, root, page, a);
    buf_free(&k.text);
    xmlFreeDoc(doc);
    return ok;
}

bool html_extract(const struct html_words *w, const char *bytes, size_t n, const char *name, struct html_page *page, struct arena *a,
                  struct dl_err *err)
{
    return read_page(w, bytes, n, name, false, page, a, err);
}

bool html_fragment(const struct html_words *w, const char *bytes, size_t n, const char *name, struct html_page *page, struct arena *a,
                   struct dl_err *err)
{
    if (bytes[strspn(bytes, " \t\r\n")])
        return read_page(w, bytes, n, name, true, page, a, err);
    *page = (struct html_page){.text = ""};
    return true;
}
