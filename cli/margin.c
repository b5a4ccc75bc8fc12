/* cli/margin.c: an article to read with its chains in the margin: the text on the left, each statement's number behind its
 * cue, and on the line where it begins, on the right, by whose account it is. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT = 64, GAP = 3, NOTE = 40, ROOM = 512 };   /* columns of each side; bytes of a line */

/* A line of one side as it is filled. wide: its columns, where n are its bytes. */
struct line { char at[ROOM]; size_t n, wide; };

struct page {
    FILE *out;
    const struct dl_article *a;
    bool color;
    struct line text, *note;       /* note[next_note, n_notes) wait for a line */
    uint32_t n_notes, cap_notes, next_note;
};

static size_t columns(const char *s, size_t n)
{
    size_t wide = 0;
    for (size_t i = 0; i < n; i++)
        wide += ((unsigned char)s[i] & 0xc0) != 0x80;
    return wide;
}

static void add(struct line *l, const char *s, size_t n, bool blank)
{
    if (l->n + n + 2 > sizeof l->at)
        return;
    if (blank && l->n) {
        l->at[l->n++] = ' ';
        l->wide++;
    }
    memcpy(l->at + l->n, s, n);
    l->n += n;
    l->wide += columns(s, n);
}

/* Prints the line of text with the next line of the margin beside it. */
static void put_line(struct page *p)
{
    fwrite(p->text.at, 1, p->text.n, p->out);
    if (p->next_note < p->n_notes) {
        const struct line *l = &p->note[p->next_note++];
        fprintf(p->out, "%*s%s", (int)(p->text.wide < TEXT ? TEXT - p->text.wide : 0) + GAP, "", p->color ? "\033[2m" : "");
        fwrite(l->at, 1, l->n, p->out);
        fputs(p->color ? "\033[0m" : "", p->out);
    }
    putc('\n', p->out);
    p->text.n = p->text.wide = 0;
}

static struct line *new_note(struct page *p)
{
    if (p->n_notes == p->cap_notes) {
        p->cap_notes = p->cap_notes ? 2 * p->cap_notes : 16;
        p->note = realloc(p->note, p->cap_notes * sizeof *p->note);
        if (!p->note)
            abort();
    }
    p->note[p->n_notes] = (struct line){.n = 0};
    return &p->note[p->n_notes++];
}

/* Words into the margin, set in by four from its second line on. Control characters never reach the terminal. */
static void note_words(struct page *p, const char *s, size_t n)
{
    for (size_t from = 0, to; from < n; from = to) {
        while (from < n && ((unsigned char)s[from] <= ' ' || s[from] == 127))
            from++;
        for (to = from; to < n && (unsigned char)s[to] > ' ' && s[to] != 127;)
            to++;
        struct line *l = &p->note[p->n_notes - 1];
        if (to > from && l->wide + 1 + columns(s + from, to - from) > NOTE && l->wide > 4) {
            l = new_note(p);
            add(l, "   ", 3, false);
        }
        if (to > from)
            add(l, s + from, to - from, true);
    }
}

static void note_link(struct page *p, const struct dl_link *k, bool last)
{
    const struct dl_article *a = p->a;
    if (k->entity >= 0)
        note_words(p, a->entity[k->entity].name, strlen(a->entity[k->entity].name));
    else if (k->span.start < k->span.end)
        note_words(p, a->text + k->span.start, k->span.end - k->span.start);
    else
        note_words(p, "nobody named", strlen("nobody named"));
    if (k->basis == DL_BASIS_carried_over)
        note_words(p, "(carried over)", strlen("(carried over)"));
    if (!last)
        note_words(p, "\xE2\x86\x90", 3);
}

/* "s3 Xinhua <- Russian news agencies <- Dmitry Peskov: deny"; the outlet is left out where it is not known. */
static void note_statement(struct page *p, uint32_t i)
{
    const struct dl_statement *s = &p->a->statement[i];
    char id[16];
    struct line *l = new_note(p);
    add(l, id, (size_t)snprintf(id, sizeof id, "s%u", i + 1), false);
    for (uint32_t k = 0; k < s->n_chain; k++)
        if (k || s->chain[k].entity >= 0)
            note_link(p, &s->chain[k], k + 1 == s->n_chain);
    note_words(p, "\xC2\xB7", 2);
    note_words(p, s->cue_class, strlen(s->cue_class));
    for (uint32_t f = 0; f < s->n_flags; f++) {
        note_words(p, "!", 1);
        note_words(p, s->flag[f], strlen(s->flag[f]));
    }
}

/* Notes of the statements whose cue begins in [from, to), in the order of the text. */
static void notes_in(struct page *p, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < p->a->n_statements; i++)
        if (p->a->statement[i].n_cue && p->a->statement[i].cue[0].start >= from && p->a->statement[i].cue[0].start < to)
            note_statement(p, i);
}

/* The numbers of the statements whose cue ends within a word. */
static size_t numbers(const struct page *p, uint32_t from, uint32_t to, char *out, size_t room)
{
    size_t n = 0;
    for (uint32_t i = 0; i < p->a->n_statements; i++) {
        const struct dl_statement *s = &p->a->statement[i];
        if (s->n_cue && s->cue[s->n_cue - 1].end > from && s->cue[s->n_cue - 1].end <= to && n + 16 < room)
            n += (size_t)snprintf(out + n, room - n, "[s%u]", i + 1);
    }
    return n;
}

static void show_sentence(struct page *p, struct dl_span s)
{
    const char *text = p->a->text;
    for (uint32_t from = s.start, to; from < s.end; from = to) {
        char word[ROOM / 2];
        while (from < s.end && ((unsigned char)text[from] <= ' ' || text[from] == 127))
            from++;
        for (to = from; to < s.end && (unsigned char)text[to] > ' ' && text[to] != 127 && to - from < ROOM / 4;)
            to++;
        size_t n = to - from;
        memcpy(word, text + from, n);
        n += numbers(p, from, to, word + n, sizeof word - n);
        if (n && p->text.wide + 1 + columns(word, n) > TEXT && p->text.n)
            put_line(p);
        notes_in(p, from, to);
        if (n)
            add(&p->text, word, n, true);
    }
}

void view_margin(FILE *out, const struct dl_article *a, bool color)
{
    struct page p = {.out = out, .a = a, .color = color};
    for (uint32_t s = 0; s < a->n_sentences; s++) {
        if (s && a->sentence[s].paragraph != a->sentence[s - 1].paragraph) {
            do
                put_line(&p);
            while (p.next_note < p.n_notes);
            putc('\n', out);
        }
        show_sentence(&p, a->sentence[s].span);
    }
    do
        put_line(&p);
    while (p.next_note < p.n_notes);
    putc('\n', out);
    free(p.note);
}
