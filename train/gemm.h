/* train/gemm.h: float matrix products for training; exact bits may differ between processors. */
#pragma once

enum { PLAIN = 0, TRANSPOSED = 1 };

/* C (m, n) = op(A) (m, k) times op(B) (k, n), added to C if add. Row major; ld = row length as stored. */
void gemm(int ta, int tb, int m, int n, int k, const float *a, int lda, const float *b, int ldb,
          int add, float *c, int ldc);
