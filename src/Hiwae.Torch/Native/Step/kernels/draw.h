// Draw: [raw, noise_1 (, noise_2)] → value. n: family, size. A draw is a differentiable function of the raw numbers and of noise; the formulas
// are those of the densities' Sample in the runtime.
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

template <class D>
HIWAE_INLINE float draw_element(const float* raw, const float* first, const float* second, int64_t size, int64_t j) {
  float p[D::parameters];
  const float e[2] = {first[j], D::noises > 1 ? second[j] : 0.0f};
  for (int k = 0; k < D::parameters; ++k) p[k] = raw[k * size + j];
  return D::draw(p, e);
}

template <class D, bool adds>
HIWAE_INLINE void draw_element_back(const float* raw, const float* first, const float* second, const float* g, int64_t size, float* grad, int64_t j) {
  float p[D::parameters], d[D::parameters];
  const float e[2] = {first[j], D::noises > 1 ? second[j] : 0.0f};
  for (int k = 0; k < D::parameters; ++k) p[k] = raw[k * size + j];
  D::slopes(p, e, d);
  for (int k = 0; k < D::parameters; ++k) grad[k * size + j] = adds ? grad[k * size + j] + g[j] * d[k] : g[j] * d[k];
}

template <class D>
static void draw_row(const float* __restrict raw, const float* __restrict first, const float* __restrict second, int64_t size, float* __restrict y) {
#pragma omp simd
  for (int64_t j = 0; j < size; ++j) y[j] = draw_element<D>(raw, first, second, size, j);
}

template <class D, bool adds>
static void draw_row_back(const float* __restrict raw, const float* __restrict first, const float* __restrict second, const float* __restrict g,
                          int64_t size, float* __restrict grad) {
#pragma omp simd
  for (int64_t j = 0; j < size; ++j) draw_element_back<D, adds>(raw, first, second, g, size, grad, j);
}

static void draw_forward(const Op& op, Block& b) {
  with_draw(op.n[0], [&](auto family) {
    using D = decltype(family);
    const Rows raw(op, b, 0), first(op, b, 1), second(op, b, D::noises);
    const int64_t rows = b.count(op.level, b.values[op.output]), size = op.n[1];
    for (int64_t r = 0; r < rows; ++r) draw_row<D>(raw.row(r), first.row(r), second.row(r), size, b.value[op.output] + r * size);
  });
}

static void draw_backward(const Op& op, Block& b) {
  if (!b.grad[op.inputs[0]]) return;
  with_draw(op.n[0], [&](auto family) {
    using D = decltype(family);
    const Rows raw(op, b, 0), first(op, b, 1), second(op, b, D::noises);
    const int64_t rows = b.count(op.level, b.values[op.output]), size = op.n[1];
    for (int64_t r = 0; r < rows; ++r) {
      const float* const g = b.grad[op.output] + r * size;
      if (op.adds[0])
        draw_row_back<D, true>(raw.row(r), first.row(r), second.row(r), g, size, raw.grad_row(r));
      else
        draw_row_back<D, false>(raw.row(r), first.row(r), second.row(r), g, size, raw.grad_row(r));
    }
  });
}

static uint32_t draw_reads(const Op&, const Value*) { return 7u; }

const Kernel draw{draw_forward, draw_backward, nullptr, nullptr, draw_reads};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
