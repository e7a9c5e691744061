// Values under many members of a family at once, the members prepared together: what mixtures and crossed proposals share.
#pragma once
#include "plain.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

// Member i has the raw numbers raw[i · n · size …], n blocks of size. Where values are short, the loops run over members instead of elements;
// the prepared numbers then lie with members fastest, and gradients wait in that order until flush.
template <class F>
class Members {
  static constexpr int n = F::parameters, m = F::prepared;
  static constexpr bool pointwise = !__is_same(F, CategoricalFamily);

  int64_t count, size;
  bool across;
  float* q;        // [count, m + 1, size], or [m + 1, size, count]; the last are the constants
  float* totals;   // [count]: sums of the constants
  float* pending;  // [n, size, count]
  bool dirty = false;

  // The bodies of the loops below; a step leads from one of an element's numbers to the next.
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

 public:
  static int64_t floats(int64_t count, int64_t size) { return count * (size * (m + 1 + n) + 1); }

  Members(int64_t count, int64_t size, float* scratch)
      : count(count), size(size), across(pointwise && size < 16 && count > size / 4), q(scratch), totals(scratch + count * size * (m + 1)),
        pending(totals + count) {
    if (across)
      for (int64_t j = 0; j < n * size * count; ++j) pending[j] = 0.0f;
  }

  void load(const float* __restrict raw) {
    float* __restrict out = q;
    float* __restrict sums = totals;
    if constexpr (!pointwise) {
      for (int64_t i = 0; i < count; ++i) {
        const float normaliser = log_sum_exp(raw + i * size, size);
        for (int64_t j = 0; j < size; ++j) out[2 * i * size + j] = raw[i * size + j] - normaliser;
        sums[i] = 0.0f;
      }
    } else if (across) {
      for (int64_t i = 0; i < count; ++i) sums[i] = 0.0f;
      for (int64_t d = 0; d < size; ++d)
#pragma omp simd
        for (int64_t i = 0; i < count; ++i) sums[i] += prepare(raw + i * n * size + d, size, out + d * count + i, size * count);
    } else {
      for (int64_t i = 0; i < count; ++i) {
        const float* __restrict from = raw + i * n * size;
        float* __restrict to = out + i * (m + 1) * size;
        float sum = 0.0f;
#pragma omp simd reduction(+ : sum)
        for (int64_t j = 0; j < size; ++j) sum += prepare(from + j, size, to + j, size);
        sums[i] = sum;
      }
    }
  }

  // The log-density of v under each member.
  template <bool masked>
  void values(const float* __restrict v, Mask mask, float* __restrict result) const {
    const float* __restrict in = q;
    const float* __restrict sums = totals;
    if constexpr (!pointwise) {
      for (int64_t i = 0; i < count; ++i) {
        float sum = 0.0f;
#pragma omp simd reduction(+ : sum)
        for (int64_t j = 0; j < size; ++j) sum += v[j] * in[2 * i * size + j];
        result[i] = sum;
      }
    } else if (across) {
      for (int64_t i = 0; i < count; ++i) result[i] = masked ? 0.0f : sums[i];
      for (int64_t d = 0; d < size; ++d) {
        if (masked && !(mask.row[d * mask.step] > 0.0f)) continue;
        const float* __restrict from = in + d * count;
        const int64_t step = size * count;
        const float x = v[d];
#pragma omp simd
        for (int64_t i = 0; i < count; ++i) result[i] += value<masked>(from + i, step, x);
      }
    } else {
      for (int64_t i = 0; i < count; ++i) {
        const float* __restrict from = in + i * (m + 1) * size;
        float sum = 0.0f;
#pragma omp simd reduction(+ : sum)
        for (int64_t j = 0; j < size; ++j) {
          const float f = value<masked>(from + j, size, v[j]);
          sum += !masked || mask.row[j * mask.step] > 0.0f ? f : 0.0f;
        }
        result[i] = masked ? sum : sum + sums[i];
      }
    }
  }

  // Adds to the gradients of the members' raw numbers and of v; g by member. A member with none is passed over, however extreme its slopes.
  template <bool masked>
  void back(const float* __restrict v, Mask mask, const float* __restrict g, float* __restrict raw_grad, float* __restrict v_grad) {
    const float* __restrict in = q;
    if constexpr (!pointwise) {
      float total = 0.0f;
      for (int64_t j = 0; j < size; ++j) total += v[j];
      for (int64_t i = 0; i < count; ++i) {
        if (g[i] == 0.0f) continue;
#pragma omp simd
        for (int64_t j = 0; j < size; ++j) {
          const float l = in[2 * i * size + j];
          raw_grad[i * size + j] += g[i] * (v[j] - total * exp_(l));
          v_grad[j] += g[i] * l;
        }
      }
    } else if (across) {
      dirty = true;
      float* __restrict sums = pending;
      const int64_t step = size * count;
      for (int64_t d = 0; d < size; ++d) {
        if (masked && !(mask.row[d * mask.step] > 0.0f)) continue;
        const float* __restrict from = in + d * count;
        const float x = v[d];
        float by_value = 0.0f;
#pragma omp simd reduction(+ : by_value)
        for (int64_t i = 0; i < count; ++i) {
          by_value += slope(from + i, step, x, g[i], g[i] != 0.0f, sums + d * count + i, step);
        }
        v_grad[d] += by_value;
      }
    } else {
      for (int64_t i = 0; i < count; ++i) {
        const float weight = g[i];
        if (weight == 0.0f) continue;
        const float* __restrict from = in + i * (m + 1) * size;
        float* __restrict to = raw_grad + i * n * size;
#pragma omp simd
        for (int64_t j = 0; j < size; ++j) {
          const bool seen = !masked || mask.row[j * mask.step] > 0.0f;
          v_grad[j] += slope(from + j, size, v[j], weight, seen, to + j, size);
        }
      }
    }
  }

  // Hands over what waits of the members' gradient.
  void flush(float* __restrict raw_grad) {
    if (!dirty) return;
    dirty = false;
    for (int64_t i = 0; i < count; ++i)
      for (int64_t k = 0; k < n * size; ++k) {
        raw_grad[i * n * size + k] += pending[k * count + i];
        pending[k * count + i] = 0.0f;
      }
  }
};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
