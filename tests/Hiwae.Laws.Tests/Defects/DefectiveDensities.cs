namespace Hiwae.Verification.Tests;

/// <summary>A normal density whose author forgot ½ log 2π.</summary>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
public readonly record struct WithoutConstant(Tensor Mean, Tensor LogScale) : IDensity<WithoutConstant>
{
    public static WithoutConstant FromRaw(Tensor raw) => new(raw.chunk(2, -1)[0], raw.chunk(2, -1)[1]);

    public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape) => new Normal(Mean, LogScale).Sample(noise, shape);

    public Tensor LogDensity(Tensor value) => new Normal(Mean, LogScale).LogDensity(value) + (0.5 * Math.Log(2 * Math.PI) * value.shape[^1]);
}

/// <summary>A normal density whose author forgot log σ.</summary>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
public readonly record struct WithoutScale(Tensor Mean, Tensor LogScale) : IDensity<WithoutScale>
{
    public static WithoutScale FromRaw(Tensor raw) => new(raw.chunk(2, -1)[0], raw.chunk(2, -1)[1]);

    public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape) => new Normal(Mean, LogScale).Sample(noise, shape);

    public Tensor LogDensity(Tensor value) => new Normal(Mean, LogScale).LogDensity(value) + LogScale.sum(-1);
}

/// <summary>A density of the user's own that is not normalised, of the data.</summary>
[Model(Samples = 3)]
public sealed partial record UnnormalisedData(
    [Shape(2), P<WithoutConstant>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);

/// <summary>The same, in the reverse factor.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record UnnormalisedReverse(
    [Shape(2), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(1), Q<Normal>(nameof(X)), R<WithoutScale>(nameof(Z), nameof(X))] Tensor Z0);

/// <summary>The same, in the proposal.</summary>
[Model(Samples = 3)]
public sealed partial record UnnormalisedProposal(
    [Shape(2), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<WithoutScale>(nameof(X))] Tensor Z);
