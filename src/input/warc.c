/* input/warc.c: reads records, and the answers of servers in them.
 *
 * What a server said of its answer's length and packing is often not true of what was stored (CC-NEWS before May 2019 keeps
 * Content-Encoding and Content-Length of bodies that it has unpacked), so the body's own bytes decide. */
#include "input/warc.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"
#include "input/stream.h"
#include "base/banned.h"

enum { MAX_HEAD = 64 << 10 };

struct warc {
    struct stream *in;
    struct stream_limits *limits;
    struct arena *arena;           /* of the present record */
    uint64_t number, owed;         /* records begun; bytes of the present one still to be passed */
    char *unpacked;                /* of its body */
    bool over;
};

struct field { const char *at; size_t n; };

struct warc *warc_open(struct stream *in, struct stream_limits *limits)
{
    struct warc *w = base_alloc(1, sizeof *w);
    *w = (struct warc){.in = in, .limits = limits, .arena = arena_new()};
    return w;
}

void warc_close(struct warc *w)
{
    if (!w)
        return;
    free(w->unpacked);
    arena_free(w->arena);
    free(w);
}

bool warc_knows(const char *head, size_t n) { return n > 8 && memcmp(head, "WARC/", 5) == 0 && head[5] >= '0' && head[5] <= '9'; }

/* Bytes up to and with the empty line that ends a head; 0 if it does not end. */
static size_t head_length(const char *at, size_t n)
{
    for (const char *nl = at; (nl = memchr(nl, '\n', n - (size_t)(nl - at)));) {
        nl++;
        size_t left = n - (size_t)(nl - at);
        if (left && *nl == '\n')
            return (size_t)(nl - at) + 1;
        if (left > 1 && nl[0] == '\r' && nl[1] == '\n')
            return (size_t)(nl - at) + 2;
    }
    return 0;
}

/* The value of a field of a head, blanks at its ends cut off; of several the first. n = 0 if there is none. */
static struct field field(const char *head, size_t n, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = head, *end = head + n; at < end;) {
        const char *nl = memchr(at, '\n', (size_t)(end - at)), *stop = nl ? nl : end;
        if ((size_t)(stop - at) > length && at[length] == ':' && strncasecmp(at, name, length) == 0) {
            at += length + 1;
            while (at < stop && (*at == ' ' || *at == '\t'))
                at++;
            while (stop > at && (stop[-1] == ' ' || stop[-1] == '\r' || stop[-1] == '\t'))
                stop--;
            return (struct field){at, (size_t)(stop - at)};
        }
        at = stop + 1;
    }
    return (struct field){0};
}

static bool is(struct field f, const char *text) { return f.n == strlen(text) && strncasecmp(f.at, text, f.n) == 0; }
static bool begins(struct field f, const char *text) { return f.n >= strlen(text) && strncasecmp(f.at, text, strlen(text)) == 0; }
static const char *kept(struct warc *w, struct field f) { return f.n ? arena_text(w->arena, f.at, f.n) : NULL; }

static bool number_of(struct field f, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < f.n; i++) {
        if (f.at[i] < '0' || f.at[i] > '9' || *out > UINT64_MAX / 20)
            return false;
        *out = *out * 10 + (uint64_t)(f.at[i] - '0');
    }
    return f.n > 0;
}

/* ---- the answer of a server ---- */

/* "text/html; charset=utf-8": its parts; false if no article is of this type. */
static bool media_type(struct warc *w, struct field f, struct warc_record *out)
{
    static const char *const good[] = {"text/html", "application/xhtml+xml", "text/plain", "application/rss+xml", "application/atom+xml", "application/xml", "text/xml"};
    size_t n = 0;
    while (n < f.n && f.at[n] != ';' && f.at[n] != ' ')
        n++;
    bool fits = !n;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        fits |= is((struct field){f.at, n}, good[i]);
    out->media_type = kept(w, (struct field){f.at, n});
    const char *set = f.n > n ? memmem(f.at + n, f.n - n, "charset=", 8) : NULL;
    if (set) {
        const char *at = set + 8 + (set + 8 < f.at + f.n && set[8] == '"');
        size_t k = 0;
        while (at + k < f.at + f.n && at[k] != '"' && at[k] != ';' && at[k] != ' ')
            k++;
        out->charset = kept(w, (struct field){at, k});
    }
    return fits;
}

/* Takes the sizes out of a body sent in chunks, in place; false, and nothing is changed, if it was not. */
static bool join_chunks(struct warc *w, struct warc_record *r)
{
    char *to = arena_take(w->arena, r->n + 1, 1);
    size_t out = 0, at = 0;
    while (at < r->n) {
        size_t size = 0, digits = 0;
        for (; at < r->n && digits < 8 && strchr("0123456789abcdefABCDEF", r->bytes[at]) && r->bytes[at]; at++, digits++)
            size = size * 16 + (size_t)(r->bytes[at] <= '9' ? r->bytes[at] - '0' : (r->bytes[at] | 32) - 'a' + 10);
        const char *nl = digits ? memchr(r->bytes + at, '\n', r->n - at) : NULL;
        if (!nl)
            return false;
        at = (size_t)(nl - r->bytes) + 1;
        if (!size)
            break;
        size_t here = size < r->n - at ? size : r->n - at;     /* a body cut off is read so far */
        memcpy(to + out, r->bytes + at, here);
        out += here;
        at += here;
        at += at < r->n && r->bytes[at] == '\r';
        at += at < r->n && r->bytes[at] == '\n';
    }
    r->bytes = to;
    r->n = out;
    return true;
}

static bool looks_packed(const struct warc_record *r)
{
    size_t n = r->n < 256 ? r->n : 256;
    return memchr(r->bytes, 0, n) || (!utf8_valid(r->bytes, n, NULL) && r->bytes[0] != '<');
}

/* Unpacks the body if its bytes say that it is packed, whatever the head says. */
static bool unpack(struct warc *w, struct field encoding, struct warc_record *r, const char *place, struct dl_err *err)
{
    bool gzip = r->n > 2 && memcmp(r->bytes, "\x1f\x8b\x08", 3) == 0, deflate = is(encoding, "deflate") && r->n && looks_packed(r);
    if (!gzip && !deflate) {
        if (encoding.n && r->n && !is(encoding, "identity") && !is(encoding, "gzip") && looks_packed(r))
            return err_set(err, DL_EFORMAT, place, "is packed with \"%.*s\", which this program cannot unpack", encoding.n < 20 ? (int)encoding.n : 20, encoding.at);
        return true;
    }
    r->bytes = w->unpacked = stream_inflate(r->bytes, r->n, place, w->limits, &r->n, err);
    return w->unpacked != NULL;
}

/* An HTTP answer: 1 if its body may be an article. */
static int read_answer(struct warc *w, struct warc_record *r, const char *place, struct dl_err *err)
{
    size_t head = head_length(r->bytes, r->n < MAX_HEAD ? r->n : MAX_HEAD);
    if (!head || strncasecmp(r->bytes, "HTTP/", 5) != 0)
        return err_set(err, DL_EFORMAT, place, "is an answer without a head of HTTP") - 1;
    const char *status = memchr(r->bytes, ' ', head), *lines = r->bytes;
    if (!status || strncmp(status + strspn(status, " "), "200", 3) != 0)
        return 0;
    struct field encoding = field(lines, head, "Content-Encoding");
    bool fits = media_type(w, field(lines, head, "Content-Type"), r), chunked = begins(field(lines, head, "Transfer-Encoding"), "chunked");
    r->bytes += head;
    r->n -= head;
    if (!fits)
        return 0;
    if (chunked)
        join_chunks(w, r);
    return unpack(w, encoding, r, place, err) ? 1 : -1;
}

/* ---- records ---- */

static int complain(struct warc *w, struct dl_err *err, enum dl_code code, const char *what)
{
    return err_at(err, code, w->in->name, w->number, "%s (at byte %llu)", what, (unsigned long long)w->in->taken) - 1;
}

/* What the stream says of its fault; on behind it, if that can be. */
static int broken(struct warc *w, struct dl_err *err)
{
    *err = w->in->err;
    w->owed = 0;
    w->over = !stream_resume(w->in);
    return -1;
}

/* To the first byte of the next record; false at the end. Sets *lost if anything but empty lines was passed over. */
static bool find_record(struct warc *w, bool *lost)
{
    stream_take(w->in, w->owed);
    w->owed = 0;
    *lost = false;
    for (;;) {
        size_t n = stream_peek(w->in, 16);
        if (!n)
            return false;
        if (warc_knows(w->in->at, n))
            return true;
        if (*w->in->at != '\r' && *w->in->at != '\n')
            *lost = true;
        const char *nl = memchr(w->in->at + 1, '\n', n - 1);
        stream_take(w->in, *w->in->at == '\r' || *w->in->at == '\n' ? 1 : nl ? (size_t)(nl - w->in->at) : n);
    }
}

static int read_block(struct warc *w, const char *head, size_t n_head, uint64_t size, struct warc_record *r, struct dl_err *err)
{
    struct field type = field(head, n_head, "WARC-Type"), content = field(head, n_head, "Content-Type");
    bool answer = is(type, "response"), plain = is(type, "resource") || is(type, "conversion");
    r->number = w->number;
    struct field url = field(head, n_head, "WARC-Target-URI");
    if (url.n > 1 && *url.at == '<' && url.at[url.n - 1] == '>')
        url = (struct field){url.at + 1, url.n - 2};
    r->url = kept(w, url);
    r->fetched = kept(w, field(head, n_head, "WARC-Date"));
    if (r->url && strlen(r->url) > 11 && strcmp(r->url + strlen(r->url) - 11, "/robots.txt") == 0)
        answer = plain = false;
    bool wanted = (answer && (!content.n || begins(content, "application/http"))) || (plain && media_type(w, content, r));
    stream_take(w->in, n_head);
    w->owed = size;
    if (!wanted)
        return 0;
    if (size > w->limits->max_member)
        return complain(w, err, DL_ELIMIT, "the record is larger than --max-member");
    size_t n = stream_peek(w->in, size + sizeof "\r\n\r\n");       /* beyond its end, where gzip says whether all of it was right */
    if (w->in->failed && n < size + w->in->unsound)
        return broken(w, err);
    if (n < size) {
        w->over = true;
        return complain(w, err, DL_EFORMAT, "the file ends inside the record");
    }
    r->bytes = w->in->at;
    r->n = size;
    return !answer || !size ? size > 0 : read_answer(w, r, arena_printf(w->arena, "%s:%llu", w->in->name, (unsigned long long)w->number), err);
}

/* As warc_next, but 0 also for a record that is passed over; *end tells. */
static int one_record(struct warc *w, struct warc_record *r, bool *end, struct dl_err *err)
{
    bool lost;
    uint64_t size;
    *r = (struct warc_record){0};
    free(w->unpacked);
    w->unpacked = NULL;
    arena_reset(w->arena);
    *end = !find_record(w, &lost);
    if (*end && w->in->failed)
        return broken(w, err);
    if (lost)
        return complain(w, err, DL_EFORMAT, "the record does not end where it says; what follows was passed over up to the next");
    if (*end)
        return 0;
    w->number++;
    size_t n = stream_peek(w->in, MAX_HEAD), head = head_length(w->in->at, n < MAX_HEAD ? n : MAX_HEAD);
    char *copy = arena_text(w->arena, w->in->at, head);
    if (!head || !number_of(field(copy, head, "Content-Length"), &size)) {
        if (w->in->failed)
            return broken(w, err);
        stream_take(w->in, 5);
        return n < MAX_HEAD && !head ? (w->over = true, complain(w, err, DL_EFORMAT, "the file ends in the head of a record"))
                                     : complain(w, err, DL_EFORMAT, "the record's head has no end or no length");
    }
    if (w->number > w->limits->max_members)
        return w->over = true, complain(w, err, DL_ELIMIT, "there are more records than --max-members");
    return read_block(w, copy, head, size, r, err);
}

int warc_next(struct warc *w, struct warc_record *out, struct dl_err *err)
{
    bool end = w->over;
    int rc = 0;
    while (!end && !w->over && !(rc = one_record(w, out, &end, err)))
        continue;
    return rc;
}
