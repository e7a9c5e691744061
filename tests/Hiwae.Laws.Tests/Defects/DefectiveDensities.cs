namespace Hiwae.Laws.Tests;

/// <summary>A normal density whose author forgot ½ log 2π.</summary>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
public readonly struct WithoutConstant : IDensity<WithoutConstant>
{
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) => Density.Sample<Normal>(raw, noise, shape);

    public static Tensor LogDensity(Tensor raw, Tensor value) => Density.Log<Normal>(raw, value) + (0.5 * Math.Log(2 * Math.PI) * value.shape[^1]);

    public static Tensor Mean(Tensor raw) => Density.Mean<Normal>(raw);
}

/// <summary>A normal density whose author forgot log σ.</summary>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
public readonly struct WithoutScale : IDensity<WithoutScale>
{
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) => Density.Sample<Normal>(raw, noise, shape);

    public static Tensor LogDensity(Tensor raw, Tensor value) => Density.Log<Normal>(raw, value) + raw.chunk(2, -1)[1].sum(-1);

    public static Tensor Mean(Tensor raw) => Density.Mean<Normal>(raw);
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
