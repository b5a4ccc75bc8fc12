/* entities/lands.c: words of countries: names, adjectives, nationals, towns that stand for governments, regions. */
#include "entities/finder.h"

#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/intern.h"
#include "base/utf8.h"
#include "base/banned.h"

enum { LAND_SLOTS = 1 << 13 };
enum column { CODE, KIND, NAME, ADJECTIVE, PERSON, PEOPLE, CAPITAL, FROM, TO, N_COLUMNS };

/* "US", "U.K.": a word of capitals. */
static bool of_capitals(const char *word)
{
    int letters = 0;
    for (; *word; word++) {
        if (*word != '.' && (*word < 'A' || *word > 'Z'))
            return false;
        letters += *word != '.';
    }
    return letters > 1;
}

static void add(struct entities *t, const char *word, struct land land)
{
    char key[128];
    size_t n = utf8_key(word, strlen(word), key, sizeof key);
    uint32_t *slot = &t->land_slot[hash_bytes(key, n) & (LAND_SLOTS - 1)];
    land.capitals = of_capitals(word);
    for (uint32_t i = *slot; i; i = t->land.at[i - 1].next) {
        struct land_word *w = &t->land.at[i - 1];
        if (strcmp(w->key, key) != 0 || w->land.first_day != land.first_day || w->land.last_day != land.last_day)
            continue;
        if (land.form == LAND_REGION && strcmp(w->land.code, land.code) != 0)
            w->land.twin = land.code;
        return;
    }
    *VEC_PUSH(t->arena, &t->land) = (struct land_word){arena_text(t->arena, key, n), land, *slot};
    *slot = t->land.n;
}

static bool read_row(struct entities *t, uint32_t row, enum column column, const int at[N_COLUMNS], struct dl_err *err)
{
    static const enum land_form forms[] = {[NAME] = LAND_NAME, [ADJECTIVE] = LAND_ADJECTIVE, [PERSON] = LAND_PERSON, [PEOPLE] = LAND_PEOPLE, [CAPITAL] = LAND_CAPITAL};
    const char *from = table_cell(&t->lands, row, at[FROM]), *to = table_cell(&t->lands, row, at[TO]), **part;
    bool region = strcmp(table_cell(&t->lands, row, at[KIND]), "region") == 0;
    struct land land = {.code = table_cell(&t->lands, row, at[CODE]), .form = (uint8_t)(region ? LAND_REGION : forms[column]), .first_day = INT32_MIN, .last_day = INT32_MAX};
    int32_t unused;
    if ((*from && !day_parse(from, &land.first_day, &unused)) || (*to && !day_parse(to, &unused, &land.last_day)))
        return err_at(err, DL_EFORMAT, t->lands.path, t->lands.line[row], "has a date that is none");
    land.name = !region && table_list(table_cell(&t->lands, row, at[NAME]), t->arena, &part) ? part[0] : NULL;
    uint32_t n = table_list(table_cell(&t->lands, row, at[column]), t->arena, &part);
    for (uint32_t i = 0; i < n; i++)
        add(t, part[i], land);
    return true;
}

bool lands_open(struct entities *t, const char *data_dir, struct dl_err *err)
{
    int at[N_COLUMNS];
    t->land_slot = arena_take(t->arena, LAND_SLOTS, sizeof *t->land_slot);
    if (!table_read(&t->lands, arena_printf(t->arena, "%s/data/en/countries.tsv", data_dir), t->arena, err)
        || !table_need(&t->lands, (const char *const[]){"code", "kind", "name", "adjective", "person", "people", "capital", "from", "to"}, at, N_COLUMNS, err))
        return false;
    for (enum column c = NAME; c <= CAPITAL; c++)  /* names of all before adjectives of any, states before regions */
        for (int regions = 0; regions < 2; regions++)
            for (uint32_t i = 0; i < t->lands.n_rows; i++)
                if ((strcmp(table_cell(&t->lands, i, at[KIND]), "region") == 0) == regions && !read_row(t, i, c, at, err))
                    return false;
    return true;
}

/* How well a row's years fit: it holds on the day by its years, it has none, it has others. */
static int fits(const struct land *land, int32_t day)
{
    bool dated = land->first_day != INT32_MIN || land->last_day != INT32_MAX;
    if (!dated)
        return 2;
    return day == DL_NO_DAY ? land->last_day == INT32_MAX : day >= land->first_day && day <= land->last_day ? 3 : 0;
}

bool lands_find(const struct entities *t, const char *key, int32_t day, struct land *out)
{
    int best = -1;
    for (uint32_t i = t->land_slot[hash_str(key) & (LAND_SLOTS - 1)]; i; i = t->land.at[i - 1].next) {
        const struct land_word *w = &t->land.at[i - 1];
        if (strcmp(w->key, key) == 0 && fits(&w->land, day) > best) {
            best = fits(&w->land, day);
            *out = w->land;
        }
    }
    return best >= 0;
}

const char *lands_name(const struct entities *t, const char *code)
{
    for (uint32_t i = 0; i < t->land.n; i++)
        if (t->land.at[i].land.name && *t->land.at[i].land.code == *code && strcmp(t->land.at[i].land.code, code) == 0)
            return t->land.at[i].land.name;
    return NULL;
}
