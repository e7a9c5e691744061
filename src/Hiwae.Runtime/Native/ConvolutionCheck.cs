namespace Hiwae.Native;

/// <summary>
/// Whether the engine's convolutions of 32-bit floats have the right gradients on this processor. On some (AMD's Zen 5 in a virtual machine, libtorch 2.10) a gradient by the images is wrong where a
/// batch has several, by as much as it is large; 64-bit floats, which take another way through the engine, are right. docs/engine.md says more.
/// </summary>
public static class ConvolutionCheck
{
    // Far above what rounding does to a few hundred products, and far below what was seen.
    private const double Tolerance = 1e-3;

    // (images, channels, height, width, output channels, kernel, stride, padding): small, large, and in between.
    private static readonly (long Images, long Channels, long Height, long Width, long Outputs, long Kernel, long Stride, long Padding)[] Shapes =
    [
        (4, 1, 4, 4, 1, 2, 2, 1), (2, 1, 6, 6, 3, 3, 1, 0), (3, 3, 7, 5, 1, 3, 1, 1), (2, 2, 3, 3, 2, 2, 1, 1), (20, 8, 14, 14, 8, 3, 2, 1), (20, 16, 7, 7, 16, 3, 1, 1),
    ];

    private static readonly Lazy<bool> Checked = new(() => Array.TrueForAll(Shapes, IsRight));

    /// <summary>Whether they are right, found by trying once in a process.</summary>
    public static bool IsRightHere => Checked.Value;

    private static bool IsRight((long Images, long Channels, long Height, long Width, long Outputs, long Kernel, long Stride, long Padding) shape)
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        return All(ScalarType.Float32).Zip(All(ScalarType.Float64)).All(pair => Difference(pair.First, pair.Second) < Tolerance);

        // The convolution, and its gradients by images, windows and bias.
        Tensor[] All(ScalarType type)
        {
            var images = Numbers(type, 1.7, shape.Images, shape.Channels, shape.Height, shape.Width).requires_grad_();
            var windows = Numbers(type, 2.3, shape.Outputs, shape.Channels, shape.Kernel, shape.Kernel).requires_grad_();
            var bias = Numbers(type, 0.9, shape.Outputs).requires_grad_();
            var result = nn.functional.conv2d(images, windows, bias, [shape.Stride, shape.Stride], [shape.Padding, shape.Padding]);
            (result * Numbers(type, 1.1, result.shape)).sum().backward();
            return [result, images.grad!, windows.grad!, bias.grad!];
        }
    }

    private static double Difference(Tensor found, Tensor expected) =>
        (found.to_type(ScalarType.Float64) - expected).abs().max().ToDouble() / (1 + expected.abs().max().ToDouble());

    // Without random numbers, which belong to the user.
    private static Tensor Numbers(ScalarType type, double step, params long[] shape) =>
        (arange(shape.Aggregate(1L, (product, size) => product * size), dtype: ScalarType.Float64) * step).sin().reshape(shape).to_type(type);
}
