#include "program.h"

#include <omp.h>

#include <cstring>
#include <exception>

namespace hiwae {
void flush_denormals();
}

namespace hiwae::step {

namespace {

// Sizes that a program remembers its arrangement for: the batch, its remnant, and the same without gradients.
constexpr size_t kArrangements = 4;

}  // namespace

void Program::run(const Run& run) {
  const double start = profiles_ ? nanoseconds() : 0;
  const int threads = static_cast<int>(std::max<int64_t>(1, std::min<int64_t>(run.threads, run.batch)));
  const Size size{run.gradients != nullptr, (run.batch + threads - 1) / threads, run.groups, run.samples};
  const Arrangement* arrangement = nullptr;
  for (const auto& known : arrangements_)
    if (known->size == size) arrangement = known.get();
  if (!arrangement) {
    if (arrangements_.size() == kArrangements) arrangements_.erase(arrangements_.begin());
    arrangement = arrangements_.emplace_back(new Arrangement(plan, size)).get();
  }
  while (static_cast<int>(workers_.size()) < threads) workers_.emplace_back(new Worker(plan, once_));

  flush_denormals();
  workers_[0]->prepare(run, *arrangement, profiles_);
  workers_[0]->forward_once();
  // What is thrown must not leave a parallel region: memory may run out there.
  std::exception_ptr failure;
#pragma omp parallel num_threads(threads)
  {
    flush_denormals();
    // Fewer threads may have come than were asked for.
    const int count = omp_get_num_threads();
    try {
      for (int part = omp_get_thread_num(); part < threads; part += count) {
        if (part > 0) workers_[part]->prepare(run, *arrangement, profiles_);
        workers_[part]->go(run.batch * part / threads, run.batch * (part + 1) / threads);
      }
    } catch (...) {
#pragma omp critical
      failure = std::current_exception();
    }
#pragma omp barrier
    if (run.gradients && !failure) {
      const double begun = profiles_ ? nanoseconds() : 0;
      for (int part = omp_get_thread_num(); part < threads; part += count) sum_gradients(run, part, threads);
      if (profiles_ && omp_get_thread_num() == 0) summing_ += nanoseconds() - begun;
    }
  }
  if (failure) std::rethrow_exception(failure);
  if (run.gradients) workers_[0]->backward_once();

  if (!profiles_) return;
  double last = 0;
  for (int part = 0; part < threads; ++part) last = std::max(last, workers_[part]->finished);
  for (int part = 0; part < threads; ++part) waiting_ += last - workers_[part]->finished;
  whole_ += nanoseconds() - start;
}

// One thread's share of every gradient, in the order of the threads: the same sum in every run.
void Program::sum_gradients(const Run& run, int thread, int threads) {
  for (size_t v = 0; v < plan.values.size(); ++v) {
    const int64_t offset = once_.grad_offset[v];
    if (offset < 0) continue;
    const auto& value = plan.values[v];
    const int64_t floats = value.rows * value.columns;
    const int64_t from = floats * thread / threads, to = floats * (thread + 1) / threads;
    float* const sum = value.source == Source::Parameter ? run.gradients[value.index] : once_.sums.data() + offset;
    if (!plan.is_read_by_rows[v]) {
      std::memset(sum + from, 0, sizeof(float) * (to - from));
      continue;
    }
    std::memcpy(sum + from, workers_[0]->sums() + offset + from, sizeof(float) * (to - from));
    for (int other = 1; other < threads; ++other) {
      const float* const found = workers_[other]->sums() + offset;
      for (int64_t e = from; e < to; ++e) sum[e] += found[e];
    }
  }
}

void Program::profile(bool reset, double* times) {
  const size_t ops = plan.ops.size();
  std::memset(times, 0, sizeof(double) * (2 * ops + 3));
  for (const auto& worker : workers_)
    for (size_t i = 0; i < worker->forward_time.size(); ++i) {
      times[i] += worker->forward_time[i];
      times[ops + i] += worker->backward_time[i];
    }
  times[2 * ops] = summing_;
  times[2 * ops + 1] = waiting_;
  times[2 * ops + 2] = whole_;
  profiles_ = true;
  if (!reset) return;
  for (const auto& worker : workers_) {
    worker->forward_time.assign(ops, 0);
    worker->backward_time.assign(ops, 0);
  }
  summing_ = waiting_ = whole_ = 0;
}

}  // namespace hiwae::step
