/* entities/sets.c: sets of states that have a name of their own: "the P5+1", "six world powers", "the Baltic states". */
#include "entities/links.h"

#include <string.h>

#include "base/err.h"
#include "base/banned.h"

#define TOK(i) (&f->art->token[i])

/* More than that is a body that acts by itself, "the G20". */
enum { MOST_MEMBERS = 6 };

bool sets_open(struct entities *t, const char *data_dir, struct dl_err *err)
{
    struct table in;
    int at[2];
    const char *path = arena_printf(t->arena, "%s/data/en/states.tsv", data_dir);
    if (!table_read(&in, path, t->arena, err) || !table_need(&in, (const char *const[]){"name", "members"}, at, 2, err))
        return false;
    for (uint32_t i = 0; i < in.n_rows; i++) {
        struct set s = {.name = table_cell(&in, i, at[0])};
        s.n = table_list(table_cell(&in, i, at[1]), t->arena, &s.member);
        bool states = s.n > 1 && s.n <= MOST_MEMBERS;
        for (uint32_t k = 0; states && k < s.n; k++)
            states = lands_name(t, s.member[k]) != NULL;       /* "the Quartet" has the United Nations in it */
        if (!states)
            continue;
        s.n_bytes = strlen(s.name);
        uint8_t first = (uint8_t)s.name[0];
        s.next = t->set_of[first];
        *VEC_PUSH(t->arena, &t->set) = s;
        t->set_of[first] = t->set.n;
    }
    return true;
}

/* The text at `from` is the name, letter for letter; but a small first letter may be a capital. */
static bool printed(const struct finder *f, const struct set *s, uint32_t from)
{
    if (s->n_bytes > f->art->n - from)
        return false;
    for (size_t i = 1; i < s->n_bytes; i++) {
        char c = f->art->text[from + i];
        if ((c == '\n' ? ' ' : c) != s->name[i])
            return false;
    }
    return true;
}

/* The last token of the name; -1 if it ends within a word. */
static int32_t end_of(const struct finder *f, int32_t first, size_t n_bytes)
{
    uint32_t end = TOK(first)->span.start + (uint32_t)n_bytes;
    int32_t last = first;
    while (last + 1 < (int32_t)f->art->n_tokens && TOK(last)->span.end < end)
        last++;
    return TOK(last)->span.end == end ? last : -1;
}

static const struct set *longest(const struct finder *f, int32_t i, int32_t *last)
{
    const char *text = f->art->text + TOK(i)->span.start;
    const struct set *best = NULL;
    uint8_t c = (uint8_t)*text, small = c >= 'A' && c <= 'Z' ? c | 32 : 0;
    for (int k = 0; k < 2; k++)
        for (uint32_t at = f->t->set_of[k ? small : c]; at; at = f->t->set.at[at - 1].next) {
            const struct set *s = &f->t->set.at[at - 1];
            int32_t end = printed(f, s, TOK(i)->span.start) ? end_of(f, i, s->n_bytes) : -1;
            if (end >= 0 && (!best || s->n_bytes > best->n_bytes)) {
                best = s;
                *last = end;
            }
        }
    return best;
}

static void name_set(struct finder *f, const struct set *s, int32_t first, int32_t last)
{
    uint32_t member[MOST_MEMBERS];
    int32_t head = last;
    for (uint32_t k = 0; k < s->n; k++)
        member[k] = entity_country(f, s->member[k]);
    for (int32_t k = last; k >= first; k--)
        head = TOK(k)->head < first || TOK(k)->head > last ? k : head;
    uint32_t e = groups_of(f, member, s->n, phrase_text(f, first, last));
    int32_t from = first > 0 && TOK(first - 1)->rel == DL_REL_det ? first - 1 : first;
    entity_mention(f, e, head, from, last, DL_MENTION_name, DL_BASIS_explicit);
    for (int32_t k = first; k <= last; k++)
        f->taken[k] = IN_NAME;
}

void sets_find(struct finder *f)
{
    for (uint32_t k = 0; k < f->art->n_sentences; k++) {
        const struct dl_sentence *sent = &f->art->sentence[k];
        if (sent->kind != DL_SENT_BODY && sent->kind != DL_SENT_TITLE)
            continue;
        for (int32_t i = (int32_t)sent->first, last = 0; i < (int32_t)(sent->first + sent->n); i++) {
            const struct set *s = longest(f, i, &last);
            if (!s)
                continue;
            name_set(f, s, i, last);
            i = last;
        }
    }
}
