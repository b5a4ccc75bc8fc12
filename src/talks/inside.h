/* talks/inside.h: what the files of this room share. */
#pragma once
#include "base/arena.h"
#include "base/date.h"
#include "rules/rules.h"
#include "talks/talks.h"

/* What a sentence says of a negotiation. X(identifier, name in cues.tsv) */
#define CLAIMS(X)                                                                                                            \
    X(open, "open") X(held, "held") X(resumed, "resumed") X(ended, "ended") X(failed, "failed") X(adjourned, "adjourned")                    \
    X(suspended, "suspended") X(collapsed, "collapsed") X(cancelled, "cancelled") X(postponed, "postponed")                  \
    X(signed, "signed") X(announced, "announced") X(reached, "reached") X(partial, "partial") X(principle, "principle")      \
    X(in_force, "in-force") X(violated, "violated") X(declined, "declined") X(accepted, "accepted")               \
    X(rejected, "rejected") X(vote, "vote") X(fixed, "fixed") X(asked, "asked") X(pledged, "pledged")            \
    X(missed, "missed")
enum claim_kind {
#define X(id, name) CLAIM_##id,
    CLAIMS(X)
#undef X
    N_CLAIMS
};

enum claim_when { CLAIM_DONE, CLAIM_AHEAD, CLAIM_SUPPOSED };

struct claim {
    uint8_t kind, when;
    bool aside;                      /* beside a noun: "a deal signed in May" */
    bool negated, unnamed;           /* unnamed: told by a source that is not named */
    int32_t token, statement;        /* statement whose content it stands in, -1 */
    uint32_t sentence;
    int32_t day;                     /* first day of the nearest time of the sentence, DL_NO_DAY */
};

/* A row of cues.tsv; preposition: of "from:talk", NULL. */
struct cue { const char *word, *particle, *about, *preposition; uint8_t kind; };
struct term { const char *word, *class, *value; };

struct talks {
    struct arena *arena;
    const struct rules *rules;
    struct cue *cue;
    struct term *term;
    uint32_t n_cues, n_terms;
};

/* A name that the article leaves unexplained. */
struct stranger { int32_t token; uint32_t entity; };

struct work {
    const struct talks *t;
    struct dl_article *art;
    struct arena *arena;
    struct grove *grove;
    VEC(struct claim) claim;
    int32_t today;                   /* DL_NO_DAY if unknown */
    const char *party[16];           /* codes, most spoken of first */
    uint32_t n_parties;
    uint32_t *mediator, n_mediators; /* entities */
    bool part;                       /* of an article that tells of several negotiations */
    VEC(struct stranger) stranger;
    int32_t next;                    /* event that tells of the next meeting, -1 */
};

/* The value of a word in a class of words.tsv, "" if it has none, NULL if it is not in the class. */
const char *talks_term(const struct talks *t, const char *word, const char *class);
void claims_find(struct work *w);
uint8_t claims_when(const struct work *w, int32_t verb);          /* enum claim_when */
int32_t claims_statement_over(const struct work *w, int32_t token);              /* the shortest whose content it stands in, -1 */
int32_t talks_entity_at(const struct work *w, int32_t token);    /* of the mention whose head it is, -1 */
int32_t talks_token_at(const struct work *w, struct dl_span span);               /* the last token of a span, -1 */

/* "USA", "UN", "COLREB": the side an entity stands on; NULL if it stands on none. A stranger stands on one of his own. */
const char *talks_party(const struct work *w, uint32_t entity);  /* or "?Petrik", of a name that nothing explains */
const char *talks_known_party(const struct work *w, uint32_t entity);
bool talks_is_name(const char *words);
const char *talks_stranger(const struct work *w, uint32_t entity);       /* "?Petrik", NULL */
void strangers_find(struct work *w);
bool talks_between_states(const char *party);                    /* no international body */
bool talks_is_party(const struct work *w, const char *party);
int  talks_rank(const struct work *w, uint32_t entity);          /* enum below */
bool talks_voice(const struct work *w, uint32_t entity);         /* a spokesman or the like */
enum { RANK_NONE, RANK_TECHNICAL, RANK_ENVOYS, RANK_MINISTERS, RANK_HEADS };
bool talks_mediates(const struct work *w, uint32_t entity);      /* is among w->mediator */
uint32_t talks_sides(const struct work *w, const struct dl_round *r);
uint32_t talks_behind(const struct work *w, int32_t token, int32_t *got);        /* of "ministers from A, B and C": A, B, C; at most SLOT_ROOM */

/* Sides that a sentence brings together, and how much that weighs. */
struct sitting { uint32_t sentence, n, weight; const char *side[8]; };
struct sittings { VEC(struct sitting) at; };
void parties_sittings(struct work *w, struct sittings *out);     /* after claims and mediators */
/* several.c: how many negotiations the article tells of; of more than one, which each paragraph speaks of, counted from 0, -1 for none. */
uint32_t several_find(struct work *w, int32_t **of);
struct dl_article *several_part(struct work *w, const int32_t *of, int32_t which);
uint32_t talks_sentence_of(const struct work *w, int32_t token);
bool talks_tells(const struct work *w, int32_t token);           /* is its sentence of this negotiation? */
bool talks_speaks_of(const struct work *w, uint32_t entity);     /* in sentences of this negotiation */
void parties_find_mediators(struct work *w);                     /* parties.c: to w->mediator */
bool talks_says_where(const struct work *w, int32_t token);       /* "talks in Istanbul": a place that is nobody's side */
bool talks_of_place(const struct work *w, uint32_t entity);
void parties_find(struct work *w);                               /* to w->party; after claims and mediators */
/* seats.c: participants of a round. */
void seats_add(struct work *w, struct dl_round *r, uint32_t entity);
void seats_mediator(struct work *w, uint32_t entity);            /* to w->mediator */
void seats_of_sentence(struct work *w, struct dl_round *r, struct dl_span in);     /* persons of rank, of the parties, no mere voices */
void seats_of_subject(struct work *w, struct dl_round *r, int32_t verb);
void seats_of_clause(struct work *w, struct dl_round *r, int32_t verb);            /* subjects and objects */
void seats_of_equals(struct work *w, struct dl_round *r);        /* those of the article who are of one rank with somebody of another side */
void seats_of_article(struct work *w, struct dl_round *r);       /* they or, where there are none, all of rank */
void seats_fill(struct work *w, struct dl_round *r);             /* parties with nobody there, as countries */
void seats_complete(struct work *w, struct dl_round *r, struct dl_span sentence);
uint32_t rounds_find(struct work *w, struct dl_round **out);
void rounds_set_days(struct dl_round *r, int32_t first, int32_t last);
bool session_at(struct work *w, int32_t token, struct dl_round *r, bool *phone);   /* sessions.c */
void talks_find_next(struct work *w);                            /* sets w->next */
void talks_set_next(struct work *w, struct dl_talk *t);
void talks_set_status(struct work *w, struct dl_talk *t);
void talks_keep_open(struct dl_talk *t);                         /* after rounds and status */
void talks_find_obstacles(struct work *w, struct dl_talk *t);
void talks_find_disputes(struct work *w, struct dl_talk *t);
void talks_find_agreements(struct work *w, struct dl_talk *t);   /* after rounds */
