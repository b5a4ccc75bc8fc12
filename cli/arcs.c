/* cli/arcs.c: trees drawn as arcs over the words, as people who work with dependencies draw them. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

enum { LETTER = 8, GAP = 18, STEP = 26, FOOT = 44, MARGIN = 16 };

/* Where the words of one sentence stand and how high their arcs go. */
struct drawing { const struct dl_token *t; int32_t first, n, *x, *wide, *level, top; };

static void escaped(FILE *out, const char *s)
{
    for (; *s; s++)
        switch (*s) {
        case '<': fputs("&lt;", out); break;
        case '>': fputs("&gt;", out); break;
        case '&': fputs("&amp;", out); break;
        default: putc(*s, out);
        }
}

static int32_t letters(const char *s)
{
    int32_t n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xc0) != 0x80;
    return n;
}

static int32_t left(const struct drawing *d, int32_t i) { return d->t[i].head - d->first < i ? d->t[i].head - d->first : i; }
static int32_t right(const struct drawing *d, int32_t i) { return d->t[i].head - d->first > i ? d->t[i].head - d->first : i; }

/* One above the highest arc inside; shorter arcs first, so that each is settled when it is asked for. */
static void set_levels(struct drawing *d)
{
    for (int32_t span = 1; span < d->n; span++)
        for (int32_t i = 0; i < d->n; i++) {
            if (d->t[i].head < 0 || right(d, i) - left(d, i) != span)
                continue;
            d->level[i] = 1;
            for (int32_t j = left(d, i); j <= right(d, i); j++)
                if (j != i && d->t[j].head >= 0 && left(d, j) >= left(d, i) && right(d, j) <= right(d, i) && d->level[j] >= d->level[i])
                    d->level[i] = d->level[j] + 1;
            if (d->level[i] > d->top)
                d->top = d->level[i];
        }
}

static bool place(struct drawing *d, const struct dl_article *a, const struct dl_sentence *s)
{
    *d = (struct drawing){.t = a->token + s->first, .first = (int32_t)s->first, .n = (int32_t)s->n};
    d->x = calloc(s->n * 3 + 1, sizeof *d->x);
    if (!d->x)
        return false;
    d->wide = d->x + s->n;
    d->level = d->wide + s->n;
    int32_t x = MARGIN;
    for (int32_t i = 0; i < d->n; i++) {
        int32_t form = letters(d->t[i].form), rel = letters(cli_rel[d->t[i].rel]);
        d->wide[i] = LETTER * (form > rel ? form : rel);
        d->x[i] = x + d->wide[i] / 2;
        x += d->wide[i] + GAP;
    }
    set_levels(d);
    return true;
}

static int32_t width_of(const struct drawing *d) { return d->n ? d->x[d->n - 1] + d->wide[d->n - 1] / 2 + MARGIN : 0; }
static int32_t height_of(const struct drawing *d) { return STEP * (d->top + 1) + FOOT + MARGIN; }

static void draw(FILE *out, const struct drawing *d, int32_t y)
{
    int32_t base = y + STEP * (d->top + 1);
    for (int32_t i = 0; i < d->n; i++) {
        const struct dl_token *t = &d->t[i];
        fprintf(out, "<text x='%d' y='%d'>", d->x[i], base + 18);
        escaped(out, t->form);
        fprintf(out, "</text><text class='t' x='%d' y='%d'>%s</text>\n", d->x[i], base + 34, cli_upos[t->upos]);
        if (t->head < 0) {
            fprintf(out, "<path d='M%d %dV%d'/><text class='r' x='%d' y='%d'>root</text>\n", d->x[i], base, y + 14, d->x[i], y + 10);
            continue;
        }
        int32_t from = d->x[t->head - d->first] + (t->head - d->first < i ? 4 : -4), to = d->x[i], h = base - STEP * d->level[i];
        fprintf(out, "<path d='M%d %dC%d %d %d %d %d %d'/><path class='a' d='M%d %dl-3 -6h6z'/><text class='r' x='%d' y='%d'>%s</text>\n", from, base, from, h,
                to, h, to, base, to, base, (from + to) / 2, base - STEP * d->level[i] * 3 / 4 - 3, cli_rel[t->rel]);
    }
}

void arcs_svg(FILE *out, const struct dl_article *a)
{
    struct drawing d;
    int32_t width = 0, height = 0, y = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t k = 0; k < a->n_sentences; k++) {
            if (!a->sentence[k].n || !place(&d, a, &a->sentence[k]))
                continue;
            if (pass)
                draw(out, &d, y);
            y += height_of(&d);
            width = width_of(&d) > width ? width_of(&d) : width;
            free(d.x);
        }
        height = y;
        y = 0;
        if (!pass)
            fprintf(out, "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d %d'>\n"
                         "<style>text{font:13px monospace;text-anchor:middle}.t,.r{font-size:10px;fill:#666}path{fill:none;stroke:#357}.a{fill:#357;stroke:none}</style>\n",
                    width, height, width, height);
    }
    fputs("</svg>\n", out);
}
