/* attribution/detail.c: what else a record says of a statement: who the speaker is, how sure he is, where he spoke. */
#include "attribution/find.h"

#include "entities/entities.h"
#include "base/banned.h"

void detail_fill(const struct finder *f, struct dl_statement *st)
{
    int32_t mention = st->speaker >= 0 ? entities_at(f->art, st->speaker) : -1;
    st->speaker = mention >= 0 ? (int32_t)f->art->mention[mention].entity : -1;
}
