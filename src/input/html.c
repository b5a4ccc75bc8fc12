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
#include "input/nodes.h"
#include "input/thin.h"
#include "base/banned.h"

enum kind { SKIP, KEEP, QUOTE, LINE, PROMO, N_KINDS };
static const char *const kind_names[N_KINDS] = {"skip", "keep", "quote", "line", "promo"};
enum { MAX_PROMO = 300, MIN_SENTENCE = 60, MAX_UP = 3, MAX_INLINE = 20 };
#define PIECE_PART 0.2     /* of the prose of the best element: what another of its kind holds to be a piece of the same article */

struct html_words {
    struct arena *arena;
    struct facts *facts;
    struct kind_words { const char **at; uint32_t n; } kind[N_KINDS];
};

struct html_words *html_open(const char *data_dir, struct dl_err *err)
{
    struct arena *a = arena_new();
    struct html_words *w = arena_take(a, 1, sizeof *w);
    struct table t;
    int at[2];
    nodes_setup();
    w->arena = a;
    if (!table_read(&t, arena_printf(a, "%s/data/en/input/html.tsv", data_dir), a, err) ||
        !table_need(&t, (const char *const[]){"word", "kind"}, at, 2, err) ||
        !(w->facts = facts_open(data_dir, a, err))) {
        arena_free(a);
        return NULL;
    }
    for (int k = 0; k < N_KINDS; k++) {
        struct kind_words *of = &w->kind[k];
        of->at = arena_take(a, t.n_rows, sizeof *of->at);
        for (uint32_t r = 0; r < t.n_rows; r++)
            if (strcmp(table_cell(&t, r, at[1]), kind_names[k]) == 0)
                of->at[of->n++] = table_cell(&t, r, at[0]);
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

static bool says(const struct html_words *w, const xmlNode *n, enum kind kind) { return element_says(n, w->kind[kind].at, w->kind[kind].n); }

/* What an article quotes of others' pages stands in a blockquote, whatever is around it. */
static bool holds_quote(const struct html_words *w, const xmlNode *n, int depth)
{
    for (; n && depth < 20; n = n->next)
        if (n->type == XML_ELEMENT_NODE && ((strcmp((const char *)n->name, "blockquote") == 0 && says(w, n, QUOTE)) || holds_quote(w, n->children, depth + 1)))
            return true;
    return false;
}

/* A class may name what an element also holds ("with-sidebar"): one with a good part of all prose stays. */
static bool left_out(const struct html_words *w, size_t all_prose, const xmlNode *n)
{
    if (is_tag(n, dropped))
        return true;
    if (is_tag(n, tops) || says(w, n, KEEP) || says(w, n, QUOTE))
        return false;
    return says(w, n, SKIP) && prose_in(n->children, false, 0) * 3 <= all_prose && !holds_quote(w, n->children, 0);
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

struct menu { uint32_t links, words; };

/* Counts links and text outside of them; the latter only until there is some. */
static void count_links(const xmlNode *n, struct menu *m, int depth)
{
    for (; n && !m->words && depth < MAX_INLINE; n = n->next) {
        if (n->type == XML_TEXT_NODE)
            m->words += n->content[strspn((const char *)n->content, " \t\r\n")] != 0;
        else if (is_tag(n, (const char *const[]){"a", NULL}))
            m->links++;
        else
            count_links(n->children, m, depth + 1);
    }
}

/* Within running text, a span with nothing but several links is what opens when one points at a name; the name may be a link of its own before it. */
static bool is_menu(const xmlNode *n)
{
    struct menu m = {0};
    if (!is_tag(n, (const char *const[]){"span", NULL}) || !n->children || is_tag(n->children, (const char *const[]){"a", NULL}))
        return false;
    count_links(n->children, &m, 0);
    return !m.words && m.links > 2;
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
            } else if (!is_menu(n)) {
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

static bool alike(const xmlNode *a, const xmlNode *b)
{
    const char *x = element_attribute(a, "class"), *y = element_attribute(b, "class");
    return x && y && strcmp(x, y) == 0 && strcmp((const char *)a->name, (const char *)b->name) == 0;
}

/* An article may stand in pieces, with advertisements between: others of the best element's kind hold a good part of it. What holds them all. */
static const xmlNode *whole(const struct score *at, uint32_t n, const struct score *best)
{
    const xmlNode *top = best->node;
    for (uint32_t i = 0; i < n; i++) {
        if (at[i].prose < PIECE_PART * best->prose || holds(top, at[i].node) || !alike(at[i].node, best->node))
            continue;
        const xmlNode *up = best->node;
        int steps = 0;
        while (up && steps <= MAX_UP && !holds(up, at[i].node)) {
            up = up->parent;
            steps++;
        }
        if (up && steps <= MAX_UP && up->type == XML_ELEMENT_NODE && holds(up, top))
            top = up;
    }
    return top;
}

/* A button "read more" may part an article: paragraphs right beside the rest of them. */
static const xmlNode *with_paragraphs_beside(const struct walk *k, const xmlNode *top)
{
    const xmlNode *up = top->parent;
    size_t inside = 0, beside = 0;
    for (uint32_t i = 0; i < k->out.n; i++) {
        const struct block *b = &k->out.at[i];
        if (b->n < MIN_SENTENCE || b->heading || b->n_link * 4 > b->n)
            continue;
        if (holds(top, b->parent))
            inside += b->n;
        else if (b->parent->parent == up)
            beside += b->n;
    }
    return up && up->type == XML_ELEMENT_NODE && !is_tag(up, tops) && (double)beside >= PIECE_PART * (double)inside ? up : top;
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
        if (says(k->words, at[i].node, KEEP) || is_tag(at[i].node, (const char *const[]){"article", NULL}))
            at[i].prose *= 1.25;
        if (!best || at[i].prose > best->prose)
            best = &at[i];
    }
    return best ? with_paragraphs_beside(k, whole(at, n, best)) : NULL;
}

/* A paragraph that is all one link, and a sentence: not the headline of another article. */
static bool is_sentence(const struct block *b)
{
    const char *end = b->text + b->n;
    size_t mark = b->n > 3 && memcmp(end - 3, "\xE2\x80\x9D", 3) == 0 ? 4 : b->n && end[-1] == '"' ? 2 : 1;
    return b->n >= MIN_SENTENCE && is_tag(b->parent, (const char *const[]){"p", NULL}) && strchr(".!?", end[-(ptrdiff_t)mark]) != NULL;
}

/* "ADVERTISEMENT"; "Sign up for our newsletter". */
static bool is_foreign(const struct html_words *w, const struct block *b)
{
    const struct kind_words *lines = &w->kind[LINE], *promos = &w->kind[PROMO];
    for (uint32_t i = 0; i < lines->n; i++)
        if (strlen(lines->at[i]) == b->n && strncasecmp(b->text, lines->at[i], b->n) == 0)
            return true;
    for (uint32_t i = 0; b->n <= MAX_PROMO && i < promos->n; i++)
        if (strcasestr(b->text, promos->at[i]))
            return true;
    return false;
}

/* Text of the blocks under top: prose, and headings that prose follows; not what stands before it and is the title, the date, the author. */
static void write_body(struct walk *k, const xmlNode *top, struct html_page *page)
{
    struct buf out = {0};
    bool begun = false;
    for (uint32_t i = 0; i < k->out.n; i++) {
        const struct block *b = &k->out.at[i];
        bool linky = b->n_link * 2 > b->n && !is_sentence(b);
        if (!holds(top, b->parent) || linky || is_foreign(k->words, b))
            continue;
        if (!begun && b->n < MAX_PROMO && facts_heads(k->words->facts, page, b->text))
            continue;
        begun = begun || b->n >= MIN_SENTENCE;
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

static const xmlNode *read_tree(htmlDocPtr *doc, const char *bytes, size_t n, const char *name, struct arena *a, struct dl_err *err)
{
    *doc = NULL;
    if (n > INT32_MAX)
        return err_set(err, DL_ELIMIT, name, "the page is larger than 2 GB"), NULL;
    char *thin = arena_take(a, n + 1, 1);
    n = html_thin(bytes, n, thin);
    *doc = htmlReadMemory(thin, (int)n, NULL, "utf-8",
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
    nodes_begin();
    const xmlNode *root = read_tree(&doc, bytes, n, name, a, err);
    struct walk k = {.words = w, .arena = a, .all_prose = prose_in(root, false, 0)};
    if (root)
        walk(&k, root, false);
    bool ok = root && (!k.too_deep || err_set(err, DL_ELIMIT, name, "elements are nested too deep"));
    const xmlNode *top = !ok ? NULL : fragment ? root : best_container(&k);
    if (ok && !fragment)
        facts_read(w->facts, root, page, a);
    if (top)
        write_body(&k, top, page);
    buf_free(&k.text);
    if (!nodes_all())
        xmlFreeDoc(doc);
    nodes_end();
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
