/* query/ask.c: the conditions of a question as SQL, and its rows. */
#include "query/ask.h"

#include <ctype.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/store.h"
#include "base/banned.h"

#define FIELD(name) offsetof(struct dl_question, name)
/* The rows of one article are a range of ids. */
#define WITHIN(x) x ".id BETWEEN (SELECT id * 100000 FROM articles WHERE key = :article) AND (SELECT id * 100000 + 99999 FROM articles WHERE key = :article)"
/* The wire stands for an outlet that is not told. */
#define OUTLET "coalesce(a.outlet, a.agency) LIKE :outlet"
#define ONE_OF(name, column) "instr(',' || lower(:" name ") || ',', ',' || lower(" column ") || ',')"
#define ACTOR(name, role)                                                                                            \
    "e.id IN (SELECT x.event FROM actors x WHERE x.country = :" name role                                           \
    " UNION SELECT x.event FROM actors x WHERE :" name " NOT GLOB '[A-Z][A-Z][A-Z]'" role " AND (x.code GLOB :" name " || '*' OR x.name LIKE '%' || :" name " || '%'))"

/* Names and codes alone are looked through, in their index, not the statements. "Cem Aydin" in quotation marks is that name and no other; a
 * country's code is no part of a name. */
#define SPEAKER "s.id IN (SELECT id FROM statements WHERE CASE WHEN :speaker LIKE '\"%\"' THEN speaker_name = substr(:speaker, 2, length(:speaker) - 2)"  \
    " ELSE speaker_name LIKE '%' || :speaker || '%' OR speaker_code GLOB :speaker || '*' END)"
#define SPEAKS_FOR "s.id IN (SELECT id FROM statements WHERE speaker_code GLOB :actor || '*' OR (:actor NOT GLOB '[A-Z][A-Z][A-Z]' AND speaker_name LIKE '%' || :actor || '%'))"
#define RELAY "s.chain LIKE '%' || :relay || '%'"
#define CUE "(" ONE_OF("cue", "s.cue_class") " OR s.cue LIKE :cue)"
#define TOPIC "(s.topics LIKE '%' || :topic || '%' OR s.content LIKE '%' || :topic || '%')"
#define ACCOUNT(of) "EXISTS (SELECT 1 FROM statements s WHERE s.id = e.statement AND " of ")"      /* an event by the account of such a statement */
#define IS_DAY(x) x " GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"       /* weeks, months and years last longer */

/* A condition holds if its field is set. Its parameter has the field's name. */
static const struct condition { enum query_base base; const char *name; size_t field; const char *sql; } conditions[] = {
    {QUERY_EVENTS, "actor", FIELD(actor), ACTOR("actor", "")},
    {QUERY_EVENTS, "source", FIELD(source), ACTOR("source", " AND x.role = 'source'")},
    {QUERY_EVENTS, "target", FIELD(target), ACTOR("target", " AND x.role = 'target'")},
    {QUERY_EVENTS, "dyad", FIELD(dyad), "e.id IN (SELECT event FROM dyads WHERE source = substr(:dyad, 1, 3) AND target = substr(:dyad, 5) UNION "
                                        "SELECT event FROM dyads WHERE target = substr(:dyad, 1, 3) AND source = substr(:dyad, 5))"},
    {QUERY_EVENTS, "type", FIELD(type), ONE_OF("type", "e.plover")},
    {QUERY_EVENTS, "mode", FIELD(mode), "CASE :mode WHEN '-' THEN e.modes IS NULL ELSE instr('|' || e.modes || '|', '|' || :mode || '|') END"},
    {QUERY_EVENTS, "cameo", FIELD(cameo), "e.cameo GLOB :cameo || '*'"},
    {QUERY_EVENTS, "status", FIELD(status), ONE_OF("status", "e.status")},
    {QUERY_EVENTS, "place", FIELD(place), "CASE :place WHEN '-' THEN e.place IS NULL ELSE e.place LIKE :place OR e.country = upper(:place) OR e.admin1 LIKE :place END"},
    {QUERY_EVENTS, "outlet", FIELD(outlet), OUTLET},
    {QUERY_EVENTS, "since", FIELD(since), "e.date_last >= :since"},
    {QUERY_EVENTS, "until", FIELD(until), "e.date_first <= :until"},
    {QUERY_EVENTS, "confidence", FIELD(confidence), "e.confidence >= CAST(:confidence AS REAL)"},
    {QUERY_EVENTS, "article", FIELD(article), WITHIN("e")},
    {QUERY_EVENTS, "text", FIELD(text), "e.id IN (SELECT x.id FROM articles_fts f JOIN events x ON x.id BETWEEN f.rowid * 100000 AND f.rowid * 100000 + 99999 WHERE articles_fts MATCH :text)"},
    {QUERY_EVENTS, "speaker", FIELD(speaker), ACCOUNT(SPEAKER)},
    {QUERY_EVENTS, "relay", FIELD(relay), ACCOUNT(RELAY)},
    {QUERY_EVENTS, "cue", FIELD(cue), ACCOUNT(CUE)},
    {QUERY_EVENTS, "kind", FIELD(kind), ACCOUNT(ONE_OF("kind", "s.kind"))},
    {QUERY_EVENTS, "tone", FIELD(tone), ACCOUNT(ONE_OF("tone", "s.tone"))},
    {QUERY_EVENTS, "topic", FIELD(topic), ACCOUNT(TOPIC)},
    {QUERY_STATEMENTS, "speaker", FIELD(speaker), SPEAKER},
    {QUERY_STATEMENTS, "actor", FIELD(actor), SPEAKS_FOR},
    {QUERY_STATEMENTS, "relay", FIELD(relay), RELAY},
    {QUERY_STATEMENTS, "cue", FIELD(cue), CUE},
    {QUERY_STATEMENTS, "tone", FIELD(tone), ONE_OF("tone", "s.tone")},
    {QUERY_STATEMENTS, "outlet", FIELD(outlet), OUTLET},
    {QUERY_STATEMENTS, "kind", FIELD(kind), ONE_OF("kind", "s.kind")},
    {QUERY_STATEMENTS, "topic", FIELD(topic), TOPIC},
    {QUERY_STATEMENTS, "since", FIELD(since), "s.day >= :since"},
    {QUERY_STATEMENTS, "until", FIELD(until), "s.day <= :until"},
    {QUERY_STATEMENTS, "confidence", FIELD(confidence), "s.confidence >= CAST(:confidence AS REAL)"},
    {QUERY_STATEMENTS, "article", FIELD(article), WITHIN("s")},
    {QUERY_STATEMENTS, "text", FIELD(text), "s.id IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH :text)"},
    {QUERY_DYADS, "actor", FIELD(actor), "(d.source = :actor OR d.target = :actor)"},
    {QUERY_DYADS, "source", FIELD(source), "d.source = :source"},
    {QUERY_DYADS, "target", FIELD(target), "d.target = :target"},
    {QUERY_DYADS, "dyad", FIELD(dyad), "((d.source = substr(:dyad, 1, 3) AND d.target = substr(:dyad, 5)) OR (d.target = substr(:dyad, 1, 3) AND d.source = substr(:dyad, 5)))"},
    {QUERY_DYADS, "type", FIELD(type), ONE_OF("type", "d.plover")},
    {QUERY_DYADS, "status", FIELD(status), ONE_OF("status", "d.status")},
    {QUERY_DYADS, "since", FIELD(since), "CASE WHEN " IS_DAY("d.date") " THEN d.date >= :since ELSE (SELECT x.date_last >= :since FROM events x WHERE x.id = d.event) END"},
    {QUERY_DYADS, "until", FIELD(until), "CASE WHEN " IS_DAY("d.date") " THEN d.date <= :until ELSE (SELECT x.date_first <= :until FROM events x WHERE x.id = d.event) END"},
    {QUERY_TALKS, "actor", FIELD(actor), "instr('|' || n.parties || '|' || coalesce(n.mediators, '') || '|', '|' || upper(:actor) || '|')"},
    {QUERY_TALKS, "dyad", FIELD(dyad), "(instr('|' || n.parties || '|', '|' || substr(:dyad, 1, instr(:dyad, '-') - 1) || '|') AND instr('|' || n.parties || '|', '|' || substr(:dyad, instr(:dyad, '-') + 1) || '|'))"},
    {QUERY_TALKS, "status", FIELD(status), ONE_OF("status", "n.status")},
    {QUERY_TALKS, "topic", FIELD(topic), "n.title || ' ' || coalesce(n.issues, '') LIKE '%' || :topic || '%'"},
    {QUERY_TALKS, "since", FIELD(since), "n.last_day >= :since"},
    {QUERY_TALKS, "until", FIELD(until), "n.first_day <= :until"},
    {QUERY_CHANGES, "since", FIELD(since), "r.date >= :since"},
    {QUERY_CHANGES, "until", FIELD(until), "r.date <= :until"},
    {QUERY_CHANGES, "actor", FIELD(actor), "instr('|' || n.parties || '|' || coalesce(n.mediators, '') || '|', '|' || upper(:actor) || '|')"},
    {QUERY_CHANGES, "status", FIELD(status), ONE_OF("status", "r.status")},
    {QUERY_PLAIN, "since", FIELD(since), "a.published >= :since"},
    {QUERY_PLAIN, "until", FIELD(until), "a.published <= :until"},
    {QUERY_PLAIN, "article", FIELD(article), "a.key = :article"},
    {QUERY_PLAIN, "outlet", FIELD(outlet), OUTLET},
    {QUERY_FAILURES, "since", FIELD(since), "a.at >= :since"},
    {QUERY_FAILURES, "until", FIELD(until), "a.at <= :until || '~'"},
};
enum { N_CONDITIONS = sizeof conditions / sizeof *conditions };

static const char *value_of(const struct dl_question *q, size_t field) { return *(const char *const *)((const char *)q + field); }

bool query_filters(enum query_base base, size_t field)
{
    for (int i = 0; i < N_CONDITIONS; i++)
        if (conditions[i].base == base && conditions[i].field == field)
            return true;
    return false;
}

static bool is_country(const char *s) { return strlen(s) == 3 && isupper((unsigned char)s[0]) && isupper((unsigned char)s[1]) && isupper((unsigned char)s[2]); }

/* Dyads know countries, types, statuses and dates; for the rest their events are asked. */
static bool holds_of(const struct condition *c, enum query_base base, const struct dl_question *q)
{
    const char *v = value_of(q, c->field);
    if (!v || base != QUERY_DYADS)
        return v && c->base == base;
    bool who = c->field == FIELD(actor) || c->field == FIELD(source) || c->field == FIELD(target), told = query_filters(QUERY_DYADS, c->field) && (!who || is_country(v));
    return c->base == (told ? QUERY_DYADS : QUERY_EVENTS);
}

static bool asks_events(const struct dl_question *q)
{
    for (int i = 0; i < N_CONDITIONS; i++)
        if (conditions[i].base == QUERY_EVENTS && holds_of(&conditions[i], QUERY_DYADS, q))
            return true;
    return false;
}

static void condition(struct buf *sql, bool *any, const char *plus, const char *text)
{
    buf_printf(sql, "%s(%s%s)", *any ? " AND " : " WHERE ", plus, text);
    *any = true;
}

/* The number of the row whose id is "ARTICLE#e3", or of the article "ARTICLE"; :article and :row are bound. */
#define AFTER_ROW "(SELECT id * 100000 + :row FROM articles WHERE key = :page)"

/* Pages go on after the row with this id: by number, or for a timeline by date and number. */
static void after(struct buf *sql, bool *any, const struct query_select *s, const struct dl_question *q)
{
    buf_str(sql, *any ? " AND " : " WHERE ");
    *any = true;
    if (q->order && s->newest_after)
        buf_str(sql, s->base == QUERY_EVENTS && (q->since || q->until) ? "(e.date_last, e.id) < (SELECT date_last, id FROM events WHERE id = " AFTER_ROW ")" : s->newest_after);
    else if (s->base == QUERY_TALKS)
        buf_str(sql, "n.id > (SELECT id FROM negotiations WHERE key = :page)");
    else if (!strcmp(s->what, "timeline"))
        buf_str(sql, "(SELECT CASE WHEN x.date_first IS NULL THEN e.date_first IS NOT NULL OR e.id > x.id ELSE (e.date_first, e.id) > (x.date_first, x.id) END"
                     " FROM events x WHERE x.id = " AFTER_ROW ")");
    else if (s->base == QUERY_FAILURES)
        buf_str(sql, "a.place > :page");
    else if (!strcmp(s->order, "a.id"))
        buf_str(sql, "a.id > (SELECT id FROM articles WHERE key = :page)");
    else
        buf_printf(sql, "%s > " AFTER_ROW, s->order);
}

/* "ARTICLE#e3" as article and number; an id without a number is an article's. */
static void bind_after(sqlite3_stmt *st, const char *id)
{
    const char *hash = strrchr(id, '#');
    bool row = hash && hash[1] >= 'a' && hash[1] <= 'z' && hash[2] && strspn(hash + 2, "0123456789") == strlen(hash + 2) && sqlite3_bind_parameter_index(st, ":row");
    sqlite3_bind_text(st, sqlite3_bind_parameter_index(st, ":page"), id, row ? (int)(hash - id) : -1, SQLITE_STATIC);
    if (row)
        sqlite3_bind_int64(st, sqlite3_bind_parameter_index(st, ":row"), strtoll(hash + 2, NULL, 10));
}

void query_where(struct buf *sql, const struct query_select *s, const struct dl_question *q)
{
    bool any = strstr(s->from, " WHERE ") != NULL;
    /* Newest first, and when counting, events are gone through by day; the plus keeps the planner from fetching an actor's wide rows one by one. */
    bool by_day = s->base == QUERY_EVENTS && (q->order || !*s->from);
    for (int i = 0; i < N_CONDITIONS; i++)
        if (holds_of(&conditions[i], s->base, q))
            condition(sql, &any, by_day && !strncmp(conditions[i].sql, "e.id IN", 7) ? "+" : "", conditions[i].sql);
    if (s->base == QUERY_EVENTS && !q->copies)
        condition(sql, &any, "", "e.counted");
    if (q->after && s->order && s->base != QUERY_CHANGES)
        after(sql, &any, s, q);
}

/* Words as full text search wants them: each bare word and each "quoted phrase" must be there. */
static void fts_words(struct buf *to, const char *s)
{
    while (*s) {
        bool quoted = *s == '"';
        s += quoted;
        size_t n = strcspn(s, quoted ? "\"" : " \t\"");
        if (n)
            buf_printf(to, "\"%.*s\" ", (int)n, s);
        s += n;
        s += quoted ? *s == '"' : *s == ' ' || *s == '\t';
    }
}

void query_bind(sqlite3_stmt *st, const struct dl_question *q)
{
    for (int i = 0; i < N_CONDITIONS; i++) {
        char name[32] = ":";
        memcpy(name + 1, conditions[i].name, strlen(conditions[i].name) + 1);
        int at = sqlite3_bind_parameter_index(st, name);
        const char *v = value_of(q, conditions[i].field);
        if (!at || !v)
            continue;
        struct buf words = {0};
        char day[12];
        if (!strcmp(name, ":text"))
            fts_words(&words, v);
        if ((!strcmp(name, ":since") || !strcmp(name, ":until")) && query_day(v, name[1] == 'u', day))
            v = day;
        sqlite3_bind_text(st, at, words.at ? words.at : v, -1, SQLITE_TRANSIENT);
        buf_free(&words);
    }
    if (q->after && sqlite3_bind_parameter_index(st, ":page"))
        bind_after(st, q->after);
}

static const struct group { const char *name, *of_events, *of_dyads, *by; } groups[] = {     /* dyads first: the order of their index; by: what of_dyads is grouped by */
    {"source", NULL, "d.source AS source"}, {"target", NULL, "d.target AS target"}, {"dyad", NULL, "d.source || '-' || d.target AS dyad"},
    {"month", "e.month AS month", "nullif(d.month, '') AS month", "d.month"}, {"year", "substr(e.date, 1, 4) AS year", "substr(d.date, 1, 4) AS year"},
    {"day", "e.date AS day", "d.date AS day"}, {"type", "e.plover AS type", "d.plover AS type"}, {"status", "e.status AS status", "d.status AS status"},
    {"mode", "e.modes AS mode", NULL}, {"country", "e.country AS country", NULL}, {"outlet", "coalesce(a.outlet, a.agency) AS outlet", NULL},
};
enum { N_GROUPS = sizeof groups / sizeof *groups };

static const struct group *group_named(const char *s, size_t n)
{
    for (int i = 0; i < N_GROUPS; i++)
        if (strlen(groups[i].name) == n && !strncmp(groups[i].name, s, n))
            return &groups[i];
    return NULL;
}

bool query_counts(struct buf *sql, const struct dl_question *q, struct dl_err *err)
{
    const char *by = q->by ? q->by : "type";
    bool used[N_GROUPS] = {false}, dyads = q->dyad != NULL, first = true;
    buf_str(sql, "SELECT ");
    for (const char *s = by; *s; s += strcspn(s, ",") + (s[strcspn(s, ",")] == ',')) {
        const struct group *g = group_named(s, strcspn(s, ","));
        if (!g)
            return err_set(err, DL_EUSAGE, "counts", "--by knows day month year type mode status dyad source target country outlet, not \"%s\"", s);
        used[g - groups] = true;
        dyads = dyads || !g->of_events;
    }
    for (const char *s = by; *s; s += strcspn(s, ",") + (s[strcspn(s, ",")] == ',')) {
        const struct group *g = group_named(s, strcspn(s, ","));
        if (dyads && !g->of_dyads)
            return err_set(err, DL_EUSAGE, "counts", "%s cannot be counted by dyad, source or target", g->name);
        if (dyads && q->copies)
            return err_set(err, DL_EUSAGE, "counts", "copies are not counted by dyad, source or target");
        buf_printf(sql, "%s, ", dyads ? g->of_dyads : g->of_events);
    }
    buf_printf(sql, "count(*) AS events, round(avg(%s.score), 2) AS score", dyads ? "d" : "e");
    struct query_select s = {.what = "counts", .base = dyads ? QUERY_DYADS : QUERY_EVENTS,
        .from = dyads ? " FROM dyads d" : " FROM events e"};
    buf_str(sql, s.from);
    if (dyads && asks_events(q))
        buf_str(sql, " JOIN events e ON e.id = d.event");
    if (used[10] || q->outlet)
        buf_str(sql, " JOIN articles a ON a.id = e.article");
    query_where(sql, &s, q);
    if (used[2]) {
        used[0] = used[1] = true;
        used[2] = false;
    }
    for (int i = 0; i < N_GROUPS; i++)
        if (used[i]) {
            const char *group = dyads ? groups[i].by ? groups[i].by : groups[i].of_dyads : groups[i].of_events, *end = strstr(group, " AS ");
            buf_printf(sql, "%s%.*s", first ? " GROUP BY " : ", ", end ? (int)(end - group) : (int)strlen(group), group);
            first = false;
        }
    return true;
}

static bool build(struct buf *sql, const struct query_select **s, const struct dl_question *q, struct dl_err *err)
{
    static const struct query_select counts = {.what = "counts", .base = QUERY_EVENTS};
    if (!strcmp(q->what, "counts")) {
        *s = &counts;
        if (!query_counts(sql, q, err))
            return false;
    } else {
        const struct query_select *found = *s = query_named(q->what);
        if (!found)
            return err_set(err, DL_EUSAGE, q->what, "is no question");
        buf_printf(sql, "SELECT %s%s", found->columns, q->order && found->newest_from ? found->newest_from : found->from);
        query_where(sql, found, q);
        const char *order = q->order && found->newest ? found->newest : found->order;
        if (order)
            buf_printf(sql, " ORDER BY %s", order);
    }
    if (q->limit)
        buf_printf(sql, " LIMIT %llu", strtoull(q->limit, NULL, 10));
    return true;
}

/* Full text is asked for words; blanks and marks are none. */
static bool text_holds(const struct dl_question *q, struct dl_err *err)
{
    bool wanted = q->text || !strcmp(q->what, "search");
    return !wanted || (q->text && q->text[strspn(q->text, " \t\"")]) || err_set(err, DL_EUSAGE, "text", "say what to look for");
}

bool query_prepare(struct dl_store *store, const struct dl_question *q, const struct query_select **s, sqlite3_stmt **st, struct dl_err *err)
{
    struct buf sql = {0};
    *st = NULL;
    bool ok = text_holds(q, err) && build(&sql, s, q, err) && (!q->text || store_searchable(store, err));
    if (ok && sqlite3_prepare_v2(store->db, sql.at, -1, st, NULL) != SQLITE_OK)
        ok = store_failed(store, err);
    buf_free(&sql);
    if (ok)
        query_bind(*st, q);
    return ok;
}

/* `text` with the conditions of q put in; `articles` joins articles as a. */
static sqlite3_stmt *of_own(struct dl_store *store, const char *text, const struct query_select *select, const char *articles, const struct dl_question *q, struct dl_err *err)
{
    struct buf sql = {0};
    sqlite3_stmt *st = NULL;
    const char *gap = strstr(text, "?WHERE");
    buf_put(&sql, text, (size_t)(gap - text));
    if (q->outlet)
        buf_str(&sql, articles);
    query_where(&sql, select, q);
    buf_str(&sql, gap + 6);
    if (sqlite3_prepare_v2(store->db, sql.at, -1, &st, NULL) != SQLITE_OK)
        store_failed(store, err);
    buf_free(&sql);
    if (st)
        query_bind(st, q);
    return st;
}

sqlite3_stmt *query_events(struct dl_store *store, const char *text, const struct dl_question *q, struct dl_err *err)
{
    static const struct query_select events = {.what = "events", .base = QUERY_EVENTS, .from = ""};
    return of_own(store, text, &events, " JOIN articles a ON a.id = e.id / 100000", q, err);
}

sqlite3_stmt *query_statements(struct dl_store *store, const char *text, const struct dl_question *q, struct dl_err *err)
{
    static const struct query_select statements = {.what = "statements", .base = QUERY_STATEMENTS, .from = ""};
    return of_own(store, text, &statements, " JOIN articles a ON a.id = s.id / 100000", q, err);
}

bool dl_ask(struct dl_store *store, const struct dl_question *q, struct dl_answer *a, struct dl_err *err)
{
    const struct query_select *s;
    sqlite3_stmt *st = NULL;
    if (!query_prepare(store, q, &s, &st, err))
        return false;
    answer_columns(a, st, s);
    bool ok = true;
    int rc;
    while ((rc = sqlite3_step(st)) == SQLITE_ROW && answer_row(a, st))
        ;
    if (rc == SQLITE_ROW)
        ok = err_set(err, DL_EIO, "output", "whoever read it left");
    else if (rc != SQLITE_DONE)
        ok = store_failed(store, err);
    sqlite3_finalize(st);
    return ok;
}
