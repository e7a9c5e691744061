// The process: floating-point mode, memory, threads, and what was loaded.
#include "abi.h"

#include <dlfcn.h>
#include <malloc.h>

#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <torch/csrc/api/include/torch/version.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace hiwae {

void flush_denormals() {
  static thread_local bool done = false;
  if (done) return;
  done = true;
#if defined(__x86_64__)
  _mm_setcsr(_mm_getcsr() | 0x8040u);  // flush to zero, denormals are zero
#elif defined(__aarch64__)
  uint64_t control;
  __asm__ volatile("mrs %0, fpcr" : "=r"(control));
  __asm__ volatile("msr fpcr, %0" : : "r"(control | (1ull << 24)));
#endif
}

}  // namespace hiwae

namespace {

// OpenMP's workers inherit the floating-point mode of the thread that starts them, so it is set before any of them exists.
// A training step allocates the same large blocks again and again; glibc would map and unmap each one, at a page fault every
// 4 KiB. Blocks up to the largest threshold that glibc accepts are kept instead.
__attribute__((constructor)) void on_load() {
  hiwae::flush_denormals();
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  mallopt(M_TOP_PAD, 64 << 20);
}

const char* path_of(void* symbol) {
  Dl_info info;
  return symbol && dladdr(symbol, &info) && info.dli_fname ? info.dli_fname : "";
}

}  // namespace

HIWAE_EXPORT const char* hiwae_version() {
  return TORCH_VERSION;
}

HIWAE_EXPORT const char* hiwae_library_path() {
  return path_of(reinterpret_cast<void*>(static_cast<int (*)()>(&at::get_num_threads)));
}

// The library that libtorch's own references to BLAS resolve to.
HIWAE_EXPORT const char* hiwae_blas_path() {
  void* torch = dlopen(hiwae_library_path(), RTLD_LAZY | RTLD_NOLOAD);
  return path_of(dlsym(torch ? torch : RTLD_DEFAULT, "sgemm_"));
}

HIWAE_EXPORT char* hiwae_configuration() {
  return hiwae::copy_text(at::show_config().c_str());
}

HIWAE_EXPORT int32_t hiwae_get_threads() {
  return at::get_num_threads();
}

HIWAE_EXPORT char* hiwae_set_threads(int32_t count) {
  return hiwae::guarded([&] { at::set_num_threads(count); });
}

HIWAE_EXPORT int32_t hiwae_get_interop_threads() {
  return at::get_num_interop_threads();
}

HIWAE_EXPORT char* hiwae_set_interop_threads(int32_t count) {
  return hiwae::guarded([&] { at::set_num_interop_threads(count); });
}

// Whether a denormal product comes out as zero on this thread.
HIWAE_EXPORT int32_t hiwae_flushes_denormals() {
  hiwae::flush_denormals();
  volatile float smallest = 1.17549435e-38f;
  volatile float half = 0.5f;
  return smallest * half == 0.0f;
}
