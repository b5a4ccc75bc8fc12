/* dateline code: articles in, records out. */
#include "cli.h"

#include <string.h>
#include <unistd.h>

static bool code_one(void *with, struct dl_session *s, const struct dl_document *doc, struct dl_err *err)
{
    const struct cli *cli = with;
    size_t n;
    if (!dl_code_document(s, doc, err))
        return false;
    if (strcmp(cli->format, "jsonl") == 0)
        dl_record_json(s, !cli->no_text, &n);      /* here, so that it is written in this thread and kept */
    return true;
}

static void show_one(struct cli *cli, struct dl_session *s, const struct dl_document *doc)
{
    (void)doc;
    if (!strcmp(cli->format, "margin")) {
        view_margin(stdout, dl_session_article(s), cli->color);
        return;
    }
    if (!strcmp(cli->format, "text")) {
        view_article(stdout, dl_session_article(s), cli->color);
        return;
    }
    size_t n;
    const char *json = dl_record_json(s, !cli->no_text, &n);
    fwrite(json, 1, n, stdout);
    putchar('\n');
}

static int code_run(struct cli *cli, int argc, char **argv)
{
    if (!cli->format)
        cli->format = isatty(STDOUT_FILENO) ? "text" : "jsonl";
    if (strcmp(cli->format, "jsonl") != 0 && strcmp(cli->format, "text") != 0 && strcmp(cli->format, "margin") != 0)
        return cli_misuse("code: no format \"%s\"", cli->format);
    bool profile = cli_take_flag(&argc, argv, "--profile");
    for (int i = 1; i < argc; i++)
        if (argv[i][0] == '-' && argv[i][1])
            return cli_misuse("code: no option \"%s\"", argv[i]);
    struct dl_err err;
    struct dl_coder *c = dl_coder_open(&cli->options, &err);
    if (!c) {
        cli_complain(&err);
        return CLI_SOME_FAILED;
    }
    int rc = cli_each_worked(cli, argc, argv, c, code_one, show_one, profile);
    dl_coder_close(c);
    return rc;
}

const struct subcommand code_cmd = {"code", "[--format=jsonl|text|margin] [FILE ...]", "code articles: a record a line, or a page to read on a terminal", code_run,
                                    "  --format=margin   the article, and beside each statement the chain it came by\n"
                                    "  --profile    words a second of each room, on standard error\n", true};
