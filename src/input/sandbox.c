/* input/sandbox.c: the process that forks parsers, and starting and ending them through it. */
#include "input/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "input/confine.h"
#include "input/format.h"
#include "input/html.h"
#include "base/banned.h"

enum { FD = 3, UNCONFINED = 77, DEFAULT_SECONDS = 60, ASLEEP = 5 };     /* ASLEEP: seconds of the clock for one of the processor */
#define DEFAULT_MEMORY ((uint64_t)1 << 30)

struct dl_sandbox {
    int to;                        /* the forking process, by messages: one request, one answer */
    pid_t pid;
    pthread_mutex_t lock;
    struct dl_options limits;
    struct sandbox_child idle;
};

struct request { pid_t reap; bool reads_files; };       /* reap 0: fork one, whose socket comes along */
struct answer { pid_t pid; int status; struct dl_err err; };

/* ---- in the forking process ---- */

/* A child keeps its socket and nothing else that is open; standard error only for a sanitizer, which may have to speak. */
static void keep_only(int fd)
{
    int null = open("/dev/null", O_RDWR);
    for (int i = STDIN_FILENO; i <= (confine_sanitized() ? STDOUT_FILENO : STDERR_FILENO); i++)
        dup2(null, i);
    if (fd != FD)
        dup2(fd, FD);
    close_range(FD + 1, ~0u, 0);
}

static void run_child(int fd, const struct html_words *words, const struct dl_options *limits)
{
    struct wire w = {.fd = FD, .takes_files = true};
    keep_only(fd);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NAME, "dateline-parser");
    if (!confine(&(struct confinement){.max_memory = limits->max_memory, .max_fd = FD + 1, .filter = dl_sandbox_filters()}))
        _exit(UNCONFINED);
    sandbox_child_run(&w, words, limits);
    _exit(0);
}

static ssize_t take_request(int from, struct request *q, int *fd)
{
    char control[CMSG_SPACE(sizeof *fd)];
    struct iovec part = {q, sizeof *q};
    struct msghdr m = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    ssize_t got;
    do
        got = recvmsg(from, &m, 0);
    while (got < 0 && errno == EINTR);
    struct cmsghdr *c = got > 0 ? CMSG_FIRSTHDR(&m) : NULL;
    *fd = WIRE_NO_FD;
    if (c && c->cmsg_type == SCM_RIGHTS)
        memcpy(fd, CMSG_DATA(c), sizeof *fd);
    return got;
}

static void fork_parsers(const struct dl_options *limits)
{
    struct request q;
    int fd;
    bool preloaded = false;
    const struct html_words *words = NULL;
    while (take_request(FD, &q, &fd) == sizeof q) {
        struct answer a = {0};
        if (q.reap) {
            kill(q.reap, SIGKILL);             /* one that has died by itself keeps its reason */
            waitpid(q.reap, &a.status, 0);
        } else if (words || (words = html_open(limits->data_dir, &a.err))) {
            if (q.reads_files && !preloaded)
                input_preload();
            preloaded = preloaded || q.reads_files;
            a.pid = fork();
            if (a.pid == 0)
                run_child(fd, words, limits);
            if (a.pid < 0)
                err_set(&a.err, DL_EIO, "", "no process could be started to parse in: %s", strerror(errno));
        }
        if (fd >= 0)
            close(fd);
        if (send(FD, &a, sizeof a, MSG_NOSIGNAL) != sizeof a)
            break;
    }
    _exit(0);
}

/* ---- in the process that wants something parsed ---- */

bool dl_sandbox_filters(void) { return confine_can_filter() && !sandbox_unfiltered(); }

struct dl_sandbox *sandbox_open(const struct dl_options *o, struct dl_err *err)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        return err_set(err, DL_EIO, "", "no sandbox: %s", strerror(errno)), NULL;
    struct dl_sandbox *s = base_alloc(1, sizeof *s);
    *s = (struct dl_sandbox){.to = pair[0], .limits = *o, .idle = {.of = s, .reads_files = true}};
    s->limits.max_seconds = o->max_seconds ? o->max_seconds : DEFAULT_SECONDS;
    s->limits.max_memory = o->max_memory ? o->max_memory : DEFAULT_MEMORY;
    pthread_mutex_init(&s->lock, NULL);
    s->pid = fork();
    if (s->pid == 0) {
        signal(SIGINT, SIG_IGN);       /* who is at the keyboard means the program, which ends its parsers itself */
        signal(SIGTERM, SIG_IGN);
        keep_only(pair[1]);
        fork_parsers(&s->limits);
    }
    close(pair[1]);
    if (s->pid > 0)
        return s;
    err_set(err, DL_EIO, "", "no sandbox: %s", strerror(errno));
    dl_sandbox_close(s);
    return NULL;
}

void dl_sandbox_close(struct dl_sandbox *s)
{
    if (!s)
        return;
    sandbox_end(&s->idle, NULL, 0, NULL);
    close(s->to);
    if (s->pid > 0)
        waitpid(s->pid, NULL, 0);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

/* A request and its answer; fd goes along. */
static bool ask(struct dl_sandbox *s, struct request q, int fd, struct answer *a, struct dl_err *err)
{
    pthread_mutex_lock(&s->lock);
    ssize_t got = wire_send_once(s->to, &q, sizeof q, fd);
    while (got >= 0 && (got = recv(s->to, a, sizeof *a, 0)) < 0 && errno == EINTR)
        got = 0;
    pthread_mutex_unlock(&s->lock);
    return got == sizeof *a || err_set(err, DL_EIO, "", "the process that starts parsers is gone (--no-sandbox does without)");
}

uint64_t sandbox_patience_ms(const struct sandbox_child *c)
{
    uint64_t seconds = c->of->limits.max_seconds;
    return seconds < UINT32_MAX ? ASLEEP * 1000 * seconds : 0;
}

bool sandbox_start(struct sandbox_child *c, struct dl_err *err)
{
    struct answer a;
    int pair[2];
    if (c->pid)
        return true;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return err_set(err, DL_EIO, "", "no socket to a parser: %s", strerror(errno));
    bool ok = ask(c->of, (struct request){.reads_files = c->reads_files}, pair[1], &a, err);
    if (ok && a.pid <= 0 && err)
        *err = a.err;
    close(pair[1]);
    c->wire = (struct wire){.fd = pair[0], .patience_ms = sandbox_patience_ms(c)};
    if (ok && a.pid > 0)
        c->pid = a.pid;
    else
        wire_close(&c->wire);
    return c->pid > 0;
}

static void explain(int status, bool late, const struct dl_options *limits, const char *place, uint64_t line, struct dl_err *why)
{
    char text[sizeof why->text];
    int sig = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    enum dl_code code = late || sig == SIGPROF || sig == SIGABRT ? DL_ELIMIT : DL_EFORMAT;
    if (late)
        snprintf(text, sizeof text, "takes more than %llu seconds of the clock to parse (%d for one of --max-seconds)", (unsigned long long)(ASLEEP * limits->max_seconds), ASLEEP);
    else if (sig == SIGPROF)
        snprintf(text, sizeof text, "takes more than %llu seconds to parse (--max-seconds)", (unsigned long long)limits->max_seconds);
    else if (sig == SIGABRT)
        snprintf(text, sizeof text, "needs more memory to be parsed than there is (--max-memory), or its parser gave up");
    else if (sig)
        snprintf(text, sizeof text, "its parser was ended by a signal (%s)", strsignal(sig));
    else if (WEXITSTATUS(status) == UNCONFINED)
        snprintf(text, sizeof text, "is not parsed, because the sandbox does not hold here (--no-sandbox does without)");
    else
        snprintf(text, sizeof text, "its parser sent what nobody understands");
    if (line)
        err_at(why, code, place, line, "%s", text);
    else
        err_set(why, code, place, "%s", text);
}

void sandbox_end(struct sandbox_child *c, const char *place, uint64_t line, struct dl_err *why)
{
    struct answer a = {0};
    if (!c->pid)
        return;
    if (ask(c->of, (struct request){.reap = c->pid}, WIRE_NO_FD, &a, why) && why)
        explain(a.status, c->wire.late, &c->of->limits, place, line, why);
    wire_close(&c->wire);
    c->pid = 0;
    c->sees = false;
}

void sandbox_rest(struct sandbox_child *c)
{
    struct dl_sandbox *s = c->of;
    pthread_mutex_lock(&s->lock);
    if (!s->idle.pid) {
        s->idle = *c;
        *c = (struct sandbox_child){.of = s, .reads_files = true};
    }
    pthread_mutex_unlock(&s->lock);
}

struct sandbox_child sandbox_idle(struct dl_sandbox *s)
{
    pthread_mutex_lock(&s->lock);
    struct sandbox_child c = s->idle;
    s->idle = (struct sandbox_child){.of = s, .reads_files = true};
    pthread_mutex_unlock(&s->lock);
    return c;
}
