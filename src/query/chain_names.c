/* query/chain_names.c: a name that a report leaves unexplained ("Petrik", "Velmora") is what earlier reports called so, if nobody else was: the
 * one person of that surname, the one new state. Of a person the report must speak of his side or of one
 * that negotiates with it, or leave names of two sides unexplained. */
#include <string.h>

#include "query/chain.h"
#include "base/banned.h"

enum { LOOK_BACK = 2000 };           /* names */

static const char *last_word(const char *s) { return strrchr(s, ' ') ? strrchr(s, ' ') + 1 : s; }

/* "Erekat" of "?:?Erekat", "?:Erekat" and "?Erekat"; NULL if somebody is told. */
const char *known_bare(const char *who)
{
    const char *name = !strncmp(who, "?:?", 3) ? who + 3 : !strncmp(who, "?:", 2) ? who + 2 : *who == '?' ? who + 1 : NULL;
    return name && *name >= 'A' && *name <= 'Z' ? name : NULL;
}

/* The one that the name stands for: "XVE:Anton Drezek" for "Drezek", "XVE" for "Velmora"; NULL if there is none or more than one. */
static const char *find(const struct known *k, const char *name)
{
    const char *found = NULL;
    for (uint32_t i = k->at.n > LOOK_BACK ? k->at.n - LOOK_BACK : 0; i < k->at.n; i++) {
        const struct known_name *x = &k->at.at[i];
        if (strcmp(x->land ? x->name : last_word(x->name), name) && strcmp(x->name, name))
            continue;
        if (found && strcmp(found, x->who) && strcmp(strchr(found, ':') ? strchr(found, ':') + 1 : "", x->name))
            return NULL;
        if (!found || *found == '?')
            found = x->who;
    }
    return found;
}

void known_learn(struct arena *a, struct known *k, const char *code, const char *name, bool land)
{
    if (!code || !name || strchr(name, '?') || (land ? *code == '?' : !strchr(name, ' ')))
        return;
    const char *who = land ? code : arena_printf(a, "%s:%s", code, name);
    for (uint32_t i = k->at.n > LOOK_BACK ? k->at.n - LOOK_BACK : 0; i < k->at.n; i++)
        if (!strcmp(k->at.at[i].who, who) && !strcmp(k->at.at[i].name, name))
            return;
    *VEC_PUSH(a, &k->at) = (struct known_name){.name = arena_text(a, name, strlen(name)), .who = arena_text(a, who, strlen(who)), .land = land};
}

static bool here(const struct names *sides, const char *who)
{
    for (uint32_t i = 0; i < sides->n; i++)
        if (names_same_code(sides->at[i], who))
            return true;
    return false;
}

void known_learn_sides(struct arena *a, struct known *k, const char *parties)
{
    if (parties && strchr(parties, '|') && !strchr(parties, '?') && (!k->sides.n || strcmp(k->sides.at[k->sides.n - 1], parties)))
        *VEC_PUSH(a, &k->sides) = parties;
}

static bool listed(const char *parties, const char *who)
{
    size_t n = names_code_length(who);
    for (const char *at = parties; *at; at += strcspn(at, "|"), at += *at == '|')
        if (strcspn(at, "|") == n && !strncmp(at, who, n))
            return true;
    return false;
}

/* Do earlier reports tell of talks between his side and one that this report speaks of? */
static bool together(const struct known *k, const char *who, const struct names *sides)
{
    for (uint32_t i = k->sides.n > LOOK_BACK ? k->sides.n - LOOK_BACK : 0; i < k->sides.n; i++)
        for (uint32_t s = 0; s < sides->n && listed(k->sides.at[i], who); s++)
            if (listed(k->sides.at[i], sides->at[s]))
                return true;
    return false;
}

void known_solve(struct arena *a, const struct known *k, const struct names *strangers, const struct names *sides, struct solved *out)
{
    struct solved may = {0};
    const char *first = NULL;
    bool two = false;
    for (uint32_t i = 0; i < strangers->n; i++) {
        const char *who = find(k, strangers->at[i]);
        if (!who)
            continue;
        *VEC_PUSH(a, &may.at) = (struct known_name){.name = strangers->at[i], .who = who, .land = !strchr(who, ':')};
        two |= first && !names_same_code(first, who);
        first = first ? first : who;
    }
    for (uint32_t i = 0; i < may.at.n; i++)
        if (two || may.at.at[i].land || *may.at.at[i].who == '?' || here(sides, may.at.at[i].who) || together(k, may.at.at[i].who, sides))
            *VEC_PUSH(a, &out->at) = may.at.at[i];
}

const char *known_who(const struct solved *s, const char *who)
{
    const char *name = known_bare(who);
    for (uint32_t i = 0; name && i < s->at.n; i++)
        if (!strcmp(s->at.at[i].name, name))
            return s->at.at[i].who;
    return who;
}

static void add_once(struct arena *a, struct names *l, const char *s)
{
    if (!names_has(l, s))
        *VEC_PUSH(a, l) = s;
}

void known_sides(struct arena *a, const struct solved *s, const struct names *parties, struct names *out)
{
    struct names solved = {0}, told = {0};
    for (uint32_t i = 0; i < parties->n; i++) {
        const char *who = *parties->at[i] == '?' ? known_who(s, parties->at[i]) : NULL;
        if (who && *who != '?')
            add_once(a, &solved, arena_text(a, who, names_code_length(who)));
        else if (!who)
            add_once(a, &told, parties->at[i]);
    }
    bool enough = solved.n > 1;
    for (uint32_t i = 0; i < parties->n; i++) {
        const char *who = *parties->at[i] == '?' ? known_who(s, parties->at[i]) : parties->at[i];
        bool unknown = *who == '?', by_name = *parties->at[i] == '?';
        if (unknown ? solved.n + told.n < 2 : by_name || !enough || names_has(&solved, who))
            add_once(a, out, unknown ? who : arena_text(a, who, names_code_length(who)));
    }
}
