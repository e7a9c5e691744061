// The border: tensors in, pointers out.
#include "../abi.h"
#include "program.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty_like.h>

using namespace hiwae::step;

namespace {

constexpr int kValueWords = 6;

at::Tensor& tensor_at(void* handle) {
  return *static_cast<at::Tensor*>(handle);
}

void demand(bool holds, const char* what, int index, const std::string& why) {
  if (!holds) throw std::invalid_argument(std::string(what) + " " + std::to_string(index) + " of the step " + why);
}

void demand_count(const char* what, int given, int wanted) {
  if (given != wanted)
    throw std::invalid_argument("The step takes " + std::to_string(wanted) + " " + what + "; " + std::to_string(given) + " were given.");
}

void demand_floats(const at::Tensor& tensor, const char* what, int index, int64_t count) {
  demand(tensor.device().is_cpu() && tensor.scalar_type() == at::kFloat, what, index,
         "is of type " + std::string(c10::toString(tensor.scalar_type())) + " on " + tensor.device().str() + "; compiled steps take 32-bit floats on the CPU: take the portable step.");
  demand(tensor.numel() == count, what, index, "has " + std::to_string(tensor.numel()) + " values; " + std::to_string(count) + " are needed.");
}

// Inputs of a run; what is not contiguous is copied.
struct Inputs {
  std::vector<at::Tensor> owners;
  std::vector<const float*> pointers;

  void add(const at::Tensor& tensor, const char* what, int index, int64_t count) {
    demand_floats(tensor, what, index, count);
    owners.push_back(tensor.contiguous());
    pointers.push_back(static_cast<const float*>(owners.back().data_ptr()));
  }
};

// Kind and output, then three lists, each after its length, then the label, which is C#'s.
std::vector<std::vector<int64_t>> operations(const int64_t* code, const int64_t* end, int32_t count) {
  std::vector<std::vector<int64_t>> all(count);
  for (auto& words : all) {
    const int64_t* const start = code;
    code += 2;
    for (int list = 0; list < 3; ++list) {
      if (code >= end || *code < 0 || *code >= end - code) throw std::invalid_argument("The code of the step ends within an operation.");
      code += 1 + *code;
    }
    words.assign(start, code);
    ++code;
  }
  return all;
}

float* gradient_of(at::Tensor& parameter) {
  auto& gradient = parameter.mutable_grad();
  if (!gradient.defined() || !gradient.is_contiguous() || gradient.scalar_type() != at::kFloat) gradient = at::empty_like(parameter, at::MemoryFormat::Contiguous);
  return static_cast<float*>(gradient.data_ptr());
}

}  // namespace

HIWAE_EXPORT char* hiwae_step_new(const int32_t* values, int32_t value_count, const int64_t* code, int64_t length, int32_t op_count, void** result) {
  return hiwae::guarded([&] {
    std::vector<hiwae::step::Value> all(value_count);
    for (int32_t i = 0; i < value_count; ++i, values += kValueWords)
      all[i] = {static_cast<Source>(values[0]), static_cast<Level>(values[1]), values[2], values[3], values[4], values[5]};
    *result = new Program(std::move(all), operations(code, code + length, op_count));
  });
}

HIWAE_EXPORT void hiwae_step_delete(void* program) {
  delete static_cast<Program*>(program);
}

HIWAE_EXPORT char* hiwae_step_run(void* target, void** parameters, int32_t parameter_count, void** data, int32_t data_count, void** noises, int32_t noise_count,
                                  int64_t batch, int64_t groups, int64_t samples, int32_t gradients, float scale, float temperature, float* estimates) {
  return hiwae::guarded([&] {
    auto& program = *static_cast<Program*>(target);
    const auto& plan = program.plan;
    demand_count("parameters", parameter_count, plan.count(Source::Parameter));
    demand_count("data", data_count, plan.count(Source::Data));
    demand_count("noises", noise_count, plan.count(Source::Noise));
    if (plan.proposals > 0 && samples != plan.proposals)
      throw std::invalid_argument("The step was recorded for " + std::to_string(plan.proposals) + " proposals a group, each with its own part of the network; " +
                                  std::to_string(samples) + " were asked for. Ask for as many, or record the step of a network that has them.");
    std::vector<const float*> weights(parameter_count);
    std::vector<float*> found(parameter_count);
    Inputs observed, drawn;
    observed.pointers.reserve(data_count);
    for (const auto& value : plan.values) {
      const int i = value.index;
      if (value.source == Source::Parameter) {
        auto& parameter = tensor_at(parameters[i]);
        demand_floats(parameter, "Parameter", i, value.rows * value.columns);
        demand(parameter.is_contiguous(), "Parameter", i, "is not contiguous; take the portable step.");
        weights[i] = static_cast<const float*>(parameter.data_ptr());
        if (gradients && value.differentiable) found[i] = gradient_of(parameter);
      }
    }
    for (int i = 0; i < data_count; ++i) {
      const auto& tensor = tensor_at(data[i]);
      observed.add(tensor, "Datum", i, batch * (tensor.dim() > 0 ? tensor.numel() / std::max<int64_t>(1, tensor.size(0)) : 1));
    }
    for (const auto& value : plan.values)
      if (value.source == Source::Data) demand(observed.owners[value.index].numel() == batch * value.columns, "Datum", value.index,
                                               "has " + std::to_string(observed.owners[value.index].numel()) + " values; " + std::to_string(batch) + " · " + std::to_string(value.columns) + " are needed.");
    std::vector<int64_t> floats(noise_count);
    for (const auto& value : plan.values) {
      if (value.source != Source::Noise) continue;
      const int64_t rows = value.level == Level::Once ? value.rows : value.level == Level::Datum ? batch : value.level == Level::Group ? batch * groups : batch * groups * samples;
      floats[value.index] = rows * value.columns;
    }
    for (int i = 0; i < noise_count; ++i) drawn.add(tensor_at(noises[i]), "Noise", i, floats[i]);
    program.run({weights.data(), gradients ? found.data() : nullptr, observed.pointers.data(), drawn.pointers.data(), batch, groups, samples, scale, temperature, estimates,
                 at::get_num_threads()});
  });
}

HIWAE_EXPORT char* hiwae_step_profile(void* program, int32_t reset, double* nanoseconds) {
  return hiwae::guarded([&] { static_cast<Program*>(program)->profile(reset != 0, nanoseconds); });
}

HIWAE_EXPORT const char* hiwae_step_instructions() {
  return hiwae::step::instructions();
}
