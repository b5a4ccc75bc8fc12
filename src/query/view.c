/* query/view.c: what the page shows, as JSON objects: the frame that all views share, and the plain lists. */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "query/ask.h"
#include "store/store.h"
#include "base/banned.h"

void view_string(struct view *v, const char *key, const char *value)
{
    json_key(v->out, key);
    json_string(v->out, value);
}

void view_int(struct view *v, const char *key, int64_t value)
{
    json_key(v->out, key);
    json_int(v->out, value);
}

void view_column(struct view *v, sqlite3_stmt *st, int i)
{
    json_key(v->out, sqlite3_column_name(st, i));
    switch (sqlite3_column_type(st, i)) {
    case SQLITE_INTEGER: json_int(v->out, sqlite3_column_int64(st, i)); break;
    case SQLITE_FLOAT: json_real(v->out, sqlite3_column_double(st, i), 5); break;
    case SQLITE_TEXT: json_bytes(v->out, (const char *)sqlite3_column_text(st, i), (size_t)sqlite3_column_bytes(st, i)); break;
    default: json_null(v->out);
    }
}

const char *view_name(const struct view *v, const char *code)
{
    const char *name = v->q->coder && code ? dl_code_name(v->q->coder, code) : NULL;
    return name ? name : code;
}

uint32_t view_limit(const struct view *v, uint32_t usual, uint32_t most)
{
    unsigned long n = v->q->limit ? strtoul(v->q->limit, NULL, 10) : usual;
    return n < 1 ? 1 : n > most ? most : (uint32_t)n;
}

void view_period(struct view *v)
{
    view_string(v, "since", v->q->since);
    view_string(v, "until", v->q->until);
    json_key(v->out, "default_period");
    json_bool(v->out, v->year);
}

int64_t view_row(struct view *v, char letter)
{
    const char *id = v->q->article ? v->q->article : "", *hash = strrchr(id, '#');
    sqlite3_stmt *st = NULL;
    int64_t row = 0;
    if (hash && hash[1] == letter && hash[2] && strlen(hash) < 8 && strspn(hash + 2, "0123456789") == strlen(hash + 2) &&
        sqlite3_prepare_v2(v->store->db, "SELECT id FROM articles WHERE key = ?1", -1, &st, NULL) == SQLITE_OK) {
        sqlite3_bind_text(st, 1, id, (int)(hash - id), SQLITE_STATIC);
        if (sqlite3_step(st) == SQLITE_ROW)
            row = sqlite3_column_int64(st, 0) * STORE_ROWS + strtoll(hash + 2, NULL, 10);
    }
    sqlite3_finalize(st);
    return row;
}

/* ---- the period ---------------------------------------------------------------------------------- */

/* The day of the newest article, "" if there is none; the year that ends with it begins at `since`. */
static void newest_day(struct dl_store *s, char since[11])
{
    sqlite3_stmt *st = NULL;
    *since = 0;
    if (sqlite3_prepare_v2(s->db, "SELECT date(max(published), '-1 year', '+1 day') FROM articles", -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW &&
        sqlite3_column_bytes(st, 0) == 10)
        memcpy(since, sqlite3_column_text(st, 0), 11);
    sqlite3_finalize(st);
}

/* The question with its period settled; `year`: events and statements have one by default. True if that is so here. */
static bool settle(struct dl_store *s, struct dl_question *q, bool year, char since[11])
{
    bool ours = year && !q->since && !q->until && !q->article;
    if (ours) {
        newest_day(s, since);
        q->since = *since ? since : NULL;
    } else if (q->since && !strcmp(q->since, "all")) {
        q->since = NULL;
    }
    return ours && q->since;
}

static bool has_year(const char *what) { return strcmp(what, "articles") && strcmp(what, "search") && strcmp(what, "talks") && strcmp(what, "today"); }

bool dl_view_list(struct dl_store *s, const struct dl_question *asked, struct dl_answer *a, struct dl_err *err)
{
    struct dl_question q = *asked;
    char since[11];
    store_begin(s);
    settle(s, &q, has_year(q.what), since);
    q.order = q.order && !strcmp(q.order, "stored") ? NULL : "newest";
    if (!strcmp(q.what, "talks")) {
        q.actor = q.party;
        q.status = q.state;
    }
    return dl_ask(s, &q, a, err);
}

/* ---- lists --------------------------------------------------------------------------------------- */

bool view_rows(struct view *v, const char *what, uint32_t limit)
{
    struct dl_question q = *v->q;
    const struct query_select *select;
    sqlite3_stmt *st;
    char more[16], *last = NULL;
    uint32_t n = 0;
    int rc;
    snprintf(more, sizeof more, "%u", limit + 1);
    q.what = what;
    q.limit = more;
    q.order = q.order && !strcmp(q.order, "stored") ? NULL : "newest";
    if (!query_prepare(v->store, &q, &select, &st, v->err))
        return false;
    json_key(v->out, "rows");
    json_open(v->out, '[');
    while ((rc = sqlite3_step(st)) == SQLITE_ROW && n++ < limit) {
        answer_json(v->out, st);
        if (n == limit)
            last = strdup((const char *)sqlite3_column_text(st, 0));
    }
    json_close(v->out, ']');
    view_string(v, "next", rc == SQLITE_ROW ? last : NULL);
    free(last);
    sqlite3_finalize(st);
    return rc == SQLITE_ROW || rc == SQLITE_DONE || store_failed(v->store, v->err);
}

static bool page(struct view *v, const char *what)
{
    json_open(v->out, '{');
    bool ok = view_rows(v, what, view_limit(v, 100, 1000));
    if (v->q->text)
        view_int(v, "unsearched", (int64_t)dl_store_unsearched(v->store));
    view_period(v);
    json_close(v->out, '}');
    return ok;
}

static bool view_events(struct view *v) { return page(v, "events"); }
static bool view_statements(struct view *v) { return page(v, "statements"); }
static bool view_articles(struct view *v) { return page(v, "articles"); }
static bool view_search(struct view *v) { return v->q->text ? page(v, "search") : err_set(v->err, DL_EUSAGE, "q", "say what to look for"); }

/* ---- what there is ------------------------------------------------------------------------------- */

bool view_totals(struct view *v)
{
    static const char sql[] = "SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL) AS copies,"
                              " (SELECT events FROM totals) AS events, (SELECT statements FROM totals) AS statements, (SELECT count(*) FROM negotiations) AS talks,"
                              " (SELECT count(*) FROM failures) AS failures";
    sqlite3_stmt *st = NULL;
    bool ok = sqlite3_prepare_v2(v->store->db, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW;
    json_open(v->out, '{');
    for (int i = 0; ok && i < sqlite3_column_count(st); i++)
        view_column(v, st, i);
    json_close(v->out, '}');
    ok = ok || store_failed(v->store, v->err);
    sqlite3_finalize(st);
    return ok;
}

static bool view_version(struct view *v)
{
    json_open(v->out, '{');
    view_string(v, "dateline", dl_version());
    json_key(v->out, "made_by");
    v->q->coder ? buf_str(v->out, dl_made_by(v->q->coder)) : json_null(v->out);
    json_key(v->out, "totals");
    bool ok = view_totals(v);
    json_close(v->out, '}');
    return ok;
}

static void one_name(void *with, const char *code, const char *name) { view_string(with, code, name); }

static bool view_names(struct view *v)
{
    json_open(v->out, '{');
    if (v->q->coder)
        dl_code_names(v->q->coder, one_name, v);
    json_close(v->out, '}');
    return true;
}

static const struct { const char *name; view_write *write; } views[] = {
    {"today", view_today}, {"talks", view_talks}, {"talk", view_talk}, {"articles", view_articles}, {"events", view_events}, {"event", view_event},
    {"facets", view_facets}, {"said", view_said}, {"series", view_series}, {"matrix", view_matrix}, {"map", view_map}, {"statements", view_statements}, {"statement", view_statement},
    {"search", view_search}, {"names", view_names}, {"totals", view_totals}, {"version", view_version}};

bool dl_view(struct dl_store *s, const char *name, const struct dl_question *asked, FILE *out, struct dl_err *err)
{
    struct dl_question q = *asked;
    struct buf b = {0};
    struct view v = {.store = s, .q = &q, .out = &b, .err = err};
    char since[11];
    bool ok = err_set(err, DL_EUSAGE, name, "there is no such view");
    store_begin(s);
    v.year = settle(s, &q, has_year(name), since);
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        if (!strcmp(views[i].name, name))
            ok = views[i].write(&v);
    if (ok && b.n)
        fwrite(b.at, 1, b.n, out);
    if (ok && strcmp(name, "totals"))
        fputc('\n', out);
    buf_free(&b);
    return ok;
}
