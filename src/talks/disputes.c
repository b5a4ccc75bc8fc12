/* talks/disputes.c: what is in the way and who says so; statements that gainsay each other. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "talks/inside.h"
#include "base/banned.h"

static const char *lemma(const struct work *w, int32_t t) { return w->art->token[t].lemma ? w->art->token[t].lemma : ""; }

/* ---- in the way, and gainsaid ---- */

/* The shortest with a speaker. */
static int32_t statement_over(const struct work *w, struct dl_span s)
{
    int32_t best = -1;
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < w->art->n_statements; i++)
        for (uint32_t c = 0; c < w->art->statement[i].n_content; c++) {
            struct dl_span in = w->art->statement[i].content[c];
            uint32_t size = in.end - in.start + (w->art->statement[i].speaker < 0 ? UINT32_MAX / 2 : 0);
            if (in.start <= s.start && s.end <= in.end && size < least)
                best = (int32_t)i, least = size;
        }
    return best;
}

void talks_find_obstacles(struct work *w, struct dl_talk *t)
{
    VEC(struct dl_obstacle) v = {0};
    for (uint32_t k = 0; k < w->art->n_sentences; k++) {
        const struct dl_sentence *s = &w->art->sentence[k];
        bool trouble = false;
        for (uint32_t i = s->first; i < s->first + s->n; i++)
            trouble |= talks_term(w->t, lemma(w, (int32_t)i), "trouble") != NULL;
        for (uint32_t i = s->first; trouble && i < s->first + s->n; i++) {
            const char *type = talks_term(w->t, lemma(w, (int32_t)i), "obstacle");
            bool known = !type;
            for (uint32_t j = 0; j < v.n && type; j++)
                known |= !strcmp(v.at[j].type, type);
            if (known)
                continue;
            int32_t said = statement_over(w, w->art->token[i].span);
            *VEC_PUSH(w->arena, &v) = (struct dl_obstacle){.type = type, .by = said >= 0 ? w->art->statement[said].speaker : -1, .statement = said, .words = w->art->token[i].span};
        }
    }
    t->obstacle = v.at, t->n_obstacles = v.n;
}

static const char *speaker_party(const struct work *w, uint32_t s)
{
    int32_t e = w->art->statement[s].speaker;
    return e >= 0 ? talks_known_party(w, (uint32_t)e) : NULL;
}

/* A statement proper: with words, by somebody. */
static bool proper(const struct dl_statement *s)
{
    return s->n_content && s->n_source && (s->kind == DL_STATEMENT_statement || s->kind == DL_STATEMENT_relay || s->kind == DL_STATEMENT_report);
}

static bool gainsays(const struct work *w, const struct dl_sentence *s)
{
    char two[64];
    for (uint32_t i = s->first; i < s->first + s->n; i++) {
        if (i + 1 < s->first + s->n)
            snprintf(two, sizeof two, "%s %s", lemma(w, (int32_t)i), lemma(w, (int32_t)i + 1));
        if (talks_term(w->t, lemma(w, (int32_t)i), "gainsay") || (i + 1 < s->first + s->n && talks_term(w->t, two, "gainsay")))
            return true;
        bool declines = talks_term(w->t, lemma(w, (int32_t)i), "declines") != NULL;
        for (uint32_t k = i + 1; declines && k < i + 6 && k < s->first + s->n; k++)
            if (!strcmp(lemma(w, (int32_t)k), "confirm") || talks_term(w->t, lemma(w, (int32_t)k), "account"))
                return true;
    }
    return false;
}

static uint32_t length(const struct dl_statement *s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_content; i++)
        n += s->content[i].end - s->content[i].start;
    return n;
}

/* The fullest statement of a sentence that gainsays; where that is a mere name of what is gainsaid ("declined to confirm the trip"), the next
 * sentence's, if the same speaker goes on. -1 */
static int32_t rival(const struct work *w, uint32_t sentence)
{
    enum { FULL = 30, SAYING = 12 };       /* bytes: more than a name; more than a word or two */
    int32_t best = -1;
    for (uint32_t i = 0; i < w->art->n_statements; i++) {
        const struct dl_statement *s = &w->art->statement[i], *b = best >= 0 ? &w->art->statement[best] : NULL;
        if (!proper(s) || s->sentence < sentence || s->sentence > sentence + 1)
            continue;
        bool next = b && b->sentence > sentence && length(b) >= SAYING;
        bool goes_on = !b || (s->sentence == b->sentence && length(s) > length(b) && !next) || (s->sentence > b->sentence && length(b) < FULL && s->speaker == b->speaker);
        if (goes_on)
            best = (int32_t)i;
    }
    return best;
}

/* The first mention that begins at a byte or behind it: mentions are in order. To go through all of them for each statement took a long report
 * minutes. */
static uint32_t first_mention(const struct work *w, uint32_t start)
{
    uint32_t lo = 0, hi = w->art->n_mentions;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (w->art->mention[mid].span.start < start)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* The next mention inside a span, from *m on; NULL after the last. */
static const struct dl_mention *next_inside(const struct work *w, struct dl_span in, uint32_t *m)
{
    while (*m < w->art->n_mentions && w->art->mention[*m].span.start < in.end) {
        const struct dl_mention *x = &w->art->mention[(*m)++];
        if (x->span.end <= in.end)
            return x;
    }
    return NULL;
}

/* Is the speaker of a statement named in a sentence? */
static bool speaker_in(const struct work *w, uint32_t statement, const struct dl_sentence *k)
{
    const struct dl_mention *x;
    for (uint32_t m = first_mention(w, k->span.start); (x = next_inside(w, k->span, &m));)
        if ((int32_t)x->entity == w->art->statement[statement].speaker)
            return true;
    return false;
}

static bool other_side(const struct work *w, uint32_t a, uint32_t b)
{
    const char *x = speaker_party(w, a), *y = speaker_party(w, b);
    int32_t s = w->art->statement[a].speaker;
    return !(s >= 0 && s == w->art->statement[b].speaker) && !(x && y && !strcmp(x, y));
}

/* Does a statement lay blame on a side: a negation or a failing, and its name? */
static bool blames(const struct work *w, uint32_t s, const char *party)
{
    bool fault = false, named = false;
    const struct dl_sentence *in = &w->art->sentence[w->art->statement[s].sentence];
    for (uint32_t i = in->first; i < in->first + in->n; i++)
        fault |= grove_is(w->grove, (int32_t)i, "@negation") || talks_term(w->t, lemma(w, (int32_t)i), "trouble") != NULL;
    const struct dl_mention *x;
    for (uint32_t m = first_mention(w, in->span.start); fault && (x = next_inside(w, in->span, &m));) {
        const char *p = talks_known_party(w, x->entity);
        named |= p && !strcmp(p, party);
    }
    return named;
}

/* Is the side, by any name of it or its people, spoken of in what the statement says? */
static bool tells_of(const struct work *w, const struct dl_statement *s, const char *party)
{
    const struct dl_mention *x;
    for (uint32_t c = 0; c < s->n_content; c++)
        for (uint32_t m = first_mention(w, s->content[c].start); (x = next_inside(w, s->content[c], &m));) {
            const char *p = talks_known_party(w, x->entity);
            if (p && !strcmp(p, party))
                return true;
        }
    return false;
}

/* Not a part of what another says; all of it, for a relay. */
static bool whole(const struct work *w, const struct dl_statement *s)
{
    return s->nested_in < 0 || length(s) * 10 >= length(&w->art->statement[s->nested_in]) * 8;
}

/* How likely it is that statement p is what s, told in sentence k, gainsays: its speaker is named there ("what Putin had said"), it speaks of
 * the side of s, it is whole, and it is near. */
static uint32_t target_weight(const struct work *w, uint32_t p, uint32_t s, uint32_t k)
{
    const struct dl_statement *x = &w->art->statement[p];
    const char *side = speaker_party(w, s);
    uint32_t away = k - x->sentence;
    return 1 + 6 * speaker_in(w, p, &w->art->sentence[k]) + 3 * (side && tells_of(w, x, side)) + 2 * whole(w, x) + (away == 1 ? 5 : away == 2 ? 2 : away == 3);
}

static int32_t gainsaid(const struct work *w, uint32_t s, uint32_t k, int32_t but)
{
    int32_t best = -1;
    uint32_t most = 0;
    for (uint32_t p = w->art->n_statements; p-- > 0;) {
        bool may = w->art->statement[p].sentence < k && proper(&w->art->statement[p]) && other_side(w, p, s) && (but < 0 || other_side(w, p, (uint32_t)but));
        uint32_t weight = may ? target_weight(w, p, s, k) : 0;
        if (weight > most)
            best = (int32_t)p, most = weight;
    }
    return best;
}

static bool says_both(const struct work *w, const struct dl_sentence *s)
{
    for (uint32_t i = s->first; i + 1 < s->first + s->n; i++)
        if ((!strcmp(lemma(w, (int32_t)i), "either") || !strcmp(lemma(w, (int32_t)i), "both")) && talks_term(w->t, lemma(w, (int32_t)i + 1), "account"))
            return true;
    return false;
}

struct pairs { VEC(uint32_t) at; };

static void pair(struct work *w, struct pairs *v, int32_t a, int32_t b)
{
    bool known = a < 0 || b < 0;
    for (uint32_t i = 0; i + 1 < v->at.n && !known; i += 2)
        known = v->at.at[i] == (uint32_t)a && v->at.at[i + 1] == (uint32_t)b;
    if (known)
        return;
    *VEC_PUSH(w->arena, &v->at) = (uint32_t)a;
    *VEC_PUSH(w->arena, &v->at) = (uint32_t)b;
}

static bool inside(const struct dl_statement *s, struct dl_span at)
{
    for (uint32_t c = 0; c < s->n_content; c++)
        if (s->content[c].start <= at.start && at.end <= s->content[c].end)
            return true;
    return false;
}

/* How often a statement says no. */
static uint32_t denials(const struct work *w, const struct dl_statement *s)
{
    uint32_t n = 0;
    const struct dl_sentence *in = &w->art->sentence[s->sentence];
    for (uint32_t i = in->first; i < in->first + in->n; i++)
        n += inside(s, w->art->token[i].span) && grove_is(w->grove, (int32_t)i, "@negation");
    return n;
}

/* Do two statements speak of one thing: two nouns or verbs that are in both? */
static bool share_matter(const struct work *w, const struct dl_statement *a, const struct dl_statement *b)
{
    const struct dl_sentence *in = &w->art->sentence[a->sentence], *of = &w->art->sentence[b->sentence];
    uint32_t same = 0;
    for (uint32_t i = in->first; i < in->first + in->n; i++) {
        const struct dl_token *x = &w->art->token[i];
        bool noun = x->upos == DL_NOUN, word = noun || x->upos == DL_VERB;
        if (!word || strlen(lemma(w, (int32_t)i)) < 4 || !inside(a, x->span) || talks_term(w->t, lemma(w, (int32_t)i), "measure") || talks_term(w->t, lemma(w, (int32_t)i), "level"))
            continue;
        for (uint32_t k = of->first; k < of->first + of->n; k++)
            if (inside(b, w->art->token[k].span) && !strcmp(lemma(w, (int32_t)k), lemma(w, (int32_t)i))) {
                same++;
                break;
            }
    }
    return same > 1;
}

/* "X said the convoys had left. Y said no convoy had moved": two sides, one after the other, of one thing, and one of them says no. */
static void plain_rivals(struct work *w, struct pairs *v)
{
    for (uint32_t s = 0; s < w->art->n_statements; s++)
        for (uint32_t p = 0; p < w->art->n_statements; p++) {
            const struct dl_statement *a = &w->art->statement[p], *b = &w->art->statement[s];
            const char *x = speaker_party(w, p), *y = speaker_party(w, s);
            bool near = a->sentence < b->sentence && b->sentence - a->sentence <= 2;
            if (near && x && y && proper(a) && proper(b) && whole(w, a) && whole(w, b) && other_side(w, p, s) && !denials(w, a) != !denials(w, b) && share_matter(w, a, b))
                pair(w, v, (int32_t)p, (int32_t)s);
        }
}

/* Each says that the other failed. */
static void mutual_blame(struct work *w, struct pairs *v)
{
    for (uint32_t s = 0; s < w->art->n_statements && !v->at.n; s++)
        for (uint32_t p = 0; p < s && !v->at.n; p++) {
            const char *x = speaker_party(w, p), *y = speaker_party(w, s);
            if (x && y && proper(&w->art->statement[s]) && proper(&w->art->statement[p]) && other_side(w, p, s) && blames(w, p, y) && blames(w, s, x))
                pair(w, v, (int32_t)p, (int32_t)s);
        }
}

void talks_find_disputes(struct work *w, struct dl_talk *t)
{
    struct pairs v = {0};
    for (uint32_t k = 0; k < w->art->n_sentences; k++) {
        int32_t s = gainsays(w, &w->art->sentence[k]) ? rival(w, k) : -1, of = s >= 0 ? gainsaid(w, (uint32_t)s, k, -1) : -1;
        pair(w, &v, of, s);
        if (of >= 0 && says_both(w, &w->art->sentence[k]))         /* "refused to discuss either account" */
            pair(w, &v, gainsaid(w, (uint32_t)s, k, of), s);
    }
    plain_rivals(w, &v);
    mutual_blame(w, &v);
    t->dispute = (uint32_t (*)[2])v.at.at;
    t->n_disputes = v.at.n / 2;
    t->disputed |= v.at.n > 0;
}
