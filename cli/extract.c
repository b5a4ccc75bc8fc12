/* dateline extract: the article in a web page, without coding it. */
#include "cli.h"

#include <string.h>

static bool extract_one(void *with, struct dl_session *s, const struct dl_document *doc, struct dl_err *err)
{
    size_t n;
    (void)with;
    return dl_extract_json(s, doc, &n, err) != NULL;
}

static void show_one(struct cli *cli, struct dl_session *s, const struct dl_document *doc)
{
    size_t n;
    (void)cli, (void)doc;
    const char *json = dl_extracted_json(s, &n);
    fwrite(json, 1, n, stdout);
    putchar('\n');
}

int cli_extractor(struct cli *cli, int argc, char **argv, struct dl_coder **out)
{
    struct dl_err err;
    if (cli->format && strcmp(cli->format, "jsonl") != 0)
        return cli_misuse("%s: no format \"%s\"", argv[0], cli->format);
    for (int i = 1; i < argc; i++)
        if (argv[i][0] == '-' && argv[i][1])
            return cli_misuse("%s: no option \"%s\"", argv[0], argv[i]);
    cli->options.extract_only = true;
    if ((*out = dl_coder_open(&cli->options, &err)))
        return CLI_OK;
    cli_complain(&err);
    return CLI_SOME_FAILED;
}

static int extract_run(struct cli *cli, int argc, char **argv)
{
    struct dl_coder *c;
    int refused = cli_extractor(cli, argc, argv, &c);
    if (refused)
        return refused;
    int rc = cli_each_worked(cli, argc, argv, c, extract_one, show_one, false);
    dl_coder_close(c);
    return rc;
}

const struct subcommand extract_cmd = {"extract", "[--jobs=N] [--format=jsonl] [FILE ...]", "the articles of pages, feeds and wires, without coding them",
    extract_run, NULL, true};
