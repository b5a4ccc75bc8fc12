/* store/write.c: an article's findings as rows. What an older coding of the same article left is removed first. */
#include "store/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/banned.h"

#define X(n) #n,
static const char *const kinds[] = {DL_ENTITY_KINDS(X)};
static const char *const statement_kinds[] = {DL_STATEMENT_KINDS(X)};
static const char *const plover[] = {DL_PLOVER(X)};
static const char *const statuses[] = {DL_STATUSES(X)};
#undef X
#define X(id, name) name,
static const char *const bases[] = {DL_BASES(X)};
#undef X

struct writer {
    struct dl_store *s;
    const struct dl_article *a;
    struct arena *arena;
    int64_t id, first, copy_of;    /* of the article; of its rows; the article it copies */
    struct dl_err *err;
};

/* ---- one row -------------------------------------------------------------------------------- */

struct row { sqlite3_stmt *st; int column; };

static struct row row_of(struct writer *w, enum store_statement which) { return (struct row){store_statement(w->s, which, w->err), 0}; }
static bool row_done(struct writer *w, struct row *r) { return r->st && store_run(w->s, r->st, w->err); }

static void put_int(struct row *r, int64_t v) { sqlite3_bind_int64(r->st, ++r->column, v); }
static void put_null(struct row *r) { sqlite3_bind_null(r->st, ++r->column); }
static void put_real(struct row *r, double v) { sqlite3_bind_double(r->st, ++r->column, v); }
static void put_bytes(struct row *r, const char *s, size_t n) { sqlite3_bind_text(r->st, ++r->column, s, (int)n, SQLITE_STATIC); }

static void put(struct row *r, const char *s)
{
    if (s && *s)
        put_bytes(r, s, strlen(s));
    else
        put_null(r);
}

/* A float as people wrote it: 0.9, not 0.89999997. */
static void put_float(struct row *r, float v) { put_real(r, (double)(int64_t)((double)v * 1000 + (v < 0 ? -.5 : .5)) / 1000); }

static void put_id(struct row *r, const struct writer *w, int64_t index)
{
    if (index >= 0)
        put_int(r, w->first + index + 1);
    else
        put_null(r);
}

/* ---- cells made of several things ------------------------------------------------------------ */

struct text { struct arena *arena; VEC(char) v; };

static void text_add(struct text *t, const char *s, size_t n)
{
    while (t->v.cap < t->v.n + n + 1)
        t->v.at = arena_grow(t->arena, t->v.at, &t->v.cap, 1);
    memcpy(t->v.at + t->v.n, s, n);
    t->v.n += (uint32_t)n;
    t->v.at[t->v.n] = 0;
}

static void text_item(struct text *t, const char *between, const char *s, size_t n)
{
    if (t->v.n)
        text_add(t, between, strlen(between));
    text_add(t, s, n);
}

static const char *joined(struct writer *w, const char *const *at, uint32_t n)
{
    struct text t = {.arena = w->arena};
    for (uint32_t i = 0; i < n; i++)
        text_item(&t, "|", at[i], strlen(at[i]));
    return t.v.at;
}

static const char *words_of(struct writer *w, const struct dl_span *at, uint32_t n)
{
    struct text t = {.arena = w->arena};
    for (uint32_t i = 0; i < n; i++)
        text_item(&t, " … ", w->a->text + at[i].start, at[i].end - at[i].start);
    return t.v.at;
}

/* {"part":[[start,end],...],...}: what the view `evidence` opens. */
static void spans_part(struct text *t, const char *part, const struct dl_span *at, uint32_t n)
{
    char number[32];
    bool first = true;
    for (uint32_t i = 0; i < n; i++) {
        if (at[i].start == at[i].end)
            continue;
        if (first) {
            text_item(t, "],", "\"", 1);
            text_add(t, part, strlen(part));
        }
        int len = snprintf(number, sizeof number, "[%u,%u]", at[i].start, at[i].end);
        text_add(t, first ? "\":[" : ",", first ? 3 : 1);
        text_add(t, number, (size_t)len);
        first = false;
    }
}

static const char *spans_done(struct text *t)
{
    return t->v.n ? arena_printf(t->arena, "{%s]}", t->v.at) : NULL;
}

static const struct dl_entity *entity_at(const struct writer *w, int64_t i)
{
    return i >= 0 && i < w->a->n_entities ? &w->a->entity[i] : NULL;
}

/* ---- tables ----------------------------------------------------------------------------------- */

static bool write_entity(struct writer *w, uint32_t i, const uint32_t *n_mentions, const char *spans)
{
    const struct dl_entity *e = &w->a->entity[i];
    struct row r = row_of(w, STORE_put_entity);
    put_id(&r, w, i);
    put_int(&r, w->id);
    put(&r, kinds[e->kind]);
    put(&r, e->name);
    put(&r, e->code);
    put(&r, e->country);
    put(&r, e->sectors);
    put(&r, e->office);
    put(&r, e->key);
    put(&r, e->basis ? bases[e->basis] : NULL);
    put_int(&r, n_mentions[i]);
    put(&r, spans);
    return row_done(w, &r);
}

static bool write_entities(struct writer *w)
{
    const struct dl_article *a = w->a;
    struct text *spans = arena_take(w->arena, a->n_entities + 1, sizeof *spans);
    uint32_t *n = arena_take(w->arena, a->n_entities + 1, sizeof *n);
    for (uint32_t m = 0; m < a->n_mentions; m++) {
        uint32_t e = a->mention[m].entity;
        if (e >= a->n_entities)
            continue;
        char number[40];
        spans[e].arena = w->arena;
        int len = snprintf(number, sizeof number, "%s[%u,%u]", n[e] ? "," : "\"mention\":[", a->mention[m].span.start, a->mention[m].span.end);
        text_add(&spans[e], number, (size_t)len);
        n[e]++;
    }
    for (uint32_t i = 0; i < a->n_entities; i++)
        if (!write_entity(w, i, n, n[i] ? spans_done(&spans[i]) : NULL))
            return false;
    return true;
}

/* Who somebody's words went through, the outlet first: "Xinhua > Russian media > Dmitry Peskov". */
static const char *chain_of(struct writer *w, const struct dl_statement *s)
{
    struct text t = {.arena = w->arena};
    for (uint32_t i = 0; i < s->n_chain; i++) {
        const struct dl_entity *e = entity_at(w, s->chain[i].entity);
        struct dl_span span = s->chain[i].span;
        if (e && e->name)
            text_item(&t, " > ", e->name, strlen(e->name));
        else if (span.start < span.end)
            text_item(&t, " > ", w->a->text + span.start, span.end - span.start);
    }
    return t.v.at;
}

static const char *statement_spans(struct writer *w, const struct dl_statement *s)
{
    struct text t = {.arena = w->arena};
    spans_part(&t, "source", s->source, s->n_source);
    spans_part(&t, "cue", s->cue, s->n_cue);
    spans_part(&t, "content", s->content, s->n_content);
    spans_part(&t, "verbatim", s->verbatim, s->n_verbatim);
    spans_part(&t, "hedge", s->hedge, s->n_hedge);
    return spans_done(&t);
}

static void put_statement_who(struct row *r, struct writer *w, const struct dl_statement *s)
{
    const struct dl_entity *e = entity_at(w, s->speaker);
    put_id(r, w, s->speaker);
    put(r, e && e->name ? e->name : words_of(w, s->source, s->n_source));
    put(r, e ? e->code : NULL);
    put(r, s->speaker_role);
    put(r, s->source_type);
}

static bool write_statement(struct writer *w, uint32_t i)
{
    const struct dl_statement *s = &w->a->statement[i];
    const struct dl_entity *to = entity_at(w, s->addressee);
    const char *content = words_of(w, s->content, s->n_content);
    struct row r = row_of(w, STORE_put_statement);
    put_id(&r, w, i);
    put_int(&r, w->id);
    put(&r, statement_kinds[s->kind]);
    put(&r, s->time >= 0 && (uint32_t)s->time < w->a->n_times ? w->a->time[s->time].value : NULL);
    put_statement_who(&r, w, s);
    put(&r, words_of(w, s->cue, s->n_cue));
    put(&r, s->cue_class);
    put(&r, content);
    put(&r, s->directness);
    put(&r, words_of(w, s->verbatim, s->n_verbatim));
    put(&r, to ? to->name : NULL);
    put(&r, s->polarity);
    put(&r, s->certainty);
    put(&r, s->tone);
    put(&r, joined(w, s->topic, s->n_topics));
    put_id(&r, w, s->nested_in);
    put(&r, chain_of(w, s));
    put_int(&r, s->sentence);
    s->confidence > 0 ? put_float(&r, s->confidence) : put_null(&r);
    put(&r, statement_spans(w, s));
    if (!row_done(w, &r))
        return false;
    struct row f = row_of(w, STORE_put_content);
    put_id(&f, w, i);
    put(&f, content);
    return row_done(w, &f);
}

/* ---- events ------------------------------------------------------------------------------------ */

struct party { int64_t entity; const struct dl_entity *e; };

/* Those who act: a group without a country of its own is told by its members. */
static uint32_t parties_of(const struct writer *w, const uint32_t *at, uint32_t n, struct party *out, uint32_t cap)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < n && count < cap; i++) {
        const struct dl_entity *e = entity_at(w, at[i]);
        if (!e)
            continue;
        bool open = !e->country && !e->code && e->n_members;
        if (!open)
            out[count++] = (struct party){at[i], e};
        for (uint32_t k = 0; open && k < e->n_members && count < cap; k++)
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

static const char *month_of(struct writer *w, const char *date) { return strlen(date) >= 7 && date[5] != 'W' ? arena_text(w->arena, date, 7) : ""; }

static bool write_dyads(struct writer *w, int64_t event, const struct dl_event *e, const struct party *from, uint32_t n, const struct party *to, uint32_t m)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < m; k++) {
            if (from[i].entity == to[k].entity || !from[i].e->country || !to[k].e->country)
                continue;
            struct row r = row_of(w, STORE_put_dyad);
            put_bytes(&r, from[i].e->country, strlen(from[i].e->country));
            put_bytes(&r, to[k].e->country, strlen(to[k].e->country));
            const char *month = month_of(w, e->date.value);
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

static void put_event_place(struct row *r, struct writer *w, const struct dl_event *e)
{
    const struct dl_place *p = e->place >= 0 && (uint32_t)e->place < w->a->n_places ? &w->a->place[e->place] : NULL;
    put(r, p ? p->name : NULL);
    p && p->geonames ? put_int(r, p->geonames) : put_null(r);
    put(r, p ? p->country : NULL);
    put(r, p ? p->admin1 : NULL);
    p && p->resolved ? put_real(r, p->lat) : put_null(r);
    p && p->resolved ? put_real(r, p->lon) : put_null(r);
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
    put(r, *d->value && d->basis ? bases[d->basis] : NULL);
}

static const char *event_spans(struct writer *w, const struct dl_event *e)
{
    struct text t = {.arena = w->arena};
    spans_part(&t, "trigger", &e->trigger, 1);
    spans_part(&t, "evidence", e->evidence, e->n_evidence);
    return spans_done(&t);
}

enum { MAX_PARTIES = 32 };

static bool write_event(struct writer *w, uint32_t i)
{
    const struct dl_event *e = &w->a->event[i];
    struct party from[MAX_PARTIES], to[MAX_PARTIES];
    uint32_t n = parties_of(w, e->source, e->n_sources, from, MAX_PARTIES), m = parties_of(w, e->target, e->n_targets, to, MAX_PARTIES);
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
    return row_done(w, &r) && write_actors(w, id, "source", from, n) && write_actors(w, id, "target", to, m)
        && (!news || write_dyads(w, id, e, from, n, to, m));
}

/* ---- talks ------------------------------------------------------------------------------------- */

static const char *entity_codes(struct writer *w, const uint32_t *at, uint32_t n)
{
    struct party p[MAX_PARTIES];
    return codes_of(w, p, parties_of(w, at, n, p, MAX_PARTIES), true);
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
    put(&r, t->next_from.value);
    put(&r, t->next_to.value);
    t->next_what ? put_int(&r, t->next_hedged) : put_null(&r);
    put(&r, spans_done(&spans));
    bool ok = row_done(w, &r);
    for (uint32_t k = 0; ok && k < t->n_rounds; k++)
        ok = write_round(w, w->first + i + 1, w->first + ++*n_rounds, &t->round[k]);
    for (uint32_t k = 0; ok && k < t->n_obstacles; k++)
        ok = write_obstacle(w, w->first + i + 1, w->first + ++*n_obstacles, &t->obstacle[k]);
    return ok;
}

/* ---- the article ------------------------------------------------------------------------------- */

/* What an earlier coding left: its rows go, its key and its being a copy stay. */
static bool remove_old(struct writer *w, const char **key, double *containment)
{
    struct row r = row_of(w, STORE_old_article);
    if (!r.st)
        return false;
    put_int(&r, w->id);
    if (sqlite3_step(r.st) != SQLITE_ROW) {
        sqlite3_reset(r.st);
        return true;
    }
    *key = arena_text(w->arena, (const char *)sqlite3_column_text(r.st, 2), (size_t)sqlite3_column_bytes(r.st, 2));
    w->copy_of = sqlite3_column_int64(r.st, 3);
    *containment = sqlite3_column_double(r.st, 4);
    struct row f = row_of(w, STORE_drop_text);
    put_int(&f, w->id);
    for (int i = 0; f.st && i < 2; i++)
        sqlite3_bind_value(f.st, ++f.column, sqlite3_column_value(r.st, i));
    bool ok = row_done(w, &f);
    sqlite3_reset(r.st);
    static const enum store_statement drops[] = {STORE_drop_content, STORE_drop_dyads, STORE_drop_actors, STORE_drop_events,
        STORE_drop_statements, STORE_drop_entities, STORE_drop_talks, STORE_drop_rounds, STORE_drop_obstacles};
    for (size_t i = 0; ok && i < sizeof drops / sizeof *drops; i++) {
        struct row d = row_of(w, drops[i]);
        put_int(&d, w->first);
        put_int(&d, w->first + STORE_ROWS - 1);
        ok = row_done(w, &d);
    }
    return ok;
}

/* The article's id, or if another article has it, the id and the start of the hash of its bytes. */
static const char *free_key(struct writer *w)
{
    struct row r = row_of(w, STORE_key_taken);
    if (!r.st)
        return NULL;
    put_bytes(&r, w->a->id, strlen(w->a->id));
    put_int(&r, w->id);
    bool taken = sqlite3_step(r.st) == SQLITE_ROW;
    sqlite3_reset(r.st);
    return taken ? arena_printf(w->arena, "%s~%.12s", w->a->id, w->a->sha256) : w->a->id;
}

static const char *title_of(struct writer *w)
{
    const struct dl_article *a = w->a;
    return a->title.start < a->title.end ? arena_text(w->arena, a->text + a->title.start, a->title.end - a->title.start) : a->given_title;
}

static void put_header(struct row *r, struct writer *w, const char *key, const struct store_pack *p)
{
    const struct dl_article *a = w->a;
    const struct dl_dateline *d = &a->dateline;
    put_int(r, w->id);
    put_bytes(r, key, strlen(key));
    put_bytes(r, a->id, strlen(a->id));
    put(r, a->sha256);
    put(r, p->source_key);
    put(r, a->path);
    p->line ? put_int(r, (int64_t)p->line) : put_null(r);
    put(r, a->url);
    put(r, a->outlet);
    put(r, a->media_type);
    put(r, title_of(w));
    put(r, a->byline.start < a->byline.end ? words_of(w, &a->byline, 1) : a->given_byline);
    put(r, a->lang);
    put(r, a->published);
    put(r, a->published_basis ? bases[a->published_basis] : NULL);
    put(r, words_of(w, &d->place_span, d->place_span.start < d->place_span.end));
    put(r, d->date);
    put(r, d->agency);
    put(r, a->take);
}

static bool write_article(struct writer *w, const char *key, const struct store_pack *p, double containment)
{
    struct row r = row_of(w, STORE_put_article);
    if (!r.st)
        return false;
    put_header(&r, w, key, p);
    w->copy_of ? put_int(&r, w->copy_of) : put_null(&r);
    w->copy_of ? put_float(&r, (float)containment) : put_null(&r);
    put_int(&r, w->a->n_sentences);
    put_int(&r, w->a->n_tokens);
    put(&r, p->made_by);
    put_bytes(&r, w->a->text, w->a->n);
    sqlite3_bind_blob(r.st, ++r.column, p->record, (int)p->n_record, SQLITE_STATIC);
    if (!row_done(w, &r))
        return false;
    struct row k = row_of(w, STORE_put_sketch);
    put_int(&k, w->id);
    if (k.st)
        sqlite3_bind_blob(k.st, ++k.column, p->sketch, (int)(p->n_sketch * sizeof *p->sketch), SQLITE_STATIC);
    struct row f = row_of(w, STORE_put_text);
    put_int(&f, w->id);
    put(&f, title_of(w));
    put_bytes(&f, w->a->text, w->a->n);
    return row_done(w, &k) && row_done(w, &f);
}

static bool write_findings(struct writer *w)
{
    const struct dl_article *a = w->a;
    uint32_t n_rounds = 0, n_obstacles = 0;
    bool ok = write_entities(w);
    for (uint32_t i = 0; ok && i < a->n_statements; i++)
        ok = write_statement(w, i);
    for (uint32_t i = 0; ok && i < a->n_events; i++)
        ok = write_event(w, i);
    for (uint32_t i = 0; ok && i < a->n_talks; i++)
        ok = write_talk(w, i, &n_rounds, &n_obstacles);
    return ok;
}

bool store_write(struct dl_store *s, int64_t id, const struct dl_article *a, const struct store_pack *p, int64_t copy_of, double containment, struct dl_err *err)
{
    struct writer w = {.s = s, .a = a, .arena = s->scratch, .id = id, .first = id * STORE_ROWS, .copy_of = copy_of, .err = err};
    const char *key = NULL;
    if (a->n_entities >= STORE_ROWS || a->n_statements >= STORE_ROWS || a->n_events >= STORE_ROWS)
        return err_set(err, DL_ELIMIT, a->id, "has more than %d findings of a kind", STORE_ROWS - 1);
    if (!remove_old(&w, &key, &containment) || !(key = key ? key : free_key(&w)))
        return false;
    return write_article(&w, key, p, containment) && write_findings(&w);
}
