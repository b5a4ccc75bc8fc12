/* where/where.h: the places an article names, on the map as far as the article settles it; and where an event was. */
#pragma once
#include "dateline.h"

struct arena;
struct where;
/* Maps the table of places (models/places.dlp beside data_dir, else the build's) and reads data/en/where.tsv. NULL sets *err. */
struct where *where_open(const char *data_dir, struct dl_err *err);
void where_close(struct where *w);                                     /* NULL is fine */
/* Fills art->place, sorted by span, and art->dateline.place. Needs tags and trees; persons among the mentions keep their names. */
void where_find(const struct where *w, struct dl_article *art, struct arena *arena);

/* Where the deed of this verb or noun was: index into art->place, or -1. *basis (may be NULL) says how it is known:
 * explicit: a phrase of place hangs on the word, on its noun phrase or on the clause that it belongs to;
 * coreference: "there" hangs on it; context: the only literal place of the sentence; carried_over: of the sentence before, in one paragraph;
 * dateline: the article's; context again: without a dateline, the one place that the article is set in. Never an
 * actor, an adjective or a part of another name, and a modifier only where it is the scene: "a Kabul bombing". */
int32_t where_of(const struct dl_article *art, int32_t token, uint8_t *basis);
