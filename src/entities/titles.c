/* entities/titles.c: after the names, what else of a sentence is the same one or the same people: long titles that the tree
 * tears from their names, "one of these groups, the X", "a number of journalists". */
#include "entities/links.h"

#include <string.h>

#include "base/utf8.h"
#include "base/banned.h"

#define TOK(i) (&f->art->token[i])

static bool in_capitals(const struct finder *f, int32_t i)
{
    uint32_t len, at = TOK(i)->span.start;
    return utf8_is_upper(utf8_decode(f->art->text + at, f->art->n - at, &len));
}

/* The preposition of a title whose last word is before `name`: "Ambassador [to] the United Nations Nikki Haley"; -1. */
static int32_t preposition_of_title(const struct finder *f, int32_t name)
{
    enum { LONGEST = 7 };
    int32_t i = name - 1;
    for (; i > 0 && name - i <= LONGEST && TOK(i)->upos != DL_ADP; i--)
        if (TOK(i)->upos != DL_DET && TOK(i)->upos != DL_CCONJ && !in_capitals(f, i))
            return -1;
    bool fits = i > 0 && i < name - 1 && TOK(i)->upos == DL_ADP && (phrase_is(f, i, WORD_belongs) || phrase_is(f, i, WORD_to));
    return fits ? i : -1;
}

/* The word in [first, last] that the rest of the sentence holds on to. */
static int32_t top_of(const struct finder *f, int32_t first, int32_t last, int32_t end)
{
    for (int32_t i = first; i <= last; i++)
        if (TOK(i)->head < first || TOK(i)->head > end)
            return i;
    return last;
}

/* "Former US Ambassador to the United Nations Nikki Haley": the title is hers, wherever the tree has hung it. */
static void title_before(struct finder *f, int32_t head)
{
    int32_t m = f->mention_at[head], name = head, end = head;
    struct phrase p;
    if (m < 0 || f->mention.at[m].kind != DL_MENTION_name || !is_person(who(f, head)))
        return;
    while (name > 0 && TOK(name - 1)->span.start >= f->mention.at[m].span.start)
        name--;
    while (end + 1 < (int32_t)f->art->n_tokens && TOK(end + 1)->span.end <= f->mention.at[m].span.end)
        end++;
    int32_t to = preposition_of_title(f, name);
    if (to < 1)
        return;
    phrase_of_hit(f, &(struct hit){.first = to, .last = to}, to - 1, &p);
    if (!p.title || p.noun_last != to - 1 || p.plural)
        return;
    p.name_first = p.name_last = -1;
    for (int32_t i = to + 1; i < name && !p.country && !p.principal && phrase_is(f, to, WORD_belongs); i++)
        if (f->hit_at[i] >= 0 && f->hit.at[f->hit_at[i]].known.row && !f->hit.at[f->hit_at[i]].land)
            p.principal = f->hit.at[f->hit_at[i]].known.code;      /* "Secretary General of NATO Jens Stoltenberg" */
    uint32_t e = entity_at(f, head);
    int32_t top = top_of(f, p.first, to - 1, end);
    entity_described(f, e, &p);
    entity_mention(f, e, top, p.first, to - 1, DL_MENTION_nominal, DL_BASIS_apposition);
    for (int32_t i = p.noun_first; i <= p.noun_last; i++)
        f->taken[i] = IN_TITLE;
}

/* "One of these groups, the Syrian Democratic Forces": who the name beside it says. */
static void one_of(struct finder *f, int32_t name)
{
    int32_t one = TOK(name)->head;
    if (TOK(name)->rel != DL_REL_appos || one < 0 || f->mention_at[name] < 0 || f->mention_at[one] >= 0 || !phrase_is(f, one, WORD_one))
        return;
    if (is_person(who(f, name)) || is_body(who(f, name)))
        entity_mention(f, entity_at(f, name), one, f->left[one], f->left[name] - 1, DL_MENTION_nominal, DL_BASIS_apposition);
}

void titles_find(struct finder *f)
{
    for (int32_t i = 0; i < (int32_t)f->art->n_tokens; i++) {
        title_before(f, i);
        one_of(f, i);
    }
}

/* "Some members of opposition parties", "a number of journalists": people of the body, or those people. */
void titles_share(struct finder *f, int32_t part)
{
    if (f->mention_at[part] >= 0 || !phrase_is(f, part, WORD_part))
        return;
    for (int32_t c = f->child[part]; c >= 0; c = f->sibling[c]) {
        const struct draft *whole = c > part && phrase_under(f, c, WORD_of) ? who(f, c) : NULL;
        if (!whole || whole->e.kind == DL_ENTITY_country || whole->e.kind == DL_ENTITY_person || TOK(c)->rel != DL_REL_nmod)
            continue;
        uint32_t e = entity_at(f, c);
        if (is_body(whole)) {
            const char *code = whole->e.code, *sectors = whole->e.sectors;
            e = entity_new(f, DL_ENTITY_unnamed, phrase_text(f, f->left[part], f->right[c]), "");
            if (code)
                entity_whole_code(f, e, code);
            f->draft.at[e].e.sectors = sectors;
            f->draft.at[e].e.plural = true;
        }
        entity_mention(f, e, part, f->left[part], f->right[c], DL_MENTION_nominal, DL_BASIS_explicit);
        return;
    }
}

/* "his father, Abdullah": who is named beside it is of the country of the one whose father he is. */
void titles_kin(struct finder *f, int32_t kin)
{
    struct draft *d = who(f, kin);
    if (!d || !is_person(d) || d->e.code || TOK(kin)->upos != DL_NOUN || !phrase_is(f, kin, WORD_kin))
        return;
    for (int32_t c = f->child[kin]; c >= 0; c = f->sibling[c]) {
        const struct draft *of = TOK(c)->rel == DL_REL_nmod_poss ? who(f, c) : NULL;
        if (!of || !is_person(of) || !of->e.country || strncmp(of->e.country, "IGO", 3) == 0)
            continue;
        entity_code(f, entity_at(f, kin), of->e.country, "");
        d->e.basis = DL_BASIS_context;
    }
}
