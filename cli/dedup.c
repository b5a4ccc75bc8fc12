/* dateline dedup: articles in, the cluster of copies of each out, in input order. */
#include "cli.h"

#include <inttypes.h>
#include <string.h>

struct adding { struct dl_dedup *dedup; uint32_t n; };

static bool add_one(struct cli *cli, const struct dl_document *doc, void *with, struct dl_err *err)
{
    (void)cli, (void)err;
    struct adding *to = with;
    char place[512];
    snprintf(place, sizeof place, "%s:%" PRIu64, doc->path, doc->line);
    to->n = dl_dedup_add(to->dedup, doc->id ? doc->id : place, doc->bytes, doc->n_bytes) + 1;
    return true;
}

static int dedup_run(struct cli *cli, int argc, char **argv)
{
    if (cli->format && strcmp(cli->format, "jsonl") != 0)
        return cli_misuse("dedup: no format \"%s\"", cli->format);
    for (int i = 1; i < argc; i++)
        if (argv[i][0] == '-' && argv[i][1])
            return cli_misuse("dedup: no option \"%s\"", argv[i]);
    struct dl_dedup *d = dl_dedup_new();
    struct adding to = {d, 0};
    int rc = cli_each_document(cli, argc, argv, add_one, &to);
    for (uint32_t i = 0; i < to.n; i++) {
        size_t len;
        const char *json = dl_dedup_json(d, i, &len);
        fwrite(json, 1, len, stdout);
        putchar('\n');
    }
    dl_dedup_free(d);
    return rc;
}

const struct subcommand dedup_cmd = {"dedup", "[--format=jsonl] [FILE ...]", "find copies of one story: a cluster a line", dedup_run, NULL, true};
