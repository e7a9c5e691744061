// A recorded step, ready to run.
#pragma once
#include "worker.h"

#include <memory>

namespace hiwae::step {

class Program {
 public:
  // Throws std::invalid_argument, naming the operation, where the code is no program.
  Program(std::vector<Value> values, const std::vector<std::vector<int64_t>>& code) : plan(std::move(values), code), once_(plan) {}

  void run(const Run& run);

  // Nanoseconds since the last reset: forward by operation, backward by operation, each summed over threads; then the summing of gradients,
  // what threads waited for others, and the whole. The first call starts the measurement.
  void profile(bool reset, double* nanoseconds);

  const Plan plan;

 private:
  void sum_gradients(const Run& run, int thread, int threads);

  OnceMemory once_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<std::unique_ptr<Arrangement>> arrangements_;
  bool profiles_ = false;
  double summing_ = 0, waiting_ = 0, whole_ = 0;
};

}  // namespace hiwae::step
