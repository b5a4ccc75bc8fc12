/* entities/layer.c: a compiled file is believed only after every number in it was looked at. */
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

/* Four lanes, so that a megabyte takes a tenth of a millisecond. */
uint64_t layer_sum(const void *bytes, size_t n)
{
    uint64_t lane[4] = {1, 2, 3, 4}, word;
    const char *at = bytes;
    size_t i = 0;
    for (; i + 32 <= n; i += 32)
        for (size_t l = 0; l < 4; l++) {
            memcpy(&word, at + i + 8 * l, 8);
            lane[l] = (lane[l] ^ word) * 0x9E3779B97F4A7C15u;
            lane[l] ^= lane[l] >> 29;
        }
    for (; i < n; i++)
        lane[0] = (lane[0] ^ (uint8_t)at[i]) * 0x9E3779B97F4A7C15u;
    for (size_t l = 1; l < 4; l++)
        lane[0] = (lane[0] ^ lane[l]) * 0xD6E8FEB86659FD93u;
    return lane[0] ^ lane[0] >> 32 ^ n;
}

static bool cut(struct layer *l, const char *at, size_t n)
{
    const struct layer_head *h = l->head;
    const size_t part[6] = {h->n_rows * sizeof *l->row, h->n_parties * sizeof *l->party, h->n_entries * sizeof *l->entry,
                            h->n_slots * sizeof *l->slot, h->n_words * sizeof *l->word, h->n_strings};
    const char *start[6];
    size_t off = sizeof *h;
    for (int i = 0; i < 6; i++) {
        if (part[i] > n - off)
            return false;
        start[i] = at + off;
        off += part[i];
    }
    l->row = (const void *)start[0], l->party = (const void *)start[1], l->entry = (const void *)start[2];
    l->slot = (const void *)start[3], l->word = (const void *)start[4], l->strings = start[5];
    return off == n && h->n_strings > 0 && !l->strings[h->n_strings - 1] && h->n_slots > 0 && !(h->n_slots & (h->n_slots - 1));
}

static bool rows_sound(const struct layer *l)
{
    const struct layer_head *h = l->head;
    for (uint32_t i = 0; i < h->n_rows; i++) {
        const struct layer_row *r = &l->row[i];
        uint32_t s = h->n_strings;
        if (r->name >= s || (r->code >= s && r->code != (uint32_t)LAYER_NONE) || r->sectors >= s || r->office >= s || r->role >= s
            || r->sort >= s || r->file >= s || r->kind > 5 || (r->next != (uint32_t)LAYER_NONE && (r->next <= i || r->next >= h->n_rows)))
            return false;
    }
    for (uint32_t i = 0; i < h->n_parties; i++)
        if (l->party[i].first >= h->n_rows)
            return false;
    return true;
}

/* Chains run from later entries to earlier ones, so they end. */
static bool keys_sound(const struct layer *l)
{
    const struct layer_head *h = l->head;
    for (uint32_t i = 0; i < h->n_entries; i++) {
        const struct layer_entry *e = &l->entry[i];
        if (e->key >= h->n_strings || e->party >= h->n_parties || (e->next != (uint32_t)LAYER_NONE && e->next >= i))
            return false;
    }
    for (uint32_t i = 0; i < h->n_slots; i++)
        if (l->slot[i] != (uint32_t)LAYER_NONE && l->slot[i] >= h->n_entries)
            return false;
    for (uint32_t i = 0; i < h->n_words; i++)
        if (l->word[i].word >= h->n_strings || l->word[i].usual >= h->n_strings || l->word[i].kind > 3)
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
    if (h->spare || !cut(l, bytes, n))
        return err_set(err, DL_EFORMAT, name, "is cut short or damaged: build it again");
    if (h->sum != layer_sum((const char *)bytes + sizeof *h, n - sizeof *h))
        return err_set(err, DL_EFORMAT, name, "is damaged, its sum is wrong: build it again");
    return (rows_sound(l) && keys_sound(l)) || err_set(err, DL_EFORMAT, name, "is damaged, it points outside itself: build it again");
}

bool layer_verify(const struct layer *l, size_t n, const char *name, struct dl_err *err)
{
    char hex[65];
    sha256_hex((const char *)l->head + sizeof *l->head, n - sizeof *l->head, hex);
    return memcmp(hex, l->head->sha256, 64) == 0 || err_set(err, DL_EFORMAT, name, "does not have the SHA-256 that its head names");
}
