/* entities/gazetteer.c: names of our tables in the words of an article: the longest first, left to right. */
#include "entities/finder.h"

#include <string.h>

#include "base/utf8.h"
#include "base/banned.h"

#define TOK(i) (&f->art->token[i])

enum { MAX_NAME = 9 };

static uint32_t first_letter(const struct finder *f, int32_t i)
{
    uint32_t len, at = TOK(i)->span.start;
    return at < f->art->n ? utf8_decode(f->art->text + at, f->art->n - at, &len) : 0;
}

/* "pro-Russian separatists" */
static bool joined_to_capital(const struct finder *f, int32_t i)
{
    const char *s = TOK(i)->form, *hyphen = strchr(s, '-');
    return *s >= 'a' && *s <= 'z' && hyphen && hyphen[1] >= 'A' && hyphen[1] <= 'Z';
}

static bool begins(const struct finder *f, int32_t i)
{
    uint32_t c = first_letter(f, i);
    if (joined_to_capital(f, i))
        return true;
    return utf8_is_upper(c) || (c >= '0' && c <= '9' && TOK(i)->upos != DL_PUNCT) || strncmp(TOK(i)->form, "al", 2) == 0;
}

static bool ends(const struct finder *f, int32_t i)
{
    uint32_t c = first_letter(f, i);
    bool joined = i > 0 && TOK(i - 1)->form[0] == '-' && TOK(i - 1)->span.end == TOK(i)->span.start;      /* "Moon Jae-in" */
    return utf8_is_upper(c) || (c >= '0' && c <= '9') || TOK(i)->upos == DL_PROPN || joined;
}

static bool plural(const struct finder *f, int32_t i) { return strcmp(TOK(i)->xpos, "NNS") == 0; }

static bool breaks(const struct finder *f, int32_t i)
{
    bool owns = i + 1 < (int32_t)f->art->n_tokens && !strcmp(TOK(i + 1)->xpos, "POS");      /* a strange name before "'s" is no pronoun */
    return (TOK(i)->upos == DL_PUNCT && !strchr("-.'&+/,", TOK(i)->form[0])) || (!owns && strncmp(TOK(i)->xpos, "PRP", 3) == 0);
}

/* All letters are capitals: "IRA", "US". */
static bool all_caps(const struct finder *f, int32_t i)
{
    int letters = 0;
    for (const char *s = TOK(i)->form; *s; s++) {
        if (*s >= 'a' && *s <= 'z')
            return false;
        letters += *s >= 'A' && *s <= 'Z';
    }
    return letters > 1;
}

static bool part_of_name(const struct finder *f, int32_t i)
{
    if (TOK(i)->rel == DL_REL_flat)
        return true;
    for (int32_t c = f->child[i]; c >= 0; c = f->sibling[c])
        if (TOK(c)->rel == DL_REL_flat && c == i + 1)
            return true;
    return false;
}

/* "the ambassador to Germany Richard Grenell": the tree takes the country for part of the name. */
static bool before_name(const struct finder *f, int32_t i)
{
    char key[PHRASE_KEY];
    return i > 0 && TOK(i - 1)->upos == DL_ADP && i + 1 < (int32_t)f->art->n_tokens && lexicon_word(f->t, phrase_key(f, i + 1, i + 1, key), WORD_given);
}

/* "Kim" is no KIM: an acronym of the tables that the article writes as the surname it also is. */
static bool surname_for_acronym(const struct finder *f, int32_t i, const struct known_row *row)
{
    char key[PHRASE_KEY], own[PHRASE_KEY];
    phrase_key(f, i, i, key);
    utf8_key(row->name, strlen(row->name) < PHRASE_KEY - 8 ? strlen(row->name) : 0, own, sizeof own);
    return row->kind == KNOWN_GROUP && !all_caps(f, i) && strlen(key) < 6 && strcmp(key, own) != 0 && lexicon_is_surname(f->t, key);
}

/* "by the Interfax news agency": after a word without one, a capital that the table has too makes a name of what the tagger takes for a noun. */
static bool printed_so(const struct finder *f, int32_t i, const struct known_row *row)
{
    const struct dl_token *before = i > 0 ? TOK(i - 1) : NULL;
    return TOK(i)->upos == DL_NOUN && row->kind == KNOWN_GROUP && strcmp(row->name, TOK(i)->form) == 0 && before && *before->form >= 'a' && *before->form <= 'z' &&
           before->span.end < TOK(i)->span.start;
}

static bool one_word(const struct finder *f, int32_t i, const struct known_row *row)
{
    char key[PHRASE_KEY];
    if (surname_for_acronym(f, i, row) || lexicon_word(f->t, phrase_key(f, i, i, key), WORD_honorific))
        return false;              /* "Mrs." is no MRS */
    if (TOK(i)->upos != DL_PROPN && !(all_caps(f, i) && TOK(i)->upos != DL_PRON) && !printed_so(f, i, row))
        return false;
    if (row->kind == KNOWN_PERSON)
        return !strchr(row->name, ' ') && !part_of_name(f, i);
    return !part_of_name(f, i) || all_caps(f, i);
}

/* "National Guard", "Supreme Court": of the table's country only if the report comes from there. */
static bool common_noun(const struct finder *f, const char *key, const struct known *known)
{
    struct known noun;
    return known->row->kind == KNOWN_GROUP && f->context && !lexicon_word(f->t, key, WORD_sole) && strncmp(known->code, f->context, 3) != 0
        && knowledge_key(f->t->k, key, 1u << KNOWN_AGENT, NULL, 0, &noun);
}

/* States that tables of today code as others. */
static const char *today(const char *code)
{
    static const char *const pairs[][2] = {{"YUG", "SRB"}, {"SCG", "SRB"}, {"XKX", "SRB"}, {"SUN", "RUS"}, {"CSK", "CZE"}, {"DDR", "DEU"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (strncmp(pairs[i][0], code, 3) == 0)
            return pairs[i][1];
    return code;
}

static bool named(const struct finder *f, const char *code)
{
    for (uint32_t k = 0; k < f->code.n; k++)
        if (strncmp(today(f->code.at[k]), today(code), 3) == 0)
            return true;
    return f->context && strncmp(today(f->context), today(code), 3) == 0;
}

/* A body of the tables; of namesakes that of the report's country, else that of a country the article names. */
static bool known_body(const struct finder *f, const char *key, struct known *out)
{
    const uint32_t kinds = ~(1u << KNOWN_AGENT | 1u << KNOWN_COUNTRY);
    struct known other;
    if (!knowledge_key(f->t->k, key, kinds, f->context, f->day, out))
        return false;
    if (out->row->kind != KNOWN_GROUP || named(f, out->code))
        return true;
    for (uint32_t k = 0; k < f->code.n && k < 40; k++)
        if (knowledge_key(f->t->k, key, 1u << KNOWN_GROUP, today(f->code.at[k]), f->day, &other) && named(f, other.code)) {
            *out = other;
            return true;
        }
    return true;
}

/* "ACC", "USC": four capitals of a country that the article never names may mean anything, but for those known the world over. */
static bool out_of_place(const struct finder *f, int32_t i, const struct known *known)
{
    char key[PHRASE_KEY];
    static const char *const anywhere[] = {"IGO", "NGO", "IMG", "MNC", "EUR", "USA", "GBR", "RUS"};
    if (known->row->kind != KNOWN_GROUP || !all_caps(f, i) || strlen(TOK(i)->form) > 4 || lexicon_word(f->t, phrase_key(f, i, i, key), WORD_sole))
        return false;
    for (size_t k = 0; k < sizeof anywhere / sizeof *anywhere; k++)
        if (strncmp(known->code, anywhere[k], 3) == 0)
            return false;
    return !named(f, known->code);
}

/* "Santos": a company of one word, of a country that the article never names, whose name is the surname of somebody in office. */
static bool surname_for_company(const struct finder *f, const char *key, const struct known *known)
{
    return known->row->kind == KNOWN_GROUP && !strcmp(known->row->sort, "mnc") && !named(f, known->code) && lexicon_is_surname(f->t, key);
}

/* "the Persian Gulf", "the Java Sea", "the Vietnam War": names of another thing. */
static bool in_scenery(const struct finder *f, int32_t j)
{
    return j + 1 < (int32_t)f->art->n_tokens && utf8_is_upper(first_letter(f, j + 1)) && phrase_is(f, j + 1, WORD_scenery);
}

static bool in_war(const struct finder *f, int32_t j) { return in_scenery(f, j) && TOK(j)->rel == DL_REL_compound && TOK(j)->head == j + 1; }

/* "the Ossel Liberation Front" is no Liberation Front of the tables: a name goes on to the left. */
static bool longer_name(const struct finder *f, int32_t i, int32_t j, const struct known_row *row)
{
    bool before = i > 0 && TOK(i - 1)->upos == DL_PROPN && utf8_is_upper(first_letter(f, i - 1)) && f->hit_at[i - 1] < 0 && TOK(i - 1)->span.end < TOK(i)->span.start;
    return before && j > i && row->kind == KNOWN_GROUP && !strcmp(row->sort, "armed") && phrase_is(f, j, WORD_orgnoun) && TOK(i - 1)->rel == DL_REL_compound;
}

static bool take(struct finder *f, int32_t i, int32_t j, const char *key)
{
    struct hit h = {.first = i, .last = j};
    struct land land = {0};
    bool new = j == i && f->newland.n && newlands_is(f, key, &land);
    if (j - i < 5 && (new || lands_find(f->t, key, f->day, &land)) && !(i == j && part_of_name(f, i) && !before_name(f, i))
        && !(i == j && !new && TOK(i)->upos != DL_PROPN && TOK(i)->upos != DL_ADJ && TOK(i)->upos != DL_NOUN && !all_caps(f, i))) {
        if ((land.capitals && !all_caps(f, i)) || (land.form != LAND_NAME && in_scenery(f, j)) || (land.form == LAND_NAME && in_war(f, j)))
            return false;
        h.land = land.code;
        h.form = land.form;
        h.twin = land.twin;
    } else if (!f->lands_only && known_body(f, key, &h.known)) {
        if (longer_name(f, i, j, h.known.row) || (i == j && (!one_word(f, i, h.known.row) || out_of_place(f, i, &h.known) || surname_for_company(f, key, &h.known))) || (!joined_to_capital(f, i) && common_noun(f, key, &h.known)))
            return false;
    } else {
        return false;
    }
    for (int32_t x = i; x <= j; x++)
        f->hit_at[x] = (int32_t)f->hit.n;
    *VEC_PUSH(f->a, &f->hit) = h;
    return true;
}

static int32_t longest(struct finder *f, int32_t i, int32_t end)
{
    char key[PHRASE_KEY];
    int32_t stop = i;
    bool joined = joined_to_capital(f, i);
    while (stop + 1 < end && stop + 1 < i + MAX_NAME && !breaks(f, stop + 1))
        stop++;
    for (int32_t j = stop; j >= i; j--)
        if ((ends(f, j) || (joined && plural(f, j))) && *phrase_key(f, i, j, key) && take(f, i, j, key))
            return j;
    return i;
}

/* The countries and bodies that the article names, each once. */
static void collect_codes(struct finder *f)
{
    f->code.n = 0;
    for (uint32_t i = 0; i < f->hit.n; i++) {
        const char *code = f->hit.at[i].land ? f->hit.at[i].land : f->hit.at[i].known.code;
        uint32_t k = 0;
        while (k < f->code.n && strncmp(f->code.at[k], code, 3) != 0)
            k++;
        if (k == f->code.n && *code)
            *VEC_PUSH(f->a, &f->code) = code;
    }
}

/* The article names the twin's country, and no other country but that. */
static bool nothing_but_twin(const struct finder *f, const struct hit *h)
{
    bool there = f->context && strcmp(f->context, h->twin) == 0;
    for (uint32_t k = 0; k < f->hit.n; k++) {
        const struct hit *other = &f->hit.at[k];
        const char *code = other->land ? other->land : other->known.code;
        if (other->twin && strcmp(other->twin, h->twin) == 0)
            continue;
        if (other->land && strcmp(code, h->twin) != 0)
            return false;
        there |= strncmp(code, h->twin, 3) == 0;
    }
    return there;
}

/* "Georgia" is a state of the Union if the article names nothing but America beside it. */
static void settle_twins(struct finder *f)
{
    const char *asked = NULL;
    bool settled = false;
    for (uint32_t i = 0; i < f->hit.n; i++) {
        struct hit *h = &f->hit.at[i];
        if (!h->twin)
            continue;
        if (!asked || strcmp(asked, h->twin) != 0)
            settled = nothing_but_twin(f, h);
        asked = h->twin;
        if (settled) {
            h->form = LAND_REGION;
            h->land = h->twin;
        }
    }
}

void gazetteer_find(struct finder *f, bool lands_only)
{
    f->lands_only = lands_only;
    f->hit.n = 0;
    f->hit_at = arena_take(f->a, f->art->n_tokens + 1, sizeof *f->hit_at);
    memset(f->hit_at, 0xff, f->art->n_tokens * sizeof *f->hit_at);
    for (uint32_t s = 0; s < f->art->n_sentences; s++) {
        const struct dl_sentence *sent = &f->art->sentence[s];
        if (sent->kind != DL_SENT_BODY && sent->kind != DL_SENT_TITLE)
            continue;
        int32_t end = (int32_t)(sent->first + sent->n);
        for (int32_t i = (int32_t)sent->first; i < end; i++)
            if (begins(f, i) && !breaks(f, i))
                i = longest(f, i, end);
    }
    settle_twins(f);
    collect_codes(f);
}

bool gazetteer_agent(const struct finder *f, int32_t first, int32_t last, struct known *out)
{
    char key[PHRASE_KEY];
    return last - first < 8 && *phrase_key(f, first, last, key) && knowledge_key(f->t->k, key, 1u << KNOWN_AGENT, NULL, 0, out);
}

const char *gazetteer_beside(const struct finder *f, int32_t head)
{
    const struct dl_sentence *s = sentence_of(f, head);
    const char *land = NULL;
    for (int32_t i = (int32_t)s->first; i < (int32_t)(s->first + s->n) && !(land && i > head); i++)
        if (f->hit_at[i] >= 0 && f->hit.at[f->hit_at[i]].land)
            land = f->hit.at[f->hit_at[i]].land;
    return land;
}
