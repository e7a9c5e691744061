// Matrix products: oneDNN's, which libtorch brings along, or where it has none those of libtorch's BLAS.
#include "step.h"

extern "C" {
__attribute__((weak)) int dnnl_sgemm(char transpose_a, char transpose_b, int64_t m, int64_t n, int64_t k, float alpha, const float* a, int64_t lda,
                                     const float* b, int64_t ldb, float beta, float* c, int64_t ldc);
void sgemm_(const char* transpose_a, const char* transpose_b, const int* m, const int* n, const int* k, const float* alpha, const float* a, const int* lda,
            const float* b, const int* ldb, const float* beta, float* c, const int* ldc);
}

namespace hiwae::step {

void hiwae_step_product(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, const float* a, int64_t lda, const float* b, int64_t ldb,
                        float beta, float* c, int64_t ldc) {
  if (m == 0 || n == 0) return;
  const char ta = transpose_a ? 'T' : 'N';
  const char tb = transpose_b ? 'T' : 'N';
  if (dnnl_sgemm) {
    dnnl_sgemm(ta, tb, m, n, k, 1.0f, a, lda, b, ldb, beta, c, ldc);
    return;
  }
  // BLAS counts by columns: a matrix stored by rows is its own transpose there.
  const float one = 1.0f;
  const int sizes[] = {static_cast<int>(n), static_cast<int>(m), static_cast<int>(k), static_cast<int>(lda), static_cast<int>(ldb), static_cast<int>(ldc)};
  sgemm_(&tb, &ta, &sizes[0], &sizes[1], &sizes[2], &one, b, &sizes[4], a, &sizes[3], &beta, c, &sizes[5]);
}

}  // namespace hiwae::step
