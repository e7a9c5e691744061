// Draw: [raw, noise_1 (, noise_2)] → value. n: family, size.
#pragma once
#include "draw_families.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

template <class D>
HIWAE_INLINE float draw_element(const float* raw, const float* first, const float* second, int64_t size, int64_t j) {
  float p[D::parameters];
  const float e[2] = {first[j], D::noises > 1 ? second[j] : 0.0f};
  for (int k = 0; k < D::parameters; ++k) p[k] = raw[k * size + j];
  return D::draw(p, e);
}

template <class D, bool adds>
HIWAE_INLINE void draw_element_back(const float* raw, const float* first, const float* second, const float* g, int64_t size, float* grad, int64_t j) {
  float p[D::parameters], d[D::parameters];
  const float e[2] = {first[j], D::noises > 1 ? second[j] : 0.0f};
  for (int k = 0; k < D::parameters; ++k) p[k] = raw[k * size + j];
  D::slopes(p, e, d);
  for (int k = 0; k < D::parameters; ++k) grad[k * size + j] = adds ? grad[k * size + j] + g[j] * d[k] : g[j] * d[k];
}

template <class D>
static void draw_row(const float* __restrict raw, const float* __restrict first, const float* __restrict second, int64_t size, float* __restrict y) {
#pragma omp simd
  for (int64_t j = 0; j < size; ++j) y[j] = draw_element<D>(raw, first, second, size, j);
}

template <class D, bool adds>
static void draw_row_back(const float* __restrict raw, const float* __restrict first, const float* __restrict second, const float* __restrict g,
                          int64_t size, float* __restrict grad) {
#pragma omp simd
  for (int64_t j = 0; j < size; ++j) draw_element_back<D, adds>(raw, first, second, g, size, grad, j);
}

static void draw_forward(const Op& op, Block& b) {
  with_draw(op.n[0], [&](auto family) {
    using D = decltype(family);
    const Rows raw(op, b, 0), first(op, b, 1), second(op, b, D::noises);
    const int64_t rows = b.count(op.level, b.values[op.output]), size = op.n[1];
    for (int64_t r = 0; r < rows; ++r) draw_row<D>(raw.row(r), first.row(r), second.row(r), size, b.value[op.output] + r * size);
  });
}

static void draw_backward(const Op& op, Block& b) {
  if (!b.grad[op.inputs[0]]) return;
  with_draw(op.n[0], [&](auto family) {
    using D = decltype(family);
    const Rows raw(op, b, 0), first(op, b, 1), second(op, b, D::noises);
    const int64_t rows = b.count(op.level, b.values[op.output]), size = op.n[1];
    for (int64_t r = 0; r < rows; ++r) {
      const float* const g = b.grad[op.output] + r * size;
      if (op.adds[0])
        draw_row_back<D, true>(raw.row(r), first.row(r), second.row(r), g, size, raw.grad_row(r));
      else
        draw_row_back<D, false>(raw.row(r), first.row(r), second.row(r), g, size, raw.grad_row(r));
    }
  });
}

static uint32_t draw_reads(const Op&, const Value*) { return 7u; }

const Kernel draw{draw_forward, draw_backward, nullptr, nullptr, draw_reads};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
