/* talks/status.c: what comes next, and where things stand by the five rules of docs/talks.md. */
#include <string.h>
#include <strings.h>

#include "talks/inside.h"
#include "base/banned.h"

static const char *lemma(const struct work *w, int32_t t) { return w->art->token[t].lemma ? w->art->token[t].lemma : ""; }

/* ---- what comes next ---- */

static bool ahead(const struct work *w, const struct dl_date *d) { return d->time >= 0 && d->first_day != DL_NO_DAY && w->today != DL_NO_DAY && d->last_day >= w->today; }

/* Does the event's date lie ahead? That of a promise made today is the promise's own. */
static bool event_ahead(const struct work *w, const struct dl_event *e)
{
    return ahead(w, &e->date) && (e->status != DL_STATUS_occurred || e->date.last_day > w->today);
}

void talks_find_next(struct work *w)
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

static bool of_talks(const struct claim *c) { return c->kind == CLAIM_open || c->kind == CLAIM_held || c->kind == CLAIM_resumed || c->kind == CLAIM_pledged; }

/* How much a claim about the time to come tells of the next step: talks with a day of their own ("talks will resume on Nov. 29"), another step with
 * one, any. */
static uint32_t step_weight(const struct work *w, const struct claim *c)
{
    bool talks = of_talks(c), dated = c->day != DL_NO_DAY && c->day > w->today;
    if (c->when != CLAIM_AHEAD || c->negated || !(talks || c->kind == CLAIM_in_force || c->kind == CLAIM_signed || c->kind == CLAIM_vote))
        return 0;
    return 1 + 2 * dated + (talks && dated);
}

static const struct claim *next_claim(const struct work *w)
{
    const struct claim *best = NULL;
    for (uint32_t i = 0; i < w->claim.n; i++)
        if (step_weight(w, &w->claim.at[i]) > (best ? step_weight(w, best) : 0))
            best = &w->claim.at[i];
    return best;
}

/* "Would ask Brussels to reopen talks", "ready to talk": one side's wish, which nobody has agreed to. */
static bool wished(const struct work *w, int32_t token)
{
    for (int steps = 0; token >= 0 && steps < 4; token = w->art->token[token].head, steps++) {
        if (talks_term(w->t, lemma(w, token), "pledge"))
            return false;
        if (talks_term(w->t, lemma(w, token), "wish"))
            return true;
    }
    return false;
}

/* "Agreed on Friday to meet in Bonn on April 6": the first day behind the word that lies ahead, -1. */
static int32_t time_behind(const struct work *w, uint32_t sentence, int32_t token)
{
    struct dl_span in = w->art->sentence[sentence].span, word = w->art->token[token].span;
    for (uint32_t i = 0; i < w->art->n_times && w->today != DL_NO_DAY; i++) {
        const struct dl_time *t = &w->art->time[i];
        if (t->span.start > word.end && t->span.end <= in.end && t->first_day != DL_NO_DAY && t->first_day > w->today && t->last_day - t->first_day < 62)
            return (int32_t)i;
    }
    return -1;
}

static void set_window(struct work *w, struct dl_talk *t, int32_t time)
{
    const struct dl_time *x = &w->art->time[time];
    t->next_from = (struct dl_date){.time = time, .first_day = x->first_day, .last_day = x->last_day, .basis = DL_BASIS_explicit};
    if (strlen(x->value) < sizeof t->next_from.value)
        memcpy(t->next_from.value, x->value, strlen(x->value) + 1);
    t->next_hedged = x->hedged;
}

void talks_set_next(struct work *w, struct dl_talk *t)
{
    const struct claim *c = next_claim(w);
    const struct dl_event *e = w->next >= 0 ? &w->art->event[w->next] : NULL;
    t->next_from.first_day = t->next_from.last_day = t->next_to.first_day = t->next_to.last_day = DL_NO_DAY;
    t->next_from.time = t->next_to.time = -1;
    if (!e && !c)
        return;
    t->next_wished = wished(w, e ? e->core_token >= 0 ? e->core_token : e->trigger_token : c->token);
    bool by_claim = c && c->day != DL_NO_DAY && c->day > w->today && !(e && event_ahead(w, e));
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
    int32_t behind = by_claim || t->next_from.first_day != DL_NO_DAY ? -1 : e ? time_behind(w, e->sentence, e->trigger_token) : time_behind(w, c->sentence, c->token);
    if (behind >= 0)
        set_window(w, t, behind);
    t->next_to = t->next_from;
    bool month = strlen(t->next_from.value) == 7 && c && (c->kind == CLAIM_signed || c->kind == CLAIM_in_force || c->kind == CLAIM_vote);
    if (t->next_from.first_day != t->next_from.last_day && !month)
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
    return c->when == CLAIM_DONE && !c->negated && !c->unnamed && !old && !c->aside;
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

/* "An initial deal", and not what was initialled. */
static bool says(const struct work *w, const char *class)
{
    for (uint32_t i = 0; i < w->art->n_tokens; i++)
        if (talks_tells(w, (int32_t)i) && talks_term(w->t, lemma(w, (int32_t)i), class) && (w->art->token[i].upos != DL_VERB || strcmp(class, "outline")))
            return true;
    return false;
}

#define BIT(kind) (1u << CLAIM_##kind)

static bool tells(const struct work *w, uint32_t sentence, const char *class)
{
    const struct dl_sentence *s = &w->art->sentence[sentence];
    for (uint32_t i = s->first; i < s->first + s->n; i++)
        if (talks_term(w->t, lemma(w, (int32_t)i), class))
            return true;
    return false;
}

/* A step that makes the deal firm, and no further talks: "will sign it in May". */
static bool formal(const struct work *w, uint32_t sentence)
{
    for (uint32_t i = 0; i < w->claim.n; i++) {
        uint32_t kind = 1u << w->claim.at[i].kind;
        if (w->claim.at[i].sentence == sentence && w->claim.at[i].when != CLAIM_DONE && kind & (BIT(signed) | BIT(announced) | BIT(principle) | BIT(in_force) | BIT(vote)))
            return true;
    }
    return tells(w, sentence, "formal");
}

/* What is reached is a part, or news comes with it of the next talks: the negotiation goes on. So it does where all that was signed is when and how to
 * talk ("agreed on a timetable"). */
static bool goes_on(const struct work *w, const struct claim *deal, const struct dl_talk *t)
{
    const struct claim *c = next_claim(w);
    bool firm = 1u << deal->kind & (BIT(signed) | BIT(principle));
    for (uint32_t k = 0, seen = 0; k < w->art->n_sentences && seen < 3; k++) {
        seen += w->art->sentence[k].kind == DL_SENT_BODY && w->art->sentence[k].n;
        if (tells(w, k, "pledge") && tells(w, k, "course"))
            return true;
    }
    if (!t->next_what || firm)
        return false;
    if (tells(w, deal->sentence, "part"))
        return true;
    const struct dl_event *e = w->next >= 0 ? &w->art->event[w->next] : NULL;
    return (c && of_talks(c) && !t->next_wished && !formal(w, c->sentence)) || (e && !t->next_wished && !formal(w, e->sentence));
}

/* "No further meetings are planned", against one who says that they will meet again: nobody has agreed to it. */
static bool next_denied(const struct work *w, const struct dl_talk *t)
{
    for (uint32_t i = 0; i < w->claim.n && t->next_what; i++) {
        const struct claim *c = &w->claim.at[i];
        if (of_talks(c) && c->when == CLAIM_AHEAD && c->negated && !c->unnamed && c->statement >= 0)
            return first_of(w, BIT(failed) | BIT(ended) | BIT(adjourned)) != NULL;
    }
    return false;
}

void talks_set_status(struct work *w, struct dl_talk *t)
{
    const uint32_t going = BIT(open) | BIT(resumed), over = BIT(ended) | BIT(failed) | BIT(adjourned) | BIT(suspended) | BIT(collapsed) | BIT(cancelled);
    const uint32_t text = BIT(signed) | BIT(announced) | BIT(reached) | BIT(principle), force = BIT(in_force) | BIT(violated);
    const struct claim *c = first_standing(w, going, over), *stop = first_of(w, BIT(suspended) | BIT(collapsed) | BIT(cancelled)), *deal = first_of(w, text);
    const struct claim *held = first_of(w, force), *from = NULL, *step = deal;
    if (deal && goes_on(w, deal, t))
        deal = NULL;
    bool denied = !deal && next_denied(w, t), dated = t->next_from.first_day != DL_NO_DAY && !t->next_hedged;
    if (c && 1u << c->kind & going && !deal)
        t->status = "under-way", from = c;
    else if (stop && (!deal || stop->sentence <= deal->sentence))
        t->status = says(w, "later") || t->next_what ? "suspended" : stop->kind == CLAIM_suspended ? "suspended" : "collapsed", from = stop;
    else if (deal)
        t->status = deal->kind == CLAIM_principle || says(w, "outline") ? "agreement-in-principle" : "signed", from = deal;
    else if (held)
        t->status = "in-force", from = held;
    else if (denied)
        t->status = "ended-without-agreement", t->disputed = true, from = first_of(w, BIT(failed) | BIT(ended) | BIT(adjourned));
    else if (t->next_what && dated)
        t->status = "scheduled";
    else if (t->next_what && t->next_wished)
        t->status = "proposed";
    else if (t->next_what)
        t->status = "agreed-to-meet";
    else if (first_of(w, BIT(partial)))
        t->status = "agreement-in-principle", from = first_of(w, BIT(partial));
    else if (first_of(w, BIT(adjourned)))
        t->status = "adjourned", from = first_of(w, BIT(adjourned));
    else if (first_of(w, BIT(failed) | BIT(ended) | BIT(rejected) | BIT(missed)))
        t->status = "ended-without-agreement", from = first_of(w, BIT(failed) | BIT(ended) | BIT(rejected) | BIT(missed));
    else if (first_of(w, BIT(declined)))
        t->status = "declined", from = first_of(w, BIT(declined));
    else if (step)
        t->status = "agreed-to-meet", from = step;            /* what was signed is when to talk */
    if (from && first_of(w, BIT(adjourned)) == from && t->next_what && dated)
        t->status = "scheduled";
    if (!t->status)
        return;
    t->status_evidence = arena_take(w->arena, 1, sizeof *t->status_evidence);
    t->status_evidence[0] = from ? w->art->sentence[from->sentence].span : t->next_evidence[0];
    t->n_status_evidence = 1;
}

/* "The summit had ended, the White House said, but hours later it went on": the last round of talks that are in session has no end yet. */
void talks_keep_open(struct dl_talk *t)
{
    struct dl_round *last = NULL;
    for (uint32_t i = 0; i < t->n_rounds; i++)
        if (!last || (t->round[i].start.first_day != DL_NO_DAY && t->round[i].start.first_day >= last->start.first_day))
            last = &t->round[i];
    if (last && t->status && !strcmp(t->status, "under-way") && strcmp(last->outcome, "signed") && strcmp(last->outcome, "agreement-in-principle"))
        last->outcome = "under-way";
}
