/* text/sentences.c: which words end a sentence. Every gap of a block is asked, left to right; the answers so
 * far (length, open brackets and quotation marks, stops passed) are part of the question. */
#include "text/split.h"

static uint32_t mix(uint32_t h, uint32_t v)
{
    h = (h ^ v) * 0x9E3779B1u;
    return h ^ h >> 15;
}

static uint32_t bucket(uint32_t n)
{
    return n < 6 ? n : n < 8 ? 6 : n < 12 ? 7 : n < 18 ? 8 : n < 28 ? 9 : n < 45 ? 10 : 11;
}

static int is_stop(const struct word *w)
{
    return w->kind == KIND_STOP || w->kind == KIND_DOTS;
}

static void count_repeats(const struct word *w, size_t n, uint8_t *repeats)
{
    uint8_t seen[1024] = { 0 };
    for (size_t i = 0; i < n; i++) {
        uint8_t *s = &seen[w[i].lower & 1023];
        *s = (uint8_t)(*s < 3 ? *s + 1 : 3);
    }
    for (size_t i = 0; i < n; i++)
        repeats[i] = seen[w[i].lower & 1023];
}

void split_end_begin(struct end_state *s, const struct word *w, size_t n, uint32_t *to_stop, uint8_t *repeats)
{
    *s = (struct end_state){ .to_stop = to_stop, .repeats = repeats, .n_words = (uint32_t)n };
    uint32_t far = 99;
    for (size_t i = n; i-- > 0;) {
        far = is_stop(&w[i]) ? 0 : far < 99 ? far + 1 : 99;
        to_stop[i] = far;
        s->n_stops += (uint32_t)is_stop(&w[i]);
    }
    count_repeats(w, n, repeats);
}

void split_end_step(struct end_state *s, const struct word *w, size_t i)
{
    s->depth += w[i].kind == KIND_OPEN;
    s->depth -= w[i].kind == KIND_CLOSE && s->depth > 0;
    s->quote ^= w[i].kind == KIND_QUOTE && w[i].len == 1;
    s->lowers += w[i].kind == KIND_LOWER;
    s->caps += w[i].kind == KIND_CAP || w[i].kind == KIND_CAPS;
    s->finals += is_stop(&w[i]);
}

void split_end_reset(struct end_state *s, size_t next)
{
    s->begin = (uint32_t)next;
    s->lowers = s->caps = s->finals = 0;
    s->depth = s->depth > 0 ? 1 : 0;
}

static const struct word *at(const struct word *w, size_t n, ptrdiff_t i)
{
    static const struct word none = { .lower = 1, .shape = 1 };
    return i < 0 || i >= (ptrdiff_t)n ? &none : &w[i];
}

size_t split_end_features(const struct end_state *s, const struct word *w, size_t n, size_t i, uint32_t *out)
{
    ptrdiff_t p = (ptrdiff_t)i;
    const struct word *l0 = at(w, n, p), *l1 = at(w, n, p - 1), *l2 = at(w, n, p - 2), *l3 = at(w, n, p - 3);
    const struct word *r0 = at(w, n, p + 1), *r1 = at(w, n, p + 2), *r2 = at(w, n, p + 3), *r3 = at(w, n, p + 4);
    uint32_t len = bucket((uint32_t)(i + 1 - s->begin)), ahead = bucket(p + 1 < (ptrdiff_t)n ? s->to_stop[i + 1] : 99);
    uint32_t glued = r0->flags & WORD_GLUED, kl = l0->kind, kr = r0->kind, pair = mix(mix(kl, kr), glued);
    uint32_t stops = s->n_stops > 2 ? 2 : s->n_stops, size = bucket((uint32_t)n), left = bucket((uint32_t)(n - 1 - i));
    uint32_t state = (uint32_t)(s->depth > 0) | (uint32_t)s->quote << 1 | (uint32_t)(s->finals > 0) << 2;
    uint32_t style = (s->lowers == 0 ? 1u : s->caps > s->lowers ? 2u : 0u);
    uint32_t open = at(w, n, (ptrdiff_t)s->begin)->lower;
    size_t m = 0;
#define FEATURE(id, value) (out[m++] = mix(mix(id * 0x85EBCA6Bu, value), 78) >> (32 - TEXT_END_BITS))
    FEATURE(1, pair);
    FEATURE(2, mix(mix(l1->kind, pair), r1->kind));
    FEATURE(3, mix(mix(mix(l2->kind, l1->kind), pair), mix(r1->kind, r2->kind)));
    FEATURE(4, l0->lower);
    FEATURE(5, mix(r0->lower, kr));
    FEATURE(6, mix(l0->lower, kr + 64 * glued));
    FEATURE(7, mix(mix(r0->lower, kr), kl + 64 * glued));
    FEATURE(8, mix(l0->lower, mix(r0->lower, kr)));
    FEATURE(9, mix(l1->lower, mix(l0->lower, kr)));
    FEATURE(10, mix(mix(r0->lower, kr), r1->lower));
    FEATURE(11, mix(mix(r0->lower, kl), mix(r1->kind, kr)));
    FEATURE(12, mix(l0->shape, r0->shape));
    FEATURE(13, mix(mix(l1->shape, l0->shape), r0->shape));
    FEATURE(14, mix(mix(l0->shape, r0->shape), r1->shape));
    FEATURE(15, mix(mix(l1->lower, kl), kr));
    FEATURE(16, mix(mix(r1->lower, kr), kl));
    FEATURE(17, mix(mix(l2->lower, l1->kind), pair));
    FEATURE(18, mix(mix(r2->lower, r1->kind), pair));
    FEATURE(19, mix(pair, len));
    FEATURE(20, mix(pair, mix(ahead, len > 3)));
    FEATURE(21, mix(mix(len, ahead), kr + (kl == KIND_STOP ? 64u : 0u)));
    FEATURE(22, mix(pair, state));
    FEATURE(23, mix(mix(pair, state), mix(l1->kind, r1->kind)));
    FEATURE(24, mix(mix(open, kl), kr));
    FEATURE(25, mix(mix(style, pair), len));
    FEATURE(26, mix(mix(stops, pair), len));
    FEATURE(27, mix(mix(stops, size), pair));
    FEATURE(28, mix(mix(left, stops), pair));
    FEATURE(29, mix(mix(s->repeats[i], kl), pair));
    FEATURE(30, mix(mix(p + 1 < (ptrdiff_t)n ? s->repeats[i + 1] : 0, kr), mix(kl, r0->lower)));
    FEATURE(31, mix(mix(mix(l3->kind, l2->kind), mix(l1->kind, kl)), mix(kr, mix(r1->kind, r2->kind))));
    FEATURE(32, mix(mix(l1->lower, l0->lower), mix(r0->lower, kr)));
    FEATURE(33, mix(mix(bucket(l1->len), l1->kind), pair));
    FEATURE(34, mix(mix(s->begin == 0, i + 1 - s->begin < 12), mix(pair, style)));
    FEATURE(35, mix(mix(style, s->begin == 0), mix(kr, mix(r1->kind, r2->kind))));
    FEATURE(36, mix(mix(kr, r1->kind), mix(r2->kind, r3->kind)));
    FEATURE(37, mix(mix(l0->lower, l0->kind), mix(style, len > 4)));
    FEATURE(38, mix(mix(mix(r0->lower, kr), style), kl));
    FEATURE(39, mix(mix(ahead, style), mix(pair, r1->kind)));
    FEATURE(40, mix(mix(l1->lower, l1->kind), mix(l0->lower, mix(r0->kind, r1->kind))));
    FEATURE(41, mix(mix(r0->lower, kr), mix(kl, len)));
    FEATURE(42, mix(mix(l0->lower, kr), ahead));
#undef FEATURE
    return m;
}

/* What the tables know of the gap after w[0]: -1 no end, 1 an end, 0 nothing. */
static int known_end(const struct text_weights *wt, const struct word *w)
{
    uint8_t known = w[0].kind == KIND_DOTTED || w[0].kind == KIND_INITIAL || w[0].kind == KIND_ADDRESS
                        ? split_lookup(&wt->known, w[0].lower) : KNOWN_NOT;
    int name = w[1].kind == KIND_CAP || w[1].kind == KIND_CAPS || w[1].kind == KIND_INITIAL || w[1].kind == KIND_DOTTED;
    if (known == KNOWN_TITLE && name)
        return -1;
    return known == KNOWN_ABBREVIATION && w[1].kind == KIND_CAP && split_lookup(&wt->known, w[1].lower) == KNOWN_OPENER;
}

void split_sentences(const struct text_weights *wt, struct word *w, size_t n, uint32_t *to_stop, uint8_t *repeats)
{
    uint32_t f[TEXT_MAX_FEATURES];
    struct end_state s;
    split_end_begin(&s, w, n, to_stop, repeats);
    for (size_t i = 0; i < n; i++) {
        split_end_step(&s, w, i);
        int32_t score = wt->end_bias;
        if (i + 1 < n && !(w[i + 1].flags & WORD_MWT_REST)) {
            size_t m = split_end_features(&s, w, n, i, f);
            for (size_t k = 0; k < m; k++)
                score += wt->end[f[k]];
            int known = known_end(wt, &w[i]);
            score = known ? known : score;
        } else {
            score = i + 1 == n;
        }
        if (score > 0) {
            w[i].flags |= WORD_LAST;
            split_end_reset(&s, i + 1);
        }
    }
}
