/* where/atlas.c: looks names up in the mapped file; trusts no offset in it. */
#include "where/atlas.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/banned.h"

struct atlas {
    struct map map;
    struct atlas_head head;
    const struct atlas_place *place;
    const uint32_t *bucket;
    const struct atlas_name *name;
    const uint32_t *posting;
    const char (*country)[4];
    const char *strings;
};

const char *const atlas_features[] = {"PPL", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLC", "PPLX", "PPLL", "PPLG", "PPLS", "PPLF", "PPLR", "STLMT",
                                    "PCLI", "RGN", "ADM1", "ADM2", NULL};

uint8_t atlas_feature(const char *code)
{
    for (uint8_t i = 0; atlas_features[i]; i++)
        if (strcmp(atlas_features[i], code) == 0)
            return i;
    return 0;
}

/* Cuts sections off the front; false if the file is too short. */
static bool section(const char **at, size_t *left, size_t count, size_t size, const void **out)
{
    size_t n = (count * size + 7) / 8 * 8;
    if (n > *left)
        return false;
    *out = *at;
    *at += n;
    *left -= n;
    return true;
}

static bool lay_out(struct atlas *g, const void *bytes, size_t n, const char *name, struct dl_err *err)
{
    const char *at = bytes;
    const void *s[6];
    if (n < sizeof g->head || memcmp(bytes, ATLAS_MAGIC, 8) != 0)
        return err_set(err, DL_EFORMAT, name, "is no table of places");
    memcpy(&g->head, bytes, sizeof g->head);
    at += sizeof g->head, n -= sizeof g->head;
    const struct atlas_head *h = &g->head;
    if (!section(&at, &n, h->n_places, sizeof *g->place, &s[0]) || !section(&at, &n, ATLAS_BUCKETS + 1, 4, &s[1]) ||
        !section(&at, &n, h->n_names, sizeof *g->name, &s[2]) || !section(&at, &n, h->n_postings, 4, &s[3]) ||
        !section(&at, &n, h->n_countries, 4, &s[4]) || !section(&at, &n, h->n_strings, 1, &s[5]))
        return err_set(err, DL_EFORMAT, name, "is shorter than its head says");
    g->place = s[0], g->bucket = s[1], g->name = s[2], g->posting = s[3], g->country = s[4], g->strings = s[5];
    if (!h->n_strings || g->strings[h->n_strings - 1])
        return err_set(err, DL_EFORMAT, name, "has names without an end");
    return true;
}

struct atlas *atlas_view(const void *bytes, size_t n, const char *name, struct dl_err *err)
{
    struct atlas *g = base_alloc(1, sizeof *g);
    if (lay_out(g, bytes, n, name, err))
        return g;
    free(g);
    return NULL;
}

struct atlas *atlas_open(const char *path, struct dl_err *err)
{
    struct map map;
    if (!map_open(&map, path, 0, err))
        return NULL;
    struct atlas *g = atlas_view(map.at, map.n, path, err);
    if (g)
        g->map = map;
    else
        map_close(&map);
    return g;
}

void atlas_close(struct atlas *g)
{
    if (!g)
        return;
    if (g->map.at)
        map_close(&g->map);
    free(g);
}

const char *atlas_text(const struct atlas *g, uint32_t at)
{
    return at < g->head.n_strings ? g->strings + at : "";
}

const char *atlas_country(const struct atlas *g, uint16_t country)
{
    return country && country < g->head.n_countries && !g->country[country][3] ? g->country[country] : NULL;
}

uint32_t atlas_countries(const struct atlas *g) { return g->head.n_countries < UINT16_MAX ? g->head.n_countries : UINT16_MAX; }

uint32_t atlas_index(const struct atlas *g, const struct atlas_place *p) { return (uint32_t)(p - g->place); }

const struct atlas_name *atlas_find(const struct atlas *g, const char *key, size_t n)
{
    uint32_t hash = (uint32_t)(hash_bytes(key, n) >> 16);
    uint32_t b = hash >> 16, i = g->bucket[b], end = g->bucket[b + 1];
    if (end > g->head.n_names)
        end = g->head.n_names;
    for (; i < end && g->name[i].hash <= hash; i++) {
        const char *have = atlas_text(g, g->name[i].key);
        if (g->name[i].hash == hash && strncmp(have, key, n) == 0 && !have[n])
            return &g->name[i];
    }
    return NULL;
}

const struct atlas_place *atlas_place(const struct atlas *g, const struct atlas_name *name, uint32_t i, enum atlas_how *how)
{
    if (i >= name->n || (uint64_t)name->first + i >= g->head.n_postings)
        return NULL;
    uint32_t p = g->posting[name->first + i], at = p & ((1u << ATLAS_HOW_SHIFT) - 1);
    *how = p >> ATLAS_HOW_SHIFT;
    return at < g->head.n_places && g->place[at].country < atlas_countries(g) && g->place[at].kind < ATLAS_N_KINDS ? &g->place[at] : NULL;
}

const struct atlas_place *atlas_area(const struct atlas *g, const struct atlas_place *p)
{
    return p->area && p->area <= g->head.n_places ? &g->place[p->area - 1] : NULL;
}

/* Words that stand in full and cut short. */
static size_t shorten(char *word, size_t n)
{
    static const char *const pair[][2] = {{"saint", "st"}, {"mount", "mt"}, {"fort", "ft"}, {"sainte", "ste"}};
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++)
        if (strlen(pair[i][0]) == n && memcmp(word, pair[i][0], n) == 0) {
            memcpy(word, pair[i][1], strlen(pair[i][1]));
            return strlen(pair[i][1]);
        }
    return n;
}

size_t atlas_key(const char *s, size_t n, char *out, size_t cap)
{
    size_t len = utf8_key(s, n, out, cap), k = 0, word = 0;
    for (size_t i = 0; i <= len; i++) {
        if (i == len || out[i] == ' ') {
            k = word + shorten(out + word, k - word);
            word = k + 1;
        }
        if (i < len && out[i] != '\'' && out[i] != ',')
            out[k++] = out[i];
    }
    if (cap)
        out[k] = 0;
    return k;
}
