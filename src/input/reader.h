/* input/reader.h: bytes -> documents, one at a time; media type by content, archives are opened on the way. */
#pragma once
#include "dateline.h"

struct stream;
struct reader;

/* For somebody who wants to know what it is at, should it not come back. */
struct reader_watch {
    void (*member)(void *with, uint64_t number, const char *name, uint64_t line);      /* one begins, counted from 1; 0: the last one ended */
    void *with;
    const uint64_t *left_out;      /* members not to be opened */
    size_t n_left_out;
    bool line_by_line;             /* of what comes in lines each is a member, not as many as fit */
};

/* The stream is the reader's, and closed if it cannot be opened. watch may be NULL. */
struct reader *reader_open(struct stream *, const char *name, const struct dl_options *, const struct reader_watch *, struct dl_err *);
int  reader_next(struct reader *, struct dl_document *, struct dl_err *);      /* as dl_reader_next */
void reader_close(struct reader *);                                            /* NULL is fine */
/* Whether what begins so is packed, an archive or markup: then zlib, libarchive and libxml2 read it. */
bool reader_needs_parser(const char *at, size_t n, const char *name);

/* The public functions dl_reader_* are in files.c. As dl_reader_open for bytes at hand, which outlive the reader. */
struct dl_reader *input_read_bytes(const char *bytes, size_t n, const char *name, const struct dl_options *, struct dl_err *);
