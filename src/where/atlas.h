/* where/atlas.h: places by name, in one mapped file that opens without being read; const once open. */
#pragma once
#include "dateline.h"

enum atlas_kind { ATLAS_TOWN, ATLAS_COUNTRY, ATLAS_REGION, ATLAS_AREA1, ATLAS_AREA2, ATLAS_N_KINDS };

/* How a name stands for a place; in the top bits of a posting. */
enum atlas_how { ATLAS_NAME, ATLAS_VARIANT, ATLAS_AFTER_COMMA, ATLAS_ADJECTIVE, ATLAS_USUAL };   /* USUAL: by the list of other names */

enum { ATLAS_GIVEN = 1, ATLAS_SURNAME = 2, ATLAS_CAPITALS = 4, ATLAS_ACRONYM = 8 };   /* flags of a name: also a person's; only in capitals; may be in capitals */

struct atlas_place {
    float lat, lon;
    uint32_t geonames;         /* 0 if not in GeoNames */
    uint32_t name;             /* offset of its usual name */
    uint32_t people;
    uint32_t area;             /* its first-order area: index + 1, or 0 */
    uint16_t country;          /* 0 = none */
    uint8_t kind, feature;     /* enum atlas_kind, index of atlas_features */
};
/* FEATURE_... are places in the list. */
enum { FEATURE_PPLA = 1, FEATURE_PPLC = 5 };
extern const char *const atlas_features[];
uint8_t atlas_feature(const char *code);             /* "PPL" for a code we do not list */

struct atlas_name {
    uint32_t hash, key;        /* of the folded name; its offset */
    uint32_t first;            /* postings [first, first + n) */
    uint16_t n;                /* 0: only the beginning of longer names */
    uint8_t flags, longest;    /* words of the longest name that begins with this (one-word) name */
};

struct atlas;
struct atlas *atlas_open(const char *path, struct dl_err *err);               /* NULL sets *err */
/* The same over bytes that stay with the caller, at an address divisible by 8. */
struct atlas *atlas_view(const void *bytes, size_t n, const char *name, struct dl_err *err);
void atlas_close(struct atlas *g);                                            /* NULL is fine */

const struct atlas_name  *atlas_find(const struct atlas *g, const char *key, size_t n);   /* NULL if unknown */
/* Posting i of a name: the place, how the name stands for it. NULL if the file is damaged there. */
const struct atlas_place *atlas_place(const struct atlas *g, const struct atlas_name *name, uint32_t i, enum atlas_how *how);
uint32_t atlas_index(const struct atlas *g, const struct atlas_place *p);
const struct atlas_place *atlas_area(const struct atlas *g, const struct atlas_place *p);   /* NULL if none */
const char *atlas_text(const struct atlas *g, uint32_t at);                   /* "" if the file is damaged there */
const char *atlas_country(const struct atlas *g, uint16_t country);           /* ISO 3166-1 alpha-3; NULL for 0 */
uint32_t atlas_countries(const struct atlas *g);                              /* codes are below this */

/* The folded name: utf8_key without apostrophes and commas; saint, mount and fort cut short. Returns its length. */
size_t atlas_key(const char *s, size_t n, char *out, size_t cap);

/* Reads the tables of data_dir/data/places and the names of people; appends the file to *out. */
struct buf;
bool atlas_compile(const char *data_dir, struct buf *out, struct dl_err *err);

/* The layout, shared by reader and compiler: head, places, bucket (65537), names by hash, postings, countries, strings. */
#define ATLAS_MAGIC "DLPLACE1"
enum { ATLAS_BUCKETS = 65536, ATLAS_HOW_SHIFT = 29 };
struct atlas_head { char magic[8]; uint32_t n_places, n_names, n_postings, n_countries, n_strings, spare[9]; };
