using Hiwae.Formulas;

namespace Hiwae.Runtime.Tests.Training;

/// <summary>What the loss of a number is looked for in: with all parameters zero, every raw parameter is.</summary>
[Model(Samples = 2)]
public sealed partial record Watched(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), nameof(Y))] Tensor Z,
    [Given, Shape(1)] Tensor Y);

/// <summary>A target without a value right of 0.</summary>
[Model(Samples = 2)]
public sealed partial record HalfTarget(
    [Shape(1), Target<LeftOnly>, Q<Normal>(Learned = true)] Tensor Z);

/// <summary>The square root of −z.</summary>
public readonly record struct LeftOnly : ITarget<LeftOnly>
{
    /// <inheritdoc/>
    public static Tensor LogDensity(Tensor value, params ReadOnlySpan<Tensor> parents) => (-value).sqrt().sum(-1);
}

/// <summary>A density whose derivative does not exist where it is highest.</summary>
[Model(Samples = 2)]
public sealed partial record Cusped(
    [Shape(1), P<Cusp>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);

/// <summary>½ exp(−|v − m|), the modulus written as the root of the square. Raw output: m.</summary>
[Density(Support.Real, parametersPerValue: 1)]
public readonly struct Cusp : IFormula<Cusp>
{
    /// <inheritdoc/>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T> => -T.Sqrt(T.Square(value - raw[0])) - Math.Log(2);

    /// <inheritdoc/>
    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => raw[0];
}
