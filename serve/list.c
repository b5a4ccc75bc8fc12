/* serve/list.c: a whole list as CSV or Atom. One thread asks the store and fills a ring of bytes; MHD empties it as fast as the client
 * reads. The ring is all the memory a list takes. A client that stops reading is given up, and with it the store's old state. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "server.h"

enum { RING = 1 << 16 };

struct list {
    struct server *server;
    struct MHD_Connection *connection;
    struct request *request;       /* its own copy: what the question points to */
    const struct route *route;
    struct dl_question question;
    char host[256];
    pthread_mutex_t lock;
    pthread_cond_t room;
    char ring[RING];
    size_t first, n;
    bool waiting, ended, gone;     /* MHD waits for bytes; no more will come; nobody reads */
    int users;                     /* the thread and the response */
};

static void put_down(struct list *l)
{
    pthread_mutex_lock(&l->lock);
    int left = --l->users;
    pthread_mutex_unlock(&l->lock);
    if (left)
        return;
    atomic_fetch_sub(&l->server->streams, 1);
    pthread_mutex_destroy(&l->lock);
    pthread_cond_destroy(&l->room);
    request_free(l->request);
    free(l);
}

static void wake(struct list *l)
{
    if (l->waiting) {
        l->waiting = false;
        mhd.resume_connection(l->connection);
    }
}

/* ---- the side that reads the store ---- */

/* Waits until there is room; false if nobody reads any more. */
static bool wait_for_room(struct list *l)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += SERVE_STALL_MS / 1000;
    while (l->n == RING && !l->gone && !stopping(l->server))
        if (pthread_cond_timedwait(&l->room, &l->lock, &until) != 0)
            l->gone = true;
    return !l->gone && !stopping(l->server);
}

static ssize_t put(void *with, const char *bytes, size_t n)
{
    struct list *l = with;
    size_t done = 0;
    pthread_mutex_lock(&l->lock);
    while (done < n && wait_for_room(l)) {
        size_t at = (l->first + l->n) % RING, end = at < l->first ? l->first : RING, some = end - at;
        some = some > RING - l->n ? RING - l->n : some;
        some = some > n - done ? n - done : some;
        memcpy(l->ring + at, bytes + done, some);
        l->n += some;
        done += some;
        wake(l);
    }
    pthread_mutex_unlock(&l->lock);
    return done == n ? (ssize_t)n : 0;         /* 0 is a stream's error */
}

static void xml_text(FILE *out, const char *s)
{
    for (; *s; s++)
        *s == '&' ? fputs("&amp;", out) : *s == '<' ? fputs("&lt;", out) : *s == '"' ? fputs("&quot;", out) : fputc(*s, out);
}

static void feed_head(const struct list *l, FILE *out)
{
    fputs("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>Dateline: ", out);
    fprintf(out, "%s</title>\n<author><name>Dateline</name></author>\n<id>http://", l->route->list);
    xml_text(out, l->host);
    xml_text(out, l->request->target);
    fputs("</id>\n<link rel=\"self\" href=\"", out);
    xml_text(out, l->request->target);
    fputs("\"/>\n", out);
}

static void ask(struct list *l, FILE *out)
{
    bool atom = l->request->suffix == SUFFIX_ATOM;
    struct dl_err err = {0};
    struct dl_store *s = dl_store_open(l->server->o->store, false, &err);
    if (atom)
        feed_head(l, out);
    struct dl_answer *a = dl_answer_new(out, atom ? "atom" : "csv-safe");
    if (s)
        dl_store_patience(s, SERVE_STREAM_MS, &l->server->stop);
    bool ok = s && dl_view_list(s, &l->question, a, &err);
    dl_answer_end(a, ok ? NULL : &err);
    if (atom)
        fputs("</feed>\n", out);
    dl_store_close(s, NULL);
}

static void *run(void *with)
{
    struct list *l = with;
    FILE *out = fopencookie(l, "w", (cookie_io_functions_t){.write = put});
    if (out) {
        ask(l, out);
        fclose(out);
    }
    pthread_mutex_lock(&l->lock);
    l->ended = true;
    wake(l);
    pthread_mutex_unlock(&l->lock);
    struct server *server = l->server;
    put_down(l);
    atomic_fetch_sub(&server->threads, 1);
    return NULL;
}

/* ---- the side that sends ---- */

static ssize_t get(void *with, uint64_t at, char *to, size_t most)
{
    struct list *l = with;
    (void)at;
    pthread_mutex_lock(&l->lock);
    size_t n = l->n < most ? l->n : most, before = RING - l->first;
    n = n > before ? before : n;
    memcpy(to, l->ring + l->first, n);
    l->first = (l->first + n) % RING;
    l->n -= n;
    bool over = !n && (l->ended || l->gone);
    if (!n && !over) {
        l->waiting = true;
        mhd.suspend_connection(l->connection);
    }
    pthread_cond_signal(&l->room);
    pthread_mutex_unlock(&l->lock);
    return n ? (ssize_t)n : !over ? 0 : l->ended ? MHD_CONTENT_READER_END_OF_STREAM : MHD_CONTENT_READER_END_WITH_ERROR;
}

static void hang_up(void *with)
{
    struct list *l = with;
    pthread_mutex_lock(&l->lock);
    l->gone = true;
    pthread_cond_signal(&l->room);
    pthread_mutex_unlock(&l->lock);
    put_down(l);
}

/* The question's words live in the request: parsed again, as the list outlives the request. */
static struct list *list_new(const struct job *j)
{
    struct dl_err err;
    const char *host = mhd.lookup_connection_value(j->connection, MHD_HEADER_KIND, "Host");
    struct list *l = calloc(1, sizeof *l);
    if (!l)
        abort();
    l->server = j->server;
    l->connection = j->connection;
    l->request = request_parse(j->request->target);
    l->route = j->route;
    l->question = (struct dl_question){.what = j->route->list};
    request_question(l->request, j->route->filters, &l->question, &err);
    snprintf(l->host, sizeof l->host, "%s", host ? host : "");
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->room, NULL);
    if (l->request->suffix == SUFFIX_ATOM && !l->question.limit)
        l->question.limit = "50";
    return l;
}

struct http_answer list_start(struct job *j)
{
    pthread_t thread;
    bool atom = j->request->suffix == SUFFIX_ATOM;
    if (atomic_fetch_add(&j->server->streams, 1) >= SERVE_STREAMS) {
        atomic_fetch_sub(&j->server->streams, 1);
        return http_error(503, "Too many lists are being sent at once; try again in a moment.");
    }
    struct list *l = list_new(j);
    l->users = 2;
    atomic_fetch_add(&j->server->threads, 1);
    struct MHD_Response *r = mhd.create_response_from_callback(MHD_SIZE_UNKNOWN, 32768, get, l, hang_up);
    if (!r || pthread_create(&thread, NULL, run, l) != 0) {
        atomic_fetch_sub(&j->server->threads, 1);
        put_down(l);
        r ? mhd.destroy_response(r) : put_down(l);
        return http_error(503, "There is no thread left for this list.");
    }
    pthread_detach(thread);
    http_secure(r);
    http_header(r, "Content-Type", atom ? "application/atom+xml; charset=utf-8" : "text/csv; charset=utf-8; header=present");
    http_header(r, "Cache-Control", "private, no-cache");
    if (!atom) {
        char name[96];
        snprintf(name, sizeof name, "attachment; filename=\"dateline-%.40s.csv\"", j->route->list);
        http_header(r, "Content-Disposition", name);
    }
    return (struct http_answer){200, r};
}
