/* rules/verbs_read.c: verb dictionaries, a line at a time: comments off, then by its first sign a block, a set, a verb or a pattern. */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/intern.h"
#include "base/map.h"
#include "rules/verbs_inside.h"
#include "base/banned.h"

enum { MAX_LINE = 4096, MAX_ELEMENTS = 24, MAX_DEPTH = 3, MAX_EXPANDED = 64 };

struct reader {
    struct verbs *v;
    verbs_note *note;
    void *with;
    struct verbs_counts *counts;
    const char *file;
    uint32_t line;
    bool in_set, in_comment;
};

static const struct codes no_codes = {"", ""};

static void note(struct reader *r, const char *text)
{
    r->counts->notes++;
    if (r->note)
        r->note(r->with, r->file, r->line, text);
}

static const char *skip(const char *s)
{
    while (isspace((unsigned char)*s))
        s++;
    return s;
}

static bool is_word(char c) { return c && !isspace((unsigned char)c) && !strchr("{}()[]|*", c); }

/* ---- codes: [042], [042:043], [:173], [---] ---- */

static const char *code_of(struct reader *r, const char *s, size_t n)
{
    bool digits = n >= 2 && n <= 4;
    for (size_t i = 0; i < n; i++)
        digits = digits && isdigit((unsigned char)s[i]);
    if (!n)
        return "";
    if (n == 3 && memcmp(s, "---", 3) == 0)
        return "---";
    if (digits)
        return arena_text(r->v->arena, s, n);
    note(r, "a code that is no CAMEO code");
    return "---";
}

/* The last [..] of a line, which is cut off there; false if there is none. */
static bool take_codes(struct reader *r, char *s, struct codes *out)
{
    char *open = strrchr(s, '['), *close = open ? strchr(open, ']') : NULL;
    if (!close)
        return false;
    char *colon = memchr(open, ':', (size_t)(close - open)), *end = colon ? colon : close;
    *out = (struct codes){code_of(r, open + 1, (size_t)(end - open - 1)), colon ? code_of(r, colon + 1, (size_t)(close - colon - 1)) : ""};
    *open = 0;
    return true;
}

/* ---- phrases ---- */

/* "BEEF_UP" with "_" or blanks between its words; main, if not NULL: the word behind a '+', else the first. */
static bool take_phrase(struct reader *r, const char *s, size_t n, struct phrase *out, uint32_t *main)
{
    *out = (struct phrase){0};
    if (main)
        *main = 0;
    for (size_t i = 0; i < n;) {
        size_t from = i;
        while (i < n && s[i] != '_')
            i++;
        if (main && from < i && s[from] == '+')
            *main = out->n, from++;
        if (from < i && out->n == PHRASE_WORDS)
            return false;
        if (from < i)
            out->word[out->n++] = verbs_word(r->v, s + from, i - from);
        i++;
    }
    return out->n > 0;
}

static int32_t set_named(const struct verbs *v, const char *s, size_t n)
{
    while (n && s[n - 1] == '_')
        n--;
    for (uint32_t i = v->set.n; i-- > 0;)
        if (strlen(v->set.at[i].name) == n && memcmp(v->set.at[i].name, s, n) == 0)
            return (int32_t)i;
    return -1;
}

static void begin_set(struct reader *r, const char *s)
{
    size_t n = strcspn(s, " \t");
    while (n && s[n - 1] == '_')
        n--;
    *VEC_PUSH(r->v->arena, &r->v->set) = (struct phrases){.name = arena_text(r->v->arena, s, n)};
    r->counts->sets++;
    r->in_set = true;
}

static void add_member(struct reader *r, const char *s)
{
    struct phrase p;
    if (!take_phrase(r, s, strcspn(s, " \t["), &p, NULL))
        note(r, "a member of a set without a word, or of more than six");
    else
        *VEC_PUSH(r->v->arena, &r->v->set.at[r->v->set.n - 1].at) = p;
}

/* ---- patterns ---- */

struct elements { struct element at[MAX_ELEMENTS]; uint32_t n, star; bool trees, glued; const char *fault; };

static const char *take_elements(struct reader *r, const char *s, char until, int depth, struct elements *out);

/* A word of a pattern, a sign or the name of a set. */
static bool take_element(struct reader *r, const char *s, size_t n, struct element *e)
{
    static const char signs[] = "$+%^";
    const char *sign = n == 1 ? memchr(signs, *s, 4) : NULL;
    *e = (struct element){.kind = ELEMENT_PHRASE};
    if (sign) {
        e->kind = (enum element_kind)(ELEMENT_SOURCE + (sign - signs));
        return true;
    }
    if (*s != '&')
        return take_phrase(r, s, n, &e->phrase, NULL);
    int32_t set = set_named(r->v, s + 1, n - 1);
    *e = (struct element){.kind = ELEMENT_SET, .set = (uint32_t)set};
    return set >= 0;
}

/* "&SECURITY_ZONE": a member of the set and the word right behind it. Returns the bytes of the set, 0 if no set is named so. */
static size_t set_in_front(struct reader *r, const char *s, size_t n)
{
    for (size_t k = n; *s == '&' && k > 1; k--)
        if (s[k - 1] == '_' && set_named(r->v, s + 1, k - 1) >= 0)
            return k;
    return 0;
}

/* Adds what a run of letters and signs means. */
static void take_words(struct reader *r, const char *s, size_t n, struct elements *out)
{
    struct element *e = &out->at[out->n];
    size_t set = set_in_front(r, s, n);
    if (set && set < n && out->n + 1 < MAX_ELEMENTS) {
        take_element(r, s, set, e);
        e->glued = true;
        out->n++;
        take_words(r, s + set, n - set, out);
        return;
    }
    if (take_element(r, s, n, e)) {
        e->glued = s[n - 1] == '_' && s[n] == '*';
        out->n++;
    } else if (*s == '&') {
        out->fault = "a set that is defined nowhere before";
    }
}

/* "{FINANCIAL AID}", "(OF {BANNED PARTIES})": what stands inside, as one element. */
static const char *take_group(struct reader *r, const char *s, int depth, struct element *e, struct elements *around)
{
    struct elements in = {0};
    bool prep = *s == '(';
    const char *end = depth < MAX_DEPTH ? take_elements(r, s + 1, prep ? ')' : '}', depth + 1, &in) : NULL;
    if (!end || !in.n || in.fault) {
        around->fault = in.fault ? in.fault : "a bracket that holds nothing or does not close";
        return s + strlen(s);
    }
    around->trees |= prep;
    *e = (struct element){.kind = prep ? ELEMENT_PREP : ELEMENT_GROUP, .part = arena_take(r->v->arena, in.n, sizeof *in.at), .n_parts = in.n};
    memcpy(e->part, in.at, in.n * sizeof *in.at);
    return end;
}

/* Elements up to the sign `until` (0: the end). Returns what follows it, NULL if it is missing. */
static const char *take_elements(struct reader *r, const char *s, char until, int depth, struct elements *out)
{
    out->star = UINT32_MAX;
    while (*(s = skip(s)) && *s != until) {
        if (*s == '*') {
            out->star = out->n;
            s += strspn(s, "*");
            out->glued = *s == '_';
            continue;
        }
        if (out->n == MAX_ELEMENTS || strchr(")}|]", *s)) {
            out->fault = out->n == MAX_ELEMENTS ? "a pattern of more than 24 parts" : "a bracket too many";
            return NULL;
        }
        if (*s == '(' || *s == '{') {
            s = take_group(r, s, depth, &out->at[out->n], out);
            out->n++;
            continue;
        }
        size_t n = 0;
        while (is_word(s[n]))
            n++;
        if (n)
            take_words(r, s, n, out);
        s += n ? n : 1;
    }
    return *s == until ? (until ? s + 1 : s) : NULL;
}

static uint32_t size_of(const struct element *e, uint32_t n)
{
    uint32_t size = 0;
    for (uint32_t i = 0; i < n; i++)
        size += e[i].n_parts ? size_of(e[i].part, e[i].n_parts) : e[i].kind == ELEMENT_PHRASE ? e[i].phrase.n : 1;
    return size;
}

static void add_pattern(struct reader *r, const struct elements *all, struct codes codes)
{
    struct arena *a = r->v->arena;
    struct block *b = &r->v->block.at[r->v->block.n - 1];
    struct pattern p = {.n_left = all->star, .n_right = all->n - all->star, .line = r->line, .codes = codes, .trees = all->trees, .glued = all->glued, .size = size_of(all->at, all->n)};
    p.left = arena_take(a, p.n_left + 1, sizeof *p.left);
    p.right = arena_take(a, p.n_right + 1, sizeof *p.right);
    memcpy(p.left, all->at, p.n_left * sizeof *p.left);
    memcpy(p.right, all->at + all->star, p.n_right * sizeof *p.right);
    *VEC_PUSH(a, &b->pattern) = p;
    r->counts->patterns++;
}

static void take_pattern(struct reader *r, const char *s, struct codes codes)
{
    struct elements all = {0};
    const char *end = take_elements(r, s, 0, 0, &all);
    if (all.fault || !end)
        note(r, all.fault ? all.fault : "a pattern that cannot be read");
    else if (all.star == UINT32_MAX)
        note(r, "a pattern without its verb '*'");
    else
        add_pattern(r, &all, codes);
}

/* TABARI's "{ A | B }": a pattern for each. */
static void expand(struct reader *r, const char *s, struct codes codes, uint32_t *left)
{
    const char *bar = strchr(s, '|'), *open = bar;
    while (open && open > s && *open != '{')
        open--;
    const char *close = bar ? strchr(bar, '}') : NULL;
    if (!bar || *open != '{' || !close) {
        take_pattern(r, s, codes);
        return;
    }
    for (const char *at = open + 1; at <= close && *left; at++) {
        size_t n = strcspn(at, "|}");
        --*left;
        expand(r, arena_printf(r->v->arena, "%.*s %.*s %s", (int)(open - s), s, (int)n, at, close + 1), codes, left);
        at += n;
    }
}

static void pattern_line(struct reader *r, char *s)
{
    struct codes codes = no_codes;
    uint32_t left = MAX_EXPANDED;
    if (!r->v->block.n)
        note(r, "a pattern before the first verb");
    else if (!take_codes(r, s, &codes))
        note(r, "a pattern without a code");
    else
        expand(r, s, codes, &left);
}

/* ---- blocks and verbs ---- */

static void begin_block(struct reader *r, char *s)
{
    struct codes codes = no_codes;
    take_codes(r, s, &codes);
    *VEC_PUSH(r->v->arena, &r->v->block) = (struct block){.file = r->file, .codes = codes};
    r->in_set = false;
}

static void post(struct reader *r, uint32_t word, uint32_t verb)
{
    struct posting_list *list = &r->v->index.at[word];
    if (!list->verb.n || list->verb.at[list->verb.n - 1] != verb)
        *VEC_PUSH(r->v->arena, &list->verb) = verb;
}

/* GO {GOES WENT GOING GONE}: every form listed is one of the inflected word's. */
static void post_forms(struct reader *r, const char *s, const struct verb *v, uint32_t number)
{
    const char *end = strchr(s, '}');
    for (s++; end && *(s = skip(s)) && s < end;) {
        size_t n = 0;
        struct phrase p;
        while (s + n < end && is_word(s[n]))
            n++;
        if (n && take_phrase(r, s, n, &p, NULL) && p.n == v->phrase.n)
            post(r, p.word[v->main], number);
        s += n ? n : 1;
    }
    if (!end)
        note(r, "forms of a verb whose bracket does not close");
}

/* The forms that the programs make of a regular verb, and those with -y to -ie- that they forget. */
static void post_regular(struct reader *r, uint32_t word, uint32_t number)
{
    const char *w = r->v->word.at[word];
    size_t n = strlen(w);
    char last = w[n - 1], form[80];
    int cut = last == 'e' || last == 'y' ? (int)n - 1 : (int)n;
    const char *const stems[][2] = {{w, last == 'e' ? "d" : "ed"}, {w, "s"}, {w, "es"}, {w, "ing"}};
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++) {
        int made = snprintf(form, sizeof form, "%s%s", stems[i][0], stems[i][1]);
        post(r, verbs_word(r->v, form, (size_t)made), number);
    }
    static const char *const cut_y[] = {"ied", "ies"}, *const cut_e[] = {"ing"};
    for (int i = 0; i < (last == 'y' ? 2 : last == 'e' ? 1 : 0); i++) {
        int made = snprintf(form, sizeof form, "%.*s%s", cut, w, last == 'y' ? cut_y[i] : cut_e[i]);
        post(r, verbs_word(r->v, form, (size_t)made), number);
    }
}

static void verb_line(struct reader *r, char *s)
{
    struct verbs *v = r->v;
    struct verb verb = {.line = r->line, .block = v->block.n - 1, .codes = no_codes};
    r->in_set = false;
    if (!v->block.n) {
        note(r, "a verb before the first block");
        return;
    }
    if (take_codes(r, s, &verb.codes) && !*v->block.at[verb.block].codes.code)
        v->block.at[verb.block].codes = verb.codes;             /* "### NAME ###": the code stands at the first verb */
    size_t n = strcspn(s, " \t{");
    if (!take_phrase(r, s, n, &verb.phrase, &verb.main)) {
        note(r, "a verb without a word, or of more than six");
        return;
    }
    verb.id = arena_printf(v->arena, "petrarch/%.*s", (int)(n - (*s == '+')), s + (*s == '+'));
    uint32_t number = v->verb.n;
    *VEC_PUSH(v->arena, &v->verb) = verb;
    post(r, verb.phrase.word[verb.main], number);
    if (*skip(s + n) == '{')
        post_forms(r, skip(s + n), &verb, number);
    else
        post_regular(r, verb.phrase.word[verb.main], number);
    r->counts->verbs++;
}

/* ---- lines ---- */

/* Cuts comments: "#" to the end, ";" to the end outside brackets, <!-- ... -->, also over lines. */
static void uncomment(struct reader *r, char *s)
{
    char *to = s;
    bool inside = false;
    for (; *s; s++) {
        if (r->in_comment) {
            if (strncmp(s, "-->", 3) == 0)
                r->in_comment = false, s += 2;
            continue;
        }
        if (strncmp(s, "<!--", 4) == 0) {
            r->in_comment = true;
            continue;
        }
        inside = *s == '[' || (inside && *s != ']');
        if (*s == '#' || (*s == ';' && !inside))
            break;
        *to++ = *s;
    }
    *to = 0;
}

static void old_block(struct reader *r, const char *s)
{
    s = skip(s + strspn(s, "#"));
    if (isalpha((unsigned char)*s) && strchr(s, '#') && s[strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-")] == ' ')
        begin_block(r, arena_text(r->v->arena, s, strcspn(s, "#")));
}

static void take_line(struct reader *r, char *s)
{
    if (strncmp(s, "###", 3) == 0 && !r->in_comment)
        old_block(r, s);                                        /* ### NAME ### */
    if (strncmp(s, "<!", 2) == 0 && strncmp(s, "<!--", 4) != 0)
        return;
    uncomment(r, s);
    s += skip(s) - s;
    for (size_t n = strlen(s); n && isspace((unsigned char)s[n - 1]);)
        s[--n] = 0;
    if (strncmp(s, "---", 3) == 0)
        begin_block(r, s + 3);
    else if (*s == '-' && isspace((unsigned char)s[1]))
        pattern_line(r, s + 1);
    else if (*s == '~')
        r->counts->transformations++;
    else if (*s == '&')
        begin_set(r, s + 1);
    else if (*s == '+' && r->in_set)
        add_member(r, s + 1);
    else if (*s)
        verb_line(r, s);
}

static int by_size(const void *x, const void *y)
{
    const struct pattern *a = x, *b = y;
    return a->size != b->size ? (a->size < b->size) - (a->size > b->size) : (a->line > b->line) - (a->line < b->line);
}

/* PETRARCH 2 if any pattern has a "(": then all of the file are. The longest patterns are tried first. */
static void settle(struct verbs *v, uint32_t from)
{
    bool trees = false;
    for (uint32_t b = from; b < v->block.n; b++)
        for (uint32_t i = 0; i < v->block.at[b].pattern.n; i++)
            trees |= v->block.at[b].pattern.at[i].trees;
    for (uint32_t b = from; b < v->block.n; b++) {
        for (uint32_t i = 0; i < v->block.at[b].pattern.n; i++)
            v->block.at[b].pattern.at[i].trees = trees;
        if (v->block.at[b].pattern.n)
            qsort(v->block.at[b].pattern.at, v->block.at[b].pattern.n, sizeof(struct pattern), by_size);
    }
}

static void read_bytes(struct reader *r, const char *bytes, size_t n)
{
    uint32_t from = r->v->block.n;
    char copy[MAX_LINE + 1];
    r->v->hash = r->v->hash * 31 + hash_bytes(bytes, n);
    for (size_t at = 0; at < n;) {
        const char *end = memchr(bytes + at, '\n', n - at);
        size_t len = (end ? (size_t)(end - bytes) : n) - at, used = len < MAX_LINE ? len : MAX_LINE;
        r->line++;
        if (used < len)
            note(r, "a line of more than 4096 bytes is cut");
        for (size_t i = 0; i < used; i++)
            copy[i] = bytes[at + i] ? bytes[at + i] : ' ';
        copy[used] = 0;
        take_line(r, copy);
        at += len + 1;
    }
    if (r->in_comment)
        note(r, "a comment that does not close");
    settle(r->v, from);
}

static struct verbs *verbs_new(void)
{
    struct arena *a = arena_new();
    struct verbs *v = arena_take(a, 1, sizeof *v);
    v->arena = a;
    return v;
}

struct verbs *verbs_parse(const char *name, const char *bytes, size_t n, verbs_note *say, void *with, struct verbs_counts *counts)
{
    struct verbs *v = verbs_new();
    struct reader r = {.v = v, .note = say, .with = with, .counts = counts, .file = arena_text(v->arena, name, strlen(name))};
    *counts = (struct verbs_counts){0};
    read_bytes(&r, bytes, n);
    return v;
}

/* Does a file hold verb patterns? A line "- ... * ... [" or "--- NAME [" tells. */
static bool holds_patterns(const char *bytes, size_t n)
{
    for (const char *s = bytes, *end; s && s < bytes + n; s = end ? end + 1 : NULL) {
        end = memchr(s, '\n', (size_t)(bytes + n - s));
        size_t len = end ? (size_t)(end - s) : (size_t)(bytes + n - s);
        if (len > 4 && memchr(s, '[', len) && ((s[0] == '-' && s[1] == ' ' && memchr(s, '*', len)) || memcmp(s, "---", 3) == 0))
            return true;
    }
    return false;
}

struct verbs *verbs_open(const char *dir, verbs_note *say, void *with, struct verbs_counts *counts, struct dl_err *err)
{
    struct dirent **at;
    int n = scandir(dir, &at, NULL, alphasort);
    struct verbs *v = verbs_new();
    bool ok = n >= 0 || err_set(err, DL_EIO, dir, "cannot be listed");
    *counts = (struct verbs_counts){0};
    for (int i = 0; i < n; i++) {
        struct map m;
        struct reader r = {.v = v, .note = say, .with = with, .counts = counts, .file = arena_printf(v->arena, "%s/%s", dir, at[i]->d_name)};
        if (ok && at[i]->d_type != DT_DIR && at[i]->d_name[0] != '.' && (ok = map_open(&m, r.file, 1u << 28, err))) {
            if (holds_patterns(m.at, m.n))
                read_bytes(&r, m.at, m.n);
            map_close(&m);
        }
        free(at[i]);
    }
    if (n >= 0)
        free(at);
    if (ok && v->verb.n)
        return v;
    verbs_close(v);
    return NULL;
}

void verbs_close(struct verbs *v)
{
    if (v)
        arena_free(v->arena);
}

uint64_t verbs_hash(const struct verbs *v) { return v->hash; }
