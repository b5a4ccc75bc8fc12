/* dateline extract: the article in a web page, without coding it. */
#include "cli.h"

#include <string.h>

static int extract_file(struct cli *cli, struct dl_session *s, const char *path)
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
        size_t n;
        const char *json = got > 0 ? dl_extract_json(s, &doc, &n, &err) : NULL;
        if (!json) {
            cli_complain(&err);
            rc = CLI_SOME_FAILED;
            continue;
        }
        fwrite(json, 1, n, stdout);
        putchar('\n');
    }
    dl_reader_close(r);
    return rc;
}

static int extract_run(struct cli *cli, int argc, char **argv)
{
    if (cli->format && strcmp(cli->format, "jsonl") != 0)
        return cli_misuse("extract: no format \"%s\"", cli->format);
    struct dl_err err;
    struct dl_coder *c = dl_coder_open(&cli->options, &err);
    if (!c) {
        cli_complain(&err);
        return CLI_SOME_FAILED;
    }
    struct dl_session *s = dl_session_new(c);
    int rc = argc == 1 ? extract_file(cli, s, "-") : CLI_OK;
    for (int i = 1; i < argc; i++)
        rc |= extract_file(cli, s, argv[i]);
    dl_session_free(s);
    dl_coder_close(c);
    return rc;
}

const struct subcommand extract_cmd = {"extract", "[--format=jsonl] [FILE ...]", "the article of a web page: text, title, byline, date, outlet",
    extract_run, NULL};
