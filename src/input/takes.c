/* input/takes.c: the words of a mark are compared one by one; figures and ordinals count as one word, "1". */
#include "input/takes.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/table.h"
#include "base/banned.h"

enum { FIRST_BYTES = 160 };            /* marks stand early */

struct row { const char *mark, *kind; };
struct takes { struct arena *arena; struct row *row; uint32_t n; };

struct takes *takes_open(const char *data_dir, struct dl_err *err)
{
    struct arena *a = arena_new();
    struct takes *t = arena_take(a, 1, sizeof *t);
    struct table table;
    int at[2];
    t->arena = a;
    if (!table_read(&table, arena_printf(a, "%s/data/en/input/takes.tsv", data_dir), a, err) ||
        !table_need(&table, (const char *const[]){"mark", "kind"}, at, 2, err)) {
        arena_free(a);
        return NULL;
    }
    t->row = arena_take(a, table.n_rows, sizeof *t->row);
    for (t->n = 0; t->n < table.n_rows; t->n++)
        t->row[t->n] = (struct row){table_cell(&table, t->n, at[0]), table_cell(&table, t->n, at[1])};
    return t;
}

void takes_close(struct takes *t)
{
    if (t)
        arena_free(t->arena);
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* The word at s: its length; *number: "2", "2nd". */
static size_t word(const char *s, size_t n, bool *number)
{
    static const char *const ends[] = {"st", "nd", "rd", "th"};
    size_t k = 0;
    while (k < n && is_digit(s[k]))
        k++;
    *number = k > 0;
    for (size_t i = 0; k && k + 2 <= n && i < 4; i++)
        if ((s[k] | 32) == ends[i][0] && (s[k + 1] | 32) == ends[i][1])
            return k + 2;
    while (!*number && k < n && is_letter(s[k]))
        k++;
    return k;
}

/* The length of the mark at s; 0 if other words stand there. Blanks and dashes part words; a figure may stand close to a word ("UPDATE1"). */
static size_t same(const char *mark, const char *s, size_t n)
{
    size_t at = 0;
    while (*mark) {
        bool number;
        size_t length = word(s + at, n - at, &number), wanted = strcspn(mark, " ");
        if (!length || (*mark == '1' ? !number : number || length != wanted || strncasecmp(mark, s + at, wanted) != 0))
            return 0;
        at += length;
        mark += wanted + (mark[wanted] == ' ');
        while (*mark && at < n && (s[at] == ' ' || s[at] == '-'))
            at++;
    }
    return at < n && is_letter(s[at]) ? 0 : at;
}

/* Does what stands behind a mark part it from the headline? */
static bool parted(const char *s, size_t n)
{
    size_t blanks = 0;
    while (blanks < n && s[blanks] == ' ')
        blanks++;
    s += blanks;
    n -= blanks;
    bool dash = n && (*s == '-' || (n >= 3 && (memcmp(s, "\xE2\x80\x93", 3) == 0 || memcmp(s, "\xE2\x80\x94", 3) == 0)));
    return !n || dash || strchr(":)]/,*(", *s) != NULL;
}

static const struct row *mark_at(const struct takes *t, const char *line, size_t n, size_t at, size_t *length)
{
    char before = at ? line[at - 1] : 0;
    for (uint32_t i = 0; i < t->n; i++) {
        size_t k = same(t->row[i].mark, line + at, n - at);
        bool numbered = strchr(t->row[i].mark, '1') != NULL;
        if (k && (before == '(' || before == '[' || ((!at || numbered) && parted(line + at + k, n - at - k)))) {
            *length = k;
            return &t->row[i];
        }
    }
    return NULL;
}

struct dl_span takes_find(const struct takes *t, const char *line, size_t n)
{
    struct dl_span found = DL_NO_SPAN;
    n = n < FIRST_BYTES ? n : FIRST_BYTES;
    for (size_t at = 0; at < n; at++) {
        size_t length, comma = at;
        while (comma && line[comma - 1] == ' ')
            comma--;
        if (at && line[at - 1] != '(' && line[at - 1] != '[' && (comma == at || line[comma - 1] != ','))
            continue;
        const struct row *row = mark_at(t, line, n, at, &length);
        if (!row)
            continue;
        if (found.end == 0 || *row->kind != '-')
            found = (struct dl_span){(uint32_t)at, (uint32_t)(at + length)};
        if (*row->kind != '-')
            break;
    }
    return found;
}

const char *takes_kind(const struct takes *t, const char *mark)
{
    size_t n = mark ? strlen(mark) : 0;
    for (uint32_t i = 0; n && i < t->n; i++)
        if (same(t->row[i].mark, mark, n) == n)
            return *t->row[i].kind == '-' ? NULL : t->row[i].kind;
    return NULL;
}
