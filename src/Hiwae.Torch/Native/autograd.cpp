// Backpropagation, gradient modes and random generators.
#include "abi.h"

#include <torch/csrc/autograd/autograd.h>

#include <ATen/CPUGeneratorImpl.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

namespace {
std::vector<at::Tensor> tensors_of(void** handles, int32_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t i = 0; i < count; ++i) tensors.push_back(handles[i] ? *static_cast<at::Tensor*>(handles[i]) : at::Tensor());
  return tensors;
}

at::Generator& generator_at(void* handle) {
  return *static_cast<at::Generator*>(handle);
}

template <typename Body>
void locked(void* handle, Body&& body) {
  auto& generator = generator_at(handle);
  std::lock_guard<std::mutex> lock(generator.mutex());
  body(generator);
}
}  // namespace

HIWAE_EXPORT char* hiwae_backward(void** tensors, int32_t tensor_count, void** grads, int32_t grad_count, int32_t retain_graph,
                                  int32_t create_graph, void** inputs, int32_t input_count) {
  return hiwae::guarded([&] {
    torch::autograd::backward(tensors_of(tensors, tensor_count), tensors_of(grads, grad_count), retain_graph != 0, create_graph != 0,
                              tensors_of(inputs, input_count));
  });
}

HIWAE_EXPORT char* hiwae_grad(void** outputs, int32_t output_count, void** inputs, int32_t input_count, void** grads,
                              int32_t grad_count, int32_t retain_graph, int32_t create_graph, int32_t allow_unused, void** results) {
  return hiwae::guarded([&] {
    auto found = torch::autograd::grad(tensors_of(outputs, output_count), tensors_of(inputs, input_count), tensors_of(grads, grad_count),
                                       retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (size_t i = 0; i < found.size(); ++i) results[i] = hiwae::handle_of(std::move(found[i]));
  });
}

HIWAE_EXPORT int32_t hiwae_grad_mode() {
  return c10::GradMode::is_enabled();
}

HIWAE_EXPORT void hiwae_set_grad_mode(int32_t enabled) {
  hiwae::flush_denormals();
  c10::GradMode::set_enabled(enabled != 0);
}

HIWAE_EXPORT int32_t hiwae_inference_mode() {
  return c10::InferenceMode::is_enabled();
}

HIWAE_EXPORT void* hiwae_inference_enter(int32_t enabled) {
  return new c10::InferenceMode(enabled != 0);
}

HIWAE_EXPORT void hiwae_inference_leave(void* guard) {
  delete static_cast<c10::InferenceMode*>(guard);
}

HIWAE_EXPORT char* hiwae_generator_new(uint64_t seed, void** result) {
  return hiwae::guarded([&] { *result = new at::Generator(at::detail::createCPUGenerator(seed)); });
}

HIWAE_EXPORT char* hiwae_generator_default(void** result) {
  return hiwae::guarded([&] { *result = new at::Generator(at::detail::getDefaultCPUGenerator()); });
}

HIWAE_EXPORT void hiwae_generator_delete(void* handle) {
  delete static_cast<at::Generator*>(handle);
}

HIWAE_EXPORT char* hiwae_generator_manual_seed(void* handle, uint64_t seed) {
  return hiwae::guarded([&] { locked(handle, [&](at::Generator& generator) { generator.set_current_seed(seed); }); });
}

HIWAE_EXPORT char* hiwae_generator_seed(void* handle, uint64_t* seed) {
  return hiwae::guarded([&] { locked(handle, [&](at::Generator& generator) { *seed = generator.seed(); }); });
}

HIWAE_EXPORT char* hiwae_generator_initial_seed(void* handle, uint64_t* seed) {
  return hiwae::guarded([&] { locked(handle, [&](at::Generator& generator) { *seed = generator.current_seed(); }); });
}

HIWAE_EXPORT char* hiwae_generator_get_state(void* handle, void** result) {
  return hiwae::guarded([&] { locked(handle, [&](at::Generator& generator) { *result = hiwae::handle_of(generator.get_state()); }); });
}

HIWAE_EXPORT char* hiwae_generator_set_state(void* handle, void* state) {
  return hiwae::guarded(
      [&] { locked(handle, [&](at::Generator& generator) { generator.set_state(*static_cast<at::Tensor*>(state)); }); });
}
