/* text/blocks.c: which line breaks end a paragraph. A break is the typesetter's when the next line's first
 * word would not have fitted; then it is only white space. */
#include "text/blocks.h"

#include <string.h>

#include "base/arena.h"

enum { WIDTH_MIN = 30, WIDTH_MAX = 132 };

struct line { struct dl_span span; bool blank; uint32_t first_word; bool lower; };
struct line_list { struct line *at; uint32_t n, cap; };

static bool is_blank(char c)
{
    return (unsigned char)c <= ' ';
}

static struct line_list lines_of(const struct dl_article *art, struct arena *a)
{
    struct line_list l = { 0 };
    for (uint32_t i = 0; i < art->n;) {
        uint32_t end = i;
        while (end < art->n && art->text[end] != '\n' && art->text[end] != '\r' && art->text[end] != '\f')
            end++;
        uint32_t start = i, stop = end;
        while (start < stop && is_blank(art->text[start]))
            start++;
        while (stop > start && is_blank(art->text[stop - 1]))
            stop--;
        struct line *o = VEC_PUSH(a, &l);
        *o = (struct line){ .span = { start, stop }, .blank = start == stop };
        while (start + o->first_word < stop && !is_blank(art->text[start + o->first_word]))
            o->first_word++;
        o->lower = start < stop && art->text[start] >= 'a' && art->text[start] <= 'z';
        if (end + 1 < art->n && art->text[end] == '\r' && art->text[end + 1] == '\n')
            end++;
        i = end + 1;
    }
    return l;
}

static uint32_t size(const struct line *l)
{
    return l->span.end - l->span.start;
}

/* The width the text was wrapped at, or 0. */
static uint32_t wrap_width(const struct line_list *l)
{
    uint32_t width = 0, wide = 0, pairs = 0, full = 0;
    for (uint32_t i = 0; i + 1 < l->n; i++) {
        if (l->at[i].blank || l->at[i + 1].blank)
            continue;
        pairs++;
        wide += size(&l->at[i]) > WIDTH_MAX;
        if (size(&l->at[i]) <= WIDTH_MAX && size(&l->at[i]) > width)
            width = size(&l->at[i]);
    }
    if (pairs < 2 || wide * 10 > pairs || width < WIDTH_MIN)
        return 0;
    for (uint32_t i = 0; i + 1 < l->n; i++)
        if (!l->at[i].blank && !l->at[i + 1].blank)
            full += size(&l->at[i]) + 1 + l->at[i + 1].first_word + 3 > width;
    return full * 10 >= pairs * 6 ? width : 0;
}

static bool ends_thought(const char *text, const struct line *l)
{
    for (uint32_t i = l->span.end; i > l->span.start; i--) {
        char c = text[i - 1];
        if (c == '.' || c == '!' || c == '?' || c == ':')
            return true;
        if (c != '"' && c != '\'' && c != ')' && (unsigned char)c < 0x80)
            return false;
    }
    return false;
}

/* Does line i run on into the next? */
static bool runs_on(const char *text, const struct line_list *l, uint32_t i, uint32_t width)
{
    const struct line *x = &l->at[i], *y = &l->at[i + 1];
    if (y->lower && !ends_thought(text, x) && size(x) >= WIDTH_MIN)
        return true;
    if (width == 0)
        return false;
    return size(x) + 1 + y->first_word > width || (size(x) + 8 + y->first_word > width && !ends_thought(text, x));
}

static void put(struct block_list *out, struct arena *a, const char *text, struct dl_span s, uint8_t kind, bool fresh)
{
    while (s.start < s.end && is_blank(text[s.start]))
        s.start++;
    while (s.end > s.start && is_blank(text[s.end - 1]))
        s.end--;
    if (s.start < s.end)
        *VEC_PUSH(a, out) = (struct block){ s, kind, fresh };
}

/* The end of the dash after a dateline: "(Reuters) -- " belongs to it, marked so or not. */
static uint32_t past_dash(const char *text, uint32_t at, uint32_t end)
{
    uint32_t i = at, seen = at;
    while (i < end) {
        if (is_blank(text[i])) {
            i++;
        } else if (text[i] == '-') {
            seen = ++i;
        } else if (i + 3 <= end && !memcmp(text + i, "\xE2\x80", 2) && ((unsigned char)text[i + 2] == 0x93 || (unsigned char)text[i + 2] == 0x94)) {
            seen = i += 3;
        } else {
            break;
        }
    }
    return seen;
}

struct header { struct dl_span span; uint8_t kind; };

/* Cuts the header spans out of a block. */
static void put_cut(struct block_list *out, struct arena *a, const struct dl_article *art, struct dl_span s)
{
    const struct header head[4] = { { art->title, DL_SENT_TITLE }, { art->byline, DL_SENT_BYLINE },
                                    { art->printed_date, DL_SENT_DATE }, { art->dateline.span, DL_SENT_DATELINE } };
    bool fresh = true;
    while (s.start < s.end) {
        const struct header *next = NULL;
        for (int i = 0; i < 4; i++) {
            struct dl_span h = head[i].span;
            if (h.end > h.start && h.end <= art->n && h.end > s.start && h.start < s.end &&
                (!next || h.start < next->span.start))
                next = &head[i];
        }
        uint32_t n = out->n;
        if (!next) {
            put(out, a, art->text, s, DL_SENT_BODY, fresh);
            return;
        }
        if (next->span.start > s.start)
            put(out, a, art->text, (struct dl_span){ s.start, next->span.start }, DL_SENT_BODY, fresh);
        fresh = fresh && out->n == n;
        n = out->n;
        uint32_t from = next->span.start > s.start ? next->span.start : s.start;
        uint32_t to = next->span.end < s.end ? next->span.end : s.end;
        if (next->kind == DL_SENT_DATELINE)
            to = past_dash(art->text, to, s.end);
        put(out, a, art->text, (struct dl_span){ from, to }, next->kind, fresh);
        fresh = fresh && out->n == n;
        s.start = to;
    }
}

struct block_list blocks_find(const struct dl_article *art, struct arena *a)
{
    struct line_list l = lines_of(art, a);
    struct block_list out = { 0 };
    uint32_t width = wrap_width(&l);
    for (uint32_t i = 0; i < l.n; i++) {
        if (l.at[i].blank)
            continue;
        struct dl_span s = l.at[i].span;
        while (i + 1 < l.n && !l.at[i + 1].blank && runs_on(art->text, &l, i, width))
            s.end = l.at[++i].span.end;
        put_cut(&out, a, art, s);
    }
    return out;
}
