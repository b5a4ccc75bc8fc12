/* rules/inside.h: what the files of this room share. */
#pragma once
#include "base/arena.h"
#include "rules/rules.h"

/* part: classes inside it; all: its words and theirs, once compiled. The place is of its definition, else of its first use. */
struct class { const char *name, *file; uint32_t line; bool defined; VEC(uint32_t) word; VEC(int32_t) part; VEC(uint32_t) all; };
struct posting { uint32_t index, trigger; bool is_operator; };
struct word_info { VEC(struct posting) posting; VEC(int32_t) class; uint32_t lemma; };   /* lemma: of an irregular verb form, 0 */

struct rules {
    struct arena *arena;
    uint64_t hash;
    VEC(struct class) class;
    VEC(struct rule) rule;
    VEC(struct operator) operator;
    VEC(const char *) word;          /* by id, from 1 */
    VEC(struct word_info) info;      /* by id */
    uint32_t *slot, cap;             /* open addressing over words */
};

uint32_t word_id(struct rules *r, const char *s, size_t n);                  /* makes one if need be */
uint32_t word_find(const struct rules *r, const char *s, size_t n);          /* 0 if there is none */
/* The class of that name, made (undefined, first used here) if need be. */
int32_t  class_named(struct rules *r, const char *name, size_t n, const char *file, uint32_t line);
int32_t  class_find(const struct rules *r, const char *name, size_t n);      /* -1 if there is none; without the '@' */
bool     word_in_class(const struct rules *r, uint32_t word, int32_t class);
bool     rules_read(struct rules *r, const char *path, struct dl_err *err);
bool     rules_compile(struct rules *r, struct dl_err *err);
