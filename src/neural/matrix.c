/* neural/matrix.c: the product kernels and the few functions between products.
 * Inputs keep to 7 bits so that AVX2's maddubs (2 * 127 * 127 < 32768) never saturates. */
#include "neural/matrix.h"

/* Selections may become blends: no result changes, only what a signalling NaN would raise. */
#ifndef __clang__
#pragma GCC optimize("no-trapping-math", "no-math-errno")
#endif

#include <immintrin.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>


static void plain(const struct matrix *w, const uint8_t *x, int stride, int t, int32_t *acc)
{
    for (int i = 0; i < t; i++)
        for (int r = 0; r < w->rows; r += 16) {
            const int8_t *p = w->packed + (size_t)r * (size_t)w->cols;
            const uint8_t *row = x + (size_t)i * (size_t)stride;
            int32_t sum[16] = {0};
            for (int c = 0; c < w->cols; c += 4, p += 64)
                for (int j = 0; j < 16; j++)
                    for (int k = 0; k < 4; k++)
                        sum[j] += row[c + k] * p[4 * j + k];
            memcpy(acc + (size_t)i * (size_t)w->rows + r, sum, sizeof sum);
        }
}

static inline int32_t four(const uint8_t *x)
{
    int32_t v;
    memcpy(&v, x, 4);
    return v;
}

/* Rows of x done together, so that weights are loaded once for all. */
enum { TALL = 8, LOW = 4 };

__attribute__((target("avx2"), always_inline)) static inline void avx2_tile(
    const struct matrix *w, const uint8_t *x, int stride, int high, int r, int32_t *acc)
{
    const __m256i ones = _mm256_set1_epi16(1);
    const int8_t *p = w->packed + (size_t)r * (size_t)w->cols;
    __m256i sum[LOW][2];
    for (int i = 0; i < high; i++)
        sum[i][0] = sum[i][1] = _mm256_setzero_si256();
    for (int c = 0; c < w->cols; c += 4, p += 64) {
        __m256i lo = _mm256_loadu_si256((const void *)p), hi = _mm256_loadu_si256((const void *)(p + 32));
        for (int i = 0; i < high; i++) {
            __m256i v = _mm256_set1_epi32(four(x + (size_t)i * (size_t)stride + c));
            sum[i][0] = _mm256_add_epi32(sum[i][0], _mm256_madd_epi16(_mm256_maddubs_epi16(v, lo), ones));
            sum[i][1] = _mm256_add_epi32(sum[i][1], _mm256_madd_epi16(_mm256_maddubs_epi16(v, hi), ones));
        }
    }
    for (int i = 0; i < high; i++) {
        _mm256_storeu_si256((void *)(acc + (size_t)i * (size_t)w->rows + r), sum[i][0]);
        _mm256_storeu_si256((void *)(acc + (size_t)i * (size_t)w->rows + r + 8), sum[i][1]);
    }
}

__attribute__((target("avx2"))) static void avx2(const struct matrix *w, const uint8_t *x, int stride, int t,
                                                 int32_t *acc)
{
    int i = 0;
    for (; i + LOW <= t; i += LOW)
        for (int r = 0; r < w->rows; r += 16)
            avx2_tile(w, x + (size_t)i * (size_t)stride, stride, LOW, r, acc + (size_t)i * (size_t)w->rows);
    for (; i < t; i++)
        for (int r = 0; r < w->rows; r += 16)
            avx2_tile(w, x + (size_t)i * (size_t)stride, stride, 1, r, acc + (size_t)i * (size_t)w->rows);
}

__attribute__((target("avx512f,avx512bw,avx512vnni"), always_inline)) static inline void vnni_tile(
    const struct matrix *w, const uint8_t *x, int stride, int high, int wide, int r, int32_t *acc)
{
    const int8_t *p = w->packed + (size_t)r * (size_t)w->cols;
    size_t next = (size_t)w->cols * 16;
    __m512i sum[TALL][2];
    for (int i = 0; i < high; i++)
        sum[i][0] = sum[i][1] = _mm512_setzero_si512();
    for (int c = 0; c < w->cols; c += 4, p += 64) {
        __m512i a = _mm512_loadu_si512(p), b = wide > 1 ? _mm512_loadu_si512(p + next) : a;
#pragma GCC unroll 8
        for (int i = 0; i < high; i++) {
            __m512i v = _mm512_set1_epi32(four(x + (size_t)i * (size_t)stride + c));
            sum[i][0] = _mm512_dpbusd_epi32(sum[i][0], v, a);
            if (wide > 1)
                sum[i][1] = _mm512_dpbusd_epi32(sum[i][1], v, b);
        }
    }
    for (int i = 0; i < high; i++)
        for (int k = 0; k < wide; k++)
            _mm512_storeu_si512(acc + (size_t)i * (size_t)w->rows + r + 16 * k, sum[i][k]);
}

__attribute__((target("avx512f,avx512bw,avx512vnni"))) static void vnni(
    const struct matrix *w, const uint8_t *x, int stride, int t, int32_t *acc)
{
    int i = 0;
    for (; i + TALL <= t; i += TALL) {
        const uint8_t *from = x + (size_t)i * (size_t)stride;
        int32_t *to = acc + (size_t)i * (size_t)w->rows;
        int r = 0;
        for (; r + 32 <= w->rows; r += 32)
            vnni_tile(w, from, stride, TALL, 2, r, to);
        for (; r < w->rows; r += 16)
            vnni_tile(w, from, stride, TALL, 1, r, to);
    }
    for (; i < t; i++)
        for (int r = 0; r < w->rows; r += 16)
            vnni_tile(w, x + (size_t)i * (size_t)stride, stride, 1, 1, r, acc + (size_t)i * (size_t)w->rows);
}

matrix_kernel *matrix_kernel_named(const char *name)
{
    __builtin_cpu_init();
    if (!strcmp(name, "plain"))
        return plain;
    if (!strcmp(name, "avx2"))
        return __builtin_cpu_supports("avx2") ? avx2 : NULL;
    if (!strcmp(name, "vnni"))
        return __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw") ? vnni : NULL;
    return NULL;
}

const char *matrix_kernel_name(void)
{
    const char *forced = getenv("DATELINE_KERNEL");
    if (forced && matrix_kernel_named(forced))
        return forced;
    return matrix_kernel_named("vnni") ? "vnni" : matrix_kernel_named("avx2") ? "avx2" : "plain";
}

CLONES static void to_float(const int32_t *acc, const struct matrix *w, int zero, float unit, float *y)
{
    const int32_t *sum = w->sum;
    const float *scale = w->scale, *bias = w->bias;
    int n = w->rows;
    if (zero == MATRIX_ZERO)
        for (int j = 0; j < n; j++)
            y[j] = (float)(acc[j] - sum[j] * MATRIX_ZERO) * (unit * scale[j]) + bias[j];
    else
        for (int j = 0; j < n; j++)
            y[j] = (float)acc[j] * (unit * scale[j]) + bias[j];
}

void matrix_apply(const struct matrix *w, const uint8_t *x, int stride, int t, int zero, const float *unit,
                  int32_t *acc, float *y)
{
    static matrix_kernel *chosen;                    /* every thread would choose the same */
    matrix_kernel *kernel = __atomic_load_n(&chosen, __ATOMIC_RELAXED);
    if (!kernel) {
        kernel = matrix_kernel_named(matrix_kernel_name());
        __atomic_store_n(&chosen, kernel, __ATOMIC_RELAXED);
    }
    kernel(w, x, stride, t, acc);
    for (int i = 0; i < t; i++)
        to_float(acc + (size_t)i * (size_t)w->rows, w, zero, unit[i], y + (size_t)i * (size_t)w->rows);
}

CLONES void quantise_signed(const float *x, int n, float per, uint8_t *q)
{
    for (int i = 0; i < n; i++) {
        float v = x[i] * per + 64.5f;
        v = v < 1.0f ? 1.0f : v;
        v = v > 127.0f ? 127.0f : v;
        q[i] = (uint8_t)(int)v;
    }
}

/* The greatest of |x|: without signs, floats order as their bits do. */
CLONES static float greatest(const float *x, int n)
{
    int32_t top = 0;
    for (int i = 0; i < n; i++) {
        int32_t bits;
        memcpy(&bits, x + i, 4);
        bits &= 0x7fffffff;
        top = bits > top ? bits : top;
    }
    float value;
    memcpy(&value, &top, 4);
    return value;
}

float quantise_row(const float *x, int n, int room, uint8_t *q)
{
    float top = greatest(x, n);
    float per = top > 0 ? 63.0f / top : 0;
    quantise_signed(x, n, per, q);
    memset(q + n, MATRIX_ZERO, (size_t)(room - n));
    return top / 63.0f;
}

CLONES static void positive(const float *x, int n, float per, uint8_t *q)
{
    for (int i = 0; i < n; i++)
        q[i] = (uint8_t)(int)(x[i] * per + 0.5f);
}

float quantise_positive(const float *x, int n, int room, uint8_t *q)
{
    float top = greatest(x, n);
    positive(x, n, top > 0 ? 127.0f / top : 0, q);
    memset(q + n, 0, (size_t)(room - n));
    return top / 127.0f;
}

/* exp(x) for |x| <= 80: two to the nearest whole power times a polynomial. Adding 1.5 * 2^23 rounds. */
static inline float exponential(float x)
{
    float rounded = x * 1.44269504f + 12582912.0f;
    float whole = rounded - 12582912.0f;
    float f = (x - whole * 0.693145752f) - whole * 1.42860677e-6f;
    float p = 1.0f + f * (1.0f + f * (0.5f + f * (0.166666667f + f * (0.0416666667f + f * 0.00833333333f))));
    int32_t bits;
    memcpy(&bits, &rounded, 4);
    bits = (bits - 0x4b400000 + 127) * (1 << 23);
    float power;
    memcpy(&power, &bits, 4);
    return p * power;
}

static inline float logistic(float x)
{
    x = x < -80.0f ? -80.0f : x;
    x = x > 80.0f ? 80.0f : x;
    return 1.0f / (1.0f + exponential(-x));
}

CLONES void neural_logistic(float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = logistic(x[i]);
}

CLONES void neural_swish(const float *u, size_t n, float *x)
{
    for (size_t i = 0; i < n; i++)
        x[i] += u[i] * logistic(u[i]);
}

/* Sixteen lanes added in a fixed order; n is a multiple of 16. */
static inline float fold(const float *lane)
{
    float half[8];
    for (int j = 0; j < 8; j++)
        half[j] = lane[j] + lane[j + 8];
    return ((half[0] + half[4]) + (half[1] + half[5])) + ((half[2] + half[6]) + (half[3] + half[7]));
}

CLONES void neural_normalise(const float *x, int n, float *y)
{
    float lane[16] = {0}, square[16] = {0};
    for (int i = 0; i < n; i += 16)
        for (int j = 0; j < 16; j++)
            lane[j] += x[i + j];
    float mean = fold(lane) / (float)n;
    for (int i = 0; i < n; i += 16)
        for (int j = 0; j < 16; j++)
            square[j] += (x[i + j] - mean) * (x[i + j] - mean);
    float inv = 1.0f / sqrtf(fold(square) / (float)n + 1e-5f);
    for (int i = 0; i < n; i++)
        y[i] = (x[i] - mean) * inv;
}
