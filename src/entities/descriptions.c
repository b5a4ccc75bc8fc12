/* entities/descriptions.c: common nouns: offices, state bodies, people without a name; who is meant again, and of which country. */
#include "entities/links.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/banned.h"

#define TOK(i) (&f->art->token[i])

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
    uint32_t e = TOK(p->owner)->upos == DL_PROPN ? shortnames_find(f, phrase_key(f, p->owner, p->owner, key), &bare) : NOBODY;
    if (e != NOBODY)
        return f->draft.at[e].e.country;
    bool rule = p->noun_first >= 0 && phrase_has(f, p->noun_first, p->noun_last, WORD_rule) && TOK(p->owner)->upos == DL_PROPN;
    const struct known_row *row = NULL;
    for (int r = 0; rule && !row && r < 4; r++)        /* "the Bush administration", when he no longer rules, too */
        row = lexicon_surname(f->t, phrase_key(f, p->owner, p->owner, key), r % 2 ? "HOG" : "HOS", NULL, r < 2 ? f->day : DL_NO_DAY);
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

/* The one land that the title names. */
static const char *country_of_title(const struct finder *f)
{
    const char *only = NULL;
    for (uint32_t i = 0; i < f->hit.n; i++) {
        const struct hit *h = &f->hit.at[i];
        if (!h->land || sentence_of(f, h->first)->kind != DL_SENT_TITLE)
            continue;
        if (only && strcmp(only, h->land) != 0)
            return NULL;
        only = h->land;
    }
    return only;
}

/* "Israeli forces raided the camp ... The army said": that of the force last spoken of. */
static const char *country_of_force(const struct finder *f, int32_t head, const char *sectors)
{
    bool force = strncmp(sectors, "MIL", 3) == 0 || strncmp(sectors, "COP", 3) == 0;
    for (int32_t i = head - 1; force && i >= far_back(head); i--)
        if (who(f, i) && who(f, i)->e.country && strncmp(who(f, i)->e.sectors, sectors, 3) == 0)
            return who(f, i)->e.country;
    return NULL;
}

/* "Germany banned the airline, with officials saying": in a report that comes from nowhere, the land that acts before in the sentence,
 * else of a force the last one's, else the one of the title. */
static const char *country_acting(const struct finder *f, int32_t head, const char *sectors)
{
    for (int32_t i = (int32_t)sentence_of(f, head)->first; i < head; i++)
        if (who(f, i) && who(f, i)->e.kind == DL_ENTITY_country && is_subject(f, i))
            return who(f, i)->e.country;
    const char *force = country_of_force(f, head, sectors);
    return force ? force : country_of_title(f);
}

/* "Obama", "President Obama", not "Breonna Taylor". */
static bool surname_alone(const struct finder *f, const struct dl_sentence *s, int32_t i)
{
    struct known title;
    bool before = i > (int32_t)s->first && TOK(i - 1)->upos == DL_PROPN && !(gazetteer_agent(f, i - 1, i - 1, &title) && *title.row->office);
    bool behind = i + 1 < (int32_t)(s->first + s->n) && TOK(i + 1)->upos == DL_PROPN;
    return TOK(i)->upos == DL_PROPN && f->hit_at[i] < 0 && !before && !behind;
}

/* The one country whose head or minister the sentence names: "Parliament urged Obasanjo to send troops to Liberia". */
static const char *country_led(const struct finder *f, const struct dl_sentence *s)
{
    const char *only = NULL;
    for (int32_t i = (int32_t)s->first; i < (int32_t)(s->first + s->n); i++) {
        const struct known_row *row = f->hit_at[i] >= 0 ? f->hit.at[f->hit_at[i]].known.row : NULL;
        char key[PHRASE_KEY];
        for (int r = 0; !row && r < 2 && surname_alone(f, s, i); r++)
            row = lexicon_surname(f->t, phrase_key(f, i, i, key), r ? "HOG" : "HOS", NULL, f->day);
        if (!row || row->kind != KNOWN_PERSON || (strcmp(row->role, "HOS") != 0 && strcmp(row->role, "HOG") != 0))
            continue;
        if (only && strcmp(only, row->code) != 0)
            return NULL;
        only = row->code;
    }
    return only;
}

/* "The Senate rejected a treaty with Cuba": does the sentence name the country only as one that others deal with? */
static bool only_dealt_with(const struct finder *f, const struct dl_sentence *s, const char *country)
{
    bool any = false;
    for (int32_t i = (int32_t)s->first; country && i < (int32_t)(s->first + s->n); i++) {
        const char *land = f->hit_at[i] >= 0 ? f->hit.at[f->hit_at[i]].land : NULL;
        if (!land || strcmp(land, country) != 0)
            continue;
        if (!phrase_under(f, i, WORD_outward))
            return false;
        any = true;
    }
    return any;
}

/* "the parties" are those spoken of; "opposition parties" are bodies. */
static bool both_sides(const struct finder *f, const struct phrase *p, const char *key)
{
    return lexicon_word(f->t, key, WORD_pair) && !(p->noun_first < p->noun_last && lexicon_word(f->t, key, WORD_institution));
}

/* "Venezuela's president sent 600 guardsmen": whoever sends, moves or recalls forces has them. */
static const char *country_of_sender(const struct finder *f, int32_t head, const char *sectors)
{
    int32_t v = TOK(head)->head;
    char key[PHRASE_KEY];
    bool force = strncmp(sectors, "MIL", 3) == 0 || strncmp(sectors, "COP", 3) == 0;
    if (!force || TOK(head)->rel != DL_REL_obj || v < 0 || !TOK(v)->lemma)
        return NULL;
    utf8_key(TOK(v)->lemma, strlen(TOK(v)->lemma), key, sizeof key);
    for (int32_t c = lexicon_word(f->t, key, WORD_sending) ? f->child[v] : -1; c >= 0; c = f->sibling[c])
        if (is_subject(f, c) && TOK(c)->rel != DL_REL_nsubj_pass && who(f, c) && who(f, c)->e.country && strlen(who(f, c)->e.country) == 3)
            return who(f, c)->e.country;
    return NULL;
}

/* State bodies that a report names without saying of which state: those of where it comes from. */
static const char *country_of_context(const struct finder *f, const struct phrase *p, const char *sectors)
{
    static const char *const own[] = {"GOV", "COP", "MIL", "LEG", "JUD", "OPP", "REB", "UAF", "CVL", "CRM", "PTY"};
    char key[PHRASE_KEY];
    phrase_key(f, p->head, p->head, key);
    if (p->owner >= 0 || p->principal || phrase_has(f, p->first, p->head, WORD_abroad) || (both_sides(f, p, key) && !lexicon_word(f->t, key, WORD_nobody))
        || (p->indefinite && lexicon_word(f->t, key, WORD_relay)))
        return NULL;
    if (TOK(p->head)->rel == DL_REL_conj && who(f, TOK(p->head)->head) && is_body(who(f, TOK(p->head)->head)) && who(f, TOK(p->head)->head)->e.country)
        return who(f, TOK(p->head)->head)->e.country;         /* "Zimbabwe's ruling party and the opposition" */
    const struct dl_sentence *s = sentence_of(f, p->head);
    const char *sender = country_of_sender(f, p->head, sectors), *led = f->named || f->afar ? country_led(f, s) : NULL;
    if (sender)
        return sender;
    const char *beside = led ? led : f->afar ? gazetteer_beside(f, p->head) : f->context;
    const char *here = beside ? beside : f->afar ? f->about : country_acting(f, p->head, sectors);
    if (f->named && !led && only_dealt_with(f, s, here))
        return NULL;
    if (strncmp(sectors, "MED", 3) == 0 && phrase_has(f, p->first, p->head, WORD_official))
        return here;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (strncmp(sectors, own[i], 3) == 0)
            return here;
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
    for (int32_t i = before - 1; i >= far_back(before); i--)
        if (who(f, i) && f->mention.at[f->mention_at[i]].kind != DL_MENTION_pronoun && good(f, who(f, i), arg))
            return entity_at(f, i);
    return NOBODY;
}

struct wanted { const char *noun, *role, *country, *sectors; bool plural, institution, kin; uint8_t gender; const struct word *generic; };

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
        return (!w->country || d->e.country) && (entity_has_role(d, w->role) || (strcmp(w->role, "LEADER") == 0 && groups_lead(d)));
    return has_noun(d, w->noun) && (!w->country || d->e.country || (w->kin && is_person(d))) && (w->institution ? d->e.kind == DL_ENTITY_organization : !is_body(d));
}

/* "Stanford University", "the Prohibition Party": capitals around the noun make it one of its own. */
static bool has_own_name(const struct finder *f, const struct phrase *p)
{
    if (p->last > p->noun_last)
        return true;
    for (int32_t i = p->first; i < p->noun_first; i++)
        if (TOK(i)->upos == DL_PROPN && i != p->owner && f->hit_at[i] < 0)
            return true;
    return false;
}

static uint32_t of_that_name(const struct finder *f, const char *key)
{
    for (uint32_t i = far_entity(f); i < f->draft.n; i++)
        if (f->draft.at[i].e.kind == DL_ENTITY_organization && strcmp(f->draft.at[i].words, key) == 0)
            return i;
    return NOBODY;
}

static uint32_t institution(struct finder *f, const struct phrase *p, const struct wanted *w, enum dl_basis *basis)
{
    char key[PHRASE_KEY];
    const char *country = w->country;
    bool own = has_own_name(f, p);
    const char *text = bare_text(f, p);
    utf8_key(text, strlen(text) < PHRASE_KEY - 8 ? strlen(text) : PHRASE_KEY - 8, key, sizeof key);
    uint32_t e = own ? of_that_name(f, key) : latest(f, p->head, same_description, w);
    bool again = own || (!p->indefinite && !p->counted && !phrase_has(f, p->first, p->head, WORD_abroad) && (p->definite || TOK(p->head)->xpos[strlen(TOK(p->head)->xpos) - 1] != 'S' || p->country));
    if (e != NOBODY && again) {
        *basis = DL_BASIS_coreference;
        return e;
    }
    *basis = DL_BASIS_explicit;
    if (!country && !p->indefinite && (country = country_of_context(f, p, w->sectors)) != NULL) {
        *basis = DL_BASIS_context;
    }
    if (!own)
        phrase_key(f, p->noun_first, p->noun_last, key);
    e = entity_new(f, DL_ENTITY_organization, text, key);
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
        if (TOK(i)->upos == DL_PROPN && f->hit_at[i] < 0 && !who(f, i) && i != p->owner)
            return true;
    return false;
}

/* The one person of the whole article whom a title or an apposition describes so: named only later. */
static uint32_t only_one(const struct finder *f, const struct wanted *w)
{
    uint32_t found = NOBODY;
    for (uint32_t i = far_entity(f); i < f->draft.n; i++) {
        const struct draft *d = &f->draft.at[i];
        if (!is_person(d) || !same_description(f, d, w))
            continue;
        if (found != NOBODY)
            return NOBODY;
        found = i;
    }
    return found;
}

/* "the Russian president": the man of the article who is, else the holder on that day, else the office. */
static uint32_t office(struct finder *f, const struct phrase *p, const struct wanted *w, enum dl_basis *basis)
{
    const char *country = w->country;
    if (p->indefinite || !p->definite || of_another_body(f, p))
        return NOBODY;
    uint32_t e = latest(f, p->head, same_description, w);
    e = e == NOBODY ? only_one(f, w) : e;
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
    bool leads = strcmp(w->role, "LEADER") == 0 && p->noun_first == p->noun_last && *basis == DL_BASIS_office;     /* "the Japanese leader" */
    const struct known_row *row = vague && !leads ? NULL : leads ? lexicon_head(f->t, country, f->day) : lexicon_holder(f->t, country, w->role, f->day);
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
    if (e == NOBODY && p->definite && !w->plural && !general && !p->former && !p->later && !p->principal)
        e = only_one(f, w);
    *basis = DL_BASIS_coreference;
    if (e != NOBODY)
        return e;
    *basis = DL_BASIS_explicit;
    if (!country && (country = country_of_context(f, p, w->sectors)) != NULL) {
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
        if (!body || h->first != i || phrase_bound_away(f, h) || (n && of[n - 1]->land && h->land && strcmp(of[n - 1]->land, h->land) == 0))
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
    uint32_t e = groups_of(f, member, 2, phrase_text(f, p->first, p->noun_last));
    entity_mention(f, e, p->head, p->first, p->last, DL_MENTION_nominal, DL_BASIS_explicit);
    for (int32_t i = p->noun_first; i <= p->noun_last; i++)
        f->taken[i] = IN_TITLE;
    return true;
}

/* "the rebels", "the group": the known body last spoken of that is one. */
static bool is_such_body(const struct finder *f, const struct draft *d, const void *arg)
{
    const struct wanted *w = arg;
    char key[PHRASE_KEY];
    (void)f;
    if ((d->e.kind != DL_ENTITY_organization && d->e.kind != DL_ENTITY_outlet) || !d->row || !d->e.sectors || !country_agrees(d, w->country))
        return false;
    snprintf(key, sizeof key, "%.3s", w->sectors);
    if (strcmp(key, "REB") == 0 || strcmp(key, "UAF") == 0)
        return strstr(d->e.sectors, "REB") || strstr(d->e.sectors, "UAF");
    if (!w->generic || d->row->kind != KNOWN_GROUP)
        return false;
    const char *trio = w->generic->value;
    for (; strlen(trio) >= 3; trio += 3)
        if (strncmp(d->e.code, trio, 3) == 0 || (strlen(d->e.sectors) >= 3 && strncmp(d->e.sectors, trio, 3) == 0))
            return true;
    if (*w->generic->value)
        return false;
    return strncmp(d->e.sectors, "GOV", 3) != 0 && strncmp(d->e.sectors, "BUS", 3) != 0 && strncmp(d->e.sectors, "MED", 3) != 0;
}

/* "the al-Qaeda network", "the Hamas movement", "the Yonhap news agency": the body itself. */
bool descriptions_body(struct finder *f, const struct phrase *p, const char *noun_key, bool media)
{
    int32_t noun = p->noun_first >= 0 ? p->noun_first : p->head, hit = noun > 0 ? f->hit_at[noun - 1] : -1;
    const struct hit *h = hit >= 0 ? &f->hit.at[hit] : NULL;
    if (p->plural || !h || h->land || !h->known.row || h->known.row->kind != KNOWN_GROUP || h->first < p->first)
        return false;
    char last[PHRASE_KEY];
    phrase_key(f, p->head, p->head, last);
    if (!lexicon_word(f->t, last, WORD_generic) && !media)
        return false;
    uint32_t e = mentions_known(f, h);
    entity_mention(f, e, p->head, p->first, p->last, DL_MENTION_name, DL_BASIS_explicit);
    remember_noun(f, e, noun_key);
    return true;
}

/* "Netanyahu's office": of the code of the one it belongs to. */
bool descriptions_household(struct finder *f, const struct phrase *p)
{
    struct draft *of = p->owner >= 0 ? who(f, p->owner) : NULL;
    if (!of || !of->e.code || !phrase_has(f, p->head, p->head, WORD_household))
        return false;
    const char *text = phrase_text(f, p->first, p->last), *code = of->e.code;
    char key[PHRASE_KEY];
    phrase_key(f, p->first, p->last, key);
    uint32_t e = of_that_name(f, key);
    if (e == NOBODY) {
        e = entity_new(f, p->plural ? DL_ENTITY_unnamed : DL_ENTITY_organization, text, key);
        entity_whole_code(f, e, code);
        f->draft.at[e].e.gender = DL_GENDER_neuter;
        f->draft.at[e].e.plural = p->plural;
    }
    entity_mention(f, e, p->head, p->first, p->last, DL_MENTION_nominal, DL_BASIS_explicit);
    return true;
}

/* "the country": the one last spoken of in this sentence or the one before, else that of the report. */
bool descriptions_own(struct finder *f, const struct phrase *p)
{
    enum { CLOSE = 50 };
    if (p->plural || !p->definite || p->country || p->principal || p->owner >= 0 || p->head - p->first > 1 || !phrase_is(f, p->head, WORD_own))
        return false;
    uint32_t e = NOBODY;
    bool subject = false;
    for (int32_t i = p->head - 1; i >= 0 && i > p->head - CLOSE && !subject; i--)
        if (who(f, i) && who(f, i)->e.kind == DL_ENTITY_country && (e == NOBODY || is_subject(f, i))) {
            e = entity_at(f, i);
            subject = is_subject(f, i);
        }
    if (e == NOBODY && !f->context)
        return false;
    entity_mention(f, e == NOBODY ? entity_country(f, f->context) : e, p->head, p->first, p->last, DL_MENTION_nominal, e == NOBODY ? DL_BASIS_context : DL_BASIS_coreference);
    return true;
}

static bool such_body(struct finder *f, const struct phrase *p, struct wanted *w)
{
    bool armed = strncmp(w->sectors, "REB", 3) == 0 || strncmp(w->sectors, "UAF", 3) == 0;
    if (!p->definite || p->counted || p->principal || p->owner >= 0 || p->former || !(w->generic || (armed && p->plural)) || p->noun_first - p->first > 2 ||
        has_own_name(f, p))
        return false;
    uint32_t e = latest(f, p->head, is_such_body, w);
    if (e == NOBODY)
        return false;
    entity_mention(f, e, p->head, p->first, p->last, DL_MENTION_nominal, DL_BASIS_coreference);
    for (int32_t i = p->noun_first; i <= p->noun_last; i++)
        f->taken[i] = IN_TITLE;
    return true;
}

/* "his French counterpart": who holds abroad the office of the one it is said of. */
bool descriptions_counterpart(struct finder *f, const struct phrase *p)
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

bool descriptions_link(struct finder *f, const struct phrase *p)
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
    w.generic = lexicon_word(f->t, noun, WORD_generic);
    w.kin = p->owner >= 0 && lexicon_word(f->t, last, WORD_kin);
    if ((p->plural && of_two_countries(f, p, &w)) || descriptions_body(f, p, noun, w.institution && strncmp(w.sectors, "MED", 3) == 0) || such_body(f, p, &w))
        return true;
    if (!p->country && phrase_has(f, p->head, p->head, WORD_relation))
        return false;              /* "its neighbour" is not of its country */
    bool alone = !p->plural && !p->definite && !p->indefinite && !p->counted && !country && !p->principal;
    if (strcmp(w.sectors, "MED") == 0 && w.institution && p->noun_first == p->noun_last && !country && !p->principal && p->owner < 0)
        return false;              /* "the press", "live television" */
    if (!country && !p->principal && phrase_is(f, p->head, WORD_idle) && p->noun_first == p->noun_last)
        return false;
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
    if (w.kin && country && !f->draft.at[e].e.code)
        entity_code(f, e, country, f->draft.at[e].e.sectors);
    remember_noun(f, e, last);
    remember_noun(f, e, noun);
    if (!f->draft.at[e].e.gender && !w.plural)
        f->draft.at[e].e.gender = w.gender;
    int32_t end = p->noun_last > p->last ? p->noun_last : p->last;
    entity_mention(f, e, p->head, p->first, end, DL_MENTION_nominal, basis);
    for (int32_t i = p->noun_first; i <= p->noun_last; i++)
        f->taken[i] = IN_TITLE;
    return true;
}

/* "two Russians", "a Syrian", "the Palestinians". */
bool descriptions_nationals(struct finder *f, const struct phrase *p)
{
    const struct hit *h = f->hit_at[p->head] >= 0 ? &f->hit.at[f->hit_at[p->head]] : NULL;
    if (!h || !h->land || h->form == LAND_NAME || h->form == LAND_CAPITAL || h->form == LAND_REGION)
        return false;
    bool ethnic = h->first > 0 && phrase_is(f, h->first - 1, WORD_ethnic);
    const char *lives = NULL;              /* "the Albanians of Serbia" */
    for (int32_t c = f->child[p->head]; c >= 0; c = f->sibling[c])
        if (c > p->head && f->hit_at[c] >= 0 && f->hit.at[f->hit_at[c]].land && (phrase_under(f, c, WORD_of) || phrase_under(f, c, WORD_inside)))
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
