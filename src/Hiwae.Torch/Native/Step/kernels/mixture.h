// Mixtures of C members, log Σ_c w_c p_c(v) in log space, and the LogDensity kernel as a whole.
#pragma once
#include "log_density.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

// The members' raw numbers follow the C logits, or, with equal weights, stand alone in the first row, whatever its shape.
struct MixtureRaw {
  const Rows rows;
  bool equal;
  int64_t components;

  MixtureRaw(const Op& op, const Block& b) : rows(op, b, 0), equal(op.n[3] != 0), components(op.n[2]) {}
  const float* row(int64_t r) const { return equal ? rows.data : rows.row(r); }
  float* grad_row(int64_t r) const { return equal ? rows.grad : rows.grad_row(r); }
  int64_t logits() const { return equal ? 0 : components; }
};

// Forward leaves the members' shares of the density, [C] a row.
template <class F, bool masked>
static void mixture_forward(const Op& op, Block& b) {
  const MixtureRaw raw(op, b);
  const Rows value(op, b, 1);
  const Masks masks(op, b);
  const int64_t rows = b.count(op.level, b.values[op.output]), components = raw.components;
  float* const out = b.value[op.output];
  float* const terms = b.scratch;
  Members<F> members(components, op.n[1], b.scratch + components);
  const float* last = nullptr;
  LogSum normaliser{0.0f, log_(static_cast<float>(components))};
  for (int64_t r = 0; r < rows; ++r) {
    float* const shares = b.gradients ? b.saved[op.index] + r * components : nullptr;
    if (masks.absent(r)) {
      out[r] = 0.0f;
      continue;
    }
    const float* const from = raw.row(r);
    if (from != last) {
      members.load(from + raw.logits());
      if (!raw.equal) normaliser = log_sum_exp(from, components);
      last = from;
    }
    members.template values<masked>(value.row(r), masks.row(r), terms);
    for (int64_t i = 0; i < components; ++i) terms[i] += normaliser.below(raw.equal ? 0.0f : from[i]);
    const LogSum total = log_sum_exp(terms, components);
    out[r] = total.value();
    if (shares) shares_of(terms, components, total, shares);
  }
}

template <class F, bool masked>
static void mixture_backward(const Op& op, Block& b) {
  const MixtureRaw raw(op, b);
  const Rows value(op, b, 1);
  const Masks masks(op, b);
  const int64_t rows = b.count(op.level, b.values[op.output]), components = raw.components, size = op.n[1];
  const int64_t length = F::parameters * size * components;
  // Where one of the gradients is not wanted, it goes here.
  float* const nowhere = b.scratch;
  float* const weights = nowhere + length + size;
  float* const priors = weights + components;
  Members<F> members(components, size, priors + components);
  clear(nowhere, length + size);
  const float* last = nullptr;
  float* last_grad = nullptr;
  for (int64_t r = 0; r < rows; ++r) {
    float* const raw_grad = raw.rows.grad ? raw.grad_row(r) : nullptr;
    float* const value_grad = value.grad ? value.grad_row(r) : nowhere + length;
    if (raw_grad && !op.adds[0]) clear(raw_grad, raw.rows.columns);
    if (value.grad && !op.adds[1]) clear(value_grad, size);
    const float g = b.grad[op.output][r];
    // Without weight a row is passed over, however extreme its slopes.
    if (g == 0.0f || masks.absent(r)) continue;
    const float* const from = raw.row(r);
    if (from != last) {
      if (last_grad) members.flush(last_grad);
      members.load(from + raw.logits());
      if (!raw.equal) shares_of(from, components, log_sum_exp(from, components), priors);
      last = from;
    }
    last_grad = raw_grad ? raw_grad + raw.logits() : nowhere;
    const float* const shares = b.saved[op.index] + r * components;
    for (int64_t i = 0; i < components; ++i) weights[i] = g * shares[i];
    if (raw_grad && !raw.equal)
      for (int64_t i = 0; i < components; ++i) raw_grad[i] += weights[i] - g * priors[i];
    members.template back<masked>(value.row(r), masks.row(r), weights, last_grad, value_grad);
  }
  if (last_grad) members.flush(last_grad);
}

static void log_density_forward(const Op& op, Block& b) {
  const bool masked = Masks(op, b).by_element;
  with_family(op.n[0], [&](auto family) {
    using F = decltype(family);
    if (op.n[2] > 1)
      masked ? mixture_forward<F, true>(op, b) : mixture_forward<F, false>(op, b);
    else
      masked ? plain_forward<F, true>(op, b) : plain_forward<F, false>(op, b);
  });
}

static void log_density_backward(const Op& op, Block& b) {
  const bool masked = Masks(op, b).by_element;
  with_family(op.n[0], [&](auto family) {
    using F = decltype(family);
    if (op.n[2] > 1)
      masked ? mixture_backward<F, true>(op, b) : mixture_backward<F, false>(op, b);
    else
      masked ? plain_backward<F, true>(op, b) : plain_backward<F, false>(op, b);
  });
}

static int64_t log_density_saved(const Op& op, const Value*) {
  int64_t floats = op.n[2];
  if (op.n[2] == 1) with_family(op.n[0], [&](auto family) { floats = kept<decltype(family)> * op.n[1]; });
  return floats;
}

static int64_t log_density_scratch(const Op& op, const Value*, const int64_t*) {
  if (op.n[2] == 1) return 0;
  int64_t floats = 0;
  with_family(op.n[0], [&](auto family) {
    using F = decltype(family);
    floats = F::parameters * op.n[1] * op.n[2] + op.n[1] + 2 * op.n[2] + Members<F>::floats(op.n[2], op.n[1]);
  });
  return floats;
}

static uint32_t log_density_reads(const Op& op, const Value* values) {
  if (op.n[2] > 1) return 7u;
  bool raw = false;
  with_family(op.n[0], [&](auto family) { raw = decltype(family)::value_slope == ValueSlope::Raw; });
  return 4u | (raw && values[op.inputs[1]].differentiable ? 1u : 0u);
}

const Kernel log_density{log_density_forward, log_density_backward, log_density_saved, log_density_scratch, log_density_reads};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
