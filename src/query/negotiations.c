/* query/negotiations.c: keeps the store's negotiations in step with its articles and edits.
 *
 * Linking is done anew over all parts, a row of some hundred bytes each: 100,000 take about a second. Only negotiations that are made from
 * other things than last time, which a digest tells, are joined and written again. A negotiation keeps its number while most of its
 * reports do. */
#include "query/negotiations.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/sha256.h"
#include "store/rows.h"
#include "base/banned.h"

static sqlite3_stmt *prepared(struct joining *j, const char *sql)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(j->store->db, sql, -1, &st, NULL) != SQLITE_OK)
        store_failed(j->store, j->err);
    return st;
}

static bool done(struct joining *j, sqlite3_stmt *st, int rc)
{
    sqlite3_finalize(st);
    return rc == SQLITE_DONE || store_failed(j->store, j->err);
}

static const char *column(struct joining *j, sqlite3_stmt *st, int i)
{
    const char *s = (const char *)sqlite3_column_text(st, i);
    return s ? arena_text(j->arena, s, (size_t)sqlite3_column_bytes(st, i)) : NULL;
}

/* ---- reading ---- */

static bool read_parts(struct joining *j)
{
    sqlite3_stmt *st = prepared(j, "SELECT t.id, t.article, coalesce(a.published, a.dateline_date), t.parties, t.mediators, t.issues, t.leads, t.setting,"
                                   " t.back_reference, a.key, a.made_by FROM talks t JOIN articles a ON a.id = t.article WHERE a.duplicate_of IS NULL"
                                   " ORDER BY 3 IS NULL, 3, t.id");
    int rc = SQLITE_DONE;
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        int32_t last;
        const char *day = (const char *)sqlite3_column_text(st, 2);
        struct part *p = VEC_PUSH(j->arena, &j->part);
        *p = (struct part){.id = sqlite3_column_int64(st, 0), .article = sqlite3_column_int64(st, 1), .key = column(j, st, 9), .made_by = column(j, st, 10)};
        p->link = (struct link_part){.parties = column(j, st, 3), .mediators = column(j, st, 4), .issues = column(j, st, 5), .leads = column(j, st, 6),
                                     .place = column(j, st, 7), .back = column(j, st, 8)};
        p->link.one = !p->link.parties || !strchr(p->link.parties, '|');
        if (!day || !day_parse(day, &p->link.day, &last))
            p->link.day = DL_NO_DAY;
    }
    return st && done(j, st, rc);
}

static void gather(struct joining *j)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < j->part.n; i++)
        n = j->part.at[i].group >= n ? j->part.at[i].group + 1 : n;
    uint32_t *at = arena_take(j->arena, n + 1, sizeof *at);       /* number among those that are not empty, counted from 1 */
    bool *two = arena_take(j->arena, n + 1, sizeof *two);
    for (uint32_t i = 0; i < j->part.n; i++)
        two[j->part.at[i].group] |= !j->part.at[i].alone;
    for (uint32_t i = 0; i < j->part.n; i++) {
        if (!two[j->part.at[i].group])
            continue;
        uint32_t *g = &at[j->part.at[i].group];
        if (!*g) {
            *VEC_PUSH(j->arena, &j->group) = (struct negotiation){0};
            *g = j->group.n;
        }
        j->part.at[i].group = *g - 1;
        *VEC_PUSH(j->arena, &j->group.at[*g - 1].part) = i;
        if (j->part.at[i].title)
            j->group.at[*g - 1].title = j->part.at[i].title;
    }
}

/* ---- names that reports leave unexplained ---- */

struct explained { int64_t article; const char *code, *name; bool land; };
struct explaining { VEC(struct explained) at; };

static int by_article(const void *a, const void *b)
{
    int64_t x = ((const struct explained *)a)->article, y = ((const struct explained *)b)->article;
    return (x > y) - (x < y);
}

/* Whom and which lands the articles with talks name in full, in order of their articles. */
static bool read_names(struct joining *j, struct explaining *v)
{
    sqlite3_stmt *st = prepared(j, "SELECT article, country, name, kind = 'country' FROM entities WHERE country IS NOT NULL AND name IS NOT NULL"
                                   " AND kind IN ('person', 'country') AND article IN (SELECT article FROM talks) ORDER BY article, id");
    int rc = SQLITE_DONE;
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW)
        *VEC_PUSH(j->arena, &v->at) = (struct explained){sqlite3_column_int64(st, 0), column(j, st, 1), column(j, st, 2), sqlite3_column_int(st, 3)};
    return st && done(j, st, rc);
}

/* "?Petrik|XTA" -> "XVE|XTA". */
static const char *explained(struct joining *j, const struct known *k, const char *parties, const struct names *sides)
{
    struct names strangers = {0}, told = {0}, known = {0};
    struct solved s = {0};
    const char *out = NULL;
    for (const char *at = parties; at && *at; at += strcspn(at, "|"), at += *at == '|') {
        *VEC_PUSH(j->arena, &told) = arena_text(j->arena, at, strcspn(at, "|"));
        if (*at == '?')
            *VEC_PUSH(j->arena, &strangers) = arena_text(j->arena, at + 1, strcspn(at, "|") - 1);
    }
    known_solve(j->arena, k, &strangers, sides, &s);
    known_sides(j->arena, &s, &told, &known);
    for (uint32_t i = 0; i < known.n; i++)
        out = out ? arena_printf(j->arena, "%s|%s", out, known.at[i]) : known.at[i];
    return out;
}

/* Sides that are but names get the codes that reports before them tell. */
static bool explain_parties(struct joining *j)
{
    struct explaining v = {0};
    struct known k = {0};
    bool any = false;
    for (uint32_t i = 0; i < j->part.n && !any; i++)
        any = j->part.at[i].link.parties && strchr(j->part.at[i].link.parties, '?');
    if (!any)
        return true;
    if (!read_names(j, &v))
        return false;
    for (uint32_t i = 0; i < j->part.n && v.at.n; i++) {
        struct part *p = &j->part.at[i];
        struct names sides = {0};
        const struct explained want = {.article = p->article}, *x = bsearch(&want, v.at.at, v.at.n, sizeof want, by_article);
        while (x && x > v.at.at && x[-1].article == p->article)
            x--;
        for (; x && x < v.at.at + v.at.n && x->article == p->article; x++) {
            known_learn(j->arena, &k, x->code, x->name, x->land);
            *VEC_PUSH(j->arena, &sides) = x->code;
        }
        if (p->link.parties && strchr(p->link.parties, '?'))
            p->link.parties = explained(j, &k, p->link.parties, &sides);
        known_learn_sides(j->arena, &k, p->link.parties);
    }
    return true;
}

bool negotiations_link(struct joining *j)
{
    struct linker *l = linker_new(j->arena);
    if (!read_parts(j) || !explain_parties(j) || !edits_before(j))
        return false;
    for (uint32_t i = 0; i < j->part.n; i++) {
        uint32_t at = linker_place(l, &j->part.at[i].link, &j->part.at[i].why);
        j->part.at[i].alone = at == UINT32_MAX;
        j->part.at[i].group = at == UINT32_MAX ? j->part.n + i : at;
    }
    if (!edits_after(j))
        return false;
    gather(j);
    return true;
}

/* ---- numbers that last ---- */

struct vote { int64_t id; uint32_t n; };
struct before { int64_t part, negotiation; };      /* as it was */

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static bool read_before(struct joining *j, struct before **out, uint32_t *n)
{
    VEC(struct before) v = {0};
    sqlite3_stmt *st = prepared(j, "SELECT talk, negotiation FROM negotiation_reports ORDER BY talk");
    int rc = SQLITE_DONE;
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW)
        *VEC_PUSH(j->arena, &v) = (struct before){sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1)};
    *out = v.at, *n = v.n;
    return st && done(j, st, rc);
}

/* The number that most of a negotiation's parts had; what was moved there by hand has no say. */
static struct vote winner(struct joining *j, const struct negotiation *g, const struct before *before, uint32_t n)
{
    struct vote best = {0};
    VEC(int64_t) v = {0};
    for (uint32_t i = 0; i < g->part.n; i++) {
        const struct before *b = n ? bsearch(&j->part.at[g->part.at[i]].id, before, n, sizeof *before, by_id) : NULL;
        if (b && !j->part.at[g->part.at[i]].by_hand)
            *VEC_PUSH(j->arena, &v) = b->negotiation;
    }
    if (v.n)
        qsort(v.at, v.n, sizeof *v.at, by_id);
    for (uint32_t i = 0, from = 0; i < v.n; i++) {
        if (i && v.at[i] != v.at[i - 1])
            from = i;
        if (i - from + 1 > best.n)
            best = (struct vote){v.at[i], i - from + 1};
    }
    return best;
}

struct claim { int64_t id; uint32_t n, group; };

static int by_claim(const void *a, const void *b)
{
    const struct claim *x = a, *y = b;
    return x->id != y->id ? (x->id > y->id) - (x->id < y->id) : x->n != y->n ? (x->n < y->n) - (x->n > y->n) : (x->group > y->group) - (x->group < y->group);
}

/* A number of its own for one that has none: that of its first part that nobody has. */
static int64_t new_id(const struct joining *j, const struct negotiation *g, const struct claim *taken, uint32_t n)
{
    for (int64_t more = 0;; more += STORE_ROWS / 2)
        for (uint32_t i = 0; i < g->part.n; i++) {
            int64_t id = j->part.at[g->part.at[i]].id + more;
            if (!n || !bsearch(&id, taken, n, sizeof *taken, by_id))
                return id;
        }
}

static bool give_numbers(struct joining *j)
{
    struct before *before;
    uint32_t n, k = 0;
    if (!read_before(j, &before, &n))
        return false;
    struct claim *claim = arena_take(j->arena, j->group.n + 1, sizeof *claim);
    for (uint32_t i = 0; i < j->group.n; i++) {
        struct vote v = winner(j, &j->group.at[i], before, n);
        if (v.id)
            claim[k++] = (struct claim){v.id, v.n, i};
    }
    qsort(claim, k, sizeof *claim, by_claim);
    for (uint32_t i = 0; i < k; i++)
        if (!i || claim[i].id != claim[i - 1].id)
            j->group.at[claim[i].group].id = claim[i].id;
    for (uint32_t i = 0; i < j->group.n; i++)
        if (!j->group.at[i].id)
            j->group.at[i].id = new_id(j, &j->group.at[i], claim, k);
    return true;
}

/* ---- writing what changed ---- */

static void digest(const struct joining *j, struct negotiation *g)
{
    struct sha256 h;
    sha256_start(&h);
    for (uint32_t i = 0; i < g->part.n; i++) {
        const struct part *p = &j->part.at[g->part.at[i]];
        const char *const strings[] = {p->key, p->made_by, p->by_hand, p->link.parties, p->link.mediators, p->link.issues};
        sha256_add(&h, &p->id, sizeof p->id);
        sha256_add(&h, &p->why.score, sizeof p->why.score);
        for (size_t k = 0; k < sizeof strings / sizeof *strings; k++)
            sha256_add(&h, strings[k] ? strings[k] : "", strings[k] ? strlen(strings[k]) + 1 : 1);
    }
    sha256_add(&h, g->title ? g->title : "", g->title ? strlen(g->title) : 0);
    sha256_end(&h, g->digest);
}

static int by_number(const void *a, const void *b)
{
    const struct negotiation *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static bool drop(struct joining *j, int64_t id)
{
    static const char *const tables[] = {"negotiation_reports", "negotiation_rounds", "negotiation_round_reports", "negotiation_obstacles",
                                         "negotiation_agreements", "negotiation_accounts", "negotiation_disputes"};
    char sql[128];
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        snprintf(sql, sizeof sql, "DELETE FROM %s WHERE negotiation = %lld", tables[i], (long long)id);
        if (!store_exec(j->store, sql, j->err))
            return false;
    }
    snprintf(sql, sizeof sql, "DELETE FROM negotiations WHERE id = %lld", (long long)id);
    return store_exec(j->store, sql, j->err);
}

/* Old negotiations that are as they were lose their place in `changed`; the others are dropped. */
static bool drop_changed(struct joining *j, bool *same)
{
    VEC(int64_t) old = {0};
    sqlite3_stmt *st = prepared(j, "SELECT id, digest FROM negotiations ORDER BY id");
    int rc = SQLITE_DONE;
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        struct negotiation want = {.id = sqlite3_column_int64(st, 0)};
        const struct negotiation *g = j->group.n ? bsearch(&want, j->group.at, j->group.n, sizeof want, by_number) : NULL;
        if (g && !strcmp(g->digest, (const char *)sqlite3_column_text(st, 1)))
            same[g - j->group.at] = true;
        else
            *VEC_PUSH(j->arena, &old) = want.id;
    }
    bool ok = st && done(j, st, rc);
    for (uint32_t i = 0; ok && i < old.n; i++)
        ok = drop(j, old.at[i]);
    return ok;
}

static bool refresh(struct joining *j)
{
    if (!negotiations_link(j) || !give_numbers(j))
        return false;
    if (j->group.n)
        qsort(j->group.at, j->group.n, sizeof *j->group.at, by_number);
    for (uint32_t i = 0; i < j->group.n; i++)
        digest(j, &j->group.at[i]);
    bool *same = arena_take(j->arena, j->group.n + 1, sizeof *same), ok = drop_changed(j, same);
    for (uint32_t i = 0; ok && i < j->group.n; i++)
        if (!same[i]) {
            ok = negotiation_write(j, &j->group.at[i]);
            j->written++;
        }
    return ok;
}

bool dl_talks_refresh(struct dl_store *s, uint64_t *negotiations, uint64_t *written, struct dl_err *err)
{
    struct joining j = {.store = s, .arena = arena_new(), .err = err};
    bool ok = dl_store_commit(s, err) && store_exec(s, "BEGIN IMMEDIATE", err);
    if (ok && !(ok = refresh(&j) && store_exec(s, "COMMIT", err)))
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    if (negotiations)
        *negotiations = j.group.n;
    if (written)
        *written = j.written;
    arena_free(j.arena);
    return ok;
}
