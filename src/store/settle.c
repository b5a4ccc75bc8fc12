/* store/settle.c: what may wait while articles come in: full text, and the indexes of a store that is filled for the first time.
 *
 * Full text is behind the articles by those above searchable.upto. The mark moves in the transaction that adds the words, so whenever a
 * process dies, it tells what is missing; whoever next searches, or closes a store it wrote to, adds that. */
#include "store/store.h"

#include <sqlite3.h>

#include "base/err.h"
#include "base/banned.h"

#define WAITING "SELECT (SELECT coalesce(max(id), 0) FROM articles) - upto FROM searchable"

/* The next two thousand articles: the words of more than that leave the processor's caches while they are gathered. */
static const char step[] =
    "INSERT INTO articles_fts(rowid, title, text) SELECT id, title, text FROM articles"
    " WHERE id > (SELECT upto FROM searchable) AND id <= (SELECT upto + 2000 FROM searchable);"
    "INSERT INTO statements_fts(rowid, content) SELECT id, content FROM statements"
    " WHERE id > (SELECT (upto + 1) * 100000 FROM searchable) AND id < (SELECT (upto + 2001) * 100000 FROM searchable);"
    "UPDATE searchable SET upto = min(upto + 2000, (SELECT coalesce(max(id), 0) FROM articles));";

/* What makes asking quick and changes no answer. */
static const char indexes[] =
    "CREATE INDEX IF NOT EXISTS articles_published ON articles(published);"
    "CREATE INDEX IF NOT EXISTS articles_outlet ON articles(outlet, agency);"
    "CREATE INDEX IF NOT EXISTS statements_day ON statements(day, speaker_name, speaker_code, kind, tone, cue_class, source_type);"
    "CREATE INDEX IF NOT EXISTS events_month ON events(month, plover, counted, score);"
    "CREATE INDEX IF NOT EXISTS events_day ON events(date_last, counted, plover, status, date, date_first, month, sides, score, modes, place, country, lat, lon, geonames);"
    "CREATE INDEX IF NOT EXISTS dyads_pair ON dyads(source, target, month, plover, status, score, date);"
    "CREATE INDEX IF NOT EXISTS actors_country ON actors(country, event);";

/* Entries are sorted in runs of as many bytes as the cache may have: runs that stay near the processor, merged once, take two thirds of the time
 * that one sort of all takes, and the memory of a run. If there is no place for runs on the disk, they lie in memory. */
bool store_index(struct dl_store *s, struct dl_err *err)
{
    static const char in_runs[] = "PRAGMA temp_store = FILE; PRAGMA cache_size = -4096;", in_memory[] = "PRAGMA temp_store = MEMORY;";
    static const char as_before[] = "PRAGMA temp_store = FILE; PRAGMA cache_size = -81920;";
    bool ok = store_exec(s, in_runs, err) && (store_exec(s, indexes, err) || (store_exec(s, in_memory, err) && store_exec(s, indexes, err)));
    return store_exec(s, as_before, ok ? err : NULL) && ok;
}

static bool catch_up(struct dl_store *s, struct dl_err *err)
{
    int64_t waiting;
    while ((waiting = store_number(s, WAITING)) > 0) {
        bool ok = store_exec(s, "BEGIN IMMEDIATE", err) && (store_number(s, WAITING) <= 0 || store_exec(s, step, err)) && store_exec(s, "COMMIT", err);
        if (!ok) {
            sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
            return false;
        }
    }
    return waiting == 0 || store_failed(s, err);
}

bool dl_store_settle(struct dl_store *s, bool finished, struct dl_err *err)
{
    return dl_store_commit(s, err) && catch_up(s, err) && (!finished || store_index(s, err));
}

uint64_t dl_store_unsearched(struct dl_store *s)
{
    int64_t n = store_number(s, WAITING);
    return n > 0 ? (uint64_t)n : 0;
}

bool store_searchable(struct dl_store *s, struct dl_err *err)
{
    if (s->writes)
        return dl_store_settle(s, false, err);
    struct dl_store other = {.path = s->path, .writes = true};
    struct dl_err ignored;         /* while another program writes, or on a disk that cannot be written, what is indexed is found */
    if (store_number(s, WAITING) > 0 && sqlite3_open_v2(s->path, &other.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK)
        catch_up(&other, &ignored);
    sqlite3_close(other.db);
    return true;
}
