// The geometry of a convolution and the forms that its images and weights are brought into.
#pragma once
#include "tiles.h"

namespace hiwae::step::HIWAE_ISA {
namespace {
namespace images {

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
  int64_t output() const { return out_height * out_width * out; }
};

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
// Laid out by panels of channels as in Windows, with zeros where a panel has more vectors than channels.
struct Panels {
  int64_t channels, rows, length;

  int64_t size() const { return rounded(channels) * rows * length; }

  // fn(place in the panels, r, l, channel)
  template <typename Fn>
  void each(const Fn& fn) const {
    for (int64_t c = 0; c < channels; c += 2 * lanes) {
      const int64_t wide = smaller(rounded(channels - c), 2 * lanes), some = smaller(channels - c, wide);
      for (int64_t r = 0; r < rows; ++r)
        for (int64_t l = 0; l < length; ++l)
          for (int64_t i = 0; i < some; ++i) fn(c * rows * length + (r * length + l) * wide + i, r, l, c + i);
    }
  }
};

// (out, in, kernel, kernel) → sums over windows of inputs.
inline void arrange(const Geometry& g, const float* weights, float* to) {
  const Panels panels{g.out, g.kernel, g.kernel * g.in};
  memset(to, 0, panels.size() * sizeof(float));
  const int64_t area = g.kernel * g.kernel;
  panels.each([&](int64_t at, int64_t r, int64_t l, int64_t c) {
    const int64_t column = l / g.in, channel = l % g.in;
    to[at] = weights[((c * g.total + g.offset + channel) * g.kernel + r) * g.kernel + column];
  });
  (void)area;
}

// The same for the way back: sums over windows of the outputs' gradient, for one phase.
inline void arrange_back(const Geometry& g, const Phase& down, const Phase& across, const float* weights, float* to) {
  const Panels panels{g.in, down.taps, across.taps * g.out};
  memset(to, 0, panels.size() * sizeof(float));
  panels.each([&](int64_t at, int64_t r, int64_t l, int64_t c) {
    const int64_t row = down.first + g.stride * (down.taps - 1 - r), column = across.first + g.stride * (across.taps - 1 - l / g.out);
    to[at] = weights[(((l % g.out) * g.total + g.offset + c) * g.kernel + row) * g.kernel + column];
  });
}

// Adds what collect found to the gradient of the weights.
inline void disperse(const Geometry& g, const float* sums, float* to) {
  Panels{g.out, g.kernel, g.kernel * g.in}.each([&](int64_t at, int64_t r, int64_t l, int64_t c) {
    to[((c * g.total + g.offset + l % g.in) * g.kernel + r) * g.kernel + l / g.in] += sums[at];
  });
}

}  // namespace images
}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
