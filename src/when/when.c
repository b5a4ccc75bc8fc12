/* when/when.c: reads time expressions off the words and puts them on the calendar; never invents a date without an anchor. */
#include "when/when.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/intern.h"
#include "base/table.h"
#include "base/utf8.h"
#include "when/work.h"
#include "base/banned.h"

enum { SLOTS = 1024 };

struct when_tables {
    struct arena *arena;
    struct when_word *slot[SLOTS];   /* chains by hash of the key; meanings of one word are neighbours in a chain */
    bool begins[256][256];           /* does a word of the table begin with these two bytes? */
};

static int kind_of(const char *name)
{
    static const char *const names[] = {
#define X(kind) #kind,
        WHEN_KINDS(X)
#undef X
    };
    for (int i = 0; i < N_WHEN_KINDS; i++)
        if (!strcmp(names[i], name))
            return i;
    return -1;
}

static void add_word(struct when_tables *w, const char *key, int kind, const char *value)
{
    struct when_word *word = arena_take(w->arena, 1, sizeof *word), **slot = &w->slot[hash_str(key) % SLOTS];
    size_t digits = strspn(value, "-0123456789");
    bool season = kind == WHEN_season;   /* its first month stands before its letters */
    *word = (struct when_word){.key = key, .value = season ? value + digits : value, .next = *slot, .number = atoi(value), .kind = (uint8_t)kind};
    *slot = word;
    w->begins[(unsigned char)key[0]][(unsigned char)key[0] ? (unsigned char)key[1] : 0] = true;
}

static bool load(struct when_tables *w, const char *data_dir, struct dl_err *err)
{
    static const char *const names[] = {"word", "kind", "value"};
    struct table t;
    int at[3];
    char *path = arena_printf(w->arena, "%s/data/en/time.tsv", data_dir);
    if (!table_read(&t, path, w->arena, err) || !table_need(&t, names, at, 3, err))
        return false;
    for (uint32_t r = 0; r < t.n_rows; r++) {
        int kind = kind_of(table_cell(&t, r, at[1]));
        if (kind < 0)
            return err_at(err, DL_EFORMAT, path, t.line[r], "no such kind of word: %s", table_cell(&t, r, at[1])), false;
        add_word(w, table_cell(&t, r, at[0]), kind, table_cell(&t, r, at[2]));
    }
    return true;
}

struct when_tables *when_open(const char *data_dir, struct dl_err *err)
{
    struct when_tables *w = base_alloc(1, sizeof *w);
    w->arena = arena_new();
    if (load(w, data_dir, err))
        return w;
    when_close(w);
    return NULL;
}

void when_close(struct when_tables *w)
{
    if (!w)
        return;
    arena_free(w->arena);
    free(w);
}

static const struct when_word *meanings(const struct when_tables *w, const char *form)
{
    char key[32];
    unsigned char first = (unsigned char)form[0], second = first ? (unsigned char)form[1] : 0;
    if (first >= 128 || (second < 128 && !w->begins[tolower(first)][second == '.' ? 0 : tolower(second)] && second != '.'))
        return NULL;
    size_t n = strlen(form);
    if (n >= sizeof key)
        return NULL;
    utf8_key(form, n, key, sizeof key);
    for (const struct when_word *word = w->slot[hash_str(key) % SLOTS]; word; word = word->next)
        if (!strcmp(word->key, key))
            return word;
    return NULL;
}

const struct when_word *when_word(const struct work *k, uint32_t i, enum when_kind kind)
{
    if (i >= k->end)
        return NULL;
    const struct when_word *first = k->word[i];
    for (const struct when_word *word = first; word; word = word->next)
        if (word->kind == kind && !strcmp(word->key, first->key))
            return word;
    return NULL;
}

bool when_form(const struct work *k, uint32_t i, const char *form)
{
    return i < k->end && !strcmp(k->art->token[i].form, form);
}

int when_digits(const struct work *k, uint32_t i, size_t most)
{
    if (i >= k->end)
        return -1;
    const char *s = k->art->token[i].form;
    size_t n = strspn(s, "0123456789");
    return n && n <= most && !s[n] ? atoi(s) : -1;
}

int when_year(const struct work *k, uint32_t i)
{
    int y = when_digits(k, i, 4);
    return y >= 1500 && y <= 2100 ? y : -1;
}

struct dl_time *when_add(struct work *k, uint32_t i, uint32_t n, uint8_t type, const char *value)
{
    struct dl_time *t = VEC_PUSH(k->arena, &k->out);
    *t = (struct dl_time){.span = {k->art->token[i].span.start, k->art->token[i + n - 1].span.end}, .value = value,
                          .first_day = DL_NO_DAY, .last_day = DL_NO_DAY, .type = type, .basis = k->basis, .hedged = when_hedged(k, i)};
    return t;
}

uint32_t when_add_range(struct work *k, uint32_t i, uint32_t n, const char *value, int32_t first, int32_t last)
{
    struct dl_time *t = when_add(k, i, n, DL_TIME_DATE, value);
    t->first_day = first, t->last_day = last;
    return n;
}

uint32_t when_add_day(struct work *k, uint32_t i, uint32_t n, int32_t day, uint8_t basis)
{
    char iso[12];
    day_format(day, iso);
    when_add_range(k, i, n, arena_text(k->arena, iso, strlen(iso)), day, day);
    k->out.at[k->out.n - 1].basis = basis;
    return n;
}

uint32_t when_add_iso(struct work *k, uint32_t i, uint32_t n, const char *iso, uint8_t basis)
{
    struct dl_time *t = when_add(k, i, n, DL_TIME_DATE, iso);
    day_parse(iso, &t->first_day, &t->last_day);
    t->basis = basis;
    return n;
}

static uint32_t add_week(struct work *k, uint32_t i, uint32_t n, int32_t day, bool weekend)
{
    int year, week;
    day_iso_week(day, &year, &week);
    int32_t monday = day_of_iso_week(year, week);
    return when_add_range(k, i, n, arena_printf(k->arena, "%04d-W%02d%s", year, week, weekend ? "-WE" : ""), monday + (weekend ? 5 : 0), monday + 6);
}

uint32_t when_add_step(struct work *k, uint32_t i, uint32_t n, char unit, int steps, int32_t from)
{
    struct ymd a = day_ymd(from);
    int months = a.year * 12 + a.month - 1 + steps * (unit == 'Q' ? 3 : 1), y = months / 12, q = months % 12 / 3;
    if (abs(steps) > 5000 || y < 1)
        return 0;
    switch (unit) {
    case 'D': return when_add_day(k, i, n, from + steps, k->basis);
    case 'Y': return when_add_iso(k, i, n, arena_printf(k->arena, "%04d", a.year + steps), k->basis);
    case 'M': return when_add_iso(k, i, n, arena_printf(k->arena, "%04d-%02d", y, months % 12 + 1), k->basis);
    case 'Q': return when_add_range(k, i, n, arena_printf(k->arena, "%04d-Q%d", y, q + 1), day_of(y, q * 3 + 1, 1), day_of(y, q * 3 + 3, month_days(y, q * 3 + 3)));
    case 'W':
    case 'E': return add_week(k, i, n, from + 7 * steps, unit == 'E');
    case 'X': return when_add_iso(k, i, n, arena_printf(k->arena, "%04d", a.year + 10 * steps), k->basis);
    default: return 0;
    }
}

/* Later words may be told from the last day that the text named. */
static void remember(struct work *k, uint32_t before)
{
    for (uint32_t t = before; t < k->out.n; t++)
        if (k->out.at[t].first_day != DL_NO_DAY)
            k->told = k->out.at[t].first_day;
}

void when_find(const struct when_tables *w, struct dl_article *art, struct arena *arena)
{
    struct work k = {.w = w, .art = art, .arena = arena, .anchor = DL_NO_DAY, .told = DL_NO_DAY, .basis = DL_BASIS_dateline};
    int32_t last;
    if (!day_parse(art->dateline.date, &k.anchor, &last)) {
        k.basis = DL_BASIS_published;
        if (!day_parse(art->published, &k.anchor, &last))
            k.anchor = DL_NO_DAY, k.basis = DL_BASIS_none;
    }
    k.word = arena_take(arena, art->n_tokens + 1, sizeof *k.word);
    for (uint32_t i = 0; i < art->n_tokens; i++)
        k.word[i] = meanings(w, art->token[i].form);
    for (uint32_t s = 0; s < art->n_sentences; s++) {
        uint32_t i = art->sentence[s].first, took;
        for (k.end = i + art->sentence[s].n; i < k.end; i += took ? took : 1) {
            uint32_t before = k.out.n;
            took = calendar_read(&k, i);
            if (!took)
                took = relative_read(&k, i);
            remember(&k, before);
        }
    }
    art->time = k.out.at;
    art->n_times = k.out.n;
}
