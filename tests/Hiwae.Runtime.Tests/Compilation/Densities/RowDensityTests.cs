using Hiwae.Compilation.Lanes;
using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>Log-densities of rows under one member.</summary>
public sealed class RowDensityTests
{
    [Fact]
    public void Normal_rows_agree_with_the_formula() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        DensityChecks.Plain(random, KernelForms.Normal, (raw, x, mask) => ExactDensities.Row(ExactDensities.Normal, raw, x, mask), Numbers.Normal);
    });

    [Fact]
    public void Bernoulli_rows_agree_with_the_formula() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        DensityChecks.Plain(random, KernelForms.Bernoulli, (raw, x, mask) => ExactDensities.Row(ExactDensities.Bernoulli, raw, x, mask), r => r.Next(2));
    });

    [Fact]
    public void Categorical_rows_agree_with_the_formula() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        DensityChecks.Plain(
            random, KernelForms.Categorical,
            (raw, x, mask) => mask.Length > 0 && !(mask[0] > 0) ? 0 : ExactDensities.Categorical(raw, x), r => r.Next(3) == 0 ? 1f : 0f, byValue: false);
    });

    [Fact]
    public void Extreme_logits_keep_their_digits()
    {
        float[] logits = [1e4f, -1e4f, 1e4f, -1e4f, 90f, -90f, 0f, -0f, 3e38f, -3e38f, 17f, -17f, 1e-30f, -1e-30f, 88f, -88f, 104f, -104f];
        float[] x = [1f, 0f, 0f, 1f, 1f, 0f, 1f, 0f, 1f, 0f, 0f, 1f, 1f, 0f, 0f, 1f, 0f, 1f];
        RowCheck.Holds(
            new(1), DensityChecks.Rows(KernelForms.Bernoulli, logits.Length, Level.Datum, Level.Datum, null), KernelPlates.One(), [logits, x, null], [true, true, false],
            (inputs, _) => [ExactDensities.Row(ExactDensities.Bernoulli, inputs[0], inputs[1], [])], step: 1e-7);
    }

    [Theory]
    [MemberData(nameof(LaneFunctions.Widths), MemberType = typeof(LaneFunctions))]
    public void Many_factors_of_two_do_not_overflow(string width)
    {
        foreach (var size in new[] { 784, 5000 })
        {
            var operation = DensityChecks.Rows(KernelForms.Bernoulli, size, Level.Datum, Level.Datum, null);
            KernelRun run = new(operation, KernelPlates.One(), [new float[size], new float[size], null]) { Wants = [false, false, false] };
            Assert.Equal(-size * Math.Log(2), run.With(Enum.Parse<VectorWidth>(width)).Output[0], 1e-6 * size);
        }
    }

    [Fact]
    public void Extreme_scales_keep_their_digits()
    {
        float[] raw = [0f, 1e13f, 0f, -5f, 30f, -30f, 30f, -30f];
        float[] x = [1e13f, 1e13f, 3f, -5f];
        RowCheck.Holds(
            new(1), DensityChecks.Rows(KernelForms.Normal, 4, Level.Datum, Level.Datum, null), KernelPlates.One(), [raw, x, null], [true, true, false],
            (inputs, _) => [ExactDensities.Row(ExactDensities.Normal, inputs[0], inputs[1], [])]);
    }

    [Theory]
    [MemberData(nameof(LaneFunctions.Widths), MemberType = typeof(LaneFunctions))]
    public void What_is_not_a_number_stays_under_its_mask(string width)
    {
        foreach (var form in new[] { KernelForms.Normal, KernelForms.Bernoulli, KernelForms.Laplace })
        {
            var operation = DensityChecks.Rows(form, 20, Level.Datum, Level.Datum, (Level.Datum, 20));
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
        foreach (var form in new DensityForm[] { KernelForms.Normal, KernelForms.Bernoulli, KernelForms.Categorical, KernelForms.Laplace })
        {
            for (var place = 0; place < 20 * form.ParametersPerValue; place++)
            {
                var raw = new float[form.ParametersPerValue * 20];
                raw[place] = float.NaN;
                KernelRun run = new(DensityChecks.Rows(form, 20, Level.Datum, Level.Datum, null), KernelPlates.One(), [raw, new float[20], null])
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
        KernelRun run = new(DensityChecks.Rows(KernelForms.Normal, 2, Level.Datum, Level.Datum, null), KernelPlates.One(), [raw, [1f, -1f], null])
        {
            OutputGradient = [0f],
            Wants = [true, true, false],
        };
        var result = run.With(Enum.Parse<VectorWidth>(width));
        Assert.All(result.Gradients[0]!.Concat(result.Gradients[1]!), g => Assert.Equal(0f, g));
    }
}
