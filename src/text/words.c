/* text/words.c: where the words of a run of characters part. Each place where classes of characters meet
 * is a question to a linear classifier with hashed features; what parts is data, not code. */
#include "text/split.h"

static uint32_t mix(uint32_t h, uint32_t v)
{
    h = (h ^ v) * 0x9E3779B1u;
    return h ^ h >> 15;
}

static uint32_t fold(uint32_t ch)
{
    return (ch >= 'A' && ch <= 'Z') || (ch >= 0xC0 && ch <= 0xDE && ch != 0xD7) ? ch + 32 : ch;
}

static int is_apostrophe(uint32_t ch)
{
    return ch == '\'' || ch == 0x2019 || ch == '`';
}

static int is_alpha(const struct chr *c)
{
    return c->cls == CHR_LOWER || c->cls == CHR_UPPER || c->cls == CHR_LETTER;
}

static int is_alnum(const struct chr *c)
{
    return is_alpha(c) || c->cls == CHR_DIGIT;
}

int split_may_break(const struct chr *c, size_t from, size_t to, size_t i)
{
    if (i <= from || i >= to)
        return 0;
    if (!is_alnum(&c[i]) || !is_alnum(&c[i - 1])) {
        /* "do|n't": the n goes with the mark. */
        return !(is_apostrophe(c[i].ch) && i + 1 < to && fold(c[i + 1].ch) == 't' && fold(c[i - 1].ch) == 'n');
    }
    if (c[i].cls == CHR_DIGIT || c[i - 1].cls == CHR_DIGIT)
        return c[i].cls != c[i - 1].cls;
    return fold(c[i].ch) == 'n' && i + 2 < to && is_apostrophe(c[i + 1].ch) && fold(c[i + 2].ch) == 't';
}

/* A character by kind: letters and digits by class, marks by themselves. */
static uint32_t sort(const struct chr *c, size_t from, size_t to, ptrdiff_t i)
{
    if (i < (ptrdiff_t)from || i >= (ptrdiff_t)to)
        return 1;
    const struct chr *x = &c[i];
    if (x->ch == 0x2019 || x->ch == 0x2018 || x->ch == '`')
        return '\'';
    return x->cls == CHR_PUNCT ? x->ch : x->cls + 16u;
}

static uint32_t exact(const struct chr *c, size_t from, size_t to, ptrdiff_t i)
{
    return i < (ptrdiff_t)from || i >= (ptrdiff_t)to ? 1 : fold(c[i].ch);
}

struct run {
    uint32_t hash, shape, len, kind;
};

/* The alphanumeric run that ends before i (step -1) or begins at i (step 1), at most 24 characters. */
static struct run run_at(const struct chr *c, size_t from, size_t to, size_t i, int step)
{
    struct run r = { .hash = 7, .shape = 3 };
    uint32_t last = 0;
    for (ptrdiff_t k = step > 0 ? (ptrdiff_t)i : (ptrdiff_t)i - 1;
         k >= (ptrdiff_t)from && k < (ptrdiff_t)to && r.len < 24 && is_alnum(&c[k]); k += step, r.len++) {
        r.hash = mix(r.hash, fold(c[k].ch));
        if (c[k].cls != last)
            r.shape = mix(r.shape, c[k].cls);
        last = c[k].cls;
        r.kind |= 1u << c[k].cls;
    }
    return r;
}

/* What the whole chunk is like: bits for @, ://, www, dots, hyphens, slashes, underscores. */
static uint32_t chunk_bits(const struct chr *c, size_t from, size_t to)
{
    uint32_t bits = 0;
    size_t end = to - from > 64 ? from + 64 : to;
    for (size_t i = from; i < end; i++) {
        uint32_t ch = c[i].ch;
        bits |= ch == '@' ? 1u : ch == '_' ? 2u : ch == '/' ? 4u : 0u;
        if (ch == ':' && i + 2 < to && c[i + 1].ch == '/' && c[i + 2].ch == '/')
            bits |= 8;
        if (ch == '.' && i > from && i + 2 < to && is_alpha(&c[i - 1]) && c[i + 1].cls == CHR_LOWER &&
            c[i + 2].cls == CHR_LOWER)
            bits |= 16;
        if (fold(ch) == 'w' && i + 3 < to && fold(c[i + 1].ch) == 'w' && fold(c[i + 2].ch) == 'w' && c[i + 3].ch == '.')
            bits |= 32;
    }
    return bits;
}

static uint32_t bucket(size_t n)
{
    return n < 5 ? (uint32_t)n : n < 8 ? 5 : n < 16 ? 6 : 7;
}

static uint32_t marks_only(const struct chr *c, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < from + 8; i++)
        if (is_alnum(&c[i]))
            return 0;
    return 1;
}

size_t split_break_features(const struct chr *c, size_t from, size_t to, size_t start, size_t i, uint32_t *out)
{
    ptrdiff_t p = (ptrdiff_t)i;
    size_t n = 0;
#define FEATURE(id, value) (out[n++] = mix(mix(id * 0x85EBCA6Bu, value), 77) >> (32 - TEXT_BREAK_BITS))
#define S(k) sort(c, from, to, p + (k))
#define X(k) exact(c, from, to, p + (k))
    struct run left = run_at(c, from, to, i, -1), right = run_at(c, from, to, i, 1);
    struct run before = run_at(c, from, to, i - 1, -1);         /* left of the mark before i */
    struct run after = run_at(c, from, to, i + 1, 1);           /* right of the mark at i */
    uint32_t pair = mix(S(-1), S(0)), bits = chunk_bits(c, from, to);
    uint32_t next = 0;                                          /* how the next chunk begins */
    size_t q = to;
    while (c[q].cls == CHR_SPACE)
        q++;
    next = c[q].cls == CHR_PUNCT ? c[q].ch : c[q].cls;
    struct run follow = { 0 };
    if (c[q].cls != CHR_END)
        follow = run_at(c, q, q + 24, q, 1);
    uint32_t trail = marks_only(c, i, to), lead = marks_only(c, from, i);
    size_t hyphens = 0;
    for (size_t k = from; k < to && k < from + 40; k++)
        hyphens += c[k].ch == '-';

    FEATURE(1, pair);
    FEATURE(2, mix(mix(S(-2), S(-1)), S(0)));
    FEATURE(3, mix(mix(S(-1), S(0)), S(1)));
    FEATURE(4, mix(mix(mix(S(-2), S(-1)), S(0)), S(1)));
    FEATURE(5, mix(mix(mix(S(-3), S(-2)), S(-1)), S(0)));
    FEATURE(6, mix(mix(mix(S(-1), S(0)), S(1)), S(2)));
    FEATURE(7, mix(mix(mix(mix(mix(S(-3), S(-2)), S(-1)), S(0)), S(1)), S(2)));
    FEATURE(8, mix(mix(X(-1), X(0)), X(1)));
    FEATURE(9, mix(mix(X(-2), X(-1)), X(0)));
    FEATURE(10, mix(mix(X(-2), X(-1)), mix(X(0), X(1))));
    FEATURE(11, mix(left.hash, mix(S(0), S(1))));
    FEATURE(12, mix(right.hash, mix(S(-1), S(-2))));
    FEATURE(13, mix(before.hash, pair));
    FEATURE(14, mix(after.hash, pair));
    FEATURE(15, mix(mix(before.hash, right.hash), S(-1)));
    FEATURE(16, mix(mix(left.hash, after.hash), S(0)));
    FEATURE(17, mix(mix(before.shape, right.shape), pair));
    FEATURE(18, mix(mix(left.shape, after.shape), pair));
    FEATURE(19, mix(bits, pair));
    FEATURE(20, mix(mix(bits, trail), pair));
    FEATURE(21, mix(trail + 2 * lead, pair));
    FEATURE(22, mix(mix(next, trail), pair));
    FEATURE(23, mix(mix(left.hash, next), mix(S(0), trail)));
    FEATURE(24, mix(mix(bucket(left.len), bucket(after.len)), pair));
    FEATURE(25, mix(mix(bucket(before.len), bucket(right.len)), pair));
    FEATURE(26, mix(bucket(i - start), pair));
    FEATURE(27, mix(mix(start == from, bucket(hyphens)), pair));
    FEATURE(28, mix(mix(before.hash, start == from), mix(pair, bucket(right.len) > 1)));
    FEATURE(29, mix(mix(left.hash, start == from), mix(pair, after.kind)));
    FEATURE(30, mix(mix(before.kind, right.kind), mix(pair, hyphens > 1)));
    FEATURE(31, mix(mix(left.kind, after.kind), mix(pair, hyphens > 1)));
    FEATURE(32, mix(mix(left.hash, right.hash), pair));
    FEATURE(33, mix(mix(follow.hash, left.hash), pair));
    FEATURE(34, mix(mix(exact(c, from, to, (ptrdiff_t)start), bucket(i - start)), pair));
    FEATURE(35, mix(mix(sort(c, from, to, (ptrdiff_t)start), sort(c, from, to, (ptrdiff_t)to - 1)), pair));
    FEATURE(36, mix(mix(bucket(to - i), bucket(i - from)), pair));
#undef FEATURE
#undef S
#undef X
    return n;
}

static int32_t score(const int8_t *weight, int32_t bias, const uint32_t *f, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bias += weight[f[i]];
    return bias;
}

static uint32_t lower_hash(const struct chr *c, size_t c0, size_t c1)
{
    uint32_t h = 7;
    for (size_t i = c0; i < c1 && i < c0 + 48; i++) {
        uint32_t ch = fold(c[i].ch);
        h = mix(h, ch == 0x2019 ? '\'' : ch);
    }
    return h;
}

uint32_t split_hash(const char *word)
{
    uint32_t h = 7;
    for (; *word; word++)
        h = mix(h, (unsigned char)*word);
    return h;
}

uint8_t split_lookup(const struct word_set *set, uint32_t hash)
{
    size_t lo = 0, hi = set->n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (set->hash[mid] < hash)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < set->n && set->hash[lo] == hash ? set->value[lo] : 0;
}

static int is_clitic(const struct chr *c, size_t c0, size_t c1)
{
    size_t n = c1 - c0;
    if (n == 3 && fold(c[c0].ch) == 'n' && is_apostrophe(c[c0 + 1].ch) && fold(c[c0 + 2].ch) == 't')
        return 1;
    if (!is_apostrophe(c[c0].ch) || n > 3)
        return 0;
    if (n == 1)
        return fold(c[c0 - 1].ch) == 's';
    uint32_t a = fold(c[c0 + 1].ch), b = n == 3 ? fold(c[c0 + 2].ch) : 0;
    return n == 2 ? a == 's' || a == 'm' || a == 'd' : (a == 'r' && b == 'e') || (a == 'v' && b == 'e') || (a == 'l' && b == 'l');
}

static size_t emit(const struct text_weights *w, const struct chr *c, size_t c0, size_t c1, int glued, struct word *out,
                   size_t m)
{
    out[m] = (struct word){ .c0 = (uint32_t)c0, .c1 = (uint32_t)c1, .flags = (uint8_t)(glued ? WORD_GLUED : 0) };
    if (glued && m > 0 && is_clitic(c, c0, c1) && is_alnum(&c[c0 - 1])) {
        if (!(out[m - 1].flags & WORD_MWT_REST))
            out[m - 1].flags |= WORD_MWT_FIRST;
        out[m].flags |= WORD_MWT_REST;
    }
    size_t cut = c1 - c0 < 16 && is_alpha(&c[c0]) ? split_lookup(&w->fused, lower_hash(c, c0, c1)) : 0;
    if (cut > 0 && cut < c1 - c0) {
        out[m].c1 = (uint32_t)(c0 + cut);
        out[m].flags |= WORD_MWT_FIRST;
        out[m + 1] = (struct word){ .c0 = (uint32_t)(c0 + cut), .c1 = (uint32_t)c1, .flags = WORD_GLUED | WORD_MWT_REST };
        return m + 2;
    }
    return m + 1;
}

/* Nothing but a closing mark or a comma follows. */
static int stands_free(const struct chr *c, size_t i, size_t to)
{
    return i == to || !(is_alnum(&c[i]) || c[i].ch == '.' || c[i].ch == '@' || c[i].ch == '/');
}

static size_t chunk_words(const struct text_weights *w, const struct chr *c, size_t from, size_t to, struct word *out,
                          size_t m)
{
    uint32_t f[TEXT_MAX_FEATURES];
    size_t start = from;
    for (size_t i = from + 1; i < to; i++) {
        if (!split_may_break(c, from, to, i))
            continue;
        if (c[i].ch == '.' && i - start < 12 && stands_free(c, i + 1, to) && split_lookup(&w->known, lower_hash(c, start, i + 1)))
            continue;                                           /* "p.m." keeps its stop */
        size_t n = split_break_features(c, from, to, start, i, f);
        if (score(w->brk, w->brk_bias, f, n) > 0) {
            m = emit(w, c, start, i, start > from, out, m);
            start = i;
        }
    }
    return emit(w, c, start, to, start > from, out, m);
}

size_t split_words(const struct text_weights *w, const struct chr *c, size_t n, struct word *out)
{
    size_t m = 0;
    for (size_t i = 0; i < n;) {
        if (c[i].cls == CHR_SPACE) {
            i++;
            continue;
        }
        size_t to = i + 1;
        while (to < n && c[to].cls != CHR_SPACE)
            to++;
        m = chunk_words(w, c, i, to, out, m);
        i = to;
    }
    split_describe(c, out, m);
    return m;
}

static uint8_t mark_kind(uint32_t ch)
{
    switch (ch) {
    case '.': case '!': case '?': case 0x3002: case 0xFF01: case 0xFF1F: return KIND_STOP;
    case 0x2026: return KIND_DOTS;
    case '(': case '[': case '{': case 0xAB: case 0x201C: case 0x2018: case 0x201E: return KIND_OPEN;
    case ')': case ']': case '}': case 0xBB: case 0x201D: case 0x2019: return KIND_CLOSE;
    case '"': case '\'': case '`': return KIND_QUOTE;
    case ',': case ';': return KIND_COMMA;
    case ':': return KIND_COLON;
    case '-': case 0x2013: case 0x2014: return KIND_DASH;
    default: return KIND_PUNCT;
    }
}

static uint8_t marks_kind(const struct chr *c, size_t n)
{
    uint8_t kind = mark_kind(c[0].ch);
    if (n == 1)
        return kind;
    if (kind == KIND_STOP)
        return c[0].ch == '.' && c[n - 1].ch == '.' ? KIND_DOTS : KIND_STOP;
    return kind == KIND_DASH || kind == KIND_QUOTE ? kind : KIND_PUNCT;
}

static uint8_t word_kind(const struct chr *c, size_t n)
{
    uint32_t seen = 0, dots = 0;
    for (size_t i = 0; i < n && i < 64; i++) {
        seen |= 1u << c[i].cls;
        dots += c[i].ch == '.';
        if (c[i].ch == '@' || c[i].ch == '/')
            seen |= 1u << 20;
    }
    uint32_t letters = seen & (1u << CHR_LOWER | 1u << CHR_UPPER | 1u << CHR_LETTER);
    if (!letters && !(seen & 1u << CHR_DIGIT))
        return marks_kind(c, n);
    if (seen & 1u << 20 && n > 3)
        return KIND_ADDRESS;
    if (!letters)
        return KIND_DIGIT;
    if (c[n - 1].ch == '.')
        return n == 2 ? KIND_INITIAL : KIND_DOTTED;
    if (dots > 0 && n > 5)
        return KIND_ADDRESS;
    if (c[0].cls == CHR_UPPER)
        return n == 1 || seen & 1u << CHR_LOWER ? KIND_CAP : KIND_CAPS;
    return letters == 1u << CHR_UPPER ? KIND_CAPS : letters & 1u << CHR_UPPER ? KIND_MIXED : KIND_LOWER;
}

void split_describe(const struct chr *c, struct word *w, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        size_t c0 = w[k].c0, len = w[k].c1 - c0;
        uint32_t last = 0, shape = 5, runs = 0;
        w[k].start = c[c0].at;
        w[k].end = c[w[k].c1].at;
        w[k].lower = lower_hash(c, c0, w[k].c1);
        w[k].len = (uint8_t)(len > 255 ? 255 : len);
        for (size_t i = c0; i < w[k].c1 && runs < 8; i++) {
            uint32_t s = c[i].cls == CHR_PUNCT ? c[i].ch : c[i].cls;
            if (s != last) {
                shape = mix(shape, s);
                runs++;
            }
            last = s;
        }
        w[k].shape = mix(shape, len < 4 ? (uint32_t)len : 4);
        w[k].kind = word_kind(c + c0, len);
    }
}
