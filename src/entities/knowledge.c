/* entities/knowledge.c: the tables of actors, and the choice of the row that holds on a day. */
#include "entities/knowledge.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/table.h"
#include "base/utf8.h"
#include "entities/names.h"
#include "base/banned.h"

#define NONE UINT32_MAX

/* Somebody or something with a name: its rows. People of one name and country are one. */
struct party { uint32_t first, last; };
/* A spelling that leads to a party. Several parties may share one: a chain. */
struct entry { const char *key; uint32_t party, next, hash; uint8_t derived; };
enum { AS_PRINTED, RESPELLED, SHORTENED };     /* entry.derived: how far the key is from the name in the table */

struct knowledge {
    struct arena *a;
    VEC(struct known_row) row;
    VEC(struct party) party;
    VEC(struct entry) entry;
    uint32_t *slot, n_slots;
    struct table roles;
    int role_at[3];
    struct particles particles;
};

/* ---- the index ---------------------------------------------------------------------------- */

static uint32_t hash_of(const char *s)
{
    uint32_t h = 2166136261u;
    for (; *s; s++)
        h = (h ^ (uint8_t)*s) * 16777619u;
    return h;
}

static void rehash(struct knowledge *k)
{
    k->n_slots = k->n_slots ? k->n_slots * 2 : 1u << 16;
    k->slot = arena_take(k->a, k->n_slots, sizeof *k->slot);
    memset(k->slot, 0xff, k->n_slots * sizeof *k->slot);
    for (uint32_t i = 0; i < k->entry.n; i++) {
        uint32_t *s = &k->slot[k->entry.at[i].hash & (k->n_slots - 1)];
        k->entry.at[i].next = *s;
        *s = i;
    }
}

static void add_key(struct knowledge *k, const char *key, uint32_t party, uint8_t derived)
{
    uint32_t h = hash_of(key);
    const char *known = NULL;
    if (k->entry.n >= k->n_slots)
        rehash(k);
    uint32_t *s = &k->slot[h & (k->n_slots - 1)];
    for (uint32_t i = *s; i != NONE; i = k->entry.at[i].next) {
        struct entry *e = &k->entry.at[i];
        if (e->hash != h || strcmp(e->key, key) != 0)
            continue;
        known = e->key;
        if (e->party == party) {
            e->derived = e->derived < derived ? e->derived : derived;
            return;
        }
    }
    known = known ? known : arena_text(k->a, key, strlen(key));
    *VEC_PUSH(k->a, &k->entry) = (struct entry){known, party, *s, h, derived};
    *s = k->entry.n - 1;
}

static void add_name(struct knowledge *k, const char *name, bool person, uint32_t party)
{
    char form[NAME_FORMS][NAME_KEY];
    uint32_t n = name_forms(&k->particles, name, strlen(name), person, form);
    for (uint32_t i = 0; i < n; i++)
        add_key(k, form[i], party, i > 0);
    if (person && name_short(&k->particles, name, strlen(name), form)) {
        add_key(k, form[0], party, SHORTENED);
        add_key(k, form[1], party, SHORTENED);
    }
}

/* The party that has this very name and code, or a new one. */
static uint32_t party_of(struct knowledge *k, const struct known_row *row)
{
    char key[NAME_KEY];
    utf8_key(row->name, strlen(row->name), key, sizeof key);
    uint32_t h = hash_of(key);
    for (uint32_t i = k->n_slots ? k->slot[h & (k->n_slots - 1)] : NONE; i != NONE; i = k->entry.at[i].next) {
        const struct entry *e = &k->entry.at[i];
        const struct known_row *other = &k->row.at[k->party.at[e->party].first];
        if (e->hash == h && !e->derived && strcmp(e->key, key) == 0 && row->kind == KNOWN_PERSON && other->kind == KNOWN_PERSON
            && strcmp(other->code, row->code) == 0)
            return e->party;
    }
    *VEC_PUSH(k->a, &k->party) = (struct party){NONE, NONE};
    return k->party.n - 1;
}

static void add_row(struct knowledge *k, struct known_row row, const char *also)
{
    uint32_t party = party_of(k, &row), at = k->row.n;
    const char **part;
    row.next = NONE;
    *VEC_PUSH(k->a, &k->row) = row;
    struct party *p = &k->party.at[party];
    if (p->first == NONE)
        p->first = at;
    else
        k->row.at[p->last].next = at;
    p->last = at;
    add_name(k, row.name, row.kind == KNOWN_PERSON, party);
    uint32_t n = table_list(also, k->a, &part);
    for (uint32_t i = 0; i < n; i++)
        if (*part[i])
            add_name(k, part[i], row.kind == KNOWN_PERSON, party);
}

/* ---- the tables --------------------------------------------------------------------------- */

static bool trios(const char *s)
{
    size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return n && !s[n] && n % 3 == 0 && n <= 18;
}

static bool read_term(struct known_row *row, const char *from, const char *to, struct dl_err *err)
{
    int32_t unused;
    row->first_day = INT32_MIN;
    row->last_day = INT32_MAX;
    if (*from && !day_parse(from, &row->first_day, &unused))
        return err_at(err, DL_EFORMAT, row->file, row->line, "\"%s\" is no date", from);
    if (*to && !day_parse(to, &unused, &row->last_day))
        return err_at(err, DL_EFORMAT, row->file, row->line, "\"%s\" is no date", to);
    return row->first_day <= row->last_day || err_at(err, DL_EFORMAT, row->file, row->line, "ends (%s) before it begins (%s)", to, from);
}

static bool checked(const struct known_row *row, struct dl_err *err)
{
    if (!*row->name)
        return err_at(err, DL_EFORMAT, row->file, row->line, "has no name");
    if (row->code && !trios(row->code))
        return err_at(err, DL_EFORMAT, row->file, row->line, "\"%s\" is no code", row->code);
    return !*row->sectors || trios(row->sectors)
        || err_at(err, DL_EFORMAT, row->file, row->line, "\"%s\" are no sectors", row->sectors);
}

static bool read_people(struct knowledge *k, const char *path, struct dl_err *err)
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
        struct known_row row = {.name = table_cell(&t, i, at[2]), .code = table_cell(&t, i, at[0]), .file = t.path, .line = t.line[i],
                                .sectors = table_cell(&k->roles, r, k->role_at[1]), .rank = r, .kind = KNOWN_PERSON,
                                .office = *title ? title : table_cell(&k->roles, r, k->role_at[2])};
        if (!checked(&row, err) || !read_term(&row, table_cell(&t, i, at[3]), table_cell(&t, i, at[4]), err))
            return false;
        add_row(k, row, table_cell(&t, i, at[5]));
    }
    return true;
}

static bool read_coded(struct knowledge *k, const char *path, enum known_kind kind, struct dl_err *err)
{
    struct table t;
    int at[2];
    if (!table_read(&t, path, k->a, err) || !table_need(&t, (const char *const[]){"name", "code"}, at, 2, err))
        return false;
    int also = table_column(&t, "also"), from = table_column(&t, "from"), to = table_column(&t, "to");
    for (uint32_t i = 0; i < t.n_rows; i++) {
        struct known_row row = {.name = table_cell(&t, i, at[0]), .code = table_cell(&t, i, at[1]), .file = t.path, .line = t.line[i],
                                .sectors = "", .office = "", .kind = (uint8_t)kind};
        if (kind == KNOWN_STATE && !*row.code)
            continue;              /* "the neighbours": a word for several states, with no code */
        if (!checked(&row, err) || !read_term(&row, table_cell(&t, i, from), table_cell(&t, i, to), err))
            return false;
        add_row(k, row, table_cell(&t, i, also));
    }
    return true;
}

static bool read_agents(struct knowledge *k, const char *path, struct dl_err *err)
{
    struct table t;
    int at[3];
    if (!table_read(&t, path, k->a, err) || !table_need(&t, (const char *const[]){"word", "sectors", "office"}, at, 3, err))
        return false;
    for (uint32_t i = 0; i < t.n_rows; i++) {
        struct known_row row = {.name = table_cell(&t, i, at[0]), .sectors = table_cell(&t, i, at[1]), .office = table_cell(&t, i, at[2]),
                                .first_day = INT32_MIN, .last_day = INT32_MAX, .file = t.path, .line = t.line[i], .kind = KNOWN_AGENT};
        if (!checked(&row, err))
            return false;
        add_row(k, row, "");
    }
    return true;
}

static bool read_file(struct knowledge *k, const char *path, enum known_kind kind, struct dl_err *err)
{
    return kind == KNOWN_PERSON ? read_people(k, path, err) : kind == KNOWN_AGENT ? read_agents(k, path, err)
                                                                                  : read_coded(k, path, kind, err);
}

static int is_table(const struct dirent *d)
{
    size_t n = strlen(d->d_name);
    return n > 4 && strcmp(d->d_name + n - 4, ".tsv") == 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static bool read_folder(struct knowledge *k, const char *dir, enum known_kind kind, struct dl_err *err)
{
    struct dirent **at;
    int n = scandir(dir, &at, is_table, by_bytes);
    bool ok = n >= 0 || err_set(err, DL_EIO, dir, "cannot be listed");
    for (int i = 0; i < n; i++) {
        ok = ok && read_file(k, arena_printf(k->a, "%s/%s", dir, at[i]->d_name), kind, err);
        free(at[i]);
    }
    if (n >= 0)
        free(at);
    return ok;
}

static bool read_all(struct knowledge *k, const char *dir, struct dl_err *err)
{
#define IN(name) arena_printf(k->a, "%s/data/en/%s", dir, name)
    return table_read(&k->roles, IN("roles.tsv"), k->a, err)
        && table_need(&k->roles, (const char *const[]){"role", "sectors", "words"}, k->role_at, 3, err)
        && particles_read(&k->particles, IN("particles.tsv"), k->a, err)
        && spellings_read(&k->particles, IN("spellings.tsv"), k->a, err)
        && read_folder(k, IN("people"), KNOWN_PERSON, err)
        && read_folder(k, IN("groups"), KNOWN_GROUP, err)
        && read_file(k, IN("metonyms.tsv"), KNOWN_METONYM, err)
        && read_file(k, IN("states.tsv"), KNOWN_STATE, err)
        && read_file(k, IN("agents.tsv"), KNOWN_AGENT, err);
#undef IN
}

struct knowledge *knowledge_open(const char *data_dir, struct dl_err *err)
{
    struct arena *a = arena_new();
    struct knowledge *k = arena_take(a, 1, sizeof *k);
    k->a = a;
    if (read_all(k, data_dir, err))
        return k;
    arena_free(a);
    return NULL;
}

void knowledge_close(struct knowledge *k)
{
    if (k)
        arena_free(k->a);
}

const struct known_row *knowledge_rows(const struct knowledge *k, uint32_t *n)
{
    *n = k->row.n;
    return k->row.at;
}

/* ---- the choice --------------------------------------------------------------------------- */

struct choice { const struct known_row *row; enum known_term term; uint8_t derived; bool torn, near, own; };

static enum known_term term_on(const struct known_row *row, int32_t day)
{
    if (day == DL_NO_DAY)
        return KNOWN_DURING;
    return day > row->last_day ? KNOWN_AFTER : day < row->first_day ? KNOWN_BEFORE : KNOWN_DURING;
}

/* > 0 if a is the better reading: of the country asked for, in office, its first name, printed so, a kind with a country, the latest term, the higher office. */
static int better(const struct choice *a, const struct choice *b)
{
    if (!b->row)
        return 1;
    if (a->near != b->near)
        return a->near ? 1 : -1;
    if (a->term != b->term)
        return a->term > b->term ? 1 : -1;
    if (a->row->kind == KNOWN_GROUP && b->row->kind == KNOWN_GROUP && a->own != b->own)
        return a->own ? 1 : -1;
    if (a->derived != b->derived)
        return a->derived > b->derived ? -1 : 1;
    if (a->row->kind != b->row->kind)
        return a->row->kind < b->row->kind ? 1 : -1;
    if (a->term == KNOWN_DURING && a->row->rank != b->row->rank)
        return a->row->rank < b->row->rank ? 1 : -1;
    if (a->term == KNOWN_AFTER && a->row->last_day != b->row->last_day)
        return a->row->last_day > b->row->last_day ? 1 : -1;
    return a->row->first_day > b->row->first_day ? 1 : -1;
}

/* Two men of one name in two countries, and the day tells neither from the other. */
static bool rivals(const struct choice *a, const struct choice *b)
{
    return b->row && a->row->kind == KNOWN_PERSON && b->row->kind == KNOWN_PERSON && a->term == b->term && a->derived == b->derived
        && (a->term != KNOWN_AFTER || a->derived == SHORTENED) && strcmp(a->row->code, b->row->code) != 0;
}

/* The key is the row's first name, none of its others. */
static bool is_own_name(const struct known_row *row, const char *key)
{
    char own[NAME_KEY];
    if (row->kind != KNOWN_GROUP)
        return false;
    utf8_key(row->name, strlen(row->name), own, sizeof own);
    return strcmp(own, key) == 0;
}

static struct choice choose(const struct knowledge *k, const char *key, uint32_t kinds, const char *near, int32_t day, uint8_t loose)
{
    struct choice best = {0};
    uint32_t h = hash_of(key);
    for (uint32_t i = k->slot ? k->slot[h & (k->n_slots - 1)] : NONE; i != NONE; i = k->entry.at[i].next) {
        const struct entry *e = &k->entry.at[i];
        if (e->hash != h || strcmp(e->key, key) != 0)
            continue;
        for (uint32_t r = k->party.at[e->party].first; r != NONE; r = k->row.at[r].next) {
            if (!(kinds >> k->row.at[r].kind & 1))
                continue;
            struct choice c = {&k->row.at[r], term_on(&k->row.at[r], day), e->derived > loose ? e->derived : loose, false,
                               near && k->row.at[r].code && strncmp(k->row.at[r].code, near, 3) == 0, is_own_name(&k->row.at[r], key)};
            bool torn = rivals(&c, &best);
            if (better(&c, &best) > 0)
                best = c;
            best.torn |= torn;
        }
    }
    return best;
}

static void write_code(const struct choice *c, struct known *out)
{
    const struct known_row *row = c->row;
    const char *sectors = c->term == KNOWN_DURING ? row->sectors : c->term == KNOWN_AFTER ? "ELI" : "";
    if (row->kind == KNOWN_AGENT)
        snprintf(out->code, sizeof out->code, "~%s", row->sectors);
    else if (row->kind != KNOWN_PERSON)
        snprintf(out->code, sizeof out->code, "%s", row->code);
    else
        snprintf(out->code, sizeof out->code, "%s%s", row->code, sectors);
    out->row = row;
    out->term = (uint8_t)c->term;
}

bool knowledge_find(const struct knowledge *k, const char *name, size_t n, int32_t day, struct known *out)
{
    char form[NAME_FORMS + 3][NAME_KEY];
    uint32_t respelled = name_forms(&k->particles, name, n, true, form);
    uint32_t forms = respelled + name_short(&k->particles, name, n, form + respelled);
    for (uint32_t i = 0; i < forms; i++) {
        struct choice c = choose(k, form[i], UINT32_MAX, NULL, day, i >= respelled ? SHORTENED : i > 0 ? RESPELLED : AS_PRINTED);
        if (!c.row || (i >= respelled && c.row->kind != KNOWN_PERSON))
            continue;
        if (c.torn)
            return false;
        write_code(&c, out);
        return true;
    }
    return false;
}

bool knowledge_key(const struct knowledge *k, const char *key, uint32_t kinds, const char *near, int32_t day, struct known *out)
{
    struct choice c = choose(k, key, kinds, near, day, AS_PRINTED);
    if (!c.row || c.torn)
        return false;
    write_code(&c, out);
    return true;
}
