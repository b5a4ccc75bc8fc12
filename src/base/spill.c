/* base/spill.c: the file lies in TMPDIR, else /var/tmp, else /tmp, is removed as soon as it is open, and is read with pread: pages of it
 * that the system keeps at hand are not counted to the program. */
#include "base/spill.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/banned.h"

struct spill {
    unsigned char *mem;
    size_t held, cap, n_mem;       /* bytes that may lie in memory; that have room; that do */
    uint64_t n;                    /* all */
    int fd, failed;                /* -1: none yet; errno of the first failure */
    char folder[100];
};

struct spill *spill_new(size_t held)
{
    struct spill *s = base_alloc(1, sizeof *s);
    *s = (struct spill){.held = held, .fd = -1};
    return s;
}

void spill_free(struct spill *s)
{
    if (!s)
        return;
    if (s->fd >= 0)
        close(s->fd);
    free(s->mem);
    free(s);
}

void spill_empty(struct spill *s)
{
    s->n = s->n_mem = 0;
    if (s->fd >= 0)
        close(s->fd);
    s->fd = -1;
}

static void open_file(struct spill *s)
{
    const char *at[] = {getenv("TMPDIR"), "/var/tmp", "/tmp"};
    for (size_t i = 0; i < sizeof at / sizeof *at && s->fd < 0; i++) {
        char name[140];
        if (!at[i] || !*at[i] || (size_t)snprintf(s->folder, sizeof s->folder, "%s", at[i]) >= sizeof s->folder)
            continue;
        snprintf(name, sizeof name, "%s/dateline-XXXXXX", s->folder);
        s->fd = mkstemp(name);
        if (s->fd >= 0)
            unlink(name);
    }
}

/* Reads n bytes at a place of the file into `to`, or writes them from `from`; s->failed if it could not. */
static void move(struct spill *s, uint64_t at, size_t n, char *to, const char *from)
{
    if (s->fd < 0 && !s->failed)
        open_file(s);
    for (size_t done = 0; done < n && !s->failed;) {
        off_t place = (off_t)(at - s->n_mem + done);
        ssize_t got = to ? pread(s->fd, to + done, n - done, place) : pwrite(s->fd, from + done, n - done, place);
        if (got > 0)
            done += (size_t)got;
        else if (got == 0 || errno != EINTR)
            s->failed = got == 0 ? EIO : errno;
    }
}

static bool make_room(struct spill *s, size_t n)
{
    if (s->n != s->n_mem || n > s->held || s->n_mem > s->held - n)
        return false;
    if (s->n_mem + n > s->cap) {
        size_t cap = s->cap ? 2 * s->cap : 65536;
        while (cap < s->n_mem + n)
            cap *= 2;
        s->mem = base_realloc(s->mem, s->cap = cap < s->held ? cap : s->held, 1);
    }
    return true;
}

uint64_t spill_add(struct spill *s, const void *bytes, size_t n)
{
    uint64_t at = s->n;
    if (make_room(s, n)) {
        if (n)
            memcpy(s->mem + at, bytes, n);
        s->n_mem += n;
    } else {
        move(s, at, n, NULL, bytes);
    }
    s->n += n;
    return at;
}

uint64_t spill_size(const struct spill *s) { return s->n; }

const void *spill_get(struct spill *s, uint64_t at, void *room, size_t n)
{
    if (at < s->n_mem)
        return s->mem + at;
    move(s, at, n < s->n - at ? n : (size_t)(s->n - at), room, NULL);
    if (s->failed)
        memset(room, 0, n);
    return room;
}

void spill_put(struct spill *s, uint64_t at, const void *bytes, size_t n)
{
    if (at < s->n_mem)
        memcpy(s->mem + at, bytes, n);
    else
        move(s, at, n, NULL, bytes);
}

bool spill_ok(const struct spill *s, struct dl_err *err)
{
    return !s->failed || err_set(err, DL_EIO, s->folder, "what does not fit into memory cannot be kept here: %s", strerror(s->failed));
}
