/* base/sha256.h: FIPS 180-4 SHA-256, for ids and hashes of what made a record. */
#pragma once
#include "dateline.h"

struct sha256 { uint32_t state[8]; uint64_t n; unsigned char tail[64]; bool plain; };   /* plain: tests set it after the start */
void sha256_start(struct sha256 *h);
void sha256_add(struct sha256 *h, const void *bytes, size_t n);
void sha256_end(struct sha256 *h, char hex[65]);
void sha256_hex(const void *bytes, size_t n, char hex[65]);
