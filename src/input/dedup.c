/* Copies of one story: articles that share their beginning and much of the rest, compared by word shingles.
 *
 * An article's sketch is set down (base/spill.h) and read again when it is compared. The leads of as many articles as there is memory for are
 * indexed at a time, and all articles asked against them: more articles than that take more rounds, and nothing is lost. What stays in
 * memory for each article is `struct known`, 24 bytes. */
#include "input/dedup.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/spill.h"
#include "input/postings.h"
#include "base/banned.h"

enum {
    MEMORY = 96 << 20,     /* by default: a third for what is set down, the rest for leads */
    FREQ_BITS = 22,        /* slots of the shingle counter */
    MIN_COMMON = 2,        /* leads in common before two articles are compared */
    MAX_KINDS = 32,
};
#define DEDUP_SAME 0.8f

/* What is set down of an article: this, `room` shingles of which n are left, the id. */
struct kept { uint16_t n, room; uint32_t n_id; };
struct full { struct kept head; uint32_t at[DEDUP_SKETCH]; };
struct known {
    uint64_t at : 48, told : 8, digest : 1;            /* told: 0, or of the kinds the one before */
    uint32_t parent, of;                               /* the one before it in its cluster; the earlier article that it is most like, or itself */
    float of_it, of_other;                             /* shares of it found in the earlier one, and the other way round */
};
struct link { uint32_t a, b; float of_a, of_b; };

struct dl_dedup {
    struct spill *sketches, *lists, *links;            /* lists: what an article has met in earlier rounds */
    struct known *known;
    uint32_t n, cap;
    struct postings *leads;
    struct dedup_scratch scratch;
    struct buf json;
    uint16_t *freq;
    struct full *near;                                 /* room for what it is compared with */
    const char *kind[MAX_KINDS];
    uint32_t n_kinds;
    bool settled;
};

struct dl_dedup *dl_dedup_new(size_t memory)
{
    struct dl_dedup *d = base_alloc(1, sizeof *d);
    memory = memory ? memory : MEMORY;
    d->sketches = spill_new(memory / 4);
    d->lists = spill_new(memory / 16);
    d->links = spill_new(memory / 16);
    d->leads = postings_new(memory / 8 * 5);
    d->freq = base_alloc((size_t)1 << FREQ_BITS, sizeof *d->freq);
    d->near = base_alloc(DEDUP_COMPARED, sizeof *d->near);
    return d;
}

void dl_dedup_free(struct dl_dedup *d)
{
    if (!d)
        return;
    spill_free(d->sketches);
    spill_free(d->lists);
    spill_free(d->links);
    postings_free(d->leads);
    dedup_scratch_free(&d->scratch);
    buf_free(&d->json);
    free(d->known);
    free(d->freq);
    free(d->near);
    for (uint32_t i = 0; i < d->n_kinds; i++)
        free((char *)(uintptr_t)d->kind[i]);
    free(d);
}

static uint16_t *freq_of(const struct dl_dedup *d, uint32_t hash)
{
    return &d->freq[hash >> (32 - FREQ_BITS)];
}

uint32_t dl_dedup_add(struct dl_dedup *d, const char *id, const char *text, size_t n)
{
    struct full f;
    uint32_t count = dedup_sketch(text, n, &d->scratch, f.at);
    if (d->n == d->cap)
        d->known = base_realloc(d->known, d->cap = d->cap ? d->cap + d->cap / 2 : 4096, sizeof *d->known);
    f.head = (struct kept){(uint16_t)count, (uint16_t)count, (uint32_t)strlen(id)};
    buf_reset(&d->json);
    buf_put(&d->json, (const char *)&f, sizeof f.head + count * sizeof *f.at);
    buf_put(&d->json, id, f.head.n_id);
    buf_put(&d->json, "\0\0\0", 3 - (f.head.n_id + 3) % 4);
    d->known[d->n] = (struct known){.at = spill_add(d->sketches, d->json.at, d->json.n) & ((1ull << 48) - 1)};
    for (uint32_t i = 0; i < count; i++) {
        uint16_t *of = freq_of(d, f.at[i]);
        *of = (uint16_t)(*of + (*of < UINT16_MAX));
    }
    d->settled = false;
    return d->n++;
}

void dl_dedup_tell(struct dl_dedup *d, uint32_t index, const char *kind)
{
    uint32_t k = 0;
    while (kind && k < d->n_kinds && strcmp(d->kind[k], kind) != 0)
        k++;
    if (kind && k == d->n_kinds && k < MAX_KINDS)
        d->kind[d->n_kinds++] = strdup(kind);
    d->known[index].told = kind && k < d->n_kinds ? (k + 1) & 255 : 0;
}

/* ---- sketches --------------------------------------------------------------------------------- */

/* Of article a, head and shingles; read into room, if they do not lie in memory. */
static const struct full *get(struct dl_dedup *d, uint32_t a, struct full *room) { return spill_get(d->sketches, d->known[a].at, room, sizeof *room); }

static struct dedup_sketch sketch_of(const struct full *f) { return (struct dedup_sketch){f->at, f->head.n, f->head.room == DEDUP_SKETCH}; }

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Drops shingles that are far more frequent than the article's others: boilerplate and set phrases. */
static void drop_boilerplate(struct dl_dedup *d, uint32_t a)
{
    uint32_t freq[DEDUP_SKETCH], sorted[DEDUP_SKETCH];
    struct full room, kept;
    const struct full *f = get(d, a, &room);
    if (f->head.n < 2)
        return;
    for (uint32_t i = 0; i < f->head.n; i++)
        freq[i] = sorted[i] = *freq_of(d, f->at[i]);
    qsort(sorted, f->head.n, sizeof *sorted, by_value);
    uint32_t most = 4 * sorted[f->head.n / 2] + 4;
    kept.head = f->head;
    kept.head.n = 0;
    for (uint32_t i = 0; i < f->head.n; i++)
        if (freq[i] <= most)
            kept.at[kept.head.n++] = f->at[i];
    if (kept.head.n < f->head.n)
        spill_put(d->sketches, d->known[a].at, &kept, sizeof kept.head + kept.head.n * sizeof *kept.at);
}

/* ---- who is near ------------------------------------------------------------------------------- */

struct list { uint32_t n; struct met_article at[DEDUP_COMPARED]; };

/* Indexes the articles from `from` on; the first that there is no more room for. */
static uint32_t index_leads(struct dl_dedup *d, uint32_t from)
{
    struct full room;
    postings_start(d->leads);
    for (; from < d->n; from++) {
        uint32_t leads[DEDUP_LEADS];
        const struct full *f = get(d, from, &room);
        if (!postings_add(d->leads, from, leads, dedup_leads(f->at, f->head.n, leads)))
            break;
    }
    postings_sort(d->leads);
    return from;
}

static void find_near(struct dl_dedup *d, uint32_t a, struct list *to)
{
    struct full room;
    const struct full *f = get(d, a, &room);
    to->n = postings_near(d->leads, a, f->at, f->head.n, MIN_COMMON, to->at, DEDUP_COMPARED);
}

/* Adds what the article met in earlier rounds: list says where that lies, and is moved on to the next article's. */
static void add_earlier(struct dl_dedup *d, uint64_t *list, uint32_t n_rounds, struct list *to)
{
    struct met_article all[2 * DEDUP_COMPARED];
    for (uint32_t r = 0; r < n_rounds; r++) {
        struct list room;
        const struct list *was = spill_get(d->lists, list[r], &room, sizeof room);
        list[r] += sizeof was->n + was->n * sizeof *was->at;
        memcpy(all, to->at, to->n * sizeof *all);
        memcpy(all + to->n, was->at, was->n * sizeof *all);
        met_sort(all, to->n += was->n);
        to->n = to->n < DEDUP_COMPARED ? to->n : DEDUP_COMPARED;
        memcpy(to->at, all, to->n * sizeof *all);
    }
}

/* ---- which are copies -------------------------------------------------------------------------- */

static void compare_near(struct dl_dedup *d, uint32_t a, const struct list *near)
{
    struct full room;
    struct dedup_sketch s = sketch_of(get(d, a, &room)), other[DEDUP_COMPARED];
    struct dedup_overlap o[DEDUP_COMPARED];
    struct link link[DEDUP_COMPARED];
    uint32_t n = 0;
    for (uint32_t i = 0; i < near->n; i++) {
        other[i] = sketch_of(get(d, near->at[i].article, &d->near[i]));
        o[i] = dedup_compare(&s, &other[i]);
    }
    d->known[a].digest = dedup_is_digest(&s, other, o, near->n);
    for (uint32_t i = 0; i < near->n; i++)
        if (dedup_is_copy(&o[i]))
            link[n++] = (struct link){a, near->at[i].article, (float)dedup_part(&o[i], 0), (float)dedup_part(&o[i], 1)};
    spill_add(d->links, link, n * sizeof *link);
}

static uint32_t root(struct dl_dedup *d, uint32_t i)
{
    struct known *k = d->known;
    while (k[i].parent != i)
        i = k[i].parent = k[k[i].parent].parent;
    return i;
}

static void join(struct dl_dedup *d, uint32_t a, uint32_t b)
{
    uint32_t x = root(d, a), y = root(d, b);
    d->known[x < y ? y : x].parent = x < y ? x : y;
}

/* The later article keeps which earlier one it is most like. */
static void keep_copy(struct dl_dedup *d, const struct link *l)
{
    bool a_later = l->a > l->b;
    uint32_t later = a_later ? l->a : l->b, earlier = a_later ? l->b : l->a;
    struct known *k = &d->known[later];
    float was = k->of_it > k->of_other ? k->of_it : k->of_other, is = l->of_a > l->of_b ? l->of_a : l->of_b;
    if (k->of != later && (is < was || (is == was && earlier >= k->of)))
        return;
    k->of = earlier;
    k->of_it = a_later ? l->of_a : l->of_b;
    k->of_other = a_later ? l->of_b : l->of_a;
}

static void join_copies(struct dl_dedup *d)
{
    struct link room;
    for (uint64_t at = 0; at < spill_size(d->links); at += sizeof room) {
        const struct link *l = spill_get(d->links, at, &room, sizeof room);
        bool prints = l->of_a >= DEDUP_SAME && l->of_b >= DEDUP_SAME;       /* of one digest */
        if (d->known[l->a].digest != d->known[l->b].digest || (d->known[l->a].digest && !prints))
            continue;
        join(d, l->a, l->b);
        keep_copy(d, l);
    }
}

/* All articles against those whose leads are indexed; the last round compares. */
static void go_round(struct dl_dedup *d, uint64_t *list, uint32_t n_rounds, bool last)
{
    for (uint32_t a = 0; a < d->n; a++) {
        struct list near;
        find_near(d, a, &near);
        if (last) {
            add_earlier(d, list, n_rounds, &near);
            compare_near(d, a, &near);
        } else {
            spill_add(d->lists, &near, sizeof near.n + near.n * sizeof *near.at);
        }
    }
}

static void settle(struct dl_dedup *d)
{
    uint64_t *list = NULL;
    uint32_t n_rounds = 0;
    spill_empty(d->lists);
    spill_empty(d->links);
    for (uint32_t a = 0; a < d->n; a++) {
        d->known[a] = (struct known){.at = d->known[a].at, .told = d->known[a].told, .parent = a, .of = a};
        drop_boilerplate(d, a);
    }
    for (uint32_t to = 0; to < d->n; n_rounds++) {
        to = index_leads(d, to);
        list = base_realloc(list, n_rounds + 1, sizeof *list);
        list[n_rounds] = spill_size(d->lists);
        go_round(d, list, n_rounds, to == d->n);
    }
    join_copies(d);
    free(list);
    d->settled = true;
}

bool dl_dedup_settle(struct dl_dedup *d, struct dl_err *err)
{
    if (!d->settled)
        settle(d);
    return spill_ok(d->sketches, err) && spill_ok(d->lists, err) && spill_ok(d->links, err);
}

/* ---- answers ----------------------------------------------------------------------------------- */

uint32_t dl_dedup_cluster(struct dl_dedup *d, uint32_t index)
{
    if (!d->settled)
        settle(d);
    return root(d, index);
}

static void say_id(struct dl_dedup *d, const char *key, uint32_t index)
{
    struct kept head, room;
    uint64_t at = d->known[index].at;
    head = *(const struct kept *)spill_get(d->sketches, at, &room, sizeof head);
    char *id = base_alloc(head.n_id + 1, 1);
    const char *is = spill_get(d->sketches, at + sizeof head + head.room * sizeof(uint32_t), id, head.n_id);
    json_key(&d->json, key);
    json_bytes(&d->json, is, head.n_id);
    free(id);
}

const char *dl_dedup_json(struct dl_dedup *d, uint32_t index, size_t *n)
{
    uint32_t cluster = dl_dedup_cluster(d, index);
    const struct known *k = &d->known[index];
    buf_reset(&d->json);
    json_open(&d->json, '{');
    say_id(d, "id", index);
    say_id(d, "cluster", cluster);
    if (k->of != index) {
        say_id(d, "duplicate_of", k->of);
        json_key(&d->json, "kind");
        json_string(&d->json, dedup_kind(k->told ? d->kind[k->told - 1] : NULL, (double)k->of_it, (double)k->of_other));
        json_key(&d->json, "containment");
        json_real(&d->json, (double)(k->of_it > k->of_other ? k->of_it : k->of_other), 3);
    }
    json_close(&d->json, '}');
    *n = d->json.n;
    return d->json.at;
}
