/* serve/server.c: takes requests in and sends answers out; nothing here waits. */
#include "server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "assets.h"

__asm__(".section .rodata\n"
        ".global serve_openapi, serve_openapi_end\n"
        "serve_openapi: .incbin \"" SERVE_OPENAPI "\"\n"
        "serve_openapi_end: .byte 0\n"
        ".previous\n");
extern const char serve_openapi[], serve_openapi_end[];

/* ---- one request ------------------------------------------------------------------------------ */

static void *began(void *with, const char *target, struct MHD_Connection *c)
{
    struct job *j = calloc(1, sizeof *j);
    if (!j)
        abort();
    j->server = with;
    j->connection = c;
    j->request = request_parse(target);
    return j;
}

static void ended(void *with, struct MHD_Connection *c, void **context, enum MHD_RequestTerminationCode why)
{
    struct job *j = *context;
    (void)with;
    (void)why;
    if (!j)
        return;
    clients_deadline(c, 60);
    if (j->answer.response)
        mhd.destroy_response(j->answer.response);
    request_free(j->request);
    free(j->body);
    free(j);
}

static bool takes_gzip(struct MHD_Connection *c)
{
    const char *accept = mhd.lookup_connection_value(c, MHD_HEADER_KIND, "Accept-Encoding");
    return accept && strstr(accept, "gzip") && !strstr(accept, "gzip;q=0");
}

static struct http_answer file(struct job *j)
{
    char name[512] = "index.html";
    size_t n = 0;
    for (uint32_t i = 1; j->route->kind == ROUTE_STATIC && i < j->request->n_segments; i++)
        n += (size_t)snprintf(name + n, n < sizeof name ? sizeof name - n : 0, "%s%s", i > 1 ? "/" : "", j->request->segment[i]);
    const struct asset *a = n < sizeof name ? asset_named(name) : NULL;
    return a ? (struct http_answer){200, asset_response(a, takes_gzip(j->connection))} : http_error(404, "There is no file \"%.100s\" in this program.", name);
}

static struct http_answer session(const struct server *s)
{
    char *bytes = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&bytes, &n);
    if (!f)
        abort();
    fprintf(f, "{\"csrf\":\"%s\",\"edits\":%s,\"token\":%s}\n", s->csrf, s->writes ? "true" : "false", *s->token ? "true" : "false");
    fclose(f);
    return (struct http_answer){200, http_bytes(bytes, n, "application/json", NULL)};
}

/* Answers what needs no store; response NULL: it does. */
static struct http_answer at_once(struct job *j)
{
    enum request_suffix suffix = j->request->suffix;
    struct dl_err err;
    if (j->route->kind == ROUTE_STATIC || (j->route->page && suffix == SUFFIX_NONE))
        return file(j);
    if (j->route->kind == ROUTE_STREAM && suffix == SUFFIX_NONE)
        return live_listen(j->server->live, j);
    bool list = suffix == SUFFIX_CSV || suffix == SUFFIX_ATOM;
    if (suffix == SUFFIX_NONE || (list && !j->route->list) || (!list && j->route->kind == ROUTE_VIEW && !j->route->view) || j->route->kind == ROUTE_STREAM)
        return http_error(404, "There is no such page.");
    j->question.what = j->route->list;
    if (!request_question(j->request, j->route->filters, &j->question, &err))
        return http_failure(&err);
    if (list)
        return list_start(j);
    if (j->route->kind == ROUTE_OPENAPI)
        return (struct http_answer){200, http_constant(serve_openapi, (size_t)(serve_openapi_end - serve_openapi), "application/json", NULL)};
    return j->route->kind == ROUTE_SESSION ? session(j->server) : (struct http_answer){0};
}

static enum MHD_Result respond(struct job *j)
{
    struct MHD_Response *kept = j->body ? NULL : cache_get(j->server->cache, j->request->target, j->server->generation);
    clients_deadline(j->connection, 2 * SERVE_STREAM_MS / 1000);
    if (kept)
        return http_queue(j->connection, (struct http_answer){200, kept});
    if (j->too_large)
        return http_send(j->connection, http_error(413, "The body is longer than %d bytes.", SERVE_BODY));
    struct http_answer a = at_once(j);
    if (a.response)
        return http_send(j->connection, a);
    j->generation = j->server->generation;
    if (workers_give(j->server->workers, j))
        return MHD_YES;
    return http_send(j->connection, http_error(503, "Too many questions are being answered; try again in a moment."));
}

static enum MHD_Result send_done(struct job *j)
{
    struct http_answer a = j->answer;
    enum MHD_Result sent = http_queue(j->connection, a);
    j->answer.response = NULL;
    if (a.status == 200 && j->n_answer)
        cache_put(j->server->cache, j->request->target, j->generation, a.response, j->n_answer);
    else
        mhd.destroy_response(a.response);
    return sent;
}

/* The headers are there: may this request be made at all? */
static enum MHD_Result begin(struct job *j, const char *method)
{
    const char *length = mhd.lookup_connection_value(j->connection, MHD_HEADER_KIND, "Content-Length");
    bool known = !strcmp(method, "GET") || !strcmp(method, "HEAD") || !strcmp(method, "POST");
    struct http_answer a = known ? gate_check(j->server, j->connection, j->request, method) : http_error(405, "This server knows GET, HEAD and POST.");
    if (!a.response && length && strtoull(length, NULL, 10) > SERVE_BODY)
        a = http_error(413, "The body is longer than %d bytes.", SERVE_BODY);
    if (a.response) {
        if (a.status == 405)
            http_header(a.response, "Allow", known && strcmp(method, "POST") ? "POST" : "GET, HEAD");
        return http_send(j->connection, a);
    }
    j->route = route_find(j->request);
    return MHD_YES;
}

static void collect(struct job *j, const char *bytes, size_t n)
{
    j->too_large = j->too_large || j->n_body + n > SERVE_BODY;
    if (j->too_large)
        return;
    j->body = realloc(j->body, j->n_body + n + 1);
    if (!j->body)
        abort();
    memcpy(j->body + j->n_body, bytes, n);
    j->n_body += n;
    j->body[j->n_body] = 0;
}

static enum MHD_Result handle(void *with, struct MHD_Connection *c, const char *url, const char *method, const char *version, const char *bytes, size_t *n,
                              void **context)
{
    struct job *j = *context;
    (void)with;
    (void)c;
    (void)url;
    (void)version;
    if (j->done)
        return send_done(j);
    if (!j->seen) {
        j->seen = true;
        return begin(j, method);
    }
    if (*n) {
        collect(j, bytes, *n);
        *n = 0;
        return MHD_YES;
    }
    return respond(j);
}

/* ---- the server ------------------------------------------------------------------------------- */

static void log_nothing(void *with, const char *format, va_list ap)
{
    (void)with;                    /* MHD writes a line for every client that leaves */
    (void)format;
    (void)ap;
}

static bool address_of(const struct serve_options *o, struct sockaddr_storage *to, struct dl_err *err)
{
    struct addrinfo hints = {.ai_flags = AI_PASSIVE | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM}, *found = NULL;
    char port[8];
    snprintf(port, sizeof port, "%u", o->port);
    int rc = getaddrinfo(o->listen ? o->listen : "127.0.0.1", port, &hints, &found);
    if (rc == 0)
        memcpy(to, found->ai_addr, found->ai_addrlen);
    else
        snprintf(err->text, sizeof err->text, "is no address of this machine: %s", gai_strerror(rc));
    snprintf(err->where, sizeof err->where, "%.100s", o->listen ? o->listen : "127.0.0.1");
    err->code = DL_EUSAGE;
    if (found)
        freeaddrinfo(found);
    return rc == 0;
}

static bool start_daemon(struct server *s, struct dl_err *err)
{
    struct sockaddr_storage address = {0};
    if (!mhd_load(err) || !address_of(s->o, &address, err))
        return false;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG | (address.ss_family == AF_INET6 ? MHD_USE_IPv6 : 0);
    s->daemon = mhd.start_daemon(flags, s->o->port, NULL, NULL, handle, s, MHD_OPTION_EXTERNAL_LOGGER, log_nothing, NULL, MHD_OPTION_SOCK_ADDR, &address,
                                 MHD_OPTION_URI_LOG_CALLBACK, began, s, MHD_OPTION_NOTIFY_COMPLETED, ended, s, MHD_OPTION_NOTIFY_CONNECTION, clients_notify, s,
                                 MHD_OPTION_CONNECTION_LIMIT, SERVE_CONNECTIONS, MHD_OPTION_PER_IP_CONNECTION_LIMIT, SERVE_PER_ADDRESS,
                                 MHD_OPTION_CONNECTION_TIMEOUT, 30u, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)65536,
                                 MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_END);
    if (!s->daemon) {
        *err = (struct dl_err){.code = DL_EIO};
        snprintf(err->where, sizeof err->where, "%.100s:%u", s->o->listen ? s->o->listen : "127.0.0.1", s->o->port);
        snprintf(err->text, sizeof err->text, "cannot listen there: %s", errno ? strerror(errno) : "is another program using it?");
    }
    return s->daemon != NULL;
}

static bool can_write(const char *store)
{
    return access(strncmp(store, "sqlite:", 7) ? store : store + 7, W_OK) == 0;
}

static bool set_up(struct server *s, struct dl_err *err)
{
    const char *token = s->o->token;
    char made[33] = "";
    if (!gate_secret(s->csrf, 32) || (s->o->listen && !token && !gate_secret(made, 32))) {
        *err = (struct dl_err){.code = DL_EIO, .where = "random numbers", .text = "this system gives none"};
        return false;
    }
    snprintf(s->token, sizeof s->token, "%s", token ? token : made);
    gethostname(s->name, sizeof s->name - 1);
    s->writes = !s->o->no_edits && can_write(s->o->store);
    s->generation = 1;
    s->cache = cache_new();
    s->coder = dl_coder_open(&s->o->coder, &s->no_coder);
    return (s->live = live_new(s, err)) && (s->workers = workers_new(s, err)) && start_daemon(s, err);
}

static void announce(const struct server *s)
{
    uint16_t port = mhd.get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    const char *at = !s->o->listen || !strcmp(s->o->listen, "0.0.0.0") || !strcmp(s->o->listen, "::") ? "127.0.0.1" : s->o->listen;
    bool colon = strchr(at, ':');
    printf("http://%s%s%s:%u/%s%s\n", colon ? "[" : "", at, colon ? "]" : "", port, *s->token ? "?token=" : "", s->token);
    fflush(stdout);
    if (s->o->listen && !s->o->quiet)
        fprintf(stderr, "dateline: other machines can reach this server, so it wants its token: open the address above once, or send \"Authorization: Bearer TOKEN\"\n");
    if (!s->coder && !s->o->quiet)
        fprintf(stderr, "dateline: %s: %s; texts cannot be coded here\n", s->no_coder.where, s->no_coder.text);
}

/* Lists and questions under way come to their end, which is near: each looks at `stop`. */
static void wind_down(struct server *s)
{
    MHD_socket listening = s->daemon ? mhd.quiesce_daemon(s->daemon) : MHD_INVALID_SOCKET;
    __atomic_store_n(&s->stop, 1, __ATOMIC_SEQ_CST);
    if (s->live)
        live_hang_up(s->live);
    workers_free(s->workers);
    while (s->threads)
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);         /* what is in MHD's hands goes out */
    if (s->daemon)
        mhd.stop_daemon(s->daemon);
    if (listening != MHD_INVALID_SOCKET)
        close(listening);
    live_free(s->live);
    cache_free(s->cache);
    dl_coder_close(s->coder);
}

bool serve_run(const struct serve_options *o, struct dl_err *err)
{
    struct server s = {.o = o};
    sigset_t ends;
    int which;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);           /* before any thread: all inherit it */
    signal(SIGPIPE, SIG_IGN);
    bool ok = set_up(&s, err);
    if (ok) {
        announce(&s);
        sigwait(&ends, &which);
    }
    wind_down(&s);
    return ok;
}
