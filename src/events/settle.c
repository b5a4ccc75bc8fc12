/* events/settle.c: from a draft to an event: status, account, day, place, scores; and whether it is worth telling. */
#include <string.h>

#include "events/inside.h"
#include "base/banned.h"

static const char *const types[] = {
#define X(name) #name,
    DL_PLOVER(X)
#undef X
};

/* ---- type and status ---- */

static void become(const struct work *w, struct draft *d, uint8_t plover, const char *mode, const char *cameo)
{
    struct outcome to = {.plover = plover, .mode = {mode}, .n_modes = mode != NULL};
    memcpy(to.cameo, cameo, strlen(cameo) + 1);
    codes_become(w, &d->event, d->core, &to);
}

/* "will not meet": to announce that one won't do good is to refuse it. */
static void refusals(struct work *w, struct draft *d)
{
    static const struct { uint8_t type; const char *mode, *cameo; } to[] = {
        {DL_PLOVER_CONSULT, "meet", "125"}, {DL_PLOVER_AID, "assist", "122"}, {DL_PLOVER_COOPERATE, "assist", "121"}, {DL_PLOVER_SUPPORT, "assist", "120"},
        {DL_PLOVER_RETREAT, "yield", "124"}, {DL_PLOVER_CONCEDE, "yield", "124"}, {DL_PLOVER_AGREE, NULL, "120"}};
    bool unwilling = d->operated && d->event.plover == DL_PLOVER_AGREE && w->art->token[d->token].upos == DL_ADJ;
    bool barred = !strncmp(d->event.cameo, "086", 3);          /* "did not let them in" */
    if (d->status != DL_STATUS_negated || !d->source.n || !(unwilling || barred || status_will(w, d->token)))
        return;
    if (!strncmp(d->event.cameo, "082", 3) && status_priced(w, d->core)) {
        d->event = (struct outcome){.plover = DL_PLOVER_THREATEN, .mode = {"relations"}, .n_modes = 1, .cameo = "133"};
        d->status = DL_STATUS_occurred;                        /* "will not return to the table unless" */
        return;
    }
    for (size_t i = 0; i < sizeof to / sizeof *to; i++)
        if (d->event.plover == to[i].type) {
            become(w, d, DL_PLOVER_REJECT, to[i].mode, to[i].cameo);
            d->status = DL_STATUS_occurred;
            return;
        }
}

static void future_agrees(const struct work *w, struct draft *d)
{
    static const struct { uint8_t type; const char *cameo; } to[] = {
        {DL_PLOVER_CONSULT, "036"}, {DL_PLOVER_SUPPORT, "032"}, {DL_PLOVER_COOPERATE, "031"}, {DL_PLOVER_AID, "033"}};
    if (d->status != DL_STATUS_planned && d->status != DL_STATUS_promised && d->status != DL_STATUS_proposed)
        return;
    for (size_t i = 0; i < sizeof to / sizeof *to; i++)
        if (d->event.plover == to[i].type) {
            become(w, d, DL_PLOVER_AGREE, NULL, to[i].cameo);
            return;
        }
}

/* "is prepared to impose": a participle that reads as an adjective. */
static bool ready_to(const struct work *w, int32_t t)
{
    int32_t v = status_anchor(w, t), h = w->art->token[v].rel == DL_REL_xcomp ? w->art->token[v].head : -1;
    return h >= 0 && grove_is(w->grove, h, "@ready") && (w->art->token[h].upos == DL_ADJ || grove_passive(w->grove, h));
}

/* "We will shell the town", said by those who would: harm that somebody announces as his own is a threat. */
static void own_threats(struct work *w, struct draft *d)
{
    bool harm = d->event.plover == DL_PLOVER_ASSAULT || d->event.plover == DL_PLOVER_COERCE;
    bool leave = d->event.plover == DL_PLOVER_SANCTION || d->event.plover == DL_PLOVER_RETREAT || d->event.plover == DL_PLOVER_PROTEST;
    bool priced = (harm || leave) && status_priced(w, d->core);
    if (!priced && (!(harm || d->event.plover == DL_PLOVER_SANCTION) || (d->status != DL_STATUS_planned && d->status != DL_STATUS_promised)))
        return;
    bool ready = (d->n_operations && w->art->token[d->operation[0]].upos == DL_ADJ) || ready_to(w, d->core);
    if (!ready && !priced && !status_will(w, status_anchor(w, d->core)))
        return;
    struct actors speaker = {0};
    actors_speaker(w, d->token, &speaker);
    if (!speaker.n || !d->source.n || !actors_meet(w, speaker.at, speaker.n, d->source.at, d->source.n))
        return;
    become(w, d, DL_PLOVER_THREATEN, leave ? "relations" : "violence", leave ? "131" : "138");
    d->status = DL_STATUS_occurred;
}

/* "They would meet him if he gave way", said by those who would: an offer. */
static void own_offers(struct work *w, struct draft *d)
{
    bool good = d->event.plover == DL_PLOVER_CONSULT || d->event.plover == DL_PLOVER_AID || d->event.plover == DL_PLOVER_COOPERATE || d->event.plover == DL_PLOVER_SUPPORT;
    if (!good || d->status != DL_STATUS_hypothetical || !status_priced(w, d->core))
        return;
    struct actors speaker = {0};
    actors_speaker(w, d->token, &speaker);
    if (!speaker.n || !d->source.n || !actors_meet(w, speaker.at, speaker.n, d->source.at, d->source.n))
        return;
    d->status = DL_STATUS_planned;
    d->reciprocal = false;                                     /* who offers binds himself alone */
    future_agrees(w, d);
}

/* What is announced or ordered is under way, not promised; but captives and goods to be given back are. */
static bool decreed(const struct work *w, const struct draft *d, int32_t cue)
{
    return cue >= 0 && grove_is(w->grove, cue, "@decree") && (strncmp(d->event.cameo, "084", 3) != 0 || grove_is(w->grove, cue, "@command"));
}

/* "We will free the pilots", said by those who hold them: a promise to yield. */
static void own_promises(struct work *w, struct draft *d)
{
    if ((d->event.plover != DL_PLOVER_RETREAT && d->event.plover != DL_PLOVER_CONCEDE) || (d->status != DL_STATUS_planned && d->status != DL_STATUS_promised) ||
        !strncmp(d->event.cameo, "0831", 4) || !status_will(w, d->token))
        return;
    struct actors speaker = {0};
    int32_t said = settle_statement(w, d->token), cue = said < 0 ? -1 : w->art->statement[said].cue_token;
    actors_speaker(w, d->token, &speaker);
    if (speaker.n && d->source.n && actors_meet(w, speaker.at, speaker.n, d->source.at, d->source.n) && !decreed(w, d, cue))
        become(w, d, DL_PLOVER_AGREE, NULL, "035");
}

int32_t settle_statement(const struct work *w, int32_t t)
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

static bool utterance(uint8_t type)
{
    return type == DL_PLOVER_ACCUSE || type == DL_PLOVER_REQUEST || type == DL_PLOVER_REJECT || type == DL_PLOVER_THREATEN || type == DL_PLOVER_AGREE ||
           type == DL_PLOVER_SUPPORT || type == DL_PLOVER_CONCEDE;
}

static bool announced(const struct work *w, int32_t t)
{
    int32_t v = status_anchor(w, t);
    return v != t && grove_is(w->grove, v, "@announce") && status_of(w, v) == DL_STATUS_occurred;
}

static void settle_status(struct work *w, struct draft *d)
{
    int32_t said = settle_statement(w, d->token);
    if (d->status < 0)
        d->status = (int32_t)status_of(w, d->token);
    else if (d->operated && status_negated(w, d->token))
        d->status = DL_STATUS_negated;
    const char *class = said >= 0 ? w->art->statement[said].cue_class : NULL;
    if (class && !strcmp(class, "deny") && (d->status == DL_STATUS_occurred || d->status == DL_STATUS_ongoing))
        d->status = DL_STATUS_denied;
    if ((d->event.plover == DL_PLOVER_ASSAULT || d->event.plover == DL_PLOVER_PROTEST) && d->status == DL_STATUS_hypothetical && status_tried(w, d->token))
        d->status = DL_STATUS_occurred;
    if (!strcmp(d->event.cameo, "186") && status_tried(w, d->token))
        d->event.cameo[2] = '5';                               /* "tried to assassinate" */
    if (d->status == DL_STATUS_planned && d->event.plover == DL_PLOVER_SANCTION && w->art->token[d->token].upos != DL_VERB && !status_will(w, d->token))
        d->status = DL_STATUS_occurred;                        /* a sanction announced is one */
    if (d->status == DL_STATUS_planned && (!strcmp(d->event.cameo, "1723") || !strcmp(d->event.cameo, "1724")) && w->art->token[d->token].upos != DL_VERB && !status_will(w, d->token) &&
        announced(w, d->token))
        d->status = DL_STATUS_occurred;                        /* "declared martial law": by saying so */
    if (d->status == DL_STATUS_planned && (d->event.plover == DL_PLOVER_AGREE || d->event.plover == DL_PLOVER_SUPPORT) && announced(w, d->token))
        d->status = DL_STATUS_occurred;                        /* "announced a deal" */
    if (utterance(d->event.plover) && d->status == DL_STATUS_ongoing)
        d->status = DL_STATUS_occurred;
    refusals(w, d);
    future_agrees(w, d);
    own_offers(w, d);
    own_promises(w, d);
    own_threats(w, d);
}

/* ---- whose deed ---- */

static bool told_before(const struct work *w, int32_t t)
{
    if (grove_is(w->grove, t, "@this"))
        return true;
    int32_t det = grove_child(w->grove, t, DL_REL_det, -1);
    return grove_is(w->grove, t, "@deed") && det >= 0 && w->art->token[det].lemma && !strchr("Aa", *w->art->token[det].lemma);
}

/* "condemned the operation": whoever did what was told of last. */
static void deed_owner(struct work *w, struct draft *d)
{
    uint8_t type = d->event.plover;
    int32_t what[SLOT_ROOM];
    if (d->target.n || (type != DL_PLOVER_ACCUSE && type != DL_PLOVER_SUPPORT && type != DL_PLOVER_REJECT))
        return;
    if (!(d->speech ? grove_subject(w->grove, d->token, what) : grove_object(w->grove, d->token, what)) || !told_before(w, what[0]))
        return;
    bool blow = grove_is(w->grove, what[0], "@blow"), open = grove_is(w->grove, what[0], "@this") || grove_is(w->grove, what[0], "@any-deed");
    for (uint32_t i = w->out.n; i-- > 0;) {
        const struct dl_event *e = &w->out.at[i];
        if (!e->n_sources || e->plover == DL_PLOVER_ACCUSE || e->plover == DL_PLOVER_SUPPORT || e->plover == DL_PLOVER_REQUEST || e->plover == DL_PLOVER_CONSULT || e->reciprocal)
            continue;
        if (!open && blow != (e->plover == DL_PLOVER_ASSAULT || e->plover == DL_PLOVER_COERCE || e->plover == DL_PLOVER_MOBILIZE))
            continue;
        for (uint32_t k = 0; k < e->n_sources; k++)
            actors_add(&d->target, e->source[k], what[0], "who did it");
        actors_remove(&d->target, &d->source);
        return;
    }
}

/* "The talks broke off": between those who were told to hold them last. */
static void sides_before(const struct work *w, struct draft *d)
{
    if (d->event.plover != DL_PLOVER_CONSULT || d->source.n || d->target.n || w->art->token[d->core].upos != DL_NOUN || grove_child(w->grove, d->core, DL_REL_det, -1) < 0)
        return;
    for (uint32_t i = w->out.n; i-- > 0;) {
        const struct dl_event *e = &w->out.at[i];
        if (e->plover != DL_PLOVER_CONSULT || !e->reciprocal)
            continue;
        for (uint32_t k = 0; k < e->n_sources; k++)
            actors_add(&d->source, e->source[k], d->core, "sides of the talks");
        return;
    }
}

/* ---- worth telling ---- */

static bool joined_with(const struct work *w, int32_t t)
{
    for (int32_t c = -1; (c = grove_child(w->grove, t, DL_REL_case, c)) >= 0;)
        if (w->art->token[c].lemma && !strcmp(w->art->token[c].lemma, "with"))
            return true;
    return false;
}

/* "Egypt and Chad offered to host talks": not with each other. */
static bool one_sided(const struct work *w, const struct draft *d)
{
    bool alone = grove_is(w->grove, d->core, "@one-sided") || grove_is(w->grove, d->token, "@one-sided");
    for (uint32_t i = 0; i < d->n_operations; i++)
        alone |= grove_is(w->grove, d->operation[i], "@one-sided");
    return alone;
}

static void settle_sides(const struct work *w, struct draft *d)
{
    bool mutual = d->event.plover == DL_PLOVER_AGREE || d->event.plover == DL_PLOVER_CONSULT || d->event.plover == DL_PLOVER_COOPERATE || !strcmp(d->event.cameo, "057");
    if (d->target.n && !strcmp(d->target.how[0], "named in what it is about") && !joined_with(w, d->target.token[0]))
        d->reciprocal = false;                                 /* "agreed to prolong the mandate in Lebanon": no partner */
    if (!d->reciprocal && !(mutual && d->source.n > 1 && !d->target.n && !one_sided(w, d)))
        return;
    for (uint32_t i = 0; i < d->target.n; i++)
        actors_add(&d->source, d->target.at[i], d->target.token[i], d->target.how[i]);
    d->reciprocal = d->source.n > 1;
    d->target = d->reciprocal ? d->source : (struct actors){0};
}

static bool heavy(const struct outcome *o)
{
    static const char *const modes[] = {"explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "unconventional", "crowd-control"};
    for (uint32_t m = 0; m < o->n_modes; m++)
        for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
            if (!strcmp(o->mode[m], modes[i]))
                return true;
    return false;
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

/* Arrests, verdicts, captives set free and strikes called off are public, whoever the person is. */
static bool public_act(const struct draft *d)
{
    static const char *const codes[] = {"116", "173", "0841", "082"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (!strcmp(d->event.cameo, codes[i]))
            return *codes[i] == '1' || d->source.n || d->target.n;       /* "a thousand people were arrested" */
    return false;
}

/* Politics has a political actor on one side; crowds that protest and weapons of war are politics by themselves. */
static bool worth(const struct work *w, const struct draft *d)
{
    if (d->speech && !(actors_spoken(w, &d->source) && actors_political(w, &d->target)))
        return false;
    if (actors_political(w, &d->source) || actors_political(w, &d->target) || d->event.plover == DL_PLOVER_PROTEST || public_act(d))
        return true;
    return (d->event.plover == DL_PLOVER_ASSAULT && heavy(&d->event)) || (!private_crime(&d->event) && actors_land(w, &d->target));
}

/* ---- writing ---- */

static void write_actors(struct work *w, const struct actors *from, struct dl_actor **to, uint32_t **entity, uint32_t *n)
{
    *to = arena_take(w->arena, from->n, sizeof **to);
    *entity = arena_take(w->arena, from->n, sizeof **entity);
    for (*n = 0; *n < from->n; ++*n) {
        (*to)[*n] = (struct dl_actor){from->at[*n], from->token[*n], from->how[*n]};
        (*entity)[*n] = from->at[*n];
    }
}

static void scores(const struct events *ev, const struct outcome *o, struct dl_event *e)
{
    char key[64] = "";
    const struct scale *type = events_scale(ev, types[o->plover]), *mode = NULL, *code = *o->cameo ? events_scale(ev, o->cameo) : NULL;
    if (o->n_modes && strlen(o->mode[0]) < 30) {
        memcpy(key, types[o->plover], strlen(types[o->plover]) + 1);
        size_t n = strlen(key);
        key[n] = ':';
        memcpy(key + n + 1, o->mode[0], strlen(o->mode[0]) + 1);
        mode = events_scale(ev, key);
    }
    if (!code && strlen(o->cameo) == 4) {
        char parent[4] = {o->cameo[0], o->cameo[1], o->cameo[2], 0};
        code = events_scale(ev, parent);
    }
    e->score = mode ? mode->score : type ? type->score : 0;
    e->quad = type ? type->quad : NULL;
    e->goldstein = code ? code->goldstein : 0;
}

static void write_contexts(struct work *w, const struct dl_sentence *s, const struct draft *d, struct dl_event *e)
{
    const char *found[8];
    uint32_t n = contexts_of(w->ev->contexts, w->art, s, found, 8);
    e->context = arena_take(w->arena, d->n_contexts + n, sizeof *e->context);
    for (uint32_t i = 0; i < d->n_contexts + n; i++) {
        const char *c = i < d->n_contexts ? d->context[i] : found[i - d->n_contexts];
        bool there = false;
        for (uint32_t k = 0; k < e->n_contexts; k++)
            there |= !strcmp(e->context[k], c);
        if (!there)
            e->context[e->n_contexts++] = c;
    }
}

static void write_event(struct work *w, uint32_t sentence, const struct draft *d, struct dl_event *e)
{
    const struct outcome *o = &d->event;
    const struct dl_sentence *s = &w->art->sentence[sentence];
    *e = (struct dl_event){.plover = o->plover, .status = (uint8_t)d->status, .n_modes = o->n_modes, .reciprocal = d->reciprocal, .trigger_token = d->token,
                           .core_token = d->core, .trigger = w->art->token[d->token].span, .sentence = sentence, .rule = d->rule, .rule_file = d->file,
                           .rule_line = d->line};
    e->mode = arena_take(w->arena, o->n_modes, sizeof *e->mode);
    for (uint32_t i = 0; i < o->n_modes; i++)
        e->mode[i] = o->mode[i];
    write_contexts(w, s, d, e);
    memcpy(e->cameo, o->cameo, sizeof e->cameo);
    scores(w->ev, o, e);
    write_actors(w, &d->source, &e->source_actor, &e->source, &e->n_sources);
    write_actors(w, &d->target, &e->target_actor, &e->target, &e->n_targets);
    e->statement = settle_statement(w, d->token);
    dates_set(w, s, d, e);
    places_set(w, d, e);
    e->evidence = arena_take(w->arena, 1, sizeof *e->evidence);
    e->evidence[0] = s->span;
    e->n_evidence = 1;
}

bool settle_event(struct work *w, uint32_t sentence, struct draft *d, struct dl_event *e)
{
    if (d->dropped)
        return false;
    settle_status(w, d);
    sides_before(w, d);
    settle_sides(w, d);
    if (d->speech && d->event.plover == DL_PLOVER_ACCUSE && d->status != DL_STATUS_occurred && d->status != DL_STATUS_ongoing)
        return false;                                          /* "would be a mistake" */
    struct dl_event *told = merge_told(w, sentence, d);
    deed_owner(w, d);
    lands_settle(w, d);
    crowds_settle(w, d);
    codes_settle(w, d);
    if (!*d->event.cameo) {                                    /* a user's rule that names a type alone */
        const char *code = convert_plover(w->ev, d->event.plover, d->event.n_modes ? d->event.mode[0] : NULL);
        memcpy(d->event.cameo, code, strlen(code) + 1);
    }
    if (!told && !worth(w, d))
        return false;
    write_event(w, sentence, d, e);
    if (told)
        merge_join(w, told, e);
    return !told;
}
