/* store/write_events.c: events with who takes part in them, and an article's part of talks, as rows. */
#include "store/rows.h"

#include "base/date.h"
#include "base/banned.h"

#define X(n) #n,
static const char *const plover[] = {DL_PLOVER(X)};
static const char *const statuses[] = {DL_STATUSES(X)};
#undef X

/* ---- events ------------------------------------------------------------------------------------ */

uint32_t store_parties(const struct writer *w, const uint32_t *at, uint32_t n, struct party *out)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < n && count < MAX_PARTIES; i++) {
        const struct dl_entity *e = entity_at(w, at[i]);
        if (!e)
            continue;
        bool open = !e->country && !e->code && e->n_members;
        if (!open)
            out[count++] = (struct party){at[i], e};
        for (uint32_t k = 0; open && k < e->n_members && count < MAX_PARTIES; k++)
            if (entity_at(w, e->member[k]))
                out[count++] = (struct party){e->member[k], entity_at(w, e->member[k])};
    }
    return count;
}

static bool write_actors(struct writer *w, int64_t event, const char *role, const struct party *p, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct row r = row_of(w, STORE_put_actor);
        put_int(&r, event);
        put(&r, role);
        put_int(&r, i + 1);
        put_id(&r, w, p[i].entity);
        put(&r, p[i].e->name);
        put(&r, p[i].e->code);
        put(&r, p[i].e->country);
        if (!row_done(w, &r))
            return false;
    }
    return true;
}

/* "2016-09"; a week belongs to the month of its Thursday, as it belongs to the year of it. "" for what is longer than a month, a winter (2016-WI) too. */
static const char *month_of(struct writer *w, const struct dl_date *d)
{
    char thursday[12];
    bool week = strlen(d->value) >= 8 && d->value[5] == 'W' && d->value[6] >= '0' && d->value[6] <= '5' && d->first_day != DL_NO_DAY;
    if (week)
        day_format(d->first_day + 3, thursday);
    bool month = strlen(d->value) >= 7 && d->value[4] == '-' && (d->value[5] == '0' || d->value[5] == '1');
    return week ? arena_text(w->arena, thursday, 7) : month ? arena_text(w->arena, d->value, 7) : "";
}

static bool write_dyads(struct writer *w, int64_t event, const struct dl_event *e, const struct party *from, uint32_t n, const struct party *to, uint32_t m)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < m; k++) {
            if (from[i].entity == to[k].entity || !from[i].e->country || !to[k].e->country)
                continue;
            struct row r = row_of(w, STORE_put_dyad);
            put_bytes(&r, from[i].e->country, strlen(from[i].e->country));
            put_bytes(&r, to[k].e->country, strlen(to[k].e->country));
            const char *month = month_of(w, &e->date);
            put_bytes(&r, month, strlen(month));
            put_int(&r, event);
            put(&r, e->date.value);
            put(&r, plover[e->plover]);
            put(&r, statuses[e->status]);
            put_float(&r, e->score);
            if (!row_done(w, &r))
                return false;
        }
    return true;
}

static const char *codes_of(struct writer *w, const struct party *p, uint32_t n, bool names)
{
    struct text t = {.arena = w->arena};
    for (uint32_t i = 0; i < n; i++) {
        const char *s = names ? p[i].e->name : p[i].e->code ? p[i].e->code : "---";
        s = s ? s : "---";
        text_item(&t, "|", s, strlen(s));
    }
    return t.v.at;
}

static void add_countries(struct text *t, const struct party *p, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        bool again = !p[i].e->country;
        for (uint32_t k = 0; k < i && !again; k++)
            again = p[k].e->country && !strcmp(p[k].e->country, p[i].e->country);
        if (!again)
            text_item(t, t->v.n && t->v.at[t->v.n - 1] != '>' ? "|" : "", p[i].e->country, strlen(p[i].e->country));
    }
}

/* "RUS|USA>SYR": countries that act, each once, and those acted on; NULL if there are none. What is counted most is in one cell. */
static const char *sides_of(struct writer *w, const struct party *from, uint32_t n, const struct party *to, uint32_t m)
{
    struct text t = {.arena = w->arena};
    add_countries(&t, from, n);
    text_add(&t, ">", 1);
    add_countries(&t, to, m);
    return t.v.n > 1 ? t.v.at : NULL;
}

/* False if an article that this one copies, or another copy of it, has already told the event. */
static int is_news(struct writer *w, const struct dl_event *e, const char *sources, const char *targets)
{
    if (!w->copy_of)
        return 1;
    struct row r = row_of(w, STORE_reported);
    if (!r.st)
        return -1;
    put_int(&r, w->copy_of);
    put_int(&r, w->id);
    put(&r, plover[e->plover]);
    put(&r, sources);
    put(&r, targets);
    put(&r, e->date.value);
    int rc = sqlite3_step(r.st);
    sqlite3_reset(r.st);
    return rc == SQLITE_ROW ? 0 : rc == SQLITE_DONE ? 1 : store_failed(w->s, w->err) - 1;
}

/* To a metre: a float's 46.202 is 46.20199966430664 as a double. */
static void put_degrees(struct row *r, double v) { put_real(r, (double)(int64_t)(v * 1e5 + (v < 0 ? -.5 : .5)) / 1e5); }

static void put_event_place(struct row *r, struct writer *w, const struct dl_event *e)
{
    const struct dl_place *p = e->place >= 0 && (uint32_t)e->place < w->a->n_places ? &w->a->place[e->place] : NULL;
    put(r, p ? p->name : NULL);
    p && p->geonames ? put_int(r, p->geonames) : put_null(r);
    put(r, p ? p->country : NULL);
    put(r, p ? p->admin1 : NULL);
    p && p->resolved ? put_degrees(r, p->lat) : put_null(r);
    p && p->resolved ? put_degrees(r, p->lon) : put_null(r);
}

static void put_event_date(struct row *r, struct writer *w, const struct dl_date *d)
{
    char day[2][12] = {"", ""};
    if (*d->value && d->first_day != DL_NO_DAY && d->last_day != DL_NO_DAY) {
        day_format(d->first_day, day[0]);
        day_format(d->last_day, day[1]);
    }
    put(r, d->value);
    put(r, *day[0] ? arena_text(w->arena, day[0], 10) : NULL);
    put(r, *day[1] ? arena_text(w->arena, day[1], 10) : NULL);
    put(r, *d->value && d->basis ? store_bases[d->basis] : NULL);
}

static const char *event_spans(struct writer *w, const struct dl_event *e)
{
    struct text t = {.arena = w->arena};
    spans_part(&t, "trigger", &e->trigger, 1);
    spans_part(&t, "evidence", e->evidence, e->n_evidence);
    return spans_done(&t);
}

static bool write_event(struct writer *w, uint32_t i)
{
    const struct dl_event *e = &w->a->event[i];
    struct party from[MAX_PARTIES], to[MAX_PARTIES];
    uint32_t n = store_parties(w, e->source, e->n_sources, from), m = store_parties(w, e->target, e->n_targets, to);
    const char *sources = codes_of(w, from, n, false), *targets = codes_of(w, to, m, false);
    int news = is_news(w, e, sources, targets);
    int64_t id = w->first + i + 1;
    struct row r = row_of(w, STORE_put_event);
    if (news < 0 || !r.st)
        return false;
    put_int(&r, id);
    put_int(&r, w->id);
    put_event_date(&r, w, &e->date);
    put(&r, plover[e->plover]);
    put(&r, joined(w, e->mode, e->n_modes));
    put(&r, joined(w, e->context, e->n_contexts));
    put(&r, e->cameo);
    put(&r, e->quad);
    put_float(&r, e->score);
    put_float(&r, e->goldstein);
    put(&r, statuses[e->status]);
    put(&r, sources);
    put(&r, codes_of(w, from, n, true));
    put(&r, targets);
    put(&r, codes_of(w, to, m, true));
    put_int(&r, e->reciprocal);
    put_event_place(&r, w, e);
    put_id(&r, w, e->statement);
    put_int(&r, e->sentence);
    put(&r, words_of(w, e->evidence, e->n_evidence));
    put_float(&r, e->confidence);
    put(&r, e->rule);
    put_int(&r, news);
    put(&r, event_spans(w, e));
    put(&r, month_of(w, &e->date));
    put(&r, sides_of(w, from, n, to, m));
    return row_done(w, &r) && write_actors(w, id, "source", from, n) && write_actors(w, id, "target", to, m)
        && (!news || write_dyads(w, id, e, from, n, to, m));
}

/* ---- talks ------------------------------------------------------------------------------------- */

static const char *entity_codes(struct writer *w, const uint32_t *at, uint32_t n)
{
    struct party p[MAX_PARTIES];
    return codes_of(w, p, store_parties(w, at, n, p), true);
}

static bool write_round(struct writer *w, int64_t talk, int64_t id, const struct dl_round *d)
{
    struct text spans = {.arena = w->arena};
    struct row r = row_of(w, STORE_put_round);
    spans_part(&spans, "evidence", d->evidence, d->n_evidence);
    put_int(&r, id);
    put_int(&r, w->id);
    put_int(&r, talk);
    d->number ? put_int(&r, d->number) : put_null(&r);
    put(&r, d->level);
    put(&r, joined(w, d->format, d->n_formats));
    put(&r, entity_codes(w, d->participant, d->n_participants));
    put(&r, entity_codes(w, d->mediator, d->n_mediators));
    put(&r, d->start.value);
    put(&r, d->end.value);
    put(&r, d->place >= 0 && (uint32_t)d->place < w->a->n_places ? w->a->place[d->place].name : NULL);
    put(&r, d->duration);
    put(&r, d->host_event);
    put(&r, d->outcome);
    put(&r, spans_done(&spans));
    return row_done(w, &r);
}

static bool write_obstacle(struct writer *w, int64_t talk, int64_t id, const struct dl_obstacle *o)
{
    const struct dl_entity *by = entity_at(w, o->by);
    struct row r = row_of(w, STORE_put_obstacle);
    put_int(&r, id);
    put_int(&r, w->id);
    put_int(&r, talk);
    put(&r, o->type);
    put(&r, by ? by->name : NULL);
    put_id(&r, w, o->statement);
    put(&r, words_of(w, &o->words, o->words.start < o->words.end));
    return row_done(w, &r);
}

static void put_day(struct row *r, struct writer *w, int32_t day)
{
    char iso[12] = "";
    if (day != DL_NO_DAY)
        day_format(day, iso);
    put(r, *iso ? arena_text(w->arena, iso, strlen(iso)) : NULL);
}

static bool write_talk(struct writer *w, uint32_t i, uint32_t *n_rounds, uint32_t *n_obstacles)
{
    const struct dl_talk *t = &w->a->talk[i];
    struct text spans = {.arena = w->arena};
    struct row r = row_of(w, STORE_put_talk);
    spans_part(&spans, "status", t->status_evidence, t->n_status_evidence);
    spans_part(&spans, "next", t->next_evidence, t->n_next_evidence);
    put_id(&r, w, i);
    put_int(&r, w->id);
    put(&r, joined(w, t->party, t->n_parties));
    put(&r, joined(w, t->mediator, t->n_mediators));
    put(&r, joined(w, t->issue, t->n_issues));
    put(&r, t->status);
    put_int(&r, t->disputed);
    put(&r, t->next_what);
    put_day(&r, w, t->next_from.first_day);
    put_day(&r, w, t->next_to.last_day);
    t->next_what ? put_int(&r, t->next_hedged) : put_null(&r);
    put(&r, spans_done(&spans));
    put(&r, t->back_reference);
    put(&r, entity_codes(w, t->lead, t->n_leads));
    put(&r, t->setting);
    bool ok = row_done(w, &r);
    for (uint32_t k = 0; ok && k < t->n_rounds; k++)
        ok = write_round(w, w->first + i + 1, w->first + ++*n_rounds, &t->round[k]);
    for (uint32_t k = 0; ok && k < t->n_obstacles; k++)
        ok = write_obstacle(w, w->first + i + 1, w->first + ++*n_obstacles, &t->obstacle[k]);
    return ok;
}

bool store_write_events(struct writer *w)
{
    for (uint32_t i = 0; i < w->a->n_events; i++)
        if (!write_event(w, i))
            return false;
    return true;
}

bool store_write_talks(struct writer *w)
{
    uint32_t n_rounds = 0, n_obstacles = 0;
    for (uint32_t i = 0; i < w->a->n_talks; i++)
        if (!write_talk(w, i, &n_rounds, &n_obstacles))
            return false;
    return true;
}
