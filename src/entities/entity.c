/* entities/entity.c: making entities: identity, codes, what describes them, their mentions. */
#include "entities/finder.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/banned.h"

uint32_t entity_new(struct finder *f, enum dl_entity_kind kind, const char *name, const char *words)
{
    *VEC_PUSH(f->a, &f->draft) = (struct draft){.e = {.name = name, .kind = (uint8_t)kind, .sectors = "", .basis = DL_BASIS_explicit},
                                                .words = arena_text(f->a, words, strlen(words))};
    return f->draft.n - 1;
}

/* Country and sectors in threes, each once: "KEN", "GOV" -> "KENGOV". */
void entity_code(struct finder *f, uint32_t entity, const char *country, const char *sectors)
{
    struct dl_entity *e = &f->draft.at[entity].e;
    e->country = country;
    e->sectors = sectors && !(country && strncmp(sectors, country, 3) == 0) ? sectors : "";
    if (country)
        e->code = arena_printf(f->a, "%s%s", country, e->sectors);
}

bool entity_is_sector(const char *code)
{
    static const char all[] = "AGR BUS COP CRM CVL EDU ELI GOV HLH JUD LAB LEG MED MIL OPP PTY REB REF REL SPY UAF";
    for (const char *s = all; *s; s += s[3] ? 4 : 3)
        if (strncmp(s, code, 3) == 0)
            return true;
    return false;
}

/* What a phrase says of the country and sectors of those it describes. */
void entity_of_phrase(struct finder *f, uint32_t entity, const struct phrase *p, const char *country, const char *sectors)
{
    bool relay = p->noun_first < 0 || phrase_has(f, p->noun_first, p->noun_last, WORD_relay) || !*sectors || strcmp(sectors, "GOV") == 0;
    bool body = p->principal && strlen(p->principal) > 3 && !entity_is_sector(p->principal) && relay;
    bool world = p->principal && strlen(p->principal) > 3 && (strncmp(p->principal, "IGO", 3) == 0 || strncmp(p->principal, "NGO", 3) == 0);
    if (world && !country)         /* "NATO soldiers", "U.N. peacekeepers" */
        entity_whole_code(f, entity, arena_printf(f->a, "%s%s", p->principal, !relay && strcmp(sectors, "MIL") == 0 ? sectors : ""));
    else if (body && !country)
        entity_whole_code(f, entity, p->principal);
    else if (country || (p->principal && !entity_is_sector(p->principal)))
        entity_code(f, entity, country ? country : arena_text(f->a, p->principal, 3), sectors);
    else
        f->draft.at[entity].e.sectors = sectors;
}

void entity_whole_code(struct finder *f, uint32_t entity, const char *code)
{
    struct dl_entity *e = &f->draft.at[entity].e;
    size_t n = strlen(code);
    if (n < 3)
        return;
    if (entity_is_sector(code)) {          /* "CVL": a people of several countries */
        e->sectors = arena_text(f->a, code, n);
        return;
    }
    e->code = arena_text(f->a, code, n);
    e->country = arena_text(f->a, code, 3);
    e->sectors = arena_text(f->a, code + 3, n - 3);
}

void entity_role(struct draft *d, const char *role)
{
    if (role && *role && !entity_has_role(d, role) && d->n_roles < MAX_ROLES)
        d->role[d->n_roles++] = role;
}

bool entity_has_role(const struct draft *d, const char *role)
{
    for (uint32_t i = 0; i < d->n_roles; i++)
        if (strcmp(d->role[i], role) == 0)
            return true;
    return false;
}

static void add_noun(struct finder *f, struct draft *d, const char *noun)
{
    for (uint32_t i = 0; i < d->n_nouns; i++)
        if (strcmp(d->noun[i], noun) == 0)
            return;
    if (d->n_nouns < MAX_NOUNS)
        d->noun[d->n_nouns++] = arena_text(f->a, noun, strlen(noun));
}

static uint8_t noun_gender(const struct finder *f, const char *noun)
{
    const char *last = strrchr(noun, ' ');
    last = last ? last + 1 : noun;
    return lexicon_word(f->t, last, WORD_female) ? DL_GENDER_female : lexicon_word(f->t, last, WORD_male) ? DL_GENDER_male : DL_GENDER_unknown;
}

static bool is_person_entity(const struct draft *d) { return d->e.kind == DL_ENTITY_person; }

/* What a title or an apposition tells of somebody: office, nouns, gender; the code if the tables have none. */
/* "President Michel Suleiman", whom the tables have as a general or as one who has left: whoever bears the title now. */
static bool leads_now(const struct draft *d, const struct phrase *p)
{
    const char *office = p->noun.row->office;
    return p->title && !p->principal && (strcmp(office, "HOS") == 0 || strcmp(office, "HOG") == 0) && (strcmp(d->e.sectors, "ELI") == 0 || strncmp(d->e.sectors, "MIL", 3) == 0);
}

void entity_described(struct finder *f, uint32_t entity, const struct phrase *p)
{
    struct draft *d = &f->draft.at[entity];
    char key[PHRASE_KEY];
    if (!d->e.gender)
        d->e.gender = p->gender;
    if (p->noun_first < 0) {
        if (!d->e.code && (p->country || p->principal) && is_person_entity(d))     /* "Norway's Warholm", "Amnesty's Luther" */
            entity_of_phrase(f, entity, p, p->country, d->e.sectors);
        return;
    }
    phrase_key(f, p->noun_first, p->noun_last, key);
    add_noun(f, d, key);
    int32_t head = p->noun_last;
    for (int32_t i = p->noun_last; i > p->noun_first; i--)
        head = f->art->token[i].upos == DL_ADP ? i - 1 : head;      /* "secretary of state" */
    phrase_key(f, head, head, key);
    add_noun(f, d, key);
    if (!d->e.gender)
        d->e.gender = noun_gender(f, key);
    if (!p->former && !p->later)
        entity_role(d, p->noun.row->office);
    if (!p->former && !p->later && is_person_entity(d) && *p->noun.row->office && strlen(p->noun.row->name) > 2)
        d->e.office = arena_text(f->a, p->noun.row->name, strlen(p->noun.row->name));
    bool relay = lexicon_word(f->t, key, WORD_relay) != NULL;
    const char *sectors = p->former ? "ELI" : p->noun.row->sectors;
    bool out = !*d->e.sectors || (p->country && strcmp(d->e.sectors, "ELI") == 0) || leads_now(d, p);
    if (d->e.code && is_person_entity(d) && d->e.country && out && !p->former && !p->later && (*p->noun.row->office || (!*d->e.sectors && relay)))
        entity_code(f, entity, d->e.country, sectors);             /* "Afghan President X": the text knows better than a table of dates */
    bool served = p->principal && !p->country && !p->former && strlen(p->principal) > 3 && strncmp(p->principal, "IGO", 3) == 0 && strcmp(p->noun.row->office, "AMB") != 0;
    if (d->e.code && is_person_entity(d) && served && strncmp(d->e.code, "IGO", 3) != 0)
        entity_whole_code(f, entity, p->principal);                /* "U.N. mediator Diego Cordovez": of the body he serves, whatever he was at home */
    if (d->e.code)
        return;
    entity_of_phrase(f, entity, p, relay && p->principal && strlen(p->principal) > 3 ? NULL : p->country, sectors);
}

static enum dl_entity_kind kind_of(const struct known_row *row)
{
    const char *base = strrchr(row->file, '/');
    if (row->kind == KNOWN_PERSON)
        return DL_ENTITY_person;
    if (row->kind == KNOWN_STATE)
        return DL_ENTITY_organization;
    return base && strcmp(base, "/media.tsv") == 0 ? DL_ENTITY_outlet : base && strcmp(base, "/peoples.tsv") == 0 ? DL_ENTITY_group : DL_ENTITY_organization;
}

/* The nouns of an office: "Kremlin spokesman" is "the spokesman", "secretary of state" "the secretary". */
static void add_office(struct finder *f, struct draft *d, char *key)
{
    if (!*key)
        return;
    add_noun(f, d, key);
    const char *before_of = strstr(key, " of ");
    if (before_of)
        key[before_of - key] = 0;
    add_noun(f, d, strrchr(key, ' ') ? strrchr(key, ' ') + 1 : key);
}

static void known_person(struct finder *f, struct draft *d, const struct known_row *row, enum known_term term)
{
    if (f->day != DL_NO_DAY && term == KNOWN_DURING)
        d->e.office = row->office;
    if (f->day == DL_NO_DAY || term == KNOWN_DURING)
        entity_role(d, row->role);
    char key[PHRASE_KEY];
    utf8_key(row->office, strlen(row->office) < PHRASE_KEY - 8 ? strlen(row->office) : 0, key, sizeof key);
    if (term == KNOWN_DURING)
        add_office(f, d, key);
    utf8_key(row->name, strlen(row->name), key, sizeof key);
    *(strchr(key, ' ') ? strchr(key, ' ') : key) = 0;
    const struct word *w = lexicon_word(f->t, key, WORD_given);
    d->e.gender = w ? w->gender : DL_GENDER_unknown;
}

/* A group, metonym or set of states, under the name that the article gives it. */
uint32_t entity_known(struct finder *f, const struct known *known, const char *name, const char *words)
{
    uint32_t e = entity_new(f, kind_of(known->row), name, words);
    struct draft *d = &f->draft.at[e];
    d->row = known->row;
    d->e.key = arena_printf(f->a, "%.3s/%s", known->code, words);
    entity_whole_code(f, e, known->code);
    d->e.basis = known->row->kind == KNOWN_METONYM ? DL_BASIS_metonym : DL_BASIS_explicit;
    d->e.gender = DL_GENDER_neuter;
    d->e.plural = d->e.kind == DL_ENTITY_group;
    const char *last = strrchr(words, ' ') ? strrchr(words, ' ') + 1 : words;
    if (lexicon_word(f->t, last, WORD_institution))
        add_noun(f, d, last);
    return e;
}

uint32_t entity_person(struct finder *f, const struct known *known)
{
    const struct known_row *row = known->row;
    char key[PHRASE_KEY];
    const char *id = arena_printf(f->a, "%s/%s", row->code, row->name);
    for (uint32_t i = far_entity(f); i < f->draft.n; i++)
        if (f->draft.at[i].e.key && strcmp(f->draft.at[i].e.key, id) == 0)
            return i;
    utf8_key(row->name, strlen(row->name), key, sizeof key);
    uint32_t e = entity_new(f, DL_ENTITY_person, row->name, key);
    struct draft *d = &f->draft.at[e];
    d->e.key = id;
    if (f->day == DL_NO_DAY)
        entity_code(f, e, row->code, row->sectors);
    else
        entity_whole_code(f, e, known->code);
    d->e.basis = known->term == KNOWN_DURING ? DL_BASIS_office : DL_BASIS_explicit;
    known_person(f, d, row, known->term);
    return e;
}

uint32_t entity_country(struct finder *f, const char *code)
{
    for (uint32_t i = far_entity(f); i < f->draft.n; i++)
        if (f->draft.at[i].e.kind == DL_ENTITY_country && strcmp(f->draft.at[i].e.key, code) == 0)
            return i;
    const char *name = lands_name(f->t, code) ? lands_name(f->t, code) : newlands_name(f, code);
    uint32_t e = entity_new(f, DL_ENTITY_country, name ? name : code, code);
    f->draft.at[e].e.key = code;
    f->draft.at[e].e.gender = DL_GENDER_neuter;
    entity_code(f, e, code, "");
    return e;
}

uint32_t entity_region(struct finder *f, const char *code, const char *name)
{
    char words[PHRASE_KEY];
    utf8_key(name, strlen(name), words, sizeof words);
    const char *key = arena_printf(f->a, "%s/%s", code, words);
    for (uint32_t i = far_entity(f); i < f->draft.n; i++)
        if (f->draft.at[i].e.key && strcmp(f->draft.at[i].e.key, key) == 0)
            return i;
    uint32_t e = entity_new(f, DL_ENTITY_country, name, words);
    f->draft.at[e].e.key = key;
    f->draft.at[e].e.gender = DL_GENDER_neuter;
    entity_code(f, e, code, "");
    return e;
}

uint32_t entity_land(struct finder *f, const struct hit *h)
{
    return h->form == LAND_REGION ? entity_region(f, h->land, phrase_text(f, h->first, h->last)) : entity_country(f, h->land);
}

int32_t entity_mention(struct finder *f, uint32_t entity, int32_t head, int32_t first, int32_t last, enum dl_mention_kind kind, enum dl_basis basis)
{
    if (f->mention_at[head] >= 0)
        return f->mention_at[head];
    struct dl_span span = {f->art->token[first].span.start, f->art->token[last].span.end};
    *VEC_PUSH(f->a, &f->mention) = (struct dl_mention){.span = span, .entity = entity, .head = head, .kind = (uint8_t)kind, .basis = (uint8_t)basis};
    return f->mention_at[head] = (int32_t)f->mention.n - 1;
}
