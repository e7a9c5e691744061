// Memory of the executor: aligned blocks, and where buffers lie in an arena.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

namespace hiwae::step {

// Whole cache lines.
inline int64_t padded(int64_t floats) {
  return (floats + 15) / 16 * 16;
}

// Floats at a cache line's start, kept until more are needed; what is in them is lost then.
class Memory {
 public:
  Memory() = default;
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() { std::free(data_); }

  float* reserve(int64_t floats) {
    if (floats > size_) {
      std::free(data_);
      data_ = nullptr;
      size_ = 0;
      data_ = static_cast<float*>(std::aligned_alloc(64, padded(floats) * sizeof(float)));
      if (!data_) throw std::bad_alloc();
      size_ = padded(floats);
    }
    return data_;
  }

  float* data() const { return data_; }

 private:
  float* data_ = nullptr;
  int64_t size_ = 0;
};

// Floats that are needed from one moment to another, both included; none where there are no floats.
struct Buffer {
  int64_t floats = 0;
  int first = 0;
  int last = 0;
  int64_t offset = 0;

  void needed_at(int time) {
    first = std::min(first, time);
    last = std::max(last, time);
  }

  float* in(float* arena) const { return floats > 0 ? arena + offset : nullptr; }
};

// Buffers that are not needed at the same time may share memory: the largest first, each at the first place that is free for as long as it
// is needed. The floats that all need together.
inline int64_t lay_out(std::vector<Buffer*> buffers) {
  std::stable_sort(buffers.begin(), buffers.end(), [](const Buffer* a, const Buffer* b) { return a->floats > b->floats; });
  std::vector<const Buffer*> placed;
  int64_t total = 0;
  for (auto* buffer : buffers) {
    buffer->floats = padded(buffer->floats);
    std::vector<std::pair<int64_t, int64_t>> taken;
    for (const auto* other : placed)
      if (other->first <= buffer->last && buffer->first <= other->last) taken.emplace_back(other->offset, other->offset + other->floats);
    std::sort(taken.begin(), taken.end());
    int64_t offset = 0;
    for (const auto& [start, end] : taken) {
      if (start - offset >= buffer->floats) break;
      offset = std::max(offset, end);
    }
    buffer->offset = offset;
    total = std::max(total, offset + buffer->floats);
    placed.push_back(buffer);
  }
  return total;
}

}  // namespace hiwae::step
