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
    private readonly record struct TooDense(Logistic Right) : IDensity<TooDense>
    {
        public Tensor Mean => Right.Mean;

        public static TooDense FromRaw(Tensor raw) => new(Logistic.FromRaw(raw));

        public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape) => Right.Sample(noise, shape);

        public Tensor LogDensity(Tensor value) => Right.LogDensity(value) + 0.01;
    }

    /// <summary>Four fifths of the spread.</summary>
    [Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
    private readonly record struct TooNarrow(Logistic Right) : IDensity<TooNarrow>
    {
        public Tensor Mean => Right.Mean;

        public static TooNarrow FromRaw(Tensor raw) => new(Logistic.FromRaw(raw));

        public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape) => (Right with { LogScale = Right.LogScale + Math.Log(0.8) }).Sample(noise, shape);

        public Tensor LogDensity(Tensor value) => Right.LogDensity(value);
    }

    /// <summary>Draws that do not move with the scale.</summary>
    [Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
    private readonly record struct HalfDetached(Logistic Right) : IDensity<HalfDetached>
    {
        public Tensor Mean => Right.Mean;

        public static HalfDetached FromRaw(Tensor raw) => new(Logistic.FromRaw(raw));

        public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape) => (Right with { LogScale = Right.LogScale.detach() }).Sample(noise, shape);

        public Tensor LogDensity(Tensor value) => Right.LogDensity(value);
    }

    /// <summary>No differentiable draws, whatever the attribute says.</summary>
    [Density(Support.Binary, parametersPerValue: 1, Reparameterised = true)]
    private readonly record struct Promised(Bernoulli Right) : IDensity<Promised>
    {
        public Tensor Mean => Right.Mean;

        public static Promised FromRaw(Tensor raw) => new(new Bernoulli(raw));

        public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape) => Right.Sample(noise, shape);

        public Tensor LogDensity(Tensor value) => Right.LogDensity(value);
    }

    /// <summary>The logarithm of a probability that underflows.</summary>
    [Density(Support.Binary, parametersPerValue: 1)]
    private readonly record struct Overflowing(Tensor Logits) : IPointwiseDensity<Overflowing>
    {
        public Tensor Mean => Logits.sigmoid();

        public static Overflowing FromRaw(Tensor raw) => new(raw);

        public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape) => new Bernoulli(Logits).Sample(noise, shape);

        public Tensor LogDensity(Tensor value) => LogDensities(value).sum(-1);

        public Tensor LogDensities(Tensor value) => (value * Mean.log()) + ((1 - value) * (1 - Mean).log());
    }
}
