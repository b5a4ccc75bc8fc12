/* Why an event is in the record: its sentence and tree, the rule with its line, and how each side, the day, the place and the status were reached. */
#include "cli.h"

#include <string.h>

#define X(name) #name,
static const char *const types[] = {DL_PLOVER(X)};
static const char *const statuses[] = {DL_STATUSES(X)};
#undef X
#define X(id, name) name,
static const char *const bases[] = {DL_BASES(X)};
#undef X

static void words(FILE *out, const struct dl_article *a, struct dl_span s)
{
    fprintf(out, "\"%.*s\"", (int)(s.end - s.start), a->text + s.start);
}

static void word(FILE *out, const struct dl_article *a, int32_t token)
{
    if (token >= 0)
        words(out, a, a->token[token].span);
}

static void sides(FILE *out, const struct dl_article *a, const char *role, const struct dl_actor *actor, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct dl_entity *e = &a->entity[actor[i].entity];
        fprintf(out, "%-9s %s%s%s%s: %s", role, e->name, e->code ? " (" : "", e->code ? e->code : "", e->code ? ")" : "", actor[i].how ? actor[i].how : "named");
        if (actor[i].token >= 0)
            fputs(", from ", out);
        word(out, a, actor[i].token);
        if (e->basis != DL_BASIS_none)
            fprintf(out, "; known by %s%s%s", bases[e->basis], e->office ? ", " : "", e->office ? e->office : "");
        putc('\n', out);
    }
    if (!n)
        fprintf(out, "%-9s none was found\n", role);
}

static void day(FILE *out, const struct dl_article *a, const struct dl_date *d)
{
    fprintf(out, "%-9s %s", "date", *d->value ? d->value : "none: the words tell no day");
    if (*d->value)
        fprintf(out, ": %s", bases[d->basis]);
    if (d->time >= 0) {
        fputs(", from ", out);
        words(out, a, a->time[d->time].span);
    }
    putc('\n', out);
}

static void spot(FILE *out, const struct dl_article *a, const struct dl_event *e)
{
    fprintf(out, "%-9s ", "place");
    if (e->place < 0) {
        fputs("none: the words tell no place\n", out);
        return;
    }
    const struct dl_place *p = &a->place[e->place];
    fprintf(out, "%s%s%s: %s, from ", p->name, p->country ? ", " : "", p->country ? p->country : "", bases[e->place_basis]);
    words(out, a, p->span);
    putc('\n', out);
}

/* The state with the small words that tell of it: auxiliaries, negation, "if", "to". */
static void state(FILE *out, const struct dl_article *a, const struct dl_event *e)
{
    const struct dl_sentence *s = &a->sentence[e->sentence];
    int32_t at = e->trigger_token;
    while (at >= 0 && a->token[at].upos != DL_VERB && a->token[at].head >= 0 && a->token[at].rel != DL_REL_root)
        at = a->token[at].head;
    fprintf(out, "%-9s %s", "status", statuses[e->status]);
    const char *before = ": ";
    for (uint32_t i = s->first; i < s->first + s->n; i++) {
        const struct dl_token *t = &a->token[i];
        bool tells = t->rel == DL_REL_aux || t->rel == DL_REL_aux_pass || t->rel == DL_REL_mark || (t->rel == DL_REL_advmod && t->feats && strstr(t->feats, "Polarity=Neg"));
        if (!tells || (t->head != e->trigger_token && t->head != e->core_token && t->head != at))
            continue;
        fputs(before, out);
        before = ", ";
        word(out, a, (int32_t)i);
        fprintf(out, " (%s)", cli_rel[t->rel]);
    }
    if (at >= 0 && at != e->trigger_token) {
        fputs(*before == ':' ? ": told by " : ", told by ", out);
        word(out, a, at);
    }
    putc('\n', out);
}

static void account(FILE *out, const struct dl_article *a, int32_t which)
{
    if (which < 0) {
        fprintf(out, "%-9s the report's own\n", "account");
        return;
    }
    const struct dl_statement *s = &a->statement[which];
    fprintf(out, "%-9s %s", "account", s->speaker >= 0 ? a->entity[s->speaker].name : "nobody named");
    if (s->n_cue) {
        fputs(", by ", out);
        words(out, a, s->cue[0]);
    }
    putc('\n', out);
}

void why_event(FILE *out, const struct dl_article *a, const struct dl_event *e)
{
    fputs("\nas it is read now\n\n", out);
    tree_draw(out, a, e->sentence);
    fprintf(out, "%-9s %s, %s:%u, at ", "rule", e->rule ? e->rule : "-", e->rule_file ? e->rule_file : "-", e->rule_line);
    word(out, a, e->trigger_token);
    if (e->core_token >= 0 && e->core_token != e->trigger_token) {
        fputs(" over ", out);
        word(out, a, e->core_token);
    }
    fprintf(out, "\n%-9s %s", "event", types[e->plover]);
    for (uint32_t i = 0; i < e->n_modes; i++)
        fprintf(out, "%s%s", i ? "," : ":", e->mode[i]);
    fprintf(out, " %s\n", e->cameo);
    sides(out, a, "source", e->source_actor, e->n_sources);
    sides(out, a, "target", e->target_actor, e->n_targets);
    day(out, a, &e->date);
    spot(out, a, e);
    state(out, a, e);
    account(out, a, e->statement);
    if (e->n_evidence > 1)
        fprintf(out, "%-9s %u times in the article\n", "told", e->n_evidence);
}
