/* Any bytes are a dictionary of any kind: notes, never a crash. The first byte chooses the kind. */
#include "entities/petrarch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct petrarch p = {0};
    if (n)
        petrarch_parse(&p, data[0] % PETRARCH_N_KINDS, "fuzz", (const char *)data + 1, n - 1);
    return 0;
}
