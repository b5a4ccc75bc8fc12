/* syntax/mend.h: trees that cannot be right, put right. */
#pragma once
#include "dateline.h"

/* After the roots are settled: a sentence of the body that is told as a noun with a participle has the verb it lacks ("Serbia eased measures."),
 * and a verb behind "as authorities" the subject that the tree took for a phrase. */
void mend_sentence(struct dl_article *art, struct dl_sentence *s);
