/* syntax/stems.c: endings off, against lists of verbs and of irregular forms.
 *
 * The model guesses a lemma from the last letters; of verbs that its treebanks do not have it makes "blam", "shel", "withdrain". */
#include "syntax/stems.h"

#include <string.h>

#include "base/buf.h"
#include "base/banned.h"

static bool open_one(struct map *m, const char *data_dir, const char *name, struct dl_err *err)
{
    struct buf path = {0};
    buf_printf(&path, "%s/data/en/verbs/%s", data_dir, name);
    bool ok = map_open(m, path.at, 0, err);
    buf_free(&path);
    return ok;
}

bool stems_open(struct stems *s, const char *data_dir, struct dl_err *err)
{
    return open_one(&s->verbs, data_dir, "verbs.txt", err) && open_one(&s->irregular, data_dir, "irregular.txt", err) &&
           open_one(&s->saying, data_dir, "saying.txt", err);
}

void stems_close(struct stems *s)
{
    map_close(&s->verbs);
    map_close(&s->irregular);
    map_close(&s->saying);
}

static size_t line_of(const struct map *m, size_t at)
{
    while (at && m->at[at - 1] != '\n')
        at--;
    return at;
}

/* What stands behind the word in its line, as long as *rest says; NULL if no line begins with it. */
static const char *line_with(const struct map *m, const char *word, size_t n, size_t *rest)
{
    for (size_t lo = 0, hi = m->n; lo < hi;) {
        size_t line = line_of(m, lo + (hi - lo) / 2), key = line, end;
        while (key < hi && m->at[key] != '\n' && m->at[key] != ' ')
            key++;
        for (end = key; end < hi && m->at[end] != '\n';)
            end++;
        size_t have = key - line;
        int order = memcmp(m->at + line, word, have < n ? have : n);
        order = order ? order : have < n ? -1 : have > n;
        if (!order)
            return *rest = end - key, m->at + key;
        if (order < 0)
            lo = end + 1;
        else
            hi = line;
    }
    return NULL;
}

static bool listed(const struct stems *s, const char *word, size_t n)
{
    size_t rest;
    return line_with(&s->verbs, word, n, &rest) != NULL;
}

bool stems_says(const struct stems *s, const char *lemma)
{
    size_t rest;
    return lemma && line_with(&s->saying, lemma, strlen(lemma), &rest) != NULL;
}

/* "fled": flee. */
static bool irregular(const struct stems *s, const char *word, size_t n, char out[STEM_MAX])
{
    size_t rest;
    const char *verb = line_with(&s->irregular, word, n, &rest);
    if (!verb || rest < 2 || rest >= STEM_MAX)
        return false;
    memcpy(out, verb + 1, rest - 1);
    out[rest - 1] = 0;
    return true;
}

static bool vowel(char c) { return strchr("aeiou", c) != NULL; }

/* One vowel between consonants: with an ending its last letter would have been doubled ("hop", "hopped"). */
static bool doubles(const char *w, size_t n)
{
    return n > 2 && !vowel(w[n - 1]) && !strchr("wxy", w[n - 1]) && vowel(w[n - 2]) && !vowel(w[n - 3]);
}

/* The stem w with an end put on, if that is a verb. */
static bool try(const struct stems *s, const char *w, size_t n, const char *add, char out[STEM_MAX])
{
    size_t more = strlen(add);
    if (n < 2 || n + more >= STEM_MAX)
        return false;
    memcpy(out, w, n);
    memcpy(out + n, add, more + 1);
    return listed(s, out, n + more);
}

/* "hop", "hope", "hopp"; "panick". */
static bool stem(const struct stems *s, const char *w, size_t n, char out[STEM_MAX])
{
    bool late = n > 1 && doubles(w, n);
    if ((late && try(s, w, n, "e", out)) || try(s, w, n, "", out) || (!late && try(s, w, n, "e", out)))
        return true;
    bool twice = n > 3 && w[n - 1] == w[n - 2], hard = n > 3 && w[n - 1] == 'k' && w[n - 2] == 'c';
    return (twice || hard) && try(s, w, n - 1, "", out);
}

static bool ends(const char *w, size_t n, const char *with)
{
    size_t m = strlen(with);
    return n > m + 1 && memcmp(w + n - m, with, m) == 0;
}

bool stems_find(const struct stems *s, const char *form, const char *guess, char out[STEM_MAX])
{
    char w[STEM_MAX];
    size_t n = 0;
    for (; form[n] && n + 1 < STEM_MAX; n++)
        w[n] = (char)(form[n] >= 'A' && form[n] <= 'Z' ? form[n] | 32 : form[n]);
    if (form[n] || listed(s, guess, strlen(guess)))
        return false;
    if (irregular(s, w, n, out))
        return true;
    if (ends(w, n, "ied") || ends(w, n, "ies"))
        return try(s, w, n - 3, "y", out);
    if (ends(w, n, "ed"))
        return stem(s, w, n - 2, out);
    if (ends(w, n, "ing"))
        return stem(s, w, n - 3, out);
    return ends(w, n, "s") && (try(s, w, n - 1, "", out) || (ends(w, n, "es") && try(s, w, n - 2, "", out)));
}
