/* dateline explain: how a row of the store came about: the words, the rule, who, when, where, by whose account. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

static int explain_run(struct cli *cli, int argc, char **argv)
{
    struct dl_err err;
    if (argc != 2 || argv[1][0] == '-')
        return cli_misuse("explain: say which, as ARTICLE#e3, ARTICLE#s2 or ARTICLE");
    struct dl_store *s = dl_store_open(cli->store, false, &err);
    bool found = false, ok = s && dl_explain(s, argv[1], stdout, &found, &err);
    dl_store_close(s, NULL);
    if (!ok)
        return cli_store_failed(&err);
    if (!found)
        fprintf(stderr, "dateline: %s: the store has no such article, event or statement\n", argv[1]);
    return found ? CLI_OK : CLI_SOME_FAILED;
}

const struct subcommand explain_cmd = {"explain", "ARTICLE#e3 | ARTICLE#s2 | ARTICLE", "show how a row of the store came about", explain_run, NULL};
