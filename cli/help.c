/* cli/help.c: help and shell completions, both read off the one table of subcommands. */
#include "cli.h"

#include <string.h>

static const char common[] =
    "Common options:\n"
    "  --format=F        text, jsonl, json, csv, tsv (what a command offers)\n"
    "  --store=URL       where records are kept (sqlite:dateline.db)\n"
    "  --jobs=N          threads; the output is the same for any number\n"
    "  --date=DATE       publication date (YYYY-MM-DD) of undated input\n"
    "  --rules=DIR       rules of your own beside ours\n"
    "  --knowledge=DIR   tables of your own beside ours\n"
    "  --petrarch=DIR    dictionaries in PETRARCH format beside ours\n"
    "  --data=DIR        where data/ and models/ lie\n"
    "  --max-line=BYTES, --max-article=BYTES    limits of input (16 MB, 4 MB)\n"
    "  --max-member=BYTES, --max-ratio=N, --max-unpacked=BYTES, --max-members=N,\n"
    "  --max-depth=N     limits of what is unpacked; dateline(1) has them\n"
    "  --max-seconds=N, --max-memory=BYTES      limits of the sandbox (60, 1 GB)\n"
    "  --no-sandbox      parse HTML, XML and archives in this process\n"
    "  --no-text         leave the article's text out of the record\n"
    "  --quiet, --verbose\n";
static const char *const flags[] = {"--format=", "--store=", "--jobs=", "--date=", "--rules=", "--knowledge=", "--petrarch=", "--data=",
                                    "--max-line=", "--max-article=", "--no-text", "--no-sandbox", "--quiet", "--verbose", "--help"};
enum { N_FLAGS = sizeof flags / sizeof *flags };

void help_all(FILE *out)
{
    fputs("usage: dateline COMMAND [OPTION ...] [FILE ...]\n\nNewswire in, an attributable record of diplomacy and conflict out.\n\nCommands:\n", out);
    for (const struct subcommand *const *c = cli_commands; *c; c++)
        fprintf(out, "  %-12s %s\n", (*c)->name, (*c)->brief);
    fprintf(out, "\n%s\n\"dateline help COMMAND\" says more of one. Data go to stdout, all else to stderr.\n"
                 "Exit: 0 done, 1 some input failed, 2 misuse, 3 store unreachable, 130 broken off.\n", common);
}

static int help_run(struct cli *cli, int argc, char **argv)
{
    (void)cli;
    if (argc < 2) {
        help_all(stdout);
        return CLI_OK;
    }
    const struct subcommand *c = cli_command(argv[1]);
    if (!c)
        return cli_misuse("help: no command \"%s\"", argv[1]);
    printf("usage: dateline %s %s\n\n%s\n\n", c->name, c->args, c->brief);
    if (c->help)
        printf("%s\n", c->help);
    fputs(common, stdout);
    return CLI_OK;
}

static void words(const char *before, const char *after)
{
    for (const struct subcommand *const *c = cli_commands; *c; c++)
        printf("%s%s%s", before, (*c)->name, after);
}

static void bash_completions(void)
{
    fputs("_dateline() {\n    local cur=${COMP_WORDS[COMP_CWORD]}\n    if [ \"$COMP_CWORD\" = 1 ]; then COMPREPLY=($(compgen -W \"", stdout);
    words("", " ");
    fputs("\" -- \"$cur\"))\n    elif [[ $cur == -* ]]; then compopt -o nospace; COMPREPLY=($(compgen -W \"", stdout);
    for (int i = 0; i < N_FLAGS; i++)
        printf("%s ", flags[i]);
    fputs("\" -- \"$cur\"))\n    else COMPREPLY=($(compgen -f -- \"$cur\")); fi\n}\ncomplete -o filenames -F _dateline dateline\n", stdout);
}

static void zsh_completions(void)
{
    fputs("#compdef dateline\n_arguments '1:command:((", stdout);
    for (const struct subcommand *const *c = cli_commands; *c; c++) {
        printf("%s\\:\"", (*c)->name);
        for (const char *s = (*c)->brief; *s; s++)
            if (*s != '\'' && *s != '"' && *s != ':')
                putchar(*s);
        fputs("\" ", stdout);
    }
    fputs("))' ", stdout);
    for (int i = 0; i < N_FLAGS; i++)
        printf("'%s' ", flags[i]);
    puts("'*:file:_files'");
}

static void fish_completions(void)
{
    for (const struct subcommand *const *c = cli_commands; *c; c++)
        printf("complete -c dateline -n __fish_use_subcommand -a %s\n", (*c)->name);
    for (int i = 0; i < N_FLAGS; i++) {
        size_t n = strcspn(flags[i] + 2, "=");
        printf("complete -c dateline -l %.*s%s\n", (int)n, flags[i] + 2, flags[i][2 + n] ? " -r" : "");
    }
}

static int completions_run(struct cli *cli, int argc, char **argv)
{
    (void)cli;
    const char *shell = argc > 1 ? argv[1] : "bash";
    if (strcmp(shell, "bash") == 0)
        bash_completions();
    else if (strcmp(shell, "zsh") == 0)
        zsh_completions();
    else if (strcmp(shell, "fish") == 0)
        fish_completions();
    else
        return cli_misuse("completions: no shell \"%s\"", shell);
    return CLI_OK;
}

const struct subcommand help_cmd = {"help", "[COMMAND]", "tell what a command does", help_run, NULL};
const struct subcommand completions_cmd = {"completions", "bash|zsh|fish", "print completions for a shell", completions_run, NULL};
