/* text/quotes.c: each family of marks is labelled open, close or neither by the cheapest reading of the
 * paragraph, so white space is evidence and not law:
 * was "longer than planned, "Russian media quoted ... as saying   <- the second mark closes. */
#include "text/quotes.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"

enum family { DOUBLE, SINGLE, GUILLEMET, N_FAMILIES };
enum label { NEITHER, OPENS, CLOSES };
enum { OPEN_HINT = 1, CLOSE_HINT = 2, STRONG = 4, NEVER = 1000, RUNS_OUT = 10 };

struct mark {
    uint32_t at;
    uint8_t  len, family, hint, label;
    int      cost[3];                  /* by label */
    uint8_t  from[2];                  /* best label on the way into each state, and the state before */
    uint8_t  before[2];
};

/* Length of the quotation mark at s[0..n), 0 if there is none. */
static uint32_t mark_at(const char *s, size_t n, uint8_t *family, uint8_t *hint)
{
    const unsigned char *p = (const unsigned char *)s;
    *hint = 0;
    if (p[0] == '"' || p[0] == '\'') {
        int twin = p[0] == '\'' && n > 1 && p[1] == '\'';
        *family = p[0] == '"' || twin ? DOUBLE : SINGLE;
        return twin ? 2 : 1;
    }
    if (p[0] == '`' && n > 1 && p[1] == '`') {
        *family = DOUBLE;
        *hint = OPEN_HINT | STRONG;
        return 2;
    }
    if (p[0] == 0xC2 && n > 1 && (p[1] == 0xAB || p[1] == 0xBB)) {
        *family = GUILLEMET;
        *hint = STRONG | (p[1] == 0xAB ? OPEN_HINT : CLOSE_HINT);
        return 2;
    }
    if (p[0] != 0xE2 || n < 3 || p[1] != 0x80 || p[2] < 0x98 || p[2] > 0x9E || p[2] == 0x9B)
        return 0;
    *family = p[2] <= 0x9A ? SINGLE : DOUBLE;
    *hint = STRONG | (p[2] == 0x99 || p[2] == 0x9D ? CLOSE_HINT : OPEN_HINT);
    return 3;
}

static int is_word(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xC3;
}

static int is_space(unsigned char c)
{
    return c <= ' ' || c == 0x7F;
}

/* The byte before a mark or after it, other marks and a no-break space passed over; 0 at the paragraph's ends. */
static unsigned char byte_before(const char *text, struct dl_span para, uint32_t at)
{
    while (at > para.start) {
        unsigned char c = (unsigned char)text[at - 1];
        if (at >= para.start + 3 && !memcmp(text + at - 3, "\xE2\x80", 2)) {
            if (c < 0x98 || c > 0x9F)
                return c == 0x93 || c == 0x94 ? '-' : c == 0xA6 ? '.' : ' ';
            at -= 3;
        } else if (at >= para.start + 2 && c == 0xA0 && (unsigned char)text[at - 2] == 0xC2) {
            return ' ';
        } else if (c == '"' || c == '\'' || c == '`') {
            at--;
        } else {
            return c >= 0x80 ? 0xFF : c;
        }
    }
    return 0;
}

static unsigned char byte_after(const char *text, struct dl_span para, uint32_t at)
{
    while (at < para.end) {
        unsigned char c = (unsigned char)text[at];
        if (at + 3 <= para.end && !memcmp(text + at, "\xE2\x80", 2)) {
            unsigned char d = (unsigned char)text[at + 2];
            if (d < 0x98 || d > 0x9F)
                return d == 0x93 || d == 0x94 ? '-' : d == 0xA6 ? '.' : ' ';
            at += 3;
        } else if (at + 2 <= para.end && c == 0xC2 && (unsigned char)text[at + 1] == 0xA0) {
            return ' ';
        } else if (c == '"' || c == '\'' || c == '`') {
            at++;
        } else {
            return c >= 0x80 ? 0xFF : c;
        }
    }
    return 0;
}

static int opens_after(unsigned char c)
{
    return c == 0 || is_space(c) || strchr("([{-/=", c) != NULL;
}

static int closes_before(unsigned char c)
{
    return c == 0 || is_space(c) || strchr(")]}-.,;:!?/", c) != NULL;
}

static void price_double(struct mark *m, unsigned char before)
{
    int open = m->hint & OPEN_HINT, close = m->hint & CLOSE_HINT, wrong = m->hint & STRONG ? 24 : 8;
    m->cost[OPENS] = open ? 0 : close ? wrong : 2;
    m->cost[CLOSES] = close ? 0 : open ? wrong : 2;
    m->cost[NEITHER] = before >= '0' && before <= '9' && !(m->hint & STRONG) ? 5 : 16;   /* 6' 2" */
}

static void price_single(struct mark *m, unsigned char before, unsigned char after, unsigned char far)
{
    int open = m->hint & OPEN_HINT, close = m->hint & CLOSE_HINT;
    int plural = before == 's' || before == 'S' || before == 'z' || before == 'x';
    m->cost[OPENS] = open ? 0 : m->hint & STRONG ? NEVER : 12;
    m->cost[CLOSES] = close ? (plural && is_space(after) && is_word(far) ? 2 : 0) : NEVER;
    m->cost[NEITHER] = close && plural ? 0 : open && after >= '0' && after <= '9' ? 1 : 4;
}

static int note_mark(const char *text, struct dl_span para, uint32_t at, struct mark *m)
{
    *m = (struct mark){ .at = at };
    m->len = (uint8_t)mark_at(text + at, para.end - at, &m->family, &m->hint);
    if (m->len == 0)
        return 0;
    uint32_t end = at + m->len;
    unsigned char near = at > para.start ? (unsigned char)text[at - 1] : ' ';
    unsigned char next = end < para.end ? (unsigned char)text[end] : ' ';
    if (m->family == SINGLE && is_word(near) && is_word(next))
        return 0;                                               /* an apostrophe: don't */
    unsigned char before = byte_before(text, para, at), after = byte_after(text, para, end);
    int strong = m->hint & STRONG;
    if (!strong || (m->family == SINGLE && m->hint & CLOSE_HINT)) {
        int open = opens_after(before) && !(after == 0 || is_space(after));
        int close = closes_before(after) && !(before == 0 || is_space(before));
        m->hint = (uint8_t)(strong | (open && !close ? OPEN_HINT : close && !open ? CLOSE_HINT : strong ? CLOSE_HINT : 0));
    }
    if (m->family == SINGLE)
        price_single(m, before, next, end + 1 < para.end ? (unsigned char)text[end + 1] : 0);
    else
        price_double(m, before);
    return 1;
}

/* Labels the marks of one family: states 0 outside, 1 inside a quotation. */
static void label_family(struct mark **mark, size_t n, int family)
{
    enum { UNPAIRED = 11 };
    int best[2] = { 0, NEVER };
    for (size_t i = 0; i < n; i++) {
        struct mark *m = mark[i];
        int open_in = best[0] + m->cost[OPENS], open_again = best[1] + m->cost[OPENS] + UNPAIRED;
        int close_in = best[1] + m->cost[CLOSES], close_stray = best[0] + m->cost[CLOSES] + UNPAIRED;
        int out[2];
        m->before[0] = close_in <= close_stray;
        m->from[0] = CLOSES;
        out[0] = close_in <= close_stray ? close_in : close_stray;
        m->before[1] = open_again < open_in;
        m->from[1] = OPENS;
        out[1] = open_again < open_in ? open_again : open_in;
        for (int s = 0; s < 2; s++)
            if (best[s] + m->cost[NEITHER] < out[s]) {
                out[s] = best[s] + m->cost[NEITHER];
                m->from[s] = NEITHER;
                m->before[s] = (uint8_t)s;
            }
        best[0] = out[0];
        best[1] = out[1];
    }
    int state = best[1] + (family == SINGLE ? RUNS_OUT + 2 : 4) < best[0];
    for (size_t i = n; i-- > 0;) {
        mark[i]->label = mark[i]->from[state];
        state = mark[i]->before[state];
    }
}

static void add(struct quote_list *out, struct arena *a, struct dl_span span, uint32_t open_len, uint32_t close_len, int family)
{
    *VEC_PUSH(a, out) = (struct dl_quote){
        .span = span, .inner = { span.start + open_len, span.end - close_len }, .parent = -1,
        .no_open = open_len == 0, .no_close = close_len == 0, .single = family == SINGLE };
}

/* Does the paragraph begin with a mark of this family? */
static int begins_open(const char *text, struct dl_span para, int family)
{
    uint8_t got, hint;
    while (para.start < para.end && is_space((unsigned char)text[para.start]))
        para.start++;
    return para.start < para.end && mark_at(text + para.start, para.end - para.start, &got, &hint) && got == family;
}

static struct dl_span mark_span(const struct mark *m)
{
    return (struct dl_span){ m->at, m->at + m->len };
}

static void pair_family(struct dl_article *art, struct mark **mark, size_t n, int family, struct dl_span para,
                        struct dl_span next, struct quote_list *out, struct arena *a)
{
    const struct mark *open = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct mark *m = mark[i];
        if (m->label == NEITHER)
            continue;
        if (m->hint & (m->label == OPENS ? CLOSE_HINT : OPEN_HINT))
            note_add(art, a, DL_NOTE_QUOTE_SPACING, mark_span(m));
        if (open && m->label == OPENS) {                        /* the one before never closed */
            note_add(art, a, DL_NOTE_QUOTE_OPEN, mark_span(open));
            add(out, a, (struct dl_span){ open->at, m->at }, open->len, 0, family);
        } else if (!open && m->label == CLOSES) {
            note_add(art, a, DL_NOTE_QUOTE_CLOSE, mark_span(m));
            add(out, a, (struct dl_span){ para.start, m->at + m->len }, 0, m->len, family);
        } else if (open) {
            add(out, a, (struct dl_span){ open->at, m->at + m->len }, open->len, m->len, family);
        }
        open = m->label == OPENS ? m : NULL;
    }
    if (open) {
        if (!begins_open(art->text, next, family))
            note_add(art, a, DL_NOTE_QUOTE_OPEN, mark_span(open));
        add(out, a, (struct dl_span){ open->at, para.end }, open->len, 0, family);
    }
}

void quotes_find(struct dl_article *art, struct dl_span para, struct dl_span next, struct quote_list *out, struct arena *a)
{
    struct { struct mark *at; uint32_t n, cap; } marks = { 0 };
    for (uint32_t i = para.start; i < para.end;) {
        struct mark m;
        if (note_mark(art->text, para, i, &m)) {
            *VEC_PUSH(a, &marks) = m;
            i += m.len;
        } else {
            i++;
        }
    }
    if (marks.n == 0)
        return;
    struct mark **part = arena_take(a, marks.n, sizeof *part);
    for (int family = 0; family < N_FAMILIES; family++) {
        size_t n = 0;
        for (uint32_t i = 0; i < marks.n; i++)
            if (marks.at[i].family == family)
                part[n++] = &marks.at[i];
        label_family(part, n, family);
        pair_family(art, part, n, family, para, next, out, a);
    }
}

static int by_place(const void *x, const void *y)
{
    const struct dl_quote *a = x, *b = y;
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start ? -1 : 1;
    if (a->span.end != b->span.end)
        return a->span.end > b->span.end ? -1 : 1;
    return a->single - b->single;
}

void quotes_nest(struct quote_list *q)
{
    if (q->n == 0)
        return;
    qsort(q->at, q->n, sizeof *q->at, by_place);
    uint32_t n = 0;
    int32_t top = -1;
    for (uint32_t i = 0; i < q->n; i++) {
        struct dl_quote cur = q->at[i];
        while (top >= 0 && q->at[top].span.end <= cur.span.start)
            top = q->at[top].parent;
        if (top >= 0 && cur.span.end > q->at[top].span.end)
            continue;                                           /* crosses another: not a quotation */
        cur.parent = top;
        q->at[n] = cur;
        top = (int32_t)n++;
    }
    q->n = n;
}
