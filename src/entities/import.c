/* entities/import.c: PETRARCH dictionaries as tables of ours, for whoever wants to edit them. */
#include "entities/check.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "entities/petrarch.h"
#include "base/banned.h"

struct import { struct buf groups, agents; dl_remark *say; void *with; };

static void put_day(struct buf *b, int32_t day)
{
    char text[12] = "";
    if (day != INT32_MIN && day != INT32_MAX)
        day_format(day, text);
    buf_printf(b, "\t%s", text);
}

static void remark(void *with, const char *file, uint32_t line, const char *text)
{
    struct import *i = with;
    char where[512];
    snprintf(where, sizeof where, "%s:%u", file, line);
    i->say(i->with, where, text);
}

/* Our codes have at most six groups; a longer one, and the null code, stay behind. */
static bool kept(struct import *i, const struct petrarch_record *r, const char *code)
{
    if (*code && strlen(code) <= 18)
        return true;
    remark(i, r->file, r->line, *code ? "a code of more than six groups is left out" : "a null code is left out");
    return false;
}

static void put_actor(struct import *i, const struct petrarch_record *r)
{
    for (uint32_t c = 0; c < r->code.n; c++) {
        if (!kept(i, r, r->code.at[c].code))
            continue;
        buf_printf(&i->groups, "%s\t%s\tother\t", r->name.at[0], r->code.at[c].code);
        for (uint32_t n = 1; n < r->name.n; n++)
            buf_printf(&i->groups, "%s%s", n > 1 ? "|" : "", r->name.at[n]);
        put_day(&i->groups, r->code.at[c].first_day);
        put_day(&i->groups, r->code.at[c].last_day);
        buf_char(&i->groups, '\n');
    }
}

static void put_record(void *with, const struct petrarch_record *r)
{
    struct import *i = with;
    if (r->kind == PETRARCH_ACTORS)
        put_actor(i, r);
    else if (r->kind == PETRARCH_AGENTS && kept(i, r, r->code.at[0].code))
        for (uint32_t n = 0; n < r->name.n; n++)
            buf_printf(&i->agents, "%s\t%s\t%s\t\t\n", r->name.at[n], r->code.at[0].code, n < r->n_singular ? "singular" : "plural");
}

static bool make_folder(const char *path, struct dl_err *err)
{
    return mkdir(path, 0777) == 0 || errno == EEXIST || err_set(err, DL_EIO, path, "cannot be made: %s", strerror(errno));
}

static bool write_file(const char *dir, const char *name, const struct buf *b, struct dl_err *err)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    bool ok = f && fwrite(b->at, 1, b->n, f) == b->n;
    if (f && fclose(f) != 0)
        ok = false;
    return ok || err_set(err, DL_EIO, path, "cannot be written: %s", strerror(errno));
}

bool import_petrarch(const char *from, const char *to, dl_remark *say, void *with, struct dl_err *err)
{
    struct import i = {.say = say, .with = with};
    struct petrarch p = {.take = put_record, .note = remark, .with = &i};
    char groups[4096];
    snprintf(groups, sizeof groups, "%s/groups", to);
    buf_printf(&i.groups, "# Imported from PETRARCH dictionaries; their licence holds.\nname\tcode\tkind\talso\tfrom\tto\n");
    buf_printf(&i.agents, "# Imported from PETRARCH dictionaries; their licence holds.\nword\tsectors\tnumber\tnote\toffice\n");
    bool ok = petrarch_folder(&p, from, err) && make_folder(to, err) && make_folder(groups, err)
           && write_file(groups, "petrarch.tsv", &i.groups, err) && write_file(to, "agents.tsv", &i.agents, err);
    buf_free(&i.groups);
    buf_free(&i.agents);
    return ok;
}
