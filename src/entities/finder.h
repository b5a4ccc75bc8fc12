/* entities/finder.h: what the files of this room share while one article is read. Private to the room. */
#pragma once
#include "base/arena.h"
#include "base/table.h"
#include "entities/entities.h"
#include "entities/knowledge.h"

#define NOBODY UINT32_MAX

/* Classes of words in data/en/mentions.tsv. X(class) */
#define WORD_CLASSES(X)                                                                              \
    X(honorific)   /* "Mr", "Sheikh": before a name, tells no office */                              \
    X(former)      /* "former", "late": the office is no longer held */                              \
    X(later)       /* "next", "designate": it is not held yet */                                     \
    X(institution) /* "ministry", "army": the phrase names an organization, not people */            \
    X(orgnoun)     /* "Council", "Corp": an unknown name with it is an organization */               \
    X(pair)        /* "leaders", "sides": with "two" or "both" those spoken of; value: what they are */ \
    X(own)         /* "country", "nation": the state spoken of */                                    \
    X(nobody)      /* "residents", "sources": the next ones need not be the same */                  \
    X(relay)       /* "spokesman": takes the code of those he speaks for */                          \
    X(thing)       /* "Mount", "Flight", "City": no person and no organization is called so */          \
    X(abroad)      /* "foreign", "other": not those of the country the report comes from */            \
    X(relation)    /* "neighbour", "ally": not of the country of the one it is said of */ \
    X(kin)         /* "father": of the country of the one whose he is */ \
    X(generic)     /* "group", "movement": whatever body was last spoken of */ \
    X(official)    /* "state": media of the state are those of the report's country */                     \
    X(cabinet)     /* a country led by its head of government, by code */                              \
    X(household)   /* "Netanyahu's office": speaks for the one it belongs to */                         \
    X(idle)        /* "market": with no country nobody who acts */                                      \
    X(bond)        /* "U.S.-led": what stands before the hyphen is whose it is; not so "U.S.-backed" */  \
    X(scenery)     /* "Persian Gulf", "Vietnam War": the country before it is not meant */               \
    X(vague)       /* "ruler": may be said of many; never the holder of an office unless named before */ \
    X(rule)        /* "administration": what is named after the one who governs */                      \
    X(counterpart) /* "counterpart": holds abroad the office of the one it is said of */                \
    X(pronoun)     /* value: he she it they who */                                                     \
    X(sole)        /* "State Department": one country's alone, wherever the report comes from */          \
    X(part)        /* "members", "number": with "of", people of those that follow */                      \
    X(one)         /* "one of his critics, X" is X */                                                   \
    X(speech)      /* "say": a name of two plain words that does so is somebody's */                      \
    X(mutual)      /* "agree", "between": what two sides do together or to each other */                \
    X(umpire)      /* "mediators", "mediate": between the sides, no side */                                        \
    X(holders)     /* "top diplomats": with an owner, those who hold the office in value */            \
    /* small words */                                                                               \
    X(of) X(inside) X(to) X(with) X(belongs) X(portfolio) X(partner) X(nearby) X(locative) X(outward) X(sending) X(airs) \
    X(sovereign) X(statehood) X(polity) X(nostate) X(states)   /* "foreign minister", "president", "Republic", "Western": see newlands.c */ \
    X(ethnic) X(indefinite) X(definite) X(two) X(small) X(joint) X(not)                              \
    X(female) X(male)                                                                                \
    X(given)       /* a given name, from data/en/given.tsv */
enum word_class {
#define X(name) WORD_##name,
    WORD_CLASSES(X)
#undef X
    N_WORD_CLASSES
};
struct word { const char *key, *value; uint8_t class, gender; uint32_t next; };

enum land_form { LAND_NAME, LAND_ADJECTIVE, LAND_PERSON, LAND_PEOPLE, LAND_CAPITAL, LAND_REGION };
/* A word of a country: "Russia", "Russian", "a Dane", "Danes", "Moscow". */
struct land { const char *code, *name, *twin; uint8_t form; bool capitals; int32_t first_day, last_day; };   /* twin: a country with a region of this name */
struct land_word { const char *key; struct land land; uint32_t next; };

/* States under one name: "P5+1". next: 1 + the next that begins with the same byte. */
struct set { const char *name, **member; size_t n_bytes; uint32_t n, next; };

struct entities {
    const struct knowledge *k;
    struct arena *arena;
    VEC(struct word) word;
    uint32_t *word_slot;                                /* (WORD_SLOTS) */
    VEC(struct land_word) land;
    uint32_t *land_slot;                                /* (LAND_SLOTS) */
    struct table lands;
    VEC(struct set) set;
    uint32_t set_of[256];                               /* by first byte: 1 + the last */
};

/* A name of the tables, at tokens [first, last]. */
struct hit {
    int32_t first, last;
    struct known known;         /* row NULL for a word of a country */
    const char *land;           /* code of the country or territory that the words name, NULL */
    uint8_t form;               /* enum land_form */
    const char *twin;           /* "Georgia": the other country that has a region of the name */
};

/* How far a reader looks back, in words and in entities: bounds the cost of an article as long as a book. */
enum { FAR_TOKENS = 12000, FAR_ENTITIES = 2000 };
enum { MAX_NOUNS = 6, MAX_ROLES = 4 };

/* An entity with what only the linking needs. */
struct draft {
    struct dl_entity e;
    const char *words;          /* key of its name: "barack obama" */
    const struct known_row *row;    /* of a group of the tables */
    const char *alias;          /* key of its acronym; NULL */
    uint32_t same;              /* 1 + the entity that took its mentions; 0 */
    const char *noun[MAX_NOUNS];    /* nouns that described it: "president", "spokesman" */
    const char *role[MAX_ROLES];    /* "HOS": offices it holds or was given */
    uint32_t n_nouns, n_roles;
    bool printed;               /* the name is as the article prints it in full */
};

enum taken { FREE, IN_TITLE, IN_NAME };

struct finder {
    const struct entities *t;
    struct dl_article *art;
    struct arena *a;
    int32_t day;                /* DL_NO_DAY if the article has none */
    int32_t *child, *sibling;   /* first child of a token, next child of the same head; -1 */
    int32_t *left, *right;      /* ends of a token's subtree */
    int32_t *hit_at;            /* the hit over a token, -1 */
    int32_t *mention_at;        /* the mention whose head a token is, -1 */
    uint8_t *taken;             /* enum taken: words inside a name or title are nobody else's */
    VEC(struct hit) hit;
    VEC(struct draft) draft;
    VEC(struct dl_mention) mention;
    VEC(const char *) code;     /* the country and organization codes, cut to three letters, that the article names */
    const char *context;        /* the country the report comes from or is about; NULL */
    bool afar;                  /* it comes from there, but is about several others, */
    const char *about;          /* one of them much more than any other, or NULL */
    bool named;                 /* context is but the country named most */
    VEC(struct land_word) newland;      /* states that no table knows */
    bool lands_only;            /* the gazetteer looks for countries alone */
};

/* A noun phrase around its head: tokens [first, last], what of it is a name, what an agent noun. */
struct phrase {
    int32_t head, first, last;
    int32_t name_first, name_last;      /* -1: no name */
    int32_t noun_first, noun_last;      /* -1: no agent noun; "foreign minister" */
    struct known noun;                  /* its row */
    const char *country;                /* of a modifier; NULL */
    const char *principal;              /* code of the organization it belongs to: "AFGREB"; NULL */
    int32_t cut, cut_first;             /* "and" that parts it from another name, which begins at cut_first; -1 */
    int32_t owner;                      /* token of a possessor that is a pronoun or a person, -1 */
    bool definite, indefinite, plural, former, later, counted, honorific, title;
    uint8_t gender;
};

/* phrase.c */
void phrase_tree(struct finder *f);
bool phrase_is_head(const struct finder *f, int32_t token);
void phrase_read(const struct finder *f, int32_t head, struct phrase *p);
void phrase_of_hit(const struct finder *f, const struct hit *h, int32_t head, struct phrase *p);
/* The name that stands before the "and" a phrase was cut at: "President Reagan" and Soviet leader Gorbachev. */
bool phrase_before_cut(const struct finder *f, const struct phrase *p, struct phrase *q);
/* A preposition of the class stands before the phrase of this head. */
bool phrase_under(const struct finder *f, int32_t token, enum word_class class);
bool phrase_is(const struct finder *f, int32_t token, enum word_class class);
enum { PHRASE_KEY = 256 };
/* Tokens [first, last] as they are printed, line breaks as spaces. */
const char *phrase_text(const struct finder *f, int32_t first, int32_t last);
/* Their key; "" if too long. */
bool phrase_bound_away(const struct finder *f, const struct hit *h);     /* "Russian" in "Russian-backed" */
const char *phrase_key(const struct finder *f, int32_t first, int32_t last, char out[PHRASE_KEY]);
bool phrase_has(const struct finder *f, int32_t first, int32_t last, enum word_class class);

static inline const struct dl_sentence *sentence_of(const struct finder *f, int32_t token)
{
    const struct dl_sentence *s = f->art->sentence;
    while ((int32_t)(s->first + s->n) <= token)
        s++;
    return s;
}

/* gazetteer.c */
/* Countries alone, or all names. */
void gazetteer_find(struct finder *f, bool lands_only);
bool gazetteer_agent(const struct finder *f, int32_t first, int32_t last, struct known *out);
const char *gazetteer_beside(const struct finder *f, int32_t head);        /* code of the land that its sentence names last before the word, else first behind it; NULL */

/* lexicon.c */
bool  lexicon_open(struct entities *t, const char *data_dir, struct dl_err *err);
const struct word *lexicon_word(const struct entities *t, const char *key, enum word_class class);
bool lexicon_is_surname(const struct entities *t, const char *key);
/* The holder of a surname or an office on a day; NULL if several countries fit. country and role may be NULL. */
const struct known_row *lexicon_surname(const struct entities *t, const char *key, const char *role, const char *country, int32_t day);
/* Who leads a country on the day: its leader by rank, else the head of state, or of government where that is who leads. */
const struct known_row *lexicon_head(const struct entities *t, const char *country, int32_t day);
/* Without a day: the last head of a state or its government of that surname, if all who held office under it are of one country. */
const struct known_row *lexicon_any_head(const struct entities *t, const char *key);
/* strict: one of the very highest offices in the world, whose surname nobody else in such an office bears. */
const struct known_row *lexicon_in_office(const struct entities *t, const char *key, int32_t day, bool (*named)(const void *arg, const struct known_row *row), const void *arg,
                                          bool strict);
const struct known_row *lexicon_holder(const struct entities *t, const char *country, const char *role, int32_t day);

/* lands.c */
bool  lands_open(struct entities *t, const char *data_dir, struct dl_err *err);
bool  lands_find(const struct entities *t, const char *key, int32_t day, struct land *out);
const char *lands_name(const struct entities *t, const char *code);

/* sets.c */
bool  sets_open(struct entities *t, const char *data_dir, struct dl_err *err);
void  sets_find(struct finder *f);

/* entity.c */
/* The first entity and the first token that one who looks back from here still sees. */
static inline uint32_t far_entity(const struct finder *f) { return f->draft.n > FAR_ENTITIES ? f->draft.n - FAR_ENTITIES : 0; }
static inline int32_t far_back(int32_t token) { return token > FAR_TOKENS ? token - FAR_TOKENS : 0; }
static inline int32_t far_ahead(const struct finder *f, int32_t token)
{
    int32_t n = (int32_t)f->art->n_tokens;
    return n - token > FAR_TOKENS ? token + FAR_TOKENS : n;
}
uint32_t entity_new(struct finder *f, enum dl_entity_kind kind, const char *name, const char *words);
void     entity_code(struct finder *f, uint32_t entity, const char *country, const char *sectors);
void     entity_whole_code(struct finder *f, uint32_t entity, const char *code);
bool     entity_is_sector(const char *code);
void     entity_of_phrase(struct finder *f, uint32_t entity, const struct phrase *p, const char *country, const char *sectors);
void     entity_described(struct finder *f, uint32_t entity, const struct phrase *p);
void     entity_role(struct draft *d, const char *role);
bool     entity_has_role(const struct draft *d, const char *role);
uint32_t entity_known(struct finder *f, const struct known *known, const char *name, const char *words);
uint32_t entity_person(struct finder *f, const struct known *known);
uint32_t entity_country(struct finder *f, const char *code);
/* A region that is spoken of by itself: "Chechnya" is no mention of Russia. */
uint32_t entity_region(struct finder *f, const char *code, const char *name);
uint32_t entity_land(struct finder *f, const struct hit *h);
int32_t  entity_mention(struct finder *f, uint32_t entity, int32_t head, int32_t first, int32_t last, enum dl_mention_kind kind, enum dl_basis basis);

/* The entity of a body of the tables at a hit. */
uint32_t mentions_known(struct finder *f, const struct hit *h);

/* A name that is not given in full; false if nobody is meant for sure. */
bool shortnames_link(struct finder *f, const struct phrase *p);

/* names.c's neighbours: mentions.c introduces those with names, coref.c finds who is meant again. */
void mentions_find(struct finder *f);
void coref_find(struct finder *f);
/* newlands.c: between the two passes of the gazetteer. */
void newlands_find(struct finder *f);
bool newlands_is(const struct finder *f, const char *key, struct land *out);
const char *newlands_name(const struct finder *f, const char *code);

/* outlets.c: is the phrase the name of a medium? Then it has become a mention of one. */
bool outlets_name(struct finder *f, const struct phrase *p);
/* service.c: after both, when the bodies have their sides. */
void service_find(struct finder *f);
/* sides.c: after both. */
void sides_find(struct finder *f);
/* titles.c: between the two, then after them at each token. */
void titles_find(struct finder *f);
void titles_share(struct finder *f, int32_t part);
void titles_kin(struct finder *f, int32_t kin);
