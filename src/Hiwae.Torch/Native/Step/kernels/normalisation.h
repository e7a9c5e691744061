// Weight normalisation, and normalisation of a layer's values.
#pragma once
#include "activations.h"
#include "rows.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

inline float sum_of(const float* x, int64_t count) {
  float sum = 0.0f;
#pragma omp simd reduction(+ : sum)
  for (int64_t i = 0; i < count; i++) sum += x[i];
  return sum;
}

inline float dot(const float* x, const float* y, int64_t count) {
  float sum = 0.0f;
#pragma omp simd reduction(+ : sum)
  for (int64_t i = 0; i < count; i++) sum += x[i] * y[i];
  return sum;
}

inline void scale_to(float* __restrict y, const float* __restrict x, float factor, int64_t count) {
#pragma omp simd
  for (int64_t i = 0; i < count; i++) y[i] = x[i] * factor;
}

// W = gain · direction / ‖direction‖ by row. The gain is one number a row, however it is laid out.
inline void weight_norm_forward(const Op& op, Block& b) {
  const int64_t columns = output_of(op, b).columns, rows = rows_of(op, b);
  for (int64_t r = 0; r < rows; r++) {
    const float* v = b.value[op.inputs[0]] + r * columns;
    const float length = __builtin_sqrtf(dot(v, v, columns));
    scale_to(b.value[op.output] + r * columns, v, b.value[op.inputs[1]][r] / length, columns);
  }
}

inline void weight_norm_backward(const Op& op, Block& b) {
  const int64_t columns = output_of(op, b).columns, rows = rows_of(op, b);
  const float* gain = b.value[op.inputs[1]];
  float* direction_grad = grad_of(op, b, 0);
  float* gain_grad = opened(op, b, 1, rows);
  for (int64_t r = 0; r < rows; r++) {
    const float* __restrict v = b.value[op.inputs[0]] + r * columns;
    const float* __restrict g = b.grad[op.output] + r * columns;
    const float square = dot(v, v, columns), along = dot(g, v, columns);
    const float length = __builtin_sqrtf(square);
    if (gain_grad != nullptr) gain_grad[r] += along / length;
    if (direction_grad == nullptr) continue;
    const float factor = gain[r] / length, back = along / square;
    float* __restrict dv = direction_grad + r * columns;
    if (!op.adds[0]) fill(dv, 0.0f, columns);
#pragma omp simd
    for (int64_t c = 0; c < columns; c++) dv[c] += factor * (g[c] - back * v[c]);
  }
}

inline uint32_t weight_norm_reads(const Op&, const Value*) { return bit(0) | bit(1); }

const Kernel weight_norm{weight_norm_forward, weight_norm_backward, nullptr, nullptr, weight_norm_reads};

// Images lie pixel by pixel, what is declared for each of their elements channel by channel: brings those into the order of the pixels.
inline void channels_last(float* __restrict to, const float* __restrict from, int64_t channels, int64_t places) {
  for (int64_t p = 0; p < places; p++)
    for (int64_t c = 0; c < channels; c++) to[p * channels + c] = from[c * places + p];
}

inline void accumulate_channels_first(float* __restrict to, const float* __restrict from, int64_t channels, int64_t places) {
  for (int64_t c = 0; c < channels; c++)
    for (int64_t p = 0; p < places; p++) to[c * places + p] += from[p * channels + c];
}

inline bool reorders(const Op& op, int channels_at) { return op.n[channels_at] > 1 && op.n[channels_at + 1] > 1; }

// An input of the layer's form in the order of the pixels: itself, or a copy in scratch.
inline const float* ordered(const Op& op, const Block& b, int input, float* scratch) {
  const float* given = b.value[op.inputs[input]];
  if (!reorders(op, 1)) return given;
  channels_last(scratch, given, op.n[1], op.n[2]);
  return scratch;
}

inline void layer_norm_forward(const Op& op, Block& b) {
  const int64_t columns = output_of(op, b).columns;
  const float* __restrict weight = ordered(op, b, 1, b.scratch);
  const float* __restrict bias = ordered(op, b, 2, b.scratch + columns);
  by_tiles(rows_of(op, b), columns, [&](int64_t start, int64_t rows) {
    for (int64_t r = start; r < start + rows; r++) {
      const float* __restrict x = row_of(op, b, 0, r);
      float* __restrict y = b.value[op.output] + r * columns;
      const float mean = sum_of(x, columns) / static_cast<float>(columns);
      float squares = 0.0f;
#pragma omp simd reduction(+ : squares)
      for (int64_t c = 0; c < columns; c++) squares += (x[c] - mean) * (x[c] - mean);
      const float rate = 1.0f / __builtin_sqrtf(squares / static_cast<float>(columns) + 1e-5f);
#pragma omp simd
      for (int64_t c = 0; c < columns; c++) y[c] = (x[c] - mean) * rate * weight[c] + bias[c];
      if (!b.gradients) continue;
      b.saved[op.index][2 * r] = mean;
      b.saved[op.index][2 * r + 1] = rate;
    }
    activate_in_place(activation_of(op, 0), b.value[op.output] + start * columns, rows * columns);
  });
}

// One row's share: of the weight's gradient, the bias's, and that of x.
inline void layer_norm_row_backward(const Op& op, const Block& b, int64_t r, const float* __restrict weight, float* __restrict weight_grad,
                                    float* __restrict bias_grad, int64_t columns) {
  const float* __restrict x = row_of(op, b, 0, r);
  const float* __restrict g = b.grad[op.output] + r * columns;
  const float mean = b.saved[op.index][2 * r], rate = b.saved[op.index][2 * r + 1];
  float sum = 0.0f, along = 0.0f;
#pragma omp simd reduction(+ : sum, along)
  for (int64_t c = 0; c < columns; c++) {
    const float normal = (x[c] - mean) * rate, share = g[c] * weight[c];
    weight_grad[c] += g[c] * normal;
    bias_grad[c] += g[c];
    sum += share;
    along += share * normal;
  }
  if (grad_of(op, b, 0) == nullptr) return;
  sum /= static_cast<float>(columns);
  along /= static_cast<float>(columns);
  float* __restrict dx = grad_row_of(op, b, 0, r);
  if (!op.adds[0]) fill(dx, 0.0f, columns);
#pragma omp simd
  for (int64_t c = 0; c < columns; c++) dx[c] += rate * (g[c] * weight[c] - sum - (x[c] - mean) * rate * along);
}

inline void give_ordered(const Op& op, const Block& b, int input, const float* gradient, int64_t columns) {
  float* to = opened(op, b, input, columns);
  if (to == nullptr) return;
  if (reorders(op, 1))
    accumulate_channels_first(to, gradient, op.n[1], op.n[2]);
  else
    accumulate(to, gradient, columns);
}

inline void layer_norm_backward(const Op& op, Block& b) {
  const int64_t columns = output_of(op, b).columns;
  const float* weight = ordered(op, b, 1, b.scratch);
  float* weight_grad = b.scratch + columns;
  float* bias_grad = weight_grad + columns;
  fill(weight_grad, 0.0f, 2 * columns);
  float* g = b.grad[op.output];
  by_tiles(rows_of(op, b), columns, [&](int64_t start, int64_t rows) {
    activate_back_in_place(activation_of(op, 0), b.value[op.output] + start * columns, g + start * columns, rows * columns);
    for (int64_t r = start; r < start + rows; r++) layer_norm_row_backward(op, b, r, weight, weight_grad, bias_grad, columns);
  });
  give_ordered(op, b, 1, weight_grad, columns);
  give_ordered(op, b, 2, bias_grad, columns);
}

inline int64_t layer_norm_saved(const Op&, const Value*) { return 2; }

inline int64_t layer_norm_scratch(const Op& op, const Value* values, const int64_t*) { return 3 * values[op.output].columns; }

inline uint32_t layer_norm_reads(const Op& op, const Value*) { return bit(0) | bit(1) | output_if(activation_of(op, 0)); }

const Kernel layer_norm{layer_norm_forward, layer_norm_backward, layer_norm_saved, layer_norm_scratch, layer_norm_reads};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
