/* tools/compile-knowledge.c: writes the mapped tables of actors: compile-knowledge SOURCE_DIR OUT. Run by the build. */
#include <stdio.h>

#include "base/buf.h"
#include "entities/knowledge.h"

int main(int argc, char **argv)
{
    struct buf out = {0};
    struct dl_err err;
    FILE *f;
    if (argc != 3)
        return 2;
    if (!knowledge_compile(argv[1], &out, &err)) {
        fprintf(stderr, "%s: %s\n", err.where, err.text);
        return 1;
    }
    bool ok = (f = fopen(argv[2], "wb")) && fwrite(out.at, 1, out.n, f) == out.n;
    if (f && fclose(f) != 0)
        ok = false;
    buf_free(&out);
    return ok ? 0 : 1;
}
