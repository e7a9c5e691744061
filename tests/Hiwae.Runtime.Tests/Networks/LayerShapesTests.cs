using System.Collections.Immutable;
using FsCheck.Fluent;
using Hiwae.Networks;

namespace Hiwae.Runtime.Tests.Networks;

public sealed class LayerShapesTests
{
    private static readonly Layer[] Kinds =
    [
        new Layer.Dense(6, Activation.Tanh), new Layer.Dense(6, Activation.Elu, Residual: true), new Layer.Conv(2, 3, 1, 0, Activation.Relu),
        new Layer.Conv(3, 2, 2, 1, Activation.Relu, Residual: true), new Layer.Upsample(2, Interpolation.Bilinear), new Layer.Flatten(),
        new Layer.Unflatten(1, 2, 3), new Layer.Unflatten(2, 3, 4), new Layer.Crop(2, 3), new Layer.Crop(4, 2), new Layer.Dropout(0.5),
        new Layer.LayerNorm(), new Layer.BatchNorm(),
    ];

    private static readonly Input[] Parents = [new(6), new([2, 3, 4]), new([1, 3, 4]), new([1, 2, 3]), new([4, 5])];

    /// <summary>Any list of layers over any parents: either it is refused with a reason, or its shapes are what comes out.</summary>
    [Fact]
    public void Shapes_are_what_comes_out_or_a_named_fault()
    {
        var (fitting, refused) = (0, 0);
        Property.Holds(
            from parents in Gen.Choose(0, Parents.Length - 1).ListOf().Where(l => l.Count is > 0 and < 3)
            from kinds in Gen.Choose(0, Kinds.Length - 1).ListOf()
            select (Parents: parents.ToArray(), Kinds: kinds.Take(6).ToArray()),
            list =>
            {
                using var scope = NewDisposeScope();
                ImmutableArray<Input> inputs = [.. list.Parents.Select(i => Parents[i])];
                ImmutableArray<Layer> layers = [.. list.Kinds.Select(i => Kinds[i])];
                ImmutableArray<ImmutableArray<int>> shapes;
                try
                {
                    shapes = LayerShapes.Infer("net", inputs.AsSpan(), layers);
                }
                catch (ArgumentException fault)
                {
                    refused++;
                    Assert.Matches(@"^(In net, |net begins with |net joins its parents ).*; .*\.$", fault.Message);
                    Assert.Throws<ArgumentException>(() => new Net("net", inputs.AsSpan(), layers, Noise.FromSeed(1)));
                    return;
                }

                fitting++;
                using var net = new Net("net", inputs.AsSpan(), layers, Noise.FromSeed(1));
                var output = net.Raw([.. inputs.Select(input => randn(2, 1, input.Size))]);
                Assert.Equal([2, 1, shapes[^1].Aggregate(1, (a, b) => a * b)], output.shape);
            },
            tests: 500);
        Assert.True(fitting > 30 && refused > 30, $"{fitting} fitting, {refused} refused");
    }

    public static TheoryData<int[], Layer[], string> Faults => new()
    {
        { [1, 8, 8], [new Layer.Conv(32, 3, 2, 1, Activation.Elu), new Layer.Dense(10, Activation.Elu)],
            "In net, Dense(10) needs a vector, but Conv(32, Kernel = 3, Stride = 2, Padding = 1) gives an image of 32×4×4; write Flatten before it." },
        { [512], [new Layer.Unflatten(32, 7, 7)],
            "In net, parent 0 gives 512 values, but Unflatten(32, 7, 7) expects 32×7×7 = 1568; write Dense(1568) before it." },
        { [5], [new Layer.Dense(4, Activation.Elu), new Layer.Conv(1, 3, 1, 1, Activation.Elu)],
            "In net, Conv(1, Kernel = 3, Padding = 1) needs an image, but Dense(4) gives a vector of 4; write Unflatten(channels, height, width) before it." },
        { [5], [new Layer.Flatten()], "In net, Flatten needs an image, but parent 0 gives a vector of 5; remove Flatten." },
        { [1, 3, 9], [new Layer.Conv(1, 5, 1, 0, Activation.Elu)],
            "In net, Conv(1, Kernel = 5) has no window in what parent 0 gives, 1×3×9: its height would be ⌊(3 + 2 · 0 − 5) / 1⌋ + 1 = -1; write Kernel = 3 or less, or more Padding." },
        { [1, 8, 8], [new Layer.Conv(32, 3, 2, 0, Activation.Elu), new Layer.Dropout(0.5), new Layer.Flatten(), new Layer.Unflatten(32, 7, 7)],
            "In net, Conv(32, Kernel = 3, Stride = 2) gives 32×3×3 = 288 values, but Unflatten(32, 7, 7) expects 32×7×7 = 1568; write Unflatten(32, 3, 3)." },
        { [100_000], [new Layer.Dense(100_000, Activation.Elu)], "In net, Dense(100000) has 10000000000 weights, more than the 2147483647 that a layer can have; write smaller numbers." },
        { [1, 3, 9], [new Layer.Crop(3, 10)],
            "In net, Crop(3, 10) keeps more than the 3×9 that parent 0 gives; write Crop(3, 9) or less." },
        { [4, 5], [new Layer.Crop(3, 3)],
            "net begins with Crop(3, 3), which needs an image of channels × height × width, but the shape of parent 0 is 4×5; give parent 0 the shape (channels, height, width), or write Unflatten before Crop." },
        { [5], [new Layer.Dense(0, Activation.Elu)], "In net, outputs of Dense(0) is 0; write at least 1." },
        { [5], [new Layer.Dropout(1)], "In net, probability of Dropout(1) is 1; write at least 0 and less than 1." },
        { [1, 3, 3], [new Layer.Upsample(0, Interpolation.Nearest)], "In net, factor of Upsample(0) is 0; write at least 1." },
        { [1, 3, 3], [new Layer.Upsample(100_000, Interpolation.Nearest)], "In net, Upsample(100000) has 90000000000 values, more than the 2147483647 that a layer can have; write smaller numbers." },
        { [5], [new Layer.Dense(3, (Activation)99)], "In net, Activation of Dense(3) is 99, which is no member of Activation; write Tanh or Relu or " },
    };

    [Theory, MemberData(nameof(Faults))]
    public void A_fault_names_layer_arithmetic_and_remedy(int[] input, Layer[] layers, string message)
    {
        var fault = Assert.Throws<ArgumentException>(() => new Net("net", [new(input.ToImmutableArray())], [.. layers], Noise.FromSeed(1)));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_of_different_height_do_not_join()
    {
        var fault = Assert.Throws<ArgumentException>(() => LayerShapes.Infer("net", [new([1, 3, 4]), new([1, 4, 4])], [new Layer.Crop(1, 1)]));
        Assert.Contains("net joins its parents along their channels, but parent 0 is 1×3×4 and parent 1 is 1×4×4; write parents of one height and width.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_takes_images_where_its_first_layer_that_changes_shapes_does()
    {
        Assert.True(LayerShapes.TakesImages([new Layer.Dropout(0.1), new Layer.BatchNorm(), new Layer.Crop(1, 1), new Layer.Dense(1, Activation.Tanh)]));
        Assert.False(LayerShapes.TakesImages([new Layer.LayerNorm()]));
        Assert.False(LayerShapes.TakesImages([new Layer.Unflatten(1, 2, 2), new Layer.Conv(1, 1, 1, 0, Activation.Tanh)]));
        Assert.False(LayerShapes.TakesImages([]));
    }
}
