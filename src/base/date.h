/* base/date.h: the proleptic Gregorian calendar as days since 1970-01-01. */
#pragma once
#include "dateline.h"

struct ymd { int year, month, day; };

int32_t    day_of(int year, int month, int day);          /* DL_NO_DAY if there is no such date */
struct ymd day_ymd(int32_t day);
int        day_weekday(int32_t day);                      /* 1 = Monday ... 7 = Sunday */
int        month_days(int year, int month);
/* "2016-09-05", "2016-09", "2016" -> first and last day; false if it is none of these. */
bool       day_parse(const char *iso, int32_t *first, int32_t *last);
void       day_format(int32_t day, char out[12]);         /* "2016-09-05"; "" for DL_NO_DAY */
void       day_iso_week(int32_t day, int *year, int *week);
int32_t    day_of_iso_week(int year, int week);           /* its Monday */
