using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>Log-densities of rows under one member.</summary>
public sealed class RowDensityTests
{
    private static readonly int[] Sizes = [1, 2, 15, 16, 17, 50, 784];

    [Fact]
    public void Normal_rows_agree_with_the_formula() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        Check(random, KernelForms.Normal, (raw, x, mask) => ExactDensities.Row(ExactDensities.Normal, raw, x, mask), Numbers.Normal);
    });

    [Fact]
    public void Bernoulli_rows_agree_with_the_formula() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        Check(random, KernelForms.Bernoulli, (raw, x, mask) => ExactDensities.Row(ExactDensities.Bernoulli, raw, x, mask), r => r.Next(2));
    });

    [Fact]
    public void Categorical_rows_agree_with_the_formula() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        Check(
            random, KernelForms.Categorical,
            (raw, x, mask) => mask.Length > 0 && !(mask[0] > 0) ? 0 : ExactDensities.Categorical(raw, x), r => r.Next(3) == 0 ? 1f : 0f, byValue: false);
    });

    [Fact]
    public void Extreme_logits_keep_their_digits()
    {
        float[] logits = [1e4f, -1e4f, 1e4f, -1e4f, 90f, -90f, 0f, -0f, 3e38f, -3e38f, 17f, -17f, 1e-30f, -1e-30f, 88f, -88f, 104f, -104f];
        float[] x = [1f, 0f, 0f, 1f, 1f, 0f, 1f, 0f, 1f, 0f, 0f, 1f, 1f, 0f, 0f, 1f, 0f, 1f];
        RowCheck.Holds(
            new(1), Rows(KernelForms.Bernoulli, logits.Length, Level.Datum, Level.Datum, null), KernelPlates.One(), [logits, x, null], [true, true, false],
            (inputs, _) => [ExactDensities.Row(ExactDensities.Bernoulli, inputs[0], inputs[1], [])], step: 1e-7);
    }

    [Fact]
    public void Extreme_scales_keep_their_digits()
    {
        float[] raw = [0f, 1e13f, 0f, -5f, 30f, -30f, 30f, -30f];
        float[] x = [1e13f, 1e13f, 3f, -5f];
        RowCheck.Holds(
            new(1), Rows(KernelForms.Normal, 4, Level.Datum, Level.Datum, null), KernelPlates.One(), [raw, x, null], [true, true, false],
            (inputs, _) => [ExactDensities.Row(ExactDensities.Normal, inputs[0], inputs[1], [])]);
    }

    [Theory]
    [MemberData(nameof(LaneFunctions.Widths), MemberType = typeof(LaneFunctions))]
    public void What_is_not_a_number_stays_under_its_mask(string width)
    {
        foreach (var form in new[] { KernelForms.Normal, KernelForms.Bernoulli })
        {
            var operation = Rows(form, 20, Level.Datum, Level.Datum, (Level.Datum, 20));
            float[] mask = [.. Enumerable.Range(0, 20).Select(i => i % 3 == 0 ? 0f : 1f)];
            float[] x = [.. mask.Select(seen => seen > 0 ? 0.5f : float.NaN)];
            KernelRun run = new(operation, KernelPlates.One(), [new float[form.ParametersPerValue * 20], x, mask, null])
            {
                OutputGradient = [1f],
                Wants = [true, true, false, false],
            };
            var result = run.With(Enum.Parse<VectorWidth>(width));
            Assert.True(float.IsFinite(result.Output[0]));
            Assert.All(result.Gradients[0]!, g => Assert.True(float.IsFinite(g)));
            Assert.All(result.Gradients[1]!.Zip(mask), pair => Assert.True(pair.Second > 0 ? float.IsFinite(pair.First) : pair.First == 0f));
        }
    }

    [Theory]
    [MemberData(nameof(LaneFunctions.Widths), MemberType = typeof(LaneFunctions))]
    public void What_is_not_a_number_is_not_hidden(string width)
    {
        foreach (var form in new[] { KernelForms.Normal, KernelForms.Bernoulli, KernelForms.Categorical })
        {
            for (var place = 0; place < 20 * form.ParametersPerValue; place++)
            {
                var raw = new float[form.ParametersPerValue * 20];
                raw[place] = float.NaN;
                KernelRun run = new(Rows(form, 20, Level.Datum, Level.Datum, null), KernelPlates.One(), [raw, new float[20], null])
                {
                    OutputGradient = [1f],
                    Wants = [true, false, false],
                };
                var result = run.With(Enum.Parse<VectorWidth>(width));
                Assert.True(float.IsNaN(result.Output[0]));
                Assert.Contains(result.Gradients[0]!, float.IsNaN);
            }
        }
    }

    [Theory]
    [MemberData(nameof(LaneFunctions.Widths), MemberType = typeof(LaneFunctions))]
    public void Rows_without_weight_are_passed_over(string width)
    {
        float[] raw = [0f, 0f, -200f, -200f];
        KernelRun run = new(Rows(KernelForms.Normal, 2, Level.Datum, Level.Datum, null), KernelPlates.One(), [raw, [1f, -1f], null])
        {
            OutputGradient = [0f],
            Wants = [true, true, false],
        };
        var result = run.With(Enum.Parse<VectorWidth>(width));
        Assert.All(result.Gradients[0]!.Concat(result.Gradients[1]!), g => Assert.Equal(0f, g));
    }

    private delegate double Exact(ReadOnlySpan<double> raw, double[] x, double[] mask);

    private static void Check(Random random, DensityForm form, Exact exact, Func<Random, float> x, bool byValue = true)
    {
        foreach (var size in Sizes)
        {
            var plates = size > 50 ? KernelPlates.Of(random, 1 + random.Next(2), 1, 1 + random.Next(3)) : KernelPlates.Random(random);
            var (raw, value) = (AnyFrom(Level.Once, random), AnyFrom(Level.Datum, random));
            (Level, int)? mask = random.Next(3) == 0 ? (AnyFrom(Level.Datum, random), byValue && random.Next(2) == 0 ? size : 1) : null;
            var operation = Rows(form, size, raw, value, mask);
            float[] Some(Value of, Func<Random, float> number) => [.. Enumerable.Range(0, plates.RowsOf(of) * of.Columns).Select(_ => number(random))];
            var numbers = new float[]?[mask is null ? 3 : 4];
            numbers[0] = Some(operation.Raw, Numbers.Normal);
            numbers[1] = Some(operation.X, x);
            if (operation.Mask is { } known)
                numbers[2] = Some(known, r => r.Next(3) > 0 ? 1f : 0f);
            var wants = numbers.Select((_, place) => place switch { 0 => random.Next(4) > 0, 1 => random.Next(2) > 0, _ => false }).ToArray();
            RowCheck.Holds(random, operation, plates, numbers, wants, (inputs, _) => [exact(inputs[0], inputs[1], inputs[2])]);
        }
    }

    private static Level AnyFrom(Level from, Random random) => (Level)random.Next((int)from, (int)Level.Sample + 1);

    private static Operation.LogDensity Rows(DensityForm form, int size, Level raw, Level x, (Level Level, int Columns)? mask)
    {
        var level = (Level)Math.Max((int)raw, Math.Max((int)x, (int)(mask?.Level ?? Level.Once)));
        Value? masks = mask is { } known ? new Value(2, known.Level, 0, known.Columns) : null;
        return new(
            new(mask is null ? 2 : 3, level, 0, 1), form, new(0, raw, raw == Level.Once ? 1 : 0, form.ParametersPerValue * size), new(1, x, 0, size), masks,
            Components: 1, IsEqual: false, IsWhole: mask?.Columns == 1);
    }
}
