/* input/stream.h: bytes on their way in: memory, a file, what gzip packed, a member of an archive. Memory is what is peeked at. */
#pragma once
#include "dateline.h"

/* What may be unpacked from one file that was named; shared by all its streams. Never 0. */
struct stream_limits {
    uint64_t max_member;           /* bytes of one member or record that is read whole */
    uint64_t max_ratio;            /* bytes out for a byte in, looked at from the first 16 MB out on */
    uint64_t max_unpacked;         /* bytes of all together */
    uint64_t max_members;          /* of one archive */
    uint32_t max_depth;            /* archives inside archives */
    uint64_t unpacked;             /* so far */
};

struct stream {
    size_t (*more)(struct stream *, char *to, size_t room);    /* bytes put there; 0: the end, or *err set */
    void (*close)(struct stream *);                            /* NULL: nothing to close */
    const char *name;              /* for messages; outlives the stream */
    char *buffer;                  /* NULL for memory */
    const char *at;                /* [at, at + n) was read and not taken */
    size_t n, cap;
    uint64_t taken;
    bool over, failed, goes_on;    /* goes_on: failed, but more can be read behind the fault */
    uint64_t unsound;              /* if failed: so many bytes, the last ones, may be wrong */
    struct dl_err err;             /* if failed */
};

struct stream *stream_of_memory(const char *bytes, size_t n, const char *name);         /* bytes outlive it */
struct stream *stream_of_file(int fd, const char *name);                                /* closes fd with itself, but never standard input */
void stream_put_back(struct stream *, const char *bytes, size_t n);                     /* to a file's beginning what was read of it before */
/* After a failure: drops what is in the window, which was cut off there, and goes on behind the fault; false if nothing can be read there. */
bool stream_resume(struct stream *);
/* Unpacks gzip, one member after the other; of a broken one it fails, and goes on with the next. `below` is closed with it. */
struct stream *stream_gunzip(struct stream *below, struct stream_limits *);
void stream_close(struct stream *);                                                     /* NULL is fine */

/* Makes at least `want` bytes readable at s->at if so many are left; returns s->n. */
size_t stream_peek(struct stream *s, size_t want);
void   stream_take(struct stream *s, uint64_t n);              /* past n bytes, which need not have been peeked at; less if it ends */
/* All that is left, or false and *err if that is more than max bytes or reading failed. */
bool   stream_rest(struct stream *s, uint64_t max, const char **at, size_t *n, struct dl_err *err);

/* Unpacks gzip, zlib or bare deflate in memory; the result is malloc'ed. NULL sets *err. */
char *stream_inflate(const char *bytes, size_t n, const char *name, struct stream_limits *, size_t *n_out, struct dl_err *err);
/* Did so much come out of so little that this is a bomb? Counts `out` new bytes. */
bool stream_allows(struct stream_limits *, uint64_t new_out, uint64_t out, uint64_t in, const char *name, struct dl_err *err);
