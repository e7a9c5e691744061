#include "worker.h"

#include <chrono>
#include <cmath>
#include <cstring>

namespace hiwae::step {

namespace {

// A proposal whose normalised weight is smaller changes no digit of a sum of gradients in single precision.
constexpr float kNegligible = 1.0f / (1 << 26);

// Leaving rows out moves the others together; that has to be worth it.
constexpr double kWorthMoving = 0.8;

}  // namespace

double nanoseconds() {
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

OnceMemory::OnceMemory(const Plan& plan) : saved(plan.ops.size()), value_offset(plan.values.size(), -1), grad_offset(plan.values.size(), -1) {
  int64_t floats = 0;
  for (size_t v = 0; v < plan.values.size(); ++v) {
    const auto& value = plan.values[v];
    if (value.level != Level::Once) continue;
    const int64_t size = padded(value.rows * value.columns);
    if (value.source == Source::Computed || value.source == Source::Zero) {
      value_offset[v] = floats;
      floats += size;
    }
    if (value.differentiable) {
      grad_offset[v] = grad_floats;
      grad_floats += size;
    }
  }
  std::memset(values.reserve(floats), 0, sizeof(float) * floats);
  sums.reserve(grad_floats);
  for (const int i : plan.once)
    if (plan.saved(i) > 0) saved[i].reserve(plan.saved(i) * plan.values[plan.ops[i].output].rows);
}

void Worker::prepare(const Run& run, const Arrangement& arrangement, bool profiles) {
  run_ = &run;
  arrangement_ = &arrangement;
  profiles_ = profiles;
  arena_.reserve(arrangement.datum_floats + arrangement.body_floats);
  scratch_.reserve(arrangement.scratch_floats);
  weights_.reserve(arrangement.body_rows(Level::Sample));
  if (arrangement.size.gradients) std::memset(sums_.reserve(once_.grad_floats), 0, sizeof(float) * once_.grad_floats);
  value_.assign(plan_.values.size(), nullptr);
  grad_.assign(plan_.values.size(), nullptr);
  saved_.assign(plan_.ops.size(), nullptr);
  forward_time.resize(plan_.ops.size());
  backward_time.resize(plan_.ops.size());
  for (size_t v = 0; v < plan_.values.size(); ++v) {
    const auto& value = plan_.values[v];
    if (value.level != Level::Once) continue;
    if (value.source == Source::Parameter) value_[v] = const_cast<float*>(run.parameters[value.index]);
    if (value.source == Source::Noise) value_[v] = const_cast<float*>(run.noises[value.index]);
    if (once_.value_offset[v] >= 0) value_[v] = once_.values.data() + once_.value_offset[v];
    if (arrangement.size.gradients && once_.grad_offset[v] >= 0) grad_[v] = sums_.data() + once_.grad_offset[v];
  }
  point_constants();
  block_ = {};
  block_.values = plan_.values.data();
  block_.value = value_.data();
  block_.grad = grad_.data();
  block_.saved = saved_.data();
  block_.scratch = scratch_.data();
  block_.samples = run.samples;
  block_.gradients = arrangement.size.gradients;
  block_.scale = run.scale;
  block_.temperature = run.temperature;
  block_.weights = weights_.data();
}

void Worker::forward_once() {
  for (const int i : plan_.once) saved_[i] = once_.saved[i].data();
  forward(plan_.once);
}

void Worker::backward_once() {
  for (size_t v = 0; v < plan_.values.size(); ++v)
    if (once_.grad_offset[v] >= 0)
      grad_[v] = plan_.values[v].source == Source::Parameter ? run_->gradients[plan_.values[v].index] : once_.sums.data() + once_.grad_offset[v];
  for (const int i : plan_.once) saved_[i] = once_.saved[i].data();
  backward(plan_.once);
}

void Worker::go(int64_t from, int64_t to) {
  const int64_t data = to - from;
  const int64_t superblocks = (data + arrangement_->superblock - 1) / arrangement_->superblock;
  for (int64_t s = 0; s < superblocks; ++s) {
    const int64_t start = data * s / superblocks;
    go_superblock(from + start, data * (s + 1) / superblocks - start);
  }
  finished = profiles_ ? nanoseconds() : 0;
}

void Worker::go_superblock(int64_t from, int64_t data) {
  float* const arena = arena_.data();
  const auto at_datum = [&](int64_t offset) {
    for (size_t v = 0; v < plan_.values.size(); ++v) {
      const auto& value = plan_.values[v];
      if (value.level != Level::Datum) continue;
      const int64_t row = offset * value.columns;
      if (value.source == Source::Data) value_[v] = const_cast<float*>(run_->data[value.index]) + from * value.columns + row;
      if (value.source == Source::Noise) value_[v] = const_cast<float*>(run_->noises[value.index]) + from * value.columns + row;
      if (value.source != Source::Computed) continue;
      value_[v] = arrangement_->value[v].floats > 0 ? arena + arrangement_->value[v].offset + row : nullptr;
      grad_[v] = arrangement_->grad[v].floats > 0 ? arena + arrangement_->grad[v].offset + row : nullptr;
    }
    point_constants();
  };
  block_.rows[place(Level::Datum)] = data;
  at_datum(0);
  for (const int i : plan_.datum) saved_[i] = arrangement_->saved[i].in(arena);
  forward(plan_.datum);
  if (block_.gradients) zero(plan_.zeroed_datum);

  const int64_t blocks = (data + arrangement_->block - 1) / arrangement_->block;
  for (int64_t b = 0; b < blocks; ++b) {
    const int64_t start = data * b / blocks;
    at_datum(start);
    go_block(from + start, data * (b + 1) / blocks - start);
  }
  if (!block_.gradients) return;
  block_.rows[place(Level::Datum)] = data;
  at_datum(0);
  backward(plan_.datum);
}

void Worker::go_block(int64_t from, int64_t data) {
  float* const body = arena_.data() + arrangement_->datum_floats;
  point(data);
  for (size_t v = 0; v < plan_.values.size(); ++v) {
    const auto& value = plan_.values[v];
    if (value.level != Level::Group && value.level != Level::Sample) continue;
    const int64_t rows = run_->groups * (value.level == Level::Group ? 1 : run_->samples);
    if (value.source == Source::Noise) {
      value_[v] = const_cast<float*>(run_->noises[value.index]) + from * rows * value.columns;
    } else {
      value_[v] = arrangement_->value[v].in(body);
      grad_[v] = arrangement_->grad[v].in(body);
    }
  }
  point_constants();
  for (const int i : plan_.body) saved_[i] = arrangement_->saved[i].in(body);
  forward(plan_.body);
  std::memcpy(run_->estimates + from * run_->groups, value_[plan_.ops.back().output], sizeof(float) * data * run_->groups);
  if (!block_.gradients) return;
  leave_out();
  zero(plan_.zeroed_body);
  backward(plan_.body);
}

void Worker::point(int64_t data) {
  block_.rows[place(Level::Datum)] = data;
  block_.rows[place(Level::Group)] = data * run_->groups;
  block_.rows[place(Level::Sample)] = data * run_->groups * run_->samples;
  block_.up[place(Level::Group)][place(Level::Datum)] = arrangement_->group_datum.data();
  block_.up[place(Level::Sample)][place(Level::Datum)] = arrangement_->sample_datum.data();
  block_.up[place(Level::Sample)][place(Level::Group)] = arrangement_->sample_group.data();
  block_.head = arrangement_->head.data();
}

void Worker::point_constants() {
  for (const auto v : plan_.constants) value_[v] = value_[plan_.origin(v)];
}

// Backward goes through those proposals alone whose weights count: the others' rows are dropped, and the rest moved together.
void Worker::leave_out() {
  const int64_t rows = block_.rows[place(Level::Sample)];
  const float least = std::fabs(run_->scale) * kNegligible;
  kept_.clear();
  for (int64_t r = 0; r < rows; ++r)
    if (!(std::fabs(block_.weights[r]) < least)) kept_.push_back(static_cast<int32_t>(r));
  const auto count = static_cast<int64_t>(kept_.size());
  if (count > kWorthMoving * rows) return;

  const auto move = [&](const float* from, float* to, int64_t columns) {
    for (int64_t r = 0; r < count; ++r)
      if (from != to || kept_[r] != r) std::memmove(to + r * columns, from + kept_[r] * columns, sizeof(float) * columns);
  };
  float* const body = arena_.data() + arrangement_->datum_floats;
  for (const auto v : arrangement_->moved) {
    float* const to = arrangement_->value[v].in(body);
    move(value_[v], to, plan_.values[v].columns);
    value_[v] = to;
  }
  point_constants();
  for (const int i : plan_.body)
    if (plan_.goes_back[i] && plan_.ops[i].level == Level::Sample && saved_[i]) move(saved_[i], saved_[i], plan_.saved(i));
  move(block_.weights, block_.weights, 1);

  const auto select = [&](const std::vector<int32_t>& from, std::vector<int32_t>& to) {
    to.resize(count);
    for (int64_t r = 0; r < count; ++r) to[r] = from[kept_[r]];
    return to.data();
  };
  block_.rows[place(Level::Sample)] = count;
  block_.up[place(Level::Sample)][place(Level::Datum)] = select(arrangement_->sample_datum, kept_datum_);
  block_.up[place(Level::Sample)][place(Level::Group)] = select(arrangement_->sample_group, kept_group_);
  block_.head = select(arrangement_->head, kept_head_);
}

void Worker::forward(const std::vector<int>& phase) {
  for (const int i : phase) {
    const double start = profiles_ ? nanoseconds() : 0;
    plan_.kernel(i).forward(plan_.ops[i], block_);
    if (profiles_) forward_time[i] += nanoseconds() - start;
  }
}

void Worker::backward(const std::vector<int>& phase) {
  for (size_t k = phase.size(); k-- > 0;) {
    const int i = phase[k];
    if (!plan_.goes_back[i]) continue;
    const double start = profiles_ ? nanoseconds() : 0;
    plan_.kernel(i).backward(plan_.ops[i], block_);
    if (profiles_) backward_time[i] += nanoseconds() - start;
  }
}

void Worker::zero(const std::vector<int32_t>& values) {
  for (const auto v : values) std::memset(grad_[v], 0, sizeof(float) * block_.rows[place(plan_.values[v].level)] * plan_.values[v].columns);
}

}  // namespace hiwae::step
