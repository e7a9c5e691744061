// A draw of one element and its slopes, for the families that are differentiable functions of their raw numbers and of noise; the formulas are
// those of the densities' Sample in the runtime.
#pragma once
#include "log_density.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

// A family's `noises` numbers e make a draw; slopes are its derivatives by the raw numbers p.
//
// Most are μ + scale · standard(e).
template <class Standard>
struct ScaledDraw {
  static constexpr int parameters = 2, noises = Standard::noises;

  HIWAE_INLINE float draw(const float* p, const float* e) { return p[0] + exp_(p[1]) * Standard::of(e); }
  HIWAE_INLINE void slopes(const float* p, const float* e, float* d) {
    d[0] = 1.0f;
    d[1] = exp_(p[1]) * Standard::of(e);
  }
};

struct StandardNormal {
  static constexpr int noises = 1;
  HIWAE_INLINE float of(const float* e) { return e[0]; }
};

// The difference of two exponential variables.
struct StandardLaplace {
  static constexpr int noises = 2;
  HIWAE_INLINE float of(const float* e) { return log_(e[0]) - log_(e[1]); }
};

struct StandardLogistic {
  static constexpr int noises = 1;
  HIWAE_INLINE float of(const float* e) { return log_(e[0]) - log1p_(-e[0]); }
};

struct SoftplusNormalDraw {
  static constexpr int parameters = 2, noises = 1;

  HIWAE_INLINE float draw(const float* p, const float* e) { return p[0] + softplus_scale_(p[1] + kSoftplusOne).scale * e[0]; }
  HIWAE_INLINE void slopes(const float* p, const float* e, float* d) {
    const SoftplusScale sigma = softplus_scale_(p[1] + kSoftplusOne);
    d[0] = 1.0f;
    d[1] = sigma.scale * sigma.slope * e[0];
  }
};

// cos 2πw for w in 0 … 1, as the sine of what its distance from the nearest whole number lacks of a quarter.
HIWAE_INLINE float cos_turns_(float w) {
  constexpr float c[] = {6.28318548f, -41.3417015f, 81.6052246f, -76.7041702f, 42.0077972f, -14.3813896f};
  const float u = 0.25f - (w > 0.5f ? 1.0f - w : w);
  return u * polynomial_(u * u, c);
}

// μ + σ √(ν (u^(−2/ν) − 1)) cos 2πw.
struct StudentTDraw {
  static constexpr int parameters = 3, noises = 2;

  HIWAE_INLINE float draw(const float* p, const float* e) {
    const float nu = StudentTFamily::degrees(p[2]);
    const float radius = __builtin_sqrtf(nu * expm1_(-2.0f * log_(e[0]) / nu));
    return p[0] + exp_(p[1]) * (radius * cos_turns_(e[1]));
  }
  HIWAE_INLINE void slopes(const float* p, const float* e, float* d) {
    const float nu = StudentTFamily::degrees(p[2]);
    const float power = -2.0f * log_(e[0]) / nu;
    const float raised = expm1_(power);
    const float radius = __builtin_sqrtf(nu * raised);
    const float side = exp_(p[1]) * cos_turns_(e[1]);
    d[0] = 1.0f;
    d[1] = side * radius;
    d[2] = side * 0.5f * (raised - power * (raised + 1.0f)) / radius * sigmoid_(p[2] + StudentTFamily::shift);
  }
};

// log(1 + u (e^l − 1)) / l, for positive l by symmetry, near zero as a series; put back inside of the unit interval, there without slope.
struct ContinuousBernoulliDraw {
  static constexpr int parameters = 1, noises = 1;
  static constexpr float small = 0.02f, least = 1e-30f, most = 1.0f - 0x1p-24f;

  struct Result {
    float value, slope;
  };

  HIWAE_INLINE Result both(float l, float u) {
    const bool inside = abs_(l) < small;
    const float near = inside ? l : 0.0f, far = inside ? 1.0f : l;

    const float spread = u * (1.0f - u);
    const float second = 0.5f * spread;
    const float third = spread * (1.0f - 2.0f * u) * (1.0f / 6);
    const float fourth = spread * (1.0f - 6.0f * spread) * (1.0f / 24);
    const float fifth = spread * (1.0f - 2.0f * u) * (1.0f - 12.0f * spread) * (1.0f / 120);
    const float series = u + near * (second + near * (third + near * (fourth + near * fifth)));
    const float series_slope = second + near * (2.0f * third + near * (3.0f * fourth + near * (4.0f * fifth)));

    const float size = abs_(far);
    const float e = expm1_(-size);
    const bool positive = far > 0.0f;
    const float w = positive ? 1.0f - u : u;
    const float from_edge = -log1p_(w * e) / size;
    const float direct = positive ? 1.0f - from_edge : from_edge;
    const float direct_slope = (from_edge - w * (1.0f + e) / (1.0f + w * e)) / size;

    const float y = inside ? series : direct;
    const bool cut = (y < least) | (y > most);
    return {clamp_(y, least, most), cut ? 0.0f : inside ? series_slope : direct_slope};
  }

  HIWAE_INLINE float draw(const float* p, const float* e) { return both(p[0], e[0]).value; }
  HIWAE_INLINE void slopes(const float* p, const float* e, float* d) { d[0] = both(p[0], e[0]).slope; }
};

template <class Visitor>
static inline void with_draw(int64_t family, Visitor&& visit) {
  switch (static_cast<Family>(family)) {
    case Family::Normal: return visit(ScaledDraw<StandardNormal>{});
    case Family::SoftplusNormal: return visit(SoftplusNormalDraw{});
    case Family::Laplace: return visit(ScaledDraw<StandardLaplace>{});
    case Family::StudentT: return visit(StudentTDraw{});
    case Family::Logistic: return visit(ScaledDraw<StandardLogistic>{});
    case Family::ContinuousBernoulli: return visit(ContinuousBernoulliDraw{});
    default: return;
  }
}

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
