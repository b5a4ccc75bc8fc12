/* rules/rules.c: opens the folders of rules and compiles them: classes are spread, triggers indexed by word. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/intern.h"
#include "rules/inside.h"
#include "base/banned.h"

static void grow_words(struct rules *r)
{
    r->cap = r->cap ? r->cap * 2 : 4096;
    r->slot = arena_take(r->arena, r->cap, sizeof *r->slot);
    for (uint32_t w = 1; w < r->word.n; w++) {
        uint32_t k = (uint32_t)hash_str(r->word.at[w]) & (r->cap - 1);
        while (r->slot[k])
            k = (k + 1) & (r->cap - 1);
        r->slot[k] = w;
    }
}

uint32_t word_find(const struct rules *r, const char *s, size_t n)
{
    for (uint32_t k = (uint32_t)hash_bytes(s, n) & (r->cap - 1); r->slot[k]; k = (k + 1) & (r->cap - 1)) {
        const char *w = r->word.at[r->slot[k]];
        if (strncmp(w, s, n) == 0 && !w[n])
            return r->slot[k];
    }
    return 0;
}

uint32_t word_id(struct rules *r, const char *s, size_t n)
{
    uint32_t id = word_find(r, s, n);
    if (id)
        return id;
    if (r->word.n * 2 > r->cap)
        grow_words(r);
    id = r->word.n;
    *VEC_PUSH(r->arena, &r->word) = arena_text(r->arena, s, n);
    *VEC_PUSH(r->arena, &r->info) = (struct word_info){0};
    uint32_t k = (uint32_t)hash_bytes(s, n) & (r->cap - 1);
    while (r->slot[k])
        k = (k + 1) & (r->cap - 1);
    r->slot[k] = id;
    return id;
}

int32_t class_find(const struct rules *r, const char *name, size_t n)
{
    for (uint32_t i = 0; i < r->class.n; i++)
        if (strncmp(r->class.at[i].name, name, n) == 0 && !r->class.at[i].name[n])
            return (int32_t)i;
    return -1;
}

bool word_in_class(const struct rules *r, uint32_t word, int32_t class)
{
    if (!word)
        return false;
    const struct word_info *info = &r->info.at[word];
    for (uint32_t i = 0; i < info->class.n; i++)
        if (info->class.at[i] == class)
            return true;
    return false;
}

bool rules_class_has(const struct rules *r, const char *class, const char *lemma)
{
    int32_t c = class_find(r, class + 1, strlen(class + 1));
    return c >= 0 && word_in_class(r, word_find(r, lemma, strlen(lemma)), c);
}

int32_t class_named(struct rules *r, const char *name, size_t n, const char *file, uint32_t line)
{
    int32_t c = class_find(r, name, n);
    if (c >= 0)
        return c;
    *VEC_PUSH(r->arena, &r->class) = (struct class){.name = arena_text(r->arena, name, n), .file = file, .line = line};
    return (int32_t)r->class.n - 1;
}

/* Puts the words of class `from` and of all classes in it under `to`. */
static void spread(struct rules *r, int32_t to, int32_t from, int depth)
{
    const struct class *c = &r->class.at[from];
    for (uint32_t i = 0; i < c->word.n; i++)
        if (!word_in_class(r, c->word.at[i], to)) {
            *VEC_PUSH(r->arena, &r->info.at[c->word.at[i]].class) = to;
            *VEC_PUSH(r->arena, &r->class.at[to].all) = c->word.at[i];
        }
    for (uint32_t i = 0; i < c->part.n && depth < 16; i++)
        spread(r, to, c->part.at[i], depth + 1);
}

static void post(struct rules *r, uint32_t word, struct posting p)
{
    struct word_info *info = &r->info.at[word];
    for (uint32_t i = 0; i < info->posting.n; i++)
        if (info->posting.at[i].index == p.index && info->posting.at[i].is_operator == p.is_operator && info->posting.at[i].trigger == p.trigger)
            return;
    *VEC_PUSH(r->arena, &info->posting) = p;
}

static void index_triggers(struct rules *r, const struct trigger *t, uint32_t n, uint32_t owner, bool is_operator)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t f = 0; f < t[i].n_fillers; f++) {
            struct posting p = {.index = owner, .trigger = i, .is_operator = is_operator};
            if (t[i].filler[f].word)
                post(r, t[i].filler[f].word, p);
            const struct class *c = t[i].filler[f].class >= 0 ? &r->class.at[t[i].filler[f].class] : NULL;
            for (uint32_t w = 0; c && w < c->all.n; w++)
                post(r, c->all.at[w], p);
        }
}

bool rules_compile(struct rules *r, struct dl_err *err)
{
    for (uint32_t c = 0; c < r->class.n; c++) {
        if (!r->class.at[c].defined)
            return err_at(err, DL_EFORMAT, r->class.at[c].file, r->class.at[c].line, "there is no class @%s", r->class.at[c].name);
        spread(r, (int32_t)c, (int32_t)c, 0);
    }
    for (uint32_t i = 0; i < r->rule.n; i++)
        index_triggers(r, r->rule.at[i].trigger, r->rule.at[i].n_triggers, i, false);
    for (uint32_t i = 0; i < r->operator.n; i++)
        index_triggers(r, r->operator.at[i].trigger, r->operator.at[i].n_triggers, i, true);
    return true;
}

static int rules_file(const struct dirent *d)
{
    size_t n = strlen(d->d_name);
    return n > 6 && !strcmp(d->d_name + n - 6, ".rules") && d->d_name[0] != '.';
}

static bool read_folder(struct rules *r, const char *dir, struct dl_err *err)
{
    struct dirent **name;
    int n = scandir(dir, &name, rules_file, alphasort);
    if (n < 0)
        return err_set(err, DL_EIO, dir, "cannot be read as a folder of rules");
    bool ok = true;
    for (int i = 0; i < n; i++) {
        ok = ok && rules_read(r, arena_printf(r->arena, "%s/%s", dir, name[i]->d_name), err);
        free(name[i]);
    }
    free(name);
    return ok;
}

struct rules *rules_open(const char *data_dir, const char *user_dir, struct dl_err *err)
{
    struct arena *a = arena_new();
    struct rules *r = arena_take(a, 1, sizeof *r);
    r->arena = a;
    grow_words(r);
    *VEC_PUSH(a, &r->word) = "";
    *VEC_PUSH(a, &r->info) = (struct word_info){0};
    bool ok = read_folder(r, arena_printf(a, "%s/data/en/rules", data_dir), err) && (!user_dir || read_folder(r, user_dir, err)) && rules_compile(r, err);
    if (ok)
        return r;
    rules_close(r);
    return NULL;
}

void rules_close(struct rules *r)
{
    if (r)
        arena_free(r->arena);
}

uint32_t rules_count(const struct rules *r) { return r->rule.n; }
uint64_t rules_hash(const struct rules *r) { return r->hash; }
const struct rule *rules_at(const struct rules *r, uint32_t i) { return &r->rule.at[i]; }
uint32_t rules_operators(const struct rules *r) { return r->operator.n; }
const struct operator *rules_operator_at(const struct rules *r, uint32_t i) { return &r->operator.at[i]; }
bool rules_triggers(const struct rules *r, const struct trigger *t, uint32_t n, const char *word)
{
    uint32_t id = rules_word(r, word);
    for (uint32_t i = 0; id && i < n; i++)
        for (uint32_t k = 0; k < t[i].n_fillers; k++) {
            const struct filler *f = &t[i].filler[k];
            if (f->word == id || (f->class >= 0 && word_in_class(r, id, f->class)))
                return true;
        }
    return false;
}

uint32_t rules_word(const struct rules *r, const char *word) { return word_find(r, word, strlen(word)); }
