/* input/reader.h: files, streams and folders -> documents, one at a time; media type by content. */
#pragma once
#include "dateline.h"
/* The public functions dl_reader_* of dateline.h are implemented here. */
