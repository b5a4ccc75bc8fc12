/* dateline parse: sentences, words and trees of documents, as CoNLL-U, JSON lines or drawn for people. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* "1-2  don't": the range line before the first word of a multi-word token. */
static void print_range(const struct dl_article *art, const struct dl_sentence *s, uint32_t i)
{
    const struct dl_token *first = &art->token[s->first + i], *last = first + first->mwt - 1;
    printf("%u-%u\t%.*s\t_\t_\t_\t_\t_\t_\t_\t%sTokenRange=%u:%u\n", i + 1, i + first->mwt, (int)(last->span.end - first->span.start),
           art->text + first->span.start, last->space_after ? "" : "SpaceAfter=No|", first->span.start, last->span.end);
}

static void print_conllu(const struct dl_article *art, uint32_t k)
{
    const struct dl_sentence *s = &art->sentence[k];
    if (k == 0 || art->sentence[k - 1].paragraph != s->paragraph)
        puts(k == 0 ? "# newdoc\n# newpar" : "# newpar");
    printf("# sent_id = %u\n# text = ", k + 1);
    tree_text(stdout, art, s->span);
    for (uint32_t i = 0; i < s->n; i++) {
        const struct dl_token *t = &art->token[s->first + i];
        if (t->mwt > 1 && i + t->mwt <= s->n)
            print_range(art, s, i);
        printf("%u\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t_\t%sTokenRange=%u:%u\n", i + 1, t->form, t->lemma ? t->lemma : "_",
               cli_upos[t->upos], t->xpos ? t->xpos : "_", t->feats ? t->feats : "_",
               t->head < 0 ? 0 : t->head - (int)s->first + 1, cli_rel[t->rel],
               t->mwt || t->space_after ? "" : "SpaceAfter=No|", t->span.start, t->span.end);
    }
    putchar('\n');
}

static void print_string(const char *text)
{
    putchar('"');
    for (; text && *text; text++) {
        if (*text == '"' || *text == '\\')
            printf("\\%c", *text);
        else if ((unsigned char)*text < 0x20)
            printf("\\u%04x", (unsigned char)*text);
        else
            putchar(*text);
    }
    putchar('"');
}

/* {"start","end","tokens":[[start,end,form,lemma,upos,xpos,feats,head,rel],...]}: one sentence a line. */
static void print_json(const struct dl_article *art, uint32_t k)
{
    const struct dl_sentence *s = &art->sentence[k];
    printf("{\"sentence\":%u,\"span\":[%u,%u],\"tokens\":[", k + 1, s->span.start, s->span.end);
    for (uint32_t i = 0; i < s->n; i++) {
        const struct dl_token *t = &art->token[s->first + i];
        printf("%s{\"span\":[%u,%u],\"form\":", i ? "," : "", t->span.start, t->span.end);
        print_string(t->form);
        printf(",\"lemma\":");
        print_string(t->lemma);
        printf(",\"upos\":\"%s\",\"xpos\":", cli_upos[t->upos]);
        print_string(t->xpos);
        printf(",\"feats\":");
        print_string(t->feats);
        printf(",\"head\":%d,\"rel\":\"%s\",\"margin\":%u}", t->head < 0 ? 0 : t->head - (int)s->first + 1,
               cli_rel[t->rel], t->margin);
    }
    puts("]}");
}

static void print_tree(const struct dl_article *art, uint32_t k) { tree_draw(stdout, art, k); }

typedef void printer(const struct dl_article *, uint32_t);

struct printing { struct dl_session *session; printer *print; bool tokenized; };

static bool parse_one(struct cli *cli, const struct dl_document *doc, void *with, struct dl_err *err)
{
    (void)cli;
    const struct printing *to = with;
    struct dl_document given = *doc;
    if (to->tokenized)
        given.media_type = "text/x-conllu";
    const struct dl_article *art = dl_parse_document(to->session, &given, err);
    if (art && !to->print)
        arcs_svg(stdout, art);
    for (uint32_t k = 0; art && to->print && k < art->n_sentences; k++)
        if (art->sentence[k].n)
            to->print(art, k);
    return art != NULL;
}

static printer *printer_named(const char *format)
{
    if (!format || !strcmp(format, "conllu"))
        return print_conllu;
    if (!strcmp(format, "json"))
        return print_json;
    return strcmp(format, "tree") ? NULL : print_tree;
}

static int parse_run(struct cli *cli, int argc, char **argv)
{
    bool svg = cli->format && !strcmp(cli->format, "svg"), tokenized = cli_take_flag(&argc, argv, "--tokenized");
    bool profile = cli_take_flag(&argc, argv, "--profile");
    printer *print = svg ? NULL : printer_named(cli->format);
    struct dl_err err;
    if (!print && !svg)
        return cli_misuse("parse: --format is conllu, json, tree or svg, not \"%s\"", cli->format);
    for (int i = 1; i < argc; i++)
        if (argv[i][0] == '-' && argv[i][1])
            return cli_misuse("parse: unexpected \"%s\"", argv[i]);
    struct dl_options options = cli->options;
    options.syntax_only = true;
    struct dl_coder *coder = dl_coder_open(&options, &err);
    if (!coder) {
        cli_complain(&err);
        return CLI_SOME_FAILED;
    }
    struct dl_session *session = dl_session_new(coder);
    int rc = cli_each_document(cli, argc, argv, parse_one, &(struct printing){session, print, tokenized});
    if (profile)
        cli_profile(dl_session_profile(session));
    dl_session_free(session);
    dl_coder_close(coder);
    return rc;
}

const struct subcommand parse_cmd = {"parse", "[--format=conllu|json|tree|svg] [--tokenized] [FILE...]", "print sentences, words and trees", parse_run,
                                     "  --tokenized  the input is CoNLL-U whose words and sentences stay as they are\n"
                                     "  --profile    words a second of each room, on standard error\n", true};
