/* fuzz/verbs_fuzz.c: any bytes as a verb dictionary of the PETRARCH programs. */
#include "rules/verbs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct verbs_counts counts;
    verbs_close(verbs_parse("fuzz", (const char *)data, n, NULL, NULL, &counts));
    return 0;
}
