/* input/ninjs.h: an article in ninjs 1.x or 2.x, the wire's JSON. */
#pragma once
#include <jansson.h>

#include "dateline.h"

struct arena;
bool ninjs_is(const json_t *object);
/* Fills *doc, whose strings live in the object and the arena. False if there is no text, not even a description. */
bool ninjs_read(const json_t *object, struct dl_document *doc, struct arena *a);
