// The weights of a convolution in the order in which sums read them.
#pragma once
#include "windows.h"

namespace hiwae::step::HIWAE_ISA {
namespace {
namespace images {

// Lane k of the first result: a[k] where k has not the bit, else b[k − bit]; of the second: a[k + bit], else b[k].
inline WideIndex crossing(int32_t bit, bool second) {
  WideIndex index{};
  for (int32_t k = 0; k < lanes; ++k) index[k] = second ? ((k & bit) ? lanes + k : k + bit) : ((k & bit) ? lanes + k - bit : k);
  return index;
}

template <int Bit = 1>
inline void transpose_square(Wide* rows) {
  if constexpr (Bit < lanes) {
#pragma GCC unroll 16
    for (int i = 0; i < lanes; ++i) {
      if (i & Bit) continue;
      const Wide a = rows[i], b = rows[i | Bit];
      rows[i] = __builtin_shuffle(a, b, crossing(Bit, false));
      rows[i | Bit] = __builtin_shuffle(a, b, crossing(Bit, true));
    }
    transpose_square<Bit * 2>(rows);
  }
}

// The place of a kernel and a channel in, of a column of the weights: columns are (in, kernel, kernel), rows of windows (kernel, kernel, in).
struct Column {
  int64_t place, channel;

  Column(const Geometry& g, int64_t column) : place(column % g.area()), channel(column / g.area()) {}
  void advance(const Geometry& g) {
    if (++place == g.area()) {
      place = 0;
      ++channel;
    }
  }
  int64_t row(const Geometry& g) const { return place * g.in + channel; }
};

// Calls square(output, column) for as many lanes by lanes as there are, and single(output, column) for what is left.
template <typename Square, typename Single>
inline void each_weight(const Geometry& g, bool squares, const Square& square, const Single& single) {
  const int64_t columns = g.in * g.area();
  for (int64_t o = 0; o < g.out; o += lanes) {
    int64_t c = 0;
    if (squares && o + lanes <= g.out)
      for (; c + lanes <= columns; c += lanes) square(o, c);
    for (int64_t i = o; i < smaller(o + lanes, g.out); ++i) {
      Column column(g, c);
      for (int64_t j = c; j < columns; ++j, column.advance(g)) single(i, j, column.row(g));
    }
  }
}

// (out, in, kernel, kernel) → sums over windows of inputs.
inline void arrange(const Geometry& g, const float* weights, float* to) {
  const Panels panels = g.panels();
  const int64_t step = g.total * g.area();
  weights += g.offset * g.area();
  if (!panels.slim && g.out % lanes != 0) memset(to, 0, panels.size() * sizeof(float));
  each_weight(
      g, !panels.slim,
      [&](int64_t o, int64_t c) {
        Wide rows[lanes];
        for (int i = 0; i < lanes; ++i) rows[i] = load(weights + (o + i) * step + c);
        transpose_square(rows);
        Column column(g, c);
        for (int i = 0; i < lanes; ++i, column.advance(g)) store(to + panels.at(column.row(g), o), rows[i]);
      },
      [&](int64_t o, int64_t c, int64_t row) { to[panels.at(row, o)] = weights[o * step + c]; });
}

// Adds what collect found to the gradient of the weights.
inline void disperse(const Geometry& g, const float* sums, float* to) {
  const Panels panels = g.panels();
  const int64_t step = g.total * g.area();
  to += g.offset * g.area();
  each_weight(
      g, !panels.slim,
      [&](int64_t o, int64_t c) {
        Wide rows[lanes];
        Column column(g, c);
        for (int i = 0; i < lanes; ++i, column.advance(g)) rows[i] = load(sums + panels.at(column.row(g), o));
        transpose_square(rows);
        for (int i = 0; i < lanes; ++i) {
          float* const at = to + (o + i) * step + c;
          store(at, load(at) + rows[i]);
        }
      },
      [&](int64_t o, int64_t c, int64_t row) { to[o * step + c] += sums[panels.at(row, o)]; });
}

// What arrange made, for the way back: sums over windows of the outputs' gradient, for one phase.
inline void arrange_back(const Geometry& g, const Phase& down, const Phase& across, const float* arranged, float* to) {
  const Panels from = g.panels(), panels = g.panels(down, across);
  const bool squares = !from.slim && !panels.slim && g.in % lanes == 0 && g.out % lanes == 0;
  if (!panels.slim && g.in % lanes != 0) memset(to, 0, panels.size() * sizeof(float));
  for (int64_t r = 0; r < down.taps; ++r)
    for (int64_t l = 0; l < across.taps; ++l) {
      const int64_t place = (down.first + g.stride * (down.taps - 1 - r)) * g.kernel + across.first + g.stride * (across.taps - 1 - l);
      const int64_t first = place * g.in, row = (r * across.taps + l) * g.out;
      if (!squares) {
        for (int64_t o = 0; o < g.out; ++o)
          for (int64_t i = 0; i < g.in; ++i) to[panels.at(row + o, i)] = arranged[from.at(first + i, o)];
        continue;
      }
      for (int64_t o = 0; o < g.out; o += lanes)
        for (int64_t i = 0; i < g.in; i += lanes) {
          Wide rows[lanes];
          for (int k = 0; k < lanes; ++k) rows[k] = load(arranged + from.at(first + i + k, o));
          transpose_square(rows);
          for (int k = 0; k < lanes; ++k) store(to + panels.at(row + o + k, i), rows[k]);
        }
    }
}

}  // namespace images
}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
