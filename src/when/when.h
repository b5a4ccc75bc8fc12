/* when/when.h: the dates, times, durations and sets of an article, as TIMEX3 values on a calendar. */
#pragma once
#include "dateline.h"

struct arena;
struct when_tables;
struct when_tables *when_open(const char *data_dir, struct dl_err *err);   /* reads data/en/time.tsv; NULL sets *err */
void when_close(struct when_tables *);                                     /* NULL is fine */
/* Fills art->time, sorted by span. Weekdays need the tags and heads of syntax; the anchor is the dateline's date, else the publication's. */
void when_find(const struct when_tables *, struct dl_article *art, struct arena *arena);
