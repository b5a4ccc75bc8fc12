/* entities/petrarch.h: dictionaries of the TABARI and PETRARCH programs: actors, agents, issues, discards.
 *
 * Nothing in such a file is fatal: what cannot be read is a note with file and line, and reading goes on. Comments, blanks,
 * several restrictions on a line, dates of six and eight digits, substitution sets and stray bytes are read as in the wild. */
#pragma once
#include "dateline.h"
#include "base/arena.h"

typedef void petrarch_note(void *with, const char *file, uint32_t line, const char *text);

/* A code and the days it holds; both ends INT32_MIN / INT32_MAX: the default. code "": the null code [---]. */
struct petrarch_code { const char *code; int32_t first_day, last_day; };

enum petrarch_kind { PETRARCH_ACTORS, PETRARCH_AGENTS, PETRARCH_ISSUES, PETRARCH_DISCARDS, PETRARCH_N_KINDS };
/* One record: a phrase with its synonyms (of an agent: its plurals, from name[n_singular] on), dated codes first, in order of the file. */
struct petrarch_record {
    const char *file;
    uint32_t line;
    enum petrarch_kind kind;
    VEC(const char *) name;
    VEC(struct petrarch_code) code;
    uint32_t n_singular;
    const char *category;          /* of an issue */
    bool whole_story;              /* of a discard or an issue's "~~" */
};
typedef void petrarch_take(void *with, const struct petrarch_record *record);

/* Where records and notes go. counts: records read by kind. only: the kinds to read of a folder, a bit 1u << kind each; 0: all. */
struct petrarch { petrarch_take *take; petrarch_note *note; void *with; uint32_t counts[PETRARCH_N_KINDS], notes, only; };

void petrarch_parse(struct petrarch *p, enum petrarch_kind kind, const char *path, const char *bytes, size_t n);
/* Every dictionary in a folder, by the words in its file names. False if the folder cannot be listed or holds none. */
bool petrarch_folder(struct petrarch *p, const char *dir, struct dl_err *err);
