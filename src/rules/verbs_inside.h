/* rules/verbs_inside.h: what the reader of verb dictionaries and the matcher share. */
#pragma once
#include "base/arena.h"
#include "rules/verbs.h"

enum { PHRASE_WORDS = 6 };
struct phrase { uint32_t word[PHRASE_WORDS], n; };             /* words side by side, by id */
struct phrases { const char *name; VEC(struct phrase) at; };   /* a synonym set */

/* $ source, + target, % both, ^ skips a noun phrase; GROUP: its head is the last part; PREP: its first part is the preposition. */
enum element_kind { ELEMENT_PHRASE, ELEMENT_SET, ELEMENT_SOURCE, ELEMENT_TARGET, ELEMENT_BOTH, ELEMENT_SKIP, ELEMENT_GROUP, ELEMENT_PREP };
/* glued: nothing may stand between it and what follows. */
struct element { enum element_kind kind; bool glued; struct phrase phrase; uint32_t set; struct element *part; uint32_t n_parts; };
struct codes { const char *code, *back; };

struct pattern { struct element *left, *right; uint32_t n_left, n_right, size, line; struct codes codes; bool trees, glued; };   /* glued: the verb to what follows */
struct verb { const char *id; uint32_t line, main, block; struct phrase phrase; struct codes codes; };   /* main: the inflected word */
struct block { const char *file; struct codes codes; VEC(struct pattern) pattern; };

struct verbs {
    struct arena *arena;
    uint64_t hash;
    VEC(const char *) word;          /* by id, from 1; lower case */
    VEC(struct posting_list { VEC(uint32_t) verb; }) index;     /* by word: the verbs it inflects */
    uint32_t *slot, cap;             /* open addressing over words */
    VEC(struct phrases) set;
    VEC(struct block) block;
    VEC(struct verb) verb;
};

uint32_t verbs_word(struct verbs *v, const char *s, size_t n);         /* makes one if need be */
uint32_t verbs_find(const struct verbs *v, const char *s, size_t n);   /* 0 if there is none */
