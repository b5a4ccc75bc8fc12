/* events/inside.h: one event in the making, and what the files of this room share. */
#pragma once
#include "base/arena.h"
#include "events/events.h"
#include "rules/rules.h"
#include "rules/verbs.h"

enum { ACTORS = 12, OPERATIONS = 4 };
/* Entities, each once; the word that each was reached from, and by which way ("subject", "object", "slot"). */
struct actors { uint32_t at[ACTORS], n; int32_t token[ACTORS]; const char *how[ACTORS]; };

/* A deed found by a rule, or what an operator made of it. */
struct draft {
    const char *rule, *file;
    uint32_t line;
    struct outcome event;
    const char *const *context;
    uint32_t n_contexts;
    int32_t token, core;            /* what triggers it now; the word the rule matched */
    int32_t status;                 /* enum dl_status, -1 not known yet */
    struct actors source, target;
    int32_t operation[OPERATIONS];  /* words of the operators that changed it */
    uint32_t n_operations;
    bool reciprocal, dropped, operated, negated;   /* negated: an operator governs the deed's negation ("agreed not to") */
    bool speech;                    /* done by saying so: no deed without somebody who says it of somebody */
};

struct work {
    const struct events *ev;
    struct dl_article *art;
    struct arena *arena;
    struct grove *grove;
    struct verbs_text *verbs;       /* NULL: no dictionary of a lab's */
    VEC(struct draft) draft;
    VEC(struct dl_event) out;
    bool *game, all_games;         /* by sentence: does it tell of a game? and does the article? */
    bool *silent;                  /* by sentence: does a lab discard it? NULL: none */
};

struct scale { const char *key; float score, goldstein; const char *quad; };    /* key: "ASSAULT:aerial", "CONSULT", "194" */
/* A CAMEO code in PLOVER. */
struct conversion { struct outcome event; const char **context; uint32_t n_contexts; };
struct events {
    struct arena *arena;
    const struct rules *rules;
    const struct verbs *verbs;
    struct scale *scale;
    uint32_t n_scales;
    struct conversion *conversion;
    uint32_t n_conversions;
    struct contexts *contexts;
    struct codes *codes;
    struct discards *discards;      /* NULL: none */
};
const struct scale *events_scale(const struct events *e, const char *key);        /* NULL if there is none */

/* convert.c */
bool convert_read(struct events *e, const char *path, struct dl_err *err);
/* The row of the code, else of the code it narrows; NULL: a statement, or no CAMEO code. */
const struct conversion *convert_cameo(const struct events *e, const char *code);
/* The most general CAMEO code of a type and mode (NULL: without one); of the type alone if none has the mode. "": no such type. */
const char *convert_plover(const struct events *e, uint8_t plover, const char *mode);

/* lab.c: the deed that a lab's own verb dictionary finds at a token; true: ours are not asked. `ours`: one of our rules holds there. */
bool lab_deed(struct work *w, int32_t token, bool ours);

/* discards.c: *out is NULL if the folder has no discard phrases. False: *err is set. */
bool discards_open(const char *dir, struct arena *a, struct discards **out, struct dl_err *err);
uint64_t discards_hash(const struct discards *d);
/* Marks the sentences that a phrase discards. False: one discards the article. */
bool discards_find(const struct discards *d, const struct dl_article *art, bool *silent);

/* games.c */
void games_find(struct work *w);
bool games_only(const struct work *w, uint32_t sentence, const struct draft *d);     /* sport, with nobody in office on either side */

/* deeds.c: fills w->draft from one sentence. */
void deeds_find(struct work *w, const struct dl_sentence *s);
/* Who bears a deed: by its rule's slots, else by the frames that all share. */
void deeds_fill(struct work *w, struct draft *d, const struct slot *source, uint32_t n_sources, const struct slot *target, uint32_t n_targets);

/* within.c: is the deed told within another, and none of its own? */
bool within_uncommented(const struct work *w, int32_t t);              /* what nobody would comment on */
bool within_protest(const struct work *w, const struct draft *d);      /* what a protest is for */
bool within_other(const struct work *w, const struct draft *d);        /* what a demand, an accusation, a plan is about */
void within_background(struct work *w);                                /* drops attacks that only date or explain another deed */
void within_description(struct work *w);                               /* drops what only says who somebody is */

/* Of whom else the phrases and clauses below a word speak, if of anybody. */
void deeds_about(struct work *w, int32_t token, const struct actors *source, struct actors *out);

/* accounts.c: who accuses, and what is only claimed. */
bool accounts_own(struct work *w, const struct draft *d);             /* "claimed that they had attacked Mali": one's own deed is no accusation */
bool accounts_claimed(struct work *w, struct draft *d, int32_t teller);  /* the same of a deed below the teller; drops a blow that is claimed with pride */
void accounts_by_victim(struct work *w, struct draft *d);              /* "Chad said that Sudan had attacked it": told by the accuser alone */
void accounts_paper(struct work *w, int32_t token, struct actors *out);  /* "a report released in the Malian capital alleged": whose paper it is */

/* actors.c */
void actors_of(struct work *w, const int32_t *token, uint32_t n, const char *how, struct actors *out);
void actors_slots(struct work *w, int32_t token, const struct slot *slot, uint32_t n, struct actors *out);
void actors_subject(struct work *w, int32_t token, struct actors *out);
void actors_object(struct work *w, int32_t token, struct actors *out);
void actors_speaker(struct work *w, int32_t token, struct actors *out);    /* who says the innermost statement around the token */
void actors_remove(struct actors *from, const struct actors *what);
void actors_add(struct actors *to, uint32_t entity, int32_t token, const char *how);
uint32_t actors_country(struct work *w, const char *code);         /* the entity for a country, added if the article has none */
bool actors_political(const struct work *w, const struct actors *a);
bool actors_spoken(const struct work *w, const struct actors *a);    /* is one of them a party whose word counts: no reporter, scholar or firm? */
bool actors_known(const struct work *w, const struct actors *a);  /* has somebody a code? */
bool actors_land(const struct work *w, const struct actors *a);  /* is somebody's country known? */
bool actors_meet(const struct work *w, const uint32_t *a, uint32_t n_a, const uint32_t *b, uint32_t n_b);   /* could they be the same? */

/* status.c */
enum dl_status status_of(const struct work *w, int32_t token);
bool    status_negated(const struct work *w, int32_t token);
int32_t status_anchor(const struct work *w, int32_t token);      /* the word whose auxiliaries tell of a trigger */
bool    status_tried(const struct work *w, int32_t token);       /* "tried to storm": for violence the attempt is a deed */
bool    status_priced(const struct work *w, int32_t token);      /* "will leave unless", "if" */
bool    status_will(const struct work *w, int32_t token);        /* "will (not)", "would (not)" */

/* settle.c */
int32_t settle_statement(const struct work *w, int32_t token);   /* the innermost statement whose content holds the word, -1 */
bool    settle_event(struct work *w, uint32_t sentence, struct draft *d, struct dl_event *e);   /* false: not worth telling */

/* dates.c */
void dates_set(const struct work *w, const struct dl_sentence *s, const struct draft *d, struct dl_event *e);
/* The place of the deed by its words, not that which is only talked of; -1. Sets *basis. */
int32_t places_of(const struct work *w, const struct draft *d, uint8_t *basis);
void places_set(const struct work *w, const struct draft *d, struct dl_event *e);

/* merge.c: adds the event to w->out, or its words to those of the same happening. */
void merge_event(struct work *w, const struct dl_event *e);
void merge_join(struct work *w, struct dl_event *into, const struct dl_event *e);
/* What a bare "the attack" was told as a few sentences before, NULL. */
struct dl_event *merge_told(const struct work *w, uint32_t sentence, const struct draft *d);

/* lands.c: countries that words leave open */
void lands_settle(struct work *w, struct draft *d);
bool lands_state(const char *country);           /* a land's code, not that of an international body */

/* codes.c */
struct codes *codes_read(const char *data_dir, struct arena *a, struct dl_err *err);     /* NULL sets *err */
/* The outcome of the deed at `core` becomes what an operator makes of it; the code tells what that is of. */
void codes_become(const struct work *w, struct outcome *o, int32_t core, const struct outcome *to);
void codes_settle(struct work *w, struct draft *d);

/* confidence.c: of all that is in w->out */
void confidence_set(struct work *w);

/* crowds.c: what words leave open of protests and mobilisations */
void crowds_settle(struct work *w, struct draft *d);

/* contexts.c */
struct contexts *contexts_read(const char *path, struct arena *a, struct dl_err *err);   /* NULL sets *err */
/* The contexts that the words of a sentence tell of; at most `room`. */
uint32_t contexts_of(const struct contexts *c, const struct dl_article *art, const struct dl_sentence *s, const char **out, uint32_t room);
