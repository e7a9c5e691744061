// Maps of single elements: a nonlinearity, a sum, and scale and shift by a context.
#pragma once
#include "activations.h"
#include "rows.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

inline void activate_forward(const Op& op, Block& b) {
  const int64_t columns = output_of(op, b).columns, rows = rows_of(op, b);
  float* y = b.value[op.output];
  if (same_level(op, b, 0)) {
    activate_to(activation_of(op, 0), b.value[op.inputs[0]], y, rows * columns);
    return;
  }
  by_tiles(rows, columns, [&](int64_t start, int64_t count) {
    for (int64_t r = start; r < start + count; r++) copy(y + r * columns, row_of(op, b, 0, r), columns);
    activate_in_place(activation_of(op, 0), y + start * columns, count * columns);
  });
}

inline void activate_backward(const Op& op, Block& b) {
  if (grad_of(op, b, 0) == nullptr) return;
  const int64_t columns = output_of(op, b).columns, rows = rows_of(op, b);
  const Activation activation = activation_of(op, 0);
  const float* y = b.value[op.output];
  const float* g = b.grad[op.output];
  if (same_level(op, b, 0)) {
    activate_back(activation, needs_input(activation) ? b.value[op.inputs[0]] : y, g, grad_of(op, b, 0), op.adds[0], rows * columns);
    return;
  }
  for (int64_t r = 0; r < rows; r++) {
    const float* v = needs_input(activation) ? row_of(op, b, 0, r) : y + r * columns;
    activate_back(activation, v, g + r * columns, grad_row_of(op, b, 0, r), true, columns);
  }
}

inline uint32_t activate_reads(const Op& op, const Value*) {
  return needs_input(activation_of(op, 0)) ? bit(0) : output_if(activation_of(op, 0));
}

const Kernel activate{activate_forward, activate_backward, nullptr, nullptr, activate_reads};

inline void sum_to(float* __restrict y, const float* __restrict a, const float* __restrict c, int64_t count) {
#pragma omp simd
  for (int64_t i = 0; i < count; i++) y[i] = a[i] + c[i];
}

inline void add_forward(const Op& op, Block& b) {
  const int64_t columns = output_of(op, b).columns;
  const bool together = same_level(op, b, 0) && same_level(op, b, 1);
  float* y = b.value[op.output];
  by_tiles(rows_of(op, b), columns, [&](int64_t start, int64_t rows) {
    if (together)
      sum_to(y + start * columns, row_of(op, b, 0, start), row_of(op, b, 1, start), rows * columns);
    else
      for (int64_t r = start; r < start + rows; r++) sum_to(y + r * columns, row_of(op, b, 0, r), row_of(op, b, 1, r), columns);
    activate_in_place(activation_of(op, 0), y + start * columns, rows * columns);
  });
}

inline void add_backward(const Op& op, Block& b) {
  const int64_t columns = output_of(op, b).columns;
  float* g = b.grad[op.output];
  by_tiles(rows_of(op, b), columns, [&](int64_t start, int64_t rows) {
    activate_back_in_place(activation_of(op, 0), b.value[op.output] + start * columns, g + start * columns, rows * columns);
    for (int i = 0; i < 2; i++)
      if (grad_of(op, b, i) != nullptr) give_rows(op, b, i, g, start, rows, columns, op.adds[i]);
  });
}

inline uint32_t add_reads(const Op& op, const Value*) { return output_if(activation_of(op, 0)); }

const Kernel add{add_forward, add_backward, nullptr, nullptr, add_reads};

// y = act((1 + s) ⊙ p + t), where s and t have a column for each channel, and p one for each channel of each position.
inline void condition_forward(const Op& op, Block& b) {
  const int64_t columns = output_of(op, b).columns, channels = op.n[0];
  by_tiles(rows_of(op, b), columns, [&](int64_t start, int64_t rows) {
    for (int64_t r = start; r < start + rows; r++) {
      const float* __restrict s = row_of(op, b, 1, r);
      const float* __restrict t = row_of(op, b, 2, r);
      const float* p = row_of(op, b, 0, r);
      float* y = b.value[op.output] + r * columns;
      for (int64_t place = 0; place < columns; place += channels) {
        const float* __restrict from = p + place;
        float* __restrict to = y + place;
#pragma omp simd
        for (int64_t c = 0; c < channels; c++) to[c] = (1.0f + s[c]) * from[c] + t[c];
      }
    }
    activate_in_place(activation_of(op, 1), b.value[op.output] + start * columns, rows * columns);
  });
}

// to += a ⊙ c
inline void accumulate_product(float* __restrict to, const float* __restrict a, const float* __restrict c, int64_t count) {
#pragma omp simd
  for (int64_t i = 0; i < count; i++) to[i] += a[i] * c[i];
}

inline void condition_row_backward(const Op& op, const Block& b, const float* g, int64_t r, int64_t columns) {
  const int64_t channels = op.n[0];
  if (grad_of(op, b, 0) != nullptr) {
    const float* __restrict s = row_of(op, b, 1, r);
    float* dp = grad_row_of(op, b, 0, r);
    if (!op.adds[0]) fill(dp, 0.0f, columns);
    for (int64_t place = 0; place < columns; place += channels) {
      const float* __restrict from = g + place;
      float* __restrict to = dp + place;
#pragma omp simd
      for (int64_t c = 0; c < channels; c++) to[c] += (1.0f + s[c]) * from[c];
    }
  }
  if (grad_of(op, b, 1) != nullptr) {
    const float* p = row_of(op, b, 0, r);
    float* ds = grad_row_of(op, b, 1, r);
    if (!op.adds[1]) fill(ds, 0.0f, channels);
    for (int64_t place = 0; place < columns; place += channels) accumulate_product(ds, g + place, p + place, channels);
  }
  if (grad_of(op, b, 2) != nullptr) {
    float* dt = grad_row_of(op, b, 2, r);
    if (!op.adds[2]) fill(dt, 0.0f, channels);
    accumulate_columns(dt, g, columns / channels, channels);
  }
}

inline void condition_backward(const Op& op, Block& b) {
  const int64_t columns = output_of(op, b).columns;
  float* g = b.grad[op.output];
  by_tiles(rows_of(op, b), columns, [&](int64_t start, int64_t rows) {
    activate_back_in_place(activation_of(op, 1), b.value[op.output] + start * columns, g + start * columns, rows * columns);
    for (int64_t r = start; r < start + rows; r++) condition_row_backward(op, b, g + r * columns, r, columns);
  });
}

inline uint32_t condition_reads(const Op& op, const Value* values) {
  return (values[op.inputs[1]].differentiable ? bit(0) : 0u) | (values[op.inputs[0]].differentiable ? bit(1) : 0u) |
         output_if(activation_of(op, 1));
}

const Kernel condition{condition_forward, condition_backward, nullptr, nullptr, condition_reads};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
