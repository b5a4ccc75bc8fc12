/* store/sqlite.c: opening, transactions and errors of the SQLite back end. */
#include "store/store.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/banned.h"

enum { BATCH = 2000 };             /* articles a transaction */

static const char *const sql[STORE_N_STATEMENTS] = {
#define X(name, text) text,
    STORE_STATEMENTS(X)
#undef X
};

bool store_failed(struct dl_store *s, struct dl_err *err)
{
    int code = s->db ? sqlite3_errcode(s->db) & 0xff : SQLITE_CANTOPEN;
    const char *said = s->db ? sqlite3_errmsg(s->db) : "no memory";
    switch (code) {
    case SQLITE_NOTADB:
        return err_set(err, DL_ESTORE, s->path, "is not a Dateline store");
    case SQLITE_CORRUPT:
        return err_set(err, DL_ESTORE, s->path, "is damaged (%s); \"sqlite3 FILE .recover\" may save what is left", said);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, DL_ESTORE, s->path, "is locked by another program that writes to it; try again when that is done");
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return err_set(err, DL_ESTORE, s->path, "cannot be written: the file or its folder is read-only");
    case SQLITE_FULL:
        return err_set(err, DL_ESTORE, s->path, "the disk is full; what was committed before is kept");
    case SQLITE_CANTOPEN:
        if (s->writes && access(s->path, F_OK) == 0 && access(s->path, W_OK) != 0)
            return err_set(err, DL_ESTORE, s->path, "cannot be written: the file or its folder is read-only");
        return err_set(err, DL_ESTORE, s->path, "cannot be opened: is the path right, and may you %s it?", s->writes ? "write" : "read");
    case SQLITE_IOERR:
        return err_set(err, DL_ESTORE, s->path, "the disk failed or is full (%s); what was committed before is kept", said);
    case SQLITE_INTERRUPT:
        return err_set(err, DL_ELIMIT, "", "this question takes too long; ask for a shorter period or fewer words");
    default:
        return err_set(err, DL_ESTORE, s->path, "%s", said);
    }
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void store_begin(struct dl_store *s) { s->deadline_ms = s->patience_ms ? now_ms() + s->patience_ms : INT64_MAX; }

static int enough(void *with)
{
    const struct dl_store *s = with;
    return (s->stop && __atomic_load_n(s->stop, __ATOMIC_RELAXED)) || now_ms() > s->deadline_ms;
}

void dl_store_patience(struct dl_store *s, int milliseconds, const volatile int *stop)
{
    s->patience_ms = milliseconds;
    s->stop = stop;
    store_begin(s);
    sqlite3_progress_handler(s->db, 20000, enough, s);
}

int64_t dl_store_version(struct dl_store *s)
{
    sqlite3_stmt *st = NULL;
    int64_t v = 0;
    if (sqlite3_prepare_v2(s->db, "PRAGMA data_version", -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
        v = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return v;
}

bool store_exec(struct dl_store *s, const char *text, struct dl_err *err)
{
    return sqlite3_exec(s->db, text, NULL, NULL, NULL) == SQLITE_OK || store_failed(s, err);
}

struct sqlite3_stmt *store_statement(struct dl_store *s, enum store_statement which, struct dl_err *err)
{
    sqlite3_stmt **st = &s->statement[which];
    if (!*st && sqlite3_prepare_v3(s->db, sql[which], -1, SQLITE_PREPARE_PERSISTENT, st, NULL) != SQLITE_OK) {
        store_failed(s, err);
        return NULL;
    }
    sqlite3_reset(*st);
    return *st;
}

bool store_run(struct dl_store *s, struct sqlite3_stmt *st, struct dl_err *err)
{
    int rc = sqlite3_step(st);
    if (rc != SQLITE_DONE && rc != SQLITE_ROW)
        return store_failed(s, err);
    sqlite3_reset(st);
    return true;
}

/* "sqlite:PATH" -> PATH; a bare path will do. NULL if it is another kind of URL. */
static const char *path_of(const char *url)
{
    const char *colon = strchr(url, ':');
    if (!strncmp(url, "sqlite:", 7))
        return url[7] ? url + 7 : NULL;
    return colon && !strchr(url, '/') && strcmp(url, ":memory:") != 0 ? NULL : strstr(url, "://") ? NULL : url;
}

static bool open_file(struct dl_store *s, bool immutable, struct dl_err *err)
{
    struct buf uri = {0};
    int flags = s->writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    buf_str(&uri, immutable ? "file:" : "");
    for (const char *c = s->path; *c; c++)
        immutable && strchr("%?#", *c) ? buf_printf(&uri, "%%%02X", (unsigned char)*c) : buf_char(&uri, *c);
    buf_str(&uri, immutable ? "?immutable=1" : "");
    sqlite3_close(s->db);
    s->db = NULL;
    int rc = sqlite3_open_v2(uri.at, &s->db, flags | SQLITE_OPEN_NOMUTEX | (immutable ? SQLITE_OPEN_URI : 0), NULL);
    buf_free(&uri);
    sqlite3_busy_timeout(s->db, 5000);
    /* Who asks has the file in memory; who writes it may write for days, and is to grow no larger than at first. */
    return rc == SQLITE_OK ? store_exec(s, s->writes ? "PRAGMA page_size = 16384; PRAGMA cache_size = -81920; PRAGMA mmap_size = 0; PRAGMA temp_store = FILE;"
        : "PRAGMA page_size = 16384; PRAGMA cache_size = -65536; PRAGMA mmap_size = 2147418112; PRAGMA temp_store = FILE;", err) : store_failed(s, err);
}

/* Whether a log lies beside the store: a writer was killed, or the file was copied while one was at work. */
static bool has_log(const struct dl_store *s)
{
    struct stat st;
    return stat(arena_printf(s->scratch, "%s-wal", s->path), &st) == 0 && st.st_size > 0;
}

/* Readers share what they know of the log in a file of their own. In a folder that is read-only, or on a full disk, there is no place for it: then
 * nobody writes, and where there is no log nobody needs it. */
static bool open_alone(struct dl_store *s, struct dl_err *err)
{
    if (s->writes || access(s->path, R_OK) != 0)
        return store_failed(s, err);
    if (has_log(s))
        return err_set(err, DL_ESTORE, s->path, "its newest articles are in the log beside it (-wal), which this full or read-only disk keeps from being read; copy both elsewhere");
    return open_file(s, true, err);
}

static bool set_up(struct dl_store *s, struct dl_err *err)
{
    bool open = open_file(s, false, err);
    int why = (open ? sqlite3_exec(s->db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL) : sqlite3_errcode(s->db)) & 0xff;
    bool no_place = why == SQLITE_CANTOPEN || why == SQLITE_READONLY || why == SQLITE_IOERR || why == SQLITE_FULL;
    if ((!open && !no_place) || (no_place && !open_alone(s, err)))
        return false;
    if (!store_migrate(s, err))
        return false;
    /* Some builds of SQLite write zeros over all that is deleted: the log would be half again as long while full text merges. */
    return !s->writes || store_exec(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000; PRAGMA secure_delete = OFF;", err);
}

/* SQLite keeps no account of its memory, which would cost a lock at every allocation. If somebody else was first, it does. */
static void quick_memory(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

struct dl_store *dl_store_open(const char *url, bool writes, struct dl_err *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    const char *path = path_of(url);
    pthread_once(&once, quick_memory);
    if (!path) {
        err_set(err, DL_ESTORE, url, "is no store this program knows; write sqlite:FILE");
        return NULL;
    }
    struct dl_store *s = base_alloc(1, sizeof *s);
    s->path = strdup(path);
    s->writes = writes;
    s->scratch = arena_new();
    struct stat st;
    bool there = stat(path, &st) == 0, fit = there ? S_ISREG(st.st_mode) : writes;
    if (!fit)
        err_set(err, DL_ESTORE, path, there ? "is no file; a store is one" : "there is no such store; \"dateline ingest\" makes one");
    if (!fit || !set_up(s, err)) {
        dl_store_close(s, NULL);
        return NULL;
    }
    return s;
}

static void leave(struct dl_store *s)
{
    sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    store_copies_free(s->copies);          /* it knows articles that are no more */
    s->copies = NULL;
    s->inside = false;
    s->more_events = s->more_statements = 0;
}

/* To count a million rows takes a page many milliseconds. */
static bool tell_totals(struct dl_store *s, struct dl_err *err)
{
    char update[160];
    snprintf(update, sizeof update, "UPDATE totals SET events = events + %lld, statements = statements + %lld", (long long)s->more_events, (long long)s->more_statements);
    return (!s->more_events && !s->more_statements) || store_exec(s, update, err);
}

bool dl_store_commit(struct dl_store *s, struct dl_err *err)
{
    if (!s->inside)
        return true;
    bool ok = tell_totals(s, err) && store_exec(s, "COMMIT", err);
    if (!ok) {
        leave(s);
        return false;
    }
    s->inside = false;
    s->pending = 0;
    s->last_id = 0;
    s->more_events = s->more_statements = 0;
    return true;
}

/* A transaction is open for the next put; the one before is committed when it is full. */
static bool enter(struct dl_store *s, struct dl_err *err)
{
    if (s->pending >= BATCH && !dl_store_commit(s, err))
        return false;
    s->pending++;
    if (!s->inside && !store_exec(s, "BEGIN IMMEDIATE", err))
        return false;
    s->inside = true;
    return true;
}

bool dl_store_empty(struct dl_store *s, struct dl_err *err)
{
    store_copies_free(s->copies);
    s->copies = NULL;
    s->last_id = 0;
    return dl_store_commit(s, err)
        && store_exec(s, "DELETE FROM events; DELETE FROM actors; DELETE FROM dyads; DELETE FROM statements; DELETE FROM entities;"
                         "DELETE FROM negotiations; DELETE FROM negotiation_reports; DELETE FROM negotiation_rounds; DELETE FROM negotiation_round_reports;"
                         "DELETE FROM negotiation_obstacles; DELETE FROM negotiation_agreements; DELETE FROM negotiation_accounts; DELETE FROM negotiation_disputes;"
                         "DELETE FROM talks; DELETE FROM rounds; DELETE FROM obstacles; DELETE FROM sketches; DELETE FROM articles;"
                         "UPDATE searchable SET upto = 0; UPDATE totals SET events = 0, statements = 0; INSERT INTO articles_fts(articles_fts) VALUES ('delete-all');"
                         "INSERT INTO statements_fts(statements_fts) VALUES ('delete-all')", err);
}

bool dl_store_close(struct dl_store *s, struct dl_err *err)
{
    if (!s)
        return true;
    bool ok = !s->settles ? dl_store_commit(s, err) : dl_store_settle(s, true, err);
    for (int i = 0; i < STORE_N_STATEMENTS; i++)
        sqlite3_finalize(s->statement[i]);
    sqlite3_close(s->db);
    store_copies_free(s->copies);
    arena_free(s->scratch);
    free(s->path);
    free(s);
    return ok;
}

static bool has(struct dl_store *s, const char *key, const char *made_by)
{
    struct dl_err err;
    sqlite3_stmt *st = store_statement(s, STORE_same, &err);
    if (!st)
        return false;
    sqlite3_bind_text(st, 1, key, -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 2, made_by, -1, SQLITE_STATIC);
    bool there = sqlite3_step(st) == SQLITE_ROW;
    sqlite3_reset(st);
    return there;
}

bool dl_store_has(struct dl_store *s, const struct dl_document *d, const char *date, const char *made_by)
{
    char key[33];
    store_source_key(d, date, key);
    return has(s, key, made_by);
}

/* A number, or 0 if there is no row, or -1 and *err. */
static int64_t one_number(struct dl_store *s, sqlite3_stmt *st, struct dl_err *err)
{
    int rc = sqlite3_step(st);
    int64_t v = rc == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
    sqlite3_reset(st);
    if (rc == SQLITE_ROW || rc == SQLITE_DONE)
        return v;
    store_failed(s, err);
    return -1;
}

char *store_key(struct dl_store *s, const char *source_key, struct dl_err *err)
{
    sqlite3_stmt *st = store_statement(s, STORE_key_of, err);
    if (!st)
        return NULL;
    sqlite3_bind_text(st, 1, source_key, -1, SQLITE_STATIC);
    char *key = sqlite3_step(st) == SQLITE_ROW ? strdup((const char *)sqlite3_column_text(st, 0)) : NULL;
    sqlite3_reset(st);
    if (!key)
        store_failed(s, err);
    return key;
}

/* The article that these bytes already are, whoever coded it; 0 if they are new, -1 and *err. */
static int64_t find_same(struct dl_store *s, const struct dl_article *a, const struct store_pack *p, struct dl_err *err)
{
    sqlite3_stmt *st = store_statement(s, STORE_by_key, err);
    if (!st)
        return -1;
    sqlite3_bind_text(st, 1, p->source_key, -1, SQLITE_STATIC);
    int64_t id = one_number(s, st, err);
    if (id || !(st = store_statement(s, STORE_by_bytes, err)))
        return id ? id : -1;
    sqlite3_bind_text(st, 1, a->id, -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 2, a->sha256, -1, SQLITE_STATIC);
    return one_number(s, st, err);
}

static int64_t next_id(struct dl_store *s, struct dl_err *err)
{
    if (s->last_id)
        return ++s->last_id;
    sqlite3_stmt *st = store_statement(s, STORE_new_id, err);
    return s->last_id = st ? one_number(s, st, err) : -1;
}

/* What could be read is no failure any more. */
static bool forget_failure(struct dl_store *s, const char *path, uint64_t line, struct dl_err *err)
{
    sqlite3_stmt *st = store_statement(s, STORE_drop_failure, err);
    if (!st || !path)
        return st != NULL;
    const char *place = line ? arena_printf(s->scratch, "%.100s:%llu", path, (unsigned long long)line) : path;
    sqlite3_bind_text(st, 1, place, -1, SQLITE_STATIC);
    return store_run(s, st, err);
}

bool store_put(struct dl_store *s, const struct dl_article *a, struct store_pack *p, enum dl_put *what, struct dl_err *err)
{
    if (!s->copies && !(s->copies = store_copies_load(s, err)))
        return false;
    if (!enter(s, err))
        return false;
    *what = DL_PUT_SAME;
    if (has(s, p->source_key, p->made_by))
        return true;
    s->settles = true;
    arena_reset(s->scratch);
    int64_t old = find_same(s, a, p, err), id = old ? old : next_id(s, err);
    struct store_story story = {0};
    if (id < 0 || (!old && !store_copies_find(s->copies, id, p, &story, err)) || !store_write(s, id, a, p, story, err) || !forget_failure(s, a->path, p->line, err)) {
        leave(s);
        return false;
    }
    *what = old ? DL_PUT_REPLACED : story.first ? DL_PUT_COPY : DL_PUT_NEW;
    return true;
}

bool dl_store_fail(struct dl_store *s, const struct dl_err *reason, struct dl_err *err)
{
    sqlite3_stmt *st = enter(s, err) ? store_statement(s, STORE_put_failure, err) : NULL;
    if (!st)
        return false;
    sqlite3_bind_text(st, 1, reason->where, -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 2, reason->text, -1, SQLITE_STATIC);
    return store_run(s, st, err);
}
