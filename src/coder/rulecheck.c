/* coder/rulecheck.c: codes the sentences that rules carry and says where they do not come out as written. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "coder/coder.h"
#include "rules/rules.h"
#include "rules/verbs.h"
#include "base/banned.h"

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

struct test {
    struct dl_session *session;
    dl_say *say;
    void *with;
    const char *id, *file;
    const struct dl_article *art;
    struct dl_rules_result result;
};

/* Is the wanted code the country, the sectors or the whole code of one of the actors? */
static bool one_actor(const struct test *k, const char *want, size_t n, const uint32_t *at, uint32_t n_at)
{
    if ((n == 1 && *want == '*') || (n == 1 && (*want == '-' || *want == '?')))
        return *want == '*' || !n_at || *want == '?';
    for (uint32_t i = 0; i < n_at; i++) {
        const struct dl_entity *e = &k->art->entity[at[i]];
        const char *code = e->code ? e->code : e->country ? e->country : "";
        if ((e->country && strlen(e->country) == n && !strncmp(e->country, want, n)) || (strlen(code) == n && !strncmp(code, want, n)) ||
            (e->sectors && strlen(e->sectors) >= n && !strncmp(e->sectors, want, n)) || (n > 3 && !strncmp(code, want, n)))
            return true;
    }
    return false;
}

static bool actors(const struct test *k, const char **s, const uint32_t *at, uint32_t n_at)
{
    for (;;) {
        *s += strspn(*s, " \t,");
        size_t n = strcspn(*s, " \t,>;");
        if (!n)
            return true;
        if (!one_actor(k, *s, n, at, n_at))
            return false;
        *s += n;
        if (**s != ',')
            return true;
    }
}

/* "CONSULT RUS > USA planned" against one event. */
static bool fits(const struct test *k, const struct dl_event *e, const char *want)
{
    want += strspn(want, " \t;");
    size_t n = strcspn(want, " \t;");
    if (strlen(types[e->plover]) != n || strncmp(types[e->plover], want, n))
        return false;
    want += n;
    if (!actors(k, &want, e->source, e->n_sources))
        return false;
    want += strspn(want, " \t");
    if (*want == '>') {
        want++;
        if (!actors(k, &want, e->target, e->n_targets))
            return false;
    }
    want += strspn(want, " \t");
    n = strcspn(want, " \t;");
    return !n || (strlen(statuses[e->status]) == n && !strncmp(statuses[e->status], want, n));
}

static void describe(const struct test *k, struct buf *b)
{
    for (uint32_t i = 0; i < k->art->n_events; i++) {
        const struct dl_event *e = &k->art->event[i];
        buf_printf(b, "%s%s", i ? "; " : "", types[e->plover]);
        for (int side = 0; side < 2; side++) {
            const uint32_t *at = side ? e->target : e->source;
            uint32_t n = side ? e->n_targets : e->n_sources;
            buf_str(b, side ? " > " : " ");
            for (uint32_t j = 0; j < n; j++)
                buf_printf(b, "%s%s", j ? "," : "", k->art->entity[at[j]].code ? k->art->entity[at[j]].code : k->art->entity[at[j]].name);
            if (!n)
                buf_char(b, '?');
        }
        buf_printf(b, " %s by %s", statuses[e->status], e->rule);
    }
    if (!k->art->n_events)
        buf_str(b, "nothing");
}

static void complain(struct test *k, const struct example *e, const char *what)
{
    struct buf b = {0};
    buf_printf(&b, "%s:%u: %s: %s: \"%s\" => %s, got ", k->file, e->line, k->id, what, e->text, e->want);
    describe(k, &b);
    k->say(k->with, b.at);
    buf_free(&b);
    k->result.failed++;
}

static void test_example(struct test *k, const struct example *e)
{
    struct dl_err err;
    struct dl_document d = {.bytes = e->text, .n_bytes = strlen(e->text), .published = "2016-09-07", .media_type = "text/plain"};
    k->art = dl_code_document(k->session, &d, &err);
    k->result.sentences++;
    if (!k->art) {
        k->say(k->with, err.text);
        k->result.failed++;
        return;
    }
    bool mine = false, all = true;
    for (uint32_t i = 0; i < k->art->n_events; i++)
        mine |= !strcmp(k->art->event[i].rule, k->id);
    if (!e->yes) {
        if (mine)
            complain(k, e, "a \"no\" sentence fires");
        return;
    }
    for (const char *want = e->want; *want; want += strcspn(want, ";"), want += *want == ';') {
        bool found = false;
        for (uint32_t i = 0; i < k->art->n_events; i++)
            found |= fits(k, &k->art->event[i], want);
        all &= found;
    }
    if (!mine && (!*e->want || !all))           /* another rule that says the same is as good */
        complain(k, e, "does not fire");
    else if (!all)
        complain(k, e, "fires otherwise");
}

struct dl_rules_result dl_rules_test(const struct dl_coder *c, const char *only, dl_say *say, void *with)
{
    struct test k = {.session = dl_session_new(c), .say = say, .with = with};
    for (uint32_t i = 0; i < rules_count(c->rules); i++) {
        const struct rule *r = rules_at(c->rules, i);
        k.id = r->id, k.file = r->file;
        k.result.rules++;
        for (uint32_t e = 0; e < r->n_examples && (!only || !strncmp(r->id, only, strlen(only))); e++)
            test_example(&k, &r->example[e]);
    }
    for (uint32_t i = 0; i < rules_operators(c->rules); i++) {
        const struct operator *o = rules_operator_at(c->rules, i);
        k.id = o->id, k.file = o->file;
        k.result.rules++;
        for (uint32_t e = 0; e < o->n_examples && (!only || !strncmp(o->id, only, strlen(only))); e++)
            test_example(&k, &o->example[e]);
    }
    dl_session_free(k.session);
    return k.result;
}

struct heard { dl_remark *say; void *with; };

static void pass_on(void *with, const char *file, uint32_t line, const char *text)
{
    struct heard *h = with;
    char where[512];
    snprintf(where, sizeof where, "%s:%u", file, line);
    if (h->say)
        h->say(h->with, where, text);
}

bool dl_verbs_check(const char *dir, dl_remark *say, void *with, struct dl_verbs_result *result, struct dl_err *err)
{
    struct heard heard = {say, with};
    struct verbs_counts c;
    struct dl_err why = {0};
    struct verbs *v = verbs_open(dir, pass_on, &heard, &c, &why);
    *result = (struct dl_verbs_result){c.sets, c.verbs, c.patterns, c.transformations, c.notes};
    verbs_close(v);
    if (!v && why.text[0] && err)
        *err = why;
    return v || why.text[0] ? v != NULL : err_set(err, DL_EFORMAT, dir, "holds no file with verb patterns");
}
