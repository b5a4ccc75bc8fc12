/* input/pagedate.c: dates for machines are often in UTC, dates for readers where they are. Who reads "on Monday" needs the latter. */
#include "input/pagedate.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/banned.h"

enum { WEST = 12, EAST = 12 };          /* hours of UTC: before the one it may be the day before in the west, from the other the day after in the east */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_in(const struct page_places *p, const char *word, size_t n)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (strlen(p->at[i]) == n && strncasecmp(p->at[i], word, n) == 0)
            return true;
    return false;
}

/* The last part of an address's host: "br". */
static const char *host_end(const char *url, size_t *n)
{
    const char *host = url ? strstr(url, "://") : NULL;
    size_t len = host ? strcspn(host + 3, "/:?#") : 0, at = len;
    while (at && host[3 + at - 1] != '.')
        at--;
    *n = len - at;
    return host ? host + 3 + at : "";
}

struct stamp_style page_style(const char *lang, const char *url, const struct page_places *month_first, const struct page_places *anywhere)
{
    struct stamp_style s = {.lang = ""};
    size_t n, n_lang = lang ? strcspn(lang, "-_") : 0, whole = lang ? strcspn(lang, " ,;") : 0;
    const char *end = host_end(url, &n);
    for (size_t i = 0; i < n_lang && i + 1 < sizeof s.lang; i++)
        s.lang[i] = (char)(lang[i] | 32);
    char code[16] = "";
    for (size_t i = 0; i < whole && i + 1 < sizeof code; i++)
        code[i] = (char)(lang[i] == '_' ? '-' : lang[i]);
    bool country = n == 2 && !is_in(anywhere, end, n);
    if (is_in(month_first, end, n))
        s.order = STAMP_MONTH_FIRST;
    else if ((*s.lang && strcmp(s.lang, "en") != 0) || country)
        s.order = STAMP_DAY_FIRST;
    else if (whole > n_lang)
        s.order = is_in(month_first, code, strlen(code)) ? STAMP_MONTH_FIRST : is_in(anywhere, code, strlen(code)) ? STAMP_ANY_ORDER : STAMP_DAY_FIRST;
    return s;
}

static bool two_digits(const char *s) { return is_digit(s[0]) && is_digit(s[1]); }

const char *page_url_date(const char *url, struct arena *a)
{
    const char *at = url ? strstr(url, "://") : NULL;
    for (at = at ? at + 3 : url; at && (at = strchr(at, '/')); at++) {
        const char *s = at + 1;
        if (!(s[0] == '1' || s[0] == '2') || !s[1] || !two_digits(s) || !two_digits(s + 2))
            continue;
        char part = s[4];
        if (part != '/' && part != '-') {
            if (strspn(s, "0123456789") == 8)
                return arena_text(a, s, 8);
            continue;
        }
        size_t month = strcspn(s + 5, "/-"), day = s[5 + month] == part ? strspn(s + 6 + month, "0123456789") : 0;
        if (month && month <= 9 && day && day <= 2)
            return arena_text(a, s, 6 + month + day);
    }
    return NULL;
}

/* The hour of the first clock in it, -1 if it has none. */
static int hour_of(const char *stamp)
{
    for (const char *c = strchr(stamp, ':'); c; c = strchr(c + 1, ':')) {
        int hour = c - stamp >= 2 && two_digits(c - 2) ? (c[-2] - '0') * 10 + c[-1] - '0' : -1;
        if (hour >= 0 && hour < 24 && is_digit(c[1]))
            return hour;
    }
    return -1;
}

static bool in_utc(const char *stamp)
{
    size_t n = strlen(stamp);
    return (n && stamp[n - 1] == 'Z') || strstr(stamp, "+00:00") || strstr(stamp, "+0000") || strstr(stamp, "UTC") || strstr(stamp, "GMT");
}

int32_t page_local_day(const char *stamp, int32_t day, int32_t shown)
{
    int hour = hour_of(stamp);
    if (hour < 0 || shown == DL_NO_DAY)
        return day;
    bool before = shown == day - 1 && hour < WEST, after = shown == day + 1 && hour >= EAST && in_utc(stamp);
    return before || after ? shown : day;
}
