// Images to more pixels.
#pragma once
#include "doubling.h"

namespace hiwae::step::HIWAE_ISA {
namespace {
namespace images {

struct Enlargement {
  int64_t channels, height, width, factor;
  bool bilinear;

  explicit Enlargement(const Op& op) : channels(op.n[0]), height(op.n[1]), width(op.n[2]), factor(op.n[3]), bilinear(op.n[4] != 0) {}
  bool doubles() const { return bilinear && factor == 2; }
  int64_t line() const { return width * channels; }
  int64_t input() const { return height * line(); }
  int64_t output() const { return input() * factor * factor; }
};

// Where an enlarged coordinate lies between two of the original's: the centres of pixels are held, not those at the corners.
struct Between {
  int64_t low, high;
  float part;  // of high

  Between(int64_t place, int64_t factor, int64_t size) {
    const float exact = (static_cast<float>(place) + 0.5f) * (1.0f / static_cast<float>(factor)) - 0.5f;
    const float source = exact < 0.0f ? 0.0f : exact;
    low = smaller(static_cast<int64_t>(source), size - 1);
    high = smaller(low + 1, size - 1);
    part = source - static_cast<float>(low);
  }
};

inline void blend(float* __restrict to, const float* low, const float* high, float part, int64_t count) {
  const float rest = 1.0f - part;
  int64_t c = 0;
  for (; c + lanes <= count; c += lanes) store(to + c, rest * load(low + c) + part * load(high + c));
  for (; c < count; ++c) to[c] = rest * low[c] + part * high[c];
}

inline void add_part(float* to, const float* from, float part, int64_t count) {
  int64_t c = 0;
  for (; c + lanes <= count; c += lanes) store(to + c, load(to + c) + part * load(from + c));
  for (; c < count; ++c) to[c] += part * from[c];
}

inline void enlarge(const Enlargement& e, const float* x, float* y, float* line) {
  const int64_t wide = e.width * e.factor;
  for (int64_t r = 0; r < e.height * e.factor; ++r) {
    if (e.bilinear) {
      const Between row(r, e.factor, e.height);
      blend(line, x + row.low * e.line(), x + row.high * e.line(), row.part, e.line());
      for (int64_t i = 0; i < wide; ++i, y += e.channels) {
        const Between column(i, e.factor, e.width);
        blend(y, line + column.low * e.channels, line + column.high * e.channels, column.part, e.channels);
      }
    } else {
      for (int64_t i = 0; i < wide; ++i, y += e.channels) copy(y, x + (r / e.factor) * e.line() + (i / e.factor) * e.channels, e.channels);
    }
  }
}

// Adds to the gradient of the original.
inline void reduce(const Enlargement& e, const float* dy, float* dx, float* line) {
  const int64_t wide = e.width * e.factor;
  for (int64_t r = 0; r < e.height * e.factor; ++r) {
    if (e.bilinear) {
      const Between row(r, e.factor, e.height);
      memset(line, 0, e.line() * sizeof(float));
      for (int64_t i = 0; i < wide; ++i, dy += e.channels) {
        const Between column(i, e.factor, e.width);
        add_part(line + column.low * e.channels, dy, 1.0f - column.part, e.channels);
        add_part(line + column.high * e.channels, dy, column.part, e.channels);
      }
      add_part(dx + row.low * e.line(), line, 1.0f - row.part, e.line());
      add_part(dx + row.high * e.line(), line, row.part, e.line());
    } else {
      for (int64_t i = 0; i < wide; ++i, dy += e.channels)
        add_part(dx + (r / e.factor) * e.line() + (i / e.factor) * e.channels, dy, 1.0f, e.channels);
    }
  }
}

inline void upsample_forward(const Op& op, Block& b) {
  const Enlargement e(op);
  const int64_t rows = rows_of(op, b);
  for (int64_t r = 0; r < rows; ++r) {
    const float* const x = row_of(op, b, 0, r);
    float* const y = b.value[op.output] + r * e.output();
    if (e.doubles())
      double_image(x, e.height, e.width, e.channels, y);
    else
      enlarge(e, x, y, b.scratch);
  }
}

inline void upsample_backward(const Op& op, Block& b) {
  const Enlargement e(op);
  const int64_t rows = rows_of(op, b);
  if (!grad_of(op, b, 0)) return;
  for (int64_t r = 0; r < rows; ++r) {
    float* const dx = grad_row_of(op, b, 0, r);
    const float* const dy = b.grad[op.output] + r * e.output();
    if (e.doubles()) {
      halve_image(dy, e.height, e.width, e.channels, op.adds[0], dx);
      continue;
    }
    if (!op.adds[0]) fill(dx, 0.0f, e.input());
    reduce(e, dy, dx, b.scratch);
  }
}

inline int64_t upsample_scratch(const Op& op, const Value*, const int64_t*) { return Enlargement(op).line(); }
inline uint32_t reads_nothing(const Op&, const Value*) { return 0; }

}  // namespace images

const Kernel upsample{images::upsample_forward, images::upsample_backward, nullptr, images::upsample_scratch, images::reads_nothing};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
