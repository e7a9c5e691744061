// The families with a normaliser that is not elementary.
#pragma once
#include "logistic.h"
#include "gamma.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

// Γ((ν + 1)/2) / (Γ(ν/2) √(πν) σ) · (1 + z²/ν)^(−(ν + 1)/2); p: μ, log σ, κ with ν = 1 + softplus(κ + log(e² − 1)).
struct StudentTFamily {
  static constexpr int parameters = 3, prepared = 5;
  static constexpr bool constant_apart = false;
  static constexpr ValueSlope value_slope = ValueSlope::MinusFirst;
  static constexpr float shift = 1.85458654f;

  HIWAE_INLINE float degrees(float raw) { return 1.0f + softplus_(raw + shift); }

  HIWAE_INLINE void prepare(const float* p, float* q, float& constant) {
    const Softplus above = softplus_and_slope_(p[2] + shift);
    const float nu = 1.0f + above.value;
    const StudentNormaliser normaliser = student_normaliser_(1.0f / nu);
    q[0] = p[0];
    q[1] = exp_(-p[1]);
    q[2] = nu;
    q[3] = normaliser.slope;
    q[4] = above.slope;
    constant = normaliser.value - p[1];
  }
  HIWAE_INLINE float value(const float* q, float v) {
    const float z = (v - q[0]) * q[1];
    return -0.5f * (q[2] + 1.0f) * log1p_(z * z / q[2]);
  }
  HIWAE_INLINE void slopes(const float* q, float v, float* d) {
    const float z = (v - q[0]) * q[1];
    const float t = z * z / q[2];
    const float by_z = (q[2] + 1.0f) * (z / q[2]) / (1.0f + t);
    d[0] = by_z * q[1];
    d[1] = by_z * z - 1.0f;
    d[2] = (q[3] - 0.5f * (log1p_(t) - (q[2] + 1.0f) / q[2] * (t / (1.0f + t)))) * q[4];
    d[3] = -d[0];
  }
};

// (v − ½) l − log(sinh(l/2) / (l/2)); p: l.
struct ContinuousBernoulliFamily {
  static constexpr int parameters = 1, prepared = 2;
  static constexpr bool constant_apart = false;
  static constexpr ValueSlope value_slope = ValueSlope::Raw;

  HIWAE_INLINE void prepare(const float* p, float* q, float& constant) {
    const float l = p[0];
    const bool inside = abs_(l) < 0.5f;
    // Each formula sees only arguments for which it is finite.
    const float near = inside ? l : 0.0f;
    const float far = inside ? 1.0f : l;
    constexpr float c0 = 1.0f / 6, c1 = -1.0f / 180, c2 = 1.0f / 2835, c3 = -1.0f / 37800, c4 = 1.0f / 467775;
    const float s = 0.25f * (near * near);
    const float series = s * (c0 + s * (c1 + s * (c2 + s * (c3 + s * c4))));
    const float series_slope = 0.5f * near * (c0 + s * (2 * c1 + s * (3 * c2 + s * (4 * c3 + s * (5 * c4)))));
    const float size = abs_(far);
    const float missing = -expm1_(-size);
    const float direct = 0.5f * size + log_(missing / size);
    const float direct_slope = copysign_(0.5f + (1.0f - missing) / missing - 1.0f / size, far);
    q[0] = l;
    q[1] = inside ? series_slope : direct_slope;
    constant = -(inside ? series : direct);
  }
  HIWAE_INLINE float value(const float* q, float v) { return (v - 0.5f) * q[0]; }
  HIWAE_INLINE void slopes(const float* q, float v, float* d) {
    d[0] = v - 0.5f - q[1];
    d[1] = q[0];
  }
};

// (a − 1) log v + (b − 1) log(1 − v) − log B(a, b); p: raw a, raw b, each through 1/1000 + softplus(raw + log(e^0.999 − 1)).
struct BetaFamily {
  static constexpr int parameters = 2, prepared = 6;
  static constexpr bool constant_apart = false;
  static constexpr ValueSlope value_slope = ValueSlope::Kept;
  static constexpr float least = 0.001f, shift = 0.539742417f;

  HIWAE_INLINE void prepare(const float* p, float* q, float& constant) {
    const Softplus a = softplus_and_slope_(p[0] + shift), b = softplus_and_slope_(p[1] + shift);
    const LogBeta log_beta = log_beta_(a.value + least, b.value + least);
    q[0] = a.value + least - 1.0f;
    q[1] = b.value + least - 1.0f;
    q[2] = log_beta.by_a;
    q[3] = log_beta.by_b;
    q[4] = a.slope;
    q[5] = b.slope;
    constant = -log_beta.value;
  }
  HIWAE_INLINE float value(const float* q, float v) { return q[0] * log_(v) + q[1] * log1p_(-v); }
  HIWAE_INLINE void slopes(const float* q, float v, float* d) {
    d[0] = (log_(v) - q[2]) * q[4];
    d[1] = (log1p_(-v) - q[3]) * q[5];
    d[2] = q[0] / v - q[1] / (1.0f - v);
  }
};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
