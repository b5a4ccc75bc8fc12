/* input/sandbox.h: processes that parse foreign HTML, XML and archives, so that what goes wrong in a parser goes wrong there.
 *
 * It forks a process that does nothing but fork parsers when asked; so they come from a process of one thread, whatever
 * this one has grown to. A parser lives as long as its session or reader and is told by messages (wire.h) what to read. When one dies it
 * costs the document it was at: the next call starts another. */
#pragma once
#include "dateline.h"
#include "input/wire.h"

struct arena;
struct html_page;
struct html_words;
struct stream;

/* dl_sandbox_open, the folder of data given. */
struct dl_sandbox *sandbox_open(const struct dl_options *, struct dl_err *);

/* A parser, and memory that it can look at: pages are large, and a copy through the socket costs more than the rest of the sandbox. */
struct sandbox_child {
    struct dl_sandbox *of;
    int pid;                       /* 0: none runs */
    struct wire wire;
    char *shown;                   /* NULL: nothing yet; what is in it is never read back */
    size_t n_shown;
    int shown_fd;
    bool sees;                     /* the parser has it */
    bool reads_files;              /* it may need decoders, which take a while to load */
};
bool sandbox_start(struct sandbox_child *, struct dl_err *);           /* if none runs */
uint64_t sandbox_patience_ms(const struct sandbox_child *);            /* how long it may sleep over a document; 0: for ever */
/* Ends it, if it runs; *why (or NULL) tells at that place why it had ended by itself. */
void sandbox_end(struct sandbox_child *, const char *place, uint64_t line, struct dl_err *why);
/* One that waits for work, for the next who asks; one of those, or one yet to be started. */
void sandbox_rest(struct sandbox_child *);
struct sandbox_child sandbox_idle(struct dl_sandbox *);

/* What a parser does, from the beginning to the end of its life; sandbox_child.c. */
void sandbox_child_run(struct wire *, const struct html_words *, const struct dl_options *limits);
/* Nothing, sandbox_unharmed.c; in the program that tests/sandbox.py runs, what parsers suffer and attackers try (tests/suffer.c). */
void sandbox_suffer(const struct wire *, const char *bytes, size_t n);
bool sandbox_unfiltered(void);

void sandbox_forget(struct sandbox_child *);                           /* gives the memory back; sandbox_end does not */

/* html_extract or, of a fragment, html_fragment; of *page url and fetched are read. */
bool sandbox_page(struct sandbox_child *, const char *bytes, size_t n, const struct dl_document *, struct html_page *, struct arena *,
                  struct dl_err *);

/* A reader of a file in a parser; sandbox_reader.c. A file of that size (0: it streams, and `head` was read of it already), which stays the caller's. */
struct sandbox_file { const char *name; int fd; uint64_t size; const char *head; size_t n_head; };
struct sandbox_reader;
struct sandbox_reader *sandbox_reader_open(struct dl_sandbox *, const struct dl_options *limits, const struct sandbox_file *);
int  sandbox_reader_next(struct sandbox_reader *, struct dl_document *, struct dl_err *);    /* as dl_reader_next */
void sandbox_reader_close(struct sandbox_reader *);                    /* NULL is fine */
