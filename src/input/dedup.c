/* Copies of one story: articles that share their beginning and much of the rest, compared by word shingles.
 *
 * Memory is bounded by article (a sketch and its index entries), whatever the article's length. */
#include "input/dedup.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "base/banned.h"

enum {
    FREQ_BITS = 22,        /* slots of the shingle counter */
    WINDOW = 48,           /* articles looked at on either side in one posting list */
    MIN_COMMON = 3,        /* indexed shingles in common before two articles are compared */
    MAX_COMPARED = 96,     /* candidates compared for one article */
};
#define HEAD_PART 0.4      /* what counts as the beginning of an article */
#define MIN_HEAD 0.25      /* of either beginning, found in the other article */
#define MIN_SMALLER 0.27   /* of the article that has more in common */
#define MIN_LARGER 0.12    /* of the other: what holds an article among many others is a digest */
#define SAME 0.8           /* of an article found in another: nothing of note is new, or missing */
#define DIGEST_PART 0.06   /* of a digest, held by each of three unlike articles */
#define DIGEST_FIRST 0.7   /* of a digest, at most, held by any one article */
#define DIGEST_NEW 0.7     /* of what an article shares with a digest, shared by none of the others */
#define DIGEST_LEAD 0.3    /* of what an article gave to a digest, from the article's beginning */

struct copy { uint32_t of; float of_it, of_other; };   /* shares of the article found in the earlier one, and the other way round; both 0: none */
struct sketch { const char *id, *told; uint32_t *at; uint32_t n, parent; struct copy copy; bool sampled, digest; };
struct entry { uint32_t hash, article; };
struct link { uint32_t a, b; float of_a, of_b; };
struct near { uint32_t article, common; };

struct dl_dedup {
    struct arena *arena;
    VEC(struct sketch) sketch;
    VEC(struct link) link;
    struct dedup_scratch scratch;
    struct buf json;
    uint16_t *freq;
    struct entry *entry;   /* sorted by hash, then article */
    uint32_t n_entries;
    uint32_t *common;      /* by article, all zero between uses */
    struct near *near;
    bool settled;
};

static uint32_t mix(uint64_t h)
{
    h ^= h >> 33;
    h *= 0xff51afd7ed558ccdULL;
    h ^= h >> 33;
    h *= 0xc4ceb9fe1a85ec53ULL;
    return (uint32_t)(h >> 32) & ~1u;
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Hashes of the words of text, in order, into scratch; their number. */
static uint32_t hash_words(const char *text, size_t n, struct dedup_scratch *s)
{
    uint32_t count = 0, h = 2166136261u;
    bool inside = false;
    for (size_t i = 0; i <= n;) {
        uint32_t len = 1, cp = i < n ? (unsigned char)text[i] : ' ';
        if (cp >= 0x80)
            cp = utf8_decode(text + i, n - i, &len);
        i += len;
        bool word = cp < 0x80 ? (cp | 32) - 'a' < 26 || cp - '0' < 10 : utf8_is_letter(cp);
        if (word) {
            h = (h ^ (cp < 0x80 ? (cp - 'A' < 26 ? cp | 32 : cp) : utf8_fold(cp))) * 16777619u;
        } else if (inside) {
            if (count == s->cap)
                s->at = base_realloc(s->at, 2 * (size_t)(s->cap = s->cap ? 2 * s->cap : 4096), sizeof *s->at);
            s->at[count++] = h;
            h = 2166136261u;
        }
        inside = word;
    }
    return count;
}

/* Sorts at[0..n), a byte a pass from the lowest; more has room for as many. */
static void sort_hashes(uint32_t *at, uint32_t n, uint32_t *more)
{
    for (int shift = 0; shift < 32; shift += 8) {
        uint32_t place[256] = {0}, sum = 0, *was = at;
        for (uint32_t i = 0; i < n; i++)
            place[at[i] >> shift & 255]++;
        for (int b = 0; b < 256; b++) {
            uint32_t count = place[b];
            place[b] = sum;
            sum += count;
        }
        for (uint32_t i = 0; i < n; i++)
            more[place[at[i] >> shift & 255]++] = at[i];
        at = more;                     /* four passes: it ends where it began */
        more = was;
    }
}

uint32_t dedup_sketch(const char *text, size_t n, struct dedup_scratch *s, uint32_t *out)
{
    uint32_t words = hash_words(text, n, s), count = words < 3 ? 0 : words - 2, kept = 0;
    uint32_t head = (uint32_t)(HEAD_PART * count);
    for (uint32_t i = 0; i < count; i++)
        s->at[i] = mix(((uint64_t)s->at[i] * 31 + s->at[i + 1]) * 1000003 + s->at[i + 2]) | (i <= head);
    sort_hashes(s->at, count, s->at + s->cap);
    for (uint32_t i = 0; i < count && kept < DEDUP_SKETCH; i++) {
        if (kept && (out[kept - 1] | 1) == (s->at[i] | 1))
            out[kept - 1] |= s->at[i] & 1;
        else
            out[kept++] = s->at[i];
    }
    return kept;
}

void dedup_scratch_free(struct dedup_scratch *s)
{
    free(s->at);
    *s = (struct dedup_scratch){0};
}

struct dl_dedup *dl_dedup_new(void)
{
    struct dl_dedup *d = base_alloc(1, sizeof *d);
    d->arena = arena_new();
    d->freq = base_alloc((size_t)1 << FREQ_BITS, sizeof *d->freq);
    return d;
}

void dl_dedup_free(struct dl_dedup *d)
{
    if (!d)
        return;
    arena_free(d->arena);
    buf_free(&d->json);
    free(d->scratch.at);
    free(d->freq);
    free(d->entry);
    free(d->common);
    free(d->near);
    free(d);
}

static uint16_t *freq_of(const struct dl_dedup *d, uint32_t hash)
{
    return &d->freq[hash >> (32 - FREQ_BITS)];
}

uint32_t dl_dedup_add(struct dl_dedup *d, const char *id, const char *text, size_t n)
{
    uint32_t at[DEDUP_SKETCH], count = dedup_sketch(text, n, &d->scratch, at), index = d->sketch.n;
    struct sketch *s = VEC_PUSH(d->arena, &d->sketch);
    *s = (struct sketch){.id = arena_text(d->arena, id, strlen(id)), .n = count, .parent = index, .sampled = count == DEDUP_SKETCH};
    s->at = arena_take(d->arena, count, sizeof *at);
    for (uint32_t i = 0; i < count; i++) {
        s->at[i] = at[i];
        uint16_t *f = freq_of(d, at[i]);
        *f = (uint16_t)(*f + (*f < UINT16_MAX));
    }
    d->settled = false;
    return index;
}

/* Drops shingles that are far more frequent than the article's others: boilerplate and set phrases. */
static void drop_boilerplate(struct dl_dedup *d, struct sketch *s)
{
    uint32_t freq[DEDUP_SKETCH], kept = 0;
    for (uint32_t i = 0; i < s->n; i++)
        freq[i] = *freq_of(d, s->at[i]);
    if (s->n < 2)
        return;
    qsort(freq, s->n, sizeof *freq, by_value);
    uint32_t most = 4 * freq[s->n / 2] + 4;
    for (uint32_t i = 0; i < s->n; i++)
        if (*freq_of(d, s->at[i]) <= most)
            s->at[kept++] = s->at[i];
    s->n = kept;
}

static int by_hash(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash) : (x->article > y->article) - (x->article < y->article);
}

static void build_index(struct dl_dedup *d)
{
    d->entry = base_realloc(d->entry, (size_t)d->sketch.n * DEDUP_INDEX + 1, sizeof *d->entry);
    d->common = base_realloc(d->common, (size_t)d->sketch.n + 1, sizeof *d->common);
    d->near = base_realloc(d->near, (size_t)d->sketch.n + 1, sizeof *d->near);
    memset(d->common, 0, d->sketch.n * sizeof *d->common);
    d->n_entries = 0;
    for (uint32_t a = 0; a < d->sketch.n; a++) {
        const struct sketch *s = &d->sketch.at[a];
        for (uint32_t i = 0; i < s->n && i < DEDUP_INDEX; i++)
            d->entry[d->n_entries++] = (struct entry){s->at[i] | 1, a};
    }
    qsort(d->entry, d->n_entries, sizeof *d->entry, by_hash);
}

/* The place of an article's entry in the index. */
static uint32_t find_entry(const struct dl_dedup *d, uint32_t hash, uint32_t article)
{
    struct entry key = {hash | 1, article};
    uint32_t lo = 0, hi = d->n_entries;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (by_hash(&d->entry[mid], &key) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static int by_common(const void *a, const void *b)
{
    const struct near *x = a, *y = b;
    return x->common != y->common ? (x->common < y->common) - (x->common > y->common)
                                  : (x->article > y->article) - (x->article < y->article);
}

static uint32_t meet(struct dl_dedup *d, uint32_t other, uint32_t n)
{
    if (d->common[other]++ == 0)
        d->near[n++].article = other;
    return n;
}

/* Articles that share indexed shingles with article a, those with most in common first. */
static uint32_t find_near(struct dl_dedup *d, uint32_t a)
{
    const struct sketch *s = &d->sketch.at[a];
    uint32_t n = 0, kept = 0;
    for (uint32_t i = 0; i < s->n && i < DEDUP_INDEX; i++) {
        uint32_t at = find_entry(d, s->at[i], a), hash = s->at[i] | 1;
        for (uint32_t k = at + 1; k < d->n_entries && k <= at + WINDOW && d->entry[k].hash == hash; k++)
            n = meet(d, d->entry[k].article, n);
        for (uint32_t k = at; k > 0 && at - k < WINDOW && d->entry[k - 1].hash == hash; k--)
            n = meet(d, d->entry[k - 1].article, n);
    }
    for (uint32_t i = 0; i < n; i++) {
        struct near x = {d->near[i].article, d->common[d->near[i].article]};
        d->common[x.article] = 0;
        if (x.common >= MIN_COMMON)
            d->near[kept++] = x;
    }
    qsort(d->near, kept, sizeof *d->near, by_common);
    return kept < MAX_COMPARED ? kept : MAX_COMPARED;
}

struct overlap { uint32_t shared, n[2], head[2], shared_head[2]; };

/* How many of the first n shingles are of the article's head. */
static uint32_t count_head(const uint32_t *at, uint32_t n)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < n; i++)
        count += at[i] & 1;
    return count;
}

/* Compares two sketches over the hashes that both would have kept. The loop has no branch but its end: which side is ahead cannot be foretold. */
static struct overlap compare(const struct sketch *a, const struct sketch *b)
{
    uint32_t i = 0, k = 0, shared = 0, head_a = 0, head_b = 0;
    while (i < a->n && k < b->n) {
        uint32_t x = a->at[i], y = b->at[k], same = (x | 1) == (y | 1);
        shared += same;
        head_a += x & same;
        head_b += y & same;
        i += (x | 1) <= (y | 1);
        k += (y | 1) <= (x | 1);
    }
    if (!a->sampled && i == a->n)      /* it has no others: what is left of the other side would have been kept, too */
        k = b->n;
    else if (!b->sampled && k == b->n)
        i = a->n;
    return (struct overlap){.shared = shared, .n = {i, k}, .head = {count_head(a->at, i), count_head(b->at, k)}, .shared_head = {head_a, head_b}};
}

static double part(uint32_t x, uint32_t of)
{
    return of ? (double)x / of : 0;
}

static bool is_copy(const struct overlap *o)
{
    double a = part(o->shared, o->n[0]), b = part(o->shared, o->n[1]);
    double head_a = part(o->shared_head[0], o->head[0]), head_b = part(o->shared_head[1], o->head[1]);
    return (a > b ? a : b) >= MIN_SMALLER && (a < b ? a : b) >= MIN_LARGER && head_a >= MIN_HEAD && head_b >= MIN_HEAD;
}

/* Shingles of s that b holds and that are not yet covered; marks them if asked. */
static uint32_t cover(const struct sketch *s, const struct sketch *b, bool *covered, bool mark)
{
    uint32_t n = 0;
    for (uint32_t i = 0, k = 0; i < s->n && k < b->n;) {
        uint32_t x = s->at[i] | 1, y = b->at[k] | 1;
        if (x == y && !covered[i]) {
            n++;
            covered[i] = mark;
        }
        i += x <= y;
        k += y <= x;
    }
    return n;
}

/* A digest: no article holds most of it, but three unlike ones hold a piece each. Digests quote beginnings. */
static bool is_digest(const struct sketch *s, const struct sketch *const *near, const struct overlap *o, uint32_t n_near)
{
    bool covered[DEDUP_SKETCH] = {false};
    uint32_t least[MAX_COMPARED];      /* new shingles it must bring: most of what it shares */
    for (uint32_t i = 0; i < n_near; i++) {
        bool lead = part(o[i].shared_head[1], o[i].shared) >= DIGEST_LEAD;
        if (lead && part(o[i].shared, s->n) > DIGEST_FIRST)
            return false;
        least[i] = lead ? (uint32_t)(DIGEST_NEW * o[i].shared) : UINT32_MAX;
    }
    for (int step = 0; step < 3; step++) {
        uint32_t best = 0, best_at = 0;
        for (uint32_t i = 0; i < n_near; i++) {
            uint32_t c = least[i] < UINT32_MAX ? cover(s, near[i], covered, false) : 0;
            if (c > best && c >= least[i]) {
                best = c;
                best_at = i;
            }
        }
        double held = part(best, s->n);
        if (!best || held < DIGEST_PART || (step == 0 && held > DIGEST_FIRST))
            return false;
        cover(s, near[best_at], covered, true);
    }
    return true;
}

static struct sketch sketch_of(struct dedup_other x) { return (struct sketch){.at = x.at, .n = x.n, .sampled = x.n == DEDUP_SKETCH}; }

bool dedup_is_copy(struct dedup_other a, struct dedup_other b, double *of_a, double *of_b)
{
    struct sketch x = sketch_of(a), y = sketch_of(b);
    struct overlap o = compare(&x, &y);
    *of_a = part(o.shared, o.n[0]);
    *of_b = part(o.shared, o.n[1]);
    return is_copy(&o);
}

bool dedup_is_digest(struct dedup_other a, const struct dedup_other *near, uint32_t n)
{
    struct sketch s = sketch_of(a), other[MAX_COMPARED];
    const struct sketch *at[MAX_COMPARED];
    struct overlap o[MAX_COMPARED];
    n = n < MAX_COMPARED ? n : MAX_COMPARED;
    for (uint32_t i = 0; i < n; i++) {
        other[i] = sketch_of(near[i]);
        at[i] = &other[i];
        o[i] = compare(&s, at[i]);
    }
    return is_digest(&s, at, o, n);
}

static uint32_t root(struct dl_dedup *d, uint32_t i)
{
    struct sketch *s = d->sketch.at;
    while (s[i].parent != i)
        i = s[i].parent = s[s[i].parent].parent;
    return i;
}

static void join(struct dl_dedup *d, uint32_t a, uint32_t b)
{
    uint32_t x = root(d, a), y = root(d, b);
    if (x < y)
        d->sketch.at[y].parent = x;
    else
        d->sketch.at[x].parent = y;
}

/* The later article keeps which earlier one it is most like. */
static void keep_copy(struct dl_dedup *d, const struct link *l)
{
    bool a_later = l->a > l->b;
    struct copy *c = &d->sketch.at[a_later ? l->a : l->b].copy;
    struct copy new = {a_later ? l->b : l->a, a_later ? l->of_a : l->of_b, a_later ? l->of_b : l->of_a};
    float was = c->of_it > c->of_other ? c->of_it : c->of_other, is = l->of_a > l->of_b ? l->of_a : l->of_b;
    if (is > was || (is == was && new.of < c->of))
        *c = new;
}

/* What the wire says of it, where it says so; else by what is new in it and what is missing. */
const char *dedup_kind(const char *told, double of_it, double of_other)
{
    bool same = of_it >= SAME && of_other >= SAME;
    if (told && (strcmp(told, "reprint") != 0 || same))
        return told;
    return same ? "reprint" : of_it >= SAME ? "cut" : of_other >= SAME ? "update" : "edited";
}

static void settle(struct dl_dedup *d)
{
    d->link.n = 0;
    for (uint32_t a = 0; a < d->sketch.n; a++)
        d->sketch.at[a].copy = (struct copy){0};
    for (uint32_t a = 0; a < d->sketch.n; a++) {
        d->sketch.at[a].parent = a;
        drop_boilerplate(d, &d->sketch.at[a]);
    }
    build_index(d);
    for (uint32_t a = 0; a < d->sketch.n; a++) {
        struct sketch *s = &d->sketch.at[a];
        uint32_t n = find_near(d, a);
        struct overlap o[MAX_COMPARED];
        const struct sketch *near[MAX_COMPARED];
        for (uint32_t i = 0; i < n; i++) {
            near[i] = &d->sketch.at[d->near[i].article];
            o[i] = compare(s, near[i]);
        }
        s->digest = is_digest(s, near, o, n);
        for (uint32_t i = 0; i < n && !s->digest; i++)
            if (is_copy(&o[i]))
                *VEC_PUSH(d->arena, &d->link) = (struct link){a, d->near[i].article, (float)part(o[i].shared, o[i].n[0]), (float)part(o[i].shared, o[i].n[1])};
    }
    for (uint32_t i = 0; i < d->link.n; i++) {
        const struct link *l = &d->link.at[i];
        if (d->sketch.at[l->a].digest || d->sketch.at[l->b].digest)
            continue;
        join(d, l->a, l->b);
        keep_copy(d, l);
    }
    d->settled = true;
}

void dl_dedup_tell(struct dl_dedup *d, uint32_t index, const char *kind)
{
    d->sketch.at[index].told = kind ? arena_text(d->arena, kind, strlen(kind)) : NULL;
}

uint32_t dl_dedup_cluster(struct dl_dedup *d, uint32_t index)
{
    if (!d->settled)
        settle(d);
    return root(d, index);
}

const char *dl_dedup_json(struct dl_dedup *d, uint32_t index, size_t *n)
{
    uint32_t cluster = dl_dedup_cluster(d, index);
    buf_reset(&d->json);
    json_open(&d->json, '{');
    json_key(&d->json, "id");
    json_string(&d->json, d->sketch.at[index].id);
    json_key(&d->json, "cluster");
    json_string(&d->json, d->sketch.at[cluster].id);
    const struct sketch *s = &d->sketch.at[index];
    if (s->copy.of_it + s->copy.of_other > 0) {
        json_key(&d->json, "duplicate_of");
        json_string(&d->json, d->sketch.at[s->copy.of].id);
        json_key(&d->json, "kind");
        json_string(&d->json, dedup_kind(s->told, (double)s->copy.of_it, (double)s->copy.of_other));
        json_key(&d->json, "containment");
        json_real(&d->json, (double)(s->copy.of_it > s->copy.of_other ? s->copy.of_it : s->copy.of_other), 3);
    }
    json_close(&d->json, '}');
    *n = d->json.n;
    return d->json.at;
}
