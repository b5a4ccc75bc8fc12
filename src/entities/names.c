/* entities/names.c: spellings of a name, by words that papers write, swap or leave out. */
#include "entities/names.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/table.h"
#include "base/utf8.h"
#include "base/banned.h"

enum { MAX_WORDS = 24 };

struct words { const char *at[MAX_WORDS]; size_t len[MAX_WORDS]; uint8_t kind[MAX_WORDS]; uint32_t n; };

bool particles_read(struct particles *p, const char *path, struct arena *a, struct dl_err *err)
{
    static const char *const kinds[] = {"plain", "article", "particle", "title"};
    struct table t;
    int at[2];
    if (!table_read(&t, path, a, err) || !table_need(&t, (const char *const[]){"word", "kind"}, at, 2, err))
        return false;
    p->word = arena_take(a, t.n_rows + 1, sizeof *p->word);
    p->kind = arena_take(a, t.n_rows + 1, 1);
    for (uint32_t i = 0; i < t.n_rows; i++) {
        const char *kind = table_cell(&t, i, at[1]);
        uint8_t k = NAME_TITLE;
        while (k > NAME_PLAIN && strcmp(kinds[k], kind) != 0)
            k--;
        if (k == NAME_PLAIN)
            return err_at(err, DL_EFORMAT, path, t.line[i], "has the unknown kind \"%s\"", kind);
        p->word[i] = table_cell(&t, i, at[0]);
        p->kind[i] = k;
    }
    p->n = t.n_rows;
    return true;
}

bool spellings_read(struct particles *p, const char *path, struct arena *a, struct dl_err *err)
{
    struct table t;
    int at[2];
    uint32_t cap = 0, cap_usual = 0;
    if (!table_read(&t, path, a, err) || !table_need(&t, (const char *const[]){"word", "also"}, at, 2, err))
        return false;
    for (uint32_t i = 0; i < t.n_rows; i++) {
        const char **part;
        uint32_t n = table_list(table_cell(&t, i, at[1]), a, &part);
        for (uint32_t j = 0; j < n; j++) {
            if (p->n_spellings == cap)
                p->spelling = arena_grow(a, p->spelling, &cap, sizeof *p->spelling);
            if (p->n_spellings == cap_usual)
                p->usual = arena_grow(a, p->usual, &cap_usual, sizeof *p->usual);
            p->spelling[p->n_spellings] = part[j];
            p->usual[p->n_spellings++] = table_cell(&t, i, at[0]);
        }
    }
    return true;
}

static void respell(const struct particles *p, const char **s, size_t *n)
{
    for (uint32_t i = 0; i < p->n_spellings; i++)
        if (p->spelling[i][0] == (*s)[0] && strlen(p->spelling[i]) == *n && memcmp(p->spelling[i], *s, *n) == 0) {
            *s = p->usual[i];
            *n = strlen(*s);
            return;
        }
}

static uint8_t word_kind(const struct particles *p, const char *s, size_t n)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (p->word[i][0] == s[0] && strlen(p->word[i]) == n && memcmp(p->word[i], s, n) == 0)
            return p->kind[i];
    return NAME_PLAIN;
}

static void split(const struct particles *p, const char *key, struct words *w)
{
    w->n = 0;
    for (const char *s = key; *s && w->n < MAX_WORDS;) {
        size_t n = strcspn(s, " ");
        w->at[w->n] = s;
        w->len[w->n] = n;
        w->kind[w->n] = word_kind(p, s, n);
        respell(p, &w->at[w->n], &w->len[w->n]);
        w->n++;
        s += n + (s[n] == ' ');
    }
}

static void add_form(char form[NAME_FORMS][NAME_KEY], uint32_t *n, const char *key)
{
    size_t len = strlen(key);
    if (*n == NAME_FORMS || !len)
        return;
    for (uint32_t i = 0; i < *n; i++)
        if (strcmp(form[i], key) == 0)
            return;
    memcpy(form[(*n)++], key, len + 1);
}

enum { DROP_TITLE = 1, DROP_INITIAL = 2, DROP_PARTICLE = 4, DROP_ARTICLE = 8, SWAP_ARTICLE = 16, JOIN_ARTICLE = 32 };

static bool dropped(const struct words *w, uint32_t i, uint32_t how)
{
    bool inside = i > 0 && i + 1 < w->n;
    return (how & DROP_TITLE && i + 1 < w->n && w->kind[i] == NAME_TITLE)
        || (how & DROP_INITIAL && inside && w->len[i] == 1)
        || (how & DROP_PARTICLE && inside && w->kind[i] == NAME_PARTICLE)
        || (how & DROP_ARTICLE && i + 1 < w->n && w->kind[i] == NAME_ARTICLE);
}

/* One spelling; "" if fewer than two words would be left of several. */
static void spell(const struct words *w, uint32_t how, char out[NAME_KEY])
{
    size_t n = 0;
    uint32_t left = 0;
    bool glue = false;
    for (uint32_t i = 0; i < w->n; i++) {
        if (dropped(w, i, how))
            continue;
        if (n + w->len[i] + 2 > NAME_KEY)
            break;
        if (n && !glue)
            out[n++] = ' ';
        memcpy(out + n, w->at[i], w->len[i]);
        if (how & SWAP_ARTICLE && w->kind[i] == NAME_ARTICLE)
            out[n] = out[n] == 'a' ? 'e' : 'a';
        n += w->len[i];
        left += !glue;
        glue = how & JOIN_ARTICLE && w->kind[i] == NAME_ARTICLE;
    }
    out[left > 1 || w->n < 2 ? n : 0] = 0;
}

/* The ways of spelling that can change anything in this name. */
static uint32_t ways(const struct words *w)
{
    uint32_t how = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        how |= w->kind[i] == NAME_TITLE ? DROP_TITLE : w->kind[i] == NAME_PARTICLE ? DROP_PARTICLE : 0;
        how |= w->kind[i] == NAME_ARTICLE ? DROP_ARTICLE | SWAP_ARTICLE | JOIN_ARTICLE : 0;
        how |= w->len[i] == 1 ? DROP_INITIAL : 0;
    }
    return how;
}

uint32_t name_forms(const struct particles *p, const char *name, size_t n, bool person, char form[NAME_FORMS][NAME_KEY])
{
    char key[NAME_KEY], other[NAME_KEY];
    struct words w;
    uint32_t count = 0;
    utf8_key(name, n, key, sizeof key);
    add_form(form, &count, key);
    if (!person)
        return count;
    split(p, key, &w);
    uint32_t any = ways(&w);
    for (uint32_t how = 0; how <= any; how++) {
        uint32_t article = how & (DROP_ARTICLE | SWAP_ARTICLE | JOIN_ARTICLE);
        if (how & ~any || article & (article - 1))
            continue;
        spell(&w, how, other);
        add_form(form, &count, other);
    }
    if (strchr(key, '\'')) {               /* "Oneill" */
        size_t to = 0;
        for (const char *s = key; *s; s++)
            if (*s != '\'')
                other[to++] = *s;
        other[to] = 0;
        add_form(form, &count, other);
    }
    return count;
}

bool name_initial(const struct particles *p, const char *name, size_t n, char form[NAME_KEY])
{
    char key[NAME_KEY];
    struct words w;
    utf8_key(name, n, key, sizeof key);
    split(p, key, &w);
    uint32_t first = 0;
    while (first < w.n && w.kind[first] == NAME_TITLE)
        first++;
    if (first + 1 >= w.n || w.len[w.n - 1] < 2 || w.len[first] < 2 || w.kind[first] != NAME_PLAIN || (signed char)w.at[first][0] < 0)
        return false;
    snprintf(form, NAME_KEY, "%c %.*s", w.at[first][0], (int)w.len[w.n - 1], w.at[w.n - 1]);
    return true;
}

uint32_t name_short(const struct particles *p, const char *name, size_t n, char form[3][NAME_KEY])
{
    char key[NAME_KEY];
    struct words w;
    uint32_t plain[MAX_WORDS], count = 0;
    utf8_key(name, n, key, sizeof key);
    split(p, key, &w);
    for (uint32_t i = 0; i < w.n; i++)
        if (w.kind[i] == NAME_PLAIN && w.len[i] > 1)
            plain[count++] = i;
    if (count < 3)
        return 0;
    const uint32_t pair[3][2] = {{0, count - 1}, {count - 2, count - 1}, {0, 1}};
    for (int f = 0; f < 3; f++) {
        uint32_t a = plain[pair[f][0]], b = plain[pair[f][1]];
        snprintf(form[f], NAME_KEY, "%.*s %.*s", (int)w.len[a], w.at[a], (int)w.len[b], w.at[b]);
    }
    return 3;
}
