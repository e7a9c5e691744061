using Hiwae.Onnx.Graphs;
using Hiwae.Programs;

namespace Hiwae.Onnx.Emission;

// Layers of images.
internal sealed partial class ProgramEmitter
{
    private Emitted Conv(Operation.Conv operation)
    {
        var x = Read(operation.X);
        var (channels, kernel, to) = (x.Image!.Value.Channels, operation.Kernel, operation.Output.Image!.Value);
        var windows = Numbers.Columns(operation.Weight, operation.Channel, channels, operation.Channels, to.Channels, channels, kernel, kernel);
        ImmutableArray<string> inputs = operation.Bias is { } bias ? [x.Name, windows, Numbers.Of(bias, to.Channels)] : [x.Name, windows];
        var product = graph.Node(
            "Conv",
            inputs.AsSpan(),
            Attributes.Of("kernel_shape", kernel, kernel),
            Attributes.Of("strides", operation.Stride, operation.Stride),
            Attributes.Of("pads", operation.Padding, operation.Padding, operation.Padding, operation.Padding));
        return Ended(new(product, x.Rows, to.Size, to), operation.Addend, operation.Activation);
    }

    private Emitted Upsample(Operation.Upsample operation)
    {
        var x = Read(operation.X);
        var factors = graph.Numbers(1, 1, operation.Factor, operation.Factor);
        var larger = operation.Interpolation == Interpolation.Bilinear
            ? graph.Node("Resize", [x.Name, "", factors], Attributes.Of("mode", "linear"), Attributes.Of("coordinate_transformation_mode", "half_pixel"))
            : graph.Node(
                "Resize", [x.Name, "", factors],
                Attributes.Of("mode", "nearest"), Attributes.Of("coordinate_transformation_mode", "asymmetric"), Attributes.Of("nearest_mode", "floor"));
        return new(larger, x.Rows, operation.Output.Columns, operation.Output.Image);
    }

    private Emitted Crop(Operation.Crop operation)
    {
        var (x, to) = (Read(operation.X), operation.Output.Image!.Value);
        var part = graph.Node("Slice", [x.Name, graph.Whole(0, 0), graph.Whole(to.Height, to.Width), graph.Whole(2, 3)]);
        return new(part, x.Rows, to.Size, to);
    }
}
