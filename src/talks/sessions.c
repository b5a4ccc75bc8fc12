/* talks/sessions.c: meetings that no verb of meeting tells: "spent two days in talks with X", "agreed in a call with X", "saw X". */
#include <string.h>

#include "talks/inside.h"
#include "base/banned.h"

static const struct dl_token *tok(const struct work *w, int32_t t) { return &w->art->token[t]; }
static const char *lemma(const struct work *w, int32_t t) { return tok(w, t)->lemma ? tok(w, t)->lemma : ""; }

static bool has_case(const struct work *w, int32_t t, const char *word)
{
    int32_t c = grove_child(w->grove, t, DL_REL_case, -1);
    return c >= 0 && !strcmp(lemma(w, c), word);
}

static void seat(struct work *w, struct dl_round *r, int32_t t)
{
    int32_t e = talks_entity_at(w, t);
    if (e >= 0 && talks_party(w, (uint32_t)e) && w->art->entity[e].kind != DL_ENTITY_outlet)
        seats_add(w, r, (uint32_t)e);
}

/* Those behind "with" and "between" of a word for talks. */
static void seat_partners(struct work *w, struct dl_round *r, int32_t noun)
{
    for (int32_t c = grove_next(w->grove, noun, -1); c >= 0; c = grove_next(w->grove, noun, c)) {
        if (tok(w, c)->rel != DL_REL_nmod || !(has_case(w, c, "with") || has_case(w, c, "between")))
            continue;
        seat(w, r, c);
        for (int32_t k = grove_child(w->grove, c, DL_REL_conj, -1); k >= 0; k = grove_child(w->grove, c, DL_REL_conj, k))
            seat(w, r, k);
    }
}

/* Those of whom the clause speaks; where it is nobody ("a date was set in a call with X"), the one who says it. */
static void seat_subject(struct work *w, struct dl_round *r, int32_t verb)
{
    int32_t got[SLOT_ROOM];
    uint32_t n = grove_subject(w->grove, verb, got), before = r->n_participants;
    for (uint32_t i = 0; i < n; i++)
        seat(w, r, got[i]);
    int32_t s = r->n_participants == before ? claims_statement_over(w, verb) : -1;
    if (s >= 0 && w->art->statement[s].speaker >= 0 && w->art->entity[w->art->statement[s].speaker].kind == DL_ENTITY_person)
        seats_add(w, r, (uint32_t)w->art->statement[s].speaker);
}

static bool of_person(const struct work *w, const struct dl_round *r)
{
    for (uint32_t i = 0; i < r->n_participants; i++)
        if (w->art->entity[r->participant[i]].kind == DL_ENTITY_person)
            return true;
    return false;
}

static bool by_phone(const struct work *w, int32_t noun)
{
    const char *f = talks_term(w->t, lemma(w, noun), "format");
    bool phone = f && !strcmp(f, "phone");
    for (int32_t c = grove_next(w->grove, noun, -1); c >= 0; c = grove_next(w->grove, noun, c)) {
        f = c < noun ? talks_term(w->t, lemma(w, c), "format") : NULL;
        phone |= f && !strcmp(f, "phone");
    }
    return phone;
}

/* From the first to the last of the days that hang on the verb; else the day of the report. */
static void set_days(const struct work *w, struct dl_round *r, int32_t verb)
{
    int32_t first = DL_NO_DAY, last = DL_NO_DAY;
    for (uint32_t i = 0; i < w->art->n_times; i++) {
        const struct dl_time *t = &w->art->time[i];
        int32_t k = talks_token_at(w, t->span), up = k;
        for (int deep = 0; up >= 0 && up != verb && deep < 3; deep++)
            up = tok(w, up)->rel == DL_REL_acl_relcl || tok(w, up)->rel == DL_REL_advcl ? -1 : tok(w, up)->head;
        if (k < 0 || up != verb || t->first_day == DL_NO_DAY || t->last_day - t->first_day > 1 || (w->today != DL_NO_DAY && t->first_day > w->today))
            continue;
        first = first == DL_NO_DAY || t->first_day < first ? t->first_day : first;
        last = last == DL_NO_DAY || t->last_day > last ? t->last_day : last;
    }
    rounds_set_days(r, first == DL_NO_DAY ? w->today : first, last == DL_NO_DAY ? w->today : last);
}

/* "Talks with X" in a phrase of time or manner of a verb that is done. */
static int32_t clause_of(const struct work *w, int32_t noun)
{
    int32_t v = tok(w, noun)->head;
    bool gather = has_case(w, noun, "for") && v >= 0 && talks_term(w->t, lemma(w, v), "gathers");      /* "joined the ministers for talks" */
    bool inside = tok(w, noun)->rel == DL_REL_obl && (gather || has_case(w, noun, "in") || has_case(w, noun, "during") || has_case(w, noun, "at"));
    return inside && v >= 0 && tok(w, v)->upos == DL_VERB && claims_when(w, v) == CLAIM_DONE ? v : -1;
}

bool session_at(struct work *w, int32_t t, struct dl_round *r, bool *phone)
{
    int32_t got[SLOT_ROOM], verb = -1;
    *r = (struct dl_round){.place = -1};
    *phone = false;
    if (talks_term(w->t, lemma(w, t), "talk") && (verb = clause_of(w, t)) >= 0) {
        seat_partners(w, r, t);
        if (has_case(w, t, "for"))
            seats_of_clause(w, r, verb);
        *phone = by_phone(w, t);
        if (!r->n_participants && !grove_object(w->grove, verb, got))
            seats_of_subject(w, r, verb);               /* "the leaders of A and B agreed at a summit to ..." */
    } else if (tok(w, t)->upos == DL_VERB && talks_term(w->t, lemma(w, t), "confers") && claims_when(w, t) == CLAIM_DONE && !grove_object(w->grove, t, got)) {
        verb = t;
        seats_of_subject(w, r, t);                      /* "A, B and C talked for three hours" */
        if (talks_sides(w, r) < 2)
            return false;
    } else if (tok(w, t)->upos == DL_VERB && talks_term(w->t, lemma(w, t), "sees") && claims_when(w, t) == CLAIM_DONE) {
        verb = t;
        for (uint32_t n = grove_object(w->grove, t, got), i = 0; i < n; i++) {
            int32_t e = talks_entity_at(w, got[i]);
            if (e >= 0 && w->art->entity[e].kind == DL_ENTITY_person && talks_rank(w, (uint32_t)e))
                seat(w, r, got[i]);
        }
    }
    if (verb < 0 || !r->n_participants)
        return false;
    seat_subject(w, r, verb);
    if (talks_sides(w, r) < 2 || !of_person(w, r))
        return false;
    set_days(w, r, verb);
    return true;
}
