/* input/facts.c: each place of a page that may say title, byline, date or outlet offers what it says; the place that the table
 * lists first wins, and of two equal ones the first on the page.
 *
 * A date beside the text counts for less before the headline, where a masthead prints today's, and not at all inside of
 * comments, related articles and the like. */
#include "input/facts.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/table.h"
#include "base/utf8.h"
#include "input/html.h"
#include "input/pagedate.h"
#include "base/banned.h"

enum where { LD, LDPAGE, META, ITEM, TIME, CLASS, URL, TEXT, H1, TITLE, ARTICLE, OTHER, LATER, FIRST, LABEL, MONTH_FIRST, ANYWHERE, N_WHERE };
static const char *const where_names[N_WHERE] = {"ld", "ldpage", "meta", "item", "time", "class", "url", "text", "h1", "title", "article", "other", "later", "first", "label",
    "monthfirst", "anywhere"};
enum field { PUBLISHED, HEADLINE, BYLINE, OUTLET, N_FIELDS };
static const char *const field_names[N_FIELDS] = {"published", "title", "byline", "outlet"};
enum { MAX_CLASS = 512, MAX_FACT = 1024, MAX_PRINTED = 80, MAX_DEPTH = 300, MAX_LD = 12, MAX_LINES_BELOW = 24, MIN_HEADLINE = 12, MAX_ATTRIBUTE = 60, MAX_LED = 3 };

struct row { const char *name; enum where where; int field; };
struct words { const char **at; uint32_t n; };
struct facts { struct row *row; uint32_t n_rows; struct words word[N_WHERE]; };

static int index_of(const char *const *names, int n, const char *name)
{
    for (int i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

struct facts *facts_open(const char *data_dir, struct arena *a, struct dl_err *err)
{
    struct facts *f = arena_take(a, 1, sizeof *f);
    const char *path = arena_printf(a, "%s/data/en/input/page.tsv", data_dir);
    struct table t;
    int at[3];
    if (!table_read(&t, path, a, err) || !table_need(&t, (const char *const[]){"where", "name", "field"}, at, 3, err))
        return NULL;
    f->row = arena_take(a, t.n_rows, sizeof *f->row);
    for (uint32_t r = 0; r < t.n_rows; r++) {
        int where = index_of(where_names, N_WHERE, table_cell(&t, r, at[0])), field = index_of(field_names, N_FIELDS, table_cell(&t, r, at[2]));
        if (where < 0 || (field < 0 && where < ARTICLE))
            return err_set(err, DL_EFORMAT, path, "no place \"%s\" or no field \"%s\"", table_cell(&t, r, at[0]), table_cell(&t, r, at[2])), NULL;
        f->row[f->n_rows++] = (struct row){table_cell(&t, r, at[1]), (enum where)where, field};
        struct words *w = &f->word[where];
        w->at = w->at ? w->at : arena_take(a, t.n_rows, sizeof *w->at);
        w->at[w->n++] = table_cell(&t, r, at[1]);
    }
    return f;
}

/* ---- elements ---- */

/* Into low, in small letters, as much as fits. */
static void lower(const char *s, char low[MAX_CLASS])
{
    size_t n = 0;
    for (; s[n] && n + 1 < MAX_CLASS; n++)
        low[n] = (char)(s[n] >= 'A' && s[n] <= 'Z' ? s[n] | 32 : s[n]);
    low[n] = 0;
}

/* Most words begin with a letter that a class or id does not have. */
static bool any_in(const char *low, const char *const *words, uint32_t n_words)
{
    uint64_t there[4] = {0};
    for (const unsigned char *c = (const unsigned char *)low; *c; c++)
        there[*c >> 6] |= (uint64_t)1 << (*c & 63);
    for (uint32_t i = 0; i < n_words; i++) {
        unsigned char first = (unsigned char)words[i][0], second = (unsigned char)words[i][1];
        if (there[first >> 6] >> (first & 63) & 1 && (!second || there[second >> 6] >> (second & 63) & 1) && strstr(low, words[i]))
            return true;
    }
    return false;
}

const char *element_attribute(const xmlNode *n, const char *name)
{
    for (const xmlAttr *at = n->properties; at; at = at->next)     /* names are in small letters, as the parser makes them */
        if (*at->name == (xmlChar)*name && strcmp((const char *)at->name, name) == 0 && at->children && at->children->content && *at->children->content)
            return (const char *)at->children->content;
    return NULL;
}

bool element_says(const xmlNode *n, const char *const *words, uint32_t n_words)
{
    static const char *const names[] = {"class", "id", "itemprop"};
    char low[MAX_CLASS];
    for (size_t i = 0; n->properties && i < sizeof names / sizeof *names; i++) {
        const char *value = element_attribute(n, names[i]);
        if (!value)
            continue;
        lower(value, low);
        if (any_in(low, words, n_words))
            return true;
    }
    return false;
}

static bool is(const xmlNode *n, const char *name) { return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0; }

/* Appends the text of an element, white space folded; false if it is longer than there is room for. */
static bool add_text(const xmlNode *n, char *out, size_t room, size_t *used, int depth)
{
    for (; n && depth < MAX_DEPTH; n = n->next) {
        if (n->type == XML_ELEMENT_NODE) {
            if (!is(n, "script") && !is(n, "style") && !add_text(n->children, out, room, used, depth + 1))
                return false;
            continue;
        }
        for (const char *s = n->type == XML_TEXT_NODE && n->content ? (const char *)n->content : ""; *s; s++) {
            bool space = strchr(" \t\r\n", *s) != NULL;
            if (space && (!*used || out[*used - 1] == ' '))
                continue;
            if (*used + 1 >= room)
                return false;
            out[(*used)++] = space ? ' ' : *s;
        }
    }
    return true;
}

/* The text of an element that prints little; "" of one that prints more. */
static const char *printed(const xmlNode *n, char out[MAX_FACT], size_t most)
{
    size_t used = 0;
    if (!n || !add_text(n, out, most < MAX_FACT ? most : MAX_FACT, &used, 0))
        used = 0;
    out[used - (used && out[used - 1] == ' ')] = 0;
    return out;
}

/* ---- offers ---- */

struct reading {
    const struct facts *facts;
    struct arena *arena;
    const char *url;
    int32_t last_day;                  /* a page cannot be younger; DL_NO_DAY */
    uint32_t rank[N_FIELDS];
    const char *value[N_FIELDS];
    struct stamp_style style;
    int32_t day;                       /* of value[PUBLISHED] */
    uint32_t shown_rank;
    int32_t shown_day;                 /* what readers see of it: the best of what is printed and the address; DL_NO_DAY */
    int32_t told_day;                  /* as meta elements tell it, not in UTC; DL_NO_DAY */
    bool below;                        /* the headline was seen */
    uint32_t lines;                    /* of text, below it */
    enum where said;                   /* the last text was no more than a LABEL, or LATER, of a date; N_WHERE: of none */
};

/* The day of a date that a page may have; DL_NO_DAY. */
static int32_t day_in(const struct reading *r, const char *s, int year)
{
    char day[12];
    int32_t first, last;
    struct stamp_style style = r->style;
    style.year = year;
    bool is = stamp_day_in(s, &style, day) && day_parse(day, &first, &last) && first > day_of(1800, 1, 1) && first != 0 &&
              (r->last_day == DL_NO_DAY || first <= r->last_day + 1);
    return is ? first : DL_NO_DAY;
}

/* What readers see beside what machines are told; a date without a year has that of the best date so far. */
static void witness(struct reading *r, enum where where, uint32_t rank, const char *value)
{
    int32_t day = DL_NO_DAY;
    if (where == META ? r->told_day == DL_NO_DAY && !strstr(value, "+00") && value[strlen(value) - 1] != 'Z' && strchr(value, ':')
                      : (where == URL || where == TIME || where == CLASS || where == TEXT) && rank < r->shown_rank)
        day = day_in(r, value, r->rank[PUBLISHED] == UINT32_MAX ? 0 : day_ymd(r->day).year);
    if (day != DL_NO_DAY && where == META) {
        r->told_day = day;
    } else if (day != DL_NO_DAY) {
        r->shown_rank = rank;
        r->shown_day = day;
    }
}

static void offer(struct reading *r, uint32_t row, uint32_t penalty, const char *value)
{
    int field = r->facts->row[row].field;
    uint32_t rank = row + penalty;
    if (!value || !*(value += strspn(value, " \t\r\n")) || strlen(value) >= MAX_FACT)
        return;
    if (field == PUBLISHED)
        witness(r, r->facts->row[row].where, rank, value);
    int32_t day = field == PUBLISHED && rank < r->rank[field] ? day_in(r, value, 0) : DL_NO_DAY;
    if (rank >= r->rank[field] || (field == PUBLISHED ? day == DL_NO_DAY : strncasecmp(value, "http", 4) == 0))
        return;
    if (field == PUBLISHED)
        r->day = day;
    size_t n = strlen(value);
    while (n && strchr(" \t\r\n", value[n - 1]))
        n--;
    if (field == BYLINE && strncasecmp(value, "by ", 3) == 0)
        value += 3, n -= 3;
    r->rank[field] = rank;
    r->value[field] = arena_text(r->arena, value, n);
}

/* Offers value to each row of that place and name, in any case. */
static void offer_named(struct reading *r, enum where where, const char *name, const char *value)
{
    for (uint32_t i = 0; name && i < r->facts->n_rows; i++)
        if (r->facts->row[i].where == where && strcasecmp(r->facts->row[i].name, name) == 0)
            offer(r, i, 0, value);
}

/* ---- JSON-LD ---- */

/* "A", {"name": "A"} or a list of them: "A, B". */
static const char *ld_value(const json_t *v, struct arena *a)
{
    if (json_is_object(v))
        v = json_object_get(v, "name");
    if (json_is_integer(v))
        return arena_printf(a, "%lld", (long long)json_integer_value(v));
    if (!json_is_array(v))
        return json_string_value(v);
    const char *all = NULL;
    for (size_t i = 0; i < json_array_size(v) && i < 8; i++) {
        const json_t *one = json_array_get(v, i);
        const char *name = json_is_array(one) ? NULL : ld_value(one, a);
        all = !name ? all : all ? arena_printf(a, "%s, %s", all, name) : name;
    }
    return all;
}

static bool of_article(const struct reading *r, const json_t *type)
{
    const struct words *w = &r->facts->word[ARTICLE];
    char low[MAX_CLASS];
    for (size_t i = 0; json_is_array(type) && i < json_array_size(type); i++)
        if (json_is_string(json_array_get(type, i)) && of_article(r, json_array_get(type, i)))
            return true;
    if (!json_is_string(type))
        return false;
    lower(json_string_value(type), low);
    return any_in(low, w->at, w->n);
}

/* "WebPage", or of no type. */
static bool of_page(const json_t *type)
{
    const char *s = json_string_value(json_is_array(type) ? json_array_get(type, 0) : type);
    return !type || (s && strstr(s, "Page"));
}

static void read_ld(struct reading *r, const json_t *o, int depth)
{
    static const char *const inner[] = {"@graph", "mainEntity", "mainEntityOfPage"};
    if (depth > MAX_LD)
        return;
    for (size_t i = 0; json_is_array(o) && i < json_array_size(o); i++)
        read_ld(r, json_array_get(o, i), depth + 1);
    if (!json_is_object(o))
        return;
    const json_t *type = json_object_get(o, "@type");
    enum where where = of_article(r, type) ? LD : of_page(type) ? LDPAGE : N_WHERE;
    for (uint32_t i = 0; where < N_WHERE && i < r->facts->n_rows; i++)
        if (r->facts->row[i].where == where)
            offer(r, i, 0, ld_value(json_object_get(o, r->facts->row[i].name), r->arena));
    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
        read_ld(r, json_object_get(o, inner[i]), depth + 1);
}

/* A string value out of JSON that no parser takes. */
static void scan_ld(struct reading *r, const char *json)
{
    for (uint32_t i = 0; i < r->facts->n_rows; i++) {
        const struct row *row = &r->facts->row[i];
        const char *at = row->where == LD && row->field == PUBLISHED ? strstr(json, arena_printf(r->arena, "\"%s\"", row->name)) : NULL;
        if (!at)
            continue;
        at += strlen(row->name) + 2;
        at += strspn(at, " \t\r\n:");
        if (*at == '"')
            offer(r, i, 0, arena_text(r->arena, at + 1, strcspn(at + 1, "\"")));
    }
}

/* Line ends inside of strings and a comment or CDATA around the whole are common, and no JSON. */
static void read_script(struct reading *r, const xmlNode *n)
{
    const char *type = element_attribute(n, "type"), *text = n->children ? (const char *)n->children->content : NULL;
    if (!type || !strcasestr(type, "ld+json") || !text)
        return;
    const char *from = text + strcspn(text, "{");
    const char *list = strchr(text, '[');
    while (list && list < from && strncmp(list, "[CDATA[", 7) == 0)
        list = strchr(list + 7, '[');
    char *json = arena_text(r->arena, list && list < from ? list : from, strlen(list && list < from ? list : from));
    for (char *c = json; *c; c++)
        if ((unsigned char)*c < ' ')
            *c = ' ';
    json_t *o = json_loads(json, JSON_DISABLE_EOF_CHECK, NULL);
    if (o)
        read_ld(r, o, 0);
    else
        scan_ld(r, json);
    json_decref(o);
}

/* ---- the address ---- */

/* An address that a page gives as its own counts if it is of the host that the page came from: copies name the original. */
static void read_url(struct reading *r, const char *url)
{
    const char *host = r->url ? strstr(r->url, "://") : NULL, *its = url ? strstr(url, "://") : NULL;
    size_t n = host ? 3 + strcspn(host + 3, "/") : 0;
    if (!host || (its && strncasecmp(host, its, n) == 0 && strcspn(its + 3, "/") + 3 == n))
        offer_named(r, URL, "path", page_url_date(url, r->arena));
}

/* ---- the page ---- */

static bool has_h1(const xmlNode *n, int depth)
{
    for (; n && depth < MAX_DEPTH; n = n->next)
        if (is(n, "h1") || has_h1(n->children, depth + 1))
            return true;
    return false;
}

static bool is_others(const struct facts *f, const xmlNode *n)
{
    static const char *const tags[] = {"nav", "footer", "aside"};
    bool says = element_says(n, f->word[OTHER].at, f->word[OTHER].n) && !element_says(n, f->word[FIRST].at, f->word[FIRST].n);
    for (size_t i = 0; !says && i < sizeof tags / sizeof *tags; i++)
        says = is(n, tags[i]);
    return says && !is(n, "body") && !is(n, "html") && !is(n, "time") && !has_h1(n->children, 0);
}

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
    if (any_in(low, f->word[LATER].at, f->word[LATER].n))
        return LATER;
    for (uint32_t i = 0; i < label->n; i++) {
        const char *at = strstr(low, label->at[i]);
        if (at && leads(text, text + (at - low)))
            return LABEL;
    }
    return N_WHERE;
}

static bool is_later(const struct facts *f, const char *text) { return told(f, text) == LATER; }

static struct stamp_style styled(const struct reading *r, const char *lang)
{
    const struct words *month_first = &r->facts->word[MONTH_FIRST], *anywhere = &r->facts->word[ANYWHERE];
    return page_style(lang, r->url, &(struct page_places){month_first->at, month_first->n}, &(struct page_places){anywhere->at, anywhere->n});
}

/* Of others (comments, related articles) an itemprop says nothing. */
static void read_meta(struct reading *r, const xmlNode *n, bool others)
{
    static const char *const names[] = {"property", "name", "itemprop"};
    const char *content = element_attribute(n, "content");
    for (size_t i = 0; content && i < (others ? 2 : sizeof names / sizeof *names); i++)
        offer_named(r, META, element_attribute(n, names[i]), content);
    const char *property = element_attribute(n, "property");
    if (property && strcasecmp(property, "og:url") == 0)
        read_url(r, content);
    if (content && property && strcasecmp(property, "og:locale") == 0 && r->style.order == STAMP_ANY_ORDER)
        r->style = styled(r, content);
}

/* Of a time element all attributes may say what it is: pubdate, class, itemprop, data-... */
static bool time_says(const xmlNode *n, const char *word)
{
    char low[MAX_CLASS];
    for (const xmlAttr *at = n->properties; at; at = at->next) {
        lower((const char *)at->name, low);
        if (strstr(low, word))
            return true;
        if (!at->children || !at->children->content)
            continue;
        lower((const char *)at->children->content, low);
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
        bool may = v && strlen(v) <= MAX_ATTRIBUTE && strpbrk(v, "0123456789") && index_of(no_dates, 3, (const char *)at->name) < 0;
        if (may && day_in(r, v, 0) != DL_NO_DAY)
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
    const char *v = where == CLASS ? NULL : element_attribute(n, "content"), *at = where == CLASS ? NULL : element_attribute(n, "datetime");
    v = v ? v : at ? at : shown;
    if (field != PUBLISHED || day_in(r, v, 0) != DL_NO_DAY)
        return v;
    const char *hidden = v == shown ? NULL : shown;
    return hidden && day_in(r, hidden, 0) != DL_NO_DAY ? hidden : hidden_date(r, n, *shown ? 0 : 2);
}

/* What a row of the table is offered by an element that it names. */
static void offer_printed(struct reading *r, const xmlNode *n, uint32_t i, const char *shown)
{
    const struct facts *f = r->facts;
    const struct row *row = &f->row[i];
    bool after = element_says(n, f->word[LATER].at, f->word[LATER].n) && !element_says(n, f->word[FIRST].at, f->word[FIRST].n);
    uint32_t penalty = (r->below || row->where == ITEM ? 0 : f->n_rows) + (after ? f->n_rows : 0);
    if (row->field == PUBLISHED && *shown)
        witness(r, row->where == ITEM ? CLASS : row->where, i + penalty, shown);
    offer(r, i, penalty, stated(r, row->where, row->field, n, shown));
}

static void read_printed(struct reading *r, const xmlNode *n)
{
    char shown[MAX_FACT];
    const struct facts *f = r->facts;
    bool time = is(n, "time"), looked = false, later = false;
    const char *prop = element_attribute(n, "itemprop");
    if (!time && !prop && !(n->properties && element_says(n, f->word[CLASS].at, f->word[CLASS].n)))
        return;
    for (uint32_t i = 0; i < f->n_rows; i++) {
        const struct row *row = &f->row[i];
        if (!(row->where == ITEM ? prop && strcasecmp(prop, row->name) == 0 : row->where == TIME ? time && time_says(n, row->name) :
              row->where == CLASS && n->properties && element_says(n, &row->name, 1)))
            continue;
        if (!looked) {
            enum where says = told(f, printed(n->children, shown, MAX_PRINTED));
            later = says == LATER || (says == N_WHERE && r->said == LATER) || (prop && is_later(f, prop));
            looked = true;
        }
        if (row->field == PUBLISHED ? later : row->where == CLASS && strpbrk(shown, "0123456789"))
            continue;                      /* "Jane Doe 18 November 2019" is more than a name */
        offer_printed(r, n, i, shown);
    }
}

/* Is this text the better part of the title? Then what follows stands below the headline. */
static bool is_headline(const struct reading *r, const char *text)
{
    const char *title = r->value[HEADLINE];
    return title && strlen(text) >= MIN_HEADLINE && strlen(text) * 2 >= strlen(title) && strstr(title, text);
}

/* A line that says that it is the date of publication, or one below the headline that is a date and little else. */
static void read_line(struct reading *r, const xmlNode *n)
{
    char text[MAX_FACT];
    const xmlNode only = {.type = XML_TEXT_NODE, .content = n->content};
    if (!*printed(&only, text, MAX_FACT))
        return;
    if (strlen(text) >= MAX_PRINTED || !strpbrk(text, "0123456789")) {
        if (is_headline(r, text) && !is(n->parent, "title"))
            r->below = true, r->lines = 0;
        r->said = strlen(text) >= MAX_PRINTED ? N_WHERE : is_letter(*text) || is_letter(text[strlen(text) / 2]) ? told(r->facts, text) : r->said;
        r->lines += r->below;
        return;
    }
    uint32_t words = 0;
    for (const char *s = text; *s; s++)
        words += (*s | 32) >= 'a' && (*s | 32) <= 'z' && (s == text || s[-1] == ' ');
    enum where says = told(r->facts, text);
    says = says == N_WHERE ? r->said : says;
    if (says == LABEL)
        offer_named(r, TEXT, "label", text);
    else if (says != LATER && r->below && r->lines <= MAX_LINES_BELOW && words <= 6)
        offer_named(r, TEXT, "line", text);
    r->said = N_WHERE;
    r->lines += r->below;
}

static void read_element(struct reading *r, const xmlNode *n, bool others)
{
    char text[MAX_FACT];
    if (is(n, "meta")) {
        read_meta(r, n, others);
        return;
    }
    if (is(n, "script"))
        read_script(r, n);
    else if (is(n, "link") && element_attribute(n, "rel") && strcasecmp(element_attribute(n, "rel"), "canonical") == 0)
        read_url(r, element_attribute(n, "href"));
    else if (is(n, "title") && !is(n->parent, "svg"))
        offer_named(r, TITLE, "title", printed(n->children, text, MAX_FACT));
    else if (is(n, "h1"))
        offer_named(r, H1, "h1", printed(n->children, text, MAX_FACT));
    read_printed(r, n);
}

static void read_tree(struct reading *r, const xmlNode *n, bool others, int depth)
{
    for (; n && depth < MAX_DEPTH; n = n->next) {
        if (n->type == XML_TEXT_NODE && n->content && !others)
            read_line(r, n);
        if (n->type != XML_ELEMENT_NODE || is(n, "style") || is(n, "noscript"))
            continue;
        bool shut = others || is_others(r->facts, n);
        if (!shut || is(n, "script") || is(n, "meta"))
            read_element(r, n, shut);
        if (!is(n, "script"))
            read_tree(r, n->children, shut, depth + 1);
        r->below = r->below || is(n, "h1");
    }
}

/* "Truce holds - The Orsa Post": the outlet at the end of a title is no part of it. */
static const char *without_outlet(const char *title, const char *outlet, struct arena *a)
{
    size_t n = title ? strlen(title) : 0, tail = outlet ? strlen(outlet) : 0;
    if (!tail || n < tail + 4 || strcasecmp(title + n - tail, outlet) != 0)
        return title;
    n -= tail;
    size_t end = n;
    while (end && (strchr(" -|:", title[end - 1]) || (unsigned char)title[end - 1] >= 0x80))
        end--;
    return end && n - end >= 3 ? arena_text(a, title, end) : title;
}

/* The day of publication where the page comes from: what readers see of it, or a meta element that knows the zone, beside a stamp in UTC. */
static const char *local_day(const struct reading *r)
{
    char day[12];
    if (!r->value[PUBLISHED])
        return NULL;
    day_format(page_local_day(r->value[PUBLISHED], r->day, r->shown_day != DL_NO_DAY ? r->shown_day : r->told_day), day);
    return arena_text(r->arena, day, strlen(day));
}

void facts_read(const struct facts *f, const xmlNode *root, struct html_page *page, struct arena *a)
{
    struct reading r = {.facts = f, .arena = a, .url = page->url, .last_day = DL_NO_DAY, .rank = {UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX},
                        .day = DL_NO_DAY, .shown_rank = UINT32_MAX, .shown_day = DL_NO_DAY, .told_day = DL_NO_DAY, .said = N_WHERE};
    char day[12];
    int32_t last;
    if (!page->fetched || !stamp_day(page->fetched, day) || !day_parse(day, &r.last_day, &last))
        r.last_day = DL_NO_DAY;
    const char *lang = element_attribute(root, "lang");
    r.style = styled(&r, lang ? lang : element_attribute(root, "xml:lang"));
    read_url(&r, page->url);
    read_tree(&r, root, false, 0);
    page->published = local_day(&r);
    page->stamp = r.value[PUBLISHED];
    page->byline = r.value[BYLINE];
    page->outlet = r.value[OUTLET];
    page->title = without_outlet(r.value[HEADLINE], page->outlet, a);
}
