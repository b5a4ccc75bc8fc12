/* serve/server.h: what the files of the server share. Threads: MHD's one, which never waits; workers, which ask the store;
 * one for each list that is streamed; one that watches the store. */
#pragma once
#include <pthread.h>
#include <stdatomic.h>

#include "http.h"
#include "request.h"
#include "route.h"
#include "serve.h"

enum { SERVE_WORKERS = 4, SERVE_QUEUE = 64, SERVE_STREAMS = 4, SERVE_LISTENERS = 32, SERVE_CONNECTIONS = 256, SERVE_PER_ADDRESS = 96 };
enum { SERVE_BODY = 2 << 20, SERVE_VIEW_MS = 10000, SERVE_STREAM_MS = 600000, SERVE_STALL_MS = 20000 };

struct cache;
struct live;
struct workers;
struct server {
    const struct serve_options *o;
    struct MHD_Daemon *daemon;
    struct cache *cache;
    struct workers *workers;
    struct live *live;
    struct dl_coder *coder;        /* NULL if its files are not there */
    struct dl_err no_coder;        /* why */
    atomic_ullong generation;      /* of the store's content, from 1 */
    volatile int stop;
    atomic_int streams, threads;   /* lists under way, and those still being read from the store */
    bool writes;                   /* takes corrections, keeps texts */
    char token[65], csrf[33];      /* token "": none is wanted */
    char name[256];                /* this machine's */
};

static inline bool stopping(const struct server *s) { return __atomic_load_n(&s->stop, __ATOMIC_SEQ_CST); }

/* One request, from its first line until its answer is sent. */
struct job {
    struct server *server;
    struct request *request;
    const struct route *route;
    struct MHD_Connection *connection;
    struct dl_question question;
    char *body;
    size_t n_body;
    bool seen, too_large, done;
    uint64_t generation;           /* of the store when the work began */
    struct http_answer answer;
    size_t n_answer;               /* bytes, if it may be kept; 0: it may not */
    struct job *next;
};

/* gate.c: is this request from where it may come from, and may it? status 0: yes. */
struct http_answer gate_check(const struct server *, struct MHD_Connection *, const struct request *, const char *method);
bool gate_secret(char *to, size_t digits);                     /* random hexadecimal digits and a NUL */

/* cache.c: finished answers by address, for one generation. */
struct cache *cache_new(void);
void cache_free(struct cache *);
struct MHD_Response *cache_get(struct cache *, const char *target, uint64_t generation);       /* the cache's reference; NULL */
void cache_put(struct cache *, const char *target, uint64_t generation, struct MHD_Response *, size_t n);   /* takes the reference */

/* workers.c: threads with a store each. */
struct workers *workers_new(struct server *, struct dl_err *);
bool workers_give(struct workers *, struct job *);                   /* false: too much to do. Resumes the job's connection when it is done */
void workers_free(struct workers *);                                 /* answers what is left with 503 */

/* work.c: a job's answer, in a worker. */
struct worker { struct server *server; struct dl_store *store; struct dl_session *session; };
void work_do(struct worker *, struct job *);

/* list.c: a whole list as CSV or Atom, as it comes. */
struct http_answer list_start(struct job *);

/* live.c: watches the store, and tells those who listen. */
struct live *live_new(struct server *, struct dl_err *);
void live_free(struct live *);
void live_hang_up(struct live *);                              /* ends all listeners' responses */
void live_look(struct live *);                                 /* now, not at the next turn: something was written */
struct http_answer live_listen(struct live *, struct job *);

/* clients.c: connections that take too long. */
void clients_notify(void *server, struct MHD_Connection *, void **context, enum MHD_ConnectionNotificationCode);
void clients_deadline(struct MHD_Connection *, int seconds);   /* 0: none */
void clients_reap(void);                                       /* ends those that are over it */
