/* fuzz/html_fuzz.c: any bytes as a web page: text that is valid and no longer than the page allows, or an error. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "input/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct html_words *words;
    struct dl_err err = {0};
    if (!words && !(words = html_open(DL_DATA_BUILT, &err)))
        abort();
    struct arena *a = arena_new();
    struct html_page page = {.url = "https://news.example/2019/03/14/a", .fetched = "2019-03-20T00:00:00Z"};
    if (!html_extract(words, (const char *)bytes, n, "fuzz", &page, a, &err)) {
        if (!*err.text)
            abort();
    } else if (strlen(page.text) != page.n_text || page.n_text > 8 * n + 16) {
        abort();
    }
    arena_free(a);
    return 0;
}
