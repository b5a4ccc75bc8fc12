/* entities/lands.c: words of countries: names, adjectives, nationals, towns that stand for governments. */
#include "entities/finder.h"

#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/intern.h"
#include "base/utf8.h"
#include "base/banned.h"

enum { LAND_SLOTS = 1 << 11, N_COLUMNS = 6 };

static void add(struct entities *t, const char *word, const char *end, struct land land)
{
    char key[128];
    size_t n = utf8_key(word, strlen(word), key, sizeof key - 4);
    memcpy(key + n, end, strlen(end) + 1);
    uint32_t *slot = &t->land_slot[hash_str(key) & (LAND_SLOTS - 1)];
    for (uint32_t i = *slot; i; i = t->land.at[i - 1].next) {
        struct land_word *w = &t->land.at[i - 1];
        if (strcmp(w->key, key) != 0 || w->land.last_day != INT32_MAX)
            continue;
        if (land.form == LAND_REGION && strcmp(w->land.code, land.code) != 0)
            w->land.twin = land.code;
        return;
    }
    *VEC_PUSH(t->arena, &t->land) = (struct land_word){arena_text(t->arena, key, strlen(key)), land, *slot};
    *slot = t->land.n;
}

static void add_all(struct entities *t, const char *words, struct land land)
{
    const char **part;
    uint32_t n = table_list(words, t->arena, &part);
    for (uint32_t i = 0; i < n; i++) {
        add(t, part[i], "", land);
        if (land.form != LAND_ADJECTIVE && land.form != LAND_PERSON)
            continue;
        struct land many = land;
        many.form = LAND_PEOPLE;
        add(t, part[i], "s", many);
    }
}

static bool read_row(struct entities *t, uint32_t row, int column, enum land_form form, const int at[N_COLUMNS + 2], struct dl_err *err)
{
    int32_t unused;
    const char *from = table_cell(&t->lands, row, at[N_COLUMNS]), *to = table_cell(&t->lands, row, at[N_COLUMNS + 1]), **names;
    struct land land = {.code = table_cell(&t->lands, row, at[0]), .form = (uint8_t)form, .first_day = INT32_MIN, .last_day = INT32_MAX};
    if ((*from && !day_parse(from, &land.first_day, &unused)) || (*to && !day_parse(to, &unused, &land.last_day)))
        return err_at(err, DL_EFORMAT, t->lands.path, t->lands.line[row], "has a date that is none");
    land.name = table_list(table_cell(&t->lands, row, at[1]), t->arena, &names) ? names[0] : NULL;
    add_all(t, table_cell(&t->lands, row, column), land);
    return true;
}

bool lands_open(struct entities *t, const char *data_dir, struct dl_err *err)
{
    static const enum land_form forms[N_COLUMNS] = {LAND_NAME, LAND_NAME, LAND_ADJECTIVE, LAND_PERSON, LAND_CAPITAL, LAND_REGION};
    int at[N_COLUMNS + 2];
    t->land_slot = arena_take(t->arena, LAND_SLOTS, sizeof *t->land_slot);
    if (!table_read(&t->lands, arena_printf(t->arena, "%s/data/en/lands.tsv", data_dir), t->arena, err)
        || !table_need(&t->lands, (const char *const[]){"code", "name", "adjective", "national", "capital", "region", "from", "to"}, at, N_COLUMNS + 2, err))
        return false;
    for (int c = 1; c < N_COLUMNS; c++)            /* names of all before capitals and regions of any */
        for (uint32_t i = 0; i < t->lands.n_rows; i++)
            if (!read_row(t, i, at[c], forms[c], at, err))
                return false;
    return true;
}

bool lands_find(const struct entities *t, const char *key, int32_t day, struct land *out)
{
    bool found = false;
    for (uint32_t i = t->land_slot[hash_str(key) & (LAND_SLOTS - 1)]; i; i = t->land.at[i - 1].next) {
        const struct land_word *w = &t->land.at[i - 1];
        bool dated = w->land.last_day != INT32_MAX;
        if (strcmp(w->key, key) != 0 || (dated && (day == DL_NO_DAY || day > w->land.last_day || day < w->land.first_day)) || (found && !dated))
            continue;
        *out = w->land;
        found = true;
    }
    return found;
}

const char *lands_name(const struct entities *t, const char *code)
{
    for (uint32_t i = 0; i < t->land.n; i++)
        if (t->land.at[i].land.name && strcmp(t->land.at[i].land.code, code) == 0)
            return t->land.at[i].land.name;
    return NULL;
}
