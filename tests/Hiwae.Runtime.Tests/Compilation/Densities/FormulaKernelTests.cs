using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>Kernels of families that are given by their formulas, beside the formulas of 64-bit numbers.</summary>
public sealed class FormulaKernelTests
{
    [Fact]
    public void Laplace_is_its_formula() => Check<Laplace>(Numbers.Normal);

    [Fact]
    public void Logistic_is_its_formula() => Check<Logistic>(Numbers.Normal);

    [Fact]
    public void StudentT_is_its_formula() => Check<StudentT>(Numbers.Normal);

    [Fact]
    public void SoftplusNormal_is_its_formula() => Check<SoftplusNormal>(Numbers.Normal);

    [Fact]
    public void Beta_is_its_formula() => Check<Beta>(Inside);

    [Fact]
    public void ContinuousBernoulli_is_its_formula() => Check<ContinuousBernoulli>(Inside);

    [Fact]
    public void DiscretizedLogistic_is_its_formula() => Check<DiscretizedLogistic>(random => random.Next(256) / 255f);

    [Fact]
    public void Bernoulli_mixtures_are_their_formula() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        DensityChecks.Mixture(random, KernelForms.Bernoulli, Row<Bernoulli>, r => r.Next(2));
        DensityChecks.Cross(random, KernelForms.Bernoulli, Row<Bernoulli>, r => r.Next(2));
    });

    [Fact]
    public void Draws_are_their_formulas() => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        Draw<Normal>(random);
        Draw<SoftplusNormal>(random);
        Draw<Laplace>(random);
        Draw<Logistic>(random);
        Draw<StudentT>(random);
        Draw<ContinuousBernoulli>(random);
    });

    private static float Inside(Random random) => 0.02f + (0.96f * random.NextSingle());

    private static void Check<TDensity>(Func<Random, float> x) where TDensity : struct, IFormula<TDensity> => Property.Holds(Property.Seeds, seed =>
    {
        Random random = new(seed);
        var form = FormulaForm.Of<TDensity>();
        DensityChecks.Plain(random, form, Row<TDensity>, x);
        DensityChecks.Mixture(random, form, Row<TDensity>, x);
        DensityChecks.Cross(random, form, Row<TDensity>, x);
    });

    private static double Row<TDensity>(ReadOnlySpan<double> raw, double[] x, double[] mask) where TDensity : struct, IFormula<TDensity> =>
        ExactDensities.Row((p, value) => TDensity.LogDensity<Real64>([.. p.Select(number => (Real64)number)], value), raw, x, mask);

    private static void Draw<TDensity>(Random random) where TDensity : struct, IFormula<TDensity>
    {
        var form = FormulaForm.Of<TDensity>();
        var (plates, size, noises) = (KernelPlates.Random(random), new[] { 1, 2, 15, 16, 17, 50, 784 }[random.Next(random.Next(4) == 0 ? 7 : 6)], form.Noises.Length);
        var level = (Level)random.Next((int)Level.Datum, 4);
        var raw = (Level)random.Next(0, (int)level + 1);
        var rows = raw == Level.Once ? level == Level.Sample && random.Next(2) == 0 ? plates.Heads : 1 : 0;
        Operation.Draw draw = new(
            new(1 + noises, level, 0, size), form, new(0, raw, rows, form.ParametersPerValue * size), [.. Enumerable.Range(1, noises).Select(place => new Value(place, level, 0, size))]);
        float[] Some(Value of, Func<Random, float> number) => [.. Enumerable.Range(0, plates.RowsOf(of) * of.Columns).Select(_ => number(random))];
        float[]?[] numbers =
        [
            Some(draw.Raw, Numbers.Normal), .. draw.Noises.Select((noise, place) => Some(noise, form.Noises[place] == NoiseKind.Normal ? Numbers.Normal : Inside)), null,
        ];
        RowCheck.Holds(
            random, draw, plates, numbers, [true, .. Enumerable.Repeat(false, noises + 1)],
            (inputs, _) =>
            [
                .. Enumerable.Range(0, size).Select(j => (double)TDensity.Draw<Real64>(
                    [.. Enumerable.Range(0, form.ParametersPerValue).Select(k => (Real64)inputs[0][(k * size) + j])],
                    [.. Enumerable.Range(1, noises).Select(place => (Real64)inputs[place][j])])),
            ]);
    }
}
