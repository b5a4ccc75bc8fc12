/* query/chain_names.c: a surname that a report leaves unexplained is that of the one person whom an earlier report named in full, if this
 * report speaks of his side. */
#include <string.h>

#include "query/chain.h"
#include "base/banned.h"

enum { LOOK_BACK = 2000 };           /* persons */

static uint32_t oldest(const struct dl_chain *c) { return c->person.n > LOOK_BACK ? c->person.n - LOOK_BACK : 0; }

static const char *last_word(const char *s) { return strrchr(s, ' ') ? strrchr(s, ' ') + 1 : s; }

/* "?:?Erekat", "?:Erekat": nobody but a name of one word. */
static const char *bare(const char *speaker)
{
    const char *name = !strncmp(speaker, "?:?", 3) ? speaker + 3 : !strncmp(speaker, "?:", 2) ? speaker + 2 : NULL;
    return name && *name >= 'A' && *name <= 'Z' && !strchr(name, ' ') ? name : NULL;
}

const char *chain_who(const struct dl_chain *c, const char *speaker, const struct names *sides)
{
    const char *surname = bare(speaker), *found = NULL;
    for (uint32_t i = oldest(c); surname && i < c->person.n; i++) {
        const char *full = c->person.at[i], *colon = strchr(full, ':');
        bool here = false;
        if (strcmp(last_word(colon), surname))
            continue;
        for (uint32_t k = 0; k < sides->n && !here; k++)
            here = strlen(sides->at[k]) == (size_t)(colon - full) && !strncmp(sides->at[k], full, (size_t)(colon - full));
        if (here && found && strcmp(found, full))
            return speaker;
        found = here ? full : found;
    }
    return found ? found : speaker;
}

void chain_learn(struct dl_chain *c, const char *named)
{
    const char *colon = strchr(named, ':');
    if (*named == '?' || !colon || colon[1] == '?' || !strchr(colon, ' '))
        return;
    for (uint32_t i = oldest(c); i < c->person.n; i++)
        if (!strcmp(c->person.at[i], named))
            return;
    *VEC_PUSH(c->arena, &c->person) = named;
}
