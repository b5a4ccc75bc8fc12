/* entities/countries.c: words of countries in running text. */
#include "entities/choice.h"

#include <string.h>

#include "base/utf8.h"
#include "base/banned.h"

enum { MAX_COUNTRY_WORDS = 8 };

bool knowledge_country(const struct knowledge *k, const char *key, bool capitals, int32_t day, struct known *out)
{
    struct choice c = choice_best(k, &(struct wanted){.key = key, .kinds = 1u << KNOWN_COUNTRY, .day = day, .capitals = capitals});
    if (!c.row)
        return false;
    choice_write(&c, out);
    return true;
}

static bool in_capitals(const char *s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (s[i] >= 'a' && s[i] <= 'z')
            return false;
    return n > 0;
}

uint32_t knowledge_country_at(const struct knowledge *k, const char *text, const struct dl_token *tok, uint32_t n, int32_t day, struct known *out)
{
    char key[NAME_KEY];
    uint32_t start = n ? tok[0].span.start : 0, len;
    if (!n || !utf8_is_upper(utf8_decode(text + start, tok[0].span.end - start, &len)))
        return 0;
    for (uint32_t i = n < MAX_COUNTRY_WORDS ? n : MAX_COUNTRY_WORDS; i > 0; i--) {
        uint32_t bytes = tok[i - 1].span.end - start;
        if (bytes >= NAME_KEY)
            continue;
        utf8_key(text + start, bytes, key, sizeof key);
        if (knowledge_country(k, key, in_capitals(text + start, bytes), day, out))
            return i;
    }
    return 0;
}
