namespace Hiwae.Programs;

public sealed partial class Recorder
{
    private readonly Dictionary<int, Value> normalised = [];

    /// <summary>f(x Wᵀ + bias + addend), where x meets the columns of W from an offset on.</summary>
    /// <param name="value">x.</param>
    /// <param name="weight">W, [outputs, columns].</param>
    /// <param name="column">The offset.</param>
    /// <param name="bias">[outputs], or null.</param>
    /// <param name="addend">[..., outputs] of x's level or a lower one, or null.</param>
    /// <param name="activation">f.</param>
    internal Value Linear(Value value, Value weight, int column, Value? bias, Value? addend, Activation activation) => Ended(
        activation,
        act => Record(
            output => new Operation.Linear(output, value, weight, column, bias, addend, act), value.Level, weight.Rows, value.Rows));

    /// <summary><see cref="Linear"/> for proposals, each by its own rows of W and its own part of the bias.</summary>
    internal Value HeadLinear(Value value, Value weight, int column, Value? bias, Value? addend, int heads, Activation activation) => Ended(
        activation,
        act => Record(output => new Operation.HeadLinear(output, value, weight, column, bias, addend, act), Level.Sample, weight.Rows / heads));

    /// <summary><see cref="Linear"/> for images: windows in place of columns.</summary>
    /// <param name="value">Images.</param>
    /// <param name="weight">W, [channels out, channels in · kernel · kernel].</param>
    /// <param name="channel">The first of the channels in that x meets.</param>
    /// <param name="channels">All channels in that W has.</param>
    /// <param name="kernel">The windows' height and width.</param>
    /// <param name="stride">The distance between windows.</param>
    /// <param name="padding">Zeros on each side.</param>
    /// <param name="bias">[channels out], or null.</param>
    /// <param name="addend">Images of the result's extents, or null.</param>
    /// <param name="activation">f.</param>
    internal Value Conv(
        Value value, Value weight, int channel, int channels, int kernel, int stride, int padding, Value? bias, Value? addend, Activation activation)
    {
        var before = value.Image!.Value;
        int Windows(int size) => ((size + (2 * padding) - kernel) / stride) + 1;
        var to = new ImageShape(weight.Rows, Windows(before.Height), Windows(before.Width));
        return Ended(activation, act => Record(
            output => new Operation.Conv(output, value, weight, channel, channels, kernel, stride, padding, bias, addend, act),
            value.Level, to.Size, value.Rows, to));
    }

    /// <summary>f(x).</summary>
    internal Value Activate(Value value, Activation activation) => activation == Activation.Identity
        ? value
        : Like(value, value.Level, output => new Operation.Activate(output, value, activation));

    /// <summary>f(a + b).</summary>
    internal Value Add(Value first, Value second, Activation activation) =>
        Ended(activation, act => Like(first, Highest(first, second), output => new Operation.Add(output, first, second, act)));

    /// <summary>(1 + s) ⊙ p + t, scale and shift the same at every position of an image.</summary>
    internal Value Condition(Value product, Value scale, Value shift, Activation activation)
    {
        var lifted = scale.Level > product.Level ? Concat([product], scale.Level) : product;
        return Ended(activation, act => Like(lifted, lifted.Level, output => new Operation.Condition(output, lifted, scale, shift, act)));
    }

    /// <summary>gain · direction / ‖direction‖ by row; the same however often it is asked for.</summary>
    internal Value WeightNorm(Value direction, Value gain)
    {
        if (!normalised.TryGetValue(direction.Id, out var weight))
            normalised.Add(direction.Id, weight = Like(direction, Level.Once, output => new Operation.WeightNorm(output, direction, gain)));
        return weight;
    }

    /// <summary>Standardisation of each row, scaled and shifted by element.</summary>
    internal Value LayerNorm(Value value, Value weight, Value bias, Activation activation) =>
        Ended(activation, act => Like(value, value.Level, output => new Operation.LayerNorm(output, value, weight, bias, act)));

    /// <summary>Standardisation of each channel by running averages.</summary>
    internal Value BatchNorm(Value value, Value mean, Value variance, Value weight, Value bias, double epsilon, Activation activation) => Ended(
        activation, act => Like(value, value.Level, output => new Operation.BatchNorm(output, value, mean, variance, weight, bias, epsilon, act)));

    /// <summary>Zeros in random places while training, and the rest larger; the value itself otherwise.</summary>
    internal Value Dropout(Value value, double probability)
    {
        if (!IsTraining)
            return value;
        var uniform = Random(NoiseKind.Uniform, value.Level, value.Rows, value.Columns);
        return Like(value, value.Level, output => new Operation.Dropout(output, value, uniform, probability));
    }

    /// <summary>Vectors side by side, or images along the channels; what is of a lower level is repeated.</summary>
    internal Value Join(Value[] parts) => parts.Length == 1 ? parts[0] : Concat(parts, Highest(parts));

    /// <summary>Each pixel factor × factor times, or what lies between pixels.</summary>
    internal Value Upsample(Value value, int factor, Interpolation mode)
    {
        var before = value.Image!.Value;
        return Resized(
            value, before with { Height = before.Height * factor, Width = before.Width * factor }, output => new Operation.Upsample(output, value, factor, mode));
    }

    /// <summary>The upper left part of an image.</summary>
    internal Value Crop(Value value, int height, int width) =>
        Resized(value, value.Image!.Value with { Height = height, Width = width }, output => new Operation.Crop(output, value));

    /// <summary>Vectors, which have the channels first, as images, which have them last.</summary>
    internal Value ToImages(Value value, ImmutableArray<int> shape)
    {
        var image = new ImageShape(shape[0], shape[1], shape[2]);
        return image.Channels == 1 || image.Pixels == 1
            ? value with { Image = image }
            : Resized(value, image, output => new Operation.ToImages(output, value));
    }

    /// <summary>Images as vectors; vectors as they are.</summary>
    internal Value ToVectors(Value value) => value.Image switch
    {
        null => value,
        { Channels: 1 } or { Pixels: 1 } => value with { Image = null },
        _ => Record(output => new Operation.ToVectors(output, value), value.Level, value.Columns, value.Rows),
    };

    /// <summary>log_softmax over all elements.</summary>
    internal Value LogSoftmax(Value value) => Like(value, value.Level, output => new Operation.LogSoftmax(output, value));

    /// <summary>Columns of pseudo-inputs brought into a support.</summary>
    internal Value Constrain(Value raw, Support support, int column, int size) =>
        Record(output => new Operation.Constrain(output, raw, support, column), Level.Once, size, raw.Rows);

    private Value Concat(Value[] parts, Level level)
    {
        var columns = parts.Sum(value => value.Columns);
        var image = parts[0].Image is { } first ? first with { Channels = columns / first.Pixels } : (ImageShape?)null;
        return Record(output => new Operation.Concat(output, [.. parts]), level, columns, parts.Max(value => value.Rows), image);
    }

    /// <summary>A value with the columns and the image of another.</summary>
    private Value Like(Value value, Level level, Func<Value, Operation> operation) => Record(operation, level, value.Columns, value.Rows, value.Image);

    private Value Resized(Value value, ImageShape image, Func<Value, Operation> operation) =>
        Record(operation, value.Level, image.Size, value.Rows, image);

    /// <summary>An operation that ends in a nonlinearity, which is an operation of its own where its derivative needs its argument.</summary>
    private Value Ended(Activation activation, Func<Activation, Value> operation) => activation is Activation.Gelu or Activation.Silu
        ? Activate(operation(Activation.Identity), activation)
        : operation(activation);
}
