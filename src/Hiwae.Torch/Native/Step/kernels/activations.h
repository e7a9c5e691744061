// Nonlinearities over contiguous floats, and what their derivatives make of a gradient.
#pragma once
#include "../step.h"
#include "math.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

// Each form has value(x), and back(v, g) = g · act'(x), where v is the output, or, for Gelu and Silu, the input.
struct IdentityForm {
  static inline float value(float x) { return x; }
  static inline float back(float, float g) { return g; }
};

// A ratio of polynomials in x², fitted to the least largest relative error up to where tanh rounds to 1: within 4 · 10⁻⁷, in two thirds of the
// time that it takes by the exponential.
struct TanhForm {
  static inline float value(float x) {
    const float y = clamp_(x, -9.0f, 9.0f);
    const float t = y * y;
    const float above = 0.99999998f + t * (0.13381018f + t * (0.0034955788f + t * (2.0608929e-5f + t * 1.3354448e-8f)));
    const float below = 1.0f + t * (0.46714333f + t * (0.025876947f + t * (0.00032856196f + t * 7.7764713e-7f)));
    return clamp_(y * above / below, -1.0f, 1.0f);
  }
  static inline float back(float y, float g) { return g * (1.0f - y * y); }
};

// Written so that NaN passes, as in torch.
struct ReluForm {
  static inline float value(float x) { return x < 0.0f ? 0.0f : x; }
  static inline float back(float y, float g) { return y <= 0.0f ? 0.0f : g; }
};

struct EluForm {
  static inline float value(float x) {
    const float below = expm1_(x);
    return x <= 0.0f ? below : x;
  }
  static inline float back(float y, float g) { return g * (y <= 0.0f ? y + 1.0f : 1.0f); }
};

// The derivative is sigmoid(x) = 1 − exp(−y).
struct SoftplusForm {
  static inline float value(float x) { return softplus_(x); }
  static inline float back(float y, float g) { return -g * expm1_(-y); }
};

struct SigmoidForm {
  static inline float value(float x) { return sigmoid_(x); }
  static inline float back(float y, float g) { return g * (y * (1.0f - y)); }
};

struct LeakyReluForm {
  static inline float value(float x) { return x > 0.0f ? x : 0.01f * x; }
  static inline float back(float y, float g) { return y > 0.0f ? g : 0.01f * g; }
};

// x Φ(x), whose derivative is Φ(x) + x φ(x); Φ by the error function, a ratio of polynomials in x² fitted like that of tanh.
struct GeluForm {
  static inline float below(float x) {
    const float y = clamp_(x, -5.5f, 5.5f);
    const float t = y * y;
    const float above =
        0.79788455f + t * (0.066918018f + t * (0.0093029739f + t * (0.00032914934f + t * (1.2603141e-5f + t * 4.5861769e-8f))));
    const float under = 1.0f + t * (0.2505357f + t * (0.028416191f + t * (0.0018606511f + t * (7.2167198e-5f + t * 1.199019e-6f))));
    return x < -5.5f ? 0.0f : 0.5f + 0.5f * (y * above / under);
  }
  static inline float value(float x) { return x * below(x); }
  static inline float back(float x, float g) { return g * (below(x) + x * (0.39894228f * exp_(-0.5f * (x * x)))); }
};

struct SiluForm {
  static inline float value(float x) { return x * sigmoid_(x); }
  static inline float back(float x, float g) {
    const float s = sigmoid_(x);
    return g * (s * (1.0f + x * (1.0f - s)));
  }
};

template <typename Body>
inline void with_form(Activation activation, Body body) {
  switch (activation) {
    case Activation::Identity: return body(IdentityForm{});
    case Activation::Tanh: return body(TanhForm{});
    case Activation::Relu: return body(ReluForm{});
    case Activation::Elu: return body(EluForm{});
    case Activation::Softplus: return body(SoftplusForm{});
    case Activation::Sigmoid: return body(SigmoidForm{});
    case Activation::Gelu: return body(GeluForm{});
    case Activation::Silu: return body(SiluForm{});
    case Activation::LeakyRelu: return body(LeakyReluForm{});
  }
}

// Whether the derivative is computed from the input; else it is from the output.
inline bool needs_input(Activation activation) { return activation == Activation::Gelu || activation == Activation::Silu; }

// y = act(x); x may be y.
inline void activate_to(Activation activation, const float* x, float* y, int64_t count) {
  with_form(activation, [=](auto form) {
#pragma omp simd
    for (int64_t i = 0; i < count; i++) y[i] = form.value(x[i]);
  });
}

inline void activate_in_place(Activation activation, float* y, int64_t count) {
  if (activation != Activation::Identity) activate_to(activation, y, y, count);
}

// result = g · act', or adds it; v is the output, or the input of those that need it. The result may be g where it does not add.
inline void activate_back(Activation activation, const float* v, const float* g, float* result, bool adds, int64_t count) {
  with_form(activation, [=](auto form) {
    if (adds) {
#pragma omp simd
      for (int64_t i = 0; i < count; i++) result[i] += form.back(v[i], g[i]);
    } else {
#pragma omp simd
      for (int64_t i = 0; i < count; i++) result[i] = form.back(v[i], g[i]);
    }
  });
}

// Of a fused activation: turns the gradient of the output into that of what came before the activation.
inline void activate_back_in_place(Activation activation, const float* y, float* g, int64_t count) {
  if (activation != Activation::Identity) activate_back(activation, y, g, g, false, count);
}

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
