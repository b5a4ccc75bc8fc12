/* coder/sentence.c: a sentence with its words and tree as JSON. */
#include "coder/coder.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/banned.h"

static void key_string(struct buf *b, const char *key, const char *value)
{
    json_key(b, key);
    json_string(b, value);
}

static void key_int(struct buf *b, const char *key, int64_t value)
{
    json_key(b, key);
    json_int(b, value);
}

static void write_word(struct buf *b, const struct dl_article *a, const struct dl_sentence *s, uint32_t i)
{
    static const char *const upos[] = {
#define X(name) #name,
        DL_UPOS(X)
#undef X
    }, *const rel[] = {
#define X(id, name) name,
        DL_RELS(X)
#undef X
    };
    const struct dl_token *t = &a->token[s->first + i];
    json_open(b, '{');
    key_int(b, "id", i + 1);
    json_key(b, "span");
    json_open(b, '[');
    json_int(b, t->span.start);
    json_int(b, t->span.end);
    json_close(b, ']');
    key_string(b, "form", t->form);
    key_string(b, "lemma", t->lemma);
    key_string(b, "upos", upos[t->upos]);
    key_string(b, "xpos", t->xpos);
    key_string(b, "feats", t->feats);
    key_int(b, "head", t->head < 0 ? 0 : t->head - (int64_t)s->first + 1);
    key_string(b, "rel", rel[t->rel]);
    json_key(b, "space_after");
    json_bool(b, t->space_after);
    json_close(b, '}');
}

static void write_sentence(struct buf *b, const struct dl_article *a, const struct dl_sentence *s, const struct given_sentence *x)
{
    static const char *const kinds[] = {"body", "title", "byline", "dateline", "date"};
    json_open(b, '{');
    key_string(b, "article", x->article);
    key_int(b, "n", x->which);
    key_int(b, "of", x->of);
    key_string(b, "kind", kinds[s->kind]);
    json_key(b, "span");
    json_span(b, s->span);
    json_key(b, "text");
    json_bytes(b, a->text + s->span.start, s->span.end - s->span.start);
    json_key(b, "words");
    json_open(b, '[');
    for (uint32_t i = 0; i < s->n && (s->kind == DL_SENT_BODY || s->kind == DL_SENT_TITLE); i++)
        write_word(b, a, s, i);
    json_close(b, ']');
    json_close(b, '}');
}

static uint32_t overlap(struct dl_span a, struct dl_span b)
{
    uint32_t from = a.start > b.start ? a.start : b.start, to = a.end < b.end ? a.end : b.end;
    return to > from ? to - from : 0;
}

/* The sentence that is the span, or most of it: a page's text may be cut otherwise when it stands alone. NULL if none touches it. */
static const struct dl_sentence *sentence_at(const struct dl_article *a, struct dl_span span)
{
    const struct dl_sentence *best = NULL;
    uint32_t most = 0;
    for (uint32_t i = 0; i < a->n_sentences; i++)
        if (overlap(a->sentence[i].span, span) > most) {
            most = overlap(a->sentence[i].span, span);
            best = &a->sentence[i];
        }
    return best;
}

const char *sentence_json(struct dl_session *s, struct given_sentence x, size_t *n, struct dl_err *err)
{
    const struct dl_article *a = dl_session_article(s);
    const struct dl_sentence *found = x.span.start < x.span.end && x.span.end <= a->n ? sentence_at(a, x.span) : NULL;
    if (!found)
        return err_set(err, DL_EABSENT, x.article, "sentence %u is not in its text", x.which), NULL;
    struct buf *b = session_json(s);
    write_sentence(b, a, found, &x);
    *n = b->n;
    return b->at;
}
