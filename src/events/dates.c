/* events/dates.c: the day and the place of a deed: the nearest that the text supports, and by what right; blank if it supports none. */
#include <string.h>

#include "base/date.h"
#include "events/inside.h"
#include "where/where.h"
#include "base/banned.h"

enum { WEEK = 7, LEAD = 2 };       /* days; sentences */

static bool under(const struct work *w, int32_t t, int32_t top)
{
    for (int i = 0; t >= 0 && i < 40; i++, t = w->art->token[t].head)
        if (t == top)
            return true;
    return false;
}

/* Is there another clause, or another's day, between a time and the deed ("suspected of bombing a plane in 1988", "condemned Monday's attack")? */
static bool apart(const struct work *w, int32_t t, int32_t top)
{
    for (int i = 0; t >= 0 && t != top && i < 40; i++, t = w->art->token[t].head) {
        uint8_t rel = w->art->token[t].rel;
        if (rel == DL_REL_acl || rel == DL_REL_acl_relcl || rel == DL_REL_advcl || rel == DL_REL_ccomp || rel == DL_REL_csubj ||
            (rel == DL_REL_nmod_poss && w->art->token[t].head != top))
            return true;
    }
    return false;
}

static int32_t token_at(const struct work *w, const struct dl_sentence *s, uint32_t byte)
{
    for (uint32_t i = s->first; i < s->first + s->n; i++)
        if (w->art->token[i].span.end > byte)
            return (int32_t)i;
    return -1;
}

/* Is the time outside of clauses that the deed has no part in? */
static bool reaches(const struct work *w, int32_t time, int32_t deed)
{
    for (int i = 0; time >= 0 && i < 40 && !under(w, deed, time); i++, time = w->art->token[time].head) {
        uint8_t rel = w->art->token[time].rel;
        if (rel == DL_REL_acl || rel == DL_REL_acl_relcl || rel == DL_REL_advcl || rel == DL_REL_ccomp || rel == DL_REL_parataxis)
            return false;
    }
    return true;
}

/* Is a clause's time the deed's, too ("when police came on Monday", "hours before the jet crashed on Monday")? */
static bool at_once(const struct work *w, int32_t clause)
{
    int32_t mark = grove_child(w->grove, clause, DL_REL_mark, -1);
    if (mark < 0)
        mark = grove_child(w->grove, clause, DL_REL_advmod, -1);
    return mark >= 0 && (grove_is(w->grove, mark, "@meanwhile") || (mark > 0 && grove_is(w->grove, mark - 1, "@shortly")));
}

/* Does the time stand in such a clause right below the deed? */
static bool beside(const struct work *w, int32_t time, int32_t top)
{
    int32_t t = time;
    while (t >= 0 && w->art->token[t].upos != DL_VERB)
        t = w->art->token[t].head;
    return t >= 0 && w->art->token[t].rel == DL_REL_advcl && w->art->token[t].head == top && at_once(w, t);
}

static bool of_a_day(const struct dl_time *t)
{
    return t->first_day != DL_NO_DAY && (t->type == DL_TIME_DATE || t->type == DL_TIME_TIME);
}

/* The time said under the trigger, else the only one of the sentence that is not another clause's; -1 if there is none. None after `latest`. */
static int32_t said_of(const struct work *w, const struct dl_sentence *s, int32_t t, int32_t latest)
{
    int32_t light = w->art->token[t].upos == DL_VERB ? t : grove_light(w->grove, t), top = light >= 0 ? light : t, any = -1, own = -1;
    int count = 0;
    for (uint32_t i = 0; i < w->art->n_times; i++) {
        const struct dl_time *time = &w->art->time[i];
        if (time->span.start < s->span.start || time->span.end > s->span.end || !of_a_day(time) || time->first_day > latest)
            continue;
        int32_t at = token_at(w, s, time->span.start);
        bool within = at >= 0 && under(w, at, top);
        if (within && apart(w, at, top) && !beside(w, at, top))
            continue;
        if (within && own < 0)
            own = (int32_t)i;
        if (at >= 0 && reaches(w, at, top))
            any = (int32_t)i;
        count++;
    }
    return own < 0 && count == 1 ? any : own;
}

/* "acknowledged on Saturday that it had shot down a jet": the day is that of the words, not of what they tell of. */
static bool told_later(const struct work *w, const struct dl_sentence *s, int32_t time, int32_t deed)
{
    int32_t v = status_anchor(w, deed), at = token_at(w, s, w->art->time[time].span.start), have = -1;
    for (int32_t c = -1; (c = grove_child(w->grove, v, DL_REL_aux, c)) >= 0;)
        if (w->art->token[c].xpos && !strcmp(w->art->token[c].xpos, "VBD"))
            have = c;
    while (v >= 0 && w->art->token[v].rel != DL_REL_ccomp)
        v = w->art->token[v].head;
    return have >= 0 && v >= 0 && !under(w, at, v);
}

/* The day of the words it is told in: for what is asked, promised or planned there, and for deeds told as just done. */
static int32_t uttered(const struct work *w, const struct dl_event *e)
{
    int32_t t = e->statement < 0 ? -1 : w->art->statement[e->statement].time;
    return t >= 0 && of_a_day(&w->art->time[t]) ? t : -1;
}

static bool today(const struct work *w, int32_t *day)
{
    int32_t last;
    const char *now = *w->art->dateline.date ? w->art->dateline.date : w->art->published;
    return day_parse(now, day, &last);
}

/* Does the event have one of those who act in d? */
static bool goes_on(const struct dl_event *e, const struct draft *d)
{
    for (uint32_t i = 0; i < d->source.n; i++)
        for (uint32_t k = 0; k < e->n_sources + e->n_targets; k++)
            if ((k < e->n_sources ? e->source[k] : e->target[k - e->n_sources]) == d->source.at[i])
                return true;
    return false;
}

/* The day on which what was told last happened, in this paragraph or the sentence before: a report goes on where it is, into another
 * paragraph with the same people only. */
static int32_t last_told(const struct work *w, const struct draft *d, uint32_t sentence)
{
    int32_t now;
    if (!today(w, &now))
        return -1;
    for (uint32_t i = w->out.n; i-- > 0;) {
        const struct dl_event *e = &w->out.at[i];
        bool near = e->sentence + 1 >= sentence || w->art->sentence[e->sentence].paragraph == w->art->sentence[sentence].paragraph;
        bool same = w->art->sentence[e->sentence].paragraph == w->art->sentence[sentence].paragraph;
        if (!near || e->sentence > sentence || (!same && !goes_on(e, d)))
            return -1;
        if (e->date.time >= 0 && e->date.first_day <= now && e->date.last_day >= now - WEEK && e->date.first_day == e->date.last_day)
            return e->date.time;
    }
    return -1;
}

/* The day that the report tells of: the first of its lead's within a week, -1. */
static int32_t lead_day(const struct work *w)
{
    int32_t now;
    uint32_t seen = 0;
    if (!today(w, &now))
        return -1;
    for (uint32_t k = 0; k < w->art->n_sentences && seen < LEAD; k++) {
        const struct dl_sentence *s = &w->art->sentence[k];
        seen += s->kind == DL_SENT_BODY;
        for (uint32_t i = 0; s->kind == DL_SENT_BODY && i < w->art->n_times; i++) {
            const struct dl_time *t = &w->art->time[i];
            if (t->span.start >= s->span.start && t->span.end <= s->span.end && of_a_day(t) && t->first_day == t->last_day && t->first_day <= now && t->first_day >= now - WEEK)
                return (int32_t)i;
        }
    }
    return -1;
}

static void take(const struct work *w, int32_t t, enum dl_basis basis, struct dl_date *out)
{
    const struct dl_time *time = &w->art->time[t];
    size_t n = strcspn(time->value, "T");
    if (n >= sizeof out->value)
        n = sizeof out->value - 1;
    memcpy(out->value, time->value, n);
    out->value[n] = 0;
    out->first_day = time->first_day, out->last_day = time->last_day;
    out->time = t;
    out->basis = (uint8_t)basis;
}

static void day_of_report(const struct work *w, struct dl_date *out)
{
    const char *day = *w->art->dateline.date ? w->art->dateline.date : w->art->published;
    if (day_parse(day, &out->first_day, &out->last_day))
        memcpy(out->value, day, strlen(day) + 1);
    out->basis = *out->value ? *w->art->dateline.date ? DL_BASIS_dateline : DL_BASIS_published : DL_BASIS_none;
}

static void historical(const struct work *w, struct dl_event *e)
{
    int32_t day;
    if (e->status == DL_STATUS_occurred && e->date.last_day != DL_NO_DAY && today(w, &day) && e->date.last_day < day - 366)
        e->status = DL_STATUS_historical;
}

void dates_set(const struct work *w, const struct dl_sentence *s, const struct draft *d, struct dl_event *e)
{
    e->date = (struct dl_date){.first_day = DL_NO_DAY, .last_day = DL_NO_DAY, .time = -1};
    bool done = e->status == DL_STATUS_occurred || e->status == DL_STATUS_ongoing;
    int32_t now, said = said_of(w, s, d->operated ? d->token : d->core, done && today(w, &now) ? now : INT32_MAX);
    if (said >= 0)
        take(w, said, told_later(w, s, said, d->core) ? DL_BASIS_context : DL_BASIS_explicit, &e->date);
    else if ((said = uttered(w, e)) >= 0)
        take(w, said, DL_BASIS_context, &e->date);
    else if (done && ((said = last_told(w, d, e->sentence)) >= 0 || (!*w->art->dateline.date && (said = lead_day(w)) >= 0)))
        take(w, said, DL_BASIS_carried_over, &e->date);
    else if (done)
        day_of_report(w, &e->date);
    historical(w, e);
}

/* ---- places ---- */

static const char *land(const struct work *w, const struct actors *a) { return a->n ? w->art->entity[a->at[0]].country : NULL; }

/* Who quits a body or calls somebody home does so elsewhere. */
static bool leaves(const struct draft *d)
{
    for (uint32_t m = 0; m < d->event.n_modes; m++)
        if (!strcmp(d->event.mode[m], "withdraw"))
            return true;
    return false;
}

/* "police were hurt": those who live or serve in a land, hurt by nobody that is named. */
static bool at_home(const struct work *w, const struct draft *d)
{
    const struct dl_entity *e = d->target.n ? &w->art->entity[d->target.at[0]] : NULL;
    return e && !d->source.n && e->kind == DL_ENTITY_unnamed && e->country && strncmp(e->sectors ? e->sectors : "", "MIL", 3) != 0;
}

/* The land that a deed was done in by what it is: done at home, done to the land itself, an act of law. */
static const char *land_of_deed(const struct work *w, const struct draft *d)
{
    const char *mine = land(w, &d->source), *theirs = land(w, &d->target);
    bool home = mine && strlen(mine) == 3 && d->source.n == 1, to_land = d->target.n && w->art->entity[d->target.at[0]].kind == DL_ENTITY_country;
    if (mine && theirs && !strcmp(mine, theirs))
        return mine;
    switch (d->event.plover) {
    case DL_PLOVER_ASSAULT: return to_land || at_home(w, d) ? theirs : NULL;
    case DL_PLOVER_RETREAT: return to_land ? theirs : NULL;
    case DL_PLOVER_MOBILIZE: return to_land && !strcmp(d->target.how[0], "land where it is done") ? theirs : NULL;
    case DL_PLOVER_COERCE: return mine;
    case DL_PLOVER_SANCTION: return home && !leaves(d) ? mine : NULL;
    default: return NULL;
    }
}

/* The name of that land nearest before the end of the sentence, else the first after it. */
static int32_t named(const struct work *w, const struct dl_sentence *s, const char *country)
{
    int32_t best = -1;
    for (uint32_t i = 0; i < w->art->n_places; i++) {
        const struct dl_place *p = &w->art->place[i];
        bool state = p->country && p->feature && !strcmp(p->country, country) && !strncmp(p->feature, "PCL", 3) && p->use != DL_USE_part;
        if (state && (best < 0 || p->span.start < s->span.end))
            best = (int32_t)i;
    }
    return best;
}

/* "assurances from Spain": who acts in words is no scene of them; nor has a call one place. */
static bool of_the_side(const struct draft *d, const struct dl_place *p)
{
    bool words = d->event.plover == DL_PLOVER_AGREE || d->event.plover == DL_PLOVER_SUPPORT || d->event.plover == DL_PLOVER_CONCEDE || d->event.plover == DL_PLOVER_REQUEST ||
                 d->event.plover == DL_PLOVER_ACCUSE || d->event.plover == DL_PLOVER_REJECT || d->event.plover == DL_PLOVER_THREATEN;
    for (uint32_t i = 0; words && i < d->source.n; i++)
        if (d->source.token[i] >= (int32_t)p->first && d->source.token[i] < (int32_t)(p->first + p->n))
            return true;
    return d->event.n_modes && !strcmp(d->event.mode[0], "phone");
}

/* "bans an airline of Iran", "urged Mali": the land of those it is said of is no scene of what is done by words and papers. */
static bool of_those_addressed(const struct work *w, const struct draft *d, int32_t place)
{
    const struct dl_place *p = place < 0 ? NULL : &w->art->place[place];
    bool paper = d->event.plover == DL_PLOVER_SANCTION || d->event.plover == DL_PLOVER_REQUEST || d->event.plover == DL_PLOVER_ACCUSE ||
                 d->event.plover == DL_PLOVER_REJECT || d->event.plover == DL_PLOVER_THREATEN || d->event.plover == DL_PLOVER_SUPPORT;
    if (!paper || !p || !p->country || !p->feature || strncmp(p->feature, "PCL", 3) != 0)
        return false;
    bool theirs = false;
    for (uint32_t i = 0; i < d->target.n; i++) {
        const char *land = w->art->entity[d->target.at[i]].country;
        theirs |= land && !strcmp(land, p->country);
    }
    for (uint32_t i = 0; i < d->source.n; i++) {
        const char *land = w->art->entity[d->source.at[i]].country;
        theirs &= !(land && !strcmp(land, p->country));
    }
    return theirs;
}

/* "in Iraqi bases", "on Kenyan soil": the adjective's place; -1. */
static int32_t by_adjective(const struct work *w, int32_t t, int depth)
{
    int32_t found = -1;
    for (int32_t c = grove_next(w->grove, t, -1); c >= 0 && found < 0 && depth < 4; c = grove_next(w->grove, t, c)) {
        uint8_t rel = w->art->token[c].rel;
        int32_t as = grove_child(w->grove, c, DL_REL_case, -1);
        if ((rel == DL_REL_obl || rel == DL_REL_nmod) && as >= 0 && grove_is(w->grove, as, "@standing") && grove_is(w->grove, c, "@site"))
            for (int32_t a = -1; found < 0 && (a = grove_child(w->grove, c, DL_REL_amod, a)) >= 0;)
                for (uint32_t i = 0; found < 0 && i < w->art->n_places; i++)
                    if (w->art->place[i].use == DL_USE_adjective && w->art->place[i].country && (int32_t)w->art->place[i].first == a)
                        found = (int32_t)i;
        if (found < 0 && (rel == DL_REL_obj || rel == DL_REL_obl || rel == DL_REL_nmod || rel == DL_REL_acl || rel == DL_REL_xcomp))
            found = by_adjective(w, c, depth + 1);
    }
    return found;
}

/* Is the place that of another clause ("in answer to the strike that killed him in Baghdad")? */
static bool elsewhere(const struct work *w, const struct draft *d, const struct dl_place *p)
{
    for (int32_t t = (int32_t)p->first, i = 0; t >= 0 && i < 40 && !under(w, d->core, t); t = w->art->token[t].head, i++)
        if (w->art->token[t].rel == DL_REL_acl_relcl)
            return true;
    return false;
}

static bool home_of(const struct work *w, const struct actors *a, const char *country, bool *somebody)
{
    for (uint32_t i = 0; i < a->n; i++) {
        const char *mine = w->art->entity[a->at[i]].country;
        if (!mine || !lands_state(mine) || !strcmp(mine, country))
            return true;                                       /* international bodies are at home where they meet */
        *somebody = true;
    }
    return false;
}

/* A report from Valletta of Chilean gunners who shelled a trawler of Argentina: no deed of Malta's. */
static bool foreign(const struct work *w, const struct draft *d, const struct dl_place *p)
{
    bool somebody = false;
    switch (d->event.plover) {
    case DL_PLOVER_ASSAULT: case DL_PLOVER_COERCE: case DL_PLOVER_PROTEST: case DL_PLOVER_MOBILIZE: case DL_PLOVER_SANCTION: case DL_PLOVER_RETREAT: break;
    default: return false;
    }
    return p->country && !home_of(w, &d->source, p->country, &somebody) && !home_of(w, &d->target, p->country, &somebody) && somebody;
}

int32_t places_of(const struct work *w, const struct draft *d, uint8_t *basis)
{
    int32_t p = where_of(w->art, d->core, basis), up = p < 0 ? -1 : (int32_t)w->art->place[p].first;
    bool talk = d->event.plover == DL_PLOVER_CONSULT && p >= 0;
    for (uint32_t m = 0; talk && m < d->event.n_modes; m++)
        if (!strcmp(d->event.mode[m], "phone"))
            return *basis = DL_BASIS_none, -1;
    for (int i = 0; talk && i < 40 && up >= 0 && w->art->token[up].head != d->core; i++)
        up = w->art->token[up].head;
    /* "discussed the situation in Syria": what it is about; "met the ministers in Syria" would be where */
    bool topic = talk && up >= 0 && w->art->token[up].rel == DL_REL_obj && w->art->token[d->core].upos == DL_VERB;
    for (uint32_t i = 0; topic && i < d->target.n; i++)
        topic = d->target.token[i] != up;
    return topic ? (*basis = DL_BASIS_none, -1) : p;
}

void places_set(const struct work *w, const struct draft *d, struct dl_event *e)
{
    const struct dl_sentence *s = &w->art->sentence[e->sentence];
    e->place = places_of(w, d, &e->place_basis);
    bool of_sentence = e->place >= 0 && e->place_basis == DL_BASIS_context && w->art->place[e->place].first - s->first < s->n;
    bool of_report = e->place >= 0 && !of_sentence && (e->place_basis == DL_BASIS_context || e->place_basis == DL_BASIS_dateline);
    const struct dl_place *p = e->place >= 0 ? &w->art->place[e->place] : NULL;
    if (of_those_addressed(w, d, e->place) || (p && of_the_side(d, p)) || (of_sentence && elsewhere(w, d, p)) || (of_report && foreign(w, d, p)))
        e->place = -1, e->place_basis = DL_BASIS_none;
    if (e->place < 0 && (e->place = by_adjective(w, d->core, 0)) >= 0)
        e->place_basis = DL_BASIS_explicit;
    const char *country = e->place < 0 ? land_of_deed(w, d) : NULL;
    if (country)
        e->place = named(w, s, country);
    if (country && e->place >= 0)
        e->place_basis = DL_BASIS_context;
}
