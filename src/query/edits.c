/* query/edits.c: corrections of negotiations by hand. An edit names articles, not negotiations, so it holds however these are numbered:
 * {"anchor": a report of the negotiation, "article": the report meant, "sides"...: which of their parts, "whole", "name"; of a split "stay": the
 * other reports that the negotiation had, which are not to part because one leaves}. */
#include "query/negotiations.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/rows.h"
#include "base/banned.h"

struct edit { int64_t id; const char *kind, *subject, *anchor, *anchor_sides, *article, *sides, *name, *stay; bool whole, off; };
struct edits { VEC(struct edit) v; };

/* ---- reading ---- */

static const char *cell(struct joining *j, sqlite3_stmt *st, int i)
{
    const char *s = (const char *)sqlite3_column_text(st, i);
    return s ? arena_text(j->arena, s, (size_t)sqlite3_column_bytes(st, i)) : NULL;
}

static bool takes_back(const struct edit *later, const struct edit *e)
{
    if (!strcmp(later->kind, "undo"))
        return strtoll(later->subject, NULL, 10) == e->id;
    bool both = later->article && e->article && !strcmp(later->article, e->article) && !e->whole;
    return both && ((!strcmp(later->kind, "split") && !strcmp(e->kind, "link")) || (!strcmp(later->kind, "link") && !strcmp(e->kind, "split")));
}

static bool read_edits(struct joining *j, struct edits *out)
{
    static const char sql[] = "SELECT id, kind, subject, c ->> 'anchor', c ->> 'anchor_sides', c ->> 'article', c ->> 'sides', c ->> 'name', c ->> 'whole',"
                              " (SELECT group_concat(value, char(31)) FROM json_each(c, '$.stay'))"
                              " FROM (SELECT *, CASE WHEN json_valid(change) THEN change ELSE '{}' END AS c FROM edits) ORDER BY id";
    sqlite3_stmt *st = NULL;
    int rc = SQLITE_DONE;
    if (sqlite3_prepare_v2(j->store->db, sql, -1, &st, NULL) != SQLITE_OK)
        return store_failed(j->store, j->err);
    while ((rc = sqlite3_step(st)) == SQLITE_ROW)
        *VEC_PUSH(j->arena, &out->v) = (struct edit){.id = sqlite3_column_int64(st, 0), .kind = cell(j, st, 1), .subject = cell(j, st, 2), .anchor = cell(j, st, 3),
            .anchor_sides = cell(j, st, 4), .article = cell(j, st, 5), .sides = cell(j, st, 6), .name = cell(j, st, 7), .whole = sqlite3_column_int(st, 8) != 0, .stay = cell(j, st, 9)};
    sqlite3_finalize(st);
    for (uint32_t i = out->v.n; i-- > 0;)              /* the last first: what is taken back takes nothing back */
        for (uint32_t k = i + 1; k < out->v.n; k++)
            out->v.at[i].off = out->v.at[i].off || (!out->v.at[k].off && takes_back(&out->v.at[k], &out->v.at[i]));
    return rc == SQLITE_DONE || store_failed(j->store, j->err);
}

static uint32_t sides_in_common(const char *a, const char *b)
{
    uint32_t n = 0;
    for (const char *s = a; s && *s; s += strcspn(s, "|"), s += *s == '|') {
        size_t len = strcspn(s, "|");
        for (const char *x = b; x && *x; x += strcspn(x, "|"), x += *x == '|')
            n += strcspn(x, "|") == len && !strncmp(s, x, len);
    }
    return n;
}

int64_t part_of(const struct joining *j, const char *article, const char *sides)
{
    int64_t best = -1;
    uint32_t most = 0;
    for (uint32_t i = 0; i < j->part.n && article; i++) {
        const struct part *p = &j->part.at[i];
        if (strcmp(p->key, article))
            continue;
        uint32_t n = 1 + sides_in_common(p->link.parties, sides);
        if (n > most)
            best = i, most = n;
    }
    return best;
}

/* ---- applying ---- */

bool edits_before(struct joining *j)
{
    struct edits all = {0};
    if (!read_edits(j, &all))
        return false;
    for (uint32_t i = 0; i < all.v.n; i++) {
        const struct edit *e = &all.v.at[i];
        int64_t p = e->off || strcmp(e->kind, "split") ? -1 : part_of(j, e->article, e->sides);
        if (p < 0)
            continue;
        j->part.at[p].link.apart = true;
        j->part.at[p].by_hand = arena_printf(j->arena, "taken apart by hand (edit %lld)", (long long)e->id);
    }
    return true;
}

static void apply_link(struct joining *j, const struct edit *e, int64_t anchor, int64_t p)
{
    uint32_t from = j->part.at[p].group, to = j->part.at[anchor].group;
    for (uint32_t i = 0; i < j->part.n; i++)
        if ((e->whole && j->part.at[i].group == from && from != to) || i == p) {
            j->part.at[i].group = to;
            j->part.at[i].by_hand = arena_printf(j->arena, "linked by hand (edit %lld)", (long long)e->id);
        }
}

/* Is there a later word about this article? */
static bool said_later(const struct edits *all, uint32_t i, const char *article)
{
    for (uint32_t k = i + 1; k < all->v.n; k++)
        if (!all->v.at[k].off && all->v.at[k].article && !strcmp(all->v.at[k].article, article) && strcmp(all->v.at[k].kind, "rename"))
            return true;
    return false;
}

/* The report that is taken out begins a negotiation, and those that stood beside it may have followed it there: then it is the one that goes. */
static void leave_them(struct joining *j, int64_t p, int64_t anchor)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < j->part.n; i++)
        next = j->part.at[i].group >= next ? j->part.at[i].group + 1 : next;
    if (p >= 0 && p != anchor && j->part.at[p].group == j->part.at[anchor].group)
        j->part.at[p].group = next;
}

/* What stood beside a report that was taken out stays with the anchor, if only that report held it there. */
static void apply_stay(struct joining *j, const struct edits *all, uint32_t i, int64_t anchor, int64_t out)
{
    const struct edit *e = &all->v.at[i];
    leave_them(j, out, anchor);
    for (const char *s = e->stay; s && *s; s += strcspn(s, "\037"), s += *s == '\037') {
        const char *article = arena_text(j->arena, s, strcspn(s, "\037"));
        int64_t p = said_later(all, i, article) ? -1 : part_of(j, article, e->anchor_sides);
        if (p < 0 || p == out || j->part.at[p].group == j->part.at[anchor].group)
            continue;
        j->part.at[p].group = j->part.at[anchor].group;
        j->part.at[p].by_hand = arena_printf(j->arena, "stayed when another report was taken out by hand (edit %lld)", (long long)e->id);
    }
}

bool edits_after(struct joining *j)
{
    struct edits all = {0};
    if (!read_edits(j, &all))
        return false;
    for (uint32_t i = 0; i < all.v.n; i++) {
        const struct edit *e = &all.v.at[i];
        int64_t anchor = e->off ? -1 : part_of(j, e->anchor, e->anchor_sides), p = part_of(j, e->article, e->sides);
        if (anchor >= 0 && p >= 0 && !strcmp(e->kind, "link"))
            apply_link(j, e, anchor, p);
        if (anchor >= 0 && !strcmp(e->kind, "split"))
            apply_stay(j, &all, i, anchor, p);
        if (anchor >= 0 && !strcmp(e->kind, "rename"))
            j->part.at[anchor].title = e->name;
    }
    return true;
}

/* ---- making one ---- */

/* The article and sides of a negotiation's first report, or of a report of a negotiation; false if there is none. */
static bool named_report(struct joining *j, const char *talk, const char *article, const char **key, const char **sides)
{
    static const char sql[] = "SELECT a.key, t.parties FROM negotiation_reports r JOIN negotiations n ON n.id = r.negotiation JOIN articles a ON a.id = r.article"
                              " JOIN talks t ON t.id = r.talk WHERE (?1 IS NULL OR n.key = ?1) AND (?2 IS NULL OR a.key = ?2) ORDER BY r.n LIMIT 1";
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(j->store->db, sql, -1, &st, NULL) != SQLITE_OK)
        return store_failed(j->store, j->err);
    sqlite3_bind_text(st, 1, talk, -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 2, article, -1, SQLITE_STATIC);
    bool found = sqlite3_step(st) == SQLITE_ROW;
    if (found) {
        *key = cell(j, st, 0);
        *sides = cell(j, st, 1);
    }
    sqlite3_finalize(st);
    if (!found && talk && article)
        return err_set(j->err, DL_EUSAGE, talk, "has no report %s", article);
    return found || err_set(j->err, DL_EUSAGE, talk ? talk : article, talk ? "is no negotiation of this store" : "is no report of a negotiation");
}

static bool has_key(struct joining *j, const char *key)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(j->store->db, "SELECT 1 FROM negotiations WHERE key = ?1", -1, &st, NULL) != SQLITE_OK)
        return false;
    sqlite3_bind_text(st, 1, key, -1, SQLITE_STATIC);
    bool there = sqlite3_step(st) == SQLITE_ROW;
    sqlite3_finalize(st);
    return there;
}

/* Of a split: the first report that stays is the anchor, all that stay are listed. */
static bool who_stays(struct joining *j, const char *talk, struct edit *e)
{
    static const char sql[] = "SELECT a.key, t.parties FROM negotiation_reports r JOIN negotiations n ON n.id = r.negotiation JOIN articles a ON a.id = r.article"
                              " JOIN talks t ON t.id = r.talk WHERE n.key = ?1 AND a.key <> ?2 ORDER BY r.n";
    sqlite3_stmt *st = NULL;
    struct buf stay = {0};
    if (sqlite3_prepare_v2(j->store->db, sql, -1, &st, NULL) != SQLITE_OK)
        return store_failed(j->store, j->err);
    sqlite3_bind_text(st, 1, talk, -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 2, e->article, -1, SQLITE_STATIC);
    e->anchor = e->anchor_sides = NULL;
    json_open(&stay, '[');
    while (sqlite3_step(st) == SQLITE_ROW) {
        if (!e->anchor)
            e->anchor = cell(j, st, 0), e->anchor_sides = cell(j, st, 1);
        json_string(&stay, (const char *)sqlite3_column_text(st, 0));
    }
    json_close(&stay, ']');
    e->stay = arena_text(j->arena, stay.at, stay.n);
    buf_free(&stay);
    sqlite3_finalize(st);
    return true;
}

/* Fills *e from the words of a user; false says what is wrong. */
static bool understand(struct joining *j, const struct dl_edit *d, struct edit *e)
{
    *e = (struct edit){.kind = d->kind, .subject = d->talk, .name = d->name};
    if (!strcmp(d->kind, "undo"))
        return true;
    if (!named_report(j, d->talk, NULL, &e->anchor, &e->anchor_sides))
        return false;
    if (!strcmp(d->kind, "rename"))
        return (d->name && *d->name && strlen(d->name) <= 200) || err_set(j->err, DL_EUSAGE, "rename", "a name has 1 to 200 bytes");
    bool link = !strcmp(d->kind, "link");
    if (!link && strcmp(d->kind, "split"))
        return err_set(j->err, DL_EUSAGE, d->kind, "is no correction; there are link, split, rename, undo");
    if (!d->article)
        return err_set(j->err, DL_EUSAGE, d->kind, "which report?");
    e->whole = link && has_key(j, d->article);
    if (e->whole && !strcmp(d->article, d->talk))
        return err_set(j->err, DL_EUSAGE, d->talk, "cannot be linked to itself");
    return named_report(j, e->whole ? d->article : link ? NULL : d->talk, e->whole ? NULL : d->article, &e->article, &e->sides) && (link || who_stays(j, d->talk, e));
}

static void change_of(struct buf *b, const struct edit *e)
{
    const struct { const char *key, *value; } of[] = {{"anchor", e->anchor}, {"anchor_sides", e->anchor_sides}, {"article", e->article}, {"sides", e->sides}, {"name", e->name}};
    json_open(b, '{');
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        if (of[i].value) {
            json_key(b, of[i].key);
            json_string(b, of[i].value);
        }
    if (e->stay) {
        json_key(b, "stay");
        buf_str(b, e->stay);
    }
    if (e->whole) {
        json_key(b, "whole");
        json_bool(b, true);
    }
    json_close(b, '}');
}

static bool is_edit(struct joining *j, const char *number)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(j->store->db, "SELECT 1 FROM edits WHERE CAST(id AS TEXT) = ?1 AND kind <> 'undo'", -1, &st, NULL) != SQLITE_OK)
        return store_failed(j->store, j->err);
    sqlite3_bind_text(st, 1, number, -1, SQLITE_STATIC);
    bool there = sqlite3_step(st) == SQLITE_ROW;
    sqlite3_finalize(st);
    return there || err_set(j->err, DL_EUSAGE, number, "is no edit");
}

static bool keep(struct joining *j, const struct edit *e, const char *note, int64_t *id)
{
    struct buf change = {0};
    struct row r = {store_statement(j->store, STORE_put_edit, j->err), 0};
    change_of(&change, e);
    bool ok = r.st != NULL;
    if (ok) {
        put(&r, e->kind);
        put(&r, e->subject);
        put_bytes(&r, change.at, change.n);
        put(&r, note);
        ok = store_run(j->store, r.st, j->err);
        *id = sqlite3_last_insert_rowid(j->store->db);
    }
    buf_free(&change);
    return ok;
}

/* The key of the negotiation that holds the report meant. */
static void now_called(struct joining *j, const struct edit *e, char talk[24])
{
    sqlite3_stmt *st = NULL;
    const char *article = e->article ? e->article : e->anchor;
    *talk = 0;
    if (article && sqlite3_prepare_v2(j->store->db, "SELECT n.key FROM negotiation_reports r JOIN negotiations n ON n.id = r.negotiation JOIN articles a ON a.id = r.article"
                                                    " JOIN talks t ON t.id = r.talk WHERE a.key = ?1 ORDER BY t.parties = ?2 DESC, r.talk", -1, &st, NULL) == SQLITE_OK) {
        sqlite3_bind_text(st, 1, article, -1, SQLITE_STATIC);
        sqlite3_bind_text(st, 2, e->article ? e->sides : e->anchor_sides, -1, SQLITE_STATIC);
        if (sqlite3_step(st) == SQLITE_ROW)
            snprintf(talk, 24, "%s", (const char *)sqlite3_column_text(st, 0));
    }
    sqlite3_finalize(st);
}

bool dl_talks_edit(struct dl_store *s, const struct dl_edit *d, int64_t *edit, char talk[24], struct dl_err *err)
{
    struct joining j = {.store = s, .arena = arena_new(), .err = err};
    struct edit e;
    bool undo = d->kind && !strcmp(d->kind, "undo"), ok = d->kind && d->talk;
    if (!ok)
        err_set(err, DL_EUSAGE, "edit", "say what kind and of which negotiation");
    ok = ok && dl_talks_refresh(s, NULL, NULL, err) && understand(&j, d, &e) && (!undo || is_edit(&j, d->talk)) && keep(&j, &e, d->note, edit) &&
         dl_talks_refresh(s, NULL, NULL, err);
    if (ok)
        now_called(&j, &e, talk);
    arena_free(j.arena);
    return ok;
}
