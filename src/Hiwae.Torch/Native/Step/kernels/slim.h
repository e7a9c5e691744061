// The sums of tiles.h where there are too few channels to fill a vector with: vectors then run along the windows instead.
#pragma once
#include "tiles.h"

namespace hiwae::step::HIWAE_ISA {
namespace {
namespace images {

typedef int32_t WideIndex __attribute__((vector_size(lanes * sizeof(int32_t))));

// One channel of one channel: vectors of neighbouring windows.
inline bool flat(int64_t channels, int64_t across) { return channels == 1 && across == 1; }

// A few channels of many: vectors of a window's row.
inline bool few(int64_t channels, int64_t length) { return channels < lanes / 2 && length % lanes == 0; }

// Whether weights and their gradients are laid out [channels][rows][length].
inline bool slim(int64_t channels, int64_t across, int64_t length) { return flat(channels, across) || few(channels, length); }

inline WideIndex counting(int32_t first, int32_t step) {
  WideIndex index{};
  for (int i = 0; i < lanes; ++i) index[i] = first + step * i;
  return index;
}

// sums[i] of the result is the sum over the lanes of the i-th vector: adding neighbours halves what is left of each vector.
template <int Count>
inline Wide across_lanes(const Wide* vectors) {
  if constexpr (Count == 1) {
    return vectors[0];
  } else {
    Wide halves[Count / 2];
#pragma GCC unroll 8
    for (int i = 0; i < Count / 2; ++i)
      halves[i] = __builtin_shuffle(vectors[2 * i], vectors[2 * i + 1], counting(0, 2)) + __builtin_shuffle(vectors[2 * i], vectors[2 * i + 1], counting(1, 2));
    return across_lanes<Count / 2>(halves);
  }
}

inline void put_some(Wide sums, int64_t skip, int64_t count, const float* addend, float* out, int64_t step) {
  if (step == 1 && skip == 0 && count == lanes) {
    store(out, addend ? sums + load(addend) : sums);
    return;
  }
  float kept[lanes];
  store(kept, sums);
  for (int64_t i = skip; i < count; ++i) out[i * step] = kept[i] + (addend ? addend[i * step] : 0.0f);
}

// Windows i < P; the others' sums are left zero.
template <int P>
inline Wide dots(const Windows& s, const float* in, const float* weights) {
  Wide sum[lanes] = {};
  for (int64_t r = 0; r < s.rows; ++r, in += s.row_step)
    for (int64_t l = 0; l < s.length; l += lanes, weights += lanes) {
      const Wide w = load(weights);
#pragma GCC unroll 16
      for (int p = 0; p < P; ++p) sum[p] += load(in + p * s.across + l) * w;
    }
  return across_lanes<lanes>(sum);
}

inline void correlate_few(const Windows& s) {
  for (int64_t c = 0; c < s.channels; ++c) {
    const float* const weights = s.weights + c * s.rows * s.length;
    for (int64_t y = 0; y < s.height; ++y) {
      const float* const in = s.in + y * s.down;
      for (int64_t x = 0; x < s.width;) {
        // The last tile of a wide row begins early rather than being narrow.
        const int64_t left = s.width - x, many = left >= lanes || s.width < lanes ? (left >= lanes ? lanes : left >= 4 ? 4 : 1) : lanes;
        const int64_t skip = many > left ? many - left : 0, start = x - skip;
        const float* const from = in + start * s.across;
        const Wide sums = (many == lanes ? dots<lanes>(s, from, weights) : many == 4 ? dots<4>(s, from, weights) : dots<1>(s, from, weights)) + s.bias[c];
        const int64_t to = y * s.out_down + start * s.out_across + c;
        put_some(sums, skip, many, s.addend ? s.addend + to : nullptr, s.out + to, s.out_across);
        x = start + many;
      }
    }
  }
}

// Reads up to a vector behind the last window.
inline void correlate_flat(const Windows& s) {
  for (int64_t y = 0; y < s.height; ++y)
    for (int64_t x = 0; x < s.width; x += 2 * lanes) {
      Wide near = s.bias[0] + Wide{}, far = near;
      for (int64_t r = 0; r < s.rows; ++r) {
        const float* const in = s.in + y * s.down + x + r * s.row_step;
        for (int64_t l = 0; l < s.length; ++l) {
          const float w = s.weights[r * s.length + l];
          near += w * load(in + l);
          far += w * load(in + lanes + l);
        }
      }
      const int64_t to = y * s.out_down + x * s.out_across, left = s.width - x;
      put_some(near, 0, smaller(left, lanes), s.addend ? s.addend + to : nullptr, s.out + to, s.out_across);
      const int64_t next = to + lanes * s.out_across;
      if (left > lanes) put_some(far, 0, smaller(left - lanes, lanes), s.addend ? s.addend + next : nullptr, s.out + next, s.out_across);
    }
}

template <int R, int C>
void gather_few(const Returns& s, const float* in, const float* out, float* sums) {
  Wide sum[R][C] = {};
  for (int64_t i = 0; i < s.images; ++i)
    for (int64_t y = 0; y < s.height; ++y) {
      const float* from = in + i * s.in_image + y * s.down;
      const float* by = out + i * s.out_image + y * s.out_down;
      for (int64_t x = 0; x < s.width; ++x, from += s.across, by += s.out_across) {
        const Wide g = *by + Wide{};
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
          for (int c = 0; c < C; ++c) sum[r][c] += g * load(from + r * s.row_step + c * lanes);
      }
    }
  for (int r = 0; r < R; ++r)
    for (int c = 0; c < C; ++c) store(sums + r * s.length + c * lanes, load(sums + r * s.length + c * lanes) + sum[r][c]);
}

template <int R>
inline void gather_rows(int64_t vectors, const Returns& s, const float* in, const float* out, float* sums) {
  if (vectors == 1) gather_few<R, 1>(s, in, out, sums);
  else if (vectors == 2) gather_few<R, 2>(s, in, out, sums);
  else gather_few<R, 3>(s, in, out, sums);
}

inline void collect_few(const Returns& s) {
  for (int64_t c = 0; c < s.channels; ++c)
    for (int64_t r = 0; r < s.rows; r += 3)
      for (int64_t l = 0; l < s.length; l += 3 * lanes) {
        const int64_t rows = s.rows - r, vectors = (s.length - l) / lanes;
        const float* const in = s.in + r * s.row_step + l;
        float* const sums = s.sums + (c * s.rows + r) * s.length + l;
        if (rows == 1) gather_rows<1>(vectors, s, in, s.out + c, sums);
        else if (rows == 2) gather_rows<2>(vectors, s, in, s.out + c, sums);
        else gather_rows<3>(vectors, s, in, s.out + c, sums);
      }
}

// Three places of a kernel's row at a time.
inline void collect_flat(const Returns& s) {
  const WideIndex place = counting(0, 1);
  for (int64_t r = 0; r < s.rows; ++r)
    for (int64_t l = 0; l < s.length; l += 3) {
      Wide sum[3] = {};
      for (int64_t i = 0; i < s.images; ++i)
        for (int64_t y = 0; y < s.height; ++y) {
          const float* const in = s.in + i * s.in_image + y * s.down + r * s.row_step + l;
          const float* const out = s.out + i * s.out_image + y * s.out_down;
          int64_t x = 0;
          for (; x + lanes <= s.width; x += lanes) {
            const Wide g = load(out + x);
            for (int j = 0; j < 3; ++j) sum[j] += g * load(in + x + j);
          }
          if (x == s.width) continue;
          float some[lanes] = {};
          memcpy(some, out + x, (s.width - x) * sizeof(float));
          const WideIndex inside = place < static_cast<int32_t>(s.width - x);
          for (int j = 0; j < 3; ++j) sum[j] += load(some) * (inside ? load(in + x + j) : Wide{});
        }
      for (int64_t j = 0; j < 3 && l + j < s.length; ++j)
        for (int k = 0; k < lanes; ++k) s.sums[r * s.length + l + j] += sum[j][k];
    }
}

inline void correlate(const Windows& s) {
  if (flat(s.channels, s.across)) correlate_flat(s);
  else if (few(s.channels, s.length)) correlate_few(s);
  else correlate_panels(s);
}

// The gradient of the weights.
inline void collect(const Returns& s) {
  if (flat(s.channels, s.across)) collect_flat(s);
  else if (few(s.channels, s.length)) collect_few(s);
  else collect_panels(s);
}

}  // namespace images
}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
