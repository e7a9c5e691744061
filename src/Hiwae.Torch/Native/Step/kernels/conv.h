// Convolutions: y = act(W ∗ x + bias + addend).
#pragma once
#include "activations.h"
#include "weights.h"

namespace hiwae::step::HIWAE_ISA {
namespace {
namespace images {

// Takes pieces of the scratch, each at a multiple of a cache line from its start.
struct Pieces {
  float* next;

  float* take(int64_t count) {
    float* piece = next;
    next += line(count);
    return piece;
  }
  static int64_t line(int64_t count) { return (count + 15) / 16 * 16; }
};

inline float* aligned(float* scratch) {
  return reinterpret_cast<float*>((reinterpret_cast<uintptr_t>(scratch) + 63) / 64 * 64);
}

// How many images are gathered at a time: enough for the sums to be worth loading, few enough for the cache.
inline int64_t together(const Geometry& g) { return larger(1, 6144 / larger(1, g.framed())); }

// Floats behind the images that correlate_flat may read.
constexpr int64_t slack = 2 * lanes;

struct Frames {
  Frame down, across;

  explicit Frames(const Geometry& g)
      : down(g.height, g.out_height, g.kernel, g.stride, g.padding), across(g.width, g.out_width, g.kernel, g.stride, g.padding) {}
  int64_t size(const Geometry& g) const { return down.size * across.size * g.out; }
};

inline int64_t all_panels(const Geometry& g) {
  return g.kernel * g.kernel * larger(rounded(g.out) * g.in, rounded(g.in) * g.out) + 16 * g.stride * g.stride;
}

inline int64_t conv_scratch(const Op& op, const Value*, const int64_t*) {
  const Geometry g(op);
  const int64_t wide = rounded(g.out) == g.out || g.panels().slim ? 0 : g.out_height * g.out_width * rounded(g.out) + 16;
  return 16 + Pieces::line(larger(rounded(g.in), rounded(g.out))) + 2 * Pieces::line(all_panels(g)) +
         Pieces::line(together(g) * g.framed() + slack) + Pieces::line(together(g) * wide) + Pieces::line(Frames(g).size(g) + slack);
}

inline uint32_t conv_reads(const Op& op, const Value* values) {
  const Geometry g(op);
  return (values[op.inputs[1]].differentiable ? 1u : 0u) | (values[op.inputs[0]].differentiable ? 2u : 0u) |
         (g.activation == Activation::Identity ? 0u : 1u << 31);
}

inline void conv_forward(const Op& op, Block& b) {
  const Geometry g(op);
  const int64_t rows = b.count(op.level, b.values[op.output]);
  Pieces pieces{aligned(b.scratch)};
  float* const bias = pieces.take(rounded(g.out));
  float* const weights = pieces.take(all_panels(g));
  float* const framed = pieces.take(g.framed() + slack);

  memset(bias, 0, rounded(g.out) * sizeof(float));
  if (op.inputs[2] >= 0) memcpy(bias, b.value[op.inputs[2]], g.out * sizeof(float));
  arrange(g, b.value[op.inputs[1]], weights);
  memset(framed, 0, g.framed() * sizeof(float));

  const int64_t width = g.reach_width() * g.in;
  const int64_t inside_rows = larger(0, smaller(g.height, g.reach_height() - g.padding));
  const int64_t inside = larger(0, smaller(g.width, g.reach_width() - g.padding)) * g.in;
  float* const middle = framed + (g.padding * g.reach_width() + g.padding) * g.in;
  Windows s{framed, g.kernel, g.kernel * g.in, width, g.stride * width, g.stride * g.in, g.out_height, g.out_width, weights, bias, nullptr, nullptr,
            g.out_width * g.out, g.out, g.out};
  for (int64_t r = 0; r < rows; ++r) {
    frame(b.value[op.inputs[0]] + r * g.input(), inside_rows, inside, g.width * g.in, middle, width);
    s.out = b.value[op.output] + r * g.output();
    s.addend = op.inputs[3] < 0 ? nullptr : b.value[op.inputs[3]] + b.at(op.inputs[3], op.level, r) * g.output();
    correlate(s);
    activate_in_place(g.activation, s.out, g.output());
  }
}

// The gradient of one image's input. `framed`: the outputs' gradient with its border.
inline void conv_input(const Geometry& g, const Frames& frames, const float* framed, const float* weights, const float* zeros, bool adds, float* to) {
  const int64_t width = frames.across.size * g.out;
  for (int64_t a = 0; a < g.stride; ++a)
    for (int64_t c = 0; c < g.stride; ++c) {
      const Phase down(a, g.height, g.kernel, g.stride, g.padding), across(c, g.width, g.kernel, g.stride, g.padding);
      const int64_t taps = down.taps * across.taps;
      if (down.count == 0 || across.count == 0) continue;
      Windows s;
      s.in = taps ? framed + (down.start + frames.down.before) * width + (across.start + frames.across.before) * g.out : framed;
      s.rows = taps ? down.taps : 0;
      s.length = taps ? across.taps * g.out : 0;
      s.row_step = s.down = width;
      s.across = g.out;
      s.height = down.count;
      s.width = across.count;
      s.weights = weights;
      s.bias = zeros;
      s.out = to + (a * g.width + c) * g.in;
      s.addend = adds ? s.out : nullptr;
      s.out_down = g.stride * g.width * g.in;
      s.out_across = g.stride * g.in;
      s.channels = g.in;
      correlate(s);
      weights += Pieces::line(g.panels(down, across).size());
    }
}

inline void conv_backward(const Op& op, Block& b) {
  const Geometry g(op);
  const Frames frames(g);
  const int64_t rows = b.count(op.level, b.values[op.output]), size = g.output(), pixels = g.out_height * g.out_width;
  const int32_t x = op.inputs[0], w = op.inputs[1], addend = op.inputs[3];
  float* const to_x = b.grad[x];
  float* const to_w = opened(op, b, 1, g.out * g.total * g.kernel * g.kernel);
  float* const to_bias = opened(op, b, 2, g.out);
  float* const to_addend = grad_of(op, b, 3);
  // Where the addend is x itself, the first to write is the addend.
  const bool is_same = addend == x, adds_to_addend = op.adds[is_same ? 0 : 3], adds_to_x = op.adds[0] || is_same;
  const int64_t group = together(g), wide = g.panels().slim ? g.out : rounded(g.out);

  Pieces pieces{aligned(b.scratch)};
  float* const zeros = pieces.take(larger(rounded(g.in), rounded(g.out)));
  float* const weights = pieces.take(all_panels(g));
  float* const sums = pieces.take(all_panels(g));
  float* const inputs = pieces.take(group * g.framed() + slack);
  float* const outputs = pieces.take(frames.size(g) + slack);
  float* const widened = wide == g.out ? nullptr : pieces.take(group * pixels * wide);
  memset(zeros, 0, larger(rounded(g.in), rounded(g.out)) * sizeof(float));
  if (to_x) {
    arrange(g, b.value[w], sums);
    float* at = weights;
    for (int64_t a = 0; a < g.stride; ++a)
      for (int64_t c = 0; c < g.stride; ++c) {
        const Phase down(a, g.height, g.kernel, g.stride, g.padding), across(c, g.width, g.kernel, g.stride, g.padding);
        if (down.count == 0 || across.count == 0 || down.taps * across.taps == 0) continue;
        arrange_back(g, down, across, sums, at);
        at += Pieces::line(g.panels(down, across).size());
      }
    memset(outputs, 0, frames.size(g) * sizeof(float));
  }
  if (to_w) {
    memset(sums, 0, g.panels().size() * sizeof(float));
    memset(inputs, 0, group * g.framed() * sizeof(float));
    if (widened) memset(widened, 0, group * pixels * wide * sizeof(float));
  }

  const int64_t inside_rows = larger(0, smaller(g.height, g.reach_height() - g.padding));
  const int64_t inside = larger(0, smaller(g.width, g.reach_width() - g.padding)) * g.in;
  const int64_t middle = (g.padding * g.reach_width() + g.padding) * g.in;
  for (int64_t first = 0; first < rows; first += group) {
    const int64_t many = smaller(group, rows - first);
    for (int64_t i = 0; i < many; ++i) {
      const int64_t r = first + i;
      float* const dy = b.grad[op.output] + r * size;
      activate_back_in_place(g.activation, b.value[op.output] + r * size, dy, size);
      if (to_addend) {
        float* const to = to_addend + b.at(addend, op.level, r) * size;
        put(to, dy, adds_to_addend, size);
      }
      if (to_bias) sum_channels(dy, pixels, g.out, to_bias);
      if (to_x) {
        frame(dy, g.out_height, g.out_width * g.out, g.out_width * g.out, outputs + (frames.down.before * frames.across.size + frames.across.before) * g.out,
              frames.across.size * g.out);
        conv_input(g, frames, outputs, weights, zeros, adds_to_x, to_x + r * g.input());
      }
      if (to_w) {
        frame(b.value[x] + r * g.input(), inside_rows, inside, g.width * g.in, inputs + i * g.framed() + middle, g.reach_width() * g.in);
        if (widened) for (int64_t j = 0; j < pixels; ++j) memcpy(widened + (i * pixels + j) * wide, dy + j * g.out, g.out * sizeof(float));
      }
    }
    if (to_w)
      collect({inputs, many, g.framed(), g.kernel, g.kernel * g.in, g.reach_width() * g.in, g.stride * g.reach_width() * g.in, g.stride * g.in,
               g.out_height, g.out_width, widened ? widened : b.grad[op.output] + first * size, pixels * wide, g.out_width * wide, wide, g.out, sums});
  }
  if (to_w) disperse(g, sums, b.grad[w]);
}

}  // namespace images

const Kernel conv{images::conv_forward, images::conv_backward, nullptr, images::conv_scratch, images::conv_reads};

}  // namespace
}  // namespace hiwae::step::HIWAE_ISA
