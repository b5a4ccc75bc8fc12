/* neural/model.c: opens a model by mmap; refuses what is cut or of another version, and by its hash what is altered. */
#include "neural/model.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"

struct model {
    const unsigned char *bytes;
    size_t size;
    const struct model_header *head;
    const struct model_section *sections;
    bool mapped;
    char name[96];
};

/* Four lanes of eight bytes: a model of 15 MB costs about 3 ms. */
uint64_t model_hash(const void *bytes, size_t size)
{
    const unsigned char *p = bytes;
    uint64_t lane[4] = {1, 2, 3, 4}, word, all = size;
    for (; size >= 32; size -= 32, p += 32)
        for (int i = 0; i < 4; i++) {
            memcpy(&word, p + 8 * i, 8);
            lane[i] = (lane[i] ^ word) * 0x9e3779b97f4a7c15u;
            lane[i] ^= lane[i] >> 29;
        }
    for (; size; size--)
        lane[0] = (lane[0] ^ *p++) * 0x100000001b3u;
    for (int i = 0; i < 4; i++) {
        all = (all ^ lane[i]) * 0xd6e8feb86659fd93u;
        all ^= all >> 32;
    }
    return all;
}

static bool check_sections(const struct model *m, struct dl_err *err)
{
    uint64_t table = (uint64_t)m->head->n * sizeof(struct model_section);
    if (m->head->n > 4096 || MODEL_HEAD + table > m->size)
        return err_set(err, DL_EFORMAT, m->name, "the list of sections runs past the end");
    for (uint32_t i = 0; i < m->head->n; i++) {
        const struct model_section *s = &m->sections[i];
        if (!memchr(s->name, 0, MODEL_NAME) || s->at % 64 || s->at > m->size || s->size > m->size - s->at)
            return err_set(err, DL_EFORMAT, m->name, "section %u lies outside the file", i);
    }
    return true;
}

static bool check(const struct model *m, struct dl_err *err)
{
    if (m->size < MODEL_HEAD || memcmp(m->head->magic, "DLMODEL\n", 8))
        return err_set(err, DL_EFORMAT, m->name, "not a model file");
    if (m->head->version != MODEL_VERSION)
        return err_set(err, DL_EVERSION, m->name, "model format %u, this program reads %d", m->head->version,
                       MODEL_VERSION);
    if (m->head->size != m->size)
        return err_set(err, DL_EFORMAT, m->name, "the file is cut or has grown: %zu bytes", m->size);
    return check_sections(m, err);
}

bool model_verify(const struct model *m, struct dl_err *err)
{
    return model_hash(m->bytes + MODEL_HEAD, m->size - MODEL_HEAD) == m->head->hash || err_set(err, DL_EFORMAT, m->name, "damaged: the hash in the header does not fit");
}

struct model *model_view(const void *bytes, size_t size, const char *name, struct dl_err *err)
{
    struct model *m = calloc(1, sizeof *m);
    if (!m)
        abort();
    m->bytes = bytes;
    m->size = size;
    m->head = bytes;
    m->sections = (const void *)(m->bytes + MODEL_HEAD);
    strncpy(m->name, name, sizeof m->name - 1);
    if (check(m, err))
        return m;
    free(m);
    return NULL;
}

struct model *model_open(const char *path, struct dl_err *err)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) < 0 || st.st_size < MODEL_HEAD) {
        if (fd >= 0)
            close(fd);
        err_set(err, DL_EIO, path, fd < 0 ? "cannot open the model" : "not a model file");
        return NULL;
    }
    void *bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    if (bytes == MAP_FAILED) {
        err_set(err, DL_EIO, path, "cannot map the model");
        return NULL;
    }
    struct model *m = model_view(bytes, (size_t)st.st_size, path, err);
    if (m)
        m->mapped = true;
    else
        munmap(bytes, (size_t)st.st_size);
    return m;
}

void model_close(struct model *m)
{
    if (m && m->mapped)
        munmap((void *)(uintptr_t)m->bytes, m->size);
    free(m);
}

uint64_t model_id(const struct model *m)
{
    return m->head->hash;
}

const void *model_get(const struct model *m, const char *name, size_t entry, uint32_t *rows, uint32_t *cols,
                      struct dl_err *err)
{
    for (uint32_t i = 0; i < m->head->n; i++) {
        const struct model_section *s = &m->sections[i];
        if (strcmp(s->name, name))
            continue;
        if ((uint64_t)s->rows * s->cols * entry != s->size) {
            err_set(err, DL_EFORMAT, m->name, "section %s has another size than it says", name);
            return NULL;
        }
        *rows = s->rows;
        *cols = s->cols;
        return m->bytes + s->at;
    }
    err_set(err, DL_EFORMAT, m->name, "section %s is missing", name);
    return NULL;
}
