/* talks/link.h: which negotiation a report's part belongs to, and why. Reports come in order of publication. */
#pragma once
#include "dateline.h"

struct arena;

/* What an article's part of a negotiation shows to the one who links it. Lists are parted by "|"; NULL is empty. */
struct link_part {
    int32_t day;                   /* of publication, DL_NO_DAY */
    const char *parties, *mediators, *issues, *leads, *place;   /* place: on neutral ground */
    const char *back;              /* the words that tie it to earlier talks, NULL */
    bool one;                      /* tells of one side only */
    bool apart;                    /* by hand: begins a negotiation of its own */
};

/* The parts of a link's score; what is 0 played no part. */
struct link_why {
    float score, parties, issue, back, time, people, place;
    int32_t gap;                   /* days since the last report of it */
    bool first;                    /* nothing before it was near enough */
};

struct linker;
struct linker *linker_new(struct arena *);                          /* lives in the arena */
/* The number of the negotiation, counted from 0 in the order they begin; a new one if no other is near enough, UINT32_MAX if none is and the part
 * tells of one side only. */
uint32_t linker_place(struct linker *, const struct link_part *, struct link_why *);
