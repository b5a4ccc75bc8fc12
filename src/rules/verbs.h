/* rules/verbs.h: verb dictionaries of the PETRARCH programs, read as a lab has them and matched on our trees.
 *
 * Both dialects: PETRARCH 1's patterns are words in a row around the verb, with gaps; PETRARCH 2's are nouns and prepositional phrases
 * before and behind it. Nothing in such a file is fatal: what cannot be read is a note with file and line. Const once open. */
#pragma once
#include "dateline.h"

struct arena;
struct grove;
struct verbs;
struct verbs_counts { uint32_t sets, verbs, patterns, transformations, notes; };
typedef void verbs_note(void *with, const char *file, uint32_t line, const char *text);

/* Reads the files of `dir` that hold verb patterns, by content; note may be NULL. NULL: none does, or *err is set. */
struct verbs *verbs_open(const char *dir, verbs_note *note, void *with, struct verbs_counts *counts, struct dl_err *err);
/* The same for one dictionary in memory; never NULL. */
struct verbs *verbs_parse(const char *name, const char *bytes, size_t n, verbs_note *note, void *with, struct verbs_counts *counts);
void     verbs_close(struct verbs *v);                                /* NULL is fine */
uint64_t verbs_hash(const struct verbs *v);                           /* of all bytes that were read */

struct verbs_match {
    const char *id, *file;         /* "petrarch/BEEF_UP"; the line is the pattern's, else the verb's */
    uint32_t line;
    const char *code, *back;       /* source to target; target to source: "" if none. "---": the event is suppressed */
    bool by_pattern;               /* false: the verb alone */
    int32_t source, target;        /* words where the pattern names them ("$", "+"; both in a "%"), -1 */
};
/* The words of an article as the dictionary spells them; dies with the arena. */
struct verbs_text;
struct verbs_text *verbs_text_new(const struct verbs *v, const struct grove *g, struct arena *a);
/* What the dictionary says of the verb at a token. False: nothing. */
bool verbs_match(const struct verbs_text *text, int32_t token, struct verbs_match *out);
