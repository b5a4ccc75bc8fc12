/* entities/knowledge.c: compiled tables of actors, and the choice of the row that holds on a day. */
#include "entities/choice.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/map.h"
#include "base/sha256.h"
#include "entities/petrarch.h"
#include "entities/tables.h"
#include "base/banned.h"

/* ---- opening ------------------------------------------------------------------------------ */

static void read_words(struct knowledge *k, const struct layer *l)
{
    struct particles *p = &k->particles;
    uint32_t n = l->head->n_words;
    p->word = arena_take(k->a, n + 1, sizeof *p->word);
    p->kind = arena_take(k->a, n + 1, 1);
    p->spelling = arena_take(k->a, n + 1, sizeof *p->spelling);
    p->usual = arena_take(k->a, n + 1, sizeof *p->usual);
    p->n = p->n_spellings = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct layer_word *w = &l->word[i];
        if (w->kind) {
            p->word[p->n] = layer_text(l, w->word);
            p->kind[p->n++] = (uint8_t)w->kind;
        } else {
            p->spelling[p->n_spellings] = layer_text(l, w->word);
            p->usual[p->n_spellings++] = layer_text(l, w->usual);
        }
    }
}

static void count_rows(struct knowledge *k)
{
    for (uint32_t i = 0; i < k->n_layers; i++) {
        k->layer[i].first_row = k->n_rows;
        k->n_rows += k->layer[i].head->n_rows;
    }
    k->rows = base_alloc(1, sizeof *k->rows);
    pthread_mutex_init(&k->rows->lock, NULL);
    k->rows->row = base_alloc(k->n_rows + 1, sizeof *k->rows->row);
    k->rows->ready = base_alloc(k->n_rows / ROW_BLOCK + 1, sizeof *k->rows->ready);
}

static struct known_row spelled(const struct layer *l, uint32_t i)
{
    const struct layer_row *r = &l->row[i];
    uint8_t kind = r->kind <= KNOWN_COUNTRY ? (uint8_t)r->kind : KNOWN_AGENT;
    return (struct known_row){.name = layer_text(l, r->name), .code = r->code == NONE && kind == KNOWN_AGENT ? NULL : layer_text(l, r->code),
                              .sectors = layer_text(l, r->sectors), .office = layer_text(l, r->office), .role = layer_text(l, r->role),
                              .sort = layer_text(l, r->sort), .first_day = r->first_day, .last_day = r->last_day, .file = layer_text(l, r->file),
                              .line = r->line, .rank = r->rank, .next = r->next > i && r->next < l->head->n_rows ? r->next + l->first_row : NONE, .kind = kind};
}

static void spell_block(const struct knowledge *k, uint32_t block)
{
    struct rows *to = k->rows;
    const struct layer *l = k->layer;
    pthread_mutex_lock(&to->lock);
    for (uint32_t i = block * ROW_BLOCK; i < k->n_rows && i < (block + 1) * ROW_BLOCK && !to->ready[block]; i++) {
        while (i >= l->first_row + l->head->n_rows)
            l++;
        to->row[i] = spelled(l, i - l->first_row);
    }
    atomic_store_explicit(&to->ready[block], true, memory_order_release);
    pthread_mutex_unlock(&to->lock);
}

const struct known_row *knowledge_row(const struct knowledge *k, uint32_t i)
{
    if (!atomic_load_explicit(&k->rows->ready[i / ROW_BLOCK], memory_order_acquire))
        spell_block(k, i / ROW_BLOCK);
    return &k->rows->row[i];
}

static struct knowledge *begin(void)
{
    struct arena *a = arena_new();
    struct knowledge *k = arena_take(a, 1, sizeof *k);
    k->a = a;
    return k;
}

static struct knowledge *finish(struct knowledge *k)
{
    struct sha256 h;
    read_words(k, &k->layer[0]);
    count_rows(k);
    sha256_start(&h);
    for (uint32_t i = 0; i < k->n_layers; i++)
        sha256_add(&h, k->layer[i].head->sha256, 64);
    sha256_end(&h, k->hash);
    if (k->n_layers == 1)
        memcpy(k->hash, k->layer[0].head->sha256, 64);
    return k;
}

bool knowledge_compile(const char *data_dir, struct buf *out, struct dl_err *err)
{
    struct tables *t = tables_new(data_dir, err);
    bool ok = t && tables_ours(t, err);
    if (ok)
        tables_write(t, out);
    tables_free(t);
    return ok;
}

/* The file beside the data, for the sources the one their build made, else the tables themselves. */
static bool open_ours(struct knowledge *k, const char *data_dir, struct dl_err *err)
{
    const char *env = getenv("DATELINE_KNOWLEDGE"), *beside = arena_printf(k->a, "%s/models/knowledge.dlk", data_dir);
    const char *path = env ? env : map_exists(beside) ? beside : strcmp(data_dir, DL_DATA_BUILT) == 0 && map_exists(DL_KNOWLEDGE_BUILT) ? DL_KNOWLEDGE_BUILT : NULL;
    k->n_layers = 1;
    if (path)
        return map_open(&k->map, path, 0, err) && layer_view(&k->layer[0], k->map.at, k->map.n, path, err);
    return knowledge_compile(data_dir, &k->made[0], err) && layer_view(&k->layer[0], k->made[0].at, k->made[0].n, data_dir, err);
}

static bool open_own(struct knowledge *k, const char *data_dir, const char *own_dir, struct dl_err *err)
{
    struct tables *t = tables_new(data_dir, err);
    struct buf *made = &k->made[k->n_layers];
    bool ok = t && tables_own(t, own_dir, err);
    if (ok)
        tables_write(t, made);
    tables_free(t);
    return ok && layer_view(&k->layer[k->n_layers++], made->at, made->n, own_dir, err);
}

/* ---- PETRARCH dictionaries ---------------------------------------------------------------- */

static void take_actor(struct tables *t, const struct petrarch_record *r)
{
    uint32_t party = 0;
    for (uint32_t c = 0; c < r->code.n; c++) {
        struct known_row row = {.name = r->name.at[0], .code = r->code.at[c].code, .sectors = "", .office = "", .sort = KNOWN_PETRARCH, .file = r->file,
                                .line = r->line, .rank = c, .first_day = r->code.at[c].first_day, .last_day = r->code.at[c].last_day, .kind = KNOWN_GROUP};
        party = tables_add(t, &row, "", party);
        for (uint32_t i = 1; i < r->name.n && c == 0; i++)
            tables_name(t, r->name.at[i], &row, party);
    }
}

static void take_agent(struct tables *t, const struct petrarch_record *r)
{
    for (uint32_t i = 0; i < r->name.n && *r->code.at[0].code; i++)
        tables_add(t, &(struct known_row){.name = r->name.at[i], .sectors = r->code.at[0].code, .office = "", .sort = i < r->n_singular ? "singular" : "plural",
                                          .file = r->file, .line = r->line, .first_day = INT32_MIN, .last_day = INT32_MAX, .kind = KNOWN_AGENT}, "", 0);
}

static void take_record(void *with, const struct petrarch_record *r)
{
    if (r->kind == PETRARCH_ACTORS)
        take_actor(with, r);
    else if (r->kind == PETRARCH_AGENTS)
        take_agent(with, r);
}

static bool open_petrarch(struct knowledge *k, const char *data_dir, const char *dir, struct dl_err *err)
{
    struct tables *t = tables_new(data_dir, err);
    struct buf *made = &k->made[k->n_layers];
    struct petrarch p = {.take = take_record, .with = t};
    bool ok = t && petrarch_folder(&p, dir, err);
    if (ok)
        tables_write(t, made);
    tables_free(t);
    k->petrarch = k->n_layers;
    return ok && layer_view(&k->layer[k->n_layers++], made->at, made->n, dir, err);
}

struct knowledge *knowledge_open_with(const char *data_dir, const char *own_dir, const char *petrarch_dir, struct dl_err *err)
{
    struct knowledge *k = begin();
    if (open_ours(k, data_dir, err) && (!own_dir || open_own(k, data_dir, own_dir, err))
        && (!petrarch_dir || open_petrarch(k, data_dir, petrarch_dir, err)))
        return finish(k);
    knowledge_close(k);
    return NULL;
}

struct knowledge *knowledge_open(const char *data_dir, struct dl_err *err) { return knowledge_open_with(data_dir, NULL, NULL, err); }

struct knowledge *knowledge_view(const void *bytes, size_t n, const char *name, struct dl_err *err)
{
    struct knowledge *k = begin();
    k->n_layers = 1;
    if (layer_view(&k->layer[0], bytes, n, name, err))
        return finish(k);
    knowledge_close(k);
    return NULL;
}

void knowledge_close(struct knowledge *k)
{
    if (!k)
        return;
    map_close(&k->map);
    for (int i = 0; i < MAX_LAYERS; i++)
        buf_free(&k->made[i]);
    if (k->rows) {
        pthread_mutex_destroy(&k->rows->lock);
        free(k->rows->row);
        free(k->rows->ready);
        free(k->rows);
    }
    arena_free(k->a);
}

const char *knowledge_hash(const struct knowledge *k) { return k->hash; }

const struct known_row *knowledge_rows(const struct knowledge *k, uint32_t *n)
{
    *n = k->n_rows;
    for (uint32_t i = 0; i < k->n_rows; i += ROW_BLOCK)
        knowledge_row(k, i);
    return k->rows->row;
}

const struct known_row *knowledge_of_kind(const struct knowledge *k, enum known_kind kind, uint32_t *at)
{
    for (const struct layer *l = k->layer; l < k->layer + k->n_layers; l++) {
        uint32_t first = l->first_row + l->head->first[kind], end = l->first_row + l->head->end[kind];
        for (uint32_t i = *at > first ? *at : first; i < end; i++) {
            const struct known_row *row = knowledge_row(k, i);
            if (row->kind != kind)
                continue;
            *at = i + 1;
            return row;
        }
    }
    return NULL;
}

bool knowledge_verify(const struct knowledge *k, struct dl_err *err)
{
    return !k->map.at || layer_verify(&k->layer[0], k->map.n, "the compiled knowledge", err);
}
