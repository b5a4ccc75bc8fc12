/* entities/phrase.c: noun phrases: where they begin and end, their name, agent noun, country and owner. */
#include "entities/finder.h"

#include <string.h>

#include "base/utf8.h"
#include "base/banned.h"

#define TOK(i) (&f->art->token[i])

/* Children, siblings and ends of subtrees of all tokens. */
void phrase_tree(struct finder *f)
{
    int32_t n = (int32_t)f->art->n_tokens;
    f->child = arena_take(f->a, (size_t)n + 1, sizeof *f->child);
    f->sibling = arena_take(f->a, (size_t)n + 1, sizeof *f->sibling);
    f->left = arena_take(f->a, (size_t)n + 1, sizeof *f->left);
    f->right = arena_take(f->a, (size_t)n + 1, sizeof *f->right);
    for (int32_t i = 0; i < n; i++) {
        f->child[i] = f->sibling[i] = -1;
        f->left[i] = f->right[i] = i;
    }
    for (int32_t i = n - 1; i >= 0; i--)
        if (TOK(i)->head >= 0) {
            f->sibling[i] = f->child[TOK(i)->head];
            f->child[TOK(i)->head] = i;
        }
    for (int32_t i = 0; i < n; i++)
        for (int32_t h = TOK(i)->head, deep = 0; h >= 0 && deep < 200; h = TOK(h)->head, deep++) {
            f->left[h] = i < f->left[h] ? i : f->left[h];
            f->right[h] = i > f->right[h] ? i : f->right[h];
        }
}

const char *phrase_key(const struct finder *f, int32_t first, int32_t last, char out[PHRASE_KEY])
{
    uint32_t from = TOK(first)->span.start, to = TOK(last)->span.end;
    out[0] = 0;
    if (to > from && to - from < PHRASE_KEY - 8)
        utf8_key(f->art->text + from, to - from, out, PHRASE_KEY);
    return out;
}

const char *phrase_text(const struct finder *f, int32_t first, int32_t last)
{
    uint32_t from = TOK(first)->span.start, to = TOK(last)->span.end;
    char *s = arena_text(f->a, f->art->text + from, to - from);
    for (char *c = s; *c; c++)
        *c = *c == '\n' || *c == '\r' || *c == '\t' ? ' ' : *c;
    return s;
}

static bool capital(const struct finder *f, int32_t i)
{
    uint32_t len, at = TOK(i)->span.start;
    return at < f->art->n && utf8_is_upper(utf8_decode(f->art->text + at, f->art->n - at, &len));
}

bool phrase_is(const struct finder *f, int32_t i, enum word_class class)
{
    char key[PHRASE_KEY];
    return lexicon_word(f->t, phrase_key(f, i, i, key), class) != NULL;
}

bool phrase_has(const struct finder *f, int32_t first, int32_t last, enum word_class class)
{
    for (int32_t i = first; i <= last; i++)
        if (phrase_is(f, i, class))
            return true;
    return false;
}

/* Relations of words that stand inside somebody else's noun phrase. */
static bool inner(uint8_t rel)
{
    switch (rel) {
    case DL_REL_flat: case DL_REL_compound: case DL_REL_nmod_desc: case DL_REL_fixed: case DL_REL_goeswith:
    case DL_REL_amod: case DL_REL_nummod: case DL_REL_det: case DL_REL_det_predet: case DL_REL_case: case DL_REL_punct:
        return true;
    default:
        return false;
    }
}

bool phrase_is_head(const struct finder *f, int32_t i)
{
    uint8_t pos = TOK(i)->upos, rel = TOK(i)->rel;
    if (pos != DL_NOUN && pos != DL_PROPN && pos != DL_ADJ && pos != DL_NUM && pos != DL_X && pos != DL_DET && pos != DL_VERB)
        return false;
    for (int32_t h = i, deep = 0; rel == DL_REL_conj && TOK(h)->head >= 0 && deep < 20; deep++) {
        h = TOK(h)->head;
        rel = TOK(h)->rel;
        if (rel == DL_REL_flat || rel == DL_REL_fixed)
            break;
    }
    if (inner(rel))
        return false;
    return pos == DL_NOUN || pos == DL_PROPN || pos == DL_X || (pos != DL_VERB && rel != DL_REL_advmod && rel != DL_REL_root && rel != DL_REL_cop);
}

bool phrase_under(const struct finder *f, int32_t i, enum word_class class)
{
    for (int32_t c = f->child[i]; c >= 0; c = f->sibling[c])
        if (TOK(c)->rel == DL_REL_case && phrase_is(f, c, class))
            return true;
    return false;
}

static bool plural(const struct finder *f, int32_t i)
{
    return TOK(i)->xpos && (strcmp(TOK(i)->xpos, "NNS") == 0 || strcmp(TOK(i)->xpos, "NNPS") == 0);
}

/* ---- extent ------------------------------------------------------------------------------- */

static bool premodifier(uint8_t rel)
{
    switch (rel) {
    case DL_REL_det: case DL_REL_det_predet: case DL_REL_amod: case DL_REL_compound: case DL_REL_nummod: case DL_REL_nmod_poss:
    case DL_REL_nmod_desc: case DL_REL_flat: case DL_REL_nmod: case DL_REL_goeswith:
        return true;
    default:
        return false;
    }
}

static bool comma_between(const struct finder *f, int32_t from, int32_t to)
{
    for (int32_t i = from; i < to; i++)
        if (TOK(i)->upos == DL_PUNCT && strchr(",;:()", TOK(i)->form[0]))
            return true;
    return false;
}

/* The last of the words that continue a name, and of those that continue them. */
static int32_t flat_end(const struct finder *f, int32_t i)
{
    int32_t end = i;
    for (int32_t c = f->child[i]; c >= 0; c = f->sibling[c])
        if (c > end && TOK(c)->rel == DL_REL_flat && !comma_between(f, i, c))
            end = flat_end(f, c);
    return end;
}

/* "at least 20", "as many as 20": it leads up to a number. */
static bool before_number(const struct finder *f, int32_t i)
{
    int32_t h = i;
    for (int up = 0; up < 3 && h >= i && TOK(h)->rel != DL_REL_nummod; up++)
        h = TOK(h)->head;
    return h > i && TOK(h)->rel == DL_REL_nummod;
}

/* Words that can stand before a phrase, and not begin one. */
static bool outside(const struct finder *f, int32_t i)
{
    uint8_t pos = TOK(i)->upos;
    return pos == DL_PUNCT || pos == DL_ADP || pos == DL_SCONJ || pos == DL_CCONJ || pos == DL_AUX || TOK(i)->rel == DL_REL_cc
        || (pos == DL_VERB && TOK(i)->rel != DL_REL_amod) || (pos == DL_PRON && TOK(i)->rel != DL_REL_nmod_poss && TOK(i)->rel != DL_REL_det);
}

/* "Institute of Volcanology and Seismology": the capitals that belong to the name of a body. */
static bool in_date(const struct finder *f, int32_t i)
{
    for (uint32_t k = 0; k < f->art->n_times && f->art->time[k].span.start <= TOK(i)->span.start; k++)
        if (f->art->time[k].span.end >= TOK(i)->span.end)
            return true;
    return false;
}

static bool starts_person(const struct finder *f, int32_t i)
{
    int32_t h = f->hit_at[i];
    return phrase_is(f, i, WORD_given) || (h >= 0 && f->hit.at[h].known.row && f->hit.at[h].known.row->kind == KNOWN_PERSON);
}

static int32_t named_of(const struct finder *f, int32_t last)
{
    char key[PHRASE_KEY];
    int32_t n = (int32_t)f->art->n_tokens;
    phrase_key(f, last, last, key);
    if (!capital(f, last) || f->hit_at[last] >= 0 || !(lexicon_word(f->t, key, WORD_orgnoun) || lexicon_word(f->t, key, WORD_institution)))
        return last;
    for (int32_t i = last + 1; i + 1 < n && i < last + 10; i++) {
        bool small = TOK(i)->upos == DL_ADP && phrase_is(f, i, WORD_small) && !phrase_is(f, i, WORD_inside);
        small |= TOK(i)->upos == DL_CCONJ && last > 0 && TOK(i + 1)->rel == DL_REL_conj && TOK(i + 1)->head < i && capital(f, i + 1);
        if (!small || in_date(f, i + 1))
            break;
        i += TOK(i + 1)->upos == DL_DET;
        if (i + 1 >= n || !capital(f, i + 1) || TOK(i + 1)->upos == DL_PRON || (f->hit_at[i + 1] >= 0 && !f->hit.at[f->hit_at[i + 1]].land))
            break;
        while (i + 1 < n && capital(f, i + 1) && !starts_person(f, i + 1) && (TOK(i + 1)->upos == DL_PROPN || TOK(i + 1)->upos == DL_NOUN || TOK(i + 1)->upos == DL_ADJ))
            i++;
        last = i;
    }
    return last;
}

static void extent(const struct finder *f, struct phrase *p)
{
    p->first = p->last = p->head;
    for (int32_t c = f->child[p->head]; c >= 0; c = f->sibling[c]) {
        uint8_t rel = TOK(c)->rel;
        struct known title;
        bool before = premodifier(rel) || (rel == DL_REL_nmod_unmarked && c + 1 == p->head && gazetteer_agent(f, c, c, &title));
        if (c < p->head && before && f->left[c] < p->first && !(rel == DL_REL_nmod && comma_between(f, c, p->head)))
            p->first = f->left[c];
        if (c > p->head && (rel == DL_REL_flat || rel == DL_REL_goeswith || rel == DL_REL_compound) && !comma_between(f, p->head, c))
            p->last = flat_end(f, c) > p->last ? flat_end(f, c) : p->last;
    }
    while (p->first < p->head && outside(f, p->first) && !before_number(f, p->first))
        p->first++;
    p->last = named_of(f, p->last);
    int32_t h = f->hit_at[p->head];
    if (h >= 0) {
        p->first = f->hit.at[h].first < p->first ? f->hit.at[h].first : p->first;
        p->last = f->hit.at[h].last > p->last ? f->hit.at[h].last : p->last;
    }
}

/* ---- agent noun --------------------------------------------------------------------------- */

enum { MAX_NOUN = 6 };

/* The longest agent phrase that ends with the token; -1 or its first token. */
static int32_t agent_ending(const struct finder *f, int32_t from, int32_t last, struct known *out)
{
    for (int32_t i = last - MAX_NOUN + 1 > from ? last - MAX_NOUN + 1 : from; i <= last; i++) {
        int32_t hit = f->hit_at[i];
        if (hit >= 0 && f->hit.at[hit].land)
            continue;
        bool letters = !TOK(i)->form[strcspn(TOK(i)->form, "aeiouyAEIOUY")];      /* "PM"; not the time, "pm" */
        if (i == last && (TOK(i)->upos == DL_ADJ || TOK(i)->upos == DL_ADV || ((letters || strchr(TOK(i)->form, '.')) && !capital(f, i))))
            continue;
        if (gazetteer_agent(f, i, last, out))
            return i;
    }
    return -1;
}

/* "minister of foreign affairs", "secretary of state": the noun with what hangs on "of". */
static bool agent_with_of(const struct finder *f, struct phrase *p, int32_t noun)
{
    for (int32_t c = f->child[noun]; c >= 0; c = f->sibling[c]) {
        if (c < noun || TOK(c)->rel != DL_REL_nmod || !phrase_under(f, c, WORD_portfolio) || f->right[c] - noun > 6)
            continue;
        const int32_t ends[2] = {f->right[c], c};
        for (int e = 0; e < 2; e++)
            for (int32_t i = noun - 2 > p->first ? noun - 2 : p->first; i <= noun; i++)
                if (gazetteer_agent(f, i, ends[e], &p->noun)) {
                    p->noun_first = i;
                    p->noun_last = ends[e];
                    return true;
                }
    }
    return false;
}

static void agent(const struct finder *f, struct phrase *p)
{
    if (agent_with_of(f, p, p->head))
        return;
    int32_t i = agent_ending(f, p->first, p->head, &p->noun);
    if (i >= 0) {
        p->noun_first = i;
        p->noun_last = p->head;
    }
}

/* The title before a name: an agent phrase or an honorific that ends in [first, last). Returns the last token of it or -1. */
static int32_t title(const struct finder *f, struct phrase *p, int32_t last)
{
    int32_t end = -1;
    for (int32_t e = last - 1; e >= p->first && end < 0; e--) {
        if (TOK(e)->upos == DL_PUNCT && strchr(",;:()\"", TOK(e)->form[0]))
            break;
        struct known noun;
        int32_t i = agent_ending(f, p->first, e, &noun);
        if (i < 0 || noun.row->sectors == NULL)
            continue;
        if (TOK(i)->upos == DL_ADJ && i == e)
            continue;
        end = e;
        p->noun_first = i;
        p->noun_last = e;
        p->noun = noun;
        p->title = true;
    }
    for (int32_t e = last - 1; e >= p->first && e > end; e--) {
        char key[PHRASE_KEY];
        const struct word *w = lexicon_word(f->t, phrase_key(f, e, e, key), WORD_honorific);
        if (w) {
            p->gender = w->gender ? w->gender : p->gender;
            p->honorific = true;
            return e;
        }
    }
    return end;
}

/* ---- name --------------------------------------------------------------------------------- */

static bool name_part(const struct finder *f, int32_t i)
{
    if (capital(f, i))
        return TOK(i)->upos != DL_PRON && TOK(i)->upos != DL_DET && TOK(i)->upos != DL_ADP;
    if (TOK(i)->upos == DL_PUNCT)
        return TOK(i)->form[0] == '-' || TOK(i)->form[0] == '\'' || TOK(i)->form[0] == '.';
    return TOK(i)->upos == DL_PROPN;
}

static bool has_flat(const struct finder *f, int32_t h)
{
    for (int32_t c = f->child[h]; c >= 0; c = f->sibling[c])
        if (TOK(c)->rel == DL_REL_flat)
            return true;
    return false;
}

/* "Disaster Risk Reduction and Management Council" */
static bool joins(const struct finder *f, int32_t i, int32_t first, bool person)
{
    return !person && i > first && TOK(i)->upos == DL_CCONJ && capital(f, i - 1) && f->hit_at[i - 1] < 0 && name_part(f, i - 1);
}

static void name(const struct finder *f, struct phrase *p)
{
    int32_t hit = f->hit_at[p->head];
    if (hit >= 0) {
        p->name_first = f->hit.at[hit].first;
        p->name_last = f->hit.at[hit].last;
        if (f->hit.at[hit].known.row && f->hit.at[hit].known.row->kind == KNOWN_PERSON) {
            if (p->name_first > p->first)
                title(f, p, p->name_first);
            p->first = p->title || p->honorific ? p->first : p->name_first;
        }
        if (!has_flat(f, p->head) || p->last <= p->name_last)
            return;
        if (f->hit.at[hit].land && p->name_last + 1 < p->last) {   /* "ambassador to Germany Richard Grenell" */
            p->head = p->first = p->name_first = p->name_last + 1;
            p->name_last = p->last;
            return;
        }
    } else if (TOK(p->head)->upos != DL_PROPN && TOK(p->head)->upos != DL_X && !(capital(f, p->head) && has_flat(f, p->head))) {
        return;
    }
    bool person = has_flat(f, p->head);
    int32_t from = p->head;
    while (from > p->first && (name_part(f, from - 1) || joins(f, from - 1, p->first, person))) {
        int32_t h = f->hit_at[from - 1];
        if (person && h >= 0 && (!f->hit.at[h].known.row || f->hit.at[h].known.row->kind != KNOWN_PERSON))
            break;
        from--;
    }
    while (from < p->head && TOK(from)->upos == DL_PUNCT)
        from++;
    int32_t end = title(f, p, p->last + (p->last == p->head ? 0 : 1));
    while (end >= p->last)
        end = p->last - 1;
    p->name_first = end >= from ? end + 1 : from;
    p->name_last = p->last;
    if (p->name_first < p->name_last && TOK(p->name_first)->upos == DL_PUNCT)
        p->name_first++;
    bool owned = false;            /* "Amnesty's Philip Luther" */
    for (int32_t c = f->child[p->head]; c >= 0; c = f->sibling[c])
        owned |= TOK(c)->rel == DL_REL_nmod_poss && c < p->name_first;
    if (person && !p->title && !p->honorific && !owned)
        p->first = p->name_first;
    if (f->hit_at[p->name_first] >= 0 && f->hit.at[f->hit_at[p->name_first]].land && person && p->name_first < p->name_last)
        p->head = p->first = ++p->name_first;              /* "Ethiopians Dejene Debela" */
    bool joined = p->name_last > p->name_first && TOK(p->name_last - 1)->form[0] == '-';
    if (!capital(f, p->name_last) && !joined && strncmp(TOK(p->name_last)->form, "al-", 3) != 0)
        p->name_first = p->name_last = -1;
    else if (gazetteer_agent(f, p->name_first, p->name_last, &p->noun)) {       /* "Former US Ambassador" */
        p->noun_first = p->name_first;
        p->noun_last = p->name_last;
        p->name_first = p->name_last = -1;
    }
}

/* ---- whose -------------------------------------------------------------------------------- */

bool phrase_bound_away(const struct finder *f, const struct hit *h)
{
    int32_t i = h->last + 2;
    if (i >= (int32_t)f->art->n_tokens || TOK(i - 1)->form[0] != '-' || f->hit_at[i] >= 0)
        return false;
    return (TOK(i)->upos == DL_VERB || TOK(i)->upos == DL_ADJ) && !phrase_is(f, i, WORD_bond);
}

static void modifier(const struct finder *f, struct phrase *p, int32_t hit, bool weak)
{
    const struct hit *h = &f->hit.at[hit];
    if (phrase_bound_away(f, h))
        return;
    if (h->first > 0 && phrase_is(f, h->first - 1, WORD_ethnic))
        return;                    /* "ethnic Albanians" live elsewhere */
    bool people = h->known.row && strlen(h->known.code) == 6 && strcmp(h->known.code + 3, "CVL") == 0 && !entity_is_sector(h->known.code);
    if (people && !p->country) {
        p->country = arena_text(f->a, h->known.code, 3);
    } else if (h->land) {
        if (!p->country)
            p->country = h->land;
    } else if (h->known.row && h->known.row->kind != KNOWN_PERSON && !p->principal && !weak) {
        p->principal = h->known.code;
    }
}

/* The capital after a known name makes it part of another: "Amazon Research Institute". */
static bool goes_on(const struct finder *f, const struct phrase *p, int32_t i)
{
    return capital(f, i) && f->hit_at[i] < 0 && !(p->noun_first >= 0 && i >= p->noun_first) && i != p->name_first && i != p->head;
}

/* "president of Russia", "spokesman for the Taliban", "police in Colombia" */
static void owned_by(const struct finder *f, struct phrase *p, int32_t top)
{
    for (int32_t c = f->child[top]; c >= 0; c = f->sibling[c]) {
        if (c <= top || (TOK(c)->rel != DL_REL_nmod && TOK(c)->rel != DL_REL_nmod_poss))
            continue;
        int32_t h = f->hit_at[c];
        bool person = h >= 0 && f->hit.at[h].known.row && f->hit.at[h].known.row->kind == KNOWN_PERSON;
        if (person && phrase_under(f, c, WORD_belongs))
            p->owner = p->owner < 0 ? c : p->owner;        /* "a spokesman for President Hamid Karzai" */
        else if (h >= 0 && phrase_under(f, c, WORD_belongs))
            modifier(f, p, h, false);
        else if (h >= 0 && f->hit.at[h].land && phrase_under(f, c, WORD_inside) && !p->country && !(p->principal && strncmp(p->principal, "IGO", 3) == 0))
            modifier(f, p, h, true);                           /* "UN peacekeepers in Syria" are the UN's */
        else if (h < 0 && phrase_under(f, c, WORD_to) && TOK(c)->upos == DL_PROPN && phrase_is(f, p->head, WORD_rule))
            p->owner = p->owner < 0 ? c : p->owner;        /* "an aide to Barak" */
        else if (h < 0 && phrase_under(f, c, WORD_belongs) && !p->country && p->noun_first >= 0) {
            for (int32_t i = f->left[c]; i < c; i++)        /* "spokesman for the Russian army" */
                if (f->hit_at[i] >= 0 && !p->country)
                    modifier(f, p, f->hit_at[i], false);
            if (!p->country && !p->principal && TOK(c)->upos == DL_PROPN)
                p->owner = p->owner < 0 ? c : p->owner;
        }
    }
}

static void owners(const struct finder *f, struct phrase *p)
{
    int32_t until = p->name_first >= 0 ? p->name_first : p->head;
    for (int32_t i = p->first; i < until; i++) {
        if (p->noun_first >= 0 && i >= p->noun_first && i <= p->noun_last && i > p->noun_first)
            continue;
        int32_t hit = f->hit_at[i];
        if (hit >= 0 && f->hit.at[hit].last < until && (f->hit.at[hit].land || !goes_on(f, p, f->hit.at[hit].last + 1)))
            modifier(f, p, hit, false);
        if (TOK(i)->upos == DL_PRON && TOK(i)->rel == DL_REL_nmod_poss)
            p->owner = i;
        else if (p->owner < 0 && TOK(i)->upos == DL_NOUN && TOK(i)->rel == DL_REL_nmod_poss && TOK(i)->head == p->head)
            p->owner = i;          /* "the president's office" */
        else if (p->owner < 0 && TOK(i)->upos == DL_PROPN && (TOK(i)->rel == DL_REL_compound || TOK(i)->rel == DL_REL_nmod_poss)
                 && (f->hit_at[i] < 0 || (f->hit.at[f->hit_at[i]].known.row && f->hit.at[f->hit_at[i]].known.row->kind == KNOWN_PERSON)))
            p->owner = i;
    }
    owned_by(f, p, p->head);
    if (p->title && p->noun_last >= 0 && p->noun_last != p->head)
        owned_by(f, p, p->noun_last);
}
/* "guerrillas operating in Macedonia" */
static void where_they_are(const struct finder *f, struct phrase *p)
{
    for (int32_t c = f->child[p->head]; c >= 0 && !p->country && !p->principal; c = f->sibling[c])
        for (int32_t o = TOK(c)->rel == DL_REL_acl ? f->child[c] : -1; o >= 0; o = f->sibling[o])
            if (TOK(o)->rel == DL_REL_obl && f->hit_at[o] >= 0 && f->hit.at[f->hit_at[o]].land && phrase_under(f, o, WORD_inside))
                modifier(f, p, f->hit_at[o], true);
}

/* "Israeli helicopters and tanks": the second noun has what stands before the first, if nothing stands before it. */
static void shared(const struct finder *f, struct phrase *p)
{
    int32_t first = TOK(p->head)->head;
    if (TOK(p->head)->rel != DL_REL_conj || first < 0 || p->country || p->principal || p->owner >= 0 || p->first != p->head || p->name_first >= 0)
        return;
    struct phrase other = {.head = first, .name_first = -1, .name_last = -1, .noun_first = -1, .noun_last = -1, .owner = -1, .cut = -1, .cut_first = -1};
    if (f->hit_at[first] >= 0 || TOK(first)->upos != DL_NOUN)
        return;
    extent(f, &other);
    owners(f, &other);
    p->country = other.country;
    p->principal = other.principal;
    p->owner = other.owner;
}

static void determiners(const struct finder *f, struct phrase *p)
{
    for (int32_t i = p->first; i < p->head || (i <= p->noun_last && i < p->last); i++) {
        uint8_t rel = TOK(i)->rel;
        if (rel == DL_REL_det && i <= p->head) {
            p->definite |= phrase_is(f, i, WORD_definite);
            p->indefinite |= phrase_is(f, i, WORD_indefinite);
        }
        p->counted |= rel == DL_REL_nummod && TOK(i)->head == p->head;
        bool within = p->noun_first >= 0 && i >= p->noun_first && i <= p->noun_last;
        p->former |= !within && phrase_is(f, i, WORD_former);
        p->later |= !within && phrase_is(f, i, WORD_later);
        p->definite |= rel == DL_REL_nmod_poss;
    }
}

/* The same for a name of the tables wherever the tree has put it: the words before it as far as they are a title. */
void phrase_of_hit(const struct finder *f, const struct hit *h, int32_t head, struct phrase *p)
{
    *p = (struct phrase){.head = head, .first = h->first, .last = h->last, .name_first = h->first, .name_last = h->last, .noun_first = -1, .noun_last = -1, .owner = -1, .cut = -1, .cut_first = -1};
    while (p->first > 0 && h->first - p->first < 8) {
        uint8_t pos = TOK(p->first - 1)->upos;
        bool of = pos == DL_ADP && phrase_is(f, p->first - 1, WORD_of);
        if (!of && pos != DL_NOUN && pos != DL_PROPN && pos != DL_ADJ)
            break;
        p->first--;
    }
    title(f, p, h->first);
    if (!p->title && !p->honorific)
        p->first = h->first;
    owners(f, p);
    determiners(f, p);
}

/* A title and then a name stand before the "and": "President Reagan and Soviet leader Mikhail Gorbachev". */
static bool titled_name(const struct finder *f, int32_t first, int32_t last)
{
    struct known noun;
    if (TOK(last)->upos != DL_PROPN || !capital(f, last) || gazetteer_agent(f, last, last, &noun))
        return false;
    for (int32_t e = last - 1; e >= first; e--)
        if (agent_ending(f, first, e, &noun) >= 0)
            return true;
    return false;
}

/* A conjunction before a name parts it from somebody else: "Prime Minister Barak and Palestinian leader Yasser Arafat". */
static void cut_at_and(const struct finder *f, struct phrase *p)
{
    for (int32_t i = p->first + 1; p->name_first >= 0 && i < p->name_first; i++) {
        int32_t hit = f->hit_at[i - 1];
        bool name_before = hit >= 0 && f->hit.at[hit].known.row && (f->hit.at[hit].known.row->kind == KNOWN_PERSON || f->hit_at[p->name_first] >= 0);
        if (TOK(i)->upos != DL_CCONJ || !(name_before || TOK(i - 1)->rel == DL_REL_flat || titled_name(f, p->first, i - 1)))
            continue;
        p->cut_first = p->first;
        p->cut = i;
        p->first = i + 1;
    }
}

/* The name before the "and" that a phrase was cut at. */
bool phrase_before_cut(const struct finder *f, const struct phrase *p, struct phrase *q)
{
    if (p->cut < 0)
        return false;
    *q = (struct phrase){.head = p->cut - 1, .first = p->cut_first, .last = p->cut - 1, .name_first = -1, .name_last = p->cut - 1,
                         .noun_first = -1, .noun_last = -1, .owner = -1, .cut = -1, .cut_first = -1};
    int32_t end = title(f, q, q->last);
    q->name_first = end >= q->first && end < q->last ? end + 1 : q->last;
    owners(f, q);
    determiners(f, q);
    return true;
}

void phrase_read(const struct finder *f, int32_t head, struct phrase *p)
{
    *p = (struct phrase){.head = head, .name_first = -1, .name_last = -1, .noun_first = -1, .noun_last = -1, .owner = -1, .cut = -1, .cut_first = -1};
    extent(f, p);
    p->plural = plural(f, head);
    if (f->hit_at[head] < 0 && !has_flat(f, head))
        agent(f, p);
    if (p->noun_first < 0)
        name(f, p);
    cut_at_and(f, p);
    owners(f, p);
    where_they_are(f, p);
    shared(f, p);
    determiners(f, p);
}
