/* events/discards.c: a lab's discard phrases, found among the words of an article by their first word. */
#include <string.h>

#include "base/utf8.h"
#include "entities/petrarch.h"
#include "events/inside.h"
#include "base/banned.h"

struct discard { const char *at; uint32_t n, next; uint64_t head; bool story; };     /* next: of those with this head, one more than its place; 0: none */
struct discards {
    struct arena *arena;
    VEC(struct discard) phrase;
    uint32_t *bucket, mask;        /* heads to phrases, one more than the place */
    uint64_t hash;
};

/* The letter at s as phrases have it: lower case without accents; blanks and "_" are one. */
static uint32_t letter(const char *s, const char *end, uint32_t *len)
{
    uint32_t cp = utf8_decode(s, (size_t)(end - s), len);
    switch (cp) {
    case '\t': case '\n': case '\r': case '_': case 0xa0: return ' ';
    case 0x2019: return '\'';
    default: return utf8_fold(cp);
    }
}

static bool of_word(uint32_t cp) { return (cp >= '0' && cp <= '9') || utf8_is_letter(cp); }

static bool word_at(const char *s, const char *end)
{
    uint32_t len;
    return s < end && of_word(letter(s, end, &len));
}

/* A hash of the word at s, or of the one sign there; *after gets its end. */
static uint64_t head_of(const char *s, const char *end, const char **after)
{
    uint64_t h = 14695981039346656037u;
    bool word = word_at(s, end);
    do {
        uint32_t len;
        h = (h ^ letter(s, end, &len)) * 1099511628211u;
        s += len;
    } while (word && word_at(s, end));
    *after = s;
    return h ^ h >> 32;
}

/* Does the phrase stand at s, and end with a word if it ends in one? */
static bool stands(const struct discard *d, const char *s, const char *end)
{
    uint32_t len, had = 0;
    for (const char *p = d->at, *stop = p + d->n; p < stop;) {
        had = utf8_decode(p, (size_t)(stop - p), &len);
        p += len;
        if (s == end || letter(s, end, &len) != had)
            return false;
        do
            s += len;
        while (had == ' ' && s < end && letter(s, end, &len) == ' ');
    }
    return !of_word(had) || !word_at(s, end);
}

static void take(void *with, const struct petrarch_record *r)
{
    struct discards *d = with;
    const char *s = r->name.at[0], *end = s + strlen(s);
    char *to = arena_take(d->arena, 4 * strlen(s) + 1, 1);
    struct discard *p = VEC_PUSH(d->arena, &d->phrase);
    *p = (struct discard){.at = to, .story = r->whole_story};
    for (uint32_t len, cp, had = ' '; s < end; s += len, had = cp)
        if ((cp = letter(s, end, &len)) != ' ' || had != ' ')
            p->n += utf8_encode(cp, to + p->n);
    p->n -= p->n && to[p->n - 1] == ' ';
    for (uint32_t i = 0; i < p->n; i++)
        d->hash = (d->hash ^ (uint8_t)to[i]) * 1099511628211u;
    d->hash = d->hash * 31 + 1 + p->story;
    if (!p->n)
        d->phrase.n--;
}

static void index_phrases(struct discards *d)
{
    const char *after;
    for (d->mask = 1; d->mask < 2 * d->phrase.n;)
        d->mask *= 2;
    d->bucket = arena_take(d->arena, d->mask--, sizeof *d->bucket);
    for (uint32_t i = 0; i < d->phrase.n; i++) {
        struct discard *p = &d->phrase.at[i];
        p->head = head_of(p->at, p->at + p->n, &after);
        p->next = d->bucket[p->head & d->mask];
        d->bucket[p->head & d->mask] = i + 1;
    }
}

bool discards_open(const char *dir, struct arena *a, struct discards **out, struct dl_err *err)
{
    struct discards *d = arena_take(a, 1, sizeof *d);
    struct petrarch p = {.take = take, .with = d, .only = 1u << PETRARCH_DISCARDS};
    d->arena = a;
    if (!petrarch_folder(&p, dir, err))
        return false;
    index_phrases(d);
    *out = d->phrase.n ? d : NULL;
    return true;
}

uint64_t discards_hash(const struct discards *d) { return d->hash; }

enum verdict { KEEP, SENTENCE, STORY };

static enum verdict judge(const struct discards *d, const char *s, const char *end)
{
    enum verdict found = KEEP;
    for (const char *after; s < end; s = after) {
        uint64_t head = head_of(s, end, &after);
        for (uint32_t i = d->bucket[head & d->mask]; i; i = d->phrase.at[i - 1].next) {
            const struct discard *p = &d->phrase.at[i - 1];
            if (p->head != head || !stands(p, s, end))
                continue;
            if (p->story)
                return STORY;
            found = SENTENCE;
        }
    }
    return found;
}

bool discards_find(const struct discards *d, const struct dl_article *art, bool *silent)
{
    for (uint32_t k = 0; k < art->n_sentences; k++) {
        const struct dl_sentence *s = &art->sentence[k];
        if (s->kind != DL_SENT_BODY && s->kind != DL_SENT_TITLE)
            continue;
        enum verdict v = judge(d, art->text + s->span.start, art->text + s->span.end);
        if (v == STORY)
            return false;
        silent[k] = v == SENTENCE;
    }
    return true;
}
