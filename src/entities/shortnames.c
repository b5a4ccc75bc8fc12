/* entities/shortnames.c: a surname, an acronym, half a name: who of the article, or of those in office, is meant. */
#include "entities/links.h"

#include <string.h>

#include "base/banned.h"

#define TOK(i) (&f->art->token[i])

static bool ends_with(const char *words, const char *key)
{
    size_t n = strlen(words), k = strlen(key);
    return n > k && strcmp(words + n - k, key) == 0 && words[n - k - 1] == ' ';
}

static bool starts_with(const char *words, const char *key)
{
    size_t k = strlen(key);
    return strncmp(words, key, k) == 0 && words[k] == ' ';
}

/* How well a short name fits an entity: 0 not, then by first word, last word, acronym or whole. */
static int fits(const struct draft *d, const char *key, const struct phrase *p)
{
    if (p->gender && d->e.gender && p->gender != d->e.gender)
        return 0;
    if (d->e.kind == DL_ENTITY_unnamed || d->e.kind == DL_ENTITY_office)
        return 0;
    if ((d->alias && strcmp(d->alias, key) == 0) || strcmp(d->words, key) == 0)
        return 4;
    if (!is_person(d))             /* "the Guard": the Revolutionary Guard */
        return d->e.kind != DL_ENTITY_organization ? 0 : p->definite && ends_with(d->words, key) ? 2 : !p->definite && d->row && strlen(key) > 3 && starts_with(d->words, key);
    if (ends_with(d->words, key) && strlen(key) > 1)
        return 3;
    return starts_with(d->words, key) && !(p->title || p->honorific) ? 1 : starts_with(d->words, key) ? 2 : 0;
}

static bool goes_on(const struct finder *f, int32_t i)
{
    for (int32_t c = f->child[i]; c >= 0; c = f->sibling[c])
        if (TOK(c)->rel == DL_REL_flat)
            return true;
    return false;
}

/* Of two Bidens in an article the surname alone is the one's who bore it alone before. */
static uint32_t bore_it_before(const struct finder *f, const char *key, const struct phrase *p)
{
    char other[PHRASE_KEY];
    for (int32_t i = p->head - 1; i >= far_back(p->head); i--)
        if (who(f, i) && is_person(who(f, i)) && f->mention.at[f->mention_at[i]].kind == DL_MENTION_name
            && strcmp(phrase_key(f, i, i, other), key) == 0 && fits(who(f, i), key, p) == 3 && TOK(i)->rel != DL_REL_flat && !goes_on(f, i))
            return entity_at(f, i);
    return NOBODY;
}

/* The one a short name stands for: the best fit, of those the last spoken of before, then the first after. */
uint32_t shortnames_find(const struct finder *f, const char *key, const struct phrase *p)
{
    int best = 0;
    uint32_t found = bore_it_before(f, key, p);
    if (found != NOBODY)
        return found;
    for (int32_t i = p->head - 1; i >= far_back(p->head); i--)
        if (who(f, i) && entity_at(f, i) != found && fits(who(f, i), key, p) > best) {
            best = fits(who(f, i), key, p);
            found = entity_at(f, i);
        }
    for (int32_t i = p->head + 1; i < far_ahead(f, p->head); i++)
        if (who(f, i) && fits(who(f, i), key, p) > (best ? best : 1)) {
            best = fits(who(f, i), key, p);
            found = entity_at(f, i);
        }
    return found;
}

/* "Obama ordered": a surname that heads of one country alone have borne, whatever they are on the day of the report. */
static const struct known_row *sole_head(const struct finder *f, const char *key)
{
    return lexicon_word(f->t, key, WORD_given) ? NULL : lexicon_any_head(f->t, key);
}

/* "President Putin": a surname that an office, or a title and a country, make safe. */
static uint32_t titled(struct finder *f, const char *key, const struct phrase *p)
{
    if (!p->title && !p->honorific)
        return NOBODY;
    const char *role = p->title && *p->noun.row->office && !p->former ? p->noun.row->office : NULL;
    const struct known_row *row = role || p->country ? lexicon_surname(f->t, key, role, p->country, f->day) : NULL;
    if (row) {
        struct known known;
        if (!knowledge_find(f->t->k, row->name, strlen(row->name), f->day, &known) || known.row->kind != KNOWN_PERSON
            || strcmp(known.row->code, row->code) != 0)
            return NOBODY;
        return entity_person(f, &known);
    }
    row = p->country || p->principal || !p->title || strchr(key, ' ') ? NULL : sole_head(f, key);
    struct known head;
    if (row && knowledge_find(f->t->k, row->name, strlen(row->name), f->day, &head) && strcmp(head.row->code, row->code) == 0)
        return entity_person(f, &head);
    uint32_t e = entity_new(f, DL_ENTITY_person, phrase_text(f, p->name_first, p->name_last), key);
    f->draft.at[e].e.key = f->draft.at[e].words;
    return e;
}

/* The name of the tables with the surname as the article spells it: "Araqchi" is Abbas Araqchi. */
static void as_printed(struct finder *f, uint32_t e, const struct phrase *p)
{
    struct draft *d = &f->draft.at[e];
    const char *last = strrchr(d->e.name, ' '), *surname = phrase_text(f, p->name_first, p->name_last);
    if (d->printed || !last || strchr(surname, ' ') || last[1] != surname[0] || strcmp(last + 1, surname) == 0)
        return;
    d->e.name = arena_printf(f->a, "%.*s %s", (int)(last - d->e.name), d->e.name, surname);
}

/* The article names the country, its people, its capital, a body of it or somebody in office there. */
static bool country_named(const void *arg, const char *code)
{
    const struct finder *f = arg;
    for (uint32_t i = 0; i < f->code.n; i++)
        if (strncmp(f->code.at[i], code, 3) == 0)
            return true;
    for (uint32_t i = far_entity(f); i < f->draft.n; i++)
        if (is_person(&f->draft.at[i]) && f->draft.at[i].e.code && strncmp(f->draft.at[i].e.code, code, 3) == 0)
            return true;
    return f->context && strcmp(f->context, code) == 0;
}

/* "Pedersen", "envoy for Syria", in a report about Syria: the office is about a country that is named. */
static bool concerns(const struct finder *f, const char *office)
{
    for (uint32_t i = 0; i < f->code.n; i++) {
        const char *name = f->code.at[i] ? lands_name(f->t, f->code.at[i]) : NULL;
        if (name && strstr(office, name))
            return true;
    }
    return false;
}

static bool is_named(const void *arg, const struct known_row *row)
{
    return country_named(arg, row->code) || concerns(arg, row->office);
}

static bool is_leader(const struct finder *f, int32_t i)
{
    char key[PHRASE_KEY];
    if (who(f, i))
        return is_person(who(f, i)) && groups_lead(who(f, i));
    const struct known_row *row = TOK(i)->upos == DL_PROPN ? lexicon_in_office(f->t, phrase_key(f, i, i, key), f->day, is_named, f, false) : NULL;
    return row && (strcmp(row->role, "HOS") == 0 || strcmp(row->role, "HOG") == 0 || strcmp(row->role, "LEADER") == 0);
}

/* "the summit between Trump and Kim": one of those named together is a leader whose country the article names. */
static bool beside_a_leader(const struct finder *f, int32_t head)
{
    int32_t first = TOK(head)->rel == DL_REL_conj && TOK(head)->head >= 0 ? TOK(head)->head : head;
    if (first != head && is_leader(f, first))
        return true;
    for (int32_t c = f->child[first]; c >= 0; c = f->sibling[c])
        if (TOK(c)->rel == DL_REL_conj && c != head && is_leader(f, c))
            return true;
    return false;
}

/* Somebody who does something, has something done to him or owns something; what stands behind a preposition may be a town ("arrived in Brega"). */
static bool acts(const struct finder *f, int32_t head)
{
    const uint8_t rel = TOK(head)->rel == DL_REL_conj && TOK(head)->head >= 0 ? TOK(TOK(head)->head)->rel : TOK(head)->rel;
    return rel == DL_REL_nsubj || rel == DL_REL_nsubj_pass || rel == DL_REL_obj || rel == DL_REL_iobj || rel == DL_REL_nmod_poss
        || rel == DL_REL_obl_agent;
}

/* "Clinton opened the summit with Barak": a surname that one man in high office bears on the day of the report, whose
 * country the report speaks of. */
static uint32_t in_office(struct finder *f, const char *key, const struct phrase *p)
{
    struct known known;
    if (p->name_first != p->name_last || strchr(key, ' ') || strlen(key) < 3
        || lexicon_word(f->t, key, WORD_thing) || lexicon_word(f->t, key, WORD_orgnoun) || TOK(p->head)->xpos[2] != 'P')
        return NOBODY;
    const struct known_row *row = lexicon_in_office(f->t, key, f->day, is_named, f, false);
    if (!row && beside_a_leader(f, p->head))
        row = lexicon_in_office(f->t, key, f->day, is_named, f, true);
    if (!row && acts(f, p->head))
        row = sole_head(f, key);
    if (!row || !knowledge_find(f->t->k, row->name, strlen(row->name), f->day, &known) || known.row->kind != KNOWN_PERSON
        || strcmp(known.row->code, row->code) != 0)
        return NOBODY;
    return entity_person(f, &known);
}

/* "Heretini told reporters. She said": a capital of its own that speaks, of whom nothing else is told, is somebody of that surname. */
static uint32_t stranger(struct finder *f, const char *key, const struct phrase *p)
{
    int32_t verb = TOK(p->head)->head;
    bool plain = p->name_first == p->name_last && p->name_first == p->first && p->last == p->name_last && p->noun_first < 0 && TOK(p->head)->upos == DL_PROPN;
    bool says = TOK(p->head)->rel == DL_REL_nsubj && verb >= 0 && TOK(verb)->lemma && lexicon_word(f->t, TOK(verb)->lemma, WORD_speech);
    const char *s = TOK(p->head)->form;
    size_t n = strlen(s);
    bool shaped = n > 2 && *s >= 'A' && *s <= 'Z' && s[1] >= 'a' && s[n - 1] >= 'a';
    if (!plain || !says || !shaped || lexicon_word(f->t, key, WORD_thing) || lexicon_word(f->t, key, WORD_orgnoun) || lexicon_word(f->t, key, WORD_institution))
        return NOBODY;
    uint32_t e = entity_new(f, DL_ENTITY_person, s, key);
    f->draft.at[e].e.key = f->draft.at[e].words;
    return e;
}

bool shortnames_link(struct finder *f, const struct phrase *p)
{
    char key[PHRASE_KEY];
    if (!*phrase_key(f, p->name_first, p->name_last, key))
        return false;
    uint32_t e = shortnames_find(f, key, p);
    enum dl_basis basis = DL_BASIS_coreference;
    if (e == NOBODY) {
        e = titled(f, key, p);
        basis = DL_BASIS_office;
    }
    if (e == NOBODY && !p->indefinite && !p->definite) {
        e = in_office(f, key, p);
        basis = DL_BASIS_context;
        if (e != NOBODY)
            as_printed(f, e, p);
    }
    if (e == NOBODY) {
        e = stranger(f, key, p);
        basis = DL_BASIS_explicit;
    }
    if (e == NOBODY)
        return false;
    entity_described(f, e, p);
    entity_mention(f, e, p->head, p->first, p->last, DL_MENTION_name, basis);
    return true;
}
