/* fuzz/model_fuzz.c: any bytes as a model; what the hash would catch is let through by setting it right. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "neural/model.h"
#include "syntax/syntax.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct dl_err err;
    unsigned char *bytes = aligned_alloc(64, (size + 127) & ~(size_t)63);
    memcpy(bytes, data, size);
    if (size >= MODEL_HEAD) {
        struct model_header *head = (void *)bytes;
        memcpy(head->magic, "DLMODEL\n", 8);
        head->version = MODEL_VERSION;
        head->size = size;
        head->hash = model_hash(bytes + MODEL_HEAD, size - MODEL_HEAD);
    }
    struct syntax_model *m = syntax_view(bytes, size, "fuzz", &err);
    if (m) {
        struct arena *a = arena_new();
        struct dl_token token[2] = {{.form = "Talks"}, {.form = "failed"}};
        struct dl_sentence sentence = {.n = 2};
        struct dl_article art = {.token = token, .n_tokens = 2, .sentence = &sentence, .n_sentences = 1};
        syntax_annotate(m, &art, a);
        arena_free(a);
    }
    syntax_close(m);
    free(bytes);
    return 0;
}
