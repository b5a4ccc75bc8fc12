/* base/arena.h: memory with one life span. One article, one arena; what is taken is never freed alone. */
#pragma once
#include "dateline.h"

struct arena;
struct arena *arena_new(void);
void         *arena_take(struct arena *a, size_t count, size_t size);  /* zeroed, aligned to 16; never NULL */
/* A copy of n entries with room, zeroed, for one more: for short lists that seldom grow. */
void         *arena_one_more(struct arena *a, const void *at, size_t n, size_t size);
char         *arena_text(struct arena *a, const char *s, size_t n);    /* copies n bytes and adds a NUL */
char         *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
size_t        arena_used(const struct arena *a);
void          arena_reset(struct arena *a);                            /* keeps its blocks */
void          arena_free(struct arena *a);                             /* NULL is fine */

/* A growing array in an arena: VEC(struct dl_token) v = {0}; *VEC_PUSH(a, &v) = tok; v.at, v.n.
 * The old block stays behind when it grows; doubling keeps the waste below one final size. */
#define VEC(type) struct { type *at; uint32_t n, cap; }
#define VEC_PUSH(a, v)                                                                         \
    ((v)->n == (v)->cap                                                                        \
         ? (void)((v)->at = arena_grow((a), (v)->at, &(v)->cap, sizeof *(v)->at)) : (void)0,   \
     &(v)->at[(v)->n++])
void *arena_grow(struct arena *a, void *at, uint32_t *cap, size_t size);   /* at least doubles *cap; zeroed */

/* malloc that aborts with a sentence instead of returning NULL; for what outlives articles. */
void *base_alloc(size_t count, size_t size);                               /* zeroed */
void *base_realloc(void *p, size_t count, size_t size);
/* One call for the pages of memory that is about to be filled: each page touched unasked costs a trap, dear on virtual machines. */
void  base_ready(void *at, size_t n);
