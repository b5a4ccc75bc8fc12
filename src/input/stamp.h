/* input/stamp.h: the day in a date as machines and mastheads write it. */
#pragma once
#include "dateline.h"

/* 1 to 12 for a month's name or its first letters, in any case ("Sept"); 0 for another word. */
int stamp_month(const char *word, size_t n);

/* The day of "2016-09-05T22:10:00+08:00", "20160905T221000Z", "Mon, 05 Sep 2016 22:10:00 GMT", "September 5, 2016 Monday",
 * "5.9.2016 22:10" as it stands there, whatever the zone: "2016-09-05"; of "1473113400" and
 * "1473113400000" the day in UTC. False and "" if there is none, or if day and month
 * cannot be told apart. */
bool stamp_day(const char *s, char day[12]);
