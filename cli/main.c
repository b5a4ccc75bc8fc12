/* dateline: finds the subcommand, takes out the common flags, runs it. */
#include "cli.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <malloc.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MOST_JOBS = 256 };

const struct subcommand *const cli_commands[] = {
    &code_cmd, &ingest_cmd, &events_cmd, &statements_cmd, &search_cmd, &counts_cmd, &timeline_cmd, &export_cmd, &explain_cmd, &parse_cmd, &extract_cmd, &dedup_cmd, &who_cmd, &knowledge_cmd, &rules_cmd, &talks_cmd, &serve_cmd, &eval_cmd, &help_cmd, &completions_cmd, &version_cmd, NULL};

const struct subcommand *cli_command(const char *name)
{
    for (const struct subcommand *const *c = cli_commands; *c; c++)
        if (strcmp((*c)->name, name) == 0)
            return *c;
    return NULL;
}

/* Names and words of what failed may be anybody's: a terminal must not obey them, and a line stays one. */
static void print_plainly(const char *s)
{
    for (; *s; s++)
        putc((unsigned char)*s < ' ' || *s == 127 ? '?' : *s, stderr);
}

void cli_complain(const struct dl_err *err)
{
    flockfile(stderr);
    fputs("dateline: ", stderr);
    print_plainly(err->where);
    fputs(*err->where ? ": " : "", stderr);
    print_plainly(err->text);
    putc('\n', stderr);
    funlockfile(stderr);
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

enum flag { FLAG_NONE, FLAG_TAKEN, FLAG_WRONG };

/* Digits and no more, from `least` to `most`. */
static bool is_number(const char *v, uint64_t least, uint64_t most, uint64_t *to)
{
    char *end;
    errno = 0;
    *to = strtoull(v, &end, 10);
    return isdigit((unsigned char)*v) && !*end && !errno && *to >= least && *to <= most;
}

bool cli_is_day(const char *v)
{
    struct tm t = {0};
    const char *end = strptime(v, "%Y-%m-%d", &t);
    int day = t.tm_mday;
    return end == v + 10 && !*end && timegm(&t) != -1 && t.tm_mday == day;
}

/* How many, and how much of something. */
static enum flag number_flag(struct cli *cli, int argc, char **argv, int *i)
{
    uint64_t jobs = (uint64_t)cli->jobs, line = cli->options.max_line, article = cli->options.max_article, most = INT64_MAX;
    const struct { const char *name; uint64_t least, most, *to; } numbers[] = {{"jobs", 1, MOST_JOBS, &jobs},
        {"max-line", 0, most, &line}, {"max-article", 0, most, &article}, {"max-members", 0, most, &cli->options.max_members},
        {"max-member", 0, most, &cli->options.max_member}, {"max-ratio", 0, most, &cli->options.max_ratio}, {"max-unpacked", 0, most, &cli->options.max_unpacked},
        {"max-depth", 0, most, &cli->options.max_depth}, {"max-seconds", 0, most, &cli->options.max_seconds}, {"max-memory", 0, most, &cli->options.max_memory},
        {"memory", 0, most, &cli->memory}};
    for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
        const char *v = value(numbers[k].name, argc, argv, i);
        if (v && !is_number(v, numbers[k].least, numbers[k].most, numbers[k].to)) {
            cli_misuse("--%s: wants a number from %" PRIu64 " to %" PRIu64 ", not \"%s\"", numbers[k].name, numbers[k].least, numbers[k].most, v);
            return FLAG_WRONG;
        }
        if (v) {
            cli->jobs = (int)jobs;
            cli->options.max_line = line;
            cli->options.max_article = article;
            return FLAG_TAKEN;
        }
    }
    return FLAG_NONE;
}

static enum flag text_flag(struct cli *cli, int argc, char **argv, int *i)
{
    const char *v;
    const struct { const char *name, **to; } strings[] = {
        {"format", &cli->format}, {"store", &cli->store}, {"date", &cli->options.date}, {"rules", &cli->options.rules_dir},
        {"knowledge", &cli->options.knowledge_dir}, {"petrarch", &cli->options.petrarch_dir}, {"data", &cli->options.data_dir}};
    for (size_t k = 0; k < sizeof strings / sizeof *strings; k++)
        if ((v = value(strings[k].name, argc, argv, i))) {
            *strings[k].to = v;
            if (strings[k].to != &cli->options.date || cli_is_day(v))
                return FLAG_TAKEN;
            cli_misuse("--date: \"%s\" is no date; one is written YYYY-MM-DD", v);
            return FLAG_WRONG;
        }
    return FLAG_NONE;
}

/* Takes a common flag out of argv. */
static enum flag common_flag(struct cli *cli, int argc, char **argv, int *i)
{
    const struct { const char *name; bool *to; } switches[] = {{"--quiet", &cli->quiet}, {"--verbose", &cli->verbose}, {"--no-text", &cli->no_text}, {"--no-sandbox", &cli->no_sandbox}};
    for (size_t k = 0; k < sizeof switches / sizeof *switches; k++)
        if (strcmp(argv[*i], switches[k].name) == 0) {
            *switches[k].to = true;
            return FLAG_TAKEN;
        }
    enum flag got = text_flag(cli, argc, argv, i);
    return got ? got : number_flag(cli, argc, argv, i);
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

/* A file that is opened later must not become what is written to, or read, in place of a stream that was closed: it could be the store. The
 * stream fails as it did, for nobody may write to what is opened for reading. */
static void keep_places(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
            _exit(CLI_SOME_FAILED);
}

/* What could not be written is said, whoever noticed; a pipe that nobody reads ends the program before. */
static int finish(int rc)
{
    bool now = fflush(stdout) != 0;
    if (!now && !ferror(stdout))
        return rc;
    fprintf(stderr, "dateline: standard output: cannot be written%s%s\n", now ? ": " : "", now ? strerror(errno) : "");
    return CLI_SOME_FAILED;
}

int main(int argc, char **argv)
{
    mallopt(M_TRIM_THRESHOLD, 64 << 20);       /* zlib's state, freed with each article, went back to the system and was asked for anew: packing took three times as long */
    mallopt(M_MMAP_THRESHOLD, 32 << 20);       /* so with the buffers of web pages */
    keep_places();
    signal(SIGPIPE, SIG_DFL);
    struct cli cli = {.store = "sqlite:dateline.db", .jobs = 1, .color = isatty(STDOUT_FILENO) && !getenv("NO_COLOR")};
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        help_all(argc < 2 ? stderr : stdout);
        return argc < 2 ? CLI_MISUSE : finish(CLI_OK);
    }
    const char *name = strcmp(argv[1], "--version") == 0 ? "version" : argv[1];
    int n = 1;
    argv[0] = argv[1];
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0)
            return finish(help_cmd.run(&cli, 2, (char *[]){"help", (char *)name, NULL}));
        enum flag got = FLAG_NONE;
        if (strcmp(argv[i], "--") == 0)
            while (i < argc)
                argv[n++] = argv[i++];
        else if ((got = common_flag(&cli, argc, argv, &i)) == FLAG_WRONG)
            return CLI_MISUSE;
        else if (got == FLAG_NONE)
            argv[n++] = argv[i];
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
    return finish(rc);
}
