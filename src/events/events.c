/* events/events.c: finds deeds, lets operators make of them what they are, and writes one event for many mentions. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/table.h"
#include "entities/entities.h"
#include "events/inside.h"
#include "base/banned.h"

static const char *const types[] = {
#define X(name) #name,
    DL_PLOVER(X)
#undef X
};

struct events *events_open(const char *data_dir, const struct rules *r, struct dl_err *err)
{
    static const char *const names[] = {"key", "score", "goldstein", "quad"};
    struct arena *a = arena_new();
    struct events *e = arena_take(a, 1, sizeof *e);
    struct table t;
    int at[4];
    *e = (struct events){.arena = a, .rules = r};
    if (!table_read(&t, arena_printf(a, "%s/data/en/plover.tsv", data_dir), a, err) || !table_need(&t, names, at, 4, err)) {
        events_close(e);
        return NULL;
    }
    e->scale = arena_take(a, t.n_rows, sizeof *e->scale);
    for (uint32_t i = 0; i < t.n_rows; i++)
        e->scale[e->n_scales++] = (struct scale){table_cell(&t, i, at[0]), strtof(table_cell(&t, i, at[1]), NULL), strtof(table_cell(&t, i, at[2]), NULL),
                                                 table_cell(&t, i, at[3])};
    return e;
}

void events_close(struct events *e)
{
    if (e)
        arena_free(e->arena);
}

static const struct scale *scale_of(const struct events *e, const char *key)
{
    for (uint32_t i = 0; i < e->n_scales; i++)
        if (!strcmp(e->scale[i].key, key))
            return &e->scale[i];
    return NULL;
}

/* ---- deeds ---- */

static struct slot obl(const struct work *w, const char *const *words, uint32_t n)
{
    uint32_t *ids = arena_take(w->arena, n, sizeof *ids), found = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t id = rules_word(w->ev->rules, words[i]);
        if (id)
            ids[found++] = id;
    }
    return (struct slot){.type = SLOT_OBL, .word = ids, .n_words = found};
}

/* The shared frames: who bears a deed where its rule does not say. */
static void default_target(struct work *w, int32_t t, struct actors *out)
{
    static const char *const to[] = {"against", "on", "upon", "with", "to", "towards", "toward", "at", "from", "for", "into", "between"};
    actors_object(w, t, out);
    if (!out->n)
        actors_slots(w, t, &(struct slot){.type = SLOT_IOBJ}, 1, out);
    for (size_t i = 0; i < sizeof to / sizeof *to && !out->n; i++) {
        struct slot s = obl(w, &to[i], 1);
        actors_slots(w, t, &s, 1, out);
    }
}

static void find_deed(struct work *w, int32_t t)
{
    struct match m[8];
    if (!grove_match(w->grove, t, m, 8))
        return;
    const struct rule *r = m[0].rule;
    struct draft *d = VEC_PUSH(w->arena, &w->draft);
    *d = (struct draft){.rule = r->id, .event = r->event, .context = r->context, .n_contexts = r->n_contexts, .token = t, .core = t,
                        .status = r->status, .reciprocal = r->reciprocal, .confidence = 0.6f};
    if (r->n_sources)
        actors_slots(w, t, r->source, r->n_sources, &d->source);
    else
        actors_subject(w, t, &d->source);
    if (r->n_targets)
        actors_slots(w, t, r->target, r->n_targets, &d->target);
    else
        default_target(w, t, &d->target);
    actors_remove(&d->target, &d->source);
}

/* ---- operators ---- */

static void apply(struct work *w, struct draft *d, const struct op_match *m)
{
    const struct operator *op = m->op;
    const struct cell *c = op->has[d->event.plover] ? &op->cell[d->event.plover] : NULL;
    if (!c)
        return;
    d->operated = true;
    if (c->does == CELL_DROP) {
        d->dropped = true;
        return;
    }
    if (c->does == CELL_KEEP) {
        d->status = c->status;
        d->token = m->token;
        return;
    }
    struct actors source = {0}, target = {0};
    struct actors deed_source = d->source, deed_target = d->target;
    if (op->n_sources)
        actors_slots(w, m->token, op->source, op->n_sources, &source);
    else
        actors_subject(w, m->token, &source);
    if (op->n_targets)
        actors_slots(w, m->token, op->target, op->n_targets, &target);
    else
        actors_object(w, m->token, &target);
    if (!source.n)
        source = deed_source;
    actors_remove(&target, &source);
    actors_remove(&deed_source, &source);
    actors_remove(&deed_target, &source);
    if (!target.n)
        target = deed_source.n ? deed_source : deed_target;
    d->rule = op->id;
    d->reciprocal = d->reciprocal && c->event.plover == DL_PLOVER_AGREE;
    d->event = c->event;
    if (!*d->event.cameo)
        memcpy(d->event.cameo, "", 1);
    d->status = c->status < DL_N_STATUSES ? (int32_t)c->status : -1;
    d->source = source;
    d->target = target;
    d->token = m->token;
}

/* Climbs from a deed through what governs it, outside in. */
static void operate(struct work *w, struct draft *d)
{
    int32_t x = d->core;
    for (int steps = 0; steps < 8 && !d->dropped; steps++) {
        const struct dl_token *t = &w->art->token[x];
        int32_t h = t->head;
        if (h < 0)
            return;
        struct op_match ops[4];
        uint32_t n = grove_operators(w->grove, h, ops, 4);
        bool took = false;
        for (uint32_t i = 0; i < n && !took; i++)
            for (uint32_t s = 0; s < ops[i].op->n_overs && !took; s++)
                if (ops[i].op->has[d->event.plover] && grove_governs(w->grove, h, &ops[i].op->over[s], x)) {
                    apply(w, d, &ops[i]);
                    took = true;
                }
        bool pass = t->rel == DL_REL_conj || grove_light(w->grove, x) == h || grove_is(w->grove, h, "@carrier") || grove_is(w->grove, h, "@light");
        if (!took && !pass)
            return;
        x = h;
    }
}

static bool stands_on(const struct work *w, int32_t token)
{
    for (uint32_t i = 0; i < w->draft.n; i++)
        if (w->draft.at[i].token == token || w->draft.at[i].core == token)
            return true;
    return false;
}

/* An operator that governs no deed we know may be an event of its own ("rejected the plan"). */
static void find_alone(struct work *w, int32_t t)
{
    struct op_match ops[4];
    uint32_t n = grove_operators(w->grove, t, ops, 4);
    for (uint32_t i = 0; i < n; i++) {
        const struct operator *op = ops[i].op;
        if (!op->alone || stands_on(w, t))
            continue;
        struct draft *d = VEC_PUSH(w->arena, &w->draft);
        *d = (struct draft){.rule = op->id, .event = op->alone_event, .token = t, .core = t, .status = -1, .confidence = 0.5f};
        if (op->n_sources)
            actors_slots(w, t, op->source, op->n_sources, &d->source);
        else
            actors_subject(w, t, &d->source);
        if (op->n_targets)
            actors_slots(w, t, op->target, op->n_targets, &d->target);
        else
            default_target(w, t, &d->target);
        actors_remove(&d->target, &d->source);
    }
}

/* ---- settling ---- */

/* "signed an agreement": the verb is the event, the noun its carrier. */
static void drop_carried(struct work *w)
{
    for (uint32_t i = 0; i < w->draft.n; i++) {
        struct draft *d = &w->draft.at[i];
        const struct dl_token *t = &w->art->token[d->core];
        if (t->upos != DL_NOUN && t->upos != DL_PROPN)
            continue;
        if (t->rel != DL_REL_obj && t->rel != DL_REL_nsubj_pass && t->rel != DL_REL_compound)
            continue;
        for (uint32_t j = 0; j < w->draft.n; j++)
            if (j != i && !w->draft.at[j].dropped && w->draft.at[j].core == t->head && !w->draft.at[j].operated)
                d->dropped = d->dropped || !d->operated;
    }
}

static void future_agrees(struct draft *d)
{
    static const struct { uint8_t type; const char *cameo; } to[] = {
        {DL_PLOVER_CONSULT, "036"}, {DL_PLOVER_SUPPORT, "032"}, {DL_PLOVER_COOPERATE, "031"}, {DL_PLOVER_AID, "033"}};
    if (d->status != DL_STATUS_planned && d->status != DL_STATUS_promised && d->status != DL_STATUS_proposed)
        return;
    for (size_t i = 0; i < sizeof to / sizeof *to; i++)
        if (d->event.plover == to[i].type) {
            d->event = (struct outcome){.plover = DL_PLOVER_AGREE};
            memcpy(d->event.cameo, to[i].cameo, 4);
            return;
        }
}

static int32_t statement_of(const struct work *w, int32_t t)
{
    struct dl_span s = w->art->token[t].span;
    int32_t best = -1;
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < w->art->n_statements; i++)
        for (uint32_t c = 0; c < w->art->statement[i].n_content; c++) {
            struct dl_span in = w->art->statement[i].content[c];
            if (in.start <= s.start && s.end <= in.end && in.end - in.start < least) {
                least = in.end - in.start;
                best = (int32_t)i;
            }
        }
    return best;
}

static bool under(const struct work *w, int32_t t, int32_t top)
{
    for (int i = 0; t >= 0 && i < 40; i++, t = w->art->token[t].head)
        if (t == top)
            return true;
    return false;
}

static int32_t token_at(const struct work *w, const struct dl_sentence *s, uint32_t byte)
{
    for (uint32_t i = s->first; i < s->first + s->n; i++)
        if (w->art->token[i].span.end > byte)
            return (int32_t)i;
    return -1;
}

/* The time said under the trigger, else the only one of the sentence, else the day of the report for what has occurred. */
static void set_date(const struct work *w, const struct dl_sentence *s, int32_t t, enum dl_status status, struct dl_date *out)
{
    *out = (struct dl_date){.first_day = DL_NO_DAY, .last_day = DL_NO_DAY, .time = -1};
    int32_t light = w->art->token[t].upos == DL_VERB ? t : grove_light(w->grove, t), top = light >= 0 ? light : t, any = -1;
    int count = 0;
    for (uint32_t i = 0; i < w->art->n_times; i++) {
        const struct dl_time *time = &w->art->time[i];
        if (time->span.start < s->span.start || time->span.end > s->span.end || time->first_day == DL_NO_DAY ||
            (time->type != DL_TIME_DATE && time->type != DL_TIME_TIME))
            continue;
        int32_t at = token_at(w, s, time->span.start);
        if (at >= 0 && under(w, at, top) && out->time < 0)
            out->time = (int32_t)i;
        any = (int32_t)i;
        count++;
    }
    if (out->time < 0 && count == 1)
        out->time = any;
    if (out->time >= 0) {
        const struct dl_time *time = &w->art->time[out->time];
        size_t n = strcspn(time->value, "T");
        if (n >= sizeof out->value)
            n = sizeof out->value - 1;
        memcpy(out->value, time->value, n);
        out->first_day = time->first_day, out->last_day = time->last_day;
        out->basis = DL_BASIS_explicit;
    } else if (status == DL_STATUS_occurred || status == DL_STATUS_ongoing) {
        const char *day = *w->art->dateline.date ? w->art->dateline.date : w->art->published;
        if (day_parse(day, &out->first_day, &out->last_day))
            memcpy(out->value, day, strlen(day) + 1);
        out->basis = *out->value ? *w->art->dateline.date ? DL_BASIS_dateline : DL_BASIS_published : DL_BASIS_none;
    }
}

static bool utterance(uint8_t type)
{
    return type == DL_PLOVER_ACCUSE || type == DL_PLOVER_REQUEST || type == DL_PLOVER_REJECT || type == DL_PLOVER_THREATEN || type == DL_PLOVER_AGREE ||
           type == DL_PLOVER_SUPPORT;
}

static void settle_status(struct work *w, struct draft *d)
{
    int32_t said = statement_of(w, d->token);
    if (d->status < 0)
        d->status = (int32_t)status_of(w, d->token);
    else if (!d->operated)
        ;
    else if (status_negated(w, d->token))
        d->status = DL_STATUS_negated;
    if (said >= 0 && w->art->statement[said].cue_class && !strcmp(w->art->statement[said].cue_class, "deny") && d->status == DL_STATUS_occurred)
        d->status = DL_STATUS_denied;
    if (utterance(d->event.plover) && d->status == DL_STATUS_ongoing)
        d->status = DL_STATUS_occurred;
}

/* Killing, beating, shooting: crime unless a political actor is on one side. Abduction, bombs, air raids and acts of power are not. */
static bool private_crime(const struct outcome *o)
{
    static const char *const crimes[] = {"180", "182", "193", "190", "1712", "185", "186"};
    for (size_t i = 0; i < sizeof crimes / sizeof *crimes; i++)
        if (!strcmp(o->cameo, crimes[i]))
            return true;
    return o->plover != DL_PLOVER_ASSAULT && o->plover != DL_PLOVER_COERCE;
}

static bool worth(struct work *w, struct draft *d)
{
    if (d->dropped)
        return false;
    if (d->reciprocal && d->target.n) {
        for (uint32_t i = 0; i < d->target.n; i++)
            actors_add(&d->source, d->target.at[i]);
        d->target = d->source;
    } else if (d->reciprocal) {
        d->target = d->source;
        d->reciprocal = d->source.n > 1;
        if (!d->reciprocal)
            d->target.n = 0;
    }
    return actors_political(w, &d->source) || actors_political(w, &d->target) || (!private_crime(&d->event) && actors_land(w, &d->target));
}

/* ---- writing ---- */

static uint32_t *copied(struct work *w, const struct actors *a)
{
    uint32_t *at = arena_take(w->arena, a->n, sizeof *at);
    memcpy(at, a->at, a->n * sizeof *at);
    return at;
}

static void scores(const struct events *ev, const struct outcome *o, struct dl_event *e)
{
    char key[64] = "";
    const struct scale *type = scale_of(ev, types[o->plover]), *mode = NULL, *code = *o->cameo ? scale_of(ev, o->cameo) : NULL;
    if (o->n_modes && strlen(o->mode[0]) < 30) {
        memcpy(key, types[o->plover], strlen(types[o->plover]) + 1);
        size_t n = strlen(key);
        key[n] = ':';
        memcpy(key + n + 1, o->mode[0], strlen(o->mode[0]) + 1);
        mode = scale_of(ev, key);
    }
    if (!code && strlen(o->cameo) == 4) {
        char parent[4] = {o->cameo[0], o->cameo[1], o->cameo[2], 0};
        code = scale_of(ev, parent);
    }
    e->score = mode ? mode->score : type ? type->score : 0;
    e->quad = type ? type->quad : NULL;
    e->goldstein = code ? code->goldstein : 0;
}

static void write_event(struct work *w, const struct dl_sentence *s, uint32_t sentence, const struct draft *d, struct dl_event *e)
{
    const struct outcome *o = &d->event;
    *e = (struct dl_event){.plover = o->plover, .status = (uint8_t)d->status, .n_modes = o->n_modes, .n_contexts = d->n_contexts, .place = -1,
                           .reciprocal = d->reciprocal, .trigger_token = d->token, .trigger = w->art->token[d->token].span, .sentence = sentence,
                           .confidence = d->confidence, .rule = d->rule};
    e->mode = arena_take(w->arena, o->n_modes, sizeof *e->mode);
    e->context = arena_take(w->arena, d->n_contexts, sizeof *e->context);
    for (uint32_t i = 0; i < o->n_modes; i++)
        e->mode[i] = o->mode[i];
    for (uint32_t i = 0; i < d->n_contexts; i++)
        e->context[i] = d->context[i];
    memcpy(e->cameo, o->cameo, sizeof e->cameo);
    scores(w->ev, o, e);
    e->source = copied(w, &d->source), e->n_sources = d->source.n;
    e->target = copied(w, &d->target), e->n_targets = d->target.n;
    e->statement = statement_of(w, d->token);
    set_date(w, s, d->core, (enum dl_status)d->status, &e->date);
    int32_t day, last;
    const char *now = *w->art->dateline.date ? w->art->dateline.date : w->art->published;
    if (e->date.last_day != DL_NO_DAY && day_parse(now, &day, &last) && e->date.last_day < day - 366 && e->status == DL_STATUS_occurred)
        e->status = DL_STATUS_historical;
    e->evidence = arena_take(w->arena, 1, sizeof *e->evidence);
    e->evidence[0] = s->span;
    e->n_evidence = 1;
}

static bool dates_meet(const struct dl_date *a, const struct dl_date *b)
{
    if (a->first_day == DL_NO_DAY || b->first_day == DL_NO_DAY || a->basis != DL_BASIS_explicit || b->basis != DL_BASIS_explicit)
        return true;
    return a->first_day <= b->last_day && b->first_day <= a->last_day;
}

static struct actors list(const uint32_t *at, uint32_t n)
{
    struct actors a = {.n = n < ACTORS ? n : ACTORS};
    memcpy(a.at, at, a.n * sizeof *at);
    return a;
}

/* The same happening told twice. */
static bool same(const struct work *w, const struct dl_event *a, const struct dl_event *b)
{
    if (a->plover != b->plover || strncmp(a->cameo, b->cameo, 2) || (a->status != b->status && a->status != DL_STATUS_ongoing && b->status != DL_STATUS_ongoing))
        return false;
    if (!dates_meet(&a->date, &b->date))
        return false;
    struct actors as = list(a->source, a->n_sources), bs = list(b->source, b->n_sources), at = list(a->target, a->n_targets), bt = list(b->target, b->n_targets);
    return actors_meet(w, &as, &bs) && actors_meet(w, &at, &bt);
}

static void join(struct work *w, struct dl_event *into, const struct dl_event *e)
{
    struct dl_span *more = arena_take(w->arena, into->n_evidence + 1, sizeof *more);
    memcpy(more, into->evidence, into->n_evidence * sizeof *more);
    more[into->n_evidence] = e->evidence[0];
    into->evidence = more;
    into->n_evidence++;
    if (!into->n_sources)
        into->source = e->source, into->n_sources = e->n_sources;
    if (!into->n_targets)
        into->target = e->target, into->n_targets = e->n_targets, into->reciprocal = e->reciprocal;
    if (into->date.basis != DL_BASIS_explicit && e->date.basis == DL_BASIS_explicit)
        into->date = e->date;
    if (!into->n_modes)
        into->mode = e->mode, into->n_modes = e->n_modes;
    if (strlen(e->cameo) > strlen(into->cameo))
        memcpy(into->cameo, e->cameo, sizeof into->cameo);
}

static int by_trigger(const void *x, const void *y)
{
    const struct dl_event *a = x, *b = y;
    return a->trigger.start != b->trigger.start ? a->trigger.start < b->trigger.start ? -1 : 1 : (int)a->plover - (int)b->plover;
}

void events_find(const struct events *ev, struct dl_article *art, struct arena *a)
{
    struct work w = {.ev = ev, .art = art, .arena = a, .grove = grove_new(ev->rules, art, a)};
    VEC(struct dl_event) out = {0};
    for (uint32_t k = 0; k < art->n_sentences; k++) {
        const struct dl_sentence *s = &art->sentence[k];
        if (s->kind != DL_SENT_BODY && s->kind != DL_SENT_TITLE)
            continue;
        w.draft.n = 0;
        for (uint32_t t = s->first; t < s->first + s->n; t++)
            find_deed(&w, (int32_t)t);
        for (uint32_t i = 0; i < w.draft.n; i++)
            operate(&w, &w.draft.at[i]);
        for (uint32_t t = s->first; t < s->first + s->n; t++)
            find_alone(&w, (int32_t)t);
        drop_carried(&w);
        for (uint32_t i = 0; i < w.draft.n; i++) {
            struct draft *d = &w.draft.at[i];
            if (d->dropped)
                continue;
            settle_status(&w, d);
            future_agrees(d);
            if (!worth(&w, d))
                continue;
            struct dl_event e;
            write_event(&w, s, k, d, &e);
            uint32_t j = 0;
            while (j < out.n && !same(&w, &out.at[j], &e))
                j++;
            if (j < out.n)
                join(&w, &out.at[j], &e);
            else
                *VEC_PUSH(a, &out) = e;
        }
    }
    if (out.n)
        qsort(out.at, out.n, sizeof *out.at, by_trigger);
    art->event = out.at;
    art->n_events = out.n;
}
