/* input/nodes.c: a row of memory for each thread. libxml2 has one set of functions for the whole program and no place for a parser's own
 * memory, so the row is the thread's. What does not fit is malloc's. A fifth of the time of a page went to malloc and free.
 *
 * With AddressSanitizer there is no row, or it would see no fault in it. */
#include "input/nodes.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/banned.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

enum { ROW = 64 << 20, KEPT = 16 << 20, ALIGN = 16 };

/* Before each piece stands its size. */
struct row { char *at; size_t used, last; bool on, spilt; };
static _Thread_local struct row row;

static bool in_row(const void *p) { return row.at && (const char *)p >= row.at && (const char *)p < row.at + ROW; }
static size_t size_of(const void *p) { return *(const size_t *)((const char *)p - ALIGN); }

static void *row_take(size_t n)
{
    size_t need = ALIGN + (n + ALIGN - 1) / ALIGN * ALIGN;
    if (!row.on || n > ROW || need > ROW - row.used) {
        row.spilt = row.spilt || row.on;
        return malloc(n);
    }
    char *p = row.at + row.used + ALIGN;
    row.last = row.used;
    row.used += need;
    *(size_t *)(p - ALIGN) = n;
    return p;
}

/* The last piece is taken back, which is what happens to names and values right after they were read. */
static void row_free(void *p)
{
    if (!in_row(p))
        free(p);
    else if ((char *)p - ALIGN == row.at + row.last)
        row.used = row.last;
}

static void *row_realloc(void *p, size_t n)
{
    if (!p || !in_row(p))
        return p ? realloc(p, n) : row_take(n);
    size_t had = size_of(p);
    if (n <= had)
        return p;
    if ((char *)p - ALIGN == row.at + row.last)
        row.used = row.last;               /* it may grow where it stands */
    void *q = row_take(n);
    if (q && q != p)
        memmove(q, p, had);
    return q;
}

static char *row_strdup(const char *s)
{
    size_t n = strlen(s) + 1;
    char *p = row_take(n);
    return p ? memcpy(p, s, n) : NULL;
}

static pthread_key_t key;
static bool ours;                          /* false where a program that we are a part of has set functions of its own */
static void row_close(void *at) { munmap(at, ROW); }

static void setup(void)
{
#ifndef SANITIZED
    xmlFreeFunc its_free;
    xmlMallocFunc its_malloc;
    xmlReallocFunc its_realloc;
    xmlStrdupFunc its_strdup;
    if (xmlMemGet(&its_free, &its_malloc, &its_realloc, &its_strdup) == 0 && its_malloc == malloc && its_free == free && pthread_key_create(&key, row_close) == 0)
        ours = xmlMemSetup(row_free, row_take, row_realloc, row_strdup) == 0;
#endif
    xmlInitParser();
}

void nodes_setup(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, setup);
}

bool nodes_begin(void)
{
    if (!ours)
        return false;
    if (!row.at) {
        void *at = mmap(NULL, ROW, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (at == MAP_FAILED)
            return false;
        pthread_setspecific(key, at);
        row.at = at;
    }
    xmlResetLastError();                   /* makes what libxml2 keeps for a thread, which outlives the tree */
    row.used = row.last = 0;
    row.spilt = false;
    return row.on = true;
}

bool nodes_all(void) { return row.on && !row.spilt; }

void nodes_end(void)
{
    if (!row.on)
        return;
    xmlResetLastError();
    row.on = false;
    if (row.used > KEPT)
        madvise(row.at + KEPT, ROW - KEPT, MADV_DONTNEED);
}
