/* input/warc.h: web archives (ISO 28500): records of a crawl, with what servers answered. */
#pragma once
#include "dateline.h"

struct stream;
struct stream_limits;

/* The body of one record that may hold an article. Strings and bytes are valid until the next call. */
struct warc_record {
    const char *bytes;
    size_t n;
    const char *url, *fetched, *media_type, *charset;          /* NULL if not told; fetched as WARC-Date: "2018-03-01T12:00:00Z" */
    uint64_t number;               /* in the archive, from 1 */
};

struct warc;
struct warc *warc_open(struct stream *in, struct stream_limits *);     /* the stream stays the caller's */
void warc_close(struct warc *);                                        /* NULL is fine */
/* 1: *out is the next response, resource or conversion that may be an article (answers 200, text of some kind).
 * 0: the end. -1: *err names file and record; reading may go on. */
int warc_next(struct warc *, struct warc_record *out, struct dl_err *err);
bool warc_knows(const char *head, size_t n);
