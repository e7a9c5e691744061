// A program, analysed: which operation runs in which phase, and who writes which gradient first.
#pragma once
#include "step.h"

#include <string>
#include <vector>

namespace hiwae::step {

constexpr int kLevels = 4;

inline int place(Level level) {
  return static_cast<int>(level);
}

struct Plan {
  // Throws std::invalid_argument, naming the operation, where the code is no program.
  Plan(std::vector<Value> values, const std::vector<std::vector<int64_t>>& code);
  Plan(const Plan&) = delete;

  // How many values have a source: one more than the highest index.
  int count(Source source) const;
  const Value& find(Source source, int index) const;

  const Kernel& kernel(int op) const { return table[static_cast<int>(ops[op].kind)]; }
  // The value itself, or what it is a constant of.
  int32_t origin(int32_t value) const { return value >= 0 && values[value].source == Source::Constant ? values[value].index : value; }
  bool is_result(int32_t value) const { return value == ops.back().output; }
  // The values that backward reads: bits for inputs, see Kernel.
  uint32_t reads(int op) const { return kernel(op).reads ? kernel(op).reads(ops[op], values.data()) : ~0u; }
  int64_t saved(int op) const { return kernel(op).saved ? kernel(op).saved(ops[op], values.data()) : 0; }

  const Kernel* const table;
  const std::vector<Value> values;
  std::vector<Op> ops;
  // Operations by phase, in order: of parameters alone, of data alone, and of a block's groups and samples. What nobody reads is in none.
  std::vector<int> once, datum, body;
  std::vector<char> goes_back;            // by operation: whether it has a backward pass
  std::vector<char> is_read_by_rows;      // by value: whether an operation on rows reads it
  std::vector<int32_t> constants;         // values that are constants of others
  std::vector<char> is_read_by_body;      // by value: whether an operation on groups or samples reads it
  std::vector<int32_t> zeroed_datum, zeroed_body;  // values whose gradients rows of a higher level add to, and so start at zero
  int64_t proposals = 0;  // how many a group has to have; 0 where any number will do

 private:
  struct Stored {
    std::vector<int32_t> inputs;
    std::vector<int64_t> n;
    std::vector<double> f;
    std::vector<uint8_t> adds;
  };

  void decode(const std::vector<std::vector<int64_t>>& code);
  void sort();
  void order_gradients(const std::vector<int>& phase, std::vector<char>& begun);

  std::vector<Stored> stored_;
};

// The kernels for the processor at hand, or those that the variable HIWAE_INSTRUCTIONS names ("v3", "baseline") where it can run them.
const Kernel* kernels();

// The instruction set that they are for: "v4", "v3" or "baseline".
const char* instructions();

}  // namespace hiwae::step
