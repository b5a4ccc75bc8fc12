/* input/lines.c: lines and what stands on them. */
#include "input/lines.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "input/charset.h"
#include "input/format.h"
#include "input/stamp.h"
#include "base/banned.h"

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }

struct lines lines_open(const struct input_source *src, uint32_t *notes, struct arena *a)
{
    struct lines l = {.n = src->n};
    l.s = charset_utf8(src->bytes, &l.n, src->charset, notes, a);
    if (l.n >= 3 && memcmp(l.s, "\xEF\xBB\xBF", 3) == 0)
        l.at = 3;
    return l;
}

bool lines_next(struct lines *l, struct line *out)
{
    if (l->at >= l->n)
        return false;
    const char *s = l->s + l->at, *nl = memchr(s, '\n', l->n - l->at);
    size_t n = nl ? (size_t)(nl - s) : l->n - l->at;
    l->at += n + 1;
    l->line++;
    while (n && is_space(s[n - 1]))
        n--;
    while (n && is_space(*s))
        s++, n--;
    *out = (struct line){s, n > UINT32_MAX ? UINT32_MAX : (uint32_t)n};
    return true;
}

/* The bytes at s that are the small letters of words, in any case; 0 if they are not. */
static uint32_t match(const char *s, uint32_t n, const char *words)
{
    uint32_t at = 0;
    for (uint32_t len, other; *words; at += len, words += other) {
        uint32_t w = utf8_decode(words, strnlen(words, 4), &other);
        if (at >= n || utf8_lower(utf8_decode(s + at, n - at, &len)) != w)
            return 0;
    }
    return at;
}

bool line_is(struct line l, const char *words) { return l.n && match(l.s, l.n, words) == l.n; }
bool line_begins(struct line l, const char *words) { return match(l.s, l.n, words) > 0; }

static const struct term { const char *word, *is, *place; } terms[] = {
#include "exports.inc"
};
enum { N_TERMS = sizeof terms / sizeof *terms };

bool line_is_one(struct line l, const char *place)
{
    for (int i = 0; i < N_TERMS; i++)
        if (strcmp(terms[i].place, place) == 0 && line_is(l, terms[i].word))
            return true;
    return false;
}

uint32_t line_field(struct line l, const char *place, const char **is)
{
    for (int i = 0; i < N_TERMS; i++) {
        uint32_t n = strcmp(terms[i].place, place) == 0 ? match(l.s, l.n, terms[i].word) : 0, blanks = n && n < l.n && l.s[n] == ' ';
        if (n && n + blanks < l.n && l.s[n + blanks] == ':') {
            *is = terms[i].is;
            return n + blanks + 1;
        }
    }
    return 0;
}

/* A number and the white space around it; false leaves *at. */
static bool take_count(struct line l, uint32_t *at, unsigned *v)
{
    uint32_t i = *at;
    *v = 0;
    while (i < l.n && is_space(l.s[i]))
        i++;
    uint32_t from = i;
    for (; i < l.n && i - from < 6 && l.s[i] >= '0' && l.s[i] <= '9'; i++)
        *v = *v * 10 + (unsigned)(l.s[i] - '0');
    if (i == from)
        return false;
    while (i < l.n && is_space(l.s[i]))
        i++;
    *at = i;
    return true;
}

bool line_numbers(struct line l, unsigned *number, unsigned *of)
{
    for (int i = 0; i < N_TERMS && l.n < 48; i++) {
        const struct term *t = &terms[i];
        bool named = strcmp(t->place, "named") == 0;
        uint32_t at = 0, n;
        if (!named && strcmp(t->place, "number") != 0)
            continue;
        at = named ? match(l.s, l.n, t->word) : 0;
        if ((named && !at) || !take_count(l, &at, number) || !(n = match(l.s + at, l.n - at, named ? t->is : t->word)))
            continue;
        at += n;
        if (take_count(l, &at, of) && (named ? at == l.n : line_is((struct line){l.s + at, l.n - at}, t->is)))
            return true;
    }
    return false;
}

uint32_t line_document(struct line l)
{
    for (int i = 0; i < N_TERMS; i++) {
        uint32_t n = strcmp(terms[i].place, "document") == 0 ? match(l.s, l.n, terms[i].word) : 0;
        if (n && n < l.n && l.s[n] == ' ')
            return n + 1;
    }
    return 0;
}

int32_t line_words(struct line l)
{
    int32_t v = 0;
    uint32_t i = 0, digits = 0;
    for (; i < l.n && digits < 8; i++) {
        bool digit = l.s[i] >= '0' && l.s[i] <= '9', apart = digits && i + 1 < l.n && l.s[i + 1] >= '0' && l.s[i + 1] <= '9';
        if (!digit && !(apart && (l.s[i] == ',' || l.s[i] == '.' || l.s[i] == ' ')))
            break;
        v = digit ? v * 10 + (l.s[i] - '0') : v;
        digits += digit;
    }
    return digits && i < l.n && l.s[i] == ' ' && line_is_one((struct line){l.s + i + 1, l.n - i - 1}, "words") ? v : -1;
}

bool line_day(struct line l, char day[12])
{
    char copy[64];
    *day = 0;
    if (l.n < 6 || l.n >= sizeof copy)
        return false;
    memcpy(copy, l.s, l.n);
    copy[l.n] = 0;
    return stamp_day(copy, day);
}

const char *line_text(struct line l, struct arena *a) { return l.n ? arena_text(a, l.s, l.n) : NULL; }

uint32_t count_words(const char *s, size_t n)
{
    uint32_t words = 0;
    for (size_t i = 0; i < n; i++)
        words += !is_space(s[i]) && (i == 0 || is_space(s[i - 1]));
    return words;
}

const char *lines_joined(const char *s, size_t from, size_t to, struct arena *a)
{
    char *out = arena_take(a, to - from + 1, 1);
    size_t k = 0;
    for (size_t i = from; i < to; i++)
        if (!is_space(s[i]))
            out[k++] = s[i];
        else if (k && out[k - 1] != ' ')
            out[k++] = ' ';
    while (k && out[k - 1] == ' ')
        k--;
    out[k] = 0;
    return k ? out : NULL;
}
