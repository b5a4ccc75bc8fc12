/* entities/pronouns.c: he, she, it, they, who: the likeliest of those spoken of before, by number, gender and syntax. */
#include "entities/links.h"

#include <string.h>

#include "base/banned.h"

#define TOK(i) (&f->art->token[i])

enum person { HE, SHE, IT, THEY, WHO, NO_PERSON };

static enum person person_of(const struct finder *f, int32_t i)
{
    static const char *const persons[] = {"he", "she", "it", "they", "who"};
    char key[PHRASE_KEY];
    const struct word *w = lexicon_word(f->t, phrase_key(f, i, i, key), WORD_pronoun);
    for (int p = HE; w && p < NO_PERSON; p++)
        if (strcmp(w->value, persons[p]) == 0)
            return (enum person)p;
    return NO_PERSON;
}

static bool may_be(const struct draft *d, enum person is)
{
    switch (is) {
    case HE: return (is_person(d) || (d->e.kind == DL_ENTITY_office && d->e.basis != DL_BASIS_explicit) || (d->e.kind == DL_ENTITY_unnamed && !d->e.plural)) && d->e.gender != DL_GENDER_female;
    case SHE: return (is_person(d) || (d->e.kind == DL_ENTITY_unnamed && !d->e.plural)) && d->e.gender != DL_GENDER_male;
    case IT: return is_body(d);
    case THEY: return d->e.plural || (d->e.kind == DL_ENTITY_organization && d->n_nouns && !d->row && d->e.key != d->words && strncmp(d->e.sectors, "EDU", 3) != 0);
    default: return false;
    }
}

/* The pronoun stands in what somebody says in quotation marks, and the candidate is he who says it. */
static bool own_words(const struct finder *f, int32_t pronoun, int32_t candidate)
{
    if (TOK(pronoun)->quote < 0 || TOK(candidate)->quote >= 0 || !is_subject(f, candidate))
        return false;
    int32_t verb = TOK(candidate)->head;
    for (int32_t h = pronoun, deep = 0; h >= 0 && deep < 100; h = TOK(h)->head, deep++)
        if (h == verb || (verb >= 0 && TOK(verb)->head == h && (TOK(verb)->rel == DL_REL_parataxis || TOK(verb)->rel == DL_REL_ccomp)))
            return true;
    return false;
}

static int32_t weigh(const struct finder *f, int32_t pronoun, int32_t c, int32_t sentences_back, enum person is)
{
    const struct dl_mention *m = &f->mention.at[f->mention_at[c]];
    const struct draft *d = &f->draft.at[m->entity];
    const char *tag = TOK(c)->xpos ? TOK(c)->xpos : "";
    bool many = !strcmp(tag, "NNS"), named = !strcmp(tag, "NNPS");
    bool people = is == THEY && ((d->e.kind == DL_ENTITY_country && (many || named)) || (d->e.kind == DL_ENTITY_organization && many));     /* "Serbs", "the rebels" */
    if ((!may_be(d, is) && !people) || own_words(f, pronoun, c))
        return INT32_MIN;
    if (TOK(c)->head == TOK(pronoun)->head && TOK(pronoun)->rel != DL_REL_nmod_poss)
        return INT32_MIN;                                   /* two parts of one clause */
    int32_t w = -30 * sentences_back + (is_subject(f, c) ? 25 : TOK(c)->rel == DL_REL_nmod_poss || TOK(c)->rel == DL_REL_nmod ? -10 : 0);
    w += d->e.gender == (is == HE ? DL_GENDER_male : DL_GENDER_female) ? 10 : 0;
    w -= d->e.kind != DL_ENTITY_unnamed || is == THEY ? 0 : d->e.gender ? 10 : 35;
    w -= d->e.kind == DL_ENTITY_organization && is == THEY && !many ? 15 : 0;         /* "the rebels", but "the church" */
    w += TOK(c)->rel == DL_REL_obl_agent || TOK(c)->rel == DL_REL_obj ? 5 : 0;
    return w - (pronoun - c) / 8;
}

/* "it is a pity": the predicate tells that nobody is meant. */
static bool idle(const struct finder *f, int32_t i)
{
    int32_t head = TOK(i)->head;
    for (int32_t c = head >= 0 && is_subject(f, i) ? f->child[head] : -1; c >= 0; c = f->sibling[c])
        if (TOK(c)->rel == DL_REL_cop)
            return true;
    return false;
}

bool pronouns_link(struct finder *f, uint32_t s, int32_t i)
{
    const struct dl_sentence *sent = &f->art->sentence[s];
    enum person is = person_of(f, i);
    if (is == NO_PERSON || TOK(i)->rel == DL_REL_expl)
        return false;
    if (is == WHO) {
        for (int32_t h = i, deep = 0; h >= 0 && deep < 6; h = TOK(h)->head, deep++)
            if (TOK(h)->rel == DL_REL_acl_relcl && TOK(h)->head >= 0 && who(f, TOK(h)->head) && TOK(i)->rel != DL_REL_root) {
                entity_mention(f, entity_at(f, TOK(h)->head), i, i, i, DL_MENTION_pronoun, DL_BASIS_coreference);
                return true;
            }
        return false;
    }
    if (is == IT && idle(f, i))
        return false;
    int32_t best = INT32_MIN, found = -1;
    bool both = false;
    int32_t from = (int32_t)sent->first, back = 0;
    for (int32_t c = i - 1; c >= 0 && back <= 3; c--) {
        if (c < from) {
            if (s == 0 || f->art->sentence[s - 1].kind != sent->kind)
                break;
            from = (int32_t)f->art->sentence[--s].first;
            back++;
            if (is == IT && back > 1)
                break;
        }
        if (!who(f, c))
            continue;
        int32_t w = weigh(f, i, c, back, is);
        bool group = false;
        if (is == THEY && TOK(c)->rel != DL_REL_conj && !(TOK(c)->head == TOK(i)->head))
            for (int32_t k = f->child[c]; k >= 0; k = f->sibling[k])
                if (TOK(k)->rel == DL_REL_conj && who(f, k) && k < i)
                    group = true;
        if (group && -30 * back + (is_subject(f, c) ? 30 : 10) > w)
            w = -30 * back + (is_subject(f, c) ? 30 : 10) - (i - c) / 8;
        else
            group = false;
        if (is == IT && !(is_subject(f, c) && (is_subject(f, i) || TOK(i)->rel == DL_REL_nmod_poss)))
            w = INT32_MIN;
        if (w > best) {
            best = w;
            found = c;
            both = group;
        }
    }
    uint32_t e = found < 0 ? NOBODY : both ? groups_coordinated(f, found) : entity_at(f, found);
    if (e == NOBODY)
        return false;
    entity_mention(f, e, i, i, i, DL_MENTION_pronoun, DL_BASIS_coreference);
    return true;
}
