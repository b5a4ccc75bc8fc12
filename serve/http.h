/* serve/http.h: responses with the headers that every one of them has, and errors as JSON. */
#pragma once
#include <stdio.h>

#include "dateline.h"
#include "mhd.h"

/* What a request came to. `response` is one reference, the caller's. */
struct http_answer { unsigned status; struct MHD_Response *response; };

/* Takes bytes (malloc'ed). etag without quotation marks, or NULL: made of the bytes. */
struct MHD_Response *http_bytes(char *bytes, size_t n, const char *media, const char *etag);
/* The same of bytes that stay. */
struct MHD_Response *http_constant(const char *bytes, size_t n, const char *media, const char *etag);
/* {"error":{"status","text"}} */
struct http_answer http_error(unsigned status, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
struct http_answer http_failure(const struct dl_err *);        /* status by its code */
void http_secure(struct MHD_Response *);                       /* the headers of every response */
void http_header(struct MHD_Response *, const char *name, const char *value);

/* Sends it: 304 if the client has these bytes. The reference stays the caller's; http_send drops it. */
enum MHD_Result http_queue(struct MHD_Connection *, struct http_answer);
enum MHD_Result http_send(struct MHD_Connection *, struct http_answer);

void json_text(FILE *out, const char *s);                      /* in quotation marks; NULL writes null */
