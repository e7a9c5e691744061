// Linear maps: inputs x, W, bias, addend; y = act(x Wᵀ + bias + addend). Those behind distinct heads have a W for each proposal.
#pragma once
#include "activations.h"
#include "products.h"
#include "rows.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

// What a map reads and writes, by pointers.
struct Map {
  int64_t rows, in, out, total;  // total: columns of W
  const float* x;
  const float* w;  // at the first column that x meets
  float* y;
  Activation activation;
};

inline Map map_of(const Op& op, const Block& b) {
  const Value& w = b.values[op.inputs[1]];
  return {rows_of(op, b), b.values[op.inputs[0]].columns, output_of(op, b).columns, w.columns,
          b.value[op.inputs[0]], b.value[op.inputs[1]] + op.n[0], b.value[op.output], activation_of(op, 1)};
}

// Adds bias and addend to the products, and applies the activation.
inline void finish_map(const Op& op, const Block& b, const Map& map, const int32_t* head) {
  const float* bias = op.inputs[2] < 0 ? nullptr : b.value[op.inputs[2]];
  const bool has_addend = op.inputs[3] >= 0;
  const int64_t columns = map.out;
  by_tiles(map.rows, columns, [&](int64_t start, int64_t rows) {
    for (int64_t r = start; r < start + rows; r++) {
      float* __restrict y = map.y + r * columns;
      const float* __restrict shift = bias == nullptr ? nullptr : head == nullptr ? bias : bias + head[r] * columns;
      const float* __restrict addend = has_addend ? row_of(op, b, 3, r) : nullptr;
      if (shift != nullptr && addend != nullptr) {
#pragma omp simd
        for (int64_t c = 0; c < columns; c++) y[c] += shift[c] + addend[c];
      } else if (shift != nullptr) {
        accumulate(y, shift, columns);
      } else if (addend != nullptr) {
        accumulate(y, addend, columns);
      }
    }
    activate_in_place(map.activation, map.y + start * columns, rows * columns);
  });
}

// Makes the gradient of the output that of the products, and gives bias and addend theirs. Where the addend is x itself, the first
// to write is the addend.
inline void start_map_back(const Op& op, const Block& b, const Map& map, const int32_t* head) {
  float* g = b.grad[op.output];
  const int64_t columns = map.out;
  float* bias = op.inputs[2] < 0 ? nullptr : opened(op, b, 2, b.values[op.inputs[2]].rows * b.values[op.inputs[2]].columns);
  const float* addend = grad_of(op, b, 3);
  const bool adds = addend != nullptr && op.adds[op.inputs[3] == op.inputs[0] ? 0 : 3];
  by_tiles(map.rows, columns, [&](int64_t start, int64_t rows) {
    activate_back_in_place(map.activation, map.y + start * columns, g + start * columns, rows * columns);
    if (bias != nullptr && head == nullptr) accumulate_columns(bias, g + start * columns, rows, columns);
    if (bias != nullptr && head != nullptr)
      for (int64_t r = start; r < start + rows; r++) accumulate(bias + head[r] * columns, g + r * columns, columns);
    if (addend != nullptr) give_rows(op, b, 3, g, start, rows, columns, adds);
  });
}

// Whether the gradient of x is added to what is there: see start_map_back.
inline bool adds_to_x(const Op& op) { return op.adds[0] || op.inputs[0] == op.inputs[3]; }

// The gradient of W at the first column that x meets; other columns may be another operation's, so that it is zeroed as a whole.
inline float* opened_weight(const Op& op, const Block& b) {
  float* gradient = opened(op, b, 1, b.values[op.inputs[1]].rows * b.values[op.inputs[1]].columns);
  return gradient == nullptr ? nullptr : gradient + op.n[0];
}

inline void linear_forward(const Op& op, Block& b) {
  const Map map = map_of(op, b);
  if (map.rows == 0) return;
  product_forward(map.rows, map.out, map.in, map.x, map.in, map.w, map.total, map.y, map.out, b.scratch);
  finish_map(op, b, map, nullptr);
}

inline void linear_backward(const Op& op, Block& b) {
  const Map map = map_of(op, b);
  if (map.rows == 0) return;
  start_map_back(op, b, map, nullptr);
  const float* g = b.grad[op.output];
  if (float* dw = opened_weight(op, b))
    product_weight(map.rows, map.out, map.in, g, map.out, map.x, map.in, dw, map.total, b.scratch);
  if (float* dx = grad_of(op, b, 0))
    product_input(map.rows, map.out, map.in, g, map.out, map.w, map.total, adds_to_x(op), dx, map.in, b.scratch);
}

inline uint32_t linear_reads(const Op& op, const Value* values) {
  return (values[op.inputs[1]].differentiable ? bit(0) : 0u) | (values[op.inputs[0]].differentiable ? bit(1) : 0u) |
         output_if(activation_of(op, 1));
}

inline int64_t linear_scratch(const Op& op, const Value* values, const int64_t rows[4]) {
  const Value& y = values[op.output];
  return product_scratch(op.level == Level::Once ? y.rows : rows[static_cast<int>(op.level)], values[op.inputs[0]].columns, y.columns);
}

const Kernel linear{linear_forward, linear_backward, nullptr, linear_scratch, linear_reads};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
