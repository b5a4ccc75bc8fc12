/* attribution/special.c: sources without a verb: "according to X", "in a poll", "reportedly", "X: ...", a name below a quotation. */
#include "attribution/find.h"

#include <string.h>

#include "base/banned.h"

enum { LONGEST_LABEL = 8, SHORTEST_TEXT = 3, FAR = 16 };

static const struct cue according = {"according", "to", "say", "", DL_STATEMENT_statement, 'P'};
static const struct cue in_poll = {"in", "", "report", "", DL_STATEMENT_report, 'P'};
static const struct cue colon = {":", "", "say", "", DL_STATEMENT_statement, 'P'};

/* The source's words when they open the sentence, close it or stand within it: what is left is the content. */
static void around(const struct finder *f, int32_t from, int32_t to, span_list *out)
{
    int32_t start = (int32_t)f->s->first, end = span_end(f) - 1;
    while (start < from && (f->art->token[start].upos == DL_CCONJ || span_punct(f, start)))
        start++;
    if (f->top[from] >= 0) {
        while (start < from && f->top[start] != f->top[from])
            start++;
        while (end > to && f->top[end] != f->top[from])
            end--;
    }
    span_push(f, out, start, from - 1);
    if (out->n == 0 || (to < end && span_is(f, to + 1, ",") && span_is(f, from - 1, ",")))
        span_push(f, out, to + 1, end);
}

static void at_according(const struct finder *f, int32_t i)
{
    const struct dl_token *t = f->art->token;
    if (i + 2 >= span_end(f) || !span_is(f, i + 1, "to"))
        return;
    int32_t noun = t[i].rel == DL_REL_case || t[i].rel == DL_REL_mark ? t[i].head : span_child(f, i, DL_REL_obl);
    if (noun <= i)
        noun = t[i + 1].head > i ? t[i + 1].head : i + 2;
    struct match m = {.head = i, .first = i, .last = i + 1, .particle = -1, .verb = i, .cue = &according};
    struct dl_span who = span_source(f, noun, i + 1);
    int32_t to = noun;
    while (to + 1 < span_end(f) && t[to + 1].span.end <= who.end)
        to++;
    span_list content = {0};
    around(f, i, to, &content);
    if (content.n)
        put(f, &m, noun, who, content);
}

/* "In the words of X, ...", "..., in X's words": who is quoted so, and the rest of the sentence. */
static void at_words(const struct finder *f, int32_t i)
{
    const struct dl_token *t = f->art->token;
    int32_t in = span_child(f, i, DL_REL_case), who = span_child(f, i, DL_REL_nmod_poss), to = i;
    for (int32_t k = i + 1; who < 0 && k <= f->hi[i]; k++)
        if (t[k].head == i && t[k].rel == DL_REL_nmod && span_is(f, f->lo[k], "of"))
            who = k;
    if (in < 0 || !span_is(f, in, "in") || who < 0 || t[who].upos == DL_VERB || f->top[i] >= 0)
        return;
    struct match m = {.head = i, .first = who < i ? i : in, .last = who < i ? i : f->lo[who], .particle = -1, .verb = i, .cue = &according};
    struct dl_span name = who < i ? (struct dl_span){t[in + 1].span.start, t[f->hi[who]].span.end} : span_source(f, who, f->lo[who]);
    while (to + 1 < span_end(f) && t[to + 1].span.end <= name.end)
        to++;
    span_list content = {0};
    around(f, in, to, &content);
    if (content.n && (to + 1 >= span_end(f) || span_punct(f, to + 1)))
        put(f, &m, who, name, content);
}

static bool capitals(const char *word)
{
    size_t n = 0;
    for (; *word; word++, n++)
        if (!((*word >= 'A' && *word <= 'Z') || *word == '.' || *word == '-' || *word == '\''))
            return false;
    return n > 2;
}

/* Does a line of a transcript begin with the sentence? */
static bool labelled(const struct dl_article *art, const struct dl_sentence *s)
{
    for (uint32_t i = s->first; i + 1 < s->first + s->n && i < s->first + LONGEST_LABEL; i++)
        if (capitals(art->token[i].form) && strcmp(art->token[i + 1].form, ":") == 0)
            return true;
    return false;
}

/* "Minister: Talks have failed": words without a verb, a colon, and what they say. */
static void at_colon(const struct finder *f, int32_t i)
{
    const struct dl_token *t = f->art->token;
    int32_t start = (int32_t)f->s->first, head = -1;
    while (start < i && span_punct(f, start))
        start++;
    bool shouted = i > start && capitals(t[i - 1].form);
    if (i - start < 1 || i - start > LONGEST_LABEL || span_end(f) - i <= SHORTEST_TEXT || (t[i].quote >= 0 && !shouted))
        return;
    bool name = false, verb = false;
    for (int32_t k = start; k < i; k++) {
        if (t[k].upos == DL_VERB || t[k].upos == DL_AUX || t[k].upos == DL_PUNCT || t[k].upos == DL_NUM || t[k].upos == DL_PRON)
            return;
        name = name || t[k].upos == DL_PROPN;
        head = t[k].upos == DL_PROPN || t[k].upos == DL_NOUN ? k : head;
    }
    for (int32_t k = i + 1; k < span_end(f); k++)
        verb = verb || t[k].upos == DL_VERB || t[k].upos == DL_AUX || t[k].quote >= 0;
    bool person = shouted;
    for (uint32_t k = 0; k < f->art->n_mentions; k++)
        person = person || (f->art->mention[k].head >= start && f->art->mention[k].head < i);
    bool title = f->s->kind == DL_SENT_TITLE || f->s->paragraph == 0;          /* "Poll: ...", "Minister: ..." */
    person = person || (head >= 0 && title && (cue_word(f, head, 'S') || cue_word(f, head, 'D') || (name && i - start <= 2)));
    if (head < 0 || !verb || !(name || person) || (!person && t[i + 1].quote < 0))
        return;
    struct match m = {.head = i, .first = i, .last = i, .particle = -1, .verb = i, .cue = &colon};
    span_list content = {0};
    span_push(f, &content, i + 1, span_end(f) - 1);
    for (const struct dl_sentence *s = f->s + 1; shouted && content.n && s < f->art->sentence + f->art->n_sentences && s->paragraph == f->s->paragraph && !labelled(f->art, s); s++)
        content.at[0].end = s->span.end;
    if (content.n)
        put(f, &m, head, (struct dl_span){t[start].span.start, t[i - 1].span.end}, content);
}

/* The participle of "quoted ... as saying", "cited ... as telling"; -1. */
static int32_t as_saying(const struct finder *f, int32_t v)
{
    const struct dl_token *t = f->art->token;
    for (int32_t i = v + 2; i < span_end(f) && i < v + FAR; i++) {
        if (f->top[i] >= 0 || (t[i].upos == DL_VERB && t[i].xpos && strcmp(t[i].xpos, "VBG") != 0 && t[i].rel != DL_REL_acl))
            return -1;
        if (t[i].xpos && strcmp(t[i].xpos, "VBG") == 0 && span_is(f, i - 1, "as") && cue_is(f, i, 'V'))
            return i;
    }
    return -1;
}

/* Who is cited: the object, or the noun that the tree hangs the participle from: ", quoting sources, that". */
static int32_t cited_by(const struct finder *f, int32_t citing)
{
    const struct dl_token *t = f->art->token;
    bool torn = t[citing].rel == DL_REL_amod && t[citing].head > citing && span_is(f, citing - 1, ",");
    return torn ? t[citing].head : span_child(f, citing, DL_REL_obj);
}

/* "citing X", ", as reported by X": whose words they are, or who carries them, is told of another cue's content. */
static bool puts_off(const struct finder *f, const struct match *m)
{
    const struct dl_token *t = f->art->token;
    int32_t up = t[m->head].head;
    bool report = m->passive && m->first > 0 && span_is(f, m->first - 1, "as") && up >= 0 && cue_is(f, up, 'V');
    if (report)
        return true;
    bool citing = *m->cue->class == 'q' && m->cue->pos == 'V' && m->first == m->head && t[m->head].xpos && !strcmp(t[m->head].xpos, "VBG");
    int32_t who = citing ? cited_by(f, m->head) : -1;
    if (who < m->head || span_child(f, m->head, DL_REL_ccomp) >= 0 || !span_can_speak(f, who))
        return false;
    *VEC_PUSH(f->a, f->cited) = *m;
    return true;
}

/* The report that a cited source is told of: the nearest of the sentence, the one before the cue if there is one. */
static const struct dl_statement *report_of(const struct finder *f, const struct match *m)
{
    const struct dl_statement *found = NULL;
    for (uint32_t i = f->out->n; i-- > 0 && f->out->at[i].sentence == (uint32_t)(f->s - f->art->sentence);) {
        const struct dl_statement *st = &f->out->at[i];
        bool report = (st->kind == DL_STATEMENT_statement || st->kind == DL_STATEMENT_report) && st->n_source && f->top[st->cue_token] < 0;
        if (report && (!found || st->cue_token < m->head))
            found = st;
        if (found && found->cue_token < m->head)
            break;
    }
    return found;
}

void special_cited(const struct finder *f)
{
    for (uint32_t i = 0; i < f->cited->n; i++) {
        const struct match *m = &f->cited->at[i];
        int32_t who = cited_by(f, m->head);
        const struct dl_statement *st = report_of(f, m);
        span_list content = {0};
        for (uint32_t c = 0; st && c < st->n_content; c++)
            *VEC_PUSH(f->a, &content) = st->content[c];
        if (content.n)
            put(f, m, who, span_source(f, who, m->last), content);
    }
}

/* "Y quoted X as saying ...": what Y passes on, and in it what X said. "X was quoted as saying": X said, and
 * nobody is named who passes it on. */
bool special_relay(const struct finder *f, const struct match *m)
{
    const struct dl_token *t = f->art->token;
    int32_t say = *m->cue->class == 'q' && m->cue->pos == 'V' ? as_saying(f, m->head) : -1, head;
    struct match inner;
    struct dl_span who;
    if (say < 0)
        return puts_off(f, m);
    if (!cue_match(f, say, &inner))
        return false;
    inner.first = m->passive ? m->first : say - 1;
    inner.verb = m->head;
    span_list said = {0}, relayed = {0};
    struct match outer = *m;
    bool left = quoted_content(f, m->passive ? &inner : &outer, &said);
    if (!left && !content_find(f, &inner, &said) && !content_find(f, m, &said))
        return false;
    if (m->passive) {
        head = span_child(f, m->head, DL_REL_nsubj_pass);
        put(f, &inner, head, head >= 0 ? span_source(f, head, m->first) : DL_NO_SPAN, said);
        return true;
    }
    int32_t object = span_child(f, m->head, DL_REL_obj);
    if (object < 0)
        object = say - 2;
    bool behind = said.n && said.at[0].start > t[say].span.start;
    span_list copy = {0};
    if (!source_find(f, m, false, &head, &who))
        head = -1;
    uint32_t cut = head >= 0 && head < m->first ? who.start : t[m->first].span.start;
    for (uint32_t i = 0; i < said.n; i++) {
        struct dl_span p = said.at[i];
        if (p.end > cut && p.start < cut && !behind)
            p.end = cut;
        while (!behind && p.end > p.start && (f->art->text[p.end - 1] == ' ' || (p.end == cut - 1 && f->art->text[p.end - 1] == ',')))
            p.end--;
        *VEC_PUSH(f->a, &copy) = p;
        if (!behind)
            *VEC_PUSH(f->a, &relayed) = p;
    }
    *VEC_PUSH(f->a, &relayed) = (struct dl_span){t[f->lo[object] > m->last ? f->lo[object] : m->last + 1].span.start, behind ? said.at[said.n - 1].end : t[say].span.end};
    put(f, m, head, who, relayed);
    put(f, &inner, object, (struct dl_span){t[f->lo[object] > m->last ? f->lo[object] : m->last + 1].span.start, t[say - 2].span.end}, copy);
    return true;
}

static bool is_dash(const char *s) { return !strcmp(s, "--") || !strcmp(s, "\xE2\x80\x94") || !strcmp(s, "\xE2\x80\x95") || !strcmp(s, "\xE2\x80\x93") || !strcmp(s, "-"); }

/* `"..." -- Name`: a dash and a name to the end of the line, right behind a quotation. */
static void at_dash(const struct finder *f, int32_t i)
{
    const struct dl_token *t = f->art->token;
    int32_t q = -1, last = i;
    for (uint32_t k = 0; k < f->art->n_quotes && f->art->quote[k].span.end <= t[i].span.start; k++)
        if (f->art->quote[k].parent < 0)
            q = (int32_t)k;
    if (q < 0 || t[i].quote >= 0)
        return;
    for (uint32_t k = f->art->quote[q].span.end; k < t[i].span.start; k++)
        if (f->art->text[k] != ' ' && f->art->text[k] != '\n' && (unsigned char)f->art->text[k] < 128)
            return;
    while (last + 1 < (int32_t)f->art->n_tokens && last - i < LONGEST_LABEL && !memchr(f->art->text + t[last].span.end, '\n', t[last + 1].span.start - t[last].span.end))
        last++;
    if (last == i || t[i + 1].upos != DL_PROPN || last - i >= LONGEST_LABEL)
        return;
    struct match m = {.head = i, .first = i, .last = i, .particle = -1, .verb = i, .cue = &colon};
    span_list content = {0};
    *VEC_PUSH(f->a, &content) = f->art->quote[q].span;
    while (last > i + 1 && span_punct(f, last))
        last--;
    put(f, &m, i + 1, (struct dl_span){t[i + 1].span.start, t[last].span.end}, content);
}

/* "In a poll released Sunday, most said": the poll says what is left of the sentence. */
static void at_poll(const struct finder *f, int32_t i)
{
    const struct dl_token *t = f->art->token;
    int32_t noun = t[i].rel == DL_REL_case ? t[i].head : -1;
    const struct cue *text = noun > i ? cue_word(f, noun, 'D') : NULL;
    if (!text || strcmp(text->class, "poll") != 0 || t[noun].rel != DL_REL_obl || f->lo[noun] > i || f->top[noun] >= 0)
        return;
    struct dl_span who = span_source(f, noun, i);
    int32_t to = noun;
    while (to + 1 < span_end(f) && t[to + 1].span.end <= who.end)
        to++;
    for (int32_t k = to + 1; k < span_end(f) && k < to + FAR && t[to + 1].xpos && !strcmp(t[to + 1].xpos, "VBN"); k++)
        if (span_is(f, k, ",")) {
            who.end = t[k - 1].span.end;        /* "a poll released Sunday," */
            to = k - 1;
            break;
        }
    struct match m = {.head = i, .first = i, .last = i, .particle = -1, .verb = i, .cue = &in_poll};
    span_list content = {0};
    around(f, i, to, &content);
    if (content.n)
        put(f, &m, noun, who, content);
}

/* "He was reportedly in Selm": a relay that names nobody. What is left of the clause is what is reported. */
static void at_adverb(const struct finder *f, int32_t i)
{
    const struct dl_token *t = f->art->token;
    const struct cue *row = cue_word(f, i, 'R');
    int32_t v = t[i].head;
    bool verb = row && v >= 0 && t[i].rel == DL_REL_advmod && (t[v].upos == DL_VERB || span_child(f, v, DL_REL_cop) >= 0);
    if (!verb || f->top[v] != f->top[i])
        return;
    int32_t from = f->lo[v], to = span_last(f, v, false);
    while (from < i && (t[from].upos == DL_CCONJ || t[from].upos == DL_SCONJ || t[from].upos == DL_ADV || span_punct(f, from)))
        from++;
    struct match m = {.head = i, .first = i, .last = i, .particle = -1, .verb = i, .cue = row};
    span_list content = {0};
    span_push(f, &content, from, i - 1);
    span_push(f, &content, i + 1, to);
    put(f, &m, -1, DL_NO_SPAN, content);
}

static bool finite(const struct dl_token *t)
{
    return t->xpos && (!strcmp(t->xpos, "VBD") || !strcmp(t->xpos, "VBZ") || !strcmp(t->xpos, "VBP") || !strcmp(t->xpos, "MD"));
}

/* "Ivo Lem Backs Port Strike": a headline in capitals, whose verb has been tagged as part of a name. */
static void at_headline(const struct finder *f)
{
    const struct dl_token *t = f->art->token;
    int32_t first = (int32_t)f->s->first, end = span_end(f) - 1;
    const struct cue *row = NULL;
    for (int32_t i = first; i <= end; i++)
        if (finite(&t[i]) || span_is(f, i, ":") || f->top[i] >= 0)
            return;
    for (int32_t i = first + 1; i + 2 <= end && !row; i++) {
        struct match m = {.head = i, .first = i, .last = i, .particle = -1, .verb = i};
        row = t[i].upos == DL_PROPN && (span_can_speak(f, i - 1) || (t[i].rel == DL_REL_flat && span_can_speak(f, t[i].head))) ? cue_headline(f, i, &m.last) : NULL;
        span_list content = {0};
        m.cue = row;
        if (row)
            span_push(f, &content, m.last + 1, end);
        if (content.n)
            put(f, &m, i - 1, (struct dl_span){t[first].span.start, t[i - 1].span.end}, content);
    }
}

void special_find(const struct finder *f, int32_t i)
{
    if (i == (int32_t)f->s->first && (f->s->kind == DL_SENT_TITLE || f->s->paragraph == 0))
        at_headline(f);
    if (span_is(f, i, "according"))
        at_according(f, i);
    else if (span_is(f, i, "words"))
        at_words(f, i);
    else if (i == (int32_t)f->s->first && span_is(f, i, "in"))
        at_poll(f, i);
    else if (span_is(f, i, ":"))
        at_colon(f, i);
    else if (i + 1 < (int32_t)f->art->n_tokens && is_dash(f->art->token[i].form))
        at_dash(f, i);
    else if (f->art->token[i].upos == DL_ADV)
        at_adverb(f, i);
}
