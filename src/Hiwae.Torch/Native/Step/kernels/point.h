// Point: [draw] → the same, for densities to be evaluated at; backward weights what comes back once more.
#pragma once
#include "rows.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

inline void point_forward(const Op& op, Block& b) { copy(b.value[op.output], b.value[op.inputs[0]], rows_of(op, b) * output_of(op, b).columns); }

// Times 1 − T (1 − ω), so that a proposal counts ω − T ω (1 − ω) in all: ω² at T = 1.
inline void point_backward(const Op& op, Block& b) {
  float* const grad = grad_of(op, b, 0);
  if (grad == nullptr) return;
  const int64_t columns = output_of(op, b).columns, rows = rows_of(op, b);
  for (int64_t r = 0; r < rows; r++) {
    const float share = b.scale == 0.0f ? 0.0f : b.weights[r] / b.scale;
    const float factor = 1.0f - b.temperature * (1.0f - share);
    const float* __restrict g = b.grad[op.output] + r * columns;
    float* __restrict to = grad + r * columns;
    if (op.adds[0]) {
#pragma omp simd
      for (int64_t c = 0; c < columns; c++) to[c] += factor * g[c];
    } else {
#pragma omp simd
      for (int64_t c = 0; c < columns; c++) to[c] = factor * g[c];
    }
  }
}

inline uint32_t point_reads(const Op&, const Value*) { return 0; }

const Kernel point{point_forward, point_backward, nullptr, nullptr, point_reads};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
