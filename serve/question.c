/* serve/question.c: parameters of an address as a question to the store; each is looked at before it goes there. */
#include "request.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool wrong(struct dl_err *err, const char *name, const char *text)
{
    *err = (struct dl_err){.code = DL_EUSAGE};
    snprintf(err->where, sizeof err->where, "%.100s", name);
    snprintf(err->text, sizeof err->text, "%s", text);
    return false;
}

static bool is_day(const char *s)
{
    for (int i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? s[i] != '-' : !isdigit((unsigned char)s[i]))
            return false;
    int month = (s[5] - '0') * 10 + s[6] - '0', day = (s[8] - '0') * 10 + s[9] - '0';
    return !s[10] && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static bool is_number(const char *s) { return *s >= '1' && *s <= '9' && strspn(s, "0123456789") == strlen(s) && strlen(s) <= 9; }

static bool is_share(const char *s)
{
    char *end;
    double v = strtod(s, &end);
    return isdigit((unsigned char)*s) && !*end && v >= 0 && v <= 1;
}

static bool is_dyad(const char *s)
{
    for (int i = 0; i < 7; i++)
        if (i == 3 ? s[i] != '-' : !isupper((unsigned char)s[i]))
            return false;
    return !s[7];
}

static bool is_order(const char *s) { return !strcmp(s, "newest") || !strcmp(s, "stored"); }
static bool is_day_or_all(const char *s) { return !strcmp(s, "all") || is_day(s); }
static bool is_step(const char *s) { return !strcmp(s, "day") || !strcmp(s, "week") || !strcmp(s, "month") || !strcmp(s, "year"); }
static bool is_one(const char *s) { return !strcmp(s, "1"); }
static bool is_words(const char *s) { return strspn(s, " \t\"*") != strlen(s); }
static bool is_text(const char *s) { return strlen(s) <= 512; }

#define FIELD(name) #name, offsetof(struct dl_question, name)
static const struct { const char *name; size_t field; bool (*good)(const char *); const char *wants; } filters[] = {
    {FIELD(actor), is_text, NULL}, {FIELD(source), is_text, NULL}, {FIELD(target), is_text, NULL}, {FIELD(dyad), is_dyad, "a dyad is two codes of countries: RUS-USA"},
    {FIELD(type), is_text, NULL}, {FIELD(mode), is_text, NULL}, {FIELD(cameo), is_text, NULL}, {FIELD(status), is_text, NULL}, {FIELD(place), is_text, NULL},
    {FIELD(outlet), is_text, NULL}, {FIELD(speaker), is_text, NULL}, {FIELD(relay), is_text, NULL}, {FIELD(cue), is_text, NULL}, {FIELD(kind), is_text, NULL},
    {FIELD(tone), is_text, NULL}, {FIELD(topic), is_text, NULL}, {FIELD(text), is_words, "there is no word to look for"},
    {"q", offsetof(struct dl_question, text), is_words, "there is no word to look for"},
    {FIELD(since), is_day_or_all, "a day is written YYYY-MM-DD; \"all\" for no limit"}, {FIELD(until), is_day, "a day is written YYYY-MM-DD"},
    {FIELD(article), is_text, NULL}, {FIELD(by), is_step, "by is day, week, month or year"}, {FIELD(after), is_text, NULL},
    {FIELD(limit), is_number, "a limit is a number from 1"}, {FIELD(order), is_order, "the order is newest or stored"},
    {FIELD(confidence), is_share, "a confidence is a number from 0 to 1"}, {FIELD(party), is_text, NULL}, {FIELD(state), is_text, NULL},
};
enum { N_FILTERS = sizeof filters / sizeof *filters };

static bool listed(const char *list, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = list; *at; at += strcspn(at, " "), at += *at == ' ')
        if (strcspn(at, " ") == n && !memcmp(at, name, n))
            return true;
    return false;
}

static bool take(struct dl_question *q, const struct request_param *p, struct dl_err *err)
{
    if (!strcmp(p->name, "copies")) {
        q->copies = is_one(p->value);
        return q->copies || wrong(err, p->name, "copies is 1 or not given");
    }
    for (int i = 0; i < N_FILTERS; i++)
        if (!strcmp(filters[i].name, p->name)) {
            *(const char **)((char *)q + filters[i].field) = p->value;
            return filters[i].good(p->value) || wrong(err, p->name, filters[i].wants ? filters[i].wants : "the value is too long");
        }
    return wrong(err, p->name, "there is no such filter");
}

bool request_question(const struct request *r, const char *allowed, struct dl_question *q, struct dl_err *err)
{
    for (uint32_t i = 0; i < r->n_params; i++) {
        if (!listed(allowed, r->param[i].name))
            return wrong(err, r->param[i].name, "there is no such filter here");
        if (!take(q, &r->param[i], err))
            return false;
    }
    return true;
}
