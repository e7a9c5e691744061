// A plan's buffers for a size of batch: how many data are taken at a time, and where everything lies.
#pragma once
#include "memory.h"
#include "plan.h"

namespace hiwae::step {

// What decides an arrangement.
struct Size {
  bool gradients;
  int64_t share;    // data of one thread
  int64_t groups;   // for each datum
  int64_t samples;  // for each group

  bool operator==(const Size& other) const {
    return gradients == other.gradients && share == other.share && groups == other.groups && samples == other.samples;
  }
};

// A thread's data are taken in superblocks, for which the values that depend on data alone are computed, and each superblock in blocks,
// for which everything else is. Buffers are for full ones.
class Arrangement {
 public:
  Arrangement(const Plan& plan, const Size& size);

  Size size;
  int64_t superblock;
  int64_t block;
  std::vector<Buffer> value, grad;  // by value
  std::vector<Buffer> saved;        // by operation
  std::vector<int32_t> moved;       // values of samples that backward reads: they have to move where samples are left out
  int64_t datum_floats = 0, body_floats = 0, scratch_floats = 0;

  // For each row of a level the one of a lower level that it belongs to, in a full block.
  std::vector<int32_t> sample_group, sample_datum, group_datum, head;

  int64_t body_rows(Level level) const {
    return level == Level::Datum ? block : level == Level::Group ? block * size.groups : block * size.groups * size.samples;
  }

 private:
  void lay_out(const Plan& plan, int64_t superblock_data, int64_t block_data);
  int64_t lay_out(const Plan& plan, const std::vector<int>& phase);
  void map();
};

}  // namespace hiwae::step
