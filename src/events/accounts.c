/* events/accounts.c: who accuses, and what is only claimed: one's own deeds, blows told by those they fell on, papers that accuse. */
#include <string.h>

#include "events/inside.h"
#include "base/banned.h"

static const struct dl_token *tok(const struct work *w, int32_t t) { return &w->art->token[t]; }

/* The verb whose content the clause of a word is, -1. */
static int32_t content_of(const struct work *w, int32_t t)
{
    if (tok(w, t)->rel == DL_REL_conj && tok(w, t)->head >= 0)
        t = tok(w, t)->head;
    return tok(w, t)->rel == DL_REL_ccomp ? tok(w, t)->head : -1;
}

/* Does whoever tells it stand for all that did it? */
static bool by_teller(struct work *w, const struct actors *doer, int32_t teller)
{
    struct actors own = {0}, rest = *doer;
    actors_subject(w, teller, &own);
    actors_remove(&rest, &own);
    return doer->n && !rest.n;
}

bool accounts_own(struct work *w, const struct draft *d)
{
    for (int32_t c = -1; !strcmp(d->event.cameo, "112") && (c = grove_child(w->grove, d->token, DL_REL_ccomp, c)) >= 0;) {
        struct actors who = {0}, source = d->source;
        actors_subject(w, c, &who);
        uint32_t n = who.n;
        actors_remove(&who, &source);
        if (n && !who.n)
            return true;
    }
    return false;
}

bool accounts_claimed(struct work *w, struct draft *d, int32_t teller)
{
    if (content_of(w, d->core) != teller || !by_teller(w, &d->source, teller))
        return false;
    if (d->event.plover == DL_PLOVER_ASSAULT && grove_is(w->grove, teller, "@claim"))
        d->dropped = true;
    return true;
}

/* "Iran had attacked its troops": of another, as nobody attacks his own. */
static bool own_things(const struct work *w, const struct draft *d, int32_t what)
{
    int32_t poss = grove_child(w->grove, what, DL_REL_nmod_poss, -1);
    return poss >= 0 && tok(w, poss)->upos == DL_PRON && actors_land(w, &d->source) && actors_meet(w, d->source.at, d->source.n, d->target.at, d->target.n);
}

void accounts_by_victim(struct work *w, struct draft *d)
{
    int32_t teller = d->dropped || d->operated || d->event.plover != DL_PLOVER_ASSAULT || d->token != d->core ? -1 : content_of(w, d->core), what[SLOT_ROOM];
    if (teller < 0 || !grove_is(w->grove, teller, "@tell") || status_negated(w, d->core) || !d->source.n || by_teller(w, &d->source, teller))
        return;
    uint32_t n = grove_object(w->grove, d->core, what);
    struct actors speaker = {0}, hit = d->target;
    actors_subject(w, teller, &speaker);
    if (n != 1 || !speaker.n || !(tok(w, what[0])->upos == DL_PRON || own_things(w, d, what[0])))
        return;
    actors_remove(&hit, &speaker);
    if (tok(w, what[0])->upos == DL_PRON && !grove_is(w->grove, what[0], "@reflexive") && hit.n)
        return;                                                /* nobody attacks "them" and means himself: they are the teller */
    d->event = (struct outcome){.plover = DL_PLOVER_ACCUSE, .mode = {"allege"}, .n_modes = 1, .cameo = "112"};
    d->target = d->source, d->source = speaker;
    d->token = teller;
    d->operated = true;
}

/* The country whose capital a phrase names: "the Malian capital", "Bamako". */
static const char *capital_of(struct work *w, int32_t t)
{
    struct dl_span s = tok(w, t)->span;
    for (uint32_t i = 0; i < w->art->n_places; i++) {
        const struct dl_place *p = &w->art->place[i];
        if (p->span.start <= s.start && s.end <= p->span.end)
            return p->country && p->feature && !strcmp(p->feature, "PPLC") ? p->country : NULL;
    }
    if (!grove_is(w->grove, t, "@capital"))
        return NULL;
    struct actors of = {0};
    actors_of(w, &t, 1, "capital", &of);
    return of.n == 1 ? w->art->entity[of.at[0]].country : NULL;
}

void accounts_paper(struct work *w, int32_t token, struct actors *out)
{
    int32_t what[SLOT_ROOM];
    if (!grove_subject(w->grove, token, what) || !grove_is(w->grove, what[0], "@paper"))
        return;
    for (int32_t c = -1; !out->n && (c = grove_child(w->grove, what[0], DL_REL_acl, c)) >= 0;)
        for (int32_t o = -1; !out->n && (o = grove_child(w->grove, c, DL_REL_obl, o)) >= 0;) {
            int32_t as = grove_child(w->grove, o, DL_REL_case, -1);
            const char *land = as >= 0 && tok(w, as)->lemma && !strcmp(tok(w, as)->lemma, "in") ? capital_of(w, o) : NULL;
            if (land)
                actors_add(out, actors_country(w, land), what[0], "capital that released it");
        }
}
