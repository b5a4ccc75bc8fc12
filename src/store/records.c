/* store/records.c: records as they went in, text and all. */
#include "store/store.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/banned.h"

/* zlib bytes -> out; the size is not known beforehand. */
static bool inflated(const void *at, size_t n, struct buf *out)
{
    char block[16384];
    z_stream z = {.next_in = (Bytef *)at, .avail_in = (uInt)n};
    int rc = inflateInit(&z);
    while (rc == Z_OK) {
        z.next_out = (Bytef *)block;
        z.avail_out = sizeof block;
        rc = inflate(&z, Z_NO_FLUSH);
        buf_put(out, block, sizeof block - z.avail_out);
    }
    inflateEnd(&z);
    return rc == Z_STREAM_END;
}

/* Puts "duplicate_of", of a copy with its kind, what it is most like and containment, and "text" back where docs/record.md has them. Inside strings quotation marks are escaped, so the key is found. */
static bool made_whole(struct buf *out, struct buf *stored, sqlite3_stmt *st)
{
    static const char gap[] = ",\"duplicate_of\":null,";
    const char *at = stored->n ? strstr(stored->at, gap) : NULL;
    if (!at)
        return false;
    buf_reset(out);
    buf_put(out, stored->at, (size_t)(at - stored->at));
    buf_str(out, ",\"duplicate_of\":");
    json_string(out, (const char *)sqlite3_column_text(st, 1));
    if (sqlite3_column_type(st, 4) != SQLITE_NULL) {
        buf_str(out, ",\"copy_kind\":");
        json_string(out, (const char *)sqlite3_column_text(st, 4));
    }
    if (sqlite3_column_type(st, 6) != SQLITE_NULL) {
        buf_str(out, ",\"copy_of\":");
        json_string(out, (const char *)sqlite3_column_text(st, 6));
    }
    if (sqlite3_column_type(st, 5) != SQLITE_NULL) {
        buf_str(out, ",\"containment\":");
        json_real(out, sqlite3_column_double(st, 5), 3);
    }
    buf_str(out, ",\"text\":");
    json_bytes(out, (const char *)sqlite3_column_text(st, 2), (size_t)sqlite3_column_bytes(st, 2));
    buf_str(out, ",");
    buf_str(out, at + sizeof gap - 1);
    return true;
}

#define RECORDS "SELECT a.key, o.key, a.text, a.record, a.copy_kind, a.containment, l.key FROM articles a LEFT JOIN articles o ON o.id = a.duplicate_of"\
    " LEFT JOIN articles l ON l.id = a.copy_of"

bool dl_store_records(struct dl_store *s, const char *id, dl_record_line *line, void *with, struct dl_err *err)
{
    sqlite3_stmt *st = NULL;
    struct buf stored = {0}, whole = {0};
    bool ok = true;
    int rc = sqlite3_prepare_v2(s->db, id ? RECORDS " WHERE a.key = ?1" : RECORDS " ORDER BY a.id", -1, &st, NULL);
    sqlite3_bind_text(st, 1, id, -1, SQLITE_STATIC);
    while (ok && rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
        buf_reset(&stored);
        rc = SQLITE_OK;
        if (!inflated(sqlite3_column_blob(st, 3), (size_t)sqlite3_column_bytes(st, 3), &stored) || !made_whole(&whole, &stored, st))
            ok = err_set(err, DL_ESTORE, s->path, "the record of article %s is damaged", sqlite3_column_text(st, 0));
        else if (!line(with, (const char *)sqlite3_column_text(st, 0), whole.at, whole.n))
            break;
    }
    if (ok && rc != SQLITE_OK && rc != SQLITE_DONE)
        ok = store_failed(s, err);
    sqlite3_finalize(st);
    buf_free(&stored);
    buf_free(&whole);
    return ok;
}
