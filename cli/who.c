/* dateline who: the code of a name on a day, and the line of the table that says so. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

static void print_tsv(const char *name, const char *date, const struct dl_who *who)
{
    printf("%s\t%s\t%s\t%s\t%s\n", name, date, who->code, who->office, who->basis);
}

static void print_text(const char *name, const struct dl_who *who, bool explain)
{
    if (!*who->code) {
        printf("%s: unknown\n", name);
        return;
    }
    printf("%s\t%s%s%s\t%s\n", who->name, who->code, *who->office ? "\t" : "", who->office, who->basis);
    if (explain)
        printf("  %s:%u\n", who->file, who->line);
}

/* Cuts the line at its next tab and returns what is behind it; NULL if nothing is. */
static char *next_cell(char *cell)
{
    char *tab = cell ? strchr(cell, '\t') : NULL;
    if (tab)
        *tab++ = 0;
    return tab;
}

/* Lines "name<TAB>date<TAB>country", the last two not needed, to lines of five cells. A date that is none makes its line fail, not the run. */
static int answer_lines(const struct dl_knowledge *k, const char *given, const char *in)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    int rc = CLI_OK;
    for (uint64_t no = 1; (n = getline(&line, &cap, stdin)) > 0; no++) {
        struct dl_who who;
        line[strcspn(line, "\r\n")] = 0;
        char *date = next_cell(line), *country = next_cell(date);
        next_cell(country);
        const char *on = date && *date ? date : given;
        if (!dl_who(k, line, country && *country ? country : in, on, &who)) {
            fprintf(stderr, "dateline: stdin:%llu: \"%s\" is no date\n", (unsigned long long)no, on);
            rc = CLI_SOME_FAILED;
        }
        print_tsv(line, on ? on : "", &who);
    }
    free(line);
    return rc;
}

static int answer_names(const struct dl_knowledge *k, int n, char **name, const char *on, const char *in, bool explain)
{
    int rc = CLI_OK;
    for (int i = 0; i < n; i++) {
        struct dl_who who;
        if (!dl_who(k, name[i], in, on, &who))
            return cli_misuse("who: \"%s\" is no date", on);
        print_text(name[i], &who, explain);
        rc = *who.code ? rc : CLI_SOME_FAILED;
    }
    return rc;
}

static int who_run(struct cli *cli, int argc, char **argv)
{
    const char *on = cli->options.date, *in = NULL;
    bool explain = false, tsv = cli->format && strcmp(cli->format, "tsv") == 0;
    int names = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--explain") == 0)
            explain = true;
        else if (strncmp(argv[i], "--on=", 5) == 0)
            on = argv[i] + 5;
        else if (strcmp(argv[i], "--on") == 0 && i + 1 < argc)
            on = argv[++i];
        else if (strcmp(argv[i], "--in") == 0 && i + 1 < argc)
            in = argv[++i];
        else if (strncmp(argv[i], "--in=", 5) == 0)
            in = argv[i] + 5;
        else if (strncmp(argv[i], "--", 2) == 0)
            return cli_misuse("who: unexpected \"%s\"", argv[i]);
        else
            argv[1 + names++] = argv[i];
    }
    if (!names && !tsv)
        return cli_misuse("who: needs a name, or --format=tsv and lines \"name<TAB>date\" on stdin");
    struct dl_err err;
    struct dl_knowledge *k = dl_knowledge_open(&cli->options, &err);
    if (!k) {
        cli_complain(&err);
        return CLI_SOME_FAILED;
    }
    int rc = tsv ? answer_lines(k, on, in) : answer_names(k, names, argv + 1, on, in, explain);
    dl_knowledge_close(k);
    return rc;
}

const struct subcommand who_cmd = {"who", "NAME ... [--on DATE] [--in COUNTRY] [--explain]", "tell who somebody is on a day", who_run,
                                   "  --on DATE    the day, today if not given\n  --in COUNTRY the country whose namesake is meant; a surname is then enough\n  --explain    the line of the table that decided\n"};
