/* store/store.h: records kept over time. The schema is docs/store.md; sqlite.c and its neighbours are the first back end.
 *
 * Articles are kept in transactions of many; a process that dies loses the transaction it was in and never leaves half
 * an article. Ids of rows are the article's number times 100,000 plus the number within it, so they outlive re-coding. */
#pragma once
#include "dateline.h"

struct arena;
struct buf;
struct sqlite3;
struct sqlite3_stmt;

enum { STORE_VERSION = 7, STORE_ROWS = 100000 };   /* rows of one kind that one article may have */

/* What can be worked out before an article's turn to be written, in any thread. */
struct store_pack {
    char source_key[33];           /* of bytes and metadata: equal keys and equal makers make equal records */
    const char *made_by;
    const char *told;              /* the kind of copy that its mark tells (input/takes.h); NULL */
    uint64_t line;                 /* of the source file, 0 if it was the whole */
    const void *record;            /* the record without its text, as zlib makes it */
    size_t n_record;
    uint32_t sketch[512], n_sketch;
};

/* 32 hex digits of the document's bytes and all that came beside them. `date` stands in for a missing date; may be NULL. */
void store_source_key(const struct dl_document *, const char *date, char key[33]);
/* Fills *pack from a record's JSON; what it points to is taken from the arena. */
void store_make_pack(struct store_pack *, const struct dl_article *, const char *json, size_t n, const char *made_by, struct arena *);

/* ---- the SQLite back end's own ------------------------------------------------------------- */

#define STORE_STATEMENTS(X)                                                                                          \
    X(same, "SELECT 1 FROM articles WHERE source_key = ?1 AND made_by = ?2")                                         \
    X(by_key, "SELECT id FROM articles WHERE source_key = ?1")                                                       \
    X(key_of, "SELECT key FROM articles WHERE source_key = ?1")                                                     \
    X(by_bytes, "SELECT id FROM articles WHERE given = ?1 AND sha256 = ?2")                                          \
    X(key_taken, "SELECT 1 FROM articles WHERE key = ?1 AND id <> ?2")                                               \
    X(old_article, "SELECT title, text, key, duplicate_of, containment, copy_kind, copy_of FROM articles WHERE id = ?1")        \
    X(new_id, "SELECT coalesce(max(id), 0) + 1 FROM articles")                                                       \
    X(drop_article, "DELETE FROM articles WHERE id = ?1")                                                             \
    X(put_article, "INSERT INTO articles VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16," \
                   "?17,?18,?19,?20,?21,?22,?23,?24,?25,?26,?27,?28)")                                               \
    X(sketch, "SELECT k.hashes, k.digest, coalesce(a.duplicate_of, a.id) FROM sketches k JOIN articles a ON a.id = k.article WHERE k.article = ?1") \
    X(put_sketch, "INSERT INTO sketches VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")                                                 \
    X(searchable, "SELECT upto FROM searchable")                                                                     \
    X(put_text, "INSERT INTO articles_fts(rowid, title, text) VALUES (?1, ?2, ?3)")                                  \
    X(drop_text, "INSERT INTO articles_fts(articles_fts, rowid, title, text) VALUES ('delete', ?1, ?2, ?3)")         \
    X(put_entity, "INSERT INTO entities VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)")                            \
    X(put_event, "INSERT INTO events VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,"    \
                 "?20,?21,?22,?23,?24,?25,?26,?27,?28,?29,?30,?31,?32,?33,?34)")                                     \
    X(put_actor, "INSERT OR IGNORE INTO actors VALUES (?1,?2,?3,?4,?5,?6,?7)")                                       \
    X(put_dyad, "INSERT OR IGNORE INTO dyads VALUES (?1,?2,?3,?4,?5,?6,?7,?8)")                                      \
    X(put_statement, "INSERT INTO statements VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,"    \
                     "?18,?19,?20,?21,?22,?23,?24,?25)")                                                             \
    X(put_content, "INSERT INTO statements_fts(rowid, content) VALUES (?1, ?2)")                                     \
    X(drop_content, "INSERT INTO statements_fts(statements_fts, rowid, content) SELECT 'delete', id, content "       \
                    "FROM statements WHERE id BETWEEN ?1 AND ?2")                                                    \
    X(put_talk, "INSERT INTO talks VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)")                                 \
    X(put_round, "INSERT INTO rounds VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)")                   \
    X(put_obstacle, "INSERT INTO obstacles VALUES (?1,?2,?3,?4,?5,?6,?7)")                                           \
    X(drop_dyads, "DELETE FROM dyads WHERE event BETWEEN ?1 AND ?2")                                                   \
    X(drop_actors, "DELETE FROM actors WHERE event BETWEEN ?1 AND ?2")                                               \
    X(drop_events, "DELETE FROM events WHERE id BETWEEN ?1 AND ?2")                                                  \
    X(drop_statements, "DELETE FROM statements WHERE id BETWEEN ?1 AND ?2")                                          \
    X(drop_entities, "DELETE FROM entities WHERE id BETWEEN ?1 AND ?2")                                              \
    X(drop_talks, "DELETE FROM talks WHERE id BETWEEN ?1 AND ?2")                                                    \
    X(drop_rounds, "DELETE FROM rounds WHERE id BETWEEN ?1 AND ?2")                                                  \
    X(drop_obstacles, "DELETE FROM obstacles WHERE id BETWEEN ?1 AND ?2")                                            \
    X(reported, "SELECT 1 FROM events e JOIN articles a ON e.id BETWEEN a.id * 100000 AND a.id * 100000 + 99999 " \
                "WHERE (a.id = ?1 OR a.duplicate_of = ?1) AND a.id < ?2 AND e.plover = ?3 AND e.sources IS ?4 AND e.targets IS ?5 AND e.date IS ?6 LIMIT 1") \
    X(put_failure, "INSERT OR REPLACE INTO failures VALUES (?1, ?2, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))")         \
    X(drop_failure, "DELETE FROM failures WHERE place = ?1")                                                         \
    X(get_record, "SELECT record, text, key FROM articles WHERE id = ?1")                                            \
    X(put_negotiation, "INSERT INTO negotiations VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19," \
                       "(SELECT count(DISTINCT coalesce(a.agency, a.outlet, a.key)) FROM negotiation_reports r JOIN articles a ON a.id = r.article " \
                       "WHERE r.negotiation = ?1),?20,?21)")                                                         \
    X(put_report, "INSERT INTO negotiation_reports VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20)") \
    X(put_joined_round, "INSERT INTO negotiation_rounds VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19)") \
    X(put_round_report, "INSERT OR IGNORE INTO negotiation_round_reports VALUES (?1,?2,?3)")                         \
    X(put_joined_obstacle, "INSERT INTO negotiation_obstacles VALUES (?1,?2,?3,?4,?5,?6,?7)")                        \
    X(put_agreement, "INSERT INTO negotiation_agreements VALUES (?1,?2,?3,?4,?5,?6,?7,?8)")                          \
    X(put_account, "INSERT OR IGNORE INTO negotiation_accounts VALUES (?1,?2,?3)")                                   \
    X(put_dispute, "INSERT OR IGNORE INTO negotiation_disputes VALUES (?1,?2,?3)")                                   \
    X(put_edit, "INSERT INTO edits(at, kind, subject, change, note) VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1, ?2, ?3, ?4)")

enum store_statement {
#define X(name, sql) STORE_##name,
    STORE_STATEMENTS(X)
#undef X
    STORE_N_STATEMENTS
};

struct store_copies;
struct dl_store {
    struct sqlite3 *db;
    struct sqlite3_stmt *statement[STORE_N_STATEMENTS];
    struct store_copies *copies;   /* NULL until the first article is put */
    struct arena *scratch;
    char *path;
    int64_t last_id;               /* of the newest article, 0 if not known in this transaction */
    uint32_t pending;              /* puts since the last commit */
    int64_t more_events, more_statements;      /* rows of this transaction that the table `totals` does not have yet */
    bool writes, inside, settles;  /* inside a transaction; articles were put: full text and indexes may be behind */
    int patience_ms;               /* of one question; 0: all the time in the world */
    int64_t deadline_ms;
    const volatile int *stop;      /* NULL */
};

/* Creates what is missing, brings an older store up to date, refuses a newer one. */
bool store_migrate(struct dl_store *, struct dl_err *);
/* *err from the connection's last error, in a sentence a user can act on; returns false. */
bool store_failed(struct dl_store *, struct dl_err *);
/* The prepared statement, reset: every parameter is to be bound anew. NULL sets *err. */
struct sqlite3_stmt *store_statement(struct dl_store *, enum store_statement, struct dl_err *);
/* A question begins: its time runs from here. */
void store_begin(struct dl_store *);
/* Runs a statement that returns nothing. */
bool store_run(struct dl_store *, struct sqlite3_stmt *, struct dl_err *);
bool store_exec(struct dl_store *, const char *sql, struct dl_err *);

/* A number from a statement without parameters, -1 if that fails. */
int64_t store_number(struct dl_store *, const char *sql);
/* Creates the indexes that are missing. */
bool store_index(struct dl_store *, struct dl_err *);
/* Before a question to full text: what it is behind is added, if the file can be written and nobody else is writing. */
bool store_searchable(struct dl_store *, struct dl_err *);

/* The id of the article with this source key, malloc'ed; NULL sets *err. */
char *store_key(struct dl_store *, const char *source_key, struct dl_err *);
/* Writes an article in the open transaction, or a new one. */
bool store_put(struct dl_store *, const struct dl_article *, struct store_pack *, enum dl_put *what, struct dl_err *err);
/* `first` of the story, 0 if it is of its own; the copy that it is most like, and kind and containment against that. */
struct store_story { int64_t first, most_like; double containment; const char *kind; bool digest; };
/* The rows of one article, old ones with the same ids removed first; see write.c. */
bool store_write(struct dl_store *, int64_t id, const struct dl_article *, const struct store_pack *, struct store_story, struct dl_err *);

/* Earlier articles that a new one may be a copy of, found by leads in memory, which are read from the store once. */
struct store_copies *store_copies_load(struct dl_store *, struct dl_err *);
void store_copies_free(struct store_copies *);
/* *story: the first article of the story that `id` copies; kind and containment, the share of one found in the other, against the earlier
 * copy that it is most like; or that it is a digest, which strings several stories together and copies none. Then adds the sketch as `id`. */
bool store_copies_find(struct store_copies *, int64_t id, struct store_pack *, struct store_story *, struct dl_err *err);
