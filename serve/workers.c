/* serve/workers.c: workers with a store each, and two lines of jobs: what is quick has a worker of its own, so that four slow questions
 * hold nobody up who asks for one card. */
#include <stdlib.h>

#include "server.h"

struct line { struct job *first, **last; unsigned n; };
struct workers {
    struct server *server;
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct line quick, heavy;
    struct worker worker[SERVE_WORKERS];
    pthread_t thread[SERVE_WORKERS];
    unsigned n_threads, n_started;
};

static struct job *take(struct line *l)
{
    struct job *j = l->first;
    if (!j)
        return NULL;
    l->first = j->next;
    if (!l->first)
        l->last = &l->first;
    l->n--;
    return j;
}

static void finish(struct job *j)
{
    j->done = true;
    mhd.resume_connection(j->connection);      /* from here on the job is MHD's thread's again */
}

static void *run(void *with)
{
    struct workers *p = with;
    pthread_mutex_lock(&p->lock);
    unsigned me = p->n_started++;
    while (!stopping(p->server)) {
        struct job *j = take(&p->quick);
        if (!j && me)
            j = take(&p->heavy);
        if (!j) {
            pthread_cond_wait(&p->work, &p->lock);
            continue;
        }
        pthread_mutex_unlock(&p->lock);
        work_do(&p->worker[me], j);
        finish(j);
        pthread_mutex_lock(&p->lock);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

struct workers *workers_new(struct server *s, struct dl_err *err)
{
    struct workers *p = calloc(1, sizeof *p);
    if (!p)
        abort();
    *p = (struct workers){.server = s, .quick.last = &p->quick.first, .heavy.last = &p->heavy.first};
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->work, NULL);
    for (int i = 0; i < SERVE_WORKERS; i++) {
        p->worker[i].server = s;
        if (!(p->worker[i].store = dl_store_open(s->o->store, false, err))) {
            workers_free(p);
            return NULL;
        }
        dl_store_patience(p->worker[i].store, SERVE_VIEW_MS, &s->stop);
    }
    while (p->n_threads < SERVE_WORKERS && pthread_create(&p->thread[p->n_threads], NULL, run, p) == 0)
        p->n_threads++;
    return p;
}

bool workers_give(struct workers *p, struct job *j)
{
    pthread_mutex_lock(&p->lock);
    struct line *l = j->route->heavy || j->request->suffix != SUFFIX_JSON ? &p->heavy : &p->quick;
    bool room = l->n < SERVE_QUEUE && !stopping(p->server);
    if (room) {
        mhd.suspend_connection(j->connection);
        j->next = NULL;
        *l->last = j;
        l->last = &j->next;
        l->n++;
        pthread_cond_broadcast(&p->work);
    }
    pthread_mutex_unlock(&p->lock);
    return room;
}

static void turn_away(struct line *l)
{
    for (struct job *j; (j = take(l));) {
        j->answer = http_error(503, "This server is stopping.");
        finish(j);
    }
}

void workers_free(struct workers *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < p->n_threads; i++)
        pthread_join(p->thread[i], NULL);
    turn_away(&p->quick);
    turn_away(&p->heavy);
    for (int i = 0; i < SERVE_WORKERS; i++) {
        dl_session_free(p->worker[i].session);
        dl_store_close(p->worker[i].store, NULL);
    }
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->work);
    free(p);
}
