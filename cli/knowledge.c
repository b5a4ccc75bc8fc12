/* dateline knowledge: an editor's check of the tables, and tables made of PETRARCH dictionaries. */
#include "cli.h"

#include <string.h>

static void say(void *with, const char *where, const char *text) { fprintf(with, "%s: %s\n", where, text); }

static int check(struct cli *cli)
{
    struct dl_err err;
    uint32_t faults;
    if (!dl_knowledge_check(&cli->options, say, stdout, &faults, &err)) {
        cli_complain(&err);
        return CLI_SOME_FAILED;
    }
    if (!cli->quiet)
        fprintf(stderr, "%u faults\n", faults);
    return faults ? CLI_SOME_FAILED : CLI_OK;
}

static int knowledge_run(struct cli *cli, int argc, char **argv)
{
    struct dl_err err;
    if (argc == 2 && strcmp(argv[1], "check") == 0)
        return check(cli);
    if (argc != 4 || strcmp(argv[1], "import") != 0)
        return cli_misuse("knowledge: \"check\", or \"import\" with a folder of dictionaries and a folder to write to");
    if (dl_knowledge_import(argv[2], argv[3], say, stderr, &err))
        return CLI_OK;
    cli_complain(&err);
    return CLI_SOME_FAILED;
}

const struct subcommand knowledge_cmd = {"knowledge", "check | import FROM TO", "check the tables of actors, or make some of PETRARCH dictionaries", knowledge_run,
                                         "  check          doubled rows, overlapping terms, unknown codes, rows never reached\n"
                                         "  import F T     PETRARCH dictionaries of folder F as tables in T, for --knowledge=T\n"};
