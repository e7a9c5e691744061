using System.Collections.Immutable;
using MathNet.Numerics;
using Reference = MathNet.Numerics.Distributions;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>Every family, with an independent closed form of its log-density and of its standard member's.</summary>
internal static class DensityCases
{
    private static readonly double[] Logits = [-1000, -3, 0, 1e-3, 1000];

    public static ImmutableArray<DensityCase> All { get; } =
    [
        new PointwiseCase<Normal>((raw, v) => Reference.Normal.PDFLn(raw[0], Math.Exp(raw[1]), v), v => Reference.Normal.PDFLn(0, 1, v)),
        new PointwiseCase<SoftplusNormal>(
            (raw, v) => Reference.Normal.PDFLn(raw[0], Closed.Softplus(raw[1] + Math.Log(Math.E - 1)), v), v => Reference.Normal.PDFLn(0, 1, v)),
        new PointwiseCase<Laplace>((raw, v) => Reference.Laplace.PDFLn(raw[0], Math.Exp(raw[1]), v), v => -Math.Abs(v) - Math.Log(2)),
        new PointwiseCase<Logistic>((raw, v) => Closed.Logistic(raw[0], raw[1], v), v => -v - (2 * Math.Log(1 + Math.Exp(-v)))),
        new PointwiseCase<StudentT>(
            (raw, v) => Closed.StudentT(raw[0], raw[1], 1 + Closed.Softplus(raw[2] + Math.Log(Math.Exp(2) - 1)), v),
            v => Math.Log(6 * Math.Sqrt(3) / Math.PI) - (2 * Math.Log(3 + (v * v)))) { HasMean = false },
        new PointwiseCase<DiscretizedLogistic>(
            (raw, v) => Closed.DiscretizedLogistic(raw[0] + 0.5, raw[1] - Math.Log(4), v), v => Closed.DiscretizedLogistic(0.5, Math.Log(0.25), v)),
        new PointwiseCase<Bernoulli>((raw, v) => Closed.Bernoulli(raw[0], v), _ => -Math.Log(2)) { Extremes = Logits },
        new PointwiseCase<ContinuousBernoulli>((raw, v) => Closed.ContinuousBernoulli(raw[0], v), _ => 0) { Extremes = Logits },
        new DensityCase<MultivariateNormal>((raw, v) => Reference.Normal.PDFLn(raw[0], Math.Exp(raw[1]), v), v => Reference.Normal.PDFLn(0, 1, v)),
        new DensityCase<LowRankMultivariateNormal<Rank2>>(
            (raw, v) => Reference.Normal.PDFLn(raw[0], Math.Exp(raw[3]) * Math.Sqrt(1 + (raw[1] * raw[1]) + (raw[2] * raw[2])), v), v => Reference.Normal.PDFLn(0, 1, v)) { IsNoiseCertain = false },
        new DensityCase<Categorical>((raw, v) => Closed.Categorical(raw, (int)v), _ => -Math.Log(4)) { Extremes = [-1000, 0, 1000] },
        new PointwiseCase<Beta>((raw, v) => Reference.Beta.PDFLn(Concentration(raw[0]), Concentration(raw[1]), v), _ => 0)
        {
            Typical = normal => (normal.abs() * 3) - 0.3, Resolved = [0, 20], Replayable = false,
        },
        new PointwiseCase<HalfNormal>(
            (raw, v) => Math.Log(2) + Reference.Normal.PDFLn(0, Math.Exp(raw[0]), v), v => Math.Log(2) + Reference.Normal.PDFLn(0, 1, v)),
        new PointwiseCase<Gamma>((raw, v) => Reference.Gamma.PDFLn(Concentration(raw[0]), Concentration(raw[0]) / Math.Exp(raw[1]), v), v => -v)
        {
            Typical = normal => (normal.abs() * 3) - 0.3, Resolved = [0, 20], Replayable = false,
        },
        new PointwiseCase<LogNormal>(
            (raw, v) => Reference.LogNormal.PDFLn(raw[0], Math.Exp(raw[1]), v), v => Reference.Normal.PDFLn(0, 1, Math.Log(v)) - Math.Log(v))
        {
            Typical = normal => normal * 0.5, Extremes = [-8, 0, 2], Resolved = [-1, 0, 1],
        },
        new PointwiseCase<Poisson>((raw, v) => Reference.Poisson.PMFLn(Math.Exp(raw[0]), (int)v), v => -1 - SpecialFunctions.FactorialLn((int)v)) { Extremes = [-20, 0, 8] },
        new PointwiseCase<NegativeBinomial>((raw, v) => Closed.NegativeBinomial(raw[0], raw[1], v), v => -(v + 1) * Math.Log(2))
        {
            Typical = normal => normal * 0.7, Extremes = [-20, 0, 8], Resolved = [-20, 0, 1],
        },
        new PointwiseCase<ZeroInflated<Poisson>>(
            (raw, v) => Closed.ZeroInflated(raw[0], Reference.Poisson.PMFLn(Math.Exp(raw[1]), (int)v), v),
            v => v == 0 ? Math.Log(0.5 * (1 + Math.Exp(-1))) : Math.Log(0.5) - 1 - SpecialFunctions.FactorialLn((int)v)) { Extremes = [-20, 0, 8] },
        new PointwiseCase<ZeroInflated<NegativeBinomial>>(
            (raw, v) => Closed.ZeroInflated(raw[0], Closed.NegativeBinomial(raw[1], raw[2], v), v),
            v => v == 0 ? Math.Log(0.75) : -(v + 2) * Math.Log(2))
        {
            Typical = normal => normal * 0.7, Extremes = [-20, 0, 8], Resolved = [-20, 0, 1],
        },
        new PointwiseCase<Exponential>((raw, v) => Reference.Exponential.PDFLn(Math.Exp(raw[0]), v), v => -v),
    ];

    /// <summary>The formulas of all families that have them.</summary>
    public static ImmutableArray<FormulaForm> Formulas { get; } = [.. All.Select(density => density.Formula).OfType<FormulaForm>()];

    /// <summary>What a family declares of itself.</summary>
    public static DensityAttribute AttributeOf(FormulaForm form) => DensityAttribute.Of(form.Type)!;

    private static double Concentration(double raw) => 0.001 + Closed.Softplus(raw + Math.Log(Math.Exp(0.999) - 1));
}
