/* neural/matrix.h: int8 weights times 7-bit inputs; integers are equal on every processor. */
#pragma once
#include "dateline.h"

/* One copy of a function for each kind of processor; clang 14 links none of its own, ThreadSanitizer is not up when they are chosen; equal results make one enough. */
#if defined(__clang__) || defined(__SANITIZE_THREAD__)
#define CLONES
#else
#define CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#endif

/* Weights lie as [rows/16][cols/4][16][4], rows and cols padded with zeros. */
struct matrix {
    int rows, cols;                   /* padded: multiples of 16 and 4 */
    const int8_t  *packed;            /* (rows/16, cols/4, 16, 4) */
    const float   *scale, *bias;      /* (rows) */
    const int32_t *sum;               /* (rows) of the weights, to take a zero point out again */
};

enum { MATRIX_ZERO = 64 };            /* what stands for 0 in signed inputs: 1..127 mean -63..63 */

/* acc (t, rows) = x (t, cols; rows of x are stride apart, values 0..127) times the weights. */
typedef void matrix_kernel(const struct matrix *w, const uint8_t *x, int stride, int t, int32_t *acc);
matrix_kernel *matrix_kernel_named(const char *name);    /* plain avx2 vnni; NULL if this processor cannot */
const char    *matrix_kernel_name(void);                 /* the one in use; DATELINE_KERNEL forces one */

/* y (t, rows) = in floats: (acc - zero * sum) * unit[i] * scale + bias. zero is MATRIX_ZERO or 0.
 * acc (t, rows) is scratch. */
void matrix_apply(const struct matrix *w, const uint8_t *x, int stride, int t, int zero, const float *unit,
                  int32_t *acc, float *y);

/* To 1..127 around MATRIX_ZERO: q (n) = x * per, cut off. */
void quantise_signed(const float *x, int n, float per, uint8_t *q);
/* The same with the greatest of |x| at 63; returns what one step is worth. q is padded to `room`. */
float quantise_row(const float *x, int n, int room, uint8_t *q);
/* For x >= 0: to 0..127. */
float quantise_positive(const float *x, int n, int room, uint8_t *q);

void neural_logistic(float *x, size_t n);                /* x = 1 / (1 + exp(-x)) within 1e-6, no libm */
void neural_swish(const float *u, size_t n, float *x);   /* x += u * logistic(u) */
void neural_normalise(const float *x, int n, float *y);  /* mean 0, deviation 1; fixed order of sums */
