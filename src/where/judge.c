/* where/judge.c: which candidates are places, by their name, their neighbours, the tree and the rest of the article. */
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "where/work.h"
#include "base/banned.h"

enum { TAKE = 20, CITY = 300000 };      /* tenths of evidence that a place needs; people that a city has */

static const struct dl_token *token(const struct find *f, int64_t i)
{
    return i >= 0 && i < f->art->n_tokens ? &f->art->token[i] : NULL;
}

static uint32_t kinds(const struct find *f, int64_t i) { return token(f, i) ? f->kinds[i] : 0; }

static bool form_is(const struct find *f, int64_t i, const char *form)
{
    return token(f, i) && strcmp(f->art->token[i].form, form) == 0;
}

static bool inside(const struct find *f, const struct cand *c, int64_t i)
{
    const struct dl_sentence *s = &f->art->sentence[c->sentence];
    return i >= (int64_t)s->first && i < (int64_t)s->first + s->n;
}

static bool capital(const struct find *f, const struct cand *c, int64_t i)
{
    return inside(f, c, i) && f->shape[i] & SHAPE_CAPITAL;
}

const struct atlas_place *find_first(const struct find *f, const struct cand *c)
{
    const struct atlas_place *best = NULL;
    enum atlas_how how;
    if (!c->name)
        return NULL;
    for (uint32_t i = 0; i < c->name->n; i++) {
        const struct atlas_place *p = atlas_place(f->w->atlas, c->name, i, &how);
        if (!p || how == ATLAS_AFTER_COMMA || how == ATLAS_ADJECTIVE)
            continue;
        if (p->kind == ATLAS_COUNTRY || p->kind == ATLAS_REGION)
            return p;
        if (!best || p->people > best->people)
            best = p;
    }
    return best;
}

int32_t find_head(const struct find *f, const struct cand *c)
{
    for (uint32_t i = c->first; i < c->end; i++) {
        int32_t h = f->art->token[i].head;
        if (h < (int32_t)c->first || h >= (int32_t)c->end)
            return (int32_t)i;
    }
    return (int32_t)c->end - 1;
}

const struct atlas_place *find_adjective(const struct find *f, const struct cand *c)
{
    int32_t head = find_head(f, c), up = f->art->token[head].head;
    const struct dl_token *t = &f->art->token[head];
    enum atlas_how how = ATLAS_NAME;
    const struct atlas_place *p = NULL;
    for (uint32_t i = 0; c->name && i < c->name->n && how != ATLAS_ADJECTIVE; i++)
        p = atlas_place(f->w->atlas, c->name, i, &how);
    if (!p || how != ATLAS_ADJECTIVE || (f->shape[c->first] & SHAPE_PERSON && t->rel == DL_REL_flat))
        return NULL;
    for (int steps = 0; steps < 3 && up >= 0 && t->rel == DL_REL_conj; steps++) {      /* "Russian and Syrian jets" */
        t = &f->art->token[up];
        up = t->head;
    }
    bool qualifies = (t->rel == DL_REL_amod || t->rel == DL_REL_compound || t->rel == DL_REL_nmod_desc) && up >= (int32_t)c->end;
    if (!qualifies || IS(f->kinds[up], language))
        return NULL;
    /* "African Story", "the American Journal": part of another name, unless a title or a word in small letters follows */
    if (capital(f, c, c->end) && !(kinds(f, c->end) & (1u << WORD_title | 1u << WORD_office)))
        return NULL;
    return p;
}

/* The preposition before the name, over "the" and words of direction and settlement. */
static int preposition(const struct find *f, const struct cand *c)
{
    int64_t i = (int64_t)c->first - 1;
    for (int steps = 0; inside(f, c, i) && steps < 3; steps++, i--) {
        uint32_t k = kinds(f, i);
        if (IS(k, in) && !IS(k, direction))
            return 25;
        if (IS(k, from) && !IS(k, direction))
            return form_is(f, i, "of") ? 8 : 14;
        if (!IS(k, direction) && !form_is(f, i, "the") && !IS(k, settlement) && !IS(k, determiner))
            return 0;
    }
    return 0;
}

/* "the town of X", "X city", "northern X". */
static int beside(const struct find *f, const struct cand *c)
{
    int64_t before = (int64_t)c->first - 1, after = c->end;
    int s = 0;
    if (inside(f, c, before) && IS(kinds(f, before), direction))
        s += 25;
    if (inside(f, c, before) && IS(kinds(f, before), settlement) && !capital(f, c, before))
        s += 15;
    if (form_is(f, before, "of") && inside(f, c, before - 1) && IS(kinds(f, before - 1), settlement) && !capital(f, c, before - 1))
        s += 30;      /* not "Department of Health" */
    const struct dl_token *last = &f->art->token[c->end - 1];
    if (last->rel == DL_REL_compound && last->head >= (int32_t)c->end && f->art->token[last->head].upos == DL_NOUN)
        s += 5;
    if (inside(f, c, after) && !capital(f, c, after) && (IS(kinds(f, after), settlement) || IS(kinds(f, after), resident)))
        s += last->rel == DL_REL_compound && IS(kinds(f, after), settlement) ? 25 : 12;
    return s;
}

static bool is_persons(const struct find *f, const struct cand *c)
{
    const char *form = f->art->token[c->end - 1].form;
    char key[128];
    uint32_t h = (uint32_t)hash_bytes(key, atlas_key(form, strlen(form), key, sizeof key)), lo = 0, hi = f->n_persons;
    if (c->end - c->first > 1)
        return false;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (f->person[mid] < h)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < f->n_persons && f->person[lo] == h;
}

/* How well known the place is for its name alone. */
static int fame(const struct find *f, const struct cand *c, const struct atlas_place *p)
{
    int s = c->end - c->first > 1 ? 8 : 0;
    (void)f;
    if (!p)
        return -10;
    if (p->kind == ATLAS_COUNTRY || p->kind == ATLAS_REGION)
        return s + 30;
    if (p->kind == ATLAS_AREA1)
        return s + (p->people > 30000 ? 30 : 15);
    if (p->kind == ATLAS_AREA2 && c->end - c->first > 1 && IS(f->kinds[c->end - 1], generic_after))
        return s + 20;      /* "Pike County" */
    if (p->people > 500000 || p->feature == FEATURE_PPLC)
        s += 25;
    else if (p->people > 100000)
        s += 18;
    else
        s += p->people > 15000 ? 3 : -5;
    return s;
}

static bool in_span(const struct find *f, const struct cand *c, struct dl_span s)
{
    uint32_t at = f->art->token[c->first].span.start;
    return at >= s.start && at < s.end;
}

static bool quote_mark(const struct find *f, int64_t i)
{
    static const char *const marks[] = {"'", "\"", "``", "''", "\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\x9c", "\xe2\x80\x9d"};
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (form_is(f, i, marks[k]))
            return true;
    return false;
}

/* What tells against a place: other names it is part of, persons, words of the language. */
static int against(const struct find *f, const struct cand *c, const struct atlas_place *p)
{
    int64_t before = (int64_t)c->first - 1, after = c->end;
    bool country = p && (p->kind == ATLAS_COUNTRY || p->kind == ATLAS_REGION || p->kind == ATLAS_AREA1), one = c->end - c->first == 1;
    uint32_t own = f->kinds[c->first];
    const struct dl_token *last = &f->art->token[c->end - 1];
    bool joined = before >= 0 && inside(f, c, before) && !f->art->token[before].space_after;
    int s = 0;
    if (joined && form_is(f, before, "/"))
        s -= 40;
    if (joined && form_is(f, before, "-") && capital(f, c, before - 1) && !country)
        s -= 25;
    if (f->shape[c->first] & SHAPE_OUTLET)
        s -= 60;
    if (one && (IS(own, word) || IS(own, direction)))
        s -= 200;
    if (!one && IS(own, direction) && c->end - c->first == 2 && IS(kinds(f, c->end - 1), generic_after) && p && p->kind != ATLAS_REGION && !p->geonames)
        s -= 60;      /* "the Northern District" has many homes */
    if (one && c->name && !(c->name->flags & ATLAS_ACRONYM) && f->shape[c->first] & SHAPE_CAPITALS &&
        f->art->token[c->first].span.end - f->art->token[c->first].span.start < 5)
        s -= 40;
    if (p && p->kind == ATLAS_TOWN && p->people < 300000 && quote_mark(f, before) && quote_mark(f, after))
        s -= 40;      /* the film 'Argo' */
    if (one && !country && !(p && p->people > CITY / 3) && form_is(f, after, "-") && !last->space_after && capital(f, c, after + 1))
        s -= 25;      /* "Tak-Sing Wong" */
    if (inside(f, c, before) && IS(kinds(f, before), ship))
        s -= 40;
    if (form_is(f, before, "the") && inside(f, c, before - 1) && IS(kinds(f, before - 1), ship))
        s -= 40;
    if (!c->name && !c->site && capital(f, c, after) && f->art->token[after].upos == DL_PROPN)
        s -= 30;
    if (f->shape[c->first] & SHAPE_PERSON || in_span(f, c, f->art->dateline.agency_span) || in_span(f, c, f->art->dateline.date_span))
        return -80;
    if (f->shape[c->first] & SHAPE_MENTION && !country)
        s -= p && p->people > 500000 ? 5 : 20;
    if (is_persons(f, c) && !country)
        s -= 40;
    if (one && IS(own, never))
        s -= 30;
    else if (one && own && !country)
        s -= 15;
    if (one && c->name && c->name->flags & ATLAS_SURNAME && p && p->kind == ATLAS_TOWN && p->people < 500000)
        s -= 10;
    if (one && c->name && c->name->flags & ATLAS_GIVEN && p && p->kind == ATLAS_TOWN && p->people < 500000)
        s -= 10;
    if (one && f->art->token[c->first].upos != DL_PROPN && !country)
        s -= 15;
    if (capital(f, c, before) && IS(kinds(f, before), title))
        s -= country ? 0 : 30;
    else if (capital(f, c, before) && f->art->token[before].upos == DL_PROPN && !IS(kinds(f, before), direction))
        s -= country ? 10 : 30;
    if (capital(f, c, after) && f->art->token[after].upos == DL_PROPN) {
        if (IS(kinds(f, after), media))
            s -= 40;
        else if (f->art->token[after].rel == DL_REL_flat && f->art->token[after].head >= (int32_t)c->first && f->art->token[after].head < (int32_t)c->end)
            s -= 35;
        else if (!IS(kinds(f, after), organisation) && !IS(kinds(f, after), generic_after) && !IS(kinds(f, after), title))
            s -= country ? 5 : 25;
    }
    if (form_is(f, before, "the") && one && !country && (last->rel != DL_REL_compound || last->head < (int32_t)c->end))
        s -= 10;
    return s;
}

/* Does the name at `to` stand where a container stands after `end`: "X, Y", "X in Y", "X, in the Y", "X (Y"? */
static bool container_at(const struct find *f, const struct cand *c, const struct cand *y)
{
    uint32_t i = c->end;
    bool comma = form_is(f, i, ",");
    i += comma || form_is(f, i, "(");
    bool in = form_is(f, i, "in");
    i += in;
    i += in && form_is(f, i, "the");
    i += in && i < f->art->n_tokens && IS(f->kinds[i], direction);
    return i > c->end && y->first == i;
}

static bool in_list(const struct find *f, const struct cand *c, const struct cand *y)
{
    return form_is(f, (int64_t)c->first - 1, ",") || form_is(f, (int64_t)c->first - 1, "and") || form_is(f, y->end, "and") ||
           (form_is(f, y->end, ",") && capital(f, c, (int64_t)y->end + 1));
}

/* The candidate after k that may contain it; -1. */
static int32_t contains(const struct find *f, uint32_t k)
{
    const struct cand *c = &f->cand.at[k];
    if (k + 1 >= f->cand.n)
        return -1;
    const struct cand *y = &f->cand.at[k + 1];
    const struct atlas_place *first = find_first(f, c);
    if (!y->name || y->sentence != c->sentence || !container_at(f, c, y))
        return -1;
    enum atlas_how how;
    for (uint32_t i = 0; i < y->name->n; i++) {
        const struct atlas_place *p = atlas_place(f->w->atlas, y->name, i, &how);
        if (p && first && first->kind == ATLAS_COUNTRY && p->kind == ATLAS_COUNTRY)
            continue;
        if (p && first && first->kind == ATLAS_AREA1 && p->kind == ATLAS_AREA1 && first->country == p->country && in_list(f, c, y))
            continue;      /* "Ohio, Oregon and Texas" */
        if (p && p->kind == ATLAS_TOWN && !c->site && (p->people < CITY || !form_is(f, c->end, ",") || in_list(f, c, y) || (first && first->people > CITY / 3)))
            continue;
        if (p && how != ATLAS_ADJECTIVE && (c->site || p->kind == ATLAS_TOWN || p->kind == ATLAS_AREA1 || p->kind == ATLAS_COUNTRY || p->kind == ATLAS_AREA2 || p->kind == ATLAS_REGION))
            return (int32_t)k + 1;
    }
    return -1;
}

/* Does some place called x lie in some place called y? */
static bool may_lie_in(const struct find *f, const struct cand *x, const struct cand *y)
{
    enum atlas_how how;
    const struct atlas *g = f->w->atlas;
    if (!x->name)
        return false;
    for (uint32_t i = 0; i < x->name->n; i++) {
        const struct atlas_place *p = atlas_place(g, x->name, i, &how);
        if (!p || how == ATLAS_AFTER_COMMA || how == ATLAS_ADJECTIVE)
            continue;
        for (uint32_t j = 0; j < y->name->n; j++) {
            const struct atlas_place *q = atlas_place(g, y->name, j, &how);
            if (q && q != p && ((q->kind == ATLAS_COUNTRY && q->country == p->country) || (q->kind == ATLAS_AREA1 && atlas_area(g, p) == q) ||
                                (q->kind == ATLAS_AREA2 && q->area && q->area == p->area && p->kind == ATLAS_TOWN)))
                return true;
        }
    }
    return false;
}

static bool only_after_comma(const struct find *f, const struct cand *c)
{
    return c->name && !find_first(f, c);
}

static bool form_ends(const struct find *f, uint32_t i)
{
    const char *form = f->art->token[i].form;
    return form[strlen(form) - 1] == '.';
}

/* A street needs no other sign than its last word; a centre or an academy is a place after "at" or "in". */
static int site_worth(const struct find *f, const struct cand *c)
{
    return IS(kinds(f, c->end - 1), generic_after) || !IS(kinds(f, c->end - 1), organisation) ? 10 : -5;
}

static void judge_one(struct find *f, uint32_t k)
{
    struct cand *c = &f->cand.at[k];
    const struct atlas_place *p = find_adjective(f, c);
    if (p) {
        c->score = 30;
        c->place = p;
        c->use = DL_USE_adjective;
        return;
    }
    p = find_first(f, c);
    const struct dl_sentence *sentence = &f->art->sentence[c->sentence];
    bool in_dateline = f->art->sentence[c->sentence].kind == DL_SENT_DATELINE ||
                       (f->art->dateline.place_span.end && f->art->token[c->first].span.start >= f->art->dateline.place_span.start &&
                        f->art->token[c->first].span.start < f->art->dateline.place_span.end);
    int32_t in = contains(f, k);
    int s = preposition(f, c) + beside(f, c) + against(f, c, p);
    if (in_dateline && (c->name || c->first == sentence->first))
        s += 50;
    else if (c->first == sentence->first && c->name && f->shape[c->first] & SHAPE_CAPITALS && f->art->token[c->first].span.end - f->art->token[c->first].span.start > 3 &&
             inside(f, c, c->end) && !(f->shape[c->end] & SHAPE_CAPITALS && f->shape[c->end] & SHAPE_LETTERS))
        s += 30;      /* "DETROIT The department said" */
    if (in >= 0 && may_lie_in(f, c, &f->cand.at[in])) {
        s += 40;
        c->in = in;
    } else if (in >= 0 && form_is(f, c->end, ",") && only_after_comma(f, &f->cand.at[in]) && form_ends(f, f->cand.at[in].end - 1)) {
        s += 30;      /* "HOLLIDAY, Mo.": whatever it is called */
        c->in = in;
    } else if (in >= 0 && c->site) {
        c->in = in;
    } else if (in >= 0 && c->name && p && p->kind == ATLAS_TOWN && p->people < CITY && form_is(f, c->end, ",") && !in_list(f, c, &f->cand.at[in])) {
        c->in = in;      /* "Randolph, New Hampshire": a place there that the table has not */
    } else if (in >= 0 && (!c->name || only_after_comma(f, c)) && preposition(f, c) > 20) {
        s += 20;
        c->in = in;
    }
    if (c->in >= 0)
        f->cand.at[c->in].container = true;
    s += c->name ? fame(f, c, p) : c->site ? site_worth(f, c) : -12;
    if (only_after_comma(f, c) && !c->container)
        s -= 60;
    if (c->container)
        s += 40;
    c->score = (int16_t)s;
}

/* Does only a comma or a conjunction part the two? */
static bool listed(const struct find *f, const struct cand *a, const struct cand *b)
{
    return a->name && b->name && a->sentence == b->sentence && a->end + 1 == b->first && a->use != DL_USE_adjective && b->use != DL_USE_adjective &&
           (form_is(f, a->end, ",") || form_is(f, a->end, "and") || form_is(f, a->end, "or"));
}

/* Few words, none of which we know as anything else? */
static bool plain_words(const struct find *f, const struct cand *c)
{
    for (uint32_t i = c->first; i < c->end; i++)
        if (f->kinds[i])
            return false;
    return c->end - c->first < 4;
}

/* The candidate that this one is joined to by "and" or a comma, in the tree; a town or a name that no table has. NULL. */
static const struct cand *conjunct(const struct find *f, uint32_t k)
{
    const struct dl_token *h = &f->art->token[find_head(f, &f->cand.at[k])];
    if (h->rel != DL_REL_conj || h->head < 0)
        return NULL;
    for (uint32_t j = k; j-- && f->cand.at[j].sentence == f->cand.at[k].sentence;) {
        const struct cand *c = &f->cand.at[j];
        if (h->head < (int32_t)c->first || h->head >= (int32_t)c->end)
            continue;
        const struct atlas_place *p = find_first(f, c);
        return !c->site && c->use != DL_USE_adjective && (!p || p->kind == ATLAS_TOWN || p->kind == ATLAS_AREA2) ? c : NULL;
    }
    return NULL;
}

/* Names in one list are places together; a name that is surely a place once is likely one again. */
static void judge_together(struct find *f)
{
    bool *sure = arena_take(f->arena, f->n_groups + 1u, sizeof *sure);
    for (uint32_t k = 0; k < f->cand.n; k++) {
        const struct cand *c = &f->cand.at[k];
        if (c->name && c->score >= TAKE && c->use != DL_USE_adjective)
            sure[c->group] = true;
    }
    for (uint32_t k = 0; k < f->cand.n; k++) {
        struct cand *c = &f->cand.at[k];
        if (c->score >= TAKE || c->score < TAKE - 60)
            continue;
        const struct cand *first = conjunct(f, k);
        if (first && first->score >= TAKE + 5 && (c->name || plain_words(f, c))) {
            c->score = (int16_t)(c->score + 40);      /* "the villages of Maliuc and Caraorman" */
            continue;
        }
        if (!c->name || c->score < TAKE - 25)
            continue;
        bool before = k > 0 && listed(f, c - 1, c) && c[-1].score >= TAKE + 15, after = k + 1 < f->cand.n && listed(f, c, c + 1) && c[1].score >= TAKE + 15;
        if (sure[c->group] || before || after)
            c->score = (int16_t)(c->score + 20);
    }
}

static bool state(const struct find *f, const struct cand *c)
{
    const struct atlas_place *p = find_first(f, c);
    return p && p->kind == ATLAS_AREA1;
}

/* "Ohio, Oregon and Texas": names of states beside each other. */
static void judge_lists(struct find *f)
{
    for (uint32_t k = 0; k + 1 < f->cand.n; k++) {
        struct cand *c = &f->cand.at[k], *next = c + 1;
        bool apart = form_is(f, c->end, ",") || form_is(f, c->end, "and") || form_is(f, c->end, "or");
        bool both = next->first == c->end + 1 || (next->first == c->end + 2 && form_is(f, c->end, ",") && form_is(f, (int64_t)c->end + 1, "and"));
        if (!apart || !both || c->in >= 0)
            continue;
        next->listed |= state(f, c);
        c->listed |= state(f, next);
    }
}

void find_judge(struct find *f)
{
    for (uint32_t k = 0; k < f->cand.n; k++)
        judge_one(f, k);
    judge_together(f);
    judge_lists(f);
    for (uint32_t k = 0; k < f->cand.n; k++)
        f->cand.at[k].taken = f->cand.at[k].score >= TAKE;
}

/* Does the body's name go on before or after the place's? */
static bool bigger_body(const struct find *f, const struct cand *c)
{
    int64_t before = (int64_t)c->first - 1, after = c->end;
    return (inside(f, c, before) && f->shape[before] & SHAPE_BODY && f->shape[before] & SHAPE_CAPITAL) || (inside(f, c, after) && f->shape[after] & SHAPE_BODY);
}

/* Is it a country or a capital, that may stand for a government? */
static bool governs(const struct cand *c)
{
    return c->place && (c->place->kind == ATLAS_COUNTRY || c->place->feature == FEATURE_PPLC);
}

/* A verb whose object is where it happens: to shell, to visit. */
static bool is_scene(const struct find *f, const struct dl_token *verb)
{
    return verb->lemma && IS(words_of(f->w->words, verb->lemma, strlen(verb->lemma)), scene);
}

/* The place before k whose head is this token; NULL. */
static const struct cand *headed_by(const struct find *f, uint32_t k, int32_t token)
{
    for (uint32_t j = k; j-- && f->cand.at[j].sentence == f->cand.at[k].sentence;)
        if (f->cand.at[j].taken && find_head(f, &f->cand.at[j]) == token)
            return &f->cand.at[j];
    return NULL;
}

static int64_t before_the(const struct find *f, const struct cand *c)
{
    return (int64_t)c->first - (form_is(f, (int64_t)c->first - 1, "the") ? 2 : 1);
}

/* "in Kabul province", "near Mosul airport", and not "in the Red Sea port of Mocha": the noun is land, and no other name says which. */
static bool names_land(const struct find *f, uint32_t k, int32_t noun)
{
    if (!(kinds(f, noun) & (1u << WORD_settlement | 1u << WORD_resident | 1u << WORD_site | 1u << WORD_generic_after)))
        return false;
    for (uint32_t j = k + 1; j < f->cand.n && f->cand.at[j].sentence == f->cand.at[k].sentence; j++)
        if (f->cand.at[j].taken && f->art->token[find_head(f, &f->cand.at[j])].head == noun)
            return false;
    return true;
}

/* Verbs by which a government or a people acts are all but those that tell of land. */
void find_use(struct find *f)
{
    for (uint32_t k = 0; k < f->cand.n; k++) {
        struct cand *c = &f->cand.at[k];
        if (!c->taken)
            continue;
        const struct dl_token *h = &f->art->token[find_head(f, c)], *up = h->head >= 0 ? &f->art->token[h->head] : NULL;
        if (c->use == DL_USE_adjective)
            continue;
        const struct cand *other;
        c->use = DL_USE_literal;
        if ((capital(f, c, c->end) && IS(kinds(f, c->end), organisation)) || (f->shape[c->first] & SHAPE_BODY && bigger_body(f, c)))
            c->use = DL_USE_part;
        else if (c->container)
            continue;
        else if (h->rel == DL_REL_conj && (other = headed_by(f, k, h->head)))
            c->use = other->use == DL_USE_adjective ? DL_USE_literal : other->use;      /* "the leaders of Mali, Niger and Chad" */
        else if (h->rel == DL_REL_compound && h->head >= (int32_t)c->end)
            c->use = preposition(f, c) > 20 && names_land(f, k, h->head) ? DL_USE_literal : DL_USE_modifier;
        else if (preposition(f, c) > 20)
            continue;
        else if (h->rel == DL_REL_nmod && up && form_is(f, before_the(f, c), "of") && IS(kinds(f, h->head), whose))
            c->use = DL_USE_modifier;
        else if ((h->rel == DL_REL_obl || h->rel == DL_REL_nmod) && governs(c) && inside(f, c, before_the(f, c)) && IS(kinds(f, before_the(f, c)), party) &&
                 !(up && up->upos == DL_VERB && form_is(f, before_the(f, c), "for")))      /* "left for Cairo" */
            c->use = DL_USE_actor;      /* "talks with Iran", "a deal between Egypt and Sudan" */
        else if ((h->rel == DL_REL_obj || h->rel == DL_REL_iobj || h->rel == DL_REL_nsubj_pass) && up && governs(c) && !is_scene(f, up))
            c->use = DL_USE_actor;
        else if ((h->rel == DL_REL_nsubj && up && up->upos == DL_VERB) || h->rel == DL_REL_obl_agent)
            c->use = DL_USE_actor;
        else if (h->rel == DL_REL_compound || h->rel == DL_REL_amod || h->rel == DL_REL_nmod_poss || h->rel == DL_REL_nmod_desc)
            c->use = DL_USE_modifier;
    }
}
