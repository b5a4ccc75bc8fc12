/* dateline dedup: articles in, the cluster of copies of each out, in input order. */
#include "cli.h"

#include <inttypes.h>
#include <string.h>

static int add_file(struct cli *cli, struct dl_dedup *d, const char *path, uint32_t *n)
{
    struct dl_err err;
    struct dl_document doc;
    struct dl_reader *r = dl_reader_open(path, &cli->options, &err);
    if (!r) {
        cli_complain(&err);
        return CLI_SOME_FAILED;
    }
    int rc = CLI_OK, got;
    while ((got = dl_reader_next(r, &doc, &err))) {
        if (got < 0) {
            cli_complain(&err);
            rc = CLI_SOME_FAILED;
            continue;
        }
        char place[512];
        snprintf(place, sizeof place, "%s:%" PRIu64, path, doc.line);
        *n = dl_dedup_add(d, doc.id ? doc.id : place, doc.bytes, doc.n_bytes) + 1;
    }
    dl_reader_close(r);
    return rc;
}

static int dedup_run(struct cli *cli, int argc, char **argv)
{
    if (cli->format && strcmp(cli->format, "jsonl") != 0)
        return cli_misuse("dedup: no format \"%s\"", cli->format);
    for (int i = 1; i < argc; i++)
        if (argv[i][0] == '-' && argv[i][1])
            return cli_misuse("dedup: no option \"%s\"", argv[i]);
    struct dl_dedup *d = dl_dedup_new();
    uint32_t n = 0;
    int rc = CLI_OK;
    for (int i = 1; i < argc; i++)
        rc |= add_file(cli, d, argv[i], &n);
    if (argc == 1)
        rc = add_file(cli, d, "-", &n);
    for (uint32_t i = 0; i < n; i++) {
        size_t len;
        const char *json = dl_dedup_json(d, i, &len);
        fwrite(json, 1, len, stdout);
        putchar('\n');
    }
    dl_dedup_free(d);
    return rc;
}

const struct subcommand dedup_cmd = {"dedup", "[--format=jsonl] [FILE ...]", "find copies of one story: a cluster a line", dedup_run, NULL};
