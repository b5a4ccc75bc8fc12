/* tools/compile-tables.c: writes the tables of actors or places as the program maps them: compile-tables knowledge|places SOURCE_DIR OUT. Run by the build. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "entities/knowledge.h"
#include "where/atlas.h"

/* Under another name first: a program that runs has the old file mapped. */
static bool write_whole(const struct buf *out, const char *path)
{
    char made[4096];
    if ((size_t)snprintf(made, sizeof made, "%s.new", path) >= sizeof made)
        return false;
    FILE *f = fopen(made, "wb");
    bool ok = f && fwrite(out->at, 1, out->n, f) == out->n;
    if (f && fclose(f) != 0)
        ok = false;
    return ok && rename(made, path) == 0;
}

int main(int argc, char **argv)
{
    struct buf out = {0};
    struct dl_err err;
    if (argc != 4)
        return 2;
    bool places = strcmp(argv[1], "places") == 0;
    if (!(places ? atlas_compile(argv[2], &out, &err) : knowledge_compile(argv[2], &out, &err))) {
        fprintf(stderr, "%s: %s\n", err.where, err.text);
        return 1;
    }
    bool ok = write_whole(&out, argv[3]);
    if (!ok)
        perror(argv[3]);
    buf_free(&out);
    return ok ? 0 : 1;
}
