/* query/records.c: the records of a store in order of publication, handed to whoever joins them. */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "query/chain.h"
#include "store/store.h"
#include "base/banned.h"

bool chain_unpack(const void *from, int n, char **to, size_t *room, size_t *size)
{
    z_stream z = {.next_in = (Bytef *)(uintptr_t)from, .avail_in = (uInt)n};
    if (n <= 0 || inflateInit(&z) != Z_OK)
        return false;
    int rc = Z_OK;
    while (rc == Z_OK) {
        if (*room < z.total_out + 65536)
            *to = base_realloc(*to, *room = (*room + 65536) * 2, 1);
        z.next_out = (Bytef *)*to + z.total_out;
        z.avail_out = (uInt)(*room - z.total_out);
        rc = inflate(&z, Z_NO_FLUSH);
    }
    *size = z.total_out;
    inflateEnd(&z);
    return rc == Z_STREAM_END;
}

bool dl_chain_add_store(struct dl_chain *c, struct dl_store *s, struct dl_err *err)
{
    /* An article's rows are a range of ids: there is no index by article. */
#define SOME(table) "EXISTS (SELECT 1 FROM " table " x WHERE x.id BETWEEN articles.id * 100000 AND articles.id * 100000 + 99999)"
    static const char sql[] = "SELECT given, record, text FROM articles WHERE duplicate_of IS NULL AND (" SOME("events") " OR " SOME("talks") " OR " SOME("statements") ") ORDER BY published, id";
    sqlite3_stmt *st = NULL;
    char *json = NULL;
    size_t room = 0, n = 0;
    if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) != SQLITE_OK)
        return store_failed(s, err);
    bool ok = true;
    int rc;
    while (ok && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(st, 0), *text = (const char *)sqlite3_column_text(st, 2);
        ok = chain_unpack(sqlite3_column_blob(st, 1), sqlite3_column_bytes(st, 1), &json, &room, &n) || err_set(err, DL_ESTORE, s->path, "the record of %s is damaged", name);
        ok = ok && chain_take(c, &(struct chain_article){json, text, name, n, (size_t)sqlite3_column_bytes(st, 2), 0, NULL, false}, err);
    }
    ok = ok && (rc == SQLITE_DONE || store_failed(s, err));
    sqlite3_finalize(st);
    free(json);
    return ok;
}
