/* A table of fixed size, so that looking for copies allocates nothing. */
#include "input/met.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/banned.h"

enum { BITS = 15, MOST = 24000 };

struct met {
    struct met_article slot[1 << BITS];        /* by a hash of the article; common 0: free */
    struct met_article all[MOST];
    uint32_t used[MOST], n_used;               /* slots */
};

struct met *met_new(void) { return base_alloc(1, sizeof(struct met)); }

void met_free(struct met *m) { free(m); }

void met_add(struct met *m, uint32_t article)
{
    uint32_t at = article * 0x9e3779b1u >> (32 - BITS);
    while (m->slot[at].common && m->slot[at].article != article)
        at = (at + 1) & ((1u << BITS) - 1);
    if (!m->slot[at].common) {
        if (m->n_used == MOST)
            return;
        m->used[m->n_used++] = at;
        m->slot[at].article = article;
    }
    m->slot[at].common++;
}

static int by_common(const void *a, const void *b)
{
    const struct met_article *x = a, *y = b;
    return x->common != y->common ? (x->common < y->common) - (x->common > y->common) : (x->article > y->article) - (x->article < y->article);
}

void met_sort(struct met_article *at, uint32_t n) { qsort(at, n, sizeof *at, by_common); }

uint32_t met_take(struct met *m, uint32_t least, struct met_article *out, uint32_t most)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < m->n_used; i++) {
        struct met_article *x = &m->slot[m->used[i]];
        if (x->common >= least)
            m->all[kept++] = *x;
        x->common = 0;
    }
    m->n_used = 0;
    met_sort(m->all, kept);
    kept = kept < most ? kept : most;
    if (kept)
        memcpy(out, m->all, kept * sizeof *out);
    return kept;
}
