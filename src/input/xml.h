/* input/xml.h: elements out of a stream of XML, each as a small tree; faulty markup is read as well as can be.
 *
 * Nothing is fetched, no entity of a document is expanded, nesting and size have limits. Memory is that of the element asked for. */
#pragma once
#include "dateline.h"

struct arena;
struct buf;
struct input_source;
struct input_reading;

struct xml_attr { const char *name, *value; struct xml_attr *next; };

/* An element (name, without its prefix) or text (name NULL). */
struct xml_node {
    const char *name, *space, *text;       /* space: the URI of its name space, "" if none */
    struct xml_attr *attr;
    struct xml_node *parent, *first, *last, *next;
    uint64_t line;
    bool repaired;                         /* the markup within it was at fault */
};

struct xml_stream;
struct xml_stream *xml_open(const struct input_source *);
void xml_close(struct xml_stream *);       /* NULL is fine */
uint32_t xml_notes(const struct xml_stream *, const struct xml_node *);    /* on its encoding and the node's markup: bits as in dl_document */

/* The next element with one of these names (NULL ends the list; the same list at every call) that stands in none of them: 1 and
 * *node, valid until the next call. 0: the end. -1: *err names the line; reading may go on. */
int xml_next(struct xml_stream *, const char *const *names, const struct xml_node **node, struct dl_err *err);

/* What a reader's next returns when xml_next gave `got`, no article: an error once if the whole input had none. */
int xml_end(struct input_reading *, int got, struct dl_err *err);

/* The local name of the first element that begins in head; "" if head is no XML. Its prefix and attributes are passed over. */
void xml_root(const char *head, char name[32]);

/* ---- trees. NULL stands for a node that is not there, and has nothing. ---- */

const struct xml_node *xml_child(const struct xml_node *, const char *name);                /* the first of its children so named */
const struct xml_node *xml_sibling(const struct xml_node *, const char *name);              /* the next after it so named */
const struct xml_node *xml_find(const struct xml_node *, const char *name);                 /* at any depth, itself included */
const char *xml_attribute(const struct xml_node *, const char *name);                       /* NULL if there is none */

/* All text in it on one line, white space folded; NULL if there is none. */
const char *xml_line(const struct xml_node *, struct arena *);
/* The same where the text may be HTML once more ("AT&amp;amp;T", "&lt;b&gt;"). */
const char *xml_plain_line(const struct xml_node *, struct arena *);
const char *input_plain_line(const char *html, struct arena *);            /* NULL or blank: NULL */
/* Its text as it stands; "" if there is none. */
const char *xml_text(const struct xml_node *, struct arena *);
bool xml_has_elements(const struct xml_node *);            /* or is all in it text? NULL has none */
void xml_set(const char **to, const char *said);           /* if nothing was set and something was said */
/* Appends its prose: blocks parted by empty lines, white space folded; scripts and media left out. */
void xml_prose(const struct xml_node *, struct buf *);
