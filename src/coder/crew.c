/* coder/crew.c: many documents through a pool of sessions, results in the order of the documents. */
#include <stdlib.h>
#include <string.h>

#include "coder/coder.h"

#include "base/arena.h"
#include "base/pool.h"
#include "base/banned.h"

enum { SLOTS_A_THREAD = 3 };       /* so that a long article holds nobody up */

struct seat {
    struct dl_session *session;
    struct arena *arena;           /* of the document's copy */
    struct dl_document doc;
    struct dl_err err;
    bool failed;
};

struct dl_crew {
    struct pool *pool;
    struct seat *seat;
    int n_seats;
    dl_crew_work *work;
    dl_crew_done *done;
    void *with;
};

static void work_seat(void *crew, int slot)
{
    struct dl_crew *c = crew;
    struct seat *s = &c->seat[slot];
    s->failed = !c->work(c->with, s->session, &s->doc, &s->err);
}

static void seat_done(void *crew, int slot)
{
    struct dl_crew *c = crew;
    struct seat *s = &c->seat[slot];
    c->done(c->with, s->session, &s->doc, s->failed ? &s->err : NULL);
}

struct dl_crew *dl_crew_new(const struct dl_coder *coder, int threads, dl_crew_work *work, dl_crew_done *done, void *with)
{
    struct dl_crew *c = base_alloc(1, sizeof *c);
    *c = (struct dl_crew){.n_seats = threads > 1 ? SLOTS_A_THREAD * threads : 1, .work = work, .done = done, .with = with};
    c->seat = base_alloc((size_t)c->n_seats, sizeof *c->seat);
    for (int i = 0; i < c->n_seats; i++) {
        c->seat[i].session = dl_session_new(coder);
        c->seat[i].arena = arena_new();
    }
    c->pool = pool_new(threads, c->n_seats, work_seat, seat_done, c);
    return c;
}

static void copy_document(struct seat *s, const struct dl_document *d)
{
    arena_reset(s->arena);
    s->doc = *d;
    s->doc.bytes = arena_text(s->arena, d->bytes, d->n_bytes);
    const char **strings[] = {&s->doc.id, &s->doc.title, &s->doc.published, &s->doc.url, &s->doc.path, &s->doc.outlet, &s->doc.byline,
                              &s->doc.media_type, &s->doc.lang, &s->doc.fetched, &s->doc.charset, &s->doc.take, &s->doc.fetched};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (*strings[i])
            *strings[i] = arena_text(s->arena, *strings[i], strlen(*strings[i]));
}

void dl_crew_give(struct dl_crew *c, const struct dl_document *d)
{
    struct seat *s = &c->seat[pool_take(c->pool)];
    if (c->n_seats > 1)
        copy_document(s, d);
    else
        s->doc = *d;
    s->err = (struct dl_err){0};
    pool_go(c->pool);
}

void dl_crew_wait(struct dl_crew *c) { pool_drain(c->pool); }

struct dl_profile dl_crew_profile(const struct dl_crew *c)
{
    struct dl_profile sum = {0};
    for (int i = 0; i < c->n_seats; i++) {
        const struct dl_profile *p = dl_session_profile(c->seat[i].session);
        sum.words += p->words;
        for (int k = 0; k < DL_PROFILE_ROOMS; k++) {
            sum.room[k] = p->room[k] ? p->room[k] : sum.room[k];
            sum.ns[k] += p->ns[k];
        }
    }
    return sum;
}

void dl_crew_free(struct dl_crew *c)
{
    if (!c)
        return;
    pool_free(c->pool);
    for (int i = 0; i < c->n_seats; i++) {
        dl_session_free(c->seat[i].session);
        arena_free(c->seat[i].arena);
    }
    free(c->seat);
    free(c);
}
