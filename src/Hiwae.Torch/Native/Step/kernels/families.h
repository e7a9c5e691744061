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

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
