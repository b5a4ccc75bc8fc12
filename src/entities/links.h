/* entities/links.h: what the second pass shares: who a word already means, and the ways to link another. Private to the room. */
#pragma once
#include "entities/finder.h"

/* The entity of the mention whose head the token is; NULL. */
static inline struct draft *who(const struct finder *f, int32_t token)
{
    return f->mention_at[token] >= 0 ? &f->draft.at[f->mention.at[f->mention_at[token]].entity] : NULL;
}
static inline uint32_t entity_at(const struct finder *f, int32_t token) { return f->mention.at[f->mention_at[token]].entity; }
static inline bool is_subject(const struct finder *f, int32_t i)
{
    uint8_t rel = f->art->token[i].rel;
    return rel == DL_REL_nsubj || rel == DL_REL_nsubj_pass || rel == DL_REL_nsubj_outer;
}
static inline bool is_person(const struct draft *d) { return d->e.kind == DL_ENTITY_person; }
static inline bool is_body(const struct draft *d)
{
    return d->e.kind == DL_ENTITY_country || d->e.kind == DL_ENTITY_organization || d->e.kind == DL_ENTITY_outlet;
}

/* shortnames.c: a surname, an acronym, half a name. */
uint32_t shortnames_find(const struct finder *f, const char *key, const struct phrase *p);      /* NOBODY if none fits */

/* descriptions.c: "the Russian president", "police", "a senior official", "his French counterpart", "two Russians". */
bool     descriptions_link(struct finder *f, const struct phrase *p);
/* "the Hamas movement": the body itself. */
bool     descriptions_body(struct finder *f, const struct phrase *p, const char *noun_key, bool media);
bool     descriptions_household(struct finder *f, const struct phrase *p);
bool     descriptions_own(struct finder *f, const struct phrase *p);
bool     descriptions_nationals(struct finder *f, const struct phrase *p);
bool     descriptions_counterpart(struct finder *f, const struct phrase *p);

/* groups.c: "the two leaders", "both sides". */
uint32_t groups_of(struct finder *f, const uint32_t *member, uint32_t n, const char *name);     /* the one that exists, or new */
uint32_t groups_coordinated(struct finder *f, int32_t first);                                   /* "A, B and C"; NOBODY */
bool     groups_lead(const struct draft *d);                                                    /* holds an office a leader holds */
bool     groups_link(struct finder *f, const struct phrase *p);

bool     groups_owned(struct finder *f, const struct phrase *p);                                /* "their top diplomats" */
bool     groups_of_countries(struct finder *f, const struct phrase *p);                         /* "the foreign ministers of A, B and C" */

/* pronouns.c; s: index of the sentence. */
bool     pronouns_link(struct finder *f, uint32_t s, int32_t i);
