// The log-density of one value under one element of raw output, and its slopes, for the families that the hot loops meet.
//
// A family has `parameters` raw numbers p and `prepared` numbers q that are computed once from them, with a constant that does not depend on the
// value: log-density = constant + value(q, v). slopes(q, v, d) are the derivatives by each raw number, the constant's included, and last by v.
// constant_apart: whether constants may be summed apart from values; where the two cancel, digits would be lost.
// The formulas and their branches are those of the densities in the runtime.
#pragma once
#include "gamma.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

// Where the slope by the value is found, so that it need not be kept: it is minus the first raw number's (a location), the first raw number
// itself (a logit), or kept.
enum class ValueSlope { MinusFirst, Raw, Kept };

// −½ z² − log σ − ½ log 2π, z = (v − μ)/σ; p: μ, log σ.
struct NormalFamily {
  static constexpr int parameters = 2, prepared = 2;
  static constexpr bool constant_apart = true;
  static constexpr ValueSlope value_slope = ValueSlope::MinusFirst;

  HIWAE_INLINE void prepare(const float* p, float* q, float& constant) {
    q[0] = p[0];
    q[1] = exp_(-p[1]);
    constant = -p[1] - kHalfLogTwoPiF;
  }
  HIWAE_INLINE float value(const float* q, float v) {
    const float z = (v - q[0]) * q[1];
    return -0.5f * (z * z);
  }
  HIWAE_INLINE void slopes(const float* q, float v, float* d) {
    const float z = (v - q[0]) * q[1];
    d[0] = z * q[1];
    d[1] = z * z - 1.0f;
    d[2] = -d[0];
  }
};

// σ = softplus(y), its logarithm and inverse, and the logarithm's derivative. Below −16, σ = e^y and log σ = y − e^y / 2.
struct SoftplusScale {
  float scale, inverse, logarithm, slope;
};

HIWAE_INLINE SoftplusScale softplus_scale_(float y) {
  const bool small = y < -16.0f;
  const float t = exp_(-abs_(y));
  const float direct = (0.0f > y ? 0.0f : y) + log1p_unit_(t);
  const float scale = small ? t : direct, inverse = 1.0f / scale;
  const float sigmoid = (y < 0.0f ? t : 1.0f) / (1.0f + t);
  const float half = 0.5f * t;
  return {scale, inverse, small ? y - half : log_(direct), small ? 1.0f - half : sigmoid * inverse};
}

// log(e − 1): softplus of it is 1.
constexpr float kSoftplusOne = 0.541324855f;

// Normal with σ = softplus(ρ + log(e − 1)); p: μ, ρ.
struct SoftplusNormalFamily {
  static constexpr int parameters = 2, prepared = 3;
  static constexpr bool constant_apart = true;
  static constexpr ValueSlope value_slope = ValueSlope::MinusFirst;

  HIWAE_INLINE void prepare(const float* p, float* q, float& constant) {
    const SoftplusScale sigma = softplus_scale_(p[1] + kSoftplusOne);
    q[0] = p[0];
    q[1] = sigma.inverse;
    q[2] = sigma.slope;
    constant = -sigma.logarithm - kHalfLogTwoPiF;
  }
  HIWAE_INLINE float value(const float* q, float v) { return NormalFamily::value(q, v); }
  HIWAE_INLINE void slopes(const float* q, float v, float* d) {
    NormalFamily::slopes(q, v, d);
    d[1] *= q[2];
  }
};

// v l − softplus(l); p: l.
struct BernoulliFamily {
  static constexpr int parameters = 1, prepared = 2;
  static constexpr bool constant_apart = false;
  static constexpr ValueSlope value_slope = ValueSlope::Raw;

  HIWAE_INLINE void prepare(const float* p, float* q, float& constant) {
    // One exponential for both: t = e^−|l| is at most 1.
    const float t = exp_(-abs_(p[0]));
    q[0] = p[0];
    q[1] = (p[0] < 0.0f ? t : 1.0f) / (1.0f + t);
    constant = -((0.0f > p[0] ? 0.0f : p[0]) + log1p_unit_(t));
  }
  HIWAE_INLINE float value(const float* q, float v) { return v * q[0]; }
  HIWAE_INLINE void slopes(const float* q, float v, float* d) {
    d[0] = v - q[1];
    d[1] = q[0];
  }
};

// −|v − μ|/b − log b − log 2; p: μ, log b.
struct LaplaceFamily {
  static constexpr int parameters = 2, prepared = 2;
  static constexpr bool constant_apart = true;
  static constexpr ValueSlope value_slope = ValueSlope::MinusFirst;

  HIWAE_INLINE void prepare(const float* p, float* q, float& constant) {
    q[0] = p[0];
    q[1] = exp_(-p[1]);
    constant = -p[1] - 0.693147181f;
  }
  HIWAE_INLINE float value(const float* q, float v) { return -(abs_(v - q[0]) * q[1]); }
  HIWAE_INLINE void slopes(const float* q, float v, float* d) {
    const float distance = v - q[0];
    const float sign = (distance > 0.0f ? 1.0f : 0.0f) - (distance < 0.0f ? 1.0f : 0.0f);
    d[0] = sign * q[1];
    d[1] = abs_(distance) * q[1] - 1.0f;
    d[2] = -d[0];
  }
};

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
