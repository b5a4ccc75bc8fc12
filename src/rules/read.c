/* rules/read.c: reads one file of classes, rules and operators; every complaint names its line. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/intern.h"
#include "base/map.h"
#include "rules/inside.h"
#include "base/banned.h"

static const char *const kinds[] = {
#define X(id, name) name,
    RULE_KINDS(X)
#undef X
};
static const char *const types[] = {
#define X(name) #name,
    DL_PLOVER(X)
#undef X
};
static const char *const statuses[] = {
#define X(name) #name,
    DL_STATUSES(X)
#undef X
};
static const char *const rels[] = {
#define X(id, name) name,
    DL_RELS(X)
#undef X
};

/* The file under way and the block that is open: one of rule and op, or neither. */
struct reading {
    struct rules *r;
    struct dl_err *err;
    const char *file;
    uint32_t line;
    struct rule *rule;
    struct operator *op;
    VEC(struct trigger) trigger;
    VEC(struct condition) condition;
    VEC(struct slot) source, target, over;
    VEC(struct example) example;
    uint32_t block_line;
};

static bool fail(struct reading *k, const char *what, const char *about)
{
    return err_at(k->err, DL_EFORMAT, k->file, k->line, "%s%s%.80s", what, about ? ": " : "", about ? about : "");
}

static int name_index(const char *const *names, int n, const char *s, size_t length)
{
    for (int i = 0; i < n; i++)
        if (strlen(names[i]) == length && !strncmp(names[i], s, length))
            return i;
    return -1;
}

static const char *skip(const char *s) { return s + strspn(s, " \t"); }

/* The next word of a line, and where it ends; "" at the end. */
static const char *token(const char *s, size_t *n)
{
    s = skip(s);
    *n = strcspn(s, " \t");
    return s;
}

/* ---- fillers and slots ---- */

static bool one_filler(struct reading *k, const char *s, size_t n, struct filler *f)
{
    *f = (struct filler){.class = -1, .kind = -1};
    if (n > 1 && *s == '@') {
        f->class = class_named(k->r, s + 1, n - 1, k->file, k->line);
    } else if (n > 2 && *s == '<' && s[n - 1] == '>') {
        f->kind = name_index(kinds, N_RULE_KINDS, s + 1, n - 2);
        if (f->kind < 0)
            return fail(k, "no such kind of filler", s);
    } else {
        f->word = word_id(k->r, s, n);
    }
    return n > 0 || fail(k, "a word is missing", NULL);
}

/* Words, "two words" and classes parted by blanks, commas or bars, to the end of the line. */
static bool fillers(struct reading *k, const char *s, const struct filler **out, uint32_t *n_out)
{
    VEC(struct filler) v = {0};
    for (s += strspn(s, " \t,|"); *s; s += strspn(s, " \t,|")) {
        bool quoted = *s == '"';
        s += quoted;
        size_t n = strcspn(s, quoted ? "\"" : " \t,|");
        struct filler f;
        if (!one_filler(k, s, n, &f))
            return false;
        *VEC_PUSH(k->r->arena, &v) = f;
        s += n + (quoted && s[n] == '"');
    }
    *out = v.at;
    *n_out = v.n;
    return v.n || fail(k, "words or classes are missing", NULL);
}

/* The words of "(a,b)" as prepositions. */
static bool slot_words(struct reading *k, const char *s, size_t n, struct slot *slot)
{
    VEC(uint32_t) v = {0};
    for (size_t i = 0; i < n;) {
        size_t m = 0;
        while (i + m < n && !strchr(", |", s[i + m]))
            m++;
        if (m)
            *VEC_PUSH(k->r->arena, &v) = word_id(k->r, s + i, m);
        i += m + 1;
    }
    slot->word = v.at;
    slot->n_words = v.n;
    return v.n || fail(k, "a preposition is missing", NULL);
}

static bool read_slot(struct reading *k, const char *s, size_t n, struct slot *out)
{
    static const struct { const char *name; uint8_t type; } plain[] = {{"nsubj", SLOT_NSUBJ}, {"obj", SLOT_OBJ}, {"iobj", SLOT_IOBJ},
        {"nsubj:pass", SLOT_OBJ}, {"prt", SLOT_PRT}, {"any", SLOT_ANY}, {"sentence", SLOT_SENTENCE}, {"speaker", SLOT_SPEAKER}, {"by", SLOT_NSUBJ}};
    *out = (struct slot){.rel = DL_N_RELS};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strlen(plain[i].name) == n && !strncmp(plain[i].name, s, n))
            return out->type = plain[i].type, true;
    const char *open = memchr(s, '(', n);
    size_t base = open ? (size_t)(open - s) : n;
    if (open && s[n - 1] == ')' && (!strncmp(s, "obl", base) || !strncmp(s, "nmod", base)))
        return out->type = SLOT_OBL, slot_words(k, open + 1, n - base - 2, out);
    bool gov = open && s[n - 1] == ')' && !strncmp(s, "gov", base);
    const char *rel = gov ? open + 1 : s;
    size_t rel_n = gov ? n - base - 2 : n;
    int code = name_index(rels, DL_N_RELS, rel, rel_n);
    if (code < 0)
        return fail(k, "no such slot", s);
    out->type = gov ? SLOT_GOV : SLOT_REL;
    out->rel = (uint8_t)code;
    out->subtypes = !memchr(rel, ':', rel_n);
    return true;
}

/* Slots parted by commas outside of brackets. */
static bool read_slots(struct reading *k, const char *s, struct slot **out, uint32_t *n_out)
{
    VEC(struct slot) v = {0};
    for (s += strspn(s, " \t,|"); *s; s += strspn(s, " \t,|")) {
        size_t n = 0;
        for (int depth = 0; s[n] && (depth || !strchr(" \t,|", s[n])); n++)
            depth += s[n] == '(' ? 1 : s[n] == ')' ? -1 : 0;
        if (!read_slot(k, s, n, VEC_PUSH(k->r->arena, &v)))
            return false;
        s += n;
    }
    *out = v.at;
    *n_out = v.n;
    return v.n || fail(k, "a slot is missing", NULL);
}

/* ---- lines ---- */

static bool read_class(struct reading *k, const char *s)
{
    const char *colon = strchr(s, ':');
    s = skip(s);
    if (*s != '@' || !colon || colon < s + 2)
        return fail(k, "a class is \"class @name: words\"", NULL);
    size_t n = (size_t)(colon - s) - 1;
    while (n && (s[n] == ' ' || s[n] == '\t'))
        n--;
    int32_t id = class_named(k->r, s + 1, n, k->file, k->line);
    k->r->class.at[id].defined = true;
    for (s = colon + 1 + strspn(colon + 1, " \t,"); *s; s += strspn(s, " \t,")) {
        bool quoted = *s == '"';
        size_t m = quoted ? strcspn(s + 1, "\"") : strcspn(s, " \t,");
        const char *word = quoted ? s + 1 : s;
        if (!m)
            return fail(k, "an empty word", s);
        if (*word == '@' && !quoted) {
            int32_t part = class_named(k->r, word + 1, m - 1, k->file, k->line);
            *VEC_PUSH(k->r->arena, &k->r->class.at[id].part) = part;
        } else {
            uint32_t w = word_id(k->r, word, m);
            *VEC_PUSH(k->r->arena, &k->r->class.at[id].word) = w;
        }
        s = word + m + (quoted && word[m] == '"');
    }
    return true;
}

/* "form shoot: shot": forms of a verb that its lemma is not told by. */
static bool read_form(struct reading *k, const char *s)
{
    size_t n = strcspn(s, ": \t");
    const char *colon = strchr(s, ':');
    if (!n || !colon)
        return fail(k, "a form is \"form verb: forms\"", NULL);
    uint32_t lemma = word_id(k->r, s, n);
    for (s = colon + 1 + strspn(colon + 1, " \t,"); *s; s += strspn(s, " \t,")) {
        size_t m = strcspn(s, " \t,");
        uint32_t form = word_id(k->r, s, m);
        k->r->info.at[form].lemma = lemma;
        s += m;
    }
    return true;
}

static bool read_when(struct reading *k, const char *s)
{
    static const char *const names[] = {"verb", "noun", "adj"};
    struct trigger t = {0};
    size_t n;
    s = token(s, &n);
    int pos = name_index(names, 3, s, n);
    if (pos < 0)
        return fail(k, "a trigger is a verb, a noun or an adj", s);
    t.pos = 1u << pos;
    if (!fillers(k, s + n, &t.filler, &t.n_fillers))
        return false;
    for (uint32_t i = 0; i < t.n_fillers; i++)
        if (t.filler[i].kind >= 0)
            return fail(k, "a trigger is words or classes", NULL);
    *VEC_PUSH(k->r->arena, &k->trigger) = t;
    return true;
}

/* "with nsubj|obl(by) words": one of the slots has to hold one of the words. */
static bool read_condition(struct reading *k, const char *s, bool not)
{
    struct condition c = {.not = not};
    struct slot *slot;
    size_t n;
    s = token(s, &n);
    for (size_t depth = 0, i = 0; s[i] && (depth || !strchr(" \t", s[i])); n = ++i)
        depth += s[i] == '(' ? 1 : 0, depth -= s[i] == ')' && depth ? 1 : 0;
    if (!read_slots(k, arena_text(k->r->arena, s, n), &slot, &c.n_slots) || !fillers(k, s + n, &c.filler, &c.n_fillers))
        return false;
    c.slot = slot;
    *VEC_PUSH(k->r->arena, &k->condition) = c;
    return true;
}

/* "ASSAULT:heavy-weapons,aerial 194", the code optional; returns what follows, NULL after a complaint. */
static const char *read_event(struct reading *k, const char *s, struct outcome *o)
{
    size_t n, type;
    s = token(s, &n);
    type = strcspn(s, ": \t");
    int code = name_index(types, DL_N_PLOVER, s, type);
    if (code < 0)
        return fail(k, "no such PLOVER type", s), NULL;
    *o = (struct outcome){.plover = (uint8_t)code};
    for (const char *m = s + type; m < s + n;) {
        m++;
        size_t length = strcspn(m, ", \t");
        if (o->n_modes < 3 && length)
            o->mode[o->n_modes++] = arena_text(k->r->arena, m, length);
        m += length;
    }
    s = token(s + n, &n);
    if (n >= 2 && n <= 4 && strspn(s, "0123456789") == n) {
        memcpy(o->cameo, s, n);
        s += n;
    }
    return skip(s);
}

static bool read_status(struct reading *k, const char *s, int32_t *status)
{
    size_t n;
    s = token(s, &n);
    *status = n ? name_index(statuses, DL_N_STATUSES, s, n) : -1;
    return !n || *status >= 0 || fail(k, "no such status", s);
}

static bool read_contexts(struct reading *k, const char *s)
{
    for (s += strspn(s, " \t,"); *s && k->rule->n_contexts < 4; s += strspn(s, " \t,")) {
        size_t n = strcspn(s, " \t,");
        k->rule->context[k->rule->n_contexts++] = arena_text(k->r->arena, s, n);
        s += n;
    }
    return true;
}

static bool read_example(struct reading *k, const char *s, bool yes)
{
    s = skip(s);
    const char *end = *s == '"' ? strrchr(s + 1, '"') : NULL;
    const char *arrow = strstr(s, "=>");
    if (arrow)
        for (end = arrow; end > s && *end != '"'; end--)
            ;
    if (!end || end == s)
        return fail(k, "an example is a sentence between double quotation marks", s);
    struct example e = {.yes = yes, .line = k->line, .text = arena_text(k->r->arena, s + 1, (size_t)(end - s) - 1), .want = ""};
    if (arrow)
        e.want = arena_text(k->r->arena, skip(arrow + 2), strlen(skip(arrow + 2)));
    *VEC_PUSH(k->r->arena, &k->example) = e;
    return true;
}

/* "from CONSULT => AGREE 036", "from ASSAULT => keep planned", "from * => drop". */
static bool read_cell(struct reading *k, const char *s)
{
    size_t n;
    const char *arrow = strstr(s, "=>");
    if (!arrow)
        return fail(k, "a cell is \"from TYPE => TYPE\", \"keep STATUS\" or \"drop\"", NULL);
    const char *to = skip(arrow + 2);
    struct cell c = {.status = DL_N_STATUSES};
    int32_t status = -1;
    if (!strncmp(to, "drop", 4)) {
        c.does = CELL_DROP;
    } else if (!strncmp(to, "keep", 4)) {
        c.does = CELL_KEEP;
        if (!read_status(k, to + 4, &status))
            return false;
    } else {
        const char *rest = read_event(k, to, &c.event);
        if (!rest || !read_status(k, rest, &status))
            return false;
    }
    if (status >= 0)
        c.status = (uint8_t)status;
    for (s += strspn(s, " \t,|"); s < arrow; s += strspn(s, " \t,|")) {
        n = strcspn(s, " \t,|=");
        int from = name_index(types, DL_N_PLOVER, s, n);
        if (from < 0 && !(n == 1 && *s == '*'))
            return fail(k, "no such PLOVER type", s);
        for (int i = 0; i < DL_N_PLOVER; i++)
            if (i == from || (from < 0 && !k->op->has[i])) {
                k->op->cell[i] = c;
                k->op->cell[i].from = (uint8_t)i;
                k->op->has[i] = true;
            }
        s += n;
    }
    return true;
}

static bool read_alone(struct reading *k, const char *s)
{
    const char *arrow = strstr(s, "=>");
    s = skip(arrow ? arrow + 2 : s);
    if (!strncmp(s, "drop", 4))
        return true;
    k->op->alone = true;
    return read_event(k, s, &k->op->alone_event) != NULL;
}

/* ---- blocks ---- */

static bool close_block(struct reading *k)
{
    uint32_t yes = 0, line = k->line;
    if (!k->rule && !k->op)
        return true;
    k->line = k->block_line;
    for (uint32_t i = 0; i < k->example.n; i++)
        yes += k->example.at[i].yes;
    if (!k->trigger.n)
        return fail(k, "nothing triggers it: a \"when\" is missing", NULL);
    if (!yes || yes == k->example.n)
        return fail(k, "it needs a \"yes\" and a \"no\" sentence", NULL);
    if (k->rule) {
        struct rule *r = k->rule;
        if (r->event.plover == DL_N_PLOVER)
            return fail(k, "an \"event\" is missing", NULL);
        r->trigger = k->trigger.at, r->n_triggers = k->trigger.n;
        r->condition = k->condition.at, r->n_conditions = k->condition.n;
        r->source = k->source.at, r->n_sources = k->source.n;
        r->target = k->target.at, r->n_targets = k->target.n;
        r->example = k->example.at, r->n_examples = k->example.n;
    } else {
        struct operator *o = k->op;
        if (!k->over.n && !o->alone)
            return fail(k, "an \"over\" is missing", NULL);
        o->trigger = k->trigger.at, o->n_triggers = k->trigger.n;
        o->condition = k->condition.at, o->n_conditions = k->condition.n;
        o->source = k->source.at, o->n_sources = k->source.n;
        o->target = k->target.at, o->n_targets = k->target.n;
        o->over = k->over.at, o->n_overs = k->over.n;
        o->example = k->example.at, o->n_examples = k->example.n;
    }
    k->line = line;
    return true;
}

static bool open_block(struct reading *k, const char *id, bool is_rule)
{
    if (!close_block(k))
        return false;
    size_t n;
    id = token(id, &n);
    if (!n)
        return fail(k, "a name is missing", NULL);
    const char *name = arena_text(k->r->arena, id, n);
    k->rule = NULL, k->op = NULL;
    for (uint32_t i = 0; is_rule && i < k->r->rule.n; i++)
        if (!strcmp(k->r->rule.at[i].id, name))
            return fail(k, "there is a rule of that name already", name);
    if (is_rule) {
        k->rule = VEC_PUSH(k->r->arena, &k->r->rule);
        *k->rule = (struct rule){.id = name, .file = k->file, .line = k->line, .status = -1, .event.plover = DL_N_PLOVER};
    } else {
        k->op = VEC_PUSH(k->r->arena, &k->r->operator);
        *k->op = (struct operator){.id = name, .file = k->file, .line = k->line};
    }
    k->block_line = k->line;
    memset(&k->trigger, 0, sizeof k->trigger);
    memset(&k->condition, 0, sizeof k->condition);
    memset(&k->source, 0, sizeof k->source);
    memset(&k->target, 0, sizeof k->target);
    memset(&k->over, 0, sizeof k->over);
    memset(&k->example, 0, sizeof k->example);
    return true;
}

static bool more_slots(struct reading *k, const char *s, struct slot **at, uint32_t *n, uint32_t *cap)
{
    struct slot *some;
    uint32_t m;
    if (!read_slots(k, s, &some, &m))
        return false;
    for (uint32_t i = 0; i < m; i++) {
        if (*n == *cap)
            *at = arena_grow(k->r->arena, *at, cap, sizeof **at);
        (*at)[(*n)++] = some[i];
    }
    return true;
}

static bool read_line(struct reading *k, const char *s)
{
    size_t n;
    const char *key = token(s, &n), *rest = skip(key + n);
#define IS(word) (strlen(word) == n && !strncmp(key, word, n))
    if (IS("class"))
        return read_class(k, rest);
    if (IS("form"))
        return read_form(k, rest);
    if (IS("rule") || IS("operator"))
        return open_block(k, rest, IS("rule"));
    if (!k->rule && !k->op)
        return fail(k, "stands in no rule", key);
    if (IS("when"))
        return read_when(k, rest);
    if (IS("with") || IS("without"))
        return read_condition(k, rest, IS("without"));
    if (IS("source"))
        return more_slots(k, rest, &k->source.at, &k->source.n, &k->source.cap);
    if (IS("target"))
        return more_slots(k, rest, &k->target.at, &k->target.n, &k->target.cap);
    if (IS("yes") || IS("no"))
        return read_example(k, rest, IS("yes"));
    if (k->op && IS("over"))
        return more_slots(k, rest, &k->over.at, &k->over.n, &k->over.cap);
    if (k->op && IS("from"))
        return read_cell(k, rest);
    if (k->op && IS("alone"))
        return read_alone(k, rest);
    if (k->rule && IS("event"))
        return read_event(k, rest, &k->rule->event) != NULL;
    if (k->rule && IS("context"))
        return read_contexts(k, rest);
    if (k->rule && IS("status"))
        return read_status(k, rest, &k->rule->status);
    if (k->rule && IS("reciprocal"))
        return k->rule->reciprocal = true;
#undef IS
    return fail(k, "no such line", key);
}

/* Cuts a comment: '#' at the start of the line or after a blank, outside of quotation marks. */
static void cut_comment(char *s)
{
    bool quoted = false;
    for (char *p = s; *p; p++) {
        quoted ^= *p == '"';
        if (*p == '#' && !quoted && (p == s || p[-1] == ' ' || p[-1] == '\t')) {
            *p = 0;
            break;
        }
    }
    for (size_t n = strlen(s); n && strchr(" \t\r", s[n - 1]); n--)
        s[n - 1] = 0;
}

bool rules_read(struct rules *r, const char *path, struct dl_err *err)
{
    struct map m;
    if (!map_open(&m, path, 16u << 20, err))
        return false;
    struct reading k = {.r = r, .err = err, .file = path};
    bool ok = true;
    r->hash = r->hash * 31 + hash_bytes(m.at ? m.at : "", m.n);
    for (size_t at = 0; at < m.n && ok; at++) {
        const char *nl = memchr(m.at + at, '\n', m.n - at);
        size_t n = nl ? (size_t)(nl - m.at) - at : m.n - at;
        char *line = arena_text(r->arena, m.at + at, n);
        k.line++;
        cut_comment(line);
        ok = !*skip(line) || read_line(&k, line);
        at += n;
    }
    ok = ok && close_block(&k);
    map_close(&m);
    return ok;
}
