/* query/explain.c: everything the store knows of one row, with the words that each part of it was read from. */
#include "query/ask.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "store/store.h"
#include "base/banned.h"

/* Prints the rows of a SELECT: one column a line, those that are NULL left out; a column named "-" without its name. */
static bool show(struct dl_store *s, const char *sql, int64_t id, FILE *out, bool *any, struct dl_err *err)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) != SQLITE_OK)
        return store_failed(s, err);
    sqlite3_bind_int64(st, 1, id);
    int rc;
    while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(st); i++) {
            const char *name = sqlite3_column_name(st, i), *v = (const char *)sqlite3_column_text(st, i);
            if (v && *name == '-')
                fprintf(out, "%s\n", v);
            else if (v)
                fprintf(out, "%-14s %s\n", name, v);
        }
        *any = true;
    }
    sqlite3_finalize(st);
    return rc == SQLITE_DONE || store_failed(s, err);
}

#define EVIDENCE(kind)                                                                                               \
    "SELECT '  ' || part || ' [' || start || ',' || \"end\" || ')  ' || words AS \"-\" FROM evidence WHERE kind = '" kind "' AND id = ?1"
#define ARTICLE "a.title, a.outlet, a.published, a.published_basis, a.url, a.path, o.key AS duplicate_of, a.copy_kind, (SELECT l.key FROM articles l WHERE l.id = a.copy_of) AS copy_of, a.containment, a.made_by"
#define JOINED "JOIN articles a ON a.id = x.article LEFT JOIN articles o ON o.id = a.duplicate_of WHERE x.id = ?1"

static const char *const event_parts[] = {
    "SELECT x.plover AS type, replace(x.modes, '|', ', ') AS modes, replace(x.contexts, '|', ', ') AS contexts, x.cameo, x.quad, x.score, x.goldstein, x.status,"
    " x.rule, x.confidence, x.evidence FROM events x WHERE x.id = ?1",
    EVIDENCE("event"),
    "SELECT role || coalesce(': ' || c.name, '') || coalesce(' (' || c.code || ')', '') || coalesce(', ' || n.office, '') || coalesce(', by ' || n.basis, '') AS \"-\""
    " FROM actors c LEFT JOIN entities n ON n.id = c.entity WHERE event = ?1 ORDER BY role, c.n",
    "SELECT x.date, x.date_basis, x.place, x.country, x.admin1, x.geonames, CASE x.counted WHEN 0 THEN 'no: an earlier article of the same story tells it' END AS counted"
    " FROM events x WHERE x.id = ?1",
    "SELECT s.speaker_name || coalesce(' (' || s.chain || ')', '') AS \"account of\", s.content AS said FROM events x JOIN statements s ON s.id = x.statement WHERE x.id = ?1",
    "SELECT " ARTICLE " FROM events x " JOINED, NULL};
static const char *const statement_parts[] = {
    "SELECT x.kind, x.speaker_name AS speaker, x.speaker_code AS code, x.speaker_role AS role, x.source_type, x.chain, x.cue, x.cue_class, x.directness, x.polarity,"
    " x.certainty, x.tone, x.addressee, x.topics, x.date, x.confidence, x.content FROM statements x WHERE x.id = ?1",
    EVIDENCE("statement"), "SELECT " ARTICLE " FROM statements x " JOINED, NULL};
static const char *const article_parts[] = {
    "SELECT a.key AS article, " ARTICLE ", a.sentences, a.words FROM articles a LEFT JOIN articles o ON o.id = a.duplicate_of WHERE a.id = ?1",
    "SELECT '#e' || (id - article * 100000) || '  ' || plover || coalesce(' ' || cameo, '') || ' ' || status || '  ' || coalesce(source_names, '-') || ' > ' ||"
    " coalesce(target_names, '-') || coalesce('  ' || date, '') AS \"-\" FROM events WHERE id BETWEEN ?1 * 100000 AND ?1 * 100000 + 99999 ORDER BY id",
    "SELECT '#s' || (id - article * 100000) || '  ' || coalesce(speaker_name, 'nobody named') || ': ' || coalesce(content, '') AS \"-\" FROM statements WHERE id BETWEEN ?1 * 100000 AND ?1 * 100000 + 99999 ORDER BY id",
    NULL};

/* The number of the article with this key, 0 if there is none, -1 and *err if the store fails. */
static int64_t article_named(struct dl_store *s, const char *key, size_t n, struct dl_err *err)
{
    sqlite3_stmt *st = NULL;
    int64_t id = 0;
    int rc = sqlite3_prepare_v2(s->db, "SELECT id FROM articles WHERE key = ?1", -1, &st, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_bind_text(st, 1, key, (int)n, SQLITE_STATIC);
        rc = sqlite3_step(st);
        id = rc == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
    }
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        id = store_failed(s, err) - 1;
    sqlite3_finalize(st);
    return id;
}

bool dl_explain(struct dl_store *s, const char *what, FILE *out, bool *found, struct dl_err *err)
{
    const char *hash = strrchr(what, '#');
    int64_t article = article_named(s, what, strlen(what), err), id = article;
    const char *const *parts = article_parts;
    if (!article && hash && (hash[1] == 'e' || hash[1] == 's')) {
        article = article_named(s, what, (size_t)(hash - what), err);
        id = article * STORE_ROWS + strtoll(hash + 2, NULL, 10);
        parts = hash[1] == 'e' ? event_parts : statement_parts;
    }
    *found = false;
    bool first, ok = article >= 0;
    for (int i = 0; article && ok && parts[i] && (i == 0 || *found); i++) {
        first = false;
        ok = show(s, parts[i], id, out, &first, err);
        *found = *found || first;
    }
    return ok;
}
