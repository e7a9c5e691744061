// What drops, joins and replaces elements.
#pragma once
#include "normalisation.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

// y = x · [u ≥ p] / (1 − p): multiplied, so that NaN and infinities pass as in torch. The noise of images is in the order of the channels.
inline const float* noise_row(const Op& op, const Block& b, int64_t row) {
  const float* u = row_of(op, b, 1, row);
  if (!reorders(op, 0)) return u;
  channels_last(b.scratch, u, op.n[0], op.n[1]);
  return b.scratch;
}

inline void dropout_forward(const Op& op, Block& b) {
  const int64_t columns = output_of(op, b).columns, rows = rows_of(op, b);
  const float threshold = static_cast<float>(op.f[0]), scale = static_cast<float>(1.0 / (1.0 - op.f[0]));
  for (int64_t r = 0; r < rows; r++) {
    const float* __restrict u = noise_row(op, b, r);
    const float* __restrict x = row_of(op, b, 0, r);
    float* __restrict y = b.value[op.output] + r * columns;
#pragma omp simd
    for (int64_t c = 0; c < columns; c++) y[c] = x[c] * (u[c] >= threshold ? scale : 0.0f);
  }
}

inline void dropout_backward(const Op& op, Block& b) {
  if (grad_of(op, b, 0) == nullptr) return;
  const int64_t columns = output_of(op, b).columns, rows = rows_of(op, b);
  const float threshold = static_cast<float>(op.f[0]), scale = static_cast<float>(1.0 / (1.0 - op.f[0]));
  for (int64_t r = 0; r < rows; r++) {
    const float* __restrict u = noise_row(op, b, r);
    const float* __restrict g = b.grad[op.output] + r * columns;
    float* __restrict dx = grad_row_of(op, b, 0, r);
    if (op.adds[0]) {
#pragma omp simd
      for (int64_t c = 0; c < columns; c++) dx[c] += g[c] * (u[c] >= threshold ? scale : 0.0f);
    } else {
#pragma omp simd
      for (int64_t c = 0; c < columns; c++) dx[c] = g[c] * (u[c] >= threshold ? scale : 0.0f);
    }
  }
}

inline int64_t dropout_scratch(const Op& op, const Value* values, const int64_t*) {
  return reorders(op, 0) ? values[op.output].columns : 0;
}

inline uint32_t dropout_reads(const Op&, const Value*) { return bit(1); }

const Kernel dropout{dropout_forward, dropout_backward, nullptr, dropout_scratch, dropout_reads};

// Columns are joined at each of the positions of an image, or once for vectors.
inline void concat_forward(const Op& op, Block& b) {
  const int64_t columns = output_of(op, b).columns, rows = rows_of(op, b), places = op.n[0];
  for (int64_t r = 0; r < rows; r++) {
    float* y = b.value[op.output] + r * columns;
    for (int i = 0; i < op.input_count; i++) {
      const int64_t width = b.values[op.inputs[i]].columns / places;
      const float* x = row_of(op, b, i, r);
      for (int64_t p = 0; p < places; p++) copy(y + p * (columns / places), x + p * width, width);
      y += width;
    }
  }
}

inline void concat_backward(const Op& op, Block& b) {
  const int64_t columns = output_of(op, b).columns, rows = rows_of(op, b), places = op.n[0];
  for (int64_t r = 0; r < rows; r++) {
    const float* g = b.grad[op.output] + r * columns;
    for (int i = 0; i < op.input_count; i++) {
      const int64_t width = b.values[op.inputs[i]].columns / places;
      if (grad_of(op, b, i) != nullptr) {
        float* dx = grad_row_of(op, b, i, r);
        for (int64_t p = 0; p < places; p++) put(dx + p * width, g + p * (columns / places), op.adds[i], width);
      }
      g += width;
    }
  }
}

inline uint32_t concat_reads(const Op&, const Value*) { return 0; }

const Kernel concat{concat_forward, concat_backward, nullptr, nullptr, concat_reads};

// y = x where the mask is positive, else a neutral value: x may be anything there, NaN too.
inline void fill_forward(const Op& op, Block& b) {
  const int64_t columns = output_of(op, b).columns, rows = rows_of(op, b);
  const bool whole = b.values[op.inputs[1]].columns == 1;
  const float neutral = static_cast<float>(op.f[0]);
  for (int64_t r = 0; r < rows; r++) {
    const float* __restrict x = row_of(op, b, 0, r);
    const float* __restrict mask = row_of(op, b, 1, r);
    float* __restrict y = b.value[op.output] + r * columns;
    if (whole) {
      if (mask[0] > 0.0f)
        copy(y, x, columns);
      else
        fill(y, neutral, columns);
      continue;
    }
#pragma omp simd
    for (int64_t c = 0; c < columns; c++) y[c] = mask[c] > 0.0f ? x[c] : neutral;
  }
}

// Data have no gradient.
inline void fill_backward(const Op&, Block&) {}

inline uint32_t fill_reads(const Op&, const Value*) { return 0; }

const Kernel fill_missing{fill_forward, fill_backward, nullptr, nullptr, fill_reads};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
