/* base/spill.h: bytes set down in a row and read again: in memory up to a limit, what is over it in a file without a name. */
#pragma once
#include "dateline.h"

struct spill;
struct spill *spill_new(size_t held);                                         /* bytes that stay in memory */
void          spill_free(struct spill *);                                     /* NULL is fine; the file goes with it */
uint64_t      spill_add(struct spill *, const void *bytes, size_t n);         /* where they lie */
/* What was set down at a place: where it lies in memory, else its first bytes read into `room`, as many as fit. Valid until the next spill_add. */
const void   *spill_get(struct spill *, uint64_t at, void *room, size_t n);
void          spill_put(struct spill *, uint64_t at, const void *bytes, size_t n);   /* in place of what lies there */
uint64_t      spill_size(const struct spill *);
void          spill_empty(struct spill *);                                    /* begins anew */
/* Whether everything was written and read so far; else *err. After a failure what is read is zero. */
bool          spill_ok(const struct spill *, struct dl_err *err);
