/* when/when.c: reads time expressions off the words and puts them on the calendar; never invents a date without an anchor. */
#include "when/when.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/table.h"
#include "base/utf8.h"
#include "base/banned.h"

struct when_tables { struct arena *arena; struct table table; int word, kind, value;     bool begins[256][256];         /* does a word of the table begin with these two bytes? */
};

/* The article under way; `i` of the readers below is a token, `end` the end of its sentence. */
struct work {
    const struct when_tables *w;
    struct dl_article *art;
    struct arena *arena;
    int32_t anchor;
    uint8_t basis;
    uint32_t end;
    VEC(struct dl_time) out;
};

struct when_tables *when_open(const char *data_dir, struct dl_err *err)
{
    static const char *const names[] = {"word", "kind", "value"};
    struct when_tables *w = base_alloc(1, sizeof *w);
    int at[3];
    w->arena = arena_new();
    char *path = arena_printf(w->arena, "%s/data/en/time.tsv", data_dir);
    if (!table_read(&w->table, path, w->arena, err) || !table_need(&w->table, names, at, 3, err)) {
        when_close(w);
        return NULL;
    }
    w->word = at[0], w->kind = at[1], w->value = at[2];
    for (uint32_t r = 0; r < w->table.n_rows; r++) {
        const unsigned char *word = (const unsigned char *)table_cell(&w->table, r, w->word);
        w->begins[word[0]][word[0] ? word[1] : 0] = true;
    }
    return w;
}

void when_close(struct when_tables *w)
{
    if (!w)
        return;
    arena_free(w->arena);
    free(w);
}

/* The value of token i as a word of this kind, or NULL. */
static const char *word_is(const struct work *k, uint32_t i, const char *kind)
{
    char key[32];
    if (i >= k->end)
        return NULL;
    const char *form = k->art->token[i].form;
    unsigned char first = (unsigned char)form[0], second = first ? (unsigned char)form[1] : 0;
    if (first < 128 && second < 128 && isalpha(first) && (isalpha(second) || !second) && !k->w->begins[first | 32][second ? second | 32 : 0])
        return NULL;
    if (strlen(form) >= sizeof key || !isalpha((unsigned char)*form))
        return NULL;
    utf8_key(form, strlen(form), key, sizeof key);
    for (uint32_t r = 0; r < k->w->table.n_rows; r++)
        if (!strcmp(table_cell(&k->w->table, r, k->w->word), key) && !strcmp(table_cell(&k->w->table, r, k->w->kind), kind))
            return table_cell(&k->w->table, r, k->w->value);
    return NULL;
}

static bool form_is(const struct work *k, uint32_t i, const char *form)
{
    return i < k->end && !strcmp(k->art->token[i].form, form);
}

/* The number written in digits at i, with at most `most` digits; -1 if there is none. An ordinal ending is fine below 32. */
static int digits(const struct work *k, uint32_t i, size_t most)
{
    if (i >= k->end)
        return -1;
    const char *s = k->art->token[i].form;
    size_t n = strspn(s, "0123456789");
    if (!n || n > most)
        return -1;
    int v = atoi(s);
    return !s[n] || (v < 32 && strlen(s + n) == 2 && isalpha((unsigned char)s[n])) ? v : -1;
}

static int year_at(const struct work *k, uint32_t i)
{
    int y = digits(k, i, 4);
    return y >= 1500 && y <= 2100 ? y : -1;
}

static int day_at(const struct work *k, uint32_t i)
{
    int d = digits(k, i, 2);
    return d >= 1 && d <= 31 ? d : -1;
}

static int month_at(const struct work *k, uint32_t i)
{
    const char *m = word_is(k, i, "month");
    return m && isupper((unsigned char)*k->art->token[i].form) ? atoi(m) : 0;
}

static struct dl_time *add(struct work *k, uint32_t i, uint32_t n, uint8_t type, const char *value)
{
    struct dl_time *t = VEC_PUSH(k->arena, &k->out);
    *t = (struct dl_time){.span = {k->art->token[i].span.start, k->art->token[i + n - 1].span.end}, .value = value,
                          .first_day = DL_NO_DAY, .last_day = DL_NO_DAY, .type = type, .basis = k->basis};
    return t;
}

static uint32_t add_day(struct work *k, uint32_t i, uint32_t n, int32_t day, uint8_t basis)
{
    char iso[12];
    day_format(day, iso);
    struct dl_time *t = add(k, i, n, DL_TIME_DATE, arena_text(k->arena, iso, strlen(iso)));
    t->first_day = t->last_day = day;
    t->basis = basis;
    return n;
}

static uint32_t add_iso(struct work *k, uint32_t i, uint32_t n, const char *iso, uint8_t basis)
{
    struct dl_time *t = add(k, i, n, DL_TIME_DATE, iso);
    day_parse(iso, &t->first_day, &t->last_day);
    t->basis = basis;
    return n;
}

/* -1 if the verb that governs i tells of the past, 1 of the future, 0 if nothing is known. */
static int tense_at(const struct work *k, uint32_t i)
{
    const struct dl_token *tok = k->art->token;
    int32_t v = (int32_t)i;
    for (int steps = 0; v >= 0 && tok[v].upos != DL_VERB && steps < 40; steps++)
        v = tok[v].head;
    if (v < 0 || tok[v].upos != DL_VERB || !tok[v].xpos)
        return 0;
    bool past = !strcmp(tok[v].xpos, "VBD") || !strcmp(tok[v].xpos, "VBN");
    uint32_t from = (uint32_t)v > 12 ? (uint32_t)v - 12 : 0;
    for (uint32_t c = from; c < (uint32_t)v; c++) {
        if (tok[c].head != v || !tok[c].xpos)
            continue;
        if (!strcmp(tok[c].xpos, "MD") || !strcmp(tok[c].xpos, "TO"))
            return 1;
        if (tok[c].upos == DL_AUX)
            past = past || !strcmp(tok[c].xpos, "VBD");
    }
    return past ? -1 : 1;
}

/* The nearest such weekday before (dir < 0) or after the anchor; the anchor itself counts unless strict. */
static int32_t weekday_near(int32_t anchor, int weekday, int dir, bool strict)
{
    int now = day_weekday(anchor);
    int away = dir < 0 ? (now - weekday + 7) % 7 : (weekday - now + 7) % 7;
    if (!away && strict)
        away = 7;
    return dir < 0 ? anchor - away : anchor + away;
}

static uint32_t read_weekday(struct work *k, uint32_t i)
{
    const char *dir = word_is(k, i, "step"), *cue = dir ? NULL : word_is(k, i, "cue");
    uint32_t at = i + (dir || cue ? 1 : 0);
    const char *day = word_is(k, at, "weekday");
    if (!day || k->anchor == DL_NO_DAY || !isupper((unsigned char)*k->art->token[at].form) || month_at(k, at + 1))
        return 0;
    int step = dir ? atoi(dir) : 0, way = step ? step : cue ? atoi(cue) : tense_at(k, at);
    return add_day(k, i, at - i + 1, weekday_near(k->anchor, atoi(day), way > 0 ? 1 : -1, step != 0), k->basis);
}

/* The year of a day or month without one: the anchor's, or its neighbour if the tense says so. */
static int year_for(const struct work *k, uint32_t i, int month, int day)
{
    struct ymd a = day_ymd(k->anchor);
    int away = (month - a.month) * 31 + (day ? day - a.day : 0), tense = tense_at(k, i);
    if (away > 0 && tense < 0)
        return a.year - 1;
    return away < 0 && tense > 0 && away < -150 ? a.year + 1 : a.year;
}

/* "September 5, 2016", "5 September 2016", "Sept. 5", "September 2016", "September". */
static uint32_t read_month(struct work *k, uint32_t i)
{
    int day = day_at(k, i), month = month_at(k, i + (day > 0 ? 1 : 0));
    uint32_t n = day > 0 ? 2 : 1;
    if (!month)
        return 0;
    if (day < 0 && (day = day_at(k, i + 1)) > 0)
        n = 2;
    uint32_t comma = form_is(k, i + n, ",") && day > 0 ? 1 : 0;
    int year = year_at(k, i + n + comma);
    if (day < 0 && year < 0 && k->art->token[i].upos != DL_PROPN)
        return 0;
    uint8_t basis = year > 0 ? DL_BASIS_explicit : k->basis;
    if (year > 0)
        n += comma + 1;
    else if (k->anchor == DL_NO_DAY)
        return 0;
    else
        year = year_for(k, i, month, day > 0 ? day : 0);
    if (day < 0)
        return add_iso(k, i, n, arena_printf(k->arena, "%04d-%02d", year, month), basis);
    int32_t on = day_of(year, month, day);
    return on == DL_NO_DAY ? 0 : add_day(k, i, n, on, basis);
}

/* "Monday, September 5, 2016": one date, whose day the month and not the weekday settles. */
static uint32_t read_full_day(struct work *k, uint32_t i)
{
    if (!word_is(k, i, "weekday"))
        return 0;
    uint32_t skip = form_is(k, i + 1, ",") ? 2 : 1;
    uint32_t n = i + skip < k->end ? read_month(k, i + skip) : 0;
    if (!n)
        return 0;
    k->out.at[k->out.n - 1].span.start = k->art->token[i].span.start;
    return skip + n;
}

/* "2016-09-05", "in 2011", "the 1990s". */
static uint32_t read_year(struct work *k, uint32_t i)
{
    const struct dl_token *tok = k->art->token;
    const char *s = tok[i].form;
    int32_t first, last;
    if (strlen(s) == 10 && s[4] == '-' && day_parse(s, &first, &last))
        return add_iso(k, i, 1, arena_text(k->arena, s, 10), DL_BASIS_explicit);
    if (strlen(s) == 5 && strspn(s, "0123456789") == 4 && s[3] == '0' && s[4] == 's') {
        struct dl_time *t = add(k, i, 1, DL_TIME_DATE, arena_text(k->arena, s, 3));
        t->first_day = day_of(atoi(s), 1, 1), t->last_day = day_of(atoi(s) + 9, 12, 31);
        t->basis = DL_BASIS_explicit;
        return 1;
    }
    int year = year_at(k, i);
    bool led = i && (tok[i - 1].upos == DL_ADP || tok[i - 1].upos == DL_SCONJ || form_is(k, i - 1, "("));
    bool counts = i + 1 < k->end && (tok[i + 1].upos == DL_NOUN || tok[i + 1].upos == DL_ADJ);
    bool plain = year >= 1950 && year < 2050 && !(i && tok[i - 1].upos == DL_SYM);
    if (year < 0 || strlen(s) != 4 || (!plain && (!led || counts)))
        return 0;
    return add_iso(k, i, 1, arena_text(k->arena, s, 4), DL_BASIS_explicit);
}

/* `steps` units from the anchor: a day, or the week, month, quarter or year as a whole. */
static uint32_t add_step(struct work *k, uint32_t i, uint32_t n, char unit, int steps)
{
    struct ymd a = day_ymd(k->anchor);
    int months = a.year * 12 + a.month - 1 + steps * (unit == 'Q' ? 3 : 1), year, week;
    if (unit == 'D')
        return add_day(k, i, n, k->anchor + steps, k->basis);
    if (unit == 'Y')
        return add_iso(k, i, n, arena_printf(k->arena, "%04d", a.year + steps), k->basis);
    if (unit == 'M')
        return add_iso(k, i, n, arena_printf(k->arena, "%04d-%02d", months / 12, months % 12 + 1), k->basis);
    if (unit == 'Q') {
        int q = months % 12 / 3, y = months / 12;
        struct dl_time *t = add(k, i, n, DL_TIME_DATE, arena_printf(k->arena, "%04d-Q%d", y, q + 1));
        t->first_day = day_of(y, q * 3 + 1, 1), t->last_day = day_of(y, q * 3 + 3, month_days(y, q * 3 + 3));
        return n;
    }
    if (unit != 'W' && unit != 'E')
        return 0;
    day_iso_week(k->anchor + 7 * steps, &year, &week);
    struct dl_time *t = add(k, i, n, DL_TIME_DATE, arena_printf(k->arena, "%04d-W%02d%s", year, week, unit == 'E' ? "-WE" : ""));
    t->first_day = day_of_iso_week(year, week) + (unit == 'E' ? 5 : 0);
    t->last_day = day_of_iso_week(year, week) + 6;
    return n;
}

/* "today", "now", "last week", "this month", "later this week", "the weekend", "every Monday". */
static uint32_t read_relative(struct work *k, uint32_t i)
{
    const char *v = word_is(k, i, "present");
    if (v)
        return add(k, i, 1, DL_TIME_DATE, v), 1;
    if ((v = word_is(k, i, "every"))) {
        const char *day = word_is(k, i + 1, "weekday"), *unit = word_is(k, i + 1, "unit");
        if (!day && (!unit || *unit == 'E'))
            return 0;
        add(k, i, 2, DL_TIME_SET, day ? arena_printf(k->arena, "XXXX-WXX-%s", day) : arena_printf(k->arena, "P%s1%c", *unit == 'T' ? "T" : "", unit[*unit == 'T']));
        return 2;
    }
    if (k->anchor == DL_NO_DAY)
        return 0;
    if ((v = word_is(k, i, "day")))
        return add_day(k, i, 1, k->anchor + atoi(v), k->basis);
    uint32_t n = word_is(k, i, "cue") ? 1 : 0;
    const char *step = word_is(k, i + n, "step"), *unit = step ? word_is(k, i + n + 1, "unit") : NULL;
    return unit ? add_step(k, i, n + 2, *unit, atoi(step)) : 0;
}

/* "three days", "two-day", "an hour", "five years ago". */
static uint32_t read_duration(struct work *k, uint32_t i)
{
    const char *word = word_is(k, i, "number");
    int count = word ? atoi(word) : digits(k, i, 4);
    uint32_t hyphen = form_is(k, i + 1, "-") ? 1 : 0, n = 2 + hyphen;
    const char *unit = count > 0 ? word_is(k, i + 1 + hyphen, "unit") : NULL;
    if (!unit || *unit == 'E')
        return 0;
    if (word_is(k, i + n, "ago") && k->anchor != DL_NO_DAY && *unit != 'T') {
        uint32_t took = *unit == 'X' ? 0 : add_step(k, i, n + 1, *unit, -count);
        if (took)
            return took;
    }
    if (*unit == 'Q' || *unit == 'X')
        count *= *unit == 'Q' ? 3 : 10;
    char letter = *unit == 'T' ? unit[1] : *unit == 'Q' ? 'M' : *unit == 'X' ? 'Y' : *unit;
    add(k, i, n, DL_TIME_DURATION, arena_printf(k->arena, "P%s%d%c", *unit == 'T' ? "T" : "", count, letter));
    return n;
}

/* "10:30", "10:30 p.m.", "7 pm"; on the anchor's day. */
static uint32_t read_clock(struct work *k, uint32_t i)
{
    int hour = -1, minute = 0, used = 0;
    const char *s = k->art->token[i].form, *half = word_is(k, i + 1, "half");
    if (!isdigit((unsigned char)*s) || k->anchor == DL_NO_DAY)
        return 0;
    bool colon = sscanf(s, "%2d:%2d%n", &hour, &minute, &used) == 2 && used == (int)strlen(s);
    if (!colon && (!half || (hour = digits(k, i, 2)) < 0))
        return 0;
    if (!colon)
        minute = 0;
    if (half && hour <= 12)
        hour = hour % 12 + atoi(half);
    if (hour > 24 || minute > 59)
        return 0;
    char iso[12];
    day_format(k->anchor, iso);
    struct dl_time *t = add(k, i, half ? 2 : 1, DL_TIME_TIME, arena_printf(k->arena, "%sT%02d:%02d", iso, hour, minute));
    t->first_day = t->last_day = k->anchor;
    return half ? 2 : 1;
}

void when_find(const struct when_tables *w, struct dl_article *art, struct arena *arena)
{
    static uint32_t (*const reader[])(struct work *, uint32_t) = {read_full_day, read_month, read_clock, read_duration, read_weekday, read_relative, read_year};
    struct work k = {.w = w, .art = art, .arena = arena, .anchor = DL_NO_DAY, .basis = DL_BASIS_dateline};
    int32_t last;
    if (!day_parse(art->dateline.date, &k.anchor, &last)) {
        k.basis = DL_BASIS_published;
        if (!day_parse(art->published, &k.anchor, &last))
            k.anchor = DL_NO_DAY, k.basis = DL_BASIS_none;
    }
    for (uint32_t s = 0; s < art->n_sentences; s++) {
        uint32_t i = art->sentence[s].first, took;
        for (k.end = i + art->sentence[s].n; i < k.end; i += took ? took : 1) {
            took = 0;
            for (size_t r = 0; r < sizeof reader / sizeof *reader && !took; r++)
                took = reader[r](&k, i);
        }
    }
    art->time = k.out.at;
    art->n_times = k.out.n;
}
