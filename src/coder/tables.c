/* coder/tables.c: one number for the words that rooms know by, beside knowledge and rules, so that a record can name what made it. */
#include "coder/coder.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/banned.h"

static uint64_t hash_folder(uint64_t h, const char *folder);

static uint64_t mixed(uint64_t h, const char *s, size_t n) { return (h ^ hash_bytes(s, n)) * 0x9E3779B97F4A7C15u; }

static uint64_t hash_entry(uint64_t h, const char *folder, const struct dirent *d)
{
    struct buf path = {0};
    struct map m;
    buf_printf(&path, "%s/%s", folder, d->d_name);
    if (d->d_type == DT_DIR) {
        h = hash_folder(mixed(h, d->d_name, strlen(d->d_name)), path.at);
    } else if (map_open(&m, path.at, 0, NULL)) {
        h = mixed(mixed(h, d->d_name, strlen(d->d_name)), m.at ? m.at : "", m.n);
        map_close(&m);
    }
    buf_free(&path);
    return h;
}

/* Folders and tables; not the two folders that the hash of knowledge is of, nor rules, which have their own. */
static int is_table(const struct dirent *d)
{
    size_t n = strlen(d->d_name);
    if (d->d_type == DT_DIR)
        return d->d_name[0] != '.' && strcmp(d->d_name, "people") != 0 && strcmp(d->d_name, "groups") != 0 && strcmp(d->d_name, "rules") != 0;
    return n > 4 && (!strcmp(d->d_name + n - 4, ".tsv") || !strcmp(d->d_name + n - 4, ".txt"));
}

static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static uint64_t hash_folder(uint64_t h, const char *folder)
{
    struct dirent **entry;
    int n = scandir(folder, &entry, is_table, by_name);
    for (int i = 0; i < n; i++) {
        h = hash_entry(h, folder, entry[i]);
        free(entry[i]);
    }
    if (n >= 0)
        free(entry);
    return h;
}

uint64_t coder_hash_tables(const char *data_dir)
{
    struct buf data = {0};
    buf_printf(&data, "%s/data/en", data_dir);
    uint64_t h = hash_folder(1, data.at);
    buf_free(&data);
    return h;
}
