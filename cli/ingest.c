/* dateline ingest: articles into the store. What is there already is passed over, so that it can be broken off and run again. */
#include "cli.h"

#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define COMMIT_EVERY 2.0           /* seconds */
#define SETTLE_EVERY 60.0          /* full text is behind by no more while articles come in */
#define TELL_EVERY 0.5

struct ingest {
    struct cli *cli;
    struct dl_coder *coder;
    struct dl_store *store;
    struct dl_crew *crew;
    uint64_t put[4], had, foreign, failed, words, bytes, of_bytes;
    double began, told, committed, settled;
    struct dl_err *failure;        /* all of them, to be listed at the end */
    struct dl_err broke;           /* the store failed: no more */
    bool broken, tty;
};

static struct cli *interrupted;
static void on_signal(int sig)
{
    (void)sig;
    interrupted->stop = 1;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static uint64_t coded(const struct ingest *g) { return g->put[DL_PUT_NEW] + g->put[DL_PUT_COPY] + g->put[DL_PUT_REPLACED] + g->put[DL_PUT_SAME]; }

static void tell(struct ingest *g)
{
    double t = now(), took = t - g->began + 1e-9;
    if (!g->tty || t - g->told < TELL_EVERY)
        return;
    g->told = t;
    fprintf(stderr, "\r%" PRIu64 " articles, %.0f a second, %.0f words a second", coded(g), (double)coded(g) / took, (double)g->words / took);
    if (g->of_bytes && g->bytes <= g->of_bytes)
        fprintf(stderr, ", %.0f%% read", 100.0 * (double)g->bytes / (double)g->of_bytes);
    if (g->had)
        fprintf(stderr, ", %" PRIu64 " there before", g->had);
    if (g->failed)
        fprintf(stderr, ", %" PRIu64 " failed", g->failed);
    fputs("\033[K", stderr);
}

static void broke(struct ingest *g, const struct dl_err *err)
{
    if (!g->broken)
        g->broke = *err;
    g->broken = true;
    g->cli->stop = 1;
}

static void failed(struct cli *cli, const struct dl_err *reason)
{
    struct ingest *g = cli->with;
    struct dl_err err;
    if (g->broken)
        return;
    if ((g->failed & (g->failed + 1)) == 0)
        g->failure = realloc(g->failure, (size_t)(2 * g->failed + 2) * sizeof *g->failure);
    if (!g->failure)
        abort();
    g->failure[g->failed++] = *reason;
    if (!dl_store_fail(g->store, reason, &err))
        broke(g, &err);
}

/* Kept with its metadata, and not coded. */
static bool is_foreign(const struct dl_article *a)
{
    for (uint32_t i = 0; i < a->n_notes; i++)
        if (a->note[i].code == DL_NOTE_NOT_ENGLISH)
            return true;
    return false;
}

static bool work_one(void *with, struct dl_session *s, const struct dl_document *doc, struct dl_err *err)
{
    (void)with;
    return dl_code_for_store(s, doc, err);
}

static void commit(struct ingest *g)
{
    struct dl_err err;
    if (now() - g->committed <= COMMIT_EVERY)
        return;
    bool settles = now() - g->settled > SETTLE_EVERY;
    if (!(settles ? dl_store_settle(g->store, false, &err) : dl_store_commit(g->store, &err)))
        broke(g, &err);
    g->committed = now();
    g->settled = settles ? g->committed : g->settled;
}

static void keep_one(void *with, struct dl_session *s, const struct dl_document *doc, const struct dl_err *reason)
{
    struct ingest *g = with;
    struct dl_err err;
    enum dl_put what;
    (void)doc;
    if (g->broken)
        return;
    if (reason) {
        failed(g->cli, reason);
        return;
    }
    if (!dl_store_put(g->store, s, &what, &err)) {
        broke(g, &err);
        return;
    }
    g->put[what]++;
    g->foreign += is_foreign(dl_session_article(s));
    g->words += dl_session_article(s)->n_tokens;
    commit(g);
    tell(g);
}

static bool give_one(struct cli *cli, const struct dl_document *doc, void *with, struct dl_err *err)
{
    struct ingest *g = with;
    (void)err;
    g->bytes += doc->n_bytes;
    if (dl_store_has(g->store, doc, cli->options.date, dl_made_by(g->coder))) {
        g->had++;
        tell(g);
    } else {
        dl_crew_give(g->crew, doc);
    }
    return true;
}

static void summary(struct ingest *g)
{
    double took = now() - g->began + 1e-9;
    if (g->tty)
        fputs("\r\033[K", stderr);
    printf("%s: %" PRIu64 " new (%" PRIu64 " of them copies), %" PRIu64 " coded anew, %" PRIu64 " there before, %" PRIu64 " not in English, %" PRIu64 " failed; "
           "%.1f s, %.0f words a second\n", g->cli->store, g->put[DL_PUT_NEW] + g->put[DL_PUT_COPY], g->put[DL_PUT_COPY],
           g->put[DL_PUT_REPLACED], g->had + g->put[DL_PUT_SAME], g->foreign, g->failed, took, (double)g->words / took);
    for (uint64_t i = 0; i < g->failed; i++)
        cli_complain(&g->failure[i]);
}

/* Bytes of the files named, for the share that is read; 0 if there are folders or standard input. */
static uint64_t bytes_of(int argc, char **argv)
{
    uint64_t sum = 0;
    struct stat st;
    for (int i = 1; i < argc; i++) {
        if (stat(argv[i], &st) != 0 || !S_ISREG(st.st_mode))
            return 0;
        sum += (uint64_t)st.st_size;
    }
    return sum;
}

static int ingest_all(struct ingest *g, int argc, char **argv)
{
    struct dl_err err;
    g->began = g->committed = g->settled = now();
    g->of_bytes = bytes_of(argc, argv);
    g->crew = dl_crew_new(g->coder, g->cli->jobs, work_one, keep_one, g);
    int rc = cli_each_document(g->cli, argc, argv, give_one, g);
    dl_crew_wait(g->crew);
    dl_crew_free(g->crew);
    bool stopped = g->cli->stop && !g->broken;
    if (!g->broken && (!dl_store_settle(g->store, true, &err) || !dl_talks_refresh(g->store, NULL, NULL, &err)))
        broke(g, &err);
    if (!dl_store_close(g->store, &err) && !g->broken)
        broke(g, &err);
    summary(g);
    if (g->broken)
        cli_complain(&g->broke);
    return g->broken ? CLI_STORE : stopped ? CLI_INTERRUPTED : g->failed ? CLI_SOME_FAILED : rc;
}

static int ingest_run(struct cli *cli, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (argv[i][0] == '-' && argv[i][1])
            return cli_misuse("ingest: no option \"%s\"", argv[i]);
    struct dl_err err;
    struct ingest g = {.cli = cli, .tty = isatty(STDERR_FILENO) && !cli->quiet};
    g.store = dl_store_open(cli->store, true, &err);
    if (!g.store) {
        cli_complain(&err);
        return CLI_STORE;
    }
    g.coder = dl_coder_open(&cli->options, &err);
    if (!g.coder) {
        cli_complain(&err);
        dl_store_close(g.store, NULL);
        return CLI_SOME_FAILED;
    }
    cli->complain = failed;
    cli->with = &g;
    interrupted = cli;
    signal(SIGINT, on_signal);
    signal(SIGTERM, on_signal);
    int rc = ingest_all(&g, argc, argv);
    dl_coder_close(g.coder);
    free(g.failure);
    return rc;
}

const struct subcommand ingest_cmd = {"ingest", "[--store=URL] [--jobs=N] [FILE|FOLDER ...]", "code articles into a store", ingest_run,
    "  What the store has already is passed over: break off and run again as you like. Reprints are kept and marked;\n"
    "  failures are listed at the end and kept in the store with their reasons.\n", true};
