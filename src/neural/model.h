/* neural/model.h: the model file: named sections behind a hash, mapped and never copied. */
#pragma once
#include "dateline.h"

enum { MODEL_VERSION = 1, MODEL_NAME = 16, MODEL_HEAD = 64 };

struct model_section {                /* as it lies in the file, little endian */
    char     name[MODEL_NAME];
    uint32_t rows, cols;
    uint64_t at, size;                /* at: a multiple of 64 from the file's beginning */
};

struct model_header {                 /* MODEL_HEAD bytes, then n sections, then data */
    char     magic[8];                /* "DLMODEL\n" */
    uint32_t version, n;
    uint64_t size, hash;              /* of the whole file; of all that follows the header */
    uint8_t  zero[32];
};

struct model;
struct model *model_open(const char *path, struct dl_err *err);      /* NULL sets *err */
struct model *model_view(const void *bytes, size_t size, const char *name, struct dl_err *err);
/* All bytes against the hash in the header, which opening does not do: a model of 20 MB would be read from end to end for one short article. */
bool          model_verify(const struct model *m, struct dl_err *err);
void          model_close(struct model *m);                          /* NULL is fine */
uint64_t      model_hash(const void *bytes, size_t size);
uint64_t      model_id(const struct model *m);                       /* the hash in its header */
/* NULL, and *err set, unless the section is there with that many bytes an entry, rows * cols of them. */
const void   *model_get(const struct model *m, const char *name, size_t entry, uint32_t *rows, uint32_t *cols,
                        struct dl_err *err);
