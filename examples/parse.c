/* examples/parse.c: the parser from a program of one's own: each word of a text with its head and relation.
 *   cc parse.c -ldateline -o parse && ./parse "Envoys met in Lima." */
#include <dateline.h>
#include <stdio.h>
#include <string.h>

static const char *const relation[] = {
#define X(id, name) name,
    DL_RELS(X)
#undef X
};

int main(int argc, char **argv)
{
    struct dl_err err;
    struct dl_coder *coder = dl_coder_open(&(struct dl_options){.syntax_only = true}, &err);
    if (!coder) {
        fprintf(stderr, "%s: %s\n", err.where, err.text);
        return 1;
    }
    struct dl_session *session = dl_session_new(coder);          /* one a thread */
    const char *text = argc > 1 ? argv[1] : "Envoys met in Lima on Friday.";
    const struct dl_article *a = dl_parse_document(session, &(struct dl_document){.bytes = text, .n_bytes = strlen(text)}, &err);
    if (!a)
        fprintf(stderr, "%s: %s\n", err.where, err.text);
    for (uint32_t i = 0; a && i < a->n_tokens; i++) {
        const struct dl_token *t = &a->token[i];
        printf("%s\t%s\t%s\n", t->form, t->head < 0 ? "-" : a->token[t->head].form, relation[t->rel]);
    }
    dl_session_free(session);
    dl_coder_close(coder);
    return a ? 0 : 1;
}
