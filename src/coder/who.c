/* coder/who.c: the tables of actors as a stranger asks them. */
#include "coder/coder.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/utf8.h"
#include "entities/check.h"
#include "entities/knowledge.h"
#include "base/banned.h"

struct dl_knowledge { struct knowledge *tables; };

struct dl_knowledge *dl_knowledge_open(const struct dl_options *o, struct dl_err *err)
{
    const struct dl_options none = {0}, *with = o ? o : &none;
    struct knowledge *tables = knowledge_open_with(coder_data_dir(with), with->knowledge_dir, with->petrarch_dir, err);
    if (!tables)
        return NULL;
    struct dl_knowledge *k = base_alloc(1, sizeof *k);
    k->tables = tables;
    return k;
}

void dl_knowledge_close(struct dl_knowledge *k)
{
    if (!k)
        return;
    knowledge_close(k->tables);
    free(k);
}

static const char *basis(const struct known *found)
{
    if (found->surname)
        return "surname";
    if (found->row->kind != KNOWN_PERSON && (found->row->kind != KNOWN_GROUP || found->term == KNOWN_DURING))
        return "name";
    return found->term == KNOWN_DURING ? "office" : found->term == KNOWN_AFTER ? "former" : "before";
}

/* The code of a country given by code or by name; NULL if it is none. */
static const char *country_of(const struct knowledge *k, const char *country, int32_t day, char code[4])
{
    struct known found;
    char key[64];
    if (!country || !*country)
        return NULL;
    utf8_key(country, strlen(country), key, sizeof key);
    bool named = knowledge_country(k, key, true, day, &found) && found.row->code;
    snprintf(code, 4, "%.3s", named ? found.row->code : country);
    return code;
}

bool dl_who(const struct dl_knowledge *k, const char *name, const char *country, const char *date, struct dl_who *who)
{
    char code[4];
    int32_t day = (int32_t)(time(NULL) / 86400), last;
    struct known found;
    *who = (struct dl_who){.name = name, .office = "", .basis = "unknown"};
    if (date && !day_parse(date, &day, &last))
        return false;
    size_t n = strlen(name);
    if (!knowledge_ask(k->tables, name, n, country_of(k->tables, country, day, code), day, &found))
        return true;
    memcpy(who->code, found.code, sizeof who->code);
    who->name = found.row->name;
    who->office = found.term == KNOWN_DURING ? found.row->office : "";
    who->basis = basis(&found);
    who->file = found.row->file;
    who->line = found.row->line;
    return true;
}

bool dl_knowledge_check(const struct dl_options *o, dl_remark *say, void *with, uint32_t *faults, struct dl_err *err)
{
    return check_tables(coder_data_dir(o ? o : &(struct dl_options){0}), say, with, faults, err);
}

bool dl_knowledge_import(const char *from, const char *to, dl_remark *say, void *with, struct dl_err *err)
{
    return import_petrarch(from, to, say, with, err);
}
