/* entities/lexicon.c: the words by which mentions are read, and which of the people of a surname or an office is meant. */
#include "entities/finder.h"

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

bool lexicon_open(struct entities *t, const char *data_dir, struct dl_err *err)
{
    t->word_slot = arena_take(t->arena, WORD_SLOTS, sizeof *t->word_slot);
    return read_words(t, arena_printf(t->arena, "%s/data/en/mentions.tsv", data_dir), err)
        && read_given(t, arena_printf(t->arena, "%s/data/en/given.tsv", data_dir), err);
}

/* ---- people by surname and office ----------------------------------------------------------- */

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

/* Those who may be called so: by the first spelling of their name, and a ruler by his first name; then by any spelling. A row may come twice. */
struct called { bool rest; struct bearer bearer; };

static const struct known_row *next_called(const struct entities *t, const char *key, struct called *c)
{
    if (!c->rest) {
        const struct known_row *row = knowledge_holder(t->k, key, &c->bearer);
        if (row)
            return row;
        *c = (struct called){.rest = true};
    }
    return knowledge_bearer(t->k, key, &c->bearer);
}

bool lexicon_is_surname(const struct entities *t, const char *key) { return next_called(t, key, &(struct called){0}) != NULL; }

const struct known_row *lexicon_surname(const struct entities *t, const char *key, const char *role, const char *country, int32_t day)
{
    const struct known_row *row, *best = NULL;
    struct called at = {0};
    bool torn = false;
    while ((row = next_called(t, key, &at))) {
        if ((country && strcmp(row->code, country) != 0) || (role && !role_fits(row->role, role)))
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
enum { TOP, HEAD, HIGH, MIDDLE, LOW };

static uint32_t height_of(const char *role)
{
    static const struct { const char *role; uint32_t height; } heights[] = {
        {"LEADER", TOP}, {"HOS", HEAD}, {"HOG", HEAD}, {"SG", HIGH}, {"VP", HIGH}, {"FM", HIGH}, {"DM", HIGH}, {"NSA", HIGH}, {"ENVOY", HIGH},
        {"SPOKES", HIGH}, {"IGO", HIGH}, {"MIN", MIDDLE}, {"IM", MIDDLE}, {"FIN", MIDDLE}, {"JM", MIDDLE}, {"CHOD", MIDDLE}, {"INTEL", MIDDLE},
        {"UNREP", MIDDLE}, {"AMB", MIDDLE}, {"CB", MIDDLE}, {"SPEAKER", MIDDLE}, {"OPP", MIDDLE}, {"PARTY", MIDDLE}, {"REB", MIDDLE}};
    for (size_t i = 0; i < sizeof heights / sizeof *heights; i++)
        if (strcmp(heights[i].role, role) == 0)
            return heights[i].height;
    return LOW;
}

/* Those in office on the day whose surname this is and of whom `named` says that the article speaks of their like: one person or NULL. */
const struct known_row *lexicon_in_office(const struct entities *t, const char *key, int32_t day, bool (*named)(const void *arg, const struct known_row *row), const void *arg,
                                          bool strict)
{
    const struct known_row *row, *best = NULL;
    struct called at = {0};
    bool torn = false;
    while (day != DL_NO_DAY && (row = next_called(t, key, &at))) {
        uint32_t height = height_of(row->role), best_height = best ? height_of(best->role) : 0;
        if (height == LOW || (strict && height > HEAD) || !in_term(row, day) || (!strict && !named(arg, row)))
            continue;
        torn = best && strcmp(best->name, row->name) != 0 && (height == best_height || strict || (torn && height > best_height));
        if (!best || height < best_height)
            best = row;
    }
    return torn ? NULL : best;
}

const struct known_row *lexicon_any_head(const struct entities *t, const char *key)
{
    const struct known_row *row, *best = NULL;
    struct called at = {0};
    const char *land = NULL;
    while ((row = next_called(t, key, &at))) {
        uint32_t height = height_of(row->role);
        if (height == LOW)
            continue;
        if (land && strncmp(land, row->code, 3) != 0)
            return NULL;
        land = row->code;
        if (height <= HEAD && (!best || row->first_day > best->first_day))
            best = row;
    }
    return best;
}

const struct known_row *lexicon_holder(const struct entities *t, const char *country, const char *role, int32_t day)
{
    const struct known_row *row, *best = NULL;
    struct bearer at = {0};
    while (day != DL_NO_DAY && country && (row = knowledge_compatriot(t->k, country, &at)))
        if (in_term(row, day) && strcmp(row->role, role) == 0 && (!best || row->first_day > best->first_day))
            best = row;
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
