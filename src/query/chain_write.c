/* query/chain_write.c: negotiations across reports as JSON, field for field as docs/talks.md says. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "query/chain.h"
#include "base/banned.h"

static void key_string(struct buf *b, const char *key, const char *s)
{
    json_key(b, key);
    json_string(b, s);
}

static void key_names(struct buf *b, const char *key, const struct names *l)
{
    json_key(b, key);
    json_open(b, '[');
    for (uint32_t i = 0; i < l->n; i++)
        json_string(b, l->at[i]);
    json_close(b, ']');
}

static void key_id(struct buf *b, char letter, uint32_t i)
{
    char id[16];
    snprintf(id, sizeof id, "%c%u", letter, i + 1);
    key_string(b, "id", id);
}

int32_t chain_saying(const struct dl_chain *c, const char *key)
{
    for (uint32_t i = 0; i < c->saying.n; i++)
        if (!strcmp(c->saying.at[i].key, key))
            return (int32_t)i;
    return -1;
}

void chain_sides(struct arena *a, const struct talk *t, bool between, struct names *out)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < t->party.n; i++)
        most = t->party.at[i].weight > most ? t->party.at[i].weight : most;
    for (uint32_t i = 0; i < t->party.n; i++) {
        const struct side *p = &t->party.at[i];
        bool mediates = p->between && p->between * 2 >= p->weight;
        if (mediates == between && (between || p->weight * 3 >= most))
            *VEC_PUSH(a, out) = p->code;
    }
}

static void write_events(struct buf *b, const struct dl_chain *c)
{
    json_key(b, "events");
    json_open(b, '[');
    for (uint32_t i = 0; i < c->event.n; i++) {
        const struct happening *h = &c->event.at[i];
        json_open(b, '{');
        key_id(b, 'e', i);
        key_names(b, "reports", &h->reports);
        key_string(b, "date", h->date);
        key_string(b, "place", h->place);
        key_names(b, "actors", &h->actors);
        key_names(b, "recipients", &h->recipients);
        key_string(b, "plover", h->plover);
        key_names(b, "mode", &h->modes);
        key_string(b, "aux", h->aux);
        key_string(b, "cameo", h->cameo);
        key_string(b, "evidence", h->evidence);
        json_close(b, '}');
    }
    json_close(b, ']');
}

static void write_sayings(struct buf *b, const struct dl_chain *c)
{
    json_key(b, "statements");
    json_open(b, '[');
    for (uint32_t i = 0; i < c->saying.n; i++) {
        const struct saying *s = &c->saying.at[i];
        json_open(b, '{');
        key_id(b, 's', i);
        key_string(b, "report", s->report);
        key_string(b, "speaker", s->speaker);
        key_names(b, "via", &s->via);
        key_string(b, "form", s->form);
        key_string(b, "tone", s->tone);
        key_string(b, "channel", s->channel);
        key_string(b, "text", s->text);
        json_close(b, '}');
    }
    json_close(b, ']');
}

static void write_round(struct buf *b, const struct round *r, uint32_t i)
{
    json_open(b, '{');
    key_id(b, 'd', i);
    json_key(b, "number");
    r->number ? json_int(b, r->number) : json_null(b);
    key_string(b, "start", r->start);
    key_string(b, "end", r->end);
    key_string(b, "place", r->place);
    key_string(b, "level", r->level);
    key_names(b, "format", &r->format);
    key_names(b, "participants", &r->participants);
    key_names(b, "mediators", &r->mediators);
    key_string(b, "outcome", r->outcome);
    key_string(b, "host_event", r->host_event);
    key_string(b, "duration", r->duration);
    key_names(b, "reports", &r->reports);
    json_close(b, '}');
}

static void write_disputes(struct buf *b, const struct dl_chain *c, const struct talk *t)
{
    json_key(b, "disputes");
    json_open(b, '[');
    for (uint32_t i = 0; i + 1 < t->dispute.n; i += 2) {
        int32_t x = chain_saying(c, t->dispute.at[i]), y = chain_saying(c, t->dispute.at[i + 1]);
        char id[16];
        if (x < 0 || y < 0)
            continue;
        json_open(b, '{');
        json_key(b, "statements");
        json_open(b, '[');
        snprintf(id, sizeof id, "s%d", x + 1);
        json_string(b, id);
        snprintf(id, sizeof id, "s%d", y + 1);
        json_string(b, id);
        json_close(b, ']');
        json_close(b, '}');
    }
    json_close(b, ']');
}

static void write_parties(struct buf *b, const struct dl_chain *c, const struct talk *t, bool between)
{
    struct names sides = {0};
    chain_sides(c->arena, t, between, &sides);
    key_names(b, between ? "mediators" : "parties", &sides);
}

static void write_next(struct buf *b, const struct stand *s)
{
    json_key(b, "next_window");
    if (!s->next) {
        json_null(b);
    } else {
        json_open(b, '[');
        json_string(b, s->next);
        json_string(b, s->next_to);
        json_close(b, ']');
    }
    key_string(b, "next_step", s->what);
    json_key(b, "hedged");
    json_bool(b, s->hedged);
}

static void write_stands(struct buf *b, const struct talk *t)
{
    json_key(b, "status_after");
    json_open(b, '[');
    for (uint32_t i = 0; i < t->stand.n; i++) {
        const struct stand *s = &t->stand.at[i];
        json_open(b, '{');
        key_string(b, "report", s->report);
        key_string(b, "status", s->status);
        key_string(b, "next_date", s->hedged ? NULL : s->next);
        write_next(b, s);
        json_key(b, "disputed");
        json_bool(b, s->disputed);
        json_close(b, '}');
    }
    json_close(b, ']');
}

static void write_bargains(struct buf *b, const struct talk *t)
{
    json_key(b, "agreements");
    json_open(b, '[');
    for (uint32_t i = 0; i < t->bargain.n; i++) {
        const struct bargain *x = &t->bargain.at[i];
        json_open(b, '{');
        key_string(b, "name", x->name);
        key_string(b, "date", x->date);
        key_string(b, "place", x->place);
        key_string(b, "state", x->state);
        key_string(b, "report", x->report);
        json_close(b, '}');
    }
    json_close(b, ']');
}

/* Who names what is in the way, and in which words. */
static void write_hindrances(struct buf *b, const struct talk *t)
{
    json_key(b, "named_obstacles");
    json_open(b, '[');
    for (uint32_t i = 0; i < t->hindrance.n; i++) {
        const struct hindrance *x = &t->hindrance.at[i];
        json_open(b, '{');
        key_string(b, "type", x->type);
        key_string(b, "by", x->by);
        key_string(b, "words", x->words);
        key_string(b, "report", x->report);
        json_close(b, '}');
    }
    json_close(b, ']');
}

static void write_talks(struct buf *b, const struct dl_chain *c)
{
    json_key(b, "talks");
    json_open(b, '[');
    for (uint32_t i = 0; i < c->talk.n; i++) {
        const struct talk *t = &c->talk.at[i];
        json_open(b, '{');
        key_id(b, 't', i);
        write_parties(b, c, t, false);
        write_parties(b, c, t, true);
        key_names(b, "issues", &t->issues);
        json_key(b, "rounds");
        json_open(b, '[');
        for (uint32_t k = 0; k < t->round.n; k++)
            write_round(b, &t->round.at[k], k);
        json_close(b, ']');
        write_stands(b, t);
        key_string(b, "outcome", t->stand.n ? t->stand.at[t->stand.n - 1].status : NULL);
        key_names(b, "obstacles", &t->obstacles);
        write_hindrances(b, t);
        write_disputes(b, c, t);
        write_bargains(b, t);
        key_names(b, "reports", &t->reports);
        json_close(b, '}');
    }
    json_close(b, ']');
}

const char *dl_chain_json(struct dl_chain *c, const char *name, size_t *n)
{
    struct buf b = {0};
    json_open(&b, '{');
    key_string(&b, "format", "talks-chain/1");
    key_string(&b, "chain", name);
    write_events(&b, c);
    write_sayings(&b, c);
    write_talks(&b, c);
    json_close(&b, '}');
    *n = b.n;
    free(c->out);
    return c->out = b.at;
}

/* ---- as a person reads it ---- */

static void joined(struct buf *b, const struct names *l, const char *between)
{
    for (uint32_t i = 0; i < l->n; i++) {
        buf_str(b, i ? between : "");
        buf_str(b, l->at[i]);
    }
}

static void text_round(struct buf *b, const struct round *r)
{
    buf_printf(b, "  %-10s  %-10s  %s", r->start ? r->start : "?", r->level ? r->level : "", r->place ? r->place : "");
    buf_str(b, r->place ? ": " : "");
    joined(b, &r->participants, ", ");
    if (r->mediators.n) {
        buf_str(b, "; between them ");
        joined(b, &r->mediators, ", ");
    }
    buf_printf(b, " -- %s (", r->outcome ? r->outcome : "not-reported");
    joined(b, &r->reports, ", ");
    buf_str(b, ")\n");
}

static void text_talk(struct buf *b, const struct talk *t)
{
    const struct stand *last = t->stand.n ? &t->stand.at[t->stand.n - 1] : NULL;
    const struct stand *since = last;
    for (uint32_t i = t->stand.n; i-- > 0 && last->status && t->stand.at[i].status && !strcmp(t->stand.at[i].status, last->status);)
        since = &t->stand.at[i];
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->party.n; i++)
        if (!t->party.at[i].between || t->party.at[i].between < t->party.at[i].weight)
            buf_printf(b, "%s%s", n++ ? "-" : "", t->party.at[i].code);
    if (t->issues.n) {
        buf_str(b, " on ");
        joined(b, &t->issues, ", ");
    }
    buf_printf(b, ": %s", last && last->status ? last->status : "no status reported");
    if (since && since->status)
        buf_printf(b, " since %s", since->report);
    buf_str(b, last && last->disputed ? ", disputed" : "");
    if (last && last->next)
        buf_printf(b, "; next %s%s%s%s", last->next, last->next_to && strcmp(last->next, last->next_to) ? " to " : "",
                   last->next_to && strcmp(last->next, last->next_to) ? last->next_to : "", last->hedged ? ", likely" : "");
    buf_char(b, '\n');
    for (uint32_t i = 0; i < t->round.n; i++)
        text_round(b, &t->round.at[i]);
    if (t->obstacles.n) {
        buf_str(b, "  in the way: ");
        joined(b, &t->obstacles, ", ");
        buf_char(b, '\n');
    }
}

const char *dl_chain_text(struct dl_chain *c, size_t *n)
{
    struct buf b = {0};
    buf_str(&b, "");
    for (uint32_t i = 0; i < c->talk.n; i++)
        text_talk(&b, &c->talk.at[i]);
    *n = b.n;
    free(c->out);
    return c->out = b.at;
}
