/* dateline extract: the article in a web page, without coding it. */
#include "cli.h"

#include <string.h>

static bool extract_one(struct cli *cli, const struct dl_document *doc, void *session, struct dl_err *err)
{
    (void)cli;
    size_t n;
    const char *json = dl_extract_json(session, doc, &n, err);
    if (!json)
        return false;
    fwrite(json, 1, n, stdout);
    putchar('\n');
    return true;
}

static int extract_run(struct cli *cli, int argc, char **argv)
{
    if (cli->format && strcmp(cli->format, "jsonl") != 0)
        return cli_misuse("extract: no format \"%s\"", cli->format);
    for (int i = 1; i < argc; i++)
        if (argv[i][0] == '-' && argv[i][1])
            return cli_misuse("extract: no option \"%s\"", argv[i]);
    struct dl_err err;
    struct dl_coder *c = dl_coder_open(&cli->options, &err);
    if (!c) {
        cli_complain(&err);
        return CLI_SOME_FAILED;
    }
    struct dl_session *s = dl_session_new(c);
    int rc = cli_each_document(cli, argc, argv, extract_one, s);
    dl_session_free(s);
    dl_coder_close(c);
    return rc;
}

const struct subcommand extract_cmd = {"extract", "[--format=jsonl] [FILE ...]", "the article of a web page: text, title, byline, date, outlet",
    extract_run, NULL};
