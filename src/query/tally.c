/* query/tally.c: a hash table of words. */
#include "query/tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static uint64_t hash_of(const char *s)
{
    uint64_t h = 14695981039346656037u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    return h ^ h >> 32;
}

static void rehash(struct tally *t)
{
    t->n_slots = t->n_slots ? 4 * t->n_slots : 256;
    t->slot = arena_take(t->arena, t->n_slots, sizeof *t->slot);
    for (uint32_t i = 0; i < t->count.n; i++) {
        uint64_t at = hash_of(t->count.at[i].key) & (t->n_slots - 1);
        while (t->slot[at])
            at = (at + 1) & (t->n_slots - 1);
        t->slot[at] = i + 1;
    }
}

struct count *tally_of(struct tally *t, const char *key)
{
    if (2 * t->count.n >= t->n_slots)
        rehash(t);
    uint64_t at = hash_of(key) & (t->n_slots - 1);
    for (; t->slot[at]; at = (at + 1) & (t->n_slots - 1))
        if (!strcmp(t->count.at[t->slot[at] - 1].key, key))
            return &t->count.at[t->slot[at] - 1];
    *VEC_PUSH(t->arena, &t->count) = (struct count){.key = arena_text(t->arena, key, strlen(key))};
    t->slot[at] = t->count.n;
    return &t->count.at[t->count.n - 1];
}

static int busiest(const void *a, const void *b)
{
    const struct count *x = a, *y = b;
    return x->n != y->n ? (x->n < y->n ? 1 : -1) : strcmp(x->key, y->key);
}

void tally_sort(struct tally *t)
{
    if (t->count.n)
        qsort(t->count.at, t->count.n, sizeof *t->count.at, busiest);
}

void tally_one(struct tally *t, const char *key) { key && *key ? (void)tally_of(t, key)->n++ : (void)t->none++; }

void tally_each(struct tally *t, const char *keys)
{
    char key[64];
    if (!keys)
        t->none++;
    for (size_t n; keys && *keys; keys += n + (keys[n] == '|')) {
        n = strcspn(keys, "|");
        snprintf(key, sizeof key, "%.*s", (int)n, keys);
        tally_one(t, key);
    }
}
