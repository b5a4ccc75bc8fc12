/* base/pool.h: slots that workers fill in any order and that the caller gets back in the order given.
 *
 * The caller fills slot pool_take(), calls pool_go(), and so on; `work` runs in a worker, `done` in the
 * caller's thread, slot after slot in the order they were handed over. A pool of one thread has no
 * threads: pool_go() does both. Slots bound the memory: with all of them busy, pool_take() waits. */
#pragma once
#include "dateline.h"

struct pool;
typedef void pool_call(void *with, int slot);
struct pool *pool_new(int n_threads, int n_slots, pool_call *work, pool_call *done, void *with);
int  pool_take(struct pool *p);        /* the slot to fill next, all its earlier work done */
void pool_go(struct pool *p);          /* hands the slot last taken to the workers */
void pool_drain(struct pool *p);       /* returns when all that was handed over is done */
void pool_free(struct pool *p);        /* drains first; NULL is fine */
