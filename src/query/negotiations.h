/* query/negotiations.h: the parts of articles on their way into the store's negotiations, shared by those who link, edit and write. */
#pragma once
#include "base/arena.h"
#include "dateline.h"
#include "query/chain.h"
#include "talks/link.h"

/* An article's part of a negotiation. */
struct part {
    int64_t id, article;           /* row of talks; its article */
    const char *key, *made_by;     /* of the article */
    struct link_part link;
    struct link_why why;
    const char *by_hand, *title;   /* what an edit says of the link, and how one calls its negotiation; NULL */
    uint32_t group;                /* parts of one negotiation have one */
    bool alone;                    /* tells of one side only, and of no negotiation that others tell of */
};

struct negotiation {
    int64_t id;                    /* 0: not given yet */
    VEC(uint32_t) part;            /* in order of publication */
    const char *title;             /* by hand, NULL */
    char digest[65];               /* of all it is made from */
};

struct joining {
    struct dl_store *store;
    struct arena *arena;
    struct dl_err *err;
    VEC(struct part) part;         /* in order of publication */
    VEC(struct negotiation) group;
    uint64_t written;
};

/* Links all parts of the store, edits applied; fills part and group. */
bool negotiations_link(struct joining *);
/* Edits that bear on links before they are made, then those after. */
bool edits_before(struct joining *);
bool edits_after(struct joining *);
/* Writes one negotiation's rows; old ones with its id are gone. */
bool negotiation_write(struct joining *, const struct negotiation *);
/* The part with the words of an edit: an article's key and, if it has several parts, sides. -1. */
int64_t part_of(const struct joining *, const char *article, const char *parties);
