/* input/stream.c: a window over bytes that come in pieces. */
#include "input/stream.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/banned.h"

enum { PIECE = 256 << 10, FREE_RATIO = 16 << 20, LOOK_BACK = 64 << 10, GZIP_HEAD = 10 };

void stream_close(struct stream *s)
{
    if (!s)
        return;
    if (s->close)
        s->close(s);
    free(s->buffer);
    free(s);
}

/* Room for `want` bytes in the window; what is in it moves to its front. */
static void make_room(struct stream *s, size_t want)
{
    if (s->buffer && s->at != s->buffer)
        memmove(s->buffer, s->at, s->n);
    if (want > s->cap)
        s->buffer = base_realloc(s->buffer, s->cap = want > PIECE ? want : PIECE, 1);
    s->at = s->buffer;
}

size_t stream_peek(struct stream *s, size_t want)
{
    if (s->n < want && !s->over && !s->failed)
        make_room(s, want);
    while (s->n < want && !s->over && !s->failed) {
        size_t got = s->more(s, s->buffer + s->n, s->cap - s->n);
        s->n += got;
        s->over = !got;
    }
    return s->n;
}

bool stream_resume(struct stream *s)
{
    stream_take(s, s->n);
    s->failed = false;
    s->unsound = 0;
    s->over = !s->goes_on;
    s->goes_on = false;
    return !s->over;
}

void stream_take(struct stream *s, uint64_t n)
{
    while (n) {
        size_t here = s->n ? s->n : stream_peek(s, 1);
        if (!here)
            return;
        here = here < n ? here : (size_t)n;
        s->at += here;
        s->n -= here;
        s->taken += here;
        n -= here;
    }
}

bool stream_rest(struct stream *s, uint64_t max, const char **at, size_t *n, struct dl_err *err)
{
    for (size_t want = PIECE; stream_peek(s, want) >= want; want = 2 * s->n)
        if (s->n > max)
            break;
    if (s->failed) {
        *err = s->err;
        return false;
    }
    if (s->n > max)
        return err_set(err, DL_ELIMIT, s->name, "holds more than %llu bytes in one piece (--max-member)", (unsigned long long)max);
    *at = s->n ? s->at : "";
    *n = s->n;
    return true;
}

/* ---- memory and files ---- */

struct stream *stream_of_memory(const char *bytes, size_t n, const char *name)
{
    struct stream *s = base_alloc(1, sizeof *s);
    *s = (struct stream){.at = bytes, .n = n, .name = name, .over = true};
    return s;
}

struct file { struct stream s; int fd; };

static size_t file_more(struct stream *s, char *to, size_t room)
{
    ssize_t got;
    do
        got = read(((struct file *)s)->fd, to, room);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        s->failed = !err_set(&s->err, DL_EIO, s->name, "cannot read: %s", strerror(errno));
    return got > 0 ? (size_t)got : 0;
}

static void file_close(struct stream *s)
{
    int fd = ((struct file *)s)->fd;
    if (fd != STDIN_FILENO)
        close(fd);
}

struct stream *stream_of_file(int fd, const char *name)
{
    struct file *f = base_alloc(1, sizeof *f);
    *f = (struct file){.s = {.more = file_more, .close = file_close, .name = name}, .fd = fd};
    return &f->s;
}

void stream_put_back(struct stream *s, const char *bytes, size_t n)
{
    make_room(s, s->n + n);
    memmove(s->buffer + n, s->at, s->n);
    if (n)
        memcpy(s->buffer, bytes, n);
    s->n += n;
}

/* ---- gzip ---- */

bool stream_allows(struct stream_limits *l, uint64_t new_out, uint64_t out, uint64_t in, const char *name, struct dl_err *err)
{
    l->unpacked += new_out;
    if (out > FREE_RATIO && out / (in + 1) > l->max_ratio)
        return err_set(err, DL_ELIMIT, name, "unpacks to more than %llu times its size (--max-ratio)", (unsigned long long)l->max_ratio);
    if (l->unpacked > l->max_unpacked)
        return err_set(err, DL_ELIMIT, name, "unpacks to more than %llu bytes (--max-unpacked)", (unsigned long long)l->max_unpacked);
    return true;
}

/* Of what was unpacked last, up to LOOK_BACK bytes stay in the window below: damage shows late, often behind the head of the next member. */
struct gunzip {
    struct stream s;
    struct stream *below;
    struct stream_limits *limits;
    z_stream z;
    uint64_t in, out, began;       /* bytes in and out so far; where the present member begins */
    size_t held;                   /* bytes of the window below that were unpacked */
    bool between;
};

static bool is_gzip(const char *at, size_t n) { return n >= 3 && memcmp(at, "\x1f\x8b\x08", 3) == 0; }

/* A head as programs write it: known flags, a level and a system that exist. Data looks so once in 2^37 bytes. */
static bool is_head(const char *at)
{
    unsigned char system = (unsigned char)at[9];
    return !(at[3] & 0xE0) && (at[8] == 0 || at[8] == 2 || at[8] == 4) && (system <= 13 || system == 255);
}

/* Moves the window below to the next head of a member at `from` or later; false, and to the end, if there is none. */
static bool find_member(struct stream *below, size_t from)
{
    for (size_t n; (n = stream_peek(below, from + GZIP_HEAD)) >= from + GZIP_HEAD;) {
        const char *hit = memmem(below->at + from, n - from - (GZIP_HEAD - 3), "\x1f\x8b\x08", 3);
        if (hit && is_head(hit)) {
            stream_take(below, (uint64_t)(hit - below->at));
            return true;
        }
        stream_take(below, hit ? (size_t)(hit - below->at) + 1 : n - (GZIP_HEAD - 1));
        from = 0;
    }
    stream_take(below, below->n);
    return false;
}

/* The rest of a member is left out; *goes_on, if there is another. */
static int gunzip_fail(struct gunzip *g, const char *what)
{
    struct stream *b = g->below;
    unsigned long long at = b->taken + g->held, next;
    g->s.goes_on = find_member(b, g->began < b->taken ? 0 : (size_t)(g->began - b->taken) + 1);
    next = b->taken;
    g->s.unsound = g->s.goes_on || next > at ? g->z.total_out : 0;      /* what a file holds up to where it ends is right */
    g->held = 0;
    g->between = g->s.failed = true;
    if (g->s.goes_on && next <= at)
        err_set(&g->s.err, DL_EFORMAT, g->s.name, "gzip is cut short at byte %llu, where the next member begins", next);
    else if (next > at)
        err_set(&g->s.err, DL_EFORMAT, g->s.name, "gzip is %s at byte %llu; %llu bytes are left out, up to the %s", what, at, next - at, g->s.goes_on ? "next member" : "end");
    else
        err_set(&g->s.err, DL_EFORMAT, g->s.name, "gzip is %s at byte %llu", what, at);
    return -1;
}

/* Behind a member: 1 if another begins, 0 at the end. Padding and signatures behind the last one are no data; bytes before another are said. */
static int next_member(struct gunzip *g)
{
    struct stream *b = g->below;
    size_t n = stream_peek(b, GZIP_HEAD);
    if (b->failed)
        return g->s.err = b->err, g->s.failed = true, -1;
    uint64_t at = b->taken;
    if (!is_gzip(b->at, n)) {
        if (!find_member(b, 0))
            return 0;
        err_set(&g->s.err, DL_EFORMAT, g->s.name, "between members of gzip %llu bytes are left out at byte %llu", (unsigned long long)(b->taken - at), (unsigned long long)at);
        g->s.failed = g->s.goes_on = true;
        return -1;
    }
    inflateReset(&g->z);
    g->between = false;
    g->began = at;
    return 1;
}

/* One call of inflate; 1 if it may be called again, 0 at the end of the file, -1 failed. */
static int gunzip_step(struct gunzip *g)
{
    struct stream *b = g->below;
    int begun = g->between ? next_member(g) : 1;
    if (begun <= 0)
        return begun;
    size_t n = stream_peek(b, g->held + 1) - g->held;
    if (!n)
        return b->failed ? (g->s.err = b->err, g->s.failed = true, -1) : gunzip_fail(g, "cut short");
    g->z.next_in = (unsigned char *)(uintptr_t)b->at + g->held;
    g->z.avail_in = n < PIECE ? (uInt)n : PIECE;
    uInt before = g->z.avail_in;
    int rc = inflate(&g->z, Z_NO_FLUSH);
    size_t keep = rc == Z_STREAM_END ? 0 : LOOK_BACK;
    g->held += before - g->z.avail_in;
    g->in += before - g->z.avail_in;
    if (g->held > keep) {
        stream_take(b, g->held - keep);
        g->held = keep;
    }
    g->between = rc == Z_STREAM_END;
    return rc == Z_OK || rc == Z_STREAM_END || rc == Z_BUF_ERROR ? 1 : gunzip_fail(g, "damaged");
}

static size_t gunzip_more(struct stream *s, char *to, size_t room)
{
    struct gunzip *g = (struct gunzip *)s;
    uInt most = room < PIECE ? (uInt)room : PIECE;
    g->z.next_out = (unsigned char *)to;
    g->z.avail_out = most;
    while (g->z.avail_out == most && gunzip_step(g) > 0)
        continue;
    size_t got = most - g->z.avail_out;
    g->out += got;
    if (got && !stream_allows(g->limits, got, g->out, g->in, s->name, &s->err)) {
        s->failed = true;
        s->goes_on = false;
        return 0;
    }
    return got;
}

static void gunzip_close(struct stream *s)
{
    struct gunzip *g = (struct gunzip *)s;
    inflateEnd(&g->z);
    stream_close(g->below);
}

struct stream *stream_gunzip(struct stream *below, struct stream_limits *limits)
{
    struct gunzip *g = base_alloc(1, sizeof *g);
    *g = (struct gunzip){.s = {.more = gunzip_more, .close = gunzip_close, .name = below->name}, .below = below, .limits = limits};
    if (inflateInit2(&g->z, 16 + MAX_WBITS) != Z_OK)
        abort();
    return &g->s;
}

/* ---- in memory ---- */

/* 16 + 15 for gzip, 15 for zlib, -15 for deflate without a head. */
static int window_bits(const char *bytes, size_t n)
{
    if (is_gzip(bytes, n))
        return 16 + MAX_WBITS;
    unsigned head = n >= 2 ? (unsigned)(unsigned char)bytes[0] << 8 | (unsigned char)bytes[1] : 1;
    return (head >> 8 & 15) == 8 && head % 31 == 0 ? MAX_WBITS : -MAX_WBITS;
}

char *stream_inflate(const char *bytes, size_t n, const char *name, struct stream_limits *l, size_t *n_out, struct dl_err *err)
{
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)bytes, .avail_in = (uInt)n};
    size_t cap = 4 * n + 1024, out = 0;
    char *to = base_alloc(cap, 1);
    int rc = n > UINT32_MAX || inflateInit2(&z, window_bits(bytes, n)) != Z_OK ? Z_DATA_ERROR : Z_OK;
    while (rc == Z_OK) {
        if (out == cap)
            to = base_realloc(to, cap *= 2, 1);
        z.next_out = (unsigned char *)to + out;
        z.avail_out = cap - out < PIECE ? (uInt)(cap - out) : PIECE;
        uInt room = z.avail_out;
        rc = inflate(&z, Z_NO_FLUSH);
        out += room - z.avail_out;
        if (out > l->max_member)
            rc = err_set(err, DL_ELIMIT, name, "holds more than %llu bytes in one piece (--max-member)", (unsigned long long)l->max_member) ? 0 : Z_MEM_ERROR;
        else if (!stream_allows(l, room - z.avail_out, out, n - z.avail_in, name, err))
            rc = Z_MEM_ERROR;
        else if (rc == Z_BUF_ERROR && !z.avail_out)
            rc = Z_OK;
    }
    inflateEnd(&z);
    *n_out = out;
    if (rc == Z_STREAM_END)
        return to;
    if (rc != Z_MEM_ERROR)
        err_set(err, DL_EFORMAT, name, "is packed, and damaged or cut short");
    free(to);
    return NULL;
}
