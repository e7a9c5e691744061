// Cross: [heads' raw, value] → log q_i(z_j) for all heads i. n: family, size, heads.
#pragma once
#include "log_density.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

template <class F>
static void cross_forward_of(const Op& op, Block& b) {
  const Rows raw(op, b, 0), value(op, b, 1);
  const int64_t rows = b.count(op.level, b.values[op.output]), heads = op.n[2];
  Members<F> members(heads, op.n[1], b.scratch);
  const float* last = nullptr;
  for (int64_t r = 0; r < rows; ++r) {
    const float* const from = raw.row(r);
    if (from != last) members.load(from);
    last = from;
    members.template values<false>(value.row(r), nullptr, b.value[op.output] + r * heads);
  }
}

template <class F>
static void cross_backward_of(const Op& op, Block& b) {
  const Rows raw(op, b, 0), value(op, b, 1);
  const int64_t rows = b.count(op.level, b.values[op.output]), size = op.n[1], heads = op.n[2];
  const int64_t length = F::parameters * size * heads;
  // Where one of the gradients is not wanted, it goes here.
  float* const nowhere = b.scratch;
  clear(nowhere, length + size);
  Members<F> members(heads, size, nowhere + length + size);
  const float* last = nullptr;
  float* last_grad = nullptr;
  for (int64_t r = 0; r < rows; ++r) {
    float* const raw_grad = raw.grad ? raw.grad_row(r) : nowhere;
    float* const value_grad = value.grad ? value.grad_row(r) : nowhere + length;
    if (raw.grad && !op.adds[0]) clear(raw_grad, length);
    if (value.grad && !op.adds[1]) clear(value_grad, size);
    const float* const from = raw.row(r);
    if (from != last) {
      if (last_grad) members.flush(last_grad);
      members.load(from);
      last = from;
    }
    last_grad = raw_grad;
    members.template back<false>(value.row(r), nullptr, b.grad[op.output] + r * heads, raw_grad, value_grad);
  }
  if (last_grad) members.flush(last_grad);
}

static void cross_forward(const Op& op, Block& b) {
  with_family(op.n[0], [&](auto family) { cross_forward_of<decltype(family)>(op, b); });
}

static void cross_backward(const Op& op, Block& b) {
  with_family(op.n[0], [&](auto family) { cross_backward_of<decltype(family)>(op, b); });
}

static int64_t cross_scratch(const Op& op, const Value*, const int64_t*) {
  int64_t floats = 0;
  with_family(op.n[0], [&](auto family) {
    using F = decltype(family);
    floats = F::parameters * op.n[1] * op.n[2] + op.n[1] + Members<F>::floats(op.n[2], op.n[1]);
  });
  return floats;
}

static uint32_t cross_reads(const Op&, const Value*) { return 3u; }

const Kernel cross{cross_forward, cross_backward, nullptr, cross_scratch, cross_reads};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
