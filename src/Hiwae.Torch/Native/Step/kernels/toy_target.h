// ToyTarget: [point, which] → the logarithm of an unnormalised density of two values, one column. The formulas and their order are those of
// the runtime's toy targets; each is written once, on numbers that carry their derivatives along.
#pragma once
#include "log_density.h"

namespace hiwae::step::HIWAE_ISA {
namespace {
namespace toys {

// A number and its derivatives by the two values.
struct Dual {
  float at, by_first, by_second;
};

HIWAE_INLINE Dual chained(Dual x, float value, float slope) { return {value, slope * x.by_first, slope * x.by_second}; }
HIWAE_INLINE Dual operator+(Dual a, Dual b) { return {a.at + b.at, a.by_first + b.by_first, a.by_second + b.by_second}; }
HIWAE_INLINE Dual operator-(Dual a, Dual b) { return {a.at - b.at, a.by_first - b.by_first, a.by_second - b.by_second}; }
HIWAE_INLINE Dual operator+(Dual a, float b) { return {a.at + b, a.by_first, a.by_second}; }
HIWAE_INLINE Dual operator-(Dual a, float b) { return a + -b; }
HIWAE_INLINE Dual operator*(float a, Dual b) { return chained(b, a * b.at, a); }
HIWAE_INLINE Dual square(Dual x) { return chained(x, x.at * x.at, 2.0f * x.at); }

// −½ (t / s)².
HIWAE_INLINE Dual bell(Dual t, float s) { return (-0.5f / (s * s)) * square(t); }

HIWAE_INLINE Dual exponential(Dual x) {
  const float value = exp_(x.at);
  return chained(x, value, value);
}

HIWAE_INLINE Dual logistic(Dual x) {
  const float value = sigmoid_(x.at);
  return chained(x, value, value * (1.0f - value));
}

// log (e^a + e^b).
HIWAE_INLINE Dual either(Dual a, Dual b) {
  const Softplus above = softplus_and_slope_(a.at - b.at);
  const Dual difference = a - b;
  return b + chained(difference, above.value, above.slope);
}

HIWAE_INLINE Dual distance(Dual x, Dual y) {
  const Dual sum = square(x) + square(y) + 1e-6f;
  const float root = __builtin_sqrtf(sum.at);
  return chained(sum, root, 0.5f / root);
}

HIWAE_INLINE Dual wave(Dual x) {
  constexpr float rate = 1.57079633f;
  return chained(x, __builtin_sinf(rate * x.at), rate * __builtin_cosf(rate * x.at));
}

// Holds waves together beyond |x| = 4.
HIWAE_INLINE Dual wall(Dual x) {
  const float beyond = abs_(x.at) - 4.0f;
  const Dual outside = chained(x, beyond > 0.0f ? beyond : 0.0f, beyond > 0.0f ? copysign_(1.0f, x.at) : 0.0f);
  return bell(outside, 0.4f);
}

HIWAE_INLINE Dual mode(Dual x, Dual y, float cx, float cy) { return -2.0f * (square(x - cx) + square(y - cy)); }

static Dual log_density(int32_t which, Dual x, Dual y) {
  constexpr float log_four = 1.83787707f;   // log (4 · 2π · ¼)
  constexpr float log_eight = 2.53102425f;  // log (8 · 2π · ¼)
  constexpr float diagonal = 2.82842712f;   // 4 / √2
  switch (which) {
    case 0: return bell(distance(x, y) - 2.0f, 0.4f) + either(bell(x - 2.0f, 0.6f), bell(x + 2.0f, 0.6f));
    case 1: return bell(y - wave(x), 0.4f) + wall(x);
    case 2: {
      const Dual from = y - wave(x);
      return either(bell(from, 0.35f), bell(from + 3.0f * exponential(bell(x - 1.0f, 0.6f)), 0.35f)) + wall(x);
    }
    case 3: {
      const Dual from = y - wave(x);
      return either(bell(from, 0.4f), bell(from + 3.0f * logistic((1.0f / 0.3f) * (x - 1.0f)), 0.35f)) + wall(x);
    }
    case 4: return either(bell(distance(x, y) - 1.5f, 0.3f), bell(distance(x, y) - 3.5f, 0.3f));
    case 5: return either(either(mode(x, y, 2, 2), mode(x, y, 2, -2)), either(mode(x, y, -2, 2), mode(x, y, -2, -2))) - log_four;
    case 6: {
      const Dual straight = either(either(mode(x, y, 4, 0), mode(x, y, -4, 0)), either(mode(x, y, 0, 4), mode(x, y, 0, -4)));
      const Dual slanted = either(either(mode(x, y, diagonal, diagonal), mode(x, y, -diagonal, diagonal)),
                                  either(mode(x, y, diagonal, -diagonal), mode(x, y, -diagonal, -diagonal)));
      return either(straight, slanted) - log_eight;
    }
    case 7: return bell(x, 2.0f) + bell(y - 0.25f * square(x) + 1.0f, 0.5f);
    default: return {kNaN, kNaN, kNaN};
  }
}

}  // namespace toys

static void toy_target_forward(const Op& op, Block& b) {
  const Rows point(op, b, 0), which(op, b, 1);
  const int64_t rows = b.count(op.level, b.values[op.output]);
  float* const saved = b.saved[op.index];
  for (int64_t r = 0; r < rows; ++r) {
    const float* const z = point.row(r);
    const float index = which.row(r)[0];
    const toys::Dual found = toys::log_density(abs_(index) < 8.0f && index == __builtin_floorf(index) ? static_cast<int32_t>(index) : -1, {z[0], 1.0f, 0.0f}, {z[1], 0.0f, 1.0f});
    b.value[op.output][r] = found.at;
    if (!b.gradients) continue;
    saved[2 * r] = found.by_first;
    saved[2 * r + 1] = found.by_second;
  }
}

static void toy_target_backward(const Op& op, Block& b) {
  const Rows point(op, b, 0);
  if (point.grad == nullptr) return;
  const int64_t rows = b.count(op.level, b.values[op.output]);
  const float* const g = b.grad[op.output];
  for (int64_t r = 0; r < rows; ++r) {
    float* const to = point.grad_row(r);
    for (int64_t k = 0; k < 2; ++k) {
      // Without weight a row is passed over, however extreme its slopes.
      const float found = g[r] == 0.0f ? 0.0f : g[r] * b.saved[op.index][2 * r + k];
      to[k] = op.adds[0] ? to[k] + found : found;
    }
  }
}

static int64_t toy_target_saved(const Op&, const Value*) { return 2; }
static uint32_t toy_target_reads(const Op&, const Value*) { return 0; }

const Kernel toy_target{toy_target_forward, toy_target_backward, toy_target_saved, nullptr, toy_target_reads};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
