/* syntax/features.c: hashes of a word's spelling; equal bytes give equal hashes on every machine. */
#include "syntax/features.h"

#include <string.h>

enum { WORD_MAX = 64 };

struct spelling {
    char text[WORD_MAX + 8];
    int  size;
};

uint64_t syntax_hash(const char *bytes, size_t size, uint64_t seed)
{
    uint64_t h = 0xcbf29ce484222325u ^ (seed * 0x9e3779b97f4a7c15u);
    for (size_t i = 0; i < size; i++)
        h = (h ^ (unsigned char)bytes[i]) * 0x100000001b3u;
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93u;
    h ^= h >> 32;
    return h ? h : 1;
}

/* Typographic punctuation in three bytes (E2 80 xx) becomes its plain twin. */
static const char *plain_twin(unsigned char last)
{
    switch (last) {
    case 0x90: case 0x91: case 0x92: case 0x93: return "-";
    case 0x94: case 0x95: return "--";
    case 0x98: case 0x99: case 0x9a: case 0x9b: return "'";
    case 0x9c: case 0x9d: case 0x9e: case 0x9f: return "\"";
    case 0xa6: return "...";
    default: return NULL;
    }
}

static void normalise(const char *form, size_t size, struct spelling *s)
{
    s->size = 0;
    for (size_t i = 0; i < size && s->size < WORD_MAX; i++) {
        const unsigned char *b = (const unsigned char *)form + i;
        const char *twin = NULL;
        if (b[0] == 0xe2 && i + 2 < size && b[1] == 0x80)
            twin = plain_twin(b[2]);
        if (!twin) {
            s->text[s->size++] = form[i];
            continue;
        }
        for (; *twin; twin++)
            s->text[s->size++] = *twin;
        i += 2;
    }
}

static void to_lower(const struct spelling *from, struct spelling *to)
{
    to->size = from->size;
    for (int i = 0; i < from->size; i++) {
        unsigned char c = (unsigned char)from->text[i];
        unsigned char before = i ? (unsigned char)from->text[i - 1] : 0;
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c + 32);
        else if (before == 0xc3 && c >= 0x80 && c <= 0x9e && c != 0x97)
            c = (unsigned char)(c + 32);
        to->text[i] = (char)c;
    }
}

static void digits_to_zero(struct spelling *s)
{
    for (int i = 0; i < s->size; i++)
        if (s->text[i] >= '0' && s->text[i] <= '9')
            s->text[i] = '0';
}

static char shape_of(unsigned char c)
{
    if (c >= 'A' && c <= 'Z')
        return 'X';
    if (c >= 'a' && c <= 'z')
        return 'x';
    if (c >= '0' && c <= '9')
        return 'd';
    return c >= 0x80 ? 'u' : (char)c;
}

/* "McDonald's" -> "XxXxx'x": runs are cut at two. */
static uint64_t shape_hash(const struct spelling *s)
{
    char shape[WORD_MAX + 8];
    int n = 0;
    for (int i = 0; i < s->size; i++) {
        char c = shape_of((unsigned char)s->text[i]);
        if (n < 2 || shape[n - 1] != c || shape[n - 2] != c)
            shape[n++] = c;
    }
    return syntax_hash(shape, (size_t)n, 3);
}

static int is_inside_letter(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

static void add(struct word_features *out, uint64_t hash)
{
    if (out->n_bag < SYNTAX_BAG_MAX)
        out->bag[out->n_bag++] = (uint32_t)(hash >> 13);
}

/* Prefixes and suffixes of one to four letters, shorter than the word. */
static void add_affixes(const struct spelling *s, struct word_features *out)
{
    int end = 0;
    for (int k = 1; k <= 4 && end < s->size; k++) {
        for (end++; end < s->size && is_inside_letter(s->text[end]); end++)
            ;
        if (end < s->size)
            add(out, syntax_hash(s->text, (size_t)end, 10));
    }
    int start = s->size;
    for (int k = 1; k <= 4 && start > 0; k++) {
        for (start--; start > 0 && is_inside_letter(s->text[start]); start--)
            ;
        if (start > 0)
            add(out, syntax_hash(s->text + start, (size_t)(s->size - start), 11));
    }
}

static void add_trigrams(const struct spelling *s, struct word_features *out)
{
    char framed[WORD_MAX + 16];
    int n = s->size + 2;
    framed[0] = '^';
    memcpy(framed + 1, s->text, (size_t)s->size);
    framed[n - 1] = '$';
    for (int i = 0; i + 3 <= n; i++)
        add(out, syntax_hash(framed + i, 3, 12));
}

void syntax_features(const char *form, size_t size, struct word_features *out)
{
    struct spelling cased, lower;
    normalise(form, size, &cased);
    to_lower(&cased, &lower);
    out->n_bag = 0;
    out->vector = syntax_hash(lower.text, (size_t)lower.size, 1);
    out->vector_part = 0;
    for (int i = lower.size - 2; i > 0 && !out->vector_part; i--)
        if (lower.text[i] == '-')
            out->vector_part = syntax_hash(lower.text + i + 1, (size_t)(lower.size - i - 1), 1);
    uint64_t shape = shape_hash(&cased);
    digits_to_zero(&cased);
    digits_to_zero(&lower);
    out->cased = syntax_hash(cased.text, (size_t)cased.size, 2);
    out->lower = syntax_hash(lower.text, (size_t)lower.size, 2);
    add(out, out->cased);
    add(out, out->lower ^ 0x5bd1e995);
    add(out, shape);
    add_affixes(&lower, out);
    add_trigrams(&lower, out);
}
