/* coder/rulebook.c: which rules and operators a word triggers, and where they are written. */
#include <string.h>

#include "base/buf.h"
#include "coder/coder.h"
#include "dateline_rules.h"
#include "rules/rules.h"
#include "base/banned.h"

static const char *const types[] = {
#define X(name) #name,
    DL_PLOVER(X)
#undef X
};

static void outcome(struct buf *b, const struct outcome *o)
{
    buf_printf(b, " %s", types[o->plover]);
    for (uint32_t i = 0; i < o->n_modes; i++)
        buf_printf(b, "%c%s", i ? ',' : ':', o->mode[i]);
    if (*o->cameo)
        buf_printf(b, " %s", o->cameo);
}

static void cells(struct buf *b, const struct operator *op)
{
    for (uint32_t from = 0; from < DL_N_PLOVER; from++) {
        const struct cell *c = &op->cell[from];
        if (!op->has[from])
            continue;
        buf_printf(b, "\n  %s =>", types[from]);
        if (c->does == CELL_EVENT)
            outcome(b, &c->event);
        else
            buf_str(b, c->does == CELL_DROP ? " nothing" : " as it is, in another state");
    }
    if (op->alone) {
        buf_str(b, "\n  alone =>");
        outcome(b, &op->alone_event);
    }
}

uint32_t dl_rules_explain(const struct dl_coder *coder, const char *word, dl_say *say, void *with)
{
    const struct rules *rules = coder->rules;
    struct buf b = {0};
    uint32_t n = 0;
    for (uint32_t i = 0; i < rules_count(rules); i++) {
        const struct rule *r = rules_at(rules, i);
        if (strcmp(r->id, word) != 0 && !rules_triggers(rules, r->trigger, r->n_triggers, word))
            continue;
        buf_reset(&b);
        buf_printf(&b, "rule %s, %s:%u\n ", r->id, r->file, r->line);
        outcome(&b, &r->event);
        say(with, b.at);
        n++;
    }
    for (uint32_t i = 0; i < rules_operators(rules); i++) {
        const struct operator *op = rules_operator_at(rules, i);
        if (strcmp(op->id, word) != 0 && !rules_triggers(rules, op->trigger, op->n_triggers, word))
            continue;
        buf_reset(&b);
        buf_printf(&b, "operator %s, %s:%u", op->id, op->file, op->line);
        cells(&b, op);
        say(with, b.at);
        n++;
    }
    buf_free(&b);
    return n;
}
