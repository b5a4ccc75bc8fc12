/* entities/tables.c: lines of tables to rows, names to keys, and both to bytes. */
#include "entities/tables.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/map.h"
#include "base/sha256.h"
#include "base/table.h"
#include "base/utf8.h"
#include "entities/layer.h"
#include "entities/names.h"
#include "base/banned.h"

#define NONE ((uint32_t)LAYER_NONE)

struct tables {
    struct arena *a;
    const char *dir;
    struct table roles;
    int role_at[3];
    struct particles particles;
    VEC(const char *) family_first;        /* countries whose names begin with the family */
    VEC(struct layer_row) row;
    VEC(struct layer_party) party;
    VEC(struct layer_entry) entry;
    uint32_t *slot, n_slots;
    struct buf strings;
    uint32_t *pool, n_pool, used;          /* offsets + 1 of strings, by hash */
};

/* ---- strings and keys --------------------------------------------------------------------- */

static void grow_pool(struct tables *t)
{
    uint32_t old = t->n_pool, *was = t->pool;
    t->n_pool = old ? old * 2 : 1u << 16;
    t->pool = arena_take(t->a, t->n_pool, sizeof *t->pool);
    for (uint32_t i = 0; i < old; i++) {
        if (!was[i])
            continue;
        uint32_t at = layer_hash(t->strings.at + was[i] - 1) & (t->n_pool - 1);
        while (t->pool[at])
            at = (at + 1) & (t->n_pool - 1);
        t->pool[at] = was[i];
    }
}

static uint32_t put(struct tables *t, const char *s)
{
    if (2 * t->used >= t->n_pool)
        grow_pool(t);
    uint32_t at = layer_hash(s) & (t->n_pool - 1);
    for (; t->pool[at]; at = (at + 1) & (t->n_pool - 1))
        if (strcmp(t->strings.at + t->pool[at] - 1, s) == 0)
            return t->pool[at] - 1;
    t->pool[at] = (uint32_t)t->strings.n + 1;
    t->used++;
    buf_put(&t->strings, s, strlen(s) + 1);
    return t->pool[at] - 1;
}

static const char *text(const struct tables *t, uint32_t at) { return t->strings.at + at; }

static void rehash(struct tables *t)
{
    t->n_slots = t->n_slots ? t->n_slots * 2 : 1u << 10;
    t->slot = arena_take(t->a, t->n_slots, sizeof *t->slot);
    memset(t->slot, 0xff, t->n_slots * sizeof *t->slot);
    for (uint32_t i = 0; i < t->entry.n; i++) {
        uint32_t *s = &t->slot[t->entry.at[i].hash & (t->n_slots - 1)];
        t->entry.at[i].next = *s;
        *s = i;
    }
}

static void add_key(struct tables *t, const char *key, uint32_t party, struct layer_entry as)
{
    if (!*key)
        return;
    if (t->entry.n >= t->n_slots)
        rehash(t);
    as.hash = layer_hash(key), as.key = put(t, key), as.party = party;
    uint32_t *s = &t->slot[as.hash & (t->n_slots - 1)];
    for (uint32_t i = *s; i != NONE; i = t->entry.at[i].next) {
        struct layer_entry *e = &t->entry.at[i];
        if (e->key != as.key || e->party != party || (e->how == SURNAME) != (as.how == SURNAME))
            continue;
        e->how = e->how < as.how ? e->how : as.how;
        e->own |= as.own;
        e->capitals &= as.capitals;
        return;
    }
    as.next = *s;
    *VEC_PUSH(t->a, &t->entry) = as;
    *s = t->entry.n - 1;
}

static bool family_first(const struct tables *t, const char *country)
{
    for (uint32_t i = 0; i < t->family_first.n; i++)
        if (strcmp(t->family_first.at[i], country) == 0)
            return true;
    return false;
}

/* "Putin", "de Gaulle" and "Gaulle", "Kim" of Kim Jong Il; never a name of one word, and no "II". */
static void add_surname(struct tables *t, const char *name, const char *country, uint32_t party)
{
    char key[NAME_KEY], form[NAME_FORMS][NAME_KEY];
    const struct layer_entry as = {.how = SURNAME};
    uint32_t n = name_forms(&t->particles, name, strlen(name), true, form);
    memcpy(key, form[n > 1 ? 1 : 0], sizeof key);
    char *last = strrchr(key, ' ');
    if (last && !last[1 + strspn(last + 1, "ivx")]) {
        *last = 0;
        last = strrchr(key, ' ');
    }
    if (!last)
        return;
    add_key(t, last + 1, party, as);
    *last = 0;
    char *before = strrchr(key, ' '), *first_end = strchr(key, ' ');
    *last = ' ';
    if (before)
        add_key(t, before + 1, party, as);
    if (family_first(t, country)) {
        *(first_end ? first_end : last) = 0;
        add_key(t, key, party, as);
    }
}

static void add_name(struct tables *t, const char *name, const struct known_row *row, uint32_t party, bool own)
{
    char form[NAME_FORMS][NAME_KEY];
    bool person = row->kind == KNOWN_PERSON;
    uint32_t n = name_forms(&t->particles, name, strlen(name), person, form);
    for (uint32_t i = 0; i < n; i++)
        add_key(t, form[i], party, (struct layer_entry){.how = i > 0, .own = own && i == 0});
    if (!person)
        return;
    if (name_short(&t->particles, name, strlen(name), form)) {
        add_key(t, form[0], party, (struct layer_entry){.how = SHORTENED});
        add_key(t, form[1], party, (struct layer_entry){.how = SHORTENED});
    }
    if (name_initial(&t->particles, name, strlen(name), form[0]))
        add_key(t, form[0], party, (struct layer_entry){.how = SHORTENED});
    add_surname(t, name, row->code, party);
}

/* ---- rows --------------------------------------------------------------------------------- */

/* The party that has this very name and code, or a new one. */
static uint32_t party_of(struct tables *t, const struct known_row *row)
{
    char key[NAME_KEY];
    utf8_key(row->name, strlen(row->name), key, sizeof key);
    uint32_t h = layer_hash(key);
    for (uint32_t i = row->kind == KNOWN_PERSON && t->n_slots ? t->slot[h & (t->n_slots - 1)] : NONE; i != NONE; i = t->entry.at[i].next) {
        const struct layer_entry *e = &t->entry.at[i];
        const struct layer_row *other = &t->row.at[t->party.at[e->party].first];
        if (e->hash == h && e->how == AS_PRINTED && other->kind == KNOWN_PERSON && strcmp(text(t, e->key), key) == 0
            && strcmp(text(t, other->code), row->code) == 0)
            return e->party;
    }
    *VEC_PUSH(t->a, &t->party) = (struct layer_party){NONE, NONE};
    return t->party.n - 1;
}

static uint32_t add_row(struct tables *t, const struct known_row *row, uint32_t party)
{
    uint32_t at = t->row.n;
    struct layer_row r = {.name = put(t, row->name), .code = row->code ? put(t, row->code) : NONE, .sectors = put(t, row->sectors),
                          .office = put(t, row->office), .role = put(t, row->role ? row->role : ""), .sort = put(t, row->sort ? row->sort : ""),
                          .file = put(t, row->file), .first_day = row->first_day, .last_day = row->last_day, .line = row->line,
                          .rank = row->rank, .next = NONE, .kind = row->kind};
    *VEC_PUSH(t->a, &t->row) = r;
    struct layer_party *p = &t->party.at[party];
    if (p->first == NONE)
        p->first = at;
    else
        t->row.at[p->last].next = at;
    p->last = at;
    return party;
}

uint32_t tables_add(struct tables *t, const struct known_row *row, const char *also, uint32_t party)
{
    const char **part;
    party = add_row(t, row, party ? party - 1 : party_of(t, row));
    add_name(t, row->name, row, party, true);
    uint32_t n = table_list(also, t->a, &part);
    for (uint32_t i = 0; i < n; i++)
        if (*part[i])
            add_name(t, part[i], row, party, false);
    return party + 1;
}

void tables_name(struct tables *t, const char *name, const struct known_row *row, uint32_t party) { add_name(t, name, row, party - 1, false); }

/* ---- the tables --------------------------------------------------------------------------- */

static bool trios(const char *s)
{
    size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return n && !s[n] && n % 3 == 0 && n <= 18;
}

static bool read_term(struct known_row *row, const char *path, const char *from, const char *to, struct dl_err *err)
{
    int32_t unused;
    row->first_day = INT32_MIN;
    row->last_day = INT32_MAX;
    if (*from && !day_parse(from, &row->first_day, &unused))
        return err_at(err, DL_EFORMAT, path, row->line, "\"%s\" is no date", from);
    if (*to && !day_parse(to, &unused, &row->last_day))
        return err_at(err, DL_EFORMAT, path, row->line, "\"%s\" is no date", to);
    return row->first_day <= row->last_day || err_at(err, DL_EFORMAT, path, row->line, "ends (%s) before it begins (%s)", to, from);
}

static bool checked(const struct known_row *row, const char *path, struct dl_err *err)
{
    if (!*row->name)
        return err_at(err, DL_EFORMAT, path, row->line, "has no name");
    if (row->code && !trios(row->code))
        return err_at(err, DL_EFORMAT, path, row->line, "\"%s\" is no code", row->code);
    return !*row->sectors || trios(row->sectors) || err_at(err, DL_EFORMAT, path, row->line, "\"%s\" are no sectors", row->sectors);
}

/* Paths inside the data folder are told without it, so that equal tables make equal files everywhere. */
static const char *told(const struct tables *t, const char *path)
{
    size_t n = strlen(t->dir);
    return strncmp(path, t->dir, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

static bool read_people(struct tables *k, const char *path, struct dl_err *err)
{
    struct table t;
    int at[7];
    if (!table_read(&t, path, k->a, err)
        || !table_need(&t, (const char *const[]){"country", "role", "name", "from", "to", "also", "title"}, at, 7, err))
        return false;
    for (uint32_t i = 0; i < t.n_rows; i++) {
        const char *role = table_cell(&t, i, at[1]), *title = table_cell(&t, i, at[6]);
        uint32_t r = 0;
        while (r < k->roles.n_rows && strcmp(table_cell(&k->roles, r, k->role_at[0]), role) != 0)
            r++;
        if (r == k->roles.n_rows)
            return err_at(err, DL_EFORMAT, path, t.line[i], "has the unknown role \"%s\"", role);
        struct known_row row = {.name = table_cell(&t, i, at[2]), .code = table_cell(&t, i, at[0]), .file = told(k, path), .line = t.line[i],
                                .role = role, .sectors = table_cell(&k->roles, r, k->role_at[1]), .rank = r, .kind = KNOWN_PERSON,
                                .office = *title ? title : table_cell(&k->roles, r, k->role_at[2])};
        if (!checked(&row, path, err) || !read_term(&row, path, table_cell(&t, i, at[3]), table_cell(&t, i, at[4]), err))
            return false;
        tables_add(k, &row, table_cell(&t, i, at[5]), 0);
    }
    return true;
}

static bool read_coded(struct tables *k, const char *path, enum known_kind kind, struct dl_err *err)
{
    struct table t;
    int at[2];
    if (!table_read(&t, path, k->a, err) || !table_need(&t, (const char *const[]){"name", "code"}, at, 2, err))
        return false;
    int also = table_column(&t, "also"), from = table_column(&t, "from"), to = table_column(&t, "to"), sort = table_column(&t, "kind");
    for (uint32_t i = 0; i < t.n_rows; i++) {
        struct known_row row = {.name = table_cell(&t, i, at[0]), .code = table_cell(&t, i, at[1]), .file = told(k, path), .line = t.line[i],
                                .sort = table_cell(&t, i, sort), .sectors = "", .office = "", .kind = (uint8_t)kind};
        if (kind == KNOWN_STATE && !*row.code)
            continue;              /* "the neighbours": a word for several states, with no code */
        if (!checked(&row, path, err) || !read_term(&row, path, table_cell(&t, i, from), table_cell(&t, i, to), err))
            return false;
        tables_add(k, &row, table_cell(&t, i, also), 0);
    }
    return true;
}

static bool read_agents(struct tables *k, const char *path, struct dl_err *err)
{
    struct table t;
    int at[3];
    if (!table_read(&t, path, k->a, err) || !table_need(&t, (const char *const[]){"word", "sectors", "office"}, at, 3, err))
        return false;
    int number = table_column(&t, "number");
    for (uint32_t i = 0; i < t.n_rows; i++) {
        struct known_row row = {.name = table_cell(&t, i, at[0]), .sectors = table_cell(&t, i, at[1]), .office = table_cell(&t, i, at[2]),
                                .sort = table_cell(&t, i, number), .first_day = INT32_MIN, .last_day = INT32_MAX, .file = told(k, path),
                                .line = t.line[i], .kind = KNOWN_AGENT};
        if (!checked(&row, path, err))
            return false;
        tables_add(k, &row, "", 0);
    }
    return true;
}

/* "UAE", "U.S.": two to five capitals, with or without dots. */
static bool all_capitals(const char *s)
{
    size_t n = 0;
    for (; *s; s++)
        if (*s >= 'A' && *s <= 'Z')
            n++;
        else if (*s != '.')
            return false;
    return n > 1 && n <= 5;
}

static void add_words(struct tables *t, const char *cell, uint32_t party, enum known_form form)
{
    const char **part;
    char key[NAME_KEY];
    uint32_t n = table_list(cell, t->a, &part);
    for (uint32_t i = 0; i < n; i++) {
        utf8_key(part[i], strlen(part[i]), key, sizeof key);
        add_key(t, key, party, (struct layer_entry){.form = (uint8_t)form, .own = form == FORM_NAME && i == 0, .capitals = all_capitals(part[i])});
    }
}

static bool read_countries(struct tables *k, const char *path, struct dl_err *err)
{
    static const enum known_form forms[] = {FORM_NAME, FORM_ADJECTIVE, FORM_DEMONYM, FORM_DEMONYMS, FORM_CAPITAL};
    struct table t;
    const char **part;
    int at[10];
    if (!table_read(&t, path, k->a, err)
        || !table_need(&t, (const char *const[]){"name", "adjective", "person", "people", "capital", "code", "kind", "from", "to", "order"}, at, 10, err))
        return false;
    for (uint32_t i = 0; i < t.n_rows; i++) {
        uint32_t n = table_list(table_cell(&t, i, at[0]), k->a, &part);
        struct known_row row = {.name = n ? part[0] : "", .code = table_cell(&t, i, at[5]), .sort = table_cell(&t, i, at[6]), .sectors = "",
                                .office = "", .file = told(k, path), .line = t.line[i], .kind = KNOWN_COUNTRY};
        if (!checked(&row, path, err) || !read_term(&row, path, table_cell(&t, i, at[7]), table_cell(&t, i, at[8]), err))
            return false;
        if (*table_cell(&t, i, at[9]))
            *VEC_PUSH(k->a, &k->family_first) = row.code;
        uint32_t party = add_row(k, &row, party_of(k, &row));
        for (int c = 0; c < 5; c++)
            add_words(k, table_cell(&t, i, at[c]), party, forms[c]);
    }
    return true;
}

static bool read_file(struct tables *t, const char *path, enum known_kind kind, struct dl_err *err)
{
    return kind == KNOWN_PERSON ? read_people(t, path, err) : kind == KNOWN_AGENT ? read_agents(t, path, err)
         : kind == KNOWN_COUNTRY ? read_countries(t, path, err) : read_coded(t, path, kind, err);
}

static int is_table(const struct dirent *d)
{
    size_t n = strlen(d->d_name);
    return n > 4 && strcmp(d->d_name + n - 4, ".tsv") == 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static bool read_folder(struct tables *t, const char *dir, enum known_kind kind, struct dl_err *err)
{
    struct dirent **at;
    int n = scandir(dir, &at, is_table, by_bytes);
    bool ok = n >= 0 || err_set(err, DL_EIO, dir, "cannot be listed");
    for (int i = 0; i < n; i++) {
        ok = ok && read_file(t, arena_printf(t->a, "%s/%s", dir, at[i]->d_name), kind, err);
        free(at[i]);
    }
    if (n >= 0)
        free(at);
    return ok;
}

static const struct { const char *name; enum known_kind kind; bool folder; } parts[] = {
    {"countries.tsv", KNOWN_COUNTRY, false}, {"people", KNOWN_PERSON, true}, {"groups", KNOWN_GROUP, true},
    {"metonyms.tsv", KNOWN_METONYM, false}, {"states.tsv", KNOWN_STATE, false}, {"agents.tsv", KNOWN_AGENT, false}};

static bool read_parts(struct tables *t, const char *dir, bool all, struct dl_err *err)
{
    uint32_t found = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *path = arena_printf(t->a, "%s/%s", dir, parts[i].name);
        if (!all && !map_exists(path))
            continue;
        found++;
        if (!(parts[i].folder ? read_folder(t, path, parts[i].kind, err) : read_file(t, path, parts[i].kind, err)))
            return false;
    }
    return found || err_set(err, DL_EIO, dir, "holds none of people, groups, countries.tsv, metonyms.tsv, states.tsv, agents.tsv");
}

bool tables_ours(struct tables *t, struct dl_err *err) { return read_parts(t, arena_printf(t->a, "%s/data/en", t->dir), true, err); }
bool tables_own(struct tables *t, const char *dir, struct dl_err *err) { return read_parts(t, dir, false, err); }

struct tables *tables_new(const char *data_dir, struct dl_err *err)
{
    struct arena *a = arena_new();
    struct tables *t = arena_take(a, 1, sizeof *t);
    t->a = a;
    t->dir = arena_text(a, data_dir, strlen(data_dir));
    put(t, "");
#define IN(name) arena_printf(a, "%s/data/en/%s", data_dir, name)
    if (table_read(&t->roles, IN("roles.tsv"), a, err)
        && table_need(&t->roles, (const char *const[]){"role", "sectors", "words"}, t->role_at, 3, err)
        && particles_read(&t->particles, IN("particles.tsv"), a, err) && spellings_read(&t->particles, IN("spellings.tsv"), a, err))
        return t;
#undef IN
    tables_free(t);
    return NULL;
}

void tables_free(struct tables *t)
{
    if (!t)
        return;
    buf_free(&t->strings);
    arena_free(t->a);
}

/* ---- the file ----------------------------------------------------------------------------- */

static uint32_t put_words(struct tables *t, struct buf *out)
{
    const struct particles *p = &t->particles;
    for (uint32_t i = 0; i < p->n; i++) {
        struct layer_word w = {put(t, p->word[i]), p->kind[i], 0};
        buf_put(out, (const char *)&w, sizeof w);
    }
    for (uint32_t i = 0; i < p->n_spellings; i++) {
        struct layer_word w = {put(t, p->spelling[i]), 0, put(t, p->usual[i])};
        buf_put(out, (const char *)&w, sizeof w);
    }
    return p->n + p->n_spellings;
}

/* People by the first spelling of their name, and by country. */
struct people { VEC(struct layer_holder) holder; uint32_t n_slots, *surname, *country, *compatriot; };

static void add_holder(struct tables *t, struct people *p, const char *key, uint32_t row)
{
    uint32_t *slot = &p->surname[layer_hash(key) & (p->n_slots - 1)];
    *VEC_PUSH(t->a, &p->holder) = (struct layer_holder){put(t, key), row, *slot};
    *slot = p->holder.n - 1;
}

/* "Putin"; "King Hussein", "President Saddam"; "al assad", "suu kyi", "lopez obrador": the last two words. */
static void add_holders(struct tables *t, struct people *p, uint32_t i)
{
    char key[NAME_KEY];
    const struct layer_row *r = &t->row.at[i];
    utf8_key(text(t, r->name), strlen(text(t, r->name)), key, sizeof key);
    char *last = strrchr(key, ' ');
    if (last && !last[1 + strspn(last + 1, "ivx")]) {      /* "Hassan II" */
        *last = 0;
        last = strrchr(key, ' ');
    }
    add_holder(t, p, last ? last + 1 : key, i);
    if (!last)
        return;
    *last = 0;
    char *before = strrchr(key, ' ');
    *last = ' ';
    if (before)
        add_holder(t, p, before + 1, i);
    const char *role = text(t, r->role);
    if (strcmp(role, "HOS") == 0 || strcmp(role, "ROYAL") == 0 || family_first(t, text(t, r->code))) {
        *strchr(key, ' ') = 0;
        add_holder(t, p, key, i);
    }
}

/* Backwards, so that chains run in order of rows. */
static void add_people(struct tables *t, struct people *p)
{
    for (p->n_slots = 64; p->n_slots < t->row.n;)
        p->n_slots *= 2;
    p->surname = arena_take(t->a, p->n_slots, sizeof *p->surname);
    p->country = arena_take(t->a, p->n_slots, sizeof *p->country);
    p->compatriot = arena_take(t->a, t->row.n + 1, sizeof *p->compatriot);
    memset(p->surname, 0xff, p->n_slots * sizeof *p->surname);
    memset(p->country, 0xff, p->n_slots * sizeof *p->country);
    memset(p->compatriot, 0xff, t->row.n * sizeof *p->compatriot);
    for (uint32_t i = t->row.n; i-- > 0;) {
        if (t->row.at[i].kind != KNOWN_PERSON)
            continue;
        add_holders(t, p, i);
        uint32_t *slot = &p->country[layer_hash(text(t, t->row.at[i].code)) & (p->n_slots - 1)];
        p->compatriot[i] = *slot;
        *slot = i;
    }
}

static void find_kinds(const struct tables *t, struct layer_head *h)
{
    for (uint32_t i = 0; i < t->row.n; i++) {
        uint32_t kind = t->row.at[i].kind;
        h->first[kind] = h->end[kind] ? h->first[kind] : i;
        h->end[kind] = i + 1;
    }
}

void tables_write(struct tables *t, struct buf *out)
{
    struct buf words = {0};
    struct people people = {0};
    char hex[65];
    if (!t->n_slots)
        rehash(t);
    add_people(t, &people);
    struct layer_head h = {.version = LAYER_VERSION, .n_rows = t->row.n, .n_parties = t->party.n, .n_entries = t->entry.n, .n_slots = t->n_slots,
                           .n_words = put_words(t, &words), .n_holders = people.holder.n, .n_people_slots = people.n_slots, .n_strings = (uint32_t)t->strings.n};
    memcpy(h.magic, LAYER_MAGIC, sizeof LAYER_MAGIC);
    find_kinds(t, &h);
    buf_reset(out);
    buf_put(out, (const char *)&h, sizeof h);
#define PUT(at, n) buf_put(out, (n) ? (const char *)(at) : "", (n) * sizeof *(at))
    PUT(t->row.at, t->row.n);
    PUT(t->party.at, t->party.n);
    PUT(t->entry.at, t->entry.n);
    PUT(t->slot, t->n_slots);
    PUT(words.at, words.n);
    PUT(people.holder.at, people.holder.n);
    PUT(people.surname, people.n_slots);
    PUT(people.country, people.n_slots);
    PUT(people.compatriot, t->row.n);
    PUT(t->strings.at, t->strings.n);
#undef PUT
    sha256_hex(out->at + sizeof h, out->n - sizeof h, hex);
    memcpy(h.sha256, hex, sizeof h.sha256);
    memcpy(out->at, &h, sizeof h);
    buf_free(&words);
}
