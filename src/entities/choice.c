/* entities/choice.c: of all rows that a key leads to, the one that holds on the day. */
#include "entities/choice.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/banned.h"

static bool of_petrarch(const struct known_row *row) { return row->kind == KNOWN_GROUP && strcmp(row->sort, KNOWN_PETRARCH) == 0; }

/* A dictionary's default stands behind everything that is dated. */
static enum known_term term_on(const struct known_row *row, int32_t day)
{
    if (of_petrarch(row) && row->first_day == INT32_MIN && row->last_day == INT32_MAX)
        return KNOWN_AFTER;
    if (day == DL_NO_DAY)
        return KNOWN_DURING;
    return day > row->last_day ? KNOWN_AFTER : day < row->first_day ? KNOWN_BEFORE : KNOWN_DURING;
}

/* The name of a state goes before all others; its other words before people and after groups: "Palestinian Authority" is a
 * government first. Towns go last. */
static int order(const struct choice *c)
{
    if (c->row->kind != KNOWN_COUNTRY)
        return 2 * c->row->kind;
    if (c->own && (strcmp(c->row->sort, "state") == 0 || strcmp(c->row->sort, "territory") == 0))
        return -1;
    return c->form == FORM_CAPITAL ? 2 * KNOWN_AGENT + 1 : 2 * KNOWN_GROUP + 1;
}

/* > 0 if a is the better reading: of the country asked for, in office, a user's table before ours before a dictionary's, its first name, printed so, a kind with
 * a country, the latest term, the higher office. */
static int better(const struct choice *a, const struct choice *b)
{
    if (!b->row)
        return 1;
    if (a->near != b->near)
        return a->near ? 1 : -1;
    if (a->term != b->term)
        return a->term > b->term ? 1 : -1;
    if (a->layer != b->layer)
        return a->layer > b->layer ? 1 : -1;
    if (a->row->kind == KNOWN_GROUP && b->row->kind == KNOWN_GROUP && a->own != b->own)
        return a->own ? 1 : -1;
    if (a->how != b->how)
        return a->how > b->how ? -1 : 1;
    if (order(a) != order(b))
        return order(a) < order(b) ? 1 : -1;
    if (a->term == KNOWN_DURING && a->row->rank != b->row->rank)
        return a->row->rank < b->row->rank ? 1 : -1;
    if (a->term == KNOWN_AFTER && a->row->last_day != b->row->last_day)
        return a->row->last_day > b->row->last_day ? 1 : -1;
    return a->row->first_day > b->row->first_day ? 1 : -1;
}

/* A post of an international organization is held by somebody of some country: "Javier Solana" is one man. */
static bool international(const char *code)
{
    static const char *const classes[] = {"IGO", "NGO", "EUR", "IMG", "MNC", "INT"};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strncmp(code, classes[i], 3) == 0)
            return true;
    return false;
}

/* Two men of one name in two countries, and the day tells neither from the other. Terms that only touch are one man's. */
static bool rivals(const struct choice *a, const struct choice *b)
{
    if (!b->row || a->row->kind != KNOWN_PERSON || b->row->kind != KNOWN_PERSON || a->term != b->term || a->how != b->how || a->near != b->near
        || (a->term == KNOWN_AFTER && a->how != SHORTENED) || strcmp(a->row->code, b->row->code) == 0)
        return false;
    if (a->how < SHORTENED && (international(a->row->code) || international(b->row->code)))
        return false;
    int64_t last = a->row->last_day < b->row->last_day ? a->row->last_day : b->row->last_day;
    int64_t first = a->row->first_day > b->row->first_day ? a->row->first_day : b->row->first_day;
    return a->how >= SHORTENED || a->term != KNOWN_DURING || last - first > 366;
}

static bool fits(const struct wanted *w, const struct known_row *row, const struct layer_entry *e)
{
    if (!(w->kinds >> row->kind & 1) || (e->how == SURNAME) != w->surname || (e->capitals && !w->capitals))
        return false;
    if (of_petrarch(row) && (w->day < row->first_day || w->day > row->last_day) && w->day != DL_NO_DAY)
        return false;              /* outside all its dates a dictionary says nothing */
    return !w->surname || (term_on(row, w->day) == KNOWN_DURING && (!w->near || strcmp(row->code, w->near) == 0)
                           && (!w->role || strcmp(row->role, w->role) == 0));
}

static void weigh(const struct knowledge *k, uint32_t at, const struct layer_entry *e, const struct wanted *w, struct choice *best)
{
    const struct layer *l = &k->layer[at];
    uint32_t first = layer_first_row(l, e);
    for (uint32_t r = first == NONE ? NONE : first + l->first_row, next; r != NONE; r = next) {
        const struct known_row *row = knowledge_row(k, r);
        next = row->next;
        if (!fits(w, row, e))
            continue;
        if (w->in_text && w->loose == SHORTENED && e->how == SHORTENED)
            continue;              /* "Casimir Ondo Mba" is no Casimir Oye Mba: words may be left out of one name, not of both */
        struct choice c = {row, term_on(row, w->day), e->how > w->loose ? e->how : w->loose, e->form, (uint8_t)(at && at == k->petrarch ? 0 : at + 1), false,
                           w->near && row->code && strncmp(row->code, w->near, 3) == 0, (row->kind == KNOWN_GROUP || row->kind == KNOWN_COUNTRY) && e->own};
        bool torn = w->surname ? best->row && strcmp(best->row->name, row->name) != 0 : rivals(&c, best);
        bool was = best->torn;
        if (better(&c, best) > 0)
            *best = c;
        best->torn = was | torn;
    }
}

struct choice choice_best(const struct knowledge *k, const struct wanted *w)
{
    struct choice best = {0};
    uint32_t h = layer_hash(w->key);
    for (uint32_t at = 0; at < k->n_layers; at++) {
        const struct layer *l = &k->layer[at];
        for (uint32_t i = layer_entries(l, h); i != NONE; i = layer_entry_after(l, i))
            if (l->entry[i].hash == h && strcmp(layer_text(l, l->entry[i].key), w->key) == 0)
                weigh(k, at, &l->entry[i], w, &best);
    }
    return best;
}

/* A party or army that is no more has no offices of state left: its country and the rest of its code. */
static void write_group(const struct choice *c, char out[32])
{
    const char *code = c->row->code;
    size_t n = 0;
    for (size_t i = 0; code[i] && n + 4 < 32; i += 3) {
        bool state = i > 0 && !of_petrarch(c->row) && (!memcmp(code + i, "GOV", 3) || !memcmp(code + i, "MIL", 3) || !memcmp(code + i, "LEG", 3));
        if (c->term == KNOWN_DURING || !state) {
            memcpy(out + n, code + i, 3);
            n += 3;
        }
    }
    out[n] = 0;
}

void choice_write(const struct choice *c, struct known *out)
{
    const struct known_row *row = c->row;
    const char *sectors = c->term == KNOWN_DURING ? row->sectors : c->term == KNOWN_AFTER ? "ELI" : "";
    if (row->kind == KNOWN_AGENT)
        snprintf(out->code, sizeof out->code, "~%s", row->sectors);
    else if (row->kind == KNOWN_GROUP)
        write_group(c, out->code);
    else
        snprintf(out->code, sizeof out->code, "%s%s", row->code, row->kind == KNOWN_PERSON ? sectors : "");
    out->row = row;
    out->term = of_petrarch(row) ? KNOWN_DURING : (uint8_t)c->term;
    out->form = c->form;
    out->surname = false;
}

static bool take(const struct choice *c, struct known *out)
{
    if (!c->row || c->torn || (c->row->code && !*c->row->code))
        return false;              /* the null code: known, and nobody */
    choice_write(c, out);
    return true;
}

static bool in_capitals(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] >= 'a' && s[i] <= 'z')
            return false;
    return true;
}

static bool find_near(const struct knowledge *k, const char *name, size_t n, const char *near, int32_t day, bool in_text, struct known *out)
{
    char form[NAME_FORMS + 3][NAME_KEY];
    uint32_t respelled = name_forms(&k->particles, name, n, true, form);
    uint32_t forms = respelled + name_short(&k->particles, name, n, form + respelled);
    for (uint32_t i = 0; i < forms; i++) {
        uint8_t loose = i >= respelled ? SHORTENED : i > 0 ? RESPELLED : AS_PRINTED;
        struct choice c = choice_best(k, &(struct wanted){.key = form[i], .near = near, .kinds = UINT32_MAX, .day = day, .loose = loose, .capitals = in_capitals(name, n), .in_text = in_text});
        if (!c.row || (i >= respelled && c.row->kind != KNOWN_PERSON))
            continue;
        return take(&c, out);
    }
    return false;
}

bool knowledge_find(const struct knowledge *k, const char *name, size_t n, int32_t day, struct known *out)
{
    return find_near(k, name, n, NULL, day, true, out);
}

bool knowledge_key(const struct knowledge *k, const char *key, uint32_t kinds, const char *near, int32_t day, struct known *out)
{
    struct choice c = choice_best(k, &(struct wanted){.key = key, .near = near, .kinds = kinds, .day = day});
    return take(&c, out);
}

bool knowledge_surname(const struct knowledge *k, const char *key, const char *role, const char *country, int32_t day, struct known *out)
{
    struct choice c = choice_best(k, &(struct wanted){.key = key, .near = country, .role = role, .kinds = 1u << KNOWN_PERSON, .day = day, .surname = true});
    return take(&c, out);
}

static bool leads(const struct known *found)
{
    return strcmp(found->row->role, "HOS") == 0 || strcmp(found->row->role, "HOG") == 0 || strcmp(found->row->role, "LEADER") == 0;
}

bool knowledge_ask(const struct knowledge *k, const char *name, size_t n, const char *country, int32_t day, struct known *out)
{
    char key[NAME_KEY];
    bool found = find_near(k, name, n, country, day, false, out);
    if (found && (!country || !out->row->code || strncmp(out->row->code, country, 3) == 0))
        return true;
    utf8_key(name, n, key, sizeof key);
    if (!country || !*key || !knowledge_surname(k, key, NULL, country, day, out)) {
        if (found || knowledge_phrase(k, name, n, day, out))
            return true;
        if (country || !*key || !knowledge_surname(k, key, NULL, NULL, day, out) || !leads(out))
            return false;
    }
    out->surname = true;
    return true;
}

const struct known_row *knowledge_bearer(const struct knowledge *k, const char *key, struct bearer *b)
{
    uint32_t h = layer_hash(key);
    for (;;) {
        if (b->row) {
            const struct known_row *row = knowledge_row(k, b->row - 1);
            b->row = row->next == NONE ? 0 : row->next + 1;
            return row;
        }
        if (b->layer == k->n_layers)
            return NULL;
        const struct layer *l = &k->layer[b->layer];
        uint32_t at = b->entry ? b->entry - 1 : layer_entries(l, h);
        while (at != NONE && !(l->entry[at].hash == h && l->entry[at].how == SURNAME && strcmp(layer_text(l, l->entry[at].key), key) == 0))
            at = layer_entry_after(l, at);
        uint32_t first = at == NONE ? NONE : layer_first_row(l, &l->entry[at]), next = at == NONE ? NONE : layer_entry_after(l, at);
        if (first != NONE)
            b->row = first + l->first_row + 1;
        b->layer += next == NONE;
        b->entry = next == NONE ? 0 : next + 1;
    }
}

const struct known_row *knowledge_holder(const struct knowledge *k, const char *key, struct bearer *b)
{
    uint32_t h = layer_hash(key);
    for (; b->layer < k->n_layers; b->layer++, b->entry = 0) {
        const struct layer *l = &k->layer[b->layer];
        for (uint32_t at = b->entry ? layer_holder_after(l, b->entry - 1) : layer_holders(l, h); at != NONE; at = layer_holder_after(l, at))
            if (l->holder[at].row < l->head->n_rows && strcmp(layer_text(l, l->holder[at].key), key) == 0) {
                b->entry = at + 1;
                return knowledge_row(k, l->holder[at].row + l->first_row);
            }
    }
    return NULL;
}

const struct known_row *knowledge_compatriot(const struct knowledge *k, const char *country, struct bearer *b)
{
    uint32_t h = layer_hash(country);
    for (; b->layer < k->n_layers; b->layer++, b->row = 0) {
        const struct layer *l = &k->layer[b->layer];
        for (uint32_t at = b->row ? layer_person_after(l, b->row - 1) : layer_people(l, h); at != NONE; at = layer_person_after(l, at))
            if (strcmp(layer_text(l, l->row[at].code), country) == 0) {
                b->row = at + 1;
                return knowledge_row(k, at + l->first_row);
            }
    }
    return NULL;
}
