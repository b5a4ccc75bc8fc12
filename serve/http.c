/* serve/http.c: see http.h. */
#include "http.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const char policy[] = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

void http_header(struct MHD_Response *r, const char *name, const char *value)
{
    if (mhd.add_response_header(r, name, value) != MHD_YES)
        abort();
}

void http_secure(struct MHD_Response *r)
{
    static const char *const headers[][2] = {
        {"Content-Security-Policy", policy}, {"X-Content-Type-Options", "nosniff"}, {"Referrer-Policy", "no-referrer"}, {"X-Frame-Options", "DENY"},
        {"Cross-Origin-Resource-Policy", "same-origin"}, {"Cross-Origin-Opener-Policy", "same-origin"}};
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        http_header(r, headers[i][0], headers[i][1]);
}

static struct MHD_Response *finish(struct MHD_Response *r, const char *bytes, size_t n, const char *media, const char *etag)
{
    char tag[64];
    uint64_t hash = 14695981039346656037u;
    if (!r)
        abort();
    for (size_t i = 0; !etag && i < n; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
    etag ? snprintf(tag, sizeof tag, "\"%.60s\"", etag) : snprintf(tag, sizeof tag, "\"%" PRIx64 "-%zx\"", hash, n);
    http_secure(r);
    http_header(r, "Content-Type", media);
    http_header(r, "Cache-Control", "private, no-cache");
    http_header(r, "ETag", tag);
    return r;
}

struct MHD_Response *http_bytes(char *bytes, size_t n, const char *media, const char *etag)
{
    return finish(mhd.create_response_from_buffer(n, bytes, MHD_RESPMEM_MUST_FREE), bytes, n, media, etag);
}

struct MHD_Response *http_constant(const char *bytes, size_t n, const char *media, const char *etag)
{
    return finish(mhd.create_response_from_buffer(n, (void *)(uintptr_t)bytes, MHD_RESPMEM_PERSISTENT), bytes, n, media, etag);
}

void json_text(FILE *out, const char *s)
{
    if (!s) {
        fputs("null", out);
        return;
    }
    fputc('"', out);
    for (; *s; s++)
        if (*s == '"' || *s == '\\')
            fprintf(out, "\\%c", *s);
        else if ((unsigned char)*s < 0x20)
            fprintf(out, "\\u%04x", *s);
        else
            fputc(*s, out);
    fputc('"', out);
}

static struct http_answer error_text(unsigned status, const char *text)
{
    char *bytes = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&bytes, &n);
    if (!f)
        abort();
    fprintf(f, "{\"error\":{\"status\":%u,\"text\":", status);
    json_text(f, text);
    fputs("}}\n", f);
    fclose(f);
    struct MHD_Response *r = mhd.create_response_from_buffer(n, bytes, MHD_RESPMEM_MUST_FREE);
    if (!r)
        abort();
    http_secure(r);
    http_header(r, "Content-Type", "application/json");
    http_header(r, "Cache-Control", "no-store");
    return (struct http_answer){status, r};
}

struct http_answer http_error(unsigned status, const char *fmt, ...)
{
    char text[512];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    return error_text(status, text);
}

struct http_answer http_failure(const struct dl_err *err)
{
    unsigned status = err->code == DL_EUSAGE ? 400 : err->code == DL_EABSENT ? 404 : err->code == DL_EFORMAT ? 422 : err->code == DL_ELIMIT ? 503 : 500;
    return http_error(status, "%s%s%s.", err->where, *err->where ? ": " : "", err->text);
}

/* Is the response's ETag among those that the client has? */
static bool has_it(struct MHD_Connection *c, struct MHD_Response *r)
{
    const char *has = mhd.lookup_connection_value(c, MHD_HEADER_KIND, "If-None-Match"), *tag = mhd.get_response_header(r, "ETag");
    return has && tag && (strstr(has, tag) || !strcmp(has, "*"));
}

static enum MHD_Result queue_same(struct MHD_Connection *c, struct MHD_Response *r)
{
    struct MHD_Response *same = mhd.create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (!same)
        abort();
    http_secure(same);
    http_header(same, "ETag", mhd.get_response_header(r, "ETag"));
    http_header(same, "Cache-Control", "private, no-cache");
    enum MHD_Result sent = mhd.queue_response(c, 304, same);
    mhd.destroy_response(same);
    return sent;
}

enum MHD_Result http_queue(struct MHD_Connection *c, struct http_answer a)
{
    return a.status == 200 && has_it(c, a.response) ? queue_same(c, a.response) : mhd.queue_response(c, a.status, a.response);
}

enum MHD_Result http_send(struct MHD_Connection *c, struct http_answer a)
{
    enum MHD_Result sent = http_queue(c, a);
    mhd.destroy_response(a.response);
    return sent;
}
