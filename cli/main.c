/* dateline: finds the subcommand, takes out the common flags, runs it. */
#include "cli.h"

#include <malloc.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct subcommand *const cli_commands[] = {
    &code_cmd, &ingest_cmd, &events_cmd, &statements_cmd, &search_cmd, &counts_cmd, &timeline_cmd, &export_cmd, &explain_cmd, &parse_cmd, &extract_cmd, &dedup_cmd, &who_cmd, &knowledge_cmd, &rules_cmd, &talks_cmd, &serve_cmd, &eval_cmd, &help_cmd, &completions_cmd, &version_cmd, NULL};

const struct subcommand *cli_command(const char *name)
{
    for (const struct subcommand *const *c = cli_commands; *c; c++)
        if (strcmp((*c)->name, name) == 0)
            return *c;
    return NULL;
}

void cli_complain(const struct dl_err *err)
{
    fprintf(stderr, "dateline: %s%s%s\n", err->where, *err->where ? ": " : "", err->text);
}

static const char *running;        /* the command, once it is known to be one */

int cli_misuse(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fputs("dateline: ", stderr);
    vfprintf(stderr, fmt, ap);
    fprintf(stderr, "\nTry: dateline %s%s\n", running ? "help " : "--help", running ? running : "");
    va_end(ap);
    return CLI_MISUSE;
}

bool cli_take_flag(int *argc, char **argv, const char *flag)
{
    for (int i = 1; i < *argc; i++)
        if (strcmp(argv[i], flag) == 0) {
            memmove(argv + i, argv + i + 1, (size_t)(*argc - i) * sizeof *argv);   /* the NULL at the end too */
            --*argc;
            return true;
        }
    return false;
}

void cli_profile(const struct dl_profile *p)
{
    uint64_t all = 0;
    for (int i = 0; i < DL_PROFILE_ROOMS && p->room[i]; i++) {
        fprintf(stderr, "%-12s %12.0f words/s  %6.2f us a word\n", p->room[i], 1e9 * (double)p->words / (double)(p->ns[i] + 1),
                p->words ? 1e-3 * (double)p->ns[i] / (double)p->words : 0.0);
        all += p->ns[i];
    }
    fprintf(stderr, "%-12s %12.0f words/s  %6.2f us a word, %llu words\n", "all rooms", 1e9 * (double)p->words / (double)(all + 1),
            p->words ? 1e-3 * (double)all / (double)p->words : 0.0, (unsigned long long)p->words);
}

/* The value of --name=V or --name V; NULL if arg is another option. Steps *i over a separate value. */
static const char *value(const char *name, int argc, char **argv, int *i)
{
    const char *arg = argv[*i];
    size_t n = strlen(name);
    if (strncmp(arg, "--", 2) != 0 || strncmp(arg + 2, name, n) != 0)
        return NULL;
    if (arg[2 + n] == '=')
        return arg + 3 + n;
    return arg[2 + n] == 0 && *i + 1 < argc ? argv[++*i] : NULL;
}

/* Limits of what is unpacked. */
static bool limit_flag(struct cli *cli, int argc, char **argv, int *i)
{
    const struct { const char *name; uint64_t *to; } limits[] = {{"max-members", &cli->options.max_members}, {"max-member", &cli->options.max_member},
        {"max-ratio", &cli->options.max_ratio}, {"max-unpacked", &cli->options.max_unpacked}, {"max-depth", &cli->options.max_depth},
        {"max-seconds", &cli->options.max_seconds}, {"max-memory", &cli->options.max_memory}, {"memory", &cli->memory}};
    for (size_t k = 0; k < sizeof limits / sizeof *limits; k++) {
        const char *v = value(limits[k].name, argc, argv, i);
        if (v) {
            *limits[k].to = strtoull(v, NULL, 10);
            return true;
        }
    }
    return false;
}

/* Takes a common flag out of argv; false if it is none of them. */
static bool common_flag(struct cli *cli, int argc, char **argv, int *i)
{
    const char *v;
    const struct { const char *name, **to; } strings[] = {
        {"format", &cli->format}, {"store", &cli->store}, {"date", &cli->options.date}, {"rules", &cli->options.rules_dir},
        {"knowledge", &cli->options.knowledge_dir}, {"petrarch", &cli->options.petrarch_dir}, {"data", &cli->options.data_dir}};
    for (size_t k = 0; k < sizeof strings / sizeof *strings; k++)
        if ((v = value(strings[k].name, argc, argv, i))) {
            *strings[k].to = v;
            return true;
        }
    if ((v = value("jobs", argc, argv, i)))
        cli->jobs = atoi(v) > 0 ? atoi(v) : 1;
    else if ((v = value("max-line", argc, argv, i)))
        cli->options.max_line = strtoull(v, NULL, 10);
    else if ((v = value("max-article", argc, argv, i)))
        cli->options.max_article = strtoull(v, NULL, 10);
    else if (limit_flag(cli, argc, argv, i))
        return true;
    else if (strcmp(argv[*i], "--quiet") == 0)
        cli->quiet = true;
    else if (strcmp(argv[*i], "--verbose") == 0)
        cli->verbose = true;
    else if (strcmp(argv[*i], "--no-text") == 0)
        cli->no_text = true;
    else if (strcmp(argv[*i], "--no-sandbox") == 0)
        cli->no_sandbox = true;
    else
        return false;
    return true;
}

/* Foreign files are taken apart elsewhere, unless the user wants it otherwise; less than that is said. */
static bool open_sandbox(struct cli *cli, const struct subcommand *c)
{
    struct dl_err err;
    if (!c->foreign || cli->no_sandbox)
        return true;
    cli->options.sandbox = dl_sandbox_open(&cli->options, &err);
    if (!cli->options.sandbox)
        cli_complain(&err);
    else if (!dl_sandbox_filters() && !cli->quiet)
        fputs("dateline: the sandbox has limits but no filter of system calls (seccomp) on this system\n", stderr);
    return cli->options.sandbox != NULL;
}

int main(int argc, char **argv)
{
    mallopt(M_TRIM_THRESHOLD, 64 << 20);       /* zlib's state, freed with each article, went back to the system and was asked for anew: packing took three times as long */
    mallopt(M_MMAP_THRESHOLD, 32 << 20);       /* so with the buffers of web pages */
    signal(SIGPIPE, SIG_DFL);
    struct cli cli = {.store = "sqlite:dateline.db", .jobs = 1, .color = isatty(STDOUT_FILENO) && !getenv("NO_COLOR")};
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        help_all(argc < 2 ? stderr : stdout);
        return argc < 2 ? CLI_MISUSE : CLI_OK;
    }
    const char *name = strcmp(argv[1], "--version") == 0 ? "version" : argv[1];
    int n = 1;
    argv[0] = argv[1];
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0)
            return help_cmd.run(&cli, 2, (char *[]){"help", (char *)name, NULL});
        if (strcmp(argv[i], "--") == 0) {
            while (i < argc)
                argv[n++] = argv[i++];
        } else if (!common_flag(&cli, argc, argv, &i)) {
            argv[n++] = argv[i];
        }
    }
    argv[n] = NULL;
    const struct subcommand *c = cli_command(name);
    if (!c)
        return cli_misuse("no command \"%s\"", name);
    running = name;
    if (!open_sandbox(&cli, c))
        return CLI_SOME_FAILED;
    int rc = c->run(&cli, n, argv);
    dl_sandbox_close(cli.options.sandbox);
    return fflush(stdout) == 0 ? rc : CLI_SOME_FAILED;
}
