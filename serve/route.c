/* serve/route.c: the table of addresses. */
#include "route.h"

#include <string.h>

#define PERIOD "since until "
#define EVENTS PERIOD "actor source target dyad type mode cameo status place outlet article text confidence copies "
#define STATEMENTS PERIOD "speaker actor relay cue kind topic tone text outlet article confidence "
#define PAGE "limit after order "

static const struct route routes[] = {
    {"", ROUTE_VIEW, "today", NULL, "since", true, false},
    {"today", ROUTE_VIEW, "today", NULL, "since", true, false},
    {"talks", ROUTE_VIEW, "talks", "talks", PERIOD "party state limit after", true, false},
    {"talks/*", ROUTE_VIEW, "talk", NULL, "", true, false},
    {"articles", ROUTE_VIEW, "articles", "articles", PERIOD "outlet " PAGE, true, true},
    {"articles/*", ROUTE_RECORD, NULL, NULL, "", true, false},
    {"articles/*/sentences/*", ROUTE_SENTENCE, NULL, NULL, "", false, false},
    {"events", ROUTE_VIEW, "events", "events", EVENTS PAGE, true, true},
    {"events/facets", ROUTE_VIEW, "facets", NULL, EVENTS, true, true},
    {"events/series", ROUTE_VIEW, "series", NULL, EVENTS "by", true, true},
    {"events/matrix", ROUTE_VIEW, "matrix", NULL, EVENTS "limit", true, true},
    {"events/map", ROUTE_VIEW, "map", NULL, EVENTS "limit", true, true},
    {"events/*", ROUTE_VIEW, "event", NULL, "", true, false},
    {"statements", ROUTE_VIEW, "statements", "statements", STATEMENTS PAGE, true, true},
    {"statements/facets", ROUTE_VIEW, "said", NULL, STATEMENTS, true, true},
    {"statements/*", ROUTE_VIEW, "statement", NULL, "", true, false},
    {"search", ROUTE_VIEW, "search", "search", PERIOD "q outlet limit after", true, true},
    {"names", ROUTE_VIEW, "names", NULL, "", false, false},
    {"version", ROUTE_VIEW, "version", NULL, "", false, false},
    {"session", ROUTE_SESSION, NULL, NULL, "", false, false},
    {"openapi", ROUTE_OPENAPI, NULL, NULL, "", false, false},
    {"code", ROUTE_CODE, NULL, NULL, "", false, true},
    {"sentences/*", ROUTE_TREE, NULL, NULL, "", false, true},
    {"keep", ROUTE_KEEP, NULL, NULL, "", false, true},
    {"edits", ROUTE_EDIT, NULL, NULL, "", false, false},
    {"drop", ROUTE_VIEW, NULL, NULL, "", true, false},
    {"stream", ROUTE_STREAM, NULL, NULL, "", false, false},
};
static const struct route of_static = {"static", ROUTE_STATIC, NULL, NULL, "", false, false};

static bool matches(const char *path, const struct request *r)
{
    for (uint32_t i = 0; i < r->n_segments; i++) {
        size_t n = strcspn(path, "/");
        bool any = n == 1 && *path == '*';
        if (!n || (!any && (strlen(r->segment[i]) != n || memcmp(path, r->segment[i], n))))
            return false;
        path += n + (path[n] == '/');
    }
    return !*path;
}

const struct route *route_find(const struct request *r)
{
    if (r->n_segments > 1 && !strcmp(r->segment[0], "static"))
        return &of_static;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
        if (matches(routes[i].path, r))
            return &routes[i];
    return NULL;
}
