/* entities/layer.c: the head of a compiled file, where its parts lie, and whether all of it is what its head says. */
#include "entities/layer.h"

#include <string.h>

#include "base/err.h"
#include "base/sha256.h"
#include "base/banned.h"

uint32_t layer_hash(const char *key)
{
    uint32_t h = 2166136261u;
    for (; *key; key++)
        h = (h ^ (uint8_t)*key) * 16777619u;
    return h ^ h >> 15;
}

static bool power_of_two(uint32_t n) { return n && !(n & (n - 1)); }

static bool cut(struct layer *l, const char *at, size_t n)
{
    enum { PARTS = 10 };
    const struct layer_head *h = l->head;
    const size_t part[PARTS] = {h->n_rows * sizeof *l->row, h->n_parties * sizeof *l->party, h->n_entries * sizeof *l->entry,
                                h->n_slots * sizeof *l->slot, h->n_words * sizeof *l->word, h->n_holders * sizeof *l->holder,
                                h->n_people_slots * sizeof *l->surname, h->n_people_slots * sizeof *l->country, h->n_rows * sizeof *l->compatriot,
                                h->n_strings};
    const char *start[PARTS];
    size_t off = sizeof *h;
    for (int i = 0; i < PARTS; i++) {
        if (part[i] > n - off)
            return false;
        start[i] = at + off;
        off += part[i];
    }
    l->row = (const void *)start[0], l->party = (const void *)start[1], l->entry = (const void *)start[2];
    l->slot = (const void *)start[3], l->word = (const void *)start[4], l->holder = (const void *)start[5];
    l->surname = (const void *)start[6], l->country = (const void *)start[7], l->compatriot = (const void *)start[8], l->strings = start[9];
    return off == n && h->n_strings > 0 && !l->strings[h->n_strings - 1] && power_of_two(h->n_slots) && power_of_two(h->n_people_slots);
}

static bool ranges_sound(const struct layer_head *h)
{
    for (int i = 0; i < LAYER_KINDS; i++)
        if (h->first[i] > h->end[i] || h->end[i] > h->n_rows)
            return false;
    return true;
}

bool layer_view(struct layer *l, const void *bytes, size_t n, const char *name, struct dl_err *err)
{
    const struct layer_head *h = bytes;
    *l = (struct layer){.head = h};
    if (n < sizeof *h || memcmp(h->magic, LAYER_MAGIC, sizeof h->magic) != 0)
        return err_set(err, DL_EFORMAT, name, "is no file of compiled knowledge");
    if (h->version != LAYER_VERSION)
        return err_set(err, DL_EFORMAT, name, "was compiled by another version (%u, this is %d): build it again", h->version, LAYER_VERSION);
    return (!h->spare && cut(l, bytes, n) && ranges_sound(h)) || err_set(err, DL_EFORMAT, name, "is cut short or damaged: build it again");
}

bool layer_verify(const struct layer *l, size_t n, const char *name, struct dl_err *err)
{
    char hex[65];
    sha256_hex((const char *)l->head + sizeof *l->head, n - sizeof *l->head, hex);
    return memcmp(hex, l->head->sha256, 64) == 0 || err_set(err, DL_EFORMAT, name, "is damaged, its SHA-256 is not the one in its head: build it again");
}
