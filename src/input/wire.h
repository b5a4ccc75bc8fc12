/* input/wire.h: messages between processes: a kind, then fields. What comes from a sandbox is foreign, and read as such. */
#pragma once
#include "base/buf.h"

enum wire_kind {
    WIRE_PAGE = 1,                 /* read this web page */
    WIRE_OPEN,                     /* read the file that comes with this */
    WIRE_TEXT,                     /* what is in the page */
    WIRE_DOCUMENT, WIRE_MEMBER, WIRE_END,
    WIRE_FAILED,                   /* a struct dl_err */
    N_WIRE_KINDS
};
enum { WIRE_MAX = 1 << 30, WIRE_NO_FD = -1 };

struct wire {
    int fd;                        /* of a stream socket */
    struct buf out, in;
    size_t at;                     /* of what was read, and is not yet taken */
    uint64_t patience_ms, until;   /* how long a message may take to come, 0: for ever; the clock at which the present one is late */
    bool late;                     /* one was */
    bool takes_files;              /* of those that come along; else the kernel drops them */
};

/* ---- writing: begin, fields, send ---- */
void wire_begin(struct wire *, enum wire_kind);
void wire_number(struct wire *, uint64_t);
void wire_bytes(struct wire *, const char *, size_t n);
void wire_text(struct wire *, const char *);                   /* NULL is kept as such */
/* One call: the first bytes of n, with a file (or WIRE_NO_FD). As sendmsg returns. */
ssize_t wire_send_once(int to, const void *at, size_t n, int fd);
bool wire_send(struct wire *, int fd);                         /* with a file for the other side, or WIRE_NO_FD; false: nobody is there */

/* ---- reading ---- */
struct wire_message { enum wire_kind kind; const char *at, *end; bool bad; int fd; };
/* The next message, valid until the next call; false if the other side is gone, late, or sends what is none. A file that came along is the caller's. */
bool wire_next(struct wire *, struct wire_message *);
/* The next field; of a message that has no such one it is 0 or NULL, and m->bad. Bytes have a NUL behind them. */
uint64_t    wire_take_number(struct wire_message *);
const char *wire_take_bytes(struct wire_message *, size_t *n);
const char *wire_take_text(struct wire_message *);             /* NULL if it was; without a NUL in it */
/* No more fields, and each was what it should be. */
bool wire_ended(const struct wire_message *);

/* The documents and errors of dateline.h. */
void wire_put_document(struct wire *, const struct dl_document *);
void wire_take_document(struct wire_message *, struct dl_document *);
void wire_put_error(struct wire *, const struct dl_err *);
void wire_take_error(struct wire_message *, struct dl_err *);

void wire_close(struct wire *);                                /* and its fd */
