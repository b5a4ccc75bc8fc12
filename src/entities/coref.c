/* entities/coref.c: the second pass, in reading order: short names, descriptions, groups, pronouns. */
#include "entities/finder.h"

#include <string.h>

#include "base/utf8.h"
#include "base/banned.h"

#define TOK(i) (&f->art->token[i])

static struct draft *who(const struct finder *f, int32_t token)
{
    return f->mention_at[token] >= 0 ? &f->draft.at[f->mention.at[f->mention_at[token]].entity] : NULL;
}

static uint32_t entity_at(const struct finder *f, int32_t token) { return f->mention.at[f->mention_at[token]].entity; }

static bool subject(const struct finder *f, int32_t i) { return TOK(i)->rel == DL_REL_nsubj || TOK(i)->rel == DL_REL_nsubj_pass || TOK(i)->rel == DL_REL_nsubj_outer; }
static bool is_person(const struct draft *d) { return d->e.kind == DL_ENTITY_person; }
static bool is_body(const struct draft *d) { return d->e.kind == DL_ENTITY_country || d->e.kind == DL_ENTITY_organization || d->e.kind == DL_ENTITY_outlet; }

/* ---- short names -------------------------------------------------------------------------- */

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
    if (!is_person(d))
        return 0;
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
    for (int32_t i = p->head - 1; i >= 0; i--)
        if (who(f, i) && is_person(who(f, i)) && f->mention.at[f->mention_at[i]].kind == DL_MENTION_name
            && strcmp(phrase_key(f, i, i, other), key) == 0 && fits(who(f, i), key, p) == 3 && TOK(i)->rel != DL_REL_flat && !goes_on(f, i))
            return entity_at(f, i);
    return NOBODY;
}

/* The one a short name stands for: the best fit, of those the last spoken of before, then the first after. */
static uint32_t short_name(const struct finder *f, const char *key, const struct phrase *p)
{
    int best = 0;
    uint32_t found = bore_it_before(f, key, p);
    if (found != NOBODY)
        return found;
    for (int32_t i = p->head - 1; i >= 0; i--)
        if (who(f, i) && entity_at(f, i) != found && fits(who(f, i), key, p) > best) {
            best = fits(who(f, i), key, p);
            found = entity_at(f, i);
        }
    for (int32_t i = p->head + 1; i < (int32_t)f->art->n_tokens; i++)
        if (who(f, i) && fits(who(f, i), key, p) > (best ? best : 1)) {
            best = fits(who(f, i), key, p);
            found = entity_at(f, i);
        }
    return found;
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
    uint32_t e = entity_new(f, DL_ENTITY_person, phrase_text(f, p->name_first, p->name_last), key);
    f->draft.at[e].e.key = f->draft.at[e].words;
    return e;
}

/* The article names the country, its people, its capital or a body of it. */
static bool country_named(const void *arg, const char *code)
{
    const struct finder *f = arg;
    for (uint32_t i = 0; i < f->hit.n; i++) {
        const struct hit *h = &f->hit.at[i];
        if (strncmp(h->land ? h->land : h->known.code, code, 3) == 0)
            return true;
    }
    return f->context && strcmp(f->context, code) == 0;
}

/* "Clinton opened the summit with Barak": a surname that one man in high office bears on the day of the report, whose
 * country the report speaks of. */
static uint32_t in_office(struct finder *f, const char *key, const struct phrase *p)
{
    struct known known;
    if (p->name_first != p->name_last || strchr(key, ' ') || strlen(key) < 3 || f->day == DL_NO_DAY
        || lexicon_word(f->t, key, WORD_thing) || lexicon_word(f->t, key, WORD_orgnoun) || TOK(p->head)->xpos[2] != 'P')
        return NOBODY;
    const struct known_row *row = lexicon_in_office(f->t, key, f->day, country_named, f);
    if (!row || !knowledge_find(f->t->k, row->name, strlen(row->name), f->day, &known) || known.row->kind != KNOWN_PERSON
        || strcmp(known.row->code, row->code) != 0)
        return NOBODY;
    return entity_person(f, &known);
}

static bool bare_name(struct finder *f, const struct phrase *p)
{
    char key[PHRASE_KEY];
    if (!*phrase_key(f, p->name_first, p->name_last, key))
        return false;
    uint32_t e = short_name(f, key, p);
    enum dl_basis basis = DL_BASIS_coreference;
    if (e == NOBODY) {
        e = titled(f, key, p);
        basis = DL_BASIS_office;
    }
    if (e == NOBODY && !p->indefinite && !p->definite) {
        e = in_office(f, key, p);
        basis = DL_BASIS_context;
    }
    if (e == NOBODY)
        return false;
    entity_described(f, e, p);
    entity_mention(f, e, p->head, p->first, p->last, DL_MENTION_name, basis);
    return true;
}

/* ---- descriptions ------------------------------------------------------------------------- */

/* The country of the one who owns the phrase: "Obama administration official", "his foreign minister". */
static const char *country_of_owner(const struct finder *f, const struct phrase *p)
{
    if (p->owner < 0)
        return NULL;
    struct draft *d = who(f, p->owner);
    if (d)
        return d->e.country;
    char key[PHRASE_KEY];
    struct phrase bare = {.head = p->owner};
    uint32_t e = TOK(p->owner)->upos == DL_PROPN ? short_name(f, phrase_key(f, p->owner, p->owner, key), &bare) : NOBODY;
    if (e != NOBODY)
        return f->draft.at[e].e.country;
    bool rule = p->noun_first >= 0 && phrase_has(f, p->noun_first, p->noun_last, WORD_rule) && TOK(p->owner)->upos == DL_PROPN;
    const struct known_row *row = NULL;
    for (int r = 0; rule && !row && r < 2; r++)        /* "the Bush administration" */
        row = lexicon_surname(f->t, phrase_key(f, p->owner, p->owner, key), r ? "HOG" : "HOS", NULL, f->day);
    return row ? row->code : NULL;
}

static bool has_noun(const struct draft *d, const char *noun)
{
    for (uint32_t i = 0; i < d->n_nouns; i++)
        if (strcmp(d->noun[i], noun) == 0)
            return true;
    return false;
}

static void remember_noun(struct finder *f, uint32_t e, const char *noun)
{
    struct draft *d = &f->draft.at[e];
    if (!has_noun(d, noun) && d->n_nouns < MAX_NOUNS)
        d->noun[d->n_nouns++] = arena_text(f->a, noun, strlen(noun));
}

/* State bodies that a report names without saying of which state: those of where it comes from. */
static const char *country_of_context(const struct finder *f, const struct phrase *p, const char *sectors)
{
    static const char *const own[] = {"GOV", "COP", "MIL", "LEG", "JUD", "OPP", "REB", "UAF", "CVL", "CRM", "PTY"};
    char key[PHRASE_KEY];
    phrase_key(f, p->head, p->head, key);
    if (p->owner >= 0 || p->principal || phrase_has(f, p->first, p->head, WORD_abroad) || lexicon_word(f->t, key, WORD_pair)
        || (p->indefinite && lexicon_word(f->t, key, WORD_relay)))
        return NULL;
    if (strncmp(sectors, "MED", 3) == 0 && phrase_has(f, p->first, p->head, WORD_official))
        return f->context;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (strncmp(sectors, own[i], 3) == 0)
            return f->context;
    return NULL;
}

static const char *bare_text(const struct finder *f, const struct phrase *p)
{
    int32_t first = p->first;
    while (first < p->head && TOK(first)->rel == DL_REL_det)
        first++;
    int32_t last = p->noun_last > p->last ? p->noun_last : p->last;
    return phrase_text(f, first, last);
}

/* Entities that an earlier mention made, the latest first, which `good` accepts. */
typedef bool (*accepts)(const struct finder *f, const struct draft *d, const void *arg);

static uint32_t latest(const struct finder *f, int32_t before, accepts good, const void *arg)
{
    for (int32_t i = before - 1; i >= 0; i--)
        if (who(f, i) && f->mention.at[f->mention_at[i]].kind != DL_MENTION_pronoun && good(f, who(f, i), arg))
            return entity_at(f, i);
    return NOBODY;
}

static bool leads(const struct draft *d)
{
    static const char *const roles[] = {"HOS", "HOG", "LEADER", "ROYAL", "REB", "OPP", "PARTY", "SG"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (entity_has_role(d, roles[i]))
            return true;
    return false;
}

struct wanted { const char *noun, *role, *country, *sectors; bool plural, institution, generic; uint8_t gender; };

static bool country_agrees(const struct draft *d, const char *country)
{
    return !country || !d->e.country || strcmp(d->e.country, country) == 0;
}

static bool same_description(const struct finder *f, const struct draft *d, const void *arg)
{
    const struct wanted *w = arg;
    (void)f;
    if (!country_agrees(d, w->country) || d->e.plural != w->plural)
        return false;
    bool told = w->gender && d->e.gender && w->gender != d->e.gender && d->e.gender != DL_GENDER_neuter;
    if (told)
        return false;
    if (*w->role && is_person(d))
        return (!w->country || d->e.country) && (entity_has_role(d, w->role) || (strcmp(w->role, "LEADER") == 0 && leads(d)));
    return has_noun(d, w->noun) && (!w->country || d->e.country) && (w->institution ? d->e.kind == DL_ENTITY_organization : !is_body(d));
}

static uint32_t institution(struct finder *f, const struct phrase *p, const struct wanted *w, enum dl_basis *basis)
{
    char key[PHRASE_KEY];
    const char *country = w->country;
    uint32_t e = latest(f, p->head, same_description, w);
    if (e != NOBODY && !p->indefinite && !p->counted && !phrase_has(f, p->first, p->head, WORD_abroad)) {
        *basis = DL_BASIS_coreference;
        return e;
    }
    *basis = DL_BASIS_explicit;
    if (!country && !p->indefinite && country_of_context(f, p, w->sectors)) {
        country = f->context;
        *basis = DL_BASIS_context;
    }
    phrase_key(f, p->noun_first, p->noun_last, key);
    e = entity_new(f, DL_ENTITY_organization, bare_text(f, p), key);
    struct draft *d = &f->draft.at[e];
    d->e.gender = DL_GENDER_neuter;
    entity_of_phrase(f, e, p, country, w->sectors);
    if (d->e.code)
        d->e.key = arena_printf(f->a, "%s/%s", d->e.code, key);
    d->e.basis = (uint8_t)*basis;
    return e;
}

/* "the Iranian Chess Federation president": some body that the tables do not have stands before the office. */
static bool of_another_body(const struct finder *f, const struct phrase *p)
{
    for (int32_t i = p->first; i < p->noun_first; i++)
        if (TOK(i)->upos == DL_PROPN && f->hit_at[i] < 0 && !who(f, i) && strcasecmp(TOK(i)->form, "Mr.") != 0 && i != p->owner)
            return true;
    return false;
}

/* "the Russian president": the man of the article who is, else the holder on that day, else the office. */
static uint32_t office(struct finder *f, const struct phrase *p, const struct wanted *w, enum dl_basis *basis)
{
    const char *country = w->country;
    if (p->indefinite || !p->definite || of_another_body(f, p))
        return NOBODY;
    uint32_t e = latest(f, p->head, same_description, w);
    *basis = DL_BASIS_coreference;
    if (e != NOBODY)
        return e;
    *basis = country ? DL_BASIS_office : DL_BASIS_context;
    country = country ? country : country_of_context(f, p, w->sectors);
    if (!country)
        return NOBODY;
    bool vague = phrase_has(f, p->noun_first, p->noun_last, WORD_vague);
    if (vague && *basis == DL_BASIS_context)
        return NOBODY;
    const struct known_row *row = vague ? NULL : lexicon_holder(f->t, country, w->role, f->day);
    struct known known;
    if (!row && *basis == DL_BASIS_context && f->day != DL_NO_DAY)
        return NOBODY;             /* the dateline's country has no such office */
    if (row && knowledge_find(f->t->k, row->name, strlen(row->name), f->day, &known) && known.row->kind == KNOWN_PERSON
        && strcmp(known.row->code, row->code) == 0) {
        e = entity_person(f, &known);
        entity_role(&f->draft.at[e], w->role);
        return e;
    }
    e = entity_new(f, DL_ENTITY_office, bare_text(f, p), w->noun);
    entity_code(f, e, country, w->sectors);
    entity_role(&f->draft.at[e], w->role);
    f->draft.at[e].e.office = bare_text(f, p);
    return e;
}

static uint32_t unnamed(struct finder *f, const struct phrase *p, const struct wanted *w, enum dl_basis *basis)
{
    const char *country = w->country;
    bool general = phrase_has(f, p->noun_last, p->noun_last, WORD_nobody);
    bool plain = !w->country && !p->principal && p->first + 1 >= p->noun_first;
    uint32_t e = p->definite && !p->counted && !p->former && !p->later && (!general || (plain && !w->plural)) ? latest(f, p->head, same_description, w) : NOBODY;
    *basis = DL_BASIS_coreference;
    if (e != NOBODY)
        return e;
    *basis = DL_BASIS_explicit;
    if (!country && country_of_context(f, p, w->sectors)) {
        country = f->context;
        *basis = DL_BASIS_context;
    }
    e = entity_new(f, DL_ENTITY_unnamed, phrase_text(f, p->first, p->noun_last > p->last ? p->noun_last : p->last), w->noun);
    struct draft *d = &f->draft.at[e];
    d->e.plural = w->plural;
    bool relay = phrase_has(f, p->head, p->head, WORD_relay);
    entity_of_phrase(f, e, p, relay && p->principal && strlen(p->principal) > 3 ? NULL : country, w->sectors);
    d->e.basis = (uint8_t)*basis;
    return e;
}

static uint32_t group_of(struct finder *f, const uint32_t *member, uint32_t n, const char *name)
{
    for (uint32_t i = 0; i < f->draft.n; i++) {
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

/* "and", a comma or a hyphen stands between. */
static bool parted(const struct finder *f, int32_t from, int32_t to)
{
    for (int32_t i = from; i < to; i++)
        if (TOK(i)->upos == DL_CCONJ || TOK(i)->upos == DL_PUNCT)
            return true;
    return false;
}

/* "U.S. and Russian negotiators": a group of two, each with its country. */
static bool of_two_countries(struct finder *f, const struct phrase *p, const struct wanted *w)
{
    const struct hit *of[2] = {NULL, NULL};
    int n = 0;
    for (int32_t i = p->first; i < p->noun_first; i++) {
        const struct hit *h = f->hit_at[i] >= 0 ? &f->hit.at[f->hit_at[i]] : NULL;
        bool body = h && (h->land || (h->known.row && h->known.row->kind != KNOWN_PERSON));
        if (!body || h->first != i || (n && of[n - 1]->land && h->land && strcmp(of[n - 1]->land, h->land) == 0))
            continue;
        if (n == 2)
            return false;
        of[n++] = h;
    }
    if (n < 2 || !parted(f, of[0]->last + 1, of[1]->first))
        return false;
    uint32_t member[2];
    for (int k = 0; k < 2; k++) {
        member[k] = entity_new(f, w->institution ? DL_ENTITY_organization : DL_ENTITY_unnamed,
                               arena_printf(f->a, "%s %s", phrase_text(f, of[k]->first, of[k]->last), phrase_text(f, p->noun_first, p->noun_last)), w->noun);
        if (of[k]->land)
            entity_code(f, member[k], of[k]->land, w->sectors);
        else
            entity_whole_code(f, member[k], of[k]->known.code);
        f->draft.at[member[k]].e.plural = true;
        remember_noun(f, member[k], w->noun);
    }
    uint32_t e = group_of(f, member, 2, phrase_text(f, p->first, p->noun_last));
    entity_mention(f, e, p->head, p->first, p->last, DL_MENTION_nominal, DL_BASIS_explicit);
    for (int32_t i = p->noun_first; i <= p->noun_last; i++)
        f->taken[i] = true;
    return true;
}

/* "the rebels", "the group": the known body last spoken of that is one. */
static bool is_such_body(const struct finder *f, const struct draft *d, const void *arg)
{
    const struct wanted *w = arg;
    char key[PHRASE_KEY];
    (void)f;
    if (d->e.kind != DL_ENTITY_organization || !d->row || !d->e.sectors || !country_agrees(d, w->country))
        return false;
    memcpy(key, w->sectors, 3);
    key[3] = 0;
    if (strcmp(key, "REB") == 0 || strcmp(key, "UAF") == 0)
        return strstr(d->e.sectors, "REB") || strstr(d->e.sectors, "UAF");
    return w->generic && strncmp(d->e.sectors, "GOV", 3) != 0 && d->row->kind == KNOWN_GROUP;
}

/* "the al-Qaeda network", "the Hamas movement", "the Yonhap news agency": the body itself. */
static bool named_body(struct finder *f, const struct phrase *p, const struct wanted *w)
{
    int32_t hit = p->noun_first > 0 ? f->hit_at[p->noun_first - 1] : -1;
    const struct hit *h = hit >= 0 ? &f->hit.at[hit] : NULL;
    if (p->plural || !h || h->land || !h->known.row || h->known.row->kind != KNOWN_GROUP || h->first < p->first)
        return false;
    char last[PHRASE_KEY];
    phrase_key(f, p->head, p->head, last);
    if (!lexicon_word(f->t, last, WORD_generic) && !(w->institution && strncmp(w->sectors, "MED", 3) == 0))
        return false;
    uint32_t e = mentions_known(f, h);
    entity_mention(f, e, p->head, p->first, p->last, DL_MENTION_name, DL_BASIS_explicit);
    remember_noun(f, e, w->noun);
    return true;
}

static bool such_body(struct finder *f, const struct phrase *p, struct wanted *w)
{
    bool armed = strncmp(w->sectors, "REB", 3) == 0 || strncmp(w->sectors, "UAF", 3) == 0;
    if (!p->definite || p->counted || p->principal || p->owner >= 0 || p->former || !(w->generic || (armed && p->plural)) || p->noun_first - p->first > 2)
        return false;
    uint32_t e = latest(f, p->head, is_such_body, w);
    if (e == NOBODY)
        return false;
    entity_mention(f, e, p->head, p->first, p->last, DL_MENTION_nominal, DL_BASIS_coreference);
    for (int32_t i = p->noun_first; i <= p->noun_last; i++)
        f->taken[i] = true;
    return true;
}

/* "his French counterpart": who holds abroad the office of the one it is said of. */
static bool counterpart(struct finder *f, const struct phrase *p)
{
    static const char *const heads[] = {"HOS", "HOG", "LEADER"};
    struct draft *of = p->owner >= 0 ? who(f, p->owner) : NULL;
    struct known known;
    if (!of || !p->country || p->plural || !phrase_has(f, p->head, p->head, WORD_counterpart))
        return false;
    const struct known_row *row = NULL;
    bool head = false;
    for (uint32_t i = 0; i < of->n_roles && !row; i++) {
        row = lexicon_holder(f->t, p->country, of->role[i], f->day);
        head |= strcmp(of->role[i], "HOS") == 0 || strcmp(of->role[i], "HOG") == 0;
    }
    for (int i = 0; head && i < 3 && !row; i++)
        row = lexicon_holder(f->t, p->country, heads[i], f->day);
    uint32_t e;
    if (row && knowledge_find(f->t->k, row->name, strlen(row->name), f->day, &known) && known.row->kind == KNOWN_PERSON && strcmp(known.row->code, row->code) == 0) {
        e = entity_person(f, &known);
    } else {
        const char *sectors = of->e.sectors;
        e = entity_new(f, DL_ENTITY_office, bare_text(f, p), "counterpart");
        entity_code(f, e, p->country, sectors);
    }
    entity_mention(f, e, p->head, p->first, p->last, DL_MENTION_nominal, DL_BASIS_office);
    return true;
}

static bool described(struct finder *f, const struct phrase *p)
{
    char noun[PHRASE_KEY], last[PHRASE_KEY];
    phrase_key(f, p->noun_first, p->noun_last, noun);
    phrase_key(f, p->head, p->head, last);
    const char *country = p->country ? p->country : country_of_owner(f, p);
    struct wanted w = {.noun = noun, .country = country, .sectors = p->former ? "ELI" : p->noun.row->sectors, .plural = p->plural,
                       .role = p->former || p->later ? "" : p->noun.row->office, .institution = lexicon_word(f->t, last, WORD_institution) != NULL};
    w.gender = lexicon_word(f->t, last, WORD_female) ? DL_GENDER_female : lexicon_word(f->t, last, WORD_male) ? DL_GENDER_male : DL_GENDER_unknown;
    enum dl_basis basis = DL_BASIS_explicit;
    uint32_t e = NOBODY;
    w.generic = lexicon_word(f->t, noun, WORD_generic) != NULL;
    if ((p->plural && of_two_countries(f, p, &w)) || named_body(f, p, &w) || such_body(f, p, &w))
        return true;
    if (!p->country && phrase_has(f, p->head, p->head, WORD_relation))
        return false;              /* "its neighbour" is not of its country */
    bool alone = !p->plural && !p->definite && !p->indefinite && !p->counted && !country && !p->principal;
    if (strcmp(w.sectors, "MED") == 0 && w.institution && p->noun_first == p->noun_last && !country && !p->principal && p->owner < 0)
        return false;              /* "the press", "live television" */
    if (alone && !w.institution && p->owner < 0)
        return false;              /* "justice", "exile": no one person */
    if (w.institution) {
        w.plural = false;
        e = institution(f, p, &w, &basis);
    } else if (*w.role && !p->plural && !p->principal) {
        e = office(f, p, &w, &basis);
    }
    if (e == NOBODY)
        e = unnamed(f, p, &w, &basis);
    remember_noun(f, e, last);
    remember_noun(f, e, noun);
    if (!f->draft.at[e].e.gender && !w.plural)
        f->draft.at[e].e.gender = w.gender;
    int32_t end = p->noun_last > p->last ? p->noun_last : p->last;
    entity_mention(f, e, p->head, p->first, end, DL_MENTION_nominal, basis);
    for (int32_t i = p->noun_first; i <= p->noun_last; i++)
        f->taken[i] = true;
    return true;
}

/* "two Russians", "a Syrian", "the Palestinians". */
static bool nationals(struct finder *f, const struct phrase *p)
{
    const struct hit *h = f->hit_at[p->head] >= 0 ? &f->hit.at[f->hit_at[p->head]] : NULL;
    if (!h || !h->land || h->form == LAND_NAME || h->form == LAND_CAPITAL || h->form == LAND_REGION)
        return false;
    bool ethnic = h->first > 0 && strcasecmp(TOK(h->first - 1)->form, "ethnic") == 0;
    const char *lives = NULL;              /* "the Albanians of Serbia" */
    for (int32_t c = f->child[p->head]; c >= 0; c = f->sibling[c])
        if (c > p->head && f->hit_at[c] >= 0 && f->hit.at[f->hit_at[c]].land && (phrase_under(f, c, "of") || phrase_under(f, c, "in")))
            lives = f->hit.at[f->hit_at[c]].land;
    bool people = !ethnic && !lives && p->definite && !p->counted && (p->plural || h->form != LAND_PERSON);
    uint32_t e = people ? entity_country(f, h->land) : entity_new(f, DL_ENTITY_unnamed, phrase_text(f, p->first, p->last), "");
    if (!people) {
        entity_code(f, e, lives ? lives : ethnic ? f->context : h->land, lives || ethnic ? "CVL" : "");
        f->draft.at[e].e.plural = p->plural;
    }
    entity_mention(f, e, p->head, p->first, p->last, DL_MENTION_nominal, DL_BASIS_explicit);
    return true;
}

/* ---- groups ------------------------------------------------------------------------------- */

/* What a group noun may take in: persons, countries, or for "sides" also organizations. */
static uint32_t as_member(struct finder *f, uint32_t e, const char *what, const char *role)
{
    const struct draft *d = &f->draft.at[e];
    if (strcmp(what, "person") == 0) {
        bool fit = !*role || entity_has_role(d, role) || (strcmp(role, "LEADER") == 0 && leads(d));
        return (is_person(d) || d->e.kind == DL_ENTITY_office) && fit ? e : NOBODY;
    }
    if (d->e.kind == DL_ENTITY_country || ((strcmp(what, "any") == 0 || strcmp(what, "both") == 0) && d->e.kind == DL_ENTITY_organization && d->e.code))
        return e;
    bool speaks_for_state = is_person(d) || d->e.kind == DL_ENTITY_office || d->e.kind == DL_ENTITY_organization || d->e.kind == DL_ENTITY_unnamed;
    return speaks_for_state && d->e.country && strncmp(d->e.sectors, "GOV", 3) == 0 ? entity_country(f, d->e.country) : NOBODY;
}

struct members { const char *what, *role; uint32_t e[2]; };

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
    for (int32_t k = j + 1; k < before && k < j + 9; k++)
        if (who(f, k) && f->mention.at[f->mention_at[k]].span.start == TOK(j + 1)->span.start)
            return k;
    return -1;
}

/* "A and B", "A-B", "A met (with) B", "talks between A and B", or a group already made: two that were put together. */
static bool together(struct finder *f, struct members *m, int32_t i, int32_t before)
{
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
    if (n == 0 && couple(f, m, i, after_and(f, i, before)))
        return true;
    if (i + 2 < before && TOK(i + 1)->form[0] == '-' && couple(f, m, i, i + 2))
        return true;
    if (TOK(i)->upos != DL_VERB)
        return false;
    int32_t a = -1, b = -1;
    for (int32_t c = f->child[i]; c >= 0; c = f->sibling[c]) {
        a = subject(f, c) ? c : a;
        for (int32_t k = subject(f, c) ? f->child[c] : -1; k >= 0; k = f->sibling[k])
            if (TOK(k)->rel == DL_REL_conj)
                return false;      /* "A and B met C" */
        if (TOK(c)->rel == DL_REL_obj || (TOK(c)->rel == DL_REL_obl && phrase_under(f, c, "with")))
            b = b < 0 || !who(f, b) ? c : b;
    }
    return a < before && b < before && couple(f, m, a, b);
}

/* The two of whom most was said as actors so far. */
static bool protagonists(struct finder *f, struct members *m, int32_t before)
{
    uint32_t n = f->draft.n + 1, *count = arena_take(f->a, 2 * (size_t)n + 400, sizeof *count), best = NOBODY, next = NOBODY;
    for (int32_t i = 0; i < before; i++) {
        uint32_t e = who(f, i) && (subject(f, i) || TOK(i)->rel == DL_REL_conj || phrase_under(f, i, "with")) ? as_member(f, entity_at(f, i), m->what, m->role) : NOBODY;
        if (e == NOBODY || e >= 2 * n + 400)
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
    for (int32_t i = before - 1; i >= 0 && !found; i--)
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

static bool says_two(const struct finder *f, const struct phrase *p)
{
    char key[PHRASE_KEY];
    for (int32_t i = p->first; i < p->head; i++) {
        phrase_key(f, i, i, key);
        if (strcmp(key, "two") == 0 || strcmp(key, "both") == 0)
            return true;
    }
    return false;
}

static bool pair(struct finder *f, const struct phrase *p)
{
    char key[PHRASE_KEY];
    const struct word *w = p->plural ? lexicon_word(f->t, phrase_key(f, p->head, p->head, key), WORD_pair) : NULL;
    bool two = says_two(f, p);
    if (!w || p->country || p->principal || p->later || !p->definite || !(two || (strcmp(w->value, "any") == 0 && p->definite && !p->counted)))
        return false;
    struct members m = {.what = w->value, .role = p->noun_first >= 0 ? p->noun.row->office : ""};
    if (!gather(f, p->head, &m))
        return false;
    entity_mention(f, group_of(f, m.e, 2, phrase_text(f, p->first, p->last)), p->head, p->first, p->last, DL_MENTION_group, DL_BASIS_coreference);
    return true;
}

/* ---- pronouns ----------------------------------------------------------------------------- */

enum person { HE, SHE, IT, THEY, WHO, NO_PERSON };

static enum person person_of(const char *lemma, const char *form)
{
    static const struct { const char *form; enum person is; } forms[] = {
        {"he", HE}, {"him", HE}, {"his", HE}, {"himself", HE}, {"she", SHE}, {"her", SHE}, {"hers", SHE}, {"herself", SHE},
        {"it", IT}, {"its", IT}, {"itself", IT}, {"they", THEY}, {"them", THEY}, {"their", THEY}, {"theirs", THEY}, {"themselves", THEY}, {"who", WHO}};
    (void)lemma;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcasecmp(form, forms[i].form) == 0)
            return forms[i].is;
    return NO_PERSON;
}

static bool may_be(const struct draft *d, enum person is)
{
    switch (is) {
    case HE: return (is_person(d) || (d->e.kind == DL_ENTITY_office && d->e.basis != DL_BASIS_explicit) || (d->e.kind == DL_ENTITY_unnamed && !d->e.plural)) && d->e.gender != DL_GENDER_female;
    case SHE: return (is_person(d) || (d->e.kind == DL_ENTITY_unnamed && !d->e.plural)) && d->e.gender != DL_GENDER_male;
    case IT: return is_body(d);
    case THEY: return d->e.plural || (d->e.kind == DL_ENTITY_organization && d->n_nouns && !d->row && d->e.key != d->words && strncmp(d->e.sectors, "EDU", 3) != 0);
    default: return false;
    }
}

/* The pronoun stands in what somebody says in quotation marks, and the candidate is he who says it. */
static bool own_words(const struct finder *f, int32_t pronoun, int32_t candidate)
{
    if (TOK(pronoun)->quote < 0 || TOK(candidate)->quote >= 0 || !subject(f, candidate))
        return false;
    int32_t verb = TOK(candidate)->head;
    for (int32_t h = pronoun, deep = 0; h >= 0 && deep < 100; h = TOK(h)->head, deep++)
        if (h == verb || (verb >= 0 && TOK(verb)->head == h && (TOK(verb)->rel == DL_REL_parataxis || TOK(verb)->rel == DL_REL_ccomp)))
            return true;
    return false;
}

static int32_t weigh(const struct finder *f, int32_t pronoun, int32_t c, int32_t sentences_back, enum person is)
{
    const struct dl_mention *m = &f->mention.at[f->mention_at[c]];
    const struct draft *d = &f->draft.at[m->entity];
    bool people = is == THEY && d->e.kind == DL_ENTITY_country && TOK(c)->xpos && TOK(c)->xpos[strlen(TOK(c)->xpos) - 1] == 'S';
    if ((!may_be(d, is) && !people) || own_words(f, pronoun, c))
        return INT32_MIN;
    if (TOK(c)->head == TOK(pronoun)->head && TOK(pronoun)->rel != DL_REL_nmod_poss)
        return INT32_MIN;                                   /* two parts of one clause */
    int32_t w = -30 * sentences_back + (subject(f, c) ? 25 : TOK(c)->rel == DL_REL_nmod_poss || TOK(c)->rel == DL_REL_nmod ? -10 : 0);
    w += d->e.gender == (is == HE ? DL_GENDER_male : DL_GENDER_female) ? 10 : 0;
    w -= d->e.kind == DL_ENTITY_unnamed && is != THEY ? 10 : 0;
    w -= d->e.kind == DL_ENTITY_organization && is == THEY ? 15 : 0;
    w += TOK(c)->rel == DL_REL_obl_agent || TOK(c)->rel == DL_REL_obj ? 5 : 0;
    return w - (pronoun - c) / 8;
}

static uint32_t coordinated(struct finder *f, int32_t first)
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
    return group_of(f, member, n, arena_text(f->a, f->art->text + a->span.start, b->span.end - a->span.start));
}

static bool pronoun(struct finder *f, const struct dl_sentence *sent, uint32_t s, int32_t i)
{
    enum person is = person_of(TOK(i)->lemma, TOK(i)->form);
    if (is == NO_PERSON || TOK(i)->rel == DL_REL_expl)
        return false;
    if (is == WHO) {
        for (int32_t h = i, deep = 0; h >= 0 && deep < 6; h = TOK(h)->head, deep++)
            if (TOK(h)->rel == DL_REL_acl_relcl && TOK(h)->head >= 0 && who(f, TOK(h)->head) && TOK(i)->rel != DL_REL_root) {
                entity_mention(f, entity_at(f, TOK(h)->head), i, i, i, DL_MENTION_pronoun, DL_BASIS_coreference);
                return true;
            }
        return false;
    }
    int32_t best = INT32_MIN, found = -1;
    bool both = false;
    int32_t from = (int32_t)sent->first, back = 0;
    for (int32_t c = i - 1; c >= 0 && back <= 3; c--) {
        if (c < from) {
            if (s == 0 || f->art->sentence[s - 1].kind != sent->kind)
                break;
            from = (int32_t)f->art->sentence[--s].first;
            back++;
            if (is == IT && back > 1)
                break;
        }
        if (!who(f, c))
            continue;
        int32_t w = weigh(f, i, c, back, is);
        bool group = false;
        if (is == THEY && TOK(c)->rel != DL_REL_conj && !(TOK(c)->head == TOK(i)->head))
            for (int32_t k = f->child[c]; k >= 0; k = f->sibling[k])
                if (TOK(k)->rel == DL_REL_conj && who(f, k) && k < i)
                    group = true;
        if (group && -30 * back + (subject(f, c) ? 30 : 10) > w)
            w = -30 * back + (subject(f, c) ? 30 : 10) - (i - c) / 8;
        else
            group = false;
        if (is == IT && !(subject(f, c) && (subject(f, i) || TOK(i)->rel == DL_REL_nmod_poss)))
            w = INT32_MIN;
        if (w > best) {
            best = w;
            found = c;
            both = group;
        }
    }
    uint32_t e = found < 0 ? NOBODY : both ? coordinated(f, found) : entity_at(f, found);
    if (e == NOBODY)
        return false;
    entity_mention(f, e, i, i, i, DL_MENTION_pronoun, DL_BASIS_coreference);
    return true;
}

/* ---- in reading order --------------------------------------------------------------------- */

static void read_one(struct finder *f, const struct dl_sentence *sent, uint32_t s, int32_t i)
{
    struct phrase p;
    if (f->mention_at[i] >= 0 || f->taken[i])
        return;
    if (TOK(i)->upos == DL_PRON) {
        pronoun(f, sent, s, i);
        return;
    }
    if (!phrase_is_head(f, i))
        return;
    phrase_read(f, i, &p);
    if (nationals(f, &p) || pair(f, &p) || counterpart(f, &p))
        return;
    if (p.noun_first >= 0 && p.name_first < 0)
        described(f, &p);
    else if (p.name_first >= 0 && f->hit_at[i] < 0)
        bare_name(f, &p);
}

void coref_find(struct finder *f)
{
    for (int pass = 0; pass < 2; pass++)           /* titles last: they shorten what the body introduces */
        for (uint32_t s = 0; s < f->art->n_sentences; s++) {
            const struct dl_sentence *sent = &f->art->sentence[s];
            if (sent->kind != (pass ? DL_SENT_TITLE : DL_SENT_BODY))
                continue;
            for (int32_t i = (int32_t)sent->first; i < (int32_t)(sent->first + sent->n); i++)
                read_one(f, sent, s, i);
        }
}
