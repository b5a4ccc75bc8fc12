/* talks/talks.c: the parties of an article's negotiation, where it stands by the five rules, what comes next, what is in the way. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/table.h"
#include "talks/inside.h"
#include "base/banned.h"

/* ---- tables ---- */

static int claim_kind(const char *name)
{
    static const char *const names[] = {
#define X(id, name) name,
        CLAIMS(X)
#undef X
    };
    for (int i = 0; i < N_CLAIMS; i++)
        if (!strcmp(names[i], name))
            return i;
    return -1;
}

static bool read_cues(struct talks *t, const char *path, struct dl_err *err)
{
    static const char *const names[] = {"word", "about", "means"};
    struct table in;
    int at[3];
    if (!table_read(&in, path, t->arena, err) || !table_need(&in, names, at, 3, err))
        return false;
    t->cue = arena_take(t->arena, in.n_rows, sizeof *t->cue);
    for (uint32_t i = 0; i < in.n_rows; i++) {
        struct cue *q = &t->cue[t->n_cues++];
        char *word = arena_printf(t->arena, "%s", table_cell(&in, i, at[0])), *plus = strchr(word, '+');
        char *about = arena_printf(t->arena, "%s", table_cell(&in, i, at[1])), *colon = strchr(about, ':');
        int kind = claim_kind(table_cell(&in, i, at[2]));
        if (kind < 0)
            return err_at(err, DL_EFORMAT, path, in.line[i], "no such meaning: %s", table_cell(&in, i, at[2]));
        *q = (struct cue){.word = word, .about = colon ? colon + 1 : about, .preposition = colon ? about : NULL, .kind = (uint8_t)kind};
        if (plus)
            *plus = 0, q->particle = plus + 1;
        if (colon)
            *colon = 0;
    }
    return true;
}

static int by_word(const void *x, const void *y) { return strcmp(((const struct term *)x)->word, ((const struct term *)y)->word); }

static bool read_terms(struct talks *t, const char *path, struct dl_err *err)
{
    static const char *const names[] = {"word", "class", "value"};
    struct table in;
    int at[3];
    if (!table_read(&in, path, t->arena, err) || !table_need(&in, names, at, 3, err))
        return false;
    t->term = arena_take(t->arena, in.n_rows, sizeof *t->term);
    for (uint32_t i = 0; i < in.n_rows; i++)
        t->term[t->n_terms++] = (struct term){table_cell(&in, i, at[0]), table_cell(&in, i, at[1]), table_cell(&in, i, at[2])};
    qsort(t->term, t->n_terms, sizeof *t->term, by_word);
    return true;
}

struct talks *talks_open(const char *data_dir, const struct rules *r, struct dl_err *err)
{
    struct arena *a = arena_new();
    struct talks *t = arena_take(a, 1, sizeof *t);
    *t = (struct talks){.arena = a, .rules = r};
    if (read_cues(t, arena_printf(a, "%s/data/en/talks/cues.tsv", data_dir), err) && read_terms(t, arena_printf(a, "%s/data/en/talks/words.tsv", data_dir), err))
        return t;
    talks_close(t);
    return NULL;
}

void talks_close(struct talks *t)
{
    if (t)
        arena_free(t->arena);
}

const char *talks_term(const struct talks *t, const char *word, const char *class)
{
    char low[64];
    size_t n = 0;
    for (; word[n] && n + 1 < sizeof low; n++)
        low[n] = (char)(word[n] >= 'A' && word[n] <= 'Z' ? word[n] | 32 : word[n]);
    low[n] = 0;
    uint32_t lo = 0, hi = t->n_terms;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (strcmp(t->term[mid].word, low) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < t->n_terms && !strcmp(t->term[lo].word, low); lo++)
        if (!strcmp(t->term[lo].class, class))
            return t->term[lo].value;
    return NULL;
}

/* ---- parties and those between them ---- */

bool talks_is_party(const struct work *w, const char *party)
{
    for (uint32_t i = 0; i < w->n_parties; i++)
        if (!strcmp(w->party[i], party))
            return true;
    return false;
}

static const char *lemma(const struct work *w, int32_t t) { return w->art->token[t].lemma ? w->art->token[t].lemma : ""; }

int32_t talks_entity_at(const struct work *w, int32_t t)
{
    for (uint32_t i = 0; i < w->art->n_mentions; i++)
        if (w->art->mention[i].head == t)
            return (int32_t)w->art->mention[i].entity;
    for (uint32_t i = 0; i < w->stranger.n; i++)
        if (w->stranger.at[i].token == t)
            return (int32_t)w->stranger.at[i].entity;
    return -1;
}

uint32_t talks_sentence_of(const struct work *w, int32_t token)
{
    uint32_t lo = 0, hi = w->art->n_sentences;
    while (lo + 1 < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (w->art->sentence[mid].first <= (uint32_t)token)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

bool talks_tells(const struct work *w, int32_t token)
{
    const struct dl_sentence *s = &w->art->sentence[talks_sentence_of(w, token)];
    return (uint32_t)token < s->first + s->n;
}

bool talks_speaks_of(const struct work *w, uint32_t entity)
{
    for (uint32_t m = 0; m < w->art->n_mentions && w->part; m++)
        if (w->art->mention[m].entity == entity)
            return true;
    return !w->part;
}

int32_t talks_token_at(const struct work *w, struct dl_span span)
{
    uint32_t lo = 0, hi = w->art->n_tokens;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (w->art->token[mid].span.end < span.end)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < w->art->n_tokens && w->art->token[lo].span.end == span.end ? (int32_t)lo : -1;
}

static bool meets_at(const struct work *w, int32_t token)
{
    for (uint32_t i = 0; i < w->art->n_events; i++)
        if (w->art->event[i].trigger_token == token && w->art->event[i].plover == DL_PLOVER_CONSULT)
            return true;
    return false;
}

/* "on both sides": no subject of talks. */
static bool of_people(const struct work *w, int32_t token)
{
    int32_t e = talks_entity_at(w, token);
    return e >= 0 && (w->art->entity[e].kind == DL_ENTITY_group || w->art->entity[e].kind == DL_ENTITY_person || w->art->entity[e].kind == DL_ENTITY_unnamed);
}

/* "Syria", "the 2015 nuclear accord": places and things behind "over" and "on" of a word for talks; first few. */
static void find_issues(struct work *w, struct dl_talk *t)
{
    VEC(const char *) v = {0};
    for (uint32_t i = 0; i < w->art->n_tokens && v.n < 4; i++) {
        const struct dl_token *k = &w->art->token[i];
        int32_t h = k->head;
        if (h < 0 || !talks_tells(w, (int32_t)i) || (k->upos != DL_NOUN && k->upos != DL_PROPN) || !(talks_term(w->t, lemma(w, h), "talk") || meets_at(w, h)) ||
            talks_term(w->t, lemma(w, (int32_t)i), "format") || of_people(w, (int32_t)i))
            continue;
        for (int32_t c = grove_child(w->grove, (int32_t)i, DL_REL_case, -1); c >= 0; c = grove_child(w->grove, (int32_t)i, DL_REL_case, c)) {
            if (strcmp(lemma(w, c), "on") && strcmp(lemma(w, c), "over") && strcmp(lemma(w, c), "about"))
                continue;
            uint32_t from = i;
            while (from && (w->art->token[from - 1].head == (int32_t)i) && w->art->token[from - 1].upos != DL_ADP && w->art->token[from - 1].upos != DL_DET)
                from--;
            int32_t of = grove_child(w->grove, (int32_t)i, DL_REL_nmod, -1), prep = of >= 0 ? grove_child(w->grove, of, DL_REL_case, -1) : -1;
            bool more = prep == (int32_t)i + 1 && of - prep < 4 && !strcmp(lemma(w, prep), "of");      /* "the waters of the lake" */
            struct dl_span s = {w->art->token[from].span.start, more ? w->art->token[of].span.end : k->span.end};
            bool day = false;
            for (uint32_t m = 0; m < w->art->n_times; m++)
                day |= w->art->time[m].span.start <= s.start && s.end <= w->art->time[m].span.end;
            if (!day)
                *VEC_PUSH(w->arena, &v) = arena_text(w->arena, w->art->text + s.start, s.end - s.start);
        }
    }
    t->issue = v.at, t->n_issues = v.n;
}

/* "resumed talks", "a third round", "met again": what ties a report to earlier ones stands in one sentence with a word for talks. */
static void find_back_reference(struct work *w, struct dl_talk *t)
{
    for (uint32_t k = 0; k < w->art->n_sentences && !t->back_reference; k++) {
        const struct dl_sentence *s = &w->art->sentence[k];
        int32_t back = -1, talk = -1;
        for (uint32_t i = s->first; i < s->first + s->n; i++) {
            bool long_past = (!strcmp(lemma(w, (int32_t)i), "year") || !strcmp(lemma(w, (int32_t)i), "month")) && i + 2 < s->first + s->n &&
                             !strcmp(lemma(w, (int32_t)i + 1), "of");        /* "after four years of talks" */
            int32_t h = w->art->token[i].head;
            bool redone = talks_term(w->t, lemma(w, (int32_t)i), "redone") && h >= 0 && talks_term(w->t, lemma(w, h), "deal");      /* "a revised accord" */
            if (redone && !t->back_reference)
                t->back_reference = w->art->token[i].form;
            if (back < 0 && (long_past || talks_term(w->t, lemma(w, (int32_t)i), "back")))
                back = (int32_t)i;
            if (talk < 0 && (talks_term(w->t, lemma(w, (int32_t)i), "talk") || meets_at(w, (int32_t)i)))
                talk = (int32_t)i;
        }
        if (back < 0 || talk < 0)
            continue;
        int32_t from = back < talk ? back : talk, to = back < talk ? talk : back;
        bool near = to - from < 8;
        uint32_t start = w->art->token[near ? from : back].span.start, end = w->art->token[near ? to : back].span.end;
        t->back_reference = arena_text(w->arena, w->art->text + start, end - start);
    }
    for (uint32_t i = 0; i < w->claim.n && !t->back_reference; i++) {      /* what is broken off, breached or voted down was there before */
        const struct claim *c = &w->claim.at[i];
        bool presupposes = c->kind == CLAIM_resumed || c->kind == CLAIM_suspended || c->kind == CLAIM_collapsed || c->kind == CLAIM_violated || c->kind == CLAIM_in_force ||
                           c->kind == CLAIM_rejected;
        if (presupposes && c->when == CLAIM_DONE)
            t->back_reference = w->art->token[c->token].form;
    }
}

static void find_leads(struct work *w, struct dl_talk *t)
{
    VEC(uint32_t) v = {0};
    for (uint32_t r = 0; r < t->n_rounds; r++)
        for (uint32_t i = 0; i < t->round[r].n_participants; i++) {
            uint32_t e = t->round[r].participant[i], k = 0;
            while (k < v.n && v.at[k] != e)
                k++;
            if (k == v.n && w->art->entity[e].kind == DL_ENTITY_person)
                *VEC_PUSH(w->arena, &v) = e;
        }
    t->lead = v.at, t->n_leads = v.n;
}

/* A dateline on the land of a side tells where reporters sit; one in a third country where the talks are. */
static void find_setting(const struct work *w, struct dl_talk *t)
{
    const struct dl_place *p = w->art->dateline.place >= 0 ? &w->art->place[w->art->dateline.place] : NULL;
    bool neutral = p && p->country;
    for (uint32_t i = 0; i < t->n_parties && neutral; i++)
        neutral = strncmp(t->party[i], p->country, 3) != 0;
    t->setting = neutral ? p->name : NULL;
}

static bool about_talks(const struct work *w, uint32_t rounds)
{
    bool about = rounds || w->next >= 0;
    for (uint32_t i = 0; i < w->claim.n; i++)
        about |= w->claim.at[i].kind <= CLAIM_postponed || w->claim.at[i].kind >= CLAIM_signed;
    return about;
}

static void set_sides(struct work *w, struct dl_talk *talk)
{
    VEC(const char *) between = {0};
    talk->party = arena_take(w->arena, w->n_parties, sizeof *talk->party);
    memcpy(talk->party, w->party, w->n_parties * sizeof *talk->party);
    talk->n_parties = w->n_parties;
    for (uint32_t i = 0; i < w->n_mediators; i++)
        if (!talks_is_party(w, talks_party(w, w->mediator[i])))
            *VEC_PUSH(w->arena, &between) = talks_party(w, w->mediator[i]);
    talk->mediator = between.at, talk->n_mediators = between.n;
}

/* One negotiation, of claims and mediators found; false if there is none. */
static bool find_one(struct work *w, struct dl_talk *talk)
{
    *talk = (struct dl_talk){0};
    parties_find(w);
    talks_find_next(w);
    talk->n_rounds = rounds_find(w, &talk->round);
    if (w->n_parties < 1 || !about_talks(w, talk->n_rounds))
        return false;
    if (w->n_parties < 2)
        talk->n_rounds = 0;
    set_sides(w, talk);
    talks_set_next(w, talk);
    talks_set_status(w, talk);
    talks_keep_open(talk);
    talks_find_obstacles(w, talk);
    talks_find_disputes(w, talk);
    talks_find_agreements(w, talk);
    find_issues(w, talk);
    find_back_reference(w, talk);
    find_leads(w, talk);
    find_setting(w, talk);
    return w->n_parties < 2 ? talk->status && talk->back_reference : talk->n_rounds || talk->status;
}

static struct work begun(const struct work *from, struct dl_article *art)
{
    struct work w = {.t = from->t, .art = art, .arena = from->arena, .grove = from->grove, .today = from->today, .next = -1, .part = true};
    w.stranger.at = from->stranger.at, w.stranger.n = from->stranger.n;
    return w;
}

static void find_several(struct work *w, const int32_t *of, uint32_t n)
{
    w->art->talk = arena_take(w->arena, n, sizeof *w->art->talk);
    for (uint32_t i = 0; i < n; i++) {
        struct work one = begun(w, several_part(w, of, (int32_t)i));
        claims_find(&one);
        parties_find_mediators(&one);
        w->art->n_talks += find_one(&one, &w->art->talk[w->art->n_talks]);
    }
}

void talks_find(const struct talks *t, struct dl_article *art, struct arena *a)
{
    struct work w = {.t = t, .art = art, .arena = a, .grove = grove_new(t->rules, art, a), .today = DL_NO_DAY, .next = -1};
    int32_t last, *of = NULL;
    if (!day_parse(*art->dateline.date ? art->dateline.date : art->published, &w.today, &last))
        w.today = DL_NO_DAY;
    uint32_t entities = art->n_entities, n;
    strangers_find(&w);
    claims_find(&w);
    parties_find_mediators(&w);
    if ((n = several_find(&w, &of)) > 1) {
        find_several(&w, of, n);
    } else {
        art->talk = arena_take(a, 1, sizeof *art->talk);
        art->n_talks = find_one(&w, art->talk);
    }
    if (!art->n_talks)
        art->n_entities = entities;
}
