/* query/chain_rounds.c: when two reports tell of one round, and what the two of them know of it. */
#include <string.h>

#include "query/chain.h"
#include "base/banned.h"

/* Is everybody named in b already at a table or between its sides in a? */
static bool known_there(const struct round *a, const struct round *b)
{
    for (uint32_t i = 0; i < b->participants.n; i++)
        if (!names_has(&a->participants, b->participants.at[i]) && !names_has(&a->mediators, b->participants.at[i]))
            return false;
    return true;
}

/* One name, or two of places within an hour's drive: a town and the base beside it. */
static bool same_place(const struct round *a, const struct round *b)
{
    if (!a->place || !b->place || !strcmp(a->place, b->place))
        return true;
    double north = a->lat - b->lat, east = (a->lon - b->lon) * .7;
    return a->mapped && b->mapped && north * north + east * east < .16;      /* 0.4 degrees, some 45 km */
}

bool rounds_same(const struct round *a, const struct round *b)
{
    bool open = a->outcome && !strcmp(a->outcome, "under-way"), place = same_place(a, b);
    bool later = open && place && b->first != DL_NO_DAY && a->last != DL_NO_DAY && b->first >= a->first && b->first - a->last <= 45;
    if (later && known_there(a, b) && names_has(&a->format, "phone") == names_has(&b->format, "phone"))
        return true;
    bool level = !a->level || !b->level || !strcmp(a->level, b->level);
    bool number = !a->number || !b->number || a->number == b->number;
    if (!level || !number || names_has(&a->format, "phone") != names_has(&b->format, "phone") || !names_shared_codes(&a->sides, &b->sides) || names_other_persons(&a->participants, &b->participants))
        return false;
    if (chain_days_meet(a->first, a->last, b->first, b->last))
        return true;
    return later;
}

/* A side that mediates does not sit at the table where two others do: its people are mediators, whichever report names them. */
static void part_mediators(struct dl_chain *c, struct round *r)
{
    struct names at_table = {0}, others = {0};
    for (uint32_t i = 0; i < r->participants.n; i++) {
        const char *p = r->participants.at[i];
        bool between = false;
        for (uint32_t k = 0; k < r->mediators.n; k++)
            between |= names_same_code(r->mediators.at[k], p);
        names_add(c, between ? &others : &at_table, p);
    }
    struct names sides = {0};
    for (uint32_t i = 0; i < at_table.n; i++)
        names_add(c, &sides, arena_text(c->arena, at_table.at[i], names_code_length(at_table.at[i])));
    if (sides.n < 2)
        return;
    for (uint32_t i = 0; i < others.n; i++)
        names_add(c, &r->mediators, others.at[i]);
    names_drop_bare(&r->mediators);
    r->participants = at_table, r->sides = sides;
}

void rounds_join(struct dl_chain *c, struct round *into, const struct round *r)
{
    if (r->last != DL_NO_DAY && (into->last == DL_NO_DAY || r->last > into->last))
        into->last = r->last, into->end = r->end;
    if (into->first == DL_NO_DAY)
        into->first = r->first, into->start = r->start;
    if (r->outcome && strcmp(r->outcome, "not-reported") && (!into->outcome || !strcmp(into->outcome, "under-way") || !strcmp(into->outcome, "not-reported")))
        into->outcome = r->outcome;
    if (!into->place)
        into->place = r->place, into->lat = r->lat, into->lon = r->lon, into->mapped = r->mapped;
    if (!into->level)
        into->level = r->level;
    if (!into->number)
        into->number = r->number;
    if (!into->duration)
        into->duration = r->duration;
    if (!into->host_event)
        into->host_event = r->host_event;
    for (uint32_t i = 0; i < r->row.n; i++)
        *VEC_PUSH(c->arena, &into->row) = r->row.at[i];
    struct { struct names *to; const struct names *from; } lists[] = {{&into->participants, &r->participants}, {&into->mediators, &r->mediators},
                                                                      {&into->format, &r->format}, {&into->sides, &r->sides}, {&into->reports, &r->reports}};
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
        for (uint32_t i = 0; i < lists[k].from->n; i++)
            names_add(c, lists[k].to, lists[k].from->at[i]);
    names_drop_bare(&into->participants);
    part_mediators(c, into);
}
