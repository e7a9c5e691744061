#include "plan.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace hiwae::step {

namespace {

struct Choice {
  const Kernel* table;
  const char* name;
};

Choice choose() {
#if defined(__x86_64__)
  const char* variable = std::getenv("HIWAE_INSTRUCTIONS");
  const std::string pinned = variable ? variable : "";
  __builtin_cpu_init();
  const bool has_v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
  const bool has_v4 = has_v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd") &&
                      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  if (has_v4 && pinned != "v3" && pinned != "baseline") return {kernels_v4, "v4"};
  if (has_v3 && pinned != "baseline") return {kernels_v3, "v3"};
#endif
  return {kernels_baseline, "baseline"};
}

const Choice& choice() {
  static const Choice chosen = choose();
  return chosen;
}

struct Shape {
  int inputs;
  int numbers;
  int reals;
};

// How many of each an operation has at least, by kind.
constexpr Shape shapes[] = {
    {4, 2, 0}, {4, 2, 0}, {1, 1, 0}, {1, 1, 0}, {2, 1, 0}, {3, 2, 0}, {2, 0, 0}, {3, 3, 0}, {2, 2, 1}, {1, 1, 0}, {2, 0, 1},
    {4, 10, 0}, {1, 5, 0}, {1, 5, 0}, {1, 2, 0}, {1, 2, 0}, {2, 2, 0}, {3, 5, 0}, {2, 3, 0}, {1, 0, 0}, {1, 3, 0}, {1, 3, 0},
    {1, 0, 0}, {2, 0, 0},
};
static_assert(sizeof(shapes) / sizeof(shapes[0]) == static_cast<size_t>(Kind::Count), "a shape for each kind");

// The words of one operation, in order.
class Words {
 public:
  Words(size_t op, const std::vector<int64_t>& words) : op_(op), words_(words) {}

  int64_t next() {
    if (at_ >= words_.size()) reject("ends too early");
    return words_[at_++];
  }

  [[noreturn]] void reject(const std::string& why) const {
    throw std::invalid_argument("Operation " + std::to_string(op_) + " of the step " + why + "; record the step with the library of this version.");
  }

 private:
  size_t op_;
  const std::vector<int64_t>& words_;
  size_t at_ = 0;
};

// How many proposals an operation is made for, where it has something for each: a head, or a row of what is learned; else 0.
int64_t proposals_of(const Op& op, const std::vector<Value>& values) {
  const auto rows_of_raw = [&] {
    const auto& raw = values[op.inputs[0]];
    return raw.level == Level::Once && raw.rows > 1 ? raw.rows : 0;
  };
  switch (op.kind) {
    case Kind::Own: return op.n[0];
    case Kind::Cross: return op.n[2];
    case Kind::HeadLinear: return values[op.inputs[1]].rows / values[op.output].columns;
    case Kind::Draw: return rows_of_raw();
    case Kind::LogDensity: return op.n[3] ? 0 : rows_of_raw();
    case Kind::Estimate: {
      const auto learned = op.inputs[op.input_count - 1];
      return learned >= 0 && op.n[2] == 1 ? values[learned].rows * values[learned].columns : 0;
    }
    default: return 0;
  }
}

}  // namespace

const Kernel* kernels() {
  return choice().table;
}

const char* instructions() {
  return choice().name;
}

Plan::Plan(std::vector<Value> all, const std::vector<std::vector<int64_t>>& code) : table(kernels()), values(std::move(all)) {
  decode(code);
  sort();
  std::vector<char> begun(values.size(), 0);
  order_gradients(body, begun);
  order_gradients(datum, begun);
}

void Plan::decode(const std::vector<std::vector<int64_t>>& code) {
  const auto count = static_cast<int64_t>(values.size());
  stored_.resize(code.size());
  ops.resize(code.size());
  std::vector<char> is_known(count);
  for (int64_t v = 0; v < count; ++v) {
    is_known[v] = values[v].source != Source::Computed;
    if (values[v].source != Source::Constant) continue;
    const auto origin = values[v].index;
    if (origin < 0 || origin >= count || values[origin].source == Source::Constant || values[origin].level != values[v].level ||
        values[origin].rows != values[v].rows || values[origin].columns != values[v].columns || values[v].differentiable)
      throw std::invalid_argument("Value " + std::to_string(v) + " of the step is the constant of none; record the step with the library of this version.");
    constants.push_back(static_cast<int32_t>(v));
  }
  for (size_t i = 0; i < code.size(); ++i) {
    Words words(i, code[i]);
    auto& [inputs, n, f, adds] = stored_[i];
    const auto kind = words.next();
    if (kind < 0 || kind >= static_cast<int64_t>(Kind::Count)) words.reject("is of kind " + std::to_string(kind) + ", which there is not");
    const auto output = words.next();
    if (output < 0 || output >= count || is_known[output]) words.reject("computes the value " + std::to_string(output) + ", which is none to be computed");
    const auto level = values[output].level;
    for (auto left = words.next(); left > 0; --left) {
      const auto input = words.next();
      if (input < -1 || input >= count || (input >= 0 && !is_known[origin(static_cast<int32_t>(input))])) words.reject("reads the value " + std::to_string(input) + " before it is computed");
      if (input >= 0 && values[input].level > level && kind != static_cast<int64_t>(Kind::Estimate)) words.reject("reads the value " + std::to_string(input) + ", which has more rows than it");
      inputs.push_back(static_cast<int32_t>(input));
    }
    for (auto left = words.next(); left > 0; --left) n.push_back(words.next());
    for (auto left = words.next(); left > 0; --left) {
      const auto bits = words.next();
      std::memcpy(&f.emplace_back(), &bits, sizeof bits);
    }
    const auto& least = shapes[kind];
    if (static_cast<int>(inputs.size()) < least.inputs || static_cast<int>(n.size()) < least.numbers || static_cast<int>(f.size()) < least.reals)
      words.reject("of kind " + std::to_string(kind) + " has too few inputs or numbers");
    adds.assign(inputs.size(), 1);
    ops[i] = {static_cast<Kind>(kind), level, static_cast<int32_t>(i), static_cast<int32_t>(output), static_cast<int32_t>(inputs.size()), inputs.data(), n.data(), f.data(), adds.data()};
    is_known[output] = 1;
    if (ops[i].kind == Kind::Estimate && static_cast<int64_t>(n.size()) < 3 + n[0]) words.reject("does not say how each term enters");
    const auto made_for = proposals_of(ops[i], values);
    if (made_for > 0 && proposals > 0 && made_for != proposals)
      words.reject("is made for " + std::to_string(made_for) + " proposals, another one for " + std::to_string(proposals));
    proposals = std::max(proposals, made_for);
  }
  if (ops.empty() || ops.back().kind != Kind::Estimate) throw std::invalid_argument("A step ends with its estimate; this one does not.");
}

void Plan::sort() {
  std::vector<char> is_wanted(values.size());
  is_wanted[ops.back().output] = 1;
  for (size_t i = ops.size(); i-- > 0;)
    for (const auto input : stored_[i].inputs)
      if (input >= 0 && is_wanted[ops[i].output]) is_wanted[origin(input)] = 1;
  goes_back.assign(ops.size(), 0);
  is_read_by_rows.assign(values.size(), 0);
  is_read_by_body.assign(values.size(), 0);
  for (size_t i = 0; i < ops.size(); ++i) {
    const auto& op = ops[i];
    if (!is_wanted[op.output]) continue;
    (op.level == Level::Once ? once : op.level == Level::Datum ? datum : body).push_back(static_cast<int>(i));
    goes_back[i] = values[op.output].differentiable || is_result(op.output);
    for (const auto read : stored_[i].inputs) {
      const auto input = origin(read);
      if (input < 0 || op.level == Level::Once) continue;
      is_read_by_rows[input] = 1;
      if (op.level != Level::Datum) is_read_by_body[input] = 1;
    }
  }
}

// Of the operations that write a gradient, backward's first overwrites it, unless it works on rows of a higher level, as the estimate does
// on those of samples.
void Plan::order_gradients(const std::vector<int>& phase, std::vector<char>& begun) {
  for (size_t k = phase.size(); k-- > 0;) {
    const int i = phase[k];
    const auto level = is_result(ops[i].output) ? Level::Sample : ops[i].level;
    for (int j = 0; goes_back[i] && j < ops[i].input_count; ++j) {
      const auto input = ops[i].inputs[j];
      if (input < 0 || !values[input].differentiable || values[input].level == Level::Once) continue;
      if (values[input].level == level)
        stored_[i].adds[j] = begun[input];
      else if (!begun[input])
        (values[input].level == Level::Datum ? zeroed_datum : zeroed_body).push_back(input);
      begun[input] = 1;
    }
  }
}

int Plan::count(Source source) const {
  int found = 0;
  for (const auto& value : values)
    if (value.source == source && value.index >= found) found = value.index + 1;
  return found;
}

const Value& Plan::find(Source source, int index) const {
  for (const auto& value : values)
    if (value.source == source && value.index == index) return value;
  throw std::invalid_argument("The step does not read number " + std::to_string(index) + " of what it is given.");
}

}  // namespace hiwae::step
