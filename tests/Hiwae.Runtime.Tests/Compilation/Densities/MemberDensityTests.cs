using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>Mixtures, and proposals under all heads.</summary>
public sealed class MemberDensityTests
{
    [Fact]
    public void Proposals_under_all_heads_agree_with_the_formula() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        DensityChecks.Cross(random, KernelForms.Normal, Normal, Numbers.Normal);
        DensityChecks.Cross(random, KernelForms.Categorical, Categorical, r => r.Next(2));
    });

    [Fact]
    public void Mixtures_agree_with_the_formula() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        DensityChecks.Mixture(random, KernelForms.Normal, Normal, Numbers.Normal);
        DensityChecks.Mixture(random, KernelForms.Categorical, Categorical, r => r.Next(2), byValue: false);
    });

    [Fact]
    public void Far_components_lose_no_gradient()
    {
        // Two components hundreds of scales away from the value, and one that has no weight at all.
        float[] raw = [0f, 50f, float.NegativeInfinity, 300f, 0f, -300f, 1f, 0f, 0f];
        var operation = DensityChecks.Mixtures(KernelForms.Normal, 1, 3, Level.Datum, Level.Datum, null, isEqual: false);
        RowCheck.Holds(
            new(3), operation, KernelPlates.One(), [raw, [0.5f], null], [false, true, false], (inputs, _) => [DensityChecks.Exact(Normal, inputs, 3, 2, isEqual: false)]);
    }

    [Theory]
    [MemberData(nameof(LaneFunctions.Widths), MemberType = typeof(LaneFunctions))]
    public void Heads_without_weight_are_passed_over(string width)
    {
        // The second head's slopes are infinite.
        foreach (var size in new[] { 1, 40 })
        {
            float[] Head(float mean, float logScale) => [.. Enumerable.Repeat(mean, size), .. Enumerable.Repeat(logScale, size)];
            Operation.Cross operation = new(new(2, Level.Sample, 0, 2), KernelForms.Normal, new(0, Level.Group, 0, 4 * size), new(1, Level.Sample, 0, size), 2);
            KernelRun run = new(operation, KernelPlates.One(), [[.. Head(0f, 0f), .. Head(1f, -200f)], [.. Enumerable.Repeat(0.5f, size)], null])
            {
                OutputGradient = [1f, 0f],
                Before = [new float[4 * size], new float[size], null],
                Wants = [true, true, false],
            };
            var result = run.With(Enum.Parse<Hiwae.Compilation.Lanes.VectorWidth>(width));
            Assert.All(result.Gradients[0]!, g => Assert.True(float.IsFinite(g)));
            Assert.All(result.Gradients[1]!, g => Assert.Equal(-0.5f, g, 1e-6f));
        }
    }

    private static double Normal(ReadOnlySpan<double> raw, double[] x, double[] mask) => ExactDensities.Row(ExactDensities.Normal, raw, x, mask);

    private static double Categorical(ReadOnlySpan<double> raw, double[] x, double[] mask) => ExactDensities.Categorical(raw, x);
}
