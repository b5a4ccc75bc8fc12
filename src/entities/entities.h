/* entities/entities.h: who an article speaks of: mentions, and which of them are the same.
 *
 * Wants words, trees and the dateline; fills art->entity, art->mention (sorted by span, each with its
 * head token) and art->outlet_entity. A link is made only with a reason, its basis; two persons are
 * never merged on a guess. About a microsecond a word. */
#pragma once
#include "dateline.h"

struct arena;
struct knowledge;
struct entities;
struct entities *entities_open(const char *data_dir, const struct knowledge *k, struct dl_err *err);   /* NULL sets *err */
void             entities_close(struct entities *t);                                                 /* NULL is fine */
void             entities_find(const struct entities *t, struct dl_article *art, struct arena *a);

/* Once art->place is filled: towns and provinces that act or are acted on become entities of their country. */
void             entities_places(struct dl_article *art, struct arena *a);

/* The mention whose head is the token, else the shortest one whose span covers it, else -1. */
int32_t entities_at(const struct dl_article *art, int32_t token);
