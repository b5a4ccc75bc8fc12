/* events/codes.c: the CAMEO code of an event beyond its rule: what an offer or a refusal is of (contents.tsv), and what the words below say it
 * is about (digits.tsv). */
#include <string.h>

#include "base/err.h"
#include "base/table.h"
#include "events/inside.h"
#include "base/banned.h"

enum { BELOW = 6, FAMILIES = 5 };
struct about { const char **family, **word, *mode; uint32_t n_families, n_words; char digits[5]; bool whole; };      /* whole: the digits are the code */
struct cell_of { const char *mode; char cameo[5]; };                                          /* cameo "": left as it is */
struct content { const char *of; struct cell_of cell[FAMILIES]; };
struct codes { struct about *row; struct content *content; uint32_t n, n_contents; };

static bool set_code(char to[5], const char *from)
{
    size_t n = strlen(from);
    if (n > 4 || strspn(from, "0123456789") != n)
        return false;
    memcpy(to, from, n + 1);
    return true;
}

static bool read_digits(struct codes *c, const char *path, struct arena *a, struct dl_err *err)
{
    static const char *const names[] = {"family", "digit", "mode", "words"};
    struct table t;
    int at[4];
    if (!table_read(&t, path, a, err) || !table_need(&t, names, at, 4, err))
        return false;
    c->row = arena_take(a, t.n_rows, sizeof *c->row);
    for (uint32_t i = 0; i < t.n_rows; i++) {
        struct about *r = &c->row[c->n++];
        const char *digits = table_cell(&t, i, at[1]);
        r->n_families = table_list(table_cell(&t, i, at[0]), a, &r->family);
        r->whole = *digits == '=';
        r->mode = table_cell(&t, i, at[2]);
        r->n_words = table_list(table_cell(&t, i, at[3]), a, &r->word);
        if (!set_code(r->digits, digits + r->whole) || !*r->digits || (!r->whole && strlen(r->digits) > 2))
            return err_at(err, DL_EFORMAT, path, t.line[i], "one or two digits, or \"=\" and a code, were expected"), false;
    }
    return true;
}

/* "yield:0253", "036", "". */
static bool read_cell(struct cell_of *to, const char *s, struct arena *a)
{
    const char *code = strchr(s, ':');
    if (code)
        to->mode = arena_printf(a, "%.*s", (int)(code - s), s);
    return set_code(to->cameo, code ? code + 1 : s);
}

static bool read_contents(struct codes *c, const char *path, struct arena *a, struct dl_err *err)
{
    static const char *const names[] = {"of", "appeal", "demand", "agree", "refuse", "threaten"};
    struct table t;
    int at[FAMILIES + 1];
    if (!table_read(&t, path, a, err) || !table_need(&t, names, at, FAMILIES + 1, err))
        return false;
    c->content = arena_take(a, t.n_rows, sizeof *c->content);
    for (uint32_t i = 0; i < t.n_rows; i++) {
        struct content *r = &c->content[c->n_contents++];
        r->of = table_cell(&t, i, at[0]);
        for (int f = 0; f < FAMILIES; f++)
            if (!read_cell(&r->cell[f], table_cell(&t, i, at[f + 1]), a))
                return err_at(err, DL_EFORMAT, path, t.line[i], "%s: a code, or a mode and a code, was expected", table_cell(&t, i, at[f + 1])), false;
    }
    return true;
}

struct codes *codes_read(const char *data_dir, struct arena *a, struct dl_err *err)
{
    struct codes *c = arena_take(a, 1, sizeof *c);
    bool ok = read_digits(c, arena_printf(a, "%s/data/en/digits.tsv", data_dir), a, err) &&
              read_contents(c, arena_printf(a, "%s/data/en/contents.tsv", data_dir), a, err);
    return ok ? c : NULL;
}

/* ---- what it is about ---- */

static bool has_word(const char *const *list, uint32_t n, const char *word)
{
    for (uint32_t i = 0; i < n; i++)
        if (!strcmp(list[i], word))
            return true;
    return false;
}

/* "war crime": the last is the word's, the first is compound or adjective below it. */
static bool two_words(const struct work *w, int32_t t, const char *words)
{
    const char *gap = strchr(words, ' ');
    if (!gap || strcmp(gap + 1, w->art->token[t].lemma) != 0)
        return false;
    for (int32_t c = grove_next(w->grove, t, -1); c >= 0; c = grove_next(w->grove, t, c)) {
        const char *l = w->art->token[c].lemma;
        uint8_t rel = w->art->token[c].rel;
        if (l && (rel == DL_REL_compound || rel == DL_REL_amod) && !strncmp(words, l, (size_t)(gap - words)) && !l[gap - words])
            return true;
    }
    return false;
}

static bool of_family(const struct about *r, const char *cameo)
{
    bool root = cameo[2] == '0' && !cameo[3];
    for (uint32_t i = 0; i < r->n_families; i++)
        if (!strcmp(r->family[i], cameo) || (root && strlen(r->family[i]) == 2 && !strncmp(r->family[i], cameo, 2)))
            return true;
    return false;
}

/* The row that a word's lemma, or its lemma with a particle ("hand+over"), tells; NULL. */
static const struct about *told(const struct work *w, const char *cameo, int32_t t)
{
    const struct codes *c = w->ev->codes;
    const char *lemma = w->art->token[t].lemma;
    int32_t part = grove_child(w->grove, t, DL_REL_compound_prt, -1);
    const char *whole = part >= 0 && w->art->token[part].lemma ? arena_printf(w->arena, "%s+%s", lemma ? lemma : "", w->art->token[part].lemma) : lemma;
    for (uint32_t i = 0; i < c->n && lemma; i++) {
        const struct about *r = &c->row[i];
        if (!of_family(r, cameo))
            continue;
        if (has_word(r->word, r->n_words, lemma) || has_word(r->word, r->n_words, whole))
            return r;
        for (uint32_t k = 0; k < r->n_words; k++)
            if (two_words(w, t, r->word[k]))
                return r;
    }
    return NULL;
}

/* Bombs and wounds are told by what does them, other deeds by what stands behind them. */
static bool leads_on(uint8_t rel, bool by_subject)
{
    switch (rel) {
    case DL_REL_nsubj: case DL_REL_nsubj_pass: return by_subject;
    case DL_REL_conj: case DL_REL_parataxis: case DL_REL_acl_relcl: case DL_REL_advmod: return false;
    default: return true;
    }
}

/* The word nearest to the event that tells: its own first, then level by level what it governs. */
static const struct about *below(const struct work *w, const char *cameo, int32_t t, int depth)
{
    bool by_subject = depth == 0 && (!strncmp(cameo, "15", 2) || !strncmp(cameo, "18", 2));
    const struct about *r = told(w, cameo, t);
    for (int32_t c = r || depth == BELOW ? -1 : grove_next(w->grove, t, -1); c >= 0 && !r; c = grove_next(w->grove, t, c))
        if (leads_on(w->art->token[c].rel, by_subject))
            r = below(w, cameo, c, depth + 1);
    return r;
}

/* The modes that the code has in PLOVER, where the rule names none. */
static void add_modes(const struct work *w, struct outcome *o)
{
    const struct conversion *c = o->n_modes ? NULL : convert_cameo(w->ev, o->cameo);
    if (!c || c->event.plover != o->plover)
        return;
    memcpy(o->mode, c->event.mode, sizeof o->mode);
    o->n_modes = c->event.n_modes;
}

/* Adds what the words below the token tell; false if they tell nothing. */
static bool narrow(const struct work *w, struct outcome *o, int32_t t)
{
    char *cameo = o->cameo;
    const struct about *r = strlen(cameo) == 3 ? below(w, cameo, t, 0) : NULL;
    size_t n = r ? strlen(r->digits) : 0, keep = !r || r->whole ? 0 : strlen(r->family[0]) == 2 ? 2 : 3;
    if (!r || keep + n > 4)
        return false;
    memcpy(cameo + keep, r->digits, n + 1);
    if (*r->mode)
        o->mode[0] = r->mode, o->n_modes += o->n_modes == 0;
    return true;
}

void codes_settle(struct work *w, struct draft *d)
{
    int32_t light = grove_light(w->grove, d->core);              /* "began a hunger strike to demand pay" */
    for (int step = 0; step < 2; step++)
        if (!narrow(w, &d->event, d->core) && !(d->token != d->core && narrow(w, &d->event, d->token)) && !(light >= 0 && narrow(w, &d->event, light)))
            break;
    add_modes(w, &d->event);
}

/* ---- what it is of ---- */

static int family_of(const struct outcome *o)
{
    switch (o->plover) {
    case DL_PLOVER_REQUEST: return *o->cameo == '0' ? 0 : 1;
    case DL_PLOVER_AGREE: return 2;
    case DL_PLOVER_REJECT: return 3;
    case DL_PLOVER_THREATEN: return 4;
    default: return -1;
    }
}

void codes_become(const struct work *w, struct outcome *o, int32_t core, const struct outcome *to)
{
    const struct codes *c = w->ev->codes;
    const struct content *best = NULL;
    struct outcome of = *o;
    int family = family_of(to);
    narrow(w, &of, core);
    *o = *to;
    for (uint32_t i = 0; i < c->n_contents && family >= 0; i++) {
        size_t n = strlen(c->content[i].of);
        if (!strncmp(of.cameo, c->content[i].of, n) && *c->content[i].cell[family].cameo && (!best || n > strlen(best->of)))
            best = &c->content[i];
    }
    if (!best)
        return;
    memcpy(o->cameo, best->cell[family].cameo, sizeof o->cameo);
    o->n_modes = best->cell[family].mode != NULL;
    o->mode[0] = best->cell[family].mode;
}
