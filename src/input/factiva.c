/* input/factiva.c: plain text exports of Factiva, with tags ("HD   Envoys meet", "LP", "TD") and without (headline, byline,
 * "512 words", date, source, code, language, rights, text). "Document LBA00000..." ends either. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "input/format.h"
#include "input/lines.h"
#include "base/banned.h"

enum { LOOK = 64 << 10, LOOK_LINES = 80 };

struct factiva {
    struct lines lines;
    struct arena *arena;
    struct buf text;
    uint32_t notes;
    bool tagged;
};

/* "HD", "LP", "CLM": two or three capitals at the very beginning of a line, and then blanks or nothing. Returns their number. */
static uint32_t tag_of(const struct lines *l, struct line line)
{
    uint32_t n = 0;
    if (line.s != l->s && line.s[-1] != '\n')
        return 0;
    while (n < line.n && line.s[n] >= 'A' && line.s[n] <= 'Z')
        n++;
    bool apart = n == line.n || (line.s[n] == ' ' && n + 1 < line.n && (line.s[n + 1] == ' ' || n == 3)) || line.s[n] == '\t';
    return (n == 2 || n == 3) && apart ? n : 0;
}

static struct line behind_tag(struct line l, uint32_t n)
{
    while (n < l.n && (l.s[n] == ' ' || l.s[n] == '\t'))
        n++;
    return (struct line){l.s + n, l.n - n};
}

static bool is_tag(struct line l, uint32_t n, const char *name) { return n == strlen(name) && memcmp(l.s, name, n) == 0; }

/* "Document LBA0000020160905ec950012x" */
static bool is_end(struct line l)
{
    uint32_t digits = 0, from = line_document(l);
    if (!from || l.n < from + 10 || l.n > 60)
        return false;
    for (uint32_t i = from; i < l.n; i++) {
        char c = l.s[i];
        if (!((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z')))
            return false;
        digits += c <= '9';
    }
    return digits >= 6;
}

static bool of_rights(struct line l) { return line_begins(l, "(c)") || line_begins(l, "copyright") || line_begins(l, "\xC2\xA9"); }

static bool knows(const char *head, size_t n, const struct input_source *s)
{
    struct lines l = {.s = s->bytes, .n = s->n < LOOK ? s->n : LOOK};
    struct line line;
    bool words = false, wc = false, day_next = false, day = false;
    char iso[12];
    (void)head, (void)n;
    for (int i = 0; i < LOOK_LINES && lines_next(&l, &line); i++) {
        uint32_t tag = tag_of(&l, line);
        struct line value = tag ? behind_tag(line, tag) : line;        /* of pages saved as text it is a line of its own */
        words = words || ((is_tag(line, tag, "WC") || wc) && line_words(value) >= 0);
        wc = is_tag(line, tag, "WC") || (wc && !line.n);
        if (words && (is_tag(line, tag, "PD") || is_tag(line, tag, "LP")))
            return true;
        if (day_next && line.n)
            day = line_day(line, iso);
        day_next = line_words(line) >= 0 || (day_next && !line.n);
        if (day && of_rights(line))
            return true;
    }
    return false;
}

static bool open_factiva(struct input_reading *r, struct dl_err *err)
{
    (void)err;
    struct factiva *f = r->state = base_alloc(1, sizeof *f);
    struct line line;
    f->arena = arena_new();
    f->lines = lines_open(&r->src, &f->notes, f->arena);
    for (struct lines ahead = f->lines; !f->tagged && ahead.line < LOOK_LINES && lines_next(&ahead, &line);)
        f->tagged = is_tag(line, tag_of(&ahead, line), "WC");
    return true;
}

static void close_factiva(struct input_reading *r)
{
    struct factiva *f = r->state;
    arena_free(f->arena);
    buf_free(&f->text);
    free(f);
}

struct story { uint64_t line; int32_t words; bool ended, has_words; struct buf *text; };

static void add_line(struct buf *text, struct line l)
{
    if (l.n && text->n && text->at[text->n - 1] != '\n')
        buf_char(text, '\n');
    if (l.n)
        buf_put(text, l.s, l.n);
    else if (text->n > 1 && text->at[text->n - 2] != '\n')
        buf_str(text, text->at[text->n - 1] == '\n' ? "\n" : "\n\n");
}

/* ---- with tags ---- */

static void keep(const char **to, struct line l, struct arena *a)
{
    if (*to && l.n)                        /* goes on from the line before */
        *to = arena_printf(a, "%s %.*s", *to, (int)l.n, l.s);
    else if (l.n)
        *to = line_text(l, a);
}

static void keep_tag(struct dl_document *doc, struct story *st, const char tag[4], struct line l, struct arena *a)
{
    char day[12];
    if (strcmp(tag, "HD") == 0)
        keep(&doc->title, l, a);
    else if (strcmp(tag, "BY") == 0)
        keep(&doc->byline, l, a);
    else if (strcmp(tag, "WC") == 0)
        st->words = line_words(l), st->has_words = true;
    else if (strcmp(tag, "PD") == 0 && line_day(l, day))
        doc->published = arena_text(a, day, strlen(day));
    else if (strcmp(tag, "SN") == 0)
        keep(&doc->outlet, l, a);
    else if (strcmp(tag, "LA") == 0)
        keep(&doc->lang, l, a);
    else if (strcmp(tag, "LP") == 0 || strcmp(tag, "TD") == 0)
        add_line(st->text, l);
    else if (strcmp(tag, "AN") == 0 && is_end(l))
        doc->id = line_text((struct line){l.s + line_document(l), l.n - line_document(l)}, a);
}

static void read_tagged(struct factiva *f, struct story *st, struct dl_document *doc, struct arena *a)
{
    struct line line;
    char tag[4] = "";
    doc->outlet = NULL;
    while (!st->ended && lines_next(&f->lines, &line)) {
        uint32_t n = tag_of(&f->lines, line);
        if (n) {
            memcpy(tag, line.s, n);
            tag[n] = 0;
            line = behind_tag(line, n);
            add_line(&f->text, (struct line){line.s, 0});      /* a tag begins a paragraph */
            st->line = st->line ? st->line : f->lines.line;
        }
        st->ended = is_end(line);
        if (st->ended || *tag)
            keep_tag(doc, st, st->ended ? "AN" : tag, line, a);
    }
}

/* ---- without ---- */

/* The lines after "512 words", each by what it can be: date, time, source, code, page, language; up to the rights. */
static void read_imprint(struct factiva *f, struct dl_document *doc, struct arena *a)
{
    struct line line;
    char day[12];
    for (int i = 0; i < 14; i++) {
        struct lines was = f->lines;
        if (!lines_next(&f->lines, &line) || is_end(line)) {
            f->lines = was;
            return;
        }
        if (of_rights(line))
            return;
        bool clock = line.n >= 4 && line.n < 12 && memchr(line.s, ':', line.n) && line.s[0] >= '0' && line.s[0] <= '9';
        if (!doc->published && line_day(line, day))
            doc->published = arena_text(a, day, strlen(day));
        else if (line.n && !clock && !doc->outlet)
            doc->outlet = line_text(line, a);
        else if (line_is(line, "english"))
            doc->lang = line_text(line, a);
    }
}

static void read_untagged(struct factiva *f, struct story *st, struct dl_document *doc, struct arena *a)
{
    struct line line, byline = {0};
    bool imprint = false;
    while (!st->ended && lines_next(&f->lines, &line)) {
        st->line = st->line || !line.n ? st->line : f->lines.line;
        st->ended = is_end(line);
        if (st->ended) {
            doc->id = line_text((struct line){line.s + line_document(line), line.n - line_document(line)}, a);
        } else if (!imprint && line_words(line) >= 0) {
            st->words = line_words(line);
            st->has_words = imprint = true;
            doc->byline = line_text(byline, a);
            doc->outlet = doc->published = NULL;
            read_imprint(f, doc, a);
        } else if (imprint) {
            add_line(&f->text, line);
        } else if (line.n && !doc->title) {
            doc->title = line_text(line, a);
        } else if (line.n) {
            byline = line;
        }
    }
}

static int next(struct input_reading *r, struct dl_document *doc, struct dl_err *err)
{
    struct factiva *f = r->state;
    struct story st = {.words = -1, .text = &f->text};
    buf_reset(&f->text);
    (f->tagged ? read_tagged : read_untagged)(f, &st, doc, r->arena);
    if (!st.ended && !st.has_words && !f->text.n)
        return 0;                          /* a list of search terms, empty lines */
    while (f->text.n && f->text.at[f->text.n - 1] == '\n')
        f->text.at[--f->text.n] = 0;
    if (!st.ended || !f->text.n)
        return err_at(err, DL_EFORMAT, r->src.name, (size_t)st.line, st.ended ? "the document that begins here has no text" : "the document that begins here is cut off") - 1;
    if (f->text.n > r->src.max_article)
        return err_at(err, DL_ELIMIT, r->src.name, (size_t)st.line, "the article is longer than %zu bytes (--max-article)", r->src.max_article) - 1;
    doc->line = st.line;
    doc->notes |= f->notes;
    doc->bytes = f->text.at;
    doc->n_bytes = f->text.n;
    if (st.words > 0 && (int32_t)count_words(f->text.at, f->text.n) * 2 < st.words)
        doc->notes |= 1u << DL_NOTE_PARTIAL;
    return 1;
}

const struct input_format input_factiva = {.media_type = "text/x-factiva", .knows = knows, .open = open_factiva, .next = next, .close = close_factiva};
