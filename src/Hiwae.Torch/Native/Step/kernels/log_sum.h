// Logarithms of sums of exponentials.
#pragma once
#include "math.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

// log Σ exp = highest + rest. In two parts, since their sum rounds away digits of what is a difference to it.
struct LogSum {
  float highest, rest;
  float value() const { return highest + rest; }
  float below(float x) const { return (x - highest) - rest; }
};

// With infinite maxima as in torch.
[[gnu::noipa]] static LogSum log_sum_exp(const float* __restrict x, int64_t count) {
  float highest = -kInfinity;
#pragma omp simd reduction(max : highest)
  for (int64_t i = 0; i < count; ++i) highest = x[i] > highest ? x[i] : highest;
  const float base = abs_(highest) == kInfinity ? 0.0f : highest;
  float sum = 0.0f;
#pragma omp simd reduction(+ : sum)
  for (int64_t i = 0; i < count; ++i) sum += exp_(x[i] - base);
  return {base, log_(sum)};
}

// Each number's share of the sum; may be in place.
[[gnu::noipa]] static void shares_of(const float* x, int64_t count, LogSum total, float* y) {
#pragma omp simd
  for (int64_t i = 0; i < count; ++i) y[i] = exp_(total.below(x[i]));
}

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
