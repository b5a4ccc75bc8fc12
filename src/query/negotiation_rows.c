/* query/negotiation_rows.c: one negotiation as rows: how each report is linked and where things stood after it, rounds, what is in the way,
 * what was agreed, and the accounts that its sides give. */
#include "query/negotiations.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "store/rows.h"
#include "base/banned.h"

struct writing { struct joining *j; const struct negotiation *g; struct dl_chain *chain; const struct talk *t; };

static struct row new_row(struct writing *w, enum store_statement which) { return (struct row){store_statement(w->j->store, which, w->j->err), 0}; }
static bool end_row(struct writing *w, struct row *r) { return r->st && store_run(w->j->store, r->st, w->j->err); }

static void put_names(struct row *r, struct writing *w, const struct names *l)
{
    struct text t = {.arena = w->j->arena};
    for (uint32_t i = 0; i < l->n; i++)
        text_item(&t, "|", l->at[i], strlen(l->at[i]));
    put(r, t.v.at);
}

static void put_date(struct row *r, struct writing *w, int32_t day)
{
    char iso[12];
    if (day == DL_NO_DAY) {
        put_null(r);
        return;
    }
    day_format(day, iso);
    put(r, arena_text(w->j->arena, iso, strlen(iso)));
}

static void put_row_id(struct row *r, int64_t id)
{
    if (id)
        put_int(r, id);
    else
        put_null(r);
}

/* ---- reports and why they are linked ---- */

static void reason(struct text *t, const char *s) { text_item(t, "|", s, strlen(s)); }

/* Sentences, parted by "|". */
static const char *reasons(struct writing *w, const struct part *p)
{
    struct text t = {.arena = w->j->arena};
    const struct link_why *y = &p->why;
    if (p->by_hand)
        reason(&t, p->by_hand);
    if (y->first)
        reason(&t, "no earlier negotiation was near enough");
    if (y->parties > 0)
        reason(&t, y->parties >= 2 ? "the same sides" : "shared sides");
    if (y->back > 0)
        reason(&t, arena_printf(w->j->arena, "goes on with earlier talks: \"%s\"", p->link.back));
    if (y->issue > 0)
        reason(&t, "the same subject");
    if (y->issue < 0)
        reason(&t, "although it tells another subject");
    if (y->people > 0)
        reason(&t, "a negotiator who was there before");
    if (y->place > 0)
        reason(&t, arena_printf(w->j->arena, "also from %s", p->link.place));
    if (y->time != 0)
        reason(&t, arena_printf(w->j->arena, "%d day%s after the report before", y->gap, y->gap == 1 ? "" : "s"));
    return t.v.at;
}

static void put_why(struct row *r, struct writing *w, const struct part *p)
{
    const float of[] = {p->why.score, p->why.parties, p->why.issue, p->why.back, p->why.time, p->why.people, p->why.place};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        put_float(r, of[i]);
    const char *why = reasons(w, p);
    put_bytes(r, why ? why : "", why ? strlen(why) : 0);
}

static bool write_report(struct writing *w, uint32_t i)
{
    const struct part *p = &w->j->part.at[w->g->part.at[i]];
    const struct stand *s = &w->t->stand.at[i];
    struct row r = new_row(w, STORE_put_report);
    put_int(&r, p->id);
    put_int(&r, w->g->id);
    put_int(&r, i + 1);
    put_int(&r, p->article);
    put_date(&r, w, p->link.day);
    put(&r, s->status);
    put_int(&r, s->told);
    put_int(&r, s->disputed);
    put(&r, s->what);
    put(&r, s->next);
    put(&r, s->next_to);
    s->what ? put_int(&r, s->hedged) : put_null(&r);
    put_why(&r, w, p);
    return end_row(w, &r);
}

/* ---- rounds, obstacles, agreements ---- */

static bool write_round(struct writing *w, uint32_t n)
{
    const struct round *d = &w->t->round.at[n];
    struct row r = new_row(w, STORE_put_joined_round);
    put_int(&r, w->g->id);
    put_int(&r, n + 1);
    d->number ? put_int(&r, d->number) : put_null(&r);
    put(&r, d->level);
    put_names(&r, w, &d->format);
    put_names(&r, w, &d->sides);
    put_names(&r, w, &d->participants);
    put_names(&r, w, &d->mediators);
    put(&r, d->start);
    put(&r, d->end);
    put(&r, d->place);
    put(&r, d->duration);
    put(&r, d->host_event);
    put(&r, d->outcome);
    put(&r, d->evidence);
    put_int(&r, d->row.at[0] / STORE_ROWS);
    put_int(&r, d->span.start);
    put_int(&r, d->span.end);
    put_int(&r, d->reports.n);
    bool ok = end_row(w, &r);
    for (uint32_t i = 0; ok && i < d->row.n; i++) {
        struct row x = new_row(w, STORE_put_round_report);
        put_int(&x, w->g->id);
        put_int(&x, n + 1);
        put_int(&x, d->row.at[i]);
        ok = end_row(w, &x);
    }
    return ok;
}

static bool write_obstacle(struct writing *w, uint32_t n)
{
    const struct hindrance *h = &w->t->hindrance.at[n];
    struct row r = new_row(w, STORE_put_joined_obstacle);
    put_int(&r, w->g->id);
    put_int(&r, n + 1);
    put(&r, h->type);
    put(&r, h->by);
    put(&r, h->words);
    put_int(&r, h->article);
    put_row_id(&r, h->statement);
    return end_row(w, &r);
}

static bool write_agreement(struct writing *w, uint32_t n)
{
    const struct bargain *b = &w->t->bargain.at[n];
    struct row r = new_row(w, STORE_put_agreement);
    put_int(&r, w->g->id);
    put_int(&r, n + 1);
    put(&r, b->name);
    put(&r, b->state);
    put(&r, b->date);
    put(&r, b->place);
    put(&r, b->evidence);
    put_int(&r, b->article);
    return end_row(w, &r);
}

/* ---- accounts ---- */

static const char *side_of(struct writing *w, const char *speaker) { return arena_text(w->j->arena, speaker, strcspn(speaker, ":")); }

/* Sides and mediators speak of their talks; so does who is on no side, under "?". */
static bool write_accounts(struct writing *w, const struct names *sides, const struct names *between)
{
    for (uint32_t i = 0; i < w->chain->saying.n; i++) {
        const struct saying *s = &w->chain->saying.at[i];
        const char *side = side_of(w, s->speaker);
        bool of = *side == '?';
        for (uint32_t k = 0; k < sides->n && !of; k++)
            of = !strcmp(sides->at[k], side);
        for (uint32_t k = 0; k < between->n && !of; k++)
            of = !strcmp(between->at[k], side);
        if (!of)
            continue;
        struct row r = new_row(w, STORE_put_account);
        put_int(&r, w->g->id);
        put_int(&r, s->row);
        put(&r, side);
        if (!end_row(w, &r))
            return false;
    }
    return true;
}

static bool write_disputes(struct writing *w)
{
    for (uint32_t i = 0; i + 1 < w->t->dispute.n; i += 2) {
        int32_t x = chain_saying(w->chain, w->t->dispute.at[i]), y = chain_saying(w->chain, w->t->dispute.at[i + 1]);
        if (x < 0 || y < 0)
            continue;
        struct row r = new_row(w, STORE_put_dispute);
        put_int(&r, w->g->id);
        put_int(&r, w->chain->saying.at[x].row);
        put_int(&r, w->chain->saying.at[y].row);
        if (!end_row(w, &r))
            return false;
    }
    return true;
}

/* ---- the negotiation ---- */

static const char *title_of(struct writing *w, const struct names *sides)
{
    struct text t = {.arena = w->j->arena};
    if (w->g->title)
        return w->g->title;
    for (uint32_t i = 0; i < sides->n; i++)
        text_item(&t, "-", sides->at[i], strlen(sides->at[i]));
    if (w->t->issues.n)
        text_item(&t, ": ", w->t->issues.at[0], strlen(w->t->issues.at[0]));
    return t.v.at;
}

/* The first of the last reports that tell the status that stands. */
static const struct stand *since(const struct talk *t)
{
    const struct stand *first = NULL;
    for (uint32_t i = t->stand.n; i-- > 0;) {
        const struct stand *s = &t->stand.at[i], *last = &t->stand.at[t->stand.n - 1];
        if (!last->status || !s->status || strcmp(s->status, last->status))
            break;
        first = s;
    }
    return first;
}

/* The newest step that is told and not over when the newest report came out. */
static const struct stand *next_step(const struct talk *t)
{
    const struct stand *last = &t->stand.at[t->stand.n - 1];
    int32_t from, to;
    for (uint32_t i = t->stand.n; i-- > 0;) {
        const struct stand *s = &t->stand.at[i];
        if (!s->what)
            continue;
        bool over = s->next_to && last->day != DL_NO_DAY && day_parse(s->next_to, &from, &to) && to < last->day;
        return s == last || (s->next && !over) ? s : NULL;
    }
    return NULL;
}

static bool write_head(struct writing *w, const struct names *sides, const struct names *between)
{
    const struct stand *last = &w->t->stand.at[w->t->stand.n - 1], *from = since(w->t), *next = next_step(w->t);
    int64_t n = w->g->id % STORE_ROWS;
    struct row r = new_row(w, STORE_put_negotiation);
    put_int(&r, w->g->id);
    put(&r, arena_printf(w->j->arena, n == 1 ? "t%lld" : "t%lld.%lld", (long long)(w->g->id / STORE_ROWS), (long long)n));
    put(&r, title_of(w, sides));
    put_int(&r, w->g->title != NULL);
    put_names(&r, w, sides);
    put_names(&r, w, between);
    put_names(&r, w, &w->t->issues);
    put(&r, last->status);
    put_date(&r, w, from ? from->day : DL_NO_DAY);
    put_row_id(&r, from ? from->article : 0);
    put_int(&r, last->disputed);
    put(&r, next ? next->what : NULL);
    put(&r, next ? next->next : NULL);
    put(&r, next ? next->next_to : NULL);
    next ? put_int(&r, next->hedged) : put_null(&r);
    put_row_id(&r, next ? next->article : 0);
    put_date(&r, w, w->t->stand.at[0].day);
    put_date(&r, w, last->day);
    put_int(&r, w->t->reports.n);
    put_int(&r, w->t->round.n);
    put(&r, w->g->digest);
    return end_row(w, &r);
}

static bool write_all(struct writing *w)
{
    struct names sides = {0}, between = {0};
    bool ok = true;
    chain_sides(w->j->arena, w->t, false, &sides);
    chain_sides(w->j->arena, w->t, true, &between);
    for (uint32_t i = 0; ok && i < w->t->stand.n; i++)
        ok = write_report(w, i);
    for (uint32_t i = 0; ok && i < w->t->round.n; i++)
        ok = write_round(w, i);
    for (uint32_t i = 0; ok && i < w->t->hindrance.n; i++)
        ok = write_obstacle(w, i);
    for (uint32_t i = 0; ok && i < w->t->bargain.n; i++)
        ok = write_agreement(w, i);
    return ok && write_accounts(w, &sides, &between) && write_disputes(w) && write_head(w, &sides, &between);
}

/* Reads the record of one part's article into the chain; the article's other parts are left out. */
static bool read_part(struct writing *w, const struct part *p, char **json, size_t *room)
{
    uint32_t of[64];
    size_t n = 0;
    int64_t index = p->id % STORE_ROWS - 1;
    sqlite3_stmt *st = store_statement(w->j->store, STORE_get_record, w->j->err);
    if (!st)
        return false;
    sqlite3_bind_int64(st, 1, p->article);
    if (sqlite3_step(st) != SQLITE_ROW)
        return store_failed(w->j->store, w->j->err);
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        of[i] = (int64_t)i == index ? 0 : UINT32_MAX;
    const char *name = (const char *)sqlite3_column_text(st, 2);
    bool ok = chain_unpack(sqlite3_column_blob(st, 0), sqlite3_column_bytes(st, 0), json, room, &n) ||
              err_set(w->j->err, DL_ESTORE, w->j->store->path, "the record of article %s is damaged", name);
    ok = ok && chain_take(w->chain, &(struct chain_article){.record = *json, .text = (const char *)sqlite3_column_text(st, 1), .name = name, .n_record = n,
                                                            .n_text = (size_t)sqlite3_column_bytes(st, 1), .id = p->article, .of = of, .bare = true}, w->j->err);
    sqlite3_reset(st);
    return ok;
}

bool negotiation_write(struct joining *j, const struct negotiation *g)
{
    struct writing w = {.j = j, .g = g, .chain = dl_chain_new()};
    char *json = NULL;
    size_t room = 0;
    bool ok = true;
    for (uint32_t i = 0; ok && i < g->part.n; i++)
        ok = read_part(&w, &j->part.at[g->part.at[i]], &json, &room);
    w.t = w.chain->talk.n ? &w.chain->talk.at[0] : NULL;
    if (ok && (!w.t || w.t->stand.n != g->part.n))
        ok = err_set(j->err, DL_ESTORE, j->store->path, "the record of article %s has no such part of a negotiation", j->part.at[g->part.at[0]].key);
    ok = ok && write_all(&w);
    free(json);
    dl_chain_free(w.chain);
    return ok;
}
