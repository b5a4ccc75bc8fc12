/* query/card.c: one negotiation for people, as JSON, and its accounts side by side. */
#include "query/ask.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/store.h"
#include "base/banned.h"

/* The parts of a card: name in JSON, SELECT; ?1 is the negotiation. docs/store.md explains the columns. */
static const struct part { const char *name, *sql; } parts[] = {
    {"reports", "SELECT r.n, a.key AS article, a.title, coalesce(a.agency, a.outlet) AS outlet, r.date, r.status, r.told, r.disputed, r.next_what, r.next_from,"
                " r.next_to, r.next_hedged, r.score, r.reasons FROM negotiation_reports r JOIN articles a ON a.id = r.article WHERE r.negotiation = ?1 ORDER BY r.n"},
    {"rounds", "SELECT 'd' || d.n AS id, d.number, d.level, d.formats, d.sides, d.participants, d.mediators, d.date_start AS \"start\", d.date_end AS \"end\", d.place,"
               " d.duration, d.host_event, d.outcome, (SELECT group_concat(x.key, '|') FROM (SELECT b.key FROM negotiation_round_reports q JOIN articles b ON"
               " b.id = q.round / 100000 WHERE q.negotiation = d.negotiation AND q.n = d.n ORDER BY q.round) x) AS reports, d.evidence, a.key AS evidence_article,"
               " d.evidence_start, d.evidence_end FROM negotiation_rounds d JOIN articles a ON a.id = d.article WHERE d.negotiation = ?1 ORDER BY d.n"},
    {"obstacles", "SELECT o.type, o.named_by AS \"by\", o.words, a.key || '#s' || (o.statement - a.id * 100000) AS statement, a.key AS article, a.published"
                  " FROM negotiation_obstacles o JOIN articles a ON a.id = o.article WHERE o.negotiation = ?1 ORDER BY o.n"},
    {"agreements", "SELECT g.name, g.state, g.date, g.place, g.evidence, a.key AS article FROM negotiation_agreements g JOIN articles a ON a.id = g.article"
                   " WHERE g.negotiation = ?1 ORDER BY g.n"},
    {"accounts", "SELECT c.side, a.key || '#s' || (s.id - a.id * 100000) AS statement, a.published, coalesce(a.agency, a.outlet) AS outlet, s.speaker_name AS speaker,"
                 " s.speaker_role AS role, s.chain, s.tone, s.directness, s.topics, s.content, s.spans FROM negotiation_accounts c JOIN statements s ON s.id = c.statement"
                 " JOIN articles a ON a.id = s.article WHERE c.negotiation = ?1 ORDER BY c.side = '?', c.side, a.published, s.id"},
    {"disputes", "SELECT a.key || '#s' || (x.statement - a.id * 100000) AS statement, b.key || '#s' || (x.against - b.id * 100000) AS against FROM negotiation_disputes x"
                 " JOIN articles a ON a.id = x.statement / 100000 JOIN articles b ON b.id = x.against / 100000 WHERE x.negotiation = ?1 ORDER BY x.statement, x.against"},
};
enum { REPORTS, ROUNDS, OBSTACLES, AGREEMENTS, ACCOUNTS, DISPUTES, N_PARTS };

#define HEAD "SELECT n.key AS id, n.title, n.parties, n.mediators, n.issues, n.status, n.since, n.disputed, n.next_what, n.next_from, n.next_to, n.next_hedged," \
             " n.first_day, n.last_day, n.reports, n.sources, n.rounds, n.id AS number FROM negotiations n WHERE n.key = ?1"
enum { ID, TITLE, PARTIES, MEDIATORS, ISSUES, STATUS, SINCE, DISPUTED, NEXT_WHAT, NEXT_FROM, NEXT_TO, NEXT_HEDGED, FIRST, LAST, N_REPORTS, SOURCES, N_ROUNDS, NUMBER };

struct card { struct dl_store *store; struct buf b; sqlite3_stmt *head; struct dl_err *err; };

static const char *cell(sqlite3_stmt *st, int i)
{
    const char *s = (const char *)sqlite3_column_text(st, i);
    return s ? s : "";
}

static sqlite3_stmt *rows(struct card *c, int which)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(c->store->db, parts[which].sql, -1, &st, NULL) != SQLITE_OK)
        store_failed(c->store, c->err);
    sqlite3_bind_int64(st, 1, sqlite3_column_int64(c->head, NUMBER));
    return st;
}

static bool over(struct card *c, sqlite3_stmt *st, int rc)
{
    sqlite3_finalize(st);
    return rc == SQLITE_DONE || store_failed(c->store, c->err);
}

/* ---- JSON ---- */

static bool write_json(struct card *c)
{
    json_open(&c->b, '{');
    answer_json_cells(&c->b, c->head, NUMBER);
    for (int i = 0; i < N_PARTS; i++) {
        sqlite3_stmt *st = rows(c, i);
        int rc = SQLITE_DONE;
        json_key(&c->b, parts[i].name);
        json_open(&c->b, '[');
        while (st && (rc = sqlite3_step(st)) == SQLITE_ROW) {
            json_open(&c->b, '{');
            answer_json_cells(&c->b, st, sqlite3_column_count(st));
            json_close(&c->b, '}');
        }
        json_close(&c->b, ']');
        if (!st || !over(c, st, rc))
            return false;
    }
    json_close(&c->b, '}');
    buf_char(&c->b, '\n');
    return true;
}

/* ---- for people ---- */

/* "USA:John Kerry|RUS" -> "John Kerry (USA), RUS". */
static void people(struct buf *b, const char *list)
{
    for (const char *s = list; *s; s += strcspn(s, "|"), s += *s == '|') {
        size_t n = strcspn(s, "|"), side = strcspn(s, ":|");
        buf_str(b, s == list ? "" : ", ");
        if (side < n)
            buf_printf(b, "%.*s (%.*s)", (int)(n - side - 1), s + side + 1, (int)side, s);
        else
            buf_printf(b, "%.*s", (int)n, s);
    }
}

static void listed(struct buf *b, const char *list, const char *between)
{
    for (const char *s = list; *s; s++)
        *s == '|' ? buf_str(b, between) : buf_char(b, *s);
}

static void text_head(struct card *c)
{
    sqlite3_stmt *st = c->head;
    buf_printf(&c->b, "%s  %s\n  %s", cell(st, ID), cell(st, TITLE), *cell(st, STATUS) ? cell(st, STATUS) : "no status reported");
    if (*cell(st, SINCE))
        buf_printf(&c->b, " since %s", cell(st, SINCE));
    buf_str(&c->b, sqlite3_column_int(st, DISPUTED) ? ", disputed" : "");
    if (*cell(st, MEDIATORS)) {
        buf_str(&c->b, "; between them ");
        listed(&c->b, cell(st, MEDIATORS), ", ");
    }
    buf_printf(&c->b, "\n  %s to %s: %s reports of %s sources\n", cell(st, FIRST), cell(st, LAST), cell(st, N_REPORTS), cell(st, SOURCES));
    if (!*cell(st, NEXT_WHAT))
        return;
    bool window = strcmp(cell(st, NEXT_FROM), cell(st, NEXT_TO)) != 0;
    buf_printf(&c->b, "  next %s%s%s%s: %s\n", *cell(st, NEXT_FROM) ? cell(st, NEXT_FROM) : "on no date named", window ? " to " : "", window ? cell(st, NEXT_TO) : "",
               sqlite3_column_int(st, NEXT_HEDGED) ? " (not certain)" : "", cell(st, NEXT_WHAT));
}

static void text_round(struct buf *b, sqlite3_stmt *st)
{
    enum { D, NO, LEVEL, FORMATS, SIDES, WHO, BETWEEN, START, END, PLACE, LASTED, HOST, OUTCOME, FROM, WORDS };
    buf_printf(b, "    %s%s%s", *cell(st, START) ? cell(st, START) : "undated", strcmp(cell(st, START), cell(st, END)) ? " to " : "", strcmp(cell(st, START), cell(st, END)) ? cell(st, END) : "");
    if (*cell(st, NO))
        buf_printf(b, "  round %s", cell(st, NO));
    buf_printf(b, "  %s%s", cell(st, LEVEL), *cell(st, LEVEL) ? ", " : "");
    listed(b, cell(st, FORMATS), ", ");
    buf_printf(b, "%s%s: ", *cell(st, PLACE) ? "  " : "", cell(st, PLACE));
    people(b, cell(st, WHO));
    buf_printf(b, "  -> %s\n      %s (", cell(st, OUTCOME), cell(st, WORDS));
    listed(b, cell(st, FROM), ", ");
    buf_str(b, ")\n");
}

static void text_obstacle(struct buf *b, sqlite3_stmt *st)
{
    buf_printf(b, "    %s, \"%s\"", cell(st, 0), cell(st, 2));
    if (*cell(st, 1)) {
        buf_str(b, ": ");
        people(b, cell(st, 1));
    }
    buf_printf(b, " (%s)\n", cell(st, 4));
}

static void text_agreement(struct buf *b, sqlite3_stmt *st)
{
    buf_printf(b, "    %s: %s%s%s (%s)\n", cell(st, 0), cell(st, 1), *cell(st, 2) ? ", " : "", cell(st, 2), cell(st, 5));
}

static void text_report(struct buf *b, sqlite3_stmt *st)
{
    buf_printf(b, "    %s  %s  %s%s\n      linked: ", cell(st, 4), cell(st, 1), *cell(st, 5) ? cell(st, 5) : "-", sqlite3_column_int(st, 6) ? "" : " (as before)");
    listed(b, cell(st, 13), "; ");
    buf_char(b, '\n');
}

static bool write_text(struct card *c)
{
    static const struct { int part; const char *title; void (*line)(struct buf *, sqlite3_stmt *); } of[] = {
        {ROUNDS, "rounds", text_round}, {OBSTACLES, "in the way", text_obstacle}, {AGREEMENTS, "agreements", text_agreement}, {REPORTS, "reports", text_report}};
    text_head(c);
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        sqlite3_stmt *st = rows(c, of[i].part);
        int rc = SQLITE_DONE;
        for (bool first = true; st && (rc = sqlite3_step(st)) == SQLITE_ROW; first = false) {
            if (first)
                buf_printf(&c->b, "  %s\n", of[i].title);
            of[i].line(&c->b, st);
        }
        if (!st || !over(c, st, rc))
            return false;
    }
    return true;
}

/* ---- accounts side by side ---- */

enum { COLUMN = 46, MOST = 3 };
struct column { char side[64]; struct buf text; const char *at; };

/* The next line of a column's text, not longer than it is wide and broken at a blank; padded. */
static void next_line(struct buf *out, struct column *c)
{
    size_t n = 0, wide = 0, brk = 0;
    while (c->at[n] && c->at[n] != '\n' && wide < COLUMN) {
        if (c->at[n] == ' ')
            brk = n;
        n++;
        while (((unsigned char)c->at[n] & 0xc0) == 0x80)
            n++;
        wide++;
    }
    if (c->at[n] && c->at[n] != '\n' && c->at[n] != ' ' && brk)
        n = brk;
    wide = 0;
    for (size_t i = 0; i < n; i++)
        wide += ((unsigned char)c->at[i] & 0xc0) != 0x80;
    buf_put(out, c->at, n);
    for (; wide < COLUMN; wide++)
        buf_char(out, ' ');
    c->at += n;
    c->at += *c->at == ' ' || *c->at == '\n';
}

/* Each side's statements; sides beyond those that fit, and who is on none, share the last column. */
static bool read_accounts(struct card *c, struct column *col, int *n)
{
    enum { SIDE, ST, DAY, OUTLET, WHO, ROLE, CHAIN, TONE, HOW, TOPICS, WORDS };
    sqlite3_stmt *st = rows(c, ACCOUNTS);
    int rc = SQLITE_DONE;
    while (st && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        if (!*n || (strcmp(col[*n - 1].side, cell(st, SIDE)) && *n < MOST)) {
            snprintf(col[*n].side, sizeof col->side, "%s", cell(st, SIDE));
            buf_printf(&col[(*n)++].text, "%s\n\n", *cell(st, SIDE) == '?' ? "on no side" : cell(st, SIDE));
        }
        buf_printf(&col[*n - 1].text, "%s %s%s%s%s: %s [%s]\n\n", cell(st, DAY), cell(st, WHO), *cell(st, TONE) ? " (" : "", cell(st, TONE), *cell(st, TONE) ? ")" : "",
                   cell(st, WORDS), cell(st, ST));
    }
    return st && over(c, st, rc);
}

static bool write_accounts(struct card *c)
{
    struct column col[MOST] = {0};
    int n = 0;
    bool ok = read_accounts(c, col, &n), more = n > 0;
    text_head(c);
    for (int i = 0; i < n; i++)
        col[i].at = col[i].text.at;
    while (ok && more) {
        buf_char(&c->b, '\n');
        more = false;
        for (int i = 0; i < n; i++) {
            buf_str(&c->b, i ? " | " : "  ");
            next_line(&c->b, &col[i]);
            more = more || *col[i].at;
        }
        while (c->b.n && c->b.at[c->b.n - 1] == ' ')
            c->b.at[--c->b.n] = 0;
    }
    buf_str(&c->b, n ? "\n" : "  nobody of its sides is quoted\n");
    for (int i = 0; i < n; i++)
        buf_free(&col[i].text);
    return ok;
}

bool dl_talks_card(struct dl_store *s, const char *talk, enum dl_card how, FILE *out, bool *found, struct dl_err *err)
{
    struct card c = {.store = s, .err = err};
    *found = false;
    if (sqlite3_prepare_v2(s->db, HEAD, -1, &c.head, NULL) != SQLITE_OK)
        return store_failed(s, err);
    sqlite3_bind_text(c.head, 1, talk, -1, SQLITE_STATIC);
    int rc = sqlite3_step(c.head);
    bool ok = rc == SQLITE_ROW || rc == SQLITE_DONE || store_failed(s, err);
    if (rc == SQLITE_ROW) {
        *found = true;
        ok = how == DL_CARD_JSON ? write_json(&c) : how == DL_CARD_ACCOUNTS ? write_accounts(&c) : write_text(&c);
        if (ok)
            fwrite(c.b.at, 1, c.b.n, out);
    }
    buf_free(&c.b);
    sqlite3_finalize(c.head);
    return ok;
}
