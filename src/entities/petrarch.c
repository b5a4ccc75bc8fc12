/* entities/petrarch.c: a line at a time: comments off, then by its first sign a phrase, a synonym, a restriction or a set. */
#include "entities/petrarch.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/banned.h"

enum { MAX_LINE = 4096 };

struct set { const char *name; const char **member; uint32_t n; };

struct reader {
    struct petrarch *out;
    struct arena *a;
    struct petrarch_record record;
    bool open;
    struct petrarch_code fallback;
    bool has_fallback, had_restriction;
    VEC(struct set) set;
    const char *path, *category;
    uint32_t line;
    enum petrarch_kind kind;
    bool in_comment, stopped;
};

static void note(struct reader *r, const char *text)
{
    r->out->notes++;
    if (r->out->note)
        r->out->note(r->out->with, r->path, r->line, text);
}

/* "NORTH_ZUBROWKA_ " -> "NORTH ZUBROWKA" */
static const char *phrase(struct reader *r, const char *s, size_t n)
{
    char *out = arena_take(r->a, n + 1, 1);
    size_t to = 0;
    for (size_t i = 0; i < n; i++) {
        bool blank = s[i] == '_' || isspace((unsigned char)s[i]);
        if (!blank)
            out[to++] = s[i];
        else if (to && out[to - 1] != ' ')
            out[to++] = ' ';
    }
    if (to && out[to - 1] == ' ')
        to--;
    out[to] = 0;
    return out;
}

/* ---- records ------------------------------------------------------------------------------ */

static void flush(struct reader *r)
{
    if (!r->open)
        return;
    r->open = false;
    if (r->has_fallback)
        *VEC_PUSH(r->a, &r->record.code) = r->fallback;
    if (!r->record.code.n && (r->kind == PETRARCH_ACTORS || r->kind == PETRARCH_AGENTS)) {
        uint32_t now = r->line;
        r->line = r->record.line;
        if (!r->had_restriction)
            note(r, "a record without a code");
        r->line = now;
        return;
    }
    r->out->counts[r->kind]++;
    if (r->out->take)
        r->out->take(r->out->with, &r->record);
}

static void begin(struct reader *r, const char *name)
{
    flush(r);
    if (!*name)
        return;
    r->record = (struct petrarch_record){.file = r->path, .line = r->line, .kind = r->kind, .category = r->category, .n_singular = 1};
    r->has_fallback = r->had_restriction = false;
    *VEC_PUSH(r->a, &r->record.name) = name;
    r->open = true;
}

static int32_t day(const char *s, size_t n)
{
    int v[8];
    if (n != 6 && n != 8)
        return DL_NO_DAY;
    for (size_t i = 0; i < n; i++) {
        if (!isdigit((unsigned char)s[i]))
            return DL_NO_DAY;
        v[i] = s[i] - '0';
    }
    int year = n == 8 ? v[0] * 1000 + v[1] * 100 + v[2] * 10 + v[3] : v[0] * 10 + v[1] + (v[0] * 10 + v[1] <= 30 ? 2000 : 1900);
    return day_of(year, v[n - 4] * 10 + v[n - 3], v[n - 2] * 10 + v[n - 1]);
}

static size_t blanks(const char *s, const char *end)
{
    size_t n = 0;
    while (s + n < end && isspace((unsigned char)s[n]))
        n++;
    return n;
}

/* The dates behind a code: "", "<D", ">D", "D-D", with blanks anywhere. */
static bool term(const char *s, const char *end, struct petrarch_code *c)
{
    c->first_day = INT32_MIN;
    c->last_day = INT32_MAX;
    s += blanks(s, end);
    char sign = s < end && (*s == '<' || *s == '>') ? *s++ : 0;
    s += blanks(s, end);
    const char *d = s;
    while (s < end && isdigit((unsigned char)*s))
        s++;
    if (s == d)
        return !sign && s == end;
    int32_t first = day(d, (size_t)(s - d)), last = first;
    s += blanks(s, end);
    if (s < end && *s == '-' && !sign) {
        s++;
        s += blanks(s, end);
        d = s;
        while (s < end && isdigit((unsigned char)*s))
            s++;
        last = day(d, (size_t)(s - d));
        s += blanks(s, end);
    }
    if (s != end || first == DL_NO_DAY || last == DL_NO_DAY || first > last)
        return false;
    if (sign != '<')
        c->first_day = first;
    if (sign != '>')
        c->last_day = last;
    return true;
}

static bool code_letters(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isupper((unsigned char)s[i]))
            return false;
    return n >= 3 && n % 3 == 0;
}

/* One "[CODE dates]", s behind the bracket. */
static void restriction(struct reader *r, const char *s, const char *end)
{
    struct petrarch_code c = {.code = ""};
    s += blanks(s, end);
    const char *from = s;
    while (s < end && !isspace((unsigned char)*s) && *s != '<' && *s != '>')
        s++;
    size_t n = (size_t)(s - from);
    r->had_restriction = true;
    if (n && *from == '~')
        from++, n--;
    else if (n && from[n - 1] == '~')
        n--;
    bool null = n == 3 && (!memcmp(from, "---", 3) || !memcmp(from, "###", 3));
    char upper[64];
    for (size_t i = 0; i < n && i < sizeof upper; i++)
        upper[i] = (char)toupper((unsigned char)from[i]);
    if (!null && (n > sizeof upper || (r->kind != PETRARCH_ISSUES && !code_letters(upper, n)))) {
        note(r, "a code that is not made of groups of three letters");
        return;
    }
    c.code = null ? "" : arena_text(r->a, upper, n);
    if (!term(s, end, &c)) {
        note(r, "a date that is none: its restriction is left out");
        return;
    }
    if (c.first_day == INT32_MIN && c.last_day == INT32_MAX) {
        r->fallback = c;
        r->has_fallback = true;
    } else {
        *VEC_PUSH(r->a, &r->record.code) = c;
    }
}

static void restrictions(struct reader *r, const char *s)
{
    if (!r->open) {
        note(r, "a code before any phrase");
        return;
    }
    while ((s = strchr(s, '['))) {
        const char *end = strchr(++s, ']');
        if (!end) {
            note(r, "a bracket that does not close");
            return;
        }
        restriction(r, s, end);
        s = end + 1;
    }
}

/* ---- agents ------------------------------------------------------------------------------- */

static void add_form(struct reader *r, const char *s, size_t n)
{
    const char *form = phrase(r, s, n);
    if (*form)
        *VEC_PUSH(r->a, &r->record.name) = form;
}

/* The made plural, and the right one where the rule errs: ATTORNEIES, ATTORNEYS. */
static void add_plurals(struct reader *r, const char *name)
{
    size_t n = strlen(name);
    char last = (char)toupper((unsigned char)name[n - 1]), before = n > 1 ? (char)toupper((unsigned char)name[n - 2]) : 0;
    if (last == 'Y')
        add_form(r, arena_printf(r->a, "%.*sIES", (int)n - 1, name), n + 2);
    else
        add_form(r, arena_printf(r->a, "%s%s", name, last == 'S' ? "ES" : "S"), n + (last == 'S' ? 2 : 1));
    if (last == 'Y' && before && strchr("AEIOU", before))
        add_form(r, arena_printf(r->a, "%sS", name), n + 1);
    else if (last == 'X' || (last == 'H' && (before == 'S' || before == 'C')))
        add_form(r, arena_printf(r->a, "%sES", name), n + 2);
}

static void read_set(struct reader *r, char *s)
{
    char *mark = strchr(s + 1, '!'), *eq = mark ? strchr(mark, '=') : NULL;
    if (!eq) {
        note(r, "a set without members");
        return;
    }
    VEC(const char *) member = {0};
    for (char *m = eq + 1; m;) {
        char *comma = strchr(m, ',');
        const char *one = phrase(r, m, comma ? (size_t)(comma - m) : strlen(m));
        if (*one)
            *VEC_PUSH(r->a, &member) = one;
        m = comma ? comma + 1 : NULL;
    }
    *VEC_PUSH(r->a, &r->set) = (struct set){arena_text(r->a, s, (size_t)(mark - s + 1)), member.at, member.n};
}

/* "FERRY!CREW!" to all its words; false if the set is unknown. */
static bool substitute(struct reader *r, const char *name)
{
    const char *from = strchr(name, '!'), *to = from ? strchr(from + 1, '!') : NULL;
    for (uint32_t i = 0; to && i < r->set.n; i++) {
        const struct set *s = &r->set.at[i];
        size_t n = (size_t)(to - from + 1);
        if (strlen(s->name) != n || memcmp(s->name, from, n) != 0)
            continue;
        r->record.name.n = 0;
        for (uint32_t m = 0; m < s->n; m++) {
            const char *word = arena_printf(r->a, "%.*s%s%s", (int)(from - name), name, s->member[m], to + 1);
            add_form(r, word, strlen(word));
        }
        r->record.n_singular = r->record.name.n;
        return r->record.name.n > 0;
    }
    return false;
}

static void agent_line(struct reader *r, char *s)
{
    size_t n = strcspn(s, "{[");
    const char *name = phrase(r, s, n);
    if (*s == '!' && strchr(s, '=')) {
        flush(r);
        read_set(r, s);
        return;
    }
    begin(r, name);
    if (!r->open)
        return;
    if (strchr(name, '!')) {
        if (!substitute(r, name)) {
            note(r, "a set that was not defined before");
            r->open = false;
            return;
        }
    } else if (s[n] == '{') {
        size_t end = strcspn(s + n, "}");
        add_form(r, s + n + 1, end - 1);
    } else {
        add_plurals(r, name);
    }
    restrictions(r, s);
}

/* ---- the other kinds ---------------------------------------------------------------------- */

static void actor_line(struct reader *r, char *s)
{
    size_t n = strcspn(s, "[");
    if (*s == '[') {
        restrictions(r, s);
        return;
    }
    if (*s == '+') {
        const char *name = phrase(r, s + 1, n - 1);
        if (!r->open)
            note(r, "a synonym before any phrase");
        else if (*name)
            *VEC_PUSH(r->a, &r->record.name) = name;
    } else {
        begin(r, phrase(r, s, n));
    }
    if (s[n] && r->open)
        restrictions(r, s + n);
}

static void issue_line(struct reader *r, char *s)
{
    if (*s == '<') {
        char *at = strstr(s, "CATEGORY=\""), *end = at ? strchr(at + 10, '"') : NULL;
        flush(r);
        r->category = end ? arena_text(r->a, at + 10, (size_t)(end - at - 10)) : s[1] == '/' ? NULL : r->category;
        return;
    }
    bool story = s[0] == '~' && s[1] == '~';
    bool ignore = *s == '~';
    s += story ? 2 : ignore;
    size_t n = strcspn(s, "[");
    begin(r, phrase(r, s, n));
    r->record.whole_story = story;
    if (r->open && !ignore && s[n])
        restrictions(r, s + n);
    else if (r->open && !ignore)
        note(r, "an issue without a code");
}

static void discard_line(struct reader *r, char *s)
{
    bool story = *s == '+';
    begin(r, phrase(r, s + story, strcspn(s + story, "[")));
    r->record.whole_story = story;
}

/* ---- lines -------------------------------------------------------------------------------- */

/* Takes comments out of the line: "#" and ";" to the end but in brackets ("[###]"), "<!-- -->" also over lines. */
static void uncomment(struct reader *r, char *s)
{
    char *to = s;
    bool bracket = false;
    for (; *s; s++) {
        if (r->in_comment) {
            if (strncmp(s, "-->", 3) == 0) {
                r->in_comment = false;
                s += 2;
            }
            continue;
        }
        if (strncmp(s, "<!--", 4) == 0) {
            r->in_comment = true;
            s += 3;
            continue;
        }
        bracket = *s == '[' || (bracket && *s != ']');
        if ((*s == '#' || *s == ';') && !bracket)
            break;
        *to++ = *s;
    }
    *to = 0;
}

/* Bytes that are no UTF-8 become "?". */
static void mend(struct reader *r, char *s, size_t n)
{
    size_t bad;
    if (utf8_valid(s, n, &bad))
        return;
    note(r, "bytes that are not UTF-8");
    while (!utf8_valid(s, n, &bad))
        s[bad] = '?';
}

static void line(struct reader *r, char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        s[i] = s[i] ? s[i] : ' ';
    mend(r, s, n);
    if (!r->in_comment && strncmp(s, "<!", 2) == 0 && strncmp(s, "<!--", 4) != 0)
        return;
    uncomment(r, s);
    while (isspace((unsigned char)*s))
        s++;
    n = strlen(s);
    while (n && isspace((unsigned char)s[n - 1]))
        s[--n] = 0;
    if (!n)
        return;
    if (strncmp(s, "---STOP---", 10) == 0) {
        r->stopped = true;
        return;
    }
    switch (r->kind) {
    case PETRARCH_AGENTS: agent_line(r, s); break;
    case PETRARCH_ISSUES: issue_line(r, s); break;
    case PETRARCH_DISCARDS: discard_line(r, s); break;
    default: actor_line(r, s);
    }
}

void petrarch_parse(struct petrarch *p, enum petrarch_kind kind, const char *path, const char *bytes, size_t n)
{
    struct reader r = {.out = p, .a = arena_new(), .path = path, .kind = kind};
    char *copy = arena_take(r.a, MAX_LINE + 1, 1);
    for (size_t at = 0; at < n && !r.stopped;) {
        const char *end = memchr(bytes + at, '\n', n - at);
        size_t len = (end ? (size_t)(end - bytes) : n) - at, used = len < MAX_LINE ? len : MAX_LINE;
        r.line++;
        if (used < len)
            note(&r, "a line of more than 4096 bytes is cut");
        memcpy(copy, bytes + at, used);
        copy[used] = 0;
        line(&r, copy, used);
        at += len + 1;
    }
    flush(&r);
    if (r.in_comment)
        note(&r, "a comment that does not close");
    arena_free(r.a);
}

enum { VERBS = PETRARCH_N_KINDS };       /* read by the rules' room */

static int kind_of(const char *name)
{
    static const struct { const char *word; int kind; } words[] = {{"agent", PETRARCH_AGENTS}, {"actor", PETRARCH_ACTORS}, {"issue", PETRARCH_ISSUES},
                                                                   {"discard", PETRARCH_DISCARDS}, {"groups", PETRARCH_ACTORS}, {"verb", VERBS}, {"cameo", VERBS}};
    char lower[256];
    size_t n = strlen(name) < sizeof lower ? strlen(name) : sizeof lower - 1;
    for (size_t i = 0; i <= n; i++)
        lower[i] = i < n ? (char)tolower((unsigned char)name[i]) : 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(lower, words[i].word))
            return words[i].kind;
    return -1;
}

static bool read_file(struct petrarch *p, int kind, const char *path, struct dl_err *err)
{
    struct map m;
    if (p->only && !(p->only >> kind & 1))
        return true;
    if (kind == VERBS) {
        if (p->note)
            p->note(p->with, path, 0, "verb patterns are not read here");
        return true;
    }
    if (!map_open(&m, path, 1u << 28, err))
        return false;
    petrarch_parse(p, (enum petrarch_kind)kind, path, m.at, m.n);
    map_close(&m);
    return true;
}

bool petrarch_folder(struct petrarch *p, const char *dir, struct dl_err *err)
{
    struct dirent **at;
    int n = scandir(dir, &at, NULL, alphasort), found = 0;
    bool ok = n >= 0 || err_set(err, DL_EIO, dir, "cannot be listed");
    for (int i = 0; i < n; i++) {
        char path[4096];
        int kind = kind_of(at[i]->d_name);
        snprintf(path, sizeof path, "%s/%s", dir, at[i]->d_name);
        if (ok && kind >= 0 && at[i]->d_name[0] != '.') {
            ok = read_file(p, kind, path, err);
            found++;
        }
        free(at[i]);
    }
    if (n >= 0)
        free(at);
    return ok && (found || err_set(err, DL_EFORMAT, dir, "holds no file with actor, agent, issue, discard, verb or CAMEO in its name"));
}
