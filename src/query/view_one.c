/* query/view_one.c: one event, one statement: the row and all that led to it. */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "query/ask.h"
#include "store/store.h"
#include "base/banned.h"

static sqlite3_stmt *prepared(struct view *v, const char *sql, int64_t id)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(v->store->db, sql, -1, &st, NULL) != SQLITE_OK)
        store_failed(v->store, v->err);
    sqlite3_bind_int64(st, 1, id);
    return st;
}

/* The row as the lists have it; null if there is none. `id`: "ARTICLE#e3". */
static bool write_row(struct view *v, const char *key, const char *what, const char *table, int64_t id)
{
    struct buf sql = {0};
    const struct query_select *s = query_named(what);
    sqlite3_stmt *st = NULL;
    buf_printf(&sql, "SELECT %s%s WHERE %s.id = ?1", s->columns, s->from, table);
    bool ok = sqlite3_prepare_v2(v->store->db, sql.at, -1, &st, NULL) == SQLITE_OK || store_failed(v->store, v->err);
    buf_free(&sql);
    json_key(v->out, key);
    sqlite3_bind_int64(st, 1, id);
    ok && sqlite3_step(st) == SQLITE_ROW ? answer_json(v->out, st) : json_null(v->out);
    sqlite3_finalize(st);
    return ok;
}

/* Each span with its words. */
static bool write_parts(struct view *v, const char *kind, int64_t id)
{
    sqlite3_stmt *st = prepared(v, "SELECT part, start, \"end\", words FROM evidence WHERE kind = ?2 AND id = ?1", id);
    sqlite3_bind_text(st, 2, kind, -1, SQLITE_STATIC);
    json_key(v->out, "parts");
    json_open(v->out, '[');
    while (st && sqlite3_step(st) == SQLITE_ROW) {
        json_open(v->out, '{');
        view_column(v, st, 0);
        json_key(v->out, "span");
        json_open(v->out, '[');
        json_int(v->out, sqlite3_column_int64(st, 1));
        json_int(v->out, sqlite3_column_int64(st, 2));
        json_close(v->out, ']');
        view_column(v, st, 3);
        json_close(v->out, '}');
    }
    json_close(v->out, ']');
    sqlite3_finalize(st);
    return st != NULL;
}

static bool write_actors(struct view *v, int64_t id)
{
    sqlite3_stmt *st = prepared(v, "SELECT c.role, c.name, c.code, c.country, n.office, n.basis FROM actors c LEFT JOIN entities n ON n.id = c.entity WHERE event = ?1 ORDER BY role, c.n", id);
    json_key(v->out, "actors");
    json_open(v->out, '[');
    while (st && sqlite3_step(st) == SQLITE_ROW) {
        json_open(v->out, '{');
        for (int i = 0; i < sqlite3_column_count(st); i++)
            view_column(v, st, i);
        json_close(v->out, '}');
    }
    json_close(v->out, ']');
    sqlite3_finalize(st);
    return st != NULL;
}

static void write_rule(struct view *v, const char *rule)
{
    const char *file = NULL;
    uint32_t line = 0;
    bool found = rule && v->q->coder && dl_rule_place(v->q->coder, rule, &file, &line);
    json_key(v->out, "rule");
    json_open(v->out, '{');
    view_string(v, "name", rule);
    view_string(v, "file", found ? file : NULL);
    json_key(v->out, "line");
    found ? json_int(v->out, line) : json_null(v->out);
    json_close(v->out, '}');
}

static void write_object(struct view *v, const char *key, sqlite3_stmt *st, int from, int to)
{
    json_key(v->out, key);
    json_open(v->out, '{');
    for (int i = from; i < to; i++)
        view_column(v, st, i);
    json_close(v->out, '}');
}

static void write_event(struct view *v, sqlite3_stmt *st)
{
    write_rule(v, (const char *)sqlite3_column_text(st, 0));
    write_object(v, "date", st, 1, 5);
    if (sqlite3_column_type(st, 5) == SQLITE_NULL) {
        json_key(v->out, "place");
        json_null(v->out);
    } else {
        write_object(v, "place", st, 5, 11);
    }
    for (int i = 11; i < 15; i++)
        view_column(v, st, i);
    json_key(v->out, "counted");
    json_bool(v->out, sqlite3_column_int(st, 15));
    view_column(v, st, 16);
}

bool view_event(struct view *v)
{
    int64_t id = view_row(v, 'e');
    sqlite3_stmt *st = prepared(v, "SELECT e.rule, e.date AS value, e.date_first AS first, e.date_last AS last, e.date_basis AS basis, e.place AS name, e.country, e.admin1, e.geonames,"
                                   " e.lat, e.lon, e.quad, e.goldstein, e.status, e.sentence, e.counted, a.title, e.statement FROM events e JOIN articles a ON a.id = e.article WHERE e.id = ?1", id);
    bool ok = st && (sqlite3_step(st) == SQLITE_ROW || err_set(v->err, DL_EABSENT, "", "there is no event \"%.100s\"", v->q->article));
    json_open(v->out, '{');
    if (ok) {
        write_event(v, st);
        ok = write_row(v, "event", "events", "e", id) && write_row(v, "account", "statements", "s", sqlite3_column_int64(st, 17)) && write_parts(v, "event", id) && write_actors(v, id);
    }
    json_close(v->out, '}');
    sqlite3_finalize(st);
    return ok;
}

/* The words of the sentence, which the record alone has. */
static bool write_sentence(struct view *v, const char *article, uint32_t which)
{
    struct query_sentence s = {.which = which};
    bool ok = dl_store_records(v->store, article, query_take_sentence, &s, v->err);
    view_string(v, "sentence_text", s.text);
    free(s.text);
    return ok;
}

bool view_statement(struct view *v)
{
    int64_t id = view_row(v, 's');
    sqlite3_stmt *st = prepared(v, "SELECT s.sentence, a.title, a.key FROM statements s JOIN articles a ON a.id = s.article WHERE s.id = ?1", id);
    bool ok = st && (sqlite3_step(st) == SQLITE_ROW || err_set(v->err, DL_EABSENT, "", "there is no statement \"%.100s\"", v->q->article));
    json_open(v->out, '{');
    for (int i = 0; ok && i < 2; i++)
        view_column(v, st, i);
    ok = ok && write_sentence(v, (const char *)sqlite3_column_text(st, 2), (uint32_t)sqlite3_column_int64(st, 0)) && write_row(v, "statement", "statements", "s", id)
        && write_parts(v, "statement", id);
    json_close(v->out, '}');
    sqlite3_finalize(st);
    return ok;
}
