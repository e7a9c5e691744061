// Estimate: [terms…, crosses…, log π or −1] → log ŵ = logsumexp_r (log w_r + log π_r) of each group.
// n: number of terms, number of crosses, weights, how each term enters. f: β of the power heuristic.
// At a temperature T below 1, log w_r + log π_r becomes its observed terms + T (everything else + log K) − log K.
#pragma once
#include "log_density.h"

namespace hiwae::step::HIWAE_ISA {
namespace {

enum class TermKind : int64_t { Subtracted = 0, Added = 1, Observed = 2 };
enum class Weighting : int64_t { Uniform = 0, Learned = 1, Power = 2, Maximum = 3 };

// Elementary functions in place, over all rows at once: there are often too few proposals for a vector.
static void exponentials(float* x, int64_t count) {
#pragma omp simd
  for (int64_t i = 0; i < count; ++i) x[i] = exp_(x[i]);
}
static void logarithms(float* x, int64_t count) {
#pragma omp simd
  for (int64_t i = 0; i < count; ++i) x[i] = log_(x[i]);
}

// What is subtracted before exponentials are taken, so that none overflows.
static inline float base_of(const float* x, int64_t count) {
  float highest = -kInfinity;
  for (int64_t i = 0; i < count; ++i) highest = x[i] > highest ? x[i] : highest;
  return abs_(highest) == kInfinity ? 0.0f : highest;
}

struct Estimate {
  const Op& op;
  const Block& b;
  int64_t terms, crosses, rows, groups, heads;
  Weighting weighting;
  float beta;
  const int32_t* group;  // of each row

  Estimate(const Op& op, const Block& b)
      : op(op), b(b), terms(op.n[0]), crosses(op.n[1]), rows(b.rows[static_cast<int>(Level::Sample)]), groups(b.rows[static_cast<int>(Level::Group)]),
        heads(crosses > 0 ? b.values[op.inputs[terms]].columns : 0), weighting(static_cast<Weighting>(op.n[2])),
        beta(weighting == Weighting::Power ? static_cast<float>(op.f[0]) : 0.0f), group(b.up[static_cast<int>(Level::Sample)][static_cast<int>(Level::Group)]) {}

  bool compares() const { return weighting == Weighting::Power && beta != 0.0f && heads > 0; }
  int32_t learned() const { return op.inputs[terms + crosses]; }
  bool is_of_sample(int64_t k) const { return b.values[op.inputs[k]].level == Level::Sample; }

  TermKind kind(int64_t k) const { return static_cast<TermKind>(op.n[3 + k]); }
  float sign(int64_t k) const { return kind(k) == TermKind::Subtracted ? -1.0f : 1.0f; }

  // log w but for the crosses' part: the observed terms, or the others.
  void add_terms(float* __restrict logs, bool observed) const {
    for (int64_t k = 0; k < terms; ++k) {
      if ((kind(k) == TermKind::Observed) != observed) continue;
      const float* __restrict x = b.value[op.inputs[k]];
      const float sign = this->sign(k);
      if (is_of_sample(k)) {
#pragma omp simd
        for (int64_t r = 0; r < rows; ++r) logs[r] += sign * x[r];
      } else {
        for (int64_t r = 0; r < rows; ++r) logs[r] += sign * x[b.at(op.inputs[k], Level::Sample, r)];
      }
    }
  }

  // What is subtracted for log K.
  float log_samples() const { return log_(static_cast<float>(heads > 0 ? heads : b.samples)); }

  // Everything but the observed terms at the run's temperature; at 0 it is left out, infinite or not.
  void temper(float* __restrict logs) const {
    const float temperature = b.temperature, constant = (temperature - 1.0f) * log_samples();
    if (temperature == 1.0f) return;
#pragma omp simd
    for (int64_t r = 0; r < rows; ++r) logs[r] = constant + (temperature == 0.0f ? 0.0f : temperature * logs[r]);
  }

  // The log-density of each row's sample under each proposal, as far as it differs between them: [rows, heads].
  void sum_crosses(float* __restrict c) const {
    const int64_t count = rows * heads;
    clear(c, count);
    for (int64_t k = 0; k < crosses; ++k) {
      const float* __restrict x = b.value[op.inputs[terms + k]];
#pragma omp simd
      for (int64_t i = 0; i < count; ++i) c[i] += x[i];
    }
  }

  // β c less a base of each row, then its exponential; before that own[r] receives the row's own, if it is wanted. sums[r]: of exponentials.
  void raise(float* __restrict c, float* own, float* sums) const {
    for (int64_t r = 0; r < rows; ++r) {
      float* __restrict row = c + r * heads;
      for (int64_t i = 0; i < heads; ++i) row[i] *= beta;
      const float base = base_of(row, heads);
      for (int64_t i = 0; i < heads; ++i) row[i] -= base;
      if (own != nullptr) own[r] += row[b.head[r]];
    }
    exponentials(c, rows * heads);
    for (int64_t r = 0; r < rows; ++r) {
      float sum = 0.0f;
      for (int64_t i = 0; i < heads; ++i) sum += c[r * heads + i];
      sums[r] = sum;
    }
  }

  // Adds log π; c has the crosses' sums, sums is room for a number a row.
  void add_log_weights(float* __restrict logs, float* c, float* sums) const {
    switch (weighting) {
      case Weighting::Learned:
        for (int64_t r = 0; r < rows; ++r) logs[r] += b.value[learned()][b.head[r]];
        return;
      case Weighting::Maximum:
        for (int64_t r = 0; r < rows; ++r) logs[r] += log_share(c + r * heads, b.head[r]);
        return;
      default:
        break;
    }
    if (!compares()) {
      const float share = log_samples();
      for (int64_t r = 0; r < rows; ++r) logs[r] -= share;
      return;
    }
    raise(c, logs, sums);
    logarithms(sums, rows);
    for (int64_t r = 0; r < rows; ++r) logs[r] -= sums[r];
  }

  // log π of the maximum heuristic: equally dense proposals share the weight.
  float log_share(const float* c, int64_t own) const {
    float highest = -kInfinity, share = 0.0f;
    bool valid = true;
    for (int64_t i = 0; i < heads; ++i) {
      valid &= c[i] == c[i];
      highest = c[i] > highest ? c[i] : highest;
    }
    for (int64_t i = 0; i < heads; ++i) share += c[i] >= highest ? 1.0f : 0.0f;
    return valid && c[own] >= highest ? -log_(share) : -kInfinity;
  }
};

// Scratch: two numbers for each sample row, two for each group, and the densities under all proposals.
static void estimate_forward(const Op& op, Block& b) {
  const Estimate e(op, b);
  float* const logs = b.scratch;
  float* const powers = logs + e.rows;
  float* const bases = powers + e.rows;
  float* const sums = bases + e.groups;
  float* const c = sums + e.groups;
  clear(logs, e.rows);
  e.add_terms(logs, false);
  e.sum_crosses(c);
  if (e.crosses > 0)
    for (int64_t r = 0; r < e.rows; ++r) logs[r] -= c[r * e.heads + b.head[r]];
  e.add_log_weights(logs, c, powers);
  e.temper(logs);
  e.add_terms(logs, true);

  for (int64_t g = 0; g < e.groups; ++g) bases[g] = -kInfinity, sums[g] = 0.0f;
  for (int64_t r = 0; r < e.rows; ++r) bases[e.group[r]] = logs[r] > bases[e.group[r]] ? logs[r] : bases[e.group[r]];
  for (int64_t g = 0; g < e.groups; ++g) bases[g] = abs_(bases[g]) == kInfinity ? 0.0f : bases[g];
  for (int64_t r = 0; r < e.rows; ++r) powers[r] = logs[r] - bases[e.group[r]];
  exponentials(powers, e.rows);
  for (int64_t r = 0; r < e.rows; ++r) sums[e.group[r]] += powers[r];
  float* const estimates = b.value[op.output];
  logarithms(sums, e.groups);
  for (int64_t g = 0; g < e.groups; ++g) estimates[g] = bases[g] + sums[g];
  if (!b.gradients) return;
  // From the differences, which are exact where log ŵ is large.
  for (int64_t r = 0; r < e.rows; ++r) b.weights[r] = (logs[r] - bases[e.group[r]]) - sums[e.group[r]];
  exponentials(b.weights, e.rows);
  for (int64_t r = 0; r < e.rows; ++r) b.weights[r] *= b.scale;
}

static void estimate_backward(const Op& op, Block& b) {
  const Estimate e(op, b);
  const float* __restrict weights = b.weights;
  for (int64_t k = 0; k < e.terms; ++k) {
    const int32_t input = op.inputs[k];
    float* __restrict to = b.grad[input];
    if (to == nullptr) continue;
    const float factor = e.kind(k) == TermKind::Observed ? 1.0f : e.sign(k) * b.temperature;
    // Terms that a whole group has in common get what each of its samples gives them.
    if (!op.adds[k]) clear(to, b.count(b.values[input].level, b.values[input]));
    for (int64_t r = 0; r < e.rows; ++r) to[b.at(input, Level::Sample, r)] += factor * weights[r];
  }
  if (e.weighting == Weighting::Learned && b.grad[e.learned()])
    for (int64_t r = 0; r < e.rows; ++r) b.grad[e.learned()][b.head[r]] += b.temperature * weights[r];
  if (e.crosses == 0) return;

  // The derivative of log (π w) by the crosses' sum: β of the heuristic less one for the row's own, less β times the proposals' shares.
  float* const c = b.scratch;
  float* const sums = c + e.rows * e.heads;
  clear(c, e.rows * e.heads);
  if (e.compares()) {
    e.sum_crosses(c);
    e.raise(c, nullptr, sums);
    for (int64_t r = 0; r < e.rows; ++r) {
      const float share = -b.temperature * weights[r] * e.beta / sums[r];
      for (int64_t i = 0; i < e.heads; ++i) c[r * e.heads + i] *= share;
    }
  }
  for (int64_t r = 0; r < e.rows; ++r) c[r * e.heads + b.head[r]] += b.temperature * weights[r] * (e.beta - 1.0f);
  for (int64_t k = 0; k < e.crosses; ++k) {
    const int32_t input = op.inputs[e.terms + k];
    float* __restrict to = b.grad[input];
    if (to == nullptr) continue;
    if (!op.adds[e.terms + k]) clear(to, e.rows * e.heads);
#pragma omp simd
    for (int64_t i = 0; i < e.rows * e.heads; ++i) to[i] += c[i];
  }
}

static int64_t estimate_scratch(const Op& op, const Value* values, const int64_t rows[4]) {
  const int64_t heads = op.n[1] > 0 ? values[op.inputs[op.n[0]]].columns : 0;
  return rows[static_cast<int>(Level::Sample)] * (2 + heads) + 2 * rows[static_cast<int>(Level::Group)];
}

// Terms are read forward alone.
static uint32_t estimate_reads(const Op& op, const Value*) {
  uint32_t reads = 0;
  for (int64_t k = op.n[0]; k < op.n[0] + op.n[1] && k < 31; ++k) reads |= 1u << k;
  return reads;
}

const Kernel estimate{estimate_forward, estimate_backward, nullptr, estimate_scratch, estimate_reads};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
