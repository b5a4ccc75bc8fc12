/* fuzz/lang_fuzz.c: any bytes as a text of unknown language, in an unknown encoding: always an answer, and text that is UTF-8. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "input/charset.h"
#include "input/lang.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct lang *lang;
    struct dl_err err = {0};
    if (!lang && !(lang = lang_open(DL_DATA_BUILT, &err)))
        abort();
    struct arena *a = arena_new();
    uint32_t notes = 0;
    size_t n_text = n;
    const char *told = charset_named((const char *)bytes, n, a), *text = charset_utf8((const char *)bytes, &n_text, told, &notes, a);
    if (!utf8_valid(text, n_text, NULL) || !*lang_of(lang, text, n_text, NULL) || !*lang_of(lang, (const char *)bytes, n, "fr"))
        abort();
    arena_free(a);
    return 0;
}
