/* store/copies.c: which earlier article a new one reprints, looked up by the leads of its sketch.
 *
 * In memory lies a table: a lead leads to the articles that have it. The sketches lie in the store and are read when they are compared. The table
 * grows with the store up to 67 MB; then the oldest leads make way for new ones, which is when it knows about the newest 700,000 articles. What
 * it holds depends on the articles alone, not on how often a program was started over them. */
#include "store/store.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "input/dedup.h"
#include "input/met.h"
#include "base/banned.h"

enum {
    WAYS = 16,                     /* leads in a bucket, the newest first: a line of the cache */
    FULL = 10,                     /* leads a bucket, on average, at which the table grows */
    MIN_BITS = 11, MAX_BITS = 20,  /* of buckets */
    NEWEST = 2 << MAX_BITS,        /* articles, all of them short, that it may know */
    MIN_COMMON = 2,
    RECENT = 2048,                 /* sketches kept at hand */
};

#define SAME 0.8                   /* of two prints of a digest, each in the other */

struct sketch { int64_t id, root; uint32_t n, at[DEDUP_SKETCH]; bool digest; };
struct bucket { _Alignas(64) uint32_t lead[WAYS]; };   /* eight bits of the shingle, 24 of the article's id; 0: none */

struct store_copies {
    struct dl_store *store;
    struct bucket *bucket;
    struct sketch *recent, *near;  /* by id; room for what is compared */
    struct met *met;
    int64_t newest;                /* id */
    int bits;
};

/* Hashes of sketches are small ones; keys are spread over all numbers. */
static uint32_t key_of(uint32_t shingle) { return (shingle | 3) * 0x9e3779b1u; }

static uint32_t *bucket_of(const struct store_copies *c, uint32_t key) { return c->bucket[key >> (32 - c->bits)].lead; }

static void add(struct store_copies *c, int64_t id, const uint32_t *sketch, uint32_t n)
{
    uint32_t leads[DEDUP_LEADS], n_leads = dedup_leads(sketch, n, leads);
    for (uint32_t i = 0; i < n_leads; i++) {
        uint32_t key = key_of(leads[i]), *lead = bucket_of(c, key);
        memmove(lead + 1, lead, (WAYS - 1) * sizeof *lead);
        *lead = key << 24 | ((uint32_t)id & 0xffffff);
    }
    c->newest = id;
}

/* Adds the newest articles of the store, the oldest of them first. */
static bool read_all(struct store_copies *c, struct dl_err *err)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(c->store->db, "SELECT article, hashes FROM sketches WHERE article > ?1 ORDER BY article", -1, &st, NULL);
    sqlite3_bind_int64(st, 1, c->newest - NEWEST);
    while (rc == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
        add(c, sqlite3_column_int64(st, 0), sqlite3_column_blob(st, 1), (uint32_t)sqlite3_column_bytes(st, 1) / sizeof(uint32_t));
    return (rc == SQLITE_OK && sqlite3_finalize(st) == SQLITE_OK) || store_failed(c->store, err);
}

static bool make_table(struct store_copies *c, int bits, struct dl_err *err)
{
    free(c->bucket);
    c->bits = bits;
    c->bucket = aligned_alloc(sizeof *c->bucket, sizeof *c->bucket << bits);
    if (!c->bucket)
        return err_set(err, DL_ELIMIT, c->store->path, "there is no memory to look for copies");
    memset(c->bucket, 0, sizeof *c->bucket << bits);
    return read_all(c, err);
}

/* Room for an article of this id. */
static bool make_room(struct store_copies *c, int64_t id, struct dl_err *err)
{
    int bits = MIN_BITS;
    while (bits < MAX_BITS && id > ((int64_t)FULL << bits) / DEDUP_LEADS)
        bits++;
    return bits == c->bits || make_table(c, bits, err);
}

struct store_copies *store_copies_load(struct dl_store *s, struct dl_err *err)
{
    struct store_copies *c = base_alloc(1, sizeof *c);
    c->store = s;
    c->recent = base_alloc(RECENT, sizeof *c->recent);
    c->near = base_alloc(DEDUP_COMPARED, sizeof *c->near);
    c->met = met_new();
    c->newest = store_number(s, "SELECT coalesce(max(article), 0) FROM sketches");
    if (c->newest < 0)
        store_failed(s, err);
    if (c->newest >= 0 && make_room(c, c->newest, err))
        return c;
    store_copies_free(c);
    return NULL;
}

void store_copies_free(struct store_copies *c)
{
    if (!c)
        return;
    free(c->bucket);
    free(c->recent);
    free(c->near);
    met_free(c->met);
    free(c);
}

/* The articles, by 24 bits of their ids, that leads of the sketch lead to. */
static uint32_t meet(struct store_copies *c, const struct store_pack *p, struct met_article *met)
{
    for (uint32_t i = 0; i < p->n_sketch; i++) {
        uint32_t key = key_of(p->sketch[i]), *lead = bucket_of(c, key);
        for (int k = 0; k < WAYS; k++)
            if (lead[k] && lead[k] >> 24 == (key & 255))
                met_add(c->met, lead[k] & 0xffffff);
    }
    return met_take(c->met, MIN_COMMON, met, DEDUP_COMPARED);
}

static bool read_sketch(struct store_copies *c, int64_t id, struct sketch *to, struct dl_err *err)
{
    sqlite3_stmt *st = store_statement(c->store, STORE_sketch, err);
    if (!st)
        return false;
    *to = (struct sketch){.id = id, .root = id};
    sqlite3_bind_int64(st, 1, id);
    int rc = sqlite3_step(st);
    if (rc == SQLITE_ROW) {
        uint32_t n = (uint32_t)sqlite3_column_bytes(st, 0) / sizeof *to->at;
        to->n = n < DEDUP_SKETCH ? n : DEDUP_SKETCH;
        if (to->n)
            memcpy(to->at, sqlite3_column_blob(st, 0), to->n * sizeof *to->at);
        to->digest = sqlite3_column_int(st, 1);
        to->root = sqlite3_column_int64(st, 2);
    }
    sqlite3_reset(st);
    return rc == SQLITE_ROW || rc == SQLITE_DONE || store_failed(c->store, err);
}

/* The sketch of the newest article with these bits of its id. */
static bool find_sketch(struct store_copies *c, uint32_t bits, struct sketch *to, struct dl_err *err)
{
    int64_t id = c->newest - (int64_t)(((uint64_t)c->newest - bits) & 0xffffff);
    struct sketch *at_hand = &c->recent[id & (RECENT - 1)];
    if (at_hand->id != id && !read_sketch(c, id, at_hand, err))
        return false;
    *to = *at_hand;
    return true;
}

static struct dedup_sketch plain(const struct sketch *s) { return (struct dedup_sketch){s->at, s->n, s->n == DEDUP_SKETCH}; }

/* Of articles near it, the one that it is most like; of a digest, only another print of it. */
static void choose(const struct sketch *near, const struct dedup_overlap *o, uint32_t n, const char *told, struct store_story *story)
{
    double both = 0;
    for (uint32_t i = 0; i < n; i++) {
        double of_it = dedup_part(&o[i], 0), of_other = dedup_part(&o[i], 1), held = of_it > of_other ? of_it : of_other;
        bool may = near[i].digest == story->digest && (!story->digest || (of_it >= SAME && of_other >= SAME));
        bool better = held > story->containment || (held >= story->containment && of_it + of_other > both);      /* the whole of it before a part */
        if (!may || !better || !dedup_is_copy(&o[i]))
            continue;
        both = of_it + of_other;
        *story = (struct store_story){.digest = story->digest, .first = near[i].root, .most_like = near[i].id, .containment = held, .kind = dedup_kind(told, of_it, of_other)};
    }
}

bool store_copies_find(struct store_copies *c, int64_t id, struct store_pack *p, struct store_story *story, struct dl_err *err)
{
    struct met_article met[DEDUP_COMPARED];
    struct dedup_sketch self = {p->sketch, p->n_sketch, p->n_sketch == DEDUP_SKETCH}, near[DEDUP_COMPARED];
    struct dedup_overlap o[DEDUP_COMPARED];
    *story = (struct store_story){0};
    if (!make_room(c, id, err))
        return false;
    uint32_t n = meet(c, p, met);
    for (uint32_t i = 0; i < n; i++) {
        if (!find_sketch(c, met[i].article, &c->near[i], err))
            return false;
        near[i] = plain(&c->near[i]);
        o[i] = dedup_compare(&self, &near[i]);
    }
    story->digest = dedup_is_digest(&self, near, o, n);
    choose(c->near, o, n, p->told, story);
    struct sketch *now = &c->recent[id & (RECENT - 1)];
    *now = (struct sketch){.id = id, .root = story->first ? story->first : id, .n = p->n_sketch, .digest = story->digest};
    memcpy(now->at, p->sketch, p->n_sketch * sizeof *now->at);
    add(c, id, p->sketch, p->n_sketch);
    return true;
}
