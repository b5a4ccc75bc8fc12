/* query/chain.h: reports joined into negotiations, between the file that reads records and the one that writes. */
#pragma once
#include "base/arena.h"
#include "dateline.h"

enum { LIST = 24 };

struct names { const char *at[LIST]; uint32_t n; };

struct happening {
    const char *plover, *cameo, *evidence, *aux, *place, *date;
    struct names modes, actors, recipients, reports;
    int32_t first, last;             /* days, DL_NO_DAY */
    bool explicit;                   /* the text tells the day */
};

struct saying { const char *report, *speaker, *form, *tone, *channel, *text, *key; struct names via; };

struct round {
    const char *level, *outcome, *place, *start, *end, *evidence;
    int32_t first, last, number;
    struct names format, participants, mediators, sides, reports;
};

struct stand { const char *report, *status, *next; bool disputed; };

struct party { const char *code; uint32_t weight, between; };

struct talk {
    VEC(struct round) round;
    VEC(struct stand) stand;
    VEC(struct party) party;
    VEC(const char *) dispute;       /* pairs of statement keys */
    struct names issues, obstacles, reports, places;   /* places: where reports came from */
    const char *why;
    int32_t last_day;
};

struct dl_chain {
    struct arena *arena;
    char *out;                       /* what was last written, malloc'ed */
    VEC(struct happening) event;
    VEC(struct saying) saying;
    VEC(struct talk) talk;
};

/* dl_chain_add with the text beside a record that was written without it; text NULL: it is in the record. */
bool chain_add_with(struct dl_chain *c, const char *record, size_t n, const char *text, size_t n_text, const char *name, struct dl_err *err);
