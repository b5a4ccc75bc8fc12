/* Sketches of articles, and what two of them say of the articles. */
#include "input/dedup.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/banned.h"

enum { HEAD = 1, NUMBER = 2, MARKS = HEAD | NUMBER };  /* the lowest bits of a shingle */
#define HEAD_PART 0.4      /* what counts as the beginning of an article */
#define MIN_HEAD 0.25      /* of either beginning, found in the other article */
#define MIN_SMALLER 0.27   /* of the article that has more in common */
#define MIN_LARGER 0.12    /* of the other: what holds an article among many others is a digest */
#define SAME 0.8           /* of an article found in another: nothing of note is new, or missing */
#define FORM_NUMBERS 24    /* shingles with numbers, at least, in either of two reports made of one form; half as many */
#define FORM_DENSE 0.4     /* where they are that part of it */
#define FORM_WORDS 0.4     /* of the others, at least, in the other report */
#define FORM_SAME 0.35     /* of those with numbers, at most, beside the share of the others */
#define DIGEST_PART 0.06   /* of a digest, held by each of three unlike articles */
#define DIGEST_FIRST 0.7   /* of a digest, at most, held by any one article */
#define DIGEST_NEW 0.7     /* of what an article shares with a digest, shared by none of the others */
#define DIGEST_LEAD 0.3    /* of what an article gave to a digest, from the article's beginning */


static uint32_t mix(uint64_t h)
{
    h ^= h >> 33;
    h *= 0xff51afd7ed558ccdULL;
    h ^= h >> 33;
    h *= 0xc4ceb9fe1a85ec53ULL;
    return (uint32_t)(h >> 32) & ~MARKS;
}

/* Hashes of the words of text, in order, into scratch, and whether there are digits in them; their number. */
static uint32_t hash_words(const char *text, size_t n, struct dedup_scratch *s)
{
    uint32_t count = 0, h = 2166136261u;
    bool inside = false, digits = false;
    for (size_t i = 0; i <= n;) {
        uint32_t len = 1, cp = i < n ? (unsigned char)text[i] : ' ';
        if (cp >= 0x80)
            cp = utf8_decode(text + i, n - i, &len);
        i += len;
        bool word = cp < 0x80 ? (cp | 32) - 'a' < 26 || cp - '0' < 10 : utf8_is_letter(cp);
        if (word) {
            digits |= cp - '0' < 10;
            h = (h ^ (cp < 0x80 ? (cp - 'A' < 26 ? cp | 32 : cp) : utf8_fold(cp))) * 16777619u;
        } else if (inside) {
            if (count == s->cap) {
                s->at = base_realloc(s->at, 2 * (size_t)(s->cap = s->cap ? 2 * s->cap : 4096), sizeof *s->at);
                s->number = base_realloc(s->number, s->cap, sizeof *s->number);
            }
            s->number[count] = digits;
            s->at[count++] = h;
            h = 2166136261u;
            digits = false;
        }
        inside = word;
    }
    return count;
}

/* Sorts at[0..n), a byte a pass from the lowest; more has room for as many. */
static void sort_hashes(uint32_t *at, uint32_t n, uint32_t *more)
{
    for (int shift = 0; shift < 32; shift += 8) {
        uint32_t place[256] = {0}, sum = 0, *was = at;
        for (uint32_t i = 0; i < n; i++)
            place[at[i] >> shift & 255]++;
        for (int b = 0; b < 256; b++) {
            uint32_t count = place[b];
            place[b] = sum;
            sum += count;
        }
        for (uint32_t i = 0; i < n; i++)
            more[place[at[i] >> shift & 255]++] = at[i];
        at = more;                     /* four passes: it ends where it began */
        more = was;
    }
}

uint32_t dedup_sketch(const char *text, size_t n, struct dedup_scratch *s, uint32_t *out)
{
    uint32_t words = hash_words(text, n, s), count = words < 3 ? 0 : words - 2, kept = 0;
    uint32_t head = (uint32_t)(HEAD_PART * count);
    for (uint32_t i = 0; i < count; i++)
        s->at[i] = mix(((uint64_t)s->at[i] * 31 + s->at[i + 1]) * 1000003 + s->at[i + 2]) | (i <= head ? HEAD : 0)
                 | (s->number[i] | s->number[i + 1] | s->number[i + 2] ? NUMBER : 0);
    sort_hashes(s->at, count, s->at + s->cap);
    for (uint32_t i = 0; i < count && kept < DEDUP_SKETCH; i++) {
        if (kept && (out[kept - 1] | MARKS) == (s->at[i] | MARKS))
            out[kept - 1] |= s->at[i] & HEAD;
        else
            out[kept++] = s->at[i];
    }
    return kept;
}

void dedup_scratch_free(struct dedup_scratch *s)
{
    free(s->at);
    free(s->number);
    *s = (struct dedup_scratch){0};
}

uint32_t dedup_leads(const uint32_t *at, uint32_t n, uint32_t leads[DEDUP_LEADS])
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < n && count < DEDUP_LEADS; i++)
        if (at[i] & HEAD)
            leads[count++] = at[i];
    return count;
}

/* How many of the first n shingles have a mark. */
static uint32_t marked(const uint32_t *at, uint32_t n, uint32_t mark)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < n; i++)
        count += (at[i] & mark) != 0;
    return count;
}

/* Compares two sketches over the hashes that both would have kept. The loop has no branch but its end: which side is ahead cannot be foretold. */
struct dedup_overlap dedup_compare(const struct dedup_sketch *a, const struct dedup_sketch *b)
{
    uint32_t i = 0, k = 0, shared = 0, head_a = 0, head_b = 0, numbers = 0;
    while (i < a->n && k < b->n) {
        uint32_t x = a->at[i], y = b->at[k], same = (x | MARKS) == (y | MARKS);
        shared += same;
        head_a += x & same;
        head_b += y & same;
        numbers += x >> 1 & y >> 1 & same;
        i += (x | MARKS) <= (y | MARKS);
        k += (y | MARKS) <= (x | MARKS);
    }
    if (!a->sampled && i == a->n)      /* it has no others: what is left of the other side would have been kept, too */
        k = b->n;
    else if (!b->sampled && k == b->n)
        i = a->n;
    return (struct dedup_overlap){.shared = shared, .n = {i, k}, .head = {marked(a->at, i, HEAD), marked(b->at, k, HEAD)}, .shared_head = {head_a, head_b},
                                  .numbers = {marked(a->at, i, NUMBER), marked(b->at, k, NUMBER)}, .shared_numbers = numbers};
}

static double part(uint32_t x, uint32_t of)
{
    return of ? (double)x / of : 0;
}

double dedup_part(const struct dedup_overlap *o, int side) { return part(o->shared, o->n[side]); }

/* The market, the weather and the scores of two days: the words are the same and the numbers are others. */
static bool is_form(const struct dedup_overlap *o)
{
    for (int i = 0; i < 2; i++) {
        double words = part(o->shared - o->shared_numbers, o->n[i] - o->numbers[i]), numbers = part(o->shared_numbers, o->numbers[i]);
        bool many = o->numbers[i] >= FORM_NUMBERS || (2 * o->numbers[i] >= FORM_NUMBERS && part(o->numbers[i], o->n[i]) >= FORM_DENSE);
        if (!many || words < FORM_WORDS || numbers > FORM_SAME * words)
            return false;
    }
    return true;
}

bool dedup_is_copy(const struct dedup_overlap *o)
{
    double a = part(o->shared, o->n[0]), b = part(o->shared, o->n[1]);
    double head_a = part(o->shared_head[0], o->head[0]), head_b = part(o->shared_head[1], o->head[1]);
    return (a > b ? a : b) >= MIN_SMALLER && (a < b ? a : b) >= MIN_LARGER && head_a >= MIN_HEAD && head_b >= MIN_HEAD && !is_form(o);
}

/* Shingles of s that b holds and that are not yet covered; marks them if asked. */
static uint32_t cover(const struct dedup_sketch *s, const struct dedup_sketch *b, bool *covered, bool mark)
{
    uint32_t n = 0;
    for (uint32_t i = 0, k = 0; i < s->n && k < b->n;) {
        uint32_t x = s->at[i] | MARKS, y = b->at[k] | MARKS;
        if (x == y && !covered[i]) {
            n++;
            covered[i] = mark;
        }
        i += x <= y;
        k += y <= x;
    }
    return n;
}

static bool is_lead(const struct dedup_overlap *o) { return part(o->shared_head[1], o->shared) >= DIGEST_LEAD; }

/* What holds most of it, and of such what has most in common; NULL. */
static const struct dedup_sketch *other_print(const struct dedup_sketch *s, const struct dedup_sketch *near, const struct dedup_overlap *o, uint32_t n_near)
{
    int64_t best = -1;
    for (uint32_t i = 0; i < n_near; i++)
        if (is_lead(&o[i]) && part(o[i].shared, s->n) > DIGEST_FIRST && (best < 0 || o[i].shared > o[best].shared))
            best = i;
    return best < 0 ? NULL : &near[best];
}

/* A piece of a digest: new, at most so many shingles that nobody else has brought; least, most of what it shares, or it is none; step, when `new` was counted. */
struct piece { uint32_t new, least, step; };

/* Which article brings most that is not yet covered; its number in *at. What one brings never grows, so only the likeliest are counted again. */
static uint32_t best_piece(const struct dedup_sketch *s, const struct dedup_sketch *near, struct piece *p, uint32_t n, uint32_t step, bool *covered, uint32_t *at)
{
    for (;;) {
        *at = 0;
        for (uint32_t i = 1; i < n; i++)
            *at = p[i].new > p[*at].new ? i : *at;
        struct piece *best = &p[*at];
        if (!best->new || best->step == step)
            return best->new;
        uint32_t c = cover(s, &near[*at], covered, false);
        best->new = c >= best->least ? c : 0;
        best->step = step;
    }
}

/* A digest: three unlike articles hold a piece each. Digests quote beginnings. What holds most of it may be another print of it: then the pieces
 * are to be in both, and to be parts of their articles, or it might be a story that was cut into them. */
bool dedup_is_digest(const struct dedup_sketch *s, const struct dedup_sketch *near, const struct dedup_overlap *o, uint32_t n_near)
{
    bool covered[DEDUP_SKETCH] = {false};
    struct piece piece[DEDUP_COMPARED];
    uint32_t at;
    const struct dedup_sketch *print = other_print(s, near, o, n_near);
    if (!n_near)
        return false;
    if (print)
        cover(s, print, covered, true);
    for (uint32_t i = 0; i < s->n && print; i++)
        covered[i] = !covered[i];
    for (uint32_t i = 0; i < n_near; i++) {
        bool is = is_lead(&o[i]) && part(o[i].shared, s->n) <= DIGEST_FIRST && !(print && dedup_part(&o[i], 1) >= SAME);
        piece[i] = (struct piece){is ? o[i].shared : 0, (uint32_t)(DIGEST_NEW * o[i].shared), 0};
    }
    for (uint32_t step = 1; step <= 3; step++) {
        double held = part(best_piece(s, near, piece, n_near, step, covered, &at), s->n);
        if (held < DIGEST_PART || (step == 1 && held > DIGEST_FIRST))
            return false;
        cover(s, &near[at], covered, true);
    }
    return true;
}

/* What the wire says of it, where it says so; else by what is new in it and what is missing. */
const char *dedup_kind(const char *told, double of_it, double of_other)
{
    bool same = of_it >= SAME && of_other >= SAME;
    if (told && (strcmp(told, "reprint") != 0 || same))
        return told;
    return same ? "reprint" : of_it >= SAME ? "cut" : of_other >= SAME ? "update" : "edited";
}
