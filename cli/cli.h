/* cli/cli.h: what every subcommand shares. Subcommands see dateline.h and this, no room. */
#pragma once
#include <stdio.h>

#include "dateline.h"

enum cli_exit { CLI_OK = 0, CLI_SOME_FAILED = 1, CLI_MISUSE = 2, CLI_STORE = 3, CLI_INTERRUPTED = 130 };

/* The flags common to all subcommands, already parsed. */
struct cli {
    struct dl_options options;
    const char *format;        /* NULL if not given */
    const char *store;         /* URL, default sqlite:dateline.db */
    int jobs;                  /* >= 1 */
    uint64_t memory;           /* bytes that a command may hold of all it has read; 0: its default */
    bool quiet, verbose, no_text, no_sandbox, color;
    void (*complain)(struct cli *, const struct dl_err *);   /* on a failed document; NULL: cli_complain */
    void *with;                /* the command's own */
    volatile int stop;         /* set: read no more documents */
    uint64_t read_bytes, file_bytes, of_bytes;   /* of files done with; of documents of the one being read; of all (0: not known) */
};

struct subcommand {
    const char *name, *args, *brief;
    int (*run)(struct cli *cli, int argc, char **argv);    /* argv[0] is the name; common flags are taken out */
    const char *help;          /* options of its own, one a line; NULL */
    bool foreign;              /* reads articles, whoever wrote them: needs the sandbox */
};

extern const struct subcommand code_cmd, dedup_cmd, ingest_cmd, events_cmd, statements_cmd, search_cmd, counts_cmd, timeline_cmd, export_cmd, explain_cmd, extract_cmd, eval_cmd, help_cmd, knowledge_cmd, parse_cmd, completions_cmd, rules_cmd, serve_cmd, talks_cmd, version_cmd, who_cmd;
extern const struct subcommand *const cli_commands[];     /* all, NULL at the end */
const struct subcommand *cli_command(const char *name);   /* NULL if there is none */
void help_all(FILE *out);

/* Takes a flag without a value out of argv; false if it is not there. */
bool cli_take_flag(int *argc, char **argv, const char *flag);
/* Is it a day of the calendar, YYYY-MM-DD? */
bool cli_is_day(const char *v);
/* Words a second of each room, on stderr. */
void cli_profile(const struct dl_profile *p);

/* "dateline: WHERE: TEXT" on stderr. */
void cli_complain(const struct dl_err *err);
/* Misuse: a sentence and a pointer to help on stderr; returns CLI_MISUSE. */
int cli_misuse(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Called for each document; false and *err if it failed. */
typedef bool cli_visit(struct cli *cli, const struct dl_document *doc, void *with, struct dl_err *err);
/* Visits all documents of argv[1..argc), or of stdin if there are none; says what failed and goes on. CLI_OK or CLI_SOME_FAILED. */
int cli_each_document(struct cli *cli, int argc, char **argv, cli_visit *visit, void *with);
/* Bytes of all files named, folders included; 0 if one is standard input. Sets cli->of_bytes. */
void cli_measure(struct cli *cli, int argc, char **argv);
/* "FILE" or "FILE:LINE" of a document. */
void cli_place(const struct dl_document *doc, char *to, size_t size);
/* The same with --jobs threads, each document in a session of its own: `work` in any thread, `show` in order, only after work
 * that succeeded. Prints the profile if asked. */
typedef void cli_show(struct cli *cli, struct dl_session *session, const struct dl_document *doc);
/* Opens what the articles of files are taken out with: for commands that know no option of their own and write JSON lines. CLI_OK, or the exit code. */
int cli_extractor(struct cli *cli, int argc, char **argv, struct dl_coder **out);
int cli_each_worked(struct cli *cli, int argc, char **argv, const struct dl_coder *coder, dl_crew_work *work, cli_show *show, bool profile);

/* The article with its spans marked, then who said what, events and talks; colours only if asked. */
void view_article(FILE *out, const struct dl_article *a, bool color);
/* The article with the chain of each statement in the margin. */
void view_margin(FILE *out, const struct dl_article *a, bool color);
/* Tags and relations as UD spells them, by enum dl_upos and enum dl_rel. */
extern const char *const cli_upos[], *const cli_rel[];
/* Bytes with white space folded, and a line's end. */
void tree_text(FILE *out, const struct dl_article *a, struct dl_span span);
/* The tree of a sentence, a word a line; and why an event is in the record. */
void tree_draw(FILE *out, const struct dl_article *a, uint32_t sentence);
void why_event(FILE *out, const struct dl_article *a, const struct dl_event *e);
/* The trees of an article as one SVG picture: words in a row, arcs above them. */
void arcs_svg(FILE *out, const struct dl_article *a);

/* Takes a question's options out of argv; false, and said so, if one is unknown. */
bool cli_question(struct dl_question *q, int *argc, char **argv);
/* Puts it to the --store and prints the answer in --format. */
int cli_ask_store(struct cli *cli, const struct dl_question *q);
/* Says what failed: CLI_MISUSE if the question was wrong, else CLI_STORE. */
int cli_store_failed(const struct dl_err *err);
