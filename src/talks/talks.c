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

static int32_t entity_at(const struct work *w, int32_t t)
{
    for (uint32_t i = 0; i < w->art->n_mentions; i++)
        if (w->art->mention[i].head == t)
            return (int32_t)w->art->mention[i].entity;
    return -1;
}

static void add_mediator(struct work *w, uint32_t entity)
{
    for (uint32_t i = 0; i < w->n_mediators; i++)
        if (w->mediator[i] == entity)
            return;
    uint32_t *more = arena_take(w->arena, w->n_mediators + 1, sizeof *more);
    if (w->n_mediators)
        memcpy(more, w->mediator, w->n_mediators * sizeof *more);
    more[w->n_mediators++] = entity;
    w->mediator = more;
}

/* The number of sides among the objects of a verb and those behind "with" and "between". */
static uint32_t sides_below(const struct work *w, int32_t t)
{
    int32_t got[SLOT_ROOM];
    const char *first = NULL;
    uint32_t sides = 0, n = grove_object(w->grove, t, got), talk = n;
    for (uint32_t i = 0; i < talk; i++)
        for (int32_t c = grove_next(w->grove, got[i], -1); c >= 0; c = grove_next(w->grove, got[i], c))
            if (w->art->token[c].rel == DL_REL_nmod && n < SLOT_ROOM)
                got[n++] = c;
    for (int32_t c = grove_next(w->grove, t, -1); c >= 0; c = grove_next(w->grove, t, c))
        if (w->art->token[c].rel == DL_REL_obl && n < SLOT_ROOM)
            got[n++] = c;
    for (uint32_t i = 0; i < n; i++) {
        for (int32_t c = grove_child(w->grove, got[i], DL_REL_conj, -1); c >= 0 && n < SLOT_ROOM; c = grove_child(w->grove, got[i], DL_REL_conj, c))
            got[n++] = c;
        int32_t e = entity_at(w, got[i]);
        const char *p = e >= 0 ? talks_party(w, (uint32_t)e) : NULL;
        if (p && (!first || strcmp(first, p)))
            sides++, first = p;
    }
    return sides;
}

/* Sides of the persons of rank in the sentence, those of the verb's subject left out: "opened the conference, telling A and B". */
static uint32_t sides_beside(const struct work *w, int32_t t)
{
    int32_t got[SLOT_ROOM];
    const char *side[8];
    uint32_t sides = 0, k = 0, n = grove_subject(w->grove, t, got);
    int32_t e = n ? entity_at(w, got[0]) : -1;
    const char *own = e >= 0 ? talks_party(w, (uint32_t)e) : NULL;
    while (k + 1 < w->art->n_sentences && w->art->sentence[k + 1].first <= (uint32_t)t)
        k++;
    for (uint32_t m = 0; m < w->art->n_mentions && sides < 8; m++) {
        struct dl_span s = w->art->mention[m].span, in = w->art->sentence[k].span;
        uint32_t x = w->art->mention[m].entity;
        const char *p = s.start >= in.start && s.end <= in.end && w->art->entity[x].kind == DL_ENTITY_person && talks_rank(w, x) ? talks_party(w, x) : NULL;
        bool known = !p || !own || !strcmp(p, own);
        for (uint32_t i = 0; i < sides && p; i++)
            known |= !strcmp(side[i], p);
        if (!known)
            side[sides++] = p;
    }
    return sides;
}

/* "chaired by", "Holbrooke, who led the session", "invited the two to": one side that brings others together. */
static void find_mediators(struct work *w)
{
    int32_t got[SLOT_ROOM];
    for (uint32_t t = 0; t < w->art->n_tokens; t++) {
        const char *of = w->art->token[t].upos == DL_VERB ? talks_term(w->t, lemma(w, (int32_t)t), "between") : NULL;
        if (!of)
            continue;
        bool fits = !*of || (!strcmp(of, "two") && (sides_below(w, (int32_t)t) >= 2 || sides_beside(w, (int32_t)t) >= 2));
        for (uint32_t n = grove_object(w->grove, (int32_t)t, got), i = 0; i < n && !fits && !strcmp(of, "talk"); i++)
            fits = talks_term(w->t, lemma(w, got[i]), "talk") || talks_term(w->t, lemma(w, got[i]), "measure");
        uint32_t n = fits ? grove_subject(w->grove, (int32_t)t, got) : 0;
        for (uint32_t i = 0; i < n; i++) {
            int32_t e = entity_at(w, got[i]);
            if (e >= 0 && talks_party(w, (uint32_t)e) && w->art->entity[e].kind != DL_ENTITY_country && (n == 1 || !*of))
                add_mediator(w, (uint32_t)e);
        }
        for (int32_t c = grove_next(w->grove, (int32_t)t, -1); c >= 0 && !*of; c = grove_next(w->grove, (int32_t)t, c)) {
            int32_t e = w->art->token[c].rel == DL_REL_obl ? entity_at(w, c) : -1;      /* "is co-chairing with Holbrooke" */
            if (e >= 0 && talks_party(w, (uint32_t)e) && w->art->entity[e].kind == DL_ENTITY_person)
                add_mediator(w, (uint32_t)e);
        }
    }
    for (uint32_t i = 0; i < w->art->n_entities; i++) {
        const char *p = talks_party(w, i);
        if (p && !talks_between_states(p) && w->art->entity[i].kind == DL_ENTITY_person && talks_rank(w, i))
            add_mediator(w, i);
    }
}

struct tally { const char *party; uint32_t weight; };

static void count(struct tally *t, uint32_t *n, const char *party, uint32_t weight)
{
    uint32_t i = 0;
    while (i < *n && strcmp(t[i].party, party))
        i++;
    if (i == *n && *n < 32)
        t[(*n)++] = (struct tally){party, 0};
    if (i < *n)
        t[i].weight += weight;
}

static bool is_mediator(const struct work *w, uint32_t entity)
{
    for (uint32_t i = 0; i < w->n_mediators; i++)
        if (w->mediator[i] == entity)
            return true;
    return false;
}

/* Does the event speak of a negotiation: a meeting, a plan of one, a deal, a break? */
static uint32_t event_weight(const struct dl_event *e)
{
    bool two = e->n_sources + e->n_targets > 1;
    if (e->plover == DL_PLOVER_CONSULT && e->status != DL_STATUS_historical)
        return two ? 4 : 1;
    if (!strncmp(e->cameo, "036", 3) || !strncmp(e->cameo, "037", 3) || !strncmp(e->cameo, "164", 3) || !strncmp(e->cameo, "057", 3) || !strncmp(e->cameo, "125", 3))
        return two ? 3 : 1;
    return !strncmp(e->cameo, "03", 2) ? 2 : 0;
}

static void find_parties(struct work *w)
{
    struct tally t[32];
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->art->n_events; i++) {
        const struct dl_event *e = &w->art->event[i];
        uint32_t weight = event_weight(e);
        for (uint32_t k = 0; weight && k < e->n_sources + e->n_targets; k++) {
            uint32_t entity = k < e->n_sources ? e->source[k] : e->target[k - e->n_sources];
            const char *p = talks_party(w, entity);
            if (p && !is_mediator(w, entity))
                count(t, &n, p, weight);
        }
    }
    uint32_t lead_end = w->art->n_sentences ? w->art->sentence[w->art->n_sentences > 4 ? 4 : w->art->n_sentences - 1].span.end : 0;
    bool few = n < 2;
    for (uint32_t m = 0; few && m < w->art->n_mentions; m++) {
        uint32_t i = w->art->mention[m].entity;
        const struct dl_entity *e = &w->art->entity[i];
        bool lead = w->art->mention[m].span.end <= lead_end && w->art->mention[m].span.start >= w->art->dateline.span.end;
        bool official = e->kind == DL_ENTITY_person && (talks_rank(w, i) || talks_voice(w, i));
        if (!is_mediator(w, i) && talks_party(w, i) && talks_between_states(talks_party(w, i)) && (official || (lead && e->kind == DL_ENTITY_country)))
            count(t, &n, talks_party(w, i), 1);
    }
    for (uint32_t k = 0; k < n; k++)
        for (uint32_t j = k + 1; j < n; j++)
            if (t[j].weight > t[k].weight) {
                struct tally swap = t[k];
                t[k] = t[j], t[j] = swap;
            }
    for (uint32_t k = 0; k < n && w->n_parties < 16; k++)
        if (t[k].weight * 3 >= t[0].weight || k < 2)
            w->party[w->n_parties++] = t[k].party;
}

/* ---- what comes next ---- */

static bool ahead(const struct work *w, const struct dl_date *d) { return d->time >= 0 && d->first_day != DL_NO_DAY && w->today != DL_NO_DAY && d->last_day >= w->today; }

/* Does the event's date lie ahead? That of a promise made today is the promise's own. */
static bool event_ahead(const struct work *w, const struct dl_event *e)
{
    return ahead(w, &e->date) && (e->status != DL_STATUS_occurred || e->date.last_day > w->today);
}

static void find_next(struct work *w)
{
    w->next = -1;
    for (uint32_t i = 0; i < w->art->n_events; i++) {
        const struct dl_event *e = &w->art->event[i];
        bool meeting = (e->plover == DL_PLOVER_AGREE && !strncmp(e->cameo, "036", 3)) || (e->plover == DL_PLOVER_CONSULT && e->status == DL_STATUS_planned);
        if (!meeting || e->status == DL_STATUS_negated || e->status == DL_STATUS_denied || e->status == DL_STATUS_hypothetical)
            continue;
        const struct dl_event *best = w->next >= 0 ? &w->art->event[w->next] : NULL;
        if (!best || (event_ahead(w, e) && (!event_ahead(w, best) || e->date.first_day < best->date.first_day)))
            w->next = (int32_t)i;
    }
}

/* A claim about the time to come with a day of its own ("talks will resume on Nov. 29"). */
static const struct claim *next_claim(const struct work *w)
{
    for (uint32_t i = 0; i < w->claim.n; i++) {
        const struct claim *c = &w->claim.at[i];
        bool starts = c->kind == CLAIM_open || c->kind == CLAIM_resumed || c->kind == CLAIM_in_force || c->kind == CLAIM_signed;
        if (starts && c->when == CLAIM_AHEAD && !c->negated)
            return c;
    }
    return NULL;
}

static void set_next(struct work *w, struct dl_talk *t)
{
    const struct claim *c = next_claim(w);
    const struct dl_event *e = w->next >= 0 ? &w->art->event[w->next] : NULL;
    t->next_from.first_day = t->next_to.first_day = DL_NO_DAY;
    t->next_from.time = t->next_to.time = -1;
    if (!e && !c)
        return;
    bool by_claim = c && c->day != DL_NO_DAY && c->day >= w->today && !(e && event_ahead(w, e));
    uint32_t sentence = by_claim || !e ? c->sentence : e->sentence;
    if (by_claim) {
        t->next_from.first_day = t->next_from.last_day = c->day;
        day_format(c->day, t->next_from.value);
    } else if (e && event_ahead(w, e)) {
        t->next_from = e->date;
        if (e->date.time >= 0)
            t->next_hedged = w->art->time[e->date.time].hedged;
        if (e->date.first_day < w->today)
            t->next_from.first_day = w->today;
    }
    t->next_to = t->next_from;
    if (t->next_from.first_day != t->next_from.last_day)
        t->next_hedged = true;
    struct dl_span s = w->art->sentence[sentence].span;
    t->next_what = arena_text(w->arena, w->art->text + s.start, s.end - s.start);
    t->next_evidence = arena_take(w->arena, 1, sizeof *t->next_evidence);
    t->next_evidence[0] = s;
    t->n_next_evidence = 1;
}

/* ---- where it stands ---- */

static bool counts(const struct work *w, const struct claim *c)
{
    bool old = c->day != DL_NO_DAY && w->today != DL_NO_DAY && c->day < w->today - 10;
    return c->when == CLAIM_DONE && !c->negated && !c->unnamed && !old;
}

static const struct claim *first_of(const struct work *w, uint32_t kinds)
{
    for (uint32_t i = 0; i < w->claim.n; i++)
        if (1u << w->claim.at[i].kind & kinds && counts(w, &w->claim.at[i]))
            return &w->claim.at[i];
    return NULL;
}

/* "launched a round, but ended without agreement": what a sentence ends, it no longer opens. */
static const struct claim *first_standing(const struct work *w, uint32_t going, uint32_t over)
{
    for (uint32_t i = 0; i < w->claim.n; i++) {
        const struct claim *c = &w->claim.at[i];
        bool ended = false;
        if (!(1u << c->kind & (going | over)) || !counts(w, c))
            continue;
        for (uint32_t k = i + 1; k < w->claim.n && w->claim.at[k].sentence == c->sentence; k++)
            ended |= 1u << w->claim.at[k].kind & over && counts(w, &w->claim.at[k]);
        if (!(1u << c->kind & going && ended))
            return c;
    }
    return NULL;
}

static bool says(const struct work *w, const char *class)
{
    for (uint32_t i = 0; i < w->art->n_tokens; i++)
        if (talks_term(w->t, lemma(w, (int32_t)i), class))
            return true;
    return false;
}

#define BIT(kind) (1u << CLAIM_##kind)

static void set_status(struct work *w, struct dl_talk *t)
{
    const uint32_t going = BIT(open) | BIT(resumed), over = BIT(ended) | BIT(failed) | BIT(adjourned) | BIT(suspended) | BIT(collapsed) | BIT(cancelled);
    const uint32_t text = BIT(signed) | BIT(announced) | BIT(reached) | BIT(principle), force = BIT(in_force) | BIT(violated);
    const struct claim *c = first_standing(w, going, over), *stop = first_of(w, BIT(suspended) | BIT(collapsed) | BIT(cancelled)), *deal = first_of(w, text);
    const struct claim *held = first_of(w, force), *from = NULL;
    bool dated = t->next_from.first_day != DL_NO_DAY && !t->next_hedged;
    if (c && 1u << c->kind & going && !deal)
        t->status = "under-way", from = c;
    else if (stop && (!deal || stop->sentence <= deal->sentence))
        t->status = says(w, "later") ? "suspended" : stop->kind == CLAIM_collapsed ? "collapsed" : "suspended", from = stop;
    else if (deal)
        t->status = deal->kind == CLAIM_principle || says(w, "outline") ? "agreement-in-principle" : "signed", from = deal;
    else if (held)
        t->status = "in-force", from = held;
    else if (t->next_what && dated)
        t->status = "scheduled";
    else if (t->next_what)
        t->status = "agreed-to-meet";
    else if (first_of(w, BIT(adjourned)))
        t->status = "adjourned", from = first_of(w, BIT(adjourned));
    else if (first_of(w, BIT(failed) | BIT(ended)))
        t->status = "ended-without-agreement", from = first_of(w, BIT(failed) | BIT(ended));
    else if (first_of(w, BIT(declined)))
        t->status = "declined", from = first_of(w, BIT(declined));
    if (from && first_of(w, BIT(adjourned)) == from && t->next_what && dated)
        t->status = "scheduled";
    if (!t->status)
        return;
    t->status_evidence = arena_take(w->arena, 1, sizeof *t->status_evidence);
    t->status_evidence[0] = from ? w->art->sentence[from->sentence].span : t->next_evidence[0];
    t->n_status_evidence = 1;
}

/* ---- in the way, and gainsaid ---- */

static int32_t statement_over(const struct work *w, struct dl_span s)
{
    for (uint32_t i = 0; i < w->art->n_statements; i++)
        for (uint32_t c = 0; c < w->art->statement[i].n_content; c++)
            if (w->art->statement[i].content[c].start <= s.start && s.end <= w->art->statement[i].content[c].end)
                return (int32_t)i;
    return -1;
}

static void find_obstacles(struct work *w, struct dl_talk *t)
{
    VEC(struct dl_obstacle) v = {0};
    for (uint32_t k = 0; k < w->art->n_sentences; k++) {
        const struct dl_sentence *s = &w->art->sentence[k];
        bool trouble = false;
        for (uint32_t i = s->first; i < s->first + s->n; i++)
            trouble |= talks_term(w->t, lemma(w, (int32_t)i), "trouble") != NULL;
        for (uint32_t i = s->first; trouble && i < s->first + s->n; i++) {
            const char *type = talks_term(w->t, lemma(w, (int32_t)i), "obstacle");
            bool known = !type;
            for (uint32_t j = 0; j < v.n && type; j++)
                known |= !strcmp(v.at[j].type, type);
            if (known)
                continue;
            int32_t said = statement_over(w, w->art->token[i].span);
            *VEC_PUSH(w->arena, &v) = (struct dl_obstacle){.type = type, .by = said >= 0 ? w->art->statement[said].speaker : -1, .statement = said, .words = w->art->token[i].span};
        }
    }
    t->obstacle = v.at, t->n_obstacles = v.n;
}

static const char *speaker_party(const struct work *w, uint32_t s)
{
    int32_t e = w->art->statement[s].speaker;
    return e >= 0 ? talks_party(w, (uint32_t)e) : NULL;
}

/* A statement proper: with words, by somebody. */
static bool proper(const struct dl_statement *s)
{
    return s->n_content && s->n_source && (s->kind == DL_STATEMENT_statement || s->kind == DL_STATEMENT_relay || s->kind == DL_STATEMENT_report);
}

static bool gainsays(const struct work *w, const struct dl_sentence *s)
{
    for (uint32_t i = s->first; i < s->first + s->n; i++) {
        if (talks_term(w->t, lemma(w, (int32_t)i), "gainsay"))
            return true;
        bool declines = !strcmp(lemma(w, (int32_t)i), "decline") || !strcmp(lemma(w, (int32_t)i), "refuse");
        for (uint32_t k = i + 1; declines && k < i + 4 && k < s->first + s->n; k++)
            if (!strcmp(lemma(w, (int32_t)k), "confirm"))
                return true;
    }
    return false;
}

/* The statement that a sentence which gainsays goes on with: its own, or the first of the next sentence. */
static int32_t rival(const struct work *w, uint32_t sentence)
{
    for (uint32_t k = sentence; k < sentence + 2 && k < w->art->n_sentences; k++)
        for (uint32_t i = 0; i < w->art->n_statements; i++)
            if (w->art->statement[i].sentence == k && proper(&w->art->statement[i]))
                return (int32_t)i;
    return -1;
}

static bool other_side(const struct work *w, uint32_t a, uint32_t b)
{
    const char *x = speaker_party(w, a), *y = speaker_party(w, b);
    int32_t s = w->art->statement[a].speaker;
    return !(s >= 0 && s == w->art->statement[b].speaker) && !(x && y && !strcmp(x, y));
}

/* Does a statement lay blame on a side: a negation or a failing, and its name? */
static bool blames(const struct work *w, uint32_t s, const char *party)
{
    bool fault = false, named = false;
    const struct dl_sentence *in = &w->art->sentence[w->art->statement[s].sentence];
    for (uint32_t i = in->first; i < in->first + in->n; i++)
        fault |= grove_is(w->grove, (int32_t)i, "@negation") || talks_term(w->t, lemma(w, (int32_t)i), "trouble") != NULL;
    for (uint32_t m = 0; m < w->art->n_mentions; m++) {
        struct dl_span at = w->art->mention[m].span;
        const char *p = at.start >= in->span.start && at.end <= in->span.end ? talks_party(w, w->art->mention[m].entity) : NULL;
        named |= p && !strcmp(p, party);
    }
    return fault && named;
}

static void find_disputes(struct work *w, struct dl_talk *t)
{
    VEC(uint32_t) v = {0};
    for (uint32_t k = 0; k < w->art->n_sentences; k++) {
        int32_t s = gainsays(w, &w->art->sentence[k]) ? rival(w, k) : -1;
        for (uint32_t p = w->art->n_statements; p-- > 0 && s >= 0;) {
            if (w->art->statement[p].sentence >= k || !proper(&w->art->statement[p]) || !other_side(w, p, (uint32_t)s))
                continue;
            *VEC_PUSH(w->arena, &v) = p;
            *VEC_PUSH(w->arena, &v) = (uint32_t)s;
            break;
        }
    }
    for (uint32_t s = 0; s < w->art->n_statements && !v.n; s++)      /* each says that the other failed */
        for (uint32_t p = 0; p < s && !v.n; p++) {
            const char *x = speaker_party(w, p), *y = speaker_party(w, s);
            if (x && y && proper(&w->art->statement[s]) && proper(&w->art->statement[p]) && other_side(w, p, s) && blames(w, p, y) && blames(w, s, x)) {
                *VEC_PUSH(w->arena, &v) = p;
                *VEC_PUSH(w->arena, &v) = s;
            }
        }
    t->dispute = (uint32_t (*)[2])v.at;
    t->n_disputes = v.n / 2;
    t->disputed = v.n > 0;
}

static bool meets_at(const struct work *w, int32_t token)
{
    for (uint32_t i = 0; i < w->art->n_events; i++)
        if (w->art->event[i].trigger_token == token && w->art->event[i].plover == DL_PLOVER_CONSULT)
            return true;
    return false;
}

/* "Syria", "the 2015 nuclear accord": places and things behind "over" and "on" of a word for talks; first few. */
static void find_issues(struct work *w, struct dl_talk *t)
{
    VEC(const char *) v = {0};
    for (uint32_t i = 0; i < w->art->n_tokens && v.n < 4; i++) {
        const struct dl_token *k = &w->art->token[i];
        int32_t h = k->head;
        if (h < 0 || (k->upos != DL_NOUN && k->upos != DL_PROPN) || !(talks_term(w->t, lemma(w, h), "talk") || meets_at(w, h)) ||
            talks_term(w->t, lemma(w, (int32_t)i), "format"))
            continue;
        for (int32_t c = grove_child(w->grove, (int32_t)i, DL_REL_case, -1); c >= 0; c = grove_child(w->grove, (int32_t)i, DL_REL_case, c)) {
            if (strcmp(lemma(w, c), "on") && strcmp(lemma(w, c), "over") && strcmp(lemma(w, c), "about"))
                continue;
            uint32_t from = i;
            while (from && (w->art->token[from - 1].head == (int32_t)i) && w->art->token[from - 1].upos != DL_ADP && w->art->token[from - 1].upos != DL_DET)
                from--;
            struct dl_span s = {w->art->token[from].span.start, k->span.end};
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
            if (back < 0 && talks_term(w->t, lemma(w, (int32_t)i), "back"))
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

void talks_find(const struct talks *t, struct dl_article *art, struct arena *a)
{
    struct work w = {.t = t, .art = art, .arena = a, .grove = grove_new(t->rules, art, a), .today = DL_NO_DAY, .next = -1};
    int32_t last;
    if (!day_parse(*art->dateline.date ? art->dateline.date : art->published, &w.today, &last))
        w.today = DL_NO_DAY;
    claims_find(&w);
    find_mediators(&w);
    find_parties(&w);
    find_next(&w);
    struct dl_round *round;
    uint32_t n = rounds_find(&w, &round);
    bool about_talks = n || w.next >= 0;
    for (uint32_t i = 0; i < w.claim.n; i++)
        about_talks |= w.claim.at[i].kind <= CLAIM_postponed || w.claim.at[i].kind >= CLAIM_signed;
    if (w.n_parties < 2 || !about_talks)
        return;
    struct dl_talk *talk = arena_take(a, 1, sizeof *talk);
    talk->party = arena_take(a, w.n_parties, sizeof *talk->party);
    memcpy(talk->party, w.party, w.n_parties * sizeof *talk->party);
    talk->n_parties = w.n_parties;
    VEC(const char *) between = {0};
    for (uint32_t i = 0; i < w.n_mediators; i++)
        if (!talks_is_party(&w, talks_party(&w, w.mediator[i])))
            *VEC_PUSH(a, &between) = talks_party(&w, w.mediator[i]);
    talk->mediator = between.at, talk->n_mediators = between.n;
    talk->round = round, talk->n_rounds = n;
    set_next(&w, talk);
    set_status(&w, talk);
    find_obstacles(&w, talk);
    find_disputes(&w, talk);
    find_issues(&w, talk);
    find_back_reference(&w, talk);
    find_leads(&w, talk);
    find_setting(&w, talk);
    if (!n && !talk->status)
        return;
    art->talk = talk;
    art->n_talks = 1;
}
