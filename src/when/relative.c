/* when/relative.c: dates told from another day: weekdays, "last week", "two days later", clock times, durations, sets. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "when/work.h"
#include "base/banned.h"

/* The nearest such weekday before (dir < 0) or after the anchor; the anchor itself counts unless strict. */
static int32_t weekday_near(int32_t anchor, int weekday, int dir, bool strict)
{
    int now = day_weekday(anchor);
    int away = dir < 0 ? (now - weekday + 7) % 7 : (weekday - now + 7) % 7;
    if (!away && strict)
        away = 7;
    return dir < 0 ? anchor - away : anchor + away;
}

/* A part of the day after n tokens ("Monday night", "yesterday evening"): makes the date a TIME. */
static uint32_t with_part(struct work *k, uint32_t i, uint32_t n)
{
    const struct when_word *part = when_word(k, i + n, WHEN_part);
    struct dl_time *t = &k->out.at[k->out.n - 1];
    if (!part || t->first_day == DL_NO_DAY || t->first_day != t->last_day)
        return n;
    t->type = DL_TIME_TIME;
    t->value = arena_printf(k->arena, "%.10sT%s", t->value, part->value);
    t->span.end = k->art->token[i + n].span.end;
    return n + 1;
}

/* The direction that the words before or the tense give a weekday at token `at`. */
static int32_t weekday_day(struct work *k, uint32_t i, uint32_t *n)
{
    const struct when_word *dir = when_word(k, i, WHEN_step), *cue = dir ? NULL : when_word(k, i, WHEN_cue);
    uint32_t at = i + (dir || cue ? 1 : 0);
    const struct when_word *day = when_word(k, at, WHEN_weekday);
    if (!day || k->anchor == DL_NO_DAY || !isupper((unsigned char)*k->art->token[at].form))
        return DL_NO_DAY;
    int step = dir ? dir->number : 0, tense = step ? 0 : when_tense(k, at), way = step ? step : tense ? tense : cue ? cue->number : 0;
    *n = at - i + 1;
    return weekday_near(k->anchor, day->number, way > 0 ? 1 : -1, step != 0);
}

static uint32_t read_weekday(struct work *k, uint32_t i)
{
    uint32_t n;
    int32_t day = weekday_day(k, i, &n);
    return day == DL_NO_DAY ? 0 : with_part(k, i, when_add_day(k, i, n, day, k->basis));
}

/* "now"; "today", "tonight", "yesterday evening". */
static uint32_t read_day(struct work *k, uint32_t i)
{
    const struct when_word *v = when_word(k, i, WHEN_present);
    if (v)
        return when_add(k, i, 1, DL_TIME_DATE, v->value), 1;
    if (!(v = when_word(k, i, WHEN_day)) || k->anchor == DL_NO_DAY)
        return 0;
    if (!v->number && when_states(k, i))
        return when_add(k, i, 1, DL_TIME_DATE, "PRESENT_REF"), 1;
    return with_part(k, i, when_add_day(k, i, 1, k->anchor + v->number, k->basis));
}

/* "every Monday", "each year", "every morning". */
static uint32_t read_set(struct work *k, uint32_t i)
{
    if (!when_word(k, i, WHEN_every))
        return 0;
    const struct when_word *day = when_word(k, i + 1, WHEN_weekday), *unit = when_word(k, i + 1, WHEN_unit);
    if (!day && (!unit || *unit->value == 'E'))
        return 0;
    const char *value = day ? arena_printf(k->arena, "XXXX-WXX-%s", day->value)
                            : arena_printf(k->arena, "P%s1%c", *unit->value == 'T' ? "T" : "", unit->value[*unit->value == 'T']);
    when_add(k, i, 2, DL_TIME_SET, value);
    return 2;
}

/* The weekend that the tense means: the one just over, this week's, or the coming one. */
static uint32_t add_weekend(struct work *k, uint32_t i, uint32_t n, int steps)
{
    if (!steps && day_weekday(k->anchor) < 6 && when_tense(k, i + n - 1) < 0)
        steps = -1;
    return when_add_step(k, i, n, 'E', steps, k->anchor);
}

/* "last week", "this month", "later this week", "the weekend", "this morning", "last summer", "the past week". */
static uint32_t read_step(struct work *k, uint32_t i)
{
    uint32_t n = when_word(k, i, WHEN_cue) ? 1 : 0;
    const struct when_word *step = when_word(k, i + n, WHEN_step), *second = step ? when_word(k, i + n + 1, WHEN_step) : NULL;
    bool bare = !step && i && when_form(k, i - 1, "the") && when_word(k, i, WHEN_unit) && *when_word(k, i, WHEN_unit)->value == 'E';
    if (k->anchor == DL_NO_DAY || (!step && !bare))
        return 0;
    if (bare)
        return add_weekend(k, i, 1, 0);
    n += second ? 2 : 1;                                       /* "this past week", "this coming Friday" */
    if (second && second->number)
        step = second;
    const struct when_word *unit = when_word(k, i + n, WHEN_unit), *part = when_word(k, i + n, WHEN_part);
    const struct when_word *season = when_word(k, i + n, WHEN_season), *day = second ? when_word(k, i + n, WHEN_weekday) : NULL;
    if (day)
        return when_add_day(k, i, n + 1, weekday_near(k->anchor, day->number, step->number < 0 ? -1 : 1, false), k->basis);
    if (part && step->number <= 0) {
        when_add_day(k, i, n, k->anchor + step->number, k->basis);
        return with_part(k, i, n);
    }
    if (season) {
        int year = day_ymd(k->anchor).year + (step->number < 0 && season->number + 2 >= day_ymd(k->anchor).month ? -1 : 0)
                   + (step->number > 0 && season->number <= day_ymd(k->anchor).month ? 1 : 0);
        return when_add_range(k, i, n + 1, arena_printf(k->arena, "%04d-%s", year, season->value), day_of(year, season->number, 1),
                              season->number == 12 ? day_of(year + 1, 2, 28) : day_of(year, season->number + 2, month_days(year, season->number + 2)));
    }
    if (!unit)
        return 0;
    return *unit->value == 'E' ? add_weekend(k, i, n + 1, step->number) : when_add_step(k, i, n + 1, *unit->value, step->number, k->anchor);
}

/* "the next day", "the following year", "the previous month": from the day last told. */
static uint32_t read_order(struct work *k, uint32_t i)
{
    const struct when_word *order = when_word(k, i, WHEN_order);
    bool next = !order && i && when_form(k, i - 1, "the") && when_form(k, i, "next");
    const struct when_word *unit = order || next ? when_word(k, i + 1, WHEN_unit) : NULL;
    int32_t from = k->told == DL_NO_DAY ? k->anchor : k->told;
    if (!unit || from == DL_NO_DAY || *unit->value == 'T' || *unit->value == 'E' || (next && *unit->value != 'D'))
        return 0;
    return when_add_step(k, i, 2, *unit->value, order ? order->number : 1, from);
}

struct amount { int count; uint32_t n; bool vague; };

/* "three", "24", "a", "several", "a few", "a couple of", "two and a half". */
static struct amount amount_at(const struct work *k, uint32_t i)
{
    const struct when_word *word = when_word(k, i, WHEN_number);
    uint32_t lead = word && when_word(k, i + 1, WHEN_vague) ? 1 : 0;
    if (when_word(k, i + lead, WHEN_vague))
        return (struct amount){1, lead + 1 + (when_form(k, i + lead + 1, "of") ? 1 : 0), true};
    if (word)
        return (struct amount){word->number, 1, false};
    int count = i < k->end && strspn(k->art->token[i].form, "0123456789") == strlen(k->art->token[i].form) ? when_digits(k, i, 4) : -1;
    return (struct amount){count, count > 0 ? 1 : 0, false};
}

/* `count` units back or on from a day. */
static uint32_t add_away(struct work *k, uint32_t i, uint32_t n, const char *unit, struct amount a, int way, int32_t from)
{
    if (a.vague && from == k->anchor) {
        when_add(k, i, n, DL_TIME_DATE, way < 0 ? "PAST_REF" : "FUTURE_REF");
        return n;
    }
    if (a.vague)
        return 0;
    if (*unit == 'T')
        return when_add_day(k, i, n, from + way * (unit[1] == 'H' ? a.count / 24 : 0), k->basis);
    if (*unit == 'X' || *unit == 'C')
        return when_add_step(k, i, n, 'Y', way * a.count * (*unit == 'X' ? 10 : 100), from);
    return when_add_step(k, i, n, *unit, way * a.count, from);
}

static void add_duration(struct work *k, uint32_t i, uint32_t n, const char *unit, struct amount a)
{
    int count = a.count;
    if (*unit == 'Q' || *unit == 'X' || *unit == 'C')
        count *= *unit == 'Q' ? 3 : *unit == 'X' ? 10 : 100;
    char letter = *unit == 'T' ? unit[1] : *unit == 'Q' ? 'M' : *unit == 'X' || *unit == 'C' ? 'Y' : *unit;
    const char *time = *unit == 'T' ? "T" : "";
    when_add(k, i, n, DL_TIME_DURATION, a.vague ? arena_printf(k->arena, "P%sX%c", time, letter) : arena_printf(k->arena, "P%s%d%c", time, count, letter));
}

/* "three days", "two-day", "an hour", "five years ago", "two days later", "in three weeks". */
static uint32_t read_duration(struct work *k, uint32_t i)
{
    struct amount a = amount_at(k, i);
    uint32_t hyphen = a.n && when_form(k, i + a.n, "-") ? 1 : 0, n = a.n + hyphen + 1;
    const struct when_word *unit = a.n ? when_word(k, i + a.n + hyphen, WHEN_unit) : NULL;
    if (!unit || *unit->value == 'E')
        return 0;
    if (when_year(k, i) > 0 && when_word(k, i + n, WHEN_number))
        return 0;                                              /* "in 2018 day five ..." */
    const struct when_word *ago = when_word(k, i + n, WHEN_ago);
    int32_t from = ago && abs(ago->number) > 1 && k->told != DL_NO_DAY ? k->told : k->anchor;
    bool short_time = *unit->value == 'T' && (unit->value[1] != 'H' || a.count < 24);
    if (ago && from != DL_NO_DAY && !(short_time && abs(ago->number) > 1)) {
        uint32_t took = add_away(k, i, n + 1, unit->value, a, ago->number < 0 ? -1 : 1, from);
        if (took)
            return took;
    }
    add_duration(k, i, n, unit->value, a);
    return n;
}

/* "10:30", "10:30 p.m.", "7 pm", "1430 GMT": hour and minute and the tokens taken. */
static uint32_t clock_at(const struct work *k, uint32_t i, int *hour, int *minute)
{
    const char *s = k->art->token[i].form;
    const struct when_word *half = when_word(k, i + 1, WHEN_half), *zone = when_word(k, i + 1, WHEN_zone);
    int used = 0, four = when_digits(k, i, 4);
    bool colon = sscanf(s, "%2d:%2d%n", hour, minute, &used) == 2 && !s[used];
    if (!colon && !half && zone && strlen(s) == 4 && four >= 0)
        *hour = four / 100, *minute = four % 100;
    else if (!colon && half)
        *hour = when_digits(k, i, 2), *minute = 0;
    else if (!colon)
        return 0;
    if (half && *hour <= 12)
        *hour = *hour % 12 + half->number;
    if (*hour < 0 || *hour > 24 || *minute > 59)
        return 0;
    uint32_t n = half ? 2 : 1;
    return n + (when_word(k, i + n, WHEN_zone) ? 1 : 0);
}

static uint32_t read_clock(struct work *k, uint32_t i)
{
    int hour = -1, minute = 0;
    uint32_t n = isdigit((unsigned char)*k->art->token[i].form) && k->anchor != DL_NO_DAY ? clock_at(k, i, &hour, &minute) : 0, weekday;
    if (!n)
        return 0;
    uint32_t beside = i + n;
    while (beside < i + n + 2 && (when_word(k, beside, WHEN_link) || when_form(k, beside, ",")))
        beside++;
    int32_t day = beside < k->end ? weekday_day(k, beside, &weekday) : DL_NO_DAY;
    const struct when_word *word = when_word(k, beside, WHEN_day);
    if (day == DL_NO_DAY)
        day = word ? k->anchor + word->number : k->anchor;
    char iso[12];
    day_format(day, iso);
    struct dl_time *t = when_add(k, i, n, DL_TIME_TIME, arena_printf(k->arena, "%sT%02d:%02d", iso, hour, minute));
    t->first_day = t->last_day = day;
    return n;
}

uint32_t relative_read(struct work *k, uint32_t i)
{
    static uint32_t (*const reader[])(struct work *, uint32_t) = {read_clock, read_duration, read_weekday, read_order, read_day, read_set, read_step};
    uint32_t took = 0;
    for (size_t r = 0; r < sizeof reader / sizeof *reader && !took; r++)
        took = reader[r](k, i);
    return took;
}
