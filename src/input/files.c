/* input/files.c: a file, or standard input with "-". A file is mapped, anything else streams. What libraries have to take apart is read
 * in the sandbox, if there is one; the rest, texts, pages as a whole and lines of JSON, is handed on from here. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/reader.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "input/format.h"
#include "input/sandbox.h"
#include "input/stream.h"
#include "base/banned.h"

struct dl_reader {
    struct map file;
    struct reader *here;
    struct sandbox_reader *there;
    int fd;                        /* of what is read there, -1: of none */
};

static bool read_here(struct dl_reader *r, struct stream *s, const char *name, const struct dl_options *o, struct dl_err *err)
{
    return (r->here = reader_open(s, name, o, NULL, err)) != NULL;
}

static bool read_there(struct dl_reader *r, const struct sandbox_file *f, const struct dl_options *o)
{
    return (r->there = sandbox_reader_open(o->sandbox, o, f)) != NULL;
}

static bool open_file(struct dl_reader *r, const char *path, const struct dl_options *o, struct dl_err *err)
{
    if (!map_open(&r->file, path, 0, err))
        return false;
    const char *at = r->file.at ? r->file.at : "";
    if (!o->sandbox || !r->file.mapped || !reader_needs_parser(at, r->file.n, path))
        return read_here(r, stream_of_memory(at, r->file.n, path), path, o, err);
    r->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (r->fd < 0)
        return err_set(err, DL_EIO, path, "cannot open: %s", strerror(errno));
    const struct sandbox_file f = {.name = path, .fd = r->fd, .size = r->file.n};
    map_close(&r->file);
    return read_there(r, &f, o);
}

static bool open_stream(struct dl_reader *r, int fd, const char *path, const struct dl_options *o, struct dl_err *err)
{
    struct stream *s = stream_of_file(fd, path);
    stream_peek(s, INPUT_HEAD);
    if (!o->sandbox || !reader_needs_parser(s->at, s->n, path))
        return read_here(r, s, path, o, err);
    r->fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    const struct sandbox_file f = {.name = path, .fd = r->fd, .head = s->at, .n_head = s->n};
    bool ok = r->fd >= 0 ? read_there(r, &f, o) : err_set(err, DL_EIO, path, "cannot be handed on: %s", strerror(errno));
    stream_close(s);
    return ok;
}

static bool open_path(struct dl_reader *r, const char *path, const struct dl_options *o, struct dl_err *err)
{
    struct stat st;
    if (strcmp(path, "-") == 0)
        return open_stream(r, STDIN_FILENO, path, o, err);
    if (stat(path, &st) != 0 || S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))
        return open_file(r, path, o, err);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    return fd >= 0 ? open_stream(r, fd, path, o, err) : err_set(err, DL_EIO, path, "cannot open: %s", strerror(errno));
}

struct dl_reader *dl_reader_open(const char *path, const struct dl_options *o, struct dl_err *err)
{
    static const struct dl_options none;
    struct dl_reader *r = base_alloc(1, sizeof *r);
    r->fd = -1;
    if (open_path(r, path, o ? o : &none, err))
        return r;
    dl_reader_close(r);
    return NULL;
}

struct dl_reader *input_read_bytes(const char *bytes, size_t n, const char *name, const struct dl_options *o, struct dl_err *err)
{
    struct dl_reader *r = base_alloc(1, sizeof *r);
    r->fd = -1;
    if (read_here(r, stream_of_memory(bytes, n, name), name, o, err))
        return r;
    dl_reader_close(r);
    return NULL;
}

int dl_reader_next(struct dl_reader *r, struct dl_document *doc, struct dl_err *err)
{
    return r->there ? sandbox_reader_next(r->there, doc, err) : reader_next(r->here, doc, err);
}

void dl_reader_close(struct dl_reader *r)
{
    if (!r)
        return;
    reader_close(r->here);
    sandbox_reader_close(r->there);
    map_close(&r->file);
    if (r->fd >= 0)
        close(r->fd);
    free(r);
}
