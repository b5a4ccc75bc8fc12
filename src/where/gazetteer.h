/* where/gazetteer.h: places by name, in one mapped file that opens without being read; const once open. */
#pragma once
#include "dateline.h"

enum gaz_kind { GAZ_TOWN, GAZ_COUNTRY, GAZ_REGION, GAZ_AREA1, GAZ_AREA2, GAZ_N_KINDS };

/* How a name stands for a place; in the top bits of a posting. */
enum gaz_how { GAZ_NAME, GAZ_VARIANT, GAZ_AFTER_COMMA, GAZ_ADJECTIVE };

enum { GAZ_GIVEN = 1, GAZ_SURNAME = 2, GAZ_CAPITALS = 4 };   /* flags of a name: also a person's; only in capitals */

struct gaz_place {
    float lat, lon;
    uint32_t geonames;         /* 0 if not in GeoNames */
    uint32_t name;             /* offset of its usual name */
    uint32_t people;
    uint32_t area;             /* its first-order area: index + 1, or 0 */
    uint16_t country;          /* 0 = none */
    uint8_t kind, feature;     /* enum gaz_kind, index of gaz_features */
};
extern const char *const gaz_features[];
uint8_t gaz_feature(const char *code);             /* "PPL" for a code we do not list */

struct gaz_name {
    uint32_t hash, key;        /* of the folded name; its offset */
    uint32_t first;            /* postings [first, first + n) */
    uint16_t n;                /* 0: only the beginning of longer names */
    uint8_t flags, longest;    /* words of the longest name that begins with this (one-word) name */
};

struct gazetteer;
struct gazetteer *gazetteer_open(const char *path, struct dl_err *err);               /* NULL sets *err */
/* The same over bytes that stay with the caller, at an address divisible by 8. */
struct gazetteer *gazetteer_view(const void *bytes, size_t n, const char *name, struct dl_err *err);
void gazetteer_close(struct gazetteer *g);                                            /* NULL is fine */

const struct gaz_name  *gazetteer_find(const struct gazetteer *g, const char *key, size_t n);   /* NULL if unknown */
/* Posting i of a name: the place, how the name stands for it. NULL if the file is damaged there. */
const struct gaz_place *gazetteer_place(const struct gazetteer *g, const struct gaz_name *name, uint32_t i, enum gaz_how *how);
uint32_t gazetteer_index(const struct gazetteer *g, const struct gaz_place *p);
const struct gaz_place *gazetteer_area(const struct gazetteer *g, const struct gaz_place *p);   /* NULL if none */
const char *gazetteer_text(const struct gazetteer *g, uint32_t at);                   /* "" if the file is damaged there */
const char *gazetteer_country(const struct gazetteer *g, uint16_t country);           /* ISO 3166-1 alpha-3; NULL for 0 */
uint32_t gazetteer_countries(const struct gazetteer *g);                              /* codes are below this */

/* The folded name: utf8_key without apostrophes and commas; saint, mount and fort cut short. Returns its length. */
size_t gaz_key(const char *s, size_t n, char *out, size_t cap);

/* Reads the tables of data_dir/data/places and the names of people; appends the file to *out. */
struct buf;
bool gazetteer_compile(const char *data_dir, struct buf *out, struct dl_err *err);

/* The layout, shared by reader and compiler: head, places, bucket (65537), names by hash, postings, countries, strings. */
#define GAZ_MAGIC "DLPLACE1"
enum { GAZ_BUCKETS = 65536, GAZ_HOW_SHIFT = 29 };
struct gaz_head { char magic[8]; uint32_t n_places, n_names, n_postings, n_countries, n_strings, spare[9]; };
