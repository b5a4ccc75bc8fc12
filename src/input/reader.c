/* input/reader.c: bytes as a source of documents; archives are opened on the way.
 *
 * What lies in what is a stack of levels: an archive, a web archive in it, ... . The members of the topmost are handed to
 * input/format.h one after the other. Of what streams, only one member is in memory. */
#include "input/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "input/archive.h"
#include "input/format.h"
#include "input/stream.h"
#include "input/warc.h"
#include "base/banned.h"

enum { MAX_LEVELS = 16, MAX_GZIPS = 4, LINES_PIECE = 1 << 20, DEFAULT_MAX_LINE = 16 << 20 };

/* An archive, or lines that are too many to be held at once. */
struct level {
    struct stream *in;
    char *name;
    struct archive_reading *archive;
    struct warc *warc;
    uint64_t lines;                /* handed out so far */
};

struct reader {
    size_t max_line, max_article;
    struct stream_limits limits;
    struct level level[MAX_LEVELS];
    uint32_t n_levels, n_archives;
    struct input_reading *reading; /* of a member; what follows is its own */
    struct stream *stream;         /* NULL if the level's */
    char *name;
    size_t lent;                   /* bytes of the level's stream that are being read */
    char *fetched;
    struct reader_watch watch;
    uint64_t members;              /* entered so far */
    bool inside;                   /* of the last one */
};

static uint64_t or_else(uint64_t given, uint64_t usual) { return given ? given : usual; }

static void take_options(struct reader *r, const struct dl_options *o)
{
    static const struct dl_options none;
    o = o ? o : &none;
    r->max_line = or_else(o->max_line, DEFAULT_MAX_LINE);
    r->max_article = o->max_article;
    r->limits = (struct stream_limits){.max_member = or_else(o->max_member, (uint64_t)64 << 20), .max_ratio = or_else(o->max_ratio, 200),
        .max_unpacked = or_else(o->max_unpacked, (uint64_t)1 << 40), .max_members = or_else(o->max_members, 1000000),
        .max_depth = (uint32_t)(o->max_depth ? o->max_depth < 9 ? o->max_depth : 9 : 2)};
}

static bool is_gzip(const char *at, size_t n) { return n >= 3 && memcmp(at, "\x1f\x8b\x08", 3) == 0; }

static bool is_lines(const struct stream *s)
{
    size_t i = s->n >= 3 && memcmp(s->at, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (i < s->n && strchr(" \t\r\n", s->at[i]) && s->at[i])
        i++;
    return i < s->n && s->at[i] == '{';
}

static struct input_source source(const struct reader *r, const char *bytes, size_t n, const char *name)
{
    return (struct input_source){.bytes = bytes, .n = n, .name = name, .max_line = r->max_line, .max_article = r->max_article};
}

/* A member begins: false if it is to be left out. */
static bool enter(struct reader *r, const char *name, uint64_t line)
{
    const struct reader_watch *w = &r->watch;
    r->members++;
    for (size_t i = 0; i < w->n_left_out; i++)
        if (w->left_out[i] == r->members)
            return false;
    if (w->member)
        w->member(w->with, r->members, name, line);
    return r->inside = true;
}

static void leave(struct reader *r)
{
    if (r->inside && r->watch.member)
        r->watch.member(r->watch.with, 0, NULL, 0);
    r->inside = false;
}

static void pop(struct reader *r)
{
    struct level *l = &r->level[--r->n_levels];
    r->n_archives -= l->archive || l->warc;
    archive_end(l->archive);
    warc_close(l->warc);
    stream_close(l->in);
    free(l->name);
}

/* Opens an archive inside those that are open. */
static bool push_archive(struct reader *r, struct level *l, struct dl_err *err)
{
    if (r->n_archives > r->limits.max_depth || r->n_levels == MAX_LEVELS)
        return err_set(err, DL_ELIMIT, l->name, "is an archive deeper than %u others (--max-depth)", r->limits.max_depth);
    if (warc_knows(l->in->at, l->in->n))
        l->warc = warc_open(l->in, &r->limits);
    else if (!(l->archive = archive_begin(l->in, &r->limits, err)))
        return false;
    r->level[r->n_levels++] = *l;
    r->n_archives++;
    return true;
}

/* Begins to read a stream whatever it holds; stream and name are the reader's from here on. */
static bool begin(struct reader *r, struct stream *s, char *name, struct dl_err *err)
{
    int gzips = 0;
    while (stream_peek(s, INPUT_HEAD) && is_gzip(s->at, s->n) && gzips++ < MAX_GZIPS)
        s = stream_gunzip(s, &r->limits);
    struct level l = {.in = s, .name = name};
    bool ok = gzips <= MAX_GZIPS || err_set(err, DL_ELIMIT, name, "is packed with gzip more than %d times", MAX_GZIPS);
    if (ok && (warc_knows(s->at, s->n) || archive_knows(s->at, s->n))) {
        ok = push_archive(r, &l, err);
        if (ok)
            return true;
    } else if (ok && s->buffer && is_lines(s) && r->n_levels < MAX_LEVELS) {
        r->level[r->n_levels++] = l;
        return true;
    } else if (ok) {
        const char *at;
        size_t n;
        struct input_source src;
        ok = (s->buffer || s->more ? stream_rest(s, r->limits.max_member, &at, &n, err) : (at = s->at, n = s->n, true))
            && (src = source(r, at, n, name), r->reading = input_open(&src, err));
        if (ok) {
            r->stream = s;
            r->name = name;
            return true;
        }
    }
    stream_close(s);
    free(name);
    return false;
}

static void end_reading(struct reader *r)
{
    input_close(r->reading);
    r->reading = NULL;
    if (r->lent)
        stream_take(r->level[r->n_levels - 1].in, r->lent);
    r->lent = 0;
    stream_close(r->stream);
    r->stream = NULL;
    free(r->name);
    r->name = NULL;
    free(r->fetched);
    r->fetched = NULL;
}

/* ---- members: 1 a reading or a level was begun, 0 the level is at its end, -1 *err ---- */

static int next_in_archive(struct reader *r, struct level *l, struct dl_err *err)
{
    const char *inner;
    struct stream *member;
    int got = archive_next(l->archive, &inner, &member, err);
    if (got <= 0)
        return got;
    struct buf name = {0};
    buf_printf(&name, "%s!%s", l->name, inner);
    member->name = name.at;
    if (!enter(r, name.at, 0)) {
        stream_close(member);
        buf_free(&name);
        return 1;
    }
    return begin(r, member, name.at, err) ? 1 : -1;
}

static int next_in_warc(struct reader *r, struct level *l, struct dl_err *err)
{
    struct warc_record rec;
    int got = warc_next(l->warc, &rec, err);
    if (got <= 0)
        return got;
    if (!enter(r, l->name, rec.number))
        return 1;
    struct input_source s = source(r, rec.bytes, rec.n, l->name);
    s.url = rec.url;
    s.charset = rec.charset;
    s.media_type = rec.media_type;
    s.line = rec.number;
    r->fetched = rec.fetched ? strdup(rec.fetched) : NULL;
    return (r->reading = input_open(&s, err)) ? 1 : -1;
}

/* The length of the lines that are at hand, whole ones; 0 if there is no whole line within the limit. */
static size_t whole_lines(const struct reader *r, struct stream *in)
{
    for (size_t want = r->watch.line_by_line ? INPUT_HEAD : LINES_PIECE;; want *= 2) {
        size_t n = stream_peek(in, want);
        if (in->over && !in->failed && !r->watch.line_by_line)
            return n;
        const char *nl = !n ? NULL : r->watch.line_by_line ? memchr(in->at, '\n', n) : memrchr(in->at, '\n', n);
        if (nl || in->over || in->failed || n > r->max_line)
            return nl ? (size_t)(nl - in->at) + 1 : in->failed || !in->over ? 0 : n;
    }
}

static int next_lines(struct reader *r, struct level *l, struct dl_err *err)
{
    size_t n = whole_lines(r, l->in);
    struct input_source s = source(r, l->in->at, n, l->name);
    if (!n && l->in->failed) {
        *err = l->in->err;
        stream_resume(l->in);
        return -1;
    }
    if (!n && !l->in->n)
        return 0;
    if (!n) {                          /* a line too long: on to its end */
        const char *nl;
        while (!(nl = l->in->n ? memchr(l->in->at, '\n', l->in->n) : NULL) && l->in->n)
            stream_take(l->in, l->in->n), stream_peek(l->in, LINES_PIECE);
        stream_take(l->in, nl ? (size_t)(nl - l->in->at) + 1 : 0);
        return err_at(err, DL_ELIMIT, l->name, ++l->lines, "the line is longer than %zu bytes (--max-line)", r->max_line) - 1;
    }
    s.lines_before = l->lines;
    for (const char *at = s.bytes; (at = memchr(at, '\n', (size_t)(s.bytes + n - at))); at++)
        l->lines++;
    r->lent = n;
    if (!enter(r, l->name, s.lines_before + 1))
        return 1;
    return (r->reading = input_open(&s, err)) ? 1 : (stream_take(l->in, n), r->lent = 0, -1);
}

int reader_next(struct reader *r, struct dl_document *doc, struct dl_err *err)
{
    for (;;) {
        int got = r->reading ? input_next(r->reading, doc, err) : 0;
        if (got) {
            doc->fetched = r->fetched;
            return got;
        }
        end_reading(r);
        leave(r);
        if (!r->n_levels)
            return 0;
        struct level *l = &r->level[r->n_levels - 1];
        got = l->archive ? next_in_archive(r, l, err) : l->warc ? next_in_warc(r, l, err) : next_lines(r, l, err);
        if (got < 0)
            return -1;
        if (!got)
            pop(r);
    }
}

/* ---- opening ---- */

struct reader *reader_open(struct stream *s, const char *name, const struct dl_options *o, const struct reader_watch *watch, struct dl_err *err)
{
    struct reader *r = base_alloc(1, sizeof *r);
    char *copy = strdup(name);
    if (!copy)
        abort();
    take_options(r, o);
    if (watch)
        r->watch = *watch;
    s->name = copy;
    if (!enter(r, name, 0)) {
        stream_close(s);
        free(copy);
        return r;
    }
    if (begin(r, s, copy, err))
        return r;
    free(r);
    return NULL;
}

void reader_close(struct reader *r)
{
    if (!r)
        return;
    end_reading(r);
    while (r->n_levels)
        pop(r);
    free(r);
}

bool reader_needs_parser(const char *at, size_t n, const char *name)
{
    const struct input_source s = {.bytes = at, .n = n, .name = name};
    return is_gzip(at, n) || warc_knows(at, n) || archive_knows(at, n) || input_format_of(&s)->markup;
}
