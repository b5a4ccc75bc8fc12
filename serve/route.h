/* serve/route.h: which address is what. serve/openapi.json says the same to strangers. */
#pragma once
#include "request.h"

enum route_kind { ROUTE_VIEW, ROUTE_RECORD, ROUTE_SENTENCE, ROUTE_CODE, ROUTE_TREE, ROUTE_KEEP, ROUTE_EDIT, ROUTE_STREAM, ROUTE_OPENAPI, ROUTE_SESSION, ROUTE_STATIC };

struct route {
    const char *path;              /* "articles / * / sentences / *" without the blanks */
    enum route_kind kind;
    const char *view;              /* dl_view's name; NULL */
    const char *list;              /* dl_ask's, for .csv and .atom; NULL */
    const char *filters;           /* parameters that it knows */
    bool page;                     /* without a suffix: the page's HTML */
    bool heavy;                    /* may take long: kept off the worker that answers what is quick */
};

static inline bool route_writes(const struct route *r) { return r->kind == ROUTE_KEEP || r->kind == ROUTE_EDIT; }
static inline bool route_posts(const struct route *r) { return route_writes(r) || r->kind == ROUTE_CODE || r->kind == ROUTE_TREE; }
const struct route *route_find(const struct request *);        /* NULL if there is none */
