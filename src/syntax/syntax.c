/* syntax/syntax.c: batches an article's sentences through the network and writes down what it says. */
#include "syntax/syntax.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"
#include "syntax/lemma.h"
#include "syntax/mend.h"
#include "syntax/network.h"
#include "syntax/stems.h"
#include "syntax/tree.h"

enum { PIECE = 200, BATCH = 256, LABELS_MAX = 4096 };

struct label_list { const char **text; int n; };

struct syntax_model {
    struct model *file;
    struct network net;
    struct label_list upos, xpos, feats, rel, scripts;
    uint8_t *upos_code, *rel_code;    /* to enum dl_upos and enum dl_rel */
    struct key_table lemmas;
    struct stems verbs;               /* empty until syntax_verbs */
    struct arena *own;
};

static const char *const upos_names[] = {
#define X(name) #name,
    DL_UPOS(X)
#undef X
};
static const char *const rel_names[] = {
#define X(id, name) name,
    DL_RELS(X)
#undef X
};

static bool labels_open(struct syntax_model *m, struct label_list *l, const char *name, int want, struct dl_err *err)
{
    uint32_t size, one;
    const char *text = model_get(m->file, name, 1, &size, &one, err);
    if (!text)
        return false;
    if (!size || one != 1 || text[size - 1])
        return err_set(err, DL_EFORMAT, "model", "list %s does not end", name);
    for (uint32_t i = 0; i < size; i++)
        l->n += !text[i];
    if (l->n > LABELS_MAX || (want >= 0 && l->n != want))
        return err_set(err, DL_EFORMAT, "model", "list %s has %d names", name, l->n);
    l->text = arena_take(m->own, (size_t)l->n, sizeof *l->text);
    for (int i = 0; i < l->n; i++, text += strlen(text) + 1)
        l->text[i] = text;
    return true;
}

static uint8_t code_of(const char *text, size_t size, const char *const *names, int n, uint8_t other)
{
    for (int i = 0; i < n; i++)
        if (strlen(names[i]) == size && !memcmp(names[i], text, size))
            return (uint8_t)i;
    return other;
}

/* Relations dateline.h does not know lose their subtype. */
static void code_labels(struct syntax_model *m)
{
    m->upos_code = arena_take(m->own, (size_t)m->upos.n, 1);
    m->rel_code = arena_take(m->own, (size_t)m->rel.n, 1);
    for (int i = 0; i < m->upos.n; i++)
        m->upos_code[i] = code_of(m->upos.text[i], strlen(m->upos.text[i]), upos_names, DL_N_UPOS, DL_X);
    for (int i = 0; i < m->rel.n; i++) {
        const char *text = m->rel.text[i];
        uint8_t plain = code_of(text, strcspn(text, ":"), rel_names, DL_N_RELS, DL_REL_dep);
        m->rel_code[i] = code_of(text, strlen(text), rel_names, DL_N_RELS, plain);
    }
}

static bool scripts_check(const struct syntax_model *m, struct dl_err *err)
{
    for (int i = 0; i < m->scripts.n; i++)
        if (strlen(m->scripts.text[i]) < 2)
            return err_set(err, DL_EFORMAT, "model", "lemma script %d is too short", i);
    return true;
}

static struct syntax_model *finish(struct model *file, struct dl_err *err)
{
    if (!file)
        return NULL;
    struct syntax_model *m = base_alloc(1, sizeof *m);
    m->file = file;
    m->own = arena_new();
    const struct network *net = &m->net;
    if (network_open(&m->net, file, err) && labels_open(m, &m->upos, "upos", net->n_upos, err) &&
        labels_open(m, &m->xpos, "xpos", net->n_xpos, err) && labels_open(m, &m->feats, "feats", net->n_feats, err) &&
        labels_open(m, &m->rel, "rel", net->n_rel, err) && labels_open(m, &m->scripts, "lemma.text", -1, err) &&
        scripts_check(m, err) && key_table_open(&m->lemmas, file, "lemma", (uint32_t)m->scripts.n, err)) {
        code_labels(m);
        return m;
    }
    syntax_close(m);
    return NULL;
}

struct syntax_model *syntax_open(const char *path, struct dl_err *err)
{
    return finish(model_open(path, err), err);
}

struct syntax_model *syntax_view(const void *bytes, size_t size, const char *name, struct dl_err *err)
{
    return finish(model_view(bytes, size, name, err), err);
}

void syntax_close(struct syntax_model *m)
{
    if (!m)
        return;
    model_close(m->file);
    stems_close(&m->verbs);
    arena_free(m->own);
    free(m);
}

bool syntax_verbs(struct syntax_model *m, const char *data_dir, struct dl_err *err) { return stems_open(&m->verbs, data_dir, err); }

uint64_t syntax_model_id(const struct syntax_model *m)
{
    return model_id(m->file);
}

bool syntax_verify(const struct syntax_model *m, struct dl_err *err) { return model_verify(m->file, err); }

/* A sentence, or PIECE words of a longer one. */
struct piece { uint32_t first, n; int row; };

struct job {
    const struct syntax_model *m;
    struct dl_article *art;
    struct arena *keep, *tmp;         /* results; scratch, emptied after each batch */
    struct piece piece[BATCH];
    int n, rows;
};

static int best_of(const float *score, int n)
{
    int best = 0;
    for (int i = 1; i < n; i++)
        best = score[i] > score[best] ? i : best;
    return best;
}

static const char *lemma_of(const struct job *j, const struct dl_token *t, int xpos, int upos)
{
    uint64_t key[LEMMA_KEYS];
    char out[LEMMA_MAX + 80];
    size_t size = strlen(t->form);
    int n = lemma_keys(t->form, size, xpos, upos, key);
    int64_t script = -1;
    for (int i = 0; i < n && script < 0; i++)
        script = key_table_get(&j->m->lemmas, key[i]);
    if (script < 0 || size > LEMMA_MAX || !strcmp(j->m->scripts.text[script], "k0"))
        return t->form;
    size_t now = lemma_apply(j->m->scripts.text[script], t->form, size, out);
    return now && strcmp(out, t->form) && utf8_valid(out, now, NULL) ? arena_text(j->keep, out, now) : t->form;
}

/* The same for a verb, as far as the list of verbs knows better. */
static const char *verb_of(const struct job *j, const struct dl_token *t, const char *guess)
{
    char out[STEM_MAX];
    return stems_find(&j->m->verbs, t->form, guess, out) ? arena_text(j->keep, out, strlen(out)) : guess;
}

static void write_tags(const struct job *j, const struct network_batch *b, const struct piece *p)
{
    const struct network *net = &j->m->net;
    for (uint32_t i = 0; i < p->n; i++) {
        struct dl_token *t = &j->art->token[p->first + i];
        const float *row = b->tags + (size_t)(p->row + (int)i) * (size_t)net->tags.rows;
        int upos = best_of(row, net->n_upos), xpos = best_of(row + net->n_upos, net->n_xpos);
        t->upos = j->m->upos_code[upos];
        t->xpos = j->m->xpos.text[xpos];
        t->feats = j->m->feats.text[best_of(row + net->n_upos + net->n_xpos, net->n_feats)];
        t->lemma = lemma_of(j, t, xpos, upos);
        if (t->upos == DL_VERB)
            t->lemma = verb_of(j, t, t->lemma);
    }
}

/* How far the chosen arc leads the best other one, in sixteenths; 0 if the tree forced another. */
static uint8_t margin_of(const float *row, int n, int head)
{
    float other = -1e6f;
    for (int i = 0; i <= n; i++)
        if (i != head && row[i] > other)
            other = row[i];
    float lead = (row[head] - other) * 16.0f;
    return lead <= 0 ? 0 : lead >= 255 ? 255 : (uint8_t)(int)lead;
}

static int best_rel(const struct syntax_model *m, const float *row, bool root)
{
    int best = -1;
    for (int i = 0; i < m->rel.n; i++)
        if ((m->rel_code[i] == DL_REL_root) == root && (best < 0 || row[i] > row[best]))
            best = i;
    return best < 0 ? 0 : best;
}

static void write_tree(const struct job *j, const struct network_batch *b, const struct piece *p)
{
    const struct network *net = &j->m->net;
    int n = (int)p->n;
    float *score = arena_take(j->tmp, (size_t)n * (size_t)(n + 1), sizeof *score);
    float *rel = arena_take(j->tmp, (size_t)n * (size_t)net->rels.rows, sizeof *rel);
    int *head = arena_take(j->tmp, (size_t)n, sizeof *head);
    network_arcs(net, b, p->row, n, score, j->tmp);
    tree_best(score, n, head, j->tmp);
    network_rels(net, b, p->row, n, head, rel, j->tmp);
    for (int i = 0; i < n; i++) {
        struct dl_token *t = &j->art->token[p->first + (uint32_t)i];
        t->head = head[i] ? (int32_t)p->first + head[i] - 1 : -1;
        t->rel = j->m->rel_code[best_rel(j->m, rel + (size_t)i * (size_t)net->rels.rows, !head[i])];
        t->margin = margin_of(score + (size_t)i * (size_t)(n + 1), n, head[i]);
    }
}

static void run(struct job *j)
{
    if (!j->n)
        return;
    struct network_batch b = {.rows = j->rows};
    b.word = arena_take(j->tmp, (size_t)j->rows, sizeof *b.word);
    for (int p = 0; p < j->n; p++)
        for (uint32_t i = 0; i < j->piece[p].n; i++) {
            const char *form = j->art->token[j->piece[p].first + i].form;
            b.word[j->piece[p].row + (int)i] = (struct spelling_of){form, (uint32_t)strlen(form)};
        }
    network_run(&j->m->net, &b, j->tmp);
    for (int p = 0; p < j->n; p++) {
        write_tags(j, &b, &j->piece[p]);
        write_tree(j, &b, &j->piece[p]);
    }
    arena_reset(j->tmp);
    j->n = j->rows = 0;
}

static void add(struct job *j, uint32_t first, uint32_t n)
{
    if (j->n == BATCH || j->rows + (int)n + 1 > BATCH)
        run(j);
    j->piece[j->n++] = (struct piece){first, n, j->rows};
    j->rows += (int)n + 1;                               /* an empty row parts sentences */
}

/* One root a sentence: roots of later pieces hang from the first. */
static void settle_root(struct dl_article *art, struct dl_sentence *s)
{
    s->root = -1;
    for (uint32_t i = s->first; i < s->first + s->n; i++) {
        struct dl_token *t = &art->token[i];
        if (t->head >= 0)
            continue;
        if (s->root < 0) {
            s->root = (int32_t)i;
        } else {
            t->head = s->root;
            t->rel = DL_REL_parataxis;
        }
    }
}

static pthread_key_t scratch_key;
static pthread_once_t scratch_once = PTHREAD_ONCE_INIT;

static void scratch_free(void *scratch)
{
    arena_free(scratch);
}

static void scratch_make_key(void)
{
    if (pthread_key_create(&scratch_key, scratch_free))
        abort();
}

/* Kept as long as the thread lives: every batch needs the same few megabytes. */
static struct arena *scratch_of_thread(void)
{
    pthread_once(&scratch_once, scratch_make_key);
    struct arena *scratch = pthread_getspecific(scratch_key);
    if (!scratch) {
        scratch = arena_new();
        pthread_setspecific(scratch_key, scratch);
    }
    return scratch;
}

void syntax_annotate(const struct syntax_model *m, struct dl_article *art, struct arena *a)
{
    struct job j = {.m = m, .art = art, .keep = a, .tmp = scratch_of_thread()};
    for (uint32_t i = 0; i < art->n_sentences; i++)
        for (uint32_t at = 0; at < art->sentence[i].n; at += PIECE) {
            uint32_t left = art->sentence[i].n - at;
            add(&j, art->sentence[i].first + at, left < PIECE ? left : PIECE);
        }
    run(&j);
    for (uint32_t i = 0; i < art->n_sentences; i++) {
        settle_root(art, &art->sentence[i]);
        mend_sentence(art, &art->sentence[i], &m->verbs);
    }
}
