// Rows under one member of a family: the kernel behind LogDensity without components.
#pragma once
#include "log_sum.h"
#include "tails.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

// One categorical variable: not a sum over elements with parameters of their own, so that it has rows of its own below.
struct CategoricalFamily {
  static constexpr int parameters = 1, prepared = 1;
  static constexpr ValueSlope value_slope = ValueSlope::Kept;
};

// What is kept of an element for the way back: the slopes by the raw numbers, and the one by the value where nothing else tells it.
template <class F>
constexpr int kept = F::parameters + (F::value_slope == ValueSlope::Kept ? 1 : 0);

// A mask tells of each element whether it was observed.
template <class F>
struct Plain {
  // Bodies of loops are functions: arrays declared in a loop for vectors would become arrays by lane.
  template <bool masked, bool keeps>
  HIWAE_INLINE float element(const float* raw, const float* v, const float* mask, int64_t size, float* saved, int64_t j) {
    constexpr int n = F::parameters;
    float p[n], q[F::prepared], d[n + 1], constant;
    for (int k = 0; k < n; ++k) p[k] = raw[k * size + j];
    F::prepare(p, q, constant);
    const float f = constant + F::value(q, v[j]);
    const bool seen = !masked || mask[j] > 0.0f;
    if (keeps) {
      F::slopes(q, v[j], d);
      for (int k = 0; k < kept<F>; ++k) saved[k * size + j] = seen ? d[k] : 0.0f;
    }
    return seen ? f : 0.0f;
  }

  template <bool masked, bool keeps>
  [[gnu::noipa]] static float forward(const float* __restrict raw, const float* __restrict v, const float* __restrict mask, int64_t size,
                                      float* __restrict saved) {
    float sum = 0.0f;
#pragma omp simd reduction(+ : sum)
    for (int64_t j = 0; j < size; ++j) sum += element<masked, keeps>(raw, v, mask, size, saved, j);
    return sum;
  }

  template <bool adds>
  static void raw_back(const float* __restrict saved, float g, int64_t size, float* __restrict grad) {
    const int64_t length = F::parameters * size;
#pragma omp simd
    for (int64_t j = 0; j < length; ++j) grad[j] = adds ? grad[j] + g * saved[j] : g * saved[j];
  }

  template <bool masked, bool adds>
  static void value_back(const float* __restrict raw, const float* __restrict saved, const float* __restrict mask, float g, int64_t size, float* __restrict grad) {
    const float* __restrict kept_slope = saved + F::parameters * size;
#pragma omp simd
    for (int64_t j = 0; j < size; ++j) {
      const float d = F::value_slope == ValueSlope::MinusFirst ? -saved[j] : F::value_slope == ValueSlope::Raw ? raw[j] : kept_slope[j];
      const float slope = !masked || mask[j] > 0.0f ? d : 0.0f;
      grad[j] = adds ? grad[j] + g * slope : g * slope;
    }
  }
};

// Σ x l − max(l, 0) − log(1 + e^−|l|), with one logarithm for a product of up to `most` factors between 1 and 2 instead of one for each.
template <>
template <bool masked, bool keeps>
float Plain<BernoulliFamily>::forward(const float* __restrict raw, const float* __restrict v, const float* __restrict mask, int64_t size,
                                      float* __restrict saved) {
  constexpr int64_t lanes = 64, most = 96;
  float products[lanes], sum = 0.0f;
  int64_t start = 0;
  while (start + lanes <= size) {
    for (int64_t i = 0; i < lanes; ++i) products[i] = 1.0f;
    for (int64_t factors = 0; factors < most && start + lanes <= size; ++factors, start += lanes) {
#pragma omp simd reduction(+ : sum)
      for (int64_t i = 0; i < lanes; ++i) {
        const int64_t j = start + i;
        const float l = raw[j];
        const float t = exp_(-abs_(l));
        const bool seen = !masked || mask[j] > 0.0f;
        sum += seen ? v[j] * l - (0.0f > l ? 0.0f : l) : 0.0f;
        products[i] *= seen ? 1.0f + t : 1.0f;
        if (keeps) saved[j] = seen ? v[j] - (l < 0.0f ? t : 1.0f) / (1.0f + t) : 0.0f;
      }
    }
    float logs = 0.0f;
#pragma omp simd reduction(+ : logs)
    for (int64_t i = 0; i < lanes; ++i) logs += log_(products[i]);
    sum -= logs;
  }
#pragma omp simd reduction(+ : sum)
  for (int64_t j = start; j < size; ++j) sum += element<masked, keeps>(raw, v, mask, size, saved, j);
  return sum;
}

// Σ x (l − log Σ exp l).
template <>
template <bool masked, bool keeps>
float Plain<CategoricalFamily>::forward(const float* __restrict raw, const float* __restrict v, const float*, int64_t size, float* __restrict saved) {
  const LogSum normaliser = log_sum_exp(raw, size);
  float sum = 0.0f, total = 0.0f;
#pragma omp simd reduction(+ : sum, total)
  for (int64_t j = 0; j < size; ++j) {
    sum += v[j] * normaliser.below(raw[j]);
    total += v[j];
  }
  if (keeps) {
    shares_of(raw, size, normaliser, saved);
    for (int64_t j = 0; j < size; ++j) {
      saved[j] = v[j] - total * saved[j];
      saved[size + j] = normaliser.below(raw[j]);
    }
  }
  return sum;
}

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
