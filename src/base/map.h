/* base/map.h: whole files, read-only. */
#pragma once
#include "dateline.h"

struct map { const char *at; size_t n; bool mapped; };

/* Regular files are mapped, others read to the end. Refuses more than `limit` bytes (0 = none). */
bool map_open(struct map *m, const char *path, size_t limit, struct dl_err *err);
void map_close(struct map *m);
bool map_exists(const char *path);
