/* input/stamp.c: dates of feeds, wires, archives and pages. Times and zones are passed over: the day as printed is the day. */
#include "input/stamp.h"

#include <string.h>

#include "base/date.h"
#include "base/banned.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

int stamp_month(const char *word, size_t n)
{
    static const char *const names[] = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december"};
    for (int m = 0; n >= 3 && m < 12; m++) {
        size_t i = 0;
        while (i < n && names[m][i] && (word[i] | 32) == names[m][i])
            i++;
        if (i == n)
            return m + 1;
    }
    return 0;
}

/* The digits at s as a number, and how many they are. */
static int number(const char *s, int *n)
{
    int v = 0;
    for (*n = 0; is_digit(s[*n]) && *n < 9; ++*n)
        v = v * 10 + (s[*n] - '0');
    return v;
}

static bool is_year(int v) { return v >= 1800 && v <= 2200; }

/* Seconds (10 figures) or milliseconds (13) since 1970 and nothing else: the day in UTC. */
static bool epoch(const char *s, struct ymd *d)
{
    size_t n = strspn(s, "0123456789");
    if ((n != 10 && n != 13) || s[n + strspn(s + n, " \t\r\n\"'")])
        return false;
    int64_t seconds = 0;
    for (int i = 0; i < 10; i++)
        seconds = seconds * 10 + (s[i] - '0');
    *d = day_ymd((int32_t)(seconds / 86400));
    return true;
}

/* "2016-09-05", "2016/9/5", "20160905", "5.9.2016", "9/25/2016". */
static bool figures(const char *s, struct ymd *d)
{
    int n, v[3], len[3], at = 0;
    v[0] = number(s, &n);
    if (n == 8 && is_year(v[0] / 10000)) {
        *d = (struct ymd){v[0] / 10000, v[0] / 100 % 100, v[0] % 100};
        return true;
    }
    for (int i = 0; i < 3; i++) {
        v[i] = number(s + at, &len[i]);
        at += len[i];
        if (!len[i] || len[i] == 3 || len[i] > 4 || (i < 2 && (!s[at] || !strchr("-/.", s[at]))))
            return false;
        at += i < 2;
    }
    if (len[0] == 4)
        *d = (struct ymd){v[0], v[1], v[2]};
    else if (len[2] == 4 && (v[0] > 12 || v[0] == v[1]))
        *d = (struct ymd){v[2], v[1], v[0]};
    else if (len[2] == 4 && v[1] > 12)
        *d = (struct ymd){v[2], v[0], v[1]};
    else
        return false;
    return true;
}

/* A month in words with a day beside it and a year: "05 Sep 2016", "Sept. 5, 2016"; "05 Sep 16" of old mail, too. */
static bool worded(const char *s, struct ymd *d)
{
    int before = 0, month = 0, day = 0, year = 0, n;
    for (bool start = true; *s && !(month && day && year); start = !is_letter(*s) && !is_digit(*s), s += *s != 0) {
        if (!start)
            continue;
        if (is_letter(*s)) {
            size_t len = 0;
            while (is_letter(s[len]))
                len++;
            int m = month ? 0 : stamp_month(s, len);
            if (m) {
                month = m;
                day = before;
            }
            s += len - 1;
        } else if (is_digit(*s)) {
            int v = number(s, &n);
            bool clock = s[n] == ':';
            if (clock)
                s += strspn(s, "0123456789:.") - 1;
            else if (n == 4 && is_year(v))
                year = v;
            else if (n == 2 && month && day && !year)
                year = v + (v < 70 ? 2000 : 1900);
            else if (n <= 2 && v >= 1 && v <= 31)
                *(month ? &day : &before) = v;
            if (!clock)
                s += n - 1;
        }
    }
    *d = (struct ymd){year, month, day};
    return month && day && year;
}

bool stamp_day(const char *s, char day[12])
{
    struct ymd d;
    *day = 0;
    s += strspn(s, " \t\r\n\"'");
    if (epoch(s, &d) || figures(s, &d) || worded(s, &d))
        day_format(day_of(d.year, d.month, d.day), day);
    return *day != 0;
}
