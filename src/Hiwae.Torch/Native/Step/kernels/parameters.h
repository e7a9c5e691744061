// What is computed from parameters alone: LogSoftmax: [a] → log_softmax over all elements, and
// Within: [x: rows of all parents] → one parent's columns, in its support. n: support, first column, size.
#pragma once
#include "log_density.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

static int64_t elements(const Op& op, const Block& b) {
  const Value& output = b.values[op.output];
  return b.count(op.level, output) * output.columns;
}

static void log_softmax_forward(const Op& op, Block& b) {
  const int64_t count = elements(op, b);
  const float* __restrict x = b.value[op.inputs[0]];
  float* __restrict y = b.value[op.output];
  const LogSum normaliser = log_sum_exp(x, count);
  for (int64_t i = 0; i < count; ++i) y[i] = normaliser.below(x[i]);
}

static void log_softmax_backward(const Op& op, Block& b) {
  float* __restrict to = b.grad[op.inputs[0]];
  if (!to) return;
  const int64_t count = elements(op, b);
  const float* __restrict y = b.value[op.output];
  const float* __restrict g = b.grad[op.output];
  float total = 0.0f;
  for (int64_t i = 0; i < count; ++i) total += g[i];
  for (int64_t i = 0; i < count; ++i) to[i] = (op.adds[0] ? to[i] : 0.0f) + g[i] - total * exp_(y[i]);
}

// Numbered as the runtime's Support.
enum class Support : int64_t { Real, Binary, UnitInterval, Positive, OneHot, EightBit };

static void within_row(Support support, const float* __restrict x, int64_t size, float* __restrict y) {
  const LogSum normaliser = support == Support::OneHot ? log_sum_exp(x, size) : LogSum{};
  switch (support) {
    case Support::Binary:
    case Support::UnitInterval:
    case Support::EightBit:
      for (int64_t j = 0; j < size; ++j) y[j] = sigmoid_(x[j]);
      return;
    case Support::OneHot:
      for (int64_t j = 0; j < size; ++j) y[j] = exp_(normaliser.below(x[j]));
      return;
    case Support::Positive:
      for (int64_t j = 0; j < size; ++j) y[j] = softplus_(x[j]);
      return;
    case Support::Real:
      for (int64_t j = 0; j < size; ++j) y[j] = x[j];
      return;
  }
}

static inline float within_slope(Support support, float y, float g, float mean) {
  switch (support) {
    case Support::Binary:
    case Support::UnitInterval:
    case Support::EightBit: return g * y * (1.0f - y);
    case Support::OneHot: return y * (g - mean);
    case Support::Positive: return g * -expm1_(-y);
    default: return g;
  }
}

static void within_forward(const Op& op, Block& b) {
  const Rows x(op, b, 0);
  const int64_t rows = b.count(op.level, b.values[op.output]), size = op.n[2];
  for (int64_t r = 0; r < rows; ++r) within_row(static_cast<Support>(op.n[0]), x.data + r * x.columns + op.n[1], size, b.value[op.output] + r * size);
}

static void within_backward(const Op& op, Block& b) {
  const Rows x(op, b, 0);
  if (!x.grad) return;
  const auto support = static_cast<Support>(op.n[0]);
  const int64_t rows = b.count(op.level, b.values[op.output]), size = op.n[2];
  if (!op.adds[0]) clear(x.grad, rows * x.columns);
  for (int64_t r = 0; r < rows; ++r) {
    const float* const y = b.value[op.output] + r * size;
    const float* const g = b.grad[op.output] + r * size;
    float* const to = x.grad + r * x.columns + op.n[1];
    float mean = 0.0f;
    for (int64_t j = 0; j < size; ++j) mean += y[j] * g[j];
    for (int64_t j = 0; j < size; ++j) to[j] += within_slope(support, y[j], g[j], mean);
  }
}

static uint32_t reads_output(const Op&, const Value*) { return 0x80000000u; }

const Kernel log_softmax{log_softmax_forward, log_softmax_backward, nullptr, nullptr, reads_output};
const Kernel within{within_forward, within_backward, nullptr, nullptr, reads_output};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
