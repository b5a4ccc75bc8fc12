/* input/stamp.c: dates of feeds, wires, archives and pages. Times and zones are passed over: the day as printed is the day.
 *
 * The months' names are a table (data/en/input/months.tsv) that the build turns into months.inc. */
#include "input/stamp.h"

#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "base/banned.h"

static const struct month_name { const char *word; int month; const char *only; } month_names[] = {
#include "months.inc"
};
enum { N_NAMES = sizeof month_names / sizeof *month_names, MAX_STAMP = 256, MAX_WORD = 40, MAX_BETWEEN = 3 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* "es,pt" has "pt"; any list has "*". */
static bool listed(const char *list, const char *lang)
{
    if (*lang == '*')
        return true;
    for (size_t n = strlen(lang); n && *list; list += strcspn(list, ","), list += *list == ',')
        if (strncmp(list, lang, n) == 0 && (list[n] == ',' || !list[n]))
            return true;
    return false;
}

static int month_in(const char *word, size_t n, const char *lang)
{
    char key[MAX_WORD];
    if (n < 3 || n >= MAX_WORD || utf8_key(word, n, key, sizeof key) < 3)
        return 0;
    int month = 0;
    for (size_t i = 0; i < N_NAMES; i++) {
        const struct month_name *m = &month_names[i];
        if (*m->word == *key && strcmp(m->word, key) == 0 && (*m->only == '-' ? !month : listed(m->only, lang)))
            month = m->month;
    }
    return month;
}

int stamp_month(const char *word, size_t n) { return month_in(word, n, "en"); }

/* The digits at s as a number, and how many they are. */
static int number(const char *s, int *n)
{
    int v = 0;
    for (*n = 0; is_digit(s[*n]) && *n < 9; ++*n)
        v = v * 10 + (s[*n] - '0');
    return v;
}

static bool is_year(int v) { return v >= 1800 && v <= 2200; }
static int full_year(int v, int n) { return n == 2 ? v + (v < 70 ? 2000 : 1900) : v; }

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

/* What parts the figures of a date: '-', '/', '.' and blanks behind it; 'y' for "年", "년", 'm' for "月", "월"; 0 for anything else. */
static char parting(const char *s, int *n)
{
    static const struct { const char *mark; char is; } marks[] = {{"-", '-'}, {"/", '/'}, {".", '.'}, {"年", 'y'}, {"년", 'y'}, {"月", 'm'}, {"월", 'm'}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t len = strlen(marks[i].mark), blanks = strncmp(s, " 年", 4) == 0 || strncmp(s, " 月", 4) == 0;
        if (strncmp(s + blanks, marks[i].mark, len) == 0) {
            len += blanks;
            *n = (int)(len + (marks[i].is == '-' || marks[i].is == '/' ? 0 : strspn(s + len, " ")));
            return marks[i].is;
        }
    }
    return 0;
}

/* Day and month of "05/09/2016" by what a calendar has or where it is from. */
static bool order(int a, int b, int year, const struct stamp_style *style, struct ymd *d)
{
    bool day_first = a > 12 || a == b || (b <= 12 && style->order == STAMP_DAY_FIRST);
    *d = day_first ? (struct ymd){year, b, a} : (struct ymd){year, a, b};
    return day_first || b > 12 || style->order == STAMP_MONTH_FIRST;
}

/* "2016-09-05", "2016/9/5", "20160905", "5.9.2016", "9/25/2016", "2016年9月5日", "2016. 9. 5.", "25.09.16". */
static bool figures(const char *s, const struct stamp_style *style, struct ymd *d)
{
    int n, v[3], len[3], at = 0;
    char part[2];
    v[0] = number(s, &n);
    if (n == 8 && is_year(v[0] / 10000)) {
        *d = (struct ymd){v[0] / 10000, v[0] / 100 % 100, v[0] % 100};
        return true;
    }
    for (int i = 0; i < 3; i++) {
        v[i] = number(s + at, &len[i]);
        at += len[i];
        if (!len[i] || len[i] == 3 || len[i] > 4 || (i < 2 && !(part[i] = parting(s + at, &n))))
            return false;
        at += i < 2 ? n : 0;
    }
    if (len[0] == 4 && len[1] < 3 && len[2] < 3 && (part[0] == part[1] || (part[0] == 'y' && part[1] == 'm'))) {
        *d = (struct ymd){v[0], v[1], v[2]};
        return true;
    }
    bool year = len[2] == 4 || (len[0] == 2 && len[1] == 2 && len[2] == 2);
    return year && len[0] < 3 && len[1] < 3 && part[0] == part[1] && strchr("-/.", part[0]) &&
           (len[2] == 4 || part[0] != '-') && order(v[0], v[1], full_year(v[2], len[2]), style, d);
}

/* The bytes of the word at s. */
static size_t word_at(const char *s)
{
    size_t n = 0;
    uint32_t len;
    while (s[n] && utf8_is_letter(utf8_decode(s + n, strlen(s + n), &len)))
        n += len;
    return n;
}

/* What was met so far of a date whose month is a word. */
struct worded { int before, month, day, year; };

/* A number in such a date; false if the date cannot be one. */
static bool take_number(struct worded *w, int v, int n)
{
    if (n == 4 && is_year(v)) {
        w->year = v;
        return !w->month || w->day;            /* "September 2016, 10 comments" */
    }
    if (n == 2 && w->month && w->day && !w->year)
        w->year = full_year(v, n);
    else if (n <= 2 && v >= 1 && v <= 31)
        *(w->month ? &w->day : &w->before) = v;
    return true;
}

/* The month of the word at s; of a language unknown, "ago" is one in "3 ago. 2018". */
static int month_at(const char *s, size_t n, const struct worded *w, const struct stamp_style *style)
{
    const char *behind = s + n + strspn(s + n, " ./-");
    return month_in(s, n, *style->lang || !w->before || strspn(behind, "0123456789") != 4 ? style->lang : "*");
}

/* A month in words with a day beside it and a year: "05 Sep 2016", "Sept. 5, 2016", "5 de septiembre de 2016", "2016 szeptember 5."; "05 Sep 16" of old mail, too. */
static bool worded(const char *s, const char *end, const struct stamp_style *style, struct ymd *d)
{
    struct worded w = {0};
    for (size_t n; s < end && !(w.month && w.day && w.year); s += n) {
        if (is_digit(*s)) {
            n = strspn(s, "0123456789");
            if (s[n] == ':')
                n = strspn(s, "0123456789:.");
            else if (!take_number(&w, number(s, &(int){0}), (int)n))
                return false;
        } else if ((n = word_at(s)) > 0) {
            int month = w.month ? 0 : month_at(s, n, &w, style);
            if (month)
                w.month = month, w.day = w.before;
            else if (n > MAX_BETWEEN && !w.month)
                w.before = 0;                  /* "10 comments, Sep 5": not the 10th */
        } else {
            n = 1;
        }
    }
    *d = (struct ymd){w.year ? w.year : style->year, w.month, w.day};
    return w.month && w.day && d->year;
}

/* A date in figures anywhere, unless one in words stands before it. */
static bool anywhere(const char *s, const struct stamp_style *style, struct ymd *d)
{
    const char *end = s + strlen(s);
    for (const char *at = s; *at; at++) {
        if (!is_digit(*at) || (at > s && (is_digit(at[-1]) || ((at[-1] | 32) >= 'a' && (at[-1] | 32) <= 'z'))))
            continue;
        if (figures(at, style, d))
            return worded(s, at, style, d) || figures(at, style, d);
    }
    return worded(s, end, style, d);
}

/* The first bytes of s with the digits of Arabic, Persian and Hindi as those of ASCII. */
static void plain_digits(const char *s, char out[MAX_STAMP])
{
    size_t k = 0;
    for (uint32_t len; *s && k + 4 < MAX_STAMP; s += len) {
        uint32_t cp = utf8_decode(s, strnlen(s, 4), &len);
        uint32_t zero = cp >= 0x660 && cp <= 0x669 ? 0x660 : cp >= 0x6F0 && cp <= 0x6F9 ? 0x6F0 : cp >= 0x966 && cp <= 0x96F ? 0x966 : cp >= 0xFF10 && cp <= 0xFF19 ? 0xFF10 : 0;
        if (zero || cp == 0xA0)
            out[k++] = zero ? (char)('0' + (cp - zero)) : ' ';
        else
            memcpy(out + k, s, len), k += len;
    }
    out[k] = 0;
}

bool stamp_day_in(const char *s, const struct stamp_style *style, char day[12])
{
    char plain[MAX_STAMP];
    struct ymd d;
    *day = 0;
    plain_digits(s + strspn(s, " \t\r\n\"'"), plain);
    if (epoch(plain, &d) || anywhere(plain, style, &d))
        day_format(day_of(d.year, d.month, d.day), day);
    return *day != 0;
}

bool stamp_day(const char *s, char day[12]) { return stamp_day_in(s, &(struct stamp_style){.lang = "en"}, day); }
