/* dateline export: a store's events in the formats of the field, its records, its rounds of talks. Complete, or it says so. */
#include "cli.h"

#include <string.h>

static const struct { const char *format, *what; } formats[] = {{"csv", "export-csv"}, {"polecat", "export-polecat"}, {"icews", "export-icews"},
    {"gdelt", "export-gdelt"}, {"cameo-daily", "export-cameo-daily"}, {"plover-json", "export-plover-json"}, {"rounds", "rounds"}, {"negotiation-rounds", "joined-rounds"},
    {"articles", "articles"}, {"failures", "failures"}};

static bool print_line(void *with, const char *id, const char *json, size_t n)
{
    (void)with, (void)id;
    fwrite(json, 1, n, stdout);
    putchar('\n');
    return true;
}

static int export_records(struct cli *cli, const char *article)
{
    struct dl_err err;
    struct dl_store *s = dl_store_open(cli->store, false, &err);
    bool ok = s && dl_store_records(s, article, print_line, NULL, &err);
    if (s && !ok)
        puts("{\"incomplete\":\"the store failed\"}");
    dl_store_close(s, NULL);
    return ok ? CLI_OK : cli_store_failed(&err);
}

static bool only_article(const struct dl_question *q)
{
    struct dl_question rest = *q;
    static const struct dl_question none;
    rest.article = NULL;
    return memcmp(&rest, &none, sizeof none) == 0;
}

static int export_run(struct cli *cli, int argc, char **argv)
{
    struct dl_question q = {0};
    if (!cli_question(&q, &argc, argv))
        return CLI_MISUSE;
    const char *format = cli->format ? cli->format : "csv";
    if (argc > 1)
        return cli_misuse("export: unexpected \"%s\"", argv[1]);
    if (!strcmp(format, "jsonl"))
        return only_article(&q) ? export_records(cli, q.article) : cli_misuse("export: of the filters jsonl has --article alone");
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (!strcmp(format, formats[i].format)) {
            q.what = formats[i].what;
            cli->format = "tsv";
        }
    return q.what ? cli_ask_store(cli, &q) : cli_misuse("export: no format \"%s\"", format);
}

const struct subcommand export_cmd = {"export", "--format=F [FILTER ...]", "a store's events as POLECAT, ICEWS, GDELT and others have them", export_run,
    "  --format=csv polecat icews gdelt cameo-daily plover-json    events\n"
    "  --format=jsonl      the records, whole;  rounds negotiation-rounds articles failures    those tables (TSV)\n"
    "  Filters are those of \"dateline events\"; columns are in docs/export.md. A last line \"# incomplete\" and exit 3 if it was cut short.\n"};
