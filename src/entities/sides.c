/* entities/sides.c: the armed group or party that somebody stands for, where a country's code alone does not tell two of them apart.
 *
 * A side is the country with the letters of the body: "COLFARC", "AFGTAL", "GBRSF". Bodies of the tables have one; their people take it
 * from a title ("Taliban spokesman X"), from the only armed group of the country that the article names, or from their office in the tables. */
#include "entities/finder.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/banned.h"

static bool armed(const char *sectors) { return strstr(sectors, "REB") || strstr(sectors, "SEP") || strstr(sectors, "INS"); }
static bool partisan(const char *sectors) { return strstr(sectors, "PTY") || strstr(sectors, "OPP"); }

static bool has_side(const struct known_row *row) { return row && row->kind == KNOWN_GROUP && (!strcmp(row->sort, "armed") || !strcmp(row->sort, "party")); }

/* "FARC" of itself, "UUP" of "Ulster Unionist Party", "TAL" of "Taliban". */
static const char *letters(struct finder *f, const char *name)
{
    enum { MOST = 5 };
    char out[MOST + 1] = "", key[PHRASE_KEY];
    size_t n = 0, upper = 0, words = 0;
    if (strlen(name) >= PHRASE_KEY - 8)
        return NULL;
    for (const char *c = name; *c; c++)
        upper += (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9');
    bool acronym = upper > 1 && upper == strlen(name) && upper <= MOST;
    for (const char *c = name; *c; c++)
        words += *c != ' ' && (c == name || c[-1] == ' ') && *c >= 'A' && *c <= 'Z';
    utf8_key(name, strlen(name), key, sizeof key);
    for (const char *c = name, *k = key; *k && n < MOST; k++) {
        bool begins = k == key || k[-1] == ' ';
        bool capital = !begins || (*c >= 'A' && *c <= 'Z');
        if ((acronym || words < 2 ? *k != ' ' && (acronym || n < 3) : begins && capital))
            out[n++] = (char)(*k >= 'a' && *k <= 'z' ? *k - 32 : *k);
        if (*k == ' ' || (begins && words > 1)) {            /* the next word of the name as it is printed */
            const char *space = strchr(c, ' ');
            c = begins && words > 1 ? (space ? space + 1 : c) : c;
        }
    }
    return n > 1 ? arena_text(f->a, out, n) : NULL;
}

static const char *side_of_row(struct finder *f, const struct known_row *row, const char *name)
{
    bool fits = has_side(row) && strlen(row->code) > 3 && (armed(row->code + 3) || partisan(row->code + 3));
    const char *l = fits ? letters(f, name) : NULL;
    return l ? arena_printf(f->a, "%.3s%s", row->code, l) : NULL;
}

static bool shares_word(const char *x, const char *y)
{
    for (size_t n; *x; x += n + (x[n] == ' ')) {
        n = strcspn(x, " ");
        for (const char *at = y; *at; at += strcspn(at, " "), at += *at == ' ')
            if (strcspn(at, " ") == n && !strncmp(at, x, n))
                return true;
    }
    return false;
}

/* "TCDEF" of "the rebel Ennedi Front", which no table has. */
static const char *side_of_rebels(struct finder *f, const struct draft *d)
{
    bool own = !d->row && d->e.kind == DL_ENTITY_organization && d->e.country && armed(d->e.sectors) && *d->e.name >= 'A' && *d->e.name <= 'Z' && d->e.key == d->words;
    const char *l = own ? letters(f, d->e.name) : NULL;
    return l ? arena_printf(f->a, "%.3s%s", d->e.country, l) : NULL;
}

/* A body by its name; "pro-Russian separatists" is none. A row of parties may print several: one that has no word of the first name is another. */
static const char *side_of_body(struct finder *f, const struct draft *d)
{
    char key[PHRASE_KEY];
    const char *name = d->row ? d->row->name : "";
    if (!d->row)
        return side_of_rebels(f, d);
    if (!has_side(d->row) || strlen(name) >= PHRASE_KEY - 8 || !(*d->e.name >= 'A' && *d->e.name <= 'Z'))
        return NULL;
    utf8_key(name, strlen(name), key, sizeof key);
    bool other = !strcmp(d->row->sort, "party") && !shares_word(d->words, key) && strlen(d->e.name) < PHRASE_KEY - 8;
    return side_of_row(f, d->row, other ? d->e.name : name);
}

static bool within(const char *words, const char *key)
{
    size_t n = strlen(words);
    for (const char *at = strstr(key, words); n && at; at = strstr(at + 1, words))
        if ((at == key || at[-1] == ' ') && (!at[n] || at[n] == ' '))
            return true;
    return false;
}

static bool of_country(const struct draft *d, const struct draft *other)
{
    return d->e.country && other->e.country && !strcmp(d->e.country, other->e.country) && armed(d->e.sectors) == armed(other->e.sectors);
}

/* The body that a title names: "Taliban spokesman Zabihullah Mujahid". */
static const char *from_words(const struct finder *f, uint32_t entity)
{
    char key[PHRASE_KEY];
    for (uint32_t m = 0; m < f->mention.n; m++) {
        struct dl_span s = f->mention.at[m].span;
        if (f->mention.at[m].entity != entity || f->mention.at[m].kind > DL_MENTION_nominal || s.end - s.start > PHRASE_KEY / 2)
            continue;
        utf8_key(f->art->text + s.start, s.end - s.start, key, sizeof key);
        for (uint32_t i = far_entity(f); i < f->draft.n; i++) {
            const struct draft *d = &f->draft.at[i];
            if (i != entity && d->e.side && has_side(d->row) && of_country(d, &f->draft.at[entity]) && (within(d->words, key) || (d->alias && within(d->alias, key))))
                return d->e.side;
        }
    }
    return NULL;
}

/* The only armed group of the country that the article names; none if it also speaks of rebels by no name. */
static const char *only_group(const struct finder *f, const struct draft *of, bool *nameless)
{
    const char *found = NULL;
    bool many = false;
    *nameless = false;
    for (uint32_t i = far_entity(f); i < f->draft.n; i++) {
        const struct draft *d = &f->draft.at[i];
        if (d->e.kind == DL_ENTITY_person || d->same || !armed(d->e.sectors) || !of_country(d, of))
            continue;
        *nameless |= !d->e.side && d != of;
        many |= d->e.side && found && strcmp(found, d->e.side);
        found = d->e.side && has_side(d->row) ? d->e.side : found;
    }
    return many ? NULL : found;
}

/* "Sinn Fein president", "Ulster Unionist leader", "FARC": the body that the words begin with. */
static const char *from_start(struct finder *f, const struct draft *d, const char *words, size_t n)
{
    char key[PHRASE_KEY], longer[PHRASE_KEY + 8];
    struct known known;
    if (n >= PHRASE_KEY - 8)
        return NULL;
    utf8_key(words, n, key, sizeof key);
    for (char *end = key + strlen(key); end > key; end--) {
        if (*end && *end != ' ')
            continue;
        *end = 0;
        snprintf(longer, sizeof longer, "%s party", key);
        for (const char *name = key; name; name = name == key ? longer : NULL)
            if (knowledge_key(f->t->k, name, 1u << KNOWN_GROUP, d->e.country, f->day, &known) && d->e.country && !strncmp(known.code, d->e.country, 3))
                return side_of_row(f, known.row, known.row->name);
    }
    return NULL;
}

/* By the office that the tables or the article give. */
static const char *from_office(struct finder *f, uint32_t entity)
{
    const struct draft *d = &f->draft.at[entity];
    const char *side = d->e.office ? from_start(f, d, d->e.office, strlen(d->e.office)) : NULL;
    for (uint32_t m = 0; m < f->mention.n && !side && !armed(d->e.sectors); m++) {
        struct dl_span s = f->mention.at[m].span;
        if (f->mention.at[m].entity == entity && f->mention.at[m].kind <= DL_MENTION_nominal)
            side = from_start(f, d, f->art->text + s.start, s.end - s.start);
    }
    return side;
}

void sides_find(struct finder *f)
{
    for (uint32_t i = 0; i < f->draft.n; i++)
        f->draft.at[i].e.side = side_of_body(f, &f->draft.at[i]);
    service_find(f);
    for (uint32_t i = 0; i < f->draft.n; i++) {
        struct draft *d = &f->draft.at[i];
        bool rebel = armed(d->e.sectors), nameless;
        if (d->e.side || d->same || !d->e.country || d->e.kind == DL_ENTITY_country || !(rebel || partisan(d->e.sectors)))
            continue;
        d->e.side = from_words(f, i);
        const char *one = !d->e.side && rebel ? only_group(f, d, &nameless) : NULL;
        if (one)
            d->e.side = one;
        else if (!d->e.side && d->e.kind == DL_ENTITY_person && !(rebel && nameless))
            d->e.side = from_office(f, i);
    }
}
