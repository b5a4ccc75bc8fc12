/* dateline code: articles in, records out. */
#include "cli.h"

#include <string.h>
#include <unistd.h>

static bool code_one(struct cli *cli, const struct dl_document *doc, void *session, struct dl_err *err)
{
    size_t n;
    const struct dl_article *a = dl_code_document(session, doc, err);
    if (!a)
        return false;
    if (!strcmp(cli->format, "text")) {
        view_article(stdout, a, cli->color);
        return true;
    }
    const char *json = dl_record_json(session, !cli->no_text, &n);
    fwrite(json, 1, n, stdout);
    putchar('\n');
    return true;
}

static int code_run(struct cli *cli, int argc, char **argv)
{
    if (!cli->format)
        cli->format = isatty(STDOUT_FILENO) ? "text" : "jsonl";
    if (strcmp(cli->format, "jsonl") != 0 && strcmp(cli->format, "text") != 0)
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
    struct dl_session *s = dl_session_new(c);
    int rc = cli_each_document(cli, argc, argv, code_one, s);
    if (profile)
        cli_profile(dl_session_profile(s));
    dl_session_free(s);
    dl_coder_close(c);
    return rc;
}

const struct subcommand code_cmd = {"code", "[--format=jsonl|text] [FILE ...]", "code articles: a record a line, or a page to read on a terminal", code_run,
                                    "  --profile    words a second of each room, on standard error\n"};
