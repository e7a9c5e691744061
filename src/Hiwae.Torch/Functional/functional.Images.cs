using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly long[] s_one = [1, 1];
            private static readonly long[] s_zero = [0, 0];

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Ops.conv2d.One(input, weight, bias, strides ?? s_one, padding ?? s_zero, dilation ?? s_one, groups);

            public static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                Ops.conv2d_padding.One(input, weight, bias, strides ?? s_one, padding == Padding.Same ? "same" : "valid", dilation ?? s_one, groups);

            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Ops.conv_transpose2d_input.One(input, weight, bias, strides ?? s_one, padding ?? s_zero, output_padding ?? s_zero, groups, dilation ?? s_one);

            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Ops.max_pool2d.One(input, kernel_size, strides ?? kernel_size, padding ?? s_zero, dilation ?? s_one, ceil_mode);

            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, Both(kernel_size), Both(stride ?? kernel_size), Both(padding ?? 0), Both(dilation ?? 1), ceil_mode);

            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                Ops.avg_pool2d.One(input, kernel_size, stride ?? kernel_size, padding ?? s_zero, ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, Both(kernel_size), Both(stride ?? kernel_size), Both(padding), ceil_mode, count_include_pad, divisor_override);

            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => mode switch
            {
                PaddingModes.Constant or PaddingModes.Zeros => Ops.constant_pad_nd.One(input, pad, mode == PaddingModes.Zeros ? 0.0 : value),
                PaddingModes.Reflect => Ops.pad.One(input, pad, "reflect"),
                PaddingModes.Replicate => Ops.pad.One(input, pad, "replicate"),
                _ => Ops.pad.One(input, pad, "circular"),
            };

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            /// <summary>Resamples images of shape [batch, channels, height, width], given either sizes or factors.</summary>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                if ((size is null) == (scale_factor is null))
                    throw new ArgumentException("interpolate takes either size or scale_factor: give one of the two.", nameof(size));
                if (x.dim() != 4 || antialias)
                    throw new NotSupportedException($"interpolate of a tensor with {x.dim()} dimensions{(antialias ? ", antialiased" : "")}; 4 dimensions without antialias are what there is.");
                var factors = recompute_scale_factor ? null : scale_factor;
                size = factors is null ? size ?? Scaled(x, scale_factor!) : size;
                return mode switch
                {
                    InterpolationMode.Nearest => Ops.upsample_nearest2d_vec.One(x, size, factors),
                    InterpolationMode.NearestExact => Ops._upsample_nearest_exact2d_vec.One(x, size, factors),
                    InterpolationMode.Bilinear => Ops.upsample_bilinear2d_vec.One(x, size, align_corners ?? false, factors),
                    InterpolationMode.Bicubic => Ops.upsample_bicubic2d_vec.One(x, size, align_corners ?? false, factors),
                    InterpolationMode.Area => Ops.adaptive_avg_pool2d.One(x, size ?? Scaled(x, scale_factor!)),
                    _ => throw new NotSupportedException($"interpolate in mode {mode} of a tensor with 4 dimensions; use Nearest, NearestExact, Bilinear, Bicubic or Area."),
                };
            }

            public static Tensor normalize(Tensor input, double p = 2.0, long dim = 1, double eps = 1e-12)
            {
                using var scope = NewDisposeScope();
                var norm = Ops.norm_ScalarOpt_dim.One(input, p, (long[])[dim], true);
                return (input / norm.clamp_min(eps)).MoveToOuterDisposeScope();
            }

            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1.0) =>
                Ops.smooth_l1_loss.One(input, target, (long)reduction, beta);

            private static long[] Both(long value) => [value, value];

            private static long[] Scaled(Tensor x, double[] factors) => [.. x.shape.Skip(2).Zip(factors, (extent, factor) => (long)Math.Floor(extent * factor))];
        }
    }
}
