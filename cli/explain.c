/* dateline explain: how a row of the store came about: the words, the rule, who, when, where, by whose account. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

struct wanted { struct cli *cli; uint32_t event; bool ok; };

/* The article is coded anew: the store keeps what was found, not the trees and ways that led there. */
static bool code_anew(void *with, const char *id, const char *record, size_t n)
{
    struct wanted *w = with;
    struct dl_err err;
    (void)id;
    struct dl_coder *coder = dl_coder_open(&w->cli->options, &err);
    struct dl_session *session = coder ? dl_session_new(coder) : NULL;
    const struct dl_article *a = session ? dl_code_record(session, record, n, &err) : NULL;
    w->ok = a != NULL;
    if (!a)
        cli_complain(&err);
    else if (w->event && w->event <= a->n_events)
        why_event(stdout, a, &a->event[w->event - 1]);
    dl_session_free(session);
    dl_coder_close(coder);
    return false;
}

/* For "ARTICLE#e3" the sentence's tree, and how each part was reached. */
static int explain_event(struct cli *cli, struct dl_store *s, const char *what)
{
    struct dl_err err;
    const char *hash = strrchr(what, '#');
    if (!hash || hash[1] != 'e')
        return CLI_OK;
    struct wanted w = {cli, (uint32_t)strtoul(hash + 2, NULL, 10), true};
    char id[strlen(what) + 1];
    snprintf(id, sizeof id, "%.*s", (int)(hash - what), what);
    if (!dl_store_records(s, id, code_anew, &w, &err))
        return cli_store_failed(&err);
    return w.ok ? CLI_OK : CLI_SOME_FAILED;
}

static bool print_record(void *with, const char *id, const char *json, size_t n)
{
    (void)id;
    *(bool *)with = true;
    printf("%.*s\n", (int)n, json);
    return true;
}

/* For programs: what the page is told of an event or statement, or the record of an article. */
static int explain_json(struct cli *cli, const char *what)
{
    struct dl_err err = {0};
    struct dl_question q = {.article = what};
    const char *hash = strrchr(what, '#');
    bool row = hash && (hash[1] == 'e' || hash[1] == 's'), found = false;
    struct dl_store *s = dl_store_open(cli->store, false, &err);
    bool ok = s && (row ? dl_view(s, hash[1] == 'e' ? "event" : "statement", &q, stdout, &err) : dl_store_records(s, what, print_record, &found, &err));
    dl_store_close(s, NULL);
    if (!ok && err.code != DL_EABSENT)
        return cli_store_failed(&err);
    if (!ok || (!row && !found))
        fprintf(stderr, "dateline: %s: the store has no such article, event or statement\n", what);
    return ok && (row || found) ? CLI_OK : CLI_SOME_FAILED;
}

static int explain_run(struct cli *cli, int argc, char **argv)
{
    struct dl_err err;
    if (argc != 2 || argv[1][0] == '-')
        return cli_misuse("explain: say which, as ARTICLE#e3, ARTICLE#s2 or ARTICLE");
    bool json = cli->format && (!strcmp(cli->format, "json") || !strcmp(cli->format, "jsonl"));
    if (cli->format && !json && strcmp(cli->format, "text") != 0)
        return cli_misuse("explain: text or json, not \"%s\"", cli->format);
    if (json)
        return explain_json(cli, argv[1]);
    struct dl_store *s = dl_store_open(cli->store, false, &err);
    bool found = false, ok = s && dl_explain(s, argv[1], stdout, &found, &err);
    int rc = !ok ? cli_store_failed(&err) : found ? explain_event(cli, s, argv[1]) : CLI_SOME_FAILED;
    dl_store_close(s, NULL);
    if (ok && !found)
        fprintf(stderr, "dateline: %s: the store has no such article, event or statement\n", argv[1]);
    return rc;
}

const struct subcommand explain_cmd = {"explain", "ARTICLE#e3 | ARTICLE#s2 | ARTICLE", "show how a row of the store came about", explain_run,
    "  --format=json                the same for programs; of an article its record\n"};
