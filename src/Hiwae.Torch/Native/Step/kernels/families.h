// The log-density of one value under one element of raw output, and its slopes, for the families that the hot loops meet.
//
// A family has `parameters` raw numbers p and `prepared` numbers q that are computed once from them, with a constant that does not depend on the
// value: log-density = constant + value(q, v). slopes(q, v, d) are the derivatives by each raw number, the constant's included, and last by v.
// The formulas and their branches are those of the densities in the runtime.
#pragma once
#include "math.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

// Where the slope by the value is found, so that it need not be kept: it is minus the first raw number's (a location), the first raw number
// itself (a logit), or kept.
enum class ValueSlope { MinusFirst, Raw, Kept };

constexpr float kHalfLogTwoPiF = 0.918938533f;

// −½ z² − log σ − ½ log 2π, z = (v − μ)/σ; p: μ, log σ.
struct NormalFamily {
  static constexpr int parameters = 2, prepared = 2;
  static constexpr ValueSlope value_slope = ValueSlope::MinusFirst;

  static inline void prepare(const float* p, float* q, float& constant) {
    q[0] = p[0];
    q[1] = exp_(-p[1]);
    constant = -p[1] - kHalfLogTwoPiF;
  }
  static inline float value(const float* q, float v) {
    const float z = (v - q[0]) * q[1];
    return -0.5f * (z * z);
  }
  static inline void slopes(const float* q, float v, float* d) {
    const float z = (v - q[0]) * q[1];
    d[0] = z * q[1];
    d[1] = z * z - 1.0f;
    d[2] = -d[0];
  }
};

// log softplus(y) and its derivative; below −16, where softplus may underflow, y − e^y / 2.
static inline float log_softplus_(float y) {
  const float near = -16.0f > y ? -16.0f : y;
  const float far = -16.0f < y ? -16.0f : y;
  const float direct = log_(softplus_(near));
  const float series = far - 0.5f * exp_(far);
  return y < -16.0f ? series : direct;
}
static inline float log_softplus_slope_(float y) {
  const float near = -16.0f > y ? -16.0f : y;
  const float far = -16.0f < y ? -16.0f : y;
  const float direct = sigmoid_(near) / softplus_(near);
  const float series = 1.0f - 0.5f * exp_(far);
  return y < -16.0f ? series : direct;
}

// log(e − 1): softplus of it is 1.
constexpr float kSoftplusOne = 0.541324855f;

// Normal with σ = softplus(ρ + log(e − 1)); p: μ, ρ.
struct SoftplusNormalFamily {
  static constexpr int parameters = 2, prepared = 3;
  static constexpr ValueSlope value_slope = ValueSlope::MinusFirst;

  static inline void prepare(const float* p, float* q, float& constant) {
    const float y = p[1] + kSoftplusOne;
    const float log_scale = log_softplus_(y);
    q[0] = p[0];
    q[1] = exp_(-log_scale);
    q[2] = log_softplus_slope_(y);
    constant = -log_scale - kHalfLogTwoPiF;
  }
  static inline float value(const float* q, float v) { return NormalFamily::value(q, v); }
  static inline void slopes(const float* q, float v, float* d) {
    NormalFamily::slopes(q, v, d);
    d[1] *= q[2];
  }
};

// v l − softplus(l); p: l.
struct BernoulliFamily {
  static constexpr int parameters = 1, prepared = 2;
  static constexpr ValueSlope value_slope = ValueSlope::Raw;

  static inline void prepare(const float* p, float* q, float& constant) {
    // One exponential for both: t = e^−|l| is at most 1.
    const float t = exp_(-abs_(p[0]));
    q[0] = p[0];
    q[1] = (p[0] < 0.0f ? t : 1.0f) / (1.0f + t);
    constant = -((0.0f > p[0] ? 0.0f : p[0]) + log1p_unit_(t));
  }
  static inline float value(const float* q, float v) { return v * q[0]; }
  static inline void slopes(const float* q, float v, float* d) {
    d[0] = v - q[1];
    d[1] = q[0];
  }
};

// −|v − μ|/b − log b − log 2; p: μ, log b.
struct LaplaceFamily {
  static constexpr int parameters = 2, prepared = 2;
  static constexpr ValueSlope value_slope = ValueSlope::MinusFirst;

  static inline void prepare(const float* p, float* q, float& constant) {
    q[0] = p[0];
    q[1] = exp_(-p[1]);
    constant = -p[1] - 0.693147181f;
  }
  static inline float value(const float* q, float v) { return -(abs_(v - q[0]) * q[1]); }
  static inline void slopes(const float* q, float v, float* d) {
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
  static constexpr ValueSlope value_slope = ValueSlope::MinusFirst;

  static inline void prepare(const float* p, float* q, float& constant) {
    q[0] = p[0];
    q[1] = exp_(-p[1]);
    constant = -p[1];
  }
  static inline float value(const float* q, float v) {
    const float o = (q[0] - v) * q[1];
    return o - 2.0f * softplus_(o);
  }
  static inline void slopes(const float* q, float v, float* d) {
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
  static constexpr ValueSlope value_slope = ValueSlope::MinusFirst;
  static constexpr float half_bin = 0.5f / 255.0f;

  static inline void prepare(const float* p, float* q, float& constant) {
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
  static inline float value(const float* q, float v) {
    const float distance = v - q[0];
    const float below = softplus_(-((distance + half_bin) * q[1]));
    const float above = softplus_((distance - half_bin) * q[1]);
    const bool first = v < half_bin, last = v > 1.0f - half_bin;
    return first ? -below : (last ? -above : q[2] - below - above);
  }
  static inline void slopes(const float* q, float v, float* d) {
    const float distance = v - q[0];
    const float a = (distance + half_bin) * q[1], b = (distance - half_bin) * q[1];
    const float ta = exp_(-abs_(a)), tb = exp_(-abs_(b));
    const bool first = v < half_bin, last = v > 1.0f - half_bin;
    // By a: sigmoid(−a); by b: −sigmoid(b); zero where the branch is not taken.
    const float by_a = (a < 0.0f ? 1.0f : ta) / (1.0f + ta);
    const float by_b = (b < 0.0f ? tb : 1.0f) / (1.0f + tb);
    const float location_a = first | !last ? by_a * q[1] : 0.0f, location_b = first ? 0.0f : by_b * q[1];
    const float scale_a = first | !last ? a * by_a : 0.0f, scale_b = first ? 0.0f : b * by_b;
    d[0] = location_b - location_a;
    d[1] = scale_b - scale_a + (first | last ? 0.0f : q[3]);
    d[2] = -d[0];
  }
};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
