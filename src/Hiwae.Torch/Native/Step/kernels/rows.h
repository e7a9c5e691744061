// What the kernels do with rows: where an operation finds those of its inputs, and sums over them.
#pragma once
#include <cstring>

#include "../step.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

// Floats that stay in the nearest cache from one pass over them to the next.
constexpr int64_t tile_floats = 4096;

inline int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }

// Calls body(first row, number of rows) for pieces of a matrix that fit the nearest cache.
template <typename Body>
inline void by_tiles(int64_t rows, int64_t columns, Body body) {
  const int64_t step = columns < tile_floats ? tile_floats / columns : 1;
  for (int64_t start = 0; start < rows; start += step) body(start, smaller(step, rows - start));
}

inline const Value& output_of(const Op& op, const Block& b) { return b.values[op.output]; }

inline int64_t rows_of(const Op& op, const Block& b) { return b.count(op.level, b.values[op.output]); }

inline Activation activation_of(const Op& op, int place) { return static_cast<Activation>(op.n[place]); }

// Whether row r of the operation is row r of the input.
inline bool same_level(const Op& op, const Block& b, int input) { return b.values[op.inputs[input]].level == op.level; }

inline const float* row_of(const Op& op, const Block& b, int input, int64_t row) {
  const int32_t v = op.inputs[input];
  return b.value[v] + b.at(v, op.level, row) * b.values[v].columns;
}

inline float* grad_row_of(const Op& op, const Block& b, int input, int64_t row) {
  const int32_t v = op.inputs[input];
  return b.grad[v] + b.at(v, op.level, row) * b.values[v].columns;
}

// The gradient of an input; null for one that is left out or for which none is wanted.
inline float* grad_of(const Op& op, const Block& b, int input) {
  return op.inputs[input] < 0 ? nullptr : b.grad[op.inputs[input]];
}

inline void fill(float* y, float value, int64_t count) {
#pragma omp simd
  for (int64_t i = 0; i < count; i++) y[i] = value;
}

inline void copy(float* y, const float* x, int64_t count) { memcpy(y, x, static_cast<size_t>(count) * sizeof(float)); }

inline void accumulate(float* __restrict y, const float* __restrict x, int64_t count) {
#pragma omp simd
  for (int64_t i = 0; i < count; i++) y[i] += x[i];
}

inline void put(float* y, const float* x, bool adds, int64_t count) {
  if (adds)
    accumulate(y, x, count);
  else
    copy(y, x, count);
}

// Adds the sums of the columns.
inline void accumulate_columns(float* __restrict sums, const float* __restrict x, int64_t rows, int64_t columns) {
  int64_t r = 0;
  for (; r + 4 <= rows; r += 4) {
    const float* __restrict a = x + r * columns;
#pragma omp simd
    for (int64_t c = 0; c < columns; c++) sums[c] += (a[c] + a[c + columns]) + (a[c + 2 * columns] + a[c + 3 * columns]);
  }
  for (; r < rows; r++) accumulate(sums, x + r * columns, columns);
}

// Gives an input of the output's width its gradient, which is that of the output: rows `start` to `start + rows`. Rows that read the same row
// mostly follow one another, and are added up together.
inline void give_rows(const Op& op, const Block& b, int input, const float* g, int64_t start, int64_t rows, int64_t columns, bool adds) {
  if (same_level(op, b, input)) {
    put(b.grad[op.inputs[input]] + start * columns, g + start * columns, adds, rows * columns);
    return;
  }
  for (int64_t r = start, next; r < start + rows; r = next) {
    float* to = grad_row_of(op, b, input, r);
    for (next = r + 1; next < start + rows && grad_row_of(op, b, input, next) == to;) next++;
    accumulate_columns(to, g + r * columns, next - r, columns);
  }
}

// The gradient of something that is read at Once level, before it is added to: zeroed if this operation is the first to give it.
inline float* opened(const Op& op, const Block& b, int input, int64_t count) {
  float* gradient = grad_of(op, b, input);
  if (gradient != nullptr && !op.adds[input]) fill(gradient, 0.0f, count);
  return gradient;
}

inline uint32_t bit(int input) { return 1u << input; }

constexpr uint32_t output_bit = 1u << 31;

inline uint32_t output_if(Activation activation) { return activation == Activation::Identity ? 0u : output_bit; }

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
