/* entities/knowledge.h: who somebody is on a day, and which line of our tables says so.
 *
 * All tables of data/en that name actors are read at open (about 40,000 lines); const afterwards.
 * A person has the sectors of an office only inside its term. Later he is a public figure (ELI) of his
 * country, never its government; before his first office he is of the country and nothing more. */
#pragma once
#include "dateline.h"

enum known_kind { KNOWN_STATE, KNOWN_METONYM, KNOWN_GROUP, KNOWN_PERSON, KNOWN_AGENT };
enum known_term { KNOWN_BEFORE, KNOWN_AFTER, KNOWN_DURING };

/* One line of a table. Strings live as long as the knowledge; "" if the line leaves them out. */
struct known_row {
    const char *name, *code;       /* code: whole for groups, country for people, NULL for agents */
    const char *sectors, *office;  /* of people and agents */
    int32_t first_day, last_day;   /* the term, read generously; INT32_MIN and INT32_MAX if open */
    const char *file;
    uint32_t line, rank, next;     /* rank: place of the role in roles.tsv; next: private */
    uint8_t kind;                  /* enum known_kind */
};

struct known {
    const struct known_row *row;   /* the row that decided */
    char code[32];                 /* "RUSGOV"; "~GOV" for an agent, who has no country */
    uint8_t term;                  /* enum known_term */
};

struct knowledge;
struct knowledge *knowledge_open(const char *data_dir, struct dl_err *err);   /* NULL sets *err: file and line */
void              knowledge_close(struct knowledge *k);                       /* NULL is fine */
/* day DL_NO_DAY: at any time. False if nobody of that name is known, or if people of several countries share it and the day does not tell. */
bool              knowledge_find(const struct knowledge *k, const char *name, size_t n, int32_t day, struct known *out);
/* All rows, in the order of the tables. */
const struct known_row *knowledge_rows(const struct knowledge *k, uint32_t *n);
/* The same for a key made by utf8_key, no respelling, and only rows whose kind is a bit of `kinds`; of namesakes that
 * of the country `near` (NULL: none) goes first. Cheap. */
bool knowledge_key(const struct knowledge *k, const char *key, uint32_t kinds, const char *near, int32_t day, struct known *out);
