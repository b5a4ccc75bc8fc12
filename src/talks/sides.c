/* talks/sides.c: on which side somebody stands, at what rank, and whether he only passes words on. */
#include <string.h>

#include "talks/inside.h"
#include "base/banned.h"

static bool has_sector(const struct dl_entity *e, const char *sector)
{
    for (const char *s = e->sectors ? e->sectors : ""; strlen(s) >= 3; s += 3)
        if (!strncmp(s, sector, 3))
            return true;
    return false;
}

const char *talks_party(const struct work *w, uint32_t entity)
{
    const char *known = talks_known_party(w, entity);
    return known ? known : talks_stranger(w, entity);
}

const char *talks_known_party(const struct work *w, uint32_t entity)
{
    const struct dl_entity *e = &w->art->entity[entity];
    bool armed = has_sector(e, "REB") || has_sector(e, "SEP") || has_sector(e, "INS");
    if (e->side)
        return e->side;
    if (e->kind == DL_ENTITY_outlet || (!e->country && !e->code))
        return NULL;
    if (e->country && !strcmp(e->country, "IGO"))
        return has_sector(e, "UNO") ? "UN" : has_sector(e, "SCE") ? "OSCE" : has_sector(e, "EEC") || !strcmp(e->code ? e->code : "", "EUR") ? "EU" : e->kind == DL_ENTITY_organization ? e->name : NULL;
    if (e->country && !strcmp(e->country, "EUR"))
        return "EU";
    if (armed && e->country)
        return arena_printf(w->arena, "%sREB", e->country);
    return e->country;
}

bool talks_between_states(const char *party) { return *party != '?' && strcmp(party, "UN") && strcmp(party, "OSCE") && strcmp(party, "EU"); }

static int rank_named(const char *level)
{
    return !level ? RANK_NONE : !strcmp(level, "heads") ? RANK_HEADS : !strcmp(level, "ministers") ? RANK_MINISTERS : !strcmp(level, "envoys") ? RANK_ENVOYS
         : !strcmp(level, "technical") ? RANK_TECHNICAL : RANK_NONE;
}

/* "Deputy trade minister": a word of standing in for another before the office. */
static bool deputises(const struct work *w, const char *words, const char *office)
{
    for (const char *at = words; at < office; at += strcspn(at, " "), at += *at == ' ') {
        char word[32];
        size_t n = strcspn(at, " ");
        if (n < sizeof word && (memcpy(word, at, n), word[n] = 0, talks_term(w->t, word, "deputy")))
            return true;
    }
    return false;
}

/* The rank that an office or a description names: its longest known ending ("deputy foreign minister", "envoy"), else that of what stands
 * before "in", "for", "to" or "of" ("special envoy for Iran"). */
static int rank_of_words(const struct work *w, const char *words)
{
    char low[128];
    size_t n = 0;
    for (; words && words[n] && n + 1 < sizeof low; n++)
        low[n] = (char)(words[n] >= 'A' && words[n] <= 'Z' ? words[n] | 32 : words[n]);
    low[n] = 0;
    for (const char *at = low; *at; at += strcspn(at, " "), at += *at == ' ') {
        const char *level = talks_term(w->t, at, "level");
        if (level)
            return rank_named(level) == RANK_MINISTERS && deputises(w, low, at) ? RANK_ENVOYS : rank_named(level);
    }
    n = strlen(low);
    if (n > 1 && low[n - 1] == 's') {
        low[n - 1] = 0;
        return rank_of_words(w, low);
    }
    static const char *const cuts[] = {" in ", " for ", " to ", " of "};
    char *at = NULL;
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        char *cut = strstr(low, cuts[i]);
        at = cut && (!at || cut < at) ? cut : at;
    }
    if (!at)
        return RANK_NONE;
    *at = 0;
    return rank_of_words(w, low);
}

/* "Separatist negotiator Denis Pushilin": by the words before the name. */
static int rank_of_title(const struct work *w, uint32_t entity)
{
    for (uint32_t m = 0; m < w->art->n_mentions; m++) {
        const struct dl_mention *x = &w->art->mention[m];
        uint32_t n = x->span.end - x->span.start;
        if (x->entity != entity || x->kind > DL_MENTION_nominal || n > 120)
            continue;
        char *words = arena_text(w->arena, w->art->text + x->span.start, n), *name = strstr(words, w->art->entity[entity].name);
        if (name == words)
            continue;
        if (name)
            name[-1] = 0;
        int rank = rank_of_words(w, words);
        if (rank)
            return rank;
    }
    return RANK_NONE;
}

int talks_rank(const struct work *w, uint32_t entity)
{
    const struct dl_entity *e = &w->art->entity[entity];
    int rank = e->office ? rank_of_words(w, e->office) : RANK_NONE;
    if (rank || e->kind == DL_ENTITY_unnamed)
        return rank ? rank : rank_of_words(w, e->name);
    rank = e->kind == DL_ENTITY_person ? rank_of_title(w, entity) : RANK_NONE;
    bool armed = e->side && (has_sector(e, "REB") || has_sector(e, "SEP") || has_sector(e, "INS"));
    return rank || e->kind != DL_ENTITY_person ? rank : armed ? RANK_ENVOYS : RANK_NONE;      /* those of an armed group have no titles */
}

uint32_t talks_behind(const struct work *w, int32_t t, int32_t *got)
{
    const struct dl_token *tok = w->art->token;
    uint32_t n = 0;
    if (!tok[t].lemma || rank_of_words(w, tok[t].lemma) == RANK_NONE)
        return 0;
    for (int32_t c = grove_child(w->grove, t, DL_REL_nmod, -1); c >= 0; c = grove_child(w->grove, t, DL_REL_nmod, c)) {
        int32_t k = grove_child(w->grove, c, DL_REL_case, -1);
        if (k < 0 || !tok[k].lemma || (strcmp(tok[k].lemma, "from") && strcmp(tok[k].lemma, "of")))
            continue;
        if (n < SLOT_ROOM)
            got[n++] = c;
        for (int32_t j = grove_child(w->grove, c, DL_REL_conj, -1); j >= 0 && n < SLOT_ROOM; j = grove_child(w->grove, c, DL_REL_conj, j))
            got[n++] = j;
    }
    return n;
}

bool talks_voice(const struct work *w, uint32_t entity)
{
    const char *office = w->art->entity[entity].office;
    const char *last = office ? strrchr(office, ' ') : NULL;
    return office && (talks_term(w->t, last ? last + 1 : office, "voice") || talks_term(w->t, office, "voice"));
}
