/* dateline_rules.h: asks the rules of a coder (docs/rules.md) what they make of a word. */
#pragma once
#include "dateline.h"

/* Says a line about each rule and operator that `word` triggers, itself or by a class, or whose name is `word`: what it is called, what it
 * makes, where it is written. Returns their number. */
DL_API uint32_t dl_rules_explain(const struct dl_coder *, const char *word, dl_say *, void *with);
