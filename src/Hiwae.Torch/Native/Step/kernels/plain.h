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
