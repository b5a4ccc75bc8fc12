/* entities/layer.h: tables of actors in compiled form: rows, the parties they make up, and every key that leads to one.
 *
 * One file or block of memory, read in place. layer_view checks magic, version, sizes, a sum over all bytes and every
 * offset, so that nothing behind it needs to; it copies nothing but pointers. */
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
/* A word of names: kind of particles.tsv, or, with kind 0, the usual spelling of a word. */
struct layer_word { uint32_t word, kind, usual; };

#define LAYER_MAGIC "DLKNOWS"
enum { LAYER_VERSION = 1 };
struct layer_head {
    char magic[8];
    uint32_t version, n_rows, n_parties, n_entries, n_slots, n_words, n_strings, spare;
    uint64_t sum;                                                  /* of all bytes after the head */
    char sha256[64];                                               /* of the same bytes; the name of this knowledge */
};

struct layer {
    const struct layer_head *head;
    const struct layer_row *row;
    const struct layer_party *party;
    const struct layer_entry *entry;
    const uint32_t *slot;                                          /* (n_slots), a power of two; LAYER_NONE if empty */
    const struct layer_word *word;
    const char *strings;
    uint32_t first_row;                                            /* of this layer among all rows */
};

/* bytes: 8-aligned, stay with the caller. False sets *err and says what is wrong with `name`. */
bool layer_view(struct layer *l, const void *bytes, size_t n, const char *name, struct dl_err *err);
/* Compares all bytes with the head's SHA-256, which layer_view does not. */
bool layer_verify(const struct layer *l, size_t n, const char *name, struct dl_err *err);
uint64_t layer_sum(const void *bytes, size_t n);
uint32_t layer_hash(const char *key);
