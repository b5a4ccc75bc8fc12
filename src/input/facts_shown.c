/* input/facts_shown.c: what a page prints of itself, as readers see it, and what its elements keep for scripts. */
#include "input/facts_work.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "input/facts.h"
#include "input/html.h"
#include "base/banned.h"

/* In small letters of any alphabet, as much as fits. */
static void lower_text(const char *s, char low[MAX_CLASS])
{
    size_t k = 0;
    for (uint32_t len; *s && k + 8 < MAX_CLASS; s += len)
        k += utf8_encode(utf8_lower(utf8_decode(s, strnlen(s, 4), &len)), low + k);
    low[k] = 0;
}

static bool is_letter(char c) { return ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80; }

/* "Von A. Schmidt publiziert am": the word stands at the beginning, or behind names and short words only. */
static bool leads(const char *text, const char *word)
{
    for (const char *s = text; s < word; s++)
        if (*s >= 'a' && *s <= 'z' && (s == text || !is_letter(s[-1])) && strspn(s, "abcdefghijklmnopqrstuvwxyz") > MAX_LED)
            return false;
    return word == text || (unsigned char)*word >= 0x80 || !is_letter(word[-1]);
}

/* What stands before the first figure of a text: a word that says that a date is (LABEL), or is not (LATER), that of publication; else N_WHERE. */
static enum where told(const struct facts *f, const char *text)
{
    char low[MAX_CLASS];
    const struct words *label = &f->word[LABEL];
    lower_text(text, low);
    low[strcspn(low, "0123456789")] = 0;
    if (facts_any_in(low, f->word[LATER].at, f->word[LATER].n))
        return LATER;
    for (uint32_t i = 0; i < label->n; i++) {
        const char *at = strstr(low, label->at[i]);
        if (at && (size_t)(at - low) <= strlen(text) && leads(text, text + (at - low)))
            return LABEL;
    }
    return N_WHERE;
}

/* "Last updated on Mar. 15, 2019 - First published Mar. 14, 2019": from the second label on; NULL if there is none. */
static const char *label_behind(const struct facts *f, const char *text)
{
    char low[MAX_CLASS];
    const struct words *label = &f->word[LABEL];
    const char *found = NULL;
    size_t from = strcspn(text, "0123456789");
    lower_text(text, low);
    for (uint32_t i = 0; strlen(low) == strlen(text) && i < label->n; i++) {
        const char *at = strstr(low + from, label->at[i]), *there = at ? text + (at - low) : NULL;
        if (there && (!found || there < found) && (!is_letter(there[-1]) || (unsigned char)*there >= 0x80))
            found = there;
    }
    return found;
}

static bool is_later(const struct facts *f, const char *text) { return told(f, text) == LATER; }

/* Of a time element all attributes may say what it is: pubdate, class, itemprop, data-... */
static bool time_says(const xmlNode *n, const char *word)
{
    char low[MAX_CLASS];
    for (const xmlAttr *at = n->properties; at; at = at->next) {
        facts_lower((const char *)at->name, low);
        if (strstr(low, word))
            return true;
        if (!at->children || !at->children->content)
            continue;
        facts_lower((const char *)at->children->content, low);
        if (strstr(low, word))
            return true;
    }
    return strcmp(word, "time") == 0;
}

/* A date in an attribute of an element that prints none ("3 hours ago"), or of one in it: title, data-time or whatever a script reads. */
static const char *hidden_date(const struct reading *r, const xmlNode *n, int deeper)
{
    static const char *const no_dates[] = {"class", "id", "href"};
    const char *v = NULL;
    for (const xmlAttr *at = n->properties; at; at = at->next) {
        v = at->children ? (const char *)at->children->content : NULL;
        bool may = v && strlen(v) <= MAX_ATTRIBUTE && strpbrk(v, "0123456789") && facts_index(no_dates, 3, (const char *)at->name) < 0;
        if (may && facts_day(r, v, 0) != DL_NO_DAY)
            return v;
    }
    v = NULL;
    for (const xmlNode *c = n->children; deeper && c && !v; c = c->next)
        v = c->type == XML_ELEMENT_NODE ? hidden_date(r, c, deeper - 1) : NULL;
    return v;
}

/* What machines shall read of an element, else what it prints. */
static const char *stated(const struct reading *r, enum where where, int field, const xmlNode *n, const char *shown)
{
    bool class = where == CLASS || where == ATTRIBUTE;
    const char *v = class ? NULL : element_attribute(n, "content"), *at = class ? NULL : element_attribute(n, "datetime");
    v = v ? v : at ? at : shown;
    if (field != PUBLISHED || facts_day(r, v, 0) != DL_NO_DAY)
        return v;
    const char *hidden = v == shown ? NULL : shown;
    return hidden && facts_day(r, hidden, 0) != DL_NO_DAY ? hidden : hidden_date(r, n, *shown ? 0 : 2);
}

static bool has_long_link(const xmlNode *n, int depth)
{
    char text[MAX_FACT], day[12];
    for (; n && depth < MAX_LED; n = n->next)
        if (n->type == XML_ELEMENT_NODE && (facts_is(n, "a") ? strlen(facts_printed(n->children, text, MAX_FACT)) >= MIN_LINK && !stamp_day(text, day)
                                                             : has_long_link(n->children, depth + 1)))
            return true;
    return false;
}

/* A date beside a headline that is a link, in a list of such, is the date of what it points to. */
static bool of_listed(const xmlNode *n)
{
    for (int up = 0; up < MAX_UP && n && n->type == XML_ELEMENT_NODE; up++, n = n->parent)
        if (facts_is(n, "li"))
            return has_long_link(n->children, 0);
    return false;
}

/* What a row of the table is offered by an element that it names. */
static void offer_printed(struct reading *r, const xmlNode *n, uint32_t i, const char *shown)
{
    const struct facts *f = r->facts;
    const struct row *row = &f->row[i];
    char name[MAX_FACT];
    bool after = element_says(n, f->word[LATER].at, f->word[LATER].n) && !element_says(n, f->word[FIRST].at, f->word[FIRST].n);
    uint32_t penalty = (r->below || row->where == ITEM ? 0 : f->n_rows) + (after ? f->n_rows : 0);
    if (row->field == PUBLISHED && row->where != ITEM && of_listed(n))
        return;
    if (row->field == PUBLISHED && *shown)
        facts_witness(r, row->where == ITEM ? CLASS : row->where, i + penalty, shown);
    facts_offer(r, i, penalty, row->field == BYLINE ? facts_printed_name(r, n, name) : stated(r, row->where, row->field, n, shown));
}

/* Does a list of words parted by blanks ("author creator") have the word, in any case, with a prefix ("schema:author") or without? */
static bool has_word(const char *list, const char *word)
{
    for (size_t n = strlen(word), all; list && *list; list += all, list += strspn(list, " ")) {
        all = strcspn(list, " ");
        if (all >= n && strncasecmp(list + all - n, word, n) == 0 && (all == n || list[all - n - 1] == ':'))
            return true;
    }
    return false;
}

static bool names(const struct row *row, const xmlNode *n, const char *prop)
{
    switch (row->where) {
    case ITEM: return has_word(prop, row->name);
    case REL: return has_word(element_attribute(n, "rel"), row->name);
    case TIME: return facts_is(n, "time") && time_says(n, row->name);
    case CLASS: return n->properties && element_says(n, &row->name, 1);
    case ATTRIBUTE: return element_attribute(n, row->name) && !facts_is(n, "a") && !facts_is(n, "img");
    default: return false;
    }
}

static bool has_one(const xmlNode *n, const struct words *names)
{
    for (const xmlAttr *at = n->properties; at; at = at->next)
        for (uint32_t i = 0; i < names->n; i++)
            if (*names->at[i] == (char)*at->name && strcmp(names->at[i], (const char *)at->name) == 0)
                return true;
    return false;
}

void facts_element(struct reading *r, const xmlNode *n)
{
    char shown[MAX_FACT];
    const struct facts *f = r->facts;
    bool looked = false, later = false;
    const char *itemprop = element_attribute(n, "itemprop"), *prop = itemprop ? itemprop : element_attribute(n, "property");     /* microdata, RDFa */
    bool may = facts_is(n, "time") || prop || (n->properties && (element_attribute(n, "rel") || has_one(n, &f->word[ATTRIBUTE]) || element_says(n, f->word[CLASS].at, f->word[CLASS].n)));
    if (!may)
        return;
    for (uint32_t i = 0; i < f->n_rows; i++) {
        const struct row *row = &f->row[i];
        if (!names(row, n, prop))
            continue;
        if (!looked) {
            enum where says = told(f, facts_printed(n->children, shown, MAX_PRINTED));
            later = says == LATER || (says == N_WHERE && r->said == LATER) || (prop && is_later(f, prop));
            looked = true;
        }
        if (row->field != PUBLISHED || !later)
            offer_printed(r, n, i, shown);
    }
}

/* A text without figures may be the headline, or name the author. */
static void read_words(struct reading *r, const xmlNode *n, const char *text)
{
    if (facts_is_headline(r, text) && !facts_is(n->parent, "title")) {
        r->below = true;
        r->lines = 0;
        r->headline = r->headline ? r->headline : arena_text(r->arena, text, strlen(text));
    }
    facts_name_line(r, text);
}

static uint32_t count_words(const char *text)
{
    uint32_t words = 0;
    for (const char *s = text; *s; s++)
        words += (*s | 32) >= 'a' && (*s | 32) <= 'z' && (s == text || s[-1] == ' ');
    return words;
}

/* The bytes before the first mark that parts a line: "March 14, 2019 | Filed under: ...". */
static size_t first_part(const char *text)
{
    const char *dot = strstr(text, "·"), *bullet = strstr(text, "•");
    size_t n = strcspn(text, "|");
    n = dot && (size_t)(dot - text) < n ? (size_t)(dot - text) : n;
    return bullet && (size_t)(bullet - text) < n ? (size_t)(bullet - text) : n;
}

bool facts_heads(const struct facts *f, const struct html_page *page, const char *text)
{
    size_t n = page->title ? strlen(page->title) : 0;
    bool title = n && strncasecmp(text, page->title, n) == 0;
    char day[12];
    text += title ? n : 0;
    text += strspn(text, " ");
    if (!*text || facts_is_byline(f, text))
        return true;
    bool says = told(f, text) != N_WHERE;      /* a year that is not printed may be any */
    bool dated = strlen(text) < MAX_PRINTED && stamp_day_in(text, &(struct stamp_style){"en", STAMP_DAY_FIRST, says ? 1970 : 0}, day);
    return dated && (title || says || count_words(text) <= MAX_LINE_WORDS);
}

/* A line that says that it is the date of publication, or one below the headline that is a date and little else. */
void facts_line(struct reading *r, const xmlNode *n)
{
    char text[MAX_FACT];
    const xmlNode only = {.type = XML_TEXT_NODE, .content = n->content};
    if (!*facts_printed(&only, text, MAX_FACT))
        return;
    if (strlen(text) >= MAX_PRINTED || !strpbrk(text, "0123456789")) {
        read_words(r, n, text);
        r->said = strlen(text) >= MAX_PRINTED ? N_WHERE : is_letter(*text) || is_letter(text[strlen(text) / 2]) ? told(r->facts, text) : r->said;
        r->lines += r->below;
        return;
    }
    enum where says = told(r->facts, text);
    says = says == N_WHERE ? r->said : says;
    const char *behind = says == LATER ? label_behind(r->facts, text) : NULL;
    if (says == LABEL || behind)
        facts_offer_named(r, TEXT, "label", behind ? behind : text);
    text[count_words(text) > MAX_LINE_WORDS ? first_part(text) : strlen(text)] = 0;
    if (says == N_WHERE && r->below && r->lines <= MAX_LINES_BELOW && count_words(text) <= MAX_LINE_WORDS && !of_listed(n->parent))
        facts_offer_named(r, TEXT, "line", text);
    r->said = N_WHERE;
    r->lines += r->below;
}
