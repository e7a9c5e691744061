// Sums over the windows of images that lie channels-last and have their border around them.
//
// A window's row is then one run of consecutive floats (its columns' channels), so a convolution is, for each kernel row, a product of runs
// with weights, and needs no matrix of windows. Sums of several neighbouring windows stay in registers throughout.
#pragma once
#include "rows.h"

namespace hiwae::step::HIWAE_ISA {
namespace {
namespace images {

#if defined(__AVX512F__)
constexpr int lanes = 16;
constexpr int most_windows = 14;  // with two vectors each: 28 sums, two weights and a broadcast in 32 registers
constexpr int most_run = 12;
#elif defined(__AVX2__)
constexpr int lanes = 8;
constexpr int most_windows = 6;
constexpr int most_run = 6;
#else
constexpr int lanes = 4;
constexpr int most_windows = 5;
constexpr int most_run = 5;
#endif

typedef float Wide __attribute__((vector_size(lanes * sizeof(float))));
typedef float WideAnywhere __attribute__((vector_size(lanes * sizeof(float)), aligned(4), may_alias));

inline Wide load(const float* from) { return *reinterpret_cast<const WideAnywhere*>(from); }
inline void store(float* to, Wide value) { *reinterpret_cast<WideAnywhere*>(to) = value; }

inline int64_t rounded(int64_t count) { return (count + lanes - 1) / lanes * lanes; }
inline int64_t larger(int64_t a, int64_t b) { return a > b ? a : b; }

// One image's windows, what they are multiplied by, and where the sums go. Steps are in floats.
struct Windows {
  const float* in;       // the first window's first float
  int64_t rows;          // of a window
  int64_t length;        // of a window's row
  int64_t row_step;      // between a window's rows
  int64_t down, across;  // between windows
  int64_t height, width; // how many windows
  const float* weights;  // by panel of channels, see Panel: [rows][length][channels of the panel]
  const float* bias;     // as many as rounded(channels)
  const float* addend;   // where out has it; null for none; may be out itself
  float* out;
  int64_t out_down, out_across;
  int64_t channels;
};

template <int V>
inline void finish(const Wide* sum, int64_t channels, const float* addend, float* out) {
  if (channels >= V * lanes) {
    for (int v = 0; v < V; ++v) store(out + v * lanes, addend ? sum[v] + load(addend + v * lanes) : sum[v]);
    return;
  }
  float kept[V * lanes];
  for (int v = 0; v < V; ++v) store(kept + v * lanes, sum[v]);
  for (int64_t c = 0; c < channels; ++c) out[c] = addend ? kept[c] + addend[c] : kept[c];
}

// P neighbouring windows of each of R rows, by V vectors of channels.
template <int V, int P, int R>
void tile(const Windows& s, const float* in, const float* weights, const float* bias, const float* addend, float* out, int64_t channels) {
  Wide sum[R][P][V];
#pragma GCC unroll 2
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 32
    for (int p = 0; p < P; ++p)
#pragma GCC unroll 2
      for (int v = 0; v < V; ++v) sum[i][p][v] = load(bias + v * lanes);
  const int64_t across = s.across;
  const float* below = in + s.down;
  for (int64_t r = 0; r < s.rows; ++r, in += s.row_step, below += s.row_step) {
    for (int64_t l = 0; l < s.length; ++l, weights += V * lanes) {
      Wide w[V];
#pragma GCC unroll 2
      for (int v = 0; v < V; ++v) w[v] = load(weights + v * lanes);
#pragma GCC unroll 32
      for (int p = 0; p < P; ++p)
#pragma GCC unroll 2
        for (int i = 0; i < R; ++i)
#pragma GCC unroll 2
          for (int v = 0; v < V; ++v) sum[i][p][v] += (i ? below : in)[p * across + l] * w[v];
    }
  }
  for (int i = 0; i < R; ++i)
    for (int p = 0; p < P; ++p) {
      const int64_t to = i * s.out_down + p * s.out_across;
      finish<V>(sum[i][p], channels, addend ? addend + to : nullptr, out + to);
    }
}

// Does one row of tiles, or two where that many sums fit the registers; says how many.
template <int V, int P>
inline int64_t tiles(int64_t count, int64_t left, const Windows& s, const float* in, const float* weights, const float* bias, const float* addend,
                     float* out, int64_t channels) {
  if constexpr (P > 1)
    if (count < P) return tiles<V, P - 1>(count, left, s, in, weights, bias, addend, out, channels);
  if constexpr (V * P <= most_windows)
    if (left > 1) {
      tile<V, P, 2>(s, in, weights, bias, addend, out, channels);
      return 2;
    }
  tile<V, P, 1>(s, in, weights, bias, addend, out, channels);
  return 1;
}

template <int V>
void panel(const Windows& s, int64_t first, int64_t channels) {
  const float* weights = s.weights + first * s.rows * s.length;
  const int64_t parts = (s.width + most_windows - 1) / most_windows;
  for (int64_t part = 0; part < parts; ++part) {
    const int64_t x = s.width * part / parts, until = s.width * (part + 1) / parts;
    for (int64_t y = 0; y < s.height;) {
      const int64_t to = y * s.out_down + x * s.out_across + first;
      y += tiles<V, most_windows>(until - x, s.height - y, s, s.in + y * s.down + x * s.across, weights, s.bias + first,
                                  s.addend ? s.addend + to : nullptr, s.out + to, channels);
    }
  }
}

// Panels are of two vectors of channels; the last may be of one.
inline void correlate_panels(const Windows& s) {
  for (int64_t c = 0; c < s.channels; c += 2 * lanes) {
    const int64_t left = s.channels - c;
    if (left > lanes) panel<2>(s, c, smaller(left, 2 * lanes));
    else panel<1>(s, c, left);
  }
}

// The same windows, and what came back for each of them.
struct Returns {
  const float* in;       // of the first image
  int64_t images;        // one after another
  int64_t in_image;      // between images
  int64_t rows, length, row_step, down, across, height, width;
  const float* out;      // the gradient of a window's sums
  int64_t out_image, out_down, out_across;
  int64_t channels;      // may be read up to rounded(channels)
  float* sums;           // as Windows::weights; added to
};

template <int V, int P>
void gather(const Returns& s, const float* in, const float* out, float* sums) {
  Wide sum[P][V];
#pragma GCC unroll 32
  for (int p = 0; p < P; ++p)
#pragma GCC unroll 2
    for (int v = 0; v < V; ++v) sum[p][v] = load(sums + (p * V + v) * lanes);
  for (int64_t i = 0; i < s.images; ++i)
    for (int64_t y = 0; y < s.height; ++y) {
      const float* from = in + i * s.in_image + y * s.down;
      const float* by = out + i * s.out_image + y * s.out_down;
      for (int64_t x = 0; x < s.width; ++x, from += s.across, by += s.out_across) {
        Wide g[V];
#pragma GCC unroll 2
        for (int v = 0; v < V; ++v) g[v] = load(by + v * lanes);
#pragma GCC unroll 32
        for (int p = 0; p < P; ++p)
#pragma GCC unroll 2
          for (int v = 0; v < V; ++v) sum[p][v] += from[p] * g[v];
      }
    }
#pragma GCC unroll 32
  for (int p = 0; p < P; ++p)
#pragma GCC unroll 2
    for (int v = 0; v < V; ++v) store(sums + (p * V + v) * lanes, sum[p][v]);
}

template <int V, int P>
inline void gathers(int64_t count, const Returns& s, const float* in, const float* out, float* sums) {
  if (count == P) gather<V, P>(s, in, out, sums);
  else if constexpr (P > 1) gathers<V, P - 1>(count, s, in, out, sums);
}

template <int V>
void collect_panel(const Returns& s, int64_t first) {
  float* sums = s.sums + first * s.rows * s.length;
  constexpr int most = V == 1 ? 2 * most_run : most_run;
  const int64_t parts = (s.length + most - 1) / most;
  for (int64_t r = 0; r < s.rows; ++r)
    for (int64_t part = 0; part < parts; ++part) {
      const int64_t l = s.length * part / parts, until = s.length * (part + 1) / parts;
      gathers<V, most>(until - l, s, s.in + r * s.row_step + l, s.out + first, sums + (r * s.length + l) * V * lanes);
    }
}

inline void collect_panels(const Returns& s) {
  for (int64_t c = 0; c < s.channels; c += 2 * lanes) {
    if (s.channels - c > lanes) collect_panel<2>(s, c);
    else collect_panel<1>(s, c);
  }
}

}  // namespace images
}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
