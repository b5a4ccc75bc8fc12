/* coder/record.c: the article's findings as JSON, field for field as docs/record.md says. */
#include "coder/coder.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/banned.h"

static const char *const kinds[] = {
#define X(n) #n,
    DL_ENTITY_KINDS(X)
#undef X
};
static const char *const mention_kinds[] = {
#define X(n) #n,
    DL_MENTION_KINDS(X)
#undef X
};
static const char *const bases[] = {
#define X(id, name) name,
    DL_BASES(X)
#undef X
};
static const char *const use_names[] = {
#define X(name) #name,
    DL_USES(X)
#undef X
};
static const char *const statement_kinds[] = {
#define X(n) #n,
    DL_STATEMENT_KINDS(X)
#undef X
};
static const char *const plover[] = {
#define X(n) #n,
    DL_PLOVER(X)
#undef X
};
static const char *const statuses[] = {
#define X(n) #n,
    DL_STATUSES(X)
#undef X
};
static const char *const time_types[] = {"DATE", "TIME", "DURATION", "SET"};

/* "a3": a reference to the i-th thing of a kind; null for -1. */
static void ref(struct buf *b, char letter, int64_t i)
{
    char id[24];
    snprintf(id, sizeof id, "%c%lld", letter, (long long)i + 1);
    json_string(b, i < 0 ? NULL : id);
}

static void key_ref(struct buf *b, const char *key, char letter, int64_t i)
{
    json_key(b, key);
    ref(b, letter, i);
}

static void key_string(struct buf *b, const char *key, const char *s)
{
    json_key(b, key);
    json_string(b, s && *s ? s : NULL);
}

static void key_span(struct buf *b, const char *key, struct dl_span s)
{
    json_key(b, key);
    json_span(b, s);
}

static void key_basis(struct buf *b, uint8_t basis) { key_string(b, "basis", basis ? bases[basis] : NULL); }

static void refs(struct buf *b, const char *key, char letter, const uint32_t *at, uint32_t n)
{
    json_key(b, key);
    json_open(b, '[');
    for (uint32_t i = 0; i < n; i++)
        ref(b, letter, at[i]);
    json_close(b, ']');
}

static void spans(struct buf *b, const char *key, const struct dl_span *at, uint32_t n)
{
    json_key(b, key);
    json_open(b, '[');
    for (uint32_t i = 0; i < n; i++)
        json_span(b, at[i]);
    json_close(b, ']');
}

static void strings(struct buf *b, const char *key, const char *const *at, uint32_t n)
{
    json_key(b, key);
    json_open(b, '[');
    for (uint32_t i = 0; i < n; i++)
        json_string(b, at[i]);
    json_close(b, ']');
}

/* {"span":...} or null: a stretch of the head of the article. */
static void key_header(struct buf *b, const char *key, struct dl_span s)
{
    json_key(b, key);
    if (s.start == s.end) {
        json_null(b);
        return;
    }
    json_open(b, '{');
    key_span(b, "span", s);
    json_close(b, '}');
}

static void write_source(struct buf *b, const struct dl_article *a)
{
    json_key(b, "source");
    json_open(b, '{');
    key_string(b, "path", a->path);
    key_string(b, "url", a->url);
    key_string(b, "outlet", a->outlet);
    key_string(b, "media_type", a->media_type);
    if (a->fetched)
        key_string(b, "fetched", a->fetched);
    key_string(b, "sha256", a->sha256);
    json_close(b, '}');
}

static void write_dateline(struct buf *b, const struct dl_dateline *d)
{
    json_key(b, "dateline");
    if (d->span.start == d->span.end) {
        json_null(b);
        return;
    }
    json_open(b, '{');
    key_span(b, "span", d->span);
    key_ref(b, "place", 'p', d->place);
    key_span(b, "place_span", d->place_span);
    key_string(b, "date", d->date);
    key_string(b, "agency", d->agency);
    json_close(b, '}');
}

static void write_head(struct buf *b, const struct dl_article *a, bool with_text)
{
    key_string(b, "format", "dateline-record/1");
    key_string(b, "id", a->id);
    write_source(b, a);
    key_header(b, "title", a->title);
    if (a->title.start == a->title.end && a->given_title)
        key_string(b, "headline", a->given_title);
    key_header(b, "byline", a->byline);
    if (a->byline.start == a->byline.end && a->given_byline)
        key_string(b, "given_byline", a->given_byline);
    key_string(b, "lang", a->lang);
    key_string(b, "published", a->published);
    key_string(b, "published_basis", a->published_basis ? bases[a->published_basis] : NULL);
    write_dateline(b, &a->dateline);
    key_string(b, "take", a->take);
    key_string(b, "duplicate_of", a->duplicate_of);
    if (with_text) {
        json_key(b, "text");
        json_bytes(b, a->text, a->n);
    }
}

static void write_sentences(struct buf *b, const struct dl_article *a)
{
    json_key(b, "sentences");
    json_open(b, '[');
    for (uint32_t i = 0; i < a->n_sentences; i++)
        json_span(b, a->sentence[i].span);
    json_close(b, ']');
}

static void write_mentions(struct buf *b, const struct dl_article *a, uint32_t entity)
{
    json_key(b, "mentions");
    json_open(b, '[');
    for (uint32_t i = 0; i < a->n_mentions; i++) {
        const struct dl_mention *m = &a->mention[i];
        if (m->entity != entity)
            continue;
        json_open(b, '{');
        key_span(b, "span", m->span);
        key_string(b, "kind", mention_kinds[m->kind]);
        key_basis(b, m->basis);
        json_close(b, '}');
    }
    json_close(b, ']');
}

static void write_entities(struct buf *b, const struct dl_article *a)
{
    json_key(b, "entities");
    json_open(b, '[');
    for (uint32_t i = 0; i < a->n_entities; i++) {
        const struct dl_entity *e = &a->entity[i];
        json_open(b, '{');
        key_ref(b, "id", 'a', i);
        key_string(b, "kind", kinds[e->kind]);
        key_string(b, "name", e->name);
        key_string(b, "code", e->code);
        key_string(b, "country", e->country);
        json_key(b, "sectors");
        json_open(b, '[');
        for (const char *s = e->sectors; s && strlen(s) >= 3; s += 3)
            json_bytes(b, s, 3);
        json_close(b, ']');
        key_string(b, "office", e->office);
        if (e->side)
            key_string(b, "side", e->side);
        key_basis(b, e->basis);
        refs(b, "members", 'a', e->member, e->n_members);
        write_mentions(b, a, i);
        json_close(b, '}');
    }
    json_close(b, ']');
}

static void write_places(struct buf *b, const struct dl_article *a)
{
    json_key(b, "places");
    json_open(b, '[');
    for (uint32_t i = 0; i < a->n_places; i++) {
        const struct dl_place *p = &a->place[i];
        json_open(b, '{');
        key_ref(b, "id", 'p', i);
        key_span(b, "span", p->span);
        key_string(b, "name", p->name);
        json_key(b, "geonames");
        p->geonames ? json_int(b, p->geonames) : json_null(b);
        key_string(b, "country", p->country);
        key_string(b, "admin1", p->admin1);
        json_key(b, "lat");
        p->resolved ? json_real(b, p->lat, 5) : json_null(b);
        json_key(b, "lon");
        p->resolved ? json_real(b, p->lon, 5) : json_null(b);
        key_string(b, "feature", p->feature);
        key_string(b, "use", use_names[p->use]);
        key_basis(b, p->basis);
        json_close(b, '}');
    }
    json_close(b, ']');
}

static void write_times(struct buf *b, const struct dl_article *a)
{
    json_key(b, "times");
    json_open(b, '[');
    for (uint32_t i = 0; i < a->n_times; i++) {
        const struct dl_time *t = &a->time[i];
        json_open(b, '{');
        key_ref(b, "id", 'w', i);
        key_span(b, "span", t->span);
        key_string(b, "type", time_types[t->type]);
        key_string(b, "value", t->value);
        key_basis(b, t->basis);
        json_close(b, '}');
    }
    json_close(b, ']');
}

static void write_date(struct buf *b, const char *key, const struct dl_date *d)
{
    json_key(b, key);
    if (!*d->value) {
        json_null(b);
        return;
    }
    json_open(b, '{');
    key_string(b, "value", d->value);
    size_t n = strlen(d->value);
    key_string(b, "precision", strchr(d->value, 'W') ? "week" : n == 10 ? "day" : n == 7 ? "month" : "year");
    key_basis(b, d->basis);
    key_ref(b, "time", 'w', d->time);
    json_close(b, '}');
}

static void write_event(struct buf *b, const struct dl_event *e, uint32_t i)
{
    char root[3] = {e->cameo[0], e->cameo[0] ? e->cameo[1] : (char)0, 0};
    json_open(b, '{');
    key_ref(b, "id", 'e', i);
    key_string(b, "plover", plover[e->plover]);
    strings(b, "modes", e->mode, e->n_modes);
    strings(b, "contexts", e->context, e->n_contexts);
    key_string(b, "cameo", e->cameo);
    key_string(b, "root", root);
    key_string(b, "quad", e->quad);
    json_key(b, "score");
    json_real(b, (double)e->score, 2);
    json_key(b, "goldstein");
    json_real(b, (double)e->goldstein, 2);
    refs(b, "source", 'a', e->source, e->n_sources);
    refs(b, "target", 'a', e->target, e->n_targets);
    json_key(b, "reciprocal");
    json_bool(b, e->reciprocal);
    write_date(b, "date", &e->date);
    json_key(b, "place");
    if (e->place >= 0) {
        json_open(b, '{');
        key_ref(b, "place", 'p', e->place);
        key_basis(b, e->place_basis);
        json_close(b, '}');
    } else {
        json_null(b);
    }
    key_string(b, "status", statuses[e->status]);
    key_ref(b, "statement", 's', e->statement);
    key_span(b, "trigger", e->trigger);
    json_key(b, "evidence");
    json_span(b, e->n_evidence ? e->evidence[0] : DL_NO_SPAN);
    spans(b, "all_evidence", e->evidence, e->n_evidence);
    json_key(b, "sentence");
    json_int(b, e->sentence);
    json_key(b, "confidence");
    json_real(b, (double)e->confidence, 2);
    key_string(b, "rule", e->rule);
    json_close(b, '}');
}

static void write_chain(struct buf *b, const struct dl_statement *s)
{
    json_key(b, "chain");
    json_open(b, '[');
    for (uint32_t i = 0; i < s->n_chain; i++) {
        const struct dl_link *l = &s->chain[i];
        json_open(b, '{');
        key_ref(b, "entity", 'a', l->entity);
        key_span(b, "span", l->span);
        if (l->cue.start < l->cue.end)
            key_span(b, "cue", l->cue);
        key_string(b, "source_type", l->source_type);
        key_basis(b, l->basis);
        json_close(b, '}');
    }
    json_close(b, ']');
}

static void write_statement(struct buf *b, const struct dl_statement *s, uint32_t i)
{
    json_open(b, '{');
    key_ref(b, "id", 's', i);
    key_string(b, "kind", statement_kinds[s->kind]);
    key_ref(b, "speaker", 'a', s->speaker);
    key_string(b, "speaker_role", s->speaker_role);
    key_string(b, "source_type", s->source_type);
    spans(b, "source", s->source, s->n_source);
    spans(b, "cue", s->cue, s->n_cue);
    key_string(b, "cue_class", s->cue_class);
    spans(b, "content", s->content, s->n_content);
    key_string(b, "directness", s->directness);
    spans(b, "verbatim", s->verbatim, s->n_verbatim);
    key_ref(b, "addressee", 'a', s->addressee);
    key_string(b, "polarity", s->polarity);
    key_string(b, "certainty", s->certainty);
    spans(b, "hedges", s->hedge, s->n_hedge);
    key_string(b, "tone", s->tone);
    json_key(b, "on_record");
    s->on_record ? json_bool(b, true) : json_null(b);
    key_string(b, "channel", s->channel);
    key_ref(b, "time", 'w', s->time);
    key_ref(b, "place", 'p', s->place);
    strings(b, "topics", s->topic, s->n_topics);
    key_ref(b, "nested_in", 's', s->nested_in);
    write_chain(b, s);
    json_key(b, "confidence");
    s->confidence > 0 ? json_real(b, (double)s->confidence, 2) : json_null(b);
    strings(b, "flags", s->flag, s->n_flags);
    json_close(b, '}');
}

static void write_round(struct buf *b, const struct dl_round *r, uint32_t i)
{
    json_open(b, '{');
    key_ref(b, "id", 'd', i);
    key_string(b, "level", r->level);
    strings(b, "format", r->format, r->n_formats);
    refs(b, "participants", 'a', r->participant, r->n_participants);
    refs(b, "mediators", 'a', r->mediator, r->n_mediators);
    key_string(b, "start", r->start.value);
    key_string(b, "end", r->end.value);
    key_ref(b, "place", 'p', r->place);
    key_string(b, "duration", r->duration);
    json_key(b, "number");
    r->number ? json_int(b, r->number) : json_null(b);
    key_string(b, "host_event", r->host_event);
    key_string(b, "outcome", r->outcome);
    refs(b, "events", 'e', r->event, r->n_events);
    refs(b, "accounts", 's', r->account, r->n_accounts);
    spans(b, "evidence", r->evidence, r->n_evidence);
    json_close(b, '}');
}

static void write_next(struct buf *b, const struct dl_talk *t)
{
    json_key(b, "next_step");
    if (!t->next_what) {
        json_null(b);
        return;
    }
    char day[12];
    json_open(b, '{');
    key_string(b, "what", t->next_what);
    json_key(b, "window");
    if (t->next_from.first_day == DL_NO_DAY) {
        json_null(b);
    } else {
        json_open(b, '[');
        day_format(t->next_from.first_day, day);
        json_string(b, day);
        day_format(t->next_to.last_day, day);
        json_string(b, day);
        json_close(b, ']');
    }
    json_key(b, "hedged");
    json_bool(b, t->next_hedged);
    spans(b, "evidence", t->next_evidence, t->n_next_evidence);
    json_close(b, '}');
}

static void write_agreements(struct buf *b, const struct dl_talk *t)
{
    json_key(b, "agreements");
    json_open(b, '[');
    for (uint32_t i = 0; i < t->n_agreements; i++) {
        const struct dl_agreement *a = &t->agreement[i];
        json_open(b, '{');
        key_string(b, "name", a->name);
        key_string(b, "state", a->state);
        key_string(b, "date", *a->date.value ? a->date.value : NULL);
        key_ref(b, "place", 'p', a->place);
        spans(b, "evidence", &a->evidence, 1);
        json_close(b, '}');
    }
    json_close(b, ']');
}

static void write_talk(struct buf *b, const struct dl_talk *t, uint32_t i, uint32_t first_round)
{
    json_open(b, '{');
    key_ref(b, "id", 't', i);
    strings(b, "parties", t->party, t->n_parties);
    strings(b, "mediators", t->mediator, t->n_mediators);
    strings(b, "issues", t->issue, t->n_issues);
    json_key(b, "rounds");
    json_open(b, '[');
    for (uint32_t r = 0; r < t->n_rounds; r++)
        write_round(b, &t->round[r], first_round + r);
    json_close(b, ']');
    key_string(b, "status", t->status);
    spans(b, "status_evidence", t->status_evidence, t->n_status_evidence);
    json_key(b, "disputed");
    json_bool(b, t->disputed);
    json_key(b, "disputes");
    json_open(b, '[');
    for (uint32_t d = 0; d < t->n_disputes; d++) {
        json_open(b, '[');
        ref(b, 's', t->dispute[d][0]);
        ref(b, 's', t->dispute[d][1]);
        json_close(b, ']');
    }
    json_close(b, ']');
    write_next(b, t);
    json_key(b, "obstacles");
    json_open(b, '[');
    for (uint32_t o = 0; o < t->n_obstacles; o++) {
        json_open(b, '{');
        key_string(b, "type", t->obstacle[o].type);
        key_ref(b, "by", 'a', t->obstacle[o].by);
        key_ref(b, "statement", 's', t->obstacle[o].statement);
        spans(b, "words", &t->obstacle[o].words, 1);
        json_close(b, '}');
    }
    json_close(b, ']');
    write_agreements(b, t);
    key_string(b, "back_reference", t->back_reference);
    refs(b, "leads", 'a', t->lead, t->n_leads);
    key_string(b, "setting", t->setting);
    json_close(b, '}');
}

static void write_talks(struct buf *b, const struct dl_article *a)
{
    json_key(b, "talks");
    json_open(b, '[');
    for (uint32_t i = 0, rounds = 0; i < a->n_talks; rounds += a->talk[i++].n_rounds)
        write_talk(b, &a->talk[i], i, rounds);
    json_close(b, ']');
}

static void write_notes(struct buf *b, const struct dl_article *a)
{
    json_key(b, "notes");
    json_open(b, '[');
    for (uint32_t i = 0; i < a->n_notes; i++) {
        json_open(b, '{');
        key_string(b, "code", note_name(a->note[i].code));
        key_span(b, "span", a->note[i].span);
        json_close(b, '}');
    }
    json_close(b, ']');
}

void record_write(struct buf *b, const struct dl_article *a, const char *made_by, bool with_text)
{
    json_open(b, '{');
    write_head(b, a, with_text);
    write_sentences(b, a);
    write_entities(b, a);
    write_places(b, a);
    write_times(b, a);
    json_key(b, "events");
    json_open(b, '[');
    for (uint32_t i = 0; i < a->n_events; i++)
        write_event(b, &a->event[i], i);
    json_close(b, ']');
    json_key(b, "statements");
    json_open(b, '[');
    for (uint32_t i = 0; i < a->n_statements; i++)
        write_statement(b, &a->statement[i], i);
    json_close(b, ']');
    write_talks(b, a);
    write_notes(b, a);
    json_key(b, "made_by");
    buf_str(b, made_by);
    json_close(b, '}');
}
