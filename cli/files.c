/* cli/files.c: the one loop over the documents of the files a command was given. */
#include "cli.h"

static int each_in(struct cli *cli, const char *path, cli_visit *visit, void *with)
{
    struct dl_err err;
    struct dl_document doc;
    struct dl_reader *r = dl_reader_open(path, &cli->options, &err);
    if (!r) {
        cli_complain(&err);
        return CLI_SOME_FAILED;
    }
    int rc = CLI_OK, got;
    while ((got = dl_reader_next(r, &doc, &err)))
        if (got < 0 || !visit(cli, &doc, with, &err)) {
            cli_complain(&err);
            rc = CLI_SOME_FAILED;
        }
    dl_reader_close(r);
    return rc;
}

int cli_each_document(struct cli *cli, int argc, char **argv, cli_visit *visit, void *with)
{
    int rc = argc == 1 ? each_in(cli, "-", visit, with) : CLI_OK;
    for (int i = 1; i < argc; i++)
        rc |= each_in(cli, argv[i], visit, with);
    return rc;
}
