using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>The kernels of covariances: extreme parameters, and what is no number. That they have the values and gradients of operators is asked for of
/// whole programs.</summary>
public sealed class CovarianceKernelTests
{
    private static readonly CovarianceForm Full = (CovarianceForm)MultivariateNormal.Form!;

    private static readonly CovarianceForm Low = (CovarianceForm)LowRankMultivariateNormal<Rank1>.Form!;

    private static readonly float[][] Values = [[0, 0], [1e20f, -3], [-1000, 1e-38f], [80, 80], [1e-20f, 2]];

    [Theory]
    [MemberData(nameof(LaneFunctions.Widths), MemberType = typeof(LaneFunctions))]
    public void Densities_are_exact_at_extreme_parameters(string width)
    {
        foreach (var x in Values)
        {
            foreach (var raw in Combinations(5))
            {
                var first = ((double)x[0] - raw[0]) * Math.Exp(-raw[3]);
                var second = (((double)x[1] - raw[1]) * Math.Exp(-raw[4])) - (raw[2] * first);
                Near((-0.5 * ((first * first) + (second * second))) - raw[3] - raw[4] - Math.Log(2 * Math.PI), Full, raw, x, width);
            }

            foreach (var raw in Combinations(6))
            {
                // |a|² − (g · a)²/(1 + |g|²) by Lagrange's identity.
                var (a, b, c, d) = (((double)x[0] - raw[0]) * Math.Exp(-raw[4]), ((double)x[1] - raw[1]) * Math.Exp(-raw[5]), raw[2], raw[3]);
                var (crossed, spread) = ((a * d) - (b * c), 1.0 + (c * c) + (d * d));
                Near((-0.5 * ((a * a) + (b * b) + (crossed * crossed)) / spread) - (0.5 * Math.Log(spread)) - raw[4] - raw[5] - Math.Log(2 * Math.PI), Low, raw, x, width);
            }
        }
    }

    [Theory]
    [MemberData(nameof(LaneFunctions.Widths), MemberType = typeof(LaneFunctions))]
    public void What_is_not_a_number_is_not_hidden(string width)
    {
        foreach (var form in new[] { Full, Low })
        {
            for (var place = 0; place < form.Parameters(5); place++)
            {
                var raw = new float[form.Parameters(5)];
                raw[place] = float.NaN;
                Assert.True(float.IsNaN(Run(form, raw, [1, 2, 3, 4, 5], width).Output[0]));
            }

            Assert.True(float.IsNaN(Run(form, new float[form.Parameters(5)], [1, 2, float.NaN, 4, 5], width).Output[0]));
        }
    }

    [Theory]
    [MemberData(nameof(LaneFunctions.Widths), MemberType = typeof(LaneFunctions))]
    public void Rows_without_weight_are_passed_over(string width)
    {
        foreach (var form in new[] { Full, Low })
        {
            var result = Run(form, [.. Enumerable.Repeat(-200f, form.Parameters(2))], [1, -1], width, weight: 0);
            Assert.All(result.Gradients[0]!.Concat(result.Gradients[1]!), g => Assert.Equal(0f, g));
        }
    }

    private static IEnumerable<float[]> Combinations(int count) => Enumerable.Range(0, (int)Math.Pow(3, count)).Select(
        number => Enumerable.Range(0, count).Select(i => (number / (int)Math.Pow(3, i) % 3) switch { 0 => -80f, 1 => 0f, _ => 80f }).ToArray());

    private static void Near(double expected, CovarianceForm form, float[] raw, float[] x, string width)
    {
        var found = Run(form, raw, x, width).Output[0];
        var isRight = Math.Abs(expected) > float.MaxValue ? float.IsNegativeInfinity(found) : Math.Abs(found - expected) <= Math.Abs(expected) * 1e-4;
        Assert.True(isRight, $"{form.Name}: {found} for {expected} at raw [{string.Join(", ", raw)}], value [{string.Join(", ", x)}]");
    }

    private static KernelResult Run(CovarianceForm form, float[] raw, float[] x, string width, float weight = 1) =>
        new KernelRun(DensityChecks.Rows(form, x.Length, Level.Datum, Level.Datum, null), KernelPlates.One(), [raw, x, null])
        {
            OutputGradient = [weight],
            Wants = [true, true, false],
        }.With(Enum.Parse<VectorWidth>(width));
}
