/* entities/outlets.c: newspapers, agencies and stations that no table has, by the words of their names or beside them. */
#include "entities/finder.h"

#include <string.h>

#include "base/banned.h"

#define TOK(i) (&f->art->token[i])

static bool generic_medium(const struct finder *f, int32_t first, int32_t last)
{
    char noun[PHRASE_KEY];
    const struct word *w = *phrase_key(f, first, last, noun) ? lexicon_word(f->t, noun, WORD_generic) : NULL;
    return w && w->value && strcmp(w->value, "MED") == 0;
}

/* "Radio Quito", "Canterbury FM", "Selm Radio": a word that begins (or ends) the name of a medium. */
static bool medium_word(const struct finder *f, int32_t i, bool begins)
{
    char key[PHRASE_KEY];
    const struct word *w = lexicon_word(f->t, phrase_key(f, i, i, key), WORD_airs);
    return w && (!begins || (w->value && strcmp(w->value, "first") == 0));
}

static bool capital(const struct finder *f, int32_t i) { return i >= 0 && TOK(i)->form[0] >= 'A' && TOK(i)->form[0] <= 'Z'; }

/* "the weekly Salt Road", "state news agency Andina", "Radio Pacific", "Canterbury FM", "the Salt Road newspaper": an outlet by the words of its
 * name, or beside it. The name becomes that of the phrase. */
static bool airs(const struct finder *f, struct phrase *p)
{
    if (p->name_first > p->first && capital(f, p->name_first - 1) && medium_word(f, p->name_first - 1, true)) {
        p->name_first--;
        return true;
    }
    if (p->noun_first >= 0 && p->noun_last < p->name_first)
        return generic_medium(f, p->noun_first, p->noun_last);
    if (p->name_first < p->name_last && !capital(f, p->name_last) && generic_medium(f, p->name_last, p->name_last)) {
        while (p->name_first < p->name_last && !capital(f, p->name_first))
            p->name_first++;
        p->name_last--;
        return p->name_first <= p->name_last;
    }
    return p->name_first < p->name_last && capital(f, p->name_last) && (medium_word(f, p->name_first, true) || medium_word(f, p->name_last, false));
}

bool outlets_name(struct finder *f, const struct phrase *whole)
{
    char key[PHRASE_KEY];
    struct phrase medium = *whole, *p = &medium;
    if (!airs(f, p))
        return false;
    uint32_t e = far_entity(f);
    phrase_key(f, p->name_first, p->name_last, key);
    while (e < f->draft.n && !(f->draft.at[e].e.kind == DL_ENTITY_outlet && strcmp(f->draft.at[e].words, key) == 0))
        e++;
    if (e == f->draft.n) {
        e = entity_new(f, DL_ENTITY_outlet, phrase_text(f, p->name_first, p->name_last), key);
        f->draft.at[e].e.gender = DL_GENDER_neuter;
        f->draft.at[e].e.key = f->draft.at[e].words;
        entity_code(f, e, p->country, "MED");
    }
    entity_mention(f, e, p->head, p->first, p->last, DL_MENTION_name, DL_BASIS_explicit);
    for (int32_t i = p->name_first; i <= p->name_last; i++)
        f->taken[i] = IN_NAME;
    return true;
}
