/* input/head.c: reads the first lines of an article as wires print them.
 *
 * A dateline is capitals (and a country or state), perhaps a date, perhaps an agency in brackets, and a
 * dash: "HANGZHOU, China, Sept. 5 (Xinhua) --", "MOSCOW (AP) _", "Geneva, 3 March –"; with a day other ends will do:
 * "MOSCOW, March 12. /TASS/.", "ISLAMABAD, Mar 12 (APP):". Lines before it are
 * title, printed date and byline by their shape. 05/09/2016 is settled by the dateline's month and day. */
#include "input/head.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/utf8.h"
#include "input/stamp.h"
#include "base/banned.h"

enum { MAX_HEAD_LINES = 8, MAX_DATELINE = 120, MAX_TITLE = 250 };

struct cursor { const char *s; uint32_t at, end; };

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_alpha(char c) { return ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0xC3; }

static void skip_spaces(struct cursor *c)
{
    while (c->at < c->end && is_space(c->s[c->at]))
        c->at++;
}

/* 1..12 for "Sept", "Sept.", "September" at the cursor, which is moved behind it; 0 leaves it. */
static int take_month(struct cursor *c)
{
    uint32_t at = c->at;
    while (at < c->end && is_alpha(c->s[at]))
        at++;
    int month = stamp_month(c->s + c->at, at - c->at);
    if (month)
        c->at = at + (at < c->end && c->s[at] == '.');
    return month;
}

/* A number of 1 to max digits; -1 leaves the cursor. */
static int take_number(struct cursor *c, uint32_t max)
{
    uint32_t at = c->at;
    int v = 0;
    while (at < c->end && is_digit(c->s[at]) && at - c->at < max)
        v = v * 10 + (c->s[at++] - '0');
    if (at == c->at || (at < c->end && is_digit(c->s[at])))
        return -1;
    c->at = at;
    return v;
}

/* "12", "12th"; -1 leaves the cursor. */
static int take_ordinal(struct cursor *c)
{
    uint32_t at = c->at;
    while (at < c->end && at - c->at < 2 && is_digit(c->s[at]))
        at++;
    bool named = at + 2 <= c->end && at > c->at && (!memcmp(c->s + at, "st", 2) || !memcmp(c->s + at, "nd", 2) || !memcmp(c->s + at, "rd", 2) || !memcmp(c->s + at, "th", 2));
    int v = take_number(c, 2);
    if (v >= 0 && named)
        c->at = at + 2;
    return v;
}

struct printed { int year, month, day; bool either; };   /* either: day and month may be swapped; year 0 = none */

static bool take_year(struct cursor *c, struct printed *p)
{
    struct cursor k = *c;
    while (k.at < k.end && (k.s[k.at] == ',' || k.s[k.at] == ' '))
        k.at++;
    int year = take_number(&k, 4);
    if (year < 1900 || year > 2100)
        return false;
    p->year = year;
    *c = k;
    return true;
}

/* "Sept. 5", "Sept 5, 2016", "5 September 2016": day and month in words. */
static bool take_worded(struct cursor *c, struct printed *p)
{
    struct cursor k = *c;
    *p = (struct printed){0};
    p->month = take_month(&k);
    if (p->month) {
        skip_spaces(&k);
        p->day = take_ordinal(&k);
    } else {
        p->day = take_ordinal(&k);
        skip_spaces(&k);
        p->month = p->day > 0 ? take_month(&k) : 0;
    }
    if (p->day < 1 || p->day > 31 || !p->month)
        return false;
    take_year(&k, p);
    *c = k;
    return true;
}

/* "05/09/2016", "2016-09-05", "5.9.2016". */
static bool take_figures(struct cursor *c, struct printed *p)
{
    struct cursor k = *c;
    int v[3];
    *p = (struct printed){0};
    for (int i = 0; i < 3; i++) {
        if ((v[i] = take_number(&k, 4)) < 0)
            return false;
        if (i < 2 && (k.at == k.end || !strchr("/-.", k.s[k.at++])))
            return false;
    }
    if (v[0] > 1900)
        *p = (struct printed){v[0], v[1], v[2], false};
    else if (v[2] > 1900 && v[0] > 12)
        *p = (struct printed){v[2], v[1], v[0], false};
    else if (v[2] > 1900)
        *p = (struct printed){v[2], v[0], v[1], v[1] <= 12 && v[0] != v[1]};
    if (day_of(p->year, p->month, p->day) == DL_NO_DAY)
        return false;
    *c = k;
    return true;
}

static struct dl_span line_at(const struct dl_article *art, uint32_t at)
{
    const char *nl = memchr(art->text + at, '\n', art->n - at);
    return (struct dl_span){at, nl ? (uint32_t)(nl - art->text) : art->n};
}

static struct dl_span trimmed(const struct dl_article *art, struct dl_span s)
{
    while (s.start < s.end && is_space(art->text[s.start]))
        s.start++;
    while (s.end > s.start && is_space(art->text[s.end - 1]))
        s.end--;
    return s;
}

/* Is this line a date and nothing else (a weekday, a time and "Published" allowed before and after)? */
static bool date_line(const struct dl_article *art, struct dl_span s, struct printed *p)
{
    if (s.end - s.start > 60)
        return false;
    for (uint32_t at = s.start; at < s.end; at++) {
        if (at > s.start && (is_alpha(art->text[at - 1]) || is_digit(art->text[at - 1])))
            continue;
        struct cursor c = {art->text, at, s.end};
        if (!take_figures(&c, p) && !(take_worded(&c, p) && p->year))
            continue;
        uint32_t words = 0;
        for (uint32_t i = s.start; i < s.end; i++)
            if ((i < at || i >= c.at) && is_alpha(art->text[i]) && (i == s.start || !is_alpha(art->text[i - 1])))
                words++;
        return words <= 3;
    }
    return false;
}

/* The length of a dash that ends a dateline at s[at]: "--", "-", "—", "–", "_", "|"; 0 if none. */
static uint32_t dash(const char *s, uint32_t at, uint32_t end)
{
    if (at + 3 <= end && memcmp(s + at, "\xE2\x80", 2) == 0 && (s[at + 2] == '\x93' || s[at + 2] == '\x94' || s[at + 2] == '\x95'))
        return 3;
    if (at < end && (s[at] == '-' || s[at] == '_')) {
        uint32_t n = 1;
        while (at + n < end && s[at + n] == s[at])
            n++;
        return at + n == end || is_space(s[at + n]) ? n : 0;
    }
    return 0;
}

/* Does what begins behind s[at] look like the text of a report: a space, then a capital or a quotation mark? */
static bool text_follows(const char *s, uint32_t at, uint32_t end)
{
    uint32_t i = at;
    while (i < end && is_space(s[i]))
        i++;
    bool curly = i + 3 <= end && (!memcmp(s + i, "\xE2\x80\x9C", 3) || !memcmp(s + i, "\xE2\x80\x98", 3));
    return i > at && i < end && ((s[i] >= 'A' && s[i] <= 'Z') || s[i] == '"' || curly || ((unsigned char)s[i] >= 0xC3 && s[i] != '\xE2'));
}

/* The length of another end of a dateline at s[at], which stands only behind a day: "(PTI) ", "(APP): ", "(EFE).- ", "/TASS/. ", "NEW DELHI, March 12: "; -1. */
static int plain_end(const char *s, uint32_t at, uint32_t end)
{
    uint32_t n = 0;
    while (at + n < end && n < 2 && strchr(".:-", s[at + n]))
        n++;
    bool agency = s[at - 1] == ')' || s[at - 1] == '/';
    return (agency || (n == 1 && s[at] == ':')) && text_follows(s, at + n, end) ? (int)n : -1;
}

/* The end of a dateline at s[at], its length in *len: a dash parted by a space or a bracket, *plain false, or another one. */
static bool ends_at(const char *s, uint32_t at, uint32_t end, uint32_t *len, bool *plain)
{
    *len = is_space(s[at - 1]) || s[at - 1] == ')' ? dash(s, at, end) : 0;
    int n = *len ? 0 : plain_end(s, at, end);
    *plain = !*len;
    if (*plain && n >= 0)
        *len = (uint32_t)n;
    return *len || n >= 0;
}

/* Share of capitals among the letters of s, in percent. */
static uint32_t capitals(const char *text, struct dl_span s)
{
    uint32_t up = 0, all = 0;
    for (uint32_t i = s.start, len; i < s.end; i += len) {
        uint32_t cp = utf8_decode(text + i, s.end - i, &len);
        if (utf8_is_letter(cp)) {
            all++;
            up += utf8_is_upper(cp);
        }
    }
    return all ? up * 100 / all : 0;
}

/* Every word begins with a capital or is a short one ("of", "en"). */
static bool titled(const char *text, struct dl_span s)
{
    bool start = true;
    uint32_t n = 0;
    for (uint32_t i = s.start, len; i < s.end; i += len) {
        uint32_t cp = utf8_decode(text + i, s.end - i, &len);
        if (start && utf8_is_letter(cp) && !utf8_is_upper(cp)) {
            uint32_t k = i;
            while (k < s.end && is_alpha(text[k]))
                k++;
            if (k - i > 3)
                return false;
        }
        if (strchr("!?;:\"", (int)cp) && cp && cp < 0x80)
            return false;
        start = cp == ' ' || cp == '/' || cp == ',';
        n++;
    }
    return n > 1;
}

static const char *span_text(const struct dl_article *art, struct dl_span s, struct arena *a)
{
    return s.start < s.end ? arena_text(a, art->text + s.start, s.end - s.start) : NULL;
}

/* The agency at the end of s, cut off s: "(Xinhua)", "(AFP/Reuters)", "/TASS/". */
static struct dl_span cut_agency(const struct dl_article *art, struct dl_span *s)
{
    char shut = s->end > s->start ? art->text[s->end - 1] : 0, opens = shut == ')' ? '(' : '/';
    if (shut != ')' && shut != '/')
        return DL_NO_SPAN;
    uint32_t open = s->end - 1;
    while (open > s->start && art->text[open - 1] != opens)
        open--;
    if (open == s->start)
        return DL_NO_SPAN;
    struct dl_span agency = {open, s->end - 1};
    *s = trimmed(art, (struct dl_span){s->start, open - 1});
    return agency;
}

/* The agency behind the day, cut off s: ", IRNA", ", Kyodo". One word with a capital. */
static struct dl_span cut_bare_agency(const struct dl_article *art, struct dl_span *s)
{
    uint32_t at = s->end;
    while (at > s->start && is_alpha(art->text[at - 1]))
        at--;
    struct dl_span agency = {at, s->end}, rest = trimmed(art, (struct dl_span){s->start, at});
    if (at == s->end || (art->text[at] & 32) || rest.end < rest.start + 2 || art->text[rest.end - 1] != ',' || !is_digit(art->text[rest.end - 2]))
        return DL_NO_SPAN;
    *s = (struct dl_span){rest.start, rest.end - 1};
    return agency;
}

/* The date at the end of s (after the last comma or space), cut off s. */
static struct dl_span cut_date(const struct dl_article *art, struct dl_span *s, struct printed *p)
{
    for (uint32_t at = s->start; at < s->end; at++) {
        if (at > s->start && !is_space(art->text[at - 1]) && art->text[at - 1] != ',')
            continue;
        struct cursor c = {art->text, at, s->end};
        if (!take_worded(&c, p))
            continue;
        struct dl_span date = {at, c.at};
        c.at += c.at < s->end && art->text[c.at] == '.';
        if (trimmed(art, (struct dl_span){c.at, s->end}).start < s->end)
            continue;
        s->end = at;
        while (s->end > s->start && (is_space(art->text[s->end - 1]) || art->text[s->end - 1] == ','))
            s->end--;
        return date;
    }
    return DL_NO_SPAN;
}

/* Reads line as far as `at`, and an end of len bytes, as a dateline; false if it has not the shape of one. A plain end wants a day, without an agency capitals too. */
static bool read_dateline_to(struct dl_article *art, struct dl_span line, uint32_t at, uint32_t len, bool plain, struct printed *p, struct arena *a)
{
    struct dl_span place = trimmed(art, (struct dl_span){line.start, at});
    struct dl_dateline d = {.place = -1, .span = {line.start, at + len}};
    *p = (struct printed){0};
    d.agency_span = cut_agency(art, &place);
    if (!d.agency_span.end)
        d.agency_span = cut_bare_agency(art, &place);
    d.date_span = cut_date(art, &place, p);
    struct dl_span city = place;
    const char *comma = memchr(art->text + place.start, ',', place.end - place.start);
    if (comma)
        city.end = (uint32_t)(comma - art->text);
    bool shouted = capitals(art->text, city) > 80 && city.end - city.start >= 2;
    bool told = plain ? d.agency_span.end && d.date_span.end : d.agency_span.end || d.date_span.end;
    if (plain && !d.date_span.end)
        return false;
    if (city.start == city.end || !(shouted || (told && titled(art->text, place))) || !is_alpha(art->text[city.start]))
        return false;
    d.place_span = place;
    d.agency = span_text(art, d.agency_span, a);
    art->dateline = d;
    return true;
}

/* Reads a dateline at the beginning of a line: to the first of its ends that makes one. Behind a dash there is none. */
static bool read_dateline(struct dl_article *art, struct dl_span line, struct printed *p, struct arena *a)
{
    uint32_t stop = line.end - line.start > MAX_DATELINE ? line.start + MAX_DATELINE : line.end, len;
    bool plain;
    for (uint32_t at = line.start + 3; at < stop; at++) {
        if (!ends_at(art->text, at, line.end, &len, &plain))
            continue;
        if (read_dateline_to(art, line, at, len, plain, p, a))
            return true;
        if (!plain)
            return false;
    }
    return false;
}

/* "By Jane Doe", "Jane Doe, Reuters": a short line that names who wrote. */
static bool byline_line(const struct dl_article *art, struct dl_span s)
{
    uint32_t n = s.end - s.start;
    return n > 5 && n < 100 && (memcmp(art->text + s.start, "By ", 3) == 0 || memcmp(art->text + s.start, "BY ", 3) == 0) &&
           titled(art->text, (struct dl_span){s.start + 3, s.end});
}

/* A line that stands alone, ends like no sentence and is short may be a title. */
static bool title_line(const struct dl_article *art, struct dl_span s)
{
    char last = art->text[s.end - 1];
    return s.end - s.start <= MAX_TITLE && last != '.' && last != '!' && last != ',' && last != ';' && is_alpha(art->text[s.start] | 32);
}

static bool stands_alone(const struct dl_article *art, struct dl_span line)
{
    uint32_t at = line.end + 1;
    return at < art->n && trimmed(art, line_at(art, at)).start == trimmed(art, line_at(art, at)).end;
}

/* The year of a dateline that prints none: that which puts it nearest to the day. */
static int nearest_year(const struct printed *p, int32_t day)
{
    int best = day_ymd(day).year, year = best;
    for (int y = best - 1; y <= best + 1; y++) {
        int32_t d = day_of(y, p->month, p->day), now = day_of(year, p->month, p->day);
        if (d != DL_NO_DAY && (now == DL_NO_DAY || abs(d - day) < abs(now - day)))
            year = y;
    }
    return year;
}

/* Which of two readings of 05/09/2016 the dateline supports. */
static void settle_order(struct dl_article *art, struct printed *date, const struct printed *line, struct arena *a)
{
    if (!date->either)
        return;
    int32_t month_first = day_of(date->year, date->month, date->day), day_first = day_of(date->year, date->day, date->month);
    int32_t told = line->month ? day_of(date->year, line->month, line->day) : DL_NO_DAY;
    if (told == DL_NO_DAY) {
        note_add(art, a, DL_NOTE_DATE_AMBIGUOUS, art->printed_date);
        return;
    }
    if (abs(day_first - told) < abs(month_first - told)) {
        int month = date->month;
        date->month = date->day;
        date->day = month;
    }
    date->either = false;
    note_add(art, a, DL_NOTE_DATE_ORDER, art->printed_date);
}

static void settle_published(struct dl_article *art, const char *given, struct printed *date, struct printed *line, struct arena *a)
{
    int32_t first, last;
    char day[12];
    settle_order(art, date, line, a);
    if (given && stamp_day(given, day) && day_parse(day, &first, &last)) {
        day_format(first, art->published);
        art->published_basis = DL_BASIS_given;
    } else if (date->year && !date->either) {
        day_format(first = day_of(date->year, date->month, date->day), art->published);
        art->published_basis = line->month ? DL_BASIS_dateline : DL_BASIS_explicit;
    } else if (line->year) {
        day_format(first = day_of(line->year, line->month, line->day), art->published);
        art->published_basis = DL_BASIS_dateline;
    } else {
        return;
    }
    if (!line->month)
        return;
    if (!line->year) {
        line->year = nearest_year(line, first);
        note_add(art, a, DL_NOTE_YEAR_GUESSED, art->dateline.date_span);
    }
    day_format(day_of(line->year, line->month, line->day), art->dateline.date);
}

void input_head(struct dl_article *art, const char *given, struct arena *a)
{
    struct printed date = {0}, line_date = {0}, p;
    uint32_t at = art->n >= 3 && memcmp(art->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    for (int seen = 0; at < art->n && seen < MAX_HEAD_LINES; ) {
        struct dl_span whole = line_at(art, at), line = trimmed(art, whole);
        at = whole.end + 1;
        if (line.start == line.end)
            continue;
        seen++;
        if (read_dateline(art, line, &p, a)) {
            line_date = p;
            break;
        }
        if (!date.year && date_line(art, line, &date))
            art->printed_date = line;
        else if (byline_line(art, line) && !art->byline.end)
            art->byline = line;
        else if (!art->title.end && seen == 1 && title_line(art, line) && stands_alone(art, whole))
            art->title = line;
    }
    settle_published(art, given, &date, &line_date, a);
}
