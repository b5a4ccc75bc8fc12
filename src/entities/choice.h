/* entities/choice.h: inside of the knowledge: layers of rows, and the best row of a key. Only knowledge.c and its neighbours include it. */
#pragma once
#include <pthread.h>

#include "base/buf.h"
#include "base/map.h"
#include "entities/knowledge.h"
#include "entities/layer.h"
#include "entities/names.h"

#define NONE ((uint32_t)LAYER_NONE)
enum { MAX_LAYERS = 3, ROW_BLOCK = 32 };
#define KNOWN_PETRARCH "petrarch"            /* sort of a row that a dictionary brought */

/* Rows of all layers in a row, with pointers for offsets; each block is filled when one of it is asked for. */
struct rows {
    pthread_mutex_t lock;
    struct known_row *row;                 /* (n_rows) */
    _Atomic bool *ready;                   /* by block */
};

struct arena;
struct knowledge {
    struct arena *a;
    struct layer layer[MAX_LAYERS];        /* ours, then what a user brought */
    uint32_t n_layers, n_rows;
    uint32_t petrarch;                     /* the layer of dictionaries, 0 if none */
    struct rows *rows;
    struct map map;
    struct buf made[MAX_LAYERS];           /* layers compiled at open */
    struct particles particles;
    char hash[65];
};

/* near: of the country asked for; own: the row's first name; torn: somebody else fits as well. */
struct choice { const struct known_row *row; enum known_term term; uint8_t how, form, layer; bool torn, near, own; };

/* What is looked for. capitals: the words stood in capital letters. surname: only keys that are surnames. */
struct wanted { const char *key, *near, *role; uint32_t kinds; int32_t day; uint8_t loose; bool capitals, surname, in_text; };

const struct known_row *knowledge_row(const struct knowledge *k, uint32_t i);   /* i < n_rows; from any thread */
struct choice choice_best(const struct knowledge *k, const struct wanted *w);
void choice_write(const struct choice *c, struct known *out);
