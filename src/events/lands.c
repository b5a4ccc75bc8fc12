/* events/lands.c: countries that the words leave open. Unnamed people have that of the place they stand at; a deed without a sufferer is
 * borne by the land where it is done or, an act of a state upon its own people, by its own; what only a state does is done by the state there. */
#include <string.h>

#include "entities/entities.h"
#include "events/inside.h"
#include "where/where.h"
#include "base/banned.h"

enum { DEPTH = 4 };

static const struct dl_token *tok(const struct work *w, int32_t t) { return &w->art->token[t]; }
static struct dl_entity *entity(const struct work *w, uint32_t i) { return &w->art->entity[i]; }

static bool coded(const struct dl_entity *e) { return e->country || (e->code && *e->code); }

static bool code_in(const char *cameo, const char *const *prefix)
{
    for (; *prefix; prefix++)
        if (!strncmp(cameo, *prefix, strlen(*prefix)))
            return true;
    return false;
}

/* ---- places below a word ---- */

static bool stands_at(const struct work *w, int32_t t, bool leaving)
{
    static const char *const at[] = {"in", "at", "near", "inside", "across", "into", "along", "off", "over", "on", "around", "outside", "throughout", "within", "to"};
    int32_t c = grove_child(w->grove, t, DL_REL_case, -1);
    for (size_t i = 0; c >= 0 && tok(w, c)->lemma && i < sizeof at / sizeof *at; i++)
        if (!strcmp(tok(w, c)->lemma, at[i]))
            return true;
    return leaving && c >= 0 && tok(w, c)->lemma && !strcmp(tok(w, c)->lemma, "from");
}

static const char *land_at(const struct work *w, int32_t t)
{
    struct dl_span s = tok(w, t)->span;
    int32_t m = entities_at(w->art, t);
    for (uint32_t i = 0; i < w->art->n_places; i++)
        if (w->art->place[i].span.start <= s.start && s.end <= w->art->place[i].span.end && w->art->place[i].use != DL_USE_part)
            return w->art->place[i].country;
    return m >= 0 && entity(w, w->art->mention[m].entity)->kind == DL_ENTITY_country ? entity(w, w->art->mention[m].entity)->country : NULL;
}

/* Which phrases to look into: clauses on nouns, too; and whether "from" tells the land. */
struct ways { bool clauses, leaving; };

static bool leads_on(const struct work *w, int32_t t, bool clauses)
{
    int32_t mark;
    switch (tok(w, t)->rel) {
    case DL_REL_obj: case DL_REL_obl: case DL_REL_nmod: case DL_REL_xcomp: case DL_REL_nmod_poss: case DL_REL_nsubj_pass: return true;
    case DL_REL_acl: case DL_REL_acl_relcl: return clauses;
    case DL_REL_advcl: return (mark = grove_child(w->grove, t, DL_REL_mark, -1)) >= 0 && tok(w, mark)->xpos && !strcmp(tok(w, mark)->xpos, "TO");   /* "threatened on Monday to ..." */
    default: return false;
    }
}

/* The country of the first place that a phrase below the word stands at. */
static const char *land_below(const struct work *w, int32_t t, struct ways ways, int depth)
{
    const char *land = NULL;
    for (int32_t c = grove_next(w->grove, t, -1); c >= 0 && !land && depth < DEPTH; c = grove_next(w->grove, t, c)) {
        if (!leads_on(w, c, ways.clauses))
            continue;
        land = stands_at(w, c, ways.leaving) ? land_at(w, c) : NULL;
        if (!land)
            land = land_below(w, c, ways, depth + 1);
    }
    return land;
}

static const char *land_of_place(const struct work *w, int32_t t)
{
    int32_t p = where_of(w->art, t, NULL);
    return p < 0 ? NULL : w->art->place[p].country;
}

/* Where the deed was done, as far as its own phrases say. */
static const char *scene(const struct work *w, const struct draft *d)
{
    int32_t light = tok(w, d->core)->upos == DL_VERB ? -1 : grove_light(w->grove, d->core);
    struct ways ways = {.leaving = d->event.plover == DL_PLOVER_RETREAT || d->event.plover == DL_PLOVER_SANCTION};
    const char *land = land_below(w, d->core, ways, 0);
    if (!land && light >= 0)
        land = land_below(w, light, ways, 0);
    return land || d->token == d->core ? land : land_below(w, d->token, ways, 0);
}

/* ---- people without a country ---- */

static bool physical(const struct draft *d)
{
    static const char *const at_home[] = {"116", "082", "0352", "1242", NULL};
    return d->event.plover == DL_PLOVER_ASSAULT || d->event.plover == DL_PLOVER_COERCE || d->event.plover == DL_PLOVER_PROTEST || code_in(d->event.cameo, at_home);
}

/* "our citizens and police": their land is that of whoever says so. */
static const char *land_of_speaker(const struct work *w, int32_t t)
{
    int32_t first = tok(w, t)->rel == DL_REL_conj ? tok(w, t)->head : t, mine = grove_child(w->grove, first, DL_REL_nmod_poss, -1);
    int32_t said = mine >= 0 && grove_is(w->grove, mine, "@ours") ? settle_statement(w, t) : -1, who = said < 0 ? -1 : w->art->statement[said].speaker;
    return who < 0 ? NULL : entity(w, (uint32_t)who)->country;
}

/* "received ministers from the Latvian government", "helped refugees from Sudan": a phrase right behind people tells where they are from, though the
 * tree hangs it on the verb. */
static const char *land_from(const struct work *w, int32_t t)
{
    int32_t from = t + 1, of = from < (int32_t)w->art->n_tokens && tok(w, from)->rel == DL_REL_case ? tok(w, from)->head : -1;
    if (of < 0 || !tok(w, from)->lemma || strcmp(tok(w, from)->lemma, "from") != 0 || tok(w, of)->rel != DL_REL_obl || tok(w, of)->head != tok(w, t)->head)
        return NULL;
    int32_t m = entities_at(w->art, of);
    return m >= 0 ? entity(w, w->art->mention[m].entity)->country : land_at(w, of);
}

/* "refugees fleeing the war in Liberia", "gunmen killed a judge in Tripoli". */
static void people(struct work *w, const struct draft *d, const struct actors *a)
{
    for (uint32_t i = 0; i < a->n; i++) {
        struct dl_entity *e = entity(w, a->at[i]);
        if (e->kind != DL_ENTITY_unnamed || coded(e) || e->n_members)
            continue;
        const char *land = land_of_speaker(w, a->token[i]);
        if (!land)
            land = land_below(w, a->token[i], (struct ways){true, true}, 0);
        if (!land)
            land = land_from(w, a->token[i]);
        if (!land && physical(d))
            land = land_of_place(w, d->core);
        if (!land)
            continue;
        e->country = land;
        e->code = arena_printf(w->arena, "%s%s", land, e->sectors ? e->sectors : "");
        e->basis = DL_BASIS_context;
    }
}

/* Police act at home: whom they beat or arrest, if nobody says where he is from, is of their land. */
static void policed(struct work *w, const struct draft *d)
{
    const struct dl_entity *by = d->source.n == 1 && physical(d) ? entity(w, d->source.at[0]) : NULL;
    for (uint32_t i = 0; by && by->country && by->sectors && !strncmp(by->sectors, "COP", 3) && i < d->target.n; i++) {
        struct dl_entity *e = entity(w, d->target.at[i]);
        if (e->kind != DL_ENTITY_unnamed || coded(e) || e->n_members)
            continue;
        e->country = by->country;
        e->code = arena_printf(w->arena, "%s%s", e->country, e->sectors ? e->sectors : "");
        e->basis = DL_BASIS_context;
    }
}

/* ---- deeds without a sufferer ---- */

/* "threatened to leave if Chad goes on": who is told so. */
static void on_condition(struct work *w, int32_t t, struct actors *out, int depth)
{
    for (int32_t c = grove_next(w->grove, t, -1); c >= 0 && !out->n && depth < DEPTH; c = grove_next(w->grove, t, c)) {
        uint8_t rel = tok(w, c)->rel;
        int32_t mark = rel == DL_REL_advcl ? grove_child(w->grove, c, DL_REL_mark, -1) : -1;
        if (mark >= 0 && grove_is(w->grove, mark, "@price"))
            actors_subject(w, c, out);
        else if (rel == DL_REL_xcomp || rel == DL_REL_ccomp || rel == DL_REL_conj || rel == DL_REL_obj || rel == DL_REL_acl)
            on_condition(w, c, out, depth + 1);
    }
}

bool lands_state(const char *country)
{
    return strlen(country) == 3 && !code_in(country, (const char *const[]){"IGO", "UNO", "EUR", "NGO", "IMG", "ISM", "MNC", NULL});
}

static const char *one_land(const struct work *w, const struct actors *a)
{
    const char *land = NULL;
    for (uint32_t i = 0; i < a->n; i++) {
        const char *mine = entity(w, a->at[i])->country;
        if (!mine || (land && strcmp(land, mine) != 0))
            return NULL;
        land = mine;
    }
    return land && lands_state(land) ? land : NULL;
}

static void sufferer(struct work *w, struct draft *d)
{
    static const char *const at_home[] = {"080", "081", "082", "0832", "0833", "0834", "172", "132", "133", "0342", "0343", "0344", "0351", "0352", "123", "1241", "1242", "128", "173", "175", NULL};
    const char *land = NULL, *own = one_land(w, &d->source);
    switch (d->event.plover) {
    case DL_PLOVER_ASSAULT: case DL_PLOVER_MOBILIZE: case DL_PLOVER_COERCE: case DL_PLOVER_AID: case DL_PLOVER_THREATEN: case DL_PLOVER_SANCTION: case DL_PLOVER_RETREAT:
        land = scene(w, d);
        break;
    default: break;
    }
    if (!land && own && code_in(d->event.cameo, at_home))
        land = own;
    if (land && (!own || strcmp(land, own) != 0 || d->event.plover == DL_PLOVER_ASSAULT || d->event.plover == DL_PLOVER_COERCE || !strncmp(d->event.cameo, "138", 3) || code_in(d->event.cameo, at_home)))
        actors_add(&d->target, actors_country(w, land), d->core, "land where it is done");
}

/* ---- acts that only states do ---- */

static void power(struct work *w, struct draft *d)
{
    static const char *const acts[] = {"173", "116", "090", "091", "092", "094", "172", "121", NULL};
    if (d->source.n || !code_in(d->event.cameo, acts))
        return;
    const char *land = scene(w, d);
    for (uint32_t i = 0; i < d->target.n && !land; i++)
        if (entity(w, d->target.at[i])->kind == DL_ENTITY_unnamed && entity(w, d->target.at[i])->basis != DL_BASIS_explicit)
            land = entity(w, d->target.at[i])->country;
    if (land)
        actors_add(&d->source, actors_country(w, land), d->core, "state where it is done");
}

void lands_settle(struct work *w, struct draft *d)
{
    people(w, d, &d->source);
    people(w, d, &d->target);
    policed(w, d);
    if (!actors_known(w, &d->target) && d->event.plover == DL_PLOVER_THREATEN) {
        on_condition(w, d->token, &d->target, 0);
        actors_remove(&d->target, &d->source);
    }
    if (!actors_known(w, &d->target) && d->source.n && !d->reciprocal)
        sufferer(w, d);
    power(w, d);
}
