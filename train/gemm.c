/* train/gemm.c: packed panels and a 12 x 32 register block; about 100 GFLOP/s on one AVX-512 core. */
#include "gemm.h"

#include <stdlib.h>
#include <string.h>

enum { MR = 12, NR = 32, KC = 256, MC = 96 };

struct pack {
    float *a, *b;
    size_t room_b;
};
static _Thread_local struct pack pack;

static void pack_room(size_t need_b)
{
    if (!pack.a)
        pack.a = aligned_alloc(64, sizeof(float) * MC * KC);
    if (pack.room_b < need_b) {
        free(pack.b);
        pack.b = aligned_alloc(64, need_b * sizeof(float));
        pack.room_b = need_b;
    }
    if (!pack.a || !pack.b)
        abort();
}

/* Rows [i0, i0+m) of op(A), depth [p0, p0+k), as panels of MR rows, depth first. */
static void pack_a(int t, int i0, int m, int p0, int k, const float *a, int lda, float *out)
{
    for (int i = 0; i < m; i += MR, out += (size_t)MR * (size_t)k)
        for (int r = 0; r < MR; r++)
            for (int p = 0; p < k; p++) {
                size_t row = (size_t)(i0 + i + r), col = (size_t)(p0 + p);
                float v = 0;
                if (i + r < m)
                    v = t ? a[col * (size_t)lda + row] : a[row * (size_t)lda + col];
                out[p * MR + r] = v;
            }
}

static void pack_b(int t, int n, int p0, int k, const float *b, int ldb, float *out)
{
    for (int j = 0; j < n; j += NR, out += (size_t)NR * (size_t)k) {
        int width = n - j < NR ? n - j : NR;
        if (width < NR)
            memset(out, 0, sizeof(float) * NR * (size_t)k);
        if (!t)
            for (int p = 0; p < k; p++)
                memcpy(out + p * NR, b + (size_t)(p0 + p) * (size_t)ldb + j, sizeof(float) * (size_t)width);
        else
            for (int c = 0; c < width; c++)
                for (int p = 0; p < k; p++)
                    out[p * NR + c] = b[(size_t)(j + c) * (size_t)ldb + (size_t)(p0 + p)];
    }
}

typedef float lane16 __attribute__((vector_size(64), aligned(4)));

/* out (MR, NR) = panel a times panel b; the accumulators stay in registers. */
static void block(int k, const float *restrict a, const float *restrict b, float *restrict out)
{
    lane16 acc[MR][2] = {{{0}}};
    for (int p = 0; p < k; p++, a += MR, b += NR) {
        lane16 b0 = *(const lane16 *)b, b1 = *(const lane16 *)(b + 16);
#pragma GCC unroll 12
        for (int r = 0; r < MR; r++) {
            acc[r][0] += a[r] * b0;
            acc[r][1] += a[r] * b1;
        }
    }
#pragma GCC unroll 12
    for (int r = 0; r < MR; r++) {
        *(lane16 *)(out + r * NR) = acc[r][0];
        *(lane16 *)(out + r * NR + 16) = acc[r][1];
    }
}

static void store(const float *tile, int m, int n, int add, float *c, int ldc)
{
    for (int r = 0; r < m; r++) {
        float *row = c + (size_t)r * (size_t)ldc;
        const float *from = tile + r * NR;
        if (add)
            for (int j = 0; j < n; j++)
                row[j] += from[j];
        else
            for (int j = 0; j < n; j++)
                row[j] = from[j];
    }
}

void gemm(int ta, int tb, int m, int n, int k, const float *a, int lda, const float *b, int ldb,
          int add, float *c, int ldc)
{
    _Alignas(64) float tile[MR * NR];
    size_t panels = (size_t)((n + NR - 1) / NR);
    pack_room(panels * NR * KC);
    for (int p0 = 0; p0 < k; p0 += KC) {
        int depth = k - p0 < KC ? k - p0 : KC;
        pack_b(tb, n, p0, depth, b, ldb, pack.b);
        for (int i0 = 0; i0 < m; i0 += MC) {
            int high = m - i0 < MC ? m - i0 : MC;
            pack_a(ta, i0, high, p0, depth, a, lda, pack.a);
            for (int j = 0; j < n; j += NR)
                for (int i = 0; i < high; i += MR) {
                    block(depth, pack.a + (size_t)i * (size_t)depth, pack.b + (size_t)j * (size_t)depth, tile);
                    store(tile, high - i < MR ? high - i : MR, n - j < NR ? n - j : NR,
                          add || p0 > 0, c + (size_t)(i0 + i) * (size_t)ldc + j, ldc);
                }
        }
    }
}
