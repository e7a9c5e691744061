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

// σ = softplus(y), its logarithm and inverse, and the logarithm's derivative. Below −16, where softplus may underflow, log σ = y − e^y / 2.
struct SoftplusScale {
  float scale, inverse, logarithm, slope;
};

HIWAE_INLINE SoftplusScale softplus_scale_(float y) {
  const bool small = y < -16.0f;
  const float near = small ? -16.0f : y, far = small ? y : -16.0f;
  const float t = exp_(-abs_(near));
  const float direct = (0.0f > near ? 0.0f : near) + log1p_unit_(t);
  const float sigmoid = (near < 0.0f ? t : 1.0f) / (1.0f + t);
  const float half = 0.5f * exp_(far);
  return {small ? exp_(far) : direct, small ? exp_(-far) : 1.0f / direct, small ? far - half : log_(direct),
          small ? 1.0f - half : sigmoid / direct};
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
    // log(1 − e^−width), and its derivative by p₁.
    q[2] = log_(-e);
    q[3] = -(width * (e + 1.0f)) / e;
    constant = 0.0f;
  }
  HIWAE_INLINE float value(const float* q, float v) {
    const float distance = v - q[0];
    const float below = softplus_(-((distance + half_bin) * q[1]));
    const float above = softplus_((distance - half_bin) * q[1]);
    const bool first = v < half_bin, last = v > 1.0f - half_bin;
    const float lower = last ? 0.0f : below, upper = first ? 0.0f : above;
    const float width = first ? 0.0f : q[2];
    return (last ? 0.0f : width) - lower - upper;
  }
  HIWAE_INLINE void slopes(const float* q, float v, float* d) {
    const float distance = v - q[0];
    const float a = (distance + half_bin) * q[1], b = (distance - half_bin) * q[1];
    const float ta = exp_(-abs_(a)), tb = exp_(-abs_(b));
    // What of each counts: 1 but for the open side of the first and the last bin. By a: sigmoid(−a); by b: −sigmoid(b).
    const bool first = v < half_bin, last = v > 1.0f - half_bin;
    const float by_a = (a < 0.0f ? 1.0f : ta) / (1.0f + ta);
    const float by_b = (b < 0.0f ? tb : 1.0f) / (1.0f + tb);
    const float part_a = last ? 0.0f : by_a, part_b = first ? 0.0f : by_b;
    const float edge_a = last ? 0.0f : a, edge_b = first ? 0.0f : b;
    const float width = first ? 0.0f : q[3];
    d[0] = (part_b - part_a) * q[1];
    d[1] = part_b * edge_b - part_a * edge_a + (last ? 0.0f : width);
    d[2] = -d[0];
  }
};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
