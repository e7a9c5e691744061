using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>The operations of layers but convolutions, row by row, as their formulas stand.</summary>
internal sealed class LayerReference : KernelReference
{
    public override double[] Forward(KernelNumbers numbers)
    {
        var output = numbers.Operation.Output;
        var y = new double[numbers.Plates.RowsOf(output) * output.Columns];
        for (var r = 0; r < y.Length / output.Columns; r++)
            Row(numbers, r).CopyTo(y.AsSpan(r * output.Columns));
        return y;
    }

    private static double[] Row(KernelNumbers numbers, int row) => numbers.Operation switch
    {
        Operation.SelectHead select => numbers.Row(select.AllHeads, row).Slice(row % numbers.Plates.Samples % numbers.Plates.Heads * select.Output.Columns, select.Output.Columns).ToArray(),
        Operation.Activate activate => Activated(activate.Activation, numbers.Row(activate.X, row).ToArray()),
        Operation.Add add => Activated(add.Activation, [.. numbers.Row(add.First, row).ToArray().Zip(numbers.Row(add.Second, row).ToArray(), (a, b) => a + b)]),
        Operation.Condition condition => Condition(numbers, condition, row),
        Operation.WeightNorm norm => WeightNorm(numbers.Row(norm.Direction, row), numbers.All(norm.Gain)[row]),
        Operation.LayerNorm norm => LayerNorm(numbers, norm, row),
        Operation.BatchNorm norm => BatchNorm(numbers, norm, row),
        Operation.Dropout dropout => Dropout(numbers, dropout, row),
        Operation.Concat concat => Concat(numbers, concat, row),
        Operation.ToImages images => ChannelsLast(numbers.Row(images.X, row), images.Output.Features, images.Output.Positions),
        Operation.ToVectors vectors => ChannelsFirst(numbers.Row(vectors.X, row), vectors.X.Features, vectors.X.Positions),
        Operation.Upsample upsample => Upsample(numbers.Row(upsample.X, row), upsample),
        Operation.Crop crop => Crop(numbers.Row(crop.X, row), crop),
        _ => throw new ArgumentOutOfRangeException(nameof(numbers)),
    };

    private static double[] Activated(Activation activation, double[] x) => [.. x.Select(value => Nonlinearity.Value(activation, value))];

    private static double[] Condition(KernelNumbers numbers, Operation.Condition condition, int row)
    {
        ReadOnlySpan<double> p = numbers.Row(condition.Product, row), s = numbers.Row(condition.Scale, row), t = numbers.Row(condition.Shift, row);
        var y = new double[p.Length];
        for (var i = 0; i < y.Length; i++)
            y[i] = ((1 + s[i % s.Length]) * p[i]) + t[i % t.Length];
        return Activated(condition.Activation, y);
    }

    private static double[] WeightNorm(ReadOnlySpan<double> direction, double gain)
    {
        var v = direction.ToArray();
        var length = Math.Sqrt(v.Sum(value => value * value));
        return [.. v.Select(value => gain * value / length)];
    }

    private static double[] LayerNorm(KernelNumbers numbers, Operation.LayerNorm norm, int row)
    {
        var x = numbers.Row(norm.X, row).ToArray();
        double mean = x.Average(), variance = x.Average(value => (value - mean) * (value - mean));
        double[] weight = ChannelsLast(numbers.All(norm.Weight), norm.Output.Features, norm.Output.Positions);
        double[] bias = ChannelsLast(numbers.All(norm.Bias), norm.Output.Features, norm.Output.Positions);
        return Activated(norm.Activation, [.. x.Select((value, i) => ((value - mean) / Math.Sqrt(variance + 1e-5) * weight[i]) + bias[i])]);
    }

    private static double[] BatchNorm(KernelNumbers numbers, Operation.BatchNorm norm, int row)
    {
        var channels = norm.Output.Features;
        double[] mean = numbers.All(norm.Mean), variance = numbers.All(norm.Variance), weight = numbers.All(norm.Weight), bias = numbers.All(norm.Bias);
        return Activated(norm.Activation, [.. numbers.Row(norm.X, row).ToArray().Select((value, i) =>
            ((value - mean[i % channels]) / Math.Sqrt(variance[i % channels] + norm.Epsilon) * weight[i % channels]) + bias[i % channels])]);
    }

    private static double[] Dropout(KernelNumbers numbers, Operation.Dropout dropout, int row)
    {
        var u = ChannelsLast(numbers.Row(dropout.Uniform, row), dropout.Output.Features, dropout.Output.Positions);
        return [.. numbers.Row(dropout.X, row).ToArray().Select((value, i) => u[i] >= (float)dropout.Probability ? value / (1 - dropout.Probability) : 0)];
    }

    private static double[] Concat(KernelNumbers numbers, Operation.Concat concat, int row)
    {
        var positions = concat.Output.Positions;
        var y = new List<double>();
        for (var place = 0; place < positions; place++)
            foreach (var part in concat.Parts)
                y.AddRange(numbers.Row(part, row).Slice(place * (part.Columns / positions), part.Columns / positions));
        return [.. y];
    }

    private static double[] ChannelsLast(ReadOnlySpan<double> x, int channels, int pixels)
    {
        var y = new double[x.Length];
        for (var i = 0; i < y.Length; i++)
            y[i] = x[(i % channels * pixels) + (i / channels)];
        return y;
    }

    private static double[] ChannelsFirst(ReadOnlySpan<double> x, int channels, int pixels)
    {
        var y = new double[x.Length];
        for (var i = 0; i < y.Length; i++)
            y[i] = x[(i % pixels * channels) + (i / pixels)];
        return y;
    }

    private static double[] Crop(ReadOnlySpan<double> x, Operation.Crop crop)
    {
        ImageShape from = crop.X.Image!.Value, to = crop.Output.Image!.Value;
        var y = new double[to.Size];
        for (var r = 0; r < to.Height; r++)
            x.Slice(r * from.Width * from.Channels, to.Width * to.Channels).CopyTo(y.AsSpan(r * to.Width * to.Channels));
        return y;
    }

    private static double[] Upsample(ReadOnlySpan<double> x, Operation.Upsample upsample)
    {
        ImageShape from = upsample.X.Image!.Value, to = upsample.Output.Image!.Value;
        var isBilinear = upsample.Interpolation == Interpolation.Bilinear;
        var y = new double[to.Size];
        for (var r = 0; r < to.Height; r++)
            for (var i = 0; i < to.Width; i++)
                foreach (var (down, share) in Sources(r, from.Height, upsample.Factor, isBilinear))
                    foreach (var (across, part) in Sources(i, from.Width, upsample.Factor, isBilinear))
                        for (var c = 0; c < to.Channels; c++)
                            y[(((r * to.Width) + i) * to.Channels) + c] += share * part * x[(((down * from.Width) + across) * from.Channels) + c];
        return y;
    }

    // Which old pixels a new one is made of, and how much of each.
    private static (int Place, double Part)[] Sources(int place, int size, int factor, bool isBilinear)
    {
        if (!isBilinear)
            return [(place / factor, 1)];
        var source = Math.Max(0, ((place + 0.5) / factor) - 0.5);
        var low = Math.Min((int)source, size - 1);
        return [(low, 1 - (source - low)), (Math.Min(low + 1, size - 1), source - low)];
    }
}
