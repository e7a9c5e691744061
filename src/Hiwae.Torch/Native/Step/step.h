// A compiled step: a model's bound and its adjoint as a list of operations over blocks of rows.
//
// A program is recorded once. A run divides the data of a batch into blocks small enough for the processor's cache; each thread takes whole
// blocks through all operations, forward and back, on memory of its own, and what the threads found for the parameters is added
// up at the end. Within a block everything is single-threaded.
//
// This header knows neither libtorch nor the standard library's containers: kernels.cpp is compiled once for each instruction set,
// and nothing that the linker may share between those objects is allowed in it.
#pragma once
#include <cstddef>
#include <cstdint>

namespace hiwae::step {

// What a value has one row for. A higher level has at least as many rows, and reads a lower one's by Block::at.
enum class Level : int32_t {
  Once = 0,    // computed from parameters alone
  Datum = 1,   // each datum
  Group = 2,   // each draw of the shared auxiliaries: in training as many as data
  Sample = 3,  // each proposal
};

enum class Source : int32_t {
  Computed = 0,
  Parameter = 1,  // Once; its gradient leaves the program
  Data = 2,       // Datum
  Noise = 3,      // of its own level
  Zero = 4,       // Once, one row of zeros
  Constant = 5,   // another value as it stands, without a gradient
};

// Numbered as in C#.
enum class Kind : int32_t {
  Linear = 0,
  HeadLinear = 1,
  Own = 2,
  Activate = 3,
  Add = 4,
  Condition = 5,
  WeightNorm = 6,
  LayerNorm = 7,
  Dropout = 8,
  Concat = 9,
  Fill = 10,
  Conv = 11,
  Upsample = 12,
  Crop = 13,
  ToImages = 14,
  ToVectors = 15,
  Draw = 16,
  LogDensity = 17,
  Cross = 18,
  LogSoftmax = 19,
  Within = 20,
  Estimate = 21,
  Point = 22,
  ToyTarget = 23,
  Count = 24,
};

enum class Activation : int32_t { Identity = 0, Tanh = 1, Relu = 2, Elu = 3, Softplus = 4, Sigmoid = 5, Gelu = 6, Silu = 7, LeakyRelu = 8 };

enum class Family : int32_t {
  Normal = 0,
  SoftplusNormal = 1,
  Bernoulli = 2,
  Laplace = 3,
  StudentT = 4,
  Logistic = 5,
  DiscretizedLogistic = 6,
  Categorical = 7,
  Beta = 8,
  ContinuousBernoulli = 9,
};

// A matrix, rows by columns, without gaps.
struct Value {
  Source source;
  Level level;
  int32_t index;    // among the parameters, the data, or the noises; the value that a constant is
  int32_t rows;     // of Once; else 0
  int64_t columns;
  int32_t differentiable;  // whether a gradient is wanted: a parameter leads to it
};

struct Op {
  Kind kind;
  Level level;            // how many rows it works on: its output's
  int32_t index;          // its place in the program
  int32_t output;         // a value
  int32_t input_count;
  const int32_t* inputs;  // values; −1 for one that is left out
  const int64_t* n;       // whole numbers, see Kernel
  const double* f;        // real numbers
  const uint8_t* adds;    // for each input: 1 to add to its gradient, 0 to overwrite it. Always 1 where the input is of a lower level.
};

// One thread's part of a run. Row r of an operation of level L reads row at(value, L, r) of an input.
struct Block {
  const Value* values;
  float* const* value;      // by value: its rows of this block
  float* const* grad;       // by value: the same of the gradient; null where none is wanted
  float* const* saved;      // by operation: what forward leaves for backward, `saved` floats a row
  float* scratch;           // for the moment, as much as the operation asked for
  int64_t rows[4];          // by level; of Once unused
  const int32_t* up[4][4];  // up[high][low][r]: the row of the low level that row r of the high one belongs to
  const int32_t* head;      // by sample row: which proposal it is, 0 … samples − 1
  int64_t samples;          // proposals in a group
  bool gradients;           // whether backward follows
  float scale;              // the gradient of the result with respect to the sum of log ŵ over groups
  float temperature;        // what everything but the observed terms of the log weights is multiplied with
  float* weights;           // by sample row: ω · scale, set by Estimate where gradients follow

  int64_t count(Level level, const Value& output) const { return level == Level::Once ? output.rows : rows[static_cast<int>(level)]; }

  int64_t at(int32_t input, Level level, int64_t row) const {
    const Value& v = values[input];
    if (v.level == level) return row;
    if (v.level == Level::Once) return v.rows == 1 ? 0 : head[row];
    return up[static_cast<int>(level)][static_cast<int>(v.level)][row];
  }
};

struct Kernel {
  void (*forward)(const Op&, Block&);
  void (*backward)(const Op&, Block&);
  // Floats that forward leaves for backward, for each row of the operation; null for none.
  int64_t (*saved)(const Op&, const Value*);
  // Floats of scratch, given how many rows each level has at most; null for none.
  int64_t (*scratch)(const Op&, const Value*, const int64_t rows[4]);
  // Which values backward reads: bit i for input i, bit 31 for the output; null for all.
  uint32_t (*reads)(const Op&, const Value*);
};

// The kernels by Kind, compiled for an instruction set.
extern const Kernel* const kernels_v4;        // AVX-512
extern const Kernel* const kernels_v3;        // AVX2 and FMA
extern const Kernel* const kernels_baseline;  // what every processor has

// C = op(A) op(B) + beta C, all in rows without gaps other than the leading dimensions; runs on the calling thread within a block.
extern "C" void hiwae_step_product(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, const float* a, int64_t lda, const float* b,
                                   int64_t ldb, float beta, float* c, int64_t ldc);

}  // namespace hiwae::step
