/* events/actors.c: from words in a slot to those who act: members of groups, owners of things, the country of a place. */
#include <string.h>
#include <strings.h>

#include "entities/entities.h"
#include "events/inside.h"
#include "base/banned.h"

static const struct dl_token *tok(const struct work *w, int32_t t) { return &w->art->token[t]; }

void actors_add(struct actors *to, uint32_t entity, int32_t token, const char *how)
{
    for (uint32_t i = 0; i < to->n; i++)
        if (to->at[i] == entity)
            return;
    if (to->n == ACTORS)
        return;
    to->at[to->n] = entity;
    to->token[to->n] = token;
    to->how[to->n++] = how;
}

static bool coded(const struct dl_entity *e) { return e->country || (e->code && *e->code); }

/* The entity for a country, added if the article has none. */
uint32_t actors_country(struct work *w, const char *code)
{
    struct dl_article *a = w->art;
    for (uint32_t i = 0; i < a->n_entities; i++)
        if (a->entity[i].kind == DL_ENTITY_country && a->entity[i].country && !strcmp(a->entity[i].country, code))
            return i;
    struct dl_entity *more = arena_one_more(w->arena, a->entity, a->n_entities, sizeof *more);
    more[a->n_entities] = (struct dl_entity){.name = code, .code = code, .country = code, .sectors = "", .key = code, .kind = DL_ENTITY_country,
                                             .basis = DL_BASIS_context};
    a->entity = more;
    return a->n_entities++;
}

static const char *place_country(const struct work *w, int32_t t)
{
    struct dl_span s = tok(w, t)->span;
    for (uint32_t i = 0; i < w->art->n_places; i++)
        if (w->art->place[i].span.start <= s.start && s.end <= w->art->place[i].span.end)
            return w->art->place[i].country;
    return NULL;
}

static bool located(const struct work *w, int32_t t)
{
    for (int32_t c = -1; (c = grove_child(w->grove, t, DL_REL_case, c)) >= 0;) {
        const char *l = tok(w, c)->lemma;
        if (l && (!strcmp(l, "in") || !strcmp(l, "of") || !strcmp(l, "from") || !strcmp(l, "at") || !strcmp(l, "near") || !strcmp(l, "inside") ||
                  !strcmp(l, "along") || !strcmp(l, "by") || !strcmp(l, "across") || !strcmp(l, "around") || !strcmp(l, "outside")))
            return true;
    }
    return false;
}

static int32_t entity_at(const struct work *w, int32_t t)
{
    int32_t m = entities_at(w->art, t);
    return m < 0 ? -1 : (int32_t)w->art->mention[m].entity;
}

static int32_t actor(struct work *w, int32_t t, int depth);

/* "a camp for Congolese refugees". */
static bool shelters(const struct work *w, int32_t site, int32_t c)
{
    int32_t as = grove_is(w->grove, site, "@shelter") ? grove_child(w->grove, c, DL_REL_case, -1) : -1;
    return as >= 0 && tok(w, as)->lemma && !strcmp(tok(w, as)->lemma, "for");
}

/* Whoever a thing belongs to or where it stands: "Russia's bases", "villages in southern Lebanon". */
static int32_t owner(struct work *w, int32_t t, int depth)
{
    static const uint8_t by_rank[] = {DL_REL_amod, DL_REL_nmod_poss, DL_REL_compound, DL_REL_nmod};
    for (int32_t c = -1; depth < 3 && (c = grove_child(w->grove, t, DL_REL_nmod, c)) >= 0;) {
        int32_t as = grove_child(w->grove, c, DL_REL_case, -1), e;       /* "the annexation of the peninsula by Russia" */
        if (as >= 0 && tok(w, as)->lemma && !strcmp(tok(w, as)->lemma, "by") && (e = actor(w, c, depth + 1)) >= 0 && coded(&w->art->entity[e]))
            return e;
    }
    for (int32_t c = -1; depth < 3 && entity_at(w, t) < 0 && (c = grove_child(w->grove, t, DL_REL_acl, c)) >= 0;) {
        int32_t by[SLOT_ROOM], e;                                        /* "a draft proposed by Britain", "a town held by rebels" */
        if (grove_passive(w->grove, c) && grove_subject(w->grove, c, by) && by[0] != t && (e = actor(w, by[0], depth + 1)) >= 0 && coded(&w->art->entity[e]))
            return e;
    }
    for (size_t r = 0; r < sizeof by_rank && depth < 3; r++)
        for (int32_t c = -1; (c = grove_child(w->grove, t, by_rank[r], c)) >= 0;) {
            if (by_rank[r] == DL_REL_nmod && ((!located(w, c) && !shelters(w, t, c)) || grove_is(w->grove, t, "@attack-noun")))
                continue;                                      /* "an attack in Kabul" is not Afghanistan's */
            int32_t e = actor(w, c, depth + 1);
            if (e >= 0 && coded(&w->art->entity[e]))
                return e;
        }
    return -1;
}

static bool personal(const char *lemma)
{
    static const char *const words[] = {"it", "he", "she", "they", "we", "i"};
    for (size_t i = 0; lemma && i < sizeof words / sizeof *words; i++)
        if (!strcasecmp(lemma, words[i]))
            return true;
    return false;
}

/* Can a speaker be meant by what he says of "it"? Officials speak of their state so where it does something; "who overran it, officials said": a town. */
static bool spoken_of(const struct dl_token *t, const struct dl_entity *speaker)
{
    bool people = speaker->kind == DL_ENTITY_person || (speaker->kind == DL_ENTITY_unnamed && speaker->plural);
    return strcasecmp(t->lemma, "it") != 0 || !people || t->rel == DL_REL_nsubj || t->rel == DL_REL_nsubj_pass;
}

/* "one of these groups, the Free Officers", "allies such as Chad": who is meant by a word that names nobody. */
static int32_t named_beside(const struct work *w, int32_t t)
{
    for (int32_t c = grove_next(w->grove, t, -1); c >= 0; c = grove_next(w->grove, t, c)) {
        int32_t e = entity_at(w, c), as = grove_child(w->grove, c, DL_REL_case, -1);
        bool example = tok(w, c)->rel == DL_REL_nmod && as >= 0 && grove_is(w->grove, as, "@example");
        if (e >= 0 && coded(&w->art->entity[e]) && (tok(w, c)->rel == DL_REL_appos || example))
            return e;
    }
    return -1;
}

static int32_t actor(struct work *w, int32_t t, int depth)
{
    int32_t e = entity_at(w, t);
    if (e >= 0 && (coded(&w->art->entity[e]) || w->art->entity[e].n_members))
        return e;
    if (e < 0 && tok(w, t)->upos == DL_PRON && settle_statement(w, t) >= 0 && personal(tok(w, t)->lemma)) {
        int32_t who = w->art->statement[settle_statement(w, t)].speaker;
        return who >= 0 && spoken_of(tok(w, t), &w->art->entity[who]) ? who : -1;
    }
    const char *code = place_country(w, t);
    if (code)
        return (int32_t)actors_country(w, code);
    int32_t of = named_beside(w, t);
    if (of >= 0)
        return of;
    of = owner(w, t, depth);
    return of >= 0 && (e < 0 || w->art->entity[e].kind != DL_ENTITY_person) ? of : e;
}

static bool stood_for(const struct work *w, const struct actors *a, const char *country)
{
    for (uint32_t i = 0; i < a->n; i++)
        if (w->art->entity[a->at[i]].country && country && !strcmp(w->art->entity[a->at[i]].country, country))
            return true;
    return false;
}

/* "the foreign ministers of Egypt and Sudan", "French and Turkish troops": one of each of those joined before the noun or behind "of". */
static void distribute(struct work *w, int32_t t, const char *how, struct actors *out)
{
    for (int32_t c = grove_next(w->grove, t, -1); c >= 0; c = grove_next(w->grove, t, c)) {
        uint8_t rel = tok(w, c)->rel;
        if (rel != DL_REL_amod && rel != DL_REL_nmod_poss && rel != DL_REL_compound && !(rel == DL_REL_nmod && located(w, c)))
            continue;
        for (int32_t j = -1; (j = grove_child(w->grove, c, DL_REL_conj, j)) >= 0;) {
            int32_t e = entity_at(w, j);
            if (e >= 0 && w->art->entity[e].kind == DL_ENTITY_country && !stood_for(w, out, w->art->entity[e].country))
                actors_add(out, (uint32_t)e, j, how);
        }
    }
}

void actors_of(struct work *w, const int32_t *token, uint32_t n, const char *how, struct actors *out)
{
    for (uint32_t i = 0; i < n; i++) {
        int32_t e = grove_is(w->grove, token[i], "@reflexive") && n > 1 ? -1 : actor(w, token[i], 0);
        if (e < 0)
            continue;                                          /* "killed nine people and themselves" */
        const struct dl_entity *x = &w->art->entity[e];
        if (!coded(x) && !x->n_members && grove_is(w->grove, token[i], "@weapon"))
            continue;                                          /* "fought with tanks": no side */
        if (!x->n_members)
            actors_add(out, (uint32_t)e, token[i], how);
        for (uint32_t m = 0; m < x->n_members; m++)
            actors_add(out, x->member[m], token[i], how);
        if (x->plural && x->kind != DL_ENTITY_country)
            distribute(w, token[i], how, out);
    }
}

void actors_speaker(struct work *w, int32_t token, struct actors *out)
{
    int32_t s = settle_statement(w, token);
    if (s >= 0 && w->art->statement[s].speaker >= 0 && w->art->entity[w->art->statement[s].speaker].kind != DL_ENTITY_outlet)
        actors_add(out, (uint32_t)w->art->statement[s].speaker, w->art->statement[s].cue_token, "speaker");
}

void actors_slots(struct work *w, int32_t token, const struct slot *slot, uint32_t n, struct actors *out)
{
    static const char *const names[] = {"subject", "object", "indirect object", "preposition", "relation", "governor", "particle", "any", "sentence", "speaker"};
    int32_t got[SLOT_ROOM];
    for (uint32_t i = 0; i < n && !out->n; i++)
        if (slot[i].type == SLOT_SPEAKER)
            actors_speaker(w, token, out);
        else
            actors_of(w, got, grove_fill(w->grove, token, &slot[i], got), names[slot[i].type], out);
}

void actors_subject(struct work *w, int32_t token, struct actors *out)
{
    int32_t got[SLOT_ROOM];
    actors_of(w, got, grove_subject(w->grove, token, got), "subject", out);
}

void actors_object(struct work *w, int32_t token, struct actors *out)
{
    int32_t got[SLOT_ROOM];
    actors_of(w, got, grove_object(w->grove, token, got), "object", out);
}

void actors_remove(struct actors *from, const struct actors *what)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < from->n; i++) {
        bool gone = false;
        for (uint32_t j = 0; j < what->n; j++)
            gone |= what->at[j] == from->at[i];
        if (gone)
            continue;
        from->at[kept] = from->at[i];
        from->token[kept] = from->token[i];
        from->how[kept++] = from->how[i];
    }
    from->n = kept;
}

bool actors_political(const struct work *w, const struct actors *a)
{
    static const char *const private[] = {"BUS", "JRN", "MED", "CVL", "EDU", "LAB", "AGR", "HLH", "SOC", "REL"};
    for (uint32_t i = 0; i < a->n; i++) {
        const struct dl_entity *e = &w->art->entity[a->at[i]];
        if (e->kind == DL_ENTITY_outlet)
            continue;
        if (e->code && (!strncmp(e->code, "IGO", 3) || !strncmp(e->code, "NGO", 3) || !strncmp(e->code, "UNO", 3) || !strncmp(e->code, "EUR", 3) ||
                        !strncmp(e->code, "IMG", 3) || !strncmp(e->code, "ISM", 3)))
            return true;
        if (!e->sectors || !*e->sectors) {
            bool public = (e->kind != DL_ENTITY_person && (e->kind != DL_ENTITY_unnamed || e->plural)) || (e->office && *e->office) || (e->key && strchr(e->key, '/'));   /* the tables know them */
            if (e->kind == DL_ENTITY_country || (coded(e) && public))
                return true;
            continue;
        }
        if (e->kind == DL_ENTITY_group && e->country)
            return true;                                       /* a people */
        bool is_private = false;
        for (size_t p = 0; p < sizeof private / sizeof *private; p++)
            is_private |= !strncmp(e->sectors, private[p], 3);
        if (!is_private)
            return true;
    }
    return false;
}

bool actors_spoken(const struct work *w, const struct actors *a)
{
    static const char *const onlookers[] = {"JRN", "MED", "BUS", "EDU"};
    bool heard = false;
    for (uint32_t i = 0; i < a->n; i++) {
        const struct dl_entity *e = &w->art->entity[a->at[i]];
        bool onlooker = !coded(e) || e->kind == DL_ENTITY_outlet;
        for (size_t k = 0; e->sectors && k < sizeof onlookers / sizeof *onlookers; k++)
            onlooker |= !strncmp(e->sectors, onlookers[k], 3);
        heard |= !onlooker;
    }
    return heard;
}

bool actors_known(const struct work *w, const struct actors *a)
{
    for (uint32_t i = 0; i < a->n; i++)
        if (coded(&w->art->entity[a->at[i]]))
            return true;
    return false;
}

bool actors_land(const struct work *w, const struct actors *a)
{
    for (uint32_t i = 0; i < a->n; i++)
        if (w->art->entity[a->at[i]].country)
            return true;
    return false;
}

static const char *land(const struct dl_entity *e) { return e->country ? e->country : e->code ? e->code : ""; }

/* Of one country; of bodies, bands and firms that are of none, the same one, as far as codes tell. */
static bool one_land(const struct dl_entity *x, const struct dl_entity *y)
{
    static const char *const classes[] = {"IGO", "NGO", "IMG", "ISM", "MNC"};
    const char *a = x->code ? x->code : "", *b = y->code ? y->code : "";
    if (!*land(x) || strncmp(land(x), land(y), 3) != 0)
        return false;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (!strncmp(land(x), classes[i], 3))
            return strlen(a) <= 3 || strlen(b) <= 3 || !strncmp(a, b, 6);
    return true;
}

bool actors_meet(const struct work *w, const uint32_t *a, uint32_t n_a, const uint32_t *b, uint32_t n_b)
{
    for (uint32_t i = 0; i < n_a; i++)
        for (uint32_t j = 0; j < n_b; j++) {
            const struct dl_entity *x = &w->art->entity[a[i]], *y = &w->art->entity[b[j]];
            if (a[i] == b[j] || one_land(x, y))
                return true;
        }
    return !n_a || !n_b;
}
