/* store/schema.c: the tables, and the steps from one version of them to the next. docs/store.md explains every column. */
#include "store/store.h"

#include <sqlite3.h>
#include <stdio.h>

#include "base/err.h"
#include "base/banned.h"

#define APPLICATION 1145851441     /* "DLN1": tells a store from other SQLite files */

static const char version_1[] =
    "CREATE TABLE articles(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, given TEXT NOT NULL, sha256 TEXT NOT NULL,"
    " source_key TEXT NOT NULL UNIQUE, path TEXT, line INTEGER, url TEXT, outlet TEXT, media_type TEXT, title TEXT, byline TEXT,"
    " lang TEXT, published TEXT, published_basis TEXT, dateline_place TEXT, dateline_date TEXT, agency TEXT, take TEXT,"
    " duplicate_of INTEGER REFERENCES articles(id), containment REAL, sentences INTEGER NOT NULL, words INTEGER NOT NULL,"
    " made_by TEXT NOT NULL, text TEXT NOT NULL, record BLOB NOT NULL, UNIQUE(given, sha256)) STRICT;"
    "CREATE INDEX articles_copies ON articles(duplicate_of) WHERE duplicate_of IS NOT NULL;"
    "CREATE TABLE sketches(article INTEGER PRIMARY KEY REFERENCES articles(id), digest INTEGER NOT NULL, hashes BLOB NOT NULL) STRICT;"
    "CREATE TABLE entities(id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), kind TEXT NOT NULL, name TEXT,"
    " code TEXT, country TEXT, sectors TEXT, office TEXT, key TEXT, basis TEXT, mentions INTEGER NOT NULL, spans TEXT) STRICT;"
    "CREATE TABLE statements(id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), kind TEXT NOT NULL, date TEXT,"
    " speaker INTEGER REFERENCES entities(id), speaker_name TEXT, speaker_code TEXT, speaker_role TEXT, source_type TEXT, cue TEXT,"
    " cue_class TEXT, content TEXT, directness TEXT, verbatim TEXT, addressee TEXT, polarity TEXT, certainty TEXT, tone TEXT,"
    " topics TEXT, nested_in INTEGER REFERENCES statements(id), chain TEXT, sentence INTEGER NOT NULL, confidence REAL, spans TEXT) STRICT;"
    "CREATE TABLE events(id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), date TEXT, date_first TEXT,"
    " date_last TEXT, date_basis TEXT, plover TEXT NOT NULL, modes TEXT, contexts TEXT, cameo TEXT, quad TEXT, score REAL,"
    " goldstein REAL, status TEXT NOT NULL, sources TEXT, source_names TEXT, targets TEXT, target_names TEXT, reciprocal INTEGER NOT NULL,"
    " place TEXT, geonames INTEGER, country TEXT, admin1 TEXT, lat REAL, lon REAL, statement INTEGER REFERENCES statements(id),"
    " sentence INTEGER NOT NULL, evidence TEXT, confidence REAL, rule TEXT, counted INTEGER NOT NULL, spans TEXT) STRICT;"
    "CREATE TABLE actors(event INTEGER NOT NULL REFERENCES events(id), role TEXT NOT NULL, n INTEGER NOT NULL,"
    " entity INTEGER REFERENCES entities(id), name TEXT, code TEXT, country TEXT, PRIMARY KEY(event, role, n)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE dyads(source TEXT NOT NULL, target TEXT NOT NULL, month TEXT NOT NULL, event INTEGER NOT NULL REFERENCES events(id),"
    " date TEXT, plover TEXT NOT NULL, status TEXT NOT NULL, score REAL, PRIMARY KEY(source, target, month, event)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE talks(id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), parties TEXT, mediators TEXT,"
    " issues TEXT, status TEXT, disputed INTEGER NOT NULL, next_what TEXT, next_from TEXT, next_to TEXT, next_hedged INTEGER, spans TEXT) STRICT;"
    "CREATE TABLE rounds(id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), talk INTEGER NOT NULL REFERENCES talks(id),"
    " number INTEGER, level TEXT, formats TEXT, participants TEXT, mediators TEXT, date_start TEXT, date_end TEXT, place TEXT,"
    " duration TEXT, host_event TEXT, outcome TEXT, spans TEXT) STRICT;"
    "CREATE TABLE obstacles(id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), talk INTEGER NOT NULL REFERENCES talks(id),"
    " type TEXT, named_by TEXT, statement INTEGER REFERENCES statements(id), words TEXT) STRICT;"
    "CREATE TABLE failures(place TEXT PRIMARY KEY, reason TEXT NOT NULL, at TEXT NOT NULL) STRICT;"
    "CREATE TABLE edits(id INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, change TEXT NOT NULL,"
    " note TEXT) STRICT;"
    "CREATE VIRTUAL TABLE articles_fts USING fts5(title, text, content='articles', content_rowid='id',"
    " columnsize=0, tokenize='unicode61 remove_diacritics 2');"
    "CREATE VIRTUAL TABLE statements_fts USING fts5(content, content='statements', content_rowid='id',"
    " columnsize=0, tokenize='unicode61 remove_diacritics 2');"
    "CREATE VIEW evidence AS"
    " WITH owner(kind, id, article, spans) AS (SELECT 'event', id, article, spans FROM events UNION ALL"
    "  SELECT 'statement', id, article, spans FROM statements UNION ALL SELECT 'entity', id, article, spans FROM entities UNION ALL"
    "  SELECT 'talk', id, article, spans FROM talks UNION ALL SELECT 'round', id, article, spans FROM rounds)"
    " SELECT o.kind, o.id, o.article, p.key AS part, s.value ->> 0 AS \"start\", s.value ->> 1 AS \"end\","
    "  CAST(substr(CAST(a.text AS BLOB), (s.value ->> 0) + 1, (s.value ->> 1) - (s.value ->> 0)) AS TEXT) AS words"
    " FROM owner o JOIN articles a ON a.id = o.article, json_each(o.spans) p, json_each(p.value) s;";

/* Negotiations: the parts of articles joined. All of it is made from the tables above and the edits, by query/negotiations.c. */
static const char version_2[] =
    "ALTER TABLE talks ADD COLUMN back_reference TEXT;"
    "ALTER TABLE talks ADD COLUMN leads TEXT;"
    "ALTER TABLE talks ADD COLUMN setting TEXT;"
    "CREATE TABLE negotiations(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, title TEXT, named INTEGER NOT NULL, parties TEXT, mediators TEXT,"
    " issues TEXT, status TEXT, since TEXT, since_article INTEGER REFERENCES articles(id), disputed INTEGER NOT NULL, next_what TEXT, next_from TEXT,"
    " next_to TEXT, next_hedged INTEGER, next_article INTEGER REFERENCES articles(id), first_day TEXT, last_day TEXT, reports INTEGER NOT NULL,"
    " sources INTEGER NOT NULL, rounds INTEGER NOT NULL, digest TEXT NOT NULL) STRICT;"
    "CREATE INDEX negotiations_last ON negotiations(last_day);"
    "CREATE TABLE negotiation_reports(talk INTEGER PRIMARY KEY, negotiation INTEGER NOT NULL REFERENCES negotiations(id), n INTEGER NOT NULL,"
    " article INTEGER NOT NULL REFERENCES articles(id), date TEXT, status TEXT, told INTEGER NOT NULL, disputed INTEGER NOT NULL, next_what TEXT,"
    " next_from TEXT, next_to TEXT, next_hedged INTEGER, score REAL, by_parties REAL, by_issue REAL, by_back_reference REAL, by_time REAL,"
    " by_people REAL, by_place REAL, reasons TEXT NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX negotiation_reports_n ON negotiation_reports(negotiation, n);"
    "CREATE INDEX negotiation_reports_article ON negotiation_reports(article);"
    "CREATE TABLE negotiation_rounds(negotiation INTEGER NOT NULL REFERENCES negotiations(id), n INTEGER NOT NULL, number INTEGER, level TEXT, formats TEXT,"
    " sides TEXT, participants TEXT, mediators TEXT, date_start TEXT, date_end TEXT, place TEXT, duration TEXT, host_event TEXT, outcome TEXT,"
    " evidence TEXT, article INTEGER NOT NULL REFERENCES articles(id), evidence_start INTEGER, evidence_end INTEGER, reports INTEGER NOT NULL,"
    " PRIMARY KEY(negotiation, n)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE negotiation_round_reports(negotiation INTEGER NOT NULL REFERENCES negotiations(id), n INTEGER NOT NULL, round INTEGER NOT NULL,"
    " PRIMARY KEY(negotiation, n, round)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE negotiation_obstacles(negotiation INTEGER NOT NULL REFERENCES negotiations(id), n INTEGER NOT NULL, type TEXT, named_by TEXT, words TEXT,"
    " article INTEGER NOT NULL REFERENCES articles(id), statement INTEGER, PRIMARY KEY(negotiation, n)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE negotiation_agreements(negotiation INTEGER NOT NULL REFERENCES negotiations(id), n INTEGER NOT NULL, name TEXT, state TEXT, date TEXT,"
    " place TEXT, evidence TEXT, article INTEGER NOT NULL REFERENCES articles(id), PRIMARY KEY(negotiation, n)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE negotiation_accounts(negotiation INTEGER NOT NULL REFERENCES negotiations(id), statement INTEGER NOT NULL, side TEXT NOT NULL,"
    " PRIMARY KEY(negotiation, statement)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE negotiation_disputes(negotiation INTEGER NOT NULL REFERENCES negotiations(id), statement INTEGER NOT NULL, against INTEGER NOT NULL,"
    " PRIMARY KEY(negotiation, statement, against)) STRICT, WITHOUT ROWID;";

/* Full text follows the articles: settle.c. */
static const char version_3[] =
    "CREATE TABLE searchable(upto INTEGER NOT NULL) STRICT;"
    "INSERT INTO searchable SELECT coalesce(max(id), 0) FROM articles;";

/* What is counted stands in cells of its own, and one index has all that is counted. Rows come in by id, so that an article touches few pages:
 * what asks otherwise has an index, made when a store was filled. An article's rows are a range of ids and need none. */
#define MONTH_SQL                                                                                                    \
    "CASE WHEN date LIKE '____-W__%' THEN strftime('%Y-%m', date_first, '+3 days') WHEN date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]*' THEN substr(date, 1, 7) END"
#define COUNTRIES_SQL(which) "coalesce((SELECT group_concat(country, '|') FROM (SELECT DISTINCT country FROM actors a WHERE a.event = events.id AND a.role = '" which "' AND country IS NOT NULL)), '')"
static const char version_4[] =
    "ALTER TABLE events ADD COLUMN month TEXT; ALTER TABLE events ADD COLUMN sides TEXT; ALTER TABLE statements ADD COLUMN day TEXT;"
    "UPDATE events SET month = " MONTH_SQL ", sides = nullif(" COUNTRIES_SQL("source") " || '>' || " COUNTRIES_SQL("target") ", '>');"
    "CREATE TABLE dyads_by_event(source TEXT NOT NULL, target TEXT NOT NULL, month TEXT NOT NULL, event INTEGER NOT NULL REFERENCES events(id),"
    " date TEXT, plover TEXT NOT NULL, status TEXT NOT NULL, score REAL, PRIMARY KEY(event, source, target)) STRICT, WITHOUT ROWID;"
    "INSERT INTO dyads_by_event SELECT d.source, d.target, coalesce(e.month, ''), d.event, d.date, d.plover, d.status, d.score"
    " FROM dyads d JOIN events e ON e.id = d.event ORDER BY d.event, d.source, d.target;"
    "DROP TABLE dyads; ALTER TABLE dyads_by_event RENAME TO dyads;"
    "UPDATE statements SET day = CASE WHEN date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*' THEN substr(date, 1, 10)"
    " ELSE (SELECT published FROM articles WHERE id = statements.article) END;"
    "DROP INDEX IF EXISTS events_day; DROP INDEX IF EXISTS events_month; DROP INDEX IF EXISTS articles_outlet; DROP INDEX IF EXISTS statements_speaker;"
    "CREATE TABLE totals(events INTEGER NOT NULL, statements INTEGER NOT NULL) STRICT;"
    "INSERT INTO totals SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM statements);"
    "INSERT INTO articles_fts(articles_fts, rank) VALUES ('hashsize', 67108864), ('automerge', 16), ('pgsz', 8000);"
    "INSERT INTO statements_fts(statements_fts, rank) VALUES ('hashsize', 67108864), ('automerge', 16), ('pgsz', 8000);"
    "DROP INDEX IF EXISTS entities_article; DROP INDEX IF EXISTS statements_article; DROP INDEX IF EXISTS events_article;";

/* What is a copy is told; of copies that came before, what kind is not known. */
static const char version_5[] = "ALTER TABLE articles ADD COLUMN copy_kind TEXT;";

/* Full text is merged when 64 lots of articles lie side by side: a search looks into each, which costs less than merging them early. */
static const char version_6[] =
    "INSERT INTO articles_fts(articles_fts, rank) VALUES ('automerge', 64), ('crisismerge', 128);"
    "INSERT INTO statements_fts(statements_fts, rank) VALUES ('automerge', 64), ('crisismerge', 128);";

/* duplicate_of is the first of a story; what a copy is told against is another where copies are copied. */
static const char version_7[] = "ALTER TABLE articles ADD COLUMN copy_of INTEGER REFERENCES articles(id);";

/* Step i takes a store from version i to i + 1. */
static const char *const steps[STORE_VERSION] = {version_1, version_2, version_3, version_4, version_5, version_6, version_7};

int64_t store_number(struct dl_store *s, const char *sql)
{
    sqlite3_stmt *st = NULL;
    int64_t v = -1;
    if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
        v = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return v;
}

static bool step_up(struct dl_store *s, int64_t from, struct dl_err *err)
{
    char done[96];
    snprintf(done, sizeof done, "PRAGMA user_version = %d; PRAGMA application_id = %d", STORE_VERSION, APPLICATION);
    bool ok = store_exec(s, "BEGIN IMMEDIATE", err);
    if (ok)
        from = store_number(s, "PRAGMA user_version");       /* another process may have been quicker */
    for (int64_t v = from; ok && v < STORE_VERSION; v++)
        ok = store_exec(s, steps[v], err);
    ok = ok && store_exec(s, done, err) && store_exec(s, "COMMIT", err);
    if (!ok)
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return ok;
}

bool store_migrate(struct dl_store *s, struct dl_err *err)
{
    int64_t version = store_number(s, "PRAGMA user_version"), program = store_number(s, "PRAGMA application_id");
    int64_t tables = store_number(s, "SELECT count(*) FROM sqlite_schema");
    if (version < 0 || program < 0 || tables < 0)
        return store_failed(s, err);
    if (tables && program != APPLICATION)
        return err_set(err, DL_ESTORE, s->path, "is an SQLite file of another program, not a Dateline store");
    if (version > STORE_VERSION)
        return err_set(err, DL_ESTORE, s->path, "was made by a newer Dateline (store version %lld, this program knows %d)", (long long)version, STORE_VERSION);
    if (!s->writes && !tables)
        return err_set(err, DL_ESTORE, s->path, "is empty: no articles were ingested yet");
    if (!s->writes && version < STORE_VERSION)
        return err_set(err, DL_EVERSION, s->path, "is of an older version; any \"dateline ingest\" brings it up to date");
    /* A store filled for the first time does without indexes until dl_store_settle; any other has them, whoever died making it. */
    return (version == STORE_VERSION || step_up(s, version, err)) && (!s->writes || !version || store_index(s, err));
}
