/* query/view_talks.c: negotiations for the page, from reports joined anew; and the morning's view. */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "query/ask.h"
#include "query/chain.h"
#include "store/store.h"
#include "base/banned.h"

bool view_talks(struct view *v)
{
    json_open(v->out, '{');
    json_key(v->out, "rows");
    json_open(v->out, '[');
    json_close(v->out, ']');
    json_key(v->out, "next");
    json_null(v->out);
    view_period(v);
    json_close(v->out, '}');
    return true;
}

bool view_talk(struct view *v) { return err_set(v->err, DL_EABSENT, "", "there is no negotiation \"%.100s\"", v->q->article); }

bool view_today(struct view *v)
{
    json_open(v->out, '{');
    json_key(v->out, "totals");
    bool ok = view_totals(v);
    json_close(v->out, '}');
    return ok;
}
