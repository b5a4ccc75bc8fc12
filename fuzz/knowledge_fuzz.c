/* Any bytes behind a right head are a compiled file: refused, or safe to ask. */
#include <stdlib.h>
#include <string.h>

#include "entities/knowledge.h"
#include "entities/layer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct layer_head h;
    struct dl_err err;
    struct known found;
    char *bytes = malloc(n + 1);
    if (!bytes)
        return 0;
    memcpy(bytes, data, n);
    if (n >= sizeof h) {
        memcpy(&h, bytes, sizeof h);
        memcpy(h.magic, LAYER_MAGIC, sizeof LAYER_MAGIC);
        h.version = LAYER_VERSION;
        memcpy(bytes, &h, sizeof h);
    }
    struct knowledge *k = knowledge_view(bytes, n, "fuzz", &err);
    if (k) {
        static const char *const names[] = {"Sergei Oblakov", "US", "a", "president of Narland", "Hamdi al-Barqi"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            knowledge_find(k, names[i], strlen(names[i]), 15000, &found);
            knowledge_phrase(k, names[i], strlen(names[i]), 15000, &found);
            knowledge_holder(k, names[i], &(struct bearer){0});
            knowledge_compatriot(k, names[i], &(struct bearer){0});
        }
        knowledge_close(k);
    }
    free(bytes);
    return 0;
}
