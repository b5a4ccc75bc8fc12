/* entities/layer.h: tables of actors in compiled form: rows, the parties they make up, every key that leads to one, and people by surname and country.
 *
 * One file or block of memory, read in place: layer_view looks at the head and where the parts end, and touches no page
 * beyond, so that it costs the same for any size. What leads from part to part is therefore read by the functions below,
 * which take an offset or index out of bounds for none. layer_verify compares all bytes with the head. */
#pragma once
#include "dateline.h"

enum { LAYER_NONE = -1 };
enum layer_how { AS_PRINTED, RESPELLED, SHORTENED, SURNAME };      /* how far a key is from the name in the table */

struct layer_row {
    uint32_t name, code, sectors, office, role, sort, file;        /* offsets of strings; code LAYER_NONE for agents */
    int32_t first_day, last_day;
    uint32_t line, rank, next;                                     /* next row of the party, LAYER_NONE at the end */
    uint32_t kind;
};
struct layer_party { uint32_t first, last; };
/* A chain of one slot. own: the key is the row's first name; capitals: only in capital letters. */
struct layer_entry { uint32_t key, hash, party, next; uint8_t how, form, own, capitals; };
/* A person by a key of the first spelling of the name: surname, last two words, of a ruler the first name too. */
struct layer_holder { uint32_t key, row, next; };
/* A word of names: kind of particles.tsv, or, with kind 0, the usual spelling of a word. */
struct layer_word { uint32_t word, kind, usual; };

#define LAYER_MAGIC "DLKNOWS"
enum { LAYER_VERSION = 2, LAYER_KINDS = 6 };
struct layer_head {
    char magic[8];
    uint32_t version, n_rows, n_parties, n_entries, n_slots, n_words, n_strings, n_holders, n_people_slots, spare;
    uint32_t first[LAYER_KINDS], end[LAYER_KINDS];                 /* rows [first, end) hold all of a kind */
    char sha256[64];                                               /* of all bytes after the head; the name of this knowledge */
};

struct layer {
    const struct layer_head *head;
    const struct layer_row *row;
    const struct layer_party *party;
    const struct layer_entry *entry;
    const uint32_t *slot;                                          /* (n_slots), a power of two; LAYER_NONE if empty */
    const struct layer_word *word;
    const struct layer_holder *holder;
    const uint32_t *surname, *country;                             /* (n_people_slots), a power of two: the first holder, by key; the first person, by code; or LAYER_NONE */
    const uint32_t *compatriot;                                    /* (n_rows) of a person: the next of the slot */
    const char *strings;
    uint32_t first_row;                                            /* of this layer among all rows */
};

/* bytes: 8-aligned, stay with the caller. False sets *err and says what is wrong with `name`. */
bool layer_view(struct layer *l, const void *bytes, size_t n, const char *name, struct dl_err *err);
/* Compares all bytes with the head's SHA-256. */
bool layer_verify(const struct layer *l, size_t n, const char *name, struct dl_err *err);
uint32_t layer_hash(const char *key);

static inline const char *layer_text(const struct layer *l, uint32_t at) { return at < l->head->n_strings ? l->strings + at : ""; }

/* at, if it is below n. */
static inline uint32_t layer_below(uint32_t at, uint32_t n) { return at < n ? at : (uint32_t)LAYER_NONE; }

/* The chain of a hash. Each entry leads to an earlier one, so it ends. */
static inline uint32_t layer_entries(const struct layer *l, uint32_t hash) { return layer_below(l->slot[hash & (l->head->n_slots - 1)], l->head->n_entries); }
static inline uint32_t layer_entry_after(const struct layer *l, uint32_t i) { return layer_below(l->entry[i].next, i); }

/* The first row of an entry's party. */
static inline uint32_t layer_first_row(const struct layer *l, const struct layer_entry *e)
{
    return e->party < l->head->n_parties ? layer_below(l->party[e->party].first, l->head->n_rows) : (uint32_t)LAYER_NONE;
}

static inline uint32_t layer_holders(const struct layer *l, uint32_t hash) { return layer_below(l->surname[hash & (l->head->n_people_slots - 1)], l->head->n_holders); }
static inline uint32_t layer_holder_after(const struct layer *l, uint32_t i) { return layer_below(l->holder[i].next, i); }

/* People of a country and whoever shares its slot; each leads to a later row. */
static inline uint32_t layer_people(const struct layer *l, uint32_t hash) { return layer_below(l->country[hash & (l->head->n_people_slots - 1)], l->head->n_rows); }
static inline uint32_t layer_person_after(const struct layer *l, uint32_t row)
{
    return l->compatriot[row] > row ? layer_below(l->compatriot[row], l->head->n_rows) : (uint32_t)LAYER_NONE;
}
