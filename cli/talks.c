/* dateline talks: negotiations across the records of many reports: a list, a card, accounts side by side, what changed, corrections. */
#include "cli.h"

#include <errno.h>
#include <inttypes.h>
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

/* ---- records joined without tables ---- */

static int read_records(struct dl_chain *c, const char *path)
{
    FILE *f = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    struct dl_err err = {0};
    char *line = NULL;
    size_t room = 0;
    int rc = CLI_OK, no = 0;
    if (!f) {
        fprintf(stderr, "dateline: %s: cannot open: %s\n", path, strerror(errno));
        return CLI_SOME_FAILED;
    }
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
    bool ok = s && dl_chain_add_store(c, s, &err);
    dl_store_close(s, NULL);
    return ok ? CLI_OK : cli_store_failed(&err);
}

static int whole_chain(struct cli *cli, const char *name, bool text, int argc, char **argv)
{
    struct dl_chain *c = dl_chain_new();
    int rc = argc == 1 ? read_store(c, cli->store) : CLI_OK;
    for (int i = 1; i < argc; i++)
        rc |= read_records(c, argv[i]);
    if (argc > 1 || rc == CLI_OK) {
        size_t n;
        const char *out = text ? dl_chain_text(c, &n) : dl_chain_json(c, name ? name : "all", &n);
        fwrite(n ? out : "", 1, n, stdout);
        if (!text)
            putchar('\n');
    }
    dl_chain_free(c);
    return rc;
}

/* ---- the store's negotiations ---- */

/* "t12", "t12.2". */
static bool is_key(const char *s)
{
    size_t n = strspn(s + (*s == 't'), "0123456789");
    return *s == 't' && n && (!s[1 + n] || (s[1 + n] == '.' && s[2 + n] && !s[2 + n + strspn(s + 2 + n, "0123456789")]));
}

static int card(struct cli *cli, const char *key, enum dl_card how)
{
    struct dl_err err;
    struct dl_store *s = dl_store_open(cli->store, false, &err);
    bool found = false, ok = s && dl_talks_card(s, key, how, stdout, &found, &err);
    dl_store_close(s, NULL);
    if (!ok)
        return cli_store_failed(&err);
    if (!found)
        fprintf(stderr, "dateline: %s: the store has no such negotiation\n", key);
    return found ? CLI_OK : CLI_SOME_FAILED;
}

/* What is mended must be there: opened to be written at once, a store that is missing would be made. */
static struct dl_store *open_to_mend(const char *url, struct dl_err *err)
{
    struct dl_store *there = dl_store_open(url, false, err);
    bool ok = there || err->code == DL_EVERSION;
    dl_store_close(there, NULL);
    return ok ? dl_store_open(url, true, err) : NULL;
}

static int refresh(struct cli *cli)
{
    struct dl_err err;
    uint64_t n = 0, written = 0;
    struct dl_store *s = open_to_mend(cli->store, &err);
    bool ok = s && dl_talks_refresh(s, &n, &written, &err);
    if (ok && !cli->quiet)
        printf("%" PRIu64 " negotiations, %" PRIu64 " written anew\n", n, written);
    dl_store_close(s, NULL);
    return ok ? CLI_OK : cli_store_failed(&err);
}

static int edit(struct cli *cli, const struct dl_edit *e)
{
    struct dl_err err;
    char talk[24] = "";
    int64_t number = 0;
    struct dl_store *s = open_to_mend(cli->store, &err);
    bool ok = s && dl_talks_edit(s, e, &number, talk, &err);
    if (ok && !cli->quiet)
        printf("edit %" PRId64 "%s%s\n", number, *talk ? ": now " : "", talk);
    if (!dl_store_close(s, ok ? &err : NULL))
        ok = false;
    return ok ? CLI_OK : cli_store_failed(&err);
}

/* link T ARTICLE|T, split T ARTICLE, rename T NAME, undo N. */
static int correct(struct cli *cli, int argc, char **argv)
{
    struct dl_edit e = {.note = option(&argc, argv, "--note"), .kind = argv[1]};
    bool undo = !strcmp(e.kind, "undo");
    if (argc != (undo ? 3 : 4))
        return cli_misuse("talks: %s", undo ? "undo EDIT" : !strcmp(e.kind, "rename") ? "rename T NAME" : "link T ARTICLE, link T T or split T ARTICLE");
    e.talk = argv[2];
    *(strcmp(e.kind, "rename") ? &e.article : &e.name) = undo ? NULL : argv[3];
    return edit(cli, &e);
}

static int listed(struct cli *cli, int argc, char **argv)
{
    const char *changed = option(&argc, argv, "--changed-since");
    struct dl_question q = {.what = changed ? "changes" : "talks"};
    if (!cli_question(&q, &argc, argv))
        return CLI_MISUSE;
    if (argc > 1)
        return cli_misuse("talks: unexpected \"%s\"", argv[1]);
    if (changed && q.after)
        return cli_misuse("talks: --changed-since is not paged with --after: name a later day instead");
    if (changed)
        q.since = changed;
    return cli_ask_store(cli, &q);
}

static int talks_run(struct cli *cli, int argc, char **argv)
{
    const char *name = option(&argc, argv, "--chain");
    bool accounts = cli_take_flag(&argc, argv, "--accounts"), json = cli->format && !strcmp(cli->format, "json"), text = cli->format ? !strcmp(cli->format, "text") : isatty(STDOUT_FILENO);
    const char *first = argc > 1 ? argv[1] : "";
    if (cli_take_flag(&argc, argv, "--refresh"))
        return refresh(cli);
    if (!strcmp(first, "link") || !strcmp(first, "split") || !strcmp(first, "rename") || !strcmp(first, "undo"))
        return correct(cli, argc, argv);
    if (is_key(first)) {
        if (argc > 2)
            return cli_misuse("talks: one negotiation at a time");
        if (cli->format && !text && !json && strcmp(cli->format, "jsonl") != 0)
            return cli_misuse("talks: one negotiation is text or json, not \"%s\"", cli->format);
        if (accounts && cli->format && !text)
            return cli_misuse("talks: accounts are text alone; --format=json of the negotiation has them");
        return card(cli, first, accounts ? DL_CARD_ACCOUNTS : text || !cli->format ? DL_CARD_TEXT : DL_CARD_JSON);
    }
    if (accounts)
        return cli_misuse("talks: --accounts of which negotiation? \"dateline talks\" lists them");
    if ((json && argc == 1) || (argc > 1 && *first != '-') || (argc > 1 && !first[1]))
        return whole_chain(cli, name, text, argc, argv);
    return listed(cli, argc, argv);
}

const struct subcommand talks_cmd = {"talks", "[T] [FILTER ...]", "negotiations across reports: where they stand, rounds, accounts, what changed", talks_run,
    "  (nothing)                    a negotiation a line; --actor=, --dyad=, --status=, --topic=, --since=, --until=, --limit=, --after=\n"
    "  T                            one of them (t12) as a card, --format=json whole; with --accounts each side's words beside the others'\n"
    "  --changed-since=DATE         what changed since that day\n"
    "  link T ARTICLE|T             that report, or that negotiation, belongs to T; split T ARTICLE: that report does not;\n"
    "  rename T NAME; undo EDIT     corrections are kept in the store and survive new coding; --note=WHY\n"
    "  --format=json [--chain=NAME] all of it joined in one object; RECORDS.jsonl ...: the same from files of records, without a store\n"
    "  --refresh                    join again (ingest does it when it ends)\n"};
