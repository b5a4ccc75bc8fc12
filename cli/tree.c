/* The tree of a sentence, drawn for people: one word a line, its dependents below it, joined by lines. */
#include "cli.h"

#include <string.h>

#define X(name) #name,
const char *const cli_upos[] = {DL_UPOS(X)};
#undef X
#define X(id, name) name,
const char *const cli_rel[] = {DL_RELS(X)};
#undef X

enum { DEEPEST = 64 };

void tree_text(FILE *out, const struct dl_article *art, struct dl_span span)
{
    bool gap = false;
    for (uint32_t i = span.start; i < span.end; i++) {
        char c = art->text[i];
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            gap = true;
            continue;
        }
        if (gap)
            putc(' ', out);
        gap = false;
        putc(c, out);
    }
    putc('\n', out);
}

static uint32_t last_child(const struct dl_article *art, const struct dl_sentence *s, int32_t head)
{
    uint32_t last = 0;
    for (uint32_t i = s->first; i < s->first + s->n; i++)
        if (art->token[i].head == head)
            last = i;
    return last;
}

static void branch(FILE *out, const struct dl_article *art, const struct dl_sentence *s, int32_t word, const char *stem, bool last)
{
    const struct dl_token *t = &art->token[word];
    fprintf(out, "%s%s%s  %s %s\n", stem, t->head < 0 ? "" : last ? "`-- " : "|-- ", t->form, cli_rel[t->rel], cli_upos[t->upos]);
    char longer[4 * DEEPEST + 1];
    if (strlen(stem) + 4 >= sizeof longer)
        return;
    snprintf(longer, sizeof longer, "%s%s", stem, t->head < 0 ? "" : last ? "    " : "|   ");
    uint32_t end = last_child(art, s, word);
    for (uint32_t i = s->first; i < s->first + s->n; i++)
        if (art->token[i].head == word)
            branch(out, art, s, (int32_t)i, longer, i == end);
}

void tree_draw(FILE *out, const struct dl_article *art, uint32_t k)
{
    const struct dl_sentence *s = &art->sentence[k];
    tree_text(out, art, s->span);
    if (s->root >= 0)
        branch(out, art, s, s->root, "", true);
    putc('\n', out);
}
