/* where/candidates.c: longest names of the table in the words of an article, unknown names beside them, and persons' names. */
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/utf8.h"
#include "where/work.h"
#include "base/banned.h"

enum { KEY_CAP = 128, MAX_TOKENS = 9, MAX_PERSON = 4 };

static uint8_t shape_of(const char *s)
{
    uint32_t len, upper = 0, lower = 0, n = 0;
    uint8_t shape = 0;
    for (size_t left = strlen(s); left; s += len, left -= len) {
        uint32_t cp = utf8_decode(s, left, &len);
        if (!utf8_is_letter(cp)) {
            n += cp != '\'' && cp != 0x2019;      /* "'Ivoire" */
            continue;
        }
        bool up = utf8_is_upper(cp);
        up ? upper++ : lower++;
        if (up && n++ == 0)
            shape |= SHAPE_CAPITAL;
        n += !up;
    }
    if (upper && !lower)
        shape |= SHAPE_CAPITALS;
    return (uint8_t)(shape | (upper ? SHAPE_UPPER : 0) | (upper + lower ? SHAPE_LETTERS : 0));
}

/* Kinds and shapes of all tokens; small words without letters have neither. */
static void read_words(struct find *f)
{
    const struct dl_article *art = f->art;
    for (uint32_t i = 0; i < art->n_tokens; i++) {
        char key[KEY_CAP];
        f->shape[i] = shape_of(art->token[i].form);
        if (f->shape[i] & SHAPE_LETTERS)
            f->kinds[i] = words_of(f->w->words, key, atlas_key(art->token[i].form, strlen(art->token[i].form), key, sizeof key));
    }
}

static bool is_genitive(const struct dl_token *t) { return !strcmp(t->form, "'s") || !strcmp(t->form, "\xe2\x80\x99s"); }

/* How many words the names have that begin with the first word of a token; "People's" is one word. 0: there is none. */
static uint32_t begins(const struct find *f, const char *part, size_t m, const struct dl_token *joined)
{
    char both[KEY_CAP * 2];
    const char *space = memchr(part, ' ', m);
    const struct atlas_name *one = atlas_find(f->w->atlas, part, space ? (size_t)(space - part) : m);
    uint32_t most = one ? one->longest : 0;
    if (joined && !space) {
        memcpy(both, part, m);
        m += atlas_key(joined->form, strlen(joined->form), both + m, KEY_CAP);
        one = atlas_find(f->w->atlas, both, m);
        most = one && one->longest > most ? one->longest : most;
    }
    return most;
}

/* Is token j tied to the one before by an apostrophe: "Cox 's", "Shuja 'iyya"? */
static bool tied(const struct dl_token *t, uint32_t j)
{
    return !t[j - 1].space_after && (*t[j].form == '\'' || !strncmp(t[j].form, "\xe2\x80\x99", 3));
}

/* May a name of several words end in this word? "Korean peninsula", "Punggye-ri", "Area 51". */
static bool may_end(const struct find *f, uint32_t i, uint32_t j)
{
    const struct dl_token *t = f->art->token;
    uint32_t land = 1u << WORD_settlement | 1u << WORD_site | 1u << WORD_generic_after | 1u << WORD_resident;
    return f->shape[j] & SHAPE_CAPITAL || (j > i && (f->shape[j] & SHAPE_UPPER || f->kinds[j] & land || tied(t, j) || (*t[j].form >= '0' && *t[j].form <= '9') ||
                                                     (!strcmp(t[j - 1].form, "-") && !t[j - 1].space_after)));
}

/* The longest name of the table that begins at token i; *end is behind its last token. */
static const struct atlas_name *longest(struct find *f, uint32_t i, uint32_t stop, uint32_t *end)
{
    char key[KEY_CAP];
    const struct dl_token *t = f->art->token;
    const struct atlas_name *best = NULL;
    size_t n = 0;
    uint32_t words = 0, most = 1;
    f->shorter = NULL;
    for (uint32_t j = i; j < stop && j < i + MAX_TOKENS && (words < most || tied(t, j)); j++) {
        char part[KEY_CAP];
        size_t m = atlas_key(t[j].form, strlen(t[j].form), part, sizeof part);
        if (!m) {
            if (strcmp(t[j].form, "-") != 0)
                break;
            continue;
        }
        if (n + m + 2 > sizeof key || strcmp(t[j].form, ",") == 0)
            break;
        bool joined = n && tied(t, j);
        if (n && !joined)
            key[n++] = ' ';
        memcpy(key + n, part, m + 1);
        n += m;
        words += !joined;
        for (size_t k = 0; k < m; k++)
            words += part[k] == ' ';
        if (j == i) {
            most = begins(f, part, m, i + 1 < stop && tied(t, i + 1) ? &t[i + 1] : NULL);
            if (!most)
                return NULL;
        }
        if (is_genitive(&t[j]))
            continue;      /* "London's" is London */
        const struct atlas_name *here = atlas_find(f->w->atlas, key, n);
        if (!here || !here->n || !may_end(f, i, j) || ((here->flags & ATLAS_CAPITALS) && !(f->shape[j] & SHAPE_CAPITALS)))
            continue;
        f->shorter = best && !IS(f->kinds[i], direction) && f->kinds[j] & (1u << WORD_generic_after | 1u << WORD_settlement) ? best : NULL;
        best = here;
        *end = j + 1;
    }
    return best;
}

/* "Fars Province" is Fars; "Church Street" and "Groom Lake" are neither Church nor Groom, unless the table has them. */
static void add(struct find *f, uint32_t first, uint32_t end, uint32_t sentence, const struct atlas_name *name)
{
    struct cand c = {.first = first, .end = end, .sentence = sentence, .name = name, .alt = name ? f->shorter : NULL, .in = -1};
    uint32_t stop = f->art->sentence[sentence].first + f->art->sentence[sentence].n;
    uint32_t last = end < stop && is_genitive(&f->art->token[end]) ? end + 1 : end;      /* "St. Michael's Hospital" */
    if (last < stop && f->shape[last] & SHAPE_CAPITAL && IS(f->kinds[last], site)) {
        c.site = true;
        c.name = NULL;
        c.end = last + 1;
    } else if (end < stop && f->shape[end] & SHAPE_CAPITAL && IS(f->kinds[end], generic_after) && f->art->token[end].upos == DL_PROPN &&
               !(end + 1 < stop && f->shape[end + 1] & SHAPE_CAPITAL)) {      /* not "Moscow State University" */
        c.end++;
    } else if (!name && end > first + 1 && IS(f->kinds[end - 1], site)) {
        c.site = true;
    }
    *VEC_PUSH(f->arena, &f->cand) = c;
}

/* The end of the run of capitalised names that begins at i. */
static uint32_t run_end(const struct find *f, uint32_t i, uint32_t stop)
{
    const struct dl_token *t = f->art->token;
    uint32_t j = i + 1;
    while (j < stop && ((f->shape[j] & SHAPE_CAPITAL && t[j].upos == DL_PROPN) ||
                        (j + 1 < stop && strcmp(t[j].form, "-") == 0 && !t[j - 1].space_after && f->shape[j + 1] & SHAPE_CAPITAL)))
        j++;
    return j;
}

/* A name that begins with a small word, "al-Bab", "southern Africa", "the Gulf", has a capital, and none without
 * that word goes further: "the Gulf of Aden". */
static bool opens_well(struct find *f, uint32_t i, uint32_t stop, uint32_t end)
{
    uint32_t past = 0;
    bool capital = false;
    for (uint32_t j = i; j < end; j++)
        capital |= f->shape[j] & SHAPE_UPPER;
    return capital && !(longest(f, i + 1, stop, &past) && past > end);
}

static int by_name(const void *a, const void *b)
{
    const struct cand *x = *(struct cand *const *)a, *y = *(struct cand *const *)b;
    if (x->name != y->name)
        return x->name < y->name ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

static void group(struct find *f)
{
    struct cand **at = arena_take(f->arena, f->cand.n + 1, sizeof *at);
    for (uint32_t k = 0; k < f->cand.n; k++)
        at[k] = &f->cand.at[k];
    qsort(at, f->cand.n, sizeof *at, by_name);
    for (uint32_t k = 0; k < f->cand.n; k++)
        at[k]->group = k && at[k]->name && at[k]->name == at[k - 1]->name ? f->n_groups - 1 : f->n_groups++;
}

void find_candidates(struct find *f)
{
    const struct dl_article *art = f->art;
    read_words(f);
    for (uint32_t s = 0; s < art->n_sentences; s++) {
        uint32_t i = art->sentence[s].first, stop = i + art->sentence[s].n, end;
        if (art->sentence[s].kind == DL_SENT_BYLINE || art->sentence[s].kind == DL_SENT_DATE)
            continue;
        while (i < stop) {
            bool capital = f->shape[i] & SHAPE_CAPITAL;
            if (!capital && !(f->shape[i] & SHAPE_UPPER || f->kinds[i] & (1u << WORD_direction | 1u << WORD_opening))) {
                i++;
                continue;
            }
            const struct atlas_name *name = longest(f, i, stop, &end);
            const struct atlas_name *shorter = f->shorter;
            if (name && !capital && !opens_well(f, i, stop, end))
                name = NULL;
            f->shorter = shorter;
            if (name) {
                add(f, i + (strcmp(art->token[i].form, "the") == 0), end, s, name);
            } else if (capital && art->token[i].upos == DL_PROPN) {
                for (end = i + 1; end < stop && f->shape[end] & SHAPE_CAPITAL && art->token[end].upos == DL_PROPN; end++) {
                    uint32_t past;
                    if (longest(f, end, stop, &past))
                        break;
                }
                add(f, i, end, s, NULL);
            } else {
                end = i + 1;
            }
            i = f->cand.n && f->cand.at[f->cand.n - 1].end > end ? f->cand.at[f->cand.n - 1].end : end;
        }
    }
    group(f);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static uint32_t token_hash(const struct dl_token *t)
{
    char key[KEY_CAP];
    return (uint32_t)hash_bytes(key, atlas_key(t->form, strlen(t->form), key, sizeof key));
}

static bool given_name(const struct find *f, uint32_t i)
{
    char key[KEY_CAP];
    const struct atlas_name *n = atlas_find(f->w->atlas, key, atlas_key(f->art->token[i].form, strlen(f->art->token[i].form), key, sizeof key));
    return n && n->flags & ATLAS_GIVEN;
}

/* Is the run [i, end) a person's name: after a title, or a given name and more, with no word of places or bodies? */
static bool is_person(const struct find *f, uint32_t i, uint32_t end, uint32_t from)
{
    if (end - i > MAX_PERSON)
        return false;
    for (uint32_t j = i; j < end; j++)
        if (IS(f->kinds[j], organisation) || IS(f->kinds[j], generic_after) || IS(f->kinds[j], media) || f->shape[j] & SHAPE_PERSON)
            return false;
    if (i > from && IS(f->kinds[i - 1], title) && f->shape[i - 1] & SHAPE_CAPITAL)
        return true;
    return end - i >= 2 && given_name(f, i) && !(f->shape[i] & SHAPE_CAPITALS && f->art->token[i].span.end - f->art->token[i].span.start < 4);
}

/* Does the run begin with a place's name of several words, or a country? Then it is no person by its shape alone. */
static bool has_place(const struct find *f, uint32_t i)
{
    uint32_t lo = 0, hi = f->cand.n;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (f->cand.at[mid].first < i)
            lo = mid + 1;
        else
            hi = mid;
    }
    const struct cand *c = lo < f->cand.n && f->cand.at[lo].first == i ? &f->cand.at[lo] : NULL;
    const struct atlas_place *p = c ? find_first(f, c) : NULL;
    return p && (c->end - c->first > 1 || p->kind == ATLAS_COUNTRY || p->people > 2000000);
}

static void mark(struct find *f, uint32_t i, uint32_t end, uint32_t *hash, uint32_t *n)
{
    for (uint32_t j = i; j < end; j++)
        f->shape[j] |= SHAPE_PERSON;
    hash[(*n)++] = token_hash(&f->art->token[end - 1]);
}

/* The words of a body's name, which must be several. */
static void mark_body(struct find *f, const struct dl_mention *x, uint8_t shape)
{
    const struct dl_token *t = f->art->token;
    uint32_t i = (uint32_t)x->head, end = i + 1;
    while (i > 0 && t[i - 1].span.start >= x->span.start)
        i--;
    while (end < f->art->n_tokens && t[end].span.end <= x->span.end)
        end++;
    for (uint32_t j = i; j < end && end - i > 1; j++)
        f->shape[j] |= shape;
}

/* By title and given name, in runs of capitalised names. */
static void persons_by_shape(struct find *f, uint32_t *hash, uint32_t *n)
{
    const struct dl_article *art = f->art;
    for (uint32_t s = 0; s < art->n_sentences; s++) {
        uint32_t from = art->sentence[s].first, stop = from + art->sentence[s].n, end;
        for (uint32_t i = from; i < stop; i = end) {
            end = i + 1;
            if (!(f->shape[i] & SHAPE_CAPITAL) || art->token[i].upos != DL_PROPN)
                continue;
            uint32_t first = i;
            while (first < stop && IS(f->kinds[first], title) && f->shape[first] & SHAPE_CAPITAL)
                first++;
            if (first >= stop)
                break;
            if (!(f->shape[first] & SHAPE_CAPITAL))
                continue;
            end = run_end(f, first, stop);
            if (is_person(f, first, end, from) && (first > i || !has_place(f, first)))
                mark(f, first, end, hash, n);
        }
    }
}

/* The name is the mention's head and what is flat with it; titles and countries stand before it. Returns its words. */
static uint32_t mark_mention(struct find *f, const struct dl_mention *x)
{
    const struct dl_token *t = f->art->token;
    uint32_t words = 0, head = (uint32_t)x->head;
    for (uint32_t j = head; j < f->art->n_tokens && t[j].span.start < x->span.end; j++)
        if (j == head || (t[j].rel == DL_REL_flat && t[j].head == x->head)) {
            f->shape[j] |= f->art->entity[x->entity].office ? SHAPE_PERSON : SHAPE_MENTION;
            words++;
        }
    return words;
}

void find_persons(struct find *f)
{
    const struct dl_article *art = f->art;
    uint32_t *hash = arena_take(f->arena, art->n_tokens + art->n_mentions + 1, sizeof *hash), n = 0;
    persons_by_shape(f, hash, &n);
    for (uint32_t m = 0; m < art->n_mentions; m++) {
        const struct dl_mention *x = &art->mention[m];
        uint8_t kind = art->entity[x->entity].kind;
        if (x->kind != DL_MENTION_name || x->head < 0)
            continue;
        if (kind == DL_ENTITY_organization || kind == DL_ENTITY_outlet)
            mark_body(f, x, kind == DL_ENTITY_outlet ? SHAPE_OUTLET : SHAPE_BODY);
        if (kind == DL_ENTITY_person && mark_mention(f, x) > 1)      /* one word may be a town taken for a person */
            hash[n++] = token_hash(&art->token[x->head]);
    }
    qsort(hash, n, sizeof *hash, by_number);
    f->person = hash;
    f->n_persons = n;
}
