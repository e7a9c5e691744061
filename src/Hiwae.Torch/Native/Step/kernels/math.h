// Elementary functions of a float that a plain loop over them turns into vector instructions: no branches, no calls, no tables.
// Within three units in the last place; infinities, NaN and overflow as in the C library; results below the normal range may be flushed.
#pragma once
#include <cstddef>
#include <cstdint>

// Inlined whatever the compiler thinks of its size: a call would keep the loop around it from being vectorised.
#define HIWAE_INLINE [[gnu::always_inline]] static inline

namespace hiwae::step::HIWAE_ISA {
namespace {

constexpr float kInfinity = __builtin_inff();
constexpr float kNaN = __builtin_nanf("");
constexpr float kLog2E = 1.44269504f;
// log 2 in two parts: products of the first with whole numbers up to 2^10 are exact.
constexpr float kLogTwoHigh = 0.693359375f;
constexpr float kLogTwoLow = -2.12194440e-4f;
// Added to and taken from a float below 2^22, it rounds to a whole number, which then stands in the lowest bits of the sum.
constexpr float kRounder = 12582912.0f;

HIWAE_INLINE uint32_t bits_(float x) { return __builtin_bit_cast(uint32_t, x); }
HIWAE_INLINE float float_(uint32_t bits) { return __builtin_bit_cast(float, bits); }
HIWAE_INLINE float abs_(float x) { return __builtin_fabsf(x); }
HIWAE_INLINE float copysign_(float size, float sign) { return float_((bits_(size) & 0x7fffffffu) | (bits_(sign) & 0x80000000u)); }
// 2^n for n in −126 … 127.
HIWAE_INLINE float power_of_two_(uint32_t n) { return float_((n + 127u) << 23); }
// x cut to a range; NaN stays.
HIWAE_INLINE float clamp_(float x, float low, float high) {
  x = low > x ? low : x;
  return high < x ? high : x;
}

// e^r − 1 for |r| ≤ log(2)/2; a polynomial fitted to the least largest relative error.
HIWAE_INLINE float expm1_near_(float r) {
  const float q = 0.49999997f + r * (0.16666539f + r * (0.041667223f + r * (0.00836718641f + r * 0.00138823921f)));
  return r + (r * r) * q;
}

HIWAE_INLINE float exp_(float x) {
  const float y = clamp_(x, -104.0f, 89.0f);
  const float rounded = y * kLog2E + kRounder;
  const float n = rounded - kRounder;
  const float r = (y - n * kLogTwoHigh) - n * kLogTwoLow;
  // 2^n in two factors: n itself may lie outside of the range of exponents.
  const uint32_t whole = bits_(rounded) - bits_(kRounder);
  const uint32_t half = static_cast<uint32_t>(static_cast<int32_t>(whole) >> 1);
  return (1.0f + expm1_near_(r)) * power_of_two_(half) * power_of_two_(whole - half);
}

HIWAE_INLINE float expm1_(float x) {
  const float y = clamp_(x, -20.0f, 89.0f);
  const float rounded = y * kLog2E + kRounder;
  const float n = rounded - kRounder;
  const float r = (y - n * kLogTwoHigh) - n * kLogTwoLow;
  const float half = power_of_two_(bits_(rounded) - bits_(kRounder) - 1u);
  const float result = (expm1_near_(r) * half + (half - 0.5f)) * 2.0f;
  return x == 0.0f ? x : result;
}

// log(1 + f) for 1/√2 ≤ 1 + f ≤ √2.
HIWAE_INLINE float log1p_near_(float f) {
  const float p =
      0.333333313f +
      f * (-0.250008315f +
           f * (0.200012684f + f * (-0.166230038f + f * (0.142004788f + f * (-0.131625146f + f * (0.127723962f + f * -0.0764205456f))))));
  const float square = f * f;
  return f - (0.5f * square - square * (f * p));
}

constexpr uint32_t kRootHalf = 0x3f3504f3u;

HIWAE_INLINE float log_(float x) {
  const bool small = x < 1.17549435e-38f;
  const float scaled = small ? x * 16777216.0f : x;
  const uint32_t pattern = bits_(scaled);
  const int32_t exponent = static_cast<int32_t>(pattern - kRootHalf) >> 23;
  const float f = float_(pattern - (static_cast<uint32_t>(exponent) << 23)) - 1.0f;
  const float e = static_cast<float>(exponent) - (small ? 24.0f : 0.0f);
  const float y = log1p_near_(f) + e * kLogTwoLow + e * kLogTwoHigh;
  const float edge = x == 0.0f ? -kInfinity : (x == kInfinity ? x : kNaN);
  return (x > 0.0f) & (x < kInfinity) ? y : edge;
}

HIWAE_INLINE float log1p_(float x) {
  const float u = 1.0f + x;
  // What the sum lost, exactly.
  const float back = u - 1.0f;
  const float lost = (1.0f - (u - back)) + (x - back);
  const uint32_t pattern = bits_(u);
  const int32_t exponent = static_cast<int32_t>(pattern - kRootHalf) >> 23;
  const uint32_t shift = static_cast<uint32_t>(exponent);
  const float unscale = exponent > 30 ? 0.0f : float_((127u - shift) << 23);
  const float f = (float_(pattern - (shift << 23)) - 1.0f) + lost * unscale;
  const float e = static_cast<float>(exponent);
  const float y = log1p_near_(f) + e * kLogTwoLow + e * kLogTwoHigh;
  const float edge = x == -1.0f ? -kInfinity : (x == kInfinity ? x : kNaN);
  const float inside = x == 0.0f ? x : y;
  return (x > -1.0f) & (x < kInfinity) ? inside : edge;
}

// log(1 + t) for t in 0 … 1; NaN stays.
HIWAE_INLINE float log1p_unit_(float t) {
  const bool far = t > 0.414213562f;
  const float near = log1p_near_(far ? (t - 1.0f) * 0.5f : t < 1e-9f ? 0.0f : t);
  // So small a t has no square that is a normal number, and needs none.
  return t < 1e-9f ? t : near + (far ? 0.693147181f : 0.0f);
}

HIWAE_INLINE float tanh_(float x) {
  const float e = expm1_(-2.0f * abs_(x));
  return copysign_(e / (2.0f + e), x);
}

HIWAE_INLINE float sigmoid_(float x) { return 1.0f / (1.0f + exp_(-x)); }

HIWAE_INLINE float softplus_(float x) { return (0.0f > x ? 0.0f : x) + log1p_unit_(exp_(-abs_(x))); }

// softplus and its derivative, by one exponential.
struct Softplus {
  float value, slope;
};

HIWAE_INLINE Softplus softplus_and_slope_(float x) {
  const float t = exp_(-abs_(x));
  return {(0.0f > x ? 0.0f : x) + log1p_unit_(t), (x < 0.0f ? t : 1.0f) / (1.0f + t)};
}

HIWAE_INLINE float erf_(float x) {
  const float a = abs_(x);
  const float s = x * x;
  const float near =
      x + x * (0.128379136f + s * (-0.376124263f + s * (0.112811208f + s * (-0.0267419908f + s * (0.00495795952f + s * -0.000581610249f)))));
  // Further out, 1 − e^(a p(a)), with a p(a) a fit to the logarithm of the complement.
  const float b = clamp_(a, 0.0f, 4.1f);
  const float p =
      -1.12854147f +
      b * (-0.635673165f +
           b * (-0.105169497f + b * (0.022575615f + b * (-0.0028691201f + b * (2.74348076e-05f + b * (4.99405578e-05f + b * -5.29700947e-06f))))));
  const float far = copysign_(1.0f - exp_(b * p), x);
  return a < 0.95f ? near : (x != x ? x : far);
}

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
