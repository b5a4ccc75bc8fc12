/* query/ask.h: questions as SQL, and rows on their way out. Every question is a SELECT that streams; docs/store.md lists them. */
#pragma once
#include "dateline.h"

struct buf;
struct sqlite3_stmt;

enum query_base { QUERY_EVENTS, QUERY_STATEMENTS, QUERY_DYADS, QUERY_TALKS, QUERY_CHANGES, QUERY_PLAIN, QUERY_FAILURES };   /* what conditions may speak of */

struct query_select {
    const char *what;
    enum query_base base;
    const char *columns, *from, *order;    /* order: also the key of pages */
    bool bare;                             /* no header line, whatever the format */
    const char *format;                    /* the only format it is written in; NULL: any */
    const char *newest, *newest_after;     /* order with the newest first, and what holds for rows after the one with the id :page, :row */
    const char *newest_from;               /* then, if the planner needs to be told the order */
};
const struct query_select *query_named(const char *what);      /* NULL if there is none */

bool query_filters(enum query_base, size_t field);             /* is there a condition for that field of a question? */
bool query_pages(const struct query_select *);                 /* do its rows go on after one with an id? */
/* "2016-09-05"; of "2016-09" and "2016" the first day, or the last. False if it is none. */
bool query_day(const char *s, bool last, char out[12]);

/* Appends " WHERE ..." for the conditions that are set; values are bound by name with query_bind. */
void query_where(struct buf *sql, const struct query_select *, const struct dl_question *);
void query_bind(struct sqlite3_stmt *, const struct dl_question *);
/* The question as a prepared statement with its values; *limit is none of its business. False sets *err. */
bool query_prepare(struct dl_store *, const struct dl_question *, const struct query_select **, struct sqlite3_stmt **, struct dl_err *);
/* A SELECT of one's own from events e, with "?WHERE" where their conditions go (and articles a, if one is of them); NULL sets *err. */
struct sqlite3_stmt *query_events(struct dl_store *, const char *sql, const struct dl_question *, struct dl_err *);
struct sqlite3_stmt *query_statements(struct dl_store *, const char *sql, const struct dl_question *, struct dl_err *);    /* of statements s */
/* SELECT of counts by what the question names; false names the first word that is none. */
bool query_counts(struct buf *sql, const struct dl_question *, struct dl_err *);

void answer_columns(struct dl_answer *, struct sqlite3_stmt *, const struct query_select *);
bool answer_row(struct dl_answer *, struct sqlite3_stmt *);          /* false: nobody takes any more */
void answer_json(struct buf *, struct sqlite3_stmt *);               /* the row as a JSON object */

/* What a view says, and what it was asked. */
struct view { struct dl_store *store; const struct dl_question *q; struct buf *out; struct dl_err *err; bool year; };
typedef bool view_write(struct view *);
view_write view_facets, view_said, view_series, view_matrix, view_map, view_event, view_statement, view_today, view_talks, view_talk;
void view_period(struct view *);                                     /* "since", "until", "default_period" */
bool view_totals(struct view *);                                     /* an object of counts */
const char *view_name(const struct view *, const char *code);        /* for people; the code itself if it has none */
uint32_t view_limit(const struct view *, uint32_t usual, uint32_t most);
/* Finds the row "ARTICLE#e3" (letter e) of a table; 0 if there is none. */
int64_t view_row(struct view *, char letter);
/* "rows": those of the question, as they are, up to `limit`; then "next". */
bool view_rows(struct view *, const char *what, uint32_t limit);
void view_string(struct view *, const char *key, const char *value);
void view_int(struct view *, const char *key, int64_t value);
void view_column(struct view *, struct sqlite3_stmt *, int column);  /* key and value, by its type */

/* For dl_store_records: the words of a sentence, malloc'ed; NULL if the record has none of that number. */
struct query_sentence { uint32_t which; char *text; };
bool query_take_sentence(void *sentence, const char *id, const char *json, size_t n);
/* The first n cells of a row as members of a JSON object; lists are arrays. */
void answer_json_cells(struct buf *, struct sqlite3_stmt *, int n);
