/* attribution/cues.c: reads the table of cues and finds which row a word of a sentence is an instance of. */
#include "attribution/find.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/table.h"
#include "base/banned.h"

enum { REACH = 5, MANNER = 4, LEMMA = 48 };    /* how far behind its verb a particle may stand, and a verb behind the one that leads to it; longest lemma */

static const char *const kinds[] = {
#define X(n) #n,
    DL_STATEMENT_KINDS(X)
#undef X
};

/* By lemma and part of speech; rows with a particle before the bare one. */
static int by_lemma(const void *x, const void *y)
{
    const struct cue *a = x, *b = y;
    int d = strcmp(a->lemma, b->lemma);
    if (d || a->pos != b->pos)
        return d ? d : a->pos - b->pos;
    return strcmp(b->particle, a->particle);
}

static struct cue row_of(struct attribution *at, const char *words)
{
    const char *gap = strchr(words, ' ');
    struct cue c = {.lemma = words, .particle = ""};
    if (!gap)
        return c;
    c.lemma = arena_text(at->arena, words, (size_t)(gap - words));
    c.particle = gap + 1;
    return c;
}

bool cues_read(struct attribution *at, const char *path, struct dl_err *err)
{
    static const char *const names[] = {"words", "pos", "class", "kind", "pattern"};
    struct table t;
    int col[5];
    if (!table_read(&t, path, at->arena, err) || !table_need(&t, names, col, 5, err))
        return false;
    at->cue = arena_take(at->arena, t.n_rows + 1, sizeof *at->cue);
    for (uint32_t i = 0; i < t.n_rows; i++) {
        struct cue c = row_of(at, table_cell(&t, i, col[0]));
        while (c.kind < DL_N_STATEMENT_KINDS && strcmp(kinds[c.kind], table_cell(&t, i, col[3])) != 0)
            c.kind++;
        if (c.kind == DL_N_STATEMENT_KINDS)
            return err_at(err, DL_EFORMAT, path, t.line[i], "has an unknown kind of statement");
        c.pos = *table_cell(&t, i, col[1]);
        if (!c.pos || !strchr("VNALDSHTCWR", c.pos))
            return err_at(err, DL_EFORMAT, path, t.line[i], "has an unknown part of speech");
        c.class = table_cell(&t, i, col[2]);
        c.pattern = table_cell(&t, i, col[4]);
        at->cue[at->n++] = c;
    }
    qsort(at->cue, at->n, sizeof *at->cue, by_lemma);
    return true;
}

/* The first row of the lemma and part of speech, or NULL. */
static const struct cue *first_row(const struct attribution *at, const char *lemma, char pos)
{
    uint32_t from = 0, to = at->n;
    while (from < to) {
        uint32_t mid = (from + to) / 2;
        int d = strcmp(at->cue[mid].lemma, lemma);
        if (d < 0 || (d == 0 && at->cue[mid].pos < pos))
            from = mid + 1;
        else
            to = mid;
    }
    return from < at->n && at->cue[from].pos == pos && strcmp(at->cue[from].lemma, lemma) == 0 ? &at->cue[from] : NULL;
}

/* Rows of a token; lemmas in capitals and with an 'e' too many or too few are forgiven. */
static const struct cue *rows(const struct attribution *at, const struct dl_token *t, char pos)
{
    char lemma[LEMMA + 2];
    size_t n = t->lemma ? strlen(t->lemma) : 0;
    if (n == 0 || n > LEMMA)
        return NULL;
    for (size_t i = 0; i <= n; i++)
        lemma[i] = (char)tolower((unsigned char)t->lemma[i]);
    const struct cue *c = first_row(at, lemma, pos);
    if (c || pos != 'V')
        return c;
    lemma[n] = 'e';
    lemma[n + 1] = 0;
    if ((c = first_row(at, lemma, pos)))
        return c;
    lemma[n - (lemma[n - 1] == 'e')] = 0;
    return first_row(at, lemma, pos);
}

static char pos_of(const struct dl_token *t)
{
    if (t->upos == DL_VERB || t->upos == DL_AUX)
        return 'V';
    if (t->upos == DL_NOUN)
        return 'N';
    return t->upos == DL_ADJ ? 'A' : 0;
}

bool cue_is(const struct finder *f, int32_t i, char pos)
{
    return (pos == 'L' || pos_of(&f->art->token[i]) == pos) && rows(f->at, &f->art->token[i], pos);
}

const struct cue *cue_word(const struct finder *f, int32_t i, char pos)
{
    const struct cue *c = rows(f->at, &f->art->token[i], pos), *end = f->at->cue + f->at->n, *first = c;
    while (c && *c->particle && !span_is(f, i + 1, c->particle))
        c = c + 1 < end && c[1].pos == pos && strcmp(c[1].lemma, first->lemma) == 0 ? c + 1 : NULL;
    return c;
}

/* The last of the words "back against", in that order from k on; -1. */
static int32_t sequence(const struct finder *f, int32_t k, const char *words)
{
    char one[LEMMA];
    for (size_t n;; k++, words += n + 1) {
        n = strcspn(words, " ");
        if (k >= span_end(f) || n >= sizeof one)
            return -1;
        memcpy(one, words, n);
        one[n] = 0;
        if (!span_is(f, k, one))
            return -1;
        if (!words[n])
            return k;
    }
}

/* The last token of the row's particle behind i, which must hang from it or lead a phrase that does; -1. */
static int32_t particle_of(const struct finder *f, int32_t i, const char *particle)
{
    const struct dl_token *t = f->art->token;
    if (strchr(particle, ' '))
        return sequence(f, i + 1, particle);
    for (int32_t k = i + 1; k < span_end(f) && k <= i + REACH && !span_punct(f, k); k++) {
        if (!span_is(f, k, particle) || t[k].upos == DL_PART)
            continue;
        int32_t up = t[k].head;
        if (up > k && span_when(f, up) && t[up].rel != DL_REL_nmod_poss)
            return -1;                  /* "agreed on Thursday to lift": a day */
        bool near = k == i + 1 || (k == i + 2 && (t[i + 1].upos == DL_ADV || t[i + 1].upos == DL_PRON || span_when(f, i + 1)));
        return up == i || (up >= 0 && t[up].head == i) || k == i + 1 ? (near || up == i || span_when(f, k - 1) ? k : -1) : -1;
    }
    return -1;
}

/* The words before a verb that belong to its cue: auxiliaries, negation, adverbs, "to". */
static int32_t first_of(const struct finder *f, int32_t v)
{
    const struct dl_token *t = f->art->token;
    int32_t first = v;
    for (int32_t i = v - 1; i >= (int32_t)f->s->first && (t[i].head == v || (first < v && t[i].head == first && t[first].rel == DL_REL_advmod && t[i].upos == DL_ADV)); i--) {
        bool adverb = t[i].rel == DL_REL_advmod && t[i].upos != DL_PRON && !span_is(f, i, "all") && !span_is(f, i, "both") && !span_is(f, i, "each") && !span_is(f, i, "when") && !span_is(f, i, "where") &&
                      !span_is(f, i, "how") && !span_is(f, i, "why") && !span_is(f, i, "however");
        bool to = t[i].rel == DL_REL_mark && span_is(f, i, "to");
        if (i == (int32_t)f->s->first || span_punct(f, i - 1))
            adverb = adverb && (!t[i].xpos || strcmp(t[i].xpos, "RBS") != 0);       /* "most said": people */
        bool ago = adverb && span_child(f, i, DL_REL_obl_unmarked) >= 0;
        if ((t[i].rel != DL_REL_aux && t[i].rel != DL_REL_aux_pass && t[i].rel != DL_REL_cop && !adverb && !to) || ago)
            break;
        first = i;
    }
    return first;
}

/* "The senator called on them.": the only verb of its sentence is no participle, whatever the tree says. */
static bool alone(const struct finder *f, int32_t v)
{
    const struct dl_token *t = &f->art->token[v];
    return t->rel == DL_REL_acl && t->head >= 0 && t->head < v && f->art->token[t->head].rel == DL_REL_root && !span_is(f, v - 1, ",") && span_child(f, t->head, DL_REL_cop) < 0 && f->hi[v] > v + 2;
}

static bool is_passive(const struct finder *f, int32_t v)
{
    const struct dl_token *t = &f->art->token[v];
    bool asked = v == (int32_t)f->s->first && t->xpos && (!strcmp(t->xpos, "VBD") || !strcmp(t->xpos, "VBN"));
    if (t->upos == DL_VERB && asked)
        return true;
    if (t->upos != DL_VERB || !t->xpos || strcmp(t->xpos, "VBN") != 0 || alone(f, v))
        return false;
    if (span_child(f, v, DL_REL_aux_pass) >= 0 || span_child(f, v, DL_REL_obl_agent) >= 0 || t->rel == DL_REL_acl)
        return true;
    bool finite = t->rel == DL_REL_root || t->rel == DL_REL_conj || t->rel == DL_REL_ccomp || t->rel == DL_REL_parataxis;   /* a slip for the past tense */
    return span_child(f, v, DL_REL_aux) < 0 && !(finite && span_child(f, v, DL_REL_nsubj_pass) >= 0);
}

/* "continued his attacks on", "tweeted her call for": who does it speaks, and the verb belongs to the cue. */
static bool own_act(const struct finder *f, int32_t v, int32_t noun)
{
    const struct dl_token *t = f->art->token;
    int32_t who = v >= 0 && v < noun && noun - v <= REACH && t[noun].rel == DL_REL_obj ? span_child(f, noun, DL_REL_nmod_poss) : -1;
    bool subject = who >= 0 && t[who].upos == DL_PRON && t[v].upos == DL_VERB && span_child(f, v, DL_REL_nsubj) >= 0 && span_child(f, v, DL_REL_nsubj) < v;
    return subject && (!cue_word(f, v, 'V') || cue_word(f, v, 'L'));
}

/* A noun: its adjectives, and the light verb whose object it is. */
static void noun_group(const struct finder *f, struct match *m)
{
    const struct dl_token *t = f->art->token;
    for (int32_t i = m->head - 1; i >= (int32_t)f->s->first && t[i].head == m->head && (t[i].rel == DL_REL_amod || t[i].rel == DL_REL_compound); i--)
        m->first = i;
    int32_t v = t[m->head].head;
    const struct cue *light = v >= 0 && v < m->head && t[m->head].rel == DL_REL_obj && m->head - v <= REACH ? cue_word(f, v, 'L') : NULL;
    if ((light && strcmp(light->class, "light") == 0) || own_act(f, v, m->head)) {
        m->verb = v;
        m->first = first_of(f, v);
    }
}

static void adjective_group(const struct finder *f, struct match *m)
{
    m->first = first_of(f, m->head);
    int32_t up = f->art->token[m->head].head;
    if (f->art->token[m->head].rel == DL_REL_xcomp && up >= 0 && up < m->head && m->head - up <= REACH) {
        m->verb = up;
        m->first = first_of(f, up);
    }
}

/* Is the verb only the phase of another cue, as "continued" of "continued to insist"? */
static bool phase_of_cue(const struct finder *f, int32_t i)
{
    const struct cue *c = cue_word(f, i, 'L');
    int32_t x = c && strcmp(c->class, "phase") == 0 ? span_child(f, i, DL_REL_xcomp) : -1;
    return x > i && x - i <= REACH && cue_is(f, x, 'V') && (f->hi[x] > x || !cue_word(f, i, 'V'));   /* but "declined to comment" */
}

/* "to V", "by V-ing", "in V-ing", "V-ing" right behind a verb or an adjective that is no cue and has no object: "was quick
 * to add", "began by saying", "stopped calling". */
static bool manner_of_cue(const struct finder *f, int32_t up, int32_t v, int32_t first)
{
    const struct dl_token *t = f->art->token;
    int32_t obj = span_child(f, up, DL_REL_obj), mark = span_child(f, v, DL_REL_mark);
    bool verb = t[up].upos == DL_VERB && (!cue_word(f, up, 'V') || cue_word(f, up, 'L')), adjective = t[up].upos == DL_ADJ && span_child(f, up, DL_REL_cop) >= 0 && !cue_word(f, up, 'A');
    if ((!verb && !adjective) || (obj >= 0 && obj < v) || first - up > MANNER || f->top[up] != f->top[v] || span_child(f, up, DL_REL_expl) >= 0)
        return false;
    for (int32_t i = up + 1; i < first; i++)
        if (span_punct(f, i) || (t[v].rel == DL_REL_advcl && t[i].head != v && t[i].upos != DL_ADV && t[i].upos != DL_ADP && !span_when(f, i)))
            return false;               /* "walked to the door to say" */
    if (span_is(f, first, "to"))
        return t[v].rel == DL_REL_xcomp || t[v].rel == DL_REL_advcl;
    if (verb && t[v].rel == DL_REL_advcl && (span_is(f, mark, "by") || span_is(f, mark, "in")))
        return mark < v && mark - up <= 2;
    return verb && t[v].rel == DL_REL_xcomp && first == up + 1 && t[v].xpos && !strcmp(t[v].xpos, "VBG");
}

/* A verb: "went on to explain", "began to doubt": the verb that only says how it goes belongs to the cue. */
static void verb_group(const struct finder *f, struct match *m)
{
    const struct dl_token *t = f->art->token;
    m->first = first_of(f, m->head);
    int32_t up = t[m->head].head;
    if (up < 0 || up >= m->head || m->head - up > REACH)
        return;
    bool below = t[m->head].rel == DL_REL_xcomp || (t[m->head].rel == DL_REL_advcl && span_is(f, m->first, "to") && !span_is(f, m->first - 1, ","));
    const struct cue *phase = below ? cue_word(f, up, 'L') : NULL;
    bool goes = phase && strcmp(phase->class, "phase") == 0 && span_child(f, up, DL_REL_obj) < 0;
    if (!goes && !manner_of_cue(f, up, m->head, m->first))
        return;
    m->first = first_of(f, up);
    m->verb = up;
}

static bool match(const struct finder *f, int32_t i, struct match *m, bool outer)
{
    const struct dl_token *t = f->art->token;
    char pos = pos_of(&t[i]);
    const struct cue *c = pos ? rows(f->at, &t[i], pos) : NULL, *end = f->at->cue + f->at->n;
    *m = (struct match){.head = i, .first = i, .last = i, .particle = -1, .verb = i};
    for (const struct cue *row = c; c && row < end && row->pos == pos && strcmp(row->lemma, c->lemma) == 0; row++) {
        m->particle = *row->particle ? particle_of(f, i, row->particle) : -1;
        if (*row->particle && m->particle < 0)
            continue;
        m->cue = row;
        break;
    }
    if (!m->cue || (pos == 'V' && !outer && phase_of_cue(f, i)))
        return false;
    if (pos == 'N')
        noun_group(f, m);
    else if (pos == 'A')
        adjective_group(f, m);
    else
        verb_group(f, m);
    if (pos == 'A' && m->verb == i && span_child(f, i, DL_REL_cop) < 0)
        return false;
    bool called_for = m->particle >= 0 && t[i].rel == DL_REL_acl && span_child(f, i, DL_REL_obl_agent) < 0 && span_child(f, i, DL_REL_aux_pass) < 0;
    m->passive = pos == 'V' && is_passive(f, i) && !called_for;       /* "Trump called for": a slip of the tree's */
    m->last = m->particle >= 0 ? m->particle : i;
    if (m->particle < 0 && i + 1 < span_end(f) && t[i + 1].head == i && t[i + 1].rel == DL_REL_compound_prt)
        m->last = i + 1;
    int32_t how = m->last + 1;         /* "said dryly, ..." */
    if (pos == 'V' && m->particle < 0 && how + 1 < span_end(f) && t[how].upos == DL_ADV && t[how].head == i && t[how].rel == DL_REL_advmod && !span_when(f, how) && (span_punct(f, how + 1) || span_is(f, how + 1, "that")) && f->top[how] < 0)
        m->last = how;
    if (m->last + 1 < span_end(f) && span_is(f, m->last + 1, ":"))
        m->last++;
    return true;
}

const struct cue *cue_headline(const struct finder *f, int32_t i, int32_t *last)
{
    char word[LEMMA];
    size_t n = strlen(f->art->token[i].form);
    if (n < 4 || n >= sizeof word || f->art->token[i].form[n - 1] != 's' || f->art->token[i].form[n - 2] == 's')
        return NULL;
    memcpy(word, f->art->token[i].form, n - 1);
    word[n - 1] = 0;
    struct dl_token t = {.lemma = word};
    const struct cue *c = rows(f->at, &t, 'V'), *first = c, *end = f->at->cue + f->at->n;
    for (; c && c < end && c->pos == 'V' && strcmp(c->lemma, first->lemma) == 0; c++) {
        *last = *c->particle ? sequence(f, i + 1, c->particle) : i;
        if (*last >= 0 && strpbrk(c->pattern, "cojp"))
            return c;
    }
    return NULL;
}

bool cue_match(const struct finder *f, int32_t i, struct match *m) { return match(f, i, m, false); }

bool cue_outer(const struct finder *f, struct match *m)
{
    int32_t v = m->verb;
    return m->cue->pos == 'V' && v != m->head && f->art->token[v].upos == DL_VERB && match(f, v, m, true) && m->verb == v && strcmp(m->cue->class, "appear") != 0;
}
