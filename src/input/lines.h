/* input/lines.h: archives that are plain text, line by line: what LexisNexis and Factiva export. */
#pragma once
#include "dateline.h"

struct arena;
struct input_source;

struct line { const char *s; uint32_t n; };            /* without white space at its ends */

struct lines {
    const char *s;                                     /* UTF-8 */
    size_t n, at;                                      /* at: where the next line begins */
    uint64_t line;                                     /* of the line last read, from 1 */
};

/* The whole source in UTF-8, which lives in the arena if it was not so already. */
struct lines lines_open(const struct input_source *, uint32_t *notes, struct arena *);
bool lines_next(struct lines *, struct line *);        /* false at the end */
bool line_is(struct line, const char *words);          /* the same but for the case of letters; words are in small ones */
bool line_begins(struct line, const char *words);      /* so, too */
/* What data/en/input/exports.tsv calls that: is line one of the words of a place, or does it begin with one? */
bool line_is_one(struct line, const char *place);
/* "BYLINE: ...": the bytes of "BYLINE:", and what the field is; 0 if the line begins with none of the place. */
uint32_t line_field(struct line, const char *place, const char **is);
/* "3 of 20 DOCUMENTS", "Dokument 3 von 20". */
bool line_numbers(struct line, unsigned *number, unsigned *of);
/* The bytes of "Document " before what may be its number in an archive; 0 for another line. */
uint32_t line_document(struct line);
/* The number before "words" of a line that says no more: "1,204 words", "1.204 Wörter"; -1 for another line. */
int32_t line_words(struct line);
bool line_day(struct line, char day[12]);              /* a short line with a date in it */
const char *line_text(struct line, struct arena *);
uint32_t count_words(const char *s, size_t n);
/* Words that lie between these two offsets of s, joined with one space: a value over several lines. */
const char *lines_joined(const char *s, size_t from, size_t to, struct arena *);
