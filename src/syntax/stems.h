/* syntax/stems.h: the verb that a form belongs to, where the model's guess is no verb at all. */
#pragma once
#include <stddef.h>

#include "base/map.h"

/* data/en/verbs: verbs, irregular forms with theirs ("fled flee"), verbs of saying; one a line, in order of bytes: searched where they lie. */
struct stems { struct map verbs, irregular, saying; };
enum { STEM_MAX = 60 };            /* bytes of the longest form that is looked at, with its NUL */

bool stems_open(struct stems *s, const char *data_dir, struct dl_err *err);
void stems_close(struct stems *s);
/* "shelled" with the guess "shel": writes "shell". False: the guess is a verb of the list, or none of it has such a form. */
bool stems_find(const struct stems *s, const char *form, const char *guess, char out[STEM_MAX]);
/* May the verb stand behind what was said: "..., officials said"? */
bool stems_says(const struct stems *s, const char *lemma);
