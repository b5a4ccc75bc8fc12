/* base/arena.c: blocks of doubling size, kept on reset. Taking costs an addition, and a memset of what was used before:
 * a new block is zero as the system gives it, and pages that nothing was put on are never touched. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/banned.h"

#if defined(__SANITIZE_ADDRESS__)
#define FIRST_BLOCK 4096u
#else
#define FIRST_BLOCK (256u << 10)
#endif
#define MAX_BLOCK (16u << 20)
#define READY (256u << 10)

struct block {
    struct block *next;
    size_t cap, used, dirty;       /* bytes from `dirty` on were never handed out: they are zero */
    size_t ready;                  /* bytes that the system was asked to have at hand */
    _Alignas(16) unsigned char bytes[];
};

struct arena {
    struct block *first, *now;
};

static _Noreturn void out_of_memory(size_t n)
{
    fprintf(stderr, "dateline: out of memory (%zu bytes)\n", n);
    abort();
}

void *base_alloc(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (!p)
        out_of_memory(count * size);
    return p;
}

void *base_realloc(void *p, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        out_of_memory(SIZE_MAX);
    size_t n = count * size;
    void *q = realloc(p, n ? n : 1);
    if (!q)
        out_of_memory(count * size);
    return q;
}

static struct block *block_new(size_t cap)
{
    struct block *b = calloc(1, sizeof *b + cap);
    if (!b)
        out_of_memory(cap);
    b->cap = cap;
    return b;
}

struct arena *arena_new(void)
{
    struct arena *a = base_alloc(1, sizeof *a);
    a->first = a->now = block_new(FIRST_BLOCK);
    return a;
}

/* The next block that holds n bytes: a kept one, or a new one behind the present. */
static void next_block(struct arena *a, size_t n)
{
    while (a->now->next) {
        a->now = a->now->next;
        a->now->used = 0;
        if (a->now->cap >= n)
            return;
    }
    size_t cap = a->now->cap * 2 < MAX_BLOCK ? a->now->cap * 2 : MAX_BLOCK;
    a->now->next = block_new(cap < n ? n : cap);
    a->now = a->now->next;
}

void base_ready(void *at, size_t n)
{
#ifdef MADV_POPULATE_WRITE
    uintptr_t page = 4096, from = ((uintptr_t)at + page - 1) & ~(page - 1), to = ((uintptr_t)at + n) & ~(page - 1);
    if (to > from)
        (void)madvise((void *)from, to - from, MADV_POPULATE_WRITE);
#else
    (void)at, (void)n;
#endif
}

/* Asks for what was just taken and some more. */
static void make_ready(struct block *b)
{
    size_t ready = b->used + READY < b->cap ? b->used + READY : b->cap;
    base_ready(b->bytes + b->ready, ready - b->ready);
    b->ready = ready;
}

void *arena_take(struct arena *a, size_t count, size_t size)
{
    if (size && count > (SIZE_MAX - 64) / size)
        out_of_memory(SIZE_MAX);
    size_t n = (count * size + 15) & ~(size_t)15;
    if (a->now->cap - a->now->used < n)
        next_block(a, n);
    struct block *b = a->now;
    unsigned char *p = b->bytes + b->used;
    if (b->dirty > b->used)
        memset(p, 0, n < b->dirty - b->used ? n : b->dirty - b->used);
    b->used += n;
    if (b->used > b->ready && b != a->first)      /* what lives shortly has one block */
        make_ready(b);
    b->dirty = b->dirty > b->used ? b->dirty : b->used;
    return p;
}

void *arena_grow(struct arena *a, void *at, uint32_t *cap, size_t size)
{
    if (*cap > UINT32_MAX / 2)
        out_of_memory(SIZE_MAX);
    uint32_t now = *cap ? *cap * 2 : 8;
    void *p = arena_take(a, now, size);
    if (*cap)
        memcpy(p, at, *cap * size);
    *cap = now;
    return p;
}

void *arena_one_more(struct arena *a, const void *at, size_t n, size_t size)
{
    void *more = arena_take(a, n + 1, size);
    if (n)
        memcpy(more, at, n * size);
    return more;
}

char *arena_text(struct arena *a, const char *s, size_t n)
{
    char *p = arena_take(a, n + 1, 1);
    if (n)
        memcpy(p, s, n);
    return p;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *p = arena_take(a, (size_t)(n < 0 ? 0 : n) + 1, 1);
    if (n > 0)
        vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return p;
}

size_t arena_used(const struct arena *a)
{
    size_t n = 0;
    for (const struct block *b = a->first; b; b = b->next) {
        n += b->used;
        if (b == a->now)
            break;
    }
    return n;
}

void arena_reset(struct arena *a)
{
    a->now = a->first;
    a->now->used = 0;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    for (struct block *b = a->first, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(a);
}
