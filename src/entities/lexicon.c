/* entities/lexicon.c: the words by which mentions are read, and people by surname and by office. */
#include "entities/finder.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/intern.h"
#include "base/utf8.h"
#include "base/banned.h"

enum { WORD_SLOTS = 1 << 13 };

static const char *const classes[] = {
#define X(name) #name,
    WORD_CLASSES(X)
#undef X
};

static uint8_t gender_of(const char *s)
{
    return strcmp(s, "male") == 0 ? DL_GENDER_male : strcmp(s, "female") == 0 ? DL_GENDER_female : DL_GENDER_unknown;
}

static void add_word(struct entities *t, const char *text, uint8_t class, const char *gender, const char *value)
{
    char key[128];
    size_t n = utf8_key(text, strlen(text), key, sizeof key);
    uint32_t *slot = &t->word_slot[hash_bytes(key, n) & (WORD_SLOTS - 1)];
    *VEC_PUSH(t->arena, &t->word) = (struct word){arena_text(t->arena, key, n), value, class, gender_of(gender), *slot};
    *slot = t->word.n;
}

static bool read_words(struct entities *t, const char *path, struct dl_err *err)
{
    struct table tab;
    int at[4];
    if (!table_read(&tab, path, t->arena, err) || !table_need(&tab, (const char *const[]){"word", "class", "gender", "value"}, at, 4, err))
        return false;
    for (uint32_t i = 0; i < tab.n_rows; i++) {
        uint8_t c = 0;
        while (c < N_WORD_CLASSES && strcmp(classes[c], table_cell(&tab, i, at[1])) != 0)
            c++;
        if (c == N_WORD_CLASSES)
            return err_at(err, DL_EFORMAT, path, tab.line[i], "has the unknown class \"%s\"", table_cell(&tab, i, at[1]));
        add_word(t, table_cell(&tab, i, at[0]), c, table_cell(&tab, i, at[2]), table_cell(&tab, i, at[3]));
    }
    return true;
}

static bool read_given(struct entities *t, const char *path, struct dl_err *err)
{
    struct table tab;
    int at[2];
    if (!table_read(&tab, path, t->arena, err) || !table_need(&tab, (const char *const[]){"name", "gender"}, at, 2, err))
        return false;
    for (uint32_t i = 0; i < tab.n_rows; i++)
        add_word(t, table_cell(&tab, i, at[0]), WORD_given, table_cell(&tab, i, at[1]), "");
    return true;
}

const struct word *lexicon_word(const struct entities *t, const char *key, enum word_class class)
{
    for (uint32_t i = t->word_slot[hash_str(key) & (WORD_SLOTS - 1)]; i; i = t->word.at[i - 1].next)
        if (t->word.at[i - 1].class == class && strcmp(t->word.at[i - 1].key, key) == 0)
            return &t->word.at[i - 1];
    return NULL;
}

/* ---- people by surname and office ----------------------------------------------------------- */

const char *lexicon_role(const struct entities *t, const struct known_row *row) { return table_cell(&t->roles, row->rank, 0); }

static bool family_first(const char *country)
{
    static const char *const codes[] = {"CHN", "HKG", "KHM", "KOR", "PRK", "SGP", "TWN", "VNM"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(codes[i], country) == 0)
            return true;
    return false;
}

static void add_person(struct entities *t, const struct known_row *row, uint32_t i)
{
    char key[256];
    utf8_key(row->name, strlen(row->name), key, sizeof key);
    char *last = strrchr(key, ' '), *first_end = strchr(key, ' ');
    if (last && !last[1 + strspn(last + 1, "ivx")]) {      /* "Hassan II" */
        *last = 0;
        last = strrchr(key, ' ');
        first_end = strchr(key, ' ');
    }
    *VEC_PUSH(t->arena, &t->office) = i;
    const char *surname = last ? last + 1 : key;
    *VEC_PUSH(t->arena, &t->holder) = (struct holder){arena_text(t->arena, surname, strlen(surname)), i};
    if (!last)
        return;
    const char *role = lexicon_role(t, row);
    bool ruler = strcmp(role, "HOS") == 0 || strcmp(role, "ROYAL") == 0;     /* "King Hussein", "President Saddam" */
    if (ruler || family_first(row->code))
        *VEC_PUSH(t->arena, &t->holder) = (struct holder){arena_text(t->arena, key, (size_t)(first_end - key)), i};
    *last = 0;                     /* "al assad", "suu kyi", "lopez obrador": the last two words */
    char *before = strrchr(key, ' ');
    if (before) {
        *last = ' ';
        *VEC_PUSH(t->arena, &t->holder) = (struct holder){arena_text(t->arena, before + 1, strlen(before + 1)), i};
    }
}

static int by_key(const void *a, const void *b)
{
    const struct holder *x = a, *y = b;
    int c = strcmp(x->key, y->key);
    return c ? c : x->row < y->row ? -1 : x->row > y->row;
}

static int by_country(const void *a, const void *b, void *rows)
{
    const struct known_row *row = rows;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int c = strcmp(row[x].code, row[y].code);
    return c ? c : x < y ? -1 : x > y;
}

bool lexicon_open(struct entities *t, const char *data_dir, struct dl_err *err)
{
    uint32_t n;
    const struct known_row *row = knowledge_rows(t->k, &n);
    t->word_slot = arena_take(t->arena, WORD_SLOTS, sizeof *t->word_slot);
    if (!read_words(t, arena_printf(t->arena, "%s/data/en/mentions.tsv", data_dir), err)
        || !read_given(t, arena_printf(t->arena, "%s/data/en/given.tsv", data_dir), err)
        || !table_read(&t->roles, arena_printf(t->arena, "%s/data/en/roles.tsv", data_dir), t->arena, err))
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (row[i].kind == KNOWN_PERSON)
            add_person(t, &row[i], i);
    qsort(t->holder.at, t->holder.n, sizeof *t->holder.at, by_key);
    qsort_r(t->office.at, t->office.n, sizeof *t->office.at, by_country, (void *)(uintptr_t)row);
    return true;
}

/* "leader" is said of whoever leads; the other roles are told apart. */
static bool role_fits(const char *held, const char *asked)
{
    static const char *const leaders[] = {"HOS", "HOG", "LEADER", "REB", "OPP", "PARTY", "SG"};
    if (strcmp(held, asked) == 0)
        return true;
    for (size_t i = 0; strcmp(asked, "LEADER") == 0 && i < sizeof leaders / sizeof *leaders; i++)
        if (strcmp(held, leaders[i]) == 0)
            return true;
    return false;
}

static bool in_term(const struct known_row *row, int32_t day) { return day != DL_NO_DAY && day >= row->first_day && day <= row->last_day; }

static uint32_t first_holder(const struct entities *t, const char *key)
{
    uint32_t lo = 0, hi = t->holder.n;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (strcmp(t->holder.at[mid].key, key) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

bool lexicon_is_surname(const struct entities *t, const char *key)
{
    uint32_t i = first_holder(t, key);
    return i < t->holder.n && strcmp(t->holder.at[i].key, key) == 0;
}

const struct known_row *lexicon_surname(const struct entities *t, const char *key, const char *role, const char *country, int32_t day)
{
    uint32_t n, lo = first_holder(t, key);
    const struct known_row *rows = knowledge_rows(t->k, &n), *best = NULL;
    bool torn = false;
    for (; lo < t->holder.n && strcmp(t->holder.at[lo].key, key) == 0; lo++) {
        const struct known_row *row = &rows[t->holder.at[lo].row];
        if ((country && strcmp(row->code, country) != 0) || (role && !role_fits(lexicon_role(t, row), role)))
            continue;
        if (!country && day != DL_NO_DAY && !in_term(row, day))
            continue;
        bool better = !best || (in_term(row, day) && !in_term(best, day))
            || (in_term(row, day) == in_term(best, day) && (row->rank < best->rank || (row->rank == best->rank && row->first_day > best->first_day && day == DL_NO_DAY)));
        torn |= best && strcmp(best->code, row->code) != 0;
        if (better)
            best = row;
    }
    return torn ? NULL : best;
}

/* How high an office is for a surname alone to mean its holder. */
enum { TOP, HEAD, HIGH, LOW };

static uint32_t height_of(const char *role)
{
    static const struct { const char *role; uint32_t height; } heights[] = {
        {"LEADER", TOP}, {"HOS", HEAD}, {"HOG", HEAD}, {"SG", HIGH}, {"VP", HIGH}, {"FM", HIGH}, {"DM", HIGH}, {"NSA", HIGH}, {"ENVOY", HIGH},
        {"SPOKES", HIGH}, {"IGO", HIGH}};
    for (size_t i = 0; i < sizeof heights / sizeof *heights; i++)
        if (strcmp(heights[i].role, role) == 0)
            return heights[i].height;
    return LOW;
}

/* Those in office on the day whose surname this is and of whose country `named` says that the article speaks: one person or NULL. */
const struct known_row *lexicon_in_office(const struct entities *t, const char *key, int32_t day, bool (*named)(const void *arg, const char *code), const void *arg, bool strict)
{
    uint32_t n;
    const struct known_row *rows = knowledge_rows(t->k, &n), *best = NULL;
    bool torn = false;
    for (uint32_t i = first_holder(t, key); day != DL_NO_DAY && i < t->holder.n && strcmp(t->holder.at[i].key, key) == 0; i++) {
        const struct known_row *row = &rows[t->holder.at[i].row];
        uint32_t height = height_of(lexicon_role(t, row)), best_height = best ? height_of(lexicon_role(t, best)) : 0;
        if (height == LOW || (strict && height > HEAD) || !in_term(row, day) || (!strict && !named(arg, row->code)))
            continue;
        torn = best && strcmp(best->name, row->name) != 0 && (height == best_height || strict || (torn && height > best_height));
        if (!best || height < best_height)
            best = row;
    }
    return torn ? NULL : best;
}

const struct known_row *lexicon_holder(const struct entities *t, const char *country, const char *role, int32_t day)
{
    uint32_t n, lo = 0, hi = t->office.n;
    const struct known_row *rows = knowledge_rows(t->k, &n), *best = NULL;
    if (day == DL_NO_DAY || !country)
        return NULL;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (strcmp(rows[t->office.at[mid]].code, country) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < t->office.n && strcmp(rows[t->office.at[lo]].code, country) == 0; lo++) {
        const struct known_row *row = &rows[t->office.at[lo]];
        if (in_term(row, day) && strcmp(lexicon_role(t, row), role) == 0 && (!best || row->first_day > best->first_day))
            best = row;
    }
    return best;
}

const struct known_row *lexicon_head(const struct entities *t, const char *country, int32_t day)
{
    char key[16];
    if (!country || strlen(country) > 8)
        return NULL;
    utf8_key(country, strlen(country), key, sizeof key);
    const struct known_row *row = lexicon_holder(t, country, "LEADER", day);
    return row ? row : lexicon_holder(t, country, lexicon_word(t, key, WORD_cabinet) ? "HOG" : "HOS", day);
}
