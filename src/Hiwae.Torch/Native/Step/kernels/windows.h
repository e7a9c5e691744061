// The geometry of a convolution and the forms that its images and weights are brought into.
#pragma once
#include "slim.h"

namespace hiwae::step::HIWAE_ISA {
namespace {
namespace images {

// One dimension of the input's gradient. The inputs at phase, phase + stride, … are each reached by `taps` places of the kernel, first + stride · m,
// from outputs that lie next to one another; so for each phase the gradient is a correlation with the outputs' gradient.
struct Phase {
  int64_t first, taps, count, start;  // start: the output that the last tap reaches the phase's first input from

  Phase(int64_t phase, int64_t size, int64_t kernel, int64_t stride, int64_t padding)
      : first((phase + padding) % stride), taps(first < kernel ? (kernel - first + stride - 1) / stride : 0),
        count(size > phase ? (size - phase + stride - 1) / stride : 0), start((phase + padding - first) / stride - (taps - 1)) {}
};

// How far the phases reach before and behind the outputs of one dimension.
struct Frame {
  int64_t before = 0, size;

  Frame(int64_t input, int64_t output, int64_t kernel, int64_t stride, int64_t padding) {
    int64_t behind = output;
    for (int64_t a = 0; a < stride; ++a) {
      const Phase phase(a, input, kernel, stride, padding);
      if (phase.count == 0 || phase.taps == 0) continue;
      before = larger(before, -phase.start);
      behind = larger(behind, phase.start + phase.count - 1 + phase.taps);
    }
    size = before + behind;
  }
};

// Copies an image's rows into the middle of zeros that stay: rows of `count` floats.
inline void frame(const float* from, int64_t rows, int64_t count, int64_t from_step, float* to, int64_t to_step) {
  for (int64_t r = 0; r < rows; ++r) memcpy(to + r * to_step, from + r * from_step, count * sizeof(float));
}

// Adds each channel's sum over an image's pixels.
inline void sum_channels(const float* from, int64_t pixels, int64_t channels, float* to) {
  int64_t c = 0;
  for (; c + lanes <= channels; c += lanes) {
    Wide even{}, odd{};
    int64_t i = 0;
    for (; i + 2 <= pixels; i += 2) {
      even += load(from + i * channels + c);
      odd += load(from + (i + 1) * channels + c);
    }
    if (i < pixels) even += load(from + i * channels + c);
    store(to + c, load(to + c) + even + odd);
  }
  for (; c < channels; ++c) {
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int64_t i = 0; i < pixels; ++i) sum += from[i * channels + c];
    to[c] += sum;
  }
}

// Weights for `channels` sums: element (r, l, c) of the windows comes from weights[place(r, l) + c · step].
// Laid out by panels of channels as in Windows, with zeros where a panel has more vectors than channels; or slim.
struct Panels {
  int64_t channels, rows, length;
  bool slim;

  int64_t size() const { return rounded(channels) * rows * length; }

  // Where a channel's weight is of the row r · length + l.
  int64_t at(int64_t row, int64_t channel) const {
    if (slim) return channel * rows * length + row;
    const int64_t first = channel / (2 * lanes) * (2 * lanes), wide = smaller(rounded(channels - first), 2 * lanes);
    return first * rows * length + row * wide + channel - first;
  }
};

struct Geometry {
  int64_t in, height, width, out, kernel, stride, padding, offset, total, out_height, out_width;
  Activation activation;

  explicit Geometry(const Op& op)
      : in(op.n[0]), height(op.n[1]), width(op.n[2]), out(op.n[3]), kernel(op.n[4]), stride(op.n[5]), padding(op.n[6]), offset(op.n[7]), total(op.n[8]),
        out_height((height + 2 * padding - kernel) / stride + 1), out_width((width + 2 * padding - kernel) / stride + 1),
        activation(static_cast<Activation>(op.n[9])) {}

  // With the border: as much as windows reach.
  int64_t reach_height() const { return (out_height - 1) * stride + kernel; }
  int64_t reach_width() const { return (out_width - 1) * stride + kernel; }
  int64_t framed() const { return reach_height() * reach_width() * in; }
  int64_t input() const { return height * width * in; }
  int64_t area() const { return kernel * kernel; }
  int64_t output() const { return out_height * out_width * out; }
  Panels panels() const { return {out, kernel, kernel * in, slim(out, stride * in, kernel * in)}; }
  Panels panels(const Phase& down, const Phase& across) const { return {in, down.taps, across.taps * out, slim(in, out, across.taps * out)}; }
};

}  // namespace images
}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
