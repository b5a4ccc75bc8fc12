/* input/thin.c: one pass over the tags of a page. Where it is not sure what it sees (a tag or a script that does not end), all that follows
 * is copied, and the parser decides. */
#include "input/thin.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/banned.h"

/* Behind the tag that begins at `at`, quoted values passed over; NULL if it does not end. */
static const char *tag_end(const char *at, const char *end)
{
    char quote = 0;
    for (at++; at < end; at++) {
        if (quote ? *at == quote : *at == '>')
            if (!quote)
                return at + 1;
            else
                quote = 0;
        else if (!quote && (*at == '"' || *at == '\'') && at[-1] == '=')
            quote = *at;
    }
    return NULL;
}

static bool begins(const char *at, const char *end, const char *word)
{
    size_t n = strlen(word);
    return (size_t)(end - at) > n && strncasecmp(at, word, n) == 0 && strchr(" \t\r\n/>", at[n]) != NULL;
}

/* Where the element that is open ends: its "</script"; NULL. */
static const char *raw_end(const char *at, const char *end, const char *close)
{
    for (; (at = memchr(at, '<', (size_t)(end - at))); at++)
        if (begins(at, end, close))
            return at;
    return NULL;
}

static bool is_ld(const char *tag, const char *end)
{
    for (const char *at = tag; (at = memchr(at, 'l', (size_t)(end - at))); at++)
        if (end - at > 7 && strncasecmp(at, "ld+json", 7) == 0)
            return true;
    return false;
}

/* The end of what is passed over or copied as a whole at a '<'; *keep: so many bytes of it are copied. NULL if it has no end. */
static const char *step(const char *at, const char *end, size_t *keep)
{
    static const char *const raw[][2] = {{"<script", "</script"}, {"<style", "</style"}};
    if (end - at > 4 && memcmp(at, "<!--", 4) == 0) {
        const char *close = memmem(at + 4, (size_t)(end - at) - 4, "-->", 3);
        *keep = close ? (size_t)(close + 3 - at) : 0;
        return close ? close + 3 : NULL;
    }
    bool tag = end - at > 1 && ((at[1] | 32) >= 'a' && (at[1] | 32) <= 'z');
    const char *inside = tag ? tag_end(at, end) : at + 1;
    *keep = inside ? (size_t)(inside - at) : 0;
    for (int i = 0; tag && inside && i < 2; i++)
        if (begins(at, end, raw[i][0])) {
            const char *close = raw_end(inside, end, raw[i][1]);
            if (close && is_ld(at, inside))
                *keep = (size_t)(close - at);
            return close;
        }
    return inside;
}

size_t html_thin(const char *html, size_t n, char *out)
{
    const char *at = html, *end = html + n, *tag;
    char *to = out;
    while ((tag = memchr(at, '<', (size_t)(end - at)))) {
        size_t keep;
        const char *next = step(tag, end, &keep);
        if (!next)
            break;
        memcpy(to, at, (size_t)(tag - at) + keep);
        to += (size_t)(tag - at) + keep;
        at = next;
    }
    memcpy(to, at, (size_t)(end - at));
    return (size_t)(to - out) + (size_t)(end - at);
}
