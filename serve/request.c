/* serve/request.c: path and query of a target, percent signs and all. */
#include "request.h"

#include <stdlib.h>
#include <string.h>

static bool wrong(struct request *r, int status, const char *text)
{
    if (!r->status) {
        r->status = status;
        r->fault = text;
    }
    return false;
}

static int hex(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; }

/* Length of the UTF-8 character at s, 0 if it is none: no overlong forms, no surrogates. */
static size_t character(const unsigned char *s)
{
    if (*s < 0x80)
        return 1;
    size_t n = *s >= 0xf0 ? 4 : *s >= 0xe0 ? 3 : 2;
    if (*s < 0xc2 || *s > 0xf4)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    bool bad = (*s == 0xe0 && s[1] < 0xa0) || (*s == 0xed && s[1] > 0x9f) || (*s == 0xf0 && s[1] < 0x90) || (*s == 0xf4 && s[1] > 0x8f);
    return bad ? 0 : n;
}

static bool clean(const char *s)
{
    for (size_t n; *s; s += n) {
        n = character((const unsigned char *)s);
        if (!n || (unsigned char)*s < 0x20 || *s == 0x7f)
            return false;
    }
    return true;
}

/* Decodes [from, to) to *out, which moves past a NUL. `plus`: a plus sign is a blank. */
static const char *decoded(struct request *r, const char *from, const char *to, bool plus, char **out)
{
    char *start = *out, *o = start;
    for (; from < to; from++) {
        if (*from != '%') {
            *o++ = plus && *from == '+' ? ' ' : *from;
            continue;
        }
        int a = to - from > 2 ? hex(from[1]) : -1, b = a < 0 ? -1 : hex(from[2]);
        if (b < 0 || (!a && !b)) {
            wrong(r, 400, "A percent sign in the address is not followed by two hexadecimal digits of a byte.");
            break;
        }
        *o++ = (char)(a * 16 + b);
        from += 2;
    }
    *o = 0;
    *out = o + 1;
    if (!clean(start))
        wrong(r, 400, "The address is not UTF-8 text.");
    return start;
}

static enum request_suffix take_suffix(const char *from, const char **to)
{
    static const struct { const char *text; enum request_suffix suffix; } known[] = {{".json", SUFFIX_JSON}, {".csv", SUFFIX_CSV}, {".atom", SUFFIX_ATOM}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t n = strlen(known[i].text);
        if ((size_t)(*to - from) > n && !memcmp(*to - n, known[i].text, n)) {
            *to -= n;
            return known[i].suffix;
        }
    }
    return SUFFIX_NONE;
}

static void parse_path(struct request *r, const char *from, const char *to, char **out)
{
    while (from < to) {
        const char *end = memchr(from, '/', (size_t)(to - from)), *stop = end ? end : to;
        if (r->n_segments == REQUEST_SEGMENTS || (stop == from && end)) {
            wrong(r, 404, "There is no such page.");
            return;
        }
        if (!end && !(r->n_segments && !strcmp(r->segment[0], "static")))
            r->suffix = take_suffix(from, &stop);
        if (stop > from)
            r->segment[r->n_segments++] = decoded(r, from, stop, false, out);
        from = end ? end + 1 : to;
    }
}

static void parse_query(struct request *r, const char *from, const char *to, char **out)
{
    while (from < to) {
        const char *end = memchr(from, '&', (size_t)(to - from)), *stop = end ? end : to;
        const char *eq = memchr(from, '=', (size_t)(stop - from));
        if (eq && eq + 1 < stop) {
            if (r->n_params == REQUEST_PARAMS) {
                wrong(r, 400, "The address has too many parameters.");
                return;
            }
            const char *name = decoded(r, from, eq, true, out), *value = decoded(r, eq + 1, stop, true, out);
            if (request_param(r, name))
                wrong(r, 400, "A parameter is given twice.");
            r->param[r->n_params++] = (struct request_param){name, value};
        }
        from = end ? end + 1 : to;
    }
}

struct request *request_parse(const char *target)
{
    size_t n = strnlen(target, REQUEST_MAX_TARGET + 1);
    bool fits = n <= REQUEST_MAX_TARGET;
    size_t room = fits ? 2 * n + REQUEST_SEGMENTS + 2 * REQUEST_PARAMS + 2 : 1;      /* as it came, decoded, and a NUL a piece */
    struct request *r = calloc(1, sizeof *r + room);
    if (!r)
        abort();
    r->target = r->bytes;
    if (!fits) {
        wrong(r, 414, "The address is too long.");
        return r;
    }
    memcpy(r->bytes, target, n);
    const char *from = r->bytes, *end = from + n, *query = memchr(from, '?', n), *stop = query ? query : end;
    char *out = r->bytes + n + 1;
    if (*from != '/')
        wrong(r, 400, "An address begins with a slash.");
    else
        parse_path(r, from + 1, stop, &out);
    if (query)
        parse_query(r, query + 1, end, &out);
    return r;
}

void request_free(struct request *r) { free(r); }

const char *request_param(const struct request *r, const char *name)
{
    for (uint32_t i = 0; i < r->n_params; i++)
        if (!strcmp(r->param[i].name, name))
            return r->param[i].value;
    return NULL;
}
