/* syntax/lemma.c: keys and scripts of lemmas; shared by parser and trainer. */
#include "syntax/lemma.h"

#include <stdbool.h>
#include <string.h>

#include "syntax/features.h"

void lemma_lower(const char *form, size_t size, char *out)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)form[i], before = i ? (unsigned char)form[i - 1] : 0;
        bool upper = (c >= 'A' && c <= 'Z') || (before == 0xc3 && c >= 0x80 && c <= 0x9e && c != 0x97);
        out[i] = (char)(upper ? c + 32 : c);
    }
    out[size] = 0;
}

int lemma_keys(const char *form, size_t size, int xpos, int upos, uint64_t key[LEMMA_KEYS])
{
    char lower[LEMMA_MAX + 1];
    int n = 0;
    uint64_t tag = (uint64_t)(xpos + 1) * 64 + (uint64_t)(upos + 1);
    size = size > LEMMA_MAX ? LEMMA_MAX : size;
    lemma_lower(form, size, lower);
    key[n++] = syntax_hash(form, size, 100000 + tag);
    key[n++] = syntax_hash(lower, size, 200000 + tag);
    for (size_t end = size < 6 ? size : 6;; end--) {
        key[n++] = syntax_hash(lower + size - end, end, 300000 + tag);
        if (!end)
            return n;
    }
}

size_t lemma_apply(const char *script, const char *form, size_t size, char *out)
{
    size = size > LEMMA_MAX ? LEMMA_MAX : size;
    size_t cut = (size_t)(script[1] - '0'), more = strlen(script + 2);
    if (cut > size || more > 60)
        cut = more = 0;
    if (script[0] == 'l')
        lemma_lower(form, size, out);
    else
        memcpy(out, form, size);
    memcpy(out + size - cut, script + 2, more);
    size = size - cut + more;
    out[size] = 0;
    return size;
}
