/* query/view_talks.c: negotiations for the page: the list, a card, and the morning's view. The reports that tell of talks are joined anew
 * (query/chain.c), and what the join says is asked as tables, through SQLite's JSON. */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "query/ask.h"
#include "store/store.h"
#include "base/banned.h"

/* ---- the join as tables ------------------------------------------------------------------------- */

#define JOINED                                                                                                                          \
    "WITH t AS (SELECT key AS n, value ->> 'id' AS id, value AS j FROM json_each(?1, '$.talks')),"                                       \
    " stand AS (SELECT t.id, s.key AS k, s.value ->> 'report' AS report, a.key AS article, a.title, a.outlet, a.published, s.value ->> 'status' AS status,"     \
    "  s.value ->> 'next_date' AS next_date, coalesce(s.value ->> 'disputed', 0) AS disputed, a.id AS number FROM t, json_each(t.j, '$.status_after') s"         \
    "  LEFT JOIN articles a ON a.id = (SELECT min(id) FROM articles WHERE given = s.value ->> 'report')),"                               \
    " step AS (SELECT *, lag(status) OVER w AS status_before, lag(next_date) OVER w AS next_before, lag(disputed) OVER w AS disputed_before, lag(k) OVER w IS NULL AS first"   \
    "  FROM stand WINDOW w AS (PARTITION BY id ORDER BY k)) "
#define CODES(what) "(SELECT group_concat(value, '|') FROM json_each(t.j, '$." what "'))"

/* One negotiation a row, the one that changed last first. */
static const char list_sql[] = JOINED
    "SELECT t.id, " CODES("parties") " AS parties, " CODES("mediators") " AS mediators, " CODES("issues") " AS issues, l.status,"
    " (SELECT published FROM step s WHERE s.id = t.id AND s.status IS NOT s.status_before ORDER BY k DESC LIMIT 1) AS since, l.published AS changed, l.disputed,"
    " x.next_what AS what, x.next_from AS \"from\", x.next_to AS \"to\", x.next_hedged AS hedged, json_array_length(t.j, '$.reports') AS reports, json_array_length(t.j, '$.rounds') AS rounds"
    " FROM t JOIN stand l ON l.id = t.id AND l.k = json_array_length(t.j, '$.status_after') - 1"
    " LEFT JOIN talks x ON x.id = (SELECT max(y.id) FROM talks y JOIN stand s ON y.article = s.number WHERE s.id = t.id AND y.next_what IS NOT NULL)"
    " WHERE (?2 IS NULL OR t.id = ?2) AND (?3 IS NULL OR l.published >= ?3) AND (?4 IS NULL OR l.published <= ?4)"
    " AND (?5 IS NULL OR EXISTS (SELECT 1 FROM json_each(t.j, '$.parties') p WHERE p.value = upper(?5)) OR EXISTS (SELECT 1 FROM json_each(t.j, '$.mediators') p WHERE p.value = upper(?5)))"
    " AND (?6 IS NULL OR instr(',' || ?6 || ',', ',' || l.status || ',')) ORDER BY l.published DESC, t.n DESC LIMIT ?7";

static bool add_record(void *with, const char *id, const char *json, size_t n)
{
    struct dl_err err;
    return dl_chain_add(with, json, n, id, &err);
}

/* The join of all reports that tell of talks, as JSON; malloc'ed. NULL sets *err. */
static char *join(struct view *v)
{
    static const char sql[] = "SELECT key FROM articles WHERE duplicate_of IS NULL AND id IN (SELECT article FROM talks) ORDER BY published, id";
    struct dl_chain *c = dl_chain_new();
    sqlite3_stmt *st = NULL;
    char *json = NULL;
    size_t n;
    bool ok = sqlite3_prepare_v2(v->store->db, sql, -1, &st, NULL) == SQLITE_OK;
    int rc = SQLITE_DONE;
    while (ok && (rc = sqlite3_step(st)) == SQLITE_ROW)
        ok = dl_store_records(v->store, (const char *)sqlite3_column_text(st, 0), add_record, c, v->err);
    if (ok && rc == SQLITE_DONE)
        json = strdup(dl_chain_json(c, "all", &n));
    else if (ok)
        store_failed(v->store, v->err);
    sqlite3_finalize(st);
    dl_chain_free(c);
    return json;
}

static sqlite3_stmt *asked(struct view *v, const char *sql, const char *joined, const char *id)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(v->store->db, sql, -1, &st, NULL) != SQLITE_OK) {
        store_failed(v->store, v->err);
        return NULL;
    }
    sqlite3_bind_text(st, 1, joined, -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 2, id, -1, SQLITE_STATIC);
    return st;
}

/* ---- one row ------------------------------------------------------------------------------------ */

static void write_list(struct view *v, const char *key, const char *items, bool parties)
{
    char item[256];
    json_key(v->out, key);
    json_open(v->out, '[');
    for (size_t n; items && *items; items += n + (items[n] == '|')) {
        n = strcspn(items, "|");
        snprintf(item, sizeof item, "%.*s", (int)n, items);
        if (!parties) {
            json_string(v->out, item);
            continue;
        }
        json_open(v->out, '{');
        view_string(v, "code", item);
        view_string(v, "name", view_name(v, item));
        json_close(v->out, '}');
    }
    json_close(v->out, ']');
}

/* "Kenya, Tanzania: ferries" */
static void write_name(struct view *v, const char *key, const char *parties, const char *issues)
{
    struct buf name = {0};
    char code[64];
    buf_str(&name, "");
    for (size_t n; parties && *parties; parties += n + (parties[n] == '|')) {
        n = strcspn(parties, "|");
        snprintf(code, sizeof code, "%.*s", (int)n, parties);
        buf_printf(&name, "%s%s", name.n ? ", " : "", view_name(v, code));
    }
    if (issues)
        buf_printf(&name, "%s%.*s", name.n ? ": " : "", (int)strcspn(issues, "|"), issues);
    view_string(v, key, name.at);
    buf_free(&name);
}

static const char *text(sqlite3_stmt *st, int i) { return (const char *)sqlite3_column_text(st, i); }

/* The first eight members, and the next step. Columns as list_sql has them. */
static void write_head(struct view *v, sqlite3_stmt *st)
{
    view_column(v, st, 0);
    write_name(v, "name", text(st, 1), text(st, 3));
    write_list(v, "parties", text(st, 1), true);
    write_list(v, "mediators", text(st, 2), true);
    write_list(v, "issues", text(st, 3), false);
    for (int i = 4; i < 7; i++)
        view_column(v, st, i);
    json_key(v->out, "disputed");
    json_bool(v->out, sqlite3_column_int(st, 7));
    json_key(v->out, "next");
    if (sqlite3_column_type(st, 8) == SQLITE_NULL) {
        json_null(v->out);
        return;
    }
    json_open(v->out, '{');
    for (int i = 8; i < 11; i++)
        view_column(v, st, i);
    json_key(v->out, "hedged");
    json_bool(v->out, sqlite3_column_int(st, 11));
    json_close(v->out, '}');
}

/* Binds what the list may be narrowed by. */
static void bind_list(struct view *v, sqlite3_stmt *st, uint32_t limit)
{
    const char *values[] = {v->q->since, v->q->until, v->q->party, v->q->state};
    for (int i = 0; i < 4; i++)
        sqlite3_bind_text(st, 3 + i, values[i], -1, SQLITE_STATIC);
    sqlite3_bind_int64(st, 7, limit);
}

static bool write_rows(struct view *v, const char *key, const char *joined, uint32_t limit)
{
    sqlite3_stmt *st = asked(v, list_sql, joined, NULL);
    int rc = SQLITE_ERROR;
    bind_list(v, st, limit);
    json_key(v->out, key);
    json_open(v->out, '[');
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        json_open(v->out, '{');
        write_head(v, st);
        view_column(v, st, 12);
        view_column(v, st, 13);
        json_close(v->out, '}');
    }
    json_close(v->out, ']');
    sqlite3_finalize(st);
    return st && (rc == SQLITE_DONE || store_failed(v->store, v->err));
}

bool view_talks_list(struct view *v, struct dl_answer *a)
{
    static const struct query_select talks = {.what = "talks"};
    char *joined = join(v);
    sqlite3_stmt *st = joined ? asked(v, list_sql, joined, NULL) : NULL;
    int rc = SQLITE_ERROR;
    if (st) {
        bind_list(v, st, view_limit(v, UINT32_MAX, UINT32_MAX));
        answer_columns(a, st, &talks);
    }
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW && answer_row(a, st))
        ;
    sqlite3_finalize(st);
    free(joined);
    return st && (rc != SQLITE_ERROR || store_failed(v->store, v->err));
}

bool view_talks(struct view *v)
{
    char *joined = join(v);
    json_open(v->out, '{');
    bool ok = joined && write_rows(v, "rows", joined, view_limit(v, 1000, 1000));
    json_key(v->out, "next");
    json_null(v->out);
    view_period(v);
    json_close(v->out, '}');
    free(joined);
    return ok;
}

/* ---- a card ------------------------------------------------------------------------------------- */

#define STATEMENT(x) "(SELECT a.key FROM articles a WHERE a.id = (SELECT min(id) FROM articles WHERE given = " x " ->> 'report'))"

static const char reports_sql[] = JOINED "SELECT article, title, outlet, published, status, next_date, disputed FROM stand WHERE id = ?2 ORDER BY k";
static const char rounds_sql[] = JOINED
    "SELECT r.value ->> 'id' AS id, r.value ->> 'number' AS number, r.value ->> 'start' AS start, r.value ->> 'end' AS \"end\", r.value ->> 'place' AS place, r.value ->> 'level' AS level,"
    " r.value -> 'format' AS format, r.value -> 'participants' AS participants, r.value -> 'mediators' AS mediators, r.value ->> 'outcome' AS outcome, r.value -> 'reports' AS reports,"
    " w.words AS evidence, a.key AS evidence_article, '[' || w.start || ',' || w.\"end\" || ']' AS evidence_span FROM t, json_each(t.j, '$.rounds') r"
    " LEFT JOIN articles a ON a.id = (SELECT min(id) FROM articles WHERE given = r.value ->> '$.reports[0]')"
    " LEFT JOIN (SELECT article, min(id) AS id FROM rounds GROUP BY article) d ON d.article = a.id LEFT JOIN evidence w ON w.kind = 'round' AND w.id = d.id AND w.part = 'evidence'"
    " WHERE t.id = ?2 GROUP BY r.key ORDER BY r.key";
static const char obstacles_sql[] = JOINED
    "SELECT o.type, o.named_by AS by, CASE WHEN o.statement IS NOT NULL THEN s.article || '#s' || (o.statement - o.article * 100000) END AS statement, s.article, o.words"
    " FROM stand s JOIN obstacles o ON o.article = s.number WHERE s.id = ?2 ORDER BY s.k, o.id";
/* Sides of the negotiation first, in their order; then those of nobody's side. */
static const char accounts_sql[] = JOINED
    ", side AS (SELECT p.value AS code, p.key AS place FROM t, json_each(t.j, '$.parties') p WHERE t.id = ?2 UNION ALL SELECT p.value, 100 + p.key FROM t, json_each(t.j, '$.mediators') p WHERE t.id = ?2)"
    " SELECT coalesce(side.code, '?') AS party, st.article || '#s' || (x.id - x.article * 100000) AS statement, st.article, st.published, st.outlet, x.speaker_name AS speaker, x.speaker_role AS role, x.chain, x.tone,"
    " x.directness, x.content, x.spans FROM stand st JOIN statements x ON x.article = st.number LEFT JOIN entities e ON e.id = x.speaker"
    " LEFT JOIN side ON side.code = CASE WHEN e.country = 'IGO' THEN CASE WHEN instr(e.sectors, 'UNO') THEN 'UN' WHEN instr(e.sectors, 'SCE') THEN 'OSCE' ELSE 'IGO' END WHEN e.country = 'EUR' THEN 'EU'"
    "  WHEN instr(e.sectors, 'REB') OR instr(e.sectors, 'SEP') THEN e.country || 'REB' ELSE e.country END"
    " WHERE st.id = ?2 AND x.content IS NOT NULL AND x.kind IN ('statement', 'relay', 'report') ORDER BY coalesce(side.place, 1000), party, st.k, x.id";
static const char disputes_sql[] = JOINED
    "SELECT " STATEMENT("x.value") " || '#s' || (SELECT s.id - s.article * 100000 FROM statements s JOIN articles a ON a.id = s.article WHERE a.given = x.value ->> 'report' AND s.content = x.value ->> 'text' LIMIT 1),"
    " " STATEMENT("y.value") " || '#s' || (SELECT s.id - s.article * 100000 FROM statements s JOIN articles a ON a.id = s.article WHERE a.given = y.value ->> 'report' AND s.content = y.value ->> 'text' LIMIT 1)"
    " FROM t, json_each(t.j, '$.disputes') d JOIN json_each(?1, '$.statements') x ON x.value ->> 'id' = d.value ->> '$.statements[0]'"
    " JOIN json_each(?1, '$.statements') y ON y.value ->> 'id' = d.value ->> '$.statements[1]' WHERE t.id = ?2 ORDER BY d.key";

/* A column that is JSON already: lists and spans. */
static void json_column(struct view *v, sqlite3_stmt *st, int i)
{
    json_key(v->out, sqlite3_column_name(st, i));
    text(st, i) ? buf_put(v->out, text(st, i), (size_t)sqlite3_column_bytes(st, i)) : json_null(v->out);
}

/* Rows of a card's part as objects. `as_json`: columns that are JSON already; `truth`: the one that is yes or no, -1. */
static bool write_part(struct view *v, const char *key, const char *sql, const char *joined, uint32_t as_json, int truth)
{
    sqlite3_stmt *st = asked(v, sql, joined, v->q->article);
    int rc = SQLITE_ERROR;
    json_key(v->out, key);
    json_open(v->out, '[');
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        json_open(v->out, '{');
        for (int i = 0; i < sqlite3_column_count(st); i++)
            if (i == truth) {
                json_key(v->out, sqlite3_column_name(st, i));
                json_bool(v->out, sqlite3_column_int(st, i));
            } else {
                as_json >> i & 1 ? json_column(v, st, i) : view_column(v, st, i);
            }
        if (truth >= 0) {
            json_key(v->out, "why");
            json_open(v->out, '[');
            json_close(v->out, ']');
        }
        json_close(v->out, '}');
    }
    json_close(v->out, ']');
    sqlite3_finalize(st);
    return st && (rc == SQLITE_DONE || store_failed(v->store, v->err));
}

static void open_party(struct view *v, const char *code, const char *before)
{
    if (before) {
        json_close(v->out, ']');
        json_close(v->out, '}');
    }
    json_open(v->out, '{');
    view_string(v, "party", code);
    view_string(v, "name", !strcmp(code, "?") ? "nobody's side" : view_name(v, code));
    json_key(v->out, "accounts");
    json_open(v->out, '[');
}

static bool write_accounts(struct view *v, const char *joined)
{
    sqlite3_stmt *st = asked(v, accounts_sql, joined, v->q->article);
    char *party = NULL;
    int rc = SQLITE_ERROR;
    json_key(v->out, "accounts");
    json_open(v->out, '[');
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        if (!party || strcmp(party, text(st, 0))) {
            open_party(v, text(st, 0), party);
            free(party);
            party = strdup(text(st, 0));
        }
        json_open(v->out, '{');
        for (int i = 1; i < 11; i++)
            view_column(v, st, i);
        json_column(v, st, 11);
        json_close(v->out, '}');
    }
    if (party) {
        json_close(v->out, ']');
        json_close(v->out, '}');
    }
    json_close(v->out, ']');
    free(party);
    sqlite3_finalize(st);
    return st && (rc == SQLITE_DONE || store_failed(v->store, v->err));
}

static bool write_disputes(struct view *v, const char *joined)
{
    sqlite3_stmt *st = asked(v, disputes_sql, joined, v->q->article);
    json_key(v->out, "disputes");
    json_open(v->out, '[');
    while (st && sqlite3_step(st) == SQLITE_ROW) {
        if (!text(st, 0) || !text(st, 1))
            continue;
        json_open(v->out, '[');
        json_string(v->out, text(st, 0));
        json_string(v->out, text(st, 1));
        json_close(v->out, ']');
    }
    json_close(v->out, ']');
    sqlite3_finalize(st);
    return st != NULL;
}

bool view_talk(struct view *v)
{
    char *joined = join(v);
    sqlite3_stmt *st = joined ? asked(v, list_sql, joined, v->q->article) : NULL;
    sqlite3_bind_int64(st, 7, 1);
    bool ok = st && (sqlite3_step(st) == SQLITE_ROW || err_set(v->err, DL_EABSENT, "", "there is no negotiation \"%.100s\"", v->q->article));
    json_open(v->out, '{');
    if (ok) {
        write_head(v, st);
        ok = write_part(v, "reports", reports_sql, joined, 0, 6) && write_part(v, "rounds", rounds_sql, joined, 1 << 6 | 1 << 7 | 1 << 8 | 1 << 10 | 1 << 13, -1)
            && write_part(v, "obstacles", obstacles_sql, joined, 0, -1) && write_accounts(v, joined) && write_disputes(v, joined);
    }
    json_close(v->out, '}');
    sqlite3_finalize(st);
    free(joined);
    return ok;
}

/* ---- the morning -------------------------------------------------------------------------------- */

static const char changed_sql[] = JOINED
    "SELECT t.id AS talk, " CODES("parties") " AS parties, " CODES("issues") " AS issues, CASE WHEN s.first THEN 'new' WHEN s.status IS NOT s.status_before THEN 'status'"
    " WHEN s.next_date IS NOT s.next_before THEN 'next' WHEN s.disputed IS NOT s.disputed_before THEN 'disputed' ELSE 'report' END AS what, s.status, s.status_before, s.next_date, s.next_before,"
    " s.article, s.published AS day FROM step s JOIN t ON t.id = s.id WHERE s.published >= ?2 ORDER BY s.published DESC, s.number DESC LIMIT 200";

static bool write_changed(struct view *v, const char *joined, const char *since)
{
    sqlite3_stmt *st = asked(v, changed_sql, joined, since);
    int rc = SQLITE_ERROR;
    json_key(v->out, "changed");
    json_open(v->out, '[');
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        const char *what = text(st, 3);
        bool next = !strcmp(what, "next"), status = !strcmp(what, "status") || !strcmp(what, "new");
        json_open(v->out, '{');
        view_column(v, st, 0);
        write_name(v, "name", text(st, 1), text(st, 2));
        view_column(v, st, 3);
        view_string(v, "from", next ? text(st, 7) : status ? text(st, 5) : NULL);
        view_string(v, "to", next ? text(st, 6) : status ? text(st, 4) : NULL);
        view_column(v, st, 8);
        view_column(v, st, 9);
        json_close(v->out, '}');
    }
    json_close(v->out, ']');
    sqlite3_finalize(st);
    return st && (rc == SQLITE_DONE || store_failed(v->store, v->err));
}

/* Events told in articles since a day, and in as many days before. */
static bool write_new_events(struct view *v, const char *since)
{
    static const char sql[] = "SELECT e.plover AS type, sum(a.published >= ?1) AS events, sum(a.published < ?1) AS before FROM articles a JOIN events e ON e.article = a.id AND e.counted"
                              " WHERE a.published >= date(?1, '-' || (julianday((SELECT max(published) FROM articles)) - julianday(?1) + 1) || ' days') GROUP BY 1 ORDER BY 2 DESC, 1";
    sqlite3_stmt *st = asked(v, sql, since, NULL);
    json_key(v->out, "events");
    json_open(v->out, '[');
    while (st && sqlite3_step(st) == SQLITE_ROW) {
        json_open(v->out, '{');
        for (int i = 0; i < 3; i++)
            view_column(v, st, i);
        json_close(v->out, '}');
    }
    json_close(v->out, ']');
    sqlite3_finalize(st);
    return st != NULL;
}

static bool write_latest(struct view *v)
{
    static const char sql[] = "SELECT a.key AS id, a.published, a.outlet, a.title, a.words, NULL AS duplicate_of, a.containment, a.path, a.url FROM articles a"
                              " WHERE a.duplicate_of IS NULL ORDER BY a.published DESC, a.id DESC LIMIT 20";
    sqlite3_stmt *st = asked(v, sql, NULL, NULL);
    json_key(v->out, "latest");
    json_open(v->out, '[');
    while (st && sqlite3_step(st) == SQLITE_ROW)
        answer_json(v->out, st);
    json_close(v->out, ']');
    sqlite3_finalize(st);
    return st != NULL;
}

bool view_today(struct view *v)
{
    struct dl_question all = *v->q, *q = (struct dl_question *)(uintptr_t)v->q;
    sqlite3_stmt *st = asked(v, "SELECT max(published), date(max(published), '-6 days') FROM articles", NULL, NULL);
    char *joined = st && sqlite3_step(st) == SQLITE_ROW ? join(v) : NULL;
    const char *since = joined && all.since ? all.since : joined ? text(st, 1) : NULL;
    q->since = NULL;               /* negotiations are all shown, what changed is since that day */
    json_open(v->out, '{');
    if (joined) {
        view_string(v, "newest", text(st, 0));
        view_string(v, "since", since);
    }
    bool ok = joined && write_rows(v, "talks", joined, 50) && write_changed(v, joined, since) && write_new_events(v, since) && write_latest(v);
    json_key(v->out, "totals");
    ok = ok && view_totals(v);
    json_close(v->out, '}');
    sqlite3_finalize(st);
    free(joined);
    return ok;
}
