/* events/lab.c: deeds that a lab's own verb dictionary finds. Its patterns outrank our rules; its bare verbs speak where ours are silent. */
#include <string.h>

#include "events/inside.h"
#include "base/banned.h"

static void name_one(struct work *w, int32_t token, struct actors *side)
{
    struct actors named = {0};
    if (token >= 0)
        actors_of(w, &token, 1, "named by the pattern", &named);
    if (named.n)
        *side = named;
}

/* "%": everybody in the row that the word stands in. */
static void name_row(struct work *w, int32_t token, struct actors *side)
{
    int32_t row[SLOT_ROOM] = {w->art->token[token].rel == DL_REL_conj ? w->art->token[token].head : token};
    uint32_t n = 1;
    for (int32_t c = -1; n < SLOT_ROOM && (c = grove_child(w->grove, row[0], DL_REL_conj, c)) >= 0;)
        row[n++] = c;
    *side = (struct actors){0};
    actors_of(w, row, n, "named by the pattern", side);
}

static struct draft *lab_draft(struct work *w, int32_t t, const struct verbs_match *m, const char *code)
{
    const struct conversion *c = *code ? convert_cameo(w->ev, code) : NULL;
    if (!c)
        return NULL;
    struct draft *d = VEC_PUSH(w->arena, &w->draft);
    *d = (struct draft){.rule = m->id, .file = m->file, .line = m->line, .event = c->event, .context = c->context, .n_contexts = c->n_contexts,
                        .token = t, .core = t, .status = -1};
    size_t n = strlen(code);
    memcpy(d->event.cameo, code, n < sizeof d->event.cameo ? n + 1 : 0);
    deeds_fill(w, d, NULL, 0, NULL, 0);
    if (m->source >= 0 && m->source == m->target) {
        name_row(w, m->source, &d->source);
        d->target = (struct actors){0};
        return d;
    }
    name_one(w, m->source, &d->source);
    name_one(w, m->target, &d->target);
    actors_remove(&d->target, &d->source);
    d->dropped = !d->source.n || !d->target.n;      /* both sides or nothing, as the PETRARCH programs have it */
    return d;
}

static void turn(struct draft *d)
{
    struct actors source = d->source;
    d->source = d->target;
    d->target = source;
}

static bool is(const char *code, const char *what) { return strcmp(code, what) == 0; }

/* A dictionary's codes: there, and back from target to source. Whoever hosts (043) is the target of the visit (042). */
static void both_ways(struct work *w, int32_t t, const struct verbs_match *m)
{
    bool mutual = *m->code && is(m->code, m->back), hosts = is(m->code, "043"), hosted = is(m->code, "042") && is(m->back, "043");
    struct draft *d = lab_draft(w, t, m, hosts ? "042" : m->code);
    if (d && hosts)
        turn(d);
    if (d)
        d->reciprocal = mutual;
    if (*m->back && !mutual && !hosted && !hosts && (d = lab_draft(w, t, m, m->back)))
        turn(d);
}

bool lab_deed(struct work *w, int32_t t, bool ours)
{
    struct verbs_match m;
    if (!verbs_match(w->verbs, t, &m) || (ours && !m.by_pattern))
        return false;
    if (!is(m.code, "---"))
        both_ways(w, t, &m);
    return true;
}
