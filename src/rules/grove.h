/* rules/grove.h: the inside of a grove, for the two files that ask it. */
#pragma once
#include <stdio.h>

#include "rules/inside.h"

enum { GROVE_IDS = 6 };
struct grove {
    const struct rules *r;
    const struct dl_article *art;
    int32_t *child, *sibling;        /* first child of a token; next child of the same head; -1 */
    uint32_t (*id)[GROVE_IDS];       /* word ids of a token: lemma, lemma+particle, modifier and lemma, form, lemma+preposition twice; 0 if no rule knows it */
    bool *title;                     /* does the token stand in the title? */
    int32_t *loose;                  /* what a verb's particle was read into a phrase with ("handed over the suspect"), -1 */
    bool *timed;                     /* is the token part of a date or a time? */
    uint8_t base[DL_N_RELS];         /* relation without its subtype */
    int32_t light, measure, happen, active;  /* classes, -1 */
};

bool    grove_tag(const struct grove *g, int32_t t, const char *xpos);
int32_t grove_case(const struct grove *g, int32_t token);     /* its preposition or conjunction, -1 */
void    grove_spell(struct grove *g, int32_t token);          /* fills id[token] */
int32_t grove_subject_one(const struct grove *g, int32_t v, int depth);
/* "said that the two failed but have agreed": the subject of what is told, where a verb of the telling is joined to the one that tells; -1. */
int32_t grove_told_subject(const struct grove *g, int32_t v, int32_t teller);
