/* query/view_talks.c: negotiations for the page: the list, a card, and the morning's view. docs/store.md explains the tables. */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "query/ask.h"
#include "store/store.h"
#include "base/banned.h"

enum { SHOWN_TODAY = 50 };

static sqlite3_stmt *asked(struct view *v, const char *sql, const char *first)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(v->store->db, sql, -1, &st, NULL) != SQLITE_OK) {
        store_failed(v->store, v->err);
        return NULL;
    }
    if (first)
        sqlite3_bind_text(st, 1, first, -1, SQLITE_STATIC);
    return st;
}

static bool over(struct view *v, sqlite3_stmt *st, int rc)
{
    sqlite3_finalize(st);
    return st && (rc == SQLITE_DONE || rc == SQLITE_ROW || store_failed(v->store, v->err));
}

static const char *text(sqlite3_stmt *st, int i) { return (const char *)sqlite3_column_text(st, i); }

/* ---- cells --------------------------------------------------------------------------------------- */

/* Calls with each item of "a|b". */
static void each(struct view *v, const char *items, void (*item)(struct view *, const char *))
{
    struct buf one = {0};
    for (size_t n; items && *items; items += n + (items[n] == '|')) {
        n = strcspn(items, "|");
        buf_reset(&one);
        buf_put(&one, items, n);
        buf_str(&one, "");
        item(v, one.at ? one.at : "");
    }
    buf_free(&one);
}

static void item_word(struct view *v, const char *s) { json_string(v->out, s); }

static void item_party(struct view *v, const char *code)
{
    json_open(v->out, '{');
    view_string(v, "code", code);
    view_string(v, "name", view_name(v, code));
    json_close(v->out, '}');
}

static void write_list(struct view *v, const char *key, const char *items, void (*item)(struct view *, const char *))
{
    json_key(v->out, key);
    json_open(v->out, '[');
    each(v, items, item);
    json_close(v->out, ']');
}

static void write_bool(struct view *v, const char *key, bool yes)
{
    json_key(v->out, key);
    json_bool(v->out, yes);
}

/* As people named it, else "Kenya, Tanzania: ferries". */
static void write_name(struct view *v, const char *named, const char *parties, const char *issues)
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
    view_string(v, "name", named ? named : name.at);
    buf_free(&name);
}

/* ---- one row ------------------------------------------------------------------------------------- */

#define HEAD                                                                                                                                \
    "SELECT n.key AS id, CASE WHEN n.named THEN n.title END AS title, n.parties, n.mediators, n.issues, n.status, n.since, n.last_day AS changed, n.disputed, n.next_what AS what,"  \
    " n.next_from AS \"from\", n.next_to AS \"to\", n.next_hedged, n.sources, n.reports, n.rounds, n.id FROM negotiations n"
enum { ID, TITLE, PARTIES, MEDIATORS, ISSUES, STATUS, SINCE, CHANGED, DISPUTED, WHAT, FROM, TO, HEDGED, SOURCES, REPORTS, ROUNDS, NUMBER };

static void write_head(struct view *v, sqlite3_stmt *st)
{
    view_column(v, st, ID);
    write_name(v, text(st, TITLE), text(st, PARTIES), text(st, ISSUES));
    write_list(v, "parties", text(st, PARTIES), item_party);
    write_list(v, "mediators", text(st, MEDIATORS), item_party);
    write_list(v, "issues", text(st, ISSUES), item_word);
    for (int i = STATUS; i <= CHANGED; i++)
        view_column(v, st, i);
    write_bool(v, "disputed", sqlite3_column_int(st, DISPUTED));
    json_key(v->out, "next");
    if (!text(st, WHAT) && !text(st, FROM)) {
        json_null(v->out);
    } else {
        json_open(v->out, '{');
        for (int i = WHAT; i <= TO; i++)
            view_column(v, st, i);
        write_bool(v, "hedged", sqlite3_column_int(st, HEDGED));
        json_close(v->out, '}');
    }
    view_column(v, st, SOURCES);
}

/* Rows of the question's conditions, the one that changed last first; "next" if there may be more. */
static bool write_rows(struct view *v, const char *key, uint32_t limit, bool pages)
{
    static const char sql[] = HEAD
        " WHERE (?1 IS NULL OR n.last_day >= ?1) AND (?2 IS NULL OR n.last_day <= ?2) AND (?3 IS NULL OR instr(',' || ?3 || ',', ',' || n.status || ','))"
        " AND (?4 IS NULL OR instr('|' || coalesce(n.parties, '') || '|' || coalesce(n.mediators, '') || '|', '|' || upper(?4) || '|'))"
        " AND (?5 IS NULL OR (coalesce(n.last_day, ''), n.id) < (SELECT coalesce(last_day, ''), id FROM negotiations WHERE key = ?5)) ORDER BY n.last_day DESC, n.id DESC";
    const char *values[] = {v->q->since, v->q->until, v->q->state, v->q->party, v->q->after};
    sqlite3_stmt *st = asked(v, sql, NULL);
    char last[32] = "";
    uint32_t n = 0;
    int rc = SQLITE_ERROR;
    for (int i = 0; st && i < 5; i++)
        sqlite3_bind_text(st, i + 1, values[i], -1, SQLITE_STATIC);
    json_key(v->out, key);
    json_open(v->out, '[');
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW && n++ < limit) {
        json_open(v->out, '{');
        write_head(v, st);
        view_column(v, st, REPORTS);
        view_column(v, st, ROUNDS);
        json_close(v->out, '}');
        snprintf(last, sizeof last, "%s", text(st, ID));
    }
    json_close(v->out, ']');
    if (pages)
        view_string(v, "next", rc == SQLITE_ROW ? last : NULL);
    return over(v, st, rc);
}

bool view_talks(struct view *v)
{
    json_open(v->out, '{');
    bool ok = write_rows(v, "rows", view_limit(v, 100, 1000), true);
    view_period(v);
    json_close(v->out, '}');
    return ok;
}

/* ---- a card --------------------------------------------------------------------------------------- */

/* A part of a card: ?1 is the negotiation's number. Columns named `formats` and the like are lists; `disputed` is yes or no; `spans` and
 * `evidence_span` are JSON already. */
static const struct { const char *name, *sql; } parts[] = {
    {"reports", "SELECT a.key AS article, a.title, coalesce(a.agency, a.outlet) AS outlet, a.published, r.status, r.next_from AS next_date, r.disputed, r.reasons AS why, r.score"
                " FROM negotiation_reports r JOIN articles a ON a.id = r.article WHERE r.negotiation = ?1 ORDER BY r.n"},
    {"rounds", "SELECT 'd' || d.n AS id, d.number, d.date_start AS \"start\", d.date_end AS \"end\", d.place, d.level, d.formats AS format, d.participants, d.mediators, d.outcome, d.duration,"
               " d.host_event, (SELECT group_concat(x.key, '|') FROM (SELECT b.key FROM negotiation_round_reports q JOIN articles b ON b.id = q.round / 100000"
               " WHERE q.negotiation = d.negotiation AND q.n = d.n ORDER BY q.round) x) AS reports, d.evidence, a.key AS evidence_article,"
               " '[' || d.evidence_start || ',' || d.evidence_end || ']' AS evidence_span FROM negotiation_rounds d JOIN articles a ON a.id = d.article WHERE d.negotiation = ?1 ORDER BY d.n"},
    {"obstacles", "SELECT o.type, o.named_by AS \"by\", a.key || '#s' || (o.statement - a.id * 100000) AS statement, a.key AS article, o.words"
                  " FROM negotiation_obstacles o JOIN articles a ON a.id = o.article WHERE o.negotiation = ?1 ORDER BY o.n"},
    {"agreements", "SELECT g.name, g.state, g.date, g.place, g.evidence, a.key AS article FROM negotiation_agreements g JOIN articles a ON a.id = g.article WHERE g.negotiation = ?1 ORDER BY g.n"},
};
enum { N_CARD_PARTS = sizeof parts / sizeof *parts };
static const char accounts_sql[] =
    "SELECT a.key || '#s' || (s.id - a.id * 100000) AS statement, a.key AS article, a.published, coalesce(a.agency, a.outlet) AS outlet, s.speaker_name AS speaker, s.speaker_role AS role, s.chain, s.tone,"
    " s.directness, s.content, s.spans, c.side FROM negotiation_accounts c JOIN statements s ON s.id = c.statement JOIN articles a ON a.id = s.article JOIN negotiations n ON n.id = c.negotiation"
    " WHERE c.negotiation = ?1 ORDER BY c.side = '?', instr('|' || n.parties || '|', '|' || c.side || '|') = 0, instr('|' || n.parties || '|', '|' || c.side || '|'), c.side, a.published, s.id";
enum { SIDE = 11 };
static const char disputes_sql[] =
    "SELECT a.key || '#s' || (x.statement - a.id * 100000), b.key || '#s' || (x.against - b.id * 100000) FROM negotiation_disputes x JOIN articles a ON a.id = x.statement / 100000"
    " JOIN articles b ON b.id = x.against / 100000 WHERE x.negotiation = ?1 ORDER BY x.statement, x.against";

static void card_column(struct view *v, sqlite3_stmt *st, int i)
{
    static const char *const lists[] = {"format", "participants", "mediators", "reports", "why"};
    const char *name = sqlite3_column_name(st, i);
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
        if (!strcmp(name, lists[k])) {
            write_list(v, name, text(st, i), item_word);
            return;
        }
    if (!strcmp(name, "disputed")) {
        write_bool(v, name, sqlite3_column_int(st, i));
    } else if ((!strcmp(name, "spans") || !strcmp(name, "evidence_span")) && text(st, i)) {
        json_key(v->out, name);
        buf_str(v->out, text(st, i));
    } else {
        view_column(v, st, i);
    }
}

static sqlite3_stmt *of_card(struct view *v, const char *sql, int64_t number)
{
    sqlite3_stmt *st = asked(v, sql, NULL);
    if (st)
        sqlite3_bind_int64(st, 1, number);
    return st;
}

static bool write_part(struct view *v, const char *name, const char *sql, int64_t number)
{
    sqlite3_stmt *st = of_card(v, sql, number);
    int rc = SQLITE_ERROR;
    json_key(v->out, name);
    json_open(v->out, '[');
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        json_open(v->out, '{');
        for (int i = 0; i < sqlite3_column_count(st); i++)
            card_column(v, st, i);
        json_close(v->out, '}');
    }
    json_close(v->out, ']');
    return over(v, st, rc);
}

static void open_side(struct view *v, const char *code)
{
    json_open(v->out, '{');
    view_string(v, "party", code);
    view_string(v, "name", !strcmp(code, "?") ? "on no side" : view_name(v, code));
    json_key(v->out, "accounts");
    json_open(v->out, '[');
}

static void close_side(struct view *v)
{
    json_close(v->out, ']');
    json_close(v->out, '}');
}

/* Sides in the order of the parties, then those between, then those of nobody. */
static bool write_accounts(struct view *v, int64_t number)
{
    sqlite3_stmt *st = of_card(v, accounts_sql, number);
    char side[64] = "";
    int rc = SQLITE_ERROR;
    json_key(v->out, "accounts");
    json_open(v->out, '[');
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        if (strcmp(side, text(st, SIDE))) {
            if (*side)
                close_side(v);
            snprintf(side, sizeof side, "%s", text(st, SIDE));
            open_side(v, side);
        }
        json_open(v->out, '{');
        for (int i = 0; i < SIDE; i++)
            card_column(v, st, i);
        json_close(v->out, '}');
    }
    if (*side)
        close_side(v);
    json_close(v->out, ']');
    return over(v, st, rc);
}

static bool write_disputes(struct view *v, int64_t number)
{
    sqlite3_stmt *st = of_card(v, disputes_sql, number);
    int rc = SQLITE_ERROR;
    json_key(v->out, "disputes");
    json_open(v->out, '[');
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        json_open(v->out, '[');
        json_string(v->out, text(st, 0));
        json_string(v->out, text(st, 1));
        json_close(v->out, ']');
    }
    json_close(v->out, ']');
    return over(v, st, rc);
}

bool view_talk(struct view *v)
{
    sqlite3_stmt *st = asked(v, HEAD " WHERE n.key = ?1", v->q->article);
    bool ok = st && (sqlite3_step(st) == SQLITE_ROW || err_set(v->err, DL_EABSENT, "", "there is no negotiation \"%.100s\"", v->q->article));
    int64_t number = ok ? sqlite3_column_int64(st, NUMBER) : 0;
    json_open(v->out, '{');
    if (ok)
        write_head(v, st);
    for (int i = 0; ok && i < N_CARD_PARTS; i++)
        ok = write_part(v, parts[i].name, parts[i].sql, number);
    ok = ok && write_accounts(v, number) && write_disputes(v, number);
    json_close(v->out, '}');
    sqlite3_finalize(st);
    return ok;
}

/* ---- the morning ---------------------------------------------------------------------------------- */

/* Where a negotiation stands after each report since a day, beside where it stood after the report before. */
static const char changed_sql[] =
    "SELECT n.key AS talk, CASE WHEN n.named THEN n.title END, n.parties, n.issues, CASE WHEN p.n IS NULL THEN 'new' WHEN r.status IS NOT p.status THEN 'status'"
    " WHEN r.next_from IS NOT NULL AND r.next_from IS NOT p.next_from THEN 'next' WHEN r.disputed > p.disputed THEN 'disputed' ELSE 'report' END AS what, p.status, r.status, p.next_from, r.next_from,"
    " a.key AS article, r.date AS day FROM negotiation_reports r JOIN negotiations n ON n.id = r.negotiation JOIN articles a ON a.id = r.article"
    " LEFT JOIN negotiation_reports p ON p.negotiation = r.negotiation AND p.n = r.n - 1 WHERE n.last_day >= ?1 AND r.date >= ?1 ORDER BY r.date DESC, r.talk DESC LIMIT 200";

static bool write_changed(struct view *v, const char *since)
{
    sqlite3_stmt *st = asked(v, changed_sql, since);
    int rc = SQLITE_ERROR;
    json_key(v->out, "changed");
    json_open(v->out, '[');
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        bool next = !strcmp(text(st, 4), "next"), status = !strcmp(text(st, 4), "status") || !strcmp(text(st, 4), "new");
        json_open(v->out, '{');
        view_column(v, st, 0);
        write_name(v, text(st, 1), text(st, 2), text(st, 3));
        view_column(v, st, 4);
        view_string(v, "from", next ? text(st, 7) : status ? text(st, 5) : NULL);
        view_string(v, "to", next ? text(st, 8) : status ? text(st, 6) : NULL);
        view_column(v, st, 9);
        view_column(v, st, 10);
        json_close(v->out, '}');
    }
    json_close(v->out, ']');
    return over(v, st, rc);
}

/* Rows as they are. */
static bool write_plain(struct view *v, const char *key, const char *sql, const char *first)
{
    sqlite3_stmt *st = asked(v, sql, first);
    int rc = SQLITE_ERROR;
    json_key(v->out, key);
    json_open(v->out, '[');
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW)
        answer_json(v->out, st);
    json_close(v->out, ']');
    return over(v, st, rc);
}

/* Events told in articles since a day, and in as many days before. */
static const char events_sql[] =
    "SELECT e.plover AS type, sum(a.published >= ?1) AS events, sum(a.published < ?1) AS before FROM articles a CROSS JOIN events e ON e.id BETWEEN a.id * 100000 AND a.id * 100000 + 99999 AND e.counted"
    " WHERE a.published >= date(?1, '-' || (julianday((SELECT max(published) FROM articles)) - julianday(?1) + 1) || ' days') GROUP BY 1 ORDER BY 2 DESC, 1";
static const char latest_sql[] =
    "SELECT a.key AS id, a.published, coalesce(a.outlet, a.agency) AS outlet, a.title, a.words, NULL AS duplicate_of, a.copy_kind, a.containment, a.path, a.url, NULL AS copy_of FROM articles a"
    " WHERE a.duplicate_of IS NULL ORDER BY a.published DESC, a.id DESC LIMIT 20";

bool view_today(struct view *v)
{
    struct dl_question none = {.coder = v->q->coder};
    const struct dl_question *q = v->q;
    sqlite3_stmt *st = asked(v, "SELECT max(published), date(max(published), '-6 days') FROM articles", NULL);
    bool ok = st && sqlite3_step(st) == SQLITE_ROW;
    const char *newest = ok ? text(st, 0) : NULL, *since = q->since ? q->since : ok ? text(st, 1) : NULL;
    json_open(v->out, '{');
    view_string(v, "newest", newest);
    view_string(v, "since", since);
    v->q = &none;                  /* all negotiations are shown; what changed is since that day */
    ok = ok && write_rows(v, "talks", SHOWN_TODAY, false);
    v->q = q;
    ok = ok && write_changed(v, since ? since : "9999") && write_plain(v, "events", events_sql, since) && write_plain(v, "latest", latest_sql, NULL);
    json_key(v->out, "totals");
    ok = ok && view_totals(v);
    json_close(v->out, '}');
    sqlite3_finalize(st);
    return ok;
}
