// What depends on which proposal a sample row is: maps of which each proposal has its own, and the choice of a head.
#pragma once
#include "linear.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

inline int64_t heads_of(const Op& op, const Value* values) { return values[op.inputs[1]].rows / values[op.output].columns; }

// Where all proposals of every group are present, the rows of a head lie at equal distances.
inline bool is_regular(const Block& b, int64_t rows, int64_t heads) {
  if (rows % heads != 0) return false;
  for (int64_t r = 0; r < rows; r += heads)
    for (int64_t k = 0; k < heads; k++)
      if (b.head[r + k] != k) return false;
  return true;
}

// The rows sorted by head, and memory for them.
struct Sorted {
  int32_t* start;  // of each head, and the end
  int32_t* order;  // which row is in each place
  float* x;        // as many as rows · in
  float* y;        // as many as rows · out
  float* rest;     // for the products
};

inline Sorted sort_by_head(const Block& b, const Map& map, int64_t heads) {
  int32_t* start = reinterpret_cast<int32_t*>(b.scratch);
  int32_t* order = start + heads + 2;
  float* x = b.scratch + heads + 2 + map.rows;
  for (int64_t k = 0; k < heads + 2; k++) start[k] = 0;
  for (int64_t r = 0; r < map.rows; r++) start[b.head[r] + 2]++;
  for (int64_t k = 2; k < heads + 2; k++) start[k] += start[k - 1];
  for (int64_t r = 0; r < map.rows; r++) order[start[b.head[r] + 1]++] = static_cast<int32_t>(r);
  float* y = x + map.rows * map.in;
  return {start, order, x, y, y + map.rows * map.out};
}

inline void gather(float* sorted, const float* x, const int32_t* order, int64_t rows, int64_t columns) {
  for (int64_t r = 0; r < rows; r++) copy(sorted + r * columns, x + order[r] * columns, columns);
}

inline void scatter(float* y, const float* sorted, const int32_t* order, int64_t rows, int64_t columns, bool adds) {
  for (int64_t r = 0; r < rows; r++) put(y + order[r] * columns, sorted + r * columns, adds, columns);
}

inline void head_linear_forward(const Op& op, Block& b) {
  const Map map = map_of(op, b);
  if (map.rows == 0) return;
  const int64_t heads = heads_of(op, b.values), in = map.in, out = map.out;
  const int64_t block = out * map.total;
  if (is_regular(b, map.rows, heads)) {
    for (int64_t k = 0; k < heads; k++)
      product_forward(map.rows / heads, out, in, map.x + k * in, heads * in, map.w + k * block, map.total, map.y + k * out, heads * out,
                      b.scratch);
  } else {
    const Sorted by = sort_by_head(b, map, heads);
    gather(by.x, map.x, by.order, map.rows, in);
    for (int64_t k = 0; k < heads; k++) {
      const int64_t first = by.start[k], count = by.start[k + 1] - first;
      if (count > 0)
        product_forward(count, out, in, by.x + first * in, in, map.w + k * block, map.total, by.y + first * out, out, by.rest);
    }
    scatter(map.y, by.y, by.order, map.rows, out, false);
  }
  finish_map(op, b, map, b.head);
}

inline void head_linear_backward(const Op& op, Block& b) {
  const Map map = map_of(op, b);
  if (map.rows == 0) return;
  start_map_back(op, b, map, b.head);
  const float* g = b.grad[op.output];
  float* dw = opened_weight(op, b);
  float* dx = grad_of(op, b, 0);
  const int64_t heads = heads_of(op, b.values), in = map.in, out = map.out;
  const int64_t block = out * map.total;
  if (is_regular(b, map.rows, heads)) {
    const int64_t count = map.rows / heads, ldx = heads * in, ldg = heads * out;
    for (int64_t k = 0; k < heads; k++) {
      if (dw != nullptr) product_weight(count, out, in, g + k * out, ldg, map.x + k * in, ldx, dw + k * block, map.total, b.scratch);
      if (dx != nullptr)
        product_input(count, out, in, g + k * out, ldg, map.w + k * block, map.total, adds_to_x(op), dx + k * in, ldx, b.scratch);
    }
    return;
  }
  const Sorted by = sort_by_head(b, map, heads);
  gather(by.y, g, by.order, map.rows, out);
  if (dw != nullptr) gather(by.x, map.x, by.order, map.rows, in);
  for (int64_t k = 0; k < heads; k++) {
    const int64_t first = by.start[k], count = by.start[k + 1] - first;
    if (count == 0) continue;
    float* x = by.x + first * in;
    const float* y = by.y + first * out;
    if (dw != nullptr) product_weight(count, out, in, y, out, x, in, dw + k * block, map.total, by.rest);
    if (dx != nullptr) product_input(count, out, in, y, out, map.w + k * block, map.total, false, x, in, by.rest);
  }
  if (dx != nullptr) scatter(dx, by.x, by.order, map.rows, in, adds_to_x(op));
}

inline int64_t head_linear_scratch(const Op& op, const Value* values, const int64_t rows[4]) {
  const int64_t count = rows[static_cast<int>(op.level)], in = values[op.inputs[0]].columns, out = values[op.output].columns;
  return heads_of(op, values) + 2 + count * (1 + in + out) + product_scratch(count, in, out);
}

const Kernel head_linear{head_linear_forward, head_linear_backward, nullptr, head_linear_scratch, linear_reads};

inline void own_forward(const Op& op, Block& b) {
  const int64_t columns = output_of(op, b).columns, rows = rows_of(op, b);
  float* y = b.value[op.output];
  for (int64_t r = 0; r < rows; r++) copy(y + r * columns, row_of(op, b, 0, r) + b.head[r] * columns, columns);
}

inline void own_backward(const Op& op, Block& b) {
  if (grad_of(op, b, 0) == nullptr) return;
  const int64_t columns = output_of(op, b).columns, rows = rows_of(op, b);
  const float* g = b.grad[op.output];
  for (int64_t r = 0; r < rows; r++) {
    float* dx = grad_row_of(op, b, 0, r);
    if (!op.adds[0]) fill(dx, 0.0f, op.n[0] * columns);
    accumulate(dx + b.head[r] * columns, g + r * columns, columns);
  }
}

inline uint32_t own_reads(const Op&, const Value*) { return 0; }

const Kernel own{own_forward, own_backward, nullptr, nullptr, own_reads};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
