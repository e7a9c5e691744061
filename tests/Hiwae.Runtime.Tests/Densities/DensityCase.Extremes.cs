using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Densities;

internal partial record DensityCase<T>
{
    public override Verdict IsFiniteAtExtremes(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var raw = Combinations(Extremes).to_type(type).requires_grad_();
        var values = Difficult().to_type(type).requires_grad_();
        var logDensity = T.LogDensity(raw, values);
        logDensity.sum().backward();
        return new(NotFinite(logDensity) + NotFinite(T.Mean(raw)) + NotFinite(raw.grad!) + NotFinite(values.grad!), 0);
    }

    public override Verdict DrawsAreFiniteAtExtremes(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var raw = Combinations(Extremes).to_type(type).requires_grad_();
        var draws = T.Sample(raw, Noise.FromSeed(8, dtype: type), 500, raw.shape[0], Size);
        var logDensity = T.LogDensity(raw, draws);
        (logDensity.sum() + draws.sum()).backward();
        return new(NotFinite(logDensity) + NotFinite(draws) + NotFinite(raw.grad!) + Outside(draws), 0);
    }

    /// <remarks>Infinite draws of real and positive numbers, and of counts, are in the support: their exact values may be out of range.</remarks>
    public override Verdict DrawsAndMeansAreInTheSupport(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var raw = Combinations(Attribute.ParametersPerValue * Size > 3 ? [-80, 0, 80] : [-80, -40, 0, 40, 80]).to_type(type);
        var draws = T.Sample(raw, Noise.FromSeed(9, dtype: type), 200, raw.shape[0], Size);
        var (least, most) = Attribute.Support switch
        {
            Support.Real => (double.NegativeInfinity, double.PositiveInfinity),
            Support.Positive or Support.Count => (0, double.PositiveInfinity),
            _ => (0, 1),
        };
        var mean = T.Mean(raw);
        var outside = mean.ge(least).logical_and(mean.le(most)).logical_not();
        return new(draws.isnan().sum().ToDouble() + Outside(draws) + outside.sum().ToDouble(), 0);
    }

    public override Verdict WhatIsNoNumberStaysNone(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var values = Difficult().to_type(type);
        double numbers = 0;
        foreach (var none in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            var raw = full([1, Attribute.ParametersPerValue * Size], none, type).requires_grad_();
            var logDensity = T.LogDensity(raw, values);
            logDensity.sum().backward();
            numbers += double.IsNaN(none) ? logDensity.isfinite().sum().ToDouble() : 0;
            T.Mean(raw.detach());
            T.Sample(raw.detach(), Noise.FromSeed(8, dtype: type), 3, 1, Size);
            if (Attribute.Velocity)
                T.Velocity(raw.detach(), values);
        }

        return new(numbers, 0);
    }

    public override Verdict PrecisionsAgree()
    {
        using var scope = NewDisposeScope();
        var raw = Combinations(Extremes).to_type(ScalarType.Float32);
        var values = Difficult().to_type(ScalarType.Float32);
        var single = T.LogDensity(raw, values).to_type(Double);
        var twice = T.LogDensity(raw.to_type(Double), values.to_type(Double));
        return new(Largest((single - twice) / twice.abs().clamp_min(1)), 1e-4);
    }

    private static double Outside(Tensor draws) => Attribute.Support switch
    {
        Support.UnitInterval => draws.le(0).logical_or(draws.ge(1)).sum().ToDouble(),
        Support.Positive => draws.le(0).sum().ToDouble(),
        Support.Count => draws.lt(0).logical_or(draws.ne(draws.round())).sum().ToDouble(),
        Support.Binary => draws.ne(0).logical_and(draws.ne(1)).sum().ToDouble(),
        Support.EightBit => ((draws * 255) - (draws * 255).round()).abs().gt(1e-4).logical_or(draws.lt(0)).logical_or(draws.gt(1)).sum().ToDouble(),
        Support.OneHot => draws.sum(-1).ne(1).sum().ToDouble() + draws.max(-1).values.ne(1).sum().ToDouble(),
        _ => 0,
    };
}
