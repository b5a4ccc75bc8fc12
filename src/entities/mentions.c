/* entities/mentions.c: the first pass: everybody and everything that an article calls by a name of its own. */
#include "entities/finder.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/banned.h"

#define TOK(i) (&f->art->token[i])

static const struct hit *hit_of(const struct finder *f, int32_t i) { return f->hit_at[i] >= 0 ? &f->hit.at[f->hit_at[i]] : NULL; }

static bool is_person(const struct hit *h) { return h && h->known.row && h->known.row->kind == KNOWN_PERSON; }

/* A town acts for its state as a subject, an object, an owner, or one of those that talks are held with. */
static bool acts(const struct finder *f, int32_t i)
{
    uint8_t rel = TOK(i)->rel;
    for (int32_t h = i, deep = 0; rel == DL_REL_conj && TOK(h)->head >= 0 && deep < 20; deep++) {
        h = i = TOK(h)->head;
        rel = TOK(h)->rel;
    }
    if (rel == DL_REL_nsubj || rel == DL_REL_nsubj_pass || rel == DL_REL_obj || rel == DL_REL_iobj || rel == DL_REL_nmod_poss || rel == DL_REL_obl_agent)
        return true;
    return phrase_under(f, i, WORD_partner) || (rel == DL_REL_nmod && phrase_under(f, i, WORD_nearby));
}

static void name_country(struct finder *f, const struct hit *h, const struct phrase *p)
{
    bool town = h->form == LAND_CAPITAL;
    if (town && !acts(f, p->head))
        return;
    if (h->form == LAND_PERSON || h->form == LAND_PEOPLE || h->form == LAND_ADJECTIVE)
        return;                    /* "two Russians", "the French": the second pass */
    int32_t first = h->first > 0 && h->first > p->first && TOK(h->first - 1)->rel == DL_REL_det ? h->first - 1 : h->first;
    int32_t m = entity_mention(f, entity_land(f, h), p->head, first, h->last, DL_MENTION_name,
                               town ? DL_BASIS_metonym : DL_BASIS_explicit);
    f->mention.at[m].metonym = town;
}

/* ---- persons ------------------------------------------------------------------------------ */

/* A title of another country than the table's: a namesake. */
static bool conflicts(const struct phrase *p, const struct known *known)
{
    return p->country && !p->former && strncmp(known->code, p->country, 3) != 0 && strncmp(known->code, "IGO", 3) != 0 && p->title;
}

static bool ends_name(const char *words, const char *key)
{
    size_t n = strlen(words), k = strlen(key);
    return n == k ? strcmp(words, key) == 0 : n > k && words[n - k - 1] == ' ' && strcmp(words + n - k, key) == 0;
}

static uint32_t unknown_person(struct finder *f, const struct phrase *p, const char *key)
{
    for (uint32_t i = far_entity(f); i < f->draft.n; i++)
        if (f->draft.at[i].e.kind == DL_ENTITY_person && (ends_name(f->draft.at[i].words, key) || (f->draft.at[i].alias && ends_name(f->draft.at[i].alias, key))))
            return i;
    uint32_t e = entity_new(f, DL_ENTITY_person, phrase_text(f, p->name_first, p->name_last), key);
    char first[PHRASE_KEY];
    const struct word *w = lexicon_word(f->t, phrase_key(f, p->name_first, p->name_first, first), WORD_given);
    f->draft.at[e].e.gender = w ? w->gender : DL_GENDER_unknown;
    f->draft.at[e].e.key = f->draft.at[e].words;
    return e;
}

static void take(struct finder *f, int32_t first, int32_t last)
{
    for (int32_t i = first; i >= 0 && i <= last; i++)
        f->taken[i] = IN_TITLE;
}

/* Words of a name; "al-Assad" is one. */
static int words_in(const char *key)
{
    int n = (*key != 0) - (strncmp(key, "al ", 3) == 0 || strncmp(key, "el ", 3) == 0);
    for (; *key; key++)
        n += *key == ' ';
    return n;
}

static bool find_person(const struct finder *f, const struct phrase *p, struct known *known)
{
    uint32_t from = TOK(p->name_first)->span.start, to = TOK(p->name_last)->span.end;
    return knowledge_find(f->t->k, f->art->text + from, to - from, f->day, known)
        && known->row->kind == KNOWN_PERSON && !conflicts(p, known);
}

static void name_person(struct finder *f, const struct phrase *p, const struct hit *h, const char *key)
{
    struct known known;
    uint32_t e;
    if (is_person(h) && p->name_first == h->first && p->name_last == h->last && !conflicts(p, &h->known))
        e = entity_person(f, &h->known);
    else if (find_person(f, p, &known))
        e = entity_person(f, &known);
    else
        e = unknown_person(f, p, key);
    if (!f->draft.at[e].printed && words_in(key) > 1) {
        f->draft.at[e].e.name = phrase_text(f, p->name_first, p->name_last);
        f->draft.at[e].printed = true;
        if (strcmp(f->draft.at[e].words, key) != 0)
            f->draft.at[e].alias = arena_text(f->a, key, strlen(key));
    }
    entity_described(f, e, p);
    entity_mention(f, e, p->head, p->first, p->last, DL_MENTION_name, (enum dl_basis)f->draft.at[e].e.basis);
    take(f, p->noun_first, p->noun_last);
    take(f, p->name_first, p->name_last);
}

/* Where somebody unknown would hardly be: "in Tell Tamer". */
static bool somewhere(const struct finder *f, int32_t head)
{
    return phrase_under(f, head, WORD_locative);
}

/* "Arion subfuscus", "Bashir al": the words of a name begin with capitals, particles but not the last. */
static bool spelt_as_name(const struct finder *f, const struct phrase *p)
{
    uint32_t len, at = TOK(p->name_last)->span.start, c = utf8_decode(f->art->text + at, f->art->n - at, &len);
    const char *s = TOK(p->name_last)->form;
    if (p->name_last > p->name_first && TOK(p->name_last - 1)->form[0] == '-')
        return true;               /* "Kim Yo-jong" */
    return utf8_is_upper(c) || ((strncmp(s, "al-", 3) == 0 || strncmp(s, "el-", 3) == 0) && s[3] >= 'A' && s[3] <= 'Z');
}

/* The last word stands elsewhere alone and does something: "Cengiz traveled". */
static bool acts_alone(const struct finder *f, const struct phrase *p)
{
    for (int32_t i = far_back(p->head); i < far_ahead(f, p->head); i++) {
        bool alone = (i < p->name_first || i > p->name_last) && TOK(i)->upos == DL_PROPN && TOK(i)->rel == DL_REL_nsubj && strcmp(TOK(i)->form, TOK(p->name_last)->form) == 0;
        if (alone && (i == 0 || TOK(i - 1)->upos != DL_PROPN) && TOK(i - (i > 0))->upos != DL_DET && f->hit_at[i] < 0)
            return true;
    }
    return false;
}

static bool is_who(const struct finder *f, int32_t i)
{
    char key[PHRASE_KEY];
    const struct word *w = lexicon_word(f->t, phrase_key(f, i, i, key), WORD_pronoun);
    return w && strcmp(w->value, "who") == 0;
}

/* "Hatice Cengiz, who": two capitals or three that the tree does not take for a name of somebody. */
static bool plain_pair(const struct finder *f, const struct phrase *p)
{
    if (p->name_last - p->name_first > 2 || p->name_first != p->first || somewhere(f, p->head))
        return false;
    for (int32_t i = p->name_first; i <= p->name_last; i++)
        if (TOK(i)->upos != DL_PROPN || f->hit_at[i] >= 0 || !TOK(i)->form[1] || (TOK(i)->form[1] >= 'A' && TOK(i)->form[1] <= 'Z'))
            return false;
    for (int32_t c = f->child[p->head]; c >= 0; c = f->sibling[c])
        for (int32_t w = TOK(c)->rel == DL_REL_acl_relcl ? f->child[c] : -1; w >= 0; w = f->sibling[w])
            if (TOK(w)->upos == DL_PRON && is_who(f, w))
                return true;
    int32_t verb = TOK(p->head)->rel == DL_REL_nsubj ? TOK(p->head)->head : -1;
    bool says = verb >= 0 && TOK(verb)->lemma && lexicon_word(f->t, TOK(verb)->lemma, WORD_speech);
    return acts_alone(f, p) || (says && p->name_last == p->name_first + 1);        /* "Kino Gabriel said" */
}

static bool looks_like_person(const struct finder *f, const struct phrase *p)
{
    char key[PHRASE_KEY];
    const char *last = TOK(p->name_last)->form;
    if ((*last >= '0' && *last <= '9') || !spelt_as_name(f, p))
        return false;
    bool flat = p->name_first < p->name_last && TOK(p->name_first + 1)->rel == DL_REL_flat;
    if (flat && phrase_has(f, p->name_first, p->name_first, WORD_given) && !phrase_has(f, p->name_last, p->name_last, WORD_thing))
        return true;               /* "Bill Urban" */
    if (phrase_has(f, p->name_first, p->name_first, WORD_thing) || phrase_has(f, p->name_last, p->name_last, WORD_thing))
        return false;
    if (phrase_has(f, p->name_first + (p->name_first < p->name_last), p->name_last, WORD_orgnoun))
        return false;
    if (p->honorific || p->title)
        return true;
    if (lexicon_word(f->t, phrase_key(f, p->name_first, p->name_first, key), WORD_given))
        return true;
    for (int32_t c = f->child[p->head]; c >= 0; c = f->sibling[c])
        if (TOK(c)->rel == DL_REL_flat)
            return !somewhere(f, p->head);
    return plain_pair(f, p);
}

/* ---- organizations ------------------------------------------------------------------------ */

/* "un" of "united nations"; small words count or not. */
static bool initials(const struct finder *f, const char *acronym, const char *words)
{
    const char *a = acronym;
    for (const char *w = words; *w; w += strcspn(w, " "), w += *w == ' ') {
        char word[PHRASE_KEY];
        snprintf(word, sizeof word, "%.*s", (int)strcspn(w, " "), w);
        if (*a == *w)
            a++;
        else if (!lexicon_word(f->t, word, WORD_small))
            return false;
    }
    return !*a && a > acronym + 1;
}

static bool begins(const char *x, const char *y)
{
    size_t n = strlen(x);
    return strncmp(x, y, n) == 0 && (y[n] == ' ' || !y[n]);
}

/* "al qaida", "al qaeda": as many words with the same first letters. */
static bool respelt(const char *x, const char *y)
{
    if (!strchr(x, ' '))
        return false;
    while (*x && *x == *y) {
        x += strcspn(x, " ");
        y += strcspn(y, " ");
        x += *x == ' ';
        y += *y == ' ';
    }
    return !*x && !*y;
}

/* Two words, or all of one name, are in the other. */
static bool shares_word(const char *x, const char *y)
{
    int shared = 0, words = 0, others = 0;
    for (const char *v = y; *v; v += strcspn(v, " "), v += *v == ' ')
        others++;
    for (const char *w = x; *w; w += strcspn(w, " "), w += *w == ' ', words++) {
        size_t n = strcspn(w, " ");
        for (const char *v = y; *v; v += strcspn(v, " "), v += *v == ' ')
            if (strcspn(v, " ") == n && memcmp(w, v, n) == 0) {
                shared++;
                break;
            }
    }
    return shared > 1 || (shared && (shared == words || shared == others));
}

/* A row of our tables may print several bodies that share a code; those in the article are one if their names say so. */
uint32_t mentions_known(struct finder *f, const struct hit *h)
{
    char key[PHRASE_KEY];
    phrase_key(f, h->first, h->last, key);
    const char *words = strncmp(key, "the ", 4) == 0 ? key + 4 : key;
    for (uint32_t i = far_entity(f); i < f->draft.n; i++) {
        const struct draft *d = &f->draft.at[i];
        if (!d->e.code || strcmp(d->e.code, h->known.code) != 0 || d->e.kind == DL_ENTITY_person || d->e.kind == DL_ENTITY_country)
            continue;
        if (strcmp(d->words, words) == 0 || (d->row == h->known.row && (initials(f, words, d->words) || initials(f, d->words, words) || shares_word(words, d->words)
                                                                              || respelt(words, d->words) || begins(words, d->words) || begins(d->words, words))))
            return d->same ? d->same - 1 : i;
    }
    uint32_t e = entity_known(f, &h->known, phrase_text(f, h->first + (words > key), h->last), words);
    return e;
}

/* The sectors of the word before a name: REB of "the rebel Ennedi Front"; "". */
static const char *said_to_be_of(const struct finder *f, const struct phrase *p)
{
    struct known agent;
    for (int32_t i = p->first; i < p->name_first; i++)
        if (gazetteer_agent(f, i, i, &agent) && strncmp(agent.row->sectors, "REB", 3) == 0)
            return agent.row->sectors;
    return "";
}

static uint32_t named_org(struct finder *f, const struct phrase *p, const char *key)
{
    for (uint32_t i = far_entity(f); i < f->draft.n; i++)
        if (f->draft.at[i].e.kind == DL_ENTITY_organization && strcmp(f->draft.at[i].words, key) == 0)
            return i;
    uint32_t e = entity_new(f, DL_ENTITY_organization, phrase_text(f, p->name_first, p->name_last), key);
    f->draft.at[e].e.gender = DL_GENDER_neuter;
    f->draft.at[e].e.key = f->draft.at[e].words;
    const char *country = p->country;
    for (int32_t i = p->name_first; !country && i <= p->name_last; i++)
        country = hit_of(f, i) ? hit_of(f, i)->land : NULL;
    struct known noun;
    char last[PHRASE_KEY];
    const struct hit *within = hit_of(f, p->name_first);
    if (within && within->known.row && strncmp(within->known.code, "IGO", 3) == 0)      /* "United Nations Emergency Relief Coordinator" */
        entity_whole_code(f, e, within->known.code);
    else if (*said_to_be_of(f, p))
        entity_code(f, e, country ? country : gazetteer_beside(f, p->head), said_to_be_of(f, p));
    else
        entity_code(f, e, country, gazetteer_agent(f, p->name_last, p->name_last, &noun) ? noun.row->sectors : "");
    phrase_key(f, p->name_last, p->name_last, last);
    f->draft.at[e].noun[f->draft.at[e].n_nouns++] = arena_text(f->a, last, strlen(last));
    return e;
}

/* ---- one phrase --------------------------------------------------------------------------- */

/* "the Saudi state news agency SPA": of namesakes the one of the country that the phrase tells. */
static void of_its_country(struct finder *f, int32_t hit, const struct phrase *p)
{
    struct hit *h = &f->hit.at[hit];
    struct known other;
    char key[PHRASE_KEY];
    if (p->country && strncmp(h->known.code, p->country, 3) != 0 && knowledge_key(f->t->k, phrase_key(f, h->first, h->last, key), 1u << KNOWN_GROUP, p->country, f->day, &other)
        && strncmp(other.code, p->country, 3) == 0)
        h->known = other;
}

static void introduce(struct finder *f, int32_t head)
{
    struct phrase p;
    char key[PHRASE_KEY];
    if (f->taken[head])
        return;
    phrase_read(f, head, &p);
    head = p.head;
    const struct hit *h = hit_of(f, head);
    struct phrase before;
    if (phrase_before_cut(f, &p, &before) && f->mention_at[before.head] < 0 && f->hit_at[before.head] < 0)
        shortnames_link(f, &before);
    if (p.name_first < 0 || !*phrase_key(f, p.name_first, p.name_last, key))
        return;
    if ((!h || h->land) && outlets_name(f, &p))
        return;
    if (h && h->land) {
        name_country(f, h, &p);
    } else if (h && h->known.row && !is_person(h)) {
        of_its_country(f, f->hit_at[head], &p);
        uint32_t e = mentions_known(f, h);
        take(f, h->first, h->last);
        entity_mention(f, e, head, p.first, p.last, DL_MENTION_name, (enum dl_basis)f->draft.at[e].e.basis);
    } else if (is_person(h) || (words_in(key) > 1 && looks_like_person(f, &p))) {
        name_person(f, &p, h, key);
    } else if (words_in(key) > 1 && phrase_has(f, p.name_first, p.name_last, WORD_orgnoun)) {
        entity_mention(f, named_org(f, &p, key), head, p.first, p.last, DL_MENTION_name, DL_BASIS_explicit);
        for (int32_t i = p.name_first; i <= p.name_last; i++)
            f->taken[i] = IN_NAME;
    }
}

/* All mentions of one body become the other's, which takes the code if it has none. */
static void unite(struct finder *f, uint32_t from, uint32_t to)
{
    struct draft *d = &f->draft.at[to], *other = &f->draft.at[from];
    char own[PHRASE_KEY] = "";
    if (other->row && strlen(other->row->name) < PHRASE_KEY - 8)
        utf8_key(other->row->name, strlen(other->row->name), own, sizeof own);
    bool same_body = other->row && (other->row == d->row || shares_word(own, d->words) || initials(f, other->words, own));
    if (from == to || other->e.kind == DL_ENTITY_person || other->e.kind == DL_ENTITY_country || other->e.kind == DL_ENTITY_unnamed)
        return;
    if (same_body && (!d->e.code || (d->e.country && other->e.code && strncmp(d->e.code, other->e.code, 3) != 0 && !d->row) || !*d->e.sectors)) {
        d->e.code = other->e.code;
        d->e.country = other->e.country;
        d->e.sectors = other->e.sectors;
        d->e.key = other->e.key;
    }
    other->same = to + 1;
    for (uint32_t i = 0; i < f->mention.n; i++)
        if (f->mention.at[i].entity == from)
            f->mention.at[i].entity = to;
}

/* The capitalised phrase before its acronym in brackets is a name, whatever its words. */
static void body_before(struct finder *f, int32_t h, int32_t acronym)
{
    struct phrase p;
    char key[PHRASE_KEY];
    phrase_read(f, h, &p);
    p.name_first = p.first + (TOK(p.first)->upos == DL_DET);
    p.name_last = p.last;
    if (p.last + 2 == acronym && p.name_first < p.name_last && *phrase_key(f, p.name_first, p.name_last, key))
        entity_mention(f, named_org(f, &p, key), h, p.first, p.last, DL_MENTION_name, DL_BASIS_explicit);
}

/* "the Israeli Defense Forces (IDF)": the capitals in brackets stand for what is before them. */
/* "Phivolcs" of "philippine institute of volcanology and seismology": its letters in their order, from the first. */
static bool made_of(const char *name, const char *words)
{
    if (*name < 'A' || *name > 'Z' || *name + 32 != *words || strlen(name) < 4)
        return false;
    for (; *name && *words; words++)
        name += *name == *words || (*name >= 'A' && *name <= 'Z' && *name + 32 == *words);
    return !*name;
}

static void acronyms(struct finder *f, const struct dl_sentence *sent)
{
    for (int32_t i = (int32_t)sent->first + 1; i + 1 < (int32_t)(sent->first + sent->n); i++) {
        if (TOK(i - 1)->form[0] != '(' || TOK(i + 1)->form[0] != ')' || i < 2)
            continue;
        int32_t h = TOK(i)->rel == DL_REL_appos && TOK(i)->head >= 0 && TOK(i)->head < i ? TOK(i)->head : i - 2;
        while (h > 0 && f->mention_at[h] < 0 && TOK(h)->head >= 0 && (TOK(h)->rel == DL_REL_flat || TOK(h)->rel == DL_REL_compound || TOK(h)->rel == DL_REL_nmod))
            h = TOK(h)->head;
        const char *s = TOK(i)->form;
        if (f->mention_at[h] < 0 && TOK(h)->upos == DL_PROPN && strlen(s) > 1)
            body_before(f, h, i);
        int32_t m = f->mention_at[h];
        bool capitals = !s[strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-&.")];
        if (m < 0 || strlen(s) < 2 || f->draft.at[f->mention.at[m].entity].e.kind == DL_ENTITY_person || f->draft.at[f->mention.at[m].entity].e.kind == DL_ENTITY_country)
            continue;
        if (!capitals && !made_of(s, f->draft.at[f->mention.at[m].entity].words))
            continue;
        char key[PHRASE_KEY];
        phrase_key(f, i, i, key);
        uint32_t e = f->mention.at[m].entity;
        f->draft.at[e].alias = arena_text(f->a, key, strlen(key));
        if (f->mention_at[i] >= 0)
            unite(f, f->mention.at[f->mention_at[i]].entity, e);
        else
            entity_mention(f, e, i, i, i, DL_MENTION_name, DL_BASIS_apposition);
    }
}

/* Names that stand before a noun: "Russia's army", "the Syria talks", "Russian". */
static void modifiers(struct finder *f)
{
    for (uint32_t i = 0; i < f->hit.n; i++) {
        const struct hit *h = &f->hit.at[i];
        bool taken = h->land && (h->form == LAND_PERSON || h->form == LAND_PEOPLE);
        int32_t top = h->last;
        for (int32_t t = h->first; t <= h->last; t++) {
            taken |= f->mention_at[t] >= 0 || (!h->land && f->taken[t] == IN_NAME);
            top = TOK(t)->head < h->first || TOK(t)->head > h->last ? t : top;
        }
        if (is_person(h) && !taken && !f->taken[h->first]) {
            struct phrase p;
            char key[PHRASE_KEY];
            phrase_of_hit(f, h, top, &p);
            name_person(f, &p, h, phrase_key(f, h->first, h->last, key));
            continue;
        }
        bool ethnic = h->form == LAND_ADJECTIVE && h->first > 0 && phrase_is(f, h->first - 1, WORD_ethnic);
        if (taken || ethnic || phrase_is_head(f, top) || is_person(h) || (h->form == LAND_CAPITAL && h->land && !acts(f, top)))
            continue;
        uint32_t e = h->land ? entity_land(f, h) : mentions_known(f, h);
        entity_mention(f, e, top, h->first, h->last, h->form == LAND_ADJECTIVE ? DL_MENTION_nominal : DL_MENTION_name, DL_BASIS_explicit);
    }
}

/* A description beside a name: "X, a spokesman for Y"; or a title that the tree did not see as one: "Secretary of State X". */
static bool beside(const struct finder *f, int32_t i, const struct phrase *p)
{
    uint8_t rel = TOK(i)->rel;
    if (rel == DL_REL_appos)
        return true;
    bool loose = rel == DL_REL_nmod || rel == DL_REL_nmod_desc || rel == DL_REL_compound || rel == DL_REL_dep || rel == DL_REL_flat || rel == DL_REL_list;
    return loose && p->noun_last >= 0 && f->left[i] == p->noun_last + 1 && TOK(f->left[i])->rel != DL_REL_case;
}

/* "ambassador to Germany Richard Grenell": the name hangs on the country. */
static int32_t over_country(const struct finder *f, int32_t i)
{
    int32_t head = TOK(i)->head;
    const struct hit *h = head >= 0 ? hit_of(f, head) : NULL;
    return h && h->land && h->last + 1 == i && TOK(i)->rel == DL_REL_flat && TOK(head)->rel == DL_REL_nmod ? TOK(head)->head : -1;
}

static void describe(struct finder *f, int32_t i)
{
    int32_t over = over_country(f, i), head = over >= 0 ? over : TOK(i)->head;
    struct phrase p;
    if (head < 0 || (f->mention_at[i] < 0) == (f->mention_at[head] < 0))
        return;
    int32_t named = f->mention_at[head] >= 0 ? head : i, other = named == head ? i : head;
    uint8_t kind = f->draft.at[f->mention.at[f->mention_at[named]].entity].e.kind;
    if (kind != DL_ENTITY_person && kind != DL_ENTITY_organization)
        return;
    phrase_read(f, other, &p);
    if (kind == DL_ENTITY_organization && (p.noun_first < 0 || TOK(i)->rel != DL_REL_appos || !phrase_has(f, p.head, p.head, WORD_institution)))
        return;
    if (p.plural || !(over >= 0 || beside(f, i, &p)))
        return;
    uint32_t e = f->mention.at[f->mention_at[named]].entity;
    bool counterpart = phrase_has(f, other, other, WORD_counterpart);
    if (p.noun_first < 0 && !counterpart)
        return;
    if (kind == DL_ENTITY_person)
        entity_described(f, e, &p);
    entity_mention(f, e, other, p.first, p.noun_last > p.last ? p.noun_last : p.last, DL_MENTION_nominal, DL_BASIS_apposition);
    take(f, p.noun_first, p.noun_last);
}

static bool spoken(const struct dl_sentence *s) { return s->kind == DL_SENT_BODY || s->kind == DL_SENT_TITLE; }

/* "Cengiz is a Turkish national": what somebody is said to be. */
static void said_to_be(struct finder *f, int32_t i)
{
    int32_t head = TOK(i)->head, cop = -1;
    struct phrase p;
    if (TOK(i)->rel != DL_REL_nsubj || head < 0 || f->mention_at[i] < 0 || TOK(head)->upos != DL_NOUN)
        return;
    uint32_t e = f->mention.at[f->mention_at[i]].entity;
    for (int32_t c = f->child[head]; c >= 0; c = f->sibling[c]) {
        cop = TOK(c)->rel == DL_REL_cop && TOK(c)->xpos && strncmp(TOK(c)->xpos, "VB", 2) == 0 && strcmp(TOK(c)->xpos, "VBD") != 0 ? c : cop;
        if (TOK(c)->rel == DL_REL_aux || (TOK(c)->rel == DL_REL_advmod && phrase_is(f, c, WORD_not)))
            return;
    }
    if (cop < 0 || f->draft.at[e].e.kind != DL_ENTITY_person || f->draft.at[e].e.code)
        return;
    phrase_read(f, head, &p);
    if (!p.plural && p.noun_first >= 0 && (p.country || p.principal))
        entity_described(f, e, &p);
}

/* "White House spokeswoman Jen Psaki", where the tree sees two subjects. */
static void describe_before(struct finder *f, int32_t i)
{
    int32_t t = i;
    struct phrase p;
    if (f->mention_at[i] < 0 || f->draft.at[f->mention.at[f->mention_at[i]].entity].e.kind != DL_ENTITY_person)
        return;
    while (t >= 0 && TOK(t)->span.end > f->mention.at[f->mention_at[i]].span.start)
        t--;
    if (t < 0 || f->mention_at[t] >= 0 || TOK(t)->upos != DL_NOUN || TOK(t)->head != TOK(i)->head || !phrase_is_head(f, t))
        return;
    phrase_read(f, t, &p);
    if (p.noun_first < 0 || p.noun_last != t || p.plural || p.definite || p.indefinite)
        return;
    uint32_t e = f->mention.at[f->mention_at[i]].entity;
    entity_described(f, e, &p);
    entity_mention(f, e, t, p.first, p.last, DL_MENTION_nominal, DL_BASIS_apposition);
    take(f, p.noun_first, p.noun_last);
}

static bool of_a_state(const char *sectors)
{
    static const char *const own[] = {"GOV", "COP", "MIL", "LEG", "JUD", "SPY", "OPP", "PTY", "REB"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (strncmp(sectors, own[i], 3) == 0)
            return true;
    return false;
}

/* "Qadistan's negotiator": whose he is stands before his office, a name that no table knows. */
static bool belongs(const struct finder *f, uint32_t entity)
{
    for (uint32_t m = 0; m < f->mention.n; m++) {
        int32_t head = f->mention.at[m].head;
        if (f->mention.at[m].entity != entity || f->mention.at[m].kind == DL_MENTION_pronoun || head < 0)
            continue;
        for (int32_t c = f->child[head]; c >= 0; c = f->sibling[c]) {
            if (c < head && TOK(c)->rel == DL_REL_nmod_poss && TOK(c)->upos == DL_PROPN && f->hit_at[c] < 0)
                return true;
        }
    }
    return false;
}

/* A judge or minister of whom no country is told is one of the country the report comes from. */
static void by_context(struct finder *f)
{
    const char *land = f->about ? f->about : f->context;
    for (uint32_t i = 0; land && i < f->draft.n; i++) {
        struct draft *d = &f->draft.at[i];
        if (d->e.kind == DL_ENTITY_person && !d->e.code && of_a_state(d->e.sectors) && !belongs(f, i)) {
            entity_code(f, i, land, d->e.sectors);
            d->e.basis = DL_BASIS_context;
        }
    }
}

void mentions_find(struct finder *f)
{
    for (uint32_t s = 0; s < f->art->n_sentences; s++) {
        const struct dl_sentence *sent = &f->art->sentence[s];
        for (int32_t i = (int32_t)sent->first; spoken(sent) && i < (int32_t)(sent->first + sent->n); i++)
            if (phrase_is_head(f, i) && f->mention_at[i] < 0)
                introduce(f, i);
    }
    for (uint32_t s = 0; s < f->art->n_sentences; s++)
        if (spoken(&f->art->sentence[s]))
            acronyms(f, &f->art->sentence[s]);
    modifiers(f);
    for (int32_t i = 0; i < (int32_t)f->art->n_tokens; i++)
        describe(f, i);
    for (int32_t i = 1; i < (int32_t)f->art->n_tokens; i++)
        describe_before(f, i);
    for (int32_t i = 0; i < (int32_t)f->art->n_tokens; i++)
        said_to_be(f, i);
    by_context(f);
}
