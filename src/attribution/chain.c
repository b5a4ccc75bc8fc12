/* attribution/chain.c: the way a statement came to the reader, outermost link first. */
#include "attribution/find.h"

#include "base/banned.h"

enum { LONGEST = 12 };

static void add(struct dl_statement *st, int32_t entity, struct dl_span span, struct dl_span cue, uint8_t basis)
{
    if (st->n_chain < LONGEST)
        st->chain[st->n_chain++] = (struct dl_link){.entity = entity, .span = span, .cue = cue, .basis = basis};
}

void chain_build(struct dl_article *art, struct dl_statement *st, uint32_t n, struct arena *a)
{
    for (uint32_t i = 0; i < n; i++) {
        st[i].chain = arena_take(a, LONGEST, sizeof *st[i].chain);
        if (art->outlet_entity >= 0)
            add(&st[i], art->outlet_entity, DL_NO_SPAN, DL_NO_SPAN, DL_BASIS_metadata);
        int32_t up[LONGEST], depth = 0;
        for (int32_t k = (int32_t)i; k >= 0 && depth < LONGEST - 4; k = st[k].nested_in)
            up[depth++] = k;
        while (depth-- > 0)
            if (st[up[depth]].n_source)
                add(&st[i], st[up[depth]].speaker, st[up[depth]].source[0], st[up[depth]].cue[0], DL_BASIS_explicit);
    }
}
