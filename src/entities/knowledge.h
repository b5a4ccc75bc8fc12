/* entities/knowledge.h: who somebody is on a day, and which line of our tables says so.
 *
 * All tables of data/en that name actors, compiled by the build into one file that is mapped at open (a few milliseconds);
 * without that file they are read and compiled in memory. A user's tables and PETRARCH dictionaries lie on top. Const once open.
 * A person has the sectors of an office only inside its term. Later he is a public figure (ELI) of his
 * country, never its government; before his first office he is of the country and nothing more. */
#pragma once
#include "dateline.h"

enum known_kind { KNOWN_STATE, KNOWN_METONYM, KNOWN_GROUP, KNOWN_PERSON, KNOWN_AGENT, KNOWN_COUNTRY };
enum known_term { KNOWN_BEFORE, KNOWN_AFTER, KNOWN_DURING };
/* How a word of a country names it: "France", "French", "a Frenchman", "Frenchmen", "Paris". FORM_NONE: no country. */
enum known_form { FORM_NONE, FORM_NAME, FORM_ADJECTIVE, FORM_DEMONYM, FORM_DEMONYMS, FORM_CAPITAL };

/* One line of a table. Strings live as long as the knowledge; "" if the line leaves them out. */
struct known_row {
    const char *name, *code;       /* code: whole for groups, country for people, NULL for agents */
    const char *sectors, *office;  /* of people and agents */
    const char *role;              /* of people: "HOS" */
    const char *sort;              /* the kind of a group ("armed") or country ("state", "territory", "former", "region"); number of an agent ("plural") */
    int32_t first_day, last_day;   /* the term, read generously; INT32_MIN and INT32_MAX if open */
    const char *file;
    uint32_t line, rank, next;     /* rank: place of the role in roles.tsv; next: private */
    uint8_t kind;                  /* enum known_kind */
};

struct known {
    const struct known_row *row;   /* the row that decided */
    char code[32];                 /* "RUSGOV"; "~GOV" for an agent, who has no country */
    uint8_t term;                  /* enum known_term */
    uint8_t form;                  /* enum known_form */
    bool surname;                  /* knowledge_ask had nothing but a surname */
};

struct knowledge;
struct knowledge *knowledge_open(const char *data_dir, struct dl_err *err);   /* NULL sets *err: file and line */
/* The same with a user's own tables (own_dir) and PETRARCH dictionaries on top; either may be NULL. */
struct knowledge *knowledge_open_with(const char *data_dir, const char *own_dir, const char *petrarch_dir, struct dl_err *err);
void              knowledge_close(struct knowledge *k);                       /* NULL is fine */
/* SHA-256 over what was opened, in hexadecimal. */
const char       *knowledge_hash(const struct knowledge *k);
/* day DL_NO_DAY: at any time. False if nobody of that name is known, or if people of several countries share it and the day does not tell. */
bool              knowledge_find(const struct knowledge *k, const char *name, size_t n, int32_t day, struct known *out);
/* All rows, in the order of the tables. Fills them all; to look at a few, ask for those. */
const struct known_row *knowledge_rows(const struct knowledge *k, uint32_t *n);
/* The same for a key made by utf8_key, no respelling, and only rows whose kind is a bit of `kinds`; of namesakes that
 * of the country `near` (NULL: none) goes first. Cheap. */
bool knowledge_key(const struct knowledge *k, const char *key, uint32_t kinds, const char *near, int32_t day, struct known *out);
/* Who is called by this surname (a key) and holds an office on the day: of `country` and in `role` unless they are NULL.
 * False if people of two names fit. */
bool knowledge_surname(const struct knowledge *k, const char *key, const char *role, const char *country, int32_t day, struct known *out);
/* The rows of people whose surname this is (a key), in any spelling of the tables: one each time, then NULL. Start with {0}. */
struct bearer { uint32_t layer, entry, row; };
const struct known_row *knowledge_bearer(const struct knowledge *k, const char *key, struct bearer *b);
/* The same of people by the first spelling of their name: surname, last two words of the name, of a ruler the first name too; in the order of the tables.
 * And of all people whose country this is (a code). */
const struct known_row *knowledge_holder(const struct knowledge *k, const char *key, struct bearer *b);
const struct known_row *knowledge_compatriot(const struct knowledge *k, const char *country, struct bearer *b);
/* The rows of a kind, in the order of the tables: one each time, then NULL. Start with *at = 0. */
const struct known_row *knowledge_of_kind(const struct knowledge *k, enum known_kind kind, uint32_t *at);
/* What a phrase of a country, an office and perhaps a name tells: "Russian foreign minister", "President Putin",
 * "the president of Iran", "former Polish president". False unless every word is accounted for. */
bool knowledge_phrase(const struct knowledge *k, const char *phrase, size_t n, int32_t day, struct known *out);
/* What somebody who asks is told: knowledge_find, with namesakes of `country` (NULL: not known) first; the one in office there of that surname;
 * knowledge_phrase; last, with no country, the head of state or government whose surname nobody else in office bears that day. */
bool knowledge_ask(const struct knowledge *k, const char *name, size_t n, const char *country, int32_t day, struct known *out);

/* A word of a country, from its key. capitals: the text has it in capital letters ("US", which "us" is not). */
bool knowledge_country(const struct knowledge *k, const char *key, bool capitals, int32_t day, struct known *out);
/* The longest words of a country that begin at tok[0]; returns how many of the n tokens they are, 0 if none. Names begin
 * with a capital: no "turkey", no "polish". */
struct dl_token;
uint32_t knowledge_country_at(const struct knowledge *k, const char *text, const struct dl_token *tok, uint32_t n, int32_t day, struct known *out);

/* Compares the file that was mapped with the SHA-256 in its head, which opening does not: it looks at no more than the head. */
bool knowledge_verify(const struct knowledge *k, struct dl_err *err);

/* Compiles the tables of data_dir into *out, as knowledge_open maps them. */
struct buf;
bool knowledge_compile(const char *data_dir, struct buf *out, struct dl_err *err);
/* Opens compiled bytes that stay with the caller, 8-aligned. */
struct knowledge *knowledge_view(const void *bytes, size_t n, const char *name, struct dl_err *err);
