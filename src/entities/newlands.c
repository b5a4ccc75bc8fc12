/* entities/newlands.c: states that no table knows, by the way an article speaks of them: "the Republic of Tarsk", "Velmora's foreign
 * minister", "the Velmoran government".
 *
 * A name is a state if it has what only states have (a foreign minister, an ambassador, "Republic of"), if that and other words of state
 * come to three points, and if it also has an adjective, a formal name, a place in the dateline or a known fellow ("the presidents of Tarsk and
 * Peru"). Surnames, names of the tables and parts of longer names are none. Its code is one of ISO 3166's for users, XAA to XZZ, made of its
 * letters: Velmora is XVE in every article. Costs a look at each capital. */
#include "entities/finder.h"

#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "base/banned.h"

#define TOK(i) (&f->art->token[i])

enum { MOST = 16, SHORTEST = 4, POINTS = 3 };

/* A word that may name a state, as a noun or as an adjective, with its points. dateline: it stands in there; sure: nothing more is asked. */
struct guess { char key[48]; const char *form; uint32_t points, sovereign; bool noun, formal, dateline, sure, not; };
struct guesses { struct guess at[MOST]; uint32_t n; };

static bool fits(const struct finder *f, int32_t i)
{
    const char *s = TOK(i)->form;
    char key[PHRASE_KEY];
    size_t n = strlen(s);
    struct known known;
    uint8_t pos = TOK(i)->upos;
    bool owns = pos == DL_PRON && i + 1 < (int32_t)f->art->n_tokens && TOK(i + 1)->upos == DL_PART;      /* a strange name before "'s" */
    bool tag = pos == DL_PROPN || pos == DL_ADJ || pos == DL_NOUN || pos == DL_X || owns;
    if (n < SHORTEST || n > 40 || *s < 'A' || *s > 'Z' || f->hit_at[i] >= 0 || !tag)
        return false;
    for (size_t k = 1; k < n; k++)
        if (!islower((unsigned char)s[k]) && !((unsigned char)s[k] & 0x80))
            return false;
    phrase_key(f, i, i, key);
    return *key && strlen(key) < 48 && !lexicon_word(f->t, key, WORD_nostate) && !lexicon_word(f->t, key, WORD_given) && !lexicon_word(f->t, key, WORD_honorific) &&
           !lexicon_word(f->t, key, WORD_former) && !lexicon_is_surname(f->t, key) && !knowledge_key(f->t->k, key, ~(1u << KNOWN_PERSON), NULL, f->day, &known);
}

/* Points of the office or body of state at tokens [i, ...): 2 for what states alone have, 1, or 0. */
static uint32_t state_word(const struct finder *f, int32_t i)
{
    char key[PHRASE_KEY];
    int32_t n = (int32_t)f->art->n_tokens;
    for (int32_t j = i + 1; j >= i; j--)
        if (i >= 0 && j < n && *phrase_key(f, i, j, key)) {
            if (lexicon_word(f->t, key, WORD_sovereign))
                return 2;
            if (lexicon_word(f->t, key, WORD_statehood))
                return 1;
        }
    return 0;
}

static struct guess *guess(const struct finder *f, struct guesses *g, int32_t i)
{
    char key[PHRASE_KEY];
    phrase_key(f, i, i, key);
    for (uint32_t k = 0; k < g->n; k++)
        if (!strcmp(g->at[k].key, key))
            return &g->at[k];
    if (g->n == MOST || strlen(key) >= sizeof g->at->key)
        return NULL;
    struct guess *x = &g->at[g->n++];
    *x = (struct guess){.form = TOK(i)->form};
    memcpy(x->key, key, strlen(key) + 1);
    return x;
}

static struct guess *point(const struct finder *f, struct guesses *g, int32_t i, uint32_t points, bool noun, bool formal)
{
    struct guess *x = points && i >= 0 && i < (int32_t)f->art->n_tokens && fits(f, i) ? guess(f, g, i) : NULL;
    if (!x)
        return NULL;
    x->points += points;
    x->sovereign += points > 1;
    x->noun |= noun;
    x->formal |= formal;
    return x;
}

static bool is(const struct finder *f, int32_t i, const char *word) { return i >= 0 && i < (int32_t)f->art->n_tokens && !strcmp(TOK(i)->form, word); }

/* "presidents of Velmora and Tarsk", "Republic of Tarsk": the words behind "of". */
static void behind_of(const struct finder *f, struct guesses *g, int32_t of)
{
    char key[PHRASE_KEY];
    int32_t n = (int32_t)f->art->n_tokens;
    bool formal = lexicon_word(f->t, phrase_key(f, of - 1, of - 1, key), WORD_polity) != NULL && TOK(of - 1)->form[0] >= 'A' && TOK(of - 1)->form[0] <= 'Z';
    uint32_t points = formal ? 2 : state_word(f, of - 2) ? state_word(f, of - 2) : state_word(f, of - 1);
    if (!points)
        return;
    int32_t first = of + 1 + is(f, of + 1, "the");
    for (int32_t i = first; i < n && i < first + 7; i++) {
        bool fellow = (i > first && is(f, i - 1, "and")) || is(f, i + 1, "and") || is(f, i + 1, ",");
        bool known = (i + 2 < n && f->hit_at[i + 2] >= 0) || (i - 2 >= first && f->hit_at[i - 2] >= 0);
        struct guess *x = point(f, g, i, points, true, formal || (fellow && known));
        if (x && fellow && points > 1)
            x->sure = true;        /* "the foreign ministers of Velmora and Tarsk" */
        if (!is(f, i + 1, "and") && !is(f, i + 1, ",") && !is(f, i, "and") && !is(f, i, ","))
            break;
    }
}

/* "talks between Velmora and Tarsk ... both countries" */
static void pairs_of_countries(const struct finder *f, struct guesses *g)
{
    int32_t n = (int32_t)f->art->n_tokens;
    bool countries = false;
    for (int32_t i = 1; i < n && !countries; i++)
        countries = phrase_is(f, i - 1, WORD_two) && phrase_is(f, i, WORD_states);
    for (int32_t i = 0; countries && i + 3 < n; i++) {
        if (!is(f, i, "between") || !is(f, i + 2, "and"))
            continue;
        struct guess *x = point(f, g, i + 1, 1, true, false), *y = point(f, g, i + 3, 1, true, false);
        bool fellow = (x || f->hit_at[i + 1] >= 0) && (y || f->hit_at[i + 3] >= 0);
        if (x && fellow)
            x->sure = true;
        if (y && fellow)
            y->sure = true;
    }
}

static bool in_dateline(const struct finder *f, int32_t i)
{
    struct dl_span s = f->art->dateline.place_span;
    return TOK(i)->span.start > s.start && TOK(i)->span.end <= s.end;
}

/* "Anton Drezek": a name of two words is somebody's, unless what stands before it is an office. */
static bool in_longer_name(const struct finder *f, int32_t i)
{
    return i > 0 && TOK(i - 1)->upos == DL_PROPN && TOK(i - 1)->span.end < TOK(i)->span.start && islower((unsigned char)TOK(i - 1)->form[1]) && !in_dateline(f, i) && f->hit_at[i - 1] < 0;
}

/* "velmoran" of "velmora", "tarskian" of "tarsk". */
static bool adjective_of(const char *adjective, const char *name)
{
    static const char *const endings[] = {"n", "an", "ian", "ean", "ese", "ish", "ic", "i", "er", "nian"};
    size_t n = strlen(name), same = 0;
    while (name[same] && name[same] == adjective[same])
        same++;
    if (same < 3 || same + 2 < n || !strcmp(adjective, name))
        return false;
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        for (size_t from = same > 2 ? same - 1 : same; from <= same; from++)
            if (!strcmp(adjective + from, endings[k]))
                return true;
    return false;
}

/* "Kessaria agreed ... Kessarian Foreign Minister Orhan Belek": the name that an adjective of state is of. */
static void nouns_of_adjectives(const struct finder *f, struct guesses *g)
{
    char key[PHRASE_KEY];
    for (int32_t i = 0, n = (int32_t)f->art->n_tokens; i < n; i++) {
        bool of = false;
        if (TOK(i)->form[0] < 'A' || TOK(i)->form[0] > 'Z' || !fits(f, i))
            continue;
        phrase_key(f, i, i, key);
        for (uint32_t k = 0; k < g->n && !of; k++)
            of = g->at[k].sovereign && adjective_of(g->at[k].key, key);
        if (of)
            point(f, g, i, 1, true, false);
    }
}

static void collect(const struct finder *f, struct guesses *g)
{
    int32_t n = (int32_t)f->art->n_tokens;
    for (int32_t i = 0; i < n; i++) {
        if (is(f, i, "of") && i > 0)
            behind_of(f, g, i);
        if (TOK(i)->form[0] < 'A' || TOK(i)->form[0] > 'Z')
            continue;
        bool owns = is(f, i + 1, "'s") || is(f, i + 1, "\xe2\x80\x99s");
        point(f, g, i, state_word(f, i + (owns ? 2 : 1)), owns, false);
        struct guess *x = in_dateline(f, i) ? point(f, g, i, 1, true, true) : NULL;
        if (x)
            x->dateline = true;
    }
    pairs_of_countries(f, g);
    if (g->n)
        nouns_of_adjectives(f, g);
    for (int32_t i = 0; g->n && i < n; i++)
        for (uint32_t k = 0; k < g->n; k++)
            g->at[k].not |= !strcmp(TOK(i)->form, g->at[k].form) && in_longer_name(f, i);
}

static bool code_taken(const struct finder *f, const char *code)
{
    for (uint32_t i = 0; i < f->newland.n; i++)
        if (!strcmp(f->newland.at[i].land.code, code))
            return true;
    return lands_name(f->t, code) != NULL;
}

static const char *code_of(struct finder *f, const char *key)
{
    char code[4] = {'X', (char)(isalpha((unsigned char)*key) ? toupper((unsigned char)*key) : 'X'), 'A', 0};
    for (const char *k = key + 1; *k; k++) {
        code[2] = (char)(*k >= 'a' && *k <= 'z' ? toupper((unsigned char)*k) : 'X');
        if (!code_taken(f, code))
            return arena_text(f->a, code, 3);
    }
    for (code[2] = 'A'; code[2] <= 'Z'; code[2]++)
        if (!code_taken(f, code))
            return arena_text(f->a, code, 3);
    return NULL;
}

static void add(struct finder *f, const char *key, const char *code, const char *name, enum land_form form)
{
    *VEC_PUSH(f->a, &f->newland) = (struct land_word){.key = arena_text(f->a, key, strlen(key)), .land = {.code = code, .name = name, .form = (uint8_t)form}};
}

/* "the Tarskian capital, Brenn" */
static void capital(struct finder *f, const char *adjective, const char *code)
{
    char key[PHRASE_KEY];
    for (int32_t i = 0; i + 3 < (int32_t)f->art->n_tokens; i++) {
        int32_t town = i + 2 + is(f, i + 2, ",");
        if (strcmp(phrase_key(f, i, i, key), adjective) || !is(f, i + 1, "capital") || !(TOK(town)->form[0] >= 'A' && TOK(town)->form[0] <= 'Z') || f->hit_at[town] >= 0)
            continue;
        if (TOK(town)->upos == DL_PROPN && *phrase_key(f, town, town, key))
            add(f, key, code, NULL, LAND_CAPITAL);
        return;
    }
}

static void accept(struct finder *f, const struct guesses *g, struct guess *x)
{
    const char *code = code_of(f, x->key);
    if (!code)
        return;
    x->not = true;                 /* not again */
    add(f, x->key, code, x->form, LAND_NAME);
    for (uint32_t k = 0; k < g->n; k++)
        if (adjective_of(g->at[k].key, x->key)) {
            add(f, g->at[k].key, code, NULL, LAND_ADJECTIVE);
            add(f, arena_printf(f->a, "%ss", g->at[k].key), code, NULL, LAND_PEOPLE);
            capital(f, g->at[k].key, code);
        }
}

static void settle(struct finder *f, const struct guesses *g, struct guess *x)
{
    uint32_t points = x->points, sovereign = x->sovereign;
    bool formal = x->formal, adjective = false;
    for (uint32_t k = 0; k < g->n; k++)
        if (adjective_of(g->at[k].key, x->key))
            points += g->at[k].points, sovereign += g->at[k].sovereign, adjective = true;
    bool state = sovereign || (x->dateline && adjective);
    if (x->noun && !x->not && (x->sure || (state && (formal || adjective) && points + (x->dateline && adjective) >= POINTS)))
        accept(f, g, x);
}

/* "the presidents of Velmora and Tarsk", where one of the two is a state for sure. */
static void fellows(struct finder *f, const struct guesses *g, struct guess *x)
{
    char key[PHRASE_KEY];
    struct land land;
    for (int32_t i = 0; i < (int32_t)f->art->n_tokens && !x->not && x->noun; i++) {
        if (strcmp(TOK(i)->form, x->form))
            continue;
        int32_t other = is(f, i + 1, "and") ? i + 2 : is(f, i - 1, "and") ? i - 2 : -1;
        if (other >= 0 && other < (int32_t)f->art->n_tokens && newlands_is(f, phrase_key(f, other, other, key), &land) && land.form == LAND_NAME)
            accept(f, g, x);
    }
}

void newlands_find(struct finder *f)
{
    struct guesses g = {.n = 0};
    collect(f, &g);
    for (uint32_t k = 0; k < g.n; k++)
        settle(f, &g, &g.at[k]);
    for (uint32_t k = 0; k < g.n && f->newland.n; k++)
        fellows(f, &g, &g.at[k]);
}

bool newlands_is(const struct finder *f, const char *key, struct land *out)
{
    for (uint32_t i = 0; i < f->newland.n; i++)
        if (!strcmp(f->newland.at[i].key, key)) {
            *out = f->newland.at[i].land;
            return true;
        }
    return false;
}

const char *newlands_name(const struct finder *f, const char *code)
{
    for (uint32_t i = 0; i < f->newland.n; i++)
        if (f->newland.at[i].land.name && !strcmp(f->newland.at[i].land.code, code))
            return f->newland.at[i].land.name;
    return NULL;
}
