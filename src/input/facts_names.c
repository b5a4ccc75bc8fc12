/* input/facts_names.c: who wrote an article and what it is called, out of what pages print around it. */
#include "input/facts_work.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "input/facts.h"
#include "base/banned.h"

enum { MAX_NAME = 160, MAX_NAME_WORDS = 12, STEM = 4 };

static bool is_letter(char c) { return ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80; }
static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* ---- names ---- */

static size_t longest(const struct words *by, const char *s)
{
    size_t best = 0;
    for (uint32_t i = 0; i < by->n; i++) {
        size_t n = strlen(by->at[i]);
        if (n > best && facts_begins(s, by->at[i]) && (!s[n] || !is_letter(s[n]) || by->at[i][n - 1] == ':'))
            best = n;
    }
    return best;
}

/* The bytes of "By ", "Written by: ", on a page in that language "Von ", at the beginning; 0. */
static size_t led_by(const struct facts *f, const char *lang, const char *s)
{
    size_t best = longest(&f->word[BY], s), other = *lang && strcmp(lang, "en") != 0 ? longest(&f->word[BY_ELSE], s) : 0;
    best = best > other ? best : other;
    return best ? best + strspn(s + best, " :\t\n\r") : 0;
}

/* Does a date, a handle or a note begin at a word? "Jane Doe on Monday", "Jane Doe @jane", "Jane Doe | 5 min". */
static bool ends_name(const struct facts *f, const char *s)
{
    size_t n = 0;
    while (is_letter(s[n]))
        n++;
    return (*s >= '0' && *s <= '9') || *s == '@' || *s == '|' || strncmp(s, "•", 3) == 0 || strncmp(s, "·", 2) == 0 || strncmp(s, "- ", 2) == 0 || strncmp(s, "– ", 4) == 0 ||
           strncmp(s, "— ", 4) == 0 || stamp_month(s, n) || facts_listed(&f->word[AFTER], s, n);
}

/* Are all words but short ones ("van", "and") names, or of an alphabet without capitals? */
static bool is_titled(const char *s)
{
    uint32_t words = 0;
    for (const char *w = s; *w; w += strcspn(w, " "), w += *w == ' ') {
        size_t n = 0;
        while (w[n] >= 'a' && w[n] <= 'z')
            n++;
        if (n > 3)
            return false;
        words++;
    }
    return words && words <= MAX_NAME_WORDS;
}

/* "kevin-r", "admin", "jdoe7": how one logs in, and not a name. */
static bool is_account(const char *s)
{
    bool capital = false;
    for (const char *c = s; *c; c++)
        capital = capital || (*c >= 'A' && *c <= 'Z') || (unsigned char)*c >= 0x80 || *c == ' ';
    return !capital;
}

const char *facts_name(const struct reading *r, const char *s, bool *account)
{
    char out[MAX_NAME];
    size_t n = 0, lead;
    s += strspn(s, " \t\r\n,:|-");
    while ((lead = led_by(r->facts, r->style.lang, s)))
        s += lead;
    bool figures = strpbrk(s, "0123456789@") != NULL;
    for (const char *c = s; *c && n + 1 < MAX_NAME; c++) {
        bool word = c == s || !is_letter(c[-1]);
        if (figures && c > s && word && ends_name(r->facts, c))
            break;
        out[n++] = is_space(*c) ? ' ' : *c;
    }
    while (n && strchr(" ,;:|-(/", out[n - 1]))
        n--;
    out[n] = 0;
    if (n < 2 || n + 1 == MAX_NAME || strpbrk(out, "0123456789@{}<>") || strncasecmp(out, "http", 4) == 0 || !is_letter(*out))
        return NULL;
    *account = is_account(out);
    return arena_text(r->arena, out, n);
}

/* Appends text up to the end of the first line that says more than "By"; true when it ended. */
static bool first_line(const struct reading *r, const xmlNode *n, char out[MAX_FACT], size_t *used, int depth)
{
    static const char *const blocks[] = {"br", "p", "div", "li", "time", "h1", "h2", "h3", "h4", "td", "ul"};
    for (; n && depth < MAX_DEPTH; n = n->next) {
        bool block = n->type == XML_ELEMENT_NODE && facts_index(blocks, sizeof blocks / sizeof *blocks, (const char *)n->name) >= 0;
        out[*used] = 0;
        if (block && *used && out[led_by(r->facts, r->style.lang, out + strspn(out, " ")) + strspn(out, " ")])
            return true;
        if (n->type == XML_ELEMENT_NODE && (facts_is(n, "script") || facts_is(n, "style") || facts_is(n, "time")))
            continue;
        if (n->type == XML_ELEMENT_NODE && first_line(r, n->children, out, used, depth + 1))
            return true;
        for (const char *s = n->type == XML_TEXT_NODE && n->content ? (const char *)n->content : ""; *s && *used + 1 < MAX_FACT; s++)
            if (!is_space(*s) || (*used && out[*used - 1] != ' '))
                out[(*used)++] = is_space(*s) ? ' ' : *s;
    }
    return false;
}

/* The element with itemprop "name" in it, a few levels down; NULL. */
static const xmlNode *name_in(const xmlNode *n, int depth)
{
    for (; n && depth < MAX_LED; n = n->next) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        const char *prop = element_attribute(n, "itemprop");
        const xmlNode *deeper = prop && strcasecmp(prop, "name") == 0 ? n : name_in(n->children, depth + 1);
        if (deeper)
            return deeper;
    }
    return NULL;
}

const char *facts_printed_name(const struct reading *r, const xmlNode *n, char out[MAX_FACT])
{
    const xmlNode *name = name_in(n->children, 0);
    const char *content = element_attribute(name ? name : n, "content");
    size_t used = 0;
    if (content)
        return content;
    first_line(r, name ? name->children : n->children, out, &used, 0);
    out[used] = 0;
    return out;
}

void facts_name_line(struct reading *r, const char *text)
{
    size_t lead = led_by(r->facts, r->style.lang, text);
    bool alone = lead && !text[lead];
    if (r->below && ((lead && !alone) || r->by) && strlen(text) < MAX_PRINTED && is_titled(text + lead) && is_letter(text[lead]))
        facts_offer_named(r, TEXT, "by", text + lead);
    r->by = alone;
}

bool facts_is_byline(const struct facts *f, const char *text)
{
    size_t lead = led_by(f, "", text);
    return lead && text[lead] && is_titled(text + lead);
}

/* ---- headlines ---- */

bool facts_is_headline(const struct reading *r, const char *text)
{
    const char *title = r->value[HEADLINE];
    return title && strlen(text) >= MIN_HEADLINE && strlen(text) * 2 >= strlen(title) && strstr(title, text);
}

/* The bytes of the first letters of the word at s, up to STEM; 0 if it has fewer. */
static size_t stem(const char *s)
{
    size_t n = 0;
    uint32_t len;
    for (int i = 0; i < STEM; i++, n += len)
        if (!s[n] || s[n] == ' ')
            return 0;
        else
            utf8_decode(s + n, strnlen(s + n, 4), &len);
    return n;
}

/* Have both a word of four letters and more that begins alike? */
static bool akin(const char *a, const char *b)
{
    char key[MAX_FACT], other[MAX_FACT];
    utf8_key(a, strlen(a), key, sizeof key);
    utf8_key(b, strlen(b), other, sizeof other);
    for (const char *w = key; *w; w += strcspn(w, " "), w += *w == ' ') {
        size_t n = stem(w);
        for (const char *v = other; n && *v; v += strcspn(v, " "), v += *v == ' ')
            if (stem(v) == n && memcmp(w, v, n) == 0)
                return true;
    }
    return strstr(key, other) || strstr(other, key);
}

static const char *const marks[] = {" ", "-", "|", ":", "–", "—", "·", "•", "»", "«", "|"};

/* The bytes of the mark that s begins with, or that stands before its byte n; 0. */
static size_t mark_at(const char *s)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(s, marks[i], strlen(marks[i])) == 0)
            return strlen(marks[i]);
    return 0;
}

static size_t mark_before(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (n > strlen(marks[i]) && memcmp(s + n - strlen(marks[i]), marks[i], strlen(marks[i])) == 0)
            return strlen(marks[i]);
    return 0;
}

/* "Truce holds - The Orsa Post": the outlet at the end of a title is no part of it. */
static const char *without_outlet(const char *title, const char *outlet, struct arena *a)
{
    size_t n = title ? strlen(title) : 0, tail = outlet ? strlen(outlet) : 0;
    if (!tail || n < tail + 4 || strcasecmp(title + n - tail, outlet) != 0)
        return title;
    size_t end = n -= tail;
    for (size_t len; (len = mark_before(title, end));)
        end -= len;
    return n - end >= 2 ? arena_text(a, title, end) : title;
}

/* Past a mark with the blanks around it; s itself if there is none. */
static const char *past_mark(const char *s)
{
    const char *at = s;
    bool mark = false;
    for (size_t len; (len = mark_at(at)); at += len)
        mark = mark || *at != ' ';
    return mark ? at : s;
}

/* "Truce holds | World | The Orsa Post", "The Orsa Post: Truce holds". */
const char *facts_outlet(const struct reading *r, const char *headline)
{
    size_t n = r->title ? strlen(r->title) : 0, head = headline ? strlen(headline) : 0, end = n - head;
    if (head < MIN_HEADLINE || n < head + 4)
        return NULL;
    if (strncmp(r->title, headline, head) == 0) {
        const char *last = past_mark(r->title + head);
        bool parted = last > r->title + head;
        for (const char *c = last; *c; c++)
            if (*c == ' ' && past_mark(c) > c && *past_mark(c))
                last = past_mark(c);
        return parted && *last && strlen(last) <= MAX_PRINTED ? arena_text(r->arena, last, strlen(last)) : NULL;
    }
    for (size_t len; (len = mark_before(r->title, end));)
        end -= len;
    return strcmp(r->title + n - head, headline) == 0 && n - head - end > 1 && end <= MAX_PRINTED ? arena_text(r->arena, r->title, end) : NULL;
}

/* The headline on the page, where it is one of the article's: sites have their own name in an h1, or another article's headline. */
const char *facts_headline(const struct reading *r)
{
    const char *told = r->value[HEADLINE], *h1 = NULL, *shown = r->headline;
    for (uint32_t i = 0; told && i < r->n_h1 && !h1; i++) {
        bool site = (r->value[OUTLET] && strcasecmp(r->h1[i], r->value[OUTLET]) == 0) || (shown && !strstr(shown, r->h1[i]) && !strstr(r->h1[i], shown) && r->title && strstr(r->title, r->h1[i]));
        if (!site && (akin(r->h1[i], told) || (r->title && akin(r->h1[i], r->title))))
            h1 = r->h1[i];
    }
    if (h1)
        return h1;
    return shown && r->title && strcmp(told, r->title) == 0 ? shown : without_outlet(told ? told : r->n_h1 ? r->h1[0] : NULL, r->value[OUTLET], r->arena);
}
