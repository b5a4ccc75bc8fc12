/* events/convert.c: what a CAMEO code is in PLOVER, and what code stands for a type and mode, by data/en/cameo.tsv. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/table.h"
#include "events/inside.h"
#include "base/banned.h"

#define X(name) #name,
static const char *const types[] = {DL_PLOVER(X)};
#undef X

static bool one_row(struct events *e, const struct table *t, uint32_t row, const int at[4], struct dl_err *err)
{
    struct conversion *c = &e->conversion[row];
    const char *code = table_cell(t, row, at[0]), *type = table_cell(t, row, at[1]), **mode;
    uint8_t plover = 0;
    while (plover < DL_N_PLOVER && strcmp(types[plover], type) != 0)
        plover++;
    size_t n = strlen(code);
    if (plover == DL_N_PLOVER || n < 2 || n >= sizeof c->event.cameo)
        return err_at(err, DL_EFORMAT, t->path, t->line[row], "%s %s is no CAMEO code and type of PLOVER", code, type);
    c->event.plover = plover;
    memcpy(c->event.cameo, code, n + 1);
    c->event.n_modes = table_list(table_cell(t, row, at[2]), e->arena, &mode);
    if (c->event.n_modes > sizeof c->event.mode / sizeof *c->event.mode)
        return err_at(err, DL_EFORMAT, t->path, t->line[row], "more than three modes");
    for (uint32_t i = 0; i < c->event.n_modes; i++)
        c->event.mode[i] = mode[i];
    c->n_contexts = table_list(table_cell(t, row, at[3]), e->arena, &c->context);
    return true;
}

bool convert_read(struct events *e, const char *path, struct dl_err *err)
{
    static const char *const names[] = {"cameo", "type", "modes", "contexts"};
    struct table t;
    int at[4];
    if (!table_read(&t, path, e->arena, err) || !table_need(&t, names, at, 4, err))
        return false;
    e->conversion = arena_take(e->arena, t.n_rows + 1, sizeof *e->conversion);
    for (; e->n_conversions < t.n_rows; e->n_conversions++)
        if (!one_row(e, &t, e->n_conversions, at, err))
            return false;
    return true;
}

const struct conversion *convert_cameo(const struct events *e, const char *code)
{
    for (size_t n = strlen(code); n >= 2; n--)
        for (uint32_t i = 0; i < e->n_conversions; i++) {
            const char *at = e->conversion[i].event.cameo;
            if (strncmp(at, code, n) == 0 && (!at[n] || (n == 2 && at[2] == '0' && !at[3])))
                return &e->conversion[i];
        }
    return NULL;
}

const char *convert_plover(const struct events *e, uint8_t plover, const char *mode)
{
    const struct conversion *best = NULL, *type = NULL;
    for (uint32_t i = 0; i < e->n_conversions; i++) {
        const struct conversion *c = &e->conversion[i];
        const char *first = c->event.n_modes ? c->event.mode[0] : NULL;
        bool plain = !first, fits = mode ? first && !strcmp(first, mode) : plain;
        if (c->event.plover != plover)
            continue;
        if (fits && (!best || strlen(c->event.cameo) < strlen(best->event.cameo)))
            best = c;
        if (!type || (plain && type->event.n_modes))
            type = c;
    }
    return best ? best->event.cameo : type ? type->event.cameo : "";
}
