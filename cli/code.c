/* dateline code: articles in, records out. */
#include "cli.h"

#include <string.h>

static int code_file(struct cli *cli, struct dl_session *s, const char *path)
{
    struct dl_err err;
    struct dl_document doc;
    struct dl_reader *r = dl_reader_open(path, &cli->options, &err);
    if (!r) {
        cli_complain(&err);
        return CLI_SOME_FAILED;
    }
    int rc = CLI_OK, got;
    while ((got = dl_reader_next(r, &doc, &err))) {
        if (got < 0 || !dl_code_document(s, &doc, &err)) {
            cli_complain(&err);
            rc = CLI_SOME_FAILED;
            continue;
        }
        size_t n;
        const char *json = dl_record_json(s, !cli->no_text, &n);
        fwrite(json, 1, n, stdout);
        putchar('\n');
    }
    dl_reader_close(r);
    return rc;
}

static int code_run(struct cli *cli, int argc, char **argv)
{
    if (cli->format && strcmp(cli->format, "jsonl") != 0)
        return cli_misuse("code: no format \"%s\"", cli->format);
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
    int rc = CLI_OK;
    for (int i = 1; i < argc; i++)
        rc |= code_file(cli, s, argv[i]);
    if (argc == 1)
        rc = code_file(cli, s, "-");
    dl_session_free(s);
    dl_coder_close(c);
    return rc;
}

const struct subcommand code_cmd = {"code", "[--format=jsonl] [FILE ...]", "code articles: a record a line", code_run, NULL};
