namespace TorchSharp
{
    using Modules;
    using F = torch.nn.functional;

    namespace Modules
    {
        /// <summary>A convolution over images of shape [batch, channels, height, width].</summary>
        public sealed class Conv2d : Convolution
        {
            internal Conv2d((long, long) channels, ConvolutionShape shape, bool bias, torch.Device? device, torch.ScalarType? dtype)
                : base(nameof(Conv2d), channels, shape, bias, device, dtype)
            {
            }

            public override torch.Tensor forward(torch.Tensor input)
            {
                if (padding_type is { } named)
                    return F.conv2d_padding(input, weight, bias, stride, named, dilation, groups);
                if (padding_mode == PaddingModes.Zeros)
                    return F.conv2d(input, weight, bias, stride, padding, dilation, groups);
                using var padded = F.pad(input, [padding![1], padding[1], padding[0], padding[0]], padding_mode);
                return F.conv2d(padded, weight, bias, stride, null, dilation, groups);
            }
        }

        /// <summary>The adjoint of a convolution over images: it enlarges them.</summary>
        public sealed class ConvTranspose2d : Convolution
        {
            internal ConvTranspose2d((long, long) channels, ConvolutionShape shape, bool bias, torch.Device? device, torch.ScalarType? dtype)
                : base(nameof(ConvTranspose2d), channels, shape, bias, device, dtype)
            {
            }

            public override torch.Tensor forward(torch.Tensor input) =>
                F.conv_transpose2d(input, weight, bias, stride, padding, output_padding, dilation, groups);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new((in_channels, out_channels), new([kernel_size, kernel_size], [stride, stride], [padding, padding], null, [dilation, dilation], groups, padding_mode), bias, device, dtype);

            public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new((in_channels, out_channels), new(Pair(kernel_size), Pair(stride ?? (1, 1)), Pair(padding ?? (0, 0)), null, Pair(dilation ?? (1, 1)), groups, padding_mode), bias, device, dtype);

            public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new((in_channels, out_channels), new([kernel_size, kernel_size], [stride, stride], null, padding, [dilation, dilation], groups, padding_mode), bias, device, dtype);

            public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, Padding padding, (long, long)? stride = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new((in_channels, out_channels), new(Pair(kernel_size), Pair(stride ?? (1, 1)), null, padding, Pair(dilation ?? (1, 1)), groups, padding_mode), bias, device, dtype);

            public static ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new((in_channels, out_channels), new([kernel_size, kernel_size], [stride, stride], [padding, padding], null, [dilation, dilation], groups, padding_mode) { Transposed = true, OutputPadding = [output_padding, output_padding] }, bias, device, dtype);

            public static ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? output_padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new((in_channels, out_channels), new(Pair(kernel_size), Pair(stride ?? (1, 1)), Pair(padding ?? (0, 0)), null, Pair(dilation ?? (1, 1)), groups, padding_mode) { Transposed = true, OutputPadding = Pair(output_padding ?? (0, 0)) }, bias, device, dtype);

            private static long[] Pair((long, long) pair) => [pair.Item1, pair.Item2];
        }
    }
}
