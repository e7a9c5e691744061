using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>f(W ∗ x + bias + addend) and its derivatives, product by product.</summary>
internal sealed class ConvReference(Operation.Conv conv) : KernelReference
{
    private readonly ImageShape from = conv.X.Image!.Value, to = conv.Output.Image!.Value;

    public override double[] Forward(KernelNumbers numbers) => [.. Before(numbers).Select(value => Nonlinearity.Value(conv.Activation, value))];

    public override double[] Backward(KernelNumbers numbers, Value value, double[] g)
    {
        double[] before = Before(numbers), back = [.. g.Select((number, i) => number * Nonlinearity.Slope(conv.Activation, before[i]))];
        double[] weights = numbers.All(conv.Weight), slopes = new double[numbers.All(value).Length];
        int RowAt(Value input, int row) => numbers.Plates.RowAt(input, conv.Output.Level, row) * input.Columns;
        for (var r = 0; r < back.Length / to.Size; r++)
        {
            if (value.Id == conv.X.Id)
                Each((pixel, o, i, w) => slopes[RowAt(conv.X, r) + i] += back[(r * to.Size) + pixel + o] * weights[w]);
            if (value.Id == conv.Weight.Id)
                Each((pixel, o, i, w) => slopes[w] += back[(r * to.Size) + pixel + o] * numbers.All(conv.X)[RowAt(conv.X, r) + i]);
            for (var i = 0; i < to.Size; i++)
            {
                if (value.Id == conv.Bias?.Id)
                    slopes[i % to.Channels] += back[(r * to.Size) + i];
                if (value.Id == conv.Addend?.Id)
                    slopes[RowAt(value, r) + i] += back[(r * to.Size) + i];
            }
        }
        return slopes;
    }

    private double[] Before(KernelNumbers numbers)
    {
        var y = new double[numbers.Plates.RowsOf(conv.Output) * to.Size];
        var weights = numbers.All(conv.Weight);
        for (var r = 0; r < y.Length / to.Size; r++)
        {
            var row = r * to.Size;
            var x = numbers.Row(conv.X, r).ToArray();
            Each((pixel, o, i, w) => y[row + pixel + o] += x[i] * weights[w]);
            for (var i = 0; i < to.Size; i++)
            {
                if (conv.Bias is { } bias)
                    y[row + i] += numbers.All(bias)[i % to.Channels];
                if (conv.Addend is { } addend)
                    y[row + i] += numbers.Row(addend, r)[i];
            }
        }
        return y;
    }

    // Of one image, each product: its output's pixel and channel, its input, its weight.
    private void Each(Action<int, int, int, int> product)
    {
        for (var place = 0; place < to.Pixels * conv.Kernel * conv.Kernel; place++)
        {
            int pixel = place / (conv.Kernel * conv.Kernel), within = place % (conv.Kernel * conv.Kernel);
            var down = (pixel / to.Width * conv.Stride) + (within / conv.Kernel) - conv.Padding;
            var across = (pixel % to.Width * conv.Stride) + (within % conv.Kernel) - conv.Padding;
            if (down < 0 || down >= from.Height || across < 0 || across >= from.Width)
                continue;
            for (var o = 0; o < to.Channels; o++)
                for (var i = 0; i < from.Channels; i++)
                    product(
                        pixel * to.Channels,
                        o,
                        (((down * from.Width) + across) * from.Channels) + i,
                        (((o * conv.Channels) + conv.Channel + i) * conv.Kernel * conv.Kernel) + within);
        }
    }
}
