/* input/sandbox_reader.c: what the program has of a file that a parser reads for it.
 *
 * The parser runs ahead as far as the socket holds, and says of each member of an archive that it begins, and that it has done with it. Is
 * there no parser any more, another reads the file again, sends nothing that was sent before, and goes line by line where it can. If that
 * one ends as well, the member it was in is left out. A stream cannot be read twice: its rest is lost. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "input/sandbox.h"
#include "base/banned.h"

enum { MAX_ENDS = 200 };           /* parsers lost on one file */

struct sandbox_reader {
    struct sandbox_child child;
    struct sandbox_file file;
    struct dl_options limits;
    struct arena *arena;           /* of what follows */
    VEC(uint64_t) left_out;
    uint64_t skip, results;        /* of this parser: results it keeps to itself; those that came */
    uint64_t member, before;       /* which it is in, 0: none; results before that */
    char *place;                   /* of the member */
    uint64_t line;
    uint32_t ends;
    bool asked, done;              /* both: the parser waits for another file */
};

struct sandbox_reader *sandbox_reader_open(struct dl_sandbox *s, const struct dl_options *limits, const struct sandbox_file *file)
{
    struct sandbox_reader *r = base_alloc(1, sizeof *r);
    *r = (struct sandbox_reader){.child = sandbox_idle(s), .file = *file, .limits = *limits, .arena = arena_new()};
    r->file.name = arena_text(r->arena, file->name, strlen(file->name));
    r->file.head = arena_text(r->arena, file->head ? file->head : "", file->n_head);
    return r;
}

void sandbox_reader_close(struct sandbox_reader *r)
{
    if (!r)
        return;
    if (r->asked && r->done)
        sandbox_rest(&r->child);
    sandbox_end(&r->child, NULL, 0, NULL);
    arena_free(r->arena);
    free(r->place);
    free(r);
}

/* Tells a parser, a new one if need be, what to read. */
static bool ask(struct sandbox_reader *r, struct dl_err *err)
{
    const struct dl_options *o = &r->limits;
    struct wire *w = &r->child.wire;
    if (!sandbox_start(&r->child, err))
        return false;
    wire_begin(w, WIRE_OPEN);
    wire_text(w, r->file.name);
    wire_number(w, r->file.size);
    wire_number(w, r->skip);
    wire_number(w, r->ends > 0);
    wire_bytes(w, (const char *)r->left_out.at, r->left_out.n * sizeof *r->left_out.at);
    wire_bytes(w, r->file.head, r->file.n_head);
    const uint64_t numbers[] = {o->max_line, o->max_article, o->max_member, o->max_ratio, o->max_unpacked, o->max_members, o->max_depth};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        wire_number(w, numbers[i]);
    w->patience_ms = r->file.size ? sandbox_patience_ms(&r->child) : 0;         /* it may wait for what comes through a pipe */
    r->results = r->member = r->before = 0;
    r->asked = true;
    wire_send(w, r->file.fd);          /* one that has gone is noticed when it is read from */
    return true;
}

/* The parser has gone. True if another may go on, and nothing is lost; false: *err tells what is. */
static bool recover(struct sandbox_reader *r, struct dl_err *err)
{
    sandbox_end(&r->child, r->place ? r->place : r->file.name, r->place ? r->line : 0, err);
    r->asked = false;
    r->ends++;
    if (r->file.size && r->ends == 1) {
        r->skip = r->skip > r->results ? r->skip : r->results;
        return true;
    }
    if (r->file.size && r->member && r->ends < MAX_ENDS) {
        *VEC_PUSH(r->arena, &r->left_out) = r->member;
        r->skip = r->before;           /* what came of the member will not come again */
        return false;
    }
    size_t n = strlen(err->text);
    snprintf(err->text + n, sizeof err->text - n, "; the rest is lost");
    r->done = true;
    return false;
}

static void at_member(struct sandbox_reader *r, struct wire_message *m)
{
    r->member = wire_take_number(m);
    r->before = wire_take_number(m);
    const char *place = wire_take_text(m);
    r->line = wire_take_number(m);
    if (place) {
        free(r->place);
        r->place = strdup(place);
    }
}

/* One message: 1, 0, -1 as dl_reader_next; 2: to be asked again; 3: it is none that can be understood. */
static int take(struct sandbox_reader *r, struct wire_message *m, struct dl_document *doc, struct dl_err *err)
{
    int got = 3;
    if (m->kind == WIRE_MEMBER) {
        at_member(r, m);
        got = 2;
    } else if (m->kind == WIRE_DOCUMENT) {
        wire_take_document(m, doc);
        got = doc->path ? 1 : 3;
    } else if (m->kind == WIRE_FAILED) {
        wire_take_error(m, err);
        got = -1;
    } else if (m->kind == WIRE_END) {
        r->done = true;
        got = 0;
    }
    if (got == 1 || got == -1)
        r->results = (r->results > r->skip ? r->results : r->skip) + 1;
    return wire_ended(m) ? got : 3;
}

int sandbox_reader_next(struct sandbox_reader *r, struct dl_document *doc, struct dl_err *err)
{
    struct wire_message m;
    int got = 2;
    while (got == 2) {
        if (r->done)
            return 0;
        if (!r->asked && !ask(r, err)) {
            r->done = true;
            return -1;
        }
        got = wire_next(&r->child.wire, &m) ? take(r, &m, doc, err) : 3;
        if (got == 3)
            got = recover(r, err) ? 2 : -1;
    }
    return got;
}
