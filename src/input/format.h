/* input/format.h: bytes of a file, of an archive's member or off the web -> documents; the media type by content, not by name.
 *
 * The seam between what brings bytes (files, archives) and what reads them (one file of this room a format).
 * A format is one row of the table in format.c: it knows its bytes and reads documents out of them, one a call. */
#pragma once
#include "dateline.h"

struct arena;

/* Bytes, and what came beside them. The bytes and strings are the caller's and outlive the reading. */
struct input_source {
    const char *bytes;
    size_t n;
    const char *name;              /* for messages and as the documents' path: "wire.jsonl", "2019.zip/a.html" */
    const char *url, *charset, *media_type, *published, *outlet;       /* as the web server or the archive told; NULL */
    const char *id;                /* of the document, where the source holds one; NULL */
    uint64_t line;                 /* of a record in its archive, counted from 1; 0 for a whole file */
    uint64_t lines_before;         /* these bytes, in their file: lines are counted on */
    size_t max_line, max_article;  /* bytes; 0 = 16 MB, 4 MB */
};

/* A source that is being read. What input_next hands over lives in the arena until its next call. */
struct input_reading {
    const struct input_format *format;
    struct input_source src;
    struct arena *arena;
    size_t at;                     /* the format's own business, as is the rest */
    uint64_t line;
    bool done;
    void *state;
};

struct input_format {
    const char *media_type;        /* of its documents */
    /* Are these the first bytes (up to INPUT_HEAD of them, in UTF-8, a NUL after them) of such a source? */
    bool (*knows)(const char *head, size_t n, const struct input_source *);
    bool (*open)(struct input_reading *, struct dl_err *);             /* NULL: nothing to prepare */
    /* As dl_reader_next: 1 a document, 0 the end, -1 *err names file and place and reading may go on. *doc holds the source's hints. */
    int (*next)(struct input_reading *, struct dl_document *doc, struct dl_err *);
    void (*close)(struct input_reading *);                             /* NULL: nothing to free */
    bool markup;                   /* libxml2 takes it apart */
};
enum { INPUT_HEAD = 4096 };

/* Never NULL: what no other format knows is plain text. */
const struct input_format *input_format_of(const struct input_source *);

struct input_reading *input_open(const struct input_source *, struct dl_err *);     /* NULL sets *err */
struct input_reading *input_open_as(const struct input_format *, const struct input_source *, struct dl_err *);     /* whatever the bytes say */
int  input_next(struct input_reading *, struct dl_document *, struct dl_err *);
void input_close(struct input_reading *);                              /* NULL is fine */

/* Does once what libraries otherwise do, and open files for, when they are first called. */
void input_preload(void);

/* The formats, each in the file of its name. */
extern const struct input_format input_factiva, input_feed, input_html, input_json, input_json_lines, input_lexis, input_newsml, input_newsml1, input_nitf,
    input_other_xml, input_plain;
