/* entities/check.c: every row against its neighbours in four orders. */
#include "entities/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/table.h"
#include "entities/knowledge.h"
#include "base/banned.h"

struct check {
    struct arena *a;
    const struct knowledge *k;
    const struct known_row *row;
    const struct known_row **by;           /* (n) the rows in some order */
    uint32_t n, faults;
    dl_remark *say;
    void *with;
    struct table codes, countries;
};

static void fault(struct check *c, const struct known_row *row, const char *text)
{
    char where[512];
    snprintf(where, sizeof where, "%s:%u", row->file, row->line);
    c->faults++;
    c->say(c->with, where, text);
}

static const char *code_of(const struct known_row *row) { return row->code ? row->code : row->sectors; }

static int same_row(const void *a, const void *b)
{
    const struct known_row *x = *(const struct known_row *const *)a, *y = *(const struct known_row *const *)b;
    int c = x->kind != y->kind ? x->kind - y->kind : strcmp(x->name, y->name);
    c = c ? c : strcmp(code_of(x), code_of(y));
    c = c ? c : strcmp(x->role, y->role);
    c = c ? c : strcmp(x->office, y->office);
    return c ? c : x->first_day < y->first_day ? -1 : x->first_day > y->first_day;
}

static void doubled(struct check *c)
{
    qsort(c->by, c->n, sizeof *c->by, same_row);
    for (uint32_t i = 1; i < c->n; i++)
        if (same_row(&c->by[i - 1], &c->by[i]) == 0)
            fault(c, c->by[i], arena_printf(c->a, "is the row of %s:%u again", c->by[i - 1]->file, c->by[i - 1]->line));
}

static int same_office(const void *a, const void *b)
{
    const struct known_row *x = *(const struct known_row *const *)a, *y = *(const struct known_row *const *)b;
    int c = x->kind != y->kind ? x->kind - y->kind : strcmp(code_of(x), code_of(y));
    c = c ? c : strcmp(x->role, y->role);
    c = c ? c : strcmp(x->office, y->office);
    return c ? c : x->first_day < y->first_day ? -1 : x->first_day > y->first_day ? 1 : x->last_day < y->last_day ? -1 : x->last_day > y->last_day;
}

static bool of_one(const struct known_row *row)
{
    static const char *const roles[] = {"HOS", "HOG", "FM", "DM", "IM", "CHOD"};
    for (size_t i = 0; row->kind == KNOWN_PERSON && i < sizeof roles / sizeof *roles; i++)
        if (strcmp(row->role, roles[i]) == 0)
            return true;
    return false;
}

/* A year stands for all its days, so terms may share one; months a month. An office with six pairs is a body of several. */
static void overlaps(struct check *c)
{
    enum { SLACK = 366, BODY = 6 };
    qsort(c->by, c->n, sizeof *c->by, same_office);
    for (uint32_t i = 0; i < c->n;) {
        uint32_t end = i + 1, pairs = 0;
        while (end < c->n && c->by[i]->kind == c->by[end]->kind && !strcmp(code_of(c->by[i]), code_of(c->by[end]))
               && !strcmp(c->by[i]->role, c->by[end]->role) && !strcmp(c->by[i]->office, c->by[end]->office))
            end++;
        for (int pass = 0; pass < 2 && of_one(c->by[i]); pass++)
            for (uint32_t x = i; x + 1 < end && (!pass || pairs < BODY); x++) {
                const struct known_row *p = c->by[x], *q = c->by[x + 1];
                if ((int64_t)p->last_day - q->first_day <= SLACK || strcmp(p->name, q->name) == 0)
                    continue;
                if (pass)
                    fault(c, q, arena_printf(c->a, "%s is %s of %s while %s (%s:%u) is", q->name, q->office, q->code, p->name, p->file, p->line));
                pairs += !pass;
            }
        i = end;
    }
}

static bool listed(const struct table *t, int column, const char *trio)
{
    for (uint32_t i = 0; i < t->n_rows; i++)
        if (strncmp(table_cell(t, i, column), trio, 3) == 0)
            return true;
    return false;
}

static void bad_codes(struct check *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const char *codes[] = {c->row[i].code ? c->row[i].code : "", c->row[i].sectors};
        for (int s = 0; s < 2; s++)
            for (const char *t = codes[s]; *t; t += 3)
                if (!listed(&c->codes, 0, t) && !listed(&c->countries, 0, t))
                    fault(c, &c->row[i], arena_printf(c->a, "\"%.3s\" of %s is in neither codes.tsv nor countries.tsv", t, codes[s]));
    }
}

static int32_t middle(const struct known_row *row)
{
    if (row->first_day == INT32_MIN)
        return row->last_day == INT32_MAX ? 16000 : row->last_day;
    return row->last_day == INT32_MAX ? row->first_day + 366 : (int32_t)(((int64_t)row->first_day + row->last_day) / 2);
}

/* Asked by its own name in the middle of its term, a row must answer, or one that says the same. */
static void unreachable(struct check *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const struct known_row *row = &c->row[i];
        struct known found = {0};
        int32_t day = middle(row);
        if (!knowledge_find(c->k, row->name, strlen(row->name), day, &found))
            fault(c, row, arena_printf(c->a, "%s is not found by its name: another of that name fits as well", row->name));
        else if (strcmp(code_of(found.row), code_of(row)) != 0 && !(row->kind == KNOWN_AGENT && found.row->kind != KNOWN_AGENT))
            fault(c, row, arena_printf(c->a, "%s is never reached: %s:%u answers", row->name, found.row->file, found.row->line));
    }
}

bool check_tables(const char *data_dir, dl_remark *say, void *with, uint32_t *faults, struct dl_err *err)
{
    struct check c = {.a = arena_new(), .say = say, .with = with};
    struct buf made = {0};
    struct knowledge *k = NULL;
    bool ok = table_read(&c.codes, arena_printf(c.a, "%s/data/en/codes.tsv", data_dir), c.a, err)
           && table_read(&c.countries, arena_printf(c.a, "%s/data/en/countries.tsv", data_dir), c.a, err)
           && knowledge_compile(data_dir, &made, err) && (k = knowledge_view(made.at, made.n, data_dir, err));
    if (ok) {
        c.k = k;
        c.row = knowledge_rows(k, &c.n);
        c.by = arena_take(c.a, c.n + 1, sizeof *c.by);
        for (uint32_t i = 0; i < c.n; i++)
            c.by[i] = &c.row[i];
        doubled(&c);
        overlaps(&c);
        bad_codes(&c);
        unreachable(&c);
    }
    *faults = c.faults;
    knowledge_close(k);
    buf_free(&made);
    arena_free(c.a);
    return ok;
}
