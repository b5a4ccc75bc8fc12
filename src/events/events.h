/* events/events.h: who did what to whom: rules and operators over trees, with status, date, account and one event for many mentions. */
#pragma once
#include "dateline.h"

struct arena;
struct rules;
struct verbs;
struct events;
/* Reads data_dir/data/en/plover.tsv (scores, quads, Goldstein) and cameo.tsv (what a code is in PLOVER). The rules, and a lab's verb
 * dictionary (NULL: none), stay the caller's. NULL sets *err. */
struct events *events_open(const char *data_dir, const struct rules *r, const struct verbs *v, struct dl_err *err);
/* Sentences and articles that hold a discard phrase of a folder of PETRARCH dictionaries give no events from now on. False: *err is set. */
bool events_discard(struct events *e, const char *petrarch_dir, struct dl_err *err);
uint64_t events_hash(const struct events *e);                         /* of the discard phrases; 0: none */
void events_close(struct events *e);                                  /* NULL is fine */
/* Fills art->event, sorted by trigger. May add countries to art->entity (a place acted on stands for its country). */
void events_find(const struct events *e, struct dl_article *art, struct arena *a);
