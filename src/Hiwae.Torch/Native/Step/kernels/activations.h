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

struct TanhForm {
  static inline float value(float x) { return tanh_(x); }
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

// x Φ(x), whose derivative is Φ(x) + x φ(x).
struct GeluForm {
  static inline float value(float x) { return x * (erf_(x * 0.70710678f) + 1.0f) * 0.5f; }
  static inline float back(float x, float g) {
    const float below = (erf_(x * 0.70710678f) + 1.0f) * 0.5f;
    return g * (below + x * (0.39894228f * exp_(-0.5f * (x * x))));
  }
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
