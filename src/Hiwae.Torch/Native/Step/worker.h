// One thread's part of a run.
#pragma once
#include "arrangement.h"

namespace hiwae::step {

// Where the tensors of a run are. The caller keeps them alive.
struct Run {
  const float* const* parameters;
  float* const* gradients;  // by parameter, overwritten; null where none are wanted
  const float* const* data;
  const float* const* noises;
  int64_t batch;
  int64_t groups;    // for each datum
  int64_t samples;   // for each group
  float scale;       // gradients are those of scale · Σ log ŵ
  float temperature;  // what everything but the observed terms of the log weights is multiplied with
  float* estimates;  // log ŵ, [batch · groups]
  int threads;
};

// Values of Once and their gradients.
struct OnceMemory {
  explicit OnceMemory(const Plan& plan);

  Memory values;
  Memory sums;                         // of gradients over threads, where they do not leave the program
  std::vector<Memory> saved;           // by operation
  std::vector<int64_t> value_offset;   // by value; −1 where it is not computed here
  std::vector<int64_t> grad_offset;    // by value; −1 where no gradient is wanted
  int64_t grad_floats = 0;
};

class Worker {
 public:
  Worker(const Plan& plan, OnceMemory& once) : plan_(plan), once_(once) {}
  Worker(const Worker&) = delete;

  // Makes room, and points at what all threads share.
  void prepare(const Run& run, const Arrangement& arrangement, bool profiles);

  // What depends on parameters alone, and at the end its adjoint.
  void forward_once();
  void backward_once();

  // The data from one on up to another.
  void go(int64_t from, int64_t to);

  // What this thread found for the gradients of Once.
  const float* sums() const { return sums_.data(); }

  std::vector<double> forward_time, backward_time;  // nanoseconds by operation
  double finished = 0;

 private:
  void go_superblock(int64_t from, int64_t data);
  void go_block(int64_t from, int64_t data);
  void point(int64_t data);
  void leave_out();
  void point_constants();
  void forward(const std::vector<int>& phase);
  void backward(const std::vector<int>& phase);
  void zero(const std::vector<int32_t>& values);

  const Plan& plan_;
  OnceMemory& once_;
  const Run* run_ = nullptr;
  const Arrangement* arrangement_ = nullptr;
  bool profiles_ = false;
  Memory arena_, scratch_, weights_, sums_;
  std::vector<float*> value_, grad_, saved_;
  std::vector<int32_t> kept_group_, kept_datum_, kept_head_, kept_;
  Block block_{};
};

double nanoseconds();

}  // namespace hiwae::step
