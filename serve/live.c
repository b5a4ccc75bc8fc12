/* serve/live.c: one thread looks at the store four times a second (its data_version, which costs nothing) and tells listeners, by
 * server-sent events, when another process has written. Answers kept from before are not used after. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "server.h"

enum { LOOK_MS = 250, SIGN_OF_LIFE_MS = 15000, MESSAGE = 1024 };

struct listener {
    struct live *live;
    struct MHD_Connection *connection;
    char text[2 * MESSAGE];        /* not yet sent */
    size_t n;
    bool waiting;
    struct listener *next, **at;
};

struct live {
    struct server *server;
    struct dl_store *store;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t news;
    struct listener *first;
    unsigned n_listeners;
    bool started, look, end;
    int64_t version;
    unsigned long long articles;   /* when last told */
    char state[MESSAGE];           /* the last event, for who comes anew */
};

/* ---- what is told ---- */

static void say(struct listener *l, const char *text)
{
    size_t n = strlen(text);
    if (l->n + n > sizeof l->text)
        return;                    /* who does not read misses what is between; the next event has it all */
    memcpy(l->text + l->n, text, n);
    l->n += n;
    if (l->waiting) {
        l->waiting = false;
        mhd.resume_connection(l->connection);
    }
}

static void say_all(struct live *v, const char *text)
{
    for (struct listener *l = v->first; l; l = l->next)
        say(l, text);
}

/* "event: state" with what dl_view "version" says. */
static bool describe(struct live *v, uint64_t generation)
{
    struct dl_err err;
    char *json = NULL;
    size_t n = 0;
    struct dl_question q = {0};
    FILE *f = open_memstream(&json, &n);
    if (!f)
        abort();
    bool ok = dl_view(v->store, "totals", &q, f, &err);
    fclose(f);
    unsigned long long articles = v->articles;
    if (ok && sscanf(json, "{\"articles\":%llu", &articles) == 1)
        snprintf(v->state, sizeof v->state, "event: state\nid: %llu\ndata: {\"generation\":%llu,\"new\":%lld,\"totals\":%.600s}\n\n", (unsigned long long)generation,
                 (unsigned long long)generation, generation > 1 ? (long long)(articles - v->articles) : 0, json);
    v->articles = articles;
    free(json);
    return ok;
}

/* Has anybody written? Counting is done outside the lock. */
static void look(struct live *v)
{
    int64_t version = dl_store_version(v->store);
    bool changed = version != v->version || v->look;
    v->look = false;
    if (!changed)
        return;
    v->version = version;
    pthread_mutex_unlock(&v->lock);
    bool ok = describe(v, atomic_fetch_add(&v->server->generation, 1) + 1);
    pthread_mutex_lock(&v->lock);
    if (ok)
        say_all(v, v->state);
}

static void *run(void *with)
{
    struct live *v = with;
    int quiet_ms = 0;
    pthread_mutex_lock(&v->lock);
    while (!v->end) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += LOOK_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_cond_timedwait(&v->news, &v->lock, &until);
        if (v->end)
            break;
        look(v);
        if ((quiet_ms += LOOK_MS) >= SIGN_OF_LIFE_MS) {
            quiet_ms = 0;
            say_all(v, ": still here\n\n");
        }
        clients_reap();
    }
    pthread_mutex_unlock(&v->lock);
    return NULL;
}

struct live *live_new(struct server *s, struct dl_err *err)
{
    struct live *v = calloc(1, sizeof *v);
    if (!v)
        abort();
    v->server = s;
    pthread_mutex_init(&v->lock, NULL);
    pthread_cond_init(&v->news, NULL);
    v->store = dl_store_open(s->o->store, false, err);
    if (!v->store) {
        live_free(v);
        return NULL;
    }
    v->version = dl_store_version(v->store);
    describe(v, s->generation);
    v->started = pthread_create(&v->thread, NULL, run, v) == 0;
    return v;
}

void live_look(struct live *v)
{
    pthread_mutex_lock(&v->lock);
    v->look = true;
    atomic_fetch_add(&v->server->generation, 1);
    pthread_cond_signal(&v->news);
    pthread_mutex_unlock(&v->lock);
}

/* ---- who listens ---- */

static ssize_t get(void *with, uint64_t at, char *to, size_t most)
{
    struct listener *l = with;
    (void)at;
    pthread_mutex_lock(&l->live->lock);
    size_t n = l->n < most ? l->n : most;
    memcpy(to, l->text, n);
    memmove(l->text, l->text + n, l->n -= n);
    bool end = l->live->end;
    if (!n && !end) {
        l->waiting = true;
        mhd.suspend_connection(l->connection);
    }
    pthread_mutex_unlock(&l->live->lock);
    return n ? (ssize_t)n : end ? MHD_CONTENT_READER_END_OF_STREAM : 0;
}

static void leave(void *with)
{
    struct listener *l = with;
    pthread_mutex_lock(&l->live->lock);
    *l->at = l->next;
    if (l->next)
        l->next->at = l->at;
    l->live->n_listeners--;
    pthread_mutex_unlock(&l->live->lock);
    free(l);
}

static bool enter(struct live *v, struct listener *l)
{
    pthread_mutex_lock(&v->lock);
    bool room = v->n_listeners < SERVE_LISTENERS && !v->end;
    if (room) {
        l->next = v->first;
        l->at = &v->first;
        if (v->first)
            v->first->at = &l->next;
        v->first = l;
        v->n_listeners++;
        say(l, v->state);
    }
    pthread_mutex_unlock(&v->lock);
    return room;
}

struct http_answer live_listen(struct live *v, struct job *j)
{
    struct listener *l = calloc(1, sizeof *l);
    if (!l)
        abort();
    l->live = v;
    l->connection = j->connection;
    if (!enter(v, l)) {
        free(l);
        return http_error(503, "Too many pages listen already.");
    }
    struct MHD_Response *r = mhd.create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, get, l, leave);
    if (!r)
        abort();
    http_secure(r);
    http_header(r, "Content-Type", "text/event-stream; charset=utf-8");
    http_header(r, "Cache-Control", "no-store");
    clients_deadline(j->connection, 0);
    return (struct http_answer){200, r};
}

void live_hang_up(struct live *v)
{
    pthread_mutex_lock(&v->lock);
    v->end = true;
    pthread_cond_signal(&v->news);
    for (struct listener *l = v->first; l; l = l->next)
        if (l->waiting) {
            l->waiting = false;
            mhd.resume_connection(l->connection);
        }
    pthread_mutex_unlock(&v->lock);
}

void live_free(struct live *v)
{
    if (!v)
        return;
    if (v->started)
        pthread_join(v->thread, NULL);
    dl_store_close(v->store, NULL);
    pthread_mutex_destroy(&v->lock);
    pthread_cond_destroy(&v->news);
    free(v);
}
