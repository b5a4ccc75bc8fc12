/* entities/entities.c: opens the room's tables, reads an article in two passes, and puts the result in order. */
#include "entities/finder.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "base/banned.h"

struct entities *entities_open(const char *data_dir, const struct knowledge *k, struct dl_err *err)
{
    struct arena *a = arena_new();
    struct entities *t = arena_take(a, 1, sizeof *t);
    t->arena = a;
    t->k = k;
    if (lexicon_open(t, data_dir, err) && lands_open(t, data_dir, err) && sets_open(t, data_dir, err))
        return t;
    arena_free(a);
    return NULL;
}

void entities_close(struct entities *t)
{
    if (t)
        arena_free(t->arena);
}

static int32_t day_of_article(const struct dl_article *art)
{
    int32_t day, last;
    const char *iso = *art->dateline.date ? art->dateline.date : art->published;
    return *iso && day_parse(iso, &day, &last) ? day : DL_NO_DAY;
}

/* The country of the dateline: "HANGZHOU, China", "WASHINGTON". */
static const char *country_of_dateline(const struct finder *f)
{
    struct dl_span s = f->art->dateline.place_span;
    char key[PHRASE_KEY];
    struct land land;
    for (uint32_t end = s.end; end > s.start;) {
        uint32_t from = end;
        while (from > s.start && f->art->text[from - 1] != ',' && f->art->text[from - 1] != '/')
            from--;
        utf8_key(f->art->text + from, end - from, key, sizeof key);
        if (lands_find(f->t, key, f->day, &land) || newlands_is(f, key, &land))
            return land.code;
        end = from > s.start ? from - 1 : from;
    }
    return NULL;
}

enum { MOST_LANDS = 40, ENOUGH = 3, PASSING = 4 };      /* PASSING: a country named this many times less than another is named in passing */

/* How often the article names each country of f->code, or with `bodies` its people and bodies, too; media but report. Returns the sum. */
static uint32_t count_lands(const struct finder *f, bool bodies, uint32_t count[MOST_LANDS])
{
    uint32_t all = 0, n = (uint32_t)(f->code.n < MOST_LANDS ? f->code.n : MOST_LANDS);
    bool land[MOST_LANDS];
    for (uint32_t k = 0; k < n; k++) {
        count[k] = 0;
        land[k] = lands_name(f->t, arena_text(f->a, f->code.at[k], 3)) != NULL;
    }
    for (uint32_t i = 0; i < f->hit.n; i++) {
        const struct hit *h = &f->hit.at[i];
        if (bodies && h->land && h->form == LAND_CAPITAL && phrase_under(f, h->last, WORD_locative))
            continue;              /* "his spokesman in Libreville": where somebody is */
        const char *code = h->land ? h->land : bodies && strncmp(h->known.code + 3, "MED", 3) != 0 ? h->known.code : "";
        for (uint32_t k = 0; *code && k < n; k++)
            if (strncmp(f->code.at[k], code, 3) == 0 && (land[k] || h->land)) {
                count[k]++;
                all++;
                break;
            }
    }
    return all;
}

static uint32_t most(const uint32_t *count, const struct finder *f)
{
    uint32_t top = 0;
    for (uint32_t k = 1; k < f->code.n && k < MOST_LANDS; k++)
        top = count[k] > count[top] ? k : top;
    return top;
}

/* Without a dateline, the country whose name two thirds of its countries' names are. */
static const char *country_most_named(const struct finder *f)
{
    uint32_t count[MOST_LANDS], all = count_lands(f, false, count), top = most(count, f);
    return all && count[top] * 3 >= all * 2 ? arena_text(f->a, f->code.at[top], 3) : NULL;
}

/* A correspondent may write from afar: in "NAIROBI - Sudan's army ..." that speaks of Kenya in passing at most, the police are not Kenya's. They are
 * of the country that half of all is about, or, if there is none, of the one spoken of beside them, else of the one named twice as often as any other. */
static void settle_context(struct finder *f)
{
    uint32_t count[MOST_LANDS], all = count_lands(f, true, count), top = most(count, f), second = 0;
    for (uint32_t k = 0; k < f->code.n && k < MOST_LANDS; k++) {
        if (count[k] * PASSING > count[top] && strncmp(f->code.at[k], f->context, 3) == 0)
            return;
        second = k != top && count[k] > second ? count[k] : second;
    }
    if (all < ENOUGH)
        return;
    const char *land = arena_text(f->a, f->code.at[top], 3);
    f->afar = count[top] * 2 < all || count[top] < ENOUGH;
    if (!f->afar)
        f->context = land;
    f->about = f->afar && count[top] >= 2 * second ? land : NULL;
}

static void outlet(struct finder *f)
{
    const char *name = f->art->dateline.agency ? f->art->dateline.agency : f->art->outlet;
    struct known known;
    if (!name)
        return;
    char key[PHRASE_KEY];
    utf8_key(name, strlen(name), key, sizeof key);
    uint32_t e;
    if (knowledge_find(f->t->k, name, strlen(name), f->day, &known) && known.row->kind == KNOWN_GROUP)
        e = entity_known(f, &known, name, key);
    else {
        e = entity_new(f, DL_ENTITY_outlet, name, key);
        f->draft.at[e].e.key = f->draft.at[e].words;
    }
    f->draft.at[e].e.kind = DL_ENTITY_outlet;
    f->draft.at[e].e.gender = DL_GENDER_neuter;
    f->draft.at[e].e.basis = f->art->dateline.agency ? DL_BASIS_dateline : DL_BASIS_metadata;
    f->art->outlet_entity = (int32_t)e;
    struct dl_span s = f->art->dateline.agency ? f->art->dateline.agency_span : DL_NO_SPAN;
    int32_t first = -1, last = -1;
    for (int32_t i = 0; s.end > s.start && i < (int32_t)f->art->n_tokens && f->art->token[i].span.end <= s.end; i++)
        if (f->art->token[i].span.start >= s.start) {
            first = first < 0 ? i : first;
            last = i;
        }
    if (first >= 0)
        entity_mention(f, e, last, first, last, DL_MENTION_name, DL_BASIS_dateline);
}

/* ---- in order ----------------------------------------------------------------------------- */

static int by_span(const void *x, const void *y)
{
    const struct dl_mention *a = x, *b = y;
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start ? -1 : 1;
    if (a->span.end != b->span.end)
        return a->span.end > b->span.end ? -1 : 1;
    return a->head < b->head ? -1 : a->head > b->head;
}

static void number(uint32_t *new, uint32_t e, uint32_t *n)
{
    if (new[e] == NOBODY)
        new[e] = (*n)++;
}

/* Entities in order of their first mention; those without one go, unless they are in a group. */
static void hand_over(struct finder *f)
{
    struct dl_article *art = f->art;
    uint32_t *new = arena_take(f->a, f->draft.n + 1, sizeof *new), n = 0;
    memset(new, 0xff, f->draft.n * sizeof *new);
    if (f->mention.n)
        qsort(f->mention.at, f->mention.n, sizeof *f->mention.at, by_span);
    for (uint32_t i = 0; i < f->mention.n; i++)
        number(new, f->mention.at[i].entity, &n);
    if (art->outlet_entity >= 0)
        number(new, (uint32_t)art->outlet_entity, &n);
    for (uint32_t i = 0; i < f->draft.n; i++)
        for (uint32_t k = 0; new[i] != NOBODY && k < f->draft.at[i].e.n_members; k++)
            number(new, f->draft.at[i].e.member[k], &n);
    art->entity = arena_take(f->a, n + 1, sizeof *art->entity);
    for (uint32_t i = 0; i < f->draft.n; i++) {
        struct dl_entity *e = &f->draft.at[i].e;
        for (uint32_t k = 0; new[i] != NOBODY && k < e->n_members; k++)
            e->member[k] = new[e->member[k]];
        if (new[i] != NOBODY)
            art->entity[new[i]] = *e;
    }
    for (uint32_t i = 0; i < f->mention.n; i++)
        f->mention.at[i].entity = new[f->mention.at[i].entity];
    art->outlet_entity = art->outlet_entity >= 0 ? (int32_t)new[art->outlet_entity] : -1;
    art->n_entities = n;
    art->mention = f->mention.at;
    art->n_mentions = f->mention.n;
}

void entities_find(const struct entities *t, struct dl_article *art, struct arena *a)
{
    struct finder f = {.t = t, .art = art, .a = a, .day = day_of_article(art)};
    f.mention_at = arena_take(a, art->n_tokens + 1, sizeof *f.mention_at);
    memset(f.mention_at, 0xff, art->n_tokens * sizeof *f.mention_at);
    f.taken = arena_take(a, art->n_tokens + 1, sizeof *f.taken);
    art->outlet_entity = -1;
    phrase_tree(&f);
    f.context = country_of_dateline(&f);
    gazetteer_find(&f, true);
    newlands_find(&f);
    if (!f.context && f.newland.n)
        f.context = country_of_dateline(&f);
    f.named = !f.context;
    if (f.named)
        f.context = country_most_named(&f);
    gazetteer_find(&f, false);
    if (!f.named)
        settle_context(&f);
    outlet(&f);
    sets_find(&f);
    mentions_find(&f);
    titles_find(&f);
    coref_find(&f);
    for (int32_t i = 0; i < (int32_t)art->n_tokens; i++) {
        titles_share(&f, i);
        titles_kin(&f, i);
    }
    sides_find(&f);
    hand_over(&f);
}

enum { LONGEST_MENTION = 2000, MOST_OVERLAPS = 200 };     /* bytes; mentions that begin within them */

int32_t entities_at(const struct dl_article *art, int32_t token)
{
    struct dl_span s = art->token[token].span;
    int32_t best = -1;
    uint32_t shortest = UINT32_MAX, lo = 0, hi = art->n_mentions;
    while (lo < hi) {              /* the first that begins after the token does */
        uint32_t mid = (lo + hi) / 2;
        if (art->mention[mid].span.start <= s.start)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t i = lo; i-- > 0 && lo - i < MOST_OVERLAPS && s.start - art->mention[i].span.start < LONGEST_MENTION;) {
        const struct dl_mention *m = &art->mention[i];
        if (m->head == token)
            return (int32_t)i;
        if (m->span.end >= s.end && m->span.end - m->span.start < shortest) {
            shortest = m->span.end - m->span.start;
            best = (int32_t)i;
        }
    }
    return best;
}
