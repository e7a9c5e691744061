// Images to fewer pixels, and between the order of vectors (channels first) and that of images (channels last).
#pragma once
#include "resample.h"

namespace hiwae::step::HIWAE_ISA {
namespace {
namespace images {

// from: rows × columns; to: columns × rows.
inline void transpose(const float* __restrict from, int64_t rows, int64_t columns, float* __restrict to) {
  if (rows == 1 || columns == 1) return copy(to, from, rows * columns);
  for (int64_t c = 0; c < columns; ++c)
#pragma omp simd
    for (int64_t r = 0; r < rows; ++r) to[c * rows + r] = from[r * columns + c];
}

inline void transpose_and_add(const float* __restrict from, int64_t rows, int64_t columns, float* __restrict to) {
  for (int64_t c = 0; c < columns; ++c)
#pragma omp simd
    for (int64_t r = 0; r < rows; ++r) to[c * rows + r] += from[r * columns + c];
}

inline void exchange(const Op& op, Block& b, int64_t rows_in, int64_t columns_in) {
  const int64_t rows = rows_of(op, b), size = rows_in * columns_in;
  for (int64_t r = 0; r < rows; ++r) transpose(row_of(op, b, 0, r), rows_in, columns_in, b.value[op.output] + r * size);
}

inline void exchange_back(const Op& op, Block& b, int64_t rows_in, int64_t columns_in) {
  if (!grad_of(op, b, 0)) return;
  const int64_t rows = rows_of(op, b), size = rows_in * columns_in;
  for (int64_t r = 0; r < rows; ++r) {
    const float* const dy = b.grad[op.output] + r * size;
    float* const dx = grad_row_of(op, b, 0, r);
    if (op.adds[0])
      transpose_and_add(dy, columns_in, rows_in, dx);
    else
      transpose(dy, columns_in, rows_in, dx);
  }
}

inline void to_images_forward(const Op& op, Block& b) { exchange(op, b, op.n[0], op.n[1]); }
inline void to_images_backward(const Op& op, Block& b) { exchange_back(op, b, op.n[0], op.n[1]); }
inline void to_vectors_forward(const Op& op, Block& b) { exchange(op, b, op.n[1], op.n[0]); }
inline void to_vectors_backward(const Op& op, Block& b) { exchange_back(op, b, op.n[1], op.n[0]); }

struct Corner {
  int64_t line, height, kept_line, kept_height;

  explicit Corner(const Op& op) : line(op.n[0] * op.n[2]), height(op.n[1]), kept_line(op.n[0] * op.n[4]), kept_height(op.n[3]) {}
};

inline void crop_forward(const Op& op, Block& b) {
  const Corner corner(op);
  const int64_t rows = rows_of(op, b);
  float* y = b.value[op.output];
  for (int64_t r = 0; r < rows; ++r) {
    const float* const x = row_of(op, b, 0, r);
    for (int64_t i = 0; i < corner.kept_height; ++i, y += corner.kept_line) copy(y, x + i * corner.line, corner.kept_line);
  }
}

inline void crop_backward(const Op& op, Block& b) {
  if (!grad_of(op, b, 0)) return;
  const Corner corner(op);
  const int64_t rows = rows_of(op, b), cut = corner.line - corner.kept_line;
  const float* dy = b.grad[op.output];
  for (int64_t r = 0; r < rows; ++r) {
    float* dx = grad_row_of(op, b, 0, r);
    for (int64_t i = 0; i < corner.height; ++i, dx += corner.line) {
      const bool kept = i < corner.kept_height;
      if (kept) {
        put(dx, dy, op.adds[0], corner.kept_line);
        dy += corner.kept_line;
      }
      if (op.adds[0]) continue;
      if (kept)
        fill(dx + corner.kept_line, 0.0f, cut);
      else
        fill(dx, 0.0f, corner.line);
    }
  }
}

}  // namespace images

const Kernel crop{images::crop_forward, images::crop_backward, nullptr, nullptr, images::reads_nothing};
const Kernel to_images{images::to_images_forward, images::to_images_backward, nullptr, nullptr, images::reads_nothing};
const Kernel to_vectors{images::to_vectors_forward, images::to_vectors_backward, nullptr, nullptr, images::reads_nothing};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
