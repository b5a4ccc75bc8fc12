/* attribution/chain.c: the way a statement came to the reader, outermost link first: the outlet, who passed it on, who said it. */
#include "attribution/find.h"

#include <string.h>

#include "entities/entities.h"
#include "base/banned.h"

enum { LONGEST = 12, ROOM = 4, MOST = 2 };     /* links; those kept free for the speaker; media that one clause names */

static void add(struct dl_statement *st, struct dl_link link)
{
    struct dl_link *last = st->n_chain > 1 ? &st->chain[st->n_chain - 1] : NULL;
    if (last && link.entity >= 0 && last->entity == link.entity && last->basis != DL_BASIS_implicit_passive)
        *last = link;                   /* somebody who speaks of what he says himself passes nothing on */
    else if (st->n_chain < LONGEST)
        st->chain[st->n_chain++] = link;
}

static bool is_media(const struct dl_article *art, int32_t e)
{
    if (e < 0 || art->entity[e].kind == DL_ENTITY_person || art->entity[e].kind == DL_ENTITY_unnamed)
        return false;                   /* "told reporters": the wire was there itself */
    return art->entity[e].kind == DL_ENTITY_outlet || (art->entity[e].sectors && strstr(art->entity[e].sectors, "MED"));
}

static bool quoted_by_nobody(const struct dl_article *art, const struct dl_statement *st)
{
    const struct dl_span cue = st->cue[0];
    return cue.end - cue.start > 12 && memmem(art->text + cue.start, cue.end - cue.start, " as ", 4) && (memmem(art->text + cue.start, cue.end - cue.start, "quoted", 6) || memmem(art->text + cue.start, cue.end - cue.start, "cited", 5));
}

/* "was quoted by state radio as saying": who quotes; -1. */
static int32_t quoting(const struct finder *f, const struct dl_statement *st)
{
    const struct dl_token *t = f->art->token;
    for (int32_t i = st->cue_token; i >= 0 && t[i].span.start >= st->cue[0].start; i--)
        if ((t[i].rel == DL_REL_obl_agent || t[i].rel == DL_REL_obl) && span_is(f, f->lo[i], "by"))
            return i;
    return -1;
}

/* The link of a statement's own speaker. */
static struct dl_link own(const struct dl_statement *st)
{
    return (struct dl_link){.entity = st->speaker, .span = st->n_source ? st->source[0] : DL_NO_SPAN, .cue = st->cue[0], .source_type = st->source_type, .basis = DL_BASIS_explicit};
}

/* ---- who heard it ---- */

/* A medium by the table, or by its name: "BBC Sport", "Israel Radio", "example.com". */
static bool media_name(const struct finder *f, int32_t i, int32_t e, struct dl_span name)
{
    const struct dl_article *art = f->art;
    const struct cue *kind = cue_word(f, i, 'S');
    const char *dot = strchr(art->token[i].form, '.');
    if (is_media(art, e) || (kind && strncmp(kind->class, "media", 5) == 0))
        return true;
    for (uint32_t k = 0; k < art->n_mentions; k++)
        if (art->mention[k].span.start >= name.start && art->mention[k].span.end <= name.end && art->mention[k].kind == DL_MENTION_name && is_media(art, (int32_t)art->mention[k].entity))
            return true;
    return art->token[i].upos == DL_PROPN && dot && dot > art->token[i].form && dot[1] >= 'a' && dot[1] <= 'z';
}

/* Words that lead to who heard or carried it: "told X", "in an interview with X", "as reported by X", "via X". */
static bool leads(const struct finder *f, const struct dl_statement *st, int32_t i, bool media)
{
    const struct dl_token *t = f->art->token;
    int32_t mark = span_child(f, i, DL_REL_case), up = t[i].head;
    const struct cue *occasion = up >= 0 ? cue_word(f, up, 'C') : NULL;
    if (mark < 0)
        return media && up == st->cue_token && (t[i].rel == DL_REL_obj || t[i].rel == DL_REL_iobj);
    if (span_is(f, mark, "via") || span_is(f, mark, "through"))
        return media || (!cue_word(f, i, 'C') && cue_word(f, i, 'S'));
    if (span_is(f, mark, "with") && occasion && strcmp(occasion->class, "interview") == 0)
        return f->art->token[i].upos == DL_PROPN;
    return media && (span_is(f, mark, "to") || span_is(f, mark, "with") || (span_is(f, mark, "by") && up >= 0 && cue_is(f, up, 'V')));
}

static struct dl_span name_at(const struct finder *f, int32_t i)
{
    const struct dl_token *t = f->art->token;
    int32_t from = i, to = i;
    while (from > f->lo[i] && (t[from - 1].upos == DL_PROPN || t[from - 1].upos == DL_NOUN || t[from - 1].upos == DL_ADJ))
        from--;
    while (to < f->hi[i] && t[to + 1].upos == DL_PROPN)
        to++;
    return (struct dl_span){t[from].span.start, t[to].span.end};
}

/* "told the press": nobody's own newspaper; not so "the broadcaster", of which more has been told. */
static bool crowd(const struct finder *f, int32_t i, int32_t e)
{
    bool bare = span_child(f, i, DL_REL_amod) < 0 && span_child(f, i, DL_REL_compound) < 0 && span_child(f, i, DL_REL_nmod) < 0 && span_child(f, i, DL_REL_case) < 0;
    return bare && f->art->token[i].upos == DL_NOUN && (e < 0 || f->art->entity[e].kind != DL_ENTITY_outlet);
}

/* Is the name that of the wire itself, which heard it with its own ears? */
static bool this_wire(const struct dl_article *art, struct dl_span name)
{
    size_t n = art->outlet ? strlen(art->outlet) : 0;
    return n && n == name.end - name.start && !memcmp(art->text + name.start, art->outlet, n);
}

/* Adds to the chain of `to` the media around the cue of st that were told or that carried it. */
static void heard(const struct finder *f, const struct dl_statement *st, struct dl_statement *to)
{
    const struct dl_article *art = f->art;
    struct finder here = *f;
    here.s = &art->sentence[st->sentence];
    int32_t top = detail_top(f, st), n = 0;
    for (int32_t i = f->lo[top]; i <= f->hi[top] && n < MOST; i++) {
        if (art->token[i].upos != DL_PROPN && art->token[i].upos != DL_NOUN)
            continue;
        int32_t m = entities_at(art, i), e = m >= 0 && art->mention[m].head == i ? (int32_t)art->mention[m].entity : -1;
        struct dl_span name = name_at(&here, i);
        bool media = media_name(&here, i, e, name);
        if (e >= 0 && art->mention[m].span.start > name.start && !is_media(art, e))
            e = -1;                     /* "Radio Selm" is not Selm */
        if ((e >= 0 && (e == st->speaker || e == art->outlet_entity)) || this_wire(art, name) || crowd(&here, i, e) || !detail_belongs(&here, st, i) || !leads(&here, st, i, media))
            continue;
        add(to, (struct dl_link){.entity = e, .span = name, .source_type = media ? "media_named" : NULL, .basis = DL_BASIS_explicit});
        n++;
    }
}

/* ---- relays of the sentence before ---- */

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

void chain_flag(struct dl_statement *st, struct arena *a, const char *word)
{
    const char **all = arena_take(a, st->n_flags + 1, sizeof *all);
    for (uint32_t i = 0; i < st->n_flags; i++)
        all[i] = st->flag[i];
    all[st->n_flags++] = word;
    st->flag = all;
}

static void carry(struct finder *f, uint32_t i)
{
    struct dl_statement *s = &f->out->at[i];
    const struct dl_link *before = s->speaker >= 0 ? carried(f->out->at, i) : NULL;
    if (!before)
        return;
    struct dl_link l = *before;
    l.basis = DL_BASIS_carried_over;
    l.cue = DL_NO_SPAN;
    add(s, l);
    chain_flag(s, f->a, "relay_uncertain");
}

static struct dl_link outlet(const struct dl_article *art)
{
    struct dl_span agency = art->dateline.agency_span;
    bool dated = agency.start < agency.end;
    return (struct dl_link){.entity = art->outlet_entity, .span = dated ? agency : DL_NO_SPAN, .source_type = art->outlet_entity >= 0 ? "media_named" : NULL,
                            .basis = art->outlet_entity < 0 ? DL_BASIS_none : dated ? DL_BASIS_dateline : DL_BASIS_metadata};
}

static void link_one(struct finder *f, uint32_t i)
{
    struct dl_statement *st = f->out->at, *s = &st[i];
    int32_t up[LONGEST], depth = 0;
    s->chain = arena_take(f->a, LONGEST, sizeof *s->chain);
    add(s, outlet(f->art));
    carry(f, i);
    for (int32_t k = (int32_t)i; k >= 0 && depth < LONGEST - ROOM; k = st[k].nested_in)
        up[depth++] = k;
    while (depth-- > 0) {
        const struct dl_statement *o = &st[up[depth]];
        int32_t by = quoted_by_nobody(f->art, o) ? quoting(f, o) : -1, m = by >= 0 ? entities_at(f->art, by) : -1;
        if (by >= 0)
            add(s, (struct dl_link){.entity = m >= 0 && f->art->mention[m].head == by ? (int32_t)f->art->mention[m].entity : -1, .span = span_source(f, by, f->lo[by] - 1), .cue = o->cue[0], .source_type = "media_named", .basis = DL_BASIS_explicit});
        else if (quoted_by_nobody(f->art, o))
            add(s, (struct dl_link){.entity = -1, .cue = o->cue[0], .source_type = "media_unstated", .basis = DL_BASIS_implicit_passive});
        heard(f, o, s);
        if (o->n_source || up[depth] == (int32_t)i)
            add(s, own(o));
    }
}

static bool spoilt(const struct dl_article *art, const struct dl_statement *st)
{
    for (uint32_t k = 0; k < art->n_notes; k++) {
        enum dl_note_code c = art->note[k].code;
        bool mark = c == DL_NOTE_QUOTE_OPEN || c == DL_NOTE_QUOTE_CLOSE || c == DL_NOTE_QUOTE_SPACING;
        if (mark && art->note[k].span.start >= st->content[0].start && art->note[k].span.start <= st->content[st->n_content - 1].end)
            return true;
    }
    return false;
}

void chain_build(struct finder *f)
{
    for (uint32_t i = 0; i < f->out->n; i++) {
        struct dl_statement *st = &f->out->at[i];
        link_one(f, i);
        if (quoted_by_nobody(f->art, st) && quoting(f, st) < 0)
            chain_flag(st, f->a, "relay_agent_missing");
        if (st->source_type && strstr(st->source_type, "unnamed"))
            chain_flag(st, f->a, "anonymous_source");
        if (spoilt(f->art, st))
            chain_flag(st, f->a, "malformed_quote");
    }
}
