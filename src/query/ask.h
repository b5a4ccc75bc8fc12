/* query/ask.h: questions as SQL, and rows on their way out. Every question is a SELECT that streams; docs/store.md lists them. */
#pragma once
#include "dateline.h"

struct buf;
struct sqlite3_stmt;

enum query_base { QUERY_EVENTS, QUERY_STATEMENTS, QUERY_DYADS, QUERY_PLAIN };   /* what conditions may speak of */

struct query_select {
    const char *what;
    enum query_base base;
    const char *columns, *from, *order;    /* order: also the key of pages */
    bool bare;                             /* no header line, whatever the format */
    const char *format;                    /* the only format it is written in; NULL: any */
};
const struct query_select *query_named(const char *what);      /* NULL if there is none */

/* Appends " WHERE ..." for the conditions that are set; values are bound by name with query_bind. */
void query_where(struct buf *sql, const struct query_select *, const struct dl_question *);
void query_bind(struct sqlite3_stmt *, const struct dl_question *);
/* SELECT of counts by what the question names; false names the first word that is none. */
bool query_counts(struct buf *sql, const struct dl_question *, struct dl_err *);

void answer_columns(struct dl_answer *, struct sqlite3_stmt *, const struct query_select *);
void answer_row(struct dl_answer *, struct sqlite3_stmt *);
