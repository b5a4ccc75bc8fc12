/* text/blocks.h: paragraphs, and lines that are paragraphs. */
#pragma once
#include "dateline.h"

struct arena;
struct block {
    struct dl_span span;
    uint8_t kind;                      /* enum dl_sentence_kind */
    bool new_paragraph;
};
struct block_list { struct block *at; uint32_t n, cap; };

/* Text that is wrapped at a regular width is joined; other line breaks end a block. Header spans are blocks. */
struct block_list blocks_find(const struct dl_article *art, struct arena *a);
