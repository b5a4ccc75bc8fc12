/* query/names.c: lists of those who take part, "USA:John Kerry" and "USA", each once. */
#include <string.h>

#include "query/chain.h"
#include "base/banned.h"

bool names_has(const struct names *l, const char *s)
{
    for (uint32_t i = 0; i < l->n; i++)
        if (!strcmp(l->at[i], s))
            return true;
    return false;
}

void names_add(struct dl_chain *c, struct names *l, const char *s)
{
    if (s && !names_has(l, s))
        *VEC_PUSH(c->arena, l) = s;
}

size_t names_code_length(const char *s) { return strcspn(s, ":"); }

bool names_same_code(const char *a, const char *b) { return names_code_length(a) == names_code_length(b) && !strncmp(a, b, names_code_length(a)); }

uint32_t names_shared_codes(const struct names *a, const struct names *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t j = 0; j < b->n; j++)
            if (names_same_code(a->at[i], b->at[j])) {
                n++;
                break;
            }
    return n;
}

void names_drop_bare(struct names *l)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < l->n; i++) {
        bool fuller = false;
        for (uint32_t j = 0; j < l->n && !strchr(l->at[i], ':'); j++)
            fuller |= j != i && strchr(l->at[j], ':') && names_same_code(l->at[i], l->at[j]);
        if (!fuller)
            l->at[kept++] = l->at[i];
    }
    l->n = kept;
}

bool names_other_persons(const struct names *a, const struct names *b)
{
    for (uint32_t i = 0; i < a->n; i++) {
        bool side = false, person = false;
        if (!strchr(a->at[i], ':'))
            continue;
        for (uint32_t k = 0; k < a->n; k++)
            for (uint32_t j = 0; j < b->n && names_same_code(a->at[i], a->at[k]); j++)
                if (strchr(b->at[j], ':') && names_same_code(a->at[i], b->at[j])) {
                    side = true;
                    person |= !strcmp(a->at[k], b->at[j]);
                }
        if (side && !person)
            return true;
    }
    return false;
}
