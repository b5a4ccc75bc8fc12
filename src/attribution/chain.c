/* attribution/chain.c: the way a statement came to the reader, outermost link first: the outlet, who passed it on, who said it. */
#include "attribution/find.h"

#include <string.h>

#include "base/banned.h"

enum { LONGEST = 12, ROOM = 4 };

static void add(struct dl_statement *st, struct dl_link link)
{
    if (st->n_chain < LONGEST)
        st->chain[st->n_chain++] = link;
}

static bool is_media(const struct dl_article *art, int32_t e)
{
    return e >= 0 && (art->entity[e].kind == DL_ENTITY_outlet || (art->entity[e].sectors && strstr(art->entity[e].sectors, "MED") && art->entity[e].kind != DL_ENTITY_person));
}

static bool quoted_by_nobody(const struct dl_article *art, const struct dl_statement *st)
{
    const struct dl_span cue = st->cue[0];
    return cue.end - cue.start > 12 && memmem(art->text + cue.start, cue.end - cue.start, " as ", 4) && (memmem(art->text + cue.start, cue.end - cue.start, "quoted", 6) || memmem(art->text + cue.start, cue.end - cue.start, "cited", 5));
}

/* The link of a statement's own speaker. */
static struct dl_link own(const struct dl_statement *st)
{
    return (struct dl_link){.entity = st->speaker, .span = st->n_source ? st->source[0] : DL_NO_SPAN, .cue = st->cue[0], .source_type = st->source_type, .basis = DL_BASIS_explicit};
}

/* The relay of the same speaker's words in the sentence before, which this one does not repeat. */
static const struct dl_link *carried(const struct dl_statement *st, uint32_t i)
{
    for (uint32_t k = i; k-- > 0 && st[i].nested_in < 0 && st[k].sentence + 2 >= st[i].sentence;) {
        if (st[k].speaker != st[i].speaker || st[k].sentence == st[i].sentence)
            continue;
        for (uint32_t l = 1; l + 1 < st[k].n_chain; l++)
            if (st[k].chain[l].basis == DL_BASIS_implicit_passive || st[k].chain[l].basis == DL_BASIS_carried_over ||
                (st[k].chain[l].source_type && strncmp(st[k].chain[l].source_type, "media", 5) == 0))
                return &st[k].chain[l];
        return NULL;
    }
    return NULL;
}

static void flag(struct dl_statement *st, struct arena *a, const char *word)
{
    const char **all = arena_take(a, st->n_flags + 1, sizeof *all);
    for (uint32_t i = 0; i < st->n_flags; i++)
        all[i] = st->flag[i];
    all[st->n_flags++] = word;
    st->flag = all;
}

static void link_one(struct dl_article *art, struct dl_statement *st, uint32_t i, struct arena *a)
{
    struct dl_statement *s = &st[i];
    int32_t up[LONGEST], depth = 0;
    s->chain = arena_take(a, LONGEST, sizeof *s->chain);
    struct dl_span agency = art->dateline.agency_span;
    bool dated = agency.start < agency.end;
    add(s, (struct dl_link){.entity = art->outlet_entity, .span = dated ? agency : DL_NO_SPAN, .source_type = art->outlet_entity >= 0 ? "media_named" : NULL,
                            .basis = art->outlet_entity < 0 ? DL_BASIS_none : dated ? DL_BASIS_dateline : DL_BASIS_metadata});
    const struct dl_link *before = carried(st, i);
    if (before && s->speaker >= 0) {
        struct dl_link l = *before;
        l.basis = DL_BASIS_carried_over;
        l.cue = DL_NO_SPAN;
        add(s, l);
        flag(s, a, "relay_uncertain");
    }
    for (int32_t k = (int32_t)i; k >= 0 && depth < LONGEST - ROOM; k = st[k].nested_in)
        up[depth++] = k;
    while (depth-- > 0) {
        const struct dl_statement *o = &st[up[depth]];
        bool last = up[depth] == (int32_t)i;
        if (quoted_by_nobody(art, o))
            add(s, (struct dl_link){.entity = -1, .cue = o->cue[0], .source_type = "media_unstated", .basis = DL_BASIS_implicit_passive});
        if (is_media(art, o->addressee) && o->addressee != o->speaker)
            add(s, (struct dl_link){.entity = o->addressee, .source_type = "media_named", .basis = DL_BASIS_explicit});
        if (o->n_source || last)
            add(s, own(o));
    }
}

void chain_build(struct dl_article *art, struct dl_statement *st, uint32_t n, struct arena *a)
{
    for (uint32_t i = 0; i < n; i++) {
        link_one(art, st, i, a);
        if (quoted_by_nobody(art, &st[i]))
            flag(&st[i], a, "relay_agent_missing");
        if (st[i].source_type && strstr(st[i].source_type, "unnamed"))
            flag(&st[i], a, "anonymous_source");
        for (uint32_t k = 0; k < art->n_notes; k++) {
            enum dl_note_code c = art->note[k].code;
            bool mark = c == DL_NOTE_QUOTE_OPEN || c == DL_NOTE_QUOTE_CLOSE || c == DL_NOTE_QUOTE_SPACING;
            if (mark && art->note[k].span.start >= st[i].content[0].start && art->note[k].span.start <= st[i].content[st[i].n_content - 1].end) {
                flag(&st[i], a, "malformed_quote");
                break;
            }
        }
    }
}
