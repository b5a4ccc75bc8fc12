/* fuzz/quotes_fuzz.c: quotation marks anywhere among words, under any tree: pieces of what is said stay in order and inside
 * the article, and nesting has no circles. Words and marks are split as in an article; the tree is drawn from the input, so
 * that no tagger or parser runs and torn trees come by themselves: thousands of inputs a second without sanitizers. */
#include <stdlib.h>
#include <string.h>

#include "attribution/attribution.h"
#include "base/arena.h"
#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { LONGEST = 8192, DEPTH = 64 };

/* Each byte of the input is a word or a mark. */
static const char *const words[] = {
    "the envoy", " said", " that", " talks", " failed", ", ", ". ", "\"", "\xE2\x80\x9C", "\xE2\x80\x9D", "''", "'", "\xC2\xAB", "\xC2\xBB", "\n\n", " he", " told",
    " reporters", " according to", " the mayor", ": ", " quoted", " as saying", " was", " called for", " peace", " and", " we", " -- ", " Anna Berg", "? ", " adding", ", citing", " interview with", "\xE2\x80\x98", "\xE2\x80\x99",
    " accused", " of fraud", " his promise to", " a claim", " who", " in May", " criticized"};

/* What the words above are, where it is not a noun. */
static const struct { const char *form, *lemma, *xpos; uint8_t upos; } known[] = {
    {"said", "say", "VBD", DL_VERB}, {"told", "tell", "VBD", DL_VERB}, {"failed", "fail", "VBD", DL_VERB}, {"quoted", "quote", "VBN", DL_VERB}, {"saying", "say", "VBG", DL_VERB},
    {"called", "call", "VBD", DL_VERB}, {"adding", "add", "VBG", DL_VERB}, {"citing", "cite", "VBG", DL_VERB}, {"accused", "accuse", "VBN", DL_VERB}, {"criticized", "criticize", "VBD", DL_VERB},
    {"according", "accord", "VBG", DL_VERB}, {"was", "be", "VBD", DL_AUX}, {"that", "that", "IN", DL_SCONJ}, {"as", "as", "IN", DL_SCONJ}, {"he", "he", "PRP", DL_PRON}, {"we", "we", "PRP", DL_PRON},
    {"his", "his", "PRP$", DL_PRON}, {"who", "who", "WP", DL_PRON}, {"the", "the", "DT", DL_DET}, {"a", "a", "DT", DL_DET}, {"and", "and", "CC", DL_CCONJ}, {"to", "to", "TO", DL_PART}, {"for", "for", "IN", DL_ADP},
    {"of", "of", "IN", DL_ADP}, {"in", "in", "IN", DL_ADP}, {"with", "with", "IN", DL_ADP}, {"Anna", "Anna", "NNP", DL_PROPN}, {"Berg", "Berg", "NNP", DL_PROPN}, {"May", "May", "NNP", DL_PROPN}};

static void promise(bool kept)
{
    if (!kept)
        abort();
}

static void check_spans(const struct dl_article *art, const struct dl_span *s, uint32_t n)
{
    for (uint32_t k = 0; k < n; k++) {
        promise(s[k].start < s[k].end && s[k].end <= art->n);
        promise(k == 0 || s[k].start >= s[k - 1].end);
    }
}

static bool inside(struct dl_span s, const struct dl_span *in, uint32_t n)
{
    for (uint32_t k = 0; k < n; k++)
        if (in[k].start <= s.start && s.end <= in[k].end)
            return true;
    return false;
}

static void check(const struct dl_article *art, const struct dl_statement *s)
{
    promise(s->n_content > 0 && s->n_cue == 1 && s->n_source <= 1);
    check_spans(art, s->cue, s->n_cue);
    check_spans(art, s->source, s->n_source);
    check_spans(art, s->content, s->n_content);
    check_spans(art, s->verbatim, s->n_verbatim);
    for (uint32_t v = 0; v < s->n_verbatim; v++)
        promise(inside(s->verbatim[v], s->content, s->n_content));
    check_spans(art, s->hedge, s->n_hedge);
    for (uint32_t c = 0; c < s->n_content; c++)
        promise(s->content[c].end <= s->cue[0].start || s->content[c].start >= s->cue[0].end);
    uint32_t depth = 0;
    for (int32_t up = s->nested_in; up >= 0; up = art->statement[up].nested_in)
        promise(up < (int32_t)art->n_statements && depth++ <= art->n_statements);    /* in the list, and not in each other */
    promise(s->confidence >= 0 && s->confidence <= 1 && s->n_chain > 0 && s->speaker < (int32_t)art->n_entities);
}

static uint32_t draw(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

static void tag(struct dl_token *t)
{
    t->lemma = t->form;
    t->xpos = "NN";
    t->upos = DL_NOUN;
    if (!((t->form[0] | 32) >= 'a' && (t->form[0] | 32) <= 'z')) {
        t->xpos = strcmp(t->form, ",") == 0 ? "," : ".";
        t->upos = DL_PUNCT;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(t->form, known[i].form) == 0) {
            t->lemma = known[i].lemma;
            t->xpos = known[i].xpos;
            t->upos = known[i].upos;
        }
}

/* A tree over the sentence: each word hangs from the root or from one before it. */
static void grow(struct dl_article *art, struct dl_sentence *s, uint32_t *seed)
{
    s->root = (int32_t)(s->first + draw(seed) % s->n);
    for (uint32_t i = s->first; i < s->first + s->n; i++) {
        struct dl_token *t = &art->token[i];
        uint32_t near = draw(seed) % DEPTH + 1, at = i - s->first;
        tag(t);
        t->head = at < near || draw(seed) % 3 == 0 ? s->root : (int32_t)(i - near);
        t->rel = (uint8_t)(draw(seed) % DL_N_RELS);
        t->margin = (uint8_t)draw(seed);
        if ((int32_t)i == s->root) {
            t->head = -1;
            t->rel = DL_REL_root;
        }
    }
}

static void code(struct dl_article *art, struct arena *a, uint32_t seed)
{
    static struct text_model *model;
    static struct attribution *at;
    struct dl_err err;
    const char *dir = getenv("DATELINE_DATA");
    if (!model)
        promise((model = text_open(dir ? dir : ".", &err)) && (at = attribution_open(dir ? dir : ".", &err)));
    text_split(model, art, a);
    for (uint32_t i = 0; i < art->n_sentences; i++)
        grow(art, &art->sentence[i], &seed);
    attribution_find(at, art, a);
    for (uint32_t i = 0; i < art->n_statements; i++)
        check(art, &art->statement[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct arena *a;
    static char text[LONGEST];
    uint32_t seed = 1;
    size_t size = 0;
    a = a ? a : arena_new();
    for (size_t i = 0; i < n && size + 32 < sizeof text; i++) {
        const char *w = words[bytes[i] % (sizeof words / sizeof *words)];
        memcpy(text + size, w, strlen(w));
        size += strlen(w);
        seed = seed * 31 + bytes[i];
    }
    text[size] = 0;
    struct dl_article art = {.text = text, .n = (uint32_t)size};
    code(&art, a, seed);
    arena_reset(a);
    return 0;
}
