/* dateline talks: negotiations across the records of many reports. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *option(int *argc, char **argv, const char *name)
{
    size_t n = strlen(name);
    for (int i = 1; i < *argc; i++)
        if (!strncmp(argv[i], name, n) && argv[i][n] == '=') {
            const char *v = argv[i] + n + 1;
            memmove(argv + i, argv + i + 1, (size_t)(*argc - i) * sizeof *argv);
            --*argc;
            return v;
        }
    return NULL;
}

static int read_records(struct dl_chain *c, const char *path)
{
    FILE *f = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    struct dl_err err = {0};
    char *line = NULL;
    size_t room = 0;
    int rc = CLI_OK, no = 0;
    if (!f)
        return cli_misuse("talks: cannot open %s", path);
    for (ssize_t n; (n = getline(&line, &room, f)) > 0;) {
        char name[128];
        snprintf(name, sizeof name, "%.100s:%d", path, ++no);
        if (!dl_chain_add(c, line, (size_t)n, name, &err)) {
            cli_complain(&err);
            rc = CLI_SOME_FAILED;
        }
    }
    free(line);
    if (f != stdin)
        fclose(f);
    return rc;
}

static int read_store(struct dl_chain *c, const char *url)
{
    struct dl_err err;
    struct dl_store *s = dl_store_open(url, false, &err);
    if (!s || !dl_chain_add_store(c, s, &err)) {
        cli_complain(&err);
        dl_store_close(s, NULL);
        return CLI_STORE;
    }
    dl_store_close(s, NULL);
    return CLI_OK;
}

static int talks_run(struct cli *cli, int argc, char **argv)
{
    const char *name = option(&argc, argv, "--chain");
    bool text = cli->format ? !strcmp(cli->format, "text") : isatty(STDOUT_FILENO);
    if (cli->format && !text && strcmp(cli->format, "json") != 0)
        return cli_misuse("talks: no format \"%s\"", cli->format);
    struct dl_chain *c = dl_chain_new();
    int rc = argc == 1 ? read_store(c, cli->store) : CLI_OK;
    if (rc == CLI_STORE) {
        dl_chain_free(c);
        return rc;
    }
    for (int i = 1; i < argc; i++)
        rc |= read_records(c, argv[i]);
    size_t n;
    const char *out = text ? dl_chain_text(c, &n) : dl_chain_json(c, name ? name : "all", &n);
    if (n)
        fwrite(out, 1, n, stdout);
    if (!text)
        putchar('\n');
    dl_chain_free(c);
    return rc;
}

const struct subcommand talks_cmd = {"talks", "[--store=URL] [--format=text|json] [--chain=NAME] [RECORDS.jsonl ...]", "negotiations across reports: rounds, status after each, accounts", talks_run,
                                     "  --chain=NAME   the name to print; without RECORDS those of the store are read, in order of publication\n"};
