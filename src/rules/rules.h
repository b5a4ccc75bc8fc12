/* rules/rules.h: what a person writes about events, and where in a tree it holds.
 *
 * data/en/rules/(name).rules hold classes of words, rules and operators (docs/rules.md). All are compiled into an index by
 * trigger lemma: an article costs what its words can trigger, however many rules there are. Const once open. */
#pragma once
#include "dateline.h"

struct arena;
struct rules;
/* Reads data_dir/data/en/rules and, if not NULL, user_dir. NULL sets *err, with file and line. */
struct rules *rules_open(const char *data_dir, const char *user_dir, struct dl_err *err);
void rules_close(struct rules *r);                                    /* NULL is fine */
uint32_t rules_count(const struct rules *r);
uint64_t rules_hash(const struct rules *r);                           /* of all bytes that were read */

/* ---- what a rule says ---- */

enum rule_pos { RULE_VERB = 1, RULE_NOUN = 2, RULE_ADJ = 4 };

/* Fillers that are no words. X(identifier, name in <>) */
#define RULE_KINDS(X)                                                                                        \
    X(any, "any") X(actor, "actor") X(state, "state") X(person, "person") X(group, "group") X(org, "org")    \
    X(armed, "armed") X(police, "police") X(crowd, "crowd") X(place, "place") X(people, "people")            \
    X(outlet, "outlet") X(num, "num") X(clause, "clause")
enum rule_kind {
#define X(id, name) RULE_KIND_##id,
    RULE_KINDS(X)
#undef X
    N_RULE_KINDS
};

enum slot_type { SLOT_NSUBJ, SLOT_OBJ, SLOT_IOBJ, SLOT_OBL, SLOT_REL, SLOT_GOV, SLOT_PRT, SLOT_ANY, SLOT_SENTENCE, SLOT_SPEAKER };
struct slot { uint8_t type, rel; bool subtypes; const uint32_t *word; uint32_t n_words; };  /* word: prepositions of obl(...) */
struct filler { uint32_t word; int32_t class; int32_t kind; };                              /* one is set: word > 0, class >= 0, kind >= 0 */
struct condition { const struct slot *slot; uint32_t n_slots; const struct filler *filler; uint32_t n_fillers; bool not; };   /* any of the slots */
struct trigger { uint32_t pos; const struct filler *filler; uint32_t n_fillers; };

struct outcome { uint8_t plover; const char *mode[3]; uint32_t n_modes; char cameo[5]; };
struct example { const char *text, *want; uint32_t line; bool yes; };      /* want: what follows "=>", "" if nothing */

struct rule {
    const char *id, *file;
    uint32_t line;
    struct trigger *trigger;     uint32_t n_triggers;
    struct condition *condition; uint32_t n_conditions;
    struct slot *source;         uint32_t n_sources;      /* none: the shared frames */
    struct slot *target;         uint32_t n_targets;
    struct outcome event;
    const char *context[4];      uint32_t n_contexts;
    int32_t status;              /* enum dl_status, -1: read off the clause */
    bool reciprocal;
    struct example *example;     uint32_t n_examples;
};

enum cell_does { CELL_EVENT, CELL_DROP, CELL_KEEP };
/* "from TYPE => ...". */
struct cell { uint8_t does, from, status; struct outcome event; };
struct operator {
    const char *id, *file;
    uint32_t line;
    struct trigger *trigger; uint32_t n_triggers;
    struct condition *condition; uint32_t n_conditions;
    struct slot *over;       uint32_t n_overs;
    struct cell cell[DL_N_PLOVER];
    bool has[DL_N_PLOVER];
    struct slot *source, *target; uint32_t n_sources, n_targets;
    bool alone; struct outcome alone_event;
    struct example *example; uint32_t n_examples;
};

const struct rule *rules_at(const struct rules *r, uint32_t i);
uint32_t rules_operators(const struct rules *r);
const struct operator *rules_operator_at(const struct rules *r, uint32_t i);
/* Does the class of data/en/rules hold the word? Classes that the engine itself asks for: @light, @measure, @carrier. */
bool rules_class_has(const struct rules *r, const char *class, const char *lemma);

/* Is the word, or a class that holds it, among the triggers? */
bool rules_triggers(const struct rules *r, const struct trigger *t, uint32_t n, const char *word);

uint32_t rules_word(const struct rules *r, const char *word);       /* its id; 0 if no rule names it */

/* ---- where it holds ---- */

/* The trees of one article, ready to be asked; dies with the arena. */
struct grove;
struct grove *grove_new(const struct rules *r, const struct dl_article *art, struct arena *a);

struct match { const struct rule *rule; int32_t token; uint32_t weight; };
struct op_match { const struct operator *op; int32_t token; };
/* Rules whose triggers and conditions hold at a token, in order of the files, the most particular first; at most `room`. */
uint32_t grove_match(const struct grove *g, int32_t token, struct match *out, uint32_t room);
uint32_t grove_operators(const struct grove *g, int32_t token, struct op_match *out, uint32_t room);

/* Heads of what fills a deep slot of a predicate, coordinated ones too; returns their number, at most `room`. */
enum { SLOT_ROOM = 16 };
uint32_t grove_fill(const struct grove *g, int32_t token, const struct slot *slot, int32_t out[SLOT_ROOM]);
uint32_t grove_subject(const struct grove *g, int32_t token, int32_t out[SLOT_ROOM]);
uint32_t grove_object(const struct grove *g, int32_t token, int32_t out[SLOT_ROOM]);
/* Does the token stand in a slot of the operator's trigger (the head of the phrase or clause itself)? */
bool grove_governs(const struct grove *g, int32_t op_token, const struct slot *over, int32_t token);
/* The verb that a noun predicate hangs on if that verb is light ("held a meeting"), else -1. */
int32_t grove_light(const struct grove *g, int32_t token);
/* The word that governs a token: "accused" for "shelling" in "accused B of shelling", though the tree may hang it on B. */
int32_t grove_head(const struct grove *g, int32_t token);
bool grove_passive(const struct grove *g, int32_t token);
int32_t grove_child(const struct grove *g, int32_t token, uint8_t rel, int32_t after);   /* next child of that relation behind `after`; -1 */
int32_t grove_next(const struct grove *g, int32_t token, int32_t after);                 /* next child of any relation; -1 */
bool grove_is(const struct grove *g, int32_t token, const char *class);                  /* its lemma is in the class */
int32_t grove_class(const struct grove *g, const char *name);                            /* a class to ask of many words; -1 if there is none */
bool grove_in_class(const struct grove *g, int32_t token, int32_t class);
bool grove_timed(const struct grove *g, int32_t token);                                  /* part of a date or a time of day */
bool grove_under(const struct grove *g, int32_t token, int32_t top);                     /* is it `top`, or does it hang below it? */
/* Deeds in -ing that the tagger took for clauses ("were killed in tank shelling") become nouns; call it before grove_new. */
void rules_gerunds(const struct rules *r, struct dl_article *art);
