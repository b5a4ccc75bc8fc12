/* serve/assets.h: the files of web/, gzipped into the program by tools/embed. */
#pragma once
#include "http.h"

struct asset { const char *name, *media, *hash; size_t offset, n_packed, n; };
const struct asset *asset_named(const char *name);             /* NULL if there is none */
/* Packed if the client takes that, else unpacked. */
struct MHD_Response *asset_response(const struct asset *, bool packed);
