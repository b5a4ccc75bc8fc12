/* input/facts_work.h: what the files of facts share. facts.c offers what elements say, facts_ld.c what JSON-LD says, facts_shown.c what readers
 * see; facts_names.c makes names and headlines of it. */
#pragma once
#include <libxml/tree.h>

#include "dateline.h"
#include "input/stamp.h"

struct arena;

enum where { LD, LDPAGE, META, ITEM, REL, TIME, CLASS, ATTRIBUTE, URL, TEXT, TITLE, ARTICLE, OTHER, LATER, FIRST, LABEL, BY, BY_ELSE, AFTER, MONTH_FIRST, ANYWHERE, N_WHERE };
enum field { PUBLISHED, HEADLINE, BYLINE, OUTLET, N_FIELDS };
enum { MAX_CLASS = 512, MAX_FACT = 1024, MAX_PRINTED = 80, MAX_DEPTH = 300, MAX_LD = 12, MAX_LINES_BELOW = 24, MIN_HEADLINE = 12, MAX_ATTRIBUTE = 60, MAX_LED = 3, MAX_H1 = 8, MAX_LINE_WORDS = 6, MIN_LINK = 12, MAX_UP = 4 };

struct row { const char *name; enum where where; int field; };
struct words { const char **at; uint32_t n; };
struct facts { struct row *row; uint32_t n_rows; struct words word[N_WHERE]; };

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
    bool by;                           /* it was no more than "By" */
    const char *h1[MAX_H1], *title;    /* elements of that name; NULL */
    uint32_t n_h1;
    const char *headline;              /* a text that is the better part of the title; NULL */
};

int facts_index(const char *const *names, int n, const char *name);    /* -1: not among them */

/* ---- elements ---- */
bool facts_is(const xmlNode *n, const char *name);
void facts_lower(const char *s, char low[MAX_CLASS]);                  /* in small letters of ASCII, as much as fits */
bool facts_any_in(const char *low, const char *const *words, uint32_t n_words);
bool facts_begins(const char *s, const char *word);                      /* in any case of any alphabet; word is in small letters */
bool facts_listed(const struct words *, const char *s, size_t n);       /* is s[0..n) one of them, in any case of ASCII? */
const char *facts_printed(const xmlNode *n, char out[MAX_FACT], size_t most);      /* the text of elements that print little; "" of what prints more */

/* ---- offers: the first of the best rank is kept ---- */
int32_t facts_day(const struct reading *, const char *s, int year);    /* of a date that a page may have, one without a year in that year; DL_NO_DAY */
void facts_witness(struct reading *, enum where, uint32_t rank, const char *value);
void facts_offer(struct reading *, uint32_t row, uint32_t penalty, const char *value);
void facts_offer_named(struct reading *, enum where, const char *name, const char *value);     /* to each row of that place and name, in any case */

void facts_script(struct reading *, const xmlNode *script);            /* offers what JSON-LD says */
void facts_element(struct reading *, const xmlNode *n);                /* offers what an element prints, by its name, class and itemprop */
void facts_line(struct reading *, const xmlNode *text);                /* offers a text that is a date, or a name, by itself */

/* ---- names and headlines ---- */
const char *facts_name(const struct reading *, const char *s, bool *account);      /* "By Jane Doe | Nov. 5": "Jane Doe"; NULL if that is no name. *account: one of a log-in */
const char *facts_printed_name(const struct reading *, const xmlNode *, char out[MAX_FACT]);   /* what an element prints first, or the name in it */
void facts_name_line(struct reading *, const char *text);              /* offers "By Jane Doe", and "Jane Doe" behind a text "By" */
bool facts_is_byline(const struct facts *, const char *text);           /* "By Jane Doe" and no more */
bool facts_is_headline(const struct reading *, const char *text);      /* the better part of the title */
const char *facts_headline(const struct reading *);                    /* of all that was offered; NULL */
const char *facts_outlet(const struct reading *, const char *headline);    /* what the page's title has before or behind that; NULL */
