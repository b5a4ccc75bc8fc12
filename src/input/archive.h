/* input/archive.h: zip and tar files, by libarchive: their members as streams. Nothing is ever written to a disk. */
#pragma once
#include "dateline.h"

struct stream;
struct stream_limits;
struct archive_reading;

bool archive_knows(const char *head, size_t n);                        /* of zip and tar */
/* `in` stays the caller's. A zip's directory is at its end, so a zip that is no file is read into memory. NULL sets *err. */
struct archive_reading *archive_begin(struct stream *in, struct stream_limits *, struct dl_err *);
void archive_end(struct archive_reading *);                            /* NULL is fine */
/* 1: the next regular file, its name valid until the next call, and its bytes to be read from *member (the caller closes it before
 * the next call). 0: the end. -1: *err; reading may go on. Hidden files are passed over. */
int archive_next(struct archive_reading *, const char **name, struct stream **member, struct dl_err *);
