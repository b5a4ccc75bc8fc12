/* events/codes.c: the fourth digit of a CAMEO code, where the words below an event say what it is about. */
#include <string.h>

#include "base/err.h"
#include "base/table.h"
#include "events/inside.h"
#include "base/banned.h"

enum { BELOW = 6 };
struct about { const char **family, **word; uint32_t n_families, n_words; char digit; };
struct codes { struct about *row; uint32_t n; };

struct codes *codes_read(const char *path, struct arena *a, struct dl_err *err)
{
    static const char *const names[] = {"family", "digit", "words"};
    struct codes *c = arena_take(a, 1, sizeof *c);
    struct table t;
    int at[3];
    if (!table_read(&t, path, a, err) || !table_need(&t, names, at, 3, err))
        return NULL;
    c->row = arena_take(a, t.n_rows, sizeof *c->row);
    for (uint32_t i = 0; i < t.n_rows; i++) {
        struct about *r = &c->row[c->n++];
        r->n_families = table_list(table_cell(&t, i, at[0]), a, &r->family);
        r->digit = *table_cell(&t, i, at[1]);
        r->n_words = table_list(table_cell(&t, i, at[2]), a, &r->word);
        if (r->digit < '1' || r->digit > '9')
            return err_at(err, DL_EFORMAT, path, t.line[i], "a digit from 1 to 9 was expected"), NULL;
    }
    return c;
}

static bool among(const char *const *list, uint32_t n, const char *word)
{
    for (uint32_t i = 0; i < n; i++)
        if (!strcmp(list[i], word))
            return true;
    return false;
}

/* The digit by a word, 0 if it tells none. */
static char told(const struct codes *c, const char *cameo, const char *lemma)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (among(c->row[i].family, c->row[i].n_families, cameo) && among(c->row[i].word, c->row[i].n_words, lemma))
            return c->row[i].digit;
    return 0;
}

/* The word nearest to the event that tells: its own first, then level by level what it governs. */
static char below(const struct work *w, const char *cameo, int32_t t, int depth)
{
    char digit = w->art->token[t].lemma ? told(w->ev->codes, cameo, w->art->token[t].lemma) : 0;
    for (int32_t c = digit || depth == BELOW ? -1 : grove_next(w->grove, t, -1); c >= 0 && !digit; c = grove_next(w->grove, t, c)) {
        uint8_t rel = w->art->token[c].rel;
        if (rel != DL_REL_nsubj && rel != DL_REL_nsubj_pass && rel != DL_REL_conj && rel != DL_REL_parataxis && rel != DL_REL_acl_relcl && rel != DL_REL_advmod)
            digit = below(w, cameo, c, depth + 1);
    }
    return digit;
}

void codes_settle(struct work *w, struct draft *d)
{
    char *cameo = d->event.cameo;
    if (strlen(cameo) != 3)
        return;
    char digit = below(w, cameo, d->core, 0);
    if (!digit && d->token != d->core)
        digit = below(w, cameo, d->token, 0);
    cameo[3] = digit;
    cameo[4] = 0;
}
