using Hiwae.Compilation.Lanes;
using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>Unnormalised densities beside their formulas of 64-bit numbers.</summary>
public sealed class LogTargetKernelTests
{
    [Fact]
    public void Toy_targets_are_their_formulas() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        Level level = (Level)random.Next((int)Level.Datum, 4), which = (Level)random.Next((int)Level.Once, (int)level + 1);
        Operation.LogTarget operation = new(
            new(2, level, 0, 1), IndexedTargetForm.Of<ToyTarget>(), new(0, level, 0, 2), [new(1, which, which == Level.Once ? 1 : 0, 1)]);
        Check(
            random, operation, of => of.Id == 0 ? 2 * Numbers.Normal(random) : random.Next(ToyTarget.Names.Length),
            inputs => ToyTarget.LogDensity<Real64>((int)inputs[1][0], [inputs[0][0], inputs[0][1]]));
    });

    [Fact]
    public void A_target_reads_all_its_parents() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        Operation.LogTarget operation = new(
            new(3, Level.Sample, 0, 1), FormulaTargetForm.Of<Bend>(), new(0, Level.Sample, 0, 3), [new(1, Level.Datum, 0, 2), new(2, Level.Group, 0, 1)]);
        Check(
            random, operation, _ => Numbers.Normal(random),
            inputs => Bend.LogDensity<Real64>([.. inputs[0].Select(x => (Real64)x)], [.. inputs[1].Concat(inputs[2]).Select(x => (Real64)x)]));
    });

    [Fact]
    public void Many_rows_are_taken_tile_by_tile()
    {
        Random random = new(5);
        Operation.LogTarget operation = new(new(2, Level.Sample, 0, 1), IndexedTargetForm.Of<ToyTarget>(), new(0, Level.Sample, 0, 2), [new(1, Level.Datum, 0, 1)]);
        float[] x = [.. Enumerable.Range(0, 2 * 1300).Select(_ => Numbers.Normal(random))];
        KernelRun run = new(operation, KernelPlates.One(1300), [x, [3f], null]) { Wants = [true, false, false], OutputGradient = [.. Enumerable.Repeat(1f, 1300)] };
        foreach (var width in VectorWidths.Supported)
        {
            var result = run.With(width);
            for (var r = 0; r < 1300; r++)
                Assert.Equal(ToyTarget.LogDensity<Real64>(3, [x[2 * r], x[(2 * r) + 1]]), result.Output[r], 1e-3 * (1 + Math.Abs(result.Output[r])));
            Assert.All(result.Gradients[0]!, g => Assert.True(float.IsFinite(g)));
        }
    }

    [Theory]
    [MemberData(nameof(LaneFunctions.Widths), MemberType = typeof(LaneFunctions))]
    public void At_an_index_without_a_target_there_is_no_number(string width)
    {
        foreach (var index in new[] { -1f, 0.5f, ToyTarget.Names.Length, float.NaN, float.PositiveInfinity })
        {
            Operation.LogTarget operation = new(new(2, Level.Datum, 0, 1), IndexedTargetForm.Of<ToyTarget>(), new(0, Level.Datum, 0, 2), [new(1, Level.Datum, 0, 1)]);
            KernelRun run = new(operation, KernelPlates.One(), [[1f, 1f], [index], null]) { Wants = [true, false, false], OutputGradient = [1f] };
            Assert.True(float.IsNaN(run.With(Enum.Parse<VectorWidth>(width)).Output[0]));
        }
    }

    private static void Check(Random random, Operation.LogTarget operation, Func<Value, float> number, Func<double[][], double> exact)
    {
        var plates = KernelPlates.Random(random);
        float[]?[] numbers =
        [
            .. operation.Inputs.Select(input => input!.Value).Select(of => Enumerable.Range(0, plates.RowsOf(of) * of.Columns).Select(_ => number(of)).ToArray()), null,
        ];
        bool[] wants = [true, .. Enumerable.Repeat(false, numbers.Length - 1)];
        RowCheck.Holds(random, operation, plates, numbers, wants, (inputs, _) => [exact(inputs)], tolerance: 1e-4);
    }

    private readonly struct Bend : IFormulaTarget<Bend>
    {
        public static T LogDensity<T>(ReadOnlySpan<T> value, ReadOnlySpan<T> parents) where T : IReal<T> =>
            (value[0] * parents[0]) - T.Square(value[1] - (value[2] * parents[1])) - T.Exp(value[2] * parents[2] * 0.25);
    }
}
