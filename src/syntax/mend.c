/* syntax/mend.c: trees that cannot be right, put right. */
#include "syntax/mend.h"

#include <string.h>

#include "syntax/stems.h"
#include "base/banned.h"

struct tree { struct dl_token *token; int32_t first, end; };

static bool is(const char *a, const char *b) { return a && strcmp(a, b) == 0; }
static bool nominal(const struct dl_token *t) { return t->upos == DL_NOUN || t->upos == DL_PROPN || is(t->xpos, "NNP"); }

static int32_t child(const struct tree *t, int32_t of, uint8_t rel)
{
    for (int32_t i = t->first; i < t->end; i++)
        if (t->token[i].head == of && t->token[i].rel == rel)
            return i;
    return -1;
}

static bool has_subject(const struct tree *t, int32_t v)
{
    return child(t, v, DL_REL_nsubj) >= 0 || child(t, v, DL_REL_nsubj_pass) >= 0 || child(t, v, DL_REL_expl) >= 0 || child(t, v, DL_REL_csubj) >= 0;
}

static void hang(struct tree *t, int32_t word, int32_t head, uint8_t rel)
{
    t->token[word].head = head;
    t->token[word].rel = rel;
}

static void past_tense(struct dl_token *t) { t->xpos = "VBD", t->feats = "Mood=Ind|Tense=Past|VerbForm=Fin"; }

/* ---- a sentence without a verb ---- */

static bool closed(const struct tree *t)
{
    int32_t last = t->end - 1;
    return last > t->first && is(t->token[last].form, ".");
}

/* A participle that a noun stands before, as before a verb: "Serbia eased measures", not "a newly opened school". */
static bool told_by(const struct tree *t, int32_t v)
{
    return v > t->first && is(t->token[v].xpos, "VBN") && t->token[v].upos == DL_VERB && nominal(&t->token[v - 1]) && child(t, v, DL_REL_aux) < 0 &&
           child(t, v, DL_REL_aux_pass) < 0 && child(t, v, DL_REL_obl_agent) < 0;
}

static bool below(const struct tree *t, int32_t word, int32_t top);

/* "France, which holds the chair, called on Mali to": the participle behind the relative clause of r, with a comma between, that the tree hung into it. */
static bool behind_relative(const struct tree *t, int32_t v, int32_t r)
{
    int32_t clause = child(t, r, DL_REL_acl_relcl), behind = v + 1;
    return clause >= 0 && clause < v && v > t->first && is(t->token[v - 1].form, ",") && is(t->token[v].xpos, "VBN") && t->token[v].rel == DL_REL_acl &&
           below(t, t->token[v].head, clause) && behind < t->end && !is(t->token[behind].lemma, "by") && child(t, v, DL_REL_aux_pass) < 0 && child(t, v, DL_REL_obl_agent) < 0;
}

static bool below(const struct tree *t, int32_t word, int32_t top)
{
    for (int i = 0; i < 40 && word >= t->first && word != top; i++)
        word = t->token[word].head;
    return word == top;
}

/* Its preposition, where that stands behind `from`. */
static int32_t case_behind(const struct tree *t, int32_t word, int32_t from)
{
    for (int32_t i = from + 1; i < t->end; i++)
        if (t->token[i].head == word && t->token[i].rel == DL_REL_case)
            return i;
    return -1;
}

/* "donated goods", "donated and delivered goods". */
static bool has_object(const struct tree *t, int32_t v)
{
    int32_t next = child(t, v, DL_REL_conj);
    return child(t, v, DL_REL_obj) >= 0 || (next >= 0 && is(t->token[next].xpos, "VBD"));
}

/* The participle that is the verb of a sentence whose root is the noun r; *object: what stands behind it, -1 if it has its own. */
static int32_t lost_verb(const struct tree *t, int32_t r, int32_t *object)
{
    for (int32_t v = t->first + 1; v < t->end; v++) {
        int32_t h = t->token[v].head;
        *object = -1;
        if (h >= 0 && behind_relative(t, v, r))
            return v;
        if (!told_by(t, v) || h < 0)
            continue;
        bool before = t->token[v].rel == DL_REL_amod && h > v;
        bool bare = before && r < v && h != r && t->token[h].head == r && t->token[h].rel == DL_REL_nmod && case_behind(t, h, v) < 0;
        *object = before ? h : -1;
        if (bare || (before && h == r) || (t->token[v].rel == DL_REL_acl && r < v && below(t, h, r) && has_object(t, v)))
            return v;
    }
    return -1;
}

/* What hung on the noun and belongs to the verb. */
static void take_over(struct tree *t, int32_t from, int32_t v)
{
    for (int32_t i = v + 1; i < t->end; i++) {
        struct dl_token *k = &t->token[i];
        int32_t as = child(t, i, DL_REL_case);
        if (k->head != from)
            continue;
        if (k->rel == DL_REL_nmod && as >= 0 && !is(t->token[as].lemma, "of"))
            hang(t, i, v, DL_REL_obl);
        else if (k->rel == DL_REL_acl && (from < v || child(t, i, DL_REL_mark) >= 0))
            hang(t, i, v, DL_REL_advcl);
        else if (k->rel == DL_REL_punct || k->rel == DL_REL_advcl || k->rel == DL_REL_parataxis || k->rel == DL_REL_conj || k->rel == DL_REL_obl || k->rel == DL_REL_appos)
            k->head = v;
    }
}

/* The head of what stands left of the participle. */
static int32_t left_noun(const struct tree *t, int32_t v, int32_t r)
{
    int32_t s = r < v ? r : v - 1;
    while (s != r && t->token[s].head >= t->first && t->token[s].head < v)
        s = t->token[s].head;
    return s == r || t->token[s].head == r || t->token[s].head == v ? s : -1;
}

/* Words before the verb hang on its subject; a preposition among them on the phrase that follows it. */
static void tidy_left(struct tree *t, int32_t v, int32_t s)
{
    for (int32_t i = t->first; i < v; i++) {
        struct dl_token *k = &t->token[i];
        if (i == s || (k->head >= t->first && k->head < v))
            continue;
        k->head = s;
        for (int32_t j = i + 1; k->rel == DL_REL_case && j < v && k->head == s; j++)
            if (t->token[j].head == s && t->token[j].rel == DL_REL_nmod)
                k->head = j;
    }
}

static void mend_root(struct tree *t, struct dl_sentence *sentence)
{
    int32_t r = sentence->root, object, v, s;
    if (!closed(t) || !nominal(&t->token[r]) || has_subject(t, r) || child(t, r, DL_REL_cop) >= 0 || (v = lost_verb(t, r, &object)) < 0)
        return;
    s = left_noun(t, v, r);
    if (s < 0)
        return;
    hang(t, s, v, DL_REL_nsubj);
    tidy_left(t, v, s);
    take_over(t, r, v);
    hang(t, v, -1, DL_REL_root);
    past_tense(&t->token[v]);
    if (object >= 0)
        hang(t, object, v, DL_REL_obj);
    sentence->root = v;
}

/* ---- a clause whose subject was taken for a phrase ---- */

static bool opens_clause(const struct dl_token *t)
{
    static const char *const words[] = {"as", "after", "before", "since", "until", "while", "because", "once"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is(t->lemma, words[i]))
            return true;
    return false;
}

static bool finite(const struct dl_token *t) { return is(t->xpos, "VBD") || is(t->xpos, "VBZ") || is(t->xpos, "VBP"); }

/* "as authorities cracked down": the noun behind "as" is the verb's subject. */
static void mend_clause(struct tree *t, int32_t v)
{
    if (t->token[v].rel != DL_REL_advcl || !finite(&t->token[v]) || has_subject(t, v) || child(t, v, DL_REL_mark) >= 0)
        return;
    for (int32_t x = v - 1; x > t->first && t->token[x].rel != DL_REL_punct; x--) {
        int32_t as = child(t, x, DL_REL_case);
        if (t->token[x].rel != DL_REL_obl || t->token[x].head != t->token[v].head || as < 0)
            continue;
        if (opens_clause(&t->token[as])) {
            hang(t, x, v, child(t, v, DL_REL_aux_pass) >= 0 ? DL_REL_nsubj_pass : DL_REL_nsubj);
            hang(t, as, v, DL_REL_mark);
        }
        return;
    }
}

/* ---- a past tense taken for a passive ---- */

/* "Ukrainian forces shelled Donetsk": a participle without "be", with the name of whom it befell right behind it. */
static void mend_voice(struct tree *t, int32_t v)
{
    int32_t s = child(t, v, DL_REL_nsubj_pass), o = v + 1;
    if (!is(t->token[v].xpos, "VBN") || s < 0 || s > v || o >= t->end || t->token[v].rel != DL_REL_root || child(t, v, DL_REL_aux) >= 0 || child(t, v, DL_REL_aux_pass) >= 0)
        return;
    if (t->token[o].head != v || t->token[o].rel != DL_REL_xcomp || t->token[o].upos != DL_PROPN)
        return;
    t->token[s].rel = DL_REL_nsubj;
    t->token[o].rel = DL_REL_obj;
    past_tense(&t->token[v]);
}

/* ---- subjects that stand right before their verb ---- */

/* "recalled its envoy, and President Erdogan accused Israel": the noun that was joined to the first verb is the subject of the second. */
static void mend_conjunct(struct tree *t, int32_t v)
{
    int32_t m = t->token[v].head, n = v - 1;
    if (t->token[v].rel != DL_REL_conj || !finite(&t->token[v]) || m < t->first || m > v || t->token[m].upos != DL_VERB || has_subject(t, v))
        return;
    while (n > m && !(t->token[n].rel == DL_REL_conj && t->token[n].head == m))
        n--;
    if (n <= m || t->token[n].rel != DL_REL_conj || t->token[n].head != m || !nominal(&t->token[n]))
        return;
    for (int32_t i = n + 1; i < v; i++)
        if (!below(t, i, n))
            return;
    hang(t, n, v, DL_REL_nsubj);
}

/* "promised money to a town known as Ganta, and sent a minister there": the verb goes on after the one that "promised" is, not after the participle. */
static void mend_sequel(struct tree *t, int32_t v)
{
    int32_t h = t->token[v].head, and = child(t, v, DL_REL_cc), up = h;
    if (t->token[v].rel != DL_REL_conj || !is(t->token[v].xpos, "VBD") || has_subject(t, v) || h < t->first || h > v || and < t->first + 1 || t->token[and - 1].upos != DL_PUNCT)
        return;
    if (!is(t->token[h].xpos, "VBN") || t->token[h].rel != DL_REL_acl || child(t, h, DL_REL_aux_pass) >= 0 || child(t, h, DL_REL_aux) >= 0)
        return;
    while (up >= t->first && !(finite(&t->token[up]) && has_subject(t, up)))
        up = t->token[up].head;
    if (up >= t->first)
        t->token[v].head = up;
}

/* "Greece, which has ties to Belgrade, pledged aid.", "Lena Brandt, a spokeswoman for the union, blamed the owners.": the verb behind the comma
 * was taken for a second clause upon the noun. */
static void mend_behind_clause(struct tree *t, struct dl_sentence *sentence)
{
    int32_t r = sentence->root, clause = -1;
    if (!closed(t) || !nominal(&t->token[r]) || has_subject(t, r) || child(t, r, DL_REL_cop) >= 0 || child(t, r, DL_REL_case) >= 0)
        return;
    for (int32_t v = r + 2; v < t->end; v++) {
        uint8_t rel = t->token[v].head == r ? t->token[v].rel : DL_REL_root;
        bool upon = rel == DL_REL_acl_relcl || rel == DL_REL_acl || rel == DL_REL_appos;
        bool past = is(t->token[v].xpos, "VBD") || (is(t->token[v].xpos, "VBN") && child(t, v, DL_REL_obj) > v && child(t, v, DL_REL_aux) < 0);    /* no passive has an object */
        bool bare = (upon || rel == DL_REL_parataxis) && (past || is(t->token[v].xpos, "VBZ")) && !has_subject(t, v) && is(t->token[v - 1].form, ",");
        if (bare && clause >= 0) {
            if (past)
                past_tense(&t->token[v]);
            hang(t, r, v, DL_REL_nsubj);
            take_over(t, r, v);
            hang(t, v, -1, DL_REL_root);
            sentence->root = v;
            return;
        }
        clause = upon ? v : clause;
    }
}

/* "Ondo Mba told": of two names side by side, each a subject of the verb, the second belongs to the first. */
static void mend_name(struct tree *t, int32_t i)
{
    const struct dl_token *a = &t->token[i - 1], *b = &t->token[i];
    if (a->upos != DL_PROPN || b->upos != DL_PROPN || a->rel != DL_REL_nsubj || b->rel != DL_REL_nsubj || a->head != b->head || b->head <= i)
        return;
    for (int32_t k = t->first; k < t->end; k++)
        if (t->token[k].head == i)
            t->token[k].head = i - 1;
    hang(t, i, i - 1, DL_REL_flat);
}

/* ---- who speaks at the end ---- */

/* A clause at the end, [from, verb], behind the comma before it. */
struct tail { int32_t from, who, verb; };

static bool nounlike(const struct dl_token *t) { return t->upos == DL_NOUN || t->upos == DL_PROPN || t->upos == DL_PRON || t->upos == DL_NUM; }

/* The head of those who speak: the first noun behind the comma, or the noun it stands before. -1: none, or no phrase begins there. */
static int32_t speaker_of(const struct tree *t, int32_t from, int32_t verb)
{
    int32_t w = from;
    while (w < verb && !nounlike(&t->token[w]) && (t->token[w].upos == DL_DET || t->token[w].upos == DL_ADJ || t->token[w].upos == DL_CCONJ))
        w++;
    bool relative = w < verb && t->token[w].upos == DL_PRON && !is(t->token[w].xpos, "PRP");      /* "..., who said" */
    if (w == verb || !nounlike(&t->token[w]) || relative)
        return -1;
    for (int32_t h = t->token[w].head; h > w && h < verb && nounlike(&t->token[h]); h = t->token[w].head)
        w = h;
    while (w + 1 < verb && (t->token[w + 1].upos == DL_NOUN || t->token[w + 1].upos == DL_PROPN) && t->token[w].upos != DL_PRON && t->token[w + 1].head != w)
        w++;
    int32_t own = child(t, verb, DL_REL_nsubj);
    return own >= from && own != w ? -1 : w;               /* "a drought that the agency foresees" */
}

/* Where the phrase of top begins, its comma left out. */
static int32_t first_below(const struct tree *t, int32_t top)
{
    int32_t i = top;
    while (i > t->first && below(t, i - 1, top))
        i--;
    while (t->token[i].upos == DL_PUNCT)
        i++;
    return i;
}

/* "..., the owner, Denholm Lines, said", "..., a resident, who fled, said": the largest phrase before the verb's comma that stands behind a comma itself; -1. */
static int32_t set_off_speaker(const struct tree *t, int32_t verb, int32_t *from)
{
    int32_t found = -1;
    for (int32_t w = verb - 2, i = 0; w > t->first && i < 20 && below(t, verb - 2, w); w = t->token[w].head, i++) {
        int32_t begin = first_below(t, w);
        if (nounlike(&t->token[w]) && begin > t->first + 2 && is(t->token[begin - 1].form, ",") && t->token[begin].upos != DL_ADP && t->token[begin].upos != DL_CCONJ)
            found = w, *from = begin;
    }
    bool more = false;
    for (int32_t i = found; found >= 0 && i < verb - 1; i++)
        more |= is(t->token[i].form, ",");
    return more ? found : -1;
}

/* The verb of saying, of a plain past or present form, that only the phrase of who speaks stands before, back to a comma. */
static bool tail_at(const struct tree *t, int32_t v, const struct stems *stems, struct tail *out)
{
    const struct dl_token *k = &t->token[v];
    if (k->upos != DL_VERB || !(is(k->xpos, "VBD") || is(k->xpos, "VBZ") || is(k->xpos, "VBN")) || !stems_says(stems, k->lemma) || child(t, v, DL_REL_aux) >= 0 ||
        child(t, v, DL_REL_aux_pass) >= 0 || child(t, v, DL_REL_ccomp) > v || child(t, v, DL_REL_mark) >= 0)
        return false;
    int32_t from = v;
    if (v > t->first + 3 && is(t->token[v - 1].form, ",") && !has_subject(t, v) && child(t, v, DL_REL_obj) < 0) {
        *out = (struct tail){v, set_off_speaker(t, v, &from), v};
        out->from = from;
        return out->who >= 0;
    }
    if (child(t, v, DL_REL_ccomp) >= 0)
        return false;
    while (from > t->first && t->token[from - 1].upos != DL_PUNCT)
        from--;
    if (from - 1 <= t->first || from == v || !is(t->token[from - 1].form, ","))
        return false;
    *out = (struct tail){from, speaker_of(t, from, v), v};
    return out->who >= 0;
}

/* Does a word on either side of the comma hang on the other, but for the verb itself? */
static bool torn(const struct tree *t, const struct tail *x)
{
    for (int32_t i = t->first; i < x->from; i++)
        if (t->token[i].head >= x->from && t->token[i].head < x->verb)
            return true;
    for (int32_t i = x->from; i < x->verb; i++)
        if (t->token[i].head >= t->first && t->token[i].head < x->from)
            return true;
    return false;
}

/* A verb with a subject of its own before the comma: something is said there. */
static int32_t told_verb(const struct tree *t, const struct tail *x)
{
    for (int32_t i = t->first; i < x->from - 1; i++)
        if ((t->token[i].upos == DL_VERB || t->token[i].upos == DL_AUX || child(t, i, DL_REL_cop) >= 0) && has_subject(t, i) &&
            (t->token[i].head < t->first || t->token[i].head >= x->from || t->token[i].rel == DL_REL_root))
            return i;
    return -1;
}

/* What the tree took from before the comma into the phrase of who speaks goes back to the verb it stands behind. */
static void give_back(struct tree *t, const struct tail *x, int32_t main)
{
    int32_t noun = -1, as = -1, verb = main;
    for (int32_t i = t->first; i < x->from - 1; i++) {
        if (t->token[i].head < x->from || t->token[i].head >= x->verb || i == main)
            continue;
        noun = nounlike(&t->token[i]) ? i : noun;
        as = t->token[i].rel == DL_REL_case ? i : as;
    }
    if (noun < 0)
        return;
    for (int32_t i = main; i < noun; i++)
        verb = t->token[i].upos == DL_VERB ? i : verb;
    for (int32_t i = t->first; i < x->from - 1; i++)
        if (i != noun && i != main && t->token[i].head >= x->from && t->token[i].head < x->verb)
            t->token[i].head = noun;
    hang(t, noun, verb == noun ? main : verb, as >= 0 ? DL_REL_obl : DL_REL_obj);
}

static void mend_tail(struct tree *t, struct dl_sentence *sentence, const struct tail *x)
{
    int32_t main = told_verb(t, x);
    if (main < 0 || !torn(t, x))
        return;
    give_back(t, x, main);
    for (int32_t i = x->from; i < x->verb; i++)              /* words of the phrase hang on those who speak */
        if (i != x->who && t->token[i].head < x->from) {
            t->token[i].head = x->who;
            t->token[i].rel = t->token[i].upos == DL_ADJ ? DL_REL_amod : t->token[i].rel == DL_REL_conj ? DL_REL_compound : t->token[i].rel;
        }
    hang(t, x->who, x->verb, DL_REL_nsubj);
    if (t->token[main].head < t->first || t->token[main].head >= x->from) {
        hang(t, main, -1, DL_REL_root);
        sentence->root = main;
    }
    hang(t, x->verb, main, DL_REL_parataxis);
}

void mend_sentence(struct dl_article *art, struct dl_sentence *s, const struct stems *stems)
{
    struct tail tail;
    struct tree t = {art->token, (int32_t)s->first, (int32_t)(s->first + s->n)};
    if (s->kind != DL_SENT_BODY || s->root < 0)
        return;
    for (int32_t i = t.first + 1; i < t.end; i++)
        mend_name(&t, i);
    mend_root(&t, s);
    mend_behind_clause(&t, s);
    for (int32_t v = t.first; v < t.end; v++)
        mend_clause(&t, v), mend_voice(&t, v), mend_conjunct(&t, v), mend_sequel(&t, v);
    for (int32_t v = t.end - 1; v > t.first; v--)
        if (tail_at(&t, v, stems, &tail)) {
            mend_tail(&t, s, &tail);
            return;
        }
}
