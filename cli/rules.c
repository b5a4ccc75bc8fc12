/* dateline rules: check the files of rules, test the sentences that rules carry, tell what a word triggers and what fired in articles. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

#include "dateline_rules.h"

static void say(void *with, const char *line)
{
    (void)with;
    puts(line);
}

static void remark(void *with, const char *where, const char *text)
{
    (void)with;
    fprintf(stderr, "dateline: %s: %s\n", where, text);
}

/* What cannot be read of a lab's own verbs is said and left out; the rest holds. */
static int check_verbs(const char *dir)
{
    struct dl_verbs_result v;
    struct dl_err err;
    if (!dl_verbs_check(dir, remark, NULL, &v, &err)) {
        cli_complain(&err);
        return CLI_SOME_FAILED;
    }
    printf("%u verbs, %u patterns, %u sets of %s; %u lines left out\n", v.verbs, v.patterns, v.sets, dir, v.remarks);
    if (v.transformations)
        printf("%u transformations are not applied: the operators of data/en/rules do their work\n", v.transformations);
    return CLI_OK;
}

/* ---- what a word triggers ---- */

static int explain(struct cli *cli, int argc, char **argv)
{
    struct dl_err err;
    if (argc != 3)
        return cli_misuse("rules explain: which word (\"shell\", \"call+off\") or rule (\"assault/shell\")");
    struct dl_coder *c = dl_coder_open(&cli->options, &err);
    if (!c) {
        cli_complain(&err);
        return CLI_SOME_FAILED;
    }
    uint32_t n = dl_rules_explain(c, argv[2], say, NULL);
    dl_coder_close(c);
    if (!n)
        fprintf(stderr, "dateline: %s: no rule or operator has this word or name\n", argv[2]);
    return n ? CLI_OK : CLI_SOME_FAILED;
}

/* ---- what fired in articles ---- */

struct fired { const char *id, *file; uint32_t line, times; };
struct coverage { struct dl_session *session; struct fired *row; size_t n, room; uint32_t articles; };

static struct fired *fired_at(struct coverage *c, const struct dl_event *e)
{
    for (size_t i = 0; i < c->n; i++)
        if (!strcmp(c->row[i].id, e->rule))
            return &c->row[i];
    if (c->n == c->room) {
        size_t room = c->room ? 2 * c->room : 64;
        struct fired *more = realloc(c->row, room * sizeof *more);
        if (!more)
            return NULL;
        c->row = more, c->room = room;
    }
    c->row[c->n] = (struct fired){e->rule, e->rule_file, e->rule_line, 0};
    return &c->row[c->n++];
}

static bool count_one(struct cli *cli, const struct dl_document *doc, void *with, struct dl_err *err)
{
    struct coverage *c = with;
    const struct dl_article *a = dl_code_document(c->session, doc, err);
    (void)cli;
    c->articles += a != NULL;
    for (uint32_t i = 0; a && i < a->n_events; i++) {
        struct fired *f = fired_at(c, &a->event[i]);
        if (f)
            f->times++;
    }
    return a != NULL;
}

static int oftener(const void *a, const void *b)
{
    const struct fired *x = a, *y = b;
    return x->times != y->times ? (x->times < y->times ? 1 : -1) : strcmp(x->id, y->id);
}

static int coverage(struct cli *cli, int argc, char **argv)
{
    struct dl_err err;
    if (argc < 3)
        return cli_misuse("rules coverage: of which articles");
    struct dl_coder *coder = dl_coder_open(&cli->options, &err);
    if (!coder) {
        cli_complain(&err);
        return CLI_SOME_FAILED;
    }
    struct coverage c = {.session = dl_session_new(coder)};
    int rc = cli_each_document(cli, argc - 1, argv + 1, count_one, &c);
    if (c.n)
        qsort(c.row, c.n, sizeof *c.row, oftener);
    for (size_t i = 0; i < c.n; i++)
        printf("%6u  %s  %s:%u\n", c.row[i].times, c.row[i].id, c.row[i].file, c.row[i].line);
    printf("%zu rules and operators fired in %u articles\n", c.n, c.articles);
    free(c.row);
    dl_session_free(c.session);
    dl_coder_close(coder);
    return rc;
}

static int rules_run(struct cli *cli, int argc, char **argv)
{
    bool check = argc > 1 && !strcmp(argv[1], "check"), test = argc > 1 && !strcmp(argv[1], "test");
    if (argc > 1 && !strcmp(argv[1], "explain"))
        return explain(cli, argc, argv);
    if (argc > 1 && !strcmp(argv[1], "coverage"))
        return coverage(cli, argc, argv);
    if (!check && !test)
        return cli_misuse("rules: check, test, explain or coverage");
    struct dl_err err;
    struct dl_coder *c = dl_coder_open(&cli->options, &err);
    if (!c) {
        cli_complain(&err);
        return CLI_SOME_FAILED;
    }
    struct dl_rules_result r = dl_rules_test(c, check ? "\001" : argc > 2 ? argv[2] : NULL, say, NULL);
    if (check)
        printf("%u rules and operators, well formed\n", r.rules);
    else
        printf("%u rules and operators, %u sentences, %u not as written\n", r.rules, r.sentences, r.failed);
    if (test && argc > 2 && !r.sentences)
        fprintf(stderr, "dateline: %s: no rule or operator has this name\n", argv[2]);
    dl_coder_close(c);
    if (check && cli->options.petrarch_dir && check_verbs(cli->options.petrarch_dir) != CLI_OK)
        return CLI_SOME_FAILED;
    return r.failed || (test && argc > 2 && !r.sentences) ? CLI_SOME_FAILED : CLI_OK;
}

const struct subcommand rules_cmd = {"rules", "check | test [RULE] | explain WORD|RULE | coverage FILE...", "check and test the rules, and see what they do", rules_run,
                                     "  check    are all files well formed? (with --rules=DIR, yours too; with --petrarch=DIR, its verbs)\n"
                                     "  test     does every \"yes\" sentence fire its rule with its actors, and no \"no\" sentence?\n"
                                     "           RULE: only those whose name begins so\n"
                                     "  explain  which rules and operators a word triggers, what they make of it, where they are written\n"
                                     "  coverage which of them told the events of these articles, and how many\n", true};
