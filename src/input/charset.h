/* input/charset.h: in which encoding bytes are, and the same text in UTF-8. */
#pragma once
#include "dateline.h"

struct arena;

/* The encoding that the first bytes name: <?xml encoding=>, <meta charset=>, <meta content="...; charset=">; NULL if none. */
const char *charset_named(const char *bytes, size_t n, struct arena *a);

/* What bytes in `told` (NULL: nobody says) are in UTF-8. A byte order mark decides, then whether they are UTF-8, then `told`, then, where
 * a good part of them is beyond ASCII, what they look like; else they are read as Windows-1252. Valid UTF-8 is returned as it came, a mark
 * included; all else lives in the arena, NUL-terminated. *notes gets a bit 1u << DL_NOTE_... for what was guessed or repaired. */
const char *charset_utf8(const char *bytes, size_t *n, const char *told, uint32_t *notes, struct arena *a);
bool charset_is_wide(const char *bytes, size_t n);      /* UTF-16, with a mark or without one */
/* Loads the decoders of the encodings that texts on the web are in, for a process that will open no files any more; it knows no others then. */
void charset_preload(void);
