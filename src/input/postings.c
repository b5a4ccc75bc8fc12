/* Entries of eight bytes, shingle and article, sorted in place; a directory by the first bits of the shingle leads to where its entries
 * begin, so that a shingle costs about one miss of the cache. Hashes of sketches are small ones: they are spread over all numbers first. */
#include "input/postings.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/banned.h"

enum {
    DIRECTORY_BITS = 20,
    WINDOW = 48,               /* articles looked at on either side in one shingle's entries */
};

struct postings {
    uint64_t *entry;
    uint32_t *begin;           /* by first bits of the shingle: its first entry; one more at the end */
    struct met *met;
    uint32_t n, cap, most;     /* entries, those that there is room for, those that there may be */
};

struct postings *postings_new(size_t bytes)
{
    struct postings *p = base_alloc(1, sizeof *p);
    p->most = (uint32_t)(bytes / sizeof *p->entry < UINT32_MAX ? bytes / sizeof *p->entry : UINT32_MAX);
    p->begin = base_alloc(((size_t)1 << DIRECTORY_BITS) + 1, sizeof *p->begin);
    p->met = met_new();
    return p;
}

void postings_free(struct postings *p)
{
    if (!p)
        return;
    free(p->entry);
    free(p->begin);
    met_free(p->met);
    free(p);
}

void postings_start(struct postings *p) { p->n = 0; }

/* Without the marks of its lowest bits. */
static uint32_t spread(uint32_t shingle) { return (shingle | 3) * 0x9e3779b1u; }

bool postings_add(struct postings *p, uint32_t article, const uint32_t *leads, uint32_t n)
{
    if (n > p->most - p->n && p->n)
        return false;
    if (p->n + n > p->cap) {
        p->cap = p->cap ? 2 * p->cap : 65536;
        p->cap = p->cap < p->most && p->cap > p->n + n ? p->cap : p->most > p->n + n ? p->most : p->n + n;
        p->entry = base_realloc(p->entry, p->cap, sizeof *p->entry);
    }
    for (uint32_t i = 0; i < n; i++)
        p->entry[p->n++] = (uint64_t)spread(leads[i]) << 32 | article;
    return true;
}

static void sort_few(uint64_t *at, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        uint64_t x = at[i];
        uint32_t k = i;
        for (; k && at[k - 1] > x; k--)
            at[k] = at[k - 1];
        at[k] = x;
    }
}

/* By the byte at shift, then what has the same byte by the next; in place. */
static void sort_entries(uint64_t *at, uint32_t n, int shift)
{
    uint32_t count[256] = {0}, next[256], end[256], sum = 0;
    if (n < 48) {
        sort_few(at, n);
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        count[at[i] >> shift & 255]++;
    for (int b = 0; b < 256; b++) {
        next[b] = sum;
        end[b] = sum += count[b];
    }
    for (int b = 0; b < 256; b++)
        while (next[b] < end[b]) {
            uint64_t x = at[next[b]];
            for (uint32_t to = x >> shift & 255; to != (uint32_t)b; to = x >> shift & 255) {
                uint64_t was = at[next[to]];
                at[next[to]++] = x;
                x = was;
            }
            at[next[b]++] = x;
        }
    for (int b = 0; b < 256 && shift; b++)
        sort_entries(at + end[b] - count[b], count[b], shift - 8);
}

void postings_sort(struct postings *p)
{
    uint32_t at = 0;
    sort_entries(p->entry, p->n, 56);
    for (uint32_t d = 0; d <= 1u << DIRECTORY_BITS; d++) {
        while (at < p->n && p->entry[at] >> (64 - DIRECTORY_BITS) < d)
            at++;
        p->begin[d] = at;
    }
}

/* The first of entries [lo, hi) that is not below. */
static uint32_t find(const struct postings *p, uint32_t lo, uint32_t hi, uint64_t entry)
{
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (p->entry[mid] < entry)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static void meet_all(struct postings *p, uint32_t article, uint32_t shingle)
{
    uint32_t key = spread(shingle), d = key >> (32 - DIRECTORY_BITS), lo = p->begin[d], hi = p->begin[d + 1];
    if (lo == hi)
        return;
    uint32_t at = find(p, lo, hi, (uint64_t)key << 32 | article);
    for (uint32_t k = at; k < hi && k <= at + WINDOW && p->entry[k] >> 32 == key; k++)
        if ((uint32_t)p->entry[k] != article)
            met_add(p->met, (uint32_t)p->entry[k]);
    for (uint32_t k = at; k > lo && at - k < WINDOW && p->entry[k - 1] >> 32 == key; k--)
        met_add(p->met, (uint32_t)p->entry[k - 1]);
}

uint32_t postings_near(struct postings *p, uint32_t article, const uint32_t *shingle, uint32_t n, uint32_t least, struct met_article *out, uint32_t most)
{
    for (uint32_t i = 0; i < n; i++)
        meet_all(p, article, shingle[i]);
    return met_take(p->met, least, out, most);
}
