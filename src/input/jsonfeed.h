/* input/jsonfeed.h: an item of a JSON Feed (1.0, 1.1) -> a document. */
#pragma once
#include "dateline.h"

#include <jansson.h>

bool jsonfeed_is(const json_t *o);             /* does it say so? */
/* What the item says, else the feed; false if it has no text, not even a title. Strings are the JSON's. */
bool jsonfeed_read(const json_t *feed, const json_t *item, struct dl_document *doc);
