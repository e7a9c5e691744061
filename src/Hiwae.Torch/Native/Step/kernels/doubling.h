// Bilinear images of twice the size: each new pixel is three quarters of its nearest old one and a quarter of the next nearest, in both directions,
// where an edge's pixel is its own neighbour.
#pragma once
#include "tiles.h"

namespace hiwae::step::HIWAE_ISA {
namespace {
namespace images {

inline void take(const float* from, float& value) { value = *from; }
inline void take(const float* from, Wide& value) { value = load(from); }
inline void give(float* to, float value) { *to = value; }
inline void give(float* to, Wide value) { store(to, value); }

template <typename T>
inline T three_to_one(const float* near, const float* far) {
  T a, b;
  take(near, a);
  take(far, b);
  return 0.75f * a + 0.25f * b;
}

// The channels of a T, in one new row between two old ones.
template <typename T>
inline void double_line(const float* near, const float* far, int64_t width, int64_t channels, float* y) {
  T here = three_to_one<T>(near, far), before = here;
  for (int64_t i = 0; i < width; ++i, y += 2 * channels) {
    T behind = here;
    if (i + 1 < width) behind = three_to_one<T>(near + (i + 1) * channels, far + (i + 1) * channels);
    give(y, 0.75f * here + 0.25f * before);
    give(y + channels, 0.75f * here + 0.25f * behind);
    before = here;
    here = behind;
  }
}

inline void double_image(const float* x, int64_t height, int64_t width, int64_t channels, float* y) {
  const int64_t line = width * channels;
  for (int64_t r = 0; r < 2 * height; ++r, y += 2 * line) {
    const float* const near = x + r / 2 * line;
    const float* const far = x + (r % 2 == 0 ? larger(r / 2 - 1, 0) : smaller(r / 2 + 1, height - 1)) * line;
    int64_t c = 0;
    for (; c + lanes <= channels; c += lanes) double_line<Wide>(near + c, far + c, width, channels, y + c);
    for (; c < channels; ++c) double_line<float>(near + c, far + c, width, channels, y + c);
  }
}

// The four new rows that an old one went into.
struct Rows {
  const float *above, *upper, *lower, *below;
};

template <typename T>
inline T halve_column(const Rows& g, int64_t at) {
  T above, upper, lower, below;
  take(g.above + at, above);
  take(g.upper + at, upper);
  take(g.lower + at, lower);
  take(g.below + at, below);
  return 0.75f * (upper + lower) + 0.25f * (above + below);
}

template <typename T>
inline void halve_line(const Rows& g, int64_t width, int64_t channels, bool adds, float* dx) {
  T left = halve_column<T>(g, 0), before = left;
  for (int64_t i = 0; i < width; ++i, dx += channels) {
    const T right = halve_column<T>(g, (2 * i + 1) * channels);
    T behind = right;
    if (i + 1 < width) behind = halve_column<T>(g, (2 * i + 2) * channels);
    T sum = 0.75f * (left + right) + 0.25f * (before + behind);
    if (adds) {
      T old;
      take(dx, old);
      sum += old;
    }
    give(dx, sum);
    before = right;
    left = behind;
  }
}

// The gradient of what was doubled.
inline void halve_image(const float* dy, int64_t height, int64_t width, int64_t channels, bool adds, float* dx) {
  const int64_t line = 2 * width * channels;
  for (int64_t r = 0; r < height; ++r, dx += width * channels) {
    const float* const upper = dy + 2 * r * line;
    const Rows g{r == 0 ? upper : upper - line, upper, upper + line, r + 1 < height ? upper + 2 * line : upper + line};
    int64_t c = 0;
    for (; c + lanes <= channels; c += lanes) halve_line<Wide>({g.above + c, g.upper + c, g.lower + c, g.below + c}, width, channels, adds, dx + c);
    for (; c < channels; ++c) halve_line<float>({g.above + c, g.upper + c, g.lower + c, g.below + c}, width, channels, adds, dx + c);
  }
}

}  // namespace images
}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
