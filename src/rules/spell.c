/* rules/spell.c: under which words the rules know a token: by lemma, form, particle, modifier and preposition. */
#include <string.h>

#include "rules/grove.h"
#include "base/banned.h"

static size_t lowered(const char *s, char *out, size_t room)
{
    size_t n = 0;
    for (; s[n] && n + 1 < room; n++)
        out[n] = (char)(s[n] >= 'A' && s[n] <= 'Z' ? s[n] | 32 : s[n]);
    out[n] = 0;
    return s[n] ? 0 : n;
}

/* A regular ending off, for words whose lemma the model got wrong: "shelled", "bombing", "raids". */
static uint32_t stripped(const struct rules *r, const char *form, size_t n)
{
    static const struct { const char *end; size_t cut; const char *add; } endings[] = {
        {"ied", 3, "y"}, {"ed", 2, ""}, {"ed", 2, "e"}, {"ing", 3, ""}, {"ing", 3, "e"}, {"ies", 3, "y"}, {"es", 2, ""}, {"s", 1, ""}};
    char stem[64];
    for (size_t i = 0; i < sizeof endings / sizeof *endings && n < 60; i++) {
        size_t e = strlen(endings[i].end), m = n > e + 2 ? n - endings[i].cut : 0;
        if (!m || strcmp(form + n - e, endings[i].end))
            continue;
        memcpy(stem, form, m);
        memcpy(stem + m, endings[i].add, strlen(endings[i].add) + 1);
        uint32_t id = word_find(r, stem, strlen(stem));
        if (!id && !*endings[i].add && m > 3 && stem[m - 1] == stem[m - 2])
            id = word_find(r, stem, m - 1);
        if (id)
            return id;
    }
    return 0;
}

static uint32_t joined(const struct grove *g, const char *a, char between, const char *b)
{
    char key[200], word[96];
    int n = lowered(b, word, sizeof word) ? snprintf(key, sizeof key, "%s%c%s", a, between, word) : 0;
    return n > 0 && n < (int)sizeof key ? word_find(g->r, key, (size_t)n) : 0;
}

static bool adverbial(const char *word)
{
    if (!word)
        return false;
    static const char *const words[] = {"over", "off", "up", "out", "down", "back"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(word, words[i]))
            return true;
    return false;
}

/* Does the phrase stand behind the verb with "over" and a number? */
static bool more_than(const struct grove *g, int32_t v, int32_t phrase)
{
    uint32_t n = g->art->n_tokens, about = (uint32_t)v + 1;
    return about + 1 < n && g->art->token[about + 1].upos == DL_NUM && g->art->token[about].rel == DL_REL_case && g->art->token[about].lemma &&
           rules_class_has(g->r, "@more-than", g->art->token[about].lemma) && g->art->token[about].head == phrase;
}

/* "arrested around 30 protesters", "broke off relations": an object read as a phrase that has no preposition. */
static bool bare_object(const struct grove *g, int32_t t, int32_t c)
{
    const struct dl_token *k = &g->art->token[c];
    bool counted = grove_child(g, c, DL_REL_nummod, -1) >= 0, of_particle = k->upos == DL_NOUN && grove_child(g, t, DL_REL_compound_prt, -1) >= 0;
    return k->rel == DL_REL_obl && c > t && (counted || of_particle) && grove_case(g, c) < 0 && grove_child(g, t, DL_REL_obj, -1) < 0 && !g->timed[c];
}

/* Particles, modifiers before a noun, prepositions of phrases below a word. */
static void spell_child(struct grove *g, int32_t t, const char *lemma, int32_t c)
{
    const struct dl_token *k = &g->art->token[c];
    uint32_t *id = g->id[t];
    bool verb = g->art->token[t].upos == DL_VERB, phrase = g->base[k->rel] == DL_REL_obl || g->base[k->rel] == DL_REL_nmod;
    bool particle = k->rel == DL_REL_compound_prt && grove_child(g, c, DL_REL_fixed, -1) < 0;      /* "allow up to 9,000 refugees": none */
    if (particle || (verb && k->rel == DL_REL_advmod && c == t + 1)) {
        uint32_t with = joined(g, lemma, '+', k->form);
        id[1] = with ? with : id[1];
        bool phrase_read_as_verb = !with && k->lemma && !strcmp(k->lemma, "over");          /* "negotiated over access" */
        id[0] = particle && !phrase_read_as_verb ? 0 : id[0];          /* "carry" is no "carry out" */
    } else if (verb && k->rel == DL_REL_obj && grove_case(g, c) == t + 1 && adverbial(g->art->token[t + 1].lemma)) {
        uint32_t with = joined(g, lemma, '+', g->art->token[t + 1].lemma);
        id[1] = with ? with : id[1];                           /* "handed over their weapons", the "over" read as a preposition of the object */
        id[0] = with ? 0 : id[0];
    } else if (c == t - 1 && (k->rel == DL_REL_compound || k->rel == DL_REL_amod || (k->rel == DL_REL_nsubj && g->art->token[t].rel == DL_REL_obj))) {
        char before[96];
        if (lowered(k->form, before, sizeof before))
            id[2] = joined(g, before, ' ', lemma);
    } else if (verb && bare_object(g, t, c)) {
        g->loose[t] = c;
    } else if (phrase && grove_case(g, c) >= 0 && g->art->token[grove_case(g, c)].lemma) {
        uint32_t with = joined(g, lemma, '+', g->art->token[grove_case(g, c)].lemma);
        if (with)
            id[id[4] ? 5 : 4] = with;
        if (with && verb && grove_case(g, c) == t + 1 && adverbial(g->art->token[t + 1].lemma) && grove_child(g, t, DL_REL_obj, -1) < 0)
            g->loose[t] = c;                                   /* "handed over the suspect", read as a phrase with "over" */
        else if (verb && more_than(g, t, c) && grove_child(g, t, DL_REL_obj, -1) < 0)
            g->loose[t] = c;                                   /* "freed over 150 prisoners" */
    }
}

void grove_spell(struct grove *g, int32_t t)
{
    char key[96], form[96];
    const struct dl_token *k = &g->art->token[t];
    size_t n = lowered(k->lemma ? k->lemma : k->form, key, sizeof key), m = lowered(k->form, form, sizeof form);
    if (!n || !m)
        return;
    uint32_t *id = g->id[t];
    id[0] = word_find(g->r, key, n);
    id[3] = word_find(g->r, form, m);
    bool verb = k->upos == DL_VERB;
    if (verb && id[3] && g->r->info.at[id[3]].lemma)
        id[0] = g->r->info.at[id[3]].lemma;
    bool small = *k->form >= 'a' && *k->form <= 'z';             /* "euros" is no name */
    if (!id[0] && (verb || k->upos == DL_NOUN || (k->upos == DL_PROPN && small)))
        id[0] = stripped(g->r, form, m);
    if (verb || id[3] == id[0])
        id[3] = 0;
    if (k->upos != DL_VERB && k->upos != DL_NOUN && k->upos != DL_PROPN && k->upos != DL_ADJ)
        return;
    const char *lemma = id[0] ? g->r->word.at[id[0]] : key;
    for (int32_t c = g->child[t]; c >= 0; c = g->sibling[c])
        spell_child(g, t, lemma, c);
}
