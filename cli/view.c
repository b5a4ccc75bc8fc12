/* cli/view.c: a record as a person reads it: the article with its spans marked, who said what, what happened, where talks stand. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH = 100 };
enum ink { PLAIN, WHO, WHEN, WHERE, DIM, BOLD };

static const char *const ansi[] = {"", "\033[36m", "\033[33m", "\033[32m", "\033[2m", "\033[1m"};
static const char *const statuses[] = {
#define X(n) #n,
    DL_STATUSES(X)
#undef X
};
static const char *const types[] = {
#define X(n) #n,
    DL_PLOVER(X)
#undef X
};

/* Words gather in `word`, colours and all, until a blank; then they go on this line or the next. */
struct view {
    FILE *out;
    const struct dl_article *a;
    bool color, blank;             /* blank: one stands between the line so far and the word */
    size_t column, indent, n, wide;
    char word[1024];
};

/* A stretch of the text to mark, with the id that is printed behind it. */
struct mark { struct dl_span span; enum ink ink; char letter; uint32_t no; };

static void flush(struct view *v)
{
    bool fits = v->column + v->blank + v->wide <= WIDTH || v->column <= v->indent;
    if (v->wide && !fits) {
        fprintf(v->out, "\n%*s", (int)v->indent, "");
        v->column = v->indent;
    } else if (v->wide && v->blank && v->column > v->indent) {
        putc(' ', v->out);
        v->column++;
    }
    fwrite(v->word, 1, v->n, v->out);
    v->column += v->wide;
    v->blank = v->blank && !v->wide;
    v->n = v->wide = 0;
}

static void put(struct view *v, const char *s, size_t n, size_t wide)
{
    if (v->n + n > sizeof v->word)
        flush(v);
    n = n < sizeof v->word ? n : sizeof v->word;
    memcpy(v->word + v->n, s, n);
    v->n += n;
    v->wide += wide;
}

static void ink(struct view *v, enum ink i)
{
    if (v->color && i != PLAIN)
        put(v, ansi[i], strlen(ansi[i]), 0);
}

static void plain(struct view *v, enum ink i)
{
    if (v->color && i != PLAIN)
        put(v, "\033[0m", 4, 0);
}

static void new_line(struct view *v)
{
    flush(v);
    fprintf(v->out, "\n%*s", (int)v->indent, "");
    v->column = v->indent;
    v->blank = false;
}

static void end_line(struct view *v)
{
    flush(v);
    putc('\n', v->out);
    v->column = v->indent = 0;
    v->blank = false;
}

/* Starts a row: its id, then words that are set in by eight. */
static void row(struct view *v, char letter, uint32_t no)
{
    v->indent = 8;
    v->column = (size_t)fprintf(v->out, "  %c%-5u", letter, no);
}

/* Bytes as words with single blanks; control characters of the text never reach the terminal. */
static void flow(struct view *v, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c > ' ' && c != 127)
            put(v, s + i, 1, (c & 0xc0) != 0x80);
        else
            flush(v), v->blank = true;
    }
}

static void flow_str(struct view *v, const char *s) { flow(v, s, strlen(s)); }

static void flow_span(struct view *v, struct dl_span s)
{
    flow(v, v->a->text + s.start, s.end - s.start);
}

static int by_start(const void *x, const void *y)
{
    const struct mark *a = x, *b = y;
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start ? -1 : 1;
    return a->span.end == b->span.end ? (int)a->ink - (int)b->ink : a->span.end > b->span.end ? -1 : 1;
}

/* All marks, outermost first and none across another; the caller frees. */
static struct mark *marks_of(const struct dl_article *a, uint32_t *n)
{
    struct mark *m = calloc((size_t)a->n_mentions + a->n_times + a->n_places + 1, sizeof *m);
    uint32_t all = 0, kept = 0;
    if (!m)
        abort();
    for (uint32_t i = 0; i < a->n_mentions; i++)
        if (a->mention[i].kind != DL_MENTION_pronoun)
            m[all++] = (struct mark){a->mention[i].span, WHO, 'a', a->mention[i].entity + 1};
    for (uint32_t i = 0; i < a->n_times; i++)
        m[all++] = (struct mark){a->time[i].span, WHEN, 'w', i + 1};
    for (uint32_t i = 0; i < a->n_places; i++)
        m[all++] = (struct mark){a->place[i].span, WHERE, 'p', i + 1};
    qsort(m, all, sizeof *m, by_start);
    for (uint32_t i = 0, end = 0; i < all; i++)
        if (m[i].span.start >= end && m[i].span.start < m[i].span.end) {
            end = m[i].span.end;
            m[kept++] = m[i];
        }
    *n = kept;
    return m;
}

static void show_text(struct view *v)
{
    const struct dl_article *a = v->a;
    uint32_t n, k = 0;
    struct mark *m = marks_of(a, &n);
    for (uint32_t s = 0; s < a->n_sentences; s++) {
        struct dl_span span = a->sentence[s].span;
        if (s && a->sentence[s].paragraph != a->sentence[s - 1].paragraph)
            flush(v), putc('\n', v->out), new_line(v);
        else if (s)
            flow_str(v, " ");
        enum ink all = a->sentence[s].kind == DL_SENT_TITLE ? BOLD : PLAIN;
        uint32_t at = span.start;
        ink(v, all);
        for (; k < n && m[k].span.start < span.end; k++) {
            if (m[k].span.start < at || m[k].span.end > span.end)
                continue;
            char id[16];
            flow_span(v, (struct dl_span){at, m[k].span.start});
            ink(v, m[k].ink);
            flow_str(v, v->color ? "" : "[");
            flow_span(v, m[k].span);
            snprintf(id, sizeof id, v->color ? "" : "]%c%u", m[k].letter, m[k].no);
            flow_str(v, id);
            plain(v, m[k].ink);
            ink(v, all);
            at = m[k].span.end;
        }
        flow_span(v, (struct dl_span){at, span.end});
        plain(v, all);
    }
    end_line(v);
    free(m);
}

static void heading(struct view *v, const char *text)
{
    end_line(v);
    ink(v, BOLD);
    flow_str(v, text);
    plain(v, BOLD);
    end_line(v);
}

static void entity_name(struct view *v, int64_t e)
{
    const struct dl_entity *x = e >= 0 && (uint64_t)e < v->a->n_entities ? &v->a->entity[e] : NULL;
    ink(v, WHO);
    flow_str(v, x ? x->name : "nobody named");
    plain(v, WHO);
    if (x && x->code) {
        flow_str(v, " (");
        flow_str(v, x->code);
        flow_str(v, ")");
    }
}

static void entity_names(struct view *v, const uint32_t *at, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        flow_str(v, i ? ", " : "");
        entity_name(v, at[i]);
    }
    if (!n)
        flow_str(v, "–");
}

static void show_entities(struct view *v)
{
    heading(v, "Who");
    for (uint32_t i = 0; i < v->a->n_entities; i++) {
        const struct dl_entity *e = &v->a->entity[i];
        row(v, 'a', i + 1);
        entity_name(v, i);
        if (e->office) {
            flow_str(v, ", ");
            flow_str(v, e->office);
        }
        end_line(v);
    }
}

static void statement_speaker(struct view *v, const struct dl_statement *s)
{
    for (uint32_t i = 0; i + 1 < s->n_chain; i++) {
        if (s->chain[i].entity >= 0)
            entity_name(v, s->chain[i].entity);
        else
            flow_span(v, s->chain[i].span);
        flow_str(v, " ← ");
    }
    if (s->speaker >= 0)
        entity_name(v, s->speaker);
    else if (s->n_source)
        flow_span(v, s->source[0]);
    else
        flow_str(v, "nobody named");
}

static void show_statements(struct view *v)
{
    heading(v, "Who said what");
    for (uint32_t i = 0; i < v->a->n_statements; i++) {
        const struct dl_statement *s = &v->a->statement[i];
        row(v, 's', i + 1);
        statement_speaker(v, s);
        flow_str(v, s->n_cue ? " [" : ": ");
        for (uint32_t c = 0; c < s->n_cue; c++) {
            flow_str(v, c ? " " : "");
            flow_span(v, s->cue[c]);
        }
        flow_str(v, s->n_cue ? "]: " : "");
        for (uint32_t c = 0; c < s->n_content; c++) {
            flow_str(v, c ? " … " : "");
            flow_span(v, s->content[c]);
        }
        end_line(v);
    }
}

static void show_events(struct view *v)
{
    heading(v, "What happened");
    for (uint32_t i = 0; i < v->a->n_events; i++) {
        const struct dl_event *e = &v->a->event[i];
        row(v, 'e', i + 1);
        ink(v, BOLD);
        flow_str(v, types[e->plover]);
        plain(v, BOLD);
        for (uint32_t m = 0; m < e->n_modes; m++) {
            flow_str(v, m ? "," : ":");
            flow_str(v, e->mode[m]);
        }
        flow_str(v, " ");
        flow_str(v, e->cameo);
        flow_str(v, " ");
        flow_str(v, statuses[e->status]);
        flow_str(v, "  ");
        entity_names(v, e->source, e->n_sources);
        flow_str(v, e->reciprocal ? " ↔ " : " → ");
        entity_names(v, e->target, e->n_targets);
        if (*e->date.value) {
            flow_str(v, ", ");
            flow_str(v, e->date.value);
        }
        if (e->place >= 0) {
            flow_str(v, ", ");
            flow_str(v, v->a->place[e->place].name);
        }
        if (e->n_evidence) {
            new_line(v);
            ink(v, DIM);
            flow_span(v, e->evidence[0]);
            plain(v, DIM);
        }
        end_line(v);
    }
}

static void show_talks(struct view *v)
{
    heading(v, "Talks");
    for (uint32_t i = 0; i < v->a->n_talks; i++) {
        const struct dl_talk *t = &v->a->talk[i];
        row(v, 't', i + 1);
        for (uint32_t p = 0; p < t->n_parties; p++) {
            flow_str(v, p ? "–" : "");
            flow_str(v, t->party[p]);
        }
        for (uint32_t p = 0; p < t->n_issues; p++) {
            flow_str(v, p ? ", " : " on ");
            flow_str(v, t->issue[p]);
        }
        flow_str(v, t->status ? ": " : "");
        flow_str(v, t->status ? t->status : "");
        flow_str(v, t->disputed ? " (disputed)" : "");
        if (t->next_what) {
            flow_str(v, "; next: ");
            flow_str(v, t->next_what);
        }
        end_line(v);
    }
}

void view_article(FILE *out, const struct dl_article *a, bool color)
{
    struct view v = {.out = out, .a = a, .color = color};
    if (!a->title.end && a->given_title) {
        ink(&v, BOLD);
        flow_str(&v, a->given_title);
        plain(&v, BOLD);
        end_line(&v);
        end_line(&v);
    }
    show_text(&v);
    if (a->n_entities)
        show_entities(&v);
    if (a->n_statements)
        show_statements(&v);
    if (a->n_events)
        show_events(&v);
    if (a->n_talks)
        show_talks(&v);
    putc('\n', out);
}
