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

uint32_t find_kinds(const struct find *f, int64_t i) { return token(f, i) ? f->kinds[i] : 0; }

bool find_form(const struct find *f, int64_t i, const char *form)
{
    return token(f, i) && strcmp(f->art->token[i].form, form) == 0;
}

bool find_inside(const struct find *f, const struct cand *c, int64_t i)
{
    const struct dl_sentence *s = &f->art->sentence[c->sentence];
    return i >= (int64_t)s->first && i < (int64_t)s->first + s->n;
}

bool find_capital(const struct find *f, const struct cand *c, int64_t i)
{
    return find_inside(f, c, i) && f->shape[i] & SHAPE_CAPITAL;
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
    if (find_capital(f, c, c->end) && !(find_kinds(f, c->end) & (1u << WORD_title | 1u << WORD_office)))
        return NULL;
    return p;
}

/* The preposition before the name, over "the" and words of direction and settlement. */
int find_preposition(const struct find *f, const struct cand *c)
{
    int64_t i = (int64_t)c->first - 1;
    for (int steps = 0; find_inside(f, c, i) && steps < 3; steps++, i--) {
        uint32_t k = find_kinds(f, i);
        if (IS(k, in) && !IS(k, direction))
            return 25;
        if (IS(k, from) && !IS(k, direction))
            return find_form(f, i, "of") ? 8 : 14;
        if (!IS(k, direction) && !find_form(f, i, "the") && !IS(k, settlement) && !IS(k, determiner))
            return 0;
    }
    return 0;
}

/* "the town of X", "X city", "northern X". */
static int beside(const struct find *f, const struct cand *c)
{
    int64_t before = (int64_t)c->first - 1, after = c->end;
    int s = 0;
    if (find_inside(f, c, before) && IS(find_kinds(f, before), direction))
        s += 25;
    if (find_inside(f, c, before) && IS(find_kinds(f, before), settlement) && !find_capital(f, c, before))
        s += 15;
    if (find_form(f, before, "of") && find_inside(f, c, before - 1) && IS(find_kinds(f, before - 1), settlement) && !find_capital(f, c, before - 1))
        s += 30;      /* not "Department of Health" */
    const struct dl_token *last = &f->art->token[c->end - 1];
    if (last->rel == DL_REL_compound && last->head >= (int32_t)c->end && f->art->token[last->head].upos == DL_NOUN)
        s += 5;
    if (find_inside(f, c, after) && !find_capital(f, c, after) && (IS(find_kinds(f, after), settlement) || IS(find_kinds(f, after), resident)))
        s += last->rel == DL_REL_compound && IS(find_kinds(f, after), settlement) ? 25 : 12;
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
        if (find_form(f, i, marks[k]))
            return true;
    return false;
}

static bool great(const struct atlas_place *p)
{
    return p && (p->kind == ATLAS_COUNTRY || p->kind == ATLAS_REGION || p->kind == ATLAS_AREA1);
}

/* Against the name itself: a word of the language, a person's name, letters of an acronym. */
static int against_name(const struct find *f, const struct cand *c, const struct atlas_place *p)
{
    bool one = c->end - c->first == 1, town = p && ((p->kind == ATLAS_TOWN && p->people < 500000) || (p->kind == ATLAS_REGION && !p->geonames));
    uint32_t own = f->kinds[c->first];
    const struct dl_token *t = &f->art->token[c->first];
    int s = 0;
    if (!one)      /* "the Northern District" has many homes */
        return IS(own, direction) && c->end - c->first == 2 && IS(find_kinds(f, c->end - 1), generic_after) && p && p->kind != ATLAS_REGION && !p->geonames ? -60 : 0;
    if (IS(own, word) || IS(own, direction))
        return -200;
    if (c->name && !(c->name->flags & ATLAS_ACRONYM) && f->shape[c->first] & SHAPE_CAPITALS && t->span.end - t->span.start < 5)
        s -= 40;
    s -= IS(own, never) ? 30 : own && !great(p) ? 15 : 0;
    if (c->name && town)
        s -= (c->name->flags & ATLAS_SURNAME ? 10 : 0) + (c->name->flags & ATLAS_GIVEN ? 10 : 0);
    return t->upos != DL_PROPN && !great(p) ? s - 15 : s;
}

/* Against it by what other rooms and the rest of the article say: persons, outlets, the agency of the dateline. */
static int against_sense(const struct find *f, const struct cand *c, const struct atlas_place *p)
{
    int s = f->shape[c->first] & SHAPE_OUTLET ? -60 : 0;
    if (f->shape[c->first] & SHAPE_PERSON || in_span(f, c, f->art->dateline.agency_span) || in_span(f, c, f->art->dateline.date_span))
        return -200;
    if (great(p))
        return s;
    if (f->shape[c->first] & SHAPE_MENTION)
        s -= p && p->people > 500000 ? 5 : 20;
    return is_persons(f, c) ? s - 40 : s;
}

/* Against it by the word before. */
static int against_before(const struct find *f, const struct cand *c, const struct atlas_place *p)
{
    int64_t before = (int64_t)c->first - 1;
    const struct dl_token *last = &f->art->token[c->end - 1];
    bool the = find_form(f, before, "the");
    int s = 0;
    if (!find_inside(f, c, before))
        return 0;
    if (!f->art->token[before].space_after)
        s -= find_form(f, before, "/") ? 40 : find_form(f, before, "-") && find_capital(f, c, before - 1) && !great(p) ? 25 : 0;
    if (IS(find_kinds(f, before), ship) || (the && find_inside(f, c, before - 1) && IS(find_kinds(f, before - 1), ship)))
        s -= 40;
    if (find_capital(f, c, before) && IS(find_kinds(f, before), title))
        s -= great(p) ? 0 : 30;
    else if (find_capital(f, c, before) && f->art->token[before].upos == DL_PROPN && !IS(find_kinds(f, before), direction))
        s -= great(p) ? 10 : 30;
    if (the && c->end - c->first == 1 && !great(p) && (last->rel != DL_REL_compound || last->head < (int32_t)c->end))
        s -= 10;
    return s;
}

/* Against it by the word after: a paper's name, a person's, a longer name. */
static int against_after(const struct find *f, const struct cand *c, const struct atlas_place *p)
{
    int64_t after = c->end;
    bool one = c->end - c->first == 1;
    int s = 0;
    if (!find_inside(f, c, after))
        return 0;
    const struct dl_token *t = &f->art->token[after];
    if (p && p->kind == ATLAS_TOWN && p->people < CITY && quote_mark(f, (int64_t)c->first - 1) && quote_mark(f, after))
        s -= 40;      /* the film 'Argo' */
    if (one && !great(p) && !(p && p->people > CITY / 3) && find_form(f, after, "-") && !t[-1].space_after && find_capital(f, c, after + 1))
        s -= 25;      /* "Tak-Sing Wong" */
    if (!find_capital(f, c, after) || t->upos != DL_PROPN)
        return s;
    if (!c->name && !c->site)
        s -= 30;
    if (IS(find_kinds(f, after), media))
        return s - 40;
    if (t->rel == DL_REL_flat && t->head >= (int32_t)c->first && t->head < (int32_t)c->end)
        return s - 35;
    bool fits = find_kinds(f, after) & (1u << WORD_organisation | 1u << WORD_generic_after | 1u << WORD_title);
    return fits ? s : s - (great(p) ? 5 : 25);
}

/* What tells against a place: other names it is part of, persons, words of the language. */
static int against(const struct find *f, const struct cand *c, const struct atlas_place *p)
{
    return against_name(f, c, p) + against_sense(f, c, p) + against_before(f, c, p) + against_after(f, c, p);
}

/* Does the name at `to` stand where a container stands after `end`: "X, Y", "X in Y", "X, in the Y", "X (Y"? */
static bool container_at(const struct find *f, const struct cand *c, const struct cand *y)
{
    uint32_t i = c->end;
    bool comma = find_form(f, i, ",");
    i += comma || find_form(f, i, "(");
    bool in = find_form(f, i, "in");
    i += in;
    i += in && find_form(f, i, "the");
    i += in && i < f->art->n_tokens && IS(f->kinds[i], direction);
    bool owns = find_form(f, y->end, "'s") || find_form(f, y->end, "\xe2\x80\x99s");      /* "in Bakhmut, Ukraine's army said" */
    return i > c->end && y->first == i && !owns;
}

static bool in_list(const struct find *f, const struct cand *c, const struct cand *y)
{
    return find_form(f, (int64_t)c->first - 1, ",") || find_form(f, (int64_t)c->first - 1, "and") || find_form(f, y->end, "and") ||
           (find_form(f, y->end, ",") && find_capital(f, c, (int64_t)y->end + 1));
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
        if (p && p->kind == ATLAS_TOWN && !c->site && (p->people < CITY || !find_form(f, c->end, ",") || in_list(f, c, y) || (first && first->people > CITY / 3)))
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
    return IS(find_kinds(f, c->end - 1), generic_after) || !IS(find_kinds(f, c->end - 1), organisation) ? 10 : -5;
}

/* Evidence from standing in a dateline, or in its capitals: "DETROIT The department said". */
static int at_head(const struct find *f, const struct cand *c)
{
    const struct dl_sentence *sentence = &f->art->sentence[c->sentence];
    const struct dl_token *t = &f->art->token[c->first];
    bool first = c->first == sentence->first;
    if ((sentence->kind == DL_SENT_DATELINE || in_span(f, c, f->art->dateline.place_span)) && (c->name || first))
        return 50;
    bool shouts = first && c->name && f->shape[c->first] & SHAPE_CAPITALS && t->span.end - t->span.start > 3;
    return shouts && find_inside(f, c, c->end) && !(f->shape[c->end] & SHAPE_CAPITALS && f->shape[c->end] & SHAPE_LETTERS) ? 30 : 0;
}

/* Settles whether c lies in the candidate that stands where its container would, and what that is worth. */
static int contain(struct find *f, struct cand *c, const struct atlas_place *p, int32_t in)
{
    bool comma = find_form(f, c->end, ",");
    if (in < 0)
        return 0;
    struct cand *y = &f->cand.at[in];
    int s = -1;
    if (may_lie_in(f, c, y))
        s = 40;
    else if (comma && only_after_comma(f, y) && form_ends(f, y->end - 1))
        s = 30;      /* "HOLLIDAY, Mo.": whatever it is called */
    else if (c->site)
        s = 0;
    else if (c->name && p && p->kind == ATLAS_TOWN && p->people < CITY && comma && !in_list(f, c, y))
        s = 0;       /* "Randolph, New Hampshire": a place there that the table has not */
    else if ((!c->name || only_after_comma(f, c)) && find_preposition(f, c) > 20)
        s = 20;
    if (s < 0)
        return 0;
    c->in = in;
    y->container = true;
    return s;
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
    int s = find_preposition(f, c) + beside(f, c) + against(f, c, p) + at_head(f, c) + contain(f, c, p, contains(f, k));
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
           (find_form(f, a->end, ",") || find_form(f, a->end, "and") || find_form(f, a->end, "or"));
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
        bool apart = find_form(f, c->end, ",") || find_form(f, c->end, "and") || find_form(f, c->end, "or");
        bool both = next->first == c->end + 1 || (next->first == c->end + 2 && find_form(f, c->end, ",") && find_form(f, (int64_t)c->end + 1, "and"));
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
