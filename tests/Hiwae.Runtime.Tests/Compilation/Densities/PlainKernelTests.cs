using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>Draws, points, filled data, and what is computed from parameters alone.</summary>
public sealed class PlainKernelTests
{
    private static readonly int[] Sizes = [1, 2, 3, 5, 8, 15, 16, 17, 50, 784];

    [Fact]
    public void Normal_draws_agree_with_the_formula() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        var (plates, size) = (KernelPlates.Random(random), Sizes[random.Next(Sizes.Length - 1)]);
        var level = (Level)random.Next((int)Level.Datum, 4);
        var raw = (Level)random.Next(0, (int)level + 1);
        var rows = raw == Level.Once ? level == Level.Sample && random.Next(2) == 0 ? plates.Heads : 1 : 0;
        Operation.Draw draw = new(new(2, level, 0, size), KernelForms.Normal, new(0, raw, rows, 2 * size), [new(1, level, 0, size)]);
        RowCheck.Holds(
            random, draw, plates, [Some(random, plates, draw.Raw), Some(random, plates, draw.Noises[0]), null], [true, false, false],
            (inputs, _) => [.. Enumerable.Range(0, size).Select(j => inputs[0][j] + (Math.Exp(inputs[0][size + j]) * inputs[1][j]))]);
    });

    [Fact]
    public void Missing_data_are_filled() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        var (plates, size) = (KernelPlates.Random(random), Sizes[random.Next(Sizes.Length)]);
        Operation.Fill fill = new(new(2, Level.Datum, 0, size), new(0, Level.Datum, 0, size), new(1, Level.Datum, 0, random.Next(2) == 0 ? size : 1), 0.25);
        float[] masks = [.. Enumerable.Range(0, plates.RowsOf(fill.Mask) * fill.Mask.Columns).Select(_ => (float)random.Next(2))];
        RowCheck.Holds(
            random, fill, plates, [Some(random, plates, fill.X), masks, null], [random.Next(2) == 0, false, false],
            (inputs, _) => [.. inputs[0].Select((x, j) => inputs[1][inputs[1].Length == 1 ? 0 : j] > 0 ? x : 0.25)]);
    });

    [Fact]
    public void Logarithms_of_probabilities_agree_with_the_formula() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        var size = Sizes[random.Next(Sizes.Length)];
        var (rows, columns) = random.Next(2) == 0 ? (1, size) : (size, 1);
        Operation.LogSoftmax operation = new(new(1, Level.Once, 1, size), new(0, Level.Once, 1, size));
        float[] x = [.. Enumerable.Range(0, size).Select(_ => 20 * Numbers.Normal(random))];
        RowCheck.Holds(
            random, operation, KernelPlates.One(), [x, null], [true, false], (inputs, _) =>
            {
                var total = ExactDensities.LogSum(inputs[0]);
                return [.. inputs[0].Select(number => number - total)];
            });

        var transposed = operation with { Output = operation.Output with { Rows = rows, Columns = columns }, X = operation.X with { Rows = rows, Columns = columns } };
        foreach (var width in VectorWidths.Supported)
        {
            KernelRun Run(Operation of) => new(of, KernelPlates.One(), [x, null]) { Wants = [false, false] };
            Assert.Equal(Run(operation).With(width).Output, Run(transposed).With(width).Output);
        }
    });

    [Theory]
    [InlineData(Support.Real)]
    [InlineData(Support.Binary)]
    [InlineData(Support.UnitInterval)]
    [InlineData(Support.EightBit)]
    [InlineData(Support.Positive)]
    [InlineData(Support.OneHot)]
    [InlineData(Support.Count)]
    public void Pseudo_inputs_are_brought_into_their_support(Support support) => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        var (rows, size, column, behind) = (1 + random.Next(4), Sizes[random.Next(Sizes.Length - 1)], random.Next(3), random.Next(3));
        Operation.Constrain operation = new(new(1, Level.Once, rows, size), new(0, Level.Once, rows, column + size + behind), support, column);
        RowCheck.Holds(
            random, operation, KernelPlates.One(), [Some(random, KernelPlates.One(), operation.X), null], [true, false],
            (inputs, _) => Constrained(support, inputs[0].AsSpan(column, size).ToArray()));
    });

    [Fact]
    public void What_comes_back_to_a_point_is_weighted_once_more() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        var (plates, size) = (KernelPlates.Random(random), Sizes[random.Next(Sizes.Length)]);
        var rows = plates.Rows.Sample;
        Operation.Point point = new(new(1, Level.Sample, 0, size), new(0, Level.Sample, 0, size));
        float[] Row(int count) => [.. Enumerable.Range(0, count).Select(_ => Numbers.Normal(random))];
        KernelRun run = new(point, plates, [Row(rows * size), null])
        {
            OutputGradient = Row(rows * size),
            Before = [random.Next(2) == 0 ? Row(rows * size) : null, null],
            Wants = [true, false],
            Scale = random.Next(4) == 0 ? 0f : 0.25f,
            Temperature = random.Next(2) == 0 ? 1f : 0.4f,
            Weights = [.. Enumerable.Range(0, rows).Select(_ => 0.25f * random.NextSingle())],
        };
        foreach (var width in VectorWidths.Supported)
        {
            var result = run.With(width);
            Assert.Equal(run.Numbers[0], result.Output);
            foreach (var i in Enumerable.Range(0, rows * size).Where(i => plates.Kept.Contains(i / size)))
            {
                double share = run.Scale == 0f ? 0 : run.Weights![i / size] / run.Scale, before = run.Before[0]?[i] ?? 0f;
                Assert.Equal(before + ((1 - (run.Temperature * (1 - share))) * run.OutputGradient[i]), result.Gradients[0]![i], 1e-5);
            }
        }
    });

    private static double[] Constrained(Support support, double[] x) => support switch
    {
        Support.Real => x,
        Support.Positive or Support.Count => [.. x.Select(Precise.Softplus)],
        Support.OneHot => ExactDensities.LogSum(x) is var total ? [.. x.Select(number => Math.Exp(number - total))] : [],
        _ => [.. x.Select(number => 1 / (1 + Math.Exp(-number)))],
    };

    private static float[] Some(Random random, KernelPlates plates, Value of) =>
        [.. Enumerable.Range(0, plates.RowsOf(of) * of.Columns).Select(_ => Numbers.Normal(random))];
}
