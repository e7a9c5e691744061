// Estimate: [terms…, crosses…, log π or −1] → log ŵ = logsumexp_r (log w_r + log π_r) of each group.
// n: number of terms, number of crosses, weights, the sign of each term. f: β of the power heuristic.
#pragma once
#include "log_density.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

enum class Weighting : int64_t { Uniform = 0, Learned = 1, Power = 2, Maximum = 3 };

struct Estimate {
  const Op& op;
  const Block& b;
  int64_t terms, crosses;
  Weighting weighting;
  float beta;

  Estimate(const Op& op, const Block& b)
      : op(op), b(b), terms(op.n[0]), crosses(op.n[1]), weighting(static_cast<Weighting>(op.n[2])),
        beta(weighting == Weighting::Power ? static_cast<float>(op.f[0]) : 0.0f) {}

  int64_t samples() const { return b.rows[static_cast<int>(Level::Sample)]; }
  int64_t heads() const { return crosses > 0 ? b.values[op.inputs[terms]].columns : 0; }
  int64_t group(int64_t r) const { return b.up[static_cast<int>(Level::Sample)][static_cast<int>(Level::Group)][r]; }
  int32_t learned() const { return op.inputs[terms + crosses]; }

  // The log-density of row r's sample under each proposal, as far as it differs between them: c, and whether there is any.
  void densities(int64_t r, float* __restrict c) const {
    const int64_t count = heads();
    for (int64_t i = 0; i < count; ++i) c[i] = 0.0f;
    for (int64_t k = 0; k < crosses; ++k) {
      const float* __restrict x = b.value[op.inputs[terms + k]] + r * count;
      for (int64_t i = 0; i < count; ++i) c[i] += x[i];
    }
  }

  // log π_r; for the power heuristic c leaves with β's power of each density, normalised: the derivative of the normaliser by β c.
  float log_weight(int64_t r, float* __restrict c) const {
    const int64_t count = heads(), own = b.head[r];
    switch (weighting) {
      case Weighting::Learned: return b.value[learned()][own];
      case Weighting::Power: {
        if (beta == 0.0f) return -log_(static_cast<float>(count > 0 ? count : b.samples));
        for (int64_t i = 0; i < count; ++i) c[i] *= beta;
        const LogSum normaliser = log_sum_exp(c, count);
        const float mine = normaliser.below(c[own]);
        shares_of(c, count, normaliser, c);
        return mine;
      }
      case Weighting::Maximum: {
        float highest = -kInfinity;
        bool valid = true;
        for (int64_t i = 0; i < count; ++i) {
          valid &= c[i] == c[i];
          highest = c[i] > highest ? c[i] : highest;
        }
        float share = 0.0f;
        for (int64_t i = 0; i < count; ++i) share += c[i] >= highest ? 1.0f : 0.0f;
        return valid && c[own] >= highest ? -log_(share) : -kInfinity;
      }
      default: return -log_(static_cast<float>(b.samples));
    }
  }

  // log w_r + log π_r; c as above.
  float log_term(int64_t r, float* c) const {
    float sum = 0.0f;
    for (int64_t k = 0; k < terms; ++k) {
      const int32_t input = op.inputs[k];
      const float x = b.value[input][b.at(input, Level::Sample, r)];
      sum += op.n[3 + k] < 0 ? -x : x;
    }
    if (crosses > 0) {
      densities(r, c);
      sum -= c[b.head[r]];
    }
    return sum + log_weight(r, c);
  }

  bool is_of_sample(int64_t k) const { return b.values[op.inputs[k]].level == Level::Sample; }

  // Terms that a whole group has in common get what each of its samples gives them.
  void clear_common() const {
    for (int64_t k = 0; k < terms; ++k) {
      const int32_t input = op.inputs[k];
      if (b.grad[input] && !op.adds[k] && !is_of_sample(k)) clear(b.grad[input], b.count(b.values[input].level, b.values[input]));
    }
  }

  // The gradient of row r's terms, given its weight; after clear_common.
  void seed(int64_t r, float weight, const float* c) const {
    for (int64_t k = 0; k < terms; ++k) {
      const int32_t input = op.inputs[k];
      if (!b.grad[input]) continue;
      float& to = b.grad[input][b.at(input, Level::Sample, r)];
      to = (op.adds[k] || !is_of_sample(k) ? to : 0.0f) + (op.n[3 + k] < 0 ? -weight : weight);
    }
    const int64_t count = heads(), own = crosses > 0 ? b.head[r] : 0;
    const bool power = weighting == Weighting::Power && beta != 0.0f;
    for (int64_t k = 0; k < crosses; ++k) {
      const int32_t input = op.inputs[terms + k];
      if (!b.grad[input]) continue;
      float* __restrict to = b.grad[input] + r * count;
      if (!op.adds[terms + k]) clear(to, count);
      if (power)
        for (int64_t i = 0; i < count; ++i) to[i] -= weight * beta * c[i];
      // Its own density enters the weight with −1 and the heuristic with β.
      if (!power || beta != 1.0f) to[own] += weight * (beta - 1.0f);
    }
    if (weighting == Weighting::Learned && b.grad[learned()]) b.grad[learned()][b.head[r]] += weight;
  }
};

// Scratch: for each sample row its logarithm, then for each group the highest and the sum, then one row of densities.
static void estimate_forward(const Op& op, Block& b) {
  const Estimate estimate(op, b);
  const int64_t rows = estimate.samples(), groups = b.rows[static_cast<int>(Level::Group)];
  float* const logs = b.scratch;
  float* const highest = logs + rows;
  float* const sums = highest + groups;
  float* const densities = sums + groups;
  for (int64_t g = 0; g < groups; ++g) highest[g] = -kInfinity, sums[g] = 0.0f;
  for (int64_t r = 0; r < rows; ++r) {
    logs[r] = estimate.log_term(r, densities);
    float& most = highest[estimate.group(r)];
    most = logs[r] > most ? logs[r] : most;
  }
  for (int64_t g = 0; g < groups; ++g) highest[g] = abs_(highest[g]) == kInfinity ? 0.0f : highest[g];
  for (int64_t r = 0; r < rows; ++r) sums[estimate.group(r)] += exp_(logs[r] - highest[estimate.group(r)]);
  for (int64_t g = 0; g < groups; ++g) b.value[op.output][g] = highest[g] + log_(sums[g]);
  if (!b.gradients) return;
  // By the rounded log ŵ, as the operators do: where it is huge, they agree only so.
  for (int64_t r = 0; r < rows; ++r) b.weights[r] = b.scale * exp_(logs[r] - b.value[op.output][estimate.group(r)]);
}

static void estimate_backward(const Op& op, Block& b) {
  const Estimate estimate(op, b);
  const int64_t rows = estimate.samples();
  float* const densities = b.scratch;
  estimate.clear_common();
  for (int64_t r = 0; r < rows; ++r) {
    if (estimate.crosses > 0) estimate.log_term(r, densities);
    estimate.seed(r, b.weights[r], densities);
  }
}

static int64_t estimate_scratch(const Op& op, const Value* values, const int64_t rows[4]) {
  const int64_t heads = op.n[1] > 0 ? values[op.inputs[op.n[0]]].columns : 0;
  return rows[static_cast<int>(Level::Sample)] + 2 * rows[static_cast<int>(Level::Group)] + heads;
}

const Kernel estimate{estimate_forward, estimate_backward, nullptr, estimate_scratch, nullptr};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
