/* attribution/detail.c: what else a record says of a statement: who speaks and in what capacity, how surely, where and when. */
#include "attribution/find.h"

#include <string.h>
#include <strings.h>

#include "entities/entities.h"
#include "base/banned.h"

enum { MOST = 8, TOPICS = 4 };

static const char *words(const struct finder *f, struct dl_span s) { return arena_text(f->a, f->art->text + s.start, s.end - s.start); }

static bool within(struct dl_span in, struct dl_span out) { return in.start >= out.start && in.end <= out.end; }

static bool in_content(const struct dl_statement *st, struct dl_span s)
{
    for (uint32_t c = 0; c < st->n_content; c++)
        if (within(s, st->content[c]))
            return true;
    return false;
}

/* ---- in what capacity ---- */

/* The words before the name ("Kremlin spokesman") or the office that is known of the speaker. */
static const char *role_of(const struct finder *f, const struct dl_statement *st, int32_t head)
{
    const struct dl_article *art = f->art;
    int32_t m = head >= 0 ? entities_at(art, head) : -1;
    if (m >= 0 && art->mention[m].kind == DL_MENTION_name && art->mention[m].head >= 0) {
        int32_t from = f->lo[head];
        while (from < head && (art->token[from].upos == DL_DET || span_punct(f, from) || art->token[from].rel == DL_REL_case))
            from++;
        int32_t to = from;
        while (to < head && art->token[to].span.start < art->mention[m].span.start && !span_punct(f, to))
            to++;
        if (to > from && (art->token[to - 1].upos == DL_NOUN || art->token[to - 1].upos == DL_PROPN) && art->token[from].span.start >= st->source[0].start)
            return words(f, (struct dl_span){art->token[from].span.start, art->token[to - 1].span.end});
    }
    return st->speaker >= 0 ? art->entity[st->speaker].office : NULL;
}

static bool sector(const struct dl_entity *e, const char *list)
{
    for (const char *s = e->sectors; s && *s; s += strlen(s) < 3 ? strlen(s) : 3)
        for (const char *l = list; *l; l += 3)
            if (strncmp(s, l, 3) == 0)
                return true;
    return false;
}

static const char *source_type(const struct finder *f, const struct dl_statement *st, int32_t head)
{
    const struct cue *kind = NULL;
    if (st->speaker < 0)
        return NULL;
    const struct dl_entity *e = &f->art->entity[st->speaker];
    bool text = head >= 0 && e->kind != DL_ENTITY_outlet && f->art->token[head].upos != DL_PROPN;      /* the Post is none */
    if (text && (kind = cue_word(f, head, 'D')) && speaker_author(f, head) == head)
        return kind->class;
    bool named = e->kind == DL_ENTITY_person || e->kind == DL_ENTITY_organization || e->kind == DL_ENTITY_outlet;
    bool media = e->kind == DL_ENTITY_outlet || sector(e, "MED");
    if (media)
        return e->kind == DL_ENTITY_unnamed || e->kind == DL_ENTITY_group ? "media_unnamed" : "media_named";
    if (e->kind == DL_ENTITY_country)
        return "state_collective";
    bool office = e->office || e->kind == DL_ENTITY_office || sector(e, "GOVMILLEGCOPSPYIGO");
    if (office && (e->kind == DL_ENTITY_group || (e->kind == DL_ENTITY_organization)))
        return "official_collective";
    if (office)
        return named ? "official_named" : "official_unnamed";
    const struct cue *noun = head >= 0 ? cue_word(f, head, 'S') : NULL;
    if (noun)
        return noun->class;
    if (sector(e, "EDU"))
        return "expert";
    return e->kind == DL_ENTITY_person ? "citizen" : NULL;
}

/* ---- how surely, in what tone ---- */

static void certainty_of(const struct finder *f, struct dl_statement *st)
{
    const struct dl_token *t = f->art->token;
    span_list hedges = {0};
    st->certainty = st->kind == DL_STATEMENT_belief ? "probable" : "certain";
    st->polarity = strcmp(st->cue_class, "deny") == 0 ? "negative" : "positive";
    int32_t root = -1, tone = 0, n_tone = 0;
    for (int32_t i = (int32_t)f->s->first; i < span_end(f); i++) {
        if (!in_content(st, t[i].span))
            continue;
        if (root < 0 || f->lo[i] < f->lo[root] || f->hi[i] > f->hi[root])
            root = root < 0 || span_under(f, root, i) ? i : root;
        const struct cue *c = t[i].upos == DL_PROPN || span_time(f, i) >= 0 ? NULL : cue_word(f, i, 'H');   /* "in May": no doubt */
        if (c && hedges.n < MOST) {
            *VEC_PUSH(f->a, &hedges) = t[i].span;
            st->certainty = strcmp(st->certainty, "possible") == 0 ? st->certainty : c->class;
        }
        if ((c = cue_word(f, i, 'T'))) {
            tone += *c->class == 'p' ? 1 : -1;
            n_tone++;
        }
    }
    for (int32_t i = root < 0 ? 0 : f->lo[root]; root >= 0 && i <= f->hi[root]; i++)
        if (t[i].head == root && t[i].rel == DL_REL_advmod && (span_is(f, i, "not") || span_is(f, i, "n't") || span_is(f, i, "n\xE2\x80\x99t") || span_is(f, i, "never")))
            st->polarity = *st->polarity == 'n' && strcmp(st->cue_class, "deny") == 0 ? "positive" : "negative";
    st->tone = !n_tone ? "neutral" : tone > 0 ? "positive" : tone < 0 ? "negative" : "mixed";
    st->hedge = hedges.at;
    st->n_hedge = hedges.n;
}

/* ---- where, when, to whom, by what way ---- */

int32_t detail_top(const struct finder *f, const struct dl_statement *st)
{
    const struct dl_token *t = f->art->token;
    int32_t up = t[st->cue_token].rel == DL_REL_obj ? t[st->cue_token].head : -1;
    return up >= 0 && within(t[up].span, st->cue[0]) ? up : st->cue_token;
}

bool detail_belongs(const struct finder *f, const struct dl_statement *st, int32_t i)
{
    return !in_content(st, f->art->token[i].span) && span_under(f, i, detail_top(f, st)) && !(st->n_source && within(f->art->token[i].span, st->source[0]));
}

/* Does the word belong to who is cited in the same sentence: "reported, quoting officials, that"? */
static bool cited(const struct finder *f, const struct dl_statement *st, int32_t i)
{
    for (uint32_t k = 0; k < f->out->n; k++) {
        const struct dl_statement *o = &f->out->at[k];
        if (o != st && o->kind == DL_STATEMENT_relay && o->sentence == st->sentence && o->n_source && within(f->art->token[i].span, o->source[0]))
            return true;
    }
    return false;
}

/* Is the word who is spoken to: "told X", "said to X", "in a call with X", "in a letter to X", "speaking to X"? */
static bool listens(const struct finder *f, const struct dl_statement *st, int32_t i)
{
    const struct dl_token *t = &f->art->token[i];
    bool role = t->rel == DL_REL_obj || t->rel == DL_REL_iobj || t->rel == DL_REL_obl || t->rel == DL_REL_nmod;
    int32_t m = role && i != st->cue_token && t->head >= 0 ? entities_at(f->art, i) : -1;
    if (m < 0 || f->art->mention[m].head != i || (int32_t)f->art->mention[m].entity == st->speaker || cited(f, st, i))
        return false;
    bool to = span_is(f, f->lo[i], "to"), led = to || span_is(f, f->lo[i], "with");
    if (t->head == st->cue_token)
        return ((t->rel == DL_REL_obj || t->rel == DL_REL_iobj) && st->kind != DL_STATEMENT_relay) || (t->rel == DL_REL_obl && to);
    const struct dl_token *up = &f->art->token[t->head];
    struct match way_of;              /* "speaking to", not "referring to" */
    bool speaking = to && up->xpos && strcmp(up->xpos, "VBG") == 0 && up->head == st->cue_token && cue_is(f, t->head, 'V') && !(cue_match(f, t->head, &way_of) && way_of.particle == f->lo[i]);
    int32_t way = span_child(f, t->head, DL_REL_compound);
    bool channel = up->upos == DL_NOUN && (cue_word(f, t->head, 'C') || (way >= 0 && cue_word(f, way, 'C')));      /* "phone call" */
    return led && (t->rel == DL_REL_nmod || t->rel == DL_REL_obl) && (speaking || channel);
}

static void occasion(const struct finder *f, struct dl_statement *st)
{
    const struct dl_article *art = f->art;
    const struct cue *c = cue_word(f, st->cue_token, 'C');
    st->channel = c ? c->class : NULL;
    for (int32_t i = (int32_t)f->s->first; i < span_end(f); i++) {
        if (!detail_belongs(f, st, i))
            continue;
        if (!st->channel && (c = cue_word(f, i, 'C')))
            st->channel = c->class;
        int32_t when = span_time(f, i);
        if (st->time < 0 && when >= 0 && art->time[when].type != DL_TIME_SET)
            st->time = when;
        if (st->addressee < 0 && listens(f, st, i))
            st->addressee = (int32_t)art->mention[entities_at(art, i)].entity;
        for (uint32_t p = 0; p < art->n_places && st->place < 0; p++)
            if (art->place[p].span.start == art->token[i].span.start && art->place[p].use == DL_USE_literal)
                st->place = (int32_t)p;
    }
    for (int32_t i = (int32_t)f->s->first; i < span_end(f); i++)
        if (span_is(f, i, "anonymity"))
            st->on_record = false;
}

/* Countries, bodies and places that the content names. */
static void topics_of(const struct finder *f, struct dl_statement *st)
{
    const struct dl_article *art = f->art;
    VEC(const char *) out = {0};
    for (uint32_t i = 0; i < art->n_mentions && out.n < TOPICS; i++) {
        const struct dl_entity *e = &art->entity[art->mention[i].entity];
        bool kind = e->kind == DL_ENTITY_country || e->kind == DL_ENTITY_organization || e->kind == DL_ENTITY_person;
        bool known = !kind || (int32_t)art->mention[i].entity == st->speaker || !in_content(st, art->mention[i].span);
        for (uint32_t k = 0; k < out.n && !known; k++)
            known = strcmp(out.at[k], e->name) == 0;
        if (!known)
            *VEC_PUSH(f->a, &out) = e->name;
    }
    st->topic = out.at;
    st->n_topics = out.n;
}

void detail_fill(const struct finder *f, struct dl_statement *st, int32_t head)
{
    st->speaker_role = role_of(f, st, head);
    st->source_type = source_type(f, st, head);
    st->on_record = st->speaker >= 0 && f->art->entity[st->speaker].kind != DL_ENTITY_unnamed && st->n_source;
    certainty_of(f, st);
    occasion(f, st);
    topics_of(f, st);
}
