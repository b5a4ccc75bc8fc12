/* base/intern.c: open addressing, doubling at half load. */
#include "base/intern.h"

#include <string.h>

#include "base/arena.h"
#include "base/banned.h"

struct intern {
    struct arena *arena;
    const char **slot;
    uint32_t *hash;
    uint32_t cap, n;
};

uint64_t hash_bytes(const char *s, size_t n)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93u;
    return h ^ h >> 32;
}

uint64_t hash_str(const char *s) { return hash_bytes(s, strlen(s)); }

static void resize(struct intern *t, uint32_t cap)
{
    const char **slot = arena_take(t->arena, cap, sizeof *slot);
    uint32_t *hash = arena_take(t->arena, cap, sizeof *hash);
    for (uint32_t i = 0; i < t->cap; i++) {
        if (!t->slot[i])
            continue;
        uint32_t k = t->hash[i] & (cap - 1);
        while (slot[k])
            k = (k + 1) & (cap - 1);
        slot[k] = t->slot[i];
        hash[k] = t->hash[i];
    }
    t->slot = slot;
    t->hash = hash;
    t->cap = cap;
}

struct intern *intern_new(struct arena *a)
{
    struct intern *t = arena_take(a, 1, sizeof *t);
    t->arena = a;
    resize(t, 256);
    return t;
}

const char *intern_get(struct intern *t, const char *s, size_t n)
{
    uint32_t h = (uint32_t)hash_bytes(s, n), k = h & (t->cap - 1);
    for (; t->slot[k]; k = (k + 1) & (t->cap - 1))
        if (t->hash[k] == h && strncmp(t->slot[k], s, n) == 0 && t->slot[k][n] == 0)
            return t->slot[k];
    if (++t->n * 2 > t->cap) {
        resize(t, t->cap * 2);
        for (k = h & (t->cap - 1); t->slot[k]; k = (k + 1) & (t->cap - 1))
            ;
    }
    t->hash[k] = h;
    return t->slot[k] = arena_text(t->arena, s, n);
}
