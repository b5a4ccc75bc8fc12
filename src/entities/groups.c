/* entities/groups.c: two or more taken together: "the two leaders", "both countries", "the sides", "A and B". */
#include "entities/links.h"

#include <string.h>

#include "base/banned.h"

#define TOK(i) (&f->art->token[i])

bool groups_lead(const struct draft *d)
{
    static const char *const roles[] = {"HOS", "HOG", "LEADER", "ROYAL", "REB", "OPP", "PARTY", "SG"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (entity_has_role(d, roles[i]))
            return true;
    return false;
}

uint32_t groups_of(struct finder *f, const uint32_t *member, uint32_t n, const char *name)
{
    for (uint32_t i = far_entity(f); i < f->draft.n; i++) {
        const struct dl_entity *e = &f->draft.at[i].e;
        bool same = e->kind == DL_ENTITY_group && e->n_members == n;
        for (uint32_t k = 0; same && k < n; k++) {
            bool in = false;
            for (uint32_t j = 0; j < n; j++)
                in |= e->member[j] == member[k];
            same = in;
        }
        if (same)
            return i;
    }
    uint32_t e = entity_new(f, DL_ENTITY_group, name, "");
    struct dl_entity *g = &f->draft.at[e].e;
    g->member = arena_take(f->a, n, sizeof *g->member);
    memcpy(g->member, member, n * sizeof *member);
    g->n_members = n;
    g->plural = true;
    return e;
}

uint32_t groups_coordinated(struct finder *f, int32_t first)
{
    uint32_t member[8], n = 0;
    int32_t last = first;
    member[n++] = entity_at(f, first);
    for (int32_t c = f->child[first]; c >= 0 && n < 8; c = f->sibling[c])
        if (TOK(c)->rel == DL_REL_conj && who(f, c)) {
            bool have = false;
            for (uint32_t k = 0; k < n; k++)
                have |= member[k] == entity_at(f, c);
            if (!have)
                member[n++] = entity_at(f, c);
            last = c;
        }
    if (n < 2)
        return NOBODY;
    const struct dl_mention *a = &f->mention.at[f->mention_at[first]], *b = &f->mention.at[f->mention_at[last]];
    return groups_of(f, member, n, arena_text(f->a, f->art->text + a->span.start, b->span.end - a->span.start));
}

/* "Egyptian mediators": between the sides. */
static bool umpire(const struct finder *f, const struct draft *d)
{
    for (uint32_t i = 0; i < d->n_nouns; i++)
        if (lexicon_word(f->t, d->noun[i], WORD_umpire))
            return true;
    return false;
}

/* What a group noun may take in: persons, countries, or for "sides" also organizations. */
static uint32_t as_member(struct finder *f, uint32_t e, const char *what, const char *role)
{
    const struct draft *d = &f->draft.at[e];
    if (umpire(f, d))
        return NOBODY;
    if (strcmp(what, "person") == 0) {
        bool fit = !*role || entity_has_role(d, role) || (strcmp(role, "LEADER") == 0 && groups_lead(d));
        return (is_person(d) || d->e.kind == DL_ENTITY_office) && fit ? e : NOBODY;
    }
    if (d->e.kind == DL_ENTITY_country || ((strcmp(what, "any") == 0 || strcmp(what, "both") == 0) && d->e.kind == DL_ENTITY_organization && d->e.code))
        return e;
    bool speaks_for_state = is_person(d) || d->e.kind == DL_ENTITY_office || d->e.kind == DL_ENTITY_organization || d->e.kind == DL_ENTITY_unnamed;
    return speaks_for_state && d->e.country && strncmp(d->e.sectors, "GOV", 3) == 0 ? entity_country(f, d->e.country) : NOBODY;
}

struct members { const char *what, *role; uint32_t e[2]; bool sides; };    /* sides: only such as stand against each other */

/* Two, and not a state and its own government, or two of one government. */
static bool two_parties(const struct finder *f, const struct members *m)
{
    if (m->e[0] == NOBODY || m->e[1] == NOBODY || m->e[0] == m->e[1])
        return false;
    const struct dl_entity *a = &f->draft.at[m->e[0]].e, *b = &f->draft.at[m->e[1]].e;
    bool armed = strstr(a->sectors, "REB") || strstr(b->sectors, "REB") || strstr(a->sectors, "OPP") || strstr(b->sectors, "OPP");
    return strcmp(m->what, "person") == 0 || !a->country || !b->country || strcmp(a->country, b->country) != 0 || armed;
}

static bool couple(struct finder *f, struct members *m, int32_t a, int32_t b)
{
    if (a < 0 || b < 0 || !who(f, a) || !who(f, b))
        return false;
    m->e[0] = as_member(f, entity_at(f, a), m->what, m->role);
    m->e[1] = as_member(f, entity_at(f, b), m->what, m->role);
    return two_parties(f, m);
}

static bool same_group(struct finder *f, struct members *m, int32_t i)
{
    const struct draft *d = who(f, i);
    if (d->e.n_members != 2)
        return false;
    for (int k = 0; k < 2; k++)
        m->e[k] = as_member(f, d->e.member[k], m->what, m->role);
    return two_parties(f, m);
}

/* The head of the mention that follows the one at i with nothing but "and" between, as it is printed; -1. */
static int32_t after_and(const struct finder *f, int32_t i, int32_t before)
{
    int32_t j = i;
    if (!who(f, i))
        return -1;
    while (j < before && TOK(j)->span.start < f->mention.at[f->mention_at[i]].span.end)
        j++;
    if (j + 1 >= before || TOK(j)->upos != DL_CCONJ)
        return -1;
    int32_t found = -1;
    for (int32_t k = j + 1; k < before && k < j + 9; k++) {
        const struct dl_mention *m = who(f, k) ? &f->mention.at[f->mention_at[k]] : NULL;
        if (m && m->span.start == TOK(j + 1)->span.start && (found < 0 || m->span.end > f->mention.at[f->mention_at[found]].span.end))
            found = k;
    }
    return found;
}

static bool mutual(const struct finder *f, int32_t i) { return i >= 0 && TOK(i)->lemma && lexicon_word(f->t, TOK(i)->lemma, WORD_mutual); }

/* "Qatar and the United States are mediating". */
static bool stands_between(const struct finder *f, int32_t i)
{
    while (TOK(i)->rel == DL_REL_conj && TOK(i)->head >= 0 && TOK(TOK(i)->head)->upos != DL_VERB)
        i = TOK(i)->head;
    int32_t h = TOK(i)->head;
    return h >= 0 && TOK(h)->lemma && lexicon_word(f->t, TOK(h)->lemma, WORD_umpire);
}

/* Put together by what two do with or to each other, as sides are: "A and B agreed", "war between A and B", not "A and B offered to mediate". */
static bool as_sides(const struct finder *f, int32_t i)
{
    if (who(f, i) && who(f, i)->e.n_members)
        return !phrase_is(f, i, WORD_umpire);
    return mutual(f, i) || mutual(f, TOK(i)->head) || phrase_under(f, i, WORD_mutual);
}

/* "A and B", "A-B", "A met (with) B", "talks between A and B", or a group already made: two that were put together. */
static bool together(struct finder *f, struct members *m, int32_t i, int32_t before)
{
    bool apart = strcmp(m->what, "any") == 0 || strcmp(m->what, "both") == 0;
    if ((m->sides && !as_sides(f, i)) || (apart && stands_between(f, i)))
        return false;
    if (who(f, i) && same_group(f, m, i))
        return true;
    int32_t only = -1, n = 0;
    for (int32_t c = f->child[i]; who(f, i) && c >= 0; c = f->sibling[c])
        if (TOK(c)->rel == DL_REL_conj && c < before) {
            only = c;
            n++;
        }
    if (n == 1 && couple(f, m, i, only))
        return true;
    if (n < 2 && couple(f, m, i, after_and(f, i, before)))
        return true;
    if (i + 2 < before && TOK(i + 1)->form[0] == '-' && couple(f, m, i, i + 2))
        return true;
    if (TOK(i)->upos != DL_VERB)
        return false;
    int32_t a = -1, b = -1;
    for (int32_t c = f->child[i]; c >= 0; c = f->sibling[c]) {
        a = is_subject(f, c) ? c : a;
        for (int32_t k = is_subject(f, c) ? f->child[c] : -1; k >= 0; k = f->sibling[k])
            if (TOK(k)->rel == DL_REL_conj)
                return false;      /* "A and B met C" */
        if (TOK(c)->rel == DL_REL_obj || (TOK(c)->rel == DL_REL_obl && phrase_under(f, c, WORD_with)))
            b = b < 0 || !who(f, b) ? c : b;
    }
    return a < before && b < before && couple(f, m, a, b);
}

/* "Blinken urged both sides": whoever does something to the sides is none of them. NOBODY if they act themselves. */
static uint32_t urges(struct finder *f, const struct members *m, int32_t sides)
{
    int32_t v = TOK(sides)->head;
    for (int32_t c = v >= 0 && !is_subject(f, sides) ? f->child[v] : -1; c >= 0; c = f->sibling[c])
        if (is_subject(f, c) && who(f, c))
            return as_member(f, entity_at(f, c), m->what, m->role);
    return NOBODY;
}

/* The two of whom most was said as actors so far. */
static bool protagonists(struct finder *f, struct members *m, int32_t before)
{
    uint32_t n = f->draft.n + 1, *count = arena_take(f->a, 2 * (size_t)n + 400, sizeof *count), best = NOBODY, next = NOBODY;
    uint32_t outsider = urges(f, m, before);
    for (int32_t i = far_back(before); i < before; i++) {
        uint32_t e = who(f, i) && (is_subject(f, i) || TOK(i)->rel == DL_REL_conj || phrase_under(f, i, WORD_with)) && !stands_between(f, i) ? as_member(f, entity_at(f, i), m->what, m->role) : NOBODY;
        if (e == NOBODY || e == outsider || e >= 2 * n + 400)
            continue;
        count[e]++;
        if (best == e || best == NOBODY || count[e] >= count[best]) {
            next = best == e ? next : best;
            best = e;
        } else if (next == NOBODY || count[e] >= count[next]) {
            next = e;
        }
    }
    m->e[0] = best;
    m->e[1] = next;
    return two_parties(f, m);
}

static bool gather(struct finder *f, int32_t before, struct members *m)
{
    bool found = false;
    m->sides = strcmp(m->what, "any") == 0 || strcmp(m->what, "both") == 0;
    for (int pass = m->sides ? 0 : 1; pass < 2 && !found; pass++, m->sides = false)
        for (int32_t i = before - 1; i >= far_back(before) && !found; i--)
            found = together(f, m, i, before);
    if (!found && (strcmp(m->what, "both") == 0 || !protagonists(f, m, before)))
        return false;
    if (m->e[0] > m->e[1]) {
        uint32_t e = m->e[0];
        m->e[0] = m->e[1];
        m->e[1] = e;
    }
    return true;
}

enum { NEAR = 120 };

/* Two that were put together a few sentences ago. */
static bool put_together_near(struct finder *f, int32_t before, struct members *m)
{
    for (int32_t i = before - 1; i >= 0 && i > before - NEAR; i--)
        if (together(f, m, i, before))
            return true;
    return false;
}

static bool says_two(const struct finder *f, const struct phrase *p)
{
    for (int32_t i = p->first; i < p->head; i++)
        if (phrase_is(f, i, WORD_two))
            return true;
    return false;
}

/* "The two agreed", "both refused", "the pair": those two, by a word that counts them and no noun. */
static bool bare_two(struct finder *f, const struct phrase *p)
{
    char key[PHRASE_KEY];
    phrase_key(f, p->head, p->head, key);
    bool both = strcmp(key, "both") == 0, two = strcmp(key, "two") == 0 || strcmp(key, "pair") == 0 || strcmp(key, "duo") == 0;
    uint8_t rel = f->art->token[p->head].rel;
    bool argument = rel == DL_REL_nsubj || rel == DL_REL_nsubj_pass || rel == DL_REL_obj || rel == DL_REL_obl;
    bool alone = f->right[p->head] == p->head;
    struct members m = {.what = "person", .role = ""};
    if (!argument || !alone || p->country || !((both && p->first == p->head) || (two && p->definite)))
        return false;
    if (!put_together_near(f, p->head, &m)) {
        m.what = "any";
        if (!gather(f, p->head, &m))
            return false;
    }
    entity_mention(f, groups_of(f, m.e, 2, phrase_text(f, p->first, p->last)), p->head, p->first, p->last, DL_MENTION_group, DL_BASIS_coreference);
    return true;
}

bool groups_link(struct finder *f, const struct phrase *p)
{
    char key[PHRASE_KEY];
    if (bare_two(f, p))
        return true;
    const struct word *w = p->plural ? lexicon_word(f->t, phrase_key(f, p->head, p->head, key), WORD_pair) : NULL;
    bool two = says_two(f, p);
    bool the = p->definite && !p->counted && p->head == p->first + 1;      /* "the leaders" */
    if (!w || p->country || p->principal || p->later || !p->definite || !(two || the || (strcmp(w->value, "any") == 0 && !p->counted)))
        return false;
    struct members m = {.what = w->value, .role = p->noun_first >= 0 ? p->noun.row->office : ""};
    bool loose = !two && strcmp(w->value, "any") != 0;
    if (loose ? !(*m.role && put_together_near(f, p->head, &m)) : !gather(f, p->head, &m))
        return false;
    entity_mention(f, groups_of(f, m.e, 2, phrase_text(f, p->first, p->last)), p->head, p->first, p->last, DL_MENTION_group, DL_BASIS_coreference);
    return true;
}

/* The one who holds the office for a country, or some unnamed of it: a member of "their top diplomats". */
static uint32_t theirs(struct finder *f, const struct phrase *p, const char *country, const char *role)
{
    const struct known_row *row = !role ? NULL : strcmp(role, "LEADER") == 0 ? lexicon_head(f->t, country, f->day) : lexicon_holder(f->t, country, role, f->day);
    struct known known;
    if (row && knowledge_find(f->t->k, row->name, strlen(row->name), f->day, &known) && known.row->kind == KNOWN_PERSON && strcmp(known.row->code, country) == 0)
        return entity_person(f, &known);
    char noun[PHRASE_KEY];
    phrase_key(f, p->noun_first, p->noun_last, noun);
    uint32_t e = entity_new(f, DL_ENTITY_unnamed, arena_printf(f->a, "%s (%s)", phrase_text(f, p->noun_first, p->noun_last), country), noun);
    entity_code(f, e, country, p->noun.row->sectors);
    f->draft.at[e].e.plural = true;
    return e;
}

bool groups_owned(struct finder *f, const struct phrase *p)
{
    struct draft *of = p->owner >= 0 ? who(f, p->owner) : NULL;
    char key[PHRASE_KEY];
    uint32_t member[2];
    if (!of || of->e.n_members != 2 || !p->plural || p->noun_first < 0 || p->country || p->principal)
        return false;
    const struct word *w = lexicon_word(f->t, phrase_key(f, p->noun_first, p->noun_last, key), WORD_holders);
    uint32_t pair[2] = {of->e.member[0], of->e.member[1]};
    for (int i = 0; i < 2; i++) {
        const char *country = f->draft.at[pair[i]].e.country;
        if (!country || entity_is_sector(country))
            return false;
        member[i] = theirs(f, p, country, w ? w->value : NULL);
    }
    if (member[0] == member[1])
        return false;
    entity_mention(f, groups_of(f, member, 2, phrase_text(f, p->first, p->last)), p->head, p->first, p->last, DL_MENTION_group, DL_BASIS_office);
    for (int32_t i = p->noun_first; i <= p->noun_last; i++)
        f->taken[i] = IN_TITLE;
    return true;
}

/* The countries after "of": "of Russia, Ukraine and Belarus", and the last of their words. Returns how many. */
static uint32_t countries_of(const struct finder *f, int32_t head, const char *code[8], int32_t *last)
{
    uint32_t n = 0;
    for (int32_t c = f->child[head]; c >= 0; c = f->sibling[c]) {
        if (c < head || !phrase_under(f, c, WORD_of) || f->hit_at[c] < 0 || !f->hit.at[f->hit_at[c]].land)
            continue;
        code[n++] = f->hit.at[f->hit_at[c]].land;
        *last = f->hit.at[f->hit_at[c]].last;
        for (int32_t k = f->child[c]; k >= 0 && n < 8; k = f->sibling[k])
            if (TOK(k)->rel == DL_REL_conj && f->hit_at[k] >= 0 && f->hit.at[f->hit_at[k]].land) {
                code[n++] = f->hit.at[f->hit_at[k]].land;
                *last = f->hit.at[f->hit_at[k]].last > *last ? f->hit.at[f->hit_at[k]].last : *last;
            }
        return n;
    }
    return 0;
}

static int32_t person_at(const struct finder *f, int32_t i)
{
    int32_t m = f->mention_at[i];
    return m >= 0 && f->mention.at[m].kind == DL_MENTION_name && is_person(who(f, i)) ? m : -1;
}

/* "The foreign ministers of A and B, X and Y,": as many persons behind the comma as there are countries, in their order. */
static bool named_in_turn(struct finder *f, int32_t last, uint32_t n, uint32_t *member)
{
    uint32_t found = 0;
    if (last + 1 >= (int32_t)f->art->n_tokens || TOK(last + 1)->form[0] != ',')
        return false;
    for (int32_t i = last + 2; i < (int32_t)f->art->n_tokens && i < last + 2 + 8 * (int32_t)n; i++) {
        int32_t m = person_at(f, i);
        if (m < 0 && TOK(i)->form[0] != ',' && TOK(i)->upos != DL_CCONJ)
            break;
        if (m >= 0 && found == n)
            return false;
        if (m >= 0)
            member[found++] = f->mention.at[m].entity;
        while (m >= 0 && i + 1 < (int32_t)f->art->n_tokens && TOK(i + 1)->span.end <= f->mention.at[m].span.end)
            i++;
    }
    return found == n;
}

/* Who holds the office for his country, as the article says. */
static void hold_office(struct finder *f, const struct phrase *p, uint32_t person, const char *country, const char *role)
{
    struct draft *d = &f->draft.at[person];
    if (d->e.code && strncmp(d->e.code, country, 3) != 0)
        return;
    if (!d->e.code)
        entity_code(f, person, country, p->noun.row->sectors);
    entity_role(d, role);
    const char *plural = phrase_text(f, p->noun_first, p->noun_last);
    size_t len = strlen(plural);
    if (!d->e.office)
        d->e.office = arena_text(f->a, plural, len > 1 && plural[len - 1] == 's' ? len - 1 : len);
}

bool groups_of_countries(struct finder *f, const struct phrase *p)
{
    const char *code[8];
    int32_t last = p->last;
    uint32_t member[8], n = p->plural && p->noun_first >= 0 && !p->former ? countries_of(f, p->head, code, &last) : 0;
    if (n < 2)
        return false;
    const char *role = *p->noun.row->office ? p->noun.row->office : NULL;
    bool named = named_in_turn(f, last, n, member);
    for (uint32_t i = 0; i < n; i++)
        if (named)
            hold_office(f, p, member[i], code[i], role);
        else
            member[i] = theirs(f, p, code[i], role);
    entity_mention(f, groups_of(f, member, n, phrase_text(f, p->first, p->last)), p->head, p->first, p->last, DL_MENTION_group, role ? DL_BASIS_office : DL_BASIS_explicit);
    for (int32_t i = p->noun_first; i <= p->noun_last; i++)
        f->taken[i] = IN_TITLE;
    return true;
}
