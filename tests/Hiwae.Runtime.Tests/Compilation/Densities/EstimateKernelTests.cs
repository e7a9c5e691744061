using System.Collections.Immutable;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>Estimates beside their definition in 64-bit numbers, and their gradients beside central differences.</summary>
public sealed class EstimateKernelTests
{
    [Fact]
    public void Estimates_and_gradients_agree_with_the_definition() => Property.Holds(Property.Seeds, seed => Check(new(seed)), tests: 100);

    [Theory]
    [MemberData(nameof(LaneFunctions.Widths), MemberType = typeof(LaneFunctions))]
    public void A_weight_of_zero_is_survived(string width)
    {
        var result = Run([float.NegativeInfinity, 1f, 2f, -800f], 4, width);
        Assert.Equal(Math.Log((Math.Exp(1) + Math.Exp(2)) / 4), result.Output[0], 1e-6);
        Assert.Equal([0f, 0f], [result.Weights[0], result.Weights[3]]);
        Assert.All(result.Gradients[0]!, g => Assert.True(float.IsFinite(g)));
    }

    [Theory]
    [MemberData(nameof(LaneFunctions.Widths), MemberType = typeof(LaneFunctions))]
    public void Only_weights_of_zero_give_an_estimate_of_zero(string width) =>
        Assert.Equal(float.NegativeInfinity, Run([float.NegativeInfinity, float.NegativeInfinity], 2, width).Output[0]);

    [Theory]
    [MemberData(nameof(LaneFunctions.Widths), MemberType = typeof(LaneFunctions))]
    public void What_is_not_a_number_is_not_hidden(string width) => Assert.True(float.IsNaN(Run([0f, float.NaN, 1f], 3, width).Output[0]));

    [Theory]
    [MemberData(nameof(LaneFunctions.Widths), MemberType = typeof(LaneFunctions))]
    public void Weights_keep_the_digits_of_differences(string width)
    {
        // Log weights whose neighbours are 1/16 apart.
        float[] logs = [-1e6f, -1e6f + 0.0625f, -1e6f + 0.25f, -1e6f - 1f];
        double[] exact = [.. logs.Select(log => Math.Exp(log + 1e6))];
        Assert.All(Run(logs, 4, width).Weights.Zip(exact), pair => Assert.Equal(pair.Second / exact.Sum(), pair.First, 1e-6));
    }

    [Theory]
    [MemberData(nameof(LaneFunctions.Widths), MemberType = typeof(LaneFunctions))]
    public void At_temperature_zero_infinite_terms_are_left_out(string width)
    {
        Operation.Estimate operation = new(
            new(2, Level.Group, 0, 1),
            [new(new(0, Level.Sample, 0, 1), TermKind.Added), new(new(1, Level.Sample, 0, 1), TermKind.Observed)], [], new Programs.Weighting.Uniform());
        KernelRun run = new(operation, KernelPlates.One(2), [[float.NegativeInfinity, 3f], [1f, 2f], null]) { Wants = [false, false, false], Temperature = 0f };
        var result = run.With(Enum.Parse<VectorWidth>(width));
        Assert.Equal(Math.Log((Math.Exp(1) + Math.Exp(2)) / 2), result.Output[0], 1e-6);
    }

    private static KernelResult Run(float[] logs, int samples, string width)
    {
        Operation.Estimate operation = new(new(1, Level.Group, 0, 1), [new(new(0, Level.Sample, 0, 1), TermKind.Added)], [], new Programs.Weighting.Uniform());
        KernelRun run = new(operation, KernelPlates.One(samples), [logs, null]) { OutputGradient = [0f], Wants = [true, false] };
        return run.With(Enum.Parse<VectorWidth>(width));
    }

    private static void Check(Random random)
    {
        var plates = KernelPlates.Of(random, 1 + random.Next(3), 1 + random.Next(2), 1 + random.Next(random.Next(4) == 0 ? 20 : 6));
        List<Value> values = [];
        Value New(Level level, int rows, int columns)
        {
            values.Add(new(values.Count, level, rows, columns));
            return values[^1];
        }

        ImmutableArray<Term> terms = [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => new Term(
            random.Next(5) is 0 ? New(Level.Once, 1, 1) : New((Level)random.Next((int)Level.Datum, 4), 0, 1), (TermKind)random.Next(3)))];
        ImmutableArray<Value> crosses = [.. Enumerable.Range(0, random.Next(3)).Select(_ => New(Level.Sample, 0, plates.Heads))];
        Programs.Weighting weighting = random.Next(6) switch
        {
            0 => new Programs.Weighting.Uniform(),
            1 => new Programs.Weighting.Learned(New(Level.Once, 1, plates.Heads)),
            2 => new Programs.Weighting.Maximum(),
            var kind => new Programs.Weighting.Power(kind switch { 3 => 1, 4 => 0, _ => 0.5 + random.NextDouble() }),
        };
        Operation.Estimate operation = new(New(Level.Group, 0, 1), terms, crosses, weighting);
        var spread = random.Next(3) switch { 0 => 1f, 1 => 10f, _ => 300f };
        float[]?[] numbers = [.. values.SkipLast(1).Select(value => Row(plates.RowsOf(value) * value.Columns)), null];
        float[] Row(int count) => [.. Enumerable.Range(0, count).Select(_ => spread * Numbers.Normal(random))];

        KernelRun run = new(operation, plates, numbers)
        {
            Wants = [.. numbers.Select(number => number is not null && random.Next(4) > 0)],
            Before = [.. values.Select(value => value.Id < values.Count - 1 && (value.Level != Level.Sample || random.Next(2) == 0) ? Row(plates.RowsOf(value) * value.Columns) : null)],
            OutputGradient = new float[plates.Rows.Group],
            Scale = 0.3f,
            Temperature = random.Next(3) switch { 0 => 1f, 1 => 0f, _ => random.NextSingle() },
            Alpha = random.Next(2) == 0 ? 0f : 0.9f * random.NextSingle(),
        };
        Compare(run, new(operation, plates, run.Temperature, run.Alpha), spread);
    }

    private static void Compare(KernelRun run, ExactEstimate exact, double spread)
    {
        double[][] numbers = [.. run.Numbers.Select(number => number is null ? [] : number.Select(x => (double)x).ToArray())];
        var logWeights = exact.LogWeights(numbers);
        var sums = exact.Sums(logWeights);
        var order = 1 - (double)run.Alpha;
        double[] estimates = [.. sums.Select(sum => sum / order)];
        double[] weights = [.. logWeights.Select((log, r) => run.Scale * Math.Exp(log - sums[r / run.Plates.Samples]))];
        var tolerance = 1e-5 * (1 + (2 * spread));
        var results = VectorWidths.Supported.ToDictionary(width => width, run.With);
        foreach (var (width, result) in results)
        {
            Assert.All(estimates.Zip(result.Output), pair =>
                Assert.True(pair.First == pair.Second || Math.Abs(pair.First - pair.Second) <= tolerance, $"{width}: {pair.Second} instead of {pair.First}."));
            if (run.Wants.Any(wanted => wanted) && estimates.All(double.IsFinite))
                Assert.All(weights.Zip(result.Weights), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        }

        for (var place = 0; place < numbers.Length && estimates.All(double.IsFinite); place++)
        {
            for (var i = 0; run.Wants[place] && i < numbers[place].Length; i++)
            {
                var before = numbers[place][i];
                var step = 1e-6 * spread;
                numbers[place][i] = before + step;
                var above = exact.LogWeights(numbers);
                numbers[place][i] = before - step;
                var below = exact.LogWeights(numbers);
                numbers[place][i] = before;
                double expected = run.Before[place]?[i] ?? 0f, size = Math.Abs(expected);
                for (var r = 0; r < weights.Length; r++)
                {
                    if (!run.Plates.Kept.Contains(r) || weights[r] == 0)
                        continue;
                    var part = weights[r] * (above[r] - below[r]) / (2 * step * order);
                    (expected, size) = (expected + part, size + Math.Abs(part));
                }

                // What was left out of samples has no gradient.
                var value = run.Operation.Inputs.OfType<Value>().First(input => input.Id == place);
                if (value.Level == Level.Sample && !run.Plates.Kept.Contains(i / value.Columns))
                    continue;
                foreach (var (width, result) in results)
                    Assert.True(
                        Math.Abs(expected - result.Gradients[place]![i]) <= tolerance * (1 + size),
                        $"{width}, gradient of {place} at {i}: {result.Gradients[place]![i]} instead of {expected}.");
            }
        }
    }
}
