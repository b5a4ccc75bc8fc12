/* input/reader.h: files, streams and folders -> documents, one at a time; media type by content. */
#pragma once
#include "dateline.h"
/* The public functions dl_reader_* of dateline.h are implemented here. */

/* The same for bytes at hand, which outlive the reader. */
struct dl_reader *input_read_bytes(const char *bytes, size_t n, const char *name, const struct dl_options *, struct dl_err *);
