/* serve/assets.c: see assets.h. The blob is bytes of the program, mapped and never copied. */
#include "assets.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

__asm__(".section .rodata\n"
        ".global serve_blob\n"
        ".balign 16\n"
        "serve_blob: .incbin \"" SERVE_BLOB "\"\n"
        ".previous\n");
extern const char serve_blob[];

static const struct asset assets[] = {
#include "assets.inc"
    {0}};

const struct asset *asset_named(const char *name)
{
    for (const struct asset *a = assets; a->name; a++)
        if (!strcmp(a->name, name))
            return a;
    return NULL;
}

static char *unpacked(const struct asset *a)
{
    z_stream z = {.next_in = (Bytef *)(uintptr_t)(serve_blob + a->offset), .avail_in = (uInt)a->n_packed};
    char *raw = malloc(a->n + 1);
    if (!raw || inflateInit2(&z, 31) != Z_OK)
        abort();
    z.next_out = (Bytef *)raw;
    z.avail_out = (uInt)a->n + 1;
    if (inflate(&z, Z_FINISH) != Z_STREAM_END)
        abort();
    inflateEnd(&z);
    return raw;
}

struct MHD_Response *asset_response(const struct asset *a, bool packed)
{
    char tag[48];
    snprintf(tag, sizeof tag, "%s%s", a->hash, packed ? "" : "-plain");
    struct MHD_Response *r = packed ? http_constant(serve_blob + a->offset, a->n_packed, a->media, tag) : http_bytes(unpacked(a), a->n, a->media, tag);
    if (packed)
        http_header(r, "Content-Encoding", "gzip");
    http_header(r, "Vary", "Accept-Encoding");
    return r;
}
