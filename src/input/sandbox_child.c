/* input/sandbox_child.c: what a parser does all its life. It has a socket and memory, and no more (confine.h). */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "input/html.h"
#include "input/reader.h"
#include "input/sandbox.h"
#include "input/stream.h"
#include "base/banned.h"

struct parser {
    struct wire *wire;
    const struct html_words *words;
    const struct dl_options *limits;
    struct arena *arena;
    uint64_t results;              /* of the file so far */
    const char *shown;             /* where pages are put for it to see */
    size_t n_shown;
};

/* So much of the processor from here on, and it ends; 0: as much as it likes. */
static void allow_seconds(uint64_t n)
{
    const struct itimerval t = {.it_value = {.tv_sec = (time_t)n}};
    setitimer(ITIMER_PROF, &t, NULL);
}

static bool send_error(const struct parser *p, const struct dl_err *err)
{
    wire_begin(p->wire, WIRE_FAILED);
    wire_put_error(p->wire, err);
    return wire_send(p->wire, WIRE_NO_FD);
}

/* ---- pages ---- */

static bool look_at(struct parser *p, int fd, size_t n)
{
    if (p->shown)
        munmap((void *)(uintptr_t)p->shown, p->n_shown);
    const char *at = mmap(NULL, n, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    p->shown = at == MAP_FAILED ? NULL : at;
    p->n_shown = n;
    return p->shown != NULL;
}

static bool read_page(struct parser *p, struct wire_message *m)
{
    struct html_page page = {0};
    struct dl_err err = {0};
    bool fragment = wire_take_number(m) != 0;
    const char *name = wire_take_text(m);
    page.url = wire_take_text(m);
    page.fetched = wire_take_text(m);
    size_t n = wire_take_number(m), shown = wire_take_number(m);
    if (m->fd >= 0 && !look_at(p, m->fd, shown))
        return false;
    const char *bytes = p->shown;
    allow_seconds(p->limits->max_seconds);
    sandbox_suffer(p->wire, bytes, n);
    bool ok = (fragment ? html_fragment : html_extract)(p->words, bytes, n, name, &page, p->arena, &err);
    allow_seconds(0);
    if (!ok)
        return send_error(p, &err);
    wire_begin(p->wire, WIRE_TEXT);
    wire_bytes(p->wire, page.text, page.n_text);
    const char *const facts[] = {page.title, page.byline, page.published, page.stamp, page.outlet};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        wire_text(p->wire, facts[i]);
    return wire_send(p->wire, WIRE_NO_FD);
}

/* ---- files ---- */

static void tell_member(void *with, uint64_t number, const char *name, uint64_t line)
{
    const struct parser *p = with;
    wire_begin(p->wire, WIRE_MEMBER);
    wire_number(p->wire, number);
    wire_number(p->wire, p->results);
    wire_text(p->wire, name);
    wire_number(p->wire, line);
    if (!wire_send(p->wire, WIRE_NO_FD))
        _exit(0);
}

static void take_limits(struct wire_message *m, struct dl_options *o)
{
    o->max_line = wire_take_number(m);
    o->max_article = wire_take_number(m);
    uint64_t *const more[] = {&o->max_member, &o->max_ratio, &o->max_unpacked, &o->max_members, &o->max_depth};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        *more[i] = wire_take_number(m);
}

/* All documents and errors of r but the first `skip`. */
static bool send_documents(struct parser *p, struct reader *r, uint64_t skip)
{
    struct dl_document doc;
    struct dl_err err;
    int got;
    allow_seconds(p->limits->max_seconds);
    while ((got = reader_next(r, &doc, &err))) {
        if (got > 0)
            sandbox_suffer(p->wire, doc.bytes, doc.n_bytes);
        allow_seconds(p->limits->max_seconds);
        if (p->results++ < skip)
            continue;
        if (got < 0) {
            if (!send_error(p, &err))
                return false;
            continue;
        }
        wire_begin(p->wire, WIRE_DOCUMENT);
        wire_put_document(p->wire, &doc);
        if (!wire_send(p->wire, WIRE_NO_FD))
            return false;
    }
    return true;
}

/* The numbers of members that were left out before. */
static void take_left_out(struct parser *p, struct reader_watch *watch, const char *bytes, size_t n)
{
    uint64_t *members = arena_take(p->arena, n / 8 + 1, sizeof *members);
    memcpy(members, bytes, n / 8 * 8);
    watch->left_out = members;
    watch->n_left_out = n / 8;
}

/* What is in the stream but the first `skip`, or why it cannot be read: *err, if s is NULL. */
static bool send_stream(struct parser *p, struct stream *s, const char *name, const struct dl_options *limits, const struct reader_watch *watch,
                        uint64_t skip, struct dl_err *err)
{
    bool sent = true;
    p->results = 0;
    allow_seconds(p->limits->max_seconds);
    struct reader *r = s ? reader_open(s, name, limits, watch, err) : NULL;
    if (r)
        sent = send_documents(p, r, skip);
    else if (p->results++ >= skip)
        sent = send_error(p, err);
    allow_seconds(0);
    reader_close(r);
    return sent;
}

static bool read_file(struct parser *p, struct wire_message *m)
{
    struct dl_options limits = {0};
    struct dl_err err = {0};
    size_t n_head, n_left_out;
    int fd = m->fd;
    const char *name = arena_printf(p->arena, "%s", wire_take_text(m));
    uint64_t size = wire_take_number(m), skip = wire_take_number(m);
    struct reader_watch watch = {.member = tell_member, .with = p, .line_by_line = wire_take_number(m) != 0};
    const char *left_out = wire_take_bytes(m, &n_left_out), *head = wire_take_bytes(m, &n_head);
    take_limits(m, &limits);
    take_left_out(p, &watch, left_out, n_left_out);
    char *map = size ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0) : NULL;
    bool ok = map != MAP_FAILED || (err_set(&err, DL_EIO, name, "cannot be mapped: %s", strerror(errno)), false);
    struct stream *s = !ok ? NULL : size ? stream_of_memory(map, size, name) : stream_of_file(fd, name);
    if (ok && !size)
        stream_put_back(s, head, n_head);
    bool sent = send_stream(p, s, name, &limits, &watch, skip, &err);
    if (size && ok)
        munmap(map, size);
    if (size || !s)
        close(fd);
    wire_begin(p->wire, WIRE_END);
    return sent && wire_send(p->wire, WIRE_NO_FD);
}

void sandbox_child_run(struct wire *w, const struct html_words *words, const struct dl_options *limits)
{
    struct parser p = {.wire = w, .words = words, .limits = limits, .arena = arena_new()};
    struct wire_message m;
    bool ok = true;
    while (ok && wire_next(w, &m)) {
        ok = m.kind == WIRE_PAGE ? read_page(&p, &m) : m.kind == WIRE_OPEN && m.fd >= 0 && read_file(&p, &m);
        arena_reset(p.arena);
    }
}
