// What the settings made at start-up are worth on this machine.
#include "abi.h"
#include "Step/step.h"

#include <sys/mman.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <vector>

#include <ATen/Parallel.h>
#include <omp.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

extern "C" __attribute__((weak)) int dnnl_sgemm(char, char, int64_t, int64_t, int64_t, float, const float*, int64_t, const float*, int64_t, float, float*,
                                                int64_t);

namespace {

constexpr int64_t kBytes = 16 << 20;
constexpr int64_t kPage = 4096;

// The shortest of some runs, in seconds.
template <typename Body>
double fastest(int runs, Body&& body) {
  double best = std::numeric_limits<double>::infinity();
  for (int i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    body();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

void touch(void* block) {
  auto* bytes = static_cast<volatile char*>(block);
  for (int64_t i = 0; i < kBytes; i += kPage) bytes[i] = 1;
}

double product_seconds(int64_t size, float element, int runs) {
  const std::vector<float> left(size * size, element), right(size * size, 1.0f);
  std::vector<float> result(size * size);
  return fastest(runs, [&] {
    hiwae::step::hiwae_step_product(false, false, size, size, size, left.data(), size, right.data(), size, 0.0f, result.data(), size);
  });
}

// On this thread alone, which is left as it was found. Negative where the processor's mode cannot be set.
double denormal_seconds(bool flushed) {
#if defined(__x86_64__)
  const unsigned mode = _mm_getcsr();
  const int threads = omp_get_max_threads();
  omp_set_num_threads(1);
  _mm_setcsr(flushed ? mode | 0x8040u : mode & ~0x8040u);
  const double seconds = product_seconds(128, 1e-40f, 3);
  _mm_setcsr(mode);
  omp_set_num_threads(threads);
  return seconds;
#else
  return -1;
#endif
}

}  // namespace

HIWAE_EXPORT int32_t hiwae_has_onednn() {
  return dnnl_sgemm != nullptr;
}

// Seconds: of a product of denormal matrices with them flushed to zero and with them kept, of the product that compiled steps
// use, of a block of 16 MiB from the allocator as it is set, and of one mapped anew.
HIWAE_EXPORT char* hiwae_measure(int64_t size, double* seconds) {
  return hiwae::guarded([&] {
    seconds[0] = denormal_seconds(true);
    seconds[1] = denormal_seconds(false);
    seconds[2] = product_seconds(size, 1.0f, 10);
    seconds[3] = fastest(5, [] {
      void* block = std::malloc(kBytes);
      if (!block) return;
      touch(block);
      std::free(block);
    });
    seconds[4] = fastest(5, [] {
      void* block = mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (block == MAP_FAILED) return;
      touch(block);
      munmap(block, kBytes);
    });
  });
}
