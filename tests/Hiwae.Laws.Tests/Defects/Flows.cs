namespace Hiwae.Laws.Tests;

/// <summary>A normal variable u pushed through z = u + ½ tanh u, value by value.</summary>
internal static class Flow
{
    public static Tensor Sample(Tensor raw, Noise noise, ReadOnlySpan<long> shape) => Pushed(Density.Sample<Normal>(raw, noise, shape));

    public static Tensor Mean(Tensor raw) => Pushed(Density.Mean<Normal>(raw));

    /// <summary>log q(u), plus the logarithm of dz/du a number of times: minus once is right.</summary>
    public static Tensor LogDensity(Tensor raw, Tensor value, double determinants)
    {
        var u = Pulled(value);
        return Density.Log<Normal>(raw, u) + (determinants * Slope(u).log().sum(-1));
    }

    private static Tensor Pushed(Tensor u) => u + (u.tanh() * 0.5);

    private static Tensor Slope(Tensor u) => ((1 - u.tanh().square()) * 0.5) + 1;

    // By Newton's method; the last step carries the gradient.
    private static Tensor Pulled(Tensor value)
    {
        var u = value.detach();
        for (var i = 0; i < 30; i++)
            u = u - ((Pushed(u) - value.detach()) / Slope(u));
        return u - ((Pushed(u) - value) / Slope(u));
    }
}

/// <summary>The flow as it should be.</summary>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
public readonly struct SoundFlow : IDensity<SoundFlow>
{
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) => Flow.Sample(raw, noise, shape);

    public static Tensor LogDensity(Tensor raw, Tensor value) => Flow.LogDensity(raw, value, -1);

    public static Tensor Mean(Tensor raw) => Flow.Mean(raw);
}

/// <summary>Its author forgot the determinant.</summary>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
public readonly struct FlowWithoutDeterminant : IDensity<FlowWithoutDeterminant>
{
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) => Flow.Sample(raw, noise, shape);

    public static Tensor LogDensity(Tensor raw, Tensor value) => Flow.LogDensity(raw, value, 0);

    public static Tensor Mean(Tensor raw) => Flow.Mean(raw);
}

/// <summary>Its author added the determinant.</summary>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
public readonly struct FlowWithOppositeDeterminant : IDensity<FlowWithOppositeDeterminant>
{
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) => Flow.Sample(raw, noise, shape);

    public static Tensor LogDensity(Tensor raw, Tensor value) => Flow.LogDensity(raw, value, 1);

    public static Tensor Mean(Tensor raw) => Flow.Mean(raw);
}

/// <summary>A normal density of a scale that is 5% too large.</summary>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
public readonly struct TooWideDensity : IDensity<TooWideDensity>
{
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) => Density.Sample<Normal>(raw, noise, shape);

    public static Tensor LogDensity(Tensor raw, Tensor value) =>
        Density.Log<Normal>(cat([raw.chunk(2, -1)[0], raw.chunk(2, -1)[1] + Math.Log(1.05)], -1), value);

    public static Tensor Mean(Tensor raw) => Density.Mean<Normal>(raw);
}

/// <summary>Draws of a scale that is 3% too large.</summary>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
public readonly struct TooWideDraws : IDensity<TooWideDraws>
{
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) =>
        Density.Sample<Normal>(cat([raw.chunk(2, -1)[0], raw.chunk(2, -1)[1] + Math.Log(1.03)], -1), noise, shape);

    public static Tensor LogDensity(Tensor raw, Tensor value) => Density.Log<Normal>(raw, value);

    public static Tensor Mean(Tensor raw) => Density.Mean<Normal>(raw);
}

[Model(Samples = 3)]
public sealed partial record SoundFlowModel(
    [Shape(2), P<Normal>(nameof(Z))] Tensor X, [Shape(2), P<Normal>, Q<SoundFlow>(nameof(X))] Tensor Z);

[Model(Samples = 3)]
public sealed partial record ForgottenDeterminant(
    [Shape(2), P<Normal>(nameof(Z))] Tensor X, [Shape(2), P<Normal>, Q<FlowWithoutDeterminant>(nameof(X))] Tensor Z);

[Model(Samples = 3)]
public sealed partial record OppositeDeterminant(
    [Shape(2), P<Normal>(nameof(Z))] Tensor X, [Shape(2), P<Normal>, Q<FlowWithOppositeDeterminant>(nameof(X))] Tensor Z);

/// <summary>Of the data, and of one value.</summary>
[Model(Samples = 3)]
public sealed partial record WideDensityOfData(
    [Shape(1), P<TooWideDensity>(nameof(Z))] Tensor X, [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);

/// <summary>In the reverse factor.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record WideDrawsOfReverse(
    [Shape(2), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(1), Q<Normal>(nameof(X)), R<TooWideDraws>(nameof(Z), nameof(X))] Tensor Z0);
