/* base/date.c: civil days, after the well-known era arithmetic (400-year cycles from March). */
#include "base/date.h"

#include <stdio.h>
#include <string.h>

#include "base/banned.h"

static bool leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    return days[month - 1] + (month == 2 && leap(year));
}

int32_t day_of(int year, int month, int day)
{
    if (year < -9999 || year > 9999 || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
        return DL_NO_DAY;
    int y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400, doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

struct ymd day_ymd(int32_t day)
{
    int z = day + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int month = mp < 10 ? mp + 3 : mp - 9;
    return (struct ymd){yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

int day_weekday(int32_t day) { return ((day % 7 + 7 + 3) % 7) + 1; }

static bool digits(const char *s, int n, int *out)
{
    *out = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        *out = *out * 10 + (s[i] - '0');
    }
    return true;
}

bool day_parse(const char *iso, int32_t *first, int32_t *last)
{
    int y, m = 1, d = 1;
    size_t n = strlen(iso);
    if (n < 4 || !digits(iso, 4, &y))
        return false;
    bool has_month = n >= 7 && iso[4] == '-' && digits(iso + 5, 2, &m);
    bool has_day = has_month && n >= 10 && iso[7] == '-' && digits(iso + 8, 2, &d);
    if (n != (has_day ? 10u : has_month ? 7u : 4u) && !(has_day && (iso[10] == 'T' || iso[10] == ' ')))
        return false;
    *first = day_of(y, m, d);
    *last = day_of(y, has_month ? m : 12, has_day ? d : month_days(y, has_month ? m : 12));
    return *first != DL_NO_DAY && *last != DL_NO_DAY;
}

void day_format(int32_t day, char out[12])
{
    out[0] = 0;
    if (day == DL_NO_DAY)
        return;
    struct ymd d = day_ymd(day);
    if (d.year >= 0 && d.year <= 9999)
        snprintf(out, 12, "%04u-%02u-%02u", (unsigned)d.year % 10000u, (unsigned)d.month % 100u, (unsigned)d.day % 100u);
}

void day_iso_week(int32_t day, int *year, int *week)
{
    int32_t thursday = day - day_weekday(day) + 4;
    *year = day_ymd(thursday).year;
    *week = (thursday - day_of(*year, 1, 1)) / 7 + 1;
}

int32_t day_of_iso_week(int year, int week)
{
    int32_t jan4 = day_of(year, 1, 4);
    return jan4 - day_weekday(jan4) + 1 + (week - 1) * 7;
}
