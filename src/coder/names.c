/* coder/names.c: what codes are called. Countries by the first name in data/en/countries.tsv, groups by data/en/codes.tsv. */
#include "coder/coder.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/table.h"
#include "entities/knowledge.h"
#include "rules/rules.h"
#include "base/banned.h"

struct code_name { const char *code, *name; };
struct code_names { struct arena *arena; VEC(struct code_name) name; };

static int by_code(const void *a, const void *b) { return strcmp(((const struct code_name *)a)->code, ((const struct code_name *)b)->code); }

static const char *find(const struct code_names *n, const char *code)
{
    struct code_name key = {.code = code};
    const struct code_name *x = n->name.n ? bsearch(&key, n->name.at, n->name.n, sizeof key, by_code) : NULL;
    return x ? x->name : NULL;
}

static void add_countries(struct code_names *n, const struct knowledge *k)
{
    uint32_t at = 0;
    for (const struct known_row *row; (row = knowledge_of_kind(k, KNOWN_COUNTRY, &at));) {
        bool there = strcmp(row->sort, "state") != 0 && strcmp(row->sort, "territory") != 0;
        for (uint32_t c = 0; c < n->name.n && !there; c++)
            there = !strcmp(n->name.at[c].code, row->code);
        if (!there)
            *VEC_PUSH(n->arena, &n->name) = (struct code_name){row->code, row->name};
    }
}

static bool add_groups(struct code_names *n, const char *data_dir, struct dl_err *err)
{
    struct table t;
    struct buf path = {0};
    uint32_t countries = n->name.n;
    int at[2];
    buf_printf(&path, "%s/data/en/codes.tsv", data_dir);
    bool ok = table_read(&t, path.at, n->arena, err) && table_need(&t, (const char *const[]){"code", "meaning"}, at, 2, err);
    buf_free(&path);
    for (uint32_t r = 0; ok && r < t.n_rows; r++) {
        bool there = false;
        const char *code = table_cell(&t, r, at[0]);
        for (uint32_t c = 0; c < countries && !there; c++)
            there = !strcmp(n->name.at[c].code, code);
        if (!there)
            *VEC_PUSH(n->arena, &n->name) = (struct code_name){code, table_cell(&t, r, at[1])};
    }
    return ok;
}

struct code_names *code_names_open(const char *data_dir, const struct knowledge *k, struct dl_err *err)
{
    struct arena *a = arena_new();
    struct code_names *n = arena_take(a, 1, sizeof *n);
    n->arena = a;
    add_countries(n, k);
    if (!add_groups(n, data_dir, err)) {
        code_names_close(n);
        return NULL;
    }
    qsort(n->name.at, n->name.n, sizeof *n->name.at, by_code);
    return n;
}

void code_names_close(struct code_names *n)
{
    if (n)
        arena_free(n->arena);
}

const char *dl_code_name(const struct dl_coder *c, const char *code) { return c && c->names ? find(c->names, code) : NULL; }

void dl_code_names(const struct dl_coder *c, dl_code_names_line *line, void *with)
{
    for (uint32_t i = 0; c && c->names && i < c->names->name.n; i++)
        line(with, c->names->name.at[i].code, c->names->name.at[i].name);
}

bool dl_rule_place(const struct dl_coder *c, const char *rule, const char **file, uint32_t *line)
{
    for (uint32_t i = 0; c && c->rules && i < rules_count(c->rules); i++) {
        const struct rule *r = rules_at(c->rules, i);
        if (!strcmp(r->id, rule))
            return *file = r->file, *line = r->line, true;
    }
    for (uint32_t i = 0; c && c->rules && i < rules_operators(c->rules); i++) {
        const struct operator *o = rules_operator_at(c->rules, i);
        if (!strcmp(o->id, rule))
            return *file = o->file, *line = o->line, true;
    }
    return false;
}
