/* dateline version: what made the records. */
#include "cli.h"

#include <string.h>

static int version_run(struct cli *cli, int argc, char **argv)
{
    bool json = cli->format && strcmp(cli->format, "json") == 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--json") != 0)
            return cli_misuse("version: unexpected \"%s\"", argv[i]);
        json = true;
    }
    if (!json) {
        printf("dateline %s\n", dl_version());
        return CLI_OK;
    }
    struct dl_err err;
    struct dl_coder *c = dl_coder_open(&cli->options, &err);
    if (!c) {
        cli_complain(&err);
        return CLI_SOME_FAILED;
    }
    bool sound = dl_coder_verify(c, &err);
    if (sound)
        puts(dl_made_by(c));
    else
        cli_complain(&err);
    dl_coder_close(c);
    return sound ? CLI_OK : CLI_SOME_FAILED;
}

const struct subcommand version_cmd = {"version", "[--json]", "print the version, and by hash what records are made by, compared with every byte of it", version_run, NULL};
