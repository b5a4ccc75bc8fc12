/* input/lexis.c: plain text exports of LexisNexis ("1 of 20 DOCUMENTS", fields in capitals before and after the text) and of Nexis Uni
 * (title, outlet and date on lines of their own, "Length: 512 words", "Body", "End of Document").
 *
 * The text is the very bytes of the export where no dateline is told apart from it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "input/format.h"
#include "input/lines.h"
#include "input/nitf.h"
#include "base/banned.h"

enum { LOOK = 64 << 10, HEAD_LINES = 60 };

struct lexis {
    struct lines lines;
    struct arena *arena;
    uint32_t notes;
    bool uni;                          /* documents say where they end */
    bool numbered;                     /* each begins with "1 of 20 DOCUMENTS" */
};

/* "BYLINE: ..." -> the length of "BYLINE:"; 0 if the line begins with no field. In the old exports names are capitals: "Notes: ..." is text. What they
 * call an update is a date: "UPDATE: The army said" is text, too. */
static uint32_t field_of(const struct lexis *x, struct line l, const char *place, const char **name)
{
    char day[12];
    uint32_t n = line_field(l, place, name);
    bool small = !n || l.s[0] < 'A' || l.s[0] > 'Z';
    for (uint32_t i = 0; i < n && !x->uni && !small; i++)
        small = l.s[i] >= 'a' && l.s[i] <= 'z';
    return small || (strcmp(*name, "load-date") == 0 && !line_day((struct line){l.s + n, l.n - n}, day)) ? 0 : n;
}

/* "Length: 512 words" */
static bool is_length(struct line l)
{
    const char *is;
    uint32_t n = line_field(l, "before", &is);
    while (n && n < l.n && l.s[n] == ' ')
        n++;
    return n && strcmp(is, "length") == 0 && line_words((struct line){l.s + n, l.n - n}) >= 0;
}

static bool knows(const char *head, size_t n, const struct input_source *s)
{
    struct lines l = {.s = s->bytes, .n = s->n < LOOK ? s->n : LOOK};
    struct line line;
    unsigned number, of;
    bool length = false, job = false;
    (void)head, (void)n;
    for (int i = 0; i < HEAD_LINES && lines_next(&l, &line); i++) {
        if (line_numbers(line, &number, &of))
            return true;
        job = job || line_begins(line, "job number:");
        length = length || is_length(line);
        if ((length && line_is_one(line, "body")) || (job && line_begins(line, "documents (")))
            return true;
    }
    return false;
}

static bool open_lexis(struct input_reading *r, struct dl_err *err)
{
    (void)err;
    struct lexis *x = r->state = base_alloc(1, sizeof *x);
    x->arena = arena_new();
    x->lines = lines_open(&r->src, &x->notes, x->arena);
    struct lines ahead = x->lines;
    struct line line;
    unsigned number, of;
    while (!x->numbered && ahead.line < HEAD_LINES && lines_next(&ahead, &line))
        x->numbered = line_numbers(line, &number, &of);
    return true;
}

static void close_lexis(struct input_reading *r)
{
    struct lexis *x = r->state;
    arena_free(x->arena);
    free(x);
}

/* ---- one document ---- */

struct story {
    size_t head, text, end;            /* offsets: its first line, its text and the end of that */
    uint64_t line;
    const char *outlet, *title, *day;
    size_t outlet_from, title_from, title_to;
    int32_t words;
    bool has_text, has_tail;
};

/* Lines that say whose the text is. */
static bool of_rights(struct line l)
{
    return line_begins(l, "copyright") || line_begins(l, "all rights reserved") || line_begins(l, "(c)") || line_begins(l, "\xC2\xA9");
}

/* What stands before the first field: title and outlet by their place about the date. */
struct front { struct line last; size_t first_at, last_at; bool dated, after_blank, any; };

static void read_front(struct front *f, struct story *st, struct line l, size_t at, struct arena *a)
{
    char day[12];
    if (!l.n) {
        f->after_blank = true;
        return;
    }
    if (of_rights(l)) {
        f->after_blank = false;
    } else if (!f->dated && f->any && line_day(l, day)) {
        f->dated = true;
        f->after_blank = false;
        st->day = arena_text(a, day, strlen(day));
        st->outlet = line_text(f->last, a);
        if (f->first_at < f->last_at)
            st->title_from = f->first_at, st->title_to = f->last_at;
    } else if (!f->dated) {
        if (!f->any)
            f->first_at = at;
        f->any = true;
        f->last = l;
        f->last_at = at;
    } else if (f->after_blank || st->title_to > f->last_at) {   /* a line right under the date is the edition */
        if (f->after_blank && !(f->first_at < f->last_at))
            st->title_from = at;
        if (!(f->first_at < f->last_at))
            st->title_to = at + l.n;
        f->after_blank = false;
    }
}

static void keep_field(struct dl_document *doc, struct story *st, const char **dateline, const char *name, const char *value)
{
    if (!value)
        return;
    if (strcmp(name, "headline") == 0)
        st->title = value;
    else if (strcmp(name, "byline") == 0)
        doc->byline = value;
    else if (strcmp(name, "dateline") == 0)
        *dateline = value;
    else if (strcmp(name, "language") == 0)
        doc->lang = value;
    else if (strcmp(name, "url") == 0)
        doc->url = value;
    else if (strcmp(name, "acc-no") == 0)
        doc->id = value;
    else if (strcmp(name, "length") == 0)
        st->words = line_words((struct line){value, (uint32_t)strlen(value)});
}

/* A field's value goes on to the next empty line or field. */
static const char *read_value(struct lexis *x, size_t from, struct arena *a)
{
    struct lines *l = &x->lines, ahead = *l;
    struct line line;
    const char *name;
    size_t to = ahead.at;
    while (lines_next(&ahead, &line) && line.n && !field_of(x, line, "before", &name) && !field_of(x, line, "behind", &name) && !line_is_one(line, "body")) {
        to = ahead.at;
        *l = ahead;
    }
    return lines_joined(l->s, from, to < l->n ? to : l->n, a);
}

/* Reads to the end of the document, the line of which is left unread if it opens the next. */
static void read_story(struct lexis *x, struct story *st, struct dl_document *doc, const char **dateline, struct arena *a)
{
    struct lines *l = &x->lines, was = *l;
    struct line line;
    struct front front = {0};
    unsigned number, of;
    const char *name;
    bool fields = false, tail = false, blank = true;
    for (; lines_next(l, &line); was = *l, blank = !line.n) {
        size_t at = (size_t)(line.s - l->s);
        if (line_is_one(line, "end") || line_numbers(line, &number, &of)) {
            st->has_tail = st->has_tail || line_is_one(line, "end");
            if (!line_is_one(line, "end"))
                *l = was;
            break;
        }
        uint32_t n = tail || !st->has_text ? field_of(x, line, "before", &name) : 0;
        if (!n && (blank || tail || !st->has_text))
            n = field_of(x, line, "behind", &name);
        bool label = !st->has_text && (line_is_one(line, "body") || (n && strcmp(name, "body") == 0));
        if (label) {
            st->has_text = true;
            st->text = st->end = n ? at + n : l->at < l->n ? l->at : l->n;
        } else if (n) {
            tail = tail || st->has_text;
            st->has_tail = st->has_tail || tail;
            fields = true;
            keep_field(doc, st, dateline, name, read_value(x, at + n, a));
            line.n = 0;                /* what follows may be a field as well */
        } else if (st->has_text && !tail && (line_is(line, "classification") || (blank && of_rights(line)))) {
            tail = st->has_tail = true;
        } else if (st->has_text && !tail) {
            st->end = line.n ? at + line.n : st->end;
        } else if (!st->has_text && !fields) {
            read_front(&front, st, line, at, a);
        } else if (!st->has_text && line.n && !x->uni) {
            st->has_text = true;       /* the first line that is no field */
            st->text = (size_t)(line.s - l->s);
            st->end = at + line.n;
        }
    }
}

/* Passes what stands before a document: a list of contents, empty lines. False at the end of the file. */
static bool find_story(struct lexis *x, struct story *st, unsigned *number, unsigned *of)
{
    struct lines was = x->lines;
    struct line line;
    bool contents = false;
    *number = *of = 0;
    for (; lines_next(&x->lines, &line); was = x->lines) {
        contents = contents || line_begins(line, "job number:");
        if (line_numbers(line, number, of)) {
            st->line = x->lines.line;
            return true;
        }
        if (x->numbered)
            continue;                  /* what was asked for, by whom */
        bool listed = contents && (line_begins(line, "date and time:") || line_begins(line, "job number:") || line_begins(line, "documents (") ||
                                   line_begins(line, "client/matter:") || line_begins(line, "search t") || line_begins(line, "narrowed by") ||
                                   (line.n && line.s[0] >= '0' && line.s[0] <= '9' && memchr(line.s, '.', line.n < 6 ? line.n : 6)));
        if (line.n && !listed && !line_begins(line, "date and time:")) {
            x->uni = true;
            x->lines = was;
            st->line = was.line + 1;
            return true;
        }
    }
    return false;
}

static int next(struct input_reading *r, struct dl_document *doc, struct dl_err *err)
{
    struct lexis *x = r->state;
    struct story st = {.words = -1};
    const char *dateline = NULL;
    unsigned number, of;
    if (!find_story(x, &st, &number, &of))
        return 0;
    read_story(x, &st, doc, &dateline, r->arena);
    bool last = x->lines.at >= x->lines.n, cut = last && !st.has_tail && (x->uni || number < of);
    if (!st.has_text || cut)
        return err_at(err, DL_EFORMAT, r->src.name, (size_t)st.line, cut ? "the document that begins here is cut off" : "the document that begins here has no text") - 1;
    if (st.end - st.text > r->src.max_article)
        return err_at(err, DL_ELIMIT, r->src.name, (size_t)st.line, "the article is longer than %zu bytes (--max-article)", r->src.max_article) - 1;
    while (st.text < st.end && strchr(" \t\r\n", x->lines.s[st.text]))
        st.text++;
    doc->line = st.line;
    doc->notes |= x->notes;
    doc->outlet = st.outlet ? st.outlet : doc->outlet;
    doc->published = st.day ? st.day : doc->published;
    doc->title = st.title ? st.title : lines_joined(x->lines.s, st.title_from, st.title_to, r->arena);
    if (st.words > 0 && (int32_t)count_words(x->lines.s + st.text, st.end - st.text) * 2 < st.words)
        doc->notes |= 1u << DL_NOTE_PARTIAL;
    if (dateline)
        nitf_text(dateline, arena_text(r->arena, x->lines.s + st.text, st.end - st.text), doc, r->arena);
    else
        doc->bytes = x->lines.s + st.text, doc->n_bytes = st.end - st.text;
    return 1;
}

const struct input_format input_lexis = {.media_type = "text/x-lexisnexis", .knows = knows, .open = open_lexis, .next = next, .close = close_lexis};
