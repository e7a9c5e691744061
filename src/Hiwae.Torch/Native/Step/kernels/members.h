// Values under many members of a family at once, the members prepared together: what mixtures and crossed proposals share.
#pragma once
#include "member_loops.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

// Member i has the raw numbers raw[i · n · size …], n blocks of size. Where values are short, the loops run over members instead of elements;
// the prepared numbers then lie with members fastest, and gradients wait in that order until flush.
template <class F>
class Members {
  using Loops = MemberLoops<F>;
  static constexpr int n = F::parameters, m = F::prepared;

  // In vectors: that of an element's loop, which ends in single elements and a sum, against that of a member's.
  static bool is_short(int64_t count, int64_t size) { return size < 32 && size * ((count + 15) / 16) <= count * (size / 16 + 2); }

  int64_t count, size;
  bool across;
  float* q;        // [count, m + 1, size], or [m + 1, size, count]; the last are the constants
  float* totals;   // [count]: sums of the constants
  float* pending;  // [n, size, count]
  bool dirty = false;

 public:
  static int64_t floats(int64_t count, int64_t size) { return count * (size * (m + 1 + n) + 1); }

  Members(int64_t count, int64_t size, float* scratch)
      : count(count), size(size), across(is_short(count, size)), q(scratch), totals(scratch + count * size * (m + 1)), pending(totals + count) {
    if (across)
      for (int64_t j = 0; j < n * size * count; ++j) pending[j] = 0.0f;
  }

  void load(const float* __restrict raw) {
    if (!across) {
      for (int64_t i = 0; i < count; ++i) totals[i] = Loops::prepare_elements(raw + i * n * size, size, q + i * (m + 1) * size);
      return;
    }
    Loops::prepare_members(raw, size, count, q, totals);
  }

  // The log-density of v under each member.
  template <bool masked>
  void values(const float* __restrict v, const float* mask, float* __restrict result) const {
    constexpr bool with_constant = masked || !F::constant_apart;
    if (across) {
      for (int64_t i = 0; i < count; ++i) result[i] = with_constant ? 0.0f : totals[i];
      Loops::template members<masked, with_constant>(q, v, mask, size, count, result);
    } else {
      for (int64_t i = 0; i < count; ++i) {
        const float sum = Loops::template elements<masked, with_constant>(q + i * (m + 1) * size, v, mask, size);
        result[i] = with_constant ? sum : sum + totals[i];
      }
    }
  }

  // Adds to the gradients of the members' raw numbers and of v; g by member. A member with none is passed over, however extreme its slopes.
  template <bool masked>
  void back(const float* __restrict v, const float* mask, const float* __restrict g, float* __restrict raw_grad, float* __restrict v_grad) {
    if (across) {
      dirty = true;
      Loops::template members_back<masked>(q, v, mask, g, size, count, pending, v_grad);
    } else {
      for (int64_t i = 0; i < count; ++i)
        if (g[i] != 0.0f) Loops::template elements_back<masked>(q + i * (m + 1) * size, v, mask, g[i], size, raw_grad + i * n * size, v_grad);
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

// Each member is one variable, whose logarithms of probabilities are prepared as a whole.
template <>
class Members<CategoricalFamily> {
  int64_t count, size;
  float* q;  // [count, size]

 public:
  static int64_t floats(int64_t count, int64_t size) { return count * size; }

  Members(int64_t count, int64_t size, float* scratch) : count(count), size(size), q(scratch) {}

  void load(const float* __restrict raw) {
    for (int64_t i = 0; i < count; ++i) {
      const LogSum normaliser = log_sum_exp(raw + i * size, size);
      for (int64_t j = 0; j < size; ++j) q[i * size + j] = normaliser.below(raw[i * size + j]);
    }
  }

  template <bool>
  void values(const float* __restrict v, const float*, float* __restrict result) const {
    for (int64_t i = 0; i < count; ++i) {
      const float* __restrict l = q + i * size;
      float sum = 0.0f;
#pragma omp simd reduction(+ : sum)
      for (int64_t j = 0; j < size; ++j) sum += v[j] * l[j];
      result[i] = sum;
    }
  }

  template <bool>
  void back(const float* __restrict v, const float*, const float* __restrict g, float* __restrict raw_grad, float* __restrict v_grad) {
    float total = 0.0f;
    for (int64_t j = 0; j < size; ++j) total += v[j];
    for (int64_t i = 0; i < count; ++i) {
      if (g[i] == 0.0f) continue;
      const float* __restrict l = q + i * size;
#pragma omp simd
      for (int64_t j = 0; j < size; ++j) {
        raw_grad[i * size + j] += g[i] * (v[j] - total * exp_(l[j]));
        v_grad[j] += g[i] * l[j];
      }
    }
  }

  void flush(float*) {}
};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
