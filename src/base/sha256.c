/* base/sha256.c: FIPS 180-4, plain and with the processor's own instructions where it has them. */
#include "base/sha256.h"

#include <string.h>
#ifdef __x86_64__
#include <cpuid.h>
#include <immintrin.h>
#endif

#include "base/banned.h"

static const uint32_t k[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t ror(uint32_t x, int n) { return x >> n | x << (32 - n); }

/* One round; the eight words keep their places, the names move round. */
#define ROUND(a, b, c, d, e, f, g, h, i)                                                                      \
    do {                                                                                                      \
        uint32_t t1 = h + (ror(e, 6) ^ ror(e, 11) ^ ror(e, 25)) + (g ^ (e & (f ^ g))) + k[i] + w[i];          \
        d += t1;                                                                                              \
        h = t1 + (ror(a, 2) ^ ror(a, 13) ^ ror(a, 22)) + ((a & b) | (c & (a | b)));                           \
    } while (0)

static void plain(uint32_t s[8], const unsigned char *p, size_t blocks)
{
    for (; blocks; blocks--, p += 64) {
        uint32_t w[64], v[8];
        for (int i = 0; i < 16; i++)
            w[i] = (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 | (uint32_t)p[4 * i + 2] << 8 | p[4 * i + 3];
        for (int i = 16; i < 64; i++)
            w[i] = w[i - 16] + w[i - 7] + (ror(w[i - 15], 7) ^ ror(w[i - 15], 18) ^ w[i - 15] >> 3) +
                   (ror(w[i - 2], 17) ^ ror(w[i - 2], 19) ^ w[i - 2] >> 10);
        memcpy(v, s, sizeof v);
        for (int i = 0; i < 64; i += 8) {
            ROUND(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], i);
            ROUND(v[7], v[0], v[1], v[2], v[3], v[4], v[5], v[6], i + 1);
            ROUND(v[6], v[7], v[0], v[1], v[2], v[3], v[4], v[5], i + 2);
            ROUND(v[5], v[6], v[7], v[0], v[1], v[2], v[3], v[4], i + 3);
            ROUND(v[4], v[5], v[6], v[7], v[0], v[1], v[2], v[3], i + 4);
            ROUND(v[3], v[4], v[5], v[6], v[7], v[0], v[1], v[2], i + 5);
            ROUND(v[2], v[3], v[4], v[5], v[6], v[7], v[0], v[1], i + 6);
            ROUND(v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[0], i + 7);
        }
        for (int i = 0; i < 8; i++)
            s[i] += v[i];
    }
}

#ifdef __x86_64__
/* The processor's own rounds; the state is kept as ABEF and CDGH, as its instructions want it. */
__attribute__((target("sha,sse4.1,ssse3"))) static void sha_ni(uint32_t s[8], const unsigned char *p, size_t blocks)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i lo = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)s), 0xb1);
    __m128i hi = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(s + 4)), 0x1b);
    __m128i abef = _mm_alignr_epi8(lo, hi, 8), cdgh = _mm_blend_epi16(hi, lo, 0xf0);
    for (; blocks; blocks--, p += 64) {
        __m128i m[4], abef_was = abef, cdgh_was = cdgh;
        for (int i = 0; i < 4; i++)
            m[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(p + 16 * i)), swap);
        for (int i = 0; i < 16; i++) {
            __m128i word = m[i & 3], t = _mm_add_epi32(word, _mm_loadu_si128((const __m128i *)(k + 4 * i)));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, t);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(t, 0x0e));
            __m128i next = _mm_add_epi32(_mm_sha256msg1_epu32(word, m[(i + 1) & 3]), _mm_alignr_epi8(m[(i + 3) & 3], m[(i + 2) & 3], 4));
            m[i & 3] = _mm_sha256msg2_epu32(next, m[(i + 3) & 3]);
        }
        abef = _mm_add_epi32(abef, abef_was);
        cdgh = _mm_add_epi32(cdgh, cdgh_was);
    }
    lo = _mm_shuffle_epi32(abef, 0x1b);
    hi = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128((__m128i *)s, _mm_blend_epi16(lo, hi, 0xf0));
    _mm_storeu_si128((__m128i *)(s + 4), _mm_alignr_epi8(hi, lo, 8));
}

static bool has_sha_ni(void)
{
    unsigned a, b, c, d;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && b >> 29 & 1 && __builtin_cpu_supports("sse4.1");
}
#endif

typedef void kernel(uint32_t s[8], const unsigned char *p, size_t blocks);

static kernel *best_kernel(void)
{
#ifdef __x86_64__
    static _Atomic(kernel *) best;   /* every thread finds the same */
    if (!best)
        best = has_sha_ni() ? sha_ni : plain;
    return best;
#else
    return plain;
#endif
}

void sha256_start(struct sha256 *h)
{
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(h->state, start, sizeof start);
    h->n = 0;
    h->plain = false;
}

void sha256_add(struct sha256 *h, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    kernel *run = h->plain ? plain : best_kernel();
    size_t held = h->n % 64;
    h->n += n;
    if (held) {
        size_t take = 64 - held < n ? 64 - held : n;
        memcpy(h->tail + held, p, take);
        p += take;
        n -= take;
        if (held + take < 64)
            return;
        run(h->state, h->tail, 1);
    }
    run(h->state, p, n / 64);
    if (n % 64)
        memcpy(h->tail, p + n / 64 * 64, n % 64);
}

void sha256_end(struct sha256 *h, char hex[65])
{
    uint64_t bits = h->n * 8;
    size_t held = h->n % 64;
    unsigned char pad[72] = {0x80}, size[8];
    for (int i = 0; i < 8; i++)
        size[i] = (unsigned char)(bits >> (56 - 8 * i));
    sha256_add(h, pad, held < 56 ? 56 - held : 120 - held);
    sha256_add(h, size, 8);
    for (int i = 0; i < 64; i++)
        hex[i] = "0123456789abcdef"[h->state[i / 8] >> (28 - 4 * (i % 8)) & 15];
    hex[64] = 0;
}

void sha256_hex(const void *bytes, size_t n, char hex[65])
{
    struct sha256 h;
    sha256_start(&h);
    sha256_add(&h, bytes, n);
    sha256_end(&h, hex);
}
