/* dateline dedup: articles in, the cluster of copies of each out, in input order, and what kind of copy it is. */
#include "cli.h"

#include <inttypes.h>
#include <string.h>

struct adding { struct dl_dedup *dedup; const struct dl_coder *coder; uint32_t n; };

static bool read_one(void *with, struct dl_session *s, const struct dl_document *doc, struct dl_err *err)
{
    (void)with;
    return dl_read_document(s, doc, err) != NULL;
}

static void add_one(struct cli *cli, struct dl_session *s, const struct dl_document *doc)
{
    struct adding *to = cli->with;
    const struct dl_article *a = dl_session_article(s);
    char place[512];
    snprintf(place, sizeof place, "%s:%" PRIu64, doc->path, doc->line);
    uint32_t at = dl_dedup_add(to->dedup, doc->id ? doc->id : place, a->text, a->n);
    dl_dedup_tell(to->dedup, at, dl_take_kind(to->coder, a->take));
    to->n = at + 1;
}

static int say_all(struct adding *all)
{
    struct dl_err err;
    bool ok = dl_dedup_settle(all->dedup, &err);
    for (uint32_t i = 0; ok && i < all->n; i++) {
        size_t len;
        const char *json = dl_dedup_json(all->dedup, i, &len);
        fwrite(json, 1, len, stdout);
        putchar('\n');
    }
    if (ok && dl_dedup_settle(all->dedup, &err))
        return CLI_OK;
    cli_complain(&err);
    return CLI_SOME_FAILED;
}

static int dedup_run(struct cli *cli, int argc, char **argv)
{
    struct dl_coder *c;
    int refused = cli_extractor(cli, argc, argv, &c);
    if (refused)
        return refused;
    struct adding to = {dl_dedup_new(cli->memory), c, 0};
    cli->with = &to;
    int rc = cli_each_worked(cli, argc, argv, c, read_one, add_one, false);
    rc |= say_all(&to);
    dl_dedup_free(to.dedup);
    dl_coder_close(c);
    return rc;
}

const struct subcommand dedup_cmd = {"dedup", "[--jobs=N] [--memory=BYTES] [--format=jsonl] [FILE ...]",
    "find copies of one story: a cluster a line, and the kind of copy", dedup_run,
    "  --memory=BYTES               hold so much of the articles in memory, the rest in a file in TMPDIR or /var/tmp; 96 MB\n", true};
