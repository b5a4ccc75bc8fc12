/* serve/gate.c: who may ask. Host: against other sites' names that point here (DNS rebinding); a token if others than this machine can
 * reach us; for writing, the secret that only a page from here can have read. */
#include <arpa/inet.h>
#include <ctype.h>
#include <string.h>
#include <sys/random.h>

#include "server.h"

bool gate_secret(char *to, size_t digits)
{
    for (size_t i = 0; i < digits; i += 2) {
        unsigned char byte;
        if (getrandom(&byte, 1, 0) != 1)
            return false;
        snprintf(to + i, 3, "%02x", byte);
    }
    return true;
}

/* Takes as long for every wrong guess. */
static bool same_secret(const char *secret, const char *guess)
{
    size_t n = strlen(secret), m = strlen(guess);
    unsigned char differs = n != m;
    for (size_t i = 0; i < n; i++)
        differs |= (unsigned char)(secret[i] ^ guess[m ? i % m : 0]);
    return !differs;
}

static const char *header(struct MHD_Connection *c, const char *name) { return mhd.lookup_connection_value(c, MHD_HEADER_KIND, name); }

/* The name in "name:port" or "[address]:port"; false if it is neither. */
static bool host_name(const char *host, char *name, size_t room)
{
    bool bracket = *host == '[';
    size_t n = bracket ? strcspn(host, "]") : strcspn(host, ":");
    const char *rest = host + n + bracket;
    if (!n || n - bracket >= room || (bracket && host[n] != ']'))
        return false;
    memcpy(name, host + bracket, n - bracket);
    name[n - bracket] = 0;
    return !*rest || (*rest == ':' && strspn(rest + 1, "0123456789") == strlen(rest + 1));
}

static bool is_address(const char *name)
{
    unsigned char to[16];
    return inet_pton(AF_INET, name, to) == 1 || inet_pton(AF_INET6, name, to) == 1;
}

static bool is_loopback(const char *name)
{
    return !strcasecmp(name, "localhost") || !strcmp(name, "127.0.0.1") || !strcmp(name, "::1");
}

/* An address is nobody's name; with --listen any will do, as does the name of this machine. */
static bool known_host(const struct server *s, const char *host)
{
    char name[256];
    if (!host || !host_name(host, name, sizeof name))
        return false;
    if (is_loopback(name) || (s->o->name && !strcasecmp(name, s->o->name)))
        return true;
    return s->o->listen && (is_address(name) || !strcasecmp(name, s->name));
}

static bool knows_token(const struct server *s, struct MHD_Connection *c)
{
    const char *authorization = header(c, "Authorization"), *cookie = mhd.lookup_connection_value(c, MHD_COOKIE_KIND, "dateline");
    if (authorization && !strncasecmp(authorization, "Bearer ", 7) && same_secret(s->token, authorization + 7))
        return true;
    return cookie && same_secret(s->token, cookie);
}

/* The address with the token that was printed at the start: keeps it in a cookie and goes on without it in the address. */
static struct http_answer let_in(const struct server *s, const struct request *r)
{
    char cookie[160], to[64] = "/";
    struct MHD_Response *response = mhd.create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (r->n_segments == 1 && strspn(r->segment[0], "abcdefghijklmnopqrstuvwxyz") == strlen(r->segment[0]))
        snprintf(to, sizeof to, "/%.60s", r->segment[0]);
    snprintf(cookie, sizeof cookie, "dateline=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000", s->token);
    http_secure(response);
    http_header(response, "Set-Cookie", cookie);
    http_header(response, "Location", to);
    http_header(response, "Cache-Control", "no-store");
    return (struct http_answer){303, response};
}

/* A page of another site can send a form here, but cannot read our secret, nor say that it is from here. */
static struct http_answer check_post(const struct server *s, struct MHD_Connection *c, bool writes)
{
    const char *type = header(c, "Content-Type"), *origin = header(c, "Origin"), *host = header(c, "Host"), *csrf = header(c, "X-Dateline-CSRF");
    const char *after = origin ? strstr(origin, "://") : NULL;
    if (!type || strncasecmp(type, "application/json", 16) || (type[16] && type[16] != ';' && type[16] != ' '))
        return http_error(415, "Send JSON, with Content-Type: application/json.");
    if (origin && (!after || strcasecmp(after + 3, host)))
        return http_error(403, "This request comes from a page of another site.");
    if (writes && !s->writes)
        return http_error(403, "This server takes no corrections and keeps no texts.");
    if (writes && (!csrf || !same_secret(s->csrf, csrf)))
        return http_error(403, "What writes to the store needs the header X-Dateline-CSRF, as /session.json tells it.");
    return (struct http_answer){0};
}

struct http_answer gate_check(const struct server *s, struct MHD_Connection *c, const struct request *r, const char *method)
{
    const char *guess = request_param(r, "token"), *host = header(c, "Host");
    bool post = !strcmp(method, "POST");
    if (!known_host(s, host))
        return http_error(421, "This server does not go by the name \"%.100s\".", host ? host : "");
    if (*s->token && guess && !post && same_secret(s->token, guess))
        return let_in(s, r);
    if (*s->token && !knows_token(s, c))
        return http_error(401, "This server wants a token: open the address that it printed when it was started.");
    if (r->status)
        return http_error((unsigned)r->status, "%s", r->fault);
    const struct route *to = route_find(r);
    bool takes_post = to && route_posts(to) && r->suffix == SUFFIX_JSON;
    if (!to && !post)
        return http_error(404, "There is no such page.");
    if (takes_post != post)
        return http_error(405, takes_post ? "This address takes POST." : "This address takes GET and HEAD.");
    return post ? check_post(s, c, route_writes(to)) : (struct http_answer){0};
}
