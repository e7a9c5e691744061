using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>The laws can fail: each is shown a family with a defect and must find it.</summary>
public sealed class PlantedDefectTests
{
    [Fact]
    public void A_wrong_normaliser_is_found()
    {
        var found = new DensityCase<TooDense>(Right, Standard);
        Fails(found.IntegratesToOne(1));
        Fails(found.IsTheClosedForm(1));
        Fails(found.ZerosAreStandard());
    }

    [Fact]
    public void A_wrong_sampler_is_found()
    {
        var found = new DensityCase<TooNarrow>(Right, Standard);
        Fails(found.DrawsHaveTheDensity(1));
        Fails(found.MixtureDrawsHaveTheDensity(1));
        Fails(found.MeanGradientIsTheGradientOfTheMean(1));
        Assert.True(found.IntegratesToOne(1).Holds);
    }

    [Fact]
    public void A_draw_cut_off_from_its_parameters_is_found()
    {
        var found = new DensityCase<HalfDetached>(Right, Standard);
        Fails(found.DrawsMoveAsTheirGradients(1));
        Fails(found.MeanGradientIsTheGradientOfTheMean(1));
        Assert.True(found.DrawsHaveTheDensity(1).Holds);
    }

    [Fact]
    public void An_attribute_that_promises_too_much_is_found() =>
        Fails(new DensityCase<Promised>((raw, v) => Closed.Bernoulli(raw[0], v), _ => -Math.Log(2)).AttributeTellsTheTruth());

    [Fact]
    public void Exponentials_before_logarithms_are_found()
    {
        var found = new PointwiseCase<Overflowing>((raw, v) => Closed.Bernoulli(raw[0], v), _ => -Math.Log(2)) { Extremes = [-1000, 0, 1000] };
        Fails(found.IsFiniteAtExtremes(ScalarType.Float64));
        Fails(found.MixtureIsFiniteAtExtremes(ScalarType.Float64));
        Fails(found.MissingValuesDoNoHarm(ScalarType.Float64));
    }

    private static double Standard(double value) => Closed.Logistic(0, 0, value);

    private static double Right(double[] raw, double value) => Closed.Logistic(raw[0], raw[1], value);

    private static void Fails(Verdict verdict) => Assert.False(verdict.Holds, verdict.ToString());

    /// <summary>A hundredth of a nat too much.</summary>
    [Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
    private readonly struct TooDense : IDensity<TooDense>
    {
        public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) => Density.Sample<Logistic>(raw, noise, shape);

        public static Tensor LogDensity(Tensor raw, Tensor value) => Density.Log<Logistic>(raw, value) + 0.01;

        public static Tensor Mean(Tensor raw) => Density.Mean<Logistic>(raw);
    }

    /// <summary>Four fifths of the spread.</summary>
    [Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
    private readonly struct TooNarrow : IDensity<TooNarrow>
    {
        public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) => Density.Sample<Logistic>(cat([raw.chunk(2, -1)[0], raw.chunk(2, -1)[1] + Math.Log(0.8)], -1), noise, shape);

        public static Tensor LogDensity(Tensor raw, Tensor value) => Density.Log<Logistic>(raw, value);

        public static Tensor Mean(Tensor raw) => Density.Mean<Logistic>(raw);
    }

    /// <summary>Draws that do not move with the scale.</summary>
    [Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
    private readonly struct HalfDetached : IDensity<HalfDetached>
    {
        public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) => Density.Sample<Logistic>(cat([raw.chunk(2, -1)[0], raw.chunk(2, -1)[1].detach()], -1), noise, shape);

        public static Tensor LogDensity(Tensor raw, Tensor value) => Density.Log<Logistic>(raw, value);

        public static Tensor Mean(Tensor raw) => Density.Mean<Logistic>(raw);
    }

    /// <summary>No differentiable draws, whatever the attribute says.</summary>
    [Density(Support.Binary, parametersPerValue: 1, Reparameterised = true)]
    private readonly struct Promised : IDensity<Promised>
    {
        public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) => Density.Sample<Bernoulli>(raw, noise, shape);

        public static Tensor LogDensity(Tensor raw, Tensor value) => Density.Log<Bernoulli>(raw, value);

        public static Tensor Mean(Tensor raw) => Density.Mean<Bernoulli>(raw);
    }

    /// <summary>The logarithm of a probability that underflows.</summary>
    [Density(Support.Binary, parametersPerValue: 1)]
    private readonly struct Overflowing : IPointwiseDensity<Overflowing>
    {
        public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) => Density.Sample<Bernoulli>(raw, noise, shape);

        public static Tensor LogDensity(Tensor raw, Tensor value) => LogDensities(raw, value).sum(-1);

        public static Tensor LogDensities(Tensor raw, Tensor value) => (value * Mean(raw).log()) + ((1 - value) * (1 - Mean(raw)).log());

        public static Tensor Mean(Tensor raw) => raw.sigmoid();
    }
}
