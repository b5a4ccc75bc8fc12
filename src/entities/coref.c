/* entities/coref.c: the second pass, in reading order: short names, descriptions, groups, pronouns. */
#include "entities/links.h"

#include "base/banned.h"

#define TOK(i) (&f->art->token[i])

static void read_one(struct finder *f, uint32_t s, int32_t i)
{
    struct phrase p;
    char key[PHRASE_KEY];
    if (f->mention_at[i] >= 0 || f->taken[i])
        return;
    if (TOK(i)->upos == DL_PRON) {
        pronouns_link(f, s, i);
        return;
    }
    if (!phrase_is_head(f, i))
        return;
    phrase_read(f, i, &p);
    if (descriptions_own(f, &p) || descriptions_nationals(f, &p) || groups_link(f, &p) || groups_owned(f, &p) || groups_of_countries(f, &p) || descriptions_counterpart(f, &p))
        return;
    if (p.noun_first >= 0 && p.name_first < 0)
        descriptions_link(f, &p);
    else if (p.name_first < 0)
        (void)(descriptions_household(f, &p) || descriptions_body(f, &p, phrase_key(f, i, i, key), false));
    else if (p.name_first >= 0 && f->hit_at[i] < 0)
        shortnames_link(f, &p);
}

void coref_find(struct finder *f)
{
    for (int pass = 0; pass < 2; pass++)           /* titles last: they shorten what the body introduces */
        for (uint32_t s = 0; s < f->art->n_sentences; s++) {
            const struct dl_sentence *sent = &f->art->sentence[s];
            if (sent->kind != (pass ? DL_SENT_TITLE : DL_SENT_BODY))
                continue;
            for (int32_t i = (int32_t)sent->first; i < (int32_t)(sent->first + sent->n); i++)
                read_one(f, s, i);
        }
}
