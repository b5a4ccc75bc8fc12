/* store/copies.c: which earlier article a new one reprints, looked up by the rarest of its shingles.
 *
 * The sketches lie in the store; in memory each costs 2 KB and its postings 0.5 KB, so the newest NEWEST are looked at. */
#include "store/store.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "input/dedup.h"
#include "base/banned.h"

enum {
    NEWEST = 200000,
    POSTED = 64,                   /* hashes of a sketch that lead to it */
    MIN_COMMON = 2,
    MAX_MET = 512,                 /* articles met through one sketch's postings */
    MAX_COMMON = 64,               /* a shingle in more articles than these leads nowhere: boilerplate */
};

struct kept { int64_t id, root; struct dedup_sketch sketch; bool digest; };
struct posting { uint32_t hash, next; uint32_t kept; };

struct store_copies {
    struct arena *arena;
    VEC(struct kept) kept;
    VEC(struct posting) posting;
    uint32_t *bucket, n_buckets;   /* first posting + 1 */
};

static void add_posting(struct store_copies *c, uint32_t hash, uint32_t kept)
{
    if (c->posting.n >= c->n_buckets) {
        uint32_t n = c->n_buckets ? 2 * c->n_buckets : 1u << 16;
        c->bucket = base_realloc(c->bucket, n, sizeof *c->bucket);
        memset(c->bucket, 0, n * sizeof *c->bucket);
        c->n_buckets = n;
        for (uint32_t i = 0; i < c->posting.n; i++) {
            struct posting *p = &c->posting.at[i];
            uint32_t *b = &c->bucket[(p->hash >> 1) & (n - 1)];
            p->next = *b;
            *b = i + 1;
        }
    }
    uint32_t *b = &c->bucket[(hash >> 1) & (c->n_buckets - 1)];
    *VEC_PUSH(c->arena, &c->posting) = (struct posting){hash, *b, kept};
    *b = c->posting.n;
}

static void add(struct store_copies *c, int64_t id, int64_t root, const uint32_t *sketch, uint32_t n, bool digest)
{
    uint32_t index = c->kept.n;
    struct kept *k = VEC_PUSH(c->arena, &c->kept);
    uint32_t *at = arena_take(c->arena, n, sizeof *sketch);
    if (n)
        memcpy(at, sketch, n * sizeof *sketch);
    *k = (struct kept){.id = id, .root = root, .digest = digest, .sketch = {at, n, n == DEDUP_SKETCH}};
    for (uint32_t i = 0; i < n && i < POSTED; i++)
        add_posting(c, sketch[i] | 1, index);
}

struct store_copies *store_copies_load(struct dl_store *s, struct dl_err *err)
{
    struct store_copies *c = base_alloc(1, sizeof *c);
    c->arena = arena_new();
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(s->db, "SELECT k.article, coalesce(a.duplicate_of, a.id), k.hashes, k.digest FROM sketches k JOIN articles a ON a.id = k.article "
                                       "WHERE a.id > (SELECT coalesce(max(id), 0) FROM articles) - ?1 ORDER BY k.article", -1, &st, NULL);
    sqlite3_bind_int(st, 1, NEWEST);
    while (rc == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW) {
        uint32_t n = (uint32_t)sqlite3_column_bytes(st, 2) / sizeof(uint32_t);
        add(c, sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), sqlite3_column_blob(st, 2), n, sqlite3_column_int(st, 3));
    }
    if (rc != SQLITE_OK || sqlite3_finalize(st) != SQLITE_OK) {
        store_failed(s, err);
        store_copies_free(c);
        return NULL;
    }
    return c;
}

void store_copies_free(struct store_copies *c)
{
    if (!c)
        return;
    arena_free(c->arena);
    free(c->bucket);
    free(c);
}

struct met { uint32_t kept, common; };

/* Articles met through the sketch's postings. */
static uint32_t meet(const struct store_copies *c, const uint32_t *sketch, uint32_t n, struct met *met)
{
    uint32_t n_met = 0;
    for (uint32_t i = 0; i < n && i < POSTED && c->n_buckets; i++) {
        uint32_t hash = sketch[i] | 1, seen = 0;
        for (uint32_t at = c->bucket[(hash >> 1) & (c->n_buckets - 1)]; at && seen < MAX_COMMON; at = c->posting.at[at - 1].next) {
            const struct posting *p = &c->posting.at[at - 1];
            if (p->hash != hash)
                continue;
            seen++;
            uint32_t k = 0;
            while (k < n_met && met[k].kept != p->kept)
                k++;
            if (k == n_met && n_met < MAX_MET)
                met[n_met++] = (struct met){p->kept, 0};
            if (k < n_met)
                met[k].common++;
        }
    }
    return n_met;
}

static int by_common(const void *a, const void *b)
{
    const struct met *x = a, *y = b;
    return x->common != y->common ? (x->common < y->common) - (x->common > y->common) : (x->kept > y->kept) - (x->kept < y->kept);
}

void store_copies_find(struct store_copies *c, int64_t id, struct store_pack *p, struct store_story *story)
{
    struct met met[MAX_MET];
    struct dedup_sketch near[MAX_MET], self = {p->sketch, p->n_sketch, p->n_sketch == DEDUP_SKETCH};
    struct dedup_overlap o[MAX_MET];
    uint32_t n_met = meet(c, p->sketch, p->n_sketch, met), n_near = 0;
    *story = (struct store_story){0};
    qsort(met, n_met, sizeof *met, by_common);
    for (; n_near < n_met && n_near < DEDUP_COMPARED && met[n_near].common >= MIN_COMMON; n_near++) {
        near[n_near] = c->kept.at[met[n_near].kept].sketch;
        o[n_near] = dedup_compare(&self, &near[n_near]);
    }
    story->digest = n_near >= 3 && dedup_is_digest(&self, near, o, n_near);
    for (uint32_t i = 0; i < n_near && !story->digest; i++) {
        const struct kept *k = &c->kept.at[met[i].kept];
        double of_it = dedup_part(&o[i], 0), of_other = dedup_part(&o[i], 1);
        if (k->id == id || k->digest || !dedup_is_copy(&o[i]))
            continue;
        double held = of_it > of_other ? of_it : of_other;
        if (held > story->containment)
            *story = (struct store_story){.first = k->root, .most_like = k->id, .containment = held, .kind = dedup_kind(p->told, of_it, of_other)};
    }
    add(c, id, story->first ? story->first : id, p->sketch, p->n_sketch, story->digest);
}
