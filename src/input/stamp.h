/* input/stamp.h: the day in a date as feeds, wires, exports, web servers, pages and mastheads write it. */
#pragma once
#include "dateline.h"

/* How dates are written where they come from. */
struct stamp_style {
    char lang[4];                              /* "pt"; "" if it is not known */
    enum { STAMP_ANY_ORDER, STAMP_DAY_FIRST, STAMP_MONTH_FIRST } order;        /* of 05/09/2016 */
    int year;                                  /* of a date without one; 0: such is no date */
};

/* 1 to 12 for a month's name or its short form, in any case, in English or another language; 0 for another word. */
int stamp_month(const char *word, size_t n);

/* The day of "2016-09-05T22:10:00+08:00", "20160905T221000Z", "Mon, 05 Sep 2016 22:10:00 GMT", "September 5, 2016 Monday", "5 de septiembre de 2016",
 * "5.9.2016 22:10", "2016年9月5日" as it stands there, whatever the zone: "2016-09-05"; of "1473113400" and "1473113400000" the day in
 * UTC. Of several dates it is the first. False and "" if there is none, or if day and month cannot be told apart. */
bool stamp_day(const char *s, char day[12]);
bool stamp_day_in(const char *s, const struct stamp_style *, char day[12]);
