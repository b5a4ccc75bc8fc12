/* entities/lexicon.c: the words by which mentions are read, and people by surname and by office. */
#include "entities/finder.h"

#include <string.h>

#include "base/err.h"
#include "base/intern.h"
#include "base/utf8.h"
#include "base/banned.h"

enum { WORD_SLOTS = 1 << 13, HOLDER_SLOTS = 1 << 15, OFFICE_SLOTS = 1 << 10 };

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

static void add_holder(struct entities *t, const char *key, uint32_t row)
{
    uint32_t *slot = &t->holder_slot[hash_str(key) & (HOLDER_SLOTS - 1)];
    *VEC_PUSH(t->arena, &t->holder) = (struct holder){key, row, *slot};
    *slot = t->holder.n;
}

static void add_person(struct entities *t, const struct known_row *row, uint32_t i)
{
    char folded[512];
    size_t n = utf8_key(row->name, strlen(row->name), folded, sizeof folded);
    char *key = arena_text(t->arena, folded, n);
    char *last = strrchr(key, ' '), *first_end = strchr(key, ' ');
    if (last && !last[1 + strspn(last + 1, "ivx")]) {      /* "Hassan II" */
        *last = 0;
        last = strrchr(key, ' ');
        first_end = strchr(key, ' ');
    }
    add_holder(t, last ? last + 1 : key, i);
    if (!last)
        return;
    const char *role = lexicon_role(t, row);
    bool ruler = strcmp(role, "HOS") == 0 || strcmp(role, "ROYAL") == 0;     /* "King Hussein", "President Saddam" */
    if (ruler || family_first(row->code))
        add_holder(t, arena_text(t->arena, key, (size_t)(first_end - key)), i);
    *last = 0;                     /* "al assad", "suu kyi", "lopez obrador": the last two words */
    char *before = strrchr(key, ' ');
    *last = ' ';
    if (before)
        add_holder(t, before + 1, i);
}

/* Backwards, so that chains run in order of rows. */
static void add_people(struct entities *t)
{
    uint32_t n;
    const struct known_row *row = knowledge_rows(t->k, &n);
    t->holder_slot = arena_take(t->arena, HOLDER_SLOTS, sizeof *t->holder_slot);
    t->office_slot = arena_take(t->arena, OFFICE_SLOTS, sizeof *t->office_slot);
    t->office_next = arena_take(t->arena, n + 1, sizeof *t->office_next);
    for (uint32_t i = n; i-- > 0;) {
        if (row[i].kind != KNOWN_PERSON)
            continue;
        add_person(t, &row[i], i);
        uint32_t *slot = &t->office_slot[hash_str(row[i].code) & (OFFICE_SLOTS - 1)];
        t->office_next[i] = *slot;
        *slot = i + 1;
    }
}

bool lexicon_open(struct entities *t, const char *data_dir, struct dl_err *err)
{
    t->word_slot = arena_take(t->arena, WORD_SLOTS, sizeof *t->word_slot);
    if (!read_words(t, arena_printf(t->arena, "%s/data/en/mentions.tsv", data_dir), err)
        || !read_given(t, arena_printf(t->arena, "%s/data/en/given.tsv", data_dir), err)
        || !table_read(&t->roles, arena_printf(t->arena, "%s/data/en/roles.tsv", data_dir), t->arena, err))
        return false;
    add_people(t);
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

/* 1 + the first holder of this key from `at` (1 + a holder) on; 0 if there is none. */
static uint32_t holder_from(const struct entities *t, const char *key, uint32_t at)
{
    while (at && strcmp(t->holder.at[at - 1].key, key) != 0)
        at = t->holder.at[at - 1].next;
    return at;
}

static uint32_t first_holder(const struct entities *t, const char *key) { return holder_from(t, key, t->holder_slot[hash_str(key) & (HOLDER_SLOTS - 1)]); }
static uint32_t next_holder(const struct entities *t, const char *key, uint32_t at) { return holder_from(t, key, t->holder.at[at - 1].next); }

/* Those who may be called so: by the first spelling of their name, and a ruler by his first name; then by any spelling. A row may come twice. */
struct called { uint32_t holder; bool rest; struct bearer bearer; };

static const struct known_row *next_called(const struct entities *t, const char *key, struct called *c)
{
    uint32_t n;
    if (!c->rest) {
        c->holder = c->holder ? next_holder(t, key, c->holder) : first_holder(t, key);
        if (c->holder)
            return &knowledge_rows(t->k, &n)[t->holder.at[c->holder - 1].row];
        c->rest = true;
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
        uint32_t height = height_of(lexicon_role(t, row)), best_height = best ? height_of(lexicon_role(t, best)) : 0;
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
        uint32_t height = height_of(lexicon_role(t, row));
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
    uint32_t n;
    const struct known_row *rows = knowledge_rows(t->k, &n), *best = NULL;
    if (day == DL_NO_DAY || !country)
        return NULL;
    for (uint32_t at = t->office_slot[hash_str(country) & (OFFICE_SLOTS - 1)]; at; at = t->office_next[at - 1]) {
        const struct known_row *row = &rows[at - 1];
        if (in_term(row, day) && strcmp(row->code, country) == 0 && strcmp(lexicon_role(t, row), role) == 0 && (!best || row->first_day > best->first_day))
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
