/* query/chain.c: joins the records of reports in order of publication; a link is made for a reason that is kept. */
#include "query/chain.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "talks/link.h"
#include "base/banned.h"

/* The record under way. */
struct report { struct dl_chain *c; json_t *root; const char *id, *text; size_t n_text; int32_t day; int64_t article; bool bare; struct names sides; struct solved solved; };

enum { ROWS = 100000, LOOK_BACK = 2000 };   /* rows of an article; how many events and rounds a new one is held against */

struct dl_chain *dl_chain_new(void)
{
    struct arena *a = arena_new();
    struct dl_chain *c = arena_take(a, 1, sizeof *c);
    c->arena = a;
    c->linker = linker_new(a);
    return c;
}

void dl_chain_free(struct dl_chain *c)
{
    if (!c)
        return;
    free(c->out);
    arena_free(c->arena);
}

/* ---- reading ---- */

static const char *text_of(const json_t *o, const char *key) { return json_string_value(json_object_get(o, key)); }

static const char *kept(struct dl_chain *c, const char *s) { return s ? arena_text(c->arena, s, strlen(s)) : NULL; }

static const json_t *by_id(const struct report *r, const char *list, const char *id)
{
    size_t i;
    json_t *x;
    json_array_foreach(json_object_get(r->root, list), i, x)
        if (id && text_of(x, "id") && !strcmp(text_of(x, "id"), id))
            return x;
    return NULL;
}

static bool has_sector(const json_t *e, const char *sector)
{
    size_t i;
    json_t *s;
    json_array_foreach(json_object_get(e, "sectors"), i, s)
        if (!strcmp(json_string_value(s) ? json_string_value(s) : "", sector))
            return true;
    return false;
}

/* The side an entity stands on, as the record's talks name sides; "?" if none is known. */
static const char *side_of(struct dl_chain *c, const json_t *e)
{
    const char *country = text_of(e, "country"), *code = text_of(e, "code"), *side = text_of(e, "side");
    if (side)
        return kept(c, side);
    if (!country)
        return code && strlen(code) >= 3 ? arena_text(c->arena, code, 3) : "?";
    if (!strcmp(country, "IGO"))
        return has_sector(e, "UNO") ? "UN" : has_sector(e, "SCE") ? "OSCE" : has_sector(e, "EEC") ? "EU" : "IGO";
    if (!strcmp(country, "EUR"))
        return "EU";
    if (has_sector(e, "REB") || has_sector(e, "SEP"))
        return arena_printf(c->arena, "%sREB", country);
    return kept(c, country);
}

/* "USA:John Kerry", "USA", "USA:?senior official". */
static const char *named(struct dl_chain *c, const json_t *e)
{
    const char *kind = text_of(e, "kind"), *name = text_of(e, "name"), *side = side_of(c, e);
    if (!name || !kind || !strcmp(kind, "country"))
        return side;
    if (!strcmp(kind, "unnamed") || !strcmp(kind, "group")) {
        for (const char *article[] = {"a ", "an ", "the ", "A ", "An ", "The "}, **at = article; at < article + 6; at++)
            if (!strncmp(name, *at, strlen(*at)))
                name += strlen(*at);
        return arena_printf(c->arena, "%s:?%s", side, name);
    }
    return arena_printf(c->arena, "%s:%s", side, name);
}

/* Actors of a deed: persons by name, all else by side. */
static const char *acting(struct dl_chain *c, const json_t *e)
{
    const char *kind = text_of(e, "kind");
    return kind && !strcmp(kind, "person") ? named(c, e) : side_of(c, e);
}

/* Who an entity of no known side is by earlier reports; NULL. */
static const char *solved(const struct report *r, const json_t *e)
{
    const char *name = text_of(e, "name"), *bare = name ? arena_printf(r->c->arena, "?%s", name) : NULL, *who = bare ? known_who(&r->solved, bare) : NULL;
    return who != bare ? who : NULL;
}

/* unknown: persons of no known side too. */
static void actors(const struct report *r, const json_t *ids, bool unknown, struct names *out)
{
    size_t i;
    json_t *id;
    json_array_foreach(ids, i, id) {
        const json_t *e = by_id(r, "entities", json_string_value(id));
        const char *name = e ? acting(r->c, e) : NULL;
        if (name && *name == '?') {
            const char *kind = text_of(e, "kind"), *known = solved(r, e);
            name = known || !(unknown && kind && !strcmp(kind, "person")) ? known : name;
        }
        if (name)
            names_add(r->c, out, name);
    }
    names_drop_bare(out);
}

static const char *span_text(const struct report *r, const json_t *span)
{
    size_t from = (size_t)json_integer_value(json_array_get(span, 0)), to = (size_t)json_integer_value(json_array_get(span, 1));
    return from <= to && to <= r->n_text ? arena_text(r->c->arena, r->text + from, to - from) : "";
}

static const char *place_name(const struct report *r, const char *id)
{
    const json_t *p = by_id(r, "places", id);
    char *name = p && text_of(p, "name") ? arena_printf(r->c->arena, "%s", text_of(p, "name")) : NULL;
    bool capitals = name && strlen(name) > 3;
    for (const char *s = name; capitals && *s; s++)
        capitals = !islower((unsigned char)*s) && !((unsigned char)*s & 0x80);
    for (char *s = name; capitals && *s; s++)                      /* "TIRAVA" of a dateline */
        *s = (char)(s == name || s[-1] == ' ' || s[-1] == '-' ? *s : tolower((unsigned char)*s));
    return name;
}

static void strings(struct dl_chain *c, const json_t *list, struct names *out)
{
    size_t i;
    json_t *s;
    json_array_foreach(list, i, s)
        names_add(c, out, kept(c, json_string_value(s)));
}

/* A day, or a month; weeks and the like give their first day to sort by and no value. */
static const char *calendar(struct dl_chain *c, const char *value, int32_t *first, int32_t *last)
{
    *first = *last = DL_NO_DAY;
    if (!value || !day_parse(value, first, last)) {
        int year, week;
        if (value && sscanf(value, "%4d-W%2d", &year, &week) == 2) {
            *first = day_of_iso_week(year, week);
            *last = *first + 6;
        }
        return NULL;
    }
    return strlen(value) >= 7 ? kept(c, value) : NULL;
}

/* "s3" -> the row of the store that it is in. */
static int64_t row_of(const struct report *r, const char *id) { return r->article && id && *id ? r->article * ROWS + strtoll(id + 1, NULL, 10) : 0; }

static struct dl_span span_of(const json_t *pair)
{
    return (struct dl_span){(uint32_t)json_integer_value(json_array_get(pair, 0)), (uint32_t)json_integer_value(json_array_get(pair, 1))};
}

/* ---- events ---- */

bool chain_days_meet(int32_t a, int32_t b, int32_t x, int32_t y) { return a == DL_NO_DAY || x == DL_NO_DAY || (a <= y && x <= b); }

static bool same_event(const struct happening *a, const struct happening *b)
{
    if (strcmp(a->plover, b->plover) || !chain_days_meet(a->first, a->last, b->first, b->last) || names_other_persons(&a->actors, &b->actors))
        return false;
    if (!strcmp(a->plover, "CONSULT") && names_has(&a->modes, "phone") != names_has(&b->modes, "phone"))
        return false;
    uint32_t least = a->actors.n < b->actors.n ? a->actors.n : b->actors.n;
    return least && names_shared_codes(&a->actors, &b->actors) >= least && (!a->recipients.n || !b->recipients.n || names_shared_codes(&a->recipients, &b->recipients));
}

static const char *aux_of(const char *status)
{
    static const char *const map[][2] = {{"planned", "future"}, {"promised", "future"}, {"proposed", "future"}, {"demanded", "future"}, {"threatened", "future"},
                                         {"hypothetical", "hypothetical"}, {"historical", "historical"}, {"negated", "negation"}, {"denied", "negation"}};
    for (size_t i = 0; i < sizeof map / sizeof *map; i++)
        if (status && !strcmp(status, map[i][0]))
            return map[i][1];
    return NULL;
}

/* One happening for many reports. */
static void join_event(struct dl_chain *c, const struct happening *h)
{
    for (uint32_t i = c->event.n > LOOK_BACK ? c->event.n - LOOK_BACK : 0; i < c->event.n; i++)
        if (same_event(&c->event.at[i], h)) {
            struct happening *into = &c->event.at[i];
            for (uint32_t k = 0; k < h->reports.n; k++)
                names_add(c, &into->reports, h->reports.at[k]);
            if (h->explicit && !into->explicit)
                into->date = h->date, into->first = h->first, into->last = h->last, into->explicit = true;
            if (!into->place)
                into->place = h->place;
            for (uint32_t k = 0; k < h->actors.n; k++)
                names_add(c, &into->actors, h->actors.at[k]);
            names_drop_bare(&into->actors);
            return;
        }
    *VEC_PUSH(c->arena, &c->event) = *h;
}

static void add_event(struct report *r, const json_t *e)
{
    struct dl_chain *c = r->c;
    const json_t *date = json_object_get(e, "date");
    const char *status = text_of(e, "status"), *basis = text_of(date, "basis");
    struct happening h = {.plover = kept(c, text_of(e, "plover")), .cameo = kept(c, text_of(e, "cameo")), .aux = aux_of(status),
                          .evidence = span_text(r, json_object_get(e, "evidence")), .explicit = basis && !strcmp(basis, "explicit")};
    if (!h.plover || (h.aux && !strcmp(h.aux, "hypothetical")) || (h.aux && !strcmp(h.aux, "negation")))
        return;
    h.date = calendar(c, text_of(date, "value"), &h.first, &h.last);
    h.place = place_name(r, text_of(json_object_get(e, "place"), "place"));
    strings(c, json_object_get(e, "modes"), &h.modes);
    actors(r, json_object_get(e, "source"), false, &h.actors);
    if (!json_is_true(json_object_get(e, "reciprocal")))
        actors(r, json_object_get(e, "target"), false, &h.recipients);
    names_add(c, &h.reports, r->id);
    join_event(c, &h);
}

/* ---- statements ---- */

static const char *saying_key(struct dl_chain *c, const struct report *r, const char *id) { return arena_printf(c->arena, "%s/%s", r->id, id ? id : ""); }

static void add_saying(struct report *r, const json_t *s)
{
    struct dl_chain *c = r->c;
    const char *kind = text_of(s, "kind"), *directness = text_of(s, "directness");
    const json_t *speaker = by_id(r, "entities", text_of(s, "speaker")), *links = json_object_get(s, "chain"), *content = json_object_get(s, "content");
    if (!kind || !json_array_size(content) || !json_array_size(json_object_get(s, "source")) ||
        (strcmp(kind, "statement") && strcmp(kind, "relay") && strcmp(kind, "report")))
        return;
    struct saying x = {.report = r->id, .row = row_of(r, text_of(s, "id")), .key = saying_key(c, r, text_of(s, "id")), .tone = kept(c, text_of(s, "tone")), .channel = kept(c, text_of(s, "channel"))};
    x.speaker = speaker ? named(c, speaker) : arena_printf(c->arena, "?:?%s", span_text(r, json_array_get(json_object_get(s, "source"), 0)));
    x.speaker = known_who(&r->solved, x.speaker);
    x.form = !directness ? "paraphrase" : !strcmp(directness, "indirect") ? "paraphrase" : !strcmp(directness, "direct") ? "direct" : "mixed";
    x.text = "";
    for (size_t i = 0; i < json_array_size(content); i++)
        x.text = arena_printf(c->arena, "%s%s%s", x.text, i ? " " : "", span_text(r, json_array_get(content, i)));
    for (size_t n = json_array_size(links), i = n; i-- > 0;) {      /* nearest to the speaker first; the last link is the speaker */
        const json_t *l = json_array_get(links, i), *e = by_id(r, "entities", text_of(l, "entity"));
        const char *basis = text_of(l, "basis");
        bool outlet = i == 0 && basis && (!strcmp(basis, "dateline") || !strcmp(basis, "metadata") || !strcmp(basis, "given"));
        if (i + 1 == n || outlet || (basis && !strcmp(basis, "carried-over")))
            continue;
        names_add(c, &x.via, e ? kept(c, text_of(e, "name")) : basis && !strcmp(basis, "implicit_passive") ? "?" : span_text(r, json_object_get(l, "span")));
    }
    *VEC_PUSH(c->arena, &c->saying) = x;
}

/* ---- talks ---- */

static struct side *party_in(struct dl_chain *c, struct talk *t, const char *code)
{
    for (uint32_t i = 0; i < t->party.n; i++)
        if (!strcmp(t->party.at[i].code, code))
            return &t->party.at[i];
    struct side *p = VEC_PUSH(c->arena, &t->party);
    *p = (struct side){.code = code};
    return p;
}

/* "KEN|SOM" of a list of strings. */
static const char *listed(struct dl_chain *c, const json_t *list)
{
    const char *out = NULL;
    size_t i;
    json_t *s;
    json_array_foreach(list, i, s)
        out = out ? arena_printf(c->arena, "%s|%s", out, json_string_value(s)) : kept(c, json_string_value(s));
    return out;
}

static void sides_of(const struct report *r, const json_t *part, struct names *out)
{
    struct names told = {0};
    strings(r->c, json_object_get(part, "parties"), &told);
    known_sides(r->c->arena, &r->solved, &told, out);
}

static const char *joined(struct dl_chain *c, const struct names *l)
{
    const char *out = NULL;
    for (uint32_t i = 0; i < l->n; i++)
        out = out ? arena_printf(c->arena, "%s|%s", out, l->at[i]) : l->at[i];
    return out;
}

static const char *leads(const struct report *r, const json_t *part)
{
    const char *out = NULL;
    size_t i;
    json_t *id;
    json_array_foreach(json_object_get(part, "leads"), i, id) {
        const char *name = text_of(by_id(r, "entities", json_string_value(id)), "name");
        const char *who = name ? known_who(&r->solved, arena_printf(r->c->arena, "?%s", name)) : NULL;
        if (who && strchr(who, ':'))
            name = strchr(who, ':') + 1;
        if (name)
            out = out ? arena_printf(r->c->arena, "%s|%s", out, name) : kept(r->c, name);
    }
    return out;
}

/* The negotiation that an article's part belongs to; NULL where it tells of one side only, and of none that is known. */
static struct talk *talk_for(struct report *r, const json_t *part)
{
    struct dl_chain *c = r->c;
    struct link_why why;
    struct names sides = {0};
    sides_of(r, part, &sides);
    struct link_part p = {.day = r->day, .parties = joined(c, &sides), .mediators = listed(c, json_object_get(part, "mediators")),
                          .issues = listed(c, json_object_get(part, "issues")), .leads = leads(r, part), .place = text_of(part, "setting"), .back = text_of(part, "back_reference")};
    p.one = json_array_size(json_object_get(part, "parties")) < 2;
    uint32_t at = linker_place(c->linker, &p, &why);
    if (at == UINT32_MAX)
        return NULL;
    while (c->talk.n <= at)
        *VEC_PUSH(c->arena, &c->talk) = (struct talk){0};
    return &c->talk.at[at];
}

static struct names copied(struct dl_chain *c, const struct names *l)
{
    struct names out = {0};
    for (uint32_t i = 0; i < l->n; i++)
        names_add(c, &out, l->at[i]);
    return out;
}

/* A round that no event tells of is a meeting all the same. */
static void round_event(struct dl_chain *c, const struct round *d)
{
    struct happening h = {.plover = "CONSULT", .cameo = names_has(&d->format, "phone") ? "041" : "046", .evidence = d->evidence, .place = d->place, .date = d->start,
                          .actors = copied(c, &d->participants), .reports = copied(c, &d->reports), .first = d->first, .last = d->last};
    if (names_has(&d->format, "phone"))
        names_add(c, &h.modes, "phone");
    else if (d->format.n && names_has(&d->format, "multilateral"))
        names_add(c, &h.modes, "multilateral");
    if (d->participants.n > 1)
        join_event(c, &h);
}

static void add_round(struct report *r, struct talk *t, const json_t *x)
{
    struct dl_chain *c = r->c;
    struct round d = {.level = kept(c, text_of(x, "level")), .outcome = kept(c, text_of(x, "outcome")), .place = place_name(r, text_of(x, "place")),
                      .number = (int32_t)json_integer_value(json_object_get(x, "number")), .duration = kept(c, text_of(x, "duration")),
                      .host_event = kept(c, text_of(x, "host_event")), .span = span_of(json_array_get(json_object_get(x, "evidence"), 0))};
    int32_t end;
    const json_t *where = by_id(r, "places", text_of(x, "place"));
    d.mapped = json_is_number(json_object_get(where, "lat"));
    d.lat = json_number_value(json_object_get(where, "lat"));
    d.lon = json_number_value(json_object_get(where, "lon"));
    d.start = calendar(c, text_of(x, "start"), &d.first, &end);
    d.end = calendar(c, text_of(x, "end"), &end, &d.last);
    strings(c, json_object_get(x, "format"), &d.format);
    actors(r, json_object_get(x, "participants"), true, &d.participants);
    actors(r, json_object_get(x, "mediators"), true, &d.mediators);
    for (uint32_t i = 0; i < d.participants.n; i++)
        names_add(c, &d.sides, arena_text(c->arena, d.participants.at[i], names_code_length(d.participants.at[i])));
    d.evidence = span_text(r, json_array_get(json_object_get(x, "evidence"), 0));
    names_add(c, &d.reports, r->id);
    *VEC_PUSH(c->arena, &d.row) = row_of(r, text_of(x, "id"));
    if (!r->bare)
        round_event(c, &d);
    for (uint32_t i = t->round.n > LOOK_BACK ? t->round.n - LOOK_BACK : 0; i < t->round.n; i++)
        if (rounds_same(&t->round.at[i], &d)) {
            rounds_join(c, &t->round.at[i], &d);
            return;
        }
    *VEC_PUSH(c->arena, &t->round) = d;
}

static void add_hindrance(struct report *r, struct talk *t, const json_t *x)
{
    const json_t *by = by_id(r, "entities", text_of(x, "by"));
    struct hindrance h = {.type = kept(r->c, text_of(x, "type")), .by = by ? known_who(&r->solved, named(r->c, by)) : NULL, .words = span_text(r, json_array_get(json_object_get(x, "words"), 0)),
                          .report = r->id, .article = r->article, .statement = row_of(r, text_of(x, "statement"))};
    names_add(r->c, &t->obstacles, h.type);
    *VEC_PUSH(r->c->arena, &t->hindrance) = h;
}

static const char *last_noun(const char *name) { return strrchr(name, ' ') ? strrchr(name, ' ') + 1 : name; }

/* The latest of what was agreed that has the same noun: "U.N.-brokered ceasefire", "ceasefire". */
static struct bargain *same_noun(const struct talk *t, const char *name)
{
    for (uint32_t i = t->bargain.n; i-- > 0;)
        if (!strcmp(last_noun(t->bargain.at[i].name), last_noun(name)))
            return &t->bargain.at[i];
    return NULL;
}

/* What was agreed, by its name and day; a later report of the same tells how it stands now. */
static void add_bargain(struct report *r, struct talk *t, const json_t *x)
{
    struct dl_chain *c = r->c;
    struct bargain b = {.name = kept(c, text_of(x, "name")), .state = kept(c, text_of(x, "state")), .date = kept(c, text_of(x, "date")),
                        .place = place_name(r, text_of(x, "place")), .evidence = span_text(r, json_array_get(json_object_get(x, "evidence"), 0)), .report = r->id, .article = r->article};
    struct bargain *same;
    for (uint32_t i = 0; i < t->bargain.n; i++)
        if (b.name && !strcmp(t->bargain.at[i].name, b.name) && t->bargain.at[i].date && b.date && !strcmp(t->bargain.at[i].date, b.date)) {
            t->bargain.at[i].state = b.state;
            return;
        }
    if (b.name && b.state && !strcmp(b.state, "in-force") && (same = same_noun(t, b.name)) != NULL)
        same->state = b.state;                               /* "the truce", once more */
    else if (b.name)
        *VEC_PUSH(c->arena, &t->bargain) = b;
}

/* A deal that its negotiation outlived: suspended or called off after it was made. */
static void lapse(struct talk *t, const char *status)
{
    for (uint32_t i = 0; i < t->bargain.n && status && (!strcmp(status, "collapsed") || !strcmp(status, "suspended")); i++)
        t->bargain.at[i].state = "lapsed";
}

static void add_stand(struct report *r, struct talk *t, const json_t *part)
{
    struct dl_chain *c = r->c;
    const json_t *next = json_object_get(part, "next_step"), *window = json_object_get(next, "window");
    const char *status = text_of(part, "status");
    struct stand s = {.report = r->id, .article = r->article, .part = row_of(r, text_of(part, "id")), .day = r->day, .told = status != NULL,
                      .status = kept(c, status ? status : t->stand.n ? t->stand.at[t->stand.n - 1].status : NULL), .what = kept(c, text_of(next, "what")),
                      .next = kept(c, json_string_value(json_array_get(window, 0))), .next_to = kept(c, json_string_value(json_array_get(window, 1))),
                      .hedged = json_is_true(json_object_get(next, "hedged")), .disputed = json_is_true(json_object_get(part, "disputed"))};
    if (s.next && s.next_to && !s.hedged && strcmp(s.next, s.next_to) && !strncmp(s.next, s.next_to, 7))
        s.next = s.next_to = arena_text(c->arena, s.next, 7);      /* "in October" */
    *VEC_PUSH(c->arena, &t->stand) = s;
}

static void add_part(struct report *r, struct talk *t, const json_t *part)
{
    struct dl_chain *c = r->c;
    size_t i;
    json_t *x;
    bool met = json_array_size(json_object_get(part, "rounds")) > 0;
    struct names sides = {0};
    sides_of(r, part, &sides);
    known_learn_sides(c->arena, &c->known, joined(c, &sides));
    for (uint32_t k = 0; k < sides.n; k++)
        party_in(c, t, sides.at[k])->weight += met && k < 2 ? 3 : met ? 2 : 1;
    json_array_foreach(json_object_get(part, "mediators"), i, x) {
        const char *who = known_who(&r->solved, kept(c, json_string_value(x)));
        if (*who != '?')
            party_in(c, t, arena_text(c->arena, who, names_code_length(who)))->between += 2;
    }
    json_array_foreach(json_object_get(part, "rounds"), i, x)
        add_round(r, t, x);
    json_array_foreach(json_object_get(part, "obstacles"), i, x)
        add_hindrance(r, t, x);
    json_array_foreach(json_object_get(part, "agreements"), i, x)
        add_bargain(r, t, x);
    lapse(t, text_of(part, "status"));
    json_array_foreach(json_object_get(part, "disputes"), i, x)
        for (size_t k = 0; k < 2; k++)
            *VEC_PUSH(c->arena, &t->dispute) = saying_key(c, r, json_string_value(json_array_get(x, k)));
    strings(c, json_object_get(part, "issues"), &t->issues);
    add_stand(r, t, part);
    names_add(c, &t->reports, r->id);
}

bool dl_chain_add(struct dl_chain *c, const char *record, size_t n, const char *name, struct dl_err *err)
{
    return chain_take(c, &(struct chain_article){.record = record, .n_record = n, .name = name}, err);
}

static void learn(struct report *r)
{
    size_t i;
    json_t *x;
    struct names strangers = {0};
    json_array_foreach(json_object_get(r->root, "entities"), i, x) {
        const char *kind = text_of(x, "kind"), *name = text_of(x, "name"), *side = side_of(r->c, x);
        bool land = kind && !strcmp(kind, "country");
        if (*side != '?')
            names_add(r->c, &r->sides, side);
        else if (name && known_bare(arena_printf(r->c->arena, "?%s", name)))
            names_add(r->c, &strangers, kept(r->c, name));
        if (land || (kind && !strcmp(kind, "person")))
            known_learn(r->c->arena, &r->c->known, side, name, land);
    }
    known_solve(r->c->arena, &r->c->known, &strangers, &r->sides, &r->solved);
}

static void take(struct report *r, const struct chain_article *a)
{
    size_t i;
    json_t *x;
    learn(r);
    json_array_foreach(json_object_get(r->root, "events"), i, x)
        if (!r->bare)
            add_event(r, x);
    json_array_foreach(json_object_get(r->root, "statements"), i, x)
        add_saying(r, x);
    json_array_foreach(json_object_get(r->root, "talks"), i, x) {
        if (a->of && a->of[i] == UINT32_MAX)
            continue;
        while (a->of && r->c->talk.n <= a->of[i])
            *VEC_PUSH(r->c->arena, &r->c->talk) = (struct talk){0};
        struct talk *t = a->of ? &r->c->talk.at[a->of[i]] : talk_for(r, x);
        if (t)
            add_part(r, t, x);
    }
}

bool chain_take(struct dl_chain *c, const struct chain_article *a, struct dl_err *err)
{
    json_error_t je;
    json_t *root = json_loadb(a->record, a->n_record, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &je);
    const char *id = text_of(root, "id");
    if (!json_is_object(root) || !id || (!a->text && !text_of(root, "text"))) {
        json_decref(root);
        return err_set(err, DL_EFORMAT, a->name, "is no record with its text: %s", root ? "no id or no text" : je.text);
    }
    struct report r = {.c = c, .root = root, .id = kept(c, a->id ? a->name : id), .text = a->text ? a->text : text_of(root, "text"), .article = a->id, .bare = a->bare,
                       .n_text = a->text ? a->n_text : json_string_length(json_object_get(root, "text"))};
    int32_t last;
    if (!text_of(root, "published") || !day_parse(text_of(root, "published"), &r.day, &last))
        r.day = DL_NO_DAY;
    take(&r, a);
    json_decref(root);
    return true;
}
