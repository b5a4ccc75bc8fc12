/* query/check.c: is a question one that can be asked? A filter that would be passed over in silence, or a value that nothing can have, is misuse. */
#include <ctype.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "query/ask.h"
#include "store/store.h"
#include "base/banned.h"

#define X(name) #name,
static const char *const types[] = {DL_PLOVER(X) NULL}, *const statuses[] = {DL_STATUSES(X) NULL}, *const kinds[] = {DL_STATEMENT_KINDS(X) NULL};
#undef X
static const char *const tones[] = {"positive", "negative", "mixed", "neutral", NULL};
static const char *const states[] = {"under-way", "scheduled", "agreed-to-meet", "proposed", "adjourned", "agreement-in-principle", "signed", "in-force",
                                     "ended-without-agreement", "suspended", "collapsed", "declined", NULL};

/* ---- filters a question has ---- */

#define FIELD(name) {"--" #name, offsetof(struct dl_question, name)}
static const struct { const char *flag; size_t field; } filters[] = {
    FIELD(actor), FIELD(source), FIELD(target), FIELD(dyad), FIELD(type), FIELD(mode), FIELD(cameo), FIELD(status), FIELD(place), FIELD(outlet), FIELD(speaker), FIELD(relay),
    FIELD(cue), FIELD(kind), FIELD(tone), FIELD(topic), FIELD(text), FIELD(since), FIELD(until), FIELD(article), FIELD(confidence), FIELD(by), FIELD(after)};
enum { N_FILTERS = sizeof filters / sizeof *filters };

static const char *value_of(const struct dl_question *q, size_t field) { return *(const char *const *)((const char *)q + field); }

/* s is NULL of counts, which are of events or of dyads. */
static bool has_filter(const struct query_select *s, const struct dl_question *q, size_t field)
{
    if (field == offsetof(struct dl_question, by))
        return !s;
    if (field == offsetof(struct dl_question, after))
        return s && query_pages(s);
    return (field == offsetof(struct dl_question, text) && !strcmp(q->what, "search")) || query_filters(s ? s->base : QUERY_EVENTS, field);
}

static bool filters_apply(const struct query_select *s, const struct dl_question *q, struct dl_err *err)
{
    for (int i = 0; i < N_FILTERS; i++)
        if (value_of(q, filters[i].field) && !has_filter(s, q, filters[i].field))
            return err_set(err, DL_EUSAGE, filters[i].flag, "is no filter of this question");
    return !q->copies || !s || s->base == QUERY_EVENTS || err_set(err, DL_EUSAGE, "--copies", "is of events alone");
}

/* ---- values ---- */

static bool one_of(const char *const *list, const char *s, size_t n)
{
    while (*list && (strlen(*list) != n || strncasecmp(*list, s, n) != 0))
        list++;
    return *list != NULL;
}

/* A list "AID,CONSULT" of words that are known. */
static bool all_of(const char *flag, const char *value, const char *const *list, struct dl_err *err)
{
    struct buf where = {0}, known = {0};
    bool ok = true;
    for (const char *s = value; s && ok; s = s[strcspn(s, ",")] ? s + strcspn(s, ",") + 1 : NULL) {
        ok = one_of(list, s, strcspn(s, ","));
        buf_printf(&where, "%s=%.*s", flag, (int)strcspn(s, ","), s);
        if (ok)
            buf_reset(&where);
    }
    for (int i = 0; !ok && list[i]; i++)
        buf_printf(&known, " %s", list[i]);
    ok = ok || err_set(err, DL_EUSAGE, where.at, "is none of%s", known.at);
    buf_free(&where);
    buf_free(&known);
    return ok;
}

bool query_day(const char *s, bool last, char out[12])
{
    int32_t from, to;
    if (!day_parse(s, &from, &to))
        return false;
    day_format(last ? to : from, out);
    return true;
}

static bool period(const struct dl_question *q, struct dl_err *err)
{
    char from[12] = "", to[12] = "";
    if (q->since && !query_day(q->since, false, from))
        return err_set(err, DL_EUSAGE, "--since", "\"%.40s\" is no day; days are written 2016-09-05, or 2016-09 or 2016 for their first", q->since);
    if (q->until && !query_day(q->until, true, to))
        return err_set(err, DL_EUSAGE, "--until", "\"%.40s\" is no day; days are written 2016-09-05, or 2016-09 or 2016 for their last", q->until);
    return !q->since || !q->until || strcmp(from, to) <= 0 || err_set(err, DL_EUSAGE, "--until", "%s is before --since, %s", to, from);
}

static bool numbers(const struct dl_question *q, struct dl_err *err)
{
    char *end = NULL;
    double share = q->confidence ? strtod(q->confidence, &end) : 0;
    if (q->confidence && (end == q->confidence || *end || !(share >= 0 && share <= 1)))
        return err_set(err, DL_EUSAGE, "--confidence", "\"%.40s\" is no number from 0 to 1", q->confidence);
    if (q->limit && (!*q->limit || q->limit[strspn(q->limit, "0123456789")] || strlen(q->limit) > 18 || !strtoull(q->limit, NULL, 10)))
        return err_set(err, DL_EUSAGE, "--limit", "\"%.40s\" is no number of rows", q->limit);
    if (!q->cameo)
        return true;
    size_t n = strspn(q->cameo, "0123456789");
    int root = n > 1 ? (q->cameo[0] - '0') * 10 + q->cameo[1] - '0' : 1;
    return (n >= 2 && n <= 4 && !q->cameo[n] && root >= 1 && root <= 20) || err_set(err, DL_EUSAGE, "--cameo", "\"%.40s\" is no code of CAMEO; they are 01 to 20, with up to two digits more", q->cameo);
}

static bool is_code(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isupper((unsigned char)s[i]))
            return false;
    return n == 3;
}

/* Parties of talks may be others than states: COLFARC-COL. */
static bool dyad(const struct dl_question *q, bool talks, struct dl_err *err)
{
    return !q->dyad || (talks && strchr(q->dyad, '-')) || (strlen(q->dyad) == 7 && q->dyad[3] == '-' && is_code(q->dyad, 3) && is_code(q->dyad + 4, 3)) ||
           err_set(err, DL_EUSAGE, "--dyad", "\"%.40s\" is no pair of countries; they go by their codes: RUS-USA", q->dyad);
}

bool dl_question_check(const struct dl_question *q, struct dl_err *err)
{
    const struct query_select *s = query_named(q->what);
    bool talks = s && (s->base == QUERY_TALKS || s->base == QUERY_CHANGES);
    return (s || !strcmp(q->what, "counts") || err_set(err, DL_EUSAGE, q->what, "is no question")) && filters_apply(s, q, err) && all_of("--type", q->type, types, err) &&
           all_of("--status", q->status, talks ? states : statuses, err) && all_of("--kind", q->kind, kinds, err) && all_of("--tone", q->tone, tones, err) &&
           dyad(q, talks, err) && period(q, err) && numbers(q, err);
}

/* ---- values that only the store and the tables of names can tell ---- */

/* A country's code that has no name and no row is a slip of the pen. */
static bool code_exists(struct dl_store *store, const struct dl_question *q, const char *flag, const char *code, size_t n, struct dl_err *err)
{
    char three[4] = "";
    sqlite3_stmt *st = NULL;
    if (!is_code(code, n))
        return true;
    memcpy(three, code, 3);
    bool ok = !q->coder || dl_code_name(q->coder, three);
    static const char sql[] = "SELECT 1 FROM actors WHERE country = ?1 UNION ALL SELECT 1 FROM statements WHERE speaker_code GLOB ?1 || '*'"
                              " UNION ALL SELECT 1 FROM negotiations WHERE instr(parties || '|' || coalesce(mediators, ''), ?1) LIMIT 1";
    if (!ok && sqlite3_prepare_v2(store->db, sql, -1, &st, NULL) == SQLITE_OK) {
        sqlite3_bind_text(st, 1, three, 3, SQLITE_STATIC);
        ok = sqlite3_step(st) != SQLITE_DONE;
    }
    sqlite3_finalize(st);
    return ok || err_set(err, DL_EUSAGE, flag, "%s is the code of no country or body that Dateline or the store knows", three);
}

/* A page goes on after a row that is there; a timeline needs its day. */
static bool row_exists(struct dl_store *store, const char *flag, const char *sql, const char *id, size_t n, int64_t row, struct dl_err *err)
{
    sqlite3_stmt *st = NULL;
    bool ok = true;
    if (sqlite3_prepare_v2(store->db, sql, -1, &st, NULL) == SQLITE_OK) {
        sqlite3_bind_text(st, 1, id, (int)n, SQLITE_STATIC);
        sqlite3_bind_int64(st, 2, row);
        ok = sqlite3_step(st) != SQLITE_DONE;
    }
    sqlite3_finalize(st);
    return ok || err_set(err, DL_EUSAGE, flag, "\"%.80s\" is not in the store", id);
}

static bool page_exists(struct dl_store *store, const struct dl_question *q, struct dl_err *err)
{
    const struct query_select *s = query_named(q->what);
    const char *hash = q->after ? strrchr(q->after, '#') : NULL;
    if (!q->after || !s)
        return true;
    if (s->base == QUERY_TALKS)
        return row_exists(store, "--after", "SELECT 1 FROM negotiations WHERE key = ?1 ", q->after, strlen(q->after), 0, err);
    if (s->base == QUERY_FAILURES)
        return true;
    const char *sql = strcmp(s->what, "timeline") ? "SELECT 1 FROM articles WHERE key = ?1" : "SELECT 1 FROM articles a JOIN events e ON e.id = a.id * 100000 + ?2 WHERE a.key = ?1";
    return row_exists(store, "--after", sql, q->after, hash ? (size_t)(hash - q->after) : strlen(q->after), hash ? strtoll(hash + 2, NULL, 10) : 0, err);
}

bool dl_question_empty(struct dl_store *store, const struct dl_question *q, struct dl_err *err)
{
    const char *const codes[][2] = {{"--actor", q->actor}, {"--source", q->source}, {"--target", q->target}};
    for (int i = 0; i < 3; i++)
        if (codes[i][1] && !code_exists(store, q, codes[i][0], codes[i][1], strlen(codes[i][1]), err))
            return false;
    if (q->article && !row_exists(store, "--article", "SELECT 1 FROM articles WHERE key = ?1", q->article, strlen(q->article), 0, err))
        return false;
    return page_exists(store, q, err) && (!q->dyad || strlen(q->dyad) != 7 || (code_exists(store, q, "--dyad", q->dyad, 3, err) && code_exists(store, q, "--dyad", q->dyad + 4, 3, err)));
}
