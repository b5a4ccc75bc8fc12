/* events/within.c: deeds that are told within others and are none of their own: what a demand, an accusation or a plan is about, what dates or explains
 * another deed, what only says who somebody is. */
#include <string.h>

#include "events/inside.h"
#include "base/banned.h"

/* "would not discuss figures of the shelling": nothing is told there. */
bool within_uncommented(const struct work *w, int32_t t)
{
    for (int i = 0; i < 12 && (t = w->art->token[t].head) >= 0; i++)
        if (grove_is(w->grove, t, "@comment"))
            return true;
    return false;
}

/* "blocked roads, demanding that he resign": what a protest is for is told by it. */
bool within_protest(const struct work *w, const struct draft *d)
{
    int32_t t = d->token;
    for (int i = 0; d->event.plover == DL_PLOVER_REQUEST && i < 4; i++) {
        uint8_t rel = w->art->token[t].rel;
        if (rel != DL_REL_advcl && rel != DL_REL_acl && rel != DL_REL_xcomp && rel != DL_REL_conj)
            return false;
        t = w->art->token[t].head;
        for (uint32_t j = 0; t >= 0 && j < w->draft.n && rel != DL_REL_conj; j++)
            if (w->draft.at[j].event.plover == DL_PLOVER_PROTEST && (w->draft.at[j].core == t || grove_light(w->grove, w->draft.at[j].core) == t))
                return true;
        if (t < 0)
            return false;
    }
    return false;
}

static bool bare_infinitive(const struct work *w, int32_t t)
{
    if (!w->art->token[t].xpos || strcmp(w->art->token[t].xpos, "VB") != 0)
        return false;
    for (int32_t c = -1; (c = grove_child(w->grove, t, DL_REL_mark, c)) >= 0;)
        if (w->art->token[c].xpos && !strcmp(w->art->token[c].xpos, "TO"))
            return true;
    return false;
}

/* "alleged that it knew, and that its soldiers took part": the second clause, joined to the verb that tells. */
static bool told_too(const struct work *w, int32_t t)
{
    int32_t mark = w->art->token[t].rel == DL_REL_conj ? grove_child(w->grove, t, DL_REL_mark, -1) : -1;
    return mark >= 0 && w->art->token[mark].lemma && !strcmp(w->art->token[mark].lemma, "that");
}

/* Does the word stand in a clause that an accuser tells? */
static bool alleged(const struct work *w, int32_t t)
{
    for (int steps = 0; steps < 8 && w->art->token[t].head >= 0; steps++, t = w->art->token[t].head)
        for (uint32_t i = 0; (w->art->token[t].rel == DL_REL_ccomp || told_too(w, t)) && i < w->draft.n; i++)
            if (w->draft.at[i].core == w->art->token[t].head && !w->draft.at[i].dropped && !strncmp(w->draft.at[i].event.cameo, "112", 3))
                return true;
    return false;
}

/* "rejected an appeal for deploying troops", "protested the decision of sending them": what the noun under another deed is of. */
static bool named_within(const struct work *w, const struct draft *d)
{
    const struct dl_token *t = &w->art->token[d->core];
    if (t->rel != DL_REL_acl || !t->xpos || strcmp(t->xpos, "VBG") != 0 || grove_child(w->grove, d->core, DL_REL_mark, -1) < 0 || !grove_is(w->grove, t->head, "@intent"))
        return false;
    int32_t up = t->head;
    for (int steps = 0; steps < 4 && up >= 0; steps++, up = w->art->token[up].head)
        for (uint32_t i = 0; i < w->draft.n; i++)
            if (&w->draft.at[i] != d && !w->draft.at[i].dropped && (w->draft.at[i].core == up || w->draft.at[i].token == up))
                return true;
    return false;
}

/* "gave the government until Friday to resign", "was accused of": what a demand or threat is about, and how somebody is described, are no deeds. */
bool within_other(const struct work *w, const struct draft *d)
{
    const struct dl_token *t = &w->art->token[d->core];
    if (d->operated)
        return false;
    if (d->event.plover == DL_PLOVER_ACCUSE && t->rel == DL_REL_acl && !d->source.n && grove_passive(w->grove, d->core))
        return true;
    if (d->event.plover == DL_PLOVER_ASSAULT && alleged(w, d->core))
        return true;                                           /* "claimed that Chad had shelled the town": told by the accuser alone */
    if (named_within(w, d))
        return true;
    if ((t->rel != DL_REL_advcl && t->rel != DL_REL_xcomp && t->rel != DL_REL_acl) || !bare_infinitive(w, d->core))
        return false;
    for (uint32_t i = 0; i < w->draft.n; i++) {
        const struct draft *over = &w->draft.at[i];
        bool utterance = over->event.plover == DL_PLOVER_REQUEST || over->event.plover == DL_PLOVER_THREATEN || over->event.plover == DL_PLOVER_CONSULT;
        int32_t light = w->art->token[over->core].upos == DL_VERB ? -1 : grove_light(w->grove, over->core);
        bool purpose = d->event.plover == DL_PLOVER_RETREAT && t->rel == DL_REL_advcl;       /* "sent troops to stop the attacks" */
        if (over != d && !over->dropped && (utterance || purpose) && (over->core == t->head || (light >= 0 && light == t->head)) &&
            (over->event.plover != DL_PLOVER_CONSULT || d->event.plover == DL_PLOVER_CONSULT))
            return true;
    }
    return false;
}

/* "met after the raid on Gafsa": an attack that only dates or explains another deed of the sentence is told elsewhere. */
void within_background(struct work *w)
{
    static const char *const cases[] = {"following", "follow", "after", "since", "during", "amid", "despite", "over", "before"};
    for (uint32_t i = 0; i < w->draft.n; i++) {
        struct draft *d = &w->draft.at[i];
        const struct dl_token *t = &w->art->token[d->core];
        if (d->dropped || d->operated || d->event.plover != DL_PLOVER_ASSAULT || t->upos != DL_NOUN)
            continue;
        bool aside = false;
        for (int32_t c = -1; (c = grove_child(w->grove, d->core, DL_REL_case, c)) >= 0;)
            for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
                aside |= w->art->token[c].lemma && !strcmp(w->art->token[c].lemma, cases[k]);
        if (t->rel == DL_REL_nmod && t->head >= 0 && grove_is(w->grove, t->head, "@wake"))
            aside = true;                                      /* "in the aftermath of the shelling" */
        int32_t up = aside ? t->head : -1;
        for (int steps = 0; up >= 0 && steps < 4 && !d->dropped; steps++, up = w->art->token[up].head)
            for (uint32_t j = 0; j < w->draft.n; j++)
                if (j != i && !w->draft.at[j].dropped && w->draft.at[j].event.plover != DL_PLOVER_ASSAULT && (w->draft.at[j].token == up || w->draft.at[j].core == up))
                    d->dropped = true;
    }
}

/* "who shelled it on Monday", "which it dropped after the vote". */
static bool dated(const struct work *w, int32_t v)
{
    for (int32_t c = grove_next(w->grove, v, -1); c >= 0; c = grove_next(w->grove, v, c))
        if (grove_timed(w->grove, c) || w->art->token[c].rel == DL_REL_advcl)
            return true;
    return false;
}

static bool material(uint8_t type)
{
    return type == DL_PLOVER_ASSAULT || type == DL_PLOVER_COERCE || type == DL_PLOVER_MOBILIZE || type == DL_PLOVER_SANCTION || type == DL_PLOVER_RETREAT ||
           type == DL_PLOVER_AID || type == DL_PLOVER_COOPERATE;
}

/* "the band that has seized parts of Mali", "rockets that it fires": who or what somebody is, at no time of its own, beside what is told. */
void within_description(struct work *w)
{
    for (uint32_t i = 0; i < w->draft.n; i++) {
        struct draft *d = &w->draft.at[i];
        int32_t v = status_anchor(w, d->token);
        const struct dl_token *t = &w->art->token[v];
        bool participle = t->rel == DL_REL_acl && t->xpos && !strcmp(t->xpos, "VBN") && grove_passive(w->grove, v) && !d->source.n;      /* "workers kidnapped in Mali" */
        if (d->dropped || !material(d->event.plover) || (t->rel != DL_REL_acl_relcl && !participle) || dated(w, v) || (t->head >= 0 && grove_is(w->grove, t->head, "@attack-noun")))
            continue;                                          /* "a raid that killed two" is the deed itself */
        for (uint32_t j = 0; j < w->draft.n && !d->dropped; j++)
            d->dropped = j != i && !w->draft.at[j].dropped && !grove_under(w->grove, w->draft.at[j].core, v);
    }
}
