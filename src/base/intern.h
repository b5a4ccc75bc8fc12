/* base/intern.h: equal words, same pointer. One table an owner; not for use by several threads. */
#pragma once
#include "dateline.h"

struct arena;
struct intern;
struct intern *intern_new(struct arena *a);                           /* lives and dies with the arena */
const char    *intern_get(struct intern *t, const char *s, size_t n); /* NUL-terminated copy, one per word */

/* A hash for tables of strings; stable across machines and versions, since compiled files hold it. */
uint64_t hash_bytes(const char *s, size_t n);
uint64_t hash_str(const char *s);
