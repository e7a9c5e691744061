#include "arrangement.h"

namespace hiwae::step {

namespace {

constexpr uint32_t kReadsOutput = 1u << 31;

// A block has enough rows for fast products, and few enough for its values to stay in the cache that a core has for itself.
constexpr int64_t kSampleRows = 192;
constexpr int64_t kBlockFloats = 384 << 10;
constexpr int64_t kSuperblockFloats = 1 << 20;

int64_t divided(int64_t count, int64_t by) {
  return (count + by - 1) / by;
}

}  // namespace

Arrangement::Arrangement(const Plan& plan, const Size& wanted) : size(wanted) {
  lay_out(plan, 1, 1);
  const int64_t rows = size.groups * size.samples;
  const int64_t by_rows = std::max<int64_t>(1, kSampleRows / rows);
  const int64_t by_memory = std::max<int64_t>(1, kBlockFloats / std::max<int64_t>(1, body_floats));
  const int64_t most_data = std::max<int64_t>(1, kSuperblockFloats / std::max<int64_t>(1, datum_floats));
  // Of even sizes, so that no block is a remnant.
  const int64_t data = divided(size.share, divided(size.share, most_data));
  lay_out(plan, data, divided(data, divided(data, std::min({by_rows, by_memory, data}))));
  map();
}

void Arrangement::lay_out(const Plan& plan, int64_t superblock_data, int64_t block_data) {
  superblock = superblock_data;
  block = block_data;
  value.assign(plan.values.size(), {});
  grad.assign(plan.values.size(), {});
  saved.assign(plan.ops.size(), {});
  moved.clear();
  datum_floats = lay_out(plan, plan.datum);
  body_floats = lay_out(plan, plan.body);
  scratch_floats = 0;
  const int64_t rows[kLevels] = {0, superblock, body_rows(Level::Group), body_rows(Level::Sample)};
  for (const auto& op : plan.ops)
    if (const auto scratch = plan.kernel(op.index).scratch) scratch_floats = std::max(scratch_floats, scratch(op, plan.values.data(), rows));
}

// Moments: forward 0 … n − 1, whatever happens between n, backward n + 1 … 2n.
int64_t Arrangement::lay_out(const Plan& plan, const std::vector<int>& phase) {
  const int n = static_cast<int>(phase.size());
  const bool is_datum = &phase == &plan.datum;
  const auto rows = [&](Level level) { return is_datum ? superblock : body_rows(level); };
  const auto belongs = [&](int32_t v) {
    return v >= 0 && plan.values[v].source == Source::Computed && (plan.values[v].level == Level::Datum) == is_datum && plan.values[v].level != Level::Once;
  };
  std::vector<Buffer*> buffers;
  const auto begin = [&](Buffer& buffer, int64_t floats, int time) {
    buffer = {floats, time, time};
    buffers.push_back(&buffer);
  };

  for (int k = 0; k < n; ++k) {
    const int i = phase[k];
    const auto& op = plan.ops[i];
    const auto& output = plan.values[op.output];
    begin(value[op.output], rows(output.level) * output.columns, k);
    if (plan.is_result(op.output) || (is_datum && plan.is_read_by_body[op.output])) value[op.output].needed_at(n);
    for (int j = 0; j < op.input_count; ++j)
      if (const auto input = plan.origin(op.inputs[j]); belongs(input)) value[input].needed_at(k);
    if (plan.saved(i) > 0) begin(saved[i], plan.saved(i) * rows(op.level), k);
  }
  if (!size.gradients) return step::lay_out(buffers);

  for (int k = 0; k < n; ++k) {
    const int i = phase[k];
    const int back = 2 * n - k;
    const auto& op = plan.ops[i];
    if (!plan.goes_back[i]) continue;
    if (!plan.is_result(op.output)) begin(grad[op.output], rows(op.level) * plan.values[op.output].columns, back);
    if (plan.saved(i) > 0) saved[i].needed_at(back);
    const uint32_t reads = plan.reads(i);
    if (reads & kReadsOutput) value[op.output].needed_at(back);
    for (int j = 0; j < op.input_count; ++j) {
      if (op.inputs[j] < 0) continue;
      if (belongs(op.inputs[j]) && plan.values[op.inputs[j]].differentiable) grad[op.inputs[j]].needed_at(back);
      const auto input = plan.origin(op.inputs[j]);
      const auto& read = plan.values[input];
      if (j < 31 && !(reads >> j & 1)) continue;
      // Noise is the caller's: what has to move is copied.
      if (read.level == Level::Sample && read.source == Source::Noise && value[input].floats == 0) begin(value[input], rows(read.level) * read.columns, n);
      if (belongs(input) || (read.level == Level::Sample && read.source == Source::Noise)) value[input].needed_at(back);
    }
  }
  for (const auto v : is_datum ? plan.zeroed_datum : plan.zeroed_body) grad[v].needed_at(n);
  if (!is_datum)
    for (size_t v = 0; v < value.size(); ++v)
      if (plan.values[v].level == Level::Sample && value[v].floats > 0 && value[v].last > n) moved.push_back(static_cast<int32_t>(v));
  return step::lay_out(buffers);
}

void Arrangement::map() {
  const int64_t groups = body_rows(Level::Group), samples = body_rows(Level::Sample);
  group_datum.resize(groups);
  for (int64_t g = 0; g < groups; ++g) group_datum[g] = static_cast<int32_t>(g / size.groups);
  sample_group.resize(samples);
  sample_datum.resize(samples);
  head.resize(samples);
  for (int64_t r = 0; r < samples; ++r) {
    sample_group[r] = static_cast<int32_t>(r / size.samples);
    sample_datum[r] = static_cast<int32_t>(r / (size.samples * size.groups));
    head[r] = static_cast<int32_t>(r % size.samples);
  }
}

}  // namespace hiwae::step
