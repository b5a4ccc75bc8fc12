/* attribution/speaker.c: which entity speaks: from the words of the source to a mention, through texts to their authors. */
#include "attribution/find.h"

#include <string.h>

#include "entities/entities.h"
#include "base/banned.h"

enum { CLIMB = 8, BACK = 12 };     /* deepest clause over a pronoun; statements to look back for a text's author */

static bool within(struct dl_span in, struct dl_span out) { return in.start >= out.start && in.end <= out.end; }

static bool relative(const struct finder *f, int32_t i) { return span_is(f, i, "who") || span_is(f, i, "that") || span_is(f, i, "which"); }

static bool first_person(const struct finder *f, int32_t i)
{
    static const char *const list[] = {"i", "we", "me", "us", "my", "our"};
    for (size_t k = 0; k < sizeof list / sizeof *list; k++)
        if (span_is(f, i, list[k]))
            return true;
    return false;
}

/* The noun that a relative pronoun stands for. */
static int32_t antecedent(const struct finder *f, int32_t i)
{
    const struct dl_token *t = f->art->token;
    int32_t v = t[i].head;
    for (int depth = 0; v >= 0 && t[v].head >= 0 && t[v].rel != DL_REL_root && depth < CLIMB; v = t[v].head, depth++)
        if (t[v].rel == DL_REL_acl_relcl)
            return t[v].head;
    return i;
}

/* The entity that the token is the head of a mention of; -1. */
static int32_t entity_of(const struct finder *f, int32_t i)
{
    int32_t m = entities_at(f->art, i);
    return m >= 0 && f->art->mention[m].head == i ? (int32_t)f->art->mention[m].entity : -1;
}

static bool named(const struct dl_article *art, int32_t e)
{
    return e >= 0 && (art->entity[e].kind == DL_ENTITY_person || art->entity[e].kind == DL_ENTITY_organization || art->entity[e].kind == DL_ENTITY_country);
}

/* "a tweet by the minister", "the minister's statement", "an OSCE report": the token of who is behind a text. */
static int32_t author(const struct finder *f, int32_t i)
{
    const struct dl_token *t = f->art->token;
    if (!cue_word(f, i, 'D'))
        return i;
    for (int32_t k = f->lo[i]; k <= f->hi[i]; k++) {
        bool by = t[k].rel == DL_REL_nmod && (span_is(f, f->lo[k], "by") || span_is(f, f->lo[k], "from"));
        if (t[k].head == i && (t[k].rel == DL_REL_nmod_poss || by || (t[k].rel == DL_REL_compound && named(f->art, entity_of(f, k)))))
            return k;
    }
    int32_t v = t[i].head;          /* "They released a statement which said" */
    bool issued = v >= 0 && t[i].rel == DL_REL_obj && span_child(f, v, DL_REL_nsubj) >= 0 && cue_is(f, v, 'L');
    return issued ? span_child(f, v, DL_REL_nsubj) : i;
}

/* "The statement said": whose it is, if somebody has spoken in a text of that name before. */
static int32_t earlier_author(const struct finder *f, const struct dl_statement *st, int32_t noun)
{
    const struct dl_token *t = f->art->token;
    if (!cue_word(f, noun, 'D') || !(span_is(f, f->lo[noun], "the") || span_is(f, f->lo[noun], "this") || span_is(f, f->lo[noun], "it")))
        return -1;
    const struct dl_statement *at = f->out->at;
    for (uint32_t k = (uint32_t)(st - at), n = 0; k-- > 0 && n < BACK; n++) {
        const struct dl_sentence *s = &f->art->sentence[at[k].sentence];
        for (uint32_t i = s->first; i < s->first + s->n && at[k].speaker >= 0; i++)
            if ((int32_t)i < noun && t[i].lemma && t[noun].lemma && strcmp(t[i].lemma, t[noun].lemma) == 0)
                return at[k].speaker;
    }
    return -1;
}

/* A mention of a name in apposition to the source's head, or to a noun that the head leads to: "a ministry
 * spokesman, Ivan Petrov,"; a person before any other. */
static int32_t beside(const struct finder *f, const struct dl_statement *st, int32_t head)
{
    const struct dl_article *art = f->art;
    int32_t found = -1;
    for (uint32_t i = 0; i < art->n_mentions; i++) {
        const struct dl_mention *x = &art->mention[i];
        if (x->kind != DL_MENTION_name || x->head < 0 || x->head == head || !within(x->span, st->source[0]) || !named(art, (int32_t)x->entity))
            continue;
        const struct dl_token *t = &art->token[x->head];
        bool person = art->entity[x->entity].kind == DL_ENTITY_person;
        bool next = t->rel == DL_REL_appos || t->rel == DL_REL_flat || t->rel == DL_REL_nmod_desc;
        int32_t to = t->head;
        bool plain = to == head || (person && t->rel == DL_REL_appos && to >= 0 && art->token[to].head == head && span_child(f, to, DL_REL_case) < 0);
        if (next && plain && (person || found < 0))
            found = (int32_t)i;
    }
    return found;
}

/* A person's name that closes the source, right behind a country or body that a title leads to: "Ambassador to
 * the UN Nikki Haley". The tree makes one name of both. */
static int32_t closing(const struct finder *f, const struct dl_statement *st)
{
    const struct dl_article *art = f->art;
    for (uint32_t i = 0; i < art->n_mentions; i++) {
        const struct dl_mention *x = &art->mention[i];
        bool last = x->kind == DL_MENTION_name && within(x->span, st->source[0]) && x->span.end == st->source[0].end;
        if (!last || art->entity[x->entity].kind != DL_ENTITY_person)
            continue;
        for (uint32_t k = 0; k < i; k++) {
            const struct dl_mention *y = &art->mention[k];
            uint8_t kind = art->entity[y->entity].kind;
            if (y->span.end + 1 == x->span.start && y->span.start > st->source[0].start && (kind == DL_ENTITY_country || kind == DL_ENTITY_organization))
                return (int32_t)i;
        }
    }
    return -1;
}

/* The mention of the source: at its head, at a name beside it, or one within it that begins where it does. */
static int32_t mention_of(const struct finder *f, const struct dl_statement *st, int32_t head)
{
    const struct dl_article *art = f->art;
    int32_t m = entities_at(art, head), near = closing(f, st);
    bool own = m >= 0 && art->mention[m].head == head;
    if (near < 0)
        near = beside(f, st, head);
    bool name = own && art->mention[m].kind == DL_MENTION_name;
    if (near >= 0 && (!name || art->entity[art->mention[m].entity].kind != DL_ENTITY_person))
        if (!name || art->entity[art->mention[near].entity].kind == DL_ENTITY_person)
            return near;
    bool part = m >= 0 && art->token[head].rel == DL_REL_flat && art->token[head].head == art->mention[m].head;      /* "Peskov" of Dmitry Peskov */
    return own || (m >= 0 && (part || within(art->mention[m].span, st->source[0])) && art->mention[m].kind == DL_MENTION_name) ? m : -1;
}

/* A speaker that no mention names is kept word for word, with the country its words name; never merged. */
static int32_t unnamed(const struct finder *f, struct dl_span words)
{
    struct dl_article *art = f->art;
    struct dl_entity e = {.name = arena_text(f->a, art->text + words.start, words.end - words.start), .kind = DL_ENTITY_unnamed, .sectors = "", .basis = DL_BASIS_explicit};
    for (uint32_t i = 0; i < art->n_mentions && !e.country; i++)
        if (within(art->mention[i].span, words) && art->entity[art->mention[i].entity].country) {
            e.country = art->entity[art->mention[i].entity].country;
            e.code = e.country;
        }
    struct dl_entity *all = arena_take(f->a, art->n_entities + 1, sizeof *all);
    if (art->n_entities)
        memcpy(all, art->entity, art->n_entities * sizeof *all);
    all[art->n_entities] = e;
    art->entity = all;
    return (int32_t)art->n_entities++;
}

static int32_t speaker_of(const struct finder *f, const struct dl_statement *st, int32_t head)
{
    if (head < 0)
        return -1;
    if (first_person(f, head) && st->nested_in >= 0)
        return f->out->at[st->nested_in].speaker;
    bool stands_for = relative(f, head);
    int32_t noun = stands_for ? antecedent(f, head) : head, who = author(f, noun);
    int32_t m = who == head ? mention_of(f, st, head) : entities_at(f->art, who);
    if (who == noun && (m < 0 || f->art->entity[f->art->mention[m].entity].kind == DL_ENTITY_unnamed)) {
        int32_t before = earlier_author(f, st, noun);
        if (before >= 0)
            return before;
    }
    if (m >= 0)
        return (int32_t)f->art->mention[m].entity;
    if (f->art->token[who].upos == DL_PRON)
        return -1;
    return unnamed(f, stands_for ? span_source(f, noun, f->lo[f->art->token[head].head]) : st->source[0]);
}

bool speaker_find(const struct finder *f, struct dl_statement *st, int32_t head, bool first)
{
    bool self = head >= 0 && first_person(f, head) && st->nested_in >= 0;
    if (self == first)
        st->speaker = speaker_of(f, st, head);
    return self == first;
}

int32_t speaker_author(const struct finder *f, int32_t noun) { return author(f, noun); }
