/* events/inside.h: one event in the making, and what the files of this room share. */
#pragma once
#include "base/arena.h"
#include "events/events.h"
#include "rules/rules.h"

enum { ACTORS = 12 };
struct actors { uint32_t at[ACTORS], n; };             /* entities, each once */

/* A deed found by a rule, or what an operator made of it. */
struct draft {
    const char *rule;
    struct outcome event;
    const char *const *context;
    uint32_t n_contexts;
    int32_t token, core;            /* what triggers it now; the word the rule matched */
    int32_t status;                 /* enum dl_status, -1 not known yet */
    struct actors source, target;
    bool reciprocal, dropped, operated;
    float confidence;
};

struct work {
    const struct events *ev;
    struct dl_article *art;
    struct arena *arena;
    struct grove *grove;
    VEC(struct draft) draft;
};

struct scale { const char *key; float score, goldstein; const char *quad; };    /* key: "ASSAULT:aerial", "CONSULT", "194" */
struct events { struct arena *arena; const struct rules *rules; struct scale *scale; uint32_t n_scales; };

/* actors.c */
void actors_of(struct work *w, const int32_t *token, uint32_t n, struct actors *out);
void actors_slots(struct work *w, int32_t token, const struct slot *slot, uint32_t n, struct actors *out);
void actors_subject(struct work *w, int32_t token, struct actors *out);
void actors_object(struct work *w, int32_t token, struct actors *out);
void actors_remove(struct actors *from, const struct actors *what);
void actors_add(struct actors *to, uint32_t entity);
bool actors_political(const struct work *w, const struct actors *a);
bool actors_land(const struct work *w, const struct actors *a);                               /* is somebody's country known? */
bool actors_meet(const struct work *w, const struct actors *a, const struct actors *b);   /* could they be the same? */

/* status.c */
enum dl_status status_of(const struct work *w, int32_t token);
bool status_negated(const struct work *w, int32_t token);
