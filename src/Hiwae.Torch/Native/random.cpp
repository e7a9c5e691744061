// libtorch's uniform and normal variables, the same to the last bit and from the same generator, in a fraction of the time: it asks
// its Mersenne Twister for one number after the other, here the twister's whole state is turned and read at once.
#include "abi.h"
#include "processors.h"

#include <atomic>
#include <mutex>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Functions.h>

// The logarithm, sine and cosine that libtorch's own normal variables are made with, from its headers.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && __has_include(<ATen/native/cpu/avx_mathfun.h>)
#define HIWAE_NORMALS 1
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#define CPU_CAPABILITY_AVX2
#include <ATen/native/cpu/avx_mathfun.h>
#undef CPU_CAPABILITY_AVX2
#pragma GCC pop_options
#endif

namespace {

constexpr int kState = at::MERSENNE_STATE_N, kShift = at::MERSENNE_STATE_M;

// The numbers that are drawn before they are turned into normal variables, while they are in the cache. A multiple of 16.
constexpr int64_t kBlock = 1 << 12;

// The recurrence of Matsumoto and Nishimura (1998).
inline __attribute__((always_inline)) uint32_t twisted(uint32_t far, uint32_t here, uint32_t next) {
  const uint32_t mixed = (here & 0x80000000u) | (next & 0x7fffffffu);
  return far ^ (mixed >> 1) ^ (next & 1 ? 0x9908b0dfu : 0u);
}

HIWAE_FOR_EACH_PROCESSOR
void turn(uint32_t* state) {
  for (int i = 0; i < kState - kShift; ++i) state[i] = twisted(state[i + kShift], state[i], state[i + 1]);
  for (int i = kState - kShift; i < kState - 1; ++i) state[i] = twisted(state[i + kShift - kState], state[i], state[i + 1]);
  state[kState - 1] = twisted(state[kShift - 1], state[kState - 1], state[0]);
}

// Tempered, and the lower 24 bits as a fraction.
HIWAE_FOR_EACH_PROCESSOR
void read(const uint32_t* state, float* values, int64_t count) {
  for (int64_t i = 0; i < count; ++i) {
    uint32_t y = state[i];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    y ^= y >> 18;
    values[i] = static_cast<float>(static_cast<int32_t>(y & 0xffffffu)) * (1.0f / 16777216.0f);
  }
}

// A generator's state, taken out for a while and put back at the end.
class Twister {
 public:
  explicit Twister(at::CPUGeneratorImpl* generator) : generator_(generator), engine_(generator->engine()), data_(engine_.data()) {}

  ~Twister() {
    engine_.set_data(data_);
    generator_->set_engine(engine_);
  }

  void uniform(float* values, int64_t count) {
    while (count > 0) {
      if (data_.left_ <= 1) {
        turn(data_.state_.data());
        data_.left_ = kState + 1;
        data_.next_ = 0;
      }
      const int64_t some = std::min<int64_t>(count, data_.left_ - 1);
      read(data_.state_.data() + data_.next_, values, some);
      data_.left_ -= static_cast<int>(some);
      data_.next_ += static_cast<uint32_t>(some);
      values += some;
      count -= some;
    }
  }

 private:
  at::CPUGeneratorImpl* generator_;
  at::mt19937 engine_;
  at::mt19937_data_pod data_;
};

#ifdef HIWAE_NORMALS
// Box and Muller's transform of sixteen at a time: radii from the first eight, angles from the others.
__attribute__((target("avx2,fma"))) void normal(float* values, int64_t count) {
  const __m256 one = _mm256_set1_ps(1.0f), minus_two = _mm256_set1_ps(-2.0f), zero = _mm256_setzero_ps();
  const __m256 turn = _mm256_set1_ps(static_cast<float>(2.0f * 3.14159265358979323846));
  for (int64_t i = 0; i + 16 <= count; i += 16) {
    const __m256 logarithm = log256_ps(_mm256_sub_ps(one, _mm256_loadu_ps(values + i)));
    const __m256 radius = _mm256_sqrt_ps(_mm256_mul_ps(minus_two, logarithm));
    __m256 sine, cosine;
    sincos256_ps(_mm256_mul_ps(turn, _mm256_loadu_ps(values + i + 8)), &sine, &cosine);
    _mm256_storeu_ps(values + i, _mm256_fmadd_ps(_mm256_mul_ps(radius, cosine), one, zero));
    _mm256_storeu_ps(values + i + 8, _mm256_fmadd_ps(_mm256_mul_ps(radius, sine), one, zero));
  }
}
#endif

void fill(Twister& twister, bool normals, float* values, int64_t count) {
#ifdef HIWAE_NORMALS
  if (normals) {
    for (int64_t start = 0; start < count; start += kBlock) {
      const int64_t some = std::min(kBlock, count - start);
      twister.uniform(values + start, some);
      normal(values + start, some);
    }
    if (count % 16 != 0) {  // the last sixteen are drawn once more
      twister.uniform(values + count - 16, 16);
      normal(values + count - 16, 16);
    }
    return;
  }
#endif
  twister.uniform(values, count);
}

void fill(at::Generator generator, bool normals, at::Tensor& tensor) {
  std::lock_guard<std::mutex> lock(generator.mutex());
  Twister twister(at::check_generator<at::CPUGeneratorImpl>(generator));
  fill(twister, normals, tensor.data_ptr<float>(), tensor.numel());
}

// Below sixteen libtorch makes normal variables another way.
constexpr int64_t kFewest = 16;

bool is_same_as_libtorch(bool normals) {
#ifdef HIWAE_NORMALS
  if (normals && !(__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))) return false;
#else
  if (normals) return false;
#endif
  at::Generator ours = at::detail::createCPUGenerator(1), theirs = at::detail::createCPUGenerator(1);
  for (const int64_t size : {20'011, 17, 1'000}) {
    at::Tensor drawn = at::empty({size});
    fill(ours, normals, drawn);
    if (!drawn.equal(normals ? at::randn({size}, theirs) : at::rand({size}, theirs))) return false;
  }
  return ours.get_state().equal(theirs.get_state());
}

// Another build of libtorch may do otherwise: found out once, by comparison.
bool serves(bool normals) {
  static const bool uniform = is_same_as_libtorch(false);
  static const bool normal = uniform && is_same_as_libtorch(true);
  return normals ? normal : uniform;
}

}  // namespace

// Draws 32-bit floats on the CPU, uniform in [0, 1) or standard normal, as at::rand and at::randn do; a null result says that
// they are to be asked themselves. A null generator is the default one.
HIWAE_EXPORT char* hiwae_draw(const int64_t* sizes, int32_t rank, int32_t normals, void* generator, void** result) {
  return hiwae::guarded([&] {
    *result = nullptr;
    const at::IntArrayRef shape(sizes, rank);
    int64_t count = 1;
    for (const int64_t size : shape) {
      if (size < 0) return;
      count *= size;
    }
    if ((normals && count < kFewest) || !serves(normals != 0)) return;
    at::Tensor drawn = at::empty(shape, at::kFloat);
    fill(generator ? *static_cast<at::Generator*>(generator) : at::detail::getDefaultCPUGenerator(), normals != 0, drawn);
    *result = new at::Tensor(std::move(drawn));
  });
}
