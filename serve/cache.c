/* serve/cache.c: a table with one place for each hash; what comes later takes the place. MHD's thread alone touches it. */
#include <stdlib.h>
#include <string.h>

#include "server.h"

enum { PLACES = 4096, MOST_EACH = 1 << 20, MOST = 64 << 20 };

struct entry { char *target; uint64_t generation; struct MHD_Response *response; size_t n; };
struct cache { size_t held; struct entry at[PLACES]; };

struct cache *cache_new(void)
{
    struct cache *c = calloc(1, sizeof *c);
    if (!c)
        abort();
    return c;
}

static void drop(struct cache *c, struct entry *e)
{
    if (!e->target)
        return;
    c->held -= e->n;
    mhd.destroy_response(e->response);
    free(e->target);
    *e = (struct entry){0};
}

void cache_free(struct cache *c)
{
    if (!c)
        return;
    for (int i = 0; i < PLACES; i++)
        drop(c, &c->at[i]);
    free(c);
}

static struct entry *place_of(struct cache *c, const char *target)
{
    uint64_t hash = 14695981039346656037u;
    for (const char *s = target; *s; s++)
        hash = (hash ^ (unsigned char)*s) * 1099511628211u;
    return &c->at[(hash ^ hash >> 32) % PLACES];
}

struct MHD_Response *cache_get(struct cache *c, const char *target, uint64_t generation)
{
    struct entry *e = place_of(c, target);
    if (e->target && e->generation != generation)
        drop(c, e);
    return e->target && !strcmp(e->target, target) ? e->response : NULL;
}

void cache_put(struct cache *c, const char *target, uint64_t generation, struct MHD_Response *r, size_t n)
{
    struct entry *e = place_of(c, target);
    drop(c, e);
    if (n > MOST_EACH || c->held + n > MOST) {
        mhd.destroy_response(r);
        return;
    }
    *e = (struct entry){strdup(target), generation, r, n};
    c->held += n;
}
