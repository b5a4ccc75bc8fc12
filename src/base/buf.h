/* base/buf.h: bytes that grow, and JSON written into them with a fixed key order. */
#pragma once
#include "dateline.h"

struct buf { char *at; size_t n, cap; };       /* at is malloc'ed, NUL-terminated once something was put */

void buf_put(struct buf *b, const char *s, size_t n);
void buf_str(struct buf *b, const char *s);
void buf_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_reset(struct buf *b);                 /* keeps the memory */
void buf_free(struct buf *b);

/* JSON. The writer places commas itself: json_open(b,'{'), json_key(b,"id"), json_string(b,"a1"), json_close(b,'}'). */
void json_open(struct buf *b, char bracket);
void json_close(struct buf *b, char bracket);
void json_key(struct buf *b, const char *key);
void json_string(struct buf *b, const char *s);                /* NULL writes null */
void json_bytes(struct buf *b, const char *s, size_t n);       /* invalid UTF-8 becomes U+FFFD */
void json_int(struct buf *b, int64_t v);
void json_real(struct buf *b, double v, int decimals);         /* no locale, no trailing zeros, never NaN */
void json_bool(struct buf *b, bool v);
void json_null(struct buf *b);
void json_span(struct buf *b, struct dl_span s);               /* [start,end]; null if empty */
