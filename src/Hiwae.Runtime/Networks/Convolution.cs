using Hiwae.Native;
using Hiwae.Programs;

namespace Hiwae.Networks;

/// <summary>A convolution of several images, joined along the channels.</summary>
internal sealed class Convolution : LinearMap
{
    private readonly Layer.Conv form;
    private readonly long[] strides;
    private readonly long[] padding;
    private readonly int channels;

    /// <summary>Windows with Glorot's initial weights, and zero bias.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="inputs">Images of the same height and width.</param>
    /// <param name="form">Channels and geometry.</param>
    /// <param name="options">Weight normalisation and context.</param>
    /// <param name="noise">Draws the weights.</param>
    public Convolution(string name, ImmutableArray<Input> inputs, Layer.Conv form, MapOptions options, Noise noise)
        : base(name, inputs.Select(i => i.Shape[0]), () => Initial(inputs, form, noise), options, noise)
    {
        this.form = form;
        strides = [form.Stride, form.Stride];
        padding = [form.Padding, form.Padding];
        channels = inputs.Sum(i => i.Shape[0]);
    }

    /// <summary>[batch, 1 or samples, channels, height, width].</summary>
    public override Tensor forward(Tensor[] input, Tensor? context)
    {
        using var scope = NewDisposeScope();
        return Sum(input, context, Apply).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    internal override Value Record(Recorder recorder, Value[] input, Value? context, Value? addend, Activation activation) => Sum(
        recorder, input, context, addend, activation,
        (value, weight, channel, bias, other, act) => recorder.Conv(value, weight, channel, channels, form.Kernel, form.Stride, form.Padding, bias, other, act));

    private Tensor Apply(Tensor input, Tensor columns, Tensor? offset) =>
        Plate.OfImages(input, images => images.dtype != ScalarType.Float32 || images.device_type != DeviceType.CPU || ConvolutionCheck.IsRightHere
            ? nn.functional.conv2d(images, columns, offset, strides, padding)
            : nn.functional.conv2d(
                images.to_type(ScalarType.Float64), columns.to_type(ScalarType.Float64), offset?.to_type(ScalarType.Float64), strides, padding).to_type(images.dtype));

    private static Tensor Initial(ImmutableArray<Input> inputs, Layer.Conv form, Noise noise)
    {
        var fanIn = inputs.Sum(i => i.Shape[0]);
        return cat([.. inputs.Select(input => input.Gain * Glorot.Kernel(form.Channels, input.Shape[0], form.Kernel, noise, fanIn))], 1);
    }
}
