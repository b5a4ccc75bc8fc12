/* cli/files.c: the one loop over the documents of the files a command was given; folders are walked in order of names. */
#include "cli.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The folders that the walk is in, so that it does not go round in links. */
struct above { const struct above *up; dev_t dev; ino_t ino; };

static int each_in(struct cli *cli, const char *path, const struct above *above, cli_visit *visit, void *with);

static void complain(struct cli *cli, const struct dl_err *err)
{
    if (cli->complain)
        cli->complain(cli, err);
    else
        cli_complain(err);
}

static int not_hidden(const struct dirent *d) { return d->d_name[0] != '.'; }

static int each_in_folder(struct cli *cli, const char *folder, const struct above *here, cli_visit *visit, void *with)
{
    struct dirent **entry;
    int rc = CLI_OK, n = scandir(folder, &entry, not_hidden, alphasort);
    if (n < 0) {
        fprintf(stderr, "dateline: %s: cannot be listed: %s\n", folder, strerror(errno));
        return CLI_SOME_FAILED;
    }
    for (int i = 0; i < n; i++) {
        char *path;
        if (asprintf(&path, "%s/%s", folder, entry[i]->d_name) < 0)
            abort();
        if (!cli->stop)
            rc |= each_in(cli, path, here, visit, with);
        free(path);
        free(entry[i]);
    }
    free(entry);
    return rc;
}

static bool holds(const struct above *a, const struct stat *st)
{
    while (a && (a->dev != st->st_dev || a->ino != st->st_ino))
        a = a->up;
    return a != NULL;
}

void cli_place(const struct dl_document *doc, char *to, size_t size)
{
    snprintf(to, size, doc->line ? "%.100s:%llu" : "%.100s", doc->path ? doc->path : "-", (unsigned long long)doc->line);
}

static int each_in(struct cli *cli, const char *path, const struct above *above, cli_visit *visit, void *with)
{
    struct dl_err err = {.code = DL_EIO, .text = "is no file and no folder, and is left out"};
    struct dl_document doc;
    struct stat st = {0};
    bool there = strcmp(path, "-") != 0 && stat(path, &st) == 0;
    if (there && S_ISDIR(st.st_mode)) {
        const struct above here = {above, st.st_dev, st.st_ino};
        return holds(above, &st) ? CLI_OK : each_in_folder(cli, path, &here, visit, with);
    }
    if (there && above && !S_ISREG(st.st_mode)) {      /* a pipe that happens to lie there would be waited for, for ever */
        snprintf(err.where, sizeof err.where, "%s", path);
        complain(cli, &err);
        return CLI_SOME_FAILED;
    }
    struct dl_reader *r = dl_reader_open(path, &cli->options, &err);
    if (!r) {
        complain(cli, &err);
        return CLI_SOME_FAILED;
    }
    int rc = CLI_OK, got;
    for (cli->file_bytes = 0; !cli->stop && (got = dl_reader_next(r, &doc, &err)); cli->file_bytes += got > 0 ? doc.n_bytes : 0)
        if (got < 0 || !visit(cli, &doc, with, &err)) {
            complain(cli, &err);
            rc = CLI_SOME_FAILED;
        }
    dl_reader_close(r);
    cli->read_bytes += cli->of_bytes ? (uint64_t)st.st_size : 0;
    cli->file_bytes = 0;
    return rc;
}

/* ---- how much there is to read ---- */

static bool add_size(const char *path, const struct above *above, uint64_t *sum)
{
    struct stat st;
    struct dirent **entry;
    if (!strcmp(path, "-") || stat(path, &st) != 0)
        return strcmp(path, "-") != 0;         /* what cannot be read is nothing to read */
    if (S_ISREG(st.st_mode))
        *sum += (uint64_t)st.st_size;
    const struct above here = {above, st.st_dev, st.st_ino};
    int n = S_ISDIR(st.st_mode) && !holds(above, &st) ? scandir(path, &entry, not_hidden, NULL) : -1;
    for (int i = 0; i < n; i++) {
        char *in;
        if (asprintf(&in, "%s/%s", path, entry[i]->d_name) < 0)
            abort();
        add_size(in, &here, sum);
        free(in);
        free(entry[i]);
    }
    if (n >= 0)
        free(entry);
    return S_ISREG(st.st_mode) || S_ISDIR(st.st_mode);     /* a pipe's end is not known */
}

void cli_measure(struct cli *cli, int argc, char **argv)
{
    bool known = argc > 1;
    for (int i = 1; i < argc; i++)
        known = add_size(argv[i], NULL, &cli->of_bytes) && known;
    if (!known)
        cli->of_bytes = 0;
}

int cli_each_document(struct cli *cli, int argc, char **argv, cli_visit *visit, void *with)
{
    int rc = argc == 1 ? each_in(cli, "-", NULL, visit, with) : CLI_OK;
    for (int i = 1; i < argc && !cli->stop; i++)
        rc |= each_in(cli, argv[i], NULL, visit, with);
    return rc;
}

struct working { struct cli *cli; struct dl_crew *crew; dl_crew_work *work; cli_show *show; int rc; };

static bool work_one(void *with, struct dl_session *s, const struct dl_document *doc, struct dl_err *err)
{
    struct working *w = with;
    return w->work(w->cli, s, doc, err);
}

static void done_one(void *with, struct dl_session *s, const struct dl_document *doc, const struct dl_err *err)
{
    struct working *w = with;
    if (err) {
        complain(w->cli, err);
        w->rc = CLI_SOME_FAILED;
    } else {
        w->show(w->cli, s, doc);
        w->cli->stop |= ferror(stdout) != 0;       /* main says so */
    }
}

static bool give_one(struct cli *cli, const struct dl_document *doc, void *with, struct dl_err *err)
{
    (void)cli, (void)err;
    dl_crew_give(((struct working *)with)->crew, doc);
    return true;
}

int cli_each_worked(struct cli *cli, int argc, char **argv, const struct dl_coder *coder, dl_crew_work *work, cli_show *show, bool profile)
{
    struct working w = {.cli = cli, .work = work, .show = show};
    w.crew = dl_crew_new(coder, cli->jobs, work_one, done_one, &w);
    int rc = cli_each_document(cli, argc, argv, give_one, &w);
    dl_crew_wait(w.crew);
    struct dl_profile p = dl_crew_profile(w.crew);
    if (profile)
        cli_profile(&p);
    dl_crew_free(w.crew);
    return rc | w.rc;
}
