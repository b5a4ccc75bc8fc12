/* embed WEB BLOB TABLE DEPFILE: the files of the page, gzipped one after another, and a table of them to compile in.
 * Files of known media types are taken, in order of names; node_modules, tests and package files are left out. Equal files, equal bytes.
 * A web folder that is missing is an empty one. The depfile names folders too, so that ninja sees files come and go. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/sha256.h"

static const char *const media[][2] = {
    {".html", "text/html; charset=utf-8"}, {".css", "text/css; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"}, {".mjs", "text/javascript; charset=utf-8"},
    {".json", "application/json"}, {".svg", "image/svg+xml"}, {".png", "image/png"}, {".ico", "image/x-icon"}, {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"}, {".webmanifest", "application/manifest+json"}};
static const char *const not_served[] = {"node_modules", "tests", "test", "package.json", "package-lock.json"};

static struct buf depends, table;
static FILE *blob;
static size_t offset;

static _Noreturn void fail(const char *what, const char *path)
{
    fprintf(stderr, "embed: %s %s\n", what, path);
    exit(1);
}

static const char *media_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof media / sizeof *media; i++)
        if (!strcmp(dot, media[i][0]))
            return media[i][1];
    return NULL;
}

static bool served(const char *name)
{
    for (size_t i = 0; i < sizeof not_served / sizeof *not_served; i++)
        if (!strcmp(name, not_served[i]))
            return false;
    return *name != '.';
}

static char *read_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END) != 0)
        fail("cannot read", path);
    *n = (size_t)ftell(f);
    rewind(f);
    char *at = base_alloc(*n + 1, 1);
    if (fread(at, 1, *n, f) != *n)
        fail("cannot read", path);
    fclose(f);
    return at;
}

static void take(const char *path, const char *name)
{
    size_t n;
    char *raw = read_file(path, &n), hash[65];
    sha256_hex(raw, n, hash);
    z_stream z = {.next_in = (Bytef *)raw, .avail_in = (uInt)n};
    if (deflateInit2(&z, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        fail("cannot pack", path);
    size_t room = deflateBound(&z, n);
    char *packed = base_alloc(room, 1);
    z.next_out = (Bytef *)packed;
    z.avail_out = (uInt)room;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END || fwrite(packed, 1, z.total_out, blob) != z.total_out)
        fail("cannot pack", path);
    buf_printf(&table, "{\"%s\", \"%s\", \"%.32s\", %zu, %zu, %zu},\n", name, media_of(name), hash, offset, (size_t)z.total_out, n);
    offset += z.total_out;
    deflateEnd(&z);
    free(packed);
    free(raw);
}

/* `at` is the folder under the root, "" or "vendor/". */
static void walk(const char *root, const char *at)
{
    struct buf path = {0}, name = {0};
    struct dirent **entry;
    buf_printf(&path, "%s/%s", root, at);
    int n = scandir(path.at, &entry, NULL, alphasort);
    if (n >= 0)
        buf_printf(&depends, " %s", path.at);
    for (int i = 0; i < n; i++) {
        struct stat st;
        buf_reset(&path);
        buf_reset(&name);
        buf_printf(&path, "%s/%s%s", root, at, entry[i]->d_name);
        buf_printf(&name, "%s%s", at, entry[i]->d_name);
        if (served(entry[i]->d_name) && stat(path.at, &st) == 0 && S_ISDIR(st.st_mode)) {
            buf_char(&name, '/');
            walk(root, name.at);
        } else if (served(entry[i]->d_name) && media_of(name.at)) {
            buf_printf(&depends, " %s", path.at);
            take(path.at, name.at);
        }
        free(entry[i]);
    }
    if (n >= 0)
        free(entry);
    buf_free(&path);
    buf_free(&name);
}

static void save(const char *path, const struct buf *b)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(b->at, 1, b->n, f) != b->n || fclose(f) != 0)
        fail("cannot write", path);
}

int main(int argc, char **argv)
{
    struct stat st;
    if (argc != 5)
        return fprintf(stderr, "usage: embed WEB BLOB TABLE DEPFILE\n"), 2;
    if (!(blob = fopen(argv[2], "wb")))
        fail("cannot write", argv[2]);
    buf_printf(&depends, "%s:", argv[2]);
    buf_str(&table, "");
    if (stat(argv[1], &st) == 0)
        walk(argv[1], "");
    fputc(0, blob);        /* never empty */
    if (fclose(blob) != 0)
        fail("cannot write", argv[2]);
    buf_char(&depends, '\n');
    save(argv[3], &table);
    save(argv[4], &depends);
    return 0;
}
