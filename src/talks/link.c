/* talks/link.c: scores a report's part against the negotiations that share two of its sides; the parts of the score are the reason.
 *
 * Sides weigh most. Within a month they are enough, unless both tell their subject and it is another one; within half a year a
 * subject, a person, a place on neutral ground or a word of going on must be shared ("the sixth round"), or all sides be the same; later it takes such a word, and
 * more of the rest the longer it is. One side alone is enough beside such a word and a shared subject or place. A search costs the
 * number of negotiations that share a side. */
#include "talks/link.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/banned.h"

enum { MONTH = 30, HALF_YEAR = 180, YEAR = 365 };
#define ENOUGH 1.8f

struct item { const char *at; uint32_t n, weight; };
struct items { VEC(struct item) v; };

struct thread {
    struct items party, between, issue, lead, place;
    int32_t last_day;
    uint32_t seen;                 /* number of the search that met it last */
};

struct bucket { struct item party; VEC(uint32_t) thread; };

struct linker {
    struct arena *arena;
    VEC(struct thread) thread;
    VEC(struct bucket) bucket;     /* of each side, the negotiations it is in */
    uint32_t searches;
};

struct linker *linker_new(struct arena *a)
{
    struct linker *l = arena_take(a, 1, sizeof *l);
    l->arena = a;
    return l;
}

/* ---- lists ---- */

static bool is(const struct item *i, const char *s, uint32_t n) { return i->n == n && !strncasecmp(i->at, s, n); }

static struct item *find(const struct items *l, const char *s, uint32_t n)
{
    for (uint32_t i = 0; i < l->v.n; i++)
        if (is(&l->v.at[i], s, n))
            return &l->v.at[i];
    return NULL;
}

static void learn(struct linker *k, struct items *l, const char *s, uint32_t n)
{
    struct item *i = find(l, s, n);
    if (!i) {
        i = VEC_PUSH(k->arena, &l->v);
        *i = (struct item){arena_text(k->arena, s, n), n, 0};
    }
    i->weight++;
}

/* Items of a list, or with `words` its words of four letters and more, cut to five: "Syrian" and "Syria" are one. */
static const char *next_item(const char *s, const char **at, uint32_t *n, bool words)
{
    static const char between[] = "| \t-,'\"";
    while (s && *s) {
        size_t len = words ? strcspn(s, between) : strcspn(s, "|");
        *at = s;
        *n = (uint32_t)(words && len > 5 ? 5 : len);
        s += len + (s[len] != 0);
        if (len > (words ? 3 : 0))
            return s;
    }
    return NULL;
}

static void learn_all(struct linker *k, struct items *l, const char *list, bool words)
{
    const char *at;
    uint32_t n;
    for (const char *s = list; (s = next_item(s, &at, &n, words));)
        learn(k, l, at, n);
}

static uint32_t shared(const struct items *l, const char *list, bool words, uint32_t *all)
{
    const char *at;
    uint32_t n, same = 0, count = 0;
    for (const char *s = list; (s = next_item(s, &at, &n, words)); count++)
        same += find(l, at, n) != NULL;
    if (all)
        *all = count;
    return same;
}

/* ---- scores ---- */

/* Sides that were named in a third of the reports or more. */
static uint32_t core(const struct thread *t)
{
    uint32_t most = 0, n = 0;
    for (uint32_t i = 0; i < t->party.v.n; i++)
        most = t->party.v.at[i].weight > most ? t->party.v.at[i].weight : most;
    for (uint32_t i = 0; i < t->party.v.n; i++)
        n += t->party.v.at[i].weight * 3 >= most;
    return n;
}

static float of_parties(const struct thread *t, const struct link_part *p)
{
    uint32_t n = 0, m = 0, same = shared(&t->party, p->parties, false, &n);
    uint32_t beside = shared(&t->between, p->parties, false, NULL) + shared(&t->party, p->mediators, false, &m);
    if (!same)
        return 0;
    uint32_t ours = core(t);
    float both = (float)(same + (same < 2 ? beside : 0));
    return 4 * both / (float)(n + (ours > 2 ? ours : 2) + (same < 2 ? beside : 0));
}

static float of_time(int32_t gap)
{
    return gap <= MONTH ? 1 : gap <= HALF_YEAR ? .3f : -.5f - .1f * (float)(gap - HALF_YEAR) / YEAR;
}

static bool score(const struct thread *t, const struct link_part *p, struct link_why *w)
{
    uint32_t n, sides = shared(&t->party, p->parties, false, NULL) + shared(&t->between, p->parties, false, NULL) + shared(&t->party, p->mediators, false, NULL);
    *w = (struct link_why){.parties = of_parties(t, p)};
    if (w->parties <= 0)
        return false;
    w->parties = w->parties > 2 ? 2 : w->parties;
    w->gap = p->day == DL_NO_DAY || t->last_day == DL_NO_DAY ? 0 : p->day - t->last_day;
    w->time = of_time(w->gap);
    bool same = shared(&t->issue, p->issues, true, &n) > 0;
    w->issue = same ? 1 : n && t->issue.v.n ? -1.25f : 0;
    w->back = p->back ? .75f : 0;
    w->people = shared(&t->lead, p->leads, false, NULL) ? .5f : 0;
    w->place = shared(&t->place, p->place, false, NULL) ? .25f : 0;
    w->score = w->parties + w->time + w->issue + w->back + w->people + w->place;
    bool goes_on = w->back > 0, beside = same || w->people > 0 || w->place > 0 || (w->parties >= 2 && w->issue >= 0);
    bool one = p->one && shared(&t->party, p->parties, false, NULL), long_ago = w->gap > 2 * MONTH;
    if (one && goes_on && !long_ago && w->issue >= 0 && beside)
        return true;                                         /* "the Front pulled out of the talks": who the others are, earlier reports tell */
    bool may = sides < 2 ? w->gap <= HALF_YEAR && goes_on && (same || w->place > 0) : w->gap <= MONTH || goes_on || (w->gap <= HALF_YEAR && beside);
    return may && w->score >= ENOUGH;
}

/* ---- the search ---- */

static struct bucket *bucket_of(struct linker *k, const char *s, uint32_t n)
{
    for (uint32_t i = 0; i < k->bucket.n; i++)
        if (is(&k->bucket.at[i].party, s, n))
            return &k->bucket.at[i];
    struct bucket *b = VEC_PUSH(k->arena, &k->bucket);
    *b = (struct bucket){.party = {arena_text(k->arena, s, n), n, 0}};
    return b;
}

/* A report of one side that goes on with something, and nothing speaks against this. */
static bool may_go_on(const struct link_part *p, const struct link_why *w) { return p->one && w->back > 0 && w->gap <= MONTH && w->issue >= 0; }

static int64_t best_of(struct linker *k, const struct link_part *p, struct link_why *why)
{
    const char *at;
    uint32_t n;
    int64_t best = -1, only = -1;
    uint32_t open = 0;
    struct link_why of_only = {0};
    k->searches++;
    for (const char *s = p->parties; (s = next_item(s, &at, &n, false));) {
        const struct bucket *b = bucket_of(k, at, n);
        for (uint32_t i = 0; i < b->thread.n; i++) {
            struct thread *t = &k->thread.at[b->thread.at[i]];
            struct link_why w;
            if (t->seen == k->searches)
                continue;
            t->seen = k->searches;
            if (score(t, p, &w) && (best < 0 || w.score > why->score || (w.score == why->score && b->thread.at[i] > best)))
                best = b->thread.at[i], *why = w;
            else if (w.parties > 0 && may_go_on(p, &w))
                only = b->thread.at[i], of_only = w, open++;
        }
    }
    if (best < 0 && open == 1)                               /* the only one of that side that is going on */
        best = only, *why = of_only;
    return best;
}

static void enlist(struct linker *k, uint32_t thread, const char *parties)
{
    const char *at;
    uint32_t n;
    for (const char *s = parties; (s = next_item(s, &at, &n, false));) {
        if (find(&k->thread.at[thread].party, at, n))
            continue;
        struct bucket *b = bucket_of(k, at, n);
        *VEC_PUSH(k->arena, &b->thread) = thread;
    }
}

uint32_t linker_place(struct linker *k, const struct link_part *p, struct link_why *why)
{
    int64_t best = p->apart ? -1 : best_of(k, p, why);
    if (best < 0 && !p->apart && p->one) {
        *why = (struct link_why){.first = true};
        return UINT32_MAX;
    }
    if (best < 0) {
        *why = (struct link_why){.first = true};
        best = k->thread.n;
        *VEC_PUSH(k->arena, &k->thread) = (struct thread){.last_day = DL_NO_DAY};
    }
    enlist(k, (uint32_t)best, p->parties);
    struct thread *t = &k->thread.at[best];
    learn_all(k, &t->party, p->parties, false);
    learn_all(k, &t->between, p->mediators, false);
    learn_all(k, &t->issue, p->issues, true);
    learn_all(k, &t->lead, p->leads, false);
    learn_all(k, &t->place, p->place, false);
    if (p->day != DL_NO_DAY && (t->last_day == DL_NO_DAY || p->day > t->last_day))
        t->last_day = p->day;
    return (uint32_t)best;
}
