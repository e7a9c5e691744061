// The loops over members of a family and over elements: functions of their own, so that the compiler knows what does not overlap. A loop runs over
// elements of one member or, where values are short, over members for one element.
#pragma once
#include "plain.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

template <class F>
struct MemberLoops {
  static constexpr int n = F::parameters, m = F::prepared;

  // The bodies; a step leads from one of an element's numbers to the next.
  HIWAE_INLINE float prepare(const float* raw, int64_t raw_step, float* out, int64_t out_step) {
    float p[n], r[m], constant;
    for (int k = 0; k < n; ++k) p[k] = raw[k * raw_step];
    F::prepare(p, r, constant);
    for (int k = 0; k < m; ++k) out[k * out_step] = r[k];
    out[m * out_step] = constant;
    return constant;
  }

  template <bool with_constant>
  HIWAE_INLINE float value(const float* in, int64_t step, float v) {
    float r[m];
    for (int k = 0; k < m; ++k) r[k] = in[k * step];
    return with_constant ? F::value(r, v) + in[m * step] : F::value(r, v);
  }

  // Adds to the gradient of the raw numbers; returns the value's.
  HIWAE_INLINE float slope(const float* in, int64_t step, float v, float weight, bool counts, float* grad, int64_t grad_step) {
    float r[m], s[n + 1];
    for (int k = 0; k < m; ++k) r[k] = in[k * step];
    F::slopes(r, v, s);
    for (int k = 0; k < n; ++k) grad[k * grad_step] += counts ? weight * s[k] : 0.0f;
    return counts ? weight * s[n] : 0.0f;
  }

  // Over the elements of one member; the sum of the constants, or of the log-densities.
  [[gnu::noipa]] static float prepare_elements(const float* __restrict raw, int64_t size, float* __restrict out) {
    float sum = 0.0f;
#pragma omp simd reduction(+ : sum)
    for (int64_t j = 0; j < size; ++j) sum += prepare(raw + j, size, out + j, size);
    return sum;
  }

  template <bool masked, bool with_constant>
  [[gnu::noipa]] static float elements(const float* __restrict in, const float* __restrict v, const float* __restrict mask, int64_t size) {
    float sum = 0.0f;
#pragma omp simd reduction(+ : sum)
    for (int64_t j = 0; j < size; ++j) {
      const float f = value<with_constant>(in + j, size, v[j]);
      sum += !masked || mask[j] > 0.0f ? f : 0.0f;
    }
    return sum;
  }

  template <bool masked>
  [[gnu::noipa]] static void elements_back(const float* __restrict in, const float* __restrict v, const float* __restrict mask, float weight, int64_t size,
                                              float* __restrict raw_grad, float* __restrict v_grad) {
#pragma omp simd
    for (int64_t j = 0; j < size; ++j) {
      const bool seen = !masked || mask[j] > 0.0f;
      v_grad[j] += slope(in + j, size, v[j], weight, seen, raw_grad + j, size);
    }
  }

  // Over members for one element after the other.
  [[gnu::noipa]] static void prepare_members(const float* __restrict raw, int64_t size, int64_t count, float* __restrict out,
                                             float* __restrict sums) {
    for (int64_t i = 0; i < count; ++i) sums[i] = 0.0f;
    for (int64_t d = 0; d < size; ++d)
#pragma omp simd
      for (int64_t i = 0; i < count; ++i) sums[i] += prepare(raw + i * n * size + d, size, out + d * count + i, size * count);
  }

  template <bool masked, bool with_constant>
  [[gnu::noipa]] static void members(const float* __restrict in, const float* __restrict v, const float* __restrict mask, int64_t size, int64_t count,
                                        float* __restrict sums) {
    for (int64_t d = 0; d < size; ++d) {
      if (masked && !(mask[d] > 0.0f)) continue;
      const float* __restrict from = in + d * count;
      const float x = v[d];
#pragma omp simd
      for (int64_t i = 0; i < count; ++i) sums[i] += value<with_constant>(from + i, size * count, x);
    }
  }

  template <bool masked>
  [[gnu::noipa]] static void members_back(const float* __restrict in, const float* __restrict v, const float* __restrict mask, const float* __restrict g,
                                             int64_t size, int64_t count, float* __restrict raw_grad, float* __restrict v_grad) {
    for (int64_t d = 0; d < size; ++d) {
      if (masked && !(mask[d] > 0.0f)) continue;
      const float* __restrict from = in + d * count;
      float* __restrict to = raw_grad + d * count;
      const float x = v[d];
      float by_value = 0.0f;
#pragma omp simd reduction(+ : by_value)
      for (int64_t i = 0; i < count; ++i) by_value += slope(from + i, size * count, x, g[i], g[i] != 0.0f, to + i, size * count);
      v_grad[d] += by_value;
    }
  }
};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
