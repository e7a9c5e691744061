// LogDensity: [raw, value, mask or −1] → one column. n: family, size, components, equal weights, mask of the whole.
#pragma once
#include "../step.h"
#include "members.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

// Calls visit with the family's type.
template <class Visitor>
static inline void with_family(int64_t family, Visitor&& visit) {
  switch (static_cast<Family>(family)) {
    case Family::Normal: return visit(NormalFamily{});
    case Family::SoftplusNormal: return visit(SoftplusNormalFamily{});
    case Family::Bernoulli: return visit(BernoulliFamily{});
    case Family::Laplace: return visit(LaplaceFamily{});
    case Family::StudentT: return visit(StudentTFamily{});
    case Family::Logistic: return visit(LogisticFamily{});
    case Family::DiscretizedLogistic: return visit(DiscretizedLogisticFamily{});
    case Family::Categorical: return visit(CategoricalFamily{});
    case Family::Beta: return visit(BetaFamily{});
    case Family::ContinuousBernoulli: return visit(ContinuousBernoulliFamily{});
  }
}

static inline void clear(float* x, int64_t count) { __builtin_memset(x, 0, static_cast<size_t>(count) * sizeof(float)); }

// An input's rows as an operation reads them.
struct Rows {
  const Block& b;
  int32_t input;
  Level level;
  int64_t columns;
  const float* data;
  float* grad;

  Rows(const Op& op, const Block& b, int index)
      : b(b), input(op.inputs[index]), level(op.level), columns(b.values[input].columns), data(b.value[input]), grad(b.grad[input]) {}
  const float* row(int64_t r) const { return data + b.at(input, level, r) * columns; }
  float* grad_row(int64_t r) const { return grad + b.at(input, level, r) * columns; }
};

// The mask of an operation's row: by element, or one number for all of the variable.
struct Masks {
  const Op& op;
  const Block& b;
  int64_t columns;
  bool by_element, whole;

  Masks(const Op& op, const Block& b)
      : op(op), b(b), columns(op.input_count > 2 && op.inputs[2] >= 0 ? b.values[op.inputs[2]].columns : 0),
        by_element(columns > 1 && op.n[4] == 0), whole(columns > 0 && !by_element) {}
  const float* row(int64_t r) const { return columns > 0 ? b.value[op.inputs[2]] + b.at(op.inputs[2], op.level, r) * columns : nullptr; }
  bool absent(int64_t r) const { return whole && !(row(r)[0] > 0.0f); }
};

template <class F, bool masked>
static void plain_forward(const Op& op, Block& b) {
  const Rows raw(op, b, 0), value(op, b, 1);
  const Masks masks(op, b);
  const int64_t rows = b.count(op.level, b.values[op.output]), size = op.n[1], stride = kept<F> * size;
  float* const out = b.value[op.output];
  float* const saved = b.saved[op.index];
  for (int64_t r = 0; r < rows; ++r) {
    if (masks.absent(r))
      out[r] = 0.0f;
    else if (b.gradients)
      out[r] = Plain<F>::template forward<masked, true>(raw.row(r), value.row(r), masks.row(r), size, saved + r * stride);
    else
      out[r] = Plain<F>::template forward<masked, false>(raw.row(r), value.row(r), masks.row(r), size, nullptr);
  }
}

template <class F, bool masked>
static void plain_backward(const Op& op, Block& b) {
  const Rows raw(op, b, 0), value(op, b, 1);
  const Masks masks(op, b);
  const int64_t rows = b.count(op.level, b.values[op.output]), size = op.n[1], stride = kept<F> * size;
  const float* const g = b.grad[op.output];
  for (int64_t r = 0; r < rows; ++r) {
    const float* const saved = b.saved[op.index] + r * stride;
    // Without weight a row is passed over, however extreme its slopes: torch multiplies by the weight first, and stays finite.
    const bool absent = g[r] == 0.0f || masks.absent(r);
    if (raw.grad) {
      float* const to = raw.grad_row(r);
      if (absent) {
        if (!op.adds[0]) clear(to, raw.columns);
      } else if (op.adds[0]) {
        Plain<F>::template raw_back<true>(saved, g[r], size, to);
      } else {
        Plain<F>::template raw_back<false>(saved, g[r], size, to);
      }
    }
    if (value.grad) {
      float* const to = value.grad_row(r);
      if (absent) {
        if (!op.adds[1]) clear(to, size);
      } else if (op.adds[1]) {
        Plain<F>::template value_back<masked, true>(raw.row(r), saved, masks.row(r), g[r], size, to);
      } else {
        Plain<F>::template value_back<masked, false>(raw.row(r), saved, masks.row(r), g[r], size, to);
      }
    }
  }
}

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
