// The products of a linear map and of its adjoint. The library that multiplies is several times slower than it need be for matrices of a few
// columns, so those are computed transposed; and slower for some tens of rows than for fewer than 16 at a time, which it takes as they lie.
#pragma once
#include "rows.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

// The columns up to which a product is computed transposed: one is as fast as it can be.
constexpr int64_t most_narrow = 8;
constexpr int64_t most_unpacked = 15;
constexpr int64_t least_packed = 56;

inline bool is_narrow(int64_t columns, int64_t rows) { return columns > 1 && columns <= most_narrow && rows > most_unpacked; }

// Floats of scratch for the products of a map.
inline int64_t product_scratch(int64_t rows, int64_t in, int64_t out) {
  const int64_t inputs = in <= most_narrow ? in * (rows + out) : 0, outputs = out <= most_narrow ? out * rows : 0;
  return inputs > outputs ? inputs : outputs;
}

// y, rows by columns, from its transpose, which lies without gaps.
inline void put_transposed(float* __restrict y, int64_t ldy, const float* __restrict from, int64_t rows, int64_t columns, bool adds) {
  if (adds)
    for (int64_t r = 0; r < rows; r++)
      for (int64_t c = 0; c < columns; c++) y[r * ldy + c] += from[c * rows + r];
  else
    for (int64_t r = 0; r < rows; r++)
      for (int64_t c = 0; c < columns; c++) y[r * ldy + c] = from[c * rows + r];
}

// y [rows, out] = x [rows, in] Wᵀ
inline void product_forward(int64_t rows, int64_t out, int64_t in, const float* x, int64_t ldx, const float* w, int64_t ldw, float* y, int64_t ldy,
                            float* scratch) {
  if (is_narrow(out, rows)) {
    hiwae_step_product(false, true, out, rows, in, w, ldw, x, ldx, 0.0f, scratch, rows);
    put_transposed(y, ldy, scratch, rows, out, false);
    return;
  }
  const int64_t pieces = rows < least_packed ? (rows + most_unpacked - 1) / most_unpacked : 1;
  for (int64_t piece = 0; piece < pieces; piece++) {
    const int64_t first = rows * piece / pieces, count = rows * (piece + 1) / pieces - first;
    hiwae_step_product(false, true, count, out, in, x + first * ldx, ldx, w, ldw, 0.0f, y + first * ldy, ldy);
  }
}

// dW [out, in] += gᵀ x
inline void product_weight(int64_t rows, int64_t out, int64_t in, const float* g, int64_t ldg, const float* x, int64_t ldx, float* dw, int64_t ldw,
                           float* scratch) {
  if (is_narrow(in, out)) {
    hiwae_step_product(true, false, in, out, rows, x, ldx, g, ldg, 0.0f, scratch, out);
    put_transposed(dw, ldw, scratch, out, in, true);
    return;
  }
  hiwae_step_product(true, false, out, in, rows, g, ldg, x, ldx, 1.0f, dw, ldw);
}

// dx [rows, in] = g W, or adds it
inline void product_input(int64_t rows, int64_t out, int64_t in, const float* g, int64_t ldg, const float* w, int64_t ldw, bool adds, float* dx,
                          int64_t ldx, float* scratch) {
  if (is_narrow(in, rows)) {
    float* transposed = scratch + in * rows;
    for (int64_t i = 0; i < in; i++)
      for (int64_t o = 0; o < out; o++) transposed[i * out + o] = w[o * ldw + i];
    hiwae_step_product(false, true, in, rows, out, transposed, out, g, ldg, 0.0f, scratch, rows);
    put_transposed(dx, ldx, scratch, rows, in, adds);
    return;
  }
  hiwae_step_product(false, false, rows, in, out, g, ldg, w, ldw, adds ? 1.0f : 0.0f, dx, ldx);
}

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
