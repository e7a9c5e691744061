using Hiwae.Formulas;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>Densities on counts beside each other, and densities made of others.</summary>
public sealed class CountTests
{
    private static readonly double[] Counts = [0, 1, 3, 50, 1000, 1e7];

    /// <summary>The variance is μ + μ²/r: from r = e³⁰ on nothing is left of the second part, in the value or in the derivatives.</summary>
    [Fact]
    public void A_negative_binomial_variable_becomes_a_Poisson_variable()
    {
        var (poisson, negative) = (FormulaForm.Of<Poisson>(), FormulaForm.Of<NegativeBinomial>());
        foreach (var logMean in new[] { -20, -1, 0, 2, 7 })
        {
            foreach (var count in Counts[..^2])
            {
                var expected = At(poisson.LogDensity, count, logMean);
                Assert.Equal(expected, At(negative.LogDensity, count, logMean, 45), 1e-10 * (1 + Math.Abs(expected)));
                Assert.Equal(At(poisson.LogDensitySlopes[1], count, logMean), At(negative.LogDensitySlopes[1], count, logMean, 45), 1e-8 * (1 + count));
                Assert.Equal(0, At(negative.LogDensitySlopes[2], count, logMean, 45), 1e-8);
            }
        }
    }

    [Fact]
    public void More_zeros_are_added_to_a_family_and_to_a_family_that_has_them()
    {
        var family = FormulaForm.Of<ZeroInflated<ZeroInflated<Poisson>>>();
        Assert.Equal("ZeroInflated<ZeroInflated<Poisson>>", family.Name);
        Assert.Equal(3, family.ParametersPerValue);
        Assert.Equal(Math.Log(0.25) - 1, At(family.LogDensity, 1, 0, 0, 0), 12);
        Assert.Equal(Math.Log(0.75 + (0.25 / Math.E)), At(family.LogDensity, 0, 0, 0, 0), 12);
    }

    [Fact]
    public void What_is_not_on_counts_has_no_zeros_to_add()
    {
        Assert.Contains(
            "ZeroInflated<HalfNormal> wraps a density on Positive; its type argument must be a density on Count",
            Assert.Throws<InvalidOperationException>(() => DensityAttribute.Of(typeof(ZeroInflated<HalfNormal>))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Nothing wraps nothing that has a [Density(…)]; its type argument must be a density on Real",
            Assert.Throws<InvalidOperationException>(() => DensityAttribute.Of(typeof(Nothing))).Message, StringComparison.Ordinal);
        Assert.Null(DensityAttribute.Of(typeof(int)));
        Assert.Equal((Support.Count, 3), (DensityAttribute.Of(typeof(ZeroInflated<NegativeBinomial>))!.Support, DensityAttribute.Of(typeof(ZeroInflated<NegativeBinomial>))!.ParametersPerValue));
    }

    private static double At(Expression formula, params double[] at) => formula.At<Real64>([.. at.Select(x => (Real64)x)]).Value;

    [Density(Support.Real, 1, Wraps = true)]
    private readonly struct Nothing;
}
