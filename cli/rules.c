/* dateline rules: check the files of rules, and test the sentences that rules carry. */
#include "cli.h"

#include <string.h>

static void say(void *with, const char *line)
{
    (void)with;
    puts(line);
}

static void remark(void *with, const char *where, const char *text)
{
    (void)with;
    fprintf(stderr, "dateline: %s: %s\n", where, text);
}

/* What cannot be read of a lab's own verbs is said and left out; the rest holds. */
static int check_verbs(const char *dir)
{
    struct dl_verbs_result v;
    struct dl_err err;
    if (!dl_verbs_check(dir, remark, NULL, &v, &err)) {
        cli_complain(&err);
        return CLI_SOME_FAILED;
    }
    printf("%u verbs, %u patterns, %u sets of %s; %u lines left out\n", v.verbs, v.patterns, v.sets, dir, v.remarks);
    if (v.transformations)
        printf("%u transformations are not applied: the operators of data/en/rules do their work\n", v.transformations);
    return CLI_OK;
}

static int rules_run(struct cli *cli, int argc, char **argv)
{
    bool check = argc > 1 && !strcmp(argv[1], "check"), test = argc > 1 && !strcmp(argv[1], "test");
    if (!check && !test)
        return cli_misuse("rules: check or test, and of which folder");
    struct dl_err err;
    struct dl_coder *c = dl_coder_open(&cli->options, &err);
    if (!c) {
        cli_complain(&err);
        return CLI_SOME_FAILED;
    }
    struct dl_rules_result r = dl_rules_test(c, check ? "\001" : argc > 2 ? argv[2] : NULL, say, NULL);
    if (check)
        printf("%u rules and operators, well formed\n", r.rules);
    else
        printf("%u rules and operators, %u sentences, %u not as written\n", r.rules, r.sentences, r.failed);
    dl_coder_close(c);
    if (check && cli->options.petrarch_dir && check_verbs(cli->options.petrarch_dir) != CLI_OK)
        return CLI_SOME_FAILED;
    return r.failed ? CLI_SOME_FAILED : CLI_OK;
}

const struct subcommand rules_cmd = {"rules", "check|test [RULE] [--rules=DIR]", "check the rules, or code the sentences they carry", rules_run,
                                     "  check    are all files well formed? (with --rules=DIR, yours too; with --petrarch=DIR, its verbs)\n"
                                     "  test     does every \"yes\" sentence fire its rule with its actors, and no \"no\" sentence?\n"
                                     "           RULE: only those whose name begins so\n"};
