/* input/wire.c: a message is 4 bytes of length, 4 of kind, and fields: numbers of 8 bytes; bytes with their length before and a NUL behind. */
#include "input/wire.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/banned.h"

enum { HEAD = 8, PIECE = 256 << 10 };
#define ABSENT UINT64_MAX              /* the length of a text that is NULL */

void wire_begin(struct wire *w, enum wire_kind kind)
{
    uint32_t head[2] = {0, kind};
    buf_reset(&w->out);
    buf_put(&w->out, (const char *)head, sizeof head);
}

void wire_number(struct wire *w, uint64_t v) { buf_put(&w->out, (const char *)&v, sizeof v); }

void wire_bytes(struct wire *w, const char *s, size_t n)
{
    wire_number(w, n);
    buf_put(&w->out, s, n);
    buf_char(&w->out, 0);
}

void wire_text(struct wire *w, const char *s)
{
    if (s)
        wire_bytes(w, s, strlen(s));
    else
        wire_number(w, ABSENT);
}

ssize_t wire_send_once(int to, const void *at, size_t n, int fd)
{
    char control[CMSG_SPACE(sizeof fd)] = {0};
    struct iovec part = {(void *)(uintptr_t)at, n};
    struct msghdr m = {.msg_iov = &part, .msg_iovlen = 1};
    if (fd >= 0) {
        m.msg_control = control;
        m.msg_controllen = sizeof control;
        struct cmsghdr *c = CMSG_FIRSTHDR(&m);
        *c = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof fd), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
        memcpy(CMSG_DATA(c), &fd, sizeof fd);
        return sendmsg(to, &m, MSG_NOSIGNAL);
    }
    return send(to, at, n, MSG_NOSIGNAL);
}

bool wire_send(struct wire *w, int fd)
{
    uint32_t n = (uint32_t)(w->out.n - HEAD);
    if (w->out.n - HEAD > WIRE_MAX)
        return false;
    memcpy(w->out.at, &n, sizeof n);
    for (size_t done = 0; done < w->out.n;) {
        ssize_t got = wire_send_once(w->fd, w->out.at + done, w->out.n - done, fd);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        done += (size_t)got;
        fd = WIRE_NO_FD;
    }
    return true;
}

/* ---- reading ---- */

static uint64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* Until something can be read; false if that took too long. */
static bool wait_for(struct wire *w)
{
    while (w->patience_ms && !w->late) {
        struct pollfd p = {.fd = w->fd, .events = POLLIN};
        uint64_t now = clock_ms();
        int got = now < w->until ? poll(&p, 1, (int)(w->until - now < 60000 ? w->until - now : 60000)) : 0;
        if (got > 0 || (got < 0 && errno != EINTR))
            return true;
        w->late = now >= w->until;
    }
    return !w->late;
}

/* Reads once, to at least `want` bytes in all; a file that comes along is kept in *fd. */
static bool read_some(struct wire *w, size_t want, int *fd)
{
    char control[CMSG_SPACE(sizeof *fd)];
    if (w->at) {
        memmove(w->in.at, w->in.at + w->at, w->in.n - w->at);
        w->in.n -= w->at;
        w->at = 0;
    }
    size_t most = 2 * (w->in.n > PIECE ? w->in.n : PIECE);     /* memory is for bytes that came, not for a length that was told */
    size_t room = want < PIECE ? PIECE : want < most ? want : most;
    if (w->in.cap < room)
        w->in.at = base_realloc(w->in.at, w->in.cap = room, 1);
    struct iovec part = {w->in.at + w->in.n, w->in.cap - w->in.n};
    struct msghdr m = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = w->takes_files ? sizeof control : 0};
    ssize_t got;
    if (!wait_for(w))
        return false;
    do
        got = recvmsg(w->fd, &m, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    struct cmsghdr *c = got > 0 ? CMSG_FIRSTHDR(&m) : NULL;
    if (c && c->cmsg_type == SCM_RIGHTS && c->cmsg_len == CMSG_LEN(sizeof *fd)) {
        if (*fd >= 0)
            close(*fd);
        memcpy(fd, CMSG_DATA(c), sizeof *fd);
    }
    w->in.n += got > 0 ? (size_t)got : 0;
    return got > 0;
}

static bool have(struct wire *w, size_t want, int *fd)
{
    while (w->in.n - w->at < want)
        if (!read_some(w, want, fd))
            return false;
    return true;
}

bool wire_next(struct wire *w, struct wire_message *m)
{
    uint32_t head[2] = {0};
    *m = (struct wire_message){.fd = WIRE_NO_FD};
    w->until = w->patience_ms ? clock_ms() + w->patience_ms : 0;
    bool ok = have(w, HEAD, &m->fd);
    if (ok)
        memcpy(head, w->in.at + w->at, HEAD);
    if (!ok || head[0] > WIRE_MAX || !head[1] || head[1] >= N_WIRE_KINDS || !have(w, HEAD + (size_t)head[0], &m->fd)) {
        if (m->fd >= 0)
            close(m->fd);
        m->fd = WIRE_NO_FD;
        return false;
    }
    m->kind = (enum wire_kind)head[1];
    m->at = w->in.at + w->at + HEAD;
    m->end = m->at + head[0];
    w->at += HEAD + (size_t)head[0];
    return true;
}

uint64_t wire_take_number(struct wire_message *m)
{
    uint64_t v = 0;
    if (m->bad || (size_t)(m->end - m->at) < sizeof v) {
        m->bad = true;
        return 0;
    }
    memcpy(&v, m->at, sizeof v);
    m->at += sizeof v;
    return v;
}

static const char *take(struct wire_message *m, uint64_t n)
{
    const char *s = m->at;
    m->bad = m->bad || n >= (uint64_t)(m->end - m->at) || s[n];
    if (m->bad)
        return NULL;
    m->at += n + 1;
    return s;
}

const char *wire_take_bytes(struct wire_message *m, size_t *n)
{
    uint64_t length = wire_take_number(m);
    const char *s = take(m, length);
    *n = s ? length : 0;
    return s ? s : "";
}

const char *wire_take_text(struct wire_message *m)
{
    uint64_t n = wire_take_number(m);
    const char *s = n == ABSENT ? NULL : take(m, n);
    if (s && memchr(s, 0, n))
        m->bad = true;
    return m->bad ? NULL : s;
}

bool wire_ended(const struct wire_message *m) { return !m->bad && m->at == m->end; }

/* ---- documents and errors ---- */

void wire_put_document(struct wire *w, const struct dl_document *d)
{
    const char *const texts[] = {d->id, d->title, d->published, d->url, d->path, d->outlet, d->byline, d->media_type, d->lang, d->charset, d->fetched, d->take};
    wire_bytes(w, d->bytes, d->n_bytes);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        wire_text(w, texts[i]);
    wire_number(w, d->notes);
    wire_number(w, d->fragment);
    wire_number(w, d->line);
}

void wire_take_document(struct wire_message *m, struct dl_document *d)
{
    const char **const texts[] = {&d->id, &d->title, &d->published, &d->url, &d->path, &d->outlet, &d->byline, &d->media_type, &d->lang, &d->charset, &d->fetched, &d->take};
    *d = (struct dl_document){0};
    d->bytes = wire_take_bytes(m, &d->n_bytes);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = wire_take_text(m);
    d->notes = (uint32_t)wire_take_number(m) & ((1u << DL_N_NOTES) - 1);
    d->fragment = wire_take_number(m) != 0;
    d->line = wire_take_number(m);
}

void wire_put_error(struct wire *w, const struct dl_err *err)
{
    wire_number(w, err->code);
    wire_text(w, err->where);
    wire_text(w, err->text);
}

static void fill(char *to, size_t room, const char *s)
{
    size_t n = s ? strnlen(s, room - 1) : 0;
    if (n)
        memcpy(to, s, n);
    to[n] = 0;
}

void wire_take_error(struct wire_message *m, struct dl_err *err)
{
    *err = (struct dl_err){.code = (enum dl_code)wire_take_number(m)};
    if (err->code <= DL_OK || err->code > DL_EABSENT)
        err->code = DL_EFORMAT;
    fill(err->where, sizeof err->where, wire_take_text(m));
    fill(err->text, sizeof err->text, wire_take_text(m));
}

void wire_close(struct wire *w)
{
    if (w->fd >= 0)
        close(w->fd);
    buf_free(&w->out);
    buf_free(&w->in);
    *w = (struct wire){.fd = -1};
}
