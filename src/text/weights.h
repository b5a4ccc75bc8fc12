/* text/weights.h: the file of the splitter's weights: a header, two arrays of bytes. */
#pragma once
#include <stdint.h>

#include "text/split.h"

#define WEIGHTS_MAGIC "DLTEXT1"

struct weights_file {
    char     magic[8];
    uint32_t check;                    /* FNV-1a of the two arrays */
    uint32_t zero;
    int8_t   brk[1 << TEXT_BREAK_BITS];
    int8_t   end[1 << TEXT_END_BITS];
};

static inline uint32_t weights_check(const struct weights_file *w)
{
    const uint8_t *p = (const uint8_t *)w->brk;
    uint32_t h = 2166136261u;
    for (uint32_t i = 0; i < sizeof w->brk + sizeof w->end; i++)
        h = (h ^ p[i]) * 16777619u;
    return h;
}
