// What follows backpropagation, over all parameters in one call: the norm of their gradients, and Adam.
// A call that finds anything but plain tensors changes nothing and says so; the composite of operators then does the work.
#include "abi.h"
#include "processors.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <ATen/Parallel.h>

namespace {

// A thread's least share of the elements: one passes over as many in the time that waking and awaiting another may take.
constexpr int64_t kShare = 1 << 19;

// What one partial sum of squares covers; fixed, so that the norm does not depend on the number of threads.
constexpr int64_t kBlock = 1 << 14;

// One parameter's memory, and the numbers of its step that differ among parameters.
struct Slice {
  float* parameter;
  const float* gradient;
  float* mean;
  float* square;
  float* largest;
  int64_t count;
  float rate;        // −learning rate / (1 − β₁ᵗ)
  float correction;  // √(1 − β₂ᵗ)
};

struct Rule {
  float beta1, beta2, rest1, rest2, eps, decay, sign;
};

inline __attribute__((always_inline)) float squared_mean(const Slice& s, const Rule& r, int64_t i, float* mean) {
  float gradient = r.sign * s.gradient[i];
  if (r.decay != 0) gradient += r.decay * s.parameter[i];
  *mean = s.mean[i] = r.beta1 * s.mean[i] + r.rest1 * gradient;
  return s.square[i] = r.beta2 * s.square[i] + r.rest2 * gradient * gradient;
}

inline __attribute__((always_inline)) void move(const Slice& s, const Rule& r, int64_t i, float mean, float square) {
  s.parameter[i] += s.rate * mean / (__builtin_sqrtf(square) / s.correction + r.eps);
}

HIWAE_FOR_EACH_PROCESSOR
void adam(const Slice slice, const Rule rule, int64_t begin, int64_t end) {
#pragma GCC ivdep
  for (int64_t i = begin; i < end; ++i) {
    float mean;
    const float square = squared_mean(slice, rule, i, &mean);
    move(slice, rule, i, mean, square);
  }
}

HIWAE_FOR_EACH_PROCESSOR
void adam_with_largest(const Slice slice, const Rule rule, int64_t begin, int64_t end) {
#pragma GCC ivdep
  for (int64_t i = begin; i < end; ++i) {
    float mean;
    const float square = squared_mean(slice, rule, i, &mean);
    const float before = slice.largest[i];
    // What is not a number stays so, on either side.
    const float largest = !(square <= before) && before == before ? square : before;
    slice.largest[i] = largest;
    move(slice, rule, i, mean, largest);
  }
}

// Sixteen sums side by side, so that they fill the widest vectors.
HIWAE_FOR_EACH_PROCESSOR
double sum_of_squares(const float* values, int64_t count) {
  constexpr int kLanes = 16;
  double sums[kLanes] = {};
  int64_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (int lane = 0; lane < kLanes; ++lane) sums[lane] += static_cast<double>(values[i + lane]) * values[i + lane];
  }
  for (int lane = 0; i < count; ++i, ++lane) sums[lane] += static_cast<double>(values[i]) * values[i];
  double total = 0;
  for (int lane = 0; lane < kLanes; ++lane) total += sums[lane];
  return total;
}

HIWAE_FOR_EACH_PROCESSOR
void scale(float* values, float factor, int64_t count) {
  for (int64_t i = 0; i < count; ++i) values[i] *= factor;
}

bool is_plain(const at::Tensor& tensor) {
  return tensor.defined() && tensor.layout() == at::kStrided && tensor.device().is_cpu() && tensor.scalar_type() == at::kFloat &&
         tensor.is_contiguous() && !tensor.is_neg() && !tensor.is_inference();
}

const at::Tensor* tensor_at(void* handle) {
  return static_cast<const at::Tensor*>(handle);
}

bool is_plain_like(void* handle, const at::Tensor& like) {
  return handle && is_plain(*tensor_at(handle)) && tensor_at(handle)->sizes() == like.sizes();
}

// Memory that occurs twice is changed twice, one time after the other.
bool are_distinct(std::vector<const void*> addresses) {
  std::sort(addresses.begin(), addresses.end());
  return std::adjacent_find(addresses.begin(), addresses.end()) == addresses.end();
}

void changed(const at::Tensor& tensor) {
  tensor.unsafeGetTensorImpl()->bump_version();
}

void run(const std::vector<Slice>& slices, const Rule& rule) {
  int64_t total = 0;
  for (const auto& slice : slices) total += slice.count;
  at::parallel_for(0, total, kShare, [&](int64_t begin, int64_t end) {
    int64_t start = 0;
    for (const auto& slice : slices) {
      const int64_t from = std::max<int64_t>(begin - start, 0), to = std::min(end - start, slice.count);
      if (from < to) (slice.largest ? adam_with_largest : adam)(slice, rule, from, to);
      start += slice.count;
    }
  });
}

}  // namespace

// One step of Adam for the parameters that have a gradient; `steps` counts those that each has made. `largest` is null
// without AMSGrad.
HIWAE_EXPORT char* hiwae_adam(void** parameters, void** means, void** squares, void** largest, int64_t* steps, int32_t count,
                              double rate, double beta1, double beta2, double eps, double decay, int32_t maximize, int32_t* done) {
  return hiwae::guarded([&] {
    *done = 0;
    std::vector<Slice> slices;
    std::vector<const void*> addresses;
    slices.reserve(count);
    addresses.reserve(count);
    int64_t step = 0;
    double correction1 = 0, correction2 = 0;
    for (int32_t i = 0; i < count; ++i) {
      const auto& parameter = *tensor_at(parameters[i]);
      const auto& gradient = parameter.grad();
      if (!gradient.defined()) continue;
      if (!is_plain(parameter) || !is_plain_like(const_cast<at::Tensor*>(&gradient), parameter) || !is_plain_like(means[i], parameter) ||
          !is_plain_like(squares[i], parameter) || (largest && !is_plain_like(largest[i], parameter)))
        return;
      if (step != steps[i] + 1) {
        step = steps[i] + 1;
        correction1 = 1 - std::pow(beta1, static_cast<double>(step));
        correction2 = std::sqrt(1 - std::pow(beta2, static_cast<double>(step)));
      }
      if (parameter.numel() > 0) addresses.push_back(parameter.data_ptr());
      slices.push_back({parameter.data_ptr<float>(), gradient.data_ptr<float>(), tensor_at(means[i])->data_ptr<float>(),
                        tensor_at(squares[i])->data_ptr<float>(), largest ? tensor_at(largest[i])->data_ptr<float>() : nullptr,
                        parameter.numel(), static_cast<float>(-rate / correction1), static_cast<float>(correction2)});
    }
    if (!are_distinct(std::move(addresses))) return;
    run(slices, {static_cast<float>(beta1), static_cast<float>(beta2), static_cast<float>(1 - beta1), static_cast<float>(1 - beta2),
                 static_cast<float>(eps), static_cast<float>(decay), maximize ? -1.0f : 1.0f});
    for (int32_t i = 0; i < count; ++i) {
      if (!tensor_at(parameters[i])->grad().defined()) continue;
      ++steps[i];
      for (void* handle : {parameters[i], means[i], squares[i]}) changed(*tensor_at(handle));
      if (largest) changed(*tensor_at(largest[i]));
    }
    *done = 1;
  });
}

// The Euclidean norm of all gradients together; where it exceeds the limit, they are scaled to it.
HIWAE_EXPORT char* hiwae_clip_norm(void** parameters, int32_t count, double limit, double* norm, int32_t* done) {
  return hiwae::guarded([&] {
    *done = 0;
    struct Part {
      float* values;
      int64_t count;
    };
    std::vector<Part> parts;
    std::vector<const void*> addresses;
    std::vector<at::Tensor> gradients;
    for (int32_t i = 0; i < count; ++i) {
      const auto& gradient = tensor_at(parameters[i])->grad();
      if (!gradient.defined()) continue;
      if (!is_plain(gradient)) return;
      gradients.push_back(gradient);
      if (gradient.numel() > 0) addresses.push_back(gradient.data_ptr());
      auto* values = gradient.data_ptr<float>();
      for (int64_t start = 0; start < gradient.numel(); start += kBlock)
        parts.push_back({values + start, std::min(kBlock, gradient.numel() - start)});
    }
    if (!are_distinct(std::move(addresses))) return;
    const auto size = static_cast<int64_t>(parts.size());
    int64_t elements = 0;
    for (const auto& part : parts) elements += part.count;
    const int64_t share = elements > kShare ? std::max<int64_t>(1, size * kShare / elements) : size;
    std::vector<double> sums(parts.size());
    at::parallel_for(0, size, share, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) sums[i] = sum_of_squares(parts[i].values, parts[i].count);
    });
    double total = 0;
    for (const double sum : sums) total += sum;
    *norm = std::sqrt(total);
    const double factor = limit / (*norm + 1e-6);
    if (factor < 1) {
      at::parallel_for(0, size, share, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) scale(parts[i].values, static_cast<float>(factor), parts[i].count);
      });
      for (const auto& gradient : gradients) changed(gradient);
    }
    *done = 1;
  });
}
