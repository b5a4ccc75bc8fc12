/* entities/service.c: whom those serve of whom the tables know nothing: "the Front's chief delegate", "an aide to Sougui".
 *
 * Looks at phrases only, when all that names or pronouns mean is settled. What a table or a title tells of somebody stands. */
#include "entities/links.h"

#include <string.h>

#include "base/banned.h"

#define TOK(i) (&f->art->token[i])

enum { DEEP = 3 };

/* A noun of those who act for somebody: "spokesman", "commander", and not "critic" or "hostage". */
static bool serving(const struct finder *f, int32_t noun)
{
    static const char *const acting[] = {"GOV", "MIL", "SPY", "ELI", "REB"};
    struct known agent;
    bool known = gazetteer_agent(f, noun, noun, &agent);
    for (size_t i = 0; known && i < sizeof acting / sizeof *acting; i++)
        if (strncmp(agent.row->sectors, acting[i], 3) == 0)
            return true;
    return false;
}

/* "spokesman for X", "leader of X", "aide to X". */
static bool stands_for(const struct finder *f, int32_t noun)
{
    static const char *const words[] = {"for", "of", "to"};
    for (int32_t c = f->child[noun]; c >= 0; c = f->sibling[c])
        for (size_t i = 0; TOK(c)->rel == DL_REL_case && i < sizeof words / sizeof *words; i++)
            if (strcmp(TOK(c)->form, words[i]) == 0)
                return true;
    return false;
}

/* May somebody be of that body or have that man's side? Of countries their code has been read before. */
static bool master(const struct draft *d, const struct draft *of, bool person)
{
    bool body = of->e.kind == DL_ENTITY_organization && (strstr(of->e.sectors ? of->e.sectors : "", "REB") || (of->row && strncmp(of->e.code, "IGO", 3) != 0));
    return of != d && of->e.code && (body || (!person && is_person(of)));
}

/* The entity behind a noun of [first, last] under the word: whose, of whom or for whom it is; NOBODY. */
static uint32_t served(const struct finder *f, const struct draft *d, int32_t word, struct dl_span in, int deep)
{
    uint32_t found = NOBODY;
    for (int32_t c = f->child[word]; c >= 0 && found == NOBODY; c = f->sibling[c]) {
        uint8_t rel = TOK(c)->rel;
        bool behind = rel == DL_REL_nmod && stands_for(f, c), owns = rel == DL_REL_nmod_poss || rel == DL_REL_compound || behind;
        bool noun = rel == DL_REL_nmod_desc || rel == DL_REL_appos;
        if (!behind && (TOK(c)->span.start < in.start || TOK(c)->span.end > in.end))
            continue;
        if (owns && serving(f, word) && who(f, c) && master(d, who(f, c), is_person(d)))
            found = entity_at(f, c);
        else if (noun && deep < DEEP)
            found = served(f, d, c, in, deep + 1);
    }
    return found;
}

void service_find(struct finder *f)
{
    for (uint32_t m = 0; m < f->mention.n; m++) {
        const struct dl_mention *x = &f->mention.at[m];
        struct draft *d = &f->draft.at[x->entity];
        bool open = d->e.kind == DL_ENTITY_unnamed || (is_person(d) && !d->row);     /* "a spokesman for Sougui in Libreville" is not Gabon's */
        uint32_t of = x->kind == DL_MENTION_pronoun || x->head < 0 || !open ? NOBODY : served(f, d, x->head, x->span, 0);
        if (of == NOBODY || (d->e.code && is_person(d) && !strstr(f->draft.at[of].e.sectors, "REB")))
            continue;
        entity_whole_code(f, x->entity, f->draft.at[of].e.code);
        d->e.side = f->draft.at[of].e.side;
        d->e.basis = DL_BASIS_context;
    }
}
