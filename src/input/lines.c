/* input/lines.c: lines and what stands on them. */
#include "input/lines.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
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

bool line_is(struct line l, const char *words) { return l.n == strlen(words) && strncasecmp(l.s, words, l.n) == 0; }
bool line_begins(struct line l, const char *words) { return l.n >= strlen(words) && strncasecmp(l.s, words, strlen(words)) == 0; }

int32_t line_words(struct line l)
{
    int32_t v = 0;
    uint32_t i = 0;
    for (; i < l.n && i < 9 && ((l.s[i] >= '0' && l.s[i] <= '9') || (i && l.s[i] == ',')); i++)
        v = l.s[i] == ',' ? v : v * 10 + (l.s[i] - '0');
    return i && line_is((struct line){l.s + i, l.n - i}, " words") ? v : -1;
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
