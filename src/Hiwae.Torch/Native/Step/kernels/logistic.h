// The families of a logistic variable: itself, and the levels of an image under it.
#pragma once
#include "families.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

// With o = (μ − v)/s: o − 2 softplus(o) − log s; p: μ, log s.
struct LogisticFamily {
  static constexpr int parameters = 2, prepared = 2;
  static constexpr bool constant_apart = false;
  static constexpr ValueSlope value_slope = ValueSlope::MinusFirst;

  HIWAE_INLINE void prepare(const float* p, float* q, float& constant) {
    q[0] = p[0];
    q[1] = exp_(-p[1]);
    constant = -p[1];
  }
  HIWAE_INLINE float value(const float* q, float v) {
    const float o = (q[0] - v) * q[1];
    return o - 2.0f * softplus_(o);
  }
  HIWAE_INLINE void slopes(const float* q, float v, float* d) {
    const float o = (q[0] - v) * q[1];
    const float t = exp_(-abs_(o));
    const float slope = copysign_((1.0f - t) / (1.0f + t), -o);
    d[0] = slope * q[1];
    d[1] = -(o * slope) - 1.0f;
    d[2] = -d[0];
  }
};

// Levels k/255 of an 8-bit image under a logistic variable with μ = p₀ + ½ and s = e^p₁ / 4: see the runtime's DiscretizedLogistic.
struct DiscretizedLogisticFamily {
  static constexpr int parameters = 2, prepared = 4;
  static constexpr bool constant_apart = false;
  static constexpr ValueSlope value_slope = ValueSlope::MinusFirst;
  static constexpr float half_bin = 0.5f / 255.0f;

  HIWAE_INLINE void prepare(const float* p, float* q, float& constant) {
    const float inverse = exp_(1.38629436f - p[1]);
    const float width = -2.0f * half_bin * inverse;
    const float e = expm1_(width);
    q[0] = p[0] + 0.5f;
    q[1] = inverse;
    // 1 − e^−width, and its logarithm's derivative by p₁.
    q[2] = -e;
    q[3] = -(width * (e + 1.0f)) / e;
    constant = 0.0f;
  }

  // The borders a below and b above, in scales, and e to minus their sizes; the lowest and the highest bin have one border only.
  struct Borders {
    float a, b, of_a, of_b;
    bool first, last;
  };

  HIWAE_INLINE Borders borders(const float* q, float v) {
    const float distance = v - q[0];
    const float a = (distance + half_bin) * q[1], b = (distance - half_bin) * q[1];
    return {a, b, exp_(-abs_(a)), exp_(-abs_(b)), v < half_bin, v > 1.0f - half_bin};
  }

  // log(1 − e^−width) − softplus(−a) − softplus(b), with one logarithm.
  HIWAE_INLINE float value(const float* q, float v) {
    const Borders at = borders(q, v);
    const float lower = at.last ? 0.0f : at.of_a, upper = at.first ? 0.0f : at.of_b;
    const float far_a = at.a > 0.0f ? 0.0f : at.a, far_b = 0.0f > at.b ? 0.0f : at.b;
    const float width = at.first | at.last ? 1.0f : q[2];
    const float fall = (at.last ? 0.0f : far_a) - (at.first ? 0.0f : far_b);
    return fall + log_(width / ((1.0f + lower) * (1.0f + upper)));
  }
  HIWAE_INLINE void slopes(const float* q, float v, float* d) {
    const Borders at = borders(q, v);
    // By a: sigmoid(−a); by b: −sigmoid(b).
    const float below = 1.0f + at.of_a, above = 1.0f + at.of_b, inverse = 1.0f / (below * above);
    const float by_a = (at.a < 0.0f ? 1.0f : at.of_a) * above * inverse;
    const float by_b = (at.b < 0.0f ? at.of_b : 1.0f) * below * inverse;
    const float part_a = at.last ? 0.0f : by_a, part_b = at.first ? 0.0f : by_b;
    const float edge_a = at.last ? 0.0f : at.a, edge_b = at.first ? 0.0f : at.b;
    const float width = at.first | at.last ? 0.0f : q[3];
    d[0] = (part_b - part_a) * q[1];
    d[1] = part_b * edge_b - part_a * edge_a + width;
    d[2] = -d[0];
  }
};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
