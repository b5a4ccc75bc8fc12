/* dateline ingest: articles into the store. What is there already is passed over, so that it can be broken off and run again. */
#include "cli.h"

#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define COMMIT_EVERY 2.0           /* seconds */
#define SETTLE_EVERY 60.0          /* full text is behind by no more while articles come in */
#define TELL_EVERY 0.5             /* on a terminal; elsewhere a line after 5 s, 10, 20, 40, and then each minute */
#define TELL_FIRST 5.0
#define TELL_MOST 60.0
#define LISTED 1000                /* the store keeps all */

struct ingest {
    struct cli *cli;
    struct dl_coder *coder;
    struct dl_store *store;
    struct dl_crew *crew;
    uint64_t put[4], had, foreign, failed, words;
    double began, told, pause, committed, settled;     /* pause: until the next line of progress */
    struct dl_err failure[LISTED]; /* the first of them, to be listed at the end */
    struct dl_err broke;           /* the store failed: no more */
    bool broken, tty;
    int columns;                   /* of the terminal: a line that wraps cannot be written over */
};

static struct cli *interrupted;
static void on_signal(int sig)
{
    interrupted->stop = 1;
    signal(sig, SIG_DFL);          /* who asks twice does not want to wait for the end */
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static uint64_t coded(const struct ingest *g) { return g->put[DL_PUT_NEW] + g->put[DL_PUT_COPY] + g->put[DL_PUT_REPLACED] + g->put[DL_PUT_SAME]; }

/* The share that is read, and how long the rest takes if it is like this; of packed files, that hold more than they weigh, nothing is known. */
static int left(const struct ingest *g, double took, char *to, size_t size)
{
    const struct cli *c = g->cli;
    uint64_t read = c->read_bytes + c->file_bytes;
    if (!c->of_bytes || !read || read > c->of_bytes)
        return 0;
    double share = (double)read / (double)c->of_bytes, rest = took / share - took;
    int n = snprintf(to, size, ", %.0f%% read", 100.0 * share);
    return took < 2 ? n : n + snprintf(to + n, size - (size_t)n, rest < 100 ? ", %.0f s left" : ", %.0f min left", rest < 100 ? rest : rest / 60);
}

static void tell(struct ingest *g)
{
    char line[256];
    double t = now(), took = t - g->began + 1e-9;
    if (g->cli->quiet || t - g->told < g->pause)
        return;
    g->told = t;
    g->pause = g->tty ? TELL_EVERY : took < TELL_MOST ? took : TELL_MOST;
    int n = snprintf(line, sizeof line, "%" PRIu64 " articles, %.0f/s, %.0f words/s", coded(g), (double)coded(g) / took, (double)g->words / took);
    n += left(g, took, line + n, sizeof line - (size_t)n);
    if (g->had)
        n += snprintf(line + n, sizeof line - (size_t)n, ", %" PRIu64 " there before", g->had);
    if (g->failed)
        snprintf(line + n, sizeof line - (size_t)n, ", %" PRIu64 " failed", g->failed);
    fprintf(stderr, g->tty ? "\r%.*s\033[K" : "dateline: %.*s\n", g->tty ? g->columns - 1 : (int)sizeof line, line);
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
    if (g->failed < LISTED)
        g->failure[g->failed] = *reason;
    g->failed++;
    if (!dl_store_fail(g->store, reason, &err))
        broke(g, &err);
}

static bool has_note(const struct dl_article *a, enum dl_note_code code)
{
    for (uint32_t i = 0; i < a->n_notes; i++)
        if (a->note[i].code == code)
            return true;
    return false;
}

static bool work_one(void *with, struct dl_session *s, const struct dl_document *doc, struct dl_err *err)
{
    (void)with;
    if (!dl_code_for_store(s, doc, err))
        return false;
    const struct dl_article *a = dl_session_article(s);
    if (a->text[strspn(a->text, " \t\r\n\f\v")] || a->given_title)
        return true;
    *err = (struct dl_err){.code = DL_EFORMAT, .text = "there is no text in it"};
    cli_place(doc, err->where, sizeof err->where);
    return false;
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
    g->foreign += has_note(dl_session_article(s), DL_NOTE_NOT_ENGLISH);     /* kept with its metadata, and not coded */
    g->words += dl_session_article(s)->n_tokens;
    commit(g);
    tell(g);
}

/* Pictures, programs and PDF files are no text. Zero bytes at odd places, or at even ones, are of UTF-16; scattered ones are of no text. */
static bool is_text(const struct dl_document *doc, struct dl_err *err)
{
    uint32_t zeros[2] = {0};
    size_t n = doc->n_bytes < 4096 ? doc->n_bytes : 4096;
    bool pdf = n > 5 && !memcmp(doc->bytes, "%PDF-", 5), marked = n > 3 && (!memcmp(doc->bytes, "\xff\xfe", 2) || !memcmp(doc->bytes, "\0\0\xfe\xff", 4));
    for (size_t i = 0; i < n; i++)
        zeros[i % 2] += doc->bytes[i] == 0;
    if (!pdf && (marked || zeros[0] + zeros[1] < 4 || !zeros[0] || !zeros[1]))
        return true;
    *err = (struct dl_err){.code = DL_EFORMAT};
    cli_place(doc, err->where, sizeof err->where);
    snprintf(err->text, sizeof err->text, "%s", pdf ? "is a PDF file; its text must be taken out of it first" : "holds binary data and no text");
    return false;
}

static bool give_one(struct cli *cli, const struct dl_document *doc, void *with, struct dl_err *err)
{
    struct ingest *g = with;
    if (!is_text(doc, err))
        return false;
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
    if (!g->cli->quiet)
        printf("%s: %" PRIu64 " new (%" PRIu64 " of them copies), %" PRIu64 " coded anew, %" PRIu64 " there before, %" PRIu64 " not in English, %" PRIu64 " failed; "
           "%.1f s, %.0f words a second\n", g->cli->store, g->put[DL_PUT_NEW] + g->put[DL_PUT_COPY], g->put[DL_PUT_COPY],
           g->put[DL_PUT_REPLACED], g->had + g->put[DL_PUT_SAME], g->foreign, g->failed, took, (double)g->words / took);
    for (uint64_t i = 0; i < g->failed && i < LISTED; i++)
        cli_complain(&g->failure[i]);
    if (g->failed > LISTED)
        fprintf(stderr, "dateline: and %" PRIu64 " more, in the store's table \"failures\"\n", g->failed - LISTED);
}

static int ingest_all(struct ingest *g, int argc, char **argv)
{
    struct dl_err err;
    g->began = g->committed = g->settled = now();
    g->told = g->began;
    g->pause = g->tty ? 0 : TELL_FIRST;
    if (!g->cli->quiet)
        cli_measure(g->cli, argc, argv);
    g->crew = dl_crew_new(g->coder, g->cli->jobs, work_one, keep_one, g);
    int rc = cli_each_document(g->cli, argc, argv, give_one, g);
    dl_crew_wait(g->crew);
    dl_crew_free(g->crew);
    bool stopped = g->cli->stop && !g->broken;
    if (g->tty)
        fputs("\rfull text, indexes and negotiations ...\033[K", stderr);
    if (!g->broken && (!dl_store_settle(g->store, true, &err) || !dl_talks_refresh(g->store, NULL, NULL, &err)))
        broke(g, &err);
    if (!dl_store_close(g->store, &err) && !g->broken)
        broke(g, &err);
    summary(g);
    if (g->broken)
        cli_complain(&g->broke);
    else if (stopped && !g->cli->quiet)
        fputs("dateline: broken off; what was read is kept, and the same command goes on from here\n", stderr);
    return g->broken ? CLI_STORE : stopped ? CLI_INTERRUPTED : g->failed ? CLI_SOME_FAILED : rc;
}

static int columns(void)
{
    struct winsize w = {0};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col > 20 ? w.ws_col : 80;
}

static int ingest_run(struct cli *cli, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (argv[i][0] == '-' && argv[i][1])
            return cli_misuse("ingest: no option \"%s\"", argv[i]);
    interrupted = cli;
    signal(SIGINT, on_signal);
    signal(SIGTERM, on_signal);
    struct dl_err err;
    static struct ingest g;
    g.cli = cli;
    g.tty = isatty(STDERR_FILENO) && !cli->quiet;
    g.columns = columns();
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
    int rc = ingest_all(&g, argc, argv);
    dl_coder_close(g.coder);
    return rc;
}

const struct subcommand ingest_cmd = {"ingest", "[--store=URL] [--jobs=N] [FILE|FOLDER ...]", "code articles into a store", ingest_run,
    "  What the store has already is passed over: break off and run again as you like. Reprints are kept and marked;\n"
    "  failures are listed at the end and kept in the store with their reasons (dateline export --format=failures).\n"
    "  Progress is told on standard error: a line drawn over on a terminal, elsewhere one now and then; --quiet: none, and no summary.\n", true};
