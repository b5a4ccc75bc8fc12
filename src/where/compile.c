/* where/compile.c: the tables of data/places and the names of people become the file that atlas.c maps. */
#include "where/atlas.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/intern.h"
#include "base/table.h"
#include "base/banned.h"

enum { KEY_CAP = 256, DWARFING = 300000, KNOWN = 120000 };

/* A name on its way into the file; places in the order of their tables, so equal input gives equal bytes. */
struct draft { const char *key; uint32_t hash, place, order; uint8_t how, flags, words; };

struct work {
    struct arena *a;
    const char *dir;
    struct dl_err *err;
    VEC(struct atlas_place) place;
    VEC(struct draft) draft;
    VEC(const char *) country;             /* ISO3 by number; iso2 beside it */
    VEC(const char *) iso2;
    VEC(const char *) code;                /* of areas: "US.CA" */
    VEC(uint32_t) area;                    /* the place of code[i] */
    struct intern *keys;
    struct buf strings;
};

static uint32_t put_string(struct work *w, const char *s)
{
    uint32_t at = (uint32_t)w->strings.n;
    buf_put(&w->strings, s, strlen(s) + 1);
    return at;
}

static bool all_capitals(const char *s)
{
    size_t n = 0;
    for (; *s; s++) {
        if (*s >= 'A' && *s <= 'Z')
            n++;
        else if (*s != '.' && *s != '&')
            return false;
    }
    return n > 0 && n <= 4;
}

static void add_key(struct work *w, const char *key, size_t n, uint32_t place, uint8_t how, uint8_t flags)
{
    uint8_t words = 1;
    for (size_t i = 0; i < n; i++)
        words = (uint8_t)(words + (key[i] == ' '));
    if (!n)
        return;
    struct draft d = {.key = intern_get(w->keys, key, n), .hash = (uint32_t)(hash_bytes(key, n) >> 16), .place = place,
                      .order = w->draft.n, .how = how, .flags = flags, .words = words};
    *VEC_PUSH(w->a, &w->draft) = d;
    const char *space = memchr(key, ' ', n);
    if (space && place != UINT32_MAX) {     /* the first word knows that longer names begin with it */
        d.key = intern_get(w->keys, key, (size_t)(space - key));
        d.hash = (uint32_t)(hash_bytes(d.key, (size_t)(space - key)) >> 16);
        d.place = UINT32_MAX, d.flags = 0, d.order = w->draft.n;
        *VEC_PUSH(w->a, &w->draft) = d;
    }
}

static void add_name(struct work *w, const char *name, uint32_t place, enum atlas_how how)
{
    char key[KEY_CAP];
    size_t n = atlas_key(name, strlen(name), key, sizeof key);
    add_key(w, key, n, place, (uint8_t)how, all_capitals(name) ? ATLAS_CAPITALS : 0);
}

static void add_names(struct work *w, const char *cell, uint32_t place, enum atlas_how how)
{
    const char **part;
    uint32_t n = table_list(cell, w->a, &part);
    for (uint32_t i = 0; i < n; i++)
        add_name(w, part[i], place, how);
}

static uint16_t number_of(const char *code, const char *const *list, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(list[i], code) == 0)
            return (uint16_t)i;
    return 0;
}

static bool read_table(struct work *w, struct table *t, const char *name, const char *const *columns, int *at, int n)
{
    char *path = arena_printf(w->a, "%s/data/places/%s", w->dir, name);
    return table_read(t, path, w->a, w->err) && table_need(t, columns, at, n, w->err);
}

static bool bad_point(struct work *w, const struct table *t, uint32_t r, int lat, int lon, struct atlas_place *p)
{
    p->lat = strtof(table_cell(t, r, lat), NULL);
    p->lon = strtof(table_cell(t, r, lon), NULL);
    if (*table_cell(t, r, lat) && p->lat >= -90 && p->lat <= 90 && *table_cell(t, r, lon) && p->lon >= -180 && p->lon <= 180)
        return false;
    err_at(w->err, DL_EFORMAT, t->path, t->line[r], "has no point on the globe");
    return true;
}

static uint32_t add_place(struct work *w, struct atlas_place p, const char *name)
{
    p.name = put_string(w, name);
    *VEC_PUSH(w->a, &w->place) = p;
    return w->place.n - 1;
}

static bool read_countries(struct work *w)
{
    static const char *const columns[] = {"code", "iso2", "geonames", "lat", "lon", "name", "also"};
    struct table t;
    int at[7];
    if (!read_table(w, &t, "countries.tsv", columns, at, 7))
        return false;
    *VEC_PUSH(w->a, &w->country) = "", *VEC_PUSH(w->a, &w->iso2) = "";
    for (uint32_t r = 0; r < t.n_rows; r++) {
        struct atlas_place p = {.kind = ATLAS_COUNTRY, .feature = atlas_feature("PCLI"), .country = (uint16_t)w->country.n};
        if (bad_point(w, &t, r, at[3], at[4], &p))
            return false;
        p.geonames = (uint32_t)strtoul(table_cell(&t, r, at[2]), NULL, 10);
        *VEC_PUSH(w->a, &w->country) = table_cell(&t, r, at[0]);
        *VEC_PUSH(w->a, &w->iso2) = table_cell(&t, r, at[1]);
        uint32_t place = add_place(w, p, table_cell(&t, r, at[5]));
        add_name(w, table_cell(&t, r, at[5]), place, ATLAS_NAME);
        add_names(w, table_cell(&t, r, at[6]), place, ATLAS_NAME);
    }
    return true;
}

static bool read_regions(struct work *w)
{
    static const char *const columns[] = {"name", "also", "lat", "lon", "country", "geonames", "adjective", "people"};
    struct table t;
    int at[8];
    if (!read_table(w, &t, "regions.tsv", columns, at, 8))
        return false;
    for (uint32_t r = 0; r < t.n_rows; r++) {
        struct atlas_place p = {.kind = ATLAS_REGION, .feature = atlas_feature("RGN")};
        if (*table_cell(&t, r, at[7]))      /* a town: when the towns are there */
            continue;
        if (bad_point(w, &t, r, at[2], at[3], &p))
            return false;
        const char *country = table_cell(&t, r, at[4]);
        p.country = number_of(country, w->country.at, w->country.n);
        if (*country && !p.country)
            return err_at(w->err, DL_EFORMAT, t.path, t.line[r], "has the unknown country \"%s\"", country);
        p.geonames = (uint32_t)strtoul(table_cell(&t, r, at[5]), NULL, 10);
        uint32_t place = add_place(w, p, table_cell(&t, r, at[0]));
        add_name(w, table_cell(&t, r, at[0]), place, ATLAS_NAME);
        add_names(w, table_cell(&t, r, at[1]), place, ATLAS_NAME);
        add_names(w, table_cell(&t, r, at[6]), place, ATLAS_ADJECTIVE);
    }
    return true;
}

/* The adjectives of countries are those that entities know. Those of regions come first. */
static bool read_adjectives(struct work *w)
{
    struct table t;
    int at[3];
    if (!table_read(&t, arena_printf(w->a, "%s/data/en/countries.tsv", w->dir), w->a, w->err) ||
        !table_need(&t, (const char *const[]){"code", "adjective", "kind"}, at, 3, w->err))
        return false;
    for (uint32_t r = 0; r < t.n_rows; r++) {
        uint16_t country = number_of(table_cell(&t, r, at[0]), w->country.at, w->country.n);
        if (country && strcmp(table_cell(&t, r, at[2]), "region") != 0)      /* states that are no more have no point */
            add_names(w, table_cell(&t, r, at[1]), country - 1u, ATLAS_ADJECTIVE);
    }
    return true;
}

/* "US.CA" is of the first order, "US.CA.059" of the second. */
static struct atlas_place area_of(struct work *w, const char *code)
{
    const char *dot = strchr(code, '.');
    char iso2[3] = {code[0], code[0] ? code[1] : '\0', 0};
    bool second = dot && strchr(dot + 1, '.');
    return (struct atlas_place){.kind = second ? ATLAS_AREA2 : ATLAS_AREA1, .feature = atlas_feature(second ? "ADM2" : "ADM1"),
                              .country = number_of(iso2, w->iso2.at, w->iso2.n)};
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool read_provinces(struct work *w)
{
    static const char *const columns[] = {"code", "name", "also", "after_comma", "lat", "lon", "geonames"};
    struct table t;
    int at[7];
    if (!read_table(w, &t, "provinces.tsv", columns, at, 7))
        return false;
    for (uint32_t r = 0; r < t.n_rows; r++) {
        const char *code = table_cell(&t, r, at[0]);
        struct atlas_place p = area_of(w, code);
        if (bad_point(w, &t, r, at[4], at[5], &p))
            return false;
        p.geonames = (uint32_t)strtoul(table_cell(&t, r, at[6]), NULL, 10);
        uint32_t place = add_place(w, p, table_cell(&t, r, at[1]));
        *VEC_PUSH(w->a, &w->code) = code, *VEC_PUSH(w->a, &w->area) = place;
        add_name(w, table_cell(&t, r, at[1]), place, ATLAS_NAME);
        add_names(w, table_cell(&t, r, at[2]), place, ATLAS_NAME);
        add_names(w, table_cell(&t, r, at[3]), place, ATLAS_AFTER_COMMA);
    }
    return true;
}

/* Areas that the table by hand has not; it comes first. area_end bounds the codes that are sorted. */
static bool read_areas(struct work *w)
{
    static const char *const columns[] = {"code", "name", "also", "lat", "lon", "people"};
    struct table t;
    int at[6];
    uint32_t by_hand = w->code.n;
    if (!read_table(w, &t, "areas.tsv", columns, at, 6))
        return false;
    for (uint32_t r = 0; r < t.n_rows; r++) {
        const char *code = table_cell(&t, r, at[0]);
        struct atlas_place p = area_of(w, code);
        uint32_t i = 0;
        while (i < by_hand && strcmp(w->code.at[i], code) != 0)
            i++;
        if (bad_point(w, &t, r, at[3], at[4], &p))
            return false;
        p.people = (uint32_t)strtoul(table_cell(&t, r, at[5]), NULL, 10);
        if (i < by_hand) {
            w->place.at[w->area.at[i]].people = p.people;
            continue;
        }
        uint32_t place = add_place(w, p, table_cell(&t, r, at[1]));
        *VEC_PUSH(w->a, &w->code) = code, *VEC_PUSH(w->a, &w->area) = place;
        add_name(w, table_cell(&t, r, at[1]), place, ATLAS_NAME);
        add_names(w, table_cell(&t, r, at[2]), place, ATLAS_VARIANT);
    }
    return true;
}

struct code { const char *code; uint32_t place; };

/* The codes of areas in order, for bsearch. */
static struct code *sorted_codes(struct work *w)
{
    struct code *c = arena_take(w->a, w->code.n + 1, sizeof *c);
    for (uint32_t i = 0; i < w->code.n; i++)
        c[i] = (struct code){w->code.at[i], w->area.at[i]};
    qsort(c, w->code.n, sizeof *c, by_text);
    for (uint32_t i = 0; i < w->code.n; i++) {      /* counties lie in states */
        struct atlas_place *p = &w->place.at[c[i].place];
        char up[16] = "";
        const char *dot = strrchr(c[i].code, '.');
        if (p->kind != ATLAS_AREA2 || (size_t)(dot - c[i].code) >= sizeof up)
            continue;
        memcpy(up, c[i].code, (size_t)(dot - c[i].code));
        const char *key = up;
        struct code *found = bsearch(&key, c, w->code.n, sizeof *c, by_text);
        p->area = found ? found->place + 1 : 0;
    }
    return c;
}

struct town { uint32_t geonames, place; };

static int by_geonames(const void *a, const void *b)
{
    uint32_t x = ((const struct town *)a)->geonames, y = ((const struct town *)b)->geonames;
    return (x > y) - (x < y);
}

/* Towns that the news knows better than their size tells: of regions.tsv those with a number of people. */
static bool read_known_towns(struct work *w, struct town *town, uint32_t n)
{
    static const char *const columns[] = {"name", "also", "lat", "lon", "country", "geonames", "people"};
    struct table t;
    int at[7];
    if (!read_table(w, &t, "regions.tsv", columns, at, 7))
        return false;
    for (uint32_t r = 0; r < t.n_rows; r++) {
        struct town key = {(uint32_t)strtoul(table_cell(&t, r, at[5]), NULL, 10), 0};
        struct town *found = bsearch(&key, town, n, sizeof *town, by_geonames);
        struct atlas_place p = {.kind = ATLAS_TOWN, .geonames = key.geonames, .country = number_of(table_cell(&t, r, at[4]), w->country.at, w->country.n)};
        if (!*table_cell(&t, r, at[6]))
            continue;
        if (bad_point(w, &t, r, at[2], at[3], &p))
            return false;
        uint32_t place = found ? found->place : add_place(w, p, table_cell(&t, r, at[0]));
        if (w->place.at[place].people < KNOWN)
            w->place.at[place].people = KNOWN;
        w->place.at[place].name = put_string(w, table_cell(&t, r, at[0]));
        add_name(w, table_cell(&t, r, at[0]), place, ATLAS_USUAL);
        add_names(w, table_cell(&t, r, at[1]), place, ATLAS_USUAL);
    }
    return true;
}

static bool read_exonyms(struct work *w, struct town *town, uint32_t n)
{
    static const char *const columns[] = {"spelling", "geonames", "name", "english"};
    struct table t;
    int at[4];
    if (!read_table(w, &t, "exonyms.tsv", columns, at, 4))
        return false;
    for (uint32_t r = 0; r < t.n_rows; r++) {
        struct town key = {(uint32_t)strtoul(table_cell(&t, r, at[1]), NULL, 10), 0};
        struct town *found = bsearch(&key, town, n, sizeof *town, by_geonames);
        if (!found)
            return err_at(w->err, DL_EFORMAT, t.path, t.line[r], "names a town that is not in cities.tsv");
        add_name(w, table_cell(&t, r, at[0]), found->place, ATLAS_USUAL);
        if (*table_cell(&t, r, at[3]))      /* "Geneva" is printed for Genève */
            w->place.at[found->place].name = put_string(w, table_cell(&t, r, at[0]));
    }
    return true;
}

static bool read_cities(struct work *w)
{
    static const char *const columns[] = {"geonames", "name", "also", "lat", "lon", "country", "admin1", "people", "feature"};
    struct table t;
    int at[9];
    if (!read_table(w, &t, "cities.tsv", columns, at, 9))
        return false;
    struct code *codes = sorted_codes(w);
    struct town *town = arena_take(w->a, t.n_rows + 1, sizeof *town);
    for (uint32_t r = 0; r < t.n_rows; r++) {
        struct atlas_place p = {.kind = ATLAS_TOWN, .feature = atlas_feature(table_cell(&t, r, at[8]))};
        if (bad_point(w, &t, r, at[3], at[4], &p))
            return false;
        const char *country = table_cell(&t, r, at[5]), *code = arena_printf(w->a, "%s.%s", country, table_cell(&t, r, at[6]));
        struct code *area = bsearch(&code, codes, w->code.n, sizeof *codes, by_text);
        p.country = number_of(country, w->iso2.at, w->iso2.n);
        p.geonames = (uint32_t)strtoul(table_cell(&t, r, at[0]), NULL, 10);
        p.people = (uint32_t)strtoul(table_cell(&t, r, at[7]), NULL, 10);
        p.area = area ? area->place + 1 : 0;
        town[r] = (struct town){p.geonames, add_place(w, p, table_cell(&t, r, at[1]))};
        add_name(w, table_cell(&t, r, at[1]), town[r].place, ATLAS_NAME);
        add_names(w, table_cell(&t, r, at[2]), town[r].place, ATLAS_VARIANT);
    }
    qsort(town, t.n_rows, sizeof *town, by_geonames);
    return read_known_towns(w, town, t.n_rows) && read_exonyms(w, town, t.n_rows);
}

/* First and last words of people's names, from one table of data/en/people. */
static bool read_people(struct work *w, const char *file)
{
    struct table t;
    int at[1];
    if (!table_read(&t, arena_printf(w->a, "%s/data/en/people/%s", w->dir, file), w->a, w->err))
        return false;
    if (!table_need(&t, (const char *const[]){"name"}, at, 1, w->err))
        return false;
    for (uint32_t r = 0; r < t.n_rows; r++) {
        char key[KEY_CAP];
        size_t n = atlas_key(table_cell(&t, r, at[0]), strlen(table_cell(&t, r, at[0])), key, sizeof key);
        const char *space = memchr(key, ' ', n), *last = strrchr(key, ' ');
        if (!space)
            continue;
        add_key(w, key, (size_t)(space - key), UINT32_MAX, 0, ATLAS_GIVEN);
        add_key(w, last + 1, n - (size_t)(last + 1 - key), UINT32_MAX, 0, ATLAS_SURNAME);
    }
    return true;
}

static int tables_only(const struct dirent *d)
{
    size_t n = strlen(d->d_name);
    return n > 4 && strcmp(d->d_name + n - 4, ".tsv") == 0;
}

static bool read_all_people(struct work *w)
{
    struct dirent **list;
    int n = scandir(arena_printf(w->a, "%s/data/en/people", w->dir), &list, tables_only, alphasort);
    bool ok = true;
    for (int i = 0; i < n; i++) {
        ok = ok && read_people(w, list[i]->d_name);
        free(list[i]);
    }
    if (n >= 0)
        free(list);
    return ok;
}

static int by_key(const void *a, const void *b)
{
    const struct draft *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    int c = strcmp(x->key, y->key);
    return c ? c : (x->order > y->order) - (x->order < y->order);
}

/* A great town that dwarfs all others of its name is what the name says. */
static void stress(const struct work *w, uint32_t *posting, uint32_t n)
{
    uint32_t top = 0, next = 0, at = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct atlas_place *p = &w->place.at[posting[i] & ((1u << ATLAS_HOW_SHIFT) - 1)];
        if (p->kind == ATLAS_COUNTRY || p->kind == ATLAS_REGION || p->kind == ATLAS_AREA1)
            return;
        if (p->kind != ATLAS_TOWN)
            continue;
        if (p->people > top)
            next = top, top = p->people, at = i;
        else if (p->people > next)
            next = p->people;
    }
    if (top >= DWARFING && top / 8 > next && posting[at] >> ATLAS_HOW_SHIFT == ATLAS_NAME)
        posting[at] |= (uint32_t)ATLAS_USUAL << ATLAS_HOW_SHIFT;
}

/* One name out of the drafts [i, end): its postings, flags and the longest name it begins. */
static struct atlas_name merge(struct work *w, const struct draft *d, uint32_t n, uint32_t *posting, uint32_t *n_postings)
{
    struct atlas_name name = {.hash = d->hash, .first = *n_postings};
    bool capitals = false, other = false;
    for (uint32_t i = 0; i < n; i++) {
        name.flags |= d[i].flags & (ATLAS_GIVEN | ATLAS_SURNAME);
        if (d[i].words > name.longest)
            name.longest = d[i].words;
        if (d[i].place == UINT32_MAX)
            continue;
        d[i].flags & ATLAS_CAPITALS ? (capitals = true) : (other = true);
        uint32_t k = name.first;
        while (k < *n_postings && (posting[k] & ((1u << ATLAS_HOW_SHIFT) - 1)) != d[i].place)
            k++;
        if (k == *n_postings && name.n < UINT16_MAX) {
            posting[(*n_postings)++] = d[i].place | (uint32_t)d[i].how << ATLAS_HOW_SHIFT;
            name.n++;
        } else if (k < *n_postings && d[i].how == ATLAS_USUAL) {
            posting[k] = d[i].place | (uint32_t)ATLAS_USUAL << ATLAS_HOW_SHIFT;
        }
    }
    stress(w, posting + name.first, name.n);
    if (capitals)
        name.flags |= other ? ATLAS_ACRONYM : ATLAS_CAPITALS | ATLAS_ACRONYM;
    if (name.n || name.longest > 1 || name.flags & ATLAS_GIVEN)
        name.key = put_string(w, d->key);
    return name;
}

static void put_padded(struct buf *out, const void *s, size_t n)
{
    static const char zero[8];
    buf_put(out, s, n);
    buf_put(out, zero, (8 - n % 8) % 8);
}

static void write_file(struct work *w, struct buf *out)
{
    struct draft *d = w->draft.at;
    uint32_t n = w->draft.n, n_names = 0, n_postings = 0;
    struct atlas_name *name = arena_take(w->a, n + 1, sizeof *name);
    uint32_t *posting = arena_take(w->a, n + 1, sizeof *posting), *bucket = arena_take(w->a, ATLAS_BUCKETS + 1, sizeof *bucket);
    qsort(d, n, sizeof *d, by_key);
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && d[end].hash == d[i].hash && strcmp(d[end].key, d[i].key) == 0;)
            end++;
        struct atlas_name one = merge(w, d + i, end - i, posting, &n_postings);
        if (one.n || one.longest > 1 || one.flags & ATLAS_GIVEN)
            name[n_names++] = one;
    }
    for (uint32_t b = 0, i = 0; b <= ATLAS_BUCKETS; b++) {
        while (i < n_names && name[i].hash >> 16 < b)
            i++;
        bucket[b] = i;
    }
    char (*country)[4] = arena_take(w->a, w->country.n, 4);
    for (uint32_t i = 0; i < w->country.n; i++)
        memcpy(country[i], w->country.at[i], strlen(w->country.at[i]) < 4 ? strlen(w->country.at[i]) : 3);
    struct atlas_head head = {.magic = {'D', 'L', 'P', 'L', 'A', 'C', 'E', '1'}, .n_places = w->place.n, .n_names = n_names,
                            .n_postings = n_postings, .n_countries = w->country.n, .n_strings = (uint32_t)w->strings.n};
    put_padded(out, &head, sizeof head);
    put_padded(out, w->place.at, w->place.n * sizeof *w->place.at);
    put_padded(out, bucket, (ATLAS_BUCKETS + 1) * sizeof *bucket);
    put_padded(out, name, n_names * sizeof *name);
    put_padded(out, posting, n_postings * sizeof *posting);
    put_padded(out, country, w->country.n * sizeof *country);
    put_padded(out, w->strings.at, w->strings.n);
}

bool atlas_compile(const char *data_dir, struct buf *out, struct dl_err *err)
{
    struct work w = {.a = arena_new(), .dir = data_dir, .err = err};
    w.keys = intern_new(w.a);
    put_string(&w, "");
    bool ok = read_countries(&w) && read_regions(&w) && read_adjectives(&w) && read_provinces(&w) && read_areas(&w) && read_cities(&w) && read_all_people(&w);
    if (ok)
        write_file(&w, out);
    buf_free(&w.strings);
    arena_free(w.a);
    return ok;
}
