/* when/calendar.c: dates that name their place on the calendar: days, months, years, quarters, decades, and their ranges. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "when/work.h"
#include "base/banned.h"

static int day_at(const struct work *k, uint32_t i)
{
    if (i >= k->end)
        return -1;
    const char *s = k->art->token[i].form;
    size_t n = strspn(s, "0123456789");
    bool ordinal = n && strlen(s + n) == 2 && isalpha((unsigned char)s[n]) && isalpha((unsigned char)s[n + 1]);
    int d = n && n <= 2 && (!s[n] || ordinal) ? atoi(s) : -1;
    return d >= 1 && d <= 31 ? d : -1;
}

static int month_at(const struct work *k, uint32_t i)
{
    const struct when_word *m = when_word(k, i, WHEN_month);
    return m && isupper((unsigned char)*k->art->token[i].form) ? m->number : 0;
}

static bool dash(const struct work *k, uint32_t i)
{
    return when_form(k, i, "-") || when_form(k, i, "\xe2\x80\x93") || when_form(k, i, "\xe2\x80\x94");
}

/* "have pulled out of the Oct. 26 race": the day of a thing, whose verb does not tell when it is. */
static bool attributive(const struct work *k, uint32_t i)
{
    const struct dl_token *tok = k->art->token;
    int32_t up = tok[i].head;
    while (up > (int32_t)i && up < (int32_t)i + 3 && (tok[up].upos == DL_PROPN || tok[up].upos == DL_NUM))
        up = tok[up].head;
    return up > (int32_t)i && up < (int32_t)i + 6 && tok[up].upos == DL_NOUN && i && tok[i - 1].upos == DL_DET;
}

/* The year of a day or month without one: the anchor's, or its neighbour if the tense says so, or, where no tense tells, that is nearer. */
static int year_for(const struct work *k, uint32_t i, int month, int day)
{
    struct ymd a = day_ymd(k->anchor);
    int away = (month - a.month) * 31 + (day ? day - a.day : 0), tense = when_tense(k, i);
    if (tense == 0 && day)
        return a.year - (away > 183) + (away < -183);
    if (away > 0 && tense < 0)
        return a.year - !(away < 45 && day && attributive(k, i));
    return away < 0 && tense > 0 && away < -150 ? a.year + 1 : a.year;
}

/* The second day of "Sept. 5-7", "5 to 7 September": its number in *to, and the tokens it takes. */
static uint32_t day_range(const struct work *k, uint32_t i, int from, int *to)
{
    if (i >= k->end || !(dash(k, i) || when_form(k, i, "to") || when_form(k, i, "and")))
        return 0;
    *to = day_at(k, i + 1);
    return *to > from && !when_word(k, i + 2, WHEN_unit) ? 2 : 0;
}

/* A token "5-7": both days. */
static bool day_pair(const struct work *k, uint32_t i, int *from, int *to)
{
    int used = 0;
    return i < k->end && sscanf(k->art->token[i].form, "%2d-%2d%n", from, to, &used) == 2 && used == (int)strlen(k->art->token[i].form)
           && *from >= 1 && *to > *from && *to <= 31;
}

struct month_form { int day, to, month, year; uint32_t n; };

/* "September 5, 2016", "5 September 2016", "the 5th of September", "Sept. 5-7", "September 2016", "September". */
static struct month_form month_form(const struct work *k, uint32_t i)
{
    struct month_form f = {.day = day_at(k, i), .to = -1};
    uint32_t n = f.day > 0 ? 1 : 0;
    if (f.day > 0)
        n += day_range(k, i + n, f.day, &f.to);
    else if (day_pair(k, i, &f.day, &f.to))
        n = 1;
    if (n && when_form(k, i + n, "of"))
        n++;
    if (!(f.month = month_at(k, i + n)))
        return (struct month_form){0};
    n++;
    if (f.day < 0 && !day_pair(k, i + n, &f.day, &f.to)) {
        if ((f.day = day_at(k, i + n)) > 0) {
            n++;
            n += day_range(k, i + n, f.day, &f.to);
        }
    } else if (n == 1) {
        n++;
    }
    uint32_t comma = when_form(k, i + n, ",") ? 1 : 0;
    f.year = when_year(k, i + n + comma);
    f.n = f.year > 0 ? n + comma + 1 : n;
    return f;
}

static uint32_t read_month(struct work *k, uint32_t i)
{
    struct month_form f = month_form(k, i);
    if (!f.month || (f.day < 0 && f.year < 0 && k->art->token[i].upos != DL_PROPN))
        return 0;
    uint8_t basis = f.year > 0 ? DL_BASIS_explicit : k->basis;
    if (f.year < 0 && k->anchor == DL_NO_DAY)
        return 0;
    if (f.year < 0)
        f.year = year_for(k, i, f.month, f.day > 0 ? f.day : 0);
    if (f.day < 0)
        return when_add_iso(k, i, f.n, arena_printf(k->arena, "%04d-%02d", f.year, f.month), basis);
    int32_t on = day_of(f.year, f.month, f.day), to = f.to > 0 ? day_of(f.year, f.month, f.to) : DL_NO_DAY;
    if (on == DL_NO_DAY)
        return 0;
    if (to == DL_NO_DAY)
        return when_add_day(k, i, f.n, on, basis);
    uint32_t n = when_add_range(k, i, f.n, arena_printf(k->arena, "%04d-%02d-%02d/%04d-%02d-%02d", f.year, f.month, f.day, f.year, f.month, f.to), on, to);
    k->out.at[k->out.n - 1].basis = basis;
    return n;
}

/* "Monday, September 5, 2016": one date, whose day the month and not the weekday settles; "late September". */
static uint32_t read_led_month(struct work *k, uint32_t i)
{
    bool weekday = when_word(k, i, WHEN_weekday), cue = when_word(k, i, WHEN_cue);
    if (!weekday && !cue)
        return 0;
    uint32_t skip = when_form(k, i + 1, ",") && weekday ? 2 : 1;
    uint32_t n = i + skip < k->end ? read_month(k, i + skip) : 0;
    if (!n)
        return 0;
    k->out.at[k->out.n - 1].span.start = k->art->token[i].span.start;
    return skip + n;
}

/* Day first or month first: what a calendar allows, else the reading nearer to the anchor. */
static int32_t numeric_day(const struct work *k, int a, int b, int year)
{
    int32_t dmy = day_of(year, b, a), mdy = day_of(year, a, b);
    if (dmy == DL_NO_DAY || mdy == DL_NO_DAY || k->anchor == DL_NO_DAY)
        return dmy == DL_NO_DAY ? mdy : mdy == DL_NO_DAY || dmy == mdy ? dmy : DL_NO_DAY;
    return abs(dmy - k->anchor) < abs(mdy - k->anchor) ? dmy : mdy;
}

/* "2016-09-05", "2016/09/05", "05.09.2016", "9/5/2016". */
static uint32_t read_numeric(struct work *k, uint32_t i)
{
    const char *s = k->art->token[i].form;
    int a, b, c, used = 0;
    char p, q;
    if (!isdigit((unsigned char)*s) || sscanf(s, "%4d%c%2d%c%4d%n", &a, &p, &b, &q, &c, &used) != 5 || used != (int)strlen(s) || p != q || !strchr("-/.", p))
        return 0;
    bool year_first = a >= 1500, year_last = c >= 1500 && c <= 2100 && p != '-';
    int32_t day = year_first ? day_of(a, b, c) : year_last ? numeric_day(k, a, b, c) : DL_NO_DAY;
    return day == DL_NO_DAY ? 0 : when_add_day(k, i, 1, day, DL_BASIS_explicit);
}

static uint32_t add_decade(struct work *k, uint32_t i, uint32_t n, int first)
{
    uint32_t took = when_add_range(k, i, n, arena_printf(k->arena, "%03d", first / 10), day_of(first, 1, 1), day_of(first + 9, 12, 31));
    k->out.at[k->out.n - 1].basis = DL_BASIS_explicit;
    return took;
}

/* "the 1990s", "1930's", "the sixties". */
static uint32_t read_decade(struct work *k, uint32_t i)
{
    const char *s = k->art->token[i].form;
    const struct when_word *d = when_word(k, i, WHEN_decade);
    if (d && i && when_form(k, i - 1, "the"))
        return add_decade(k, i, 1, d->number);
    if (strspn(s, "0123456789") != 4 || s[3] != '0')
        return 0;
    if (!strcmp(s + 4, "s"))
        return add_decade(k, i, 1, atoi(s));
    const char *next = !s[4] && i + 1 < k->end ? k->art->token[i + 1].form : "";
    bool owns = !strcmp(next, "'s") || !strcmp(next, "\xe2\x80\x99s");
    return owns && i && when_form(k, i - 1, "the") ? add_decade(k, i, 2, atoi(s)) : 0;
}

/* Is the number at i a count of things ("2000 troops")? */
static bool counts(const struct work *k, uint32_t i)
{
    const struct dl_token *tok = k->art->token, *head = tok[i].head > (int32_t)i ? &tok[tok[i].head] : NULL;
    if (!head || tok[i].rel != DL_REL_nummod || !head->xpos || strcmp(head->xpos, "NNS"))
        return false;
    bool led = i && (tok[i - 1].upos == DL_DET || tok[i - 1].rel == DL_REL_nmod_poss || tok[i - 1].upos == DL_PART);
    return !led;
}

static uint32_t read_year(struct work *k, uint32_t i)
{
    const struct dl_token *tok = k->art->token;
    int year = when_year(k, i);
    bool led = i && (tok[i - 1].upos == DL_ADP || tok[i - 1].upos == DL_SCONJ || when_form(k, i - 1, "("));
    bool things = i + 1 < k->end && (tok[i + 1].upos == DL_NOUN || tok[i + 1].upos == DL_ADJ);
    bool plain = year >= 1900 && year <= 2100 && !(i && tok[i - 1].upos == DL_SYM) && !counts(k, i);
    if (year < 0 || strlen(tok[i].form) != 4 || (!plain && (!led || things)))
        return 0;
    if ((dash(k, i + 1)) && when_year(k, i + 2) > year && tok[i + 1].span.start == tok[i].span.end) {
        int to = when_year(k, i + 2);
        return when_add_range(k, i, 3, arena_printf(k->arena, "%04d/%04d", year, to), day_of(year, 1, 1), day_of(to, 12, 31));
    }
    return when_add_iso(k, i, 1, arena_text(k->arena, tok[i].form, 4), DL_BASIS_explicit);
}

/* The year after "of" or beside, with the tokens it takes; the anchor's year if none is told. */
static int year_after(const struct work *k, uint32_t i, uint32_t *n)
{
    uint32_t of = when_form(k, i, "of") ? 1 : 0;
    int year = when_year(k, i + of);
    *n = year > 0 ? of + 1 : 0;
    return year > 0 ? year : k->anchor == DL_NO_DAY ? -1 : day_ymd(k->anchor).year;
}

/* "the third quarter of 2016", "Q3 2016", "the first half". */
static uint32_t read_share(struct work *k, uint32_t i)
{
    const struct when_word *which = when_word(k, i, WHEN_ordinal), *share = when_word(k, i + 1, WHEN_share);
    const char *s = k->art->token[i].form;
    bool short_form = s[0] == 'Q' && s[1] >= '1' && s[1] <= '4' && !s[2];
    if (!short_form && (!which || !share))
        return 0;
    int no = short_form ? s[1] - '0' : which->number, parts = short_form ? 4 : share->number;
    uint32_t n = short_form ? 1 : 2, took;
    int year = year_after(k, i + n, &took), months = 12 / parts;
    if (year < 0 || no > parts || (parts != 4 && !took))
        return 0;
    int last = no * months;
    return when_add_range(k, i, n + took, arena_printf(k->arena, "%04d-%c%d", year, parts == 4 ? 'Q' : 'H', no),
                          day_of(year, last - months + 1, 1), day_of(year, last, month_days(year, last)));
}

/* "summer of 2012", "winter 2011", "the spring". The year's own season: winter runs into the next year. */
static uint32_t read_season(struct work *k, uint32_t i)
{
    const struct when_word *s = when_word(k, i, WHEN_season);
    uint32_t took;
    int year = s ? year_after(k, i + 1, &took) : -1;
    if (!s || year < 0 || !took)
        return 0;
    return when_add_range(k, i, 1 + took, arena_printf(k->arena, "%04d-%s", year, s->value), day_of(year, s->number, 1),
                          s->number == 12 ? day_of(year + 1, 2, 28) : day_of(year, s->number + 2, month_days(year, s->number + 2)));
}

/* "fiscal 2017", "the fiscal year 2017". */
static uint32_t read_fiscal(struct work *k, uint32_t i)
{
    uint32_t n = 1 + (when_word(k, i + 1, WHEN_unit) ? 1 : 0);
    int year = when_word(k, i, WHEN_fiscal) ? when_year(k, i + n) : -1;
    if (year < 0)
        return 0;
    when_add(k, i, n + 1, DL_TIME_DATE, arena_printf(k->arena, "FY%04d", year))->basis = DL_BASIS_explicit;
    return n + 1;
}

static uint32_t read_named(struct work *k, uint32_t i)
{
    const struct when_word *named = when_word(k, i, WHEN_named);
    return named ? when_add_iso(k, i, 1, named->value, DL_BASIS_explicit) : 0;
}

uint32_t calendar_read(struct work *k, uint32_t i)
{
    static uint32_t (*const reader[])(struct work *, uint32_t) = {
        read_led_month, read_month, read_numeric, read_decade, read_share, read_season, read_fiscal, read_named, read_year};
    uint32_t took = 0;
    for (size_t r = 0; r < sizeof reader / sizeof *reader && !took; r++)
        took = reader[r](k, i);
    return took;
}
