/* base/pool.c: a ring of slots between one caller and its workers. */
#include "base/pool.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/banned.h"

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t given, worked;      /* a slot was handed over; a slot was worked on */
    pthread_t *thread;
    bool *ready;                       /* by slot: worked on and not yet done */
    int n_threads, n_slots;
    uint64_t filled, begun, finished;  /* handed over, begun by a worker, done: running counts */
    pool_call *work, *done;
    void *with;
    bool over;
};

static void *worker(void *with)
{
    struct pool *p = with;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        while (p->begun == p->filled && !p->over)
            pthread_cond_wait(&p->given, &p->lock);
        if (p->begun == p->filled)
            break;
        int slot = (int)(p->begun++ % (uint64_t)p->n_slots);
        pthread_mutex_unlock(&p->lock);
        p->work(p->with, slot);
        pthread_mutex_lock(&p->lock);
        p->ready[slot] = true;
        pthread_cond_signal(&p->worked);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

struct pool *pool_new(int n_threads, int n_slots, pool_call *work, pool_call *done, void *with)
{
    struct pool *p = base_alloc(1, sizeof *p);
    *p = (struct pool){.n_slots = n_threads > 1 ? n_slots : 1, .work = work, .done = done, .with = with};
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->given, NULL);
    pthread_cond_init(&p->worked, NULL);
    p->ready = base_alloc((size_t)p->n_slots, sizeof *p->ready);
    p->thread = base_alloc((size_t)n_threads, sizeof *p->thread);
    for (int i = 0; n_threads > 1 && i < n_threads; i++)
        if (pthread_create(&p->thread[p->n_threads], NULL, worker, p) == 0)
            p->n_threads++;
    if (!p->n_threads)
        p->n_slots = 1;
    return p;
}

/* Waits for the oldest slot and gives it to the caller; the lock is held and held again afterwards. */
static void finish_one(struct pool *p, bool wait)
{
    int slot = (int)(p->finished % (uint64_t)p->n_slots);
    while (wait && !p->ready[slot])
        pthread_cond_wait(&p->worked, &p->lock);
    p->ready[slot] = false;
    pthread_mutex_unlock(&p->lock);
    p->done(p->with, slot);
    pthread_mutex_lock(&p->lock);
    p->finished++;
}

int pool_take(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    while (p->filled - p->finished == (uint64_t)p->n_slots)
        finish_one(p, true);
    while (p->finished < p->filled && p->ready[p->finished % (uint64_t)p->n_slots])
        finish_one(p, false);
    pthread_mutex_unlock(&p->lock);
    return (int)(p->filled % (uint64_t)p->n_slots);
}

void pool_go(struct pool *p)
{
    if (p->n_threads == 0) {
        p->work(p->with, 0);
        p->done(p->with, 0);
        p->filled++, p->begun++, p->finished++;
        return;
    }
    pthread_mutex_lock(&p->lock);
    p->filled++;
    pthread_cond_signal(&p->given);
    pthread_mutex_unlock(&p->lock);
}

void pool_drain(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    while (p->finished < p->filled)
        finish_one(p, true);
    pthread_mutex_unlock(&p->lock);
}

void pool_free(struct pool *p)
{
    if (!p)
        return;
    pool_drain(p);
    pthread_mutex_lock(&p->lock);
    p->over = true;
    pthread_cond_broadcast(&p->given);
    pthread_mutex_unlock(&p->lock);
    for (int i = 0; i < p->n_threads; i++)
        pthread_join(p->thread[i], NULL);
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->given);
    pthread_cond_destroy(&p->worked);
    free(p->thread);
    free(p->ready);
    free(p);
}
