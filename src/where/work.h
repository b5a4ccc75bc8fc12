/* where/work.h: what the files of this room share while one article is under way. */
#pragma once
#include "base/arena.h"
#include "dateline.h"
#include "where/atlas.h"

/* Kinds of words in data/en/where.tsv, bit by bit. X(name of the kind) */
#define WORD_KINDS(X) X(in) X(from) X(direction) X(settlement) X(resident) X(generic_after) X(generic_before) \
    X(organisation) X(media) X(title) X(office) X(language) X(site) X(urban) X(ship) X(whose) X(scene) X(determiner) X(party) X(opening) X(never) X(word)
enum word_kind {
#define X(name) WORD_##name,
    WORD_KINDS(X)
#undef X
    WORD_N
};
#define IS(kinds, name) ((kinds) >> WORD_##name & 1)

struct words;
struct words *words_open(const char *data_dir, struct arena *a, struct dl_err *err);
uint32_t words_of(const struct words *w, const char *key, size_t n);

/* A name that may be a place: tokens [first, end). */
struct cand {
    uint32_t first, end, sentence;
    const struct atlas_name *name;       /* NULL: in no table */
    const struct atlas_name *alt;        /* of "Karak district" that of Karak, for areas only; NULL */
    const struct atlas_place *place;     /* settled; NULL if not */
    const struct atlas_place *near;    /* of a name that no table has: what it lies in */
    int32_t in;                        /* candidate after the comma that contains it, -1 */
    uint32_t group;                    /* candidates of one name have one number */
    int16_t score;                     /* evidence that it is a place, in tenths */
    uint8_t use, basis;
    bool taken, container;             /* is a place; is named only to say where another is */
    bool listed;                       /* stands in a list beside names of states */
    bool site;                         /* a street, lake, hospital ...: the last word says so */
};

struct where { struct arena *arena; struct atlas *atlas; struct words *words; };

struct find {
    const struct where *w;
    struct dl_article *art;
    struct arena *arena;
    uint32_t *kinds;                   /* of each token */
    uint8_t *shape;                    /* of each token */
    uint32_t *person;                  /* hashes of the keys of names of persons, sorted */
    uint32_t n_persons;
    VEC(struct cand) cand;
    uint32_t n_groups;
    const struct atlas_name *shorter;  /* what the name found last begins with, if its last word is one of areas */
};
/* PERSON by its words here; MENTION, BODY and OUTLET by the room of entities. */
enum { SHAPE_CAPITAL = 1, SHAPE_CAPITALS = 2, SHAPE_LETTERS = 4, SHAPE_PERSON = 8, SHAPE_MENTION = 16, SHAPE_BODY = 32, SHAPE_OUTLET = 64, SHAPE_UPPER = 128 };

void find_candidates(struct find *f);   /* candidates in order */
void find_persons(struct find *f);      /* words of persons' names */
void find_judge(struct find *f);        /* sets taken */
void find_use(struct find *f);          /* sets use of those taken */
void find_resolve(struct find *f);      /* sets place of those taken */

/* The place that the adjective names, if the word is used as one; NULL. */
const struct atlas_place *find_adjective(const struct find *f, const struct cand *c);
/* The largest town or any country, region or area that a name can mean. NULL if it means none by itself. */
const struct atlas_place *find_first(const struct find *f, const struct cand *c);
/* Of token i, which may be outside the article: its kinds, whether it has this form, stands in c's sentence, has a capital there. */
uint32_t find_kinds(const struct find *f, int64_t i);
bool find_form(const struct find *f, int64_t i, const char *form);
bool find_inside(const struct find *f, const struct cand *c, int64_t i);
bool find_capital(const struct find *f, const struct cand *c, int64_t i);
int  find_preposition(const struct find *f, const struct cand *c);   /* what the preposition before is worth; above 20 it says where */
int32_t find_head(const struct find *f, const struct cand *c);   /* the token of the span whose head lies outside */
