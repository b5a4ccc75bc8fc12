/* entities/offices.c: phrases that name a country, an office and perhaps its holder. */
#include "entities/choice.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/banned.h"

enum { MAX_PHRASE_WORDS = 16 };

/* A phrase as a key cut into words, word i at at[i]; the words of it that country, office and name take. */
struct phrase {
    char key[NAME_KEY];
    uint16_t at[MAX_PHRASE_WORDS + 1];
    uint32_t n;
    bool capitals;
    int32_t day;
};

static bool cut_words(struct phrase *p, const char *text, size_t n, int32_t day)
{
    size_t len = n < NAME_KEY ? utf8_key(text, n, p->key, sizeof p->key) : 0;
    p->n = 0;
    p->day = day;
    p->capitals = true;
    for (size_t i = 0; i < n; i++)
        p->capitals &= !(text[i] >= 'a' && text[i] <= 'z') || i > 5;
    for (const char *s = p->key; len && *s && p->n < MAX_PHRASE_WORDS;) {
        p->at[p->n++] = (uint16_t)(s - p->key);
        s += strcspn(s, " ");
        s += *s == ' ';
        if (!*s)
            p->at[p->n] = (uint16_t)(s - p->key + 1);
    }
    return len && p->n && p->at[p->n] == len + 1;
}

/* Words [from, to) as a key; without a possessive's end. */
static const char *words(const struct phrase *p, uint32_t from, uint32_t to, char out[NAME_KEY])
{
    size_t n = (size_t)(p->at[to] - p->at[from] - 1);
    memcpy(out, p->key + p->at[from], n);
    if (n > 2 && memcmp(out + n - 2, "'s", 2) == 0)
        n -= 2;
    else if (n > 2 && out[n - 1] == '\'')
        n--;
    out[n] = 0;
    return out;
}

static bool is_word(const struct phrase *p, uint32_t i, const char *word)
{
    char key[NAME_KEY];
    return i < p->n && strcmp(words(p, i, i + 1, key), word) == 0;
}

/* The country whose words begin at `from`; how many they are. */
static uint32_t country(const struct knowledge *k, const struct phrase *p, uint32_t from, uint32_t to, char code[4])
{
    char key[NAME_KEY];
    struct known found;
    for (uint32_t end = to; end > from; end--)
        if (knowledge_country(k, words(p, from, end, key), true, p->day, &found) && found.form != FORM_CAPITAL) {
            snprintf(code, 4, "%.3s", found.row->code);
            return end - from;
        }
    return 0;
}

static uint32_t office(const struct knowledge *k, const struct phrase *p, uint32_t from, uint32_t to, struct known *out)
{
    char key[NAME_KEY];
    for (uint32_t end = to; end > from; end--)
        if (knowledge_key(k, words(p, from, end, key), 1u << KNOWN_AGENT, NULL, p->day, out))
            return end - from;
    return 0;
}

static bool answer(struct known *out, const char *code, const char *sectors, bool former)
{
    bool state = strstr(sectors, "GOV") || strstr(sectors, "MIL");
    snprintf(out->code, sizeof out->code, "%s%s", *code ? code : "~", former && state ? "ELI" : sectors);
    return true;
}

/* The person called by the words from `at` on: the whole name, or the surname of somebody in that office, or in any. */
static bool holder(const struct knowledge *k, const struct phrase *p, uint32_t at, const char *role, const char *near, struct known *out)
{
    char key[NAME_KEY];
    words(p, at, p->n, key);
    if (p->n - at > 1 && knowledge_find(k, key, strlen(key), p->day, out) && out->row->kind == KNOWN_PERSON
        && (!near || strncmp(out->row->code, near, 3) == 0))
        return true;
    return (*role && knowledge_surname(k, key, role, near, p->day, out)) || knowledge_surname(k, key, NULL, near, p->day, out);
}

/* "president of Russia", "Hussein of Jordan" */
static bool with_of(const struct knowledge *k, const struct phrase *p, bool former, uint32_t from, struct known *out)
{
    char code[4], key[NAME_KEY];
    for (uint32_t of = from + 1; of + 1 < p->n; of++) {
        uint32_t start = of + 1 + is_word(p, of + 1, "the");
        if (!is_word(p, of, "of") || start >= p->n || country(k, p, start, p->n, code) != p->n - start)
            continue;
        if (office(k, p, from, of, out) == of - from)
            return answer(out, code, out->row->sectors, former);
        return knowledge_surname(k, words(p, from, of, key), "HOS", code, p->day, out);
    }
    return false;
}

bool knowledge_phrase(const struct knowledge *k, const char *text, size_t n, int32_t day, struct known *out)
{
    struct phrase p;
    struct known title;
    char code[4] = "";
    if (!cut_words(&p, text, n, day) || p.n < 2)
        return false;
    uint32_t at = is_word(&p, 0, "the");
    bool former = is_word(&p, at, "former") || is_word(&p, at, "ex");
    at += former;
    if (with_of(k, &p, former, at, out))
        return true;
    uint32_t n_country = country(k, &p, at, p.n - 1, code);
    at += n_country;
    if (!former && is_word(&p, at, "former") && at + 1 < p.n)
        former = true, at++;
    uint32_t n_office = office(k, &p, at, p.n, &title);
    at += n_office;
    if (at == p.n && n_country && n_office) {
        *out = title;
        return answer(out, code, title.row->sectors, former);
    }
    if (at == p.n || !n_office)
        return false;
    if (!former && holder(k, &p, at, title.row->office, n_country ? code : NULL, out))
        return true;
    if (!n_country || p.n - at > 4)        /* a name nobody knows, with a country and an office before it */
        return false;
    *out = title;
    return answer(out, code, title.row->sectors, former);
}
