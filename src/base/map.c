/* base/map.c: mmap where it works, read where it does not. */
#include "base/map.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/banned.h"
#include "base/err.h"

static bool read_all(struct map *m, int fd, const char *path, size_t limit, struct dl_err *err)
{
    size_t cap = 64u << 10, n = 0;
    char *buf = base_alloc(cap, 1);
    for (;;) {
        if (n == cap)
            buf = base_realloc(buf, cap *= 2, 1);
        ssize_t got = read(fd, buf + n, cap - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            free(buf);
            return err_set(err, DL_EIO, path, "cannot read: %s", strerror(errno));
        }
        if (got == 0)
            break;
        n += (size_t)got;
        if (limit && n > limit) {
            free(buf);
            return err_set(err, DL_ELIMIT, path, "is larger than the limit of %zu bytes", limit);
        }
    }
    *m = (struct map){buf, n, false};
    return true;
}

bool map_open(struct map *m, const char *path, size_t limit, struct dl_err *err)
{
    *m = (struct map){NULL, 0, false};
    bool in = strcmp(path, "-") == 0, ok = false;
    int fd = in ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) < 0) {
        err_set(err, DL_EIO, path, "cannot open: %s", strerror(errno));
    } else if (S_ISDIR(st.st_mode)) {
        err_set(err, DL_EIO, path, "is a directory");
    } else if (limit && S_ISREG(st.st_mode) && (size_t)st.st_size > limit) {
        err_set(err, DL_ELIMIT, path, "is larger than the limit of %zu bytes", limit);
    } else if (!in && S_ISREG(st.st_mode) && st.st_size > 0) {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        ok = p != MAP_FAILED;
        if (ok)
            *m = (struct map){p, (size_t)st.st_size, true};
        else
            ok = read_all(m, fd, path, limit, err);
    } else {
        ok = read_all(m, fd, path, limit, err);
    }
    if (!in && fd >= 0)
        close(fd);
    return ok;
}

void map_close(struct map *m)
{
    if (m->mapped)
        munmap((void *)(uintptr_t)m->at, m->n);
    else
        free((void *)(uintptr_t)m->at);
    *m = (struct map){NULL, 0, false};
}

bool map_exists(const char *path) { return access(path, R_OK) == 0; }
