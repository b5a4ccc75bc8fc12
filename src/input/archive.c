/* input/archive.c: libarchive does the formats; here are limits and names. */
#include "input/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "input/stream.h"
#include "base/banned.h"

enum { PIECE = 64 << 10 };

struct archive_reading {
    struct archive *a;
    struct stream *in;
    struct stream_limits *limits;
    size_t lent;                   /* bytes of the stream that libarchive is looking at */
    uint64_t members, out, size;   /* size: of a packed archive in memory, to hold against what comes out; 0 if unknown */
    bool over;
};

struct member { struct stream s; struct archive_reading *of; };

static bool is_zip(const char *head, size_t n) { return n >= 4 && (memcmp(head, "PK\3\4", 4) == 0 || memcmp(head, "PK\5\6", 4) == 0); }
static bool is_tar(const char *head, size_t n) { return n >= 512 && memcmp(head + 257, "ustar", 5) == 0; }

bool archive_knows(const char *head, size_t n) { return is_zip(head, n) || is_tar(head, n); }

static la_ssize_t read_on(struct archive *a, void *with, const void **at)
{
    struct archive_reading *r = with;
    stream_take(r->in, r->lent);
    r->lent = stream_peek(r->in, 1);
    *at = r->in->at;
    if (r->in->failed) {
        archive_set_error(a, EIO, "%s", r->in->err.text);
        return -1;
    }
    r->lent = r->lent < PIECE ? r->lent : PIECE;
    return (la_ssize_t)r->lent;
}

static bool fail(struct archive_reading *r, struct dl_err *err)
{
    const char *why = archive_error_string(r->a);
    return err_set(err, DL_EFORMAT, r->in->name, "the archive cannot be read on after %llu members: %s", (unsigned long long)r->members, why ? why : "it is damaged");
}

struct archive_reading *archive_begin(struct stream *in, struct stream_limits *limits, struct dl_err *err)
{
    struct archive_reading *r = base_alloc(1, sizeof *r);
    *r = (struct archive_reading){.a = archive_read_new(), .in = in, .limits = limits};
    int rc;
    if (is_zip(in->at, in->n)) {
        const char *at;
        size_t n;
        archive_read_support_format_zip_seekable(r->a);
        if (in->buffer && !stream_rest(in, limits->max_member, &at, &n, err)) {
            archive_end(r);
            return NULL;
        }
        r->size = in->n;
        rc = archive_read_open_memory(r->a, in->at, in->n);
    } else {
        archive_read_support_format_tar(r->a);
        rc = archive_read_open(r->a, r, NULL, read_on, NULL);
    }
    if (rc == ARCHIVE_OK)
        return r;
    fail(r, err);
    archive_end(r);
    return NULL;
}

void archive_end(struct archive_reading *r)
{
    if (!r)
        return;
    archive_read_free(r->a);
    free(r);
}

static size_t member_more(struct stream *s, char *to, size_t room)
{
    struct archive_reading *r = ((struct member *)s)->of;
    la_ssize_t got = archive_read_data(r->a, to, room < PIECE ? room : PIECE);
    if (got < 0) {
        const char *why = archive_error_string(r->a);
        s->failed = !err_set(&s->err, DL_EFORMAT, s->name, "the member is damaged or cut short: %.90s", why ? why : "");
        return 0;
    }
    r->out += (uint64_t)got;
    if (got && r->size && !stream_allows(r->limits, (uint64_t)got, r->out, r->size, s->name, &s->err)) {
        s->failed = r->over = true;
        return 0;
    }
    return (size_t)got;
}

static bool hidden(const char *name)
{
    const char *base = strrchr(name, '/');
    base = base ? base + 1 : name;
    return *base == '.' || !*base || strncmp(name, "__MACOSX/", 9) == 0;
}

int archive_next(struct archive_reading *r, const char **name, struct stream **member, struct dl_err *err)
{
    struct archive_entry *e;
    while (!r->over) {
        int rc = archive_read_next_header(r->a, &e);
        if (rc == ARCHIVE_EOF)
            return 0;
        r->over = rc == ARCHIVE_FATAL;
        if (rc < ARCHIVE_WARN)
            return fail(r, err) - 1;
        if (++r->members > r->limits->max_members) {
            r->over = true;
            return err_set(err, DL_ELIMIT, r->in->name, "has more than %llu members (--max-members)", (unsigned long long)r->limits->max_members) - 1;
        }
        *name = archive_entry_pathname_utf8(e);
        *name = *name ? *name : archive_entry_pathname(e);
        *name = *name ? *name : "?";
        if (archive_entry_filetype(e) != AE_IFREG || archive_entry_hardlink(e) || hidden(*name))
            continue;
        struct member *m = base_alloc(1, sizeof *m);
        *m = (struct member){.s = {.more = member_more, .name = *name}, .of = r};
        *member = &m->s;
        return 1;
    }
    return 0;
}
