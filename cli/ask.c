/* dateline events, statements, search, counts, timeline: one question each, put to the store or to articles given as files. */
#include "cli.h"

#include <ctype.h>
#include <inttypes.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#define OPTION(name) {"--" #name, offsetof(struct dl_question, name)}
static const struct { const char *flag; size_t field; } options[] = {
    OPTION(actor), OPTION(source), OPTION(target), OPTION(dyad), OPTION(type), OPTION(mode), OPTION(cameo), OPTION(status), OPTION(place), OPTION(outlet),
    OPTION(speaker), OPTION(relay), OPTION(cue), OPTION(kind), OPTION(tone), OPTION(topic), OPTION(text), OPTION(since), OPTION(until), OPTION(article),
    OPTION(by), OPTION(after), OPTION(limit), OPTION(confidence)};
enum { N_OPTIONS = sizeof options / sizeof *options };

/* Codes of countries may be typed small where nothing else can stand. */
static void capitals(char *s)
{
    for (; *s; s++)
        *s = (char)toupper((unsigned char)*s);
}

/* --name=VALUE or --name VALUE; false if it is none of the question's. */
static bool take_option(struct dl_question *q, int argc, char **argv, int *i)
{
    for (int k = 0; k < N_OPTIONS; k++) {
        size_t n = strlen(options[k].flag);
        const char **to = (const char **)((char *)q + options[k].field);
        if (strncmp(argv[*i], options[k].flag, n) != 0)
            continue;
        if (argv[*i][n] != '=' && (argv[*i][n] || *i + 1 == argc))
            continue;
        char *value = argv[*i][n] ? argv[*i] + n + 1 : argv[++*i];
        if (options[k].field == offsetof(struct dl_question, dyad))
            capitals(value);
        *to = value;
        return true;
    }
    return false;
}

bool cli_question(struct dl_question *q, int *argc, char **argv)
{
    int n = 1;
    q->copies = cli_take_flag(argc, argv, "--copies");
    for (int i = 1; i < *argc; i++) {
        if (take_option(q, *argc, argv, &i))
            continue;
        if (argv[i][0] == '-' && argv[i][1]) {
            cli_misuse("%s: no option \"%s\"", argv[0], argv[i]);
            return false;
        }
        argv[n++] = argv[i];
    }
    argv[n] = NULL;
    *argc = n;
    return true;
}

int cli_store_failed(const struct dl_err *err)
{
    if (!ferror(stdout))               /* main says so */
        cli_complain(err);
    return err->code == DL_EUSAGE ? CLI_MISUSE : CLI_STORE;
}

static struct dl_answer *answer_to(struct cli *cli)
{
    const char *format = cli->format ? cli->format : isatty(STDOUT_FILENO) ? "text" : "jsonl";
    struct dl_answer *a = dl_answer_new(stdout, format);
    if (!a)
        cli_misuse("no format \"%s\"", format);
    return a;
}

static int wrong_question(const struct dl_err *err) { return cli_misuse("%s %s", err->where, err->text); }

/* No rows: a slip in the question, or that is how it is; either way it is said. */
static int nothing_found(struct cli *cli, struct dl_store *s, const struct dl_question *asked)
{
    struct dl_question q = *asked;
    struct dl_err err;
    struct dl_coder *coder = q.actor || q.source || q.target || q.dyad ? dl_coder_open(&cli->options, &err) : NULL;      /* knows the names of codes */
    q.coder = coder;
    bool slip = !dl_question_empty(s, &q, &err);
    dl_coder_close(coder);
    if (slip)
        return wrong_question(&err);
    if (!cli->quiet)
        fprintf(stderr, "dateline: %s: nothing in the store answers to that\n", cli->store);
    return CLI_OK;
}

int cli_ask_store(struct cli *cli, const struct dl_question *q)
{
    struct dl_err err;
    if (!dl_question_check(q, &err))
        return wrong_question(&err);
    struct dl_answer *a = answer_to(cli);
    if (!a)
        return CLI_MISUSE;
    struct dl_store *s = dl_store_open(cli->store, false, &err);
    bool ok = s && dl_ask(s, q, a, &err);
    uint64_t unsearched = ok && q->text ? dl_store_unsearched(s) : 0;
    if (unsearched)
        fprintf(stderr, "dateline: %s: the newest %" PRIu64 " articles were not looked through: full text does not have them yet, and cannot be brought up to date here\n", cli->store, unsearched);
    uint64_t rows = dl_answer_end(a, s && !ok && err.code != DL_EUSAGE ? &err : NULL);
    int rc = !ok ? cli_store_failed(&err) : rows ? CLI_OK : nothing_found(cli, s, q);
    dl_store_close(s, NULL);
    return rc;
}

/* ---- articles given as files: a store that lasts one article ------------------------------------ */

struct asking { struct dl_store *store; const struct dl_question *q; struct dl_answer *answer; struct dl_err err; bool broken; };

static bool work_one(void *cli, struct dl_session *s, const struct dl_document *doc, struct dl_err *err)
{
    (void)cli;
    return dl_code_for_store(s, doc, err);
}

static void ask_one(struct cli *cli, struct dl_session *s, const struct dl_document *doc)
{
    struct asking *x = cli->with;
    enum dl_put what;
    (void)doc;
    if (x->broken)
        return;
    x->broken = !dl_store_put(x->store, s, &what, &x->err) || !dl_ask(x->store, x->q, x->answer, &x->err) || !dl_store_empty(x->store, &x->err);
    cli->stop = x->broken;
}

static int ask_files(struct cli *cli, const struct dl_question *q, int argc, char **argv)
{
    struct asking x = {.q = q};
    struct dl_coder *coder = NULL;
    int rc = CLI_SOME_FAILED;
    if (!dl_question_check(q, &x.err))
        return wrong_question(&x.err);
    x.answer = answer_to(cli);
    if (!x.answer)
        return CLI_MISUSE;
    cli->with = &x;
    x.store = dl_store_open("sqlite::memory:", true, &x.err);
    if (x.store && (coder = dl_coder_open(&cli->options, &x.err)))
        rc = cli_each_worked(cli, argc, argv, coder, work_one, ask_one, false);
    if (!dl_answer_end(x.answer, x.broken ? &x.err : NULL) && rc == CLI_OK && !x.broken && !cli->quiet)
        fputs("dateline: nothing in these articles answers to that\n", stderr);
    if (!x.store || !coder || x.broken)
        rc = cli_store_failed(&x.err);
    dl_coder_close(coder);
    dl_store_close(x.store, NULL);
    return rc;
}

static int ask(struct cli *cli, struct dl_question *q, int argc, char **argv)
{
    return argc > 1 ? ask_files(cli, q, argc, argv) : cli_ask_store(cli, q);
}

static int events_run(struct cli *cli, int argc, char **argv)
{
    struct dl_question q = {.what = "events"};
    return cli_question(&q, &argc, argv) ? ask(cli, &q, argc, argv) : CLI_MISUSE;
}

static int statements_run(struct cli *cli, int argc, char **argv)
{
    struct dl_question q = {.what = "statements"};
    return cli_question(&q, &argc, argv) ? ask(cli, &q, argc, argv) : CLI_MISUSE;
}

static int counts_run(struct cli *cli, int argc, char **argv)
{
    struct dl_question q = {.what = "counts"};
    if (!cli_question(&q, &argc, argv))
        return CLI_MISUSE;
    return argc > 1 ? cli_misuse("counts: unexpected \"%s\"; it counts what a store holds", argv[1]) : cli_ask_store(cli, &q);
}

static int search_run(struct cli *cli, int argc, char **argv)
{
    struct dl_question q = {.what = "search"};
    bool said = cli_take_flag(&argc, argv, "--statements");
    if (!cli_question(&q, &argc, argv))
        return CLI_MISUSE;
    if (argc != 2)
        return cli_misuse("search: say what to look for, in one argument");
    q.text = argv[1];
    if (strspn(q.text, " \t\"") == strlen(q.text))
        return cli_misuse("search: there is no word in \"%s\"", q.text);
    if (said || q.speaker || q.relay || q.cue || q.kind || q.tone || q.topic)
        q.what = "statements";
    return cli_ask_store(cli, &q);
}

static int timeline_run(struct cli *cli, int argc, char **argv)
{
    struct dl_question q = {.what = "timeline"};
    char dyad[16];
    if (!cli_question(&q, &argc, argv))
        return CLI_MISUSE;
    if (argc > 3)
        return cli_misuse("timeline: one or two actors, please");
    if (argc == 3) {
        if (strlen(argv[1]) != 3 || strlen(argv[2]) != 3)
            return cli_misuse("timeline: two countries go by their three-letter codes (RUS USA)");
        snprintf(dyad, sizeof dyad, "%s-%s", argv[1], argv[2]);
        capitals(dyad);
        q.dyad = dyad;
    } else if (argc == 2) {
        q.actor = argv[1];
    }
    return cli_ask_store(cli, &q);
}

#define PERIOD "  --since=DAY, --until=DAY     a period, both included: 2016-09-05, or 2016-09 or 2016 for all of it\n"
#define PAGE "  --limit=N, --after=ID        so many rows, after the row with this id\n"
#define EVENTS                                                                                            \
    "  --actor=, --source=, --target=   a code (RUS, RUSGOV) or a name; --dyad=RUS-USA either way\n"      \
    "  --type=AID,CONSULT --status=occurred,ongoing --mode= --cameo=04   what it is; --place= a name or a country's code\n"     \
    "  --speaker=, --relay=, --cue=, --kind=, --tone=, --topic=          by the account of such a statement\n"   \
    "  --outlet=, --article=ID, --text=WORDS, --confidence=0.5           where it was read\n"             \
    "  --copies                     also what reprints repeat\n"
const struct subcommand events_cmd = {"events", "[FILTER ...] [FILE ...]", "who did what to whom, a line each, from the store or from files", events_run,
    EVENTS PERIOD PAGE, true};
const struct subcommand statements_cmd = {"statements", "[FILTER ...] [FILE ...]", "who said what through whom, a line each, from the store or from files",
    statements_run, "  --speaker=, --actor=, --relay=   a name or a code: who speaks, for whom, through whom\n"
    "  --cue=CLASS, --kind=, --tone=, --topic=, --text=WORDS, --outlet=, --article=ID, --confidence=0.5\n" PERIOD PAGE, true};
const struct subcommand counts_cmd = {"counts", "[--by=month,type,dyad] [FILTER ...]", "count a store's events by what you like", counts_run,
    "  --by=LIST                    of day month year type mode status dyad source target country outlet\n" EVENTS PERIOD "  --limit=N\n"};
const struct subcommand search_cmd = {"search", "WORDS [FILTER ...]", "articles, or with --speaker statements, that hold words or a \"phrase\"", search_run,
    "  --outlet=, --article=ID      which articles\n"
    "  --speaker=, --relay=, --cue=, --kind=, --tone=, --topic=   look among statements; so does --statements\n" PERIOD PAGE};
const struct subcommand timeline_cmd = {"timeline", "ACTOR [ACTOR] [FILTER ...]", "what two countries, or one actor, did day by day", timeline_run, EVENTS PERIOD PAGE};
