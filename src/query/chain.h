/* query/chain.h: reports joined into negotiations, between the file that reads records and the one that writes. */
#pragma once
#include "base/arena.h"
#include "dateline.h"

struct linker;
struct link_why;

/* Those who take part, or anything else by name. */
struct names { const char **at; uint32_t n, cap; };
struct dl_chain;
bool names_has(const struct names *l, const char *s);
void names_add(struct dl_chain *c, struct names *l, const char *s);                     /* once; NULL is left out */
size_t names_code_length(const char *s);                                                /* of "USA:John Kerry" 3 */
bool names_same_code(const char *a, const char *b);
uint32_t names_shared_codes(const struct names *a, const struct names *b);
void names_drop_bare(struct names *l);                                                  /* "USA" beside "USA:John Kerry" says nothing more */
bool names_other_persons(const struct names *a, const struct names *b);                 /* do the two name persons of one side, and none in common? */

/* What earlier reports called so: `who` is "XVE:Anton Drezek" or, of a land, "XVE". */
struct known_name { const char *name, *who; bool land; };
struct known { VEC(struct known_name) at; VEC(const char *) sides; };
struct solved { VEC(struct known_name) at; };
void known_learn(struct arena *, struct known *, const char *code, const char *name, bool land);      /* a person's name has two words */
void known_learn_sides(struct arena *, struct known *, const char *parties);            /* "XVE|XTA": they negotiate with each other */
/* Of names that a report leaves unexplained those that are known; sides: codes that the report speaks of. */
void known_solve(struct arena *, const struct known *, const struct names *strangers, const struct names *sides, struct solved *out);
/* A part's sides, "USA" or "?Petrik": those that are but names by their codes; where two such are known, they are the sides. */
void known_sides(struct arena *, const struct solved *, const struct names *parties, struct names *out);
const char *known_who(const struct solved *, const char *who);                          /* of "?:?Drezek" the one meant, else as it is */
const char *known_bare(const char *who);                                                /* "Drezek" of that, NULL */

struct happening {
    const char *plover, *cameo, *evidence, *aux, *place, *date;
    struct names modes, actors, recipients, reports;
    int32_t first, last;             /* days, DL_NO_DAY */
    bool explicit;                   /* the text tells the day */
};

struct saying {
    const char *report, *speaker, *form, *tone, *channel, *text, *key;
    struct names via;
    int64_t row;                     /* of the store's statements */
};

struct round {
    const char *level, *outcome, *place, *start, *end, *evidence, *duration, *host_event;
    int32_t first, last, number;
    struct dl_span span;             /* of the evidence */
    double lat, lon;                 /* of the place, if `mapped` */
    bool mapped;
    struct names format, participants, mediators, sides, reports;
    VEC(int64_t) row;                /* of the store's rounds, the one with the evidence first */
};

/* Where it stands after a report. told: this report says so. part: row of the store's talks. */
struct stand { const char *report, *status, *next, *next_to, *what; int64_t article, part; int32_t day; bool disputed, hedged, told; };

struct hindrance { const char *type, *by, *words, *report; int64_t article, statement; };

struct bargain { const char *name, *state, *date, *place, *evidence, *report; int64_t article; };

struct side { const char *code; uint32_t weight, between; };

struct talk {
    VEC(struct round) round;
    VEC(struct stand) stand;
    VEC(struct side) party;
    VEC(const char *) dispute;       /* pairs of statement keys */
    VEC(struct hindrance) hindrance;
    VEC(struct bargain) bargain;
    struct names issues, obstacles, reports;
};

struct dl_chain {
    struct arena *arena;
    struct linker *linker;
    char *out;                       /* what was last written, malloc'ed */
    VEC(struct happening) event;
    VEC(struct saying) saying;
    VEC(struct talk) talk;
    struct known known;
};

/* A record of a store on its way into a chain. */
struct chain_article {
    const char *record, *text, *name;   /* text NULL: it is in the record; name is for *err */
    size_t n_record, n_text;
    int64_t id;                      /* number of the article in the store, 0 outside one */
    /* The negotiation in the chain that each of its parts belongs to, UINT32_MAX to leave it out; NULL: the chain links them itself. */
    const uint32_t *of;
    bool bare;                       /* without events */
};
bool chain_take(struct dl_chain *, const struct chain_article *, struct dl_err *);

bool chain_days_meet(int32_t a, int32_t b, int32_t x, int32_t y);      /* of [a, b] and [x, y]; unknown days meet all */
bool rounds_same(const struct round *a, const struct round *b);
void rounds_join(struct dl_chain *, struct round *into, const struct round *);
/* The sides that sit at the table or, with `between`, those who mediate; to `out`. */
void chain_sides(struct arena *, const struct talk *, bool between, struct names *out);
/* The statement with this key, -1. */
int32_t chain_saying(const struct dl_chain *, const char *key);
/* The record that was packed with zlib into a growing malloc'ed buffer. */
bool chain_unpack(const void *from, int n, char **to, size_t *room, size_t *size);
