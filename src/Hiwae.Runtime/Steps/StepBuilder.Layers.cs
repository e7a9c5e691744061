using Hiwae.Programs;
using Hiwae.Networks;

namespace Hiwae.Steps;

public sealed partial class StepBuilder
{
    private readonly Dictionary<int, StepValue> normalised = [];

    /// <summary>f(x Wᵀ + bias + addend), where x meets the columns of W from an offset on.</summary>
    /// <param name="value">x.</param>
    /// <param name="weight">W, [outputs, columns].</param>
    /// <param name="column">The offset.</param>
    /// <param name="bias">[outputs], or null.</param>
    /// <param name="addend">[..., outputs] of x's level or a lower one, or null.</param>
    /// <param name="activation">f.</param>
    internal StepValue Linear(StepValue value, StepValue weight, long column, StepValue? bias, StepValue? addend, Activation activation) => Ended(
        activation,
        act => Record(StepKind.Linear, [value, weight, bias, addend], value.Level, weight.Rows, [column, act], rows: value.Rows));

    /// <summary>As <see cref="Linear"/> for proposals, each by its own rows of W and its own part of the bias.</summary>
    internal StepValue HeadLinear(
        StepValue value, StepValue weight, long column, StepValue? bias, StepValue? addend, int heads, Activation activation) => Ended(
        activation,
        act => Record(StepKind.HeadLinear, [value, weight, bias, addend], StepLevel.Sample, weight.Rows / heads, [column, act]));

    /// <summary>As <see cref="Linear"/> for images: windows in place of columns.</summary>
    /// <param name="value">Images.</param>
    /// <param name="weight">W, [channels out, channels in · kernel · kernel].</param>
    /// <param name="channel">The first of the channels in that x meets.</param>
    /// <param name="channels">All channels in that W has.</param>
    /// <param name="form">The geometry.</param>
    /// <param name="bias">[channels out], or null.</param>
    /// <param name="addend">Images of the result's extents, or null.</param>
    /// <param name="activation">f.</param>
    internal StepValue Conv(
        StepValue value, StepValue weight, long channel, long channels, Layer.Conv form, StepValue? bias, StepValue? addend, Activation activation)
    {
        var before = value.Image!.Value;
        var to = new StepImage(form.Channels, (int)LayerShapes.Windows(before.Height, form), (int)LayerShapes.Windows(before.Width, form));
        return Ended(activation, act => Record(
            StepKind.Conv,
            [value, weight, bias, addend],
            value.Level,
            Size(to),
            [before.Channels, before.Height, before.Width, to.Channels, form.Kernel, form.Stride, form.Padding, channel, channels, act],
            rows: value.Rows,
            image: to));
    }

    /// <summary>f(x).</summary>
    internal StepValue Activate(StepValue value, Activation activation) => activation == Activation.Identity
        ? value
        : Same(StepKind.Activate, [value], [activation.Number()]);

    /// <summary>f(a + b).</summary>
    internal StepValue Add(StepValue first, StepValue second, Activation activation) =>
        Ended(activation, act => Same(StepKind.Add, [first, second], [act]));

    /// <summary>(1 + s) ⊙ p + t, scale and shift the same at every position of an image.</summary>
    internal StepValue Condition(StepValue product, StepValue scale, StepValue shift, Activation activation)
    {
        var lifted = scale.Level > product.Level ? Concat([product], scale.Level) : product;
        return Ended(activation, act => Same(StepKind.Condition, [lifted, scale, shift], [lifted.Features, act]));
    }

    /// <summary>gain · direction / ‖direction‖ by row; the same however often it is asked for.</summary>
    internal StepValue WeightNorm(StepValue direction, StepValue gain)
    {
        if (!normalised.TryGetValue(direction.Id, out var weight))
            normalised.Add(direction.Id, weight = Same(StepKind.WeightNorm, [direction, gain], []));
        return weight;
    }

    /// <summary>Standardised rows, scaled and shifted.</summary>
    internal StepValue LayerNorm(StepValue value, StepValue weight, StepValue bias, Activation activation) =>
        Ended(activation, act => Same(StepKind.LayerNorm, [value, weight, bias], [act, value.Features, value.Positions]));

    /// <summary>Zeros in random places while training, and the rest larger; the value itself otherwise.</summary>
    internal StepValue Dropout(StepValue value, double probability) => IsTraining
        ? Same(
            StepKind.Dropout,
            [value, Noise(NoiseKind.Uniform, value.Level, value.Rows, value.Columns)],
            [value.Features, value.Positions],
            [probability])
        : value;

    /// <summary>Vectors side by side, or images along the channels; what is of a lower level is repeated.</summary>
    internal StepValue Join(StepValue[] parts) => parts.Length == 1 ? parts[0] : Concat(parts, Highest(parts));

    /// <summary>Each pixel factor × factor times, or what lies between pixels.</summary>
    internal StepValue Upsample(StepValue value, int factor, Interpolation mode)
    {
        var before = value.Image!.Value;
        return Resized(
            StepKind.Upsample,
            value,
            before with { Height = before.Height * factor, Width = before.Width * factor },
            [before.Channels, before.Height, before.Width, factor, mode == Interpolation.Bilinear ? 1 : 0]);
    }

    /// <summary>The upper left part of an image.</summary>
    internal StepValue Crop(StepValue value, int height, int width)
    {
        var before = value.Image!.Value;
        return Resized(
            StepKind.Crop, value, before with { Height = height, Width = width }, [before.Channels, before.Height, before.Width, height, width]);
    }

    /// <summary>Vectors, which have the channels first, as images, which have them last.</summary>
    internal StepValue ToImages(StepValue value, ImmutableArray<int> shape)
    {
        var image = new StepImage(shape[0], shape[1], shape[2]);
        return image.Channels == 1 || image.Pixels == 1
            ? value with { Image = image }
            : Record(StepKind.ToImages, [value], value.Level, value.Columns, [image.Channels, image.Pixels], rows: value.Rows, image: image);
    }

    /// <summary>Images as vectors; vectors as they are.</summary>
    internal StepValue ToVectors(StepValue value) => value.Image switch
    {
        null => value,
        { Channels: 1 } or { Pixels: 1 } => value with { Image = null },
        { } image => Record(StepKind.ToVectors, [value], value.Level, value.Columns, [image.Channels, image.Pixels], rows: value.Rows),
    };

    /// <summary>log_softmax over all elements.</summary>
    internal StepValue LogSoftmax(StepValue value) => Same(StepKind.LogSoftmax, [value], []);

    /// <summary>Columns of pseudo-inputs brought into a support.</summary>
    internal StepValue Within(StepValue raw, Support support, int column, int size) =>
        Record(StepKind.Within, [raw], StepLevel.Once, size, [(long)support, column, size], rows: raw.Rows);

    /// <summary>The highest of the levels.</summary>
    internal static StepLevel Highest(params ReadOnlySpan<StepValue> parts)
    {
        var highest = StepLevel.Once;
        foreach (var part in parts)
            highest = part.Level > highest ? part.Level : highest;
        return highest;
    }

    private StepValue Concat(StepValue[] parts, StepLevel level)
    {
        var columns = parts.Sum(part => part.Columns);
        var image = parts[0].Image is { } first ? first with { Channels = (int)(columns / first.Pixels) } : (StepImage?)null;
        return Record(
            StepKind.Concat, [.. parts.Select(part => (StepValue?)part)], level, columns, [parts[0].Positions], rows: parts.Max(part => part.Rows), image: image);
    }

    /// <summary>What has the columns and the image of its first input.</summary>
    private StepValue Same(StepKind kind, ReadOnlySpan<StepValue> inputs, ReadOnlySpan<long> whole, ReadOnlySpan<double> real = default)
    {
        var level = Highest(inputs);
        var given = new StepValue?[inputs.Length];
        for (var i = 0; i < given.Length; i++)
            given[i] = inputs[i];
        return Record(kind, given, level, inputs[0].Columns, whole, real, inputs[0].Rows, inputs[0].Image);
    }

    private StepValue Resized(StepKind kind, StepValue value, StepImage image, ReadOnlySpan<long> whole) =>
        Record(kind, [value], value.Level, Size(image), whole, rows: value.Rows, image: image);

    /// <summary>An operation that ends in a nonlinearity, which is an operation of its own where its derivative needs its argument.</summary>
    private StepValue Ended(Activation activation, Func<long, StepValue> operation) => activation.IsFused()
        ? operation(activation.Number())
        : Activate(operation(Activation.Identity.Number()), activation);

    private static long Size(StepImage image) => (long)image.Channels * image.Pixels;
}
