/* serve/clients.c: MHD ends connections that are silent; these here are never silent and never done. A byte now and then would hold a
 * connection for days, so each has a day of reckoning: shutting its socket makes MHD let it go. */
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "server.h"

enum { REQUEST_SECONDS = 60 };     /* from the connection's start, or its last answer, to the end of the next request */

struct client { int socket; time_t deadline; struct client *next, **at; };
static struct client *clients;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static time_t seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

static void enter(struct MHD_Connection *c, void **context)
{
    const union MHD_ConnectionInfo *info = mhd.get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct client *x = info ? calloc(1, sizeof *x) : NULL;
    *context = x;
    if (!x)
        return;
    *x = (struct client){.socket = info->connect_fd, .deadline = seconds() + REQUEST_SECONDS, .next = clients, .at = &clients};
    if (clients)
        clients->at = &x->next;
    clients = x;
}

static void leave(struct client *x)
{
    if (!x)
        return;
    *x->at = x->next;
    if (x->next)
        x->next->at = x->at;
    free(x);
}

void clients_notify(void *server, struct MHD_Connection *c, void **context, enum MHD_ConnectionNotificationCode code)
{
    (void)server;
    pthread_mutex_lock(&lock);
    code == MHD_CONNECTION_NOTIFY_STARTED ? enter(c, context) : leave(*context);
    pthread_mutex_unlock(&lock);
}

void clients_deadline(struct MHD_Connection *c, int after)
{
    const union MHD_ConnectionInfo *info = mhd.get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct client *x = info ? info->socket_context : NULL;
    pthread_mutex_lock(&lock);
    if (x)
        x->deadline = after ? seconds() + after : 0;
    pthread_mutex_unlock(&lock);
}

void clients_reap(void)
{
    pthread_mutex_lock(&lock);
    for (struct client *x = clients; x; x = x->next)
        if (x->deadline && x->deadline < seconds())
            shutdown(x->socket, SHUT_RDWR);
    pthread_mutex_unlock(&lock);
}
