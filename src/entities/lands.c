/* entities/lands.c: words of countries: names, adjectives, nationals, towns that stand for governments. */
#include "entities/finder.h"

#include <string.h>

#include "base/intern.h"
#include "base/utf8.h"
#include "base/banned.h"

enum { LAND_SLOTS = 1 << 11, N_COLUMNS = 5 };

static void add(struct entities *t, const char *word, const char *end, const char *code, const char *name, enum land_form form)
{
    char key[128];
    struct land unused;
    size_t n = utf8_key(word, strlen(word), key, sizeof key - 4);
    memcpy(key + n, end, strlen(end) + 1);
    if (lands_find(t, key, &unused))
        return;
    uint32_t *slot = &t->land_slot[hash_str(key) & (LAND_SLOTS - 1)];
    *VEC_PUSH(t->arena, &t->land) = (struct land_word){arena_text(t->arena, key, strlen(key)), {code, name, (uint8_t)form}, *slot};
    *slot = t->land.n;
}

static void add_all(struct entities *t, uint32_t row, int column, const char *code, enum land_form form)
{
    const char **part;
    uint32_t n = table_list(table_cell(&t->lands, row, 1), t->arena, &part);
    const char *name = n ? part[0] : code;
    n = table_list(table_cell(&t->lands, row, column), t->arena, &part);
    for (uint32_t i = 0; i < n; i++) {
        add(t, part[i], "", code, name, form);
        if (form == LAND_ADJECTIVE || form == LAND_PERSON)
            add(t, part[i], "s", code, name, LAND_PEOPLE);
    }
}

bool lands_open(struct entities *t, const char *data_dir, struct dl_err *err)
{
    int at[N_COLUMNS];
    t->land_slot = arena_take(t->arena, LAND_SLOTS, sizeof *t->land_slot);
    if (!table_read(&t->lands, arena_printf(t->arena, "%s/data/en/lands.tsv", data_dir), t->arena, err)
        || !table_need(&t->lands, (const char *const[]){"code", "name", "adjective", "national", "capital"}, at, N_COLUMNS, err))
        return false;
    static const enum land_form forms[N_COLUMNS] = {LAND_NAME, LAND_NAME, LAND_ADJECTIVE, LAND_PERSON, LAND_CAPITAL};
    for (int c = 1; c < N_COLUMNS; c++)            /* names of all first: "Mexico City" never hides "Mexico" */
        for (uint32_t i = 0; i < t->lands.n_rows; i++)
            add_all(t, i, at[c], table_cell(&t->lands, i, at[0]), forms[c]);
    return true;
}

bool lands_find(const struct entities *t, const char *key, struct land *out)
{
    for (uint32_t i = t->land_slot[hash_str(key) & (LAND_SLOTS - 1)]; i; i = t->land.at[i - 1].next)
        if (strcmp(t->land.at[i - 1].key, key) == 0) {
            *out = t->land.at[i - 1].land;
            return true;
        }
    return false;
}

const char *lands_name(const struct entities *t, const char *code)
{
    for (uint32_t i = 0; i < t->land.n; i++)
        if (strcmp(t->land.at[i].land.code, code) == 0)
            return t->land.at[i].land.name;
    return NULL;
}
