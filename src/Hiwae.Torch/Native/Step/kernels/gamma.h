// What the densities need of the gamma function, with nothing large left to cancel; polynomials fitted to the least largest error.
#pragma once
#include "math.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

constexpr float kHalfLogTwoPiF = 0.918938533f;

// c₀ + x (c₁ + x (c₂ + …)).
template <int count>
HIWAE_INLINE float polynomial_(float x, const float (&c)[count]) {
  float y = c[count - 1];
  for (int k = count - 2; k >= 0; --k) y = y * x + c[k];
  return y;
}

// log Γ((ν + 1)/2) − log Γ(ν/2) − ½ log πν as a function of w = 1/ν in 0 … 1, where it is smooth, and its derivative by ν.
struct StudentNormaliser {
  float value, slope;
};

HIWAE_INLINE StudentNormaliser student_normaliser_(float w) {
  constexpr float by_w[] = {-0.249999404f, -1.13312917e-05f, 0.0415883139f,  0.00295293378f, -0.0762121677f,
                            0.113792203f,  -0.0886708647f,   0.0376201794f, -0.00685122982f};
  constexpr float slope[] = {-0.25000006f,  1.99794522e-05f, 0.1240981f,   0.0157703869f, -0.388323754f, 0.660550714f,
                             -0.482369244f, 0.00322350115f,  0.26793763f, -0.187547371f, 0.0434929952f};
  return {w * polynomial_(w, by_w) - kHalfLogTwoPiF, -(w * w) * polynomial_(w, slope)};
}

// δ(x) = log Γ(x) − (x − ½) log x + x − ½ log 2π, what Stirling's formula leaves over, and its derivative, for x > 0; given log x.
struct Remainder {
  float value, slope;
};

HIWAE_INLINE Remainder remainder_(float x, float logarithm) {
  // log Γ(2 + t) and its derivative for |t| ≤ 1.
  constexpr float gamma[] = {2.82472867e-09f, 0.422784418f,    0.322466791f,    -0.0673541799f,   0.0205840617f,   -0.00737095391f, 0.00287356554f,
                             -0.00124057441f, 0.000551529403f, -0.000149186424f, 4.75784982e-05f, -9.59098979e-05f, 5.00552596e-05f};
  constexpr float digamma[] = {0.422784328f,     0.644934177f,    -0.202055886f,    0.0823204964f,    -0.0369436182f,
                               0.0173688084f,    -0.00825757068f, 0.00397043256f,   -0.00225645909f,  0.00122037053f,
                               -0.000161566379f, -1.60081129e-06f, -0.000324878405f, 0.000187340731f};
  // From 2 on, δ(x) x and δ′(x) x² by 1/x².
  constexpr float series[] = {0.0833332911f, -0.00277532195f, 0.000754010573f, -0.000332714902f};
  constexpr float series_slope[] = {-0.0833327249f, 0.0083073955f, -0.00360842375f, 0.00192243175f};
  const bool small = x < 2.0f;
  const float t = small ? x - 1.0f : 0.0f;
  const float inverse = 1.0f / x;
  const float i = small ? 0.5f : inverse, square = i * i;
  const float near = polynomial_(t, gamma) - (x + 0.5f) * logarithm + x - kHalfLogTwoPiF;
  const float near_slope = polynomial_(t, digamma) - 0.5f * inverse - logarithm;
  return {small ? near : i * polynomial_(square, series), small ? near_slope : square * polynomial_(square, series_slope)};
}

// log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b), and its derivatives.
struct LogBeta {
  float value, by_a, by_b;
};

HIWAE_INLINE LogBeta log_beta_(float a, float b) {
  const bool first = a > b;
  const float most = first ? a : b, least = first ? b : a, sum = a + b;
  // log(1 + least/most), log(most/least), log least.
  const float beyond = log1p_unit_(least / most), apart = log_(most / least), lowest = log_(least);
  const Remainder upper = remainder_(most, lowest + apart), lower = remainder_(least, lowest), whole = remainder_(sum, lowest + apart + beyond);
  const float value = kHalfLogTwoPiF - most * beyond - least * (beyond + apart) - 0.5f * (lowest - beyond) + upper.value + lower.value - whole.value;
  const float by_most = upper.slope - whole.slope - beyond - 0.5f * (least / most / sum);
  const float by_least = lower.slope - whole.slope - (beyond + apart) - 0.5f * (most / least / sum);
  return {value, first ? by_most : by_least, first ? by_least : by_most};
}

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
