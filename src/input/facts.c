/* input/facts.c: each place of a page that may say title, byline, date or outlet offers what it says; the place that the table
 * lists first wins, and of two equal ones the first on the page.
 *
 * A date beside the text counts for less before the headline, where a masthead prints today's, and not at all inside of
 * comments, related articles and the like. */
#include "input/facts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/table.h"
#include "base/utf8.h"
#include "input/html.h"
#include "input/facts_work.h"
#include "input/pagedate.h"
#include "base/banned.h"

static const char *const where_names[N_WHERE] = {"ld", "ldpage", "meta", "item", "rel", "time", "class", "attribute", "url", "text", "title", "article", "other", "later", "first", "label",
    "by", "byelse", "after", "monthfirst", "anywhere"};
static const char *const field_names[N_FIELDS] = {"published", "title", "byline", "outlet"};

int facts_index(const char *const *names, int n, const char *name)
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
        int where = facts_index(where_names, N_WHERE, table_cell(&t, r, at[0])), field = facts_index(field_names, N_FIELDS, table_cell(&t, r, at[2]));
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
void facts_lower(const char *s, char low[MAX_CLASS])
{
    size_t n = 0;
    for (; s[n] && n + 1 < MAX_CLASS; n++)
        low[n] = (char)(s[n] >= 'A' && s[n] <= 'Z' ? s[n] | 32 : s[n]);
    low[n] = 0;
}

/* Most words begin with a letter that a class or id does not have. */
bool facts_any_in(const char *low, const char *const *words, uint32_t n_words)
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
        facts_lower(value, low);
        if (facts_any_in(low, words, n_words))
            return true;
    }
    return false;
}

bool facts_is(const xmlNode *n, const char *name) { return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0; }

bool facts_begins(const char *s, const char *word)
{
    for (uint32_t len, other; *word; s += len, word += other)
        if (!*s || utf8_lower(utf8_decode(s, strnlen(s, 4), &len)) != utf8_decode(word, strnlen(word, 4), &other))
            return false;
    return true;
}

bool facts_listed(const struct words *w, const char *s, size_t n)
{
    for (uint32_t i = 0; i < w->n; i++)
        if (strlen(w->at[i]) == n && strncasecmp(w->at[i], s, n) == 0)
            return true;
    return false;
}

/* Appends the text of an element, white space folded; false if it is longer than there is room for. */
static bool add_text(const xmlNode *n, char *out, size_t room, size_t *used, int depth)
{
    static const char *const apart[] = {"br", "div", "p", "li", "td", "dd", "dt"};
    for (; n && depth < MAX_DEPTH; n = n->next) {
        if (n->type == XML_ELEMENT_NODE) {
            if (*used && *used + 1 < room && out[*used - 1] != ' ' && facts_index(apart, sizeof apart / sizeof *apart, (const char *)n->name) >= 0)
                out[(*used)++] = ' ';
            if (!facts_is(n, "script") && !facts_is(n, "style") && !add_text(n->children, out, room, used, depth + 1))
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
const char *facts_printed(const xmlNode *n, char out[MAX_FACT], size_t most)
{
    size_t used = 0;
    if (!n || !add_text(n, out, most < MAX_FACT ? most : MAX_FACT, &used, 0))
        used = 0;
    out[used - (used && out[used - 1] == ' ')] = 0;
    return out;
}

/* ---- offers ---- */

/* The day of a date that a page may have; DL_NO_DAY. */
int32_t facts_day(const struct reading *r, const char *s, int year)
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
void facts_witness(struct reading *r, enum where where, uint32_t rank, const char *value)
{
    int32_t day = DL_NO_DAY;
    if (where == META ? r->told_day == DL_NO_DAY && !strstr(value, "+00") && value[strlen(value) - 1] != 'Z' && strchr(value, ':')
                      : (where == URL || where == TIME || where == CLASS || where == TEXT) && rank < r->shown_rank)
        day = facts_day(r, value, r->rank[PUBLISHED] == UINT32_MAX ? 0 : day_ymd(r->day).year);
    if (day != DL_NO_DAY && where == META) {
        r->told_day = day;
    } else if (day != DL_NO_DAY) {
        r->shown_rank = rank;
        r->shown_day = day;
    }
}

void facts_offer(struct reading *r, uint32_t row, uint32_t penalty, const char *value)
{
    int field = r->facts->row[row].field;
    uint32_t rank = row + penalty;
    if (!value || !*(value += strspn(value, " \t\r\n")) || strlen(value) >= MAX_FACT)
        return;
    if (field == PUBLISHED)
        facts_witness(r, r->facts->row[row].where, rank, value);
    int32_t day = field == PUBLISHED && rank < r->rank[field] ? facts_day(r, value, 0) : DL_NO_DAY;
    if (rank >= r->rank[field] || (field == PUBLISHED ? day == DL_NO_DAY : strncasecmp(value, "http", 4) == 0))
        return;
    if (field == PUBLISHED)
        r->day = day;
    bool account = false;
    if (field == BYLINE && !(value = facts_name(r, value, &account)))
        return;
    if (account && (rank += r->facts->n_rows) >= r->rank[field])
        return;
    size_t n = strlen(value);
    while (n && strchr(" \t\r\n", value[n - 1]))
        n--;
    r->rank[field] = rank;
    r->value[field] = arena_text(r->arena, value, n);
}

/* Offers value to each row of that place and name, in any case. */
void facts_offer_named(struct reading *r, enum where where, const char *name, const char *value)
{
    for (uint32_t i = 0; name && i < r->facts->n_rows; i++)
        if (r->facts->row[i].where == where && strcasecmp(r->facts->row[i].name, name) == 0)
            facts_offer(r, i, 0, value);
}

/* ---- the address ---- */

/* An address that a page gives as its own counts if it is of the host that the page came from: copies name the original. */
static void read_url(struct reading *r, const char *url)
{
    const char *host = r->url ? strstr(r->url, "://") : NULL, *its = url ? strstr(url, "://") : NULL;
    size_t n = host ? 3 + strcspn(host + 3, "/") : 0;
    if (!host || (its && strncasecmp(host, its, n) == 0 && strcspn(its + 3, "/") + 3 == n))
        facts_offer_named(r, URL, "path", page_url_date(url, r->arena));
}

/* ---- the page ---- */

static bool has_h1(const xmlNode *n, int depth)
{
    for (; n && depth < MAX_DEPTH; n = n->next)
        if (facts_is(n, "h1") || has_h1(n->children, depth + 1))
            return true;
    return false;
}

static bool is_others(const struct facts *f, const xmlNode *n)
{
    static const char *const tags[] = {"nav", "footer", "aside"};
    bool says = element_says(n, f->word[OTHER].at, f->word[OTHER].n) && !element_says(n, f->word[FIRST].at, f->word[FIRST].n);
    for (size_t i = 0; !says && i < sizeof tags / sizeof *tags; i++)
        says = facts_is(n, tags[i]);
    return says && !facts_is(n, "body") && !facts_is(n, "html") && !facts_is(n, "time") && !has_h1(n->children, 0);
}

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
        facts_offer_named(r, META, element_attribute(n, names[i]), content);
    const char *property = element_attribute(n, "property");
    if (property && strcasecmp(property, "og:url") == 0)
        read_url(r, content);
    if (content && property && strcasecmp(property, "og:locale") == 0 && r->style.order == STAMP_ANY_ORDER)
        r->style = styled(r, content);
}

static void read_title(struct reading *r, const char *text)
{
    facts_offer_named(r, TITLE, "title", text);
    r->title = r->title || !*text ? r->title : arena_text(r->arena, text, strlen(text));
}

static void read_element(struct reading *r, const xmlNode *n, bool others)
{
    char text[MAX_FACT];
    if (facts_is(n, "meta")) {
        read_meta(r, n, others);
        return;
    }
    if (facts_is(n, "script"))
        facts_script(r, n);
    else if (facts_is(n, "link") && element_attribute(n, "rel") && strcasecmp(element_attribute(n, "rel"), "canonical") == 0)
        read_url(r, element_attribute(n, "href"));
    else if (facts_is(n, "title") && !facts_is(n->parent, "svg"))
        read_title(r, facts_printed(n->children, text, MAX_FACT));
    else if (facts_is(n, "h1") && r->n_h1 < MAX_H1 && *facts_printed(n->children, text, MAX_FACT))
        r->h1[r->n_h1++] = arena_text(r->arena, text, strlen(text));
    facts_element(r, n);
}

static void read_tree(struct reading *r, const xmlNode *n, bool others, int depth)
{
    for (; n && depth < MAX_DEPTH; n = n->next) {
        if (n->type == XML_TEXT_NODE && n->content && !others)
            facts_line(r, n);
        if (n->type != XML_ELEMENT_NODE || facts_is(n, "style") || facts_is(n, "noscript"))
            continue;
        bool shut = others || is_others(r->facts, n);
        if (!shut || facts_is(n, "script") || facts_is(n, "meta"))
            read_element(r, n, shut);
        if (!facts_is(n, "script"))
            read_tree(r, n->children, shut, depth + 1);
        r->below = r->below || facts_is(n, "h1");
    }
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
    page->title = facts_headline(&r);
    page->outlet = page->outlet ? page->outlet : facts_outlet(&r, page->title);
}
