/* syntax/mend.h: trees that cannot be right, put right. */
#pragma once
#include "dateline.h"

struct stems;
/* After the roots are settled: a sentence of the body that is told as a noun with a participle has the verb it lacks ("Serbia eased measures."),
 * a verb behind "as authorities" the subject that the tree took for a phrase, and who speaks at the end ("..., two residents and a doctor said by
 * telephone.") his verb, apart from what was said. */
void mend_sentence(struct dl_article *art, struct dl_sentence *s, const struct stems *);
